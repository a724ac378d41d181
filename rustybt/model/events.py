"""What the core is told, one thing at a time: a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "AccountAdjusted",
    "BarArrived",
    "BarClosed",
    "BarRow",
    "BrokerMessage",
    "Event",
    "FillReported",
    "JobDue",
    "MarketEvent",
    "OrderEnded",
    "SessionClosed",
    "SessionOpened",
]


type BarRow = tuple[int, int, int, int, int, int]
"""Sid, open, high, low, close and volume of one asset: mantissas at the scales of the run's panel."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session begins: dividends, splits, before_trading_start.

    Attributes:
        session: Its index in the timeline.
        step: Its first bar.
    """

    session: int
    step: int


@dataclass(frozen=True, slots=True)
class BarClosed:
    """A bar has ended: open orders meet it, positions are marked, handle_data runs.

    Where a venue elsewhere fills the orders, `BarArrived` and the fills of the bar came before.

    Attributes:
        step: Its index in the timeline.
        touched: Ids of the orders whose limit or stop the venue's bar has touched without a fill, as far as it says.
    """

    step: int
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """A session has ended: auto-close, cancel policy, the day's record.

    Attributes:
        session: Its index in the timeline.
    """

    session: int


@dataclass(frozen=True, slots=True)
class BarArrived:
    """A bar can be seen; what the venue made of it comes next, then `BarClosed`.

    Attributes:
        step: Its index in the timeline.
        rows: Its values, of the assets that have them, by sid; empty where the bars are known beforehand, as those
            of a catalog.
    """

    step: int
    rows: tuple[BarRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FillReported:
    """A venue has filled an order, in part or whole.

    Attributes:
        order_id: The order's id.
        trade_id: The venue's id of the fill.
        amount: Signed quantity.
        price: Of one unit.
        commission: Fee, in the account's currency.
    """

    order_id: str
    trade_id: str
    amount: Decimal
    price: Decimal
    commission: Decimal


@dataclass(frozen=True, slots=True)
class OrderEnded:
    """An order will not be filled further: its venue cancelled it, or it was refused there or at our gate.

    Attributes:
        order_id: The order's id.
        reason: In words.
        refused: Whether it never stood in the venue's book.
    """

    order_id: str
    reason: str
    refused: bool


@dataclass(frozen=True, slots=True)
class AccountAdjusted:
    """A position or cash came from outside, or went there: the account is told what its venue says.

    Attributes:
        amount: Signed quantity of a position, or cash in the account's currency; added to ours.
        reason: Why, with what each side said.
        sid: Of the position; None for cash.
        price: Of one unit, at which the position comes or goes without cash; None for cash.
    """

    amount: Decimal
    reason: str
    sid: int | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class JobDue:
    """A function of the strategy's that an engine schedules is due, between two bars.

    Attributes:
        name: Of the strategy's method.
        due_ns: When it was due by the engine's clock, UTC nanoseconds; the strategy is not told.
    """

    name: str
    due_ns: int


@dataclass(frozen=True, slots=True)
class BrokerMessage:
    """A venue said something that is of no order, such as that it will be down: ``on_broker_message`` is called.

    Attributes:
        code: The venue's.
        text: The venue's, without the secrets that are known in it.
        time_ns: When, by the venue's clock, UTC nanoseconds.
    """

    code: str
    text: str
    time_ns: int


type MarketEvent = SessionOpened | BarArrived | SessionClosed
type Event = (
    SessionOpened
    | BarArrived
    | BarClosed
    | SessionClosed
    | FillReported
    | OrderEnded
    | AccountAdjusted
    | JobDue
    | BrokerMessage
)
