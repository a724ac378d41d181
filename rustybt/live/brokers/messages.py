"""What is said to a venue and what it says: orders as they are sent, answers, reports. Frozen, and closed unions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rustybt.exceptions import OrderError

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = [
    "Accepted",
    "BrokerNotice",
    "BrokerReport",
    "CancelAnswer",
    "CancelRequested",
    "Cancelled",
    "Disconnected",
    "Expired",
    "Filled",
    "OrderIntent",
    "OrderType",
    "Reconnected",
    "RefusalCode",
    "Refused",
    "Rejected",
    "SubmitAnswer",
    "TimeInForce",
]

type OrderType = Literal["market", "limit", "stop", "stop_limit"]

type TimeInForce = Literal["gtc", "day", "ioc", "fok"]
"""Until cancelled; until the session ends; what fills at once; all of it at once or nothing."""

type RefusalCode = Literal[
    "already_done",
    "duplicate_id",
    "insufficient_funds",
    "invalid",
    "not_found",
    "not_tradable",
    "other",
    "rate_limited",
    "stale_request",
    "unknown_asset",
    "unsupported",
    "would_not_fill",
    "would_not_reduce",
]
"""Why a venue refused, in words that are the same for all of them; its own are in ``evidence``."""

_PRICES: Mapping[str, tuple[bool, bool]] = {
    "market": (False, False),
    "limit": (True, False),
    "stop": (False, True),
    "stop_limit": (True, True),
}
_TIMES_IN_FORCE = ("gtc", "day", "ioc", "fok")
_ORDER_ID = re.compile(r"[A-Za-z0-9-]{1,36}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIntent:
    """An order as it is to be sent: whole, checked, and known by an id of ours before any byte leaves.

    Attributes:
        order_id: The client id, such as ``rustybt.model.ids.order_id`` makes; letters, digits and hyphens, at
            most 36.
        asset: What is traded.
        amount: Signed quantity in shares or coins; not 0.
        order_type: ``market``, ``limit``, ``stop`` or ``stop_limit``.
        limit_price: Worst price that is accepted; of limit and stop-limit orders only.
        stop_price: Price that must be touched first; of stop and stop-limit orders only.
        time_in_force: ``gtc``, ``day``, ``ioc`` or ``fok``.
        reduce_only: Whether the venue must refuse what would open or turn a position.
        decision_id: What the order follows from, such as the bar's id; "" for none.
        created_ns: When it was decided, UTC, by our clock.

    Raises:
        OrderError: If the id, the amount, a price or the time in force cannot work.

    Example:
        >>> from datetime import date
        >>> from rustybt.assets import Equity
        >>> asset = Equity(1, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
        >>> intent = OrderIntent(
        ...     order_id="o-000000000007-000000",
        ...     asset=asset,
        ...     amount=Decimal(-5),
        ...     order_type="limit",
        ...     limit_price=Decimal("101.25"),
        ... )
        >>> intent.is_buy, intent.time_in_force
        (False, 'gtc')
    """

    order_id: str
    asset: Asset
    amount: Decimal
    order_type: OrderType = "market"
    limit_price: Decimal | None = None
    stop_price: Decimal | None = None
    time_in_force: TimeInForce = "gtc"
    reduce_only: bool = False
    decision_id: str = ""
    created_ns: int = 0

    def __post_init__(self) -> None:
        where = f"order {self.order_id!r} of {self.asset}"
        if not _ORDER_ID.fullmatch(self.order_id):
            raise OrderError(f"{where}: an id is 1 to 36 letters, digits and hyphens")
        if not _is_number(self.amount) or not self.amount:
            raise OrderError(f"{where}: amount {self.amount!r} is no finite Decimal other than 0")
        if self.order_type not in _PRICES:
            raise OrderError(f"{where}: order_type {self.order_type!r} is none of {', '.join(_PRICES)}")
        if self.time_in_force not in _TIMES_IN_FORCE:
            raise OrderError(
                f"{where}: time_in_force {self.time_in_force!r} is none of {', '.join(_TIMES_IN_FORCE)}"
            )
        wanted = _PRICES[self.order_type]
        prices = (("limit_price", self.limit_price), ("stop_price", self.stop_price))
        for (name, price), needed in zip(prices, wanted, strict=True):
            if (price is not None) != needed:
                must = "needs one" if needed else "must have none"
                raise OrderError(f"{where}: {name} is {price!r}, but a {self.order_type} order {must}")
            if price is not None and not _is_number(price):
                raise OrderError(f"{where}: {name} {price!r} is no finite Decimal")

    @property
    def is_buy(self) -> bool:
        """Whether it buys."""
        return self.amount > 0


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The venue has the order.

    Attributes:
        order_id: Our id.
        broker_order_id: The venue's.
        time_ns: When the venue took it.
    """

    order_id: str
    broker_order_id: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The venue did not take the order (or the cancel) and never will: it said so.

    Attributes:
        order_id: Our id.
        code: Why, in words common to all venues.
        evidence: What the venue said: its code and message, unshortened.
        time_ns: When it said so.
    """

    order_id: str
    code: RefusalCode
    evidence: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequested:
    """The venue will try to cancel; the order has ended only when `Cancelled` (or a query) says so.

    Attributes:
        order_id: Our id.
        time_ns: When the venue took the request.
    """

    order_id: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A fill: one trade of the venue, in part or whole.

    Attributes:
        trade_id: The venue's; a trade counts once per account, however often it is heard of.
        order_id: Our id; "" if the order was not sent by us.
        broker_order_id: The venue's id of the order.
        asset: What was traded; None if the venue's symbol is not known to us.
        symbol: The venue's symbol.
        amount: Signed quantity of this fill.
        price: Price of this fill.
        fee: What was charged for it, in ``fee_currency``; negative for a rebate. An adapter waits for
            one that is told after the trade, or tells it by `get_fills`: the difference is booked by the trade id.
        fee_currency: Of the fee; in another one than the account's it halts, since no book of ours holds what paid it.
        time_ns: When it happened.
    """

    trade_id: str
    order_id: str
    broker_order_id: str
    asset: Asset | None
    symbol: str
    amount: Decimal
    price: Decimal
    fee: Decimal
    fee_currency: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """An order was cancelled; fills of before may still be on their way.

    Attributes:
        order_id: Our id.
        broker_order_id: The venue's.
        filled: Signed quantity that was filled before, as the venue counts it.
        reason: The venue's.
        time_ns: When.
    """

    order_id: str
    broker_order_id: str
    filled: Decimal
    reason: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An order that was on its way, or accepted, was rejected by the venue; attributes as of `Refused`.

    Attributes:
        order_id: Our id.
        broker_order_id: The venue's; "" if it never had one.
        code: Why.
        evidence: What the venue said.
        time_ns: When.
    """

    order_id: str
    broker_order_id: str
    code: RefusalCode
    evidence: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """An order's time was over: its session ended, or nothing (more) was to be had at once.

    Attributes:
        order_id: Our id.
        broker_order_id: The venue's.
        filled: Signed quantity that was filled before, as the venue counts it.
        reason: The venue's.
        time_ns: When.
    """

    order_id: str
    broker_order_id: str
    filled: Decimal
    reason: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disconnected:
    """A lane to the venue was lost: reports may be missing from here on.

    Attributes:
        lane: ``orders`` (requests) or ``reports``.
        reason: What is known of it.
    """

    lane: Literal["orders", "reports"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconnected:
    """A lane is back; what was missed in between is to be pulled.

    Attributes:
        lane: ``orders`` or ``reports``.
    """

    lane: Literal["orders", "reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerNotice:
    """Something else the venue said, such as a maintenance notice; a strategy hears it in on_broker_message.

    Attributes:
        code: The venue's.
        text: The venue's.
        time_ns: When.
    """

    code: str
    text: str
    time_ns: int


type SubmitAnswer = Accepted | Refused
type CancelAnswer = CancelRequested | Refused
type BrokerReport = (
    Accepted | Filled | Cancelled | Rejected | Expired | Disconnected | Reconnected | BrokerNotice
)
"""What a venue reports: a closed union."""
