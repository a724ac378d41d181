"""How a run could have gone: its trades or days drawn again, or its strategy run on bars with noise."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.progress import ProgressOption, shown
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.result_figures import trips_of
from rustybt.backtest.vector import SignalMarket
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, RunInterruptedError
from rustybt.optimization.altered_bars import noisy, volatility
from rustybt.optimization.monte_carlo_result import MonteCarloResult, fall_of
from rustybt.optimization.path_figures import PathBook
from rustybt.optimization.rerun import opened, whole_number
from rustybt.optimization.resampling import automatic_block, stationary_rows

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.optimization.evaluation import Evaluator

__all__ = ["monte_carlo"]

type Floats = NDArray[np.float64]
type Sizing = Literal["share", "cash"]

METHODS = ("trades", "blocks", "noise")
# Numbers of a batch: a few of its size are in memory at a time.
BATCH = 1_000_000
# Growth is added up in integers, so that the order of trades cannot change the sum.
LOG_UNIT = 2.0**-48


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How runs are made: the batch of so many, from the number of its first, put into a book."""

    how: str
    book: Callable[[], PathBook]
    original: Callable[[PathBook], None]
    batch: int
    make: Callable[[int, int, PathBook], None]
    times_ns: NDArray[np.int64] | None


def monte_carlo(
    result: BacktestResult,
    method: Literal["trades", "blocks", "noise"] = "trades",
    *,
    runs: int = 1000,
    seed: int = 0,
    block: float | None = None,
    replace: bool = True,
    sizing: Sizing = "share",
    noise: float = 0.2,
    strategy: type[TradingAlgorithm] | None = None,
    catalog: DataCatalog | None = None,
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    ruin: float = 0.5,
    progress: ProgressOption = None,
) -> MonteCarloResult:
    """Ask how else a run could have gone.

    ``"trades"`` draws its closed round trips again, with replacement, or with ``replace=False`` only in another order,
    which leaves the final value what it was. What no closed trade explains (open positions, dividends) is added at the
    end. Values are known between trades only: drawdowns within one are not seen.

    ``"blocks"`` draws its daily returns again in blocks of random length (the stationary bootstrap of Politis and
    Romano, 1994), so that what a bad day brings with it stays together. Blocks are by default as long as the rule of
    Politis and White (2004, corrected 2009) asks for, of the returns or of their sizes, whichever is longer: calm and
    stormy times come in stretches even where returns have no memory.

    ``"noise"`` runs the strategy again on bars whose every price lies a little off: minute bars by a share of what they
    move within a session from one to the next, and daily bars beside them follow. Each price is off on its own, so that
    this asks how much hangs on the very prices, and not on the way that they took: for that, draw blocks.

    Args:
        result: Of the run.
        method: ``"trades"``, ``"blocks"`` or ``"noise"``.
        runs: How many.
        seed: Of the chance; the same one gives the same runs.
        block: Mean sessions of a block; None for the rule above.
        replace: Whether a trade may be drawn more than once.
        sizing: What a trade earns: ``"share"`` of the portfolio that it was opened with, or the same ``"cash"``.
        noise: Standard deviation of a price's noise, as a share of its asset's volatility from bar to bar.
        strategy: Its class, for ``"noise"``.
        catalog: Where the bundle of the run lies, for ``"noise"``; ``DataCatalog()`` by default.
        commission: That the run had, for ``"noise"``.
        slippage: That the run had, for ``"noise"``.
        ruin: Fall from a peak that counts as ruin.
        progress: As in :func:`run_algorithm`, in runs.

    Returns:
        Distributions of final value, annual return, Sharpe ratio and deepest drawdown.

    Raises:
        ConfigurationError: If an argument cannot work, or the run has too few trades or sessions.
        RunInterruptedError: If it was interrupted; ``partial`` holds the result of the runs that were made.
    """
    if method not in METHODS:
        raise ConfigurationError(f"method {method!r} is unknown: use one of {', '.join(METHODS)}")
    whole_number(runs, "runs", 1, 1000)
    whole_number(seed, "seed", 0, 1)
    ruin = fall_of(ruin, "ruin")
    _check(result)
    if method == "trades":
        plan = _trades(result, seed, sizing, replace=replace)
    elif method == "blocks":
        plan = _blocks(result, seed, block)
    else:
        plan = _noise(result, seed, noise, strategy, (catalog, commission, slippage))
    made = plan.book()
    with shown(f"Monte Carlo ({plan.how})", progress, "runs") as tell:
        done = 0
        try:
            while done < runs:
                count = min(plan.batch, runs - done)
                plan.make(done, count, made)
                done += count
                if tell is not None:
                    tell(done, runs)
        except KeyboardInterrupt:
            error = RunInterruptedError(
                f"interrupted after {done} of {runs} runs; what was made is in .partial"
            )
            error.partial = _result(result, method, plan, made, seed, ruin) if done else None
            raise error from None
    return _result(result, method, plan, made, seed, ruin)


def _check(result: object) -> None:
    if not isinstance(result, BacktestResult):
        raise ConfigurationError(
            f"result is a {type(result).__name__}: hand in what rb.run_algorithm returns"
        )
    if not len(result):
        raise ConfigurationError("a run without a session cannot be drawn again: choose a longer range")


def _result(
    result: BacktestResult, method: str, plan: _Plan, made: PathBook, seed: int, ruin: float
) -> MonteCarloResult:
    book = plan.book()
    plan.original(book)
    own, paths = book.paths(), made.paths()
    return MonteCarloResult(
        name=result.name,
        method=method,
        how=plan.how,
        seed=seed,
        paths=paths,
        original={name: float(values[0]) for name, values in own.figures.items()},
        course=own.values[0],
        capital=float(result.record.capital_base),
        ruin=ruin,
        times_ns=None if plan.times_ns is None else plan.times_ns[paths.place],
    )


def _times(result: BacktestResult) -> NDArray[np.int64]:
    # The start, and the end of every session.
    opens, closes = (cast("NDArray[np.int64]", result.record.daily[name]) for name in ("open_ns", "close_ns"))
    return np.concatenate((opens[:1], closes))


def _daily_book(result: BacktestResult) -> PathBook:
    size, periods = len(result), result.periods_per_year
    return PathBook(float(result.record.capital_base), size, size / periods, periods)


def _blocks(result: BacktestResult, seed: int, block: float | None) -> _Plan:
    returns, size = result.course.returns, len(result)
    if size < 2:
        raise ConfigurationError(f"the run has {size} session: blocks need two at least")
    if bool((returns <= -1.0).any()):
        raise ConfigurationError(
            "the run lost everything: of what is below 0 there are no returns to draw again"
        )
    if block is not None and (
        isinstance(block, bool) or not isinstance(block, int | float) or not 1 <= block <= size
    ):
        raise ConfigurationError(
            f"block is {block!r}: use a mean length from 1 to the {size} sessions of the run, or None"
        )
    mean = max(map(automatic_block, (returns, np.abs(returns)))) if block is None else float(block)
    random = np.random.default_rng(seed)

    def make(_: int, count: int, book: PathBook) -> None:
        book.add_returns(returns[stationary_rows(random, size, mean, count)])

    return _Plan(
        how=f"blocks of {mean:.3g} session{'s' * (mean != 1)}",
        book=lambda: _daily_book(result),
        original=lambda book: book.add_returns(returns[None, :]),
        batch=max(1, BATCH // size),
        make=make,
        times_ns=_times(result),
    )


def _trades(result: BacktestResult, seed: int, sizing: Sizing, *, replace: bool) -> _Plan:
    if sizing not in ("share", "cash"):
        raise ConfigurationError(f"sizing is {sizing!r}: use 'share' or 'cash'")
    profit, share = _closed(result)
    count = len(profit)
    if count < 2:
        raise ConfigurationError(
            f"the run has {count} closed round trips, and drawing them again needs two at least: take a longer run, or "
            "method='blocks'"
        )
    drawn = _TradePaths.by_share(result, share) if sizing == "share" else _TradePaths.by_cash(result, profit)
    years = len(result) / result.periods_per_year
    random = np.random.default_rng(seed)
    in_order = np.arange(count)

    def make(_: int, runs: int, book: PathBook) -> None:
        if replace:
            rows = random.integers(count, size=(runs, count))
        else:
            rows = random.permuted(np.broadcast_to(in_order, (runs, count)), axis=1)
        book.add(drawn.values(rows), drawn.returns[rows])

    return _Plan(
        how=f"{count:,} round trips {'drawn again' if replace else 'in another order'}, by {sizing}",
        book=lambda: PathBook(float(result.record.capital_base), count + 1, years, count / years),
        original=lambda book: book.add(drawn.values(in_order[None, :]), drawn.returns[None, :]),
        batch=max(1, BATCH // (count + 1)),
        make=make,
        times_ns=None,
    )


def _closed(result: BacktestResult) -> tuple[Floats, Floats]:
    # Profit of each closed round trip, as they closed, and as a share of the portfolio before its first session.
    record, trips = result.record, trips_of(result.record)
    order = np.argsort(trips.closed, kind="stable")
    times = cast("NDArray[np.int64]", record.transactions["time_ns"])[trips.opened[order]]
    session = np.searchsorted(cast("NDArray[np.int64]", record.daily["close_ns"]), times)
    before = np.concatenate(([float(record.capital_base)], result.course.worth))[session]
    profit = trips.profit[order].astype(np.float64) / 10.0**record.money_scale
    with np.errstate(divide="ignore", invalid="ignore"):
        return profit, np.where(before > 0, profit / before, -np.inf)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _TradePaths:
    """Round trips as integers that add up, what is left over, and how sums become values."""

    steps: NDArray[np.int64]
    rest: int
    value_of: Callable[[NDArray[np.int64]], Floats]
    returns: Floats

    @classmethod
    def by_share(cls, result: BacktestResult, share: Floats) -> _TradePaths:
        final, capital = _final(result), float(result.record.capital_base)
        if final <= 0 or bool((share <= -1.0).any()):
            raise ConfigurationError(
                "the run lost everything, in one trade or in all: there is no share to draw again; use sizing='cash'"
            )
        steps = np.rint(np.log1p(share) / LOG_UNIT).astype(np.int64)
        total = round(math.log(final / capital) / LOG_UNIT)
        return cls(
            steps=steps,
            rest=total - int(steps.sum()),
            value_of=lambda sums: np.asarray(final * np.exp((sums - total) * LOG_UNIT), dtype=np.float64),
            returns=share,
        )

    @classmethod
    def by_cash(cls, result: BacktestResult, profit: Floats) -> _TradePaths:
        final, capital = _final(result), float(result.record.capital_base)
        # Millionths, or whole units where there would be too many of them.
        unit = 1e6 if float(np.abs(profit).sum()) + abs(final) + capital < 1e12 else 1.0
        steps = np.rint(profit * unit).astype(np.int64)
        total = round((final - capital) * unit)
        return cls(
            steps=steps,
            rest=total - int(steps.sum()),
            value_of=lambda sums: np.asarray(final + (sums - total) / unit, dtype=np.float64),
            returns=profit / capital,
        )

    def values(self, rows: NDArray[np.int64]) -> Floats:
        sums = np.cumsum(self.steps[rows], axis=1)
        return self.value_of(np.concatenate((sums, sums[:, -1:] + self.rest), axis=1))


def _final(result: BacktestResult) -> float:
    return float(result.record.capital_base + result.summary.pnl)


def _noise(
    result: BacktestResult, seed: int, noise: float, strategy: Any, given: tuple[Any, Any, Any]
) -> _Plan:
    if isinstance(noise, bool) or not isinstance(noise, int | float) or not 0 < noise <= 10:
        raise ConfigurationError(f"noise is {noise!r}: use a share of the volatility above 0, such as 0.2")
    evaluator, parameters = _evaluator(result, strategy, given)
    market = evaluator.market
    spread = float(noise) * volatility(market.panel)
    returns_of = _mode(evaluator, parameters, result.course.returns)

    def make(first: int, count: int, book: PathBook) -> None:
        for number in range(first, first + count):
            other = noisy(market, np.random.default_rng([seed, number]), spread)
            book.add_returns(returns_of(dataclasses.replace(evaluator, market=other))[None, :])

    return _Plan(
        how=f"noise of {noise:g} of the volatility",
        book=lambda: _daily_book(result),
        original=lambda book: book.add_returns(result.course.returns[None, :]),
        batch=1,
        make=make,
        times_ns=_times(result),
    )


def _evaluator(
    result: BacktestResult, strategy: Any, given: tuple[Any, Any, Any]
) -> tuple[Evaluator, Mapping[str, Any]]:
    if strategy is None:
        raise ConfigurationError("method 'noise' runs the strategy again: hand in its class with strategy=")
    run, (catalog, commission, slippage) = result.provenance, given
    if isinstance(run, Mapping):
        raise ConfigurationError(
            "noise is put on the bars of a run whose provenance is whole: use method='blocks' for others"
        )
    found = DataCatalog() if catalog is None else catalog
    evaluator = opened(
        strategy,
        bundle=run.bundle,
        start=run.start,
        end=run.end,
        catalog=found.as_of({run.bundle: run.version}),
        data_frequency=run.data_frequency,
        capital_base=run.capital_base,
        commission=commission,
        slippage=slippage,
        seed=run.seed,
    )
    return evaluator, run.parameters


def _mode(
    evaluator: Evaluator, parameters: Mapping[str, Any], expected: Floats
) -> Callable[[Evaluator], Floats]:
    # All at once where the strategy can; the run itself must come out again before any noise says something.
    def stepped(each: Evaluator) -> Floats:
        return each.run(parameters).course.returns

    def at_once(each: Evaluator) -> Floats:
        return dataclasses.replace(each, signals=SignalMarket(each.market)).run(parameters).course.returns

    chosen = stepped
    if issubclass(evaluator.strategy, SignalAlgorithm):
        try:
            at_once(evaluator)
            chosen = at_once
        except ConfigurationError:
            chosen = stepped
    if not np.array_equal(chosen(evaluator), expected):
        raise ConfigurationError(
            f"{evaluator.strategy.__name__} does not give the run again on its own bars: hand in the strategy, "
            "catalog, commission and slippage that it had"
        )
    return chosen
