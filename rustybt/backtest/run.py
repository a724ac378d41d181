"""One call from a strategy to its result."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from rustybt.algorithm.algorithm import RunSettings, TradingAlgorithm
from rustybt.algorithm.bar_data import Frames
from rustybt.algorithm.context import running
from rustybt.algorithm.parameters import given_by_name, made_with
from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.benchmark import check_benchmark, holding_returns, sessions_of
from rustybt.backtest.market import Day, Market
from rustybt.backtest.progress import ProgressOption, shown
from rustybt.backtest.provenance import Provenance, charged_by, package_versions
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.result_curves import benchmark_of
from rustybt.backtest.source_code import code_hash
from rustybt.backtest.vector import SignalMarket
from rustybt.data.polars.catalog import DataCatalog
from rustybt.engine.simulated_venue import SimulatedVenue
from rustybt.exceptions import ConfigurationError, RunInterruptedError
from rustybt.finance.decimal.commission import CommissionModel, PerShareCommission
from rustybt.finance.decimal.context import finite
from rustybt.finance.decimal.slippage import FixedBasisPointsSlippage, SlippageModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.model.bars import Frequency
    from rustybt.model.ports import Hooks

__all__ = ["capital_of", "returns_on", "run_algorithm", "run_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """The checked arguments of a run."""

    algorithm: TradingAlgorithm
    code: tuple[Any, ...]
    market: Market
    capital: Decimal
    frames: Frames
    commission: CommissionModel
    slippage: SlippageModel
    seed: int
    parameters: dict[str, Any]
    signals: SignalMarket | None = None


def run_algorithm(
    *,
    strategy: TradingAlgorithm | type[TradingAlgorithm] | None = None,
    initialize: Callable[..., object] | None = None,
    handle_data: Callable[..., object] | None = None,
    before_trading_start: Callable[..., object] | None = None,
    analyze: Callable[..., object] | None = None,
    start: Day,
    end: Day,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    capital_base: float | str | Decimal = 100_000,
    data_frequency: Frequency = "daily",
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    benchmark_returns: Sequence[float] | Mapping[date, float] | None = None,
    trading_calendar: str | None = None,
    frames: Frames = "polars",
    progress: ProgressOption = None,
    seed: int = 0,
    parameters: Mapping[str, Any] | None = None,
) -> BacktestResult:
    """Backtest a strategy on a bundle, with exact money.

    Args:
        strategy: A :class:`TradingAlgorithm` or a subclass of it; or hand in zipline's functions instead.
        initialize: ``initialize(context)``.
        handle_data: ``handle_data(context, data)``, once a bar.
        before_trading_start: ``before_trading_start(context, data)``, once a session.
        analyze: ``analyze(context, perf)``, after the run, with ``result.performance``, or with
            ``result.to_pandas()`` where ``frames`` is ``"pandas"``.
        start: First session, a date or ISO 8601; a day without a session means the next one.
        end: Last session, a date or ISO 8601.
        bundle: Name of the bundle.
        catalog: Where it lies; ``DataCatalog()`` by default.
        capital_base: Cash at the start, above 0.
        data_frequency: ``"daily"`` or ``"minute"``.
        commission: Model for all assets; ``PerShareCommission()`` by default, as in zipline.
        slippage: Model for all assets; ``FixedBasisPointsSlippage()`` by default, as in zipline.
        benchmark_returns: One return a session of the run, or a mapping (or pandas Series) of them by date.
        trading_calendar: Of the scheduling rules; the bundle's by default.
        frames: ``"polars"``, or ``"pandas"`` for zipline's shapes and floats in ``data``.
        progress: Called with bars done and all bars; True and False switch the bar on and off; by default it shows
            where somebody looks.
        seed: Of ``context.random``.
        parameters: Kept in the result, and on ``context.parameters``.

    Returns:
        The result.

    Raises:
        ConfigurationError: If an argument cannot work.
        BundleNotFoundError: If there is no such bundle.
        DateRangeError: If the dates are reversed or outside of the bundle's coverage.
        DataNotAvailableError: If the strategy's benchmark starts after the run.
        UnknownFrequencyError: If the bundle does not hold the frequency.
        StrategyError: If the strategy raised; the message names the callback, the bar and its time.
        RunInterruptedError: If the run was interrupted; ``partial`` holds the result so far.
    """
    functions = (initialize, handle_data, before_trading_start, analyze)
    given = given_by_name(parameters)
    algorithm, code = _algorithm(strategy, functions, given)
    market = Market.open(
        bundle,
        start,
        end,
        catalog=catalog,
        data_frequency=data_frequency,
        trading_calendar=trading_calendar,
    )
    if frames not in ("polars", "pandas"):
        raise ConfigurationError(f"frames is {frames!r}: use 'polars' or 'pandas'")
    costs = (capital_base, commission, slippage)
    run = _checked(market, algorithm, code, costs, seed=seed, parameters=given, frames=frames)
    return _execute(run, progress, benchmark_returns)


def run_on(
    market: Market,
    strategy: TradingAlgorithm | type[TradingAlgorithm],
    *,
    capital_base: float | str | Decimal = 100_000,
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    progress: ProgressOption = False,
    seed: int = 0,
    parameters: Mapping[str, Any] | None = None,
    signals: SignalMarket | None = None,
    watch: Callable[[SimulatedVenue], object] | None = None,
) -> BacktestResult:
    """Backtest a strategy on a market that is open already: one of many runs.

    Args:
        market: Its bars and days.
        strategy: A :class:`TradingAlgorithm` or a subclass of it, which is made with the parameters.
        capital_base: Cash at the start, above 0.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        progress: As in :func:`run_algorithm`; off by default.
        seed: Of ``context.random``.
        parameters: Values by name.
        signals: The market's arrays, for a :class:`SignalAlgorithm` in vector mode; None steps it bar by bar.
        watch: Called with the account now and then, as progress is, unless it runs in vector mode.

    Returns:
        The result, the same as that of :func:`run_algorithm`.

    Raises:
        ConfigurationError: If an argument cannot work.
        StrategyError: If the strategy raised; the message names the callback, the bar and its time.
        RunInterruptedError: If the run was interrupted; ``partial`` holds the result so far.
    """
    run = _one_of_many(market, strategy, capital_base, commission, slippage, seed, parameters, signals)
    return _execute(run, progress, None, watch)


def returns_on(
    market: Market,
    strategy: TradingAlgorithm | type[TradingAlgorithm],
    signals: SignalMarket,
    *,
    capital_base: float | str | Decimal = 100_000,
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    seed: int = 0,
    parameters: Mapping[str, Any] | None = None,
) -> NDArray[np.float64]:
    """Return no more of a run in vector mode than its returns: a tenth of the time of its result.

    Args:
        market: Its bars and days.
        strategy: A :class:`SignalAlgorithm` or a subclass of it, which is made with the parameters.
        signals: The market's arrays.
        capital_base: Cash at the start, above 0.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        seed: Of ``context.random``.
        parameters: Values by name.

    Returns:
        Simple returns, one a session, float64[S]: to the last bit those of the result.

    Raises:
        ConfigurationError: If an argument cannot work, or the strategy needs to be stepped bar by bar.
        StrategyError: If the strategy raised.
    """
    run = _one_of_many(market, strategy, capital_base, commission, slippage, seed, parameters, signals)
    venue, hooks = _begun(run)
    venue.be_brief()
    with running(run.algorithm):
        venue.call_strategy("initialize", run.algorithm.call_initialize, hooks.context)
        signals.run(venue, cast("SignalAlgorithm", run.algorithm))
    venue.check()
    found = venue.returns()
    if found is not None:
        return found
    return run_on(  # more money than 64 bits hold
        market,
        strategy,
        capital_base=capital_base,
        commission=commission,
        slippage=slippage,
        seed=seed,
        parameters=parameters,
        signals=signals,
    ).course.returns


def _one_of_many(
    market: Market,
    strategy: TradingAlgorithm | type[TradingAlgorithm],
    capital_base: float | str | Decimal,
    commission: CommissionModel | None,
    slippage: SlippageModel | None,
    seed: int,
    parameters: Mapping[str, Any] | None,
    signals: SignalMarket | None,
) -> _Run:
    given = given_by_name(parameters)
    algorithm, code = _algorithm(strategy, (), given)
    costs = (capital_base, commission, slippage)
    checked = _checked_signals(signals, market, algorithm)
    return _checked(market, algorithm, code, costs, seed=seed, parameters=given, signals=checked)


def _checked(
    market: Market,
    algorithm: TradingAlgorithm,
    code: tuple[Any, ...],
    costs: tuple[float | str | Decimal, CommissionModel | None, SlippageModel | None],
    *,
    seed: int,
    parameters: dict[str, Any],
    frames: Frames = "polars",
    signals: SignalMarket | None = None,
) -> _Run:
    capital_base, commission, slippage = costs
    capital = capital_of(capital_base)
    _check_seed_and_costs(seed, commission, slippage)
    return _Run(
        algorithm=algorithm,
        code=code,
        market=market,
        capital=capital,
        frames=frames,
        commission=PerShareCommission() if commission is None else commission,
        slippage=FixedBasisPointsSlippage() if slippage is None else slippage,
        seed=seed,
        parameters=parameters,
        signals=signals,
    )


def _checked_signals(
    signals: SignalMarket | None, market: Market, algorithm: TradingAlgorithm
) -> SignalMarket | None:
    if signals is None:
        return None
    if signals.market is not market or not isinstance(algorithm, SignalAlgorithm):
        raise ConfigurationError(
            f"{type(algorithm).__name__} cannot run in vector mode: it must be a SignalAlgorithm, on the market of its "
            "arrays"
        )
    return signals


def capital_of(capital_base: float | str | Decimal) -> Decimal:
    """Return the cash at the start as a Decimal.

    Args:
        capital_base: As a user gives it.

    Raises:
        ConfigurationError: If it is no number above 0.
    """
    capital = finite(capital_base, "capital_base")
    if capital <= 0:
        raise ConfigurationError(f"capital_base is {capital_base!r}: use an amount above 0")
    return capital


def _algorithm(
    strategy: TradingAlgorithm | type[TradingAlgorithm] | None,
    functions: tuple[Callable[..., object] | None, ...],
    parameters: Mapping[str, Any],
) -> tuple[TradingAlgorithm, tuple[Any, ...]]:
    if strategy is None:
        if not any(functions[:2]):
            raise ConfigurationError("nothing to run: hand in strategy=, or initialize= and handle_data=")
        return TradingAlgorithm(*functions), functions
    if any(functions):
        raise ConfigurationError("strategy= and functions were given: hand in one of them")
    kind = strategy if isinstance(strategy, type) else type(strategy)
    if not issubclass(kind, TradingAlgorithm):
        raise ConfigurationError(
            f"strategy {strategy!r} is no TradingAlgorithm: subclass it, or hand in functions"
        )
    if isinstance(strategy, TradingAlgorithm):
        return strategy, (kind,)
    return made_with(kind, parameters), (kind,)


def _check_seed_and_costs(seed: object, *models: object) -> None:
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ConfigurationError(f"seed is {seed!r}: use a whole number from 0 on")
    for model in models:
        if isinstance(model, type):
            raise ConfigurationError(f"{model.__name__} is a class: hand in {model.__name__}(...)")


def _begun(run: _Run) -> tuple[SimulatedVenue, Hooks]:
    market = run.market
    venue = SimulatedVenue(
        market.panel,
        start=market.start,
        capital_base=run.capital,
        frames=run.frames,
        bars=market.bars.again(),
        days=market.day_bars(),
        terms=market.terms,
    )
    venue.set_commission(None, run.commission)
    venue.set_slippage(None, run.slippage)
    settings = RunSettings(
        finder=market.finder,
        start=market.start,
        end=market.end,
        data_frequency=market.frequency,
        capital_base=str(run.capital),
        seed=run.seed,
        parameters=run.parameters,
        frames=run.frames,
        calendar=market.calendar,
    )
    return venue, run.algorithm.attach(venue, settings)


def _execute(
    run: _Run,
    progress: ProgressOption,
    benchmark_returns: Sequence[float] | Mapping[date, float] | None,
    watch: Callable[[SimulatedVenue], object] | None = None,
) -> BacktestResult:
    venue, hooks = _begun(run)
    provenance = _provenance(run)
    clock = time.perf_counter()
    benchmark = benchmark_of(benchmark_returns, sessions_of(venue))
    import_module("rustybt.backtest.result_frames")  # now, rather than between the run and its result
    with running(run.algorithm):
        try:
            venue.call_strategy("initialize", run.algorithm.call_initialize, hooks.context)
            check_benchmark(venue, run.algorithm.benchmark)
            if run.signals is not None:
                run.signals.run(venue, cast("SignalAlgorithm", run.algorithm))
            else:
                with shown(type(run.algorithm).__name__, progress) as tell:
                    venue.run(hooks, tell if watch is None else lambda *_: watch(venue))
            result = _result(run, venue, provenance, benchmark, clock)
            if run.algorithm.analyzes:
                perf = result.to_pandas() if run.frames == "pandas" else result.performance
                venue.call_strategy("analyze", run.algorithm.call_analyze, hooks.context, perf)
        except KeyboardInterrupt:
            raise _interrupted(run, venue, provenance, benchmark, clock) from None
    return result


def _provenance(run: _Run) -> Provenance:
    panel = run.market.panel
    return Provenance(
        bundle=panel.bundle,
        version=panel.version,
        sha256=panel.sha256,
        code=code_hash(*run.code),
        strategy=type(run.algorithm).__name__,
        start=run.market.start.isoformat(),
        end=run.market.end.isoformat(),
        data_frequency=run.market.frequency,
        capital_base=str(run.capital),
        trading_calendar=run.market.calendar.name,
        frames=run.frames,
        seed=run.seed,
        parameters=run.parameters,
        packages=package_versions(),
        began=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _interrupted(
    run: _Run,
    venue: SimulatedVenue,
    provenance: Provenance,
    benchmark: NDArray[np.float64] | None,
    clock: float,
) -> RunInterruptedError:
    partial = _result(run, venue, provenance, benchmark, clock)
    error = RunInterruptedError(
        f"interrupted after {len(partial.record.daily['session'])} sessions; the result so far is in .partial"
    )
    error.partial = partial
    return error


def _result(
    run: _Run,
    venue: SimulatedVenue,
    provenance: Provenance,
    benchmark: NDArray[np.float64] | None,
    clock: float,
) -> BacktestResult:
    seconds = round(time.perf_counter() - clock, 6)
    venue.check()
    record = venue.record_of_run()
    done = len(record.daily["session"])
    returns = benchmark
    if returns is None and run.algorithm.benchmark is not None:
        returns = holding_returns(venue, run.algorithm.benchmark)
    cut = None if returns is None else returns[:done]
    commission, slippage = charged_by(venue.costs, venue.panel.assets)
    known = replace(
        provenance,
        seconds=seconds,
        commission=commission,
        slippage=slippage,
    )
    result = BacktestResult(
        record,
        provenance=known,
        benchmark_returns=cut,
        name=known.strategy,
        periods_per_year=run.market.periods_per_year,
    )
    result.catalog = run.market.catalog
    return result
