"""Several circuit breakers as one: trading is allowed while every one of them is normal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from rustybt.exceptions import CircuitBreakerError, ConfigurationError, RustyBTError
from rustybt.live.breaker_base import (
    BreakerEvent,
    BreakerReset,
    BreakerTripped,
    CircuitBreaker,
    CircuitBreakerState,
)
from rustybt.live.fail_closed import FailClosed

__all__ = ["CircuitBreakerManager"]

_ZERO = Decimal(0)


class CircuitBreakerManager:
    """Several breakers as one: trading is allowed while every one of them is normal.

    Args:
        breakers: To begin with; more come by `add_breaker`.

    Example:
        >>> from rustybt.live.circuit_breakers import DrawdownCircuitBreaker
        >>> breakers = CircuitBreakerManager()
        >>> breakers.add_breaker(DrawdownCircuitBreaker(max_drawdown_pct=Decimal("0.10")))
        >>> _ = breakers.on_value(Decimal(1000), 0, session=0)
        >>> breakers.can_trade()
        True
        >>> _ = breakers.on_value(Decimal(899), 1, session=0)
        >>> breakers.can_trade()
        False
    """

    def __init__(self, breakers: Iterable[CircuitBreaker] = ()) -> None:
        self._breakers: dict[str, CircuitBreaker] = {}
        self._callbacks: list[Callable[[BreakerEvent], None]] = []
        for each in breakers:
            self.add_breaker(each)

    @property
    def breakers(self) -> tuple[CircuitBreaker, ...]:
        """All of them, as they were added."""
        return tuple(self._breakers.values())

    def add_breaker(self, breaker: CircuitBreaker) -> None:
        """Add a breaker.

        Args:
            breaker: Of a name that no other has.

        Raises:
            ConfigurationError: If it is no breaker or its name is taken.
        """
        if not isinstance(breaker, CircuitBreaker):
            raise ConfigurationError(f"{breaker!r} is no circuit breaker: derive it from CircuitBreaker")
        if breaker.name in self._breakers:
            raise ConfigurationError(f"a breaker is called {breaker.name!r} already: give name= another one")
        self._breakers[breaker.name] = breaker
        breaker.listen(self._tell)

    def register_event_callback(self, callback: Callable[[BreakerEvent], None]) -> None:
        """Have every trip and reset told at once, after the latch is set; also one that no feed caused.

        It is called in the thread that caused it and must return at once.

        Args:
            callback: Takes a `BreakerTripped` or a `BreakerReset`.
        """
        self._callbacks.append(callback)

    def can_trade(self) -> bool:
        """Tell whether every breaker is normal."""
        return all(each.status is CircuitBreakerState.NORMAL for each in self._breakers.values())

    def any_tripped(self) -> bool:
        """Tell whether a breaker is latched."""
        return any(each.is_tripped for each in self._breakers.values())

    def get_tripped(self) -> list[CircuitBreaker]:
        """Return the breakers that are latched."""
        return [each for each in self._breakers.values() if each.is_tripped]

    def get_trip_reasons(self) -> list[str]:
        """Return, for each breaker that does not let trade, its name and why."""
        reasons = (each.get_trip_reason() for each in self._breakers.values())
        return [each for each in reasons if each is not None]

    def on_value(
        self, portfolio_value: Decimal, time_ns: int, session: int, *, flow: Decimal = _ZERO
    ) -> tuple[BreakerTripped, ...]:
        """Tell every breaker the portfolio's value.

        Args:
            portfolio_value: Cash and positions at their marks.
            time_ns: When, UTC nanoseconds.
            session: The trading session, days since 1970-01-01.
            flow: Deposits less withdrawals since the last value, which this value includes.

        Returns:
            The trips that this caused.
        """
        return self._feed(lambda each: each.on_value(portfolio_value, time_ns, session, flow=flow), time_ns)

    def on_order(self, time_ns: int) -> tuple[BreakerTripped, ...]:
        """Tell every breaker of an order that is about to leave.

        Args:
            time_ns: When, UTC nanoseconds.

        Returns:
            The trips that this caused.
        """
        return self._feed(lambda each: each.on_order(time_ns), time_ns)

    def on_error(self, kind: str, time_ns: int) -> tuple[BreakerTripped, ...]:
        """Tell every breaker of an error.

        Args:
            kind: ``order_rejected``, ``broker_error``, ``data_error`` or a name of your own.
            time_ns: When, UTC nanoseconds.

        Returns:
            The trips that this caused.
        """
        return self._feed(lambda each: each.on_error(kind, time_ns), time_ns)

    def reset(self, operator: str, reason: str, *, name: str | None = None) -> tuple[BreakerReset, ...]:
        """Reset every latched breaker, or one.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            name: Of the one breaker; None for all that are latched.

        Returns:
            What was done: for the journal.

        Raises:
            ConfigurationError: If operator or reason is empty, or no breaker has the name.
            CircuitBreakerError: If the named breaker is not tripped.
        """
        if name is not None:
            if name not in self._breakers:
                raise ConfigurationError(f"no breaker is called {name!r}: there are {sorted(self._breakers)}")
            return (self._breakers[name].reset(operator, reason),)
        return tuple(each.reset(operator, reason) for each in self.get_tripped())

    def get_status(self, now_ns: int | None = None) -> dict[str, Any]:
        """Return all that a console shows, JSON-typed.

        Args:
            now_ns: UTC nanoseconds, for rates; None for the time of their last event.
        """
        return {
            "can_trade": self.can_trade(),
            "is_tripped": self.any_tripped(),
            "breakers": {name: _status_of(each, now_ns) for name, each in self._breakers.items()},
        }

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed."""
        return {"breakers": {name: each.state() for name, each in self._breakers.items()}}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned, by the breakers' names.

        Args:
            state: Of a manager.

        Raises:
            CircuitBreakerError: If it is damaged, or holds a latch of a breaker that this manager does not have.
        """
        kept = state.get("breakers")
        if not isinstance(kept, Mapping) or not all(isinstance(each, Mapping) for each in kept.values()):
            raise CircuitBreakerError(f"{state!r} is no state of breakers: verify the journal")
        for name, each in kept.items():
            if name in self._breakers:
                self._breakers[name].restore(each)
            elif each.get("status") != CircuitBreakerState.NORMAL.value:
                raise CircuitBreakerError(
                    f"breaker {name!r} is {each.get('status')} and is not configured any more: configure it as it was, "
                    "then reset it with an operator and a reason"
                )

    def _feed(self, feed: Callable[[CircuitBreaker], object], time_ns: int) -> tuple[BreakerTripped, ...]:
        trips: list[BreakerTripped] = []
        errors: list[Exception] = []
        for each in self._breakers.values():
            latched = each.is_tripped
            with FailClosed() as guard:
                feed(each)
            if guard.error is not None and not each.is_tripped:
                each.fail(guard.error, time_ns)
            elif guard.error is not None and not latched:
                errors.append(guard.error)
            if each.trip is not None and each.is_tripped and not latched:
                trips.append(each.trip)
        if errors:
            raise errors[0]
        return tuple(trips)

    def _tell(self, event: BreakerEvent) -> None:
        for each in self._callbacks:
            each(event)


def _status_of(breaker: CircuitBreaker, now_ns: int | None) -> dict[str, Any]:
    level = None
    with FailClosed() as guard:
        level = str(breaker.level(now_ns))
    return {
        "kind": breaker.kind,
        "state": breaker.status.value,
        "level": level,
        "limit": str(breaker.limit),
        "unit": breaker.unit,
        "reason": breaker.get_trip_reason()
        or (str(guard.error) if isinstance(guard.error, RustyBTError) else guard.told),
    }
