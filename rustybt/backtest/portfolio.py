"""One call from several strategies to the result of all of them on one account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.parameters import made_with
from rustybt.backtest.composed import REBALANCES, ComposedAlgorithm, MemberPlan, Plan
from rustybt.backtest.market import Day, Market
from rustybt.backtest.portfolio_result import PortfolioResult
from rustybt.backtest.progress import ProgressOption
from rustybt.backtest.run import run_on
from rustybt.backtest.source_code import code_hash
from rustybt.exceptions import AllocationError, ConfigurationError, RunInterruptedError, StrategyError
from rustybt.finance.allocation import ALLOCATORS, SUM_TOLERANCE, Allocator

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result import BacktestResult
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.bars import Frequency

__all__ = ["compare_allocations", "run_portfolio"]

type Member = TradingAlgorithm | type[TradingAlgorithm]
type Members = Mapping[str, Member | tuple[Member, Mapping[str, Any]]]
"""Strategies by name, each alone or with its parameters."""

CASH = "cash"
TAKEN = (CASH, "sleeve", "account")
SEES_ALL = ("drawdown_limited",)
SKIPS_FLAT = ("inverse_volatility", "risk_parity", "kelly_fraction")


def run_portfolio(
    members: Members,
    *,
    start: Day,
    end: Day,
    allocation: str | Mapping[str, float] | Allocator = "equal",
    rebalance: str = "monthly",
    window: int = 60,
    scale_positions: bool = True,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    capital_base: float | str | Decimal = 100_000,
    data_frequency: Frequency = "daily",
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    progress: ProgressOption = None,
    seed: int = 0,
) -> PortfolioResult:
    """Backtest several strategies on one account, each on its own share of it.

    The strategies are those of :func:`run_algorithm`, unchanged: ``context.portfolio`` is their share, their orders go
    to the one market and meet each other there, and what they hold is told apart by their orders. The shares sum to the
    account to the last digit, at every bar. ``analyze`` of each is called with the performance of its share.

    Args:
        members: Strategies by name: ``{"trend": Trend, "carry": (Carry, {"days": 5})}``.
        start: First session, a date or ISO 8601.
        end: Last session, a date or ISO 8601.
        allocation: ``"equal"``, ``"inverse_volatility"``, ``"risk_parity"``, ``"kelly_fraction"`` or
            ``"drawdown_limited"``, fixed weights by name (``"cash"`` for what is kept out), or a function from returns,
            float64[T, N], to weights, float64[N]. Until there are ``window`` returns all get the same.
        rebalance: When the account is shared out anew: ``"daily"``, ``"weekly"``, ``"monthly"``, ``"quarterly"`` (at
            the first bar of the first session), or ``"never"``.
        window: Sessions of returns that the allocation looks at; ``"drawdown_limited"`` looks at all of them.
        scale_positions: Whether positions follow when a strategy is given money or some is taken: those that it did
            not decide on in that bar itself are ordered up or down alike. Otherwise only its cash changes.
        bundle: Name of the bundle.
        catalog: Where it lies; ``DataCatalog()`` by default.
        capital_base: Cash at the start, above 0.
        data_frequency: ``"daily"`` or ``"minute"``.
        commission: For the account, whatever the strategies set; without it, they must set the same.
        slippage: For the account, as ``commission``.
        progress: As in :func:`run_algorithm`.
        seed: Of every strategy's ``context.random``.

    Returns:
        The result of the account, with ``sleeves``.

    Raises:
        ConfigurationError: If an argument cannot work, or strategies set different costs or cancel policies.
        AllocationError: If the weights cannot be, or the run is too short for the window.
        StrategyError: If a strategy raised: the message names it, and the run stops.
        RunInterruptedError: If the run was interrupted; ``partial`` holds the result so far.
        RustyBTError: As :func:`run_algorithm` does.
    """
    market = Market.open(bundle, start, end, catalog=catalog, data_frequency=data_frequency)
    how = _How(market, capital_base, commission, slippage, seed)
    return _run(members, how, allocation, rebalance, window, scale_positions, progress)


def compare_allocations(
    members: Members,
    *,
    start: Day,
    end: Day,
    allocations: Sequence[str] = tuple(ALLOCATORS),
    rebalance: str = "monthly",
    window: int = 60,
    bundle: str = "sample",
    catalog: DataCatalog | None = None,
    capital_base: float | str | Decimal = 100_000,
    data_frequency: Frequency = "daily",
    commission: CommissionModel | None = None,
    slippage: SlippageModel | None = None,
    seed: int = 0,
) -> pl.DataFrame:
    """Run the same strategies under several allocations, on bars that are opened once.

    Args:
        members: As in :func:`run_portfolio`, given as classes: each run makes them anew.
        start: As there.
        end: As there.
        allocations: By name.
        rebalance: As there.
        window: As there.
        bundle: As there.
        catalog: As there.
        capital_base: As there.
        data_frequency: As there.
        commission: As there.
        slippage: As there.
        seed: As there.

    Returns:
        One row an allocation: ``allocation``, the figures of the account (``total_return``, ``annual_return``,
        ``volatility``, ``sharpe``, ``max_drawdown``, ``calmar``, ``turnover``, ``fees``, ``final_value``), and the mean
        share of the account of each strategy, ``share.NAME``.

    Raises:
        RustyBTError: As :func:`run_portfolio` does.
    """
    import polars as pl

    market = Market.open(bundle, start, end, catalog=catalog, data_frequency=data_frequency)
    how = _How(market, capital_base, commission, slippage, seed)
    rows: list[dict[str, Any]] = []
    for allocation in allocations:
        result = _run(members, how, allocation, rebalance, window, True, False)
        figures = {name: getattr(result.summary, name) for name in _FIGURES}
        shares = {f"share.{name}": float(sleeve.shares.mean()) for name, sleeve in result.sleeves.items()}
        rows.append({"allocation": allocation} | figures | shares)
    return pl.DataFrame(rows)


_FIGURES = (
    "total_return",
    "annual_return",
    "volatility",
    "sharpe",
    "max_drawdown",
    "calmar",
    "turnover",
    "fees",
    "final_value",
)


@dataclass(frozen=True, slots=True)
class _How:
    market: Market
    capital_base: float | str | Decimal
    commission: CommissionModel | None
    slippage: SlippageModel | None
    seed: int


def _run(
    members: Members,
    how: _How,
    allocation: str | Mapping[str, float] | Allocator,
    rebalance: str,
    window: int,
    scale_positions: bool,  # noqa: FBT001 - as it is handed on
    progress: ProgressOption,
) -> PortfolioResult:
    plans = _members(members)
    plan = _plan([each.name for each in plans], allocation, rebalance, window, how, scale_positions)
    whole = ComposedAlgorithm(plans, plan)
    codes = code_hash(*(type(each.strategy) for each in plans))
    parameters = {
        "allocation": allocation if isinstance(allocation, str) else _words(allocation),
        "rebalance": rebalance,
        "window": window,
        "members": {each.name: dict(each.parameters) for each in plans},
    }
    try:
        found = run_on(
            how.market,
            whole,
            capital_base=how.capital_base,
            commission=how.commission,
            slippage=how.slippage,
            progress=progress,
            seed=how.seed,
            parameters=parameters,
        )
    except StrategyError as error:
        raise StrategyError(f"member {whole.failed!r}: {error}") from error.__cause__
    except RunInterruptedError as error:
        error.partial = _result(cast("BacktestResult", error.partial), codes)
        raise
    return _result(found, codes)


def _result(found: BacktestResult, codes: str) -> PortfolioResult:
    name = "Portfolio"
    result = PortfolioResult(
        found.record,
        provenance=replace(found.provenance, code=codes, strategy=name),
        benchmark_returns=found.benchmark_returns,
        name=name,
        periods_per_year=found.periods_per_year,
    )
    result.catalog = found.catalog
    return result


def _members(members: Members) -> list[MemberPlan]:
    if not isinstance(members, Mapping) or not members:
        raise ConfigurationError(
            'members: hand in strategies by name, such as {"trend": Trend, "carry": (Carry, {"days": 5})}'
        )
    plans = [_member(name, given) for name, given in members.items()]
    if len({id(plan.strategy) for plan in plans}) < len(plans):
        raise ConfigurationError("a strategy object is there twice: hand in its class, or two objects")
    return plans


def _member(name: object, given: Any) -> MemberPlan:
    if not isinstance(name, str) or not name or "." in name or name in TAKEN:
        raise ConfigurationError(
            f"member name {name!r}: use a text without dots, other than {', '.join(TAKEN)}"
        )
    strategy, parameters = given if isinstance(given, tuple) and len(given) == 2 else (given, {})
    known = isinstance(parameters, Mapping)
    if known and isinstance(strategy, type) and issubclass(strategy, TradingAlgorithm):
        strategy = made_with(strategy, parameters)
    if not known or not isinstance(strategy, TradingAlgorithm):
        raise ConfigurationError(
            f"member {name!r} is {given!r}: hand in a TradingAlgorithm, or a pair of it and its parameters"
        )
    return MemberPlan(name=name, strategy=strategy, parameters=parameters)


def _plan(
    names: Sequence[str],
    allocation: str | Mapping[str, float] | Allocator,
    rebalance: str,
    window: int,
    how: _How,
    scale_positions: bool,  # noqa: FBT001 - as it is handed on
) -> Plan:
    if rebalance not in REBALANCES:
        raise ConfigurationError(f"rebalance is {rebalance!r}: use one of {', '.join(REBALANCES)}")
    if isinstance(window, bool) or not isinstance(window, int) or window < 2:
        raise ConfigurationError(f"window is {window!r}: use a number of sessions from 2 on")
    allocator = _allocator(allocation)
    looks_back = allocator is not None and allocation not in ("equal", *SEES_ALL)
    sessions = len(how.market.sessions)
    if looks_back and rebalance != "never" and sessions <= window:
        raise AllocationError(
            f"the allocation looks at {window} sessions and the run has {sessions}: use a smaller window or a longer "
            "run"
        )
    return Plan(
        first=_fixed(allocation, names)
        if isinstance(allocation, Mapping)
        else np.full(len(names), 1 / len(names)),
        allocator=allocator,
        window=None if allocation in SEES_ALL else window,
        wanted=window if looks_back else 0,
        skips_flat=isinstance(allocation, str) and allocation in SKIPS_FLAT,
        rebalance=rebalance,
        scale_positions=scale_positions,
        account_costs=how.commission is not None or how.slippage is not None,
        periods_per_year=how.market.periods_per_year,
    )


def _allocator(allocation: str | Mapping[str, float] | Allocator) -> Allocator | None:
    if isinstance(allocation, Mapping):
        return None
    if isinstance(allocation, str):
        if allocation not in ALLOCATORS:
            raise ConfigurationError(
                f"allocation {allocation!r} is unknown: use one of {', '.join(ALLOCATORS)}, weights by name, or a "
                "function"
            )
        return ALLOCATORS[allocation]
    if not callable(allocation):
        raise ConfigurationError(
            f"allocation is {allocation!r}: use a name, weights by name, or a function of returns"
        )
    return allocation


def _fixed(weights: Mapping[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    if weights.keys() - {CASH} != set(names):
        raise AllocationError(
            f"weights for {', '.join(map(str, weights))}: give one for each of {', '.join(names)}, and 'cash' if "
            "need be"
        )
    try:
        found = np.array([weights[name] for name in names], np.float64)
        total = float(found.sum()) + float(weights.get(CASH, 0.0))
    except (TypeError, ValueError):
        raise AllocationError(f"the weights are {dict(weights)!r}: give numbers") from None
    if not np.isfinite(found).all() or (found <= 0).any() or not weights.get(CASH, 0.0) >= 0:
        raise AllocationError(f"the weights are {dict(weights)!r}: give finite numbers above 0")
    if not abs(total - 1.0) <= SUM_TOLERANCE:
        raise AllocationError(
            f"the weights sum to {total:.12g}: they must sum to 1; add 'cash' for what is kept out"
        )
    return found


def _words(allocation: Mapping[str, float] | Allocator) -> Any:
    if isinstance(allocation, Mapping):
        return {name: float(weight) for name, weight in allocation.items()}
    return getattr(allocation, "__name__", type(allocation).__name__)
