"""The kinds of breakers that ``live.yaml`` can name, what each of them takes, and how one is named again."""

from __future__ import annotations

from typing import Any, Final

from rustybt.finance.decimal.cost_kinds import Kinds
from rustybt.live.breaker_base import CircuitBreaker
from rustybt.live.circuit_breakers import (
    DailyLossCircuitBreaker,
    DrawdownCircuitBreaker,
    ErrorRateCircuitBreaker,
    ManualCircuitBreaker,
    OrderRateCircuitBreaker,
)

__all__ = ["BREAKERS", "named_breaker"]

BREAKERS: Final[Kinds] = {
    "drawdown": (DrawdownCircuitBreaker, ("max_drawdown_pct", "lookback_days", "name")),
    "daily_loss": (DailyLossCircuitBreaker, ("max_daily_loss", "max_daily_loss_pct", "name")),
    "order_rate": (OrderRateCircuitBreaker, ("max_orders", "window_seconds", "name")),
    "error_rate": (ErrorRateCircuitBreaker, ("max_errors", "window_seconds", "name")),
    "manual": (ManualCircuitBreaker, ("name",)),
}


def named_breaker(breaker: CircuitBreaker) -> dict[str, Any]:
    """Return a breaker as ``live.yaml`` names it.

    Args:
        breaker: Any.

    Raises:
        ConfigurationError: If it has no words for it.
    """
    return {"kind": breaker.kind, **breaker.settings()}
