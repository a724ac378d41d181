"""What goes into the tables beside a record: an order's event as a row of the audit log, a position as its row.

Pure functions; `Journal.append` is given what they return as ``tables``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, assert_never

from rustybt.live.brokers.messages import (
    Accepted,
    Cancelled,
    Expired,
    Filled,
    OrderIntent,
    Refused,
    Rejected,
)
from rustybt.live.models import PositionSnapshot
from rustybt.live.order_state import (
    CancelSent,
    IntentJournalled,
    LiveOrder,
    OrderEvent,
    OutcomeUnknown,
    ResolvedAbsent,
    Sent,
)

__all__ = ["order_tables", "position_tables"]

_MILLISECOND = 1_000_000


def order_tables(
    event: OrderEvent, order: LiveOrder | None, *, account: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """Return the row of ``order_audit_log`` that an order's event writes, or nothing if it is not new.

    Args:
        event: What happened.
        order: The order before it; None for an intent, or for an order that is not ours.
        account: The account, within which order ids and trade ids are unique.

    Returns:
        One row under ``order_audit_log``, or an empty dict: for an order that is not known, and for a trade, an
        intent or a sending that the order already has.
    """
    intent = event.intent if isinstance(event, IntentJournalled) else (order.intent if order else None)
    if intent is None or intent.asset.sid is None or _is_known(event, order):
        return {}
    row: dict[str, Any] = {
        "order_id": event.order_id,
        "event_type": _event_type(event, order),
        "asset_sid": intent.asset.sid,
        "account": account,
        "event_timestamp": event.time_ns,
        "event_data": _event_data(event, intent, order),
    }
    broker_order_id = getattr(event, "broker_order_id", "") or (order.broker_order_id if order else "")
    if broker_order_id:
        row["broker_order_id"] = broker_order_id
    if isinstance(event, Filled):
        row["trade_id"] = event.trade_id
    return {"order_audit_log": [row]}


def position_tables(
    positions: Iterable[tuple[PositionSnapshot, Decimal]], time_ns: int, *, account: str = ""
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of ``live_positions`` for positions that changed; one that was closed has amount 0.

    Args:
        positions: Each with the last price of its asset; without a sid it has no row.
        time_ns: Time of the prices, UTC nanoseconds.
        account: The account.
    """
    rows = [
        {
            "asset_sid": position.asset.sid,
            "account": account,
            "amount": str(position.amount),
            "cost_basis": str(position.cost_basis),
            "last_sale_price": str(price),
            "last_sale_date": time_ns,
        }
        for position, price in positions
        if position.asset.sid is not None
    ]
    return {"live_positions": rows} if rows else {}


def _is_known(event: OrderEvent, order: LiveOrder | None) -> bool:
    if order is None:
        return False
    if isinstance(event, Filled):
        return event.trade_id in order.fills
    if isinstance(event, Sent):
        return order.sent_ns is not None
    return isinstance(event, IntentJournalled)


def _event_type(event: OrderEvent, order: LiveOrder | None) -> str:
    match event:
        case IntentJournalled():
            return "intent"
        case Sent():
            return "submitted"
        case CancelSent():
            return "cancel_requested"
        case OutcomeUnknown():
            return "unknown"
        case Accepted():
            return "accepted"
        case Filled():
            whole = order is not None and abs(order.filled + event.amount) >= abs(order.intent.amount)
            return "filled" if whole else "partially_filled"
        case Cancelled():
            return "canceled"
        case Expired():
            return "expired"
        case Refused() | Rejected() | ResolvedAbsent():
            return "rejected"
        case _:
            assert_never(event)


def _event_data(event: OrderEvent, intent: OrderIntent, order: LiveOrder | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "order_type": intent.order_type,
        "side": "buy" if intent.amount > 0 else "sell",
        "amount": str(abs(intent.amount)),
        "price": None if intent.limit_price is None else str(intent.limit_price),
        "stop_price": None if intent.stop_price is None else str(intent.stop_price),
    }
    reason = getattr(event, "reason", "") or getattr(event, "evidence", "")
    if reason:
        told["reason"] = reason
    if isinstance(event, Filled):
        told["fill_price"] = str(event.price)
        told["filled_amount"] = str(abs(event.amount))
        told["commission"] = str(event.fee)
        told["commission_currency"] = event.fee_currency
    if order is not None and order.sent_ns is not None:
        told["latency_ms"] = (event.time_ns - order.sent_ns) // _MILLISECOND
    return told
