"""Circuit breakers: each watches one figure, latches when it reaches its limit, and stays so until someone resets it.

They are pure: values, orders and errors are fed in with their time, and what must survive a restart is in ``state()``.
A breaker whose check raises counts as tripped. A trip stops new risk only; cancels and orders that reduce a position
go on (see `rustybt.live.risk_gate`). Nothing un-trips by itself: no new day, no restart, no better value.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite
from rustybt.live.breaker_base import (
    BreakerReset,
    BreakerTripped,
    CircuitBreaker,
    CircuitBreakerState,
    named,
)
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.breaker_measures import Drawdown, EventWindow, SessionLoss, fraction, whole

__all__ = [
    "BreakerReset",
    "BreakerTripped",
    "CircuitBreaker",
    "CircuitBreakerManager",
    "CircuitBreakerState",
    "DailyLossCircuitBreaker",
    "DrawdownCircuitBreaker",
    "ErrorRateCircuitBreaker",
    "ManualCircuitBreaker",
    "OrderRateCircuitBreaker",
    "RiskProfile",
]

_ZERO = Decimal(0)
_ONE = Decimal(1)
_PROFILE_SECONDS = 60


class DrawdownCircuitBreaker(CircuitBreaker):
    """Trips when the portfolio has fallen from its peak by a fraction; deposits and withdrawals do not count.

    Args:
        max_drawdown_pct: A positive fraction: 0.10 trips at a fall of 10 %.
        lookback_days: Calendar days that the peak looks back, today included; None for the peak of all time.
        name: What it is called.

    Raises:
        ConfigurationError: If a limit is not positive, or the fraction is above 1.

    Example:
        >>> breaker = DrawdownCircuitBreaker("0.10")
        >>> breaker.on_value(Decimal(1000), 0, session=0)
        >>> breaker.on_value(Decimal(900), 1, session=0).reason
        'drawdown 0.1 from the peak 1000 reaches the limit 0.10'
    """

    kind = "drawdown"
    _measures_value = True

    def __init__(
        self,
        max_drawdown_pct: Decimal | str | float,
        lookback_days: int | None = None,
        *,
        name: str = "drawdown",
    ) -> None:
        super().__init__(name=name, limit=fraction(max_drawdown_pct, "max_drawdown_pct"), unit="fraction")
        self._measure = Drawdown(lookback_days)
        self._lookback = lookback_days

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument."""
        return {"max_drawdown_pct": str(self._limit), "lookback_days": self._lookback, "name": self._name}

    def level(self, now_ns: int | None = None) -> Decimal:  # noqa: ARG002 - a value has no window
        """Return the fall from the peak at the last value, as a fraction.

        Args:
            now_ns: Without effect.
        """
        return self._measure.level

    def _value(self, value: Decimal, session: int, flow: Decimal) -> str | None:
        self._measure.observe(value, session, flow)
        if not self._measure.reached(self._limit):
            return None
        return f"drawdown {self._measure.level} from the peak {self._measure.peak} reaches the limit {self._limit}"

    def _forget(self) -> str:
        told = f"the peak is measured anew from the next value; it was {self._measure.peak}"
        self._measure.forget()
        return told

    def _measured(self) -> dict[str, Any]:
        return self._measure.state()

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        self._measure.restore(measure)


class DailyLossCircuitBreaker(CircuitBreaker):
    """Trips when a session has lost too much since the last value of the session before.

    Give one of the two limits. A new session measures anew, but does not reset a trip. Deposits and withdrawals do not
    count.

    Args:
        max_daily_loss: In the account's currency, above 0.
        max_daily_loss_pct: A positive fraction of the value that the session began with.
        name: What it is called.

    Raises:
        ConfigurationError: If none or both are given, or one is not positive.
    """

    kind = "daily_loss"
    _measures_value = True

    def __init__(
        self,
        max_daily_loss: Decimal | str | float | None = None,
        max_daily_loss_pct: Decimal | str | float | None = None,
        *,
        name: str = "daily_loss",
    ) -> None:
        if (max_daily_loss is None) == (max_daily_loss_pct is None):
            raise ConfigurationError(
                f"max_daily_loss is {max_daily_loss!r} and max_daily_loss_pct {max_daily_loss_pct!r}: give one"
            )
        if max_daily_loss is not None:
            limit = finite(max_daily_loss, "max_daily_loss")
            if limit <= 0:
                raise ConfigurationError(
                    f"max_daily_loss is {max_daily_loss}: give the loss as a positive number"
                )
            super().__init__(name=name, limit=limit, unit="money")
        elif max_daily_loss_pct is not None:
            limit = fraction(max_daily_loss_pct, "max_daily_loss_pct")
            super().__init__(name=name, limit=limit, unit="fraction")
        self._measure = SessionLoss(of_value=max_daily_loss is None)

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument."""
        limit = "max_daily_loss" if self._unit == "money" else "max_daily_loss_pct"
        return {limit: str(self._limit), "name": self._name}

    def level(self, now_ns: int | None = None) -> Decimal:  # noqa: ARG002 - a value has no window
        """Return the session's loss at the last value, in ``unit``; 0 for a gain.

        Args:
            now_ns: Without effect.
        """
        return self._measure.level

    def _value(self, value: Decimal, session: int, flow: Decimal) -> str | None:
        self._measure.observe(value, session, flow)
        if not self._measure.reached(self._limit):
            return None
        return (
            f"loss of the session {self._measure.level} ({self._unit}) from {self._measure.base} "
            f"reaches the limit {self._limit}"
        )

    def _forget(self) -> str:
        told = f"the session's loss is measured anew from the next value; it began at {self._measure.base}"
        self._measure.forget()
        return told

    def _measured(self) -> dict[str, Any]:
        return {"unit": self._unit, **self._measure.state()}

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        if measure["unit"] != self._unit:
            self._measure.forget()
            return
        self._measure.restore(measure)


class OrderRateCircuitBreaker(CircuitBreaker):
    """Trips when more than so many orders leave within a window: a strategy that runs away.

    The order that would be one too many trips it before it leaves.

    Args:
        max_orders: How many may leave within the window.
        window_seconds: Length of the window.
        name: What it is called.

    Raises:
        ConfigurationError: If one of them is not positive.

    Example:
        >>> breaker = OrderRateCircuitBreaker(max_orders=1, window_seconds=60)
        >>> breaker.on_order(0)
        >>> breaker.on_order(1).reason
        'order 2 within 60 s passes the limit of 1'
    """

    kind = "order_rate"

    def __init__(
        self, max_orders: int = 100, window_seconds: Decimal | str | float = 60, *, name: str = "order_rate"
    ) -> None:
        super().__init__(name=name, limit=Decimal(whole(max_orders, "max_orders")), unit="orders")
        self._window = EventWindow(max_orders + 1, window_seconds)
        self._seconds = window_seconds

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument."""
        return {"max_orders": int(self._limit), "window_seconds": str(self._seconds), "name": self._name}

    def level(self, now_ns: int | None = None) -> Decimal:
        """Return how many orders left within the window, up to one more than the limit.

        Args:
            now_ns: UTC nanoseconds; None for the time of the last order.
        """
        return Decimal(self._window.count(now_ns))

    def _order(self, time_ns: int) -> str | None:
        self._window.add(time_ns)
        count = self._window.count()
        if count <= self._limit:
            return None
        return f"order {count} within {self._seconds} s passes the limit of {self._limit}"

    def _forget(self) -> str:
        told = f"orders are counted anew; it had {self._window.count()} in its window"
        self._window.forget()
        return told

    def _measured(self) -> dict[str, Any]:
        return self._window.state()

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        self._window.restore(measure)


class ErrorRateCircuitBreaker(CircuitBreaker):
    """Trips at so many errors within a window: refused orders, errors of the broker or of the data.

    Args:
        max_errors: At how many it trips.
        window_seconds: Length of the window.
        name: What it is called.

    Raises:
        ConfigurationError: If one of them is not positive.
    """

    kind = "error_rate"

    def __init__(
        self, max_errors: int = 5, window_seconds: Decimal | str | float = 300, *, name: str = "error_rate"
    ) -> None:
        super().__init__(name=name, limit=Decimal(whole(max_errors, "max_errors")), unit="errors")
        self._window = EventWindow(max_errors, window_seconds)
        self._seconds = window_seconds

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument."""
        return {"max_errors": int(self._limit), "window_seconds": str(self._seconds), "name": self._name}

    def level(self, now_ns: int | None = None) -> Decimal:
        """Return how many errors lie within the window, up to the limit.

        Args:
            now_ns: UTC nanoseconds; None for the time of the last error.
        """
        return Decimal(self._window.count(now_ns))

    def _error(self, kind: str, time_ns: int) -> str | None:
        self._window.add(time_ns, named(kind, "kind of an error"))
        count = self._window.count()
        if count < self._limit:
            return None
        kinds = ", ".join(f"{number} {each}" for each, number in self._window.kinds().items())
        return f"{count} errors within {self._seconds} s ({kinds}) reach the limit of {self._limit}"

    def _forget(self) -> str:
        told = f"errors are counted anew; it had {self._window.count()} in its window"
        self._window.forget()
        return told

    def _measured(self) -> dict[str, Any]:
        return self._window.state()

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        self._window.restore(measure)


class ManualCircuitBreaker(CircuitBreaker):
    """Trips when someone says so.

    Args:
        name: What it is called.

    Example:
        >>> breaker = ManualCircuitBreaker()
        >>> _ = breaker.trigger_halt("unexpected market conditions", operator="trader_john")
        >>> breaker.status
        <CircuitBreakerState.MANUALLY_HALTED: 'manually_halted'>
    """

    kind = "manual"

    def __init__(self, *, name: str = "manual") -> None:
        super().__init__(name=name, limit=_ONE, unit="halt")

    def settings(self) -> dict[str, Any]:
        """Return what makes the same breaker anew, by argument."""
        return {"name": self._name}

    def level(self, now_ns: int | None = None) -> Decimal:  # noqa: ARG002 - a halt has no window
        """Return 1 while it is halted, else 0.

        Args:
            now_ns: Without effect.
        """
        return _ONE if self.is_tripped else _ZERO

    def trigger_halt(
        self, reason: str, operator: str, *, time_ns: int | None = None
    ) -> BreakerTripped | None:
        """Halt. To halt again changes nothing: the first reason stands.

        Args:
            reason: Why.
            operator: Who.
            time_ns: When, UTC nanoseconds; None to let the journal's time hold.

        Returns:
            The trip, or None if it was halted already.

        Raises:
            ConfigurationError: If reason or operator is empty.
        """
        who, why = named(operator, "operator of a halt"), named(reason, "reason of a halt")
        return self._latch(CircuitBreakerState.MANUALLY_HALTED, f"halted by {who}: {why}", time_ns, who)

    def _forget(self) -> str:
        return "nothing is measured"


class RiskProfile(Enum):
    """How much may go wrong before trading stops.

    | profile | drawdown | loss of a session | orders a minute | errors a minute |
    |---|---|---|---|---|
    | CONSERVATIVE | 5 % | 2 % | 50 | 5 |
    | MODERATE | 10 % | 5 % | 100 | 10 |
    | AGGRESSIVE | 20 % | 10 % | 200 | 20 |
    """

    CONSERVATIVE = ("0.05", "0.02", 50, 5)
    MODERATE = ("0.10", "0.05", 100, 10)
    AGGRESSIVE = ("0.20", "0.10", 200, 20)

    def breakers(self) -> list[CircuitBreaker]:
        """Return new breakers of this profile, one of each kind, a manual one included.

        Example:
            >>> [each.name for each in RiskProfile.MODERATE.breakers()]
            ['drawdown', 'daily_loss', 'order_rate', 'error_rate', 'manual']
        """
        drawdown, loss, orders, errors = self.value
        return [
            DrawdownCircuitBreaker(Decimal(drawdown)),
            DailyLossCircuitBreaker(max_daily_loss_pct=Decimal(loss)),
            OrderRateCircuitBreaker(orders, _PROFILE_SECONDS),
            ErrorRateCircuitBreaker(errors, _PROFILE_SECONDS),
            ManualCircuitBreaker(),
        ]
