"""Does a strategy look ahead? It is run again with another future, or none: its past must stay what it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.algorithm.parameters import given_by_name
from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.progress import ProgressOption, shown
from rustybt.backtest.vector import SignalMarket
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, LookaheadError, RunInterruptedError, StrategyError
from rustybt.model.time import date_to_day
from rustybt.optimization.altered_bars import first_step, garbled_after, until
from rustybt.optimization.rerun import check_again, opened, whole_number
from rustybt.optimization.run_differences import Difference, first_difference, moment_of

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.backtest.market import Day, Market
    from rustybt.backtest.result import BacktestResult
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.bars import Frequency
    from rustybt.optimization.evaluation import Evaluator

__all__ = ["LookaheadFinding", "LookaheadReport", "check_lookahead"]

WORDS = {
    "garbage": "garbage after",
    "removed": "no bars after",
    "modes": "vector against event mode up to",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LookaheadFinding:
    """A past that was another with another future.

    Attributes:
        how: ``"garbage"`` or ``"removed"`` bars after the cut, or ``"modes"``: vector against event mode.
        cut: End of the last bar that was the same, UTC.
        difference: The first thing that is another.
    """

    how: str
    cut: datetime
    difference: Difference

    def __str__(self) -> str:
        return f"{self.difference} ({WORDS[self.how]} {self.cut:%Y-%m-%d %H:%M} UTC)"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LookaheadReport:
    """Whether a strategy looks ahead, as far as its runs can tell; true if nothing was found.

    Attributes:
        strategy: Its name.
        findings: What was found, the earliest first.
        cuts: Ends of the bars after which the future was changed, UTC.
        runs: How many were made.
        failed: How many raised with another future, and so proved nothing.
        orders: Of the true run.
        recorded: Names that the strategy recorded.
    """

    strategy: str
    findings: Sequence[LookaheadFinding]
    cuts: Sequence[datetime]
    runs: int
    failed: int
    orders: int
    recorded: Sequence[str]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def first(self) -> LookaheadFinding | None:
        """The earliest finding."""
        return self.findings[0] if self.findings else None

    def require(self) -> None:
        """Raise if something was found, as a test may.

        Raises:
            LookaheadError: With the earliest finding.
        """
        if self.first is not None:
            raise LookaheadError(f"{self.strategy} looks ahead: {self.first}")

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        seen = f"{self.orders:,} orders" + (f", recorded {', '.join(self.recorded)}" if self.recorded else "")
        verdict = "no lookahead found" if self.passed else f"LOOKS AHEAD, {len(self.findings)} findings"
        lines = [f"{self.strategy}: {verdict} in {self.runs} runs with {len(self.cuts)} cuts ({seen})"]
        if self.failed:
            lines.append(f"  {self.failed} more runs raised with another future, and prove nothing")
        return "\n".join([*lines, *(f"  {each}" for each in self.findings[:10])])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": f"<pre>{escape(repr(self))}</pre>", "text/plain": repr(self)}


def check_lookahead(
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
    cuts: int = 4,
    seed: int = 0,
    progress: ProgressOption = None,
) -> LookaheadReport:
    """Find out whether a strategy's decisions hang on bars that it cannot know yet.

    It is run on the true bars, and again with every bar after a cut replaced by garbage, and with none after it:
    orders, fills, everything recorded and the account up to the cut must be the same. A :class:`SignalAlgorithm` is cut
    in vector mode, and its vector mode held against its event mode, which sees no more than the present.

    What a strategy reads beside ``data`` and its bars (files, the network) is not changed: a future in there is not
    found. A run that raises on garbage proves nothing, and is counted in ``failed``.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`.
        start: First session; the bundle's first by default.
        end: Last session; the bundle's last by default.
        bundle: Name of the bundle.
        catalog: Where it lies; ``DataCatalog()`` by default.
        parameters: Values by name.
        capital_base: Cash at the start.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        data_frequency: ``"daily"`` or ``"minute"``.
        cuts: So many, spread over the run, and as many again at bars in which the strategy ordered.
        seed: Of the garbage, and of ``context.random``.
        progress: As in :func:`run_algorithm`, in runs.

    Returns:
        The report; false if something was found.

    Raises:
        ConfigurationError: If an argument cannot work, or the strategy orders and records nothing.
        StrategyError: If it does something else when it is run again on the same bars, as with state on its class.
        RustyBTError: What the run on the true bars raises.
        RunInterruptedError: If it was interrupted; ``partial`` holds the report so far.
    """
    whole_number(cuts, "cuts", 1, 4)
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
    check = _Check(evaluator, given_by_name(parameters), seed)
    with shown(f"Lookahead of {strategy.__name__}", progress, "runs") as tell:
        try:
            plan = check.plan(cuts)
            for done, (how, step) in enumerate(plan, 1):
                check.make(how, step)
                if tell is not None:
                    tell(done, len(plan))
        except KeyboardInterrupt:
            error = RunInterruptedError(
                f"interrupted after {check.runs} runs; the report so far is in .partial"
            )
            error.partial = check.report() if check.runs else None
            raise error from None
    return check.report()


class _Check:
    """The true run, and what is found beside it."""

    def __init__(self, evaluator: Evaluator, parameters: Mapping[str, Any], seed: int) -> None:
        self._evaluator, self._parameters, self._seed = evaluator, parameters, seed
        self._vector = False
        self._true: BacktestResult
        self._findings: list[LookaheadFinding] = []
        self._cuts: set[int] = set()
        self._failed = self.runs = 0

    def plan(self, cuts: int) -> list[tuple[str, int]]:
        """Make the true run, and return the runs to hold against it, as kind and last true step."""
        stepped = self._run(self._evaluator.market, vector=False)
        self._true = stepped
        if issubclass(self._evaluator.strategy, SignalAlgorithm):
            try:
                self._true = self._run(self._evaluator.market, vector=True)
                self._vector = True
            except ConfigurationError:
                self._true = stepped  # it decides bar by bar only
        record = self._true.record
        if not len(record.orders["step"]) and not record.recorded:
            raise ConfigurationError(
                f"{self._evaluator.strategy.__name__} orders and records nothing: there is nothing to compare; choose "
                "a longer run, or record what it decides by"
            )
        self.runs += 1
        check_again(self._evaluator, self._parameters, stepped)
        if self._vector:
            self._compare("modes", stepped, self._true, len(self._evaluator.market.panel.times_ns) - 1)
        steps = self._steps(cuts)
        if not steps:
            market = self._evaluator.market
            raise ConfigurationError(
                f"{market.start} to {market.end} has no bar with another one after it, and no future to change: choose "
                "a longer run"
            )
        return [(how, step) for step in steps for how in ("garbage", "removed")]

    def make(self, how: str, step: int) -> None:
        """Run with another future, and compare."""
        market = self._evaluator.market
        if how == "removed":
            # A run ends with a session: of minutes, the one before that of the cut.
            panel = market.panel
            session = int(panel.step_session[step])
            whole = step + 1 == len(panel.times_ns) or int(panel.step_session[step + 1]) > session
            step = step if whole else int(np.searchsorted(panel.step_session, session)) - 1
            if step < first_step(market):
                return
            other = until(market, step)
        else:
            other = garbled_after(market, step, np.random.default_rng([self._seed, step]))
        self._cuts.add(step)
        try:
            found = self._run(other, vector=self._vector)
        except StrategyError:
            self._failed += 1
            return
        self._compare(how, self._true, found, step)

    def report(self) -> LookaheadReport:
        """Return what was found."""
        times, record = self._evaluator.market.panel.times_ns, self._true.record
        return LookaheadReport(
            strategy=self._evaluator.strategy.__name__,
            findings=tuple(sorted(self._findings, key=lambda each: (each.difference.time, each.cut))),
            cuts=tuple(moment_of(int(times[step])) for step in sorted(self._cuts)),
            runs=self.runs,
            failed=self._failed,
            orders=len(record.orders["step"]),
            recorded=tuple(record.recorded),
        )

    def _run(self, market: Market, *, vector: bool) -> BacktestResult:
        signals = SignalMarket(market) if vector else None
        result = replace(self._evaluator, market=market, signals=signals).run(self._parameters)
        self.runs += 1
        return result

    def _compare(self, how: str, true: BacktestResult, other: BacktestResult, step: int) -> None:
        panel = self._evaluator.market.panel
        now = int(panel.times_ns[step])
        opened = panel.sessions[panel.session_open_ns < now][-1]
        later = [split.sid for split in panel.splits if split.session > opened]
        found = first_difference(true, other, now, later)
        if found is not None:
            self._findings.append(LookaheadFinding(how=how, cut=moment_of(now), difference=found))

    def _steps(self, cuts: int) -> list[int]:
        # Spread evenly, and where it decided: a look one bar ahead shows only there.
        market = self._evaluator.market
        last = int(np.searchsorted(market.panel.sessions, date_to_day(market.end), side="right"))
        steps = np.arange(first_step(market), int(np.searchsorted(market.panel.step_session, last)) - 1)
        ordered = np.intersect1d(np.asarray(self._true.record.orders["step"]), steps)
        return sorted({*_spread(steps, cuts), *_spread(ordered, cuts)})


def _spread(steps: Any, count: int) -> Iterator[int]:
    size = len(steps)
    picked = {size * (2 * at + 1) // (2 * count) for at in range(count)} if size else set()
    return (int(steps[at]) for at in sorted(picked))
