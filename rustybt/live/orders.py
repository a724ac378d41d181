"""The book of every live order of an account, and the proof that a venue never took one.

`LiveOrders` is a pure fold over order events: the journal's records applied in order give the same book, and so does
`LiveOrders.restore` of a snapshot with the events since. Ids of the venue are unique in the account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from rustybt.exceptions import OrderStateError, RecordError, UnknownOrderError
from rustybt.finance.decimal.context import total
from rustybt.live.brokers.messages import Filled
from rustybt.live.codecs import Json, Resolver, decode_record, encode_record
from rustybt.live.models import Answer, AssetLike, FillSnapshot, Known, OrderSnapshot, asset_key
from rustybt.live.order_state import (
    Applied,
    IntentJournalled,
    LiveOrder,
    OrderEvent,
    OrderState,
    ResolvedAbsent,
)

__all__ = ["Exposure", "LiveOrders", "prove_absent"]

_ZERO = Decimal(0)
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Exposure:
    """What orders may still do to the position in an asset, at worst.

    Attributes:
        buys: Quantity that may still be bought, 0 or more.
        sells: Quantity that may still be sold, 0 or less.
    """

    buys: Decimal = _ZERO
    sells: Decimal = _ZERO

    def worst(self, position: Decimal) -> Decimal:
        """Return the largest quantity, long or short, that a position may become without its sign.

        Args:
            position: Signed quantity that is held.
        """
        return max(abs(total(position, self.buys)), abs(total(position, self.sells)))


class LiveOrders:
    """Every live order of an account by its ids, and what they may still do.

    Orders that others sent (EXTERNAL) count in the exposure; they are never cancelled, and their fills are not of any
    order here.
    """

    def __init__(self) -> None:
        self._orders: dict[str, LiveOrder] = {}
        self._by_broker_id: dict[str, str] = {}
        self._by_trade: dict[str, str] = {}
        self._exposed: dict[int | str, dict[str, None]] = {}
        self._external: tuple[OrderSnapshot, ...] = ()
        self._known: dict[int | str, Exposure] = {}

    def __len__(self) -> int:
        return len(self._orders)

    def __iter__(self) -> Iterator[LiveOrder]:
        return iter(self._orders.values())

    @property
    def external(self) -> tuple[OrderSnapshot, ...]:
        """The open orders of the account that are not ours, as last seen."""
        return self._external

    def apply(self, event: OrderEvent) -> Applied:
        """Apply an event to its order.

        Args:
            event: What happened; the same one may come again.

        Raises:
            UnknownOrderError: If no order here has its id: it is of an EXTERNAL order, or was forgotten.
            OrderStateError: As `LiveOrder.apply`, or the venue's id of an order or a trade is another order's.
            OverfillError: As `LiveOrder.apply`.
        """
        done = self.tried(event)
        if done.changed:
            self._put(done.order, [done.fill.trade_id] if done.fill is not None else [])
        return done

    def tried(self, event: OrderEvent) -> Applied:
        """Return what `apply` would do, and do nothing.

        Args:
            event: As of `apply`, whose errors it raises.
        """
        done = self._of(event).apply(event)
        if done.changed:
            self._check_ids(done.order, [done.fill.trade_id] if done.fill is not None else [])
        return done

    def holds(self, fill: Filled) -> bool:
        """Tell whether a fill was applied just as it is told now: a trade id alone may be another trade's.

        Args:
            fill: As the broker tells it.
        """
        known = self.fill(fill.trade_id)
        if known is None or fill.order_id not in ("", known.order_id):
            return False
        asset = known.asset if fill.asset is None else fill.asset
        told = (asset_key(asset), fill.amount, fill.price)
        return told == (asset_key(known.asset), known.amount, known.price)

    def rescale(
        self, order_id: str, amount: Decimal, limit_price: Decimal | None, stop_price: Decimal | None
    ) -> None:
        """Take note that a split has changed what is left of an order, as a venue that adjusts orders does.

        Args:
            order_id: Our id.
            amount: Signed quantity that its fills will come to, those before the split as they were booked.
            limit_price: Its limit now, or None.
            stop_price: Its stop now, or None.
        """
        order = self._orders[order_id]
        intent = replace(order.intent, amount=amount, limit_price=limit_price, stop_price=stop_price)
        self._put(replace(order, intent=intent), [])

    def charge(self, trade_id: str, fee: Decimal, currency: str) -> None:
        """Take note that the fee of a trade is another one than was told with it.

        Args:
            trade_id: Of a fill that was applied.
            fee: What was charged after all.
            currency: Of the fee.
        """
        order = self._orders[self._by_trade[trade_id]]
        fill = replace(order.fills[trade_id], commission=fee, commission_currency=currency)
        self._put(replace(order, fills={**order.fills, trade_id: fill}), [])

    def fill(self, trade_id: str) -> FillSnapshot | None:
        """Return the fill of a trade that was applied, or None.

        Args:
            trade_id: The venue's.
        """
        order = self._orders.get(self._by_trade.get(trade_id, ""))
        return None if order is None else order.fills[trade_id]

    def get(self, order_id: str) -> LiveOrder | None:
        """Return the order of an id of ours, or None.

        Args:
            order_id: Our id.
        """
        return self._orders.get(order_id)

    def by_broker_id(self, broker_order_id: str) -> LiveOrder | None:
        """Return the order of a venue's id, or None.

        Args:
            broker_order_id: The venue's id.
        """
        return self._orders.get(self._by_broker_id.get(broker_order_id, ""))

    def open(self) -> tuple[LiveOrder, ...]:
        """Return the orders that may still be filled, as far as the venue said, UNKNOWN ones included."""
        return tuple(each for each in self._counted() if each.open)

    def counted(self) -> tuple[LiveOrder, ...]:
        """Return the orders that may still change a position: open ones, and ended ones with fills not seen yet."""
        return tuple(self._counted())

    def unknown(self) -> tuple[LiveOrder, ...]:
        """Return the orders of which nobody knows whether the venue took them."""
        return tuple(each for each in self._counted() if each.state is OrderState.UNKNOWN)

    def in_flight(self) -> tuple[LiveOrder, ...]:
        """Return the orders that something is under way for.

        They are journalled, sent, UNKNOWN, asked to be cancelled, or ended with fills told of but not seen.
        """
        return tuple(each for each in self._counted() if not each.open or _moving(each))

    def blocked(self, asset: AssetLike) -> bool:
        """Tell whether no new risk may be taken in an asset, since the fate of an order in it is not known.

        Args:
            asset: An asset or a reference to one.
        """
        orders = self._counted(asset_key(asset))
        return any(each.state is OrderState.UNKNOWN or (each.open and each.disputed) for each in orders)

    def exposure(self, asset: AssetLike) -> Exposure:
        """Return what the orders in an asset, EXTERNAL ones included, may still do at worst.

        Args:
            asset: An asset or a reference to one.
        """
        key = asset_key(asset)
        if (known := self._known.get(key)) is not None:
            return known
        rests = [each.exposed for each in self._counted(key)]
        rests += [each.remaining for each in self._external if asset_key(each.asset) == key]
        buys, sells = ([each for each in rests if (each > 0) == up] for up in (True, False))
        return self._known.setdefault(key, Exposure(total(*buys), total(*sells)))

    def exposures(self) -> Mapping[int | str, Exposure]:
        """Return the exposure of every asset in which orders may still do something, by sid (or symbol)."""
        assets = {
            key: self._orders[next(iter(ids))].intent.asset for key, ids in self._exposed.items() if ids
        }
        found: dict[int | str, AssetLike] = {asset_key(each.asset): each.asset for each in self._external}
        return {key: self.exposure(asset) for key, asset in {**found, **assets}.items()}

    def trade_ids(self) -> KeysView[str]:
        """Return the ids of every trade that was applied, as they are at any time."""
        return self._by_trade.keys()

    def fills(self) -> tuple[FillSnapshot, ...]:
        """Return every fill that was applied, order by order."""
        return tuple(fill for each in self for fill in each.fills.values())

    def see_external(self, orders: Iterable[OrderSnapshot]) -> None:
        """Take note of the open orders of the account that are not ours; they replace those of before.

        Args:
            orders: All of them, as a broker that answered told.
        """
        self._external = tuple(orders)
        self._known.clear()

    def forget(self, before_ns: int) -> int:
        """Drop orders that are over and done with; the journal keeps them. Returns how many.

        Args:
            before_ns: Only those that did not change since, UTC nanoseconds.
        """
        old = [each for each in self if not each.open and not each.exposed and each.changed_ns < before_ns]
        for each in old:
            del self._orders[each.order_id]
            self._by_broker_id.pop(each.broker_order_id, None)
            for trade_id in each.fills:
                del self._by_trade[trade_id]
        return len(old)

    def state(self) -> dict[str, Json]:
        """Return the whole book, JSON-typed."""
        return {
            "format": _FORMAT,
            "orders": [encode_record(each) for each in self],
            "external": [encode_record(each) for each in self._external],
        }

    @classmethod
    def restore(cls, state: Mapping[str, object], assets: Resolver | None = None) -> LiveOrders:
        """Return the book that `state` was called on.

        Args:
            state: What it returned.
            assets: Gives the assets of sids.

        Raises:
            RecordError: If it is of another format, or damaged.
        """
        orders, external = state.get("orders"), state.get("external")
        if state.get("format") != _FORMAT or not isinstance(orders, list) or not isinstance(external, list):
            raise RecordError(
                f"orders of format {state.get('format')!r} cannot be read: this version reads {_FORMAT}; replay the "
                "journal instead"
            )
        book = cls()
        for each in orders:
            order = decode_record(LiveOrder, each, assets)
            book._check_ids(order, order.fills)
            book._put(order, order.fills)
        book.see_external(decode_record(OrderSnapshot, each, assets) for each in external)
        return book

    def _of(self, event: OrderEvent) -> LiveOrder:
        order = self._orders.get(event.order_id)
        if order is None and isinstance(event, IntentJournalled):
            return LiveOrder(event.intent)
        if order is None and isinstance(event, Filled) and not event.order_id:
            order = self.by_broker_id(event.broker_order_id)
        if order is None:
            raise UnknownOrderError(f"{event!r} is of no order here: it is EXTERNAL, or was forgotten")
        return order

    def _check_ids(self, order: LiveOrder, trades: Iterable[str]) -> None:
        _check_owner(self._by_broker_id, order.broker_order_id, order.order_id, "venue order")
        for trade_id in trades:
            _check_owner(self._by_trade, trade_id, order.order_id, "trade")

    def _put(self, order: LiveOrder, trades: Iterable[str]) -> None:
        mine = order.order_id
        if order.broker_order_id:
            self._by_broker_id[order.broker_order_id] = mine
        self._by_trade.update(dict.fromkeys(trades, mine))
        self._orders[mine] = order
        self._known.pop(asset_key(order.intent.asset), None)
        counted = self._exposed.setdefault(asset_key(order.intent.asset), {})
        if order.open or order.exposed:
            counted[mine] = None
        else:
            counted.pop(mine, None)

    def _counted(self, key: int | str | None = None) -> Iterator[LiveOrder]:
        groups = self._exposed.values() if key is None else (self._exposed.get(key, {}),)
        return (self._orders[order_id] for ids in groups for order_id in ids)


def prove_absent(
    order: LiveOrder,
    *,
    now_ns: int,
    valid_until_ns: int | None,
    found: Answer[OrderSnapshot | None],
    fills: Answer[tuple[FillSnapshot, ...]],
) -> ResolvedAbsent | None:
    """Return the proof that a venue never took an order, or None while there is none.

    Args:
        order: The order, of an outcome that is not known.
        now_ns: When both questions were asked at the earliest, by the clock that ``valid_until_ns`` is of.
        valid_until_ns: Time after which the venue cannot take the request any more: when it was sent, the venue's
            receive window, clock skew and a margin. None if the venue has no such window: then there is no proof.
        found: What the venue said when asked for the order.
        fills: Every fill of the account since the order was sent.
    """
    if order.state not in (OrderState.JOURNALLED, OrderState.SENT, OrderState.UNKNOWN):
        return None
    if valid_until_ns is None or now_ns <= valid_until_ns:
        return None
    if not isinstance(found, Known) or found.value is not None or not isinstance(fills, Known):
        return None
    if any(each.order_id == order.order_id for each in fills.value):
        return None
    return ResolvedAbsent(
        order.order_id,
        f"asked at {now_ns}, after the venue's window ended at {valid_until_ns}: no such order, and no fill of it "
        f"among {len(fills.value)}",
        now_ns,
    )


def _check_owner(ids: Mapping[str, str], venue_id: str, order_id: str, what: str) -> None:
    owner = ids.get(venue_id, order_id)
    if owner != order_id:
        raise OrderStateError(
            f"{what} {venue_id} is of {owner} and of {order_id}: ids of a venue must be unique in the account; an "
            "adapter whose venue counts per symbol adds the symbol"
        )


def _moving(order: LiveOrder) -> bool:
    return order.cancel_sent_ns is not None or order.state in (
        OrderState.CREATED,
        OrderState.JOURNALLED,
        OrderState.SENT,
        OrderState.UNKNOWN,
    )
