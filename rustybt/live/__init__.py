"""Trading live and on paper: the same core as a backtest, in a shell of journal, gate, brokers and console."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

_HOMES = {
    "rustybt.live.circuit_breakers": (
        "CircuitBreakerManager",
        "DailyLossCircuitBreaker",
        "DrawdownCircuitBreaker",
        "ErrorRateCircuitBreaker",
        "ManualCircuitBreaker",
        "OrderRateCircuitBreaker",
        "RiskProfile",
    ),
    "rustybt.live.engine": ("LiveTradingEngine",),
    "rustybt.live.factories": ("made_by",),
    "rustybt.live.feeds": ("ReplayFeed",),
    "rustybt.live.journal": (
        "JournalReader",
        "verify_journal",
    ),
    "rustybt.live.live_feed": ("LiveFeed",),
    "rustybt.live.models": ("ReconciliationStrategy",),
    "rustybt.live.plan_parts": ("session_folder",),
    "rustybt.live.risk_limits": ("RiskLimits",),
    "rustybt.live.shadow.config": ("ShadowTradingConfig",),
    "rustybt.live.watch": ("WatchPlan",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "CircuitBreakerManager",
    "DailyLossCircuitBreaker",
    "DrawdownCircuitBreaker",
    "ErrorRateCircuitBreaker",
    "JournalReader",
    "LiveFeed",
    "LiveTradingEngine",
    "ManualCircuitBreaker",
    "OrderRateCircuitBreaker",
    "ReconciliationStrategy",
    "ReplayFeed",
    "RiskLimits",
    "RiskProfile",
    "ShadowTradingConfig",
    "WatchPlan",
    "made_by",
    "session_folder",
    "verify_journal",
]

if TYPE_CHECKING:
    from rustybt.live.circuit_breakers import (
        CircuitBreakerManager,
        DailyLossCircuitBreaker,
        DrawdownCircuitBreaker,
        ErrorRateCircuitBreaker,
        ManualCircuitBreaker,
        OrderRateCircuitBreaker,
        RiskProfile,
    )
    from rustybt.live.engine import LiveTradingEngine
    from rustybt.live.factories import made_by
    from rustybt.live.feeds import ReplayFeed
    from rustybt.live.journal import JournalReader, verify_journal
    from rustybt.live.live_feed import LiveFeed
    from rustybt.live.models import ReconciliationStrategy
    from rustybt.live.plan_parts import session_folder
    from rustybt.live.risk_limits import RiskLimits
    from rustybt.live.shadow.config import ShadowTradingConfig
    from rustybt.live.watch import WatchPlan


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that importing the package stays quick."""
    if name == "brokers":
        return import_module("rustybt.live.brokers")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
