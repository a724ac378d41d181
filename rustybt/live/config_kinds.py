"""The kinds of things that ``live.yaml`` can name, what each of them takes, and how one is named again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.commission import (
    CommissionModel,
    NoCommission,
    PerDollarCommission,
    PerShareCommission,
    PerTradeCommission,
)
from rustybt.finance.decimal.slippage import (
    FixedBasisPointsSlippage,
    FixedSlippage,
    NoSlippage,
    SlippageModel,
    VolumeShareSlippage,
)
from rustybt.live.breaker_base import CircuitBreaker
from rustybt.live.circuit_breakers import (
    DailyLossCircuitBreaker,
    DrawdownCircuitBreaker,
    ErrorRateCircuitBreaker,
    ManualCircuitBreaker,
    OrderRateCircuitBreaker,
)

__all__ = ["BREAKERS", "COMMISSIONS", "SLIPPAGES", "check_kind", "made", "named", "named_breaker"]

type Kinds = Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]]

BREAKERS: Final[Kinds] = {
    "drawdown": (DrawdownCircuitBreaker, ("max_drawdown_pct", "lookback_days", "name")),
    "daily_loss": (DailyLossCircuitBreaker, ("max_daily_loss", "max_daily_loss_pct", "name")),
    "order_rate": (OrderRateCircuitBreaker, ("max_orders", "window_seconds", "name")),
    "error_rate": (ErrorRateCircuitBreaker, ("max_errors", "window_seconds", "name")),
    "manual": (ManualCircuitBreaker, ("name",)),
}
COMMISSIONS: Final[Kinds] = {
    "none": (NoCommission, ()),
    "per_share": (PerShareCommission, ("cost", "min_trade_cost")),
    "per_trade": (PerTradeCommission, ("cost",)),
    "per_dollar": (PerDollarCommission, ("cost",)),
}
SLIPPAGES: Final[Kinds] = {
    "none": (NoSlippage, ()),
    "fixed": (FixedSlippage, ("spread",)),
    "basis_points": (FixedBasisPointsSlippage, ("basis_points", "volume_limit")),
    "volume_share": (VolumeShareSlippage, ("volume_limit", "price_impact")),
}


def check_kind(given: Mapping[str, Any], kinds: Kinds) -> None:
    """Refuse a kind that there is not, and what it does not take.

    Args:
        given: ``kind``, and its values by name.
        kinds: Those that there are.

    Raises:
        ValueError: With the kinds, or the names, that there are.
    """
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise ValueError(f"kind {kind!r} is none of {', '.join(kinds)}")
    takes = kinds[kind][1]
    for name, value in given.items():
        if name != "kind" and name not in takes:
            raise ValueError(f"{kind} has no {name!r}: it takes {', '.join(takes) or 'nothing else'}")
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal | None):
            raise ValueError(f"{name} is {value!r}: give a number or a text")  # noqa: TRY004 - for pydantic


def made(given: Mapping[str, Any], kinds: Kinds) -> Any:
    """Return what a kind and its values stand for.

    Args:
        given: Checked.
        kinds: Those that there are.

    Raises:
        ConfigurationError: If a value cannot be, or one is missing.
    """
    values = {name: value for name, value in given.items() if name != "kind"}
    try:
        return kinds[given["kind"]][0](**values)
    except TypeError as error:
        raise ConfigurationError(f"{given['kind']}: {error}") from None


def named_breaker(breaker: CircuitBreaker) -> dict[str, Any]:
    """Return a breaker as ``live.yaml`` names it.

    Args:
        breaker: Any.

    Raises:
        ConfigurationError: If it has no words for it.
    """
    return {"kind": breaker.kind, **breaker.settings()}


def named(model: CommissionModel | SlippageModel | None, kinds: Kinds, what: str) -> dict[str, Any] | None:
    """Return a cost model as ``live.yaml`` names it; None for None.

    Args:
        model: Any.
        kinds: Those that there are.
        what: ``"commission_model"`` or ``"slippage_model"``, for the error.

    Raises:
        ConfigurationError: If it is of another class.
    """
    if model is None:
        return None
    for kind, (make, takes) in kinds.items():
        if type(model) is make:
            return {"kind": kind, **{name: str(getattr(model, name)) for name in takes}}
    raise ConfigurationError(
        f"{what} is a {type(model).__name__}, which live.yaml has no words for: use one of {', '.join(kinds)}, set it "
        "in the strategy's initialize, or use host='thread'"
    )
