"""Purged cross-validation: choose on some stretches of time, test on the others, in every combination."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import percent_text, ratio_text, title_text
from rustybt.backtest.market import Market
from rustybt.exceptions import ConfigurationError, ObjectiveError, SampleError, StudyError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.optimization.independence import sharpes
from rustybt.optimization.objectives import Objective, objectives_of
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.settings import check_settings
from rustybt.optimization.splits import Split, backtest_paths, combinatorial_splits
from rustybt.optimization.trials import parameter_columns

if TYPE_CHECKING:
    import polars as pl

    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.analytics.drawing import Drawing
    from rustybt.backtest.market import Day
    from rustybt.backtest.progress import ProgressOption
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.model.bars import Frequency
    from rustybt.optimization.settings import SearchSettings
    from rustybt.optimization.space import Dimension, Space
    from rustybt.optimization.study import Study
    from rustybt.optimization.trials import Parameters

__all__ = ["CrossValidation", "TestedSplit", "cross_validate", "purged_cv"]

type Floats = NDArray[np.float64]

OWN_COLUMNS = ("split", "tested", "trained", "purged", "trial")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedSplit:
    """One choice, and its test.

    Attributes:
        groups: Numbers of the groups that were tested.
        trained: Sessions that were trained on.
        purged: Sessions that were left out.
        trial: Number of the trial that was chosen.
        parameters: Of that trial.
        in_sample: The objective where it was chosen.
        out_of_sample: The objective where it was tested; NaN if there is none.
    """

    groups: tuple[int, ...]
    trained: int
    purged: int
    trial: int
    parameters: Parameters
    in_sample: float
    out_of_sample: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrossValidation:
    """A cross-validation; it shows itself in a notebook.

    Attributes:
        name: Of the strategy.
        objective: That every choice went by.
        groups: Stretches of time.
        tested: How many of them each split tests.
        horizon: Sessions until the outcome of a decision is known.
        embargo: Sessions left out after each test.
        splits: Every one.
        paths: Simple returns out of sample, float64[S, P], one column a path through all of time.
        sessions: Of the paths, datetime64[D][S]; None where they are not known.
        periods: Sessions in a year.
    """

    name: str
    objective: str
    groups: int
    tested: int
    horizon: int
    embargo: int
    splits: Sequence[TestedSplit]
    paths: Floats
    sessions: NDArray[np.datetime64] | None = None
    periods: float = TRADING_DAYS

    @property
    def sharpes(self) -> Floats:
        """Annual Sharpe ratio of each path, float64[P]."""
        return sharpes(self.paths, self.periods)

    @property
    def sharpe(self) -> float:
        """Mean of the paths' Sharpe ratios."""
        return float(self.sharpes.mean())

    @property
    def loss_probability(self) -> float:
        """Share of the splits whose objective is below 0 where it was tested, or without a number."""
        return float(np.mean([not each.out_of_sample >= 0 for each in self.splits]))

    @property
    def frame(self) -> pl.DataFrame:
        """One row a split: groups tested, sessions trained on and purged, trial, parameters, objective in and out."""
        import polars as pl

        rows = [
            {
                "split": number,
                "tested": ", ".join(map(str, each.groups)),
                "trained": each.trained,
                "purged": each.purged,
                "trial": each.trial,
                **parameter_columns(each.parameters, OWN_COLUMNS),
                f"{self.objective}_in": each.in_sample,
                f"{self.objective}_out": each.out_of_sample,
            }
            for number, each in enumerate(self.splits)
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield what a person reads first: each figure's title and its text."""
        inside = float(np.mean([each.in_sample for each in self.splits]))
        tests = [each.out_of_sample for each in self.splits if each.out_of_sample == each.out_of_sample]
        found = self.sharpes
        yield f"{title_text(self.objective)} in sample", ratio_text(inside)
        yield (
            f"{title_text(self.objective)} out of sample",
            ratio_text(np.mean(tests) if tests else math.nan),
        )
        yield "Below 0 out of sample", percent_text(self.loss_probability)
        yield "Sharpe of the paths", ratio_text(self.sharpe)
        yield "Worst and best path", f"{ratio_text(found.min())} to {ratio_text(found.max())}"
        yield "Trials chosen", f"{len({each.trial for each in self.splits})}"

    def plot(self) -> Drawing:
        """Return a picture: growth along each path out of sample, and the objective of each split in and out of it."""
        from rustybt.optimization.cross_validation_page import picture

        return picture(self)

    def __repr__(self) -> str:
        paths = self.paths.shape[1]
        first = (
            f"Cross-validation of {self.name}: {len(self.splits)} splits of {self.groups} groups, {self.tested} "
            f"tested, horizon {self.horizon}, embargo {self.embargo}; {paths} {'path' if paths == 1 else 'paths'}"
        )
        return "\n".join([first, *(f"  {title:<22} {text:>16}" for title, text in self.lines())])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        from rustybt.optimization.cross_validation_page import page_part

        return {"text/html": page_part(self), "text/plain": repr(self)}


def purged_cv(
    strategy: type[TradingAlgorithm],
    *,
    space: Space | Mapping[str, Dimension],
    start: Day,
    end: Day,
    groups: int = 6,
    tested: int = 2,
    horizon: int = 1,
    embargo: int = 0,
    objective: Any = "sharpe",
    search: str = "random",
    trials: int | None = None,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    data_frequency: Frequency = "daily",
    name: str | None = None,
    progress: ProgressOption = None,
    **settings: Unpack[SearchSettings],
) -> CrossValidation:
    """Choose a strategy's parameters on some stretches of time and test them on the others, in every combination.

    Every trial is run once over the whole time, as a study that :func:`optimize` keeps; each split then chooses by what
    its training sessions earned.

    Args:
        strategy: As in :func:`optimize`.
        space: As in :func:`optimize`.
        start: As in :func:`optimize`.
        end: As in :func:`optimize`.
        groups: Stretches of time.
        tested: How many of them each split tests; 1 is k-fold.
        horizon: Sessions until the outcome of a decision is known, such as how long a position is held; training
            sessions whose outcome would overlap that of a test are left out.
        embargo: Sessions after each test that are left out as well, such as how far an indicator looks back.
        objective: A figure of the returns alone: sharpe, sortino, calmar, total_return, annual_return, volatility,
            max_drawdown; training sessions are no single run, and have no trades of their own.
        search: ``"grid"`` or ``"random"``; one that learns would have learned from the tests.
        trials: As in :func:`optimize`.
        bundle: As in :func:`optimize`.
        catalog: As in :func:`optimize`.
        data_frequency: As in :func:`optimize`.
        name: As in :func:`optimize`.
        progress: As in :func:`optimize`.
        settings: As in :func:`optimize`: capital_base, commission, slippage, seed, executor, workers, mode, constraint,
            timeout.

    Raises:
        ConfigurationError: If the search learns, or the objective is not of the returns alone.
        SampleError: If a split has nothing to train or test on.
        StudyError: If no trial was complete.
        RustyBTError: Whatever :func:`optimize` raises.
    """
    if search not in ("grid", "random"):
        raise ConfigurationError(
            f"search {search!r} learns from the sessions that are to be tested: use 'grid' or 'random', or "
            "rb.walk_forward"
        )
    check_settings(settings)
    goal = _of_returns(objective)
    market = Market.open(bundle, start, end, catalog=catalog, data_frequency=data_frequency)
    # What cannot be split is refused now, rather than after all trials.
    combinatorial_splits(len(market.sessions), groups, tested, horizon=horizon, embargo=embargo)
    study = optimize(
        strategy,
        space=space,
        objective=goal,
        search=search,
        trials=trials,
        start=start,
        end=end,
        bundle=bundle,
        catalog=catalog,
        data_frequency=data_frequency,
        name=name,
        background=False,
        progress=progress,
        **settings,
    )
    return _among(study, goal, groups, tested, horizon, embargo)


def cross_validate(
    returns: Floats,
    *,
    objective: Any = "sharpe",
    groups: int = 6,
    tested: int = 2,
    horizon: int = 1,
    embargo: int = 0,
    parameters: Sequence[Parameters] = (),
    name: str = "trials",
    sessions: NDArray[np.datetime64] | None = None,
    periods: float = TRADING_DAYS,
) -> CrossValidation:
    """Cross-validate the choice among trials that were all run over the whole time.

    Args:
        returns: Simple returns of trials, float64[S, N].
        objective: As in :func:`purged_cv`.
        groups: As in :func:`purged_cv`.
        tested: As in :func:`purged_cv`.
        horizon: As in :func:`purged_cv`.
        embargo: As in :func:`purged_cv`.
        parameters: Of the trials, in their order; empty for their numbers.
        name: Of what was tried.
        sessions: Of the returns, datetime64[D][S], for the picture.
        periods: Sessions in a year.

    Raises:
        ConfigurationError: If an argument cannot be.
        SampleError: If a split has nothing to train or test on, or no trial can be chosen.
    """
    goal = _of_returns(objective)
    splits = combinatorial_splits(len(returns), groups, tested, horizon=horizon, embargo=embargo)
    found = [_tested(returns, split, goal, periods, parameters) for split in splits]
    return CrossValidation(
        name=name,
        objective=goal.name,
        groups=groups,
        tested=tested,
        horizon=horizon,
        embargo=embargo,
        splits=found,
        paths=_paths(returns, [each.trial for each in found], groups, tested),
        sessions=sessions,
        periods=periods,
    )


def _of_returns(objective: Any) -> Objective:
    goals = objectives_of(objective)
    if len(goals) > 1 or not goals[0].of_returns:
        raise ConfigurationError(
            f"objective {', '.join(each.name for each in goals)}: cross-validation chooses by one figure of the "
            "returns, such as 'sharpe', 'sortino' or 'calmar'; rb.walk_forward takes any"
        )
    return goals[0]


def _among(
    study: Study, goal: Objective, groups: int, tested: int, horizon: int, embargo: int
) -> CrossValidation:
    complete = study.complete
    if not complete:
        raise StudyError(f"no trial of study {study.name!r} is complete: there is nothing to choose from")
    market = study.task.market()
    return cross_validate(
        study.returns([trial.number for trial in complete]),
        objective=goal,
        groups=groups,
        tested=tested,
        horizon=horizon,
        embargo=embargo,
        parameters=[trial.parameters for trial in complete],
        name=study.task.name,
        sessions=market.sessions,
        periods=market.periods_per_year,
    )


def _tested(
    returns: Floats, split: Split, goal: Objective, periods: float, parameters: Sequence[Parameters]
) -> TestedSplit:
    inside = [_value(goal, column, periods) for column in returns[split.train].T]
    worth = np.array(inside) if goal.maximizes else -np.array(inside)
    if np.isnan(worth).all():
        raise SampleError(
            f"no trial has a {goal.name} without groups {split.groups}: there is nothing to choose"
        )
    best = int(np.nanargmax(worth))
    return TestedSplit(
        groups=split.groups,
        trained=len(split.train),
        purged=len(returns) - len(split.train) - len(split.test),
        trial=best,
        parameters=parameters[best] if parameters else {},
        in_sample=inside[best],
        out_of_sample=_value(goal, returns[split.test, best], periods),
    )


def _value(goal: Objective, returns: Floats, periods: float) -> float:
    try:
        return goal.value_of(returns, periods)
    except ObjectiveError:
        return math.nan


def _paths(returns: Floats, chosen: Sequence[int], groups: int, tested: int) -> Floats:
    places = np.array_split(np.arange(len(returns)), groups)
    columns = [
        np.concatenate([returns[place, chosen[number]] for place, number in zip(places, path, strict=True)])
        for path in backtest_paths(groups, tested)
    ]
    return np.column_stack(columns)
