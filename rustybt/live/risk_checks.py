"""The checks that new risk must pass: each yields what is wrong, with the value, the limit and the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.finance.decimal.context import product, total
from rustybt.live.exposure import ARMED, Mark, Reach, RiskView, exposure_of, reaches_of

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import OrderIntent
    from rustybt.live.risk_limits import RiskLimits

__all__ = ["CHECKS", "Check", "RiskCase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCase:
    """An order that takes risk, and what it is judged by.

    Attributes:
        intent: The order.
        view: What the gate sees.
        limits: What it is held to.
        now_ns: UTC nanoseconds.
        reach: Of the asset's position, before the order.
    """

    intent: OrderIntent
    view: RiskView
    limits: RiskLimits
    now_ns: int
    reach: Reach

    @property
    def mark(self) -> Mark | None:
        """The mark of the order's asset, if there is one that is a number."""
        found = self.view.marks.get(self.intent.asset)
        return found if found is not None and found.price.is_finite() else None


type Check = Callable[[RiskCase], Iterator[str]]


def _engine(case: RiskCase) -> Iterator[str]:
    if case.view.engine_state != ARMED:
        yield (
            f"the engine is {case.view.engine_state}, new risk needs {ARMED}: wait until it is, or resume it; orders "
            "that reduce a position pass"
        )
    if case.view.halted:
        yield f"the engine is halted ({case.view.halted}): resume it with an operator and a reason"


def _breakers(case: RiskCase) -> Iterator[str]:
    if not case.view.breakers.can_trade():
        yield from case.view.breakers.get_trip_reasons() or [
            "a circuit breaker does not let trade: look at its status"
        ]


def _assets(case: RiskCase) -> Iterator[str]:
    asset, limits = case.intent.asset, case.limits
    if limits.allow_list is not None and asset not in limits.allow_list:
        yield f"{asset} is not in the allow_list of {len(limits.allow_list)} assets: add it to RiskLimits"
    if asset in limits.deny_list:
        yield f"{asset} is in the deny_list: take it out of RiskLimits"


def _unknown(case: RiskCase) -> Iterator[str]:
    ids = [order.order_id for order in case.view.unknown_orders if order.asset in (case.intent.asset, None)]
    if ids:
        yield (
            f"{len(ids)} orders in {case.intent.asset} are UNKNOWN ({', '.join(ids[:3])}), none may be: wait until the "
            "broker has been asked, or reconcile"
        )


def _size(case: RiskCase) -> Iterator[str]:
    amount, limits = case.intent.amount.copy_abs(), case.limits
    if limits.max_order_amount is not None and amount > limits.max_order_amount:
        yield f"amount {amount} is above max_order_amount {limits.max_order_amount}: order less, or raise it"
    if limits.max_order_notional is None:
        return
    if case.mark is None:
        yield _no_mark(case, "max_order_notional", limits.max_order_notional)
        return
    prices = (case.mark.price, case.intent.limit_price, case.intent.stop_price)
    worst = max(price.copy_abs() for price in prices if price is not None)
    notional = product(amount, worst, case.intent.asset.price_multiplier)
    if notional > limits.max_order_notional:
        yield (
            f"{amount} at {worst} is {notional}, above max_order_notional {limits.max_order_notional}: order less, or "
            "raise it"
        )


def _collar(case: RiskCase) -> Iterator[str]:
    collar, intent = case.limits.price_collar_pct, case.intent
    if collar is None:
        return
    if case.mark is None:
        yield _no_mark(case, "price_collar_pct", collar)
        return
    price, what, reference, of = intent.limit_price, "limit_price", case.mark.price, "the mark"
    if price is None:
        price, what = case.mark.last, "the last price"
    elif intent.stop_price is not None:
        reference, of = intent.stop_price, "the stop price"
    if price is None:
        return
    apart = total(price, reference.copy_negate()).copy_abs()
    if not apart <= product(collar, reference.copy_abs()):
        yield (
            f"{what} {price} is {apart} from {of} {reference}, above price_collar_pct {collar} of it: move the price, "
            "wait for the market to settle, or widen it"
        )


def _freshness(case: RiskCase) -> Iterator[str]:
    if case.view.feed:
        yield f"the feed of {case.intent.asset} cannot be traded on ({case.view.feed}): wait until its data are fresh"
    limit = case.limits.max_data_age_ns
    if limit is None:
        return
    if case.mark is None:
        yield _no_mark(case, "max_data_age_ns", limit)
        return
    age = case.now_ns - case.mark.time_ns
    if abs(age) > limit:
        aged = f"{age} ns old" if age > 0 else f"{-age} ns in the future: a clock is wrong"
        yield f"the mark of {case.intent.asset} is {aged}, max_data_age_ns is {limit}: wait for data, check the feed"


def _position(case: RiskCase) -> Iterator[str]:
    limit = case.limits.max_position_of(case.intent.asset)
    if limit is None:
        return
    worst = case.reach.with_order(case.intent.amount).worst
    if worst > limit:
        yield (
            f"position of {case.intent.asset} may become {worst} with all that is pending, above max_position {limit}: "
            "order less, cancel what is pending, or raise it"
        )


def _exposure(case: RiskCase) -> Iterator[str]:
    limits, portfolio = case.limits, case.view.portfolio_value
    wanted = (
        ("max_gross_exposure", limits.max_gross_exposure, None, "gross"),
        ("max_gross_exposure_pct", limits.max_gross_exposure_pct, portfolio, "gross"),
        ("max_net_exposure", limits.max_net_exposure, None, "net"),
        ("max_net_exposure_pct", limits.max_net_exposure_pct, portfolio, "net"),
    )
    if all(limit is None for _, limit, _, _ in wanted):
        return
    reaches = reaches_of(case.view)
    reaches[case.intent.asset] = case.reach.with_order(case.intent.amount)
    exposure = exposure_of(reaches, case.view.marks)
    for name, limit, base, side in wanted:
        if limit is None:
            continue
        if name.endswith("_pct") and (base is None or not base.is_finite() or base <= 0):
            yield f"portfolio value is {base}, {name} {limit} needs one above 0: wait for it, or deposit"
            continue
        most = limit if base is None else product(limit, base)
        found: Decimal = getattr(exposure, side)
        if found > most:
            yield (
                f"{side} exposure may become {found} with all that is pending, above {name} {limit}"
                f"{'' if base is None else f' of {base}, {most}'}: order less, cancel what is pending, or raise it"
            )


def _open_orders(case: RiskCase) -> Iterator[str]:
    limit = case.limits.max_open_orders
    count = len(case.view.open_orders) + len(case.view.unknown_orders) + 1
    if limit is not None and count > limit:
        yield f"this would be open order {count}, max_open_orders is {limit}: cancel some, or raise it"


def _no_mark(case: RiskCase, name: str, limit: object) -> str:
    return f"{case.intent.asset} has no mark, {name} {limit} needs one: subscribe to it and wait for data"


CHECKS: Mapping[str, Check] = {
    "engine": _engine,
    "breakers": _breakers,
    "assets": _assets,
    "unknown": _unknown,
    "size": _size,
    "collar": _collar,
    "freshness": _freshness,
    "position": _position,
    "exposure": _exposure,
    "open_orders": _open_orders,
}
"""Every check but the rate's, which remembers, by the name that stands in a refusal."""
