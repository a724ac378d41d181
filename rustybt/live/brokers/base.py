"""The port that every broker fills: one way to send an order, to ask about it, and to hear of it.

Send once, then ask. `BrokerAdapter.submit_order` sends its request at most once and has three ends:

- it returns `Accepted`: the venue has the order;
- it returns `Refused`: the venue said, in words that are kept as evidence, that it does not and will not have it;
- it raises `BrokerTimeoutError` or `BrokerConnectionError`: nobody knows. The order is UNKNOWN, and is resolved by
  `get_order`, `get_open_orders` and `get_fills`, never by sending it again, not even with the same id.

What the venue says later comes on two lanes that say the same things: `reports`, which may lose, repeat, delay or
reorder them, and `get_fills`, which is complete. A fill is known by its trade id and counts once, by whichever lane it
came.

Numbers are ``Decimal``, times are UTC nanoseconds of the venue's clock unless a name says otherwise. An adapter holds
no state that matters: whoever loses it connects again and asks.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rustybt.exceptions import BrokerError
from rustybt.live.brokers.messages import Filled, OrderType, TimeInForce  # codecs read fields by their types

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.messages import BrokerReport, CancelAnswer, OrderIntent, SubmitAnswer
    from rustybt.live.redaction import Secret

__all__ = [
    "AccountIdentity",
    "AccountInfo",
    "BrokerAdapter",
    "BrokerCapabilities",
    "BrokerOrder",
    "BrokerOrderStatus",
    "BrokerPosition",
    "Environment",
    "FillPage",
    "OrderIdRule",
]

type Environment = Literal["paper", "testnet", "live"]
"""Whose money it is: nobody's in this process, nobody's at the venue, yours."""

type BrokerOrderStatus = Literal["pending", "open", "partial", "filled", "cancelled", "rejected", "expired"]
"""How a venue sees an order; ``pending`` is accepted but not yet working, such as a stop that was not touched."""

type OrderIdRule = Literal["unique_for_ever", "unique_while_open"]
"""When a venue refuses an id that it has seen: always, or only as long as the first order of that id is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPage:
    """Some fills of the account, oldest first.

    Attributes:
        fills: In the venue's order; each is in exactly one page.
        cursor: Hand it in for what comes after.
        complete: Whether nothing more was there when the venue answered.
    """

    fills: tuple[Filled, ...]
    cursor: str
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerOrder:
    """An order as the venue sees it.

    Attributes:
        order_id: Our id; "" if it was not sent by us.
        broker_order_id: The venue's.
        asset: What is traded; None if the symbol is not known to us.
        symbol: The venue's symbol.
        amount: Signed quantity that was ordered.
        filled: Signed quantity that was filled.
        order_type: As ordered.
        limit_price: As ordered, or None.
        stop_price: As ordered, or None.
        time_in_force: As ordered.
        reduce_only: As ordered.
        status: Where it is.
        created_ns: When it was accepted.
        updated_ns: When it last changed.
    """

    order_id: str
    broker_order_id: str
    asset: Asset | None
    symbol: str
    amount: Decimal
    filled: Decimal
    order_type: OrderType
    limit_price: Decimal | None
    stop_price: Decimal | None
    time_in_force: TimeInForce
    reduce_only: bool
    status: BrokerOrderStatus
    created_ns: int
    updated_ns: int

    @property
    def open(self) -> bool:
        """Whether it can still be filled."""
        return self.status in ("pending", "open", "partial")

    @property
    def remaining(self) -> Decimal:
        """Signed quantity that is not filled."""
        return self.amount - self.filled


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerPosition:
    """A position as the venue sees it.

    Attributes:
        asset: What is held; None if the symbol is not known to us.
        symbol: The venue's symbol.
        amount: Signed quantity.
        cost_basis: Average price paid, or None if the venue does not say.
        market_value: Signed value at the venue's mark, or None if it does not say.
    """

    asset: Asset | None
    symbol: str
    amount: Decimal
    cost_basis: Decimal | None = None
    market_value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountInfo:
    """The account as the venue sees it.

    Attributes:
        currency: Of every amount here.
        cash: Settled or not, as the venue counts it.
        portfolio_value: Cash and positions.
        buying_power: What may be spent.
        margin_used: What is bound.
        balances: Total of each currency, where the account holds several.
        time_ns: When the venue said so.
    """

    currency: str
    cash: Decimal
    portfolio_value: Decimal
    buying_power: Decimal
    margin_used: Decimal = Decimal(0)
    balances: Mapping[str, Decimal] = field(default_factory=dict)
    time_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountIdentity:
    """Whose account it is, as the venue said after the connection was made; a port or a URL proves nothing.

    Attributes:
        broker: Name of the broker.
        account_id: The venue's name of the account.
        environment: What the venue says it is.
        currency: Of the account.
        time_ns: The venue's clock.
    """

    broker: str
    account_id: str
    environment: Environment
    currency: str
    time_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerCapabilities:
    """What a broker can do and promises.

    Attributes:
        order_types: What `submit_order` takes.
        times_in_force: The same.
        order_id_rule: When an id that was used is refused.
        reduce_only: Whether the venue enforces it.
        receive_window_ns: How long after it was sent, by the stamp in it and the venue's clock, a request may still be
            taken and then become visible to queries; later the venue itself refuses it. Only past it, and past the
            clocks' difference and a margin, is an order that is not found, and has no fill, an order that was not
            accepted. None: absence is never evidence.
        dead_man: Whether `arm_dead_man` works.
        short_selling: Whether a sale may open a position.
    """

    order_types: frozenset[OrderType]
    times_in_force: frozenset[TimeInForce]
    order_id_rule: OrderIdRule
    reduce_only: bool
    receive_window_ns: int | None
    dead_man: bool = False
    short_selling: bool = True


class BrokerAdapter(ABC):
    """One account at one broker.

    Every method that asks raises `BrokerConnectionError` when it is not connected or the lane breaks,
    `BrokerTimeoutError` when no answer came, `BrokerMaintenanceError` when the venue says that it is down, and all but
    `submit_order` raise `BrokerRateLimitError` when they come too often. Reads and cancels may be repeated;
    `submit_order` may not. No method retries by itself, and none swallows a cancellation.

    Attributes:
        name: Of the broker, such as ``"paper"``.
        environment: What it is configured for; the engine compares it with what `connect` returns.
    """

    name: str
    environment: Environment

    def secrets(self) -> Iterable[Secret]:
        """Return what must never be written, such as its keys: the engine hides it wherever it says something."""
        return ()

    @property
    @abstractmethod
    def capabilities(self) -> BrokerCapabilities:
        """What the broker can do; fixed once connected."""

    @property
    @abstractmethod
    def is_connected(self) -> bool:
        """Whether requests can be sent, as far as is known here."""

    @abstractmethod
    async def connect(self) -> AccountIdentity:
        """Connect, and ask the venue whose account this is; when connected already, only ask.

        Raises:
            BrokerConnectionError: If there is no connection, or the credentials were refused.
        """

    @abstractmethod
    async def disconnect(self) -> None:
        """Close every lane and end `reports`; orders stay as they are. Never raises for being disconnected."""

    @abstractmethod
    async def submit_order(self, intent: OrderIntent) -> SubmitAnswer:
        """Send an order, once.

        Args:
            intent: What to send; its intent is durable before this is called.

        Returns:
            `Accepted`, or `Refused` with the venue's evidence. Nothing else is an answer.

        Raises:
            BrokerTimeoutError: If no answer came: the order is UNKNOWN.
            BrokerConnectionError: If the lane broke or the answer made no sense: the order is UNKNOWN.
        """

    @abstractmethod
    async def cancel_order(self, order_id: str) -> CancelAnswer:
        """Ask for an order to be cancelled; safe to repeat.

        Args:
            order_id: Our id.

        Returns:
            `CancelRequested`, or `Refused`: ``already_done`` if it has ended, ``not_found`` if the venue has no such
            order.
        """

    @abstractmethod
    async def get_order(self, order_id: str) -> BrokerOrder | None:
        """Return an order, open or ended, by our id; the latest one where the venue let an id be used again.

        Args:
            order_id: Our id.

        Returns:
            The order, or None if the venue says that it does not have it, which alone proves nothing (see
            `BrokerCapabilities.receive_window_ns`).
        """

    @abstractmethod
    async def get_open_orders(self) -> tuple[BrokerOrder, ...]:
        """Return every open order of the account, those that others sent included."""

    @abstractmethod
    async def get_positions(self) -> tuple[BrokerPosition, ...]:
        """Return every position that is not 0, those of assets that we do not know included."""

    @abstractmethod
    async def get_account_info(self) -> AccountInfo:
        """Return cash and values."""

    @abstractmethod
    async def get_fills(self, since: str = "") -> FillPage:
        """Return the account's fills after a cursor, oldest first; this lane is complete.

        Args:
            since: The ``cursor`` of an earlier page; "" for the beginning of what the venue keeps.
        """

    @abstractmethod
    async def get_time_ns(self) -> int:
        """Return the venue's clock, UTC nanoseconds."""

    @abstractmethod
    def reports(self) -> AsyncIterator[BrokerReport]:
        """Return what the venue reports from this call on, until `disconnect`; a second reader ends the first.

        It may be called before `connect`. A lost lane shows as `Disconnected`; the adapter opens it again by itself,
        which shows as `Reconnected` within the same iteration: what was missed in between is then to be pulled.
        """

    async def arm_dead_man(self, timeout_ns: int) -> None:
        """Have the venue cancel every open order unless this is called again in time; 0 disarms.

        Args:
            timeout_ns: How long it waits.

        Raises:
            BrokerError: If the venue has no such thing; see ``capabilities.dead_man``.
        """
        raise BrokerError(f"{self.name} cannot be armed for {timeout_ns} ns: capabilities.dead_man is False")
