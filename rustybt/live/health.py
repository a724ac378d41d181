"""Whether an engine lives, and whether it may trade: two different questions; and the heartbeat that others watch."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rustybt.exceptions import ConfigurationError
from rustybt.live.exposure import ARMED
from rustybt.live.private_files import read_private, write_private

__all__ = [
    "EngineHealth",
    "HealthLimits",
    "HealthReport",
    "Heartbeat",
    "health_of",
    "liveness_of",
    "read_heartbeat",
]

SECOND: Final = 1_000_000_000
OK: Final = 200
UNAVAILABLE: Final = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineHealth:
    """What an engine says of itself. Times are UTC nanoseconds, None for never.

    Attributes:
        state: Such as ``ARMED``, ``RECONCILE`` or ``HALTED``.
        broker_connected: Whether the broker is connected.
        last_step_ns: When the engine's loop last turned.
        last_market_data_ns: Of the newest market data.
        last_checkpoint_ns: Of the newest checkpoint.
        last_reconciliation_ns: Of the last successful reconciliation.
        market_open: Whether market data is expected now.
        tripped: Names of the breakers that are tripped.
        journal_failed: Why the journal takes no more; empty if it does.
        portfolio: ``value``, ``cash``, ``position_count``, as text.
        shadow: Metrics of the shadow; None without one.
        details: Anything else that is shown, such as allowed addresses.
    """

    state: str
    broker_connected: bool
    last_step_ns: int | None = None
    last_market_data_ns: int | None = None
    last_checkpoint_ns: int | None = None
    last_reconciliation_ns: int | None = None
    market_open: bool = True
    tripped: tuple[str, ...] = ()
    journal_failed: str = ""
    portfolio: Mapping[str, Any] = field(default_factory=dict)
    shadow: Mapping[str, Any] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLimits:
    """How old things may be, in seconds.

    Attributes:
        step: Since the loop turned.
        market_data: Of market data, while the market is open.
        checkpoint: Of the checkpoint.
        reconciliation: Of the reconciliation.
        ahead: How far a time may lie ahead of the clock.
    """

    step: float = 5
    market_data: float = 60
    checkpoint: float = 180
    reconciliation: float = 180
    ahead: float = 1


@dataclass(frozen=True, slots=True)
class HealthReport:
    """An answer to a probe.

    Attributes:
        status_code: 200, or 503.
        body: JSON-typed.
    """

    status_code: int
    body: dict[str, Any]


def health_of(
    engine: EngineHealth, now_ns: int, limits: HealthLimits | None = None, *, detail: bool = False
) -> HealthReport:
    """Whether the engine may trade: 200 only while it is ARMED and everything it goes by is fresh.

    Args:
        engine: What it says of itself.
        now_ns: UTC nanoseconds.
        limits: How old things may be.
        detail: Whether the portfolio is shown, which only an authenticated reader may see.

    Returns:
        200 or 503, with ``status``, ``reasons``, ``engine_state``, ``shadow_mode`` and, with detail, ``portfolio``.
    """
    reasons = _reasons(engine, now_ns, limits or HealthLimits())
    body: dict[str, Any] = {
        "status": "unhealthy" if reasons else "healthy",
        "reasons": reasons,
        "time": _iso(now_ns),
        "engine_state": {
            "state": engine.state,
            "is_running": engine.last_step_ns is not None,
            "broker_connected": engine.broker_connected,
            "last_step": _iso(engine.last_step_ns),
            "last_checkpoint": _iso(engine.last_checkpoint_ns),
            "last_market_data": _iso(engine.last_market_data_ns),
            "last_reconciliation": _iso(engine.last_reconciliation_ns),
            "tripped": list(engine.tripped),
        },
        "shadow_mode": {
            "enabled": engine.shadow is not None,
            "alignment_metrics": engine.shadow if detail else None,
        },
    }
    if detail:
        body["portfolio"] = dict(engine.portfolio)
        body["details"] = dict(engine.details)
    return HealthReport(UNAVAILABLE if reasons else OK, body)


def liveness_of(engine: EngineHealth, now_ns: int, limits: HealthLimits | None = None) -> HealthReport:
    """Whether the engine's loop turns, whatever its state: a halted engine lives.

    Args:
        engine: What it says of itself.
        now_ns: UTC nanoseconds.
        limits: How old the last turn may be.
    """
    reason = _age("the loop turned", engine.last_step_ns, now_ns, (limits or HealthLimits()).step, limits)
    status = OK if reason is None else UNAVAILABLE
    return HealthReport(
        status, {"status": "dead" if reason else "alive", "reasons": [reason] if reason else []}
    )


def _reasons(engine: EngineHealth, now_ns: int, limits: HealthLimits) -> list[str]:
    found = [
        None if engine.state == ARMED else f"the engine is {engine.state}",
        None if engine.broker_connected else "the broker is not connected",
        f"tripped: {', '.join(engine.tripped)}" if engine.tripped else None,
        f"the journal takes no more: {engine.journal_failed}" if engine.journal_failed else None,
        _age("the loop turned", engine.last_step_ns, now_ns, limits.step, limits),
        _age(
            "the account was reconciled", engine.last_reconciliation_ns, now_ns, limits.reconciliation, limits
        ),
        _age("a checkpoint was written", engine.last_checkpoint_ns, now_ns, limits.checkpoint, limits),
    ]
    if engine.market_open:
        found.append(_age("market data came", engine.last_market_data_ns, now_ns, limits.market_data, limits))
    return [each for each in found if each]


def _age(what: str, then_ns: int | None, now_ns: int, most: float, limits: HealthLimits | None) -> str | None:
    if then_ns is None:
        return f"never yet {what}"
    age = (now_ns - then_ns) / SECOND
    if age < -(limits or HealthLimits()).ahead:
        return f"{what} {-age:.1f} s ahead of the clock"
    return f"{what} {age:.1f} s ago, more than {most:g} s" if age > most else None


def _iso(time_ns: int | None) -> str | None:
    return (
        None
        if time_ns is None
        else datetime.fromtimestamp(time_ns / SECOND, UTC).isoformat(timespec="milliseconds")
    )


@dataclass(slots=True)
class Heartbeat:
    """A file that tells others, such as the watchdog, that an engine lives.

    Attributes:
        path: The file, replaced whole and readable by its owner only.
        clock: UTC nanoseconds now.
        strategy_name: Told in it.
        interval_seconds: How often it is written while the state stays the same.
    """

    path: Path
    clock: Callable[[], int]
    strategy_name: str
    interval_seconds: float = 30
    _last: tuple[int, str] | None = field(default=None, init=False)

    def beat(self, state: str, seq: int) -> bool:
        """Write the file if it is time to, or the state is another.

        Args:
            state: Of the engine.
            seq: Of the newest journal record.

        Returns:
            Whether it was written.

        Raises:
            CredentialError: If it cannot be written.
        """
        now = self.clock()
        if self._last and self._last[1] == state and now - self._last[0] < self.interval_seconds * SECOND:
            return False
        told = {
            "strategy": self.strategy_name,
            "state": state,
            "seq": seq,
            "time_ns": now,
            "time": _iso(now),
            "interval_seconds": self.interval_seconds,
        }
        write_private(self.path, json.dumps(told).encode() + b"\n", replace=True)
        self._last = (now, state)
        return True


def read_heartbeat(path: Path, now_ns: int) -> dict[str, Any]:
    """What a heartbeat file says, and whether it is fresh.

    Args:
        path: The file.
        now_ns: UTC nanoseconds.

    Returns:
        What was written, ``age_seconds``, and ``fresh``: younger than two intervals and not of the future.

    Raises:
        CredentialError: If it is not there or open to others.
        ConfigurationError: If it is no heartbeat.
    """
    try:
        told = json.loads(read_private(path))
        age = (now_ns - told["time_ns"]) / SECOND
        fresh = -1 <= age <= 2 * told["interval_seconds"]
    except (ValueError, TypeError, KeyError):
        raise ConfigurationError(
            f"{path} is no heartbeat file; give the one that the engine writes"
        ) from None
    return {**told, "age_seconds": age, "fresh": fresh}
