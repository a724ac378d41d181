"""When a simulated venue refuses an order, and when it fills one: rules without state, each in a line or two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.live.brokers.base import OrderIdRule

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.messages import OrderIntent, RefusalCode

__all__ = ["Facts", "VenueRules", "acceptable", "refusal", "touched"]

_AHEAD_NS = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRules:
    """What a venue does its own way.

    Attributes:
        order_id_rule: When it refuses an id that it has seen. ``unique_while_open`` is Binance's: "orders with the same
            newClientOrderID can be accepted only when the previous one is filled".
        receive_window_ns: A request that was sent longer ago, by its own stamp and the venue's clock, is refused.
        fee_rate: Fee as a share of the value traded.
        short_selling: Whether a sale may open a position.
        currency: Of the account.
        fees_later: Whether its stream tells a trade without its fee, as where a commission report comes by itself; the
            list of trades has it.
    """

    order_id_rule: OrderIdRule = "unique_for_ever"
    receive_window_ns: int = 5_000_000_000
    fee_rate: Decimal = Decimal("0.001")
    short_selling: bool = True
    currency: str = "USD"
    fees_later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What decides on an order.

    Attributes:
        rules: The venue's.
        now_ns: By the venue's clock.
        asset: As listed, or None.
        suspended: Whether no new order is taken.
        earlier: Of each order accepted under the same id, whether it is open.
        held: The position, signed.
        promised: What open sales will take from it, 0 or more.
        free_cash: Cash that no open order has reserved.
        needed: Cash that the order would bind.
    """

    rules: VenueRules
    now_ns: int
    asset: Asset | None
    suspended: bool
    earlier: Sequence[bool]
    held: Decimal
    promised: Decimal
    free_cash: Decimal
    needed: Decimal


def refusal(intent: OrderIntent, sent_ns: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    """Return why an order is refused, as a code and in the venue's words; None if it is taken.

    Args:
        intent: The order.
        sent_ns: Its own stamp.
        facts: What decides.
    """
    for check in _CHECKS:
        found = check(intent, sent_ns, facts)
        if found is not None:
            return found
    return None


def touched(intent: OrderIntent, price: Decimal) -> bool:
    """Tell whether a price touches an order's stop; one without a stop needs no touching."""
    if intent.stop_price is None:
        return True
    return price >= intent.stop_price if intent.is_buy else price <= intent.stop_price


def acceptable(intent: OrderIntent, price: Decimal) -> bool:
    """Tell whether a price is within an order's limit."""
    if intent.limit_price is None:
        return True
    return price <= intent.limit_price if intent.is_buy else price >= intent.limit_price


def _stale(_: OrderIntent, sent_ns: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    age = facts.now_ns - sent_ns
    if -_AHEAD_NS <= age <= facts.rules.receive_window_ns:
        return None
    return "stale_request", f"timestamp {sent_ns} is outside of the receive window: it is {facts.now_ns}"


def _unlisted(intent: OrderIntent, _: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    if facts.asset is None:
        return "unknown_asset", f"symbol {intent.asset.symbol} is not listed"
    return ("not_tradable", f"symbol {intent.asset.symbol} is suspended") if facts.suspended else None


def _duplicate(intent: OrderIntent, _: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    for_ever = facts.rules.order_id_rule == "unique_for_ever"
    if not any(is_open or for_ever for is_open in facts.earlier):
        return None
    return "duplicate_id", f"client order id {intent.order_id} was used"


def _misshapen(intent: OrderIntent, _: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    asset = facts.asset or intent.asset
    if intent.amount % asset.lot_size:
        return "invalid", f"quantity {intent.amount} is no multiple of {asset.lot_size}"
    for price in (intent.limit_price, intent.stop_price):
        if price is not None and (price <= 0 or price % asset.tick_size):
            return "invalid", f"price {price} is no positive multiple of {asset.tick_size}"
    return None


def _not_reducing(intent: OrderIntent, _: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    if not intent.reduce_only or (facts.held * intent.amount < 0 and abs(intent.amount) <= abs(facts.held)):
        return None
    return "would_not_reduce", f"reduce-only {intent.amount} against a position of {facts.held}"


def _unpaid(intent: OrderIntent, _: int, facts: Facts) -> tuple[RefusalCode, str] | None:
    if intent.is_buy:
        closes = facts.held < 0 and intent.amount <= -facts.held
        if closes or facts.needed <= facts.free_cash:
            return None
        return "insufficient_funds", f"{facts.needed} needed, {facts.free_cash} free"
    if facts.rules.short_selling or -intent.amount <= facts.held - facts.promised:
        return None
    return "insufficient_funds", f"{-intent.amount} to sell, {facts.held - facts.promised} free"


_CHECKS: tuple[Callable[[OrderIntent, int, Facts], tuple[RefusalCode, str] | None], ...] = (
    _stale,
    _unlisted,
    _duplicate,
    _misshapen,
    _not_reducing,
    _unpaid,
)
