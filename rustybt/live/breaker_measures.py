"""What circuit breakers measure: the fall from a peak, the loss of a session, events within a window.

A deposit is no gain and a withdrawal no loss. The value before a flow, ``value - flow``, is what is measured; then a
flow moves the peak (or the base of a loss in percent) in the proportion in which it moves the value, as a fund's units
do, so that it never changes the measured fraction. That one division is rounded up, at 28 digits: rounding can trip a
breaker early by some 1e-27 of the value, never late. Without flows all is exact: limits are compared by products.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from decimal import ROUND_CEILING, Context, Decimal
from typing import Any

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import PRECISION, divide, finite, product, total
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["Drawdown", "EventWindow", "SessionLoss", "fraction", "whole"]

_ZERO = Decimal(0)
_ONE = Decimal(1)
_UP = Context(prec=PRECISION, rounding=ROUND_CEILING)


def fraction(value: Decimal | str | float, what: str) -> Decimal:
    """Return a limit that is a positive fraction, 1 included.

    Args:
        value: An int, str, Decimal or float.
        what: Its name, for the error.

    Raises:
        ConfigurationError: If it is not above 0 and at most 1.

    Example:
        >>> fraction("0.10", "max_drawdown_pct")
        Decimal('0.10')
    """
    number = finite(value, what)
    if not 0 < number <= 1:
        raise ConfigurationError(f"{what} is {value}: give a positive fraction, such as 0.10 for 10 %")
    return number


def whole(value: object, what: str, least: int = 1) -> int:
    """Return an int, refused when it is of another type or too small.

    Args:
        value: What should be an int.
        what: Its name, for the error.
        least: The smallest that is allowed.

    Raises:
        ConfigurationError: If it is none.

    Example:
        >>> whole(100, "max_orders")
        100
    """
    if type(value) is not int or value < least:
        raise ConfigurationError(f"{what} is {value!r}: give an int from {least} on")
    return value


class Drawdown:
    """The fall of a value from its peak, as a fraction of the peak.

    The peak is the highest value of the last sessions, the value carried into each of them included.

    Args:
        lookback_days: Calendar days that the peak looks back, today included; None for all.
    """

    def __init__(self, lookback_days: int | None = None) -> None:
        self._lookback = None if lookback_days is None else whole(lookback_days, "lookback_days")
        self.forget()

    def forget(self) -> None:
        """Drop the peak: the next value is the new one."""
        self._highs: list[tuple[int, Decimal]] = []
        self._last = _ZERO
        self._peak = _ZERO
        self._now = _ZERO

    @property
    def peak(self) -> Decimal:
        """The peak that the last value was measured against; 0 if there was none."""
        return self._peak

    @property
    def level(self) -> Decimal:
        """The fall at the last value, at 28 digits."""
        if self._peak <= 0:
            return _ONE if self._now < 0 else _ZERO
        return divide(total(self._peak, self._now.copy_negate()), self._peak)

    def reached(self, limit: Decimal) -> bool:
        """Tell, exactly, whether the fall is at the limit or beyond.

        Args:
            limit: A positive fraction.
        """
        if self._peak <= 0:
            return self._now < 0
        return total(self._peak, self._now.copy_negate()) >= product(limit, self._peak)

    def observe(self, value: Decimal, session: int, flow: Decimal) -> None:
        """Take a value.

        Args:
            value: The portfolio's value.
            session: Its session, days since 1970-01-01; one before the last counts as the last.
            flow: Deposits less withdrawals since the last value, which the value includes.
        """
        before = total(value, flow.copy_negate()) if self._highs else value
        self._take(before, session)
        self._peak = max((high for _, high in self._highs), default=_ZERO)
        self._now = before
        if value <= 0:
            self._highs = [] if before > 0 else self._highs
        elif flow and before > 0:
            self._highs = [(day, _moved(high, before, value)) for day, high in self._highs]
        self._last = value

    def _take(self, value: Decimal, session: int) -> None:
        if not self._highs:
            self._highs = [(session, value)] if value > 0 else []
            return
        day, high = self._highs[-1]
        if self._lookback is None or session <= day:
            self._highs[-1] = (day, max(high, value))
            return
        kept = [each for each in self._highs if each[0] > session - self._lookback]
        self._highs = [*kept, (session, max(self._last, value))]

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed."""
        highs = [[day, str(high)] for day, high in self._highs]
        return {"highs": highs, "last": str(self._last), "peak": str(self._peak), "now": str(self._now)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned.

        Args:
            state: Of a measure of the same kind.
        """
        self._highs = [
            (whole(day, "session", -(10**7)), finite(high, "high")) for day, high in state["highs"]
        ]
        self._last = finite(state["last"], "last")
        self._peak = finite(state["peak"], "peak")
        self._now = finite(state["now"], "now")


class SessionLoss:
    """What a value has lost since the last session ended, in money or as a fraction.

    The base is the last value of the session before; for the first session its first value.

    Args:
        of_value: Whether the loss is a fraction of the base.
    """

    def __init__(self, *, of_value: bool) -> None:
        self._of_value = of_value
        self.forget()

    def forget(self) -> None:
        """Drop the base: the next value is the new one."""
        self._session: int | None = None
        self._base = _ZERO
        self._last = _ZERO
        self._measured = (_ZERO, _ZERO)

    @property
    def base(self) -> Decimal:
        """What the last value was measured against; 0 if there was none."""
        return self._measured[0]

    @property
    def level(self) -> Decimal:
        """The loss at the last value, 0 for a gain; a fraction is rounded to 28 digits."""
        base, now = self._measured
        loss = max(_ZERO, total(base, now.copy_negate()))
        if not self._of_value:
            return loss
        if base <= 0:
            return _ONE if now < 0 else _ZERO
        return divide(loss, base)

    def reached(self, limit: Decimal) -> bool:
        """Tell, exactly, whether the loss is at the limit or beyond.

        Args:
            limit: Positive; in money, or a fraction.
        """
        base, now = self._measured
        if self._of_value and base <= 0:
            return now < 0
        return total(base, now.copy_negate()) >= (product(limit, base) if self._of_value else limit)

    def observe(self, value: Decimal, session: int, flow: Decimal) -> None:
        """Take a value.

        Args:
            value: The portfolio's value.
            session: Its session, days since 1970-01-01; one before the last counts as the last.
            flow: Deposits less withdrawals since the last value, which the value includes.
        """
        before = total(value, flow.copy_negate())
        if self._session is None:
            before = self._base = value
            flow = _ZERO
            self._session = session
        elif session > self._session:
            self._base = self._last
            self._session = session
        self._measured = (self._base, before)
        self._base = self._rebased(before, value, flow)
        self._last = value

    def _rebased(self, before: Decimal, value: Decimal, flow: Decimal) -> Decimal:
        if not flow:
            return self._base
        if not self._of_value:
            return total(self._base, flow)
        if self._base <= 0 or value <= 0:
            return max(_ZERO, value)
        return _moved(self._base, before, value) if before > 0 else self._base

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed."""
        base, now = self._measured
        figures = {"base": self._base, "last": self._last, "measured_base": base, "measured_now": now}
        return {"session": self._session, **{name: str(figure) for name, figure in figures.items()}}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned.

        Args:
            state: Of a measure of the same kind.
        """
        session = state["session"]
        self._session = None if session is None else whole(session, "session", -(10**7))
        self._base = finite(state["base"], "base")
        self._last = finite(state["last"], "last")
        self._measured = (
            finite(state["measured_base"], "measured_base"),
            finite(state["measured_now"], "measured_now"),
        )


class EventWindow:
    """How many events lie within the last seconds; no more are kept than are needed to pass a limit.

    An event counts while it is younger than the window. Time that runs backwards counts as standing still: events
    then stay longer, never shorter.

    Args:
        capacity: How many events are kept, the newest.
        seconds: Length of the window, above 0.
    """

    def __init__(self, capacity: int, seconds: Decimal | str | float) -> None:
        length = finite(seconds, "window_seconds")
        self._length = int(product(length, Decimal(NANOS_PER_SECOND)))
        if self._length < 1:
            raise ConfigurationError(f"window_seconds is {seconds}: give seconds above 0, such as 60")
        self._events: deque[tuple[int, str]] = deque(maxlen=capacity)

    def forget(self) -> None:
        """Drop every event."""
        self._events.clear()

    def add(self, time_ns: int, kind: str = "") -> None:
        """Take an event.

        Args:
            time_ns: UTC nanoseconds.
            kind: What it was.
        """
        whole(time_ns, "time_ns", 0)
        self._events.append((max(time_ns, self._events[-1][0] if self._events else 0), kind))

    def count(self, now_ns: int | None = None) -> int:
        """Return how many events lie within the window.

        Args:
            now_ns: UTC nanoseconds; None for the time of the last event.
        """
        return len(self._young(now_ns))

    def kinds(self, now_ns: int | None = None) -> dict[str, int]:
        """Return how many events of each kind lie within the window.

        Args:
            now_ns: UTC nanoseconds; None for the time of the last event.
        """
        names = [kind for _, kind in self._young(now_ns)]
        return {name: names.count(name) for name in sorted(set(names))}

    def _young(self, now_ns: int | None) -> list[tuple[int, str]]:
        if not self._events:
            return []
        now = self._events[-1][0] if now_ns is None else whole(now_ns, "now_ns", 0)
        return [each for each in self._events if now - each[0] < self._length]

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed."""
        return {"events": [[time_ns, kind] for time_ns, kind in self._events]}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned.

        Args:
            state: Of a window.
        """
        events = [(whole(time_ns, "time_ns", 0), str(kind)) for time_ns, kind in state["events"]]
        self._events = deque(events, maxlen=self._events.maxlen)


def _moved(amount: Decimal, before: Decimal, after: Decimal) -> Decimal:
    return _UP.divide(product(amount, after), before)
