"""What the journal says of the core and of the orders: events and effects as records, and events back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from rustybt.exceptions import RecordError
from rustybt.live.codecs import Json, Resolver, decode_record, encode_record
from rustybt.live.journal_audit import order_tables
from rustybt.live.order_state import Applied, OrderEvent
from rustybt.model.effects import Effect, OrderFilled
from rustybt.model.events import BarArrived, BarClosed, Event

if TYPE_CHECKING:
    from rustybt.live.journal import Journal
    from rustybt.live.orders import LiveOrders

__all__ = ["decode_event", "decode_order_event", "encode_effect", "encode_event", "record_order"]

_EVENTS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event.__value__)}
_ORDER_EVENTS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(OrderEvent.__value__)}


def encode_event(event: Event | OrderEvent) -> dict[str, Json]:
    """Return an event of the core or of an order as a record.

    Args:
        event: Of a closed union.

    Example:
        >>> from rustybt.model.events import BarArrived
        >>> encode_event(BarArrived(7))
        {'type': 'BarArrived', 'step': 7}
        >>> encode_event(BarArrived(7, ((0, 100, 101, 99, 100, 5),)))
        {'type': 'BarArrived', 'step': 7, 'rows': [[0, 100, 101, 99, 100, 5]]}
    """
    fields = encode_record(event)
    if isinstance(event, BarArrived) and not event.rows:
        del fields["rows"]
    if isinstance(event, BarClosed) and not event.touched:
        del fields["touched"]
    return {"type": type(event).__name__, **fields}


def decode_event(record: Mapping[str, Any]) -> Event:
    """Return the core's event of a record.

    Args:
        record: As `encode_event` made it.

    Raises:
        RecordError: If it is no event of this version.

    Example:
        >>> decode_event({"type": "BarArrived", "step": 7})
        BarArrived(step=7, rows=())
    """
    event: Event = _decoded(record, _EVENTS, None)
    return event


def decode_order_event(record: Mapping[str, Any], assets: Resolver) -> OrderEvent:
    """Return an order's event of a record.

    Args:
        record: As `encode_event` made it.
        assets: Gives the assets of sids.

    Raises:
        RecordError: If it is no event of this version.
    """
    event: OrderEvent = _decoded(record, _ORDER_EVENTS, assets)
    return event


def encode_effect(effect: Effect) -> dict[str, Json]:
    """Return an effect as a record: what was traded or ordered, exactly, and under which id.

    Args:
        effect: Of the closed union.
    """
    if isinstance(effect, OrderFilled):
        return {"type": "OrderFilled", **encode_record(effect.transaction)}
    order = effect.order
    return {
        "type": type(effect).__name__,
        "order_id": order.id,
        "sid": order.asset.sid,
        "amount": str(order.amount),
        "filled": str(order.filled),
        "limit": None if order.limit is None else str(order.limit),
        "stop": None if order.stop is None else str(order.stop),
    }


def record_order(
    journal: Journal, orders: LiveOrders, event: OrderEvent, *, durable: bool = False
) -> Applied:
    """Journal an order's event and apply it; what it did to the order.

    Args:
        journal: Of the session.
        orders: Its book.
        event: What happened.
        durable: Whether it must be on the disk before anything else happens.
    """
    tables = order_tables(event, orders.get(event.order_id))
    journal.append("order", encode_event(event), durable=durable, tables=tables)
    return orders.apply(event)


def _decoded(record: Mapping[str, Any], kinds: Mapping[str, type[Any]], assets: Resolver | None) -> Any:
    kind = kinds.get(str(record.get("type")))
    if kind is None:
        raise RecordError(f"{dict(record)!r} is no event of this version: another one wrote it")
    return decode_record(kind, {name: value for name, value in record.items() if name != "type"}, assets)
