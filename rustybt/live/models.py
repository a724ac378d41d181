"""The frozen records that the parts of the live side hand each other.

Numbers in them are finite Decimals (an int, str or float that is given becomes one), times are UTC nanoseconds. What
turns them into JSON-typed values and back is in `rustybt.live.codecs`; what brokers say is in
`rustybt.live.brokers.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import total_ordering

from rustybt.assets.assets import Asset
from rustybt.exceptions import RecordError
from rustybt.finance.decimal.context import finite

__all__ = [
    "Answer",
    "AssetLike",
    "AssetRef",
    "CashEntry",
    "DiscrepancySeverity",
    "FillSnapshot",
    "Known",
    "OrderSnapshot",
    "PositionSnapshot",
    "ReconciliationStrategy",
    "StateCheckpoint",
    "Unknown",
    "asset_key",
]


@dataclass(frozen=True, slots=True)
class AssetRef:
    """An asset by name only: read without a finder, or named by a venue and not known to us.

    Attributes:
        sid: Its sid, or None if we have none for it.
        symbol: Its ticker, or the venue's own name.
    """

    sid: int | None
    symbol: str


type AssetLike = Asset | AssetRef
"""An asset, or what is known of one."""


def asset_key(asset: AssetLike) -> int | str:
    """Return what two records must share to be about the same asset: its sid, or its symbol if it has none.

    Args:
        asset: An asset or a reference to one.

    Example:
        >>> asset_key(AssetRef(7, "AAPL")), asset_key(AssetRef(None, "NEWCOIN"))
        (7, 'NEWCOIN')
    """
    return asset.symbol if asset.sid is None else asset.sid


@total_ordering
class DiscrepancySeverity(Enum):
    """How bad a difference is; they order from `MINOR` to `CRITICAL`."""

    MINOR = "minor"
    MODERATE = "moderate"
    CRITICAL = "critical"

    def __lt__(self, other: DiscrepancySeverity) -> bool:
        if not isinstance(other, DiscrepancySeverity):
            return NotImplemented
        order = list(DiscrepancySeverity)
        return order.index(self) < order.index(other)


class ReconciliationStrategy(Enum):
    """What to do about differences: note them, book adjustments to the broker's state, or halt if critical."""

    WARN_ONLY = "warn_only"
    SYNC_TO_BROKER = "sync_to_broker"
    HALT_AND_ALERT = "halt_and_alert"


@dataclass(frozen=True, slots=True)
class Known[T]:
    """A broker's answer.

    Attributes:
        value: What it said.
    """

    value: T


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer: a timeout or an error. It is never the same as an empty answer.

    Attributes:
        reason: Why there is none.
    """

    reason: str


type Answer[T] = Known[T] | Unknown
"""What a broker said, or why it said nothing."""


@dataclass(frozen=True, slots=True)
class PositionSnapshot:
    """A position at one moment.

    Attributes:
        asset: What is held.
        amount: Signed quantity, in shares or coins.
        cost_basis: What the open amount cost in all, in the account's currency; negative for a short one.
    """

    asset: AssetLike
    amount: Decimal
    cost_basis: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        _coerce(self, "amount", "cost_basis")


@dataclass(frozen=True, slots=True)
class OrderSnapshot:
    """An order at one moment, as we or a broker see it.

    Attributes:
        order_id: Our client id; "" for an order that is not ours.
        asset: What is traded.
        amount: Signed quantity that was ordered.
        status: A value of `rustybt.live.order_state.OrderState`, or a broker's word for the state
            (`rustybt.live.brokers.base.BrokerOrderStatus`).
        filled: Signed quantity that was filled so far.
        limit: Limit price, or None.
        stop: Stop price, or None.
        broker_order_id: The broker's id, "" if not known.
        reduce_only: Whether it can only make a position smaller.
    """

    order_id: str
    asset: AssetLike
    amount: Decimal
    status: str
    filled: Decimal = Decimal(0)
    limit: Decimal | None = None
    stop: Decimal | None = None
    broker_order_id: str = ""
    reduce_only: bool = False

    def __post_init__(self) -> None:
        _coerce(self, "amount", "filled", "limit", "stop")

    @property
    def remaining(self) -> Decimal:
        """Signed quantity that is not filled."""
        return self.amount - self.filled


@dataclass(frozen=True, slots=True)
class FillSnapshot:
    """A fill as it is kept: once per account and trade id, whatever the state of its order.

    Attributes:
        trade_id: The venue's id, unique in the account (an adapter of a venue that counts per symbol adds that).
        order_id: Our client id; "" for an order that is not ours.
        asset: What was traded.
        amount: Signed quantity, not 0.
        price: Price a unit.
        commission: What was charged; negative for a rebate.
        time_ns: When it happened at the venue, UTC nanoseconds.
        broker_order_id: The broker's id of the order, "" if not known.
        commission_currency: Of the commission; "" is the account's.
    """

    trade_id: str
    order_id: str
    asset: AssetLike
    amount: Decimal
    price: Decimal
    commission: Decimal
    time_ns: int
    broker_order_id: str = ""
    commission_currency: str = ""

    def __post_init__(self) -> None:
        _coerce(self, "amount", "price", "commission")
        if not self.trade_id or not self.amount:
            raise RecordError(
                f"fill {self.trade_id!r} of {self.amount} {self.asset}: a fill has an id and an amount other than 0"
            )


@dataclass(frozen=True, slots=True)
class CashEntry:
    """One line of a venue's cash ledger that is not the price of a fill.

    Attributes:
        entry_id: The venue's id, unique in the account.
        kind: What it is: ``fee``, ``funding``, ``interest``, ``borrow``, ``dividend``, ``transfer``, ...
        amount: Signed change of cash, in the account's currency.
        time_ns: When it was booked, UTC nanoseconds.
    """

    entry_id: str
    kind: str
    amount: Decimal
    time_ns: int

    def __post_init__(self) -> None:
        _coerce(self, "amount")
        if not self.entry_id:
            raise RecordError(
                f"a {self.kind} of {self.amount} has no id: without one it would be booked twice"
            )


@dataclass(frozen=True, slots=True)
class StateCheckpoint:
    """What a strategy and its account were at one moment; `rustybt.live.state_manager` keeps it on the disk.

    Attributes:
        timestamp: When, with a time zone; it becomes UTC, in whole microseconds.
        portfolio_value: Cash and positions, in the account's currency.
        cash: Cash.
        positions: What was held.
        pending_orders: What was still to be filled.
        strategy_state: What the strategy keeps, by name: None, bool, int, str, float, Decimal, dates, aware datetimes,
            assets, and lists, tuples and dicts of these.
        alignment_metrics: How the shadow agreed, by name, such as ``signal_match_rate``.
    """

    timestamp: datetime
    portfolio_value: Decimal
    cash: Decimal
    positions: tuple[PositionSnapshot, ...] = ()
    pending_orders: tuple[OrderSnapshot, ...] = ()
    strategy_state: Mapping[str, object] = field(default_factory=dict)
    alignment_metrics: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _coerce(self, "portfolio_value", "cash")
        object.__setattr__(self, "timestamp", _utc(self.timestamp))
        for name, kind in (("positions", PositionSnapshot), ("pending_orders", OrderSnapshot)):
            given = tuple(getattr(self, name))
            wrong = [each for each in given if not isinstance(each, kind)]
            if wrong:
                raise RecordError(f"{name} of a checkpoint holds {wrong[0]!r}: give each as {kind.__name__}")
            object.__setattr__(self, name, given)
        metrics = {name: finite(each, name) for name, each in self.alignment_metrics.items()}
        object.__setattr__(self, "alignment_metrics", metrics)

    @property
    def time_ns(self) -> int:
        """When it was taken, UTC nanoseconds."""
        return (self.timestamp - _EPOCH) // timedelta(microseconds=1) * 1000


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _utc(value: datetime) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise RecordError(
            f"timestamp {value!r} has no time zone: use datetime.now(UTC) or pd.Timestamp.now('UTC')"
        )
    # A pandas Timestamp is a datetime, and may be finer than one.
    return _EPOCH + timedelta(microseconds=(value.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1))


def _coerce(record: object, *names: str) -> None:
    for name in names:
        value = getattr(record, name)
        if value is not None and not (type(value) is Decimal and value.is_finite()):
            object.__setattr__(record, name, finite(value, f"{type(record).__name__}.{name}"))
