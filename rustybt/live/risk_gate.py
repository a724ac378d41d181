"""The one gate that every order passes: synchronous, pure, and closed whenever something is wrong.

Three lanes. A *cancel* always passes. An order that is *reduce-only* (`rustybt.live.exposure` says exactly when: no
subset of what is pending can make it turn the position) always passes too. Whatever else is ordered takes *risk*, and
passes every check or is refused, with every reason. A ``reduce_only`` flag proves nothing and is not read.

The caller is the single writer: it calls `RiskGate.check` for each intent, journals the verdict and its trips, and
only then sends. An admitted order is counted at once: nobody has to remember to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import OrderError
from rustybt.live.breaker_measures import EventWindow
from rustybt.live.exposure import reach_of
from rustybt.live.fail_closed import FailClosed
from rustybt.live.risk_checks import CHECKS, RiskCase

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import OrderIntent
    from rustybt.live.exposure import RiskView
    from rustybt.live.risk_limits import RiskLimits

__all__ = ["Admitted", "CancelIntent", "Lane", "Refusal", "Refused", "RiskGate"]

_WINDOWS = {"max_orders_per_second": 1, "max_orders_per_minute": 60}


class Lane(Enum):
    """By which way an intent passed."""

    CANCEL = "cancel"
    REDUCE = "reduce"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class CancelIntent:
    """The wish to cancel an order.

    Attributes:
        order_id: Our id.
    """

    order_id: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The intent may be sent.

    Attributes:
        lane: By which way.
        trips: What breakers tripped by it (``BreakerTripped``), to be journalled; an order that reduces is counted too.
        warnings: What went wrong and could not stop it.
    """

    lane: Lane
    trips: tuple[object, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why an intent may not be sent.

    Attributes:
        check: Which check says so.
        message: The value, the limit and the way out.
    """

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The intent must not be sent.

    Attributes:
        reasons: All of them, at least one.
        trips: What breakers tripped by it (``BreakerTripped``), to be journalled.
    """

    reasons: tuple[Refusal, ...]
    trips: tuple[object, ...] = ()

    @property
    def message(self) -> str:
        """All reasons as one text."""
        return "; ".join(f"{each.check}: {each.message}" for each in self.reasons)


class RiskGate:
    """Judges every intent.

    Args:
        limits: What new risk is held to.
    """

    def __init__(self, limits: RiskLimits) -> None:
        self._limits = limits
        given = {name: getattr(limits, name) for name in _WINDOWS}
        self._windows = {
            name: EventWindow(most, _WINDOWS[name]) for name, most in given.items() if most is not None
        }

    @property
    def limits(self) -> RiskLimits:
        """What new risk is held to."""
        return self._limits

    def check(self, intent: OrderIntent | CancelIntent, view: RiskView, now_ns: int) -> Admitted | Refused:
        """Judge an intent; if it passes, count it.

        Nothing is raised: what a check or the view raises is a reason to refuse.

        Args:
            intent: What shall be sent.
            view: The world at this moment, without the intent.
            now_ns: UTC nanoseconds.
        """
        if isinstance(intent, CancelIntent):
            return Admitted(Lane.CANCEL)
        with FailClosed() as guard:
            return self._judge(intent, view, now_ns)
        return Refused((_raised("gate", guard),))

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, JSON-typed."""
        return {name: window.state() for name, window in self._windows.items()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned; limits stay those of this gate.

        Args:
            state: Of a gate.
        """
        for name, window in self._windows.items():
            if name in state:
                window.restore(state[name])

    def _judge(self, intent: OrderIntent, view: RiskView, now_ns: int) -> Admitted | Refused:
        _must_be_whole(intent)
        reach = reach_of(view, intent.asset)
        if reach.only_reduced_by(intent.amount):
            return self._let_reduce(view, now_ns)
        case = RiskCase(intent=intent, view=view, limits=self._limits, now_ns=now_ns, reach=reach)
        reasons = tuple(self._reasons(case))
        if reasons:
            return Refused(reasons)
        trips = tuple(view.breakers.on_order(now_ns))
        tripped = () if view.breakers.can_trade() else tuple(view.breakers.get_trip_reasons())
        if tripped or trips:
            told = tripped or ("a circuit breaker tripped by this order: look at its status",)
            return Refused(tuple(Refusal("breakers", each) for each in told), trips)
        self._count(now_ns)
        return Admitted(Lane.RISK)

    def _reasons(self, case: RiskCase) -> Iterator[Refusal]:
        for name, check in {**CHECKS, "rate": self._rate}.items():
            with FailClosed() as guard:
                for message in check(case):
                    yield Refusal(name, message)
            if guard.error is not None:
                yield _raised(name, guard)

    def _rate(self, case: RiskCase) -> Iterator[str]:
        for name, window in self._windows.items():
            limit, count = getattr(self._limits, name), window.count(case.now_ns)
            if count >= limit:
                yield f"{count} orders left within {_WINDOWS[name]} s, {name} is {limit}: order later, or raise it"

    def _let_reduce(self, view: RiskView, now_ns: int) -> Admitted:
        trips: tuple[object, ...] = ()
        with FailClosed() as guard:
            self._count(now_ns)
            trips = tuple(view.breakers.on_order(now_ns))
        return Admitted(Lane.REDUCE, trips, (guard.told,) if guard.error else ())

    def _count(self, now_ns: int) -> None:
        for window in self._windows.values():
            window.add(now_ns)


def _must_be_whole(intent: OrderIntent) -> None:
    amount = intent.amount
    if not isinstance(amount, Decimal) or not amount.is_finite() or not amount:
        raise OrderError(
            f"amount of order {intent.order_id!r} is {amount!r}: give a finite Decimal other than 0"
        )
    for price in (intent.limit_price, intent.stop_price):
        if price is not None and not (isinstance(price, Decimal) and price.is_finite()):
            raise OrderError(f"a price of order {intent.order_id!r} is {price!r}: give a finite Decimal")


def _raised(check: str, guard: FailClosed) -> Refusal:
    return Refusal(
        check, f"it raised {guard.told}: what cannot be checked is refused; mend the cause and order again"
    )
