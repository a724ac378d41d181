"""Does it matter when a strategy was started? It is begun at several dates: what it knows must become the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.parameters import given_by_name
from rustybt.backtest.progress import ProgressOption, shown
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, RunInterruptedError
from rustybt.model.time import day_to_date
from rustybt.optimization.altered_bars import since
from rustybt.optimization.rerun import check_again, opened, whole_number
from rustybt.optimization.run_differences import same

if TYPE_CHECKING:
    import polars as pl

    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.backtest.market import Day
    from rustybt.backtest.result import BacktestResult
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.bars import Frequency
    from rustybt.optimization.evaluation import Evaluator

__all__ = ["Dependence", "StabilityReport", "check_stability"]

LEAST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """How one value of a run hangs on the date it was begun.

    Attributes:
        kind: ``"recorded"`` or ``"position"``, as a share of the portfolio.
        name: Recorded name, or symbol of the asset.
        start: First session of the later run.
        needed: Sessions until it is, and stays, what it is in the earlier run; None if it differs in the second half of
            the later run.
        differs: How many sessions it differs in.
        last: The last of them.
        expected: Its value there in the earlier run.
        found: Its value there in the later run.
    """

    kind: str
    name: str
    start: date
    needed: int | None
    differs: int
    last: date
    expected: Any
    found: Any

    def __str__(self) -> str:
        begun = f"{self.kind} {self.name}, begun {self.start}: "
        when = f"{_text(self.expected)} against {_text(self.found)} on {self.last}"
        if self.needed is None:
            return f"{begun}never the same; still {when}"
        return f"{begun}the same after {_sessions(self.needed)}; before, {when}"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StabilityReport:
    """Whether runs that began at other dates become the same; true if they do within the sessions allowed.

    Attributes:
        strategy: Its name.
        starts: First session of each run, the earliest first: the others are held against it.
        history: Sessions that each run saw before its start; None for all there were.
        allowed: Sessions within which a value must be the same; None for the first half of its run.
        values: Names of all that was compared.
        dependences: What differed, the slowest first.
    """

    strategy: str
    starts: Sequence[date]
    history: int | None
    allowed: int | None
    values: Sequence[str]
    dependences: Sequence[Dependence]

    @property
    def needed(self) -> int | None:
        """Sessions of warm-up after which every value is the same; 0 if none differed, None if one never is."""
        each = [found.needed for found in self.dependences]
        return None if None in each else max((count for count in each if count is not None), default=0)

    @property
    def passed(self) -> bool:
        """Whether every value is the same within the sessions allowed."""
        return self.needed is not None and (self.allowed is None or self.needed <= self.allowed)

    @property
    def frame(self) -> pl.DataFrame:
        """One row a value that differed: ``kind``, ``name``, ``start``, ``needed``, ``differs``, ``last``."""
        import polars as pl

        names = ("kind", "name", "start", "needed", "differs", "last")
        schema = dict(zip(names, (pl.String, pl.String, pl.Date, pl.Int64, pl.Int64, pl.Date), strict=True))
        rows = [{name: getattr(each, name) for name in names} for each in self.dependences]
        return pl.DataFrame(rows, schema=schema)

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        about = f"{len(self.values)} values of {len(self.starts)} runs begun {self.starts[0]} to {self.starts[-1]}"
        if self.needed is None:
            names = ", ".join(dict.fromkeys(each.name for each in self.dependences if each.needed is None))
            verdict = f"hangs on its start: {names} never the same"
        elif self.needed:
            bound = "" if self.allowed is None else f" ({self.allowed} allowed)"
            verdict = f"needs {_sessions(self.needed)} of warm-up{bound}"
        else:
            verdict = "does not hang on its start"
        lines = [f"{self.strategy} {verdict}; {about}", *(f"  {each}" for each in self.dependences[:10])]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": f"<pre>{escape(repr(self))}</pre>", "text/plain": repr(self)}


def check_stability(
    strategy: type[TradingAlgorithm],
    *,
    start: Day | None = None,
    end: Day | None = None,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    parameters: Mapping[str, Any] | None = None,
    capital_base: float | str | Decimal = 100_000,
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    data_frequency: Frequency = "daily",
    starts: int = 4,
    history: int | None = None,
    allowed: int | None = None,
    tolerance: float = 1e-6,
    position_tolerance: float = 0.01,
    seed: int = 0,
    progress: ProgressOption = None,
) -> StabilityReport:
    """Find out whether what a strategy knows and holds depends on the date that it was started.

    It is begun at several dates in the first half of the range, with the same sessions of history before each, and run
    to the same end: what it records and the share of the portfolio that it holds of each asset must become the same. A
    strategy that does not, such as one with an average that never forgets, would do something else live than in its
    backtest.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`.
        start: First session of the earliest run; the bundle's first by default.
        end: Last session; the bundle's last by default.
        bundle: Name of the bundle.
        catalog: Where it lies; ``DataCatalog()`` by default.
        parameters: Values by name.
        capital_base: Cash at the start of every run.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        data_frequency: ``"daily"`` or ``"minute"``.
        starts: How many later dates.
        history: Sessions before its start that each run sees; None for all there are.
        allowed: Sessions within which the values must become the same; None for the first half of each run.
        tolerance: Of a recorded number, as a share of the greater one.
        position_tolerance: Of a position, as a share of the portfolio: whole shares of two portfolios differ.
        seed: Of ``context.random``.
        progress: As in :func:`run_algorithm`, in runs.

    Returns:
        The report; false if a value needs more sessions, or never becomes the same.

    Raises:
        ConfigurationError: If an argument cannot work, the range is too short for so many dates, or no run holds or
            records anything.
        StrategyError: If it does something else when it is run again on the same bars, as with state on its class.
        RustyBTError: What a run raises.
        RunInterruptedError: If it was interrupted; ``partial`` holds the report of the runs that were made.
    """
    whole_number(starts, "starts", 1, 4)
    for count, name in ((allowed, "allowed"), (history, "history")):
        if count is not None:
            whole_number(count, name, 0, 200)
    tolerances = _share(tolerance, "tolerance"), _share(position_tolerance, "position_tolerance")
    evaluator = opened(
        strategy,
        bundle=bundle,
        start=start,
        end=end,
        catalog=catalog,
        data_frequency=data_frequency,
        capital_base=capital_base,
        commission=commission,
        slippage=slippage,
        seed=seed,
    )
    days, given = _starts(evaluator, starts), given_by_name(parameters)
    check = _Runs(evaluator, days, history, allowed, tolerances)
    with shown(f"Stability of {strategy.__name__}", progress, "runs") as tell:
        try:
            for day in days:
                check.add(day, given)
                if tell is not None:
                    tell(len(check.results), len(days))
        except KeyboardInterrupt:
            error = RunInterruptedError(f"interrupted after {len(check.results)} of {len(days)} runs")
            error.partial = check.report() if len(check.results) > 1 else None
            raise error from None
    return check.of_something()


class _Runs:
    """The runs from each date, and what differs between them."""

    def __init__(
        self,
        evaluator: Evaluator,
        days: Sequence[date],
        history: int | None,
        allowed: int | None,
        tolerances: tuple[float, float],
    ) -> None:
        self._evaluator, self._days, self._history = evaluator, days, history
        self._allowed, self._tolerances = allowed, tolerances
        self.results: list[BacktestResult] = []

    def add(self, day: date, parameters: Mapping[str, Any]) -> None:
        """Make the run that begins on a day."""
        market = since(self._evaluator.market, day, self._history)
        evaluator = replace(self._evaluator, market=market)
        self.results.append(evaluator.run(parameters))
        if len(self.results) == 1:
            check_again(evaluator, parameters, self.results[0])

    def of_something(self) -> StabilityReport:
        """Return the report, unless the runs are alike because nothing happens in them."""
        if not any(each.record.recorded or len(each.record.positions["row"]) for each in self.results):
            raise ConfigurationError(
                f"{self._evaluator.strategy.__name__} holds and records nothing: there is nothing to compare; choose a "
                "longer run, or record what it decides by"
            )
        return self.report()

    def report(self) -> StabilityReport:
        """Hold the later runs against the first."""
        true, *others = self.results
        days = self._days[: len(self.results)]
        found = [
            each
            for day, later in zip(days[1:], others, strict=True)
            for each in _dependences(true, later, day, self._tolerances)
        ]
        return StabilityReport(
            strategy=self._evaluator.strategy.__name__,
            starts=tuple(days),
            history=self._history,
            allowed=self._allowed,
            values=(*_kept(self.results), *(asset.symbol for asset in true.record.assets)),
            dependences=tuple(
                sorted(found, key=lambda each: -math.inf if each.needed is None else -each.needed)
            ),
        )


def _sessions(count: int) -> str:
    return f"{count} session{'' if count == 1 else 's'}"


def _share(value: float, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        raise ConfigurationError(f"{name} is {value!r}: use a share from 0 on and below 1, such as 0.01")
    return float(value)


def _starts(evaluator: Evaluator, count: int) -> list[date]:
    # The first session of the range, and as many evenly over its first half.
    market = evaluator.market
    sessions = [
        day for day in map(day_to_date, market.panel.sessions.tolist()) if market.start <= day <= market.end
    ]
    half = len(sessions) // 2
    if half < count or len(sessions) < LEAST:
        raise ConfigurationError(
            f"{market.start} to {market.end} has {len(sessions)} sessions: too few for {count} later starts in its "
            f"first half, and {LEAST} at least; take a longer range or fewer starts"
        )
    return [sessions[half * at // count] for at in range(count + 1)]


def _kept(results: Sequence[BacktestResult]) -> list[str]:
    return list(dict.fromkeys(name for each in results for name in each.record.recorded))


def _dependences(
    true: BacktestResult, later: BacktestResult, start: date, tolerances: tuple[float, float]
) -> Iterator[Dependence]:
    count = len(later)
    sessions = cast("NDArray[np.int32]", later.record.daily["session"])
    nothing = [None] * len(true)
    for name in _kept((true, later)):
        ours = true.record.recorded.get(name, nothing)[-count:]
        theirs = later.record.recorded.get(name, nothing)[-count:]
        wrong = np.array([not _near(a, b, tolerances[0]) for a, b in zip(ours, theirs, strict=True)])
        yield from _found("recorded", name, start, wrong, (sessions, ours, theirs))
    held, other = _shares(true)[-count:], _shares(later)
    for column, asset in enumerate(true.record.assets):
        wrong = np.abs(held[:, column] - other[:, column]) > tolerances[1]
        columns = sessions, held[:, column].tolist(), other[:, column].tolist()
        yield from _found("position", asset.symbol, start, wrong, columns)


def _found(
    kind: str, name: str, start: date, wrong: NDArray[np.bool_], columns: tuple[Any, Any, Any]
) -> Iterator[Dependence]:
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return
    last, (sessions, ours, theirs) = int(rows[-1]), columns
    yield Dependence(
        kind=kind,
        name=name,
        start=start,
        needed=None if last >= len(wrong) // 2 else last + 1,
        differs=len(rows),
        last=day_to_date(int(sessions[last])),
        expected=ours[last],
        found=theirs[last],
    )


def _shares(result: BacktestResult) -> NDArray[np.float64]:
    # Value of each asset over the portfolio, float64[S, A].
    record = result.record
    shares = np.zeros((len(result), len(record.assets)))
    held = record.positions
    row, column, amount, price = (
        cast("NDArray[Any]", held[name]).astype(np.int64) for name in ("row", "column", "amount", "price")
    )
    factors = np.array([float(asset.price_multiplier) for asset in record.assets] or [1.0])
    worth = result.course.worth[row]
    value = amount.astype(np.float64) * price / 10.0**record.money_scale * factors[column]
    shares[row, column] = np.divide(value, worth, out=np.zeros_like(value), where=worth != 0)
    return shares


def _near(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(one, int | float | Decimal | np.number) and isinstance(
        other, int | float | Decimal | np.number
    ):
        a, b = float(one), float(other)
        return same(a, b) or abs(a - b) <= tolerance * max(abs(a), abs(b))
    return same(one, other)


def _text(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
