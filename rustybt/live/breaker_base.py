"""What every circuit breaker shares: its states, its latch, its feeds, and the records of a trip and of a reset."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

from rustybt.exceptions import CircuitBreakerError, ConfigurationError, RecordError
from rustybt.finance.decimal.context import finite
from rustybt.live.breaker_measures import whole
from rustybt.live.codecs import decode_record, encode_record
from rustybt.live.fail_closed import FailClosed

__all__ = ["BreakerEvent", "BreakerReset", "BreakerTripped", "CircuitBreaker", "CircuitBreakerState", "named"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerTripped:
    """A breaker has tripped.

    Attributes:
        breaker: Its name.
        reason: Why, in words.
        level: Where its figure stood; None if that could not be told.
        limit: At which it trips.
        time_ns: When, UTC nanoseconds; None if whoever tripped it did not say: the journal's time holds.
        operator: Who tripped it; "" if nobody did.
    """

    breaker: str
    reason: str
    level: Decimal | None
    limit: Decimal
    time_ns: int | None = None
    operator: str = ""

    def __str__(self) -> str:
        return f"{self.breaker}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerReset:
    """A breaker was reset.

    Attributes:
        breaker: Its name.
        operator: Who did it.
        reason: Why it could be done.
        rebased: What is measured anew because of it.
    """

    breaker: str
    operator: str
    reason: str
    rebased: str

    def __str__(self) -> str:
        return f"{self.breaker}: reset by {self.operator}: {self.reason}; {self.rebased}"


type BreakerEvent = BreakerTripped | BreakerReset


class CircuitBreakerState(Enum):
    """Where a breaker stands; only `NORMAL` lets trade.

    `RESETTING` is between a reset and the first value that comes after it, from which the breaker measures anew.
    """

    NORMAL = "normal"
    TRIPPED = "tripped"
    MANUALLY_HALTED = "manually_halted"
    RESETTING = "resetting"


_LATCHED = (CircuitBreakerState.TRIPPED, CircuitBreakerState.MANUALLY_HALTED)


class CircuitBreaker(ABC):
    """Base of every risk breaker: the latch, and feeds that do nothing unless a subclass listens.

    A subclass overrides ``_value``, ``_order`` or ``_error``, each of which takes note of what it is told and returns
    why the breaker trips, or None; a subclass with a feed of its own calls ``_feed``.

    Args:
        name: What it is called in reasons, records and the console; unique within a manager.
        limit: At which (or beyond which) it trips.
        unit: Of level and limit: ``fraction``, ``money``, ``orders``, ``errors`` or ``halt``.
    """

    kind: ClassVar[str]
    _measures_value: ClassVar[bool] = False

    def __init__(self, *, name: str, limit: Decimal, unit: str) -> None:
        self._name = named(name, "name of a breaker")
        self._limit = limit
        self._unit = unit
        self._status = CircuitBreakerState.NORMAL
        self._trip: BreakerTripped | None = None
        self._listener: Callable[[BreakerEvent], None] | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name

    @property
    def limit(self) -> Decimal:
        """At which it trips."""
        return self._limit

    @property
    def unit(self) -> str:
        """Of level and limit."""
        return self._unit

    @property
    def status(self) -> CircuitBreakerState:
        """Where it stands."""
        return self._status

    @property
    def trip(self) -> BreakerTripped | None:
        """What tripped it, until it has been reset."""
        return self._trip

    @property
    def is_tripped(self) -> bool:
        """Whether it is latched."""
        return self._status in _LATCHED

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument, JSON-typed.

        Raises:
            ConfigurationError: If a breaker of this class can be made by code only.
        """
        raise ConfigurationError(
            f"breaker {self._name!r} is a {type(self).__name__}, which live.yaml has no words for: use one of "
            "rustybt.live.circuit_breakers, or host='thread'"
        )

    @abstractmethod
    def level(self, now_ns: int | None = None) -> Decimal:
        """Return where its figure stands, to be read against ``limit``.

        Args:
            now_ns: UTC nanoseconds, for rates; None for the time of the last event.
        """

    def get_trip_reason(self) -> str | None:
        """Return why it does not let trade; None if it does."""
        if self._status is CircuitBreakerState.NORMAL:
            return None
        told = self._trip.reason if self._trip else "it is latched"
        if self._status is CircuitBreakerState.RESETTING:
            return f"{self._name}: was reset and waits for the next portfolio value (it had tripped: {told})"
        return f"{self._name}: {told}; reset it with an operator and a reason"

    def on_value(
        self, portfolio_value: Decimal, time_ns: int, session: int, *, flow: Decimal = _ZERO
    ) -> BreakerTripped | None:
        """Take the portfolio's value.

        Args:
            portfolio_value: Cash and positions at their marks.
            time_ns: When, UTC nanoseconds.
            session: The trading session, days since 1970-01-01.
            flow: Deposits less withdrawals since the last value, which this value includes.

        Returns:
            The trip, if this trips it.
        """

        def measure() -> str | None:
            value, moved = finite(portfolio_value, "portfolio value"), finite(flow, "flow")
            reason = self._value(value, whole(session, "session", -(10**7)), moved)
            if reason is None and self._status is CircuitBreakerState.RESETTING:
                self._status, self._trip = CircuitBreakerState.NORMAL, None
            return reason

        return self._feed(measure, time_ns)

    def on_order(self, time_ns: int) -> BreakerTripped | None:
        """Take note of an order that is about to leave.

        Args:
            time_ns: When, UTC nanoseconds.

        Returns:
            The trip, if this trips it: then the order must not leave, unless it reduces a position.
        """
        return self._feed(lambda: self._order(time_ns), time_ns)

    def on_error(self, kind: str, time_ns: int) -> BreakerTripped | None:
        """Take note of an error.

        Args:
            kind: ``order_rejected``, ``broker_error``, ``data_error`` or a name of your own.
            time_ns: When, UTC nanoseconds.

        Returns:
            The trip, if this trips it.
        """
        return self._feed(lambda: self._error(kind, time_ns), time_ns)

    def listen(self, listener: Callable[[BreakerEvent], None]) -> None:
        """Have every trip and reset told, after the latch is set.

        Args:
            listener: Takes the record; the last one given is the one that is told.
        """
        self._listener = listener

    def fail(self, error: Exception, time_ns: int | None) -> BreakerTripped | None:
        """Trip because a check raised: what cannot be checked is not allowed.

        Args:
            error: What it raised.
            time_ns: When, UTC nanoseconds; None if not known.

        Returns:
            The trip, or None if it was tripped already.
        """
        told = f"{type(error).__name__}: {error}"
        return self._latch(CircuitBreakerState.TRIPPED, f"its check raised {told}", time_ns)

    def reset(self, operator: str, reason: str) -> BreakerReset:
        """Lift the latch, and measure anew.

        A breaker that measures values is `RESETTING` until the next one, from which it measures; others are `NORMAL`.

        Args:
            operator: Who does it.
            reason: Why it may be done.

        Returns:
            What was done: for the journal.

        Raises:
            ConfigurationError: If operator or reason is empty.
            CircuitBreakerError: If it is not tripped.
        """
        who, why = named(operator, "operator of a reset"), named(reason, "reason of a reset")
        if not self.is_tripped:
            raise CircuitBreakerError(
                f"{self._name} is {self._status.value}: only a tripped breaker is reset"
            )
        done = BreakerReset(breaker=self._name, operator=who, reason=why, rebased=self._forget())
        if self._measures_value:
            self._status = CircuitBreakerState.RESETTING
        else:
            self._status, self._trip = CircuitBreakerState.NORMAL, None
        self._announce(done)
        return done

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed: latch, trip and measure."""
        trip = None if self._trip is None else encode_record(self._trip)
        return {"kind": self.kind, "status": self._status.value, "trip": trip, "measure": self._measured()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned; limits stay those of this breaker.

        Args:
            state: Of a breaker of the same kind.

        Raises:
            CircuitBreakerError: If it is of another kind or damaged.
        """
        try:
            if state["kind"] != self.kind:
                raise CircuitBreakerError(
                    f"{self._name} is of kind {self.kind!r}, its state of {state['kind']!r}"
                )
            status, trip = CircuitBreakerState(state["status"]), state["trip"]
            self._remeasure(state["measure"])
            self._trip = None if trip is None else decode_record(BreakerTripped, trip)
            self._status = status
        except (KeyError, TypeError, ValueError, AttributeError, RecordError) as error:
            raise CircuitBreakerError(
                f"the state of {self._name} is damaged ({error!r}): verify the journal; do not trade without it"
            ) from error

    def _value(self, value: Decimal, session: int, flow: Decimal) -> str | None:  # noqa: ARG002 - for subclasses
        return None

    def _order(self, time_ns: int) -> str | None:  # noqa: ARG002 - for subclasses
        return None

    def _error(self, kind: str, time_ns: int) -> str | None:  # noqa: ARG002 - for subclasses
        return None

    @abstractmethod
    def _forget(self) -> str: ...

    def _measured(self) -> dict[str, Any]:
        return {}

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        if measure:
            raise CircuitBreakerError(f"{self._name} keeps no measure, its state holds {sorted(measure)}")

    def _feed(self, measure: Callable[[], str | None], time_ns: int) -> BreakerTripped | None:
        reason = None
        with FailClosed() as guard:
            reason = measure()
        if guard.error is not None:
            return self.fail(guard.error, time_ns)
        return None if reason is None else self._latch(CircuitBreakerState.TRIPPED, reason, time_ns)

    def _latch(
        self, status: CircuitBreakerState, reason: str, time_ns: int | None, operator: str = ""
    ) -> BreakerTripped | None:
        if self.is_tripped:
            return None
        self._status = status
        level = None
        with FailClosed():
            level = self.level()
        self._trip = BreakerTripped(
            breaker=self._name,
            reason=reason,
            level=level,
            limit=self._limit,
            time_ns=time_ns if type(time_ns) is int else None,
            operator=operator,
        )
        self._announce(self._trip)
        return self._trip

    def _announce(self, event: BreakerEvent) -> None:
        if self._listener is not None:
            self._listener(event)


def named(text: str, what: str) -> str:
    """Return a text, refused when it is empty.

    Args:
        text: Such as an operator or a reason.
        what: What it is, for the error.

    Raises:
        ConfigurationError: If nothing is in it.
    """
    if not isinstance(text, str) or not text.strip():
        raise ConfigurationError(f"{what} is {text!r}: give a text, it is journalled")
    return text.strip()
