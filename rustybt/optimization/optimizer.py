"""One call from a strategy and a space to a study."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.market import days_of
from rustybt.backtest.progress import ProgressOption, in_kernel, shown
from rustybt.backtest.run import capital_of
from rustybt.backtest.source_code import code_hash
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, SearchSpaceError, StudyConflictError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.optimization.objectives import objectives_of
from rustybt.optimization.pruning import bounds_of
from rustybt.optimization.rerun import whole_number
from rustybt.optimization.search.base import search_of
from rustybt.optimization.space import Space
from rustybt.optimization.study import Study
from rustybt.optimization.study_plan import StudyPlan
from rustybt.optimization.study_text import COLUMNS
from rustybt.optimization.task import told
from rustybt.optimization.trial_store import TrialStore

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.market import Day
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.bars import Frequency
    from rustybt.optimization.executors.base import Executor
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Constraint, Dimension
    from rustybt.optimization.task import Mode, Task

__all__ = ["optimize", "studies", "study"]

WORDS = {
    "sha256": "data",
    "code": "code of the strategy",
    "periods_per_year": "sessions in a year",
}
MOST_POINTS = 10_000_000
EXAMPLES = {"commission": "PerShareCommission('0.005')", "slippage": "FixedBasisPointsSlippage()"}


def optimize(
    strategy: type[TradingAlgorithm],
    *,
    space: Space | Mapping[str, Dimension],
    objective: Any = "sharpe",
    search: str = "bayesian",
    trials: int | None = None,
    start: Day,
    end: Day,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    capital_base: float | str | Decimal = 100_000,
    data_frequency: Frequency = "daily",
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    seed: int = 0,
    name: str | None = None,
    executor: str | Executor = "inline",
    workers: int | None = None,
    mode: Literal["auto", "event", "vector"] = "auto",
    constraint: Constraint | None = None,
    timeout: float | None = None,
    prune: Mapping[float, float] | None = None,
    background: bool | None = None,
    progress: ProgressOption = None,
) -> Study:
    """Search for the parameters of a strategy; the same call finds the same study again, and goes on with it.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`; it takes its parameters as arguments, as attributes of its
            class, or from ``context.parameters``.
        space: :class:`Int`, :class:`Float` and :class:`Choice` by name.
        objective: A figure of ``result.summary`` by name, a function of the result, or several of them.
        search: ``"grid"``, ``"random"``, ``"bayesian"``, ``"genetic"`` or ``"cma-es"``.
        trials: How many; by default all points of a grid, else 100.
        start: First session of every trial.
        end: Last session of every trial.
        bundle: Name of the bundle; its version of now is kept for the whole study.
        catalog: Where it lies; ``DataCatalog()`` by default.
        capital_base: Cash at the start.
        data_frequency: ``"daily"`` or ``"minute"``.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        seed: Of the search, and of ``context.random`` in every trial.
        name: Of the study; by default made of everything that decides its trials.
        executor: ``"inline"``, ``"processes"``, ``"ray"``, or one that is made already.
        workers: How many; one a core by default.
        mode: ``"vector"`` for a :class:`SignalAlgorithm` all at once, ``"event"`` bar by bar; ``"auto"`` takes the
            first where it can.
        constraint: ``constraint(parameters)`` says whether they may be tried.
        timeout: Seconds that a trial may take; needs an executor of processes.
        prune: Bound for the first objective by the part of the run: ``{0.5: 0.0}`` ends a trial whose Sharpe ratio is
            below 0 at half time. It counts as made.
        background: Whether to return at once; by default in a notebook.
        progress: As in :func:`run_algorithm`, in trials.

    Returns:
        The study.

    Raises:
        SearchSpaceError: If the space is empty or contradicts itself.
        ConfigurationError: If an argument cannot work.
        ParameterError: If the strategy does not take a parameter (with ``background`` when it is waited for).
        StudyConflictError: If a study of this name has other data, code or settings, or another process drives it.
        MissingExtraError: If what the search or the executor needs is not installed.
    """
    made = _space(space, constraint)
    _check(seed, name, commission, slippage)
    objectives = objectives_of(objective)
    costs = {"capital_base": capital_of(capital_base), "commission": commission, "slippage": slippage}
    days = {"bundle": bundle, "start": start, "end": end, "data_frequency": data_frequency}
    common = {"seed": seed, "objectives": objectives, "bounds": bounds_of(prune, objectives)}
    task = _task(strategy, catalog, {**days, **costs}, common, _mode(strategy, mode))
    search_of(search, made, objectives, seed)  # refused here, rather than in the first trial
    _check_names(strategy, made, objectives)
    plan = StudyPlan(task, executor, workers, timeout, made.constraint)
    plan.executor()
    settings, wanted = _settings(made, objectives, search, seed), _wanted(made, search, trials)
    with TrialStore(
        Path(task.catalog)
    ) as store:  # until the end: the last one to be closed writes its log back
        found = _kept(store, plan, settings, name, wanted)
        if background if background is not None else in_kernel():
            found.start()
            return found
        with shown(f"{strategy.__name__} ({search})", progress, "trials") as tell:
            found.run(tell)
    return found


def study(name: str, *, catalog: DataCatalog | None = None) -> Study:
    """Find a study from any process, while it runs and after: to look at, to stop, and to `resume`.

    Args:
        name: Of the study.
        catalog: Where its bundle lies; ``DataCatalog()`` by default.

    Raises:
        StudyError: If there is no such study.
    """
    found = DataCatalog() if catalog is None else catalog
    return Study(found.path.resolve(), name)


def studies(*, catalog: DataCatalog | None = None) -> pl.DataFrame:
    """Return the studies that are kept, the newest first: name, bundle, state, trials made and wanted, search, start.

    Args:
        catalog: Where their bundles lie; ``DataCatalog()`` by default.
    """
    import polars as pl

    found = DataCatalog() if catalog is None else catalog
    with TrialStore(found.path.resolve()) as store:
        rows = [
            {
                "name": row.name,
                "bundle": row.bundle,
                "strategy": row.identity["strategy"],
                "search": row.settings["search"],
                "state": row.state,
                "ended": sum(count for state, count in store.counts(row.id).items() if state.ended),
                "wanted": row.wanted,
                "created": row.created_ns,
            }
            for row in store.studies()
        ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "name": pl.String,
        "bundle": pl.String,
        "strategy": pl.String,
        "search": pl.String,
        "state": pl.String,
        "ended": pl.Int64,
        "wanted": pl.Int64,
        "created": pl.Datetime("ns", "UTC"),
    }
    return pl.DataFrame(rows, schema=schema)


def _task(
    strategy: type[TradingAlgorithm],
    catalog: DataCatalog | None,
    market: Mapping[str, Any],
    common: Mapping[str, Any],
    mode: Mode,
) -> Task:
    found = DataCatalog() if catalog is None else catalog
    days = {name: market[name] for name in ("bundle", "start", "end", "data_frequency")}
    first, last = days_of(catalog=found, **days)
    words = {**market, "start": first.isoformat(), "end": last.isoformat()}
    return told(strategy, catalog=found, mode=mode, **words, **common)


def _mode(strategy: type[TradingAlgorithm], mode: str) -> Mode:
    if not (isinstance(strategy, type) and issubclass(strategy, TradingAlgorithm)):
        raise ConfigurationError(
            f"strategy {strategy!r}: hand in a subclass of TradingAlgorithm, not an instance"
        )
    if mode == "auto":
        return "vector" if issubclass(strategy, SignalAlgorithm) else "event"
    if mode not in ("event", "vector"):
        raise ConfigurationError(f"mode is {mode!r}: use 'auto', 'event' or 'vector'")
    return "vector" if mode == "vector" else "event"


def _space(given: Space | Mapping[str, Dimension], constraint: Constraint | None) -> Space:
    if not isinstance(given, Space):
        return Space(given, constraint)
    if constraint is None or constraint is given.constraint:
        return given
    if given.constraint is None:
        return Space(given.dimensions, constraint)
    raise SearchSpaceError("the space has a constraint, and another one was given: leave one of them out")


def _check(seed: object, name: object, commission: object, slippage: object) -> None:
    whole_number(seed, "seed", 0, 1)
    if name is not None and not (isinstance(name, str) and name.strip()):
        raise ConfigurationError(f"name is {name!r}: use a text, or leave it out")
    for name, model, method in (
        ("commission", commission, "calculate"),
        ("slippage", slippage, "process_order"),
    ):
        if isinstance(model, type) or not (model is None or callable(getattr(model, method, None))):
            raise ConfigurationError(f"{name} is {model!r}: hand in a model, such as {EXAMPLES[name]}")


def _check_names(strategy: type[TradingAlgorithm], space: Space, objectives: Sequence[Objective]) -> None:
    methods = [name for name in space.names if callable(getattr(strategy, name, None))]
    if methods:
        raise SearchSpaceError(
            f"parameter {methods[0]} is a method of {strategy.__name__}: call it by another name"
        )
    taken = {*COLUMNS, *(each.name for each in objectives)} & set(space.names)
    if taken:
        raise SearchSpaceError(
            f"parameter {', '.join(sorted(taken))} has the name of an objective or a column of study.trials: call it "
            "by another name"
        )


def _wanted(space: Space, search: str, trials: int | None) -> int:
    if trials is None and search == "grid":
        if (space.size or 0) > MOST_POINTS:
            raise SearchSpaceError(
                f"a grid of {space.size:,} points is more than will ever be tried: use greater steps, say how many "
                "trials, or search='random'"
            )
        return sum(1 for _ in space.grid())
    if trials is None:
        return 100
    if isinstance(trials, bool) or not isinstance(trials, int) or trials < 1:
        raise ConfigurationError(f"trials is {trials!r}: use a whole number from 1 on")
    return trials


def _settings(space: Space, objectives: Sequence[Objective], search: str, seed: int) -> dict[str, Any]:
    return {
        "space": space.to_json(),
        "search": search,
        "seed": seed,
        "objectives": [
            {"name": each.name, "direction": each.direction}
            | ({} if each.measure is None else {"of": "function"})
            for each in objectives
        ],
    }


def _kept(
    store: TrialStore, plan: StudyPlan, settings: dict[str, Any], name: str | None, wanted: int
) -> Study:
    task = plan.task
    identity = task.identity | {"space": settings["space"], "search": settings["search"]}
    if plan.constraint is not None:
        identity["constraint"] = code_hash(plan.constraint) or code_hash(type(plan.constraint))
    if task.periods_per_year != TRADING_DAYS:
        identity["periods_per_year"] = task.periods_per_year
    known = json.loads(json.dumps(identity))
    settings = settings | {"plan": plan.to_json()}
    digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
    name = name or f"{task.name}-{digest[:10]}"
    row = store.create(
        name, bundle=task.bundle, identity=known, settings=settings, wanted=wanted, now_ns=time.time_ns()
    )
    keys = dict.fromkeys([*known, *row.identity])
    differs = [WORDS.get(key, key) for key in keys if row.identity.get(key) != known.get(key)]
    if differs:
        raise StudyConflictError(
            f"study {name!r} was made with other {', '.join(differs)}: its trials could not be compared with new "
            "ones; give another name, or leave the name out"
        )
    store.change(row.id, settings=json.dumps(settings))
    if wanted > row.wanted:
        store.change(row.id, wanted=wanted)
    return Study(Path(task.catalog), name, plan)
