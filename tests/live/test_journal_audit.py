"""What an order goes through, as the audit log tells it."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from rustybt.assets import Equity
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Filled, OrderIntent, Refused, Rejected
from rustybt.live.journal import verify_journal
from rustybt.live.journal_audit import order_tables, position_tables
from rustybt.live.models import AssetRef, PositionSnapshot
from rustybt.live.order_state import (
    CancelSent,
    IntentJournalled,
    LiveOrder,
    OrderEvent,
    OutcomeUnknown,
    ResolvedAbsent,
    Sent,
)
from rustybt.live.tables import AUDIT_EVENTS
from tests.live.journals import open_journal

APPLE = Equity(7, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
INTENT = OrderIntent(
    order_id="o-1", asset=APPLE, amount=Decimal(-10), order_type="limit", limit_price=Decimal("180.50")
)
MS = 1_000_000


def fill(trade_id, amount, time_ns=7 * MS):
    return Filled(
        trade_id=trade_id, order_id="o-1", broker_order_id="b-1", asset=APPLE, symbol="AAPL", amount=Decimal(amount),
        price=Decimal("180.75"), fee=Decimal("0.10"), fee_currency="USD", time_ns=time_ns,
    )  # fmt: skip


ACCEPTED = Accepted(order_id="o-1", broker_order_id="b-1", time_ns=4 * MS)
CANCELLED = Cancelled(
    order_id="o-1", broker_order_id="b-1", filled=Decimal(-10), reason="late", time_ns=9 * MS
)
EVENTS = {
    "intent": IntentJournalled(INTENT, MS),
    "submitted": Sent("o-1", 2 * MS),
    "accepted": ACCEPTED,
    "cancel_requested": CancelSent("o-1", 5 * MS),
    "unknown": OutcomeUnknown("o-1", "no answer", 5 * MS),
    "canceled": CANCELLED,
    "expired": Expired(
        order_id="o-1", broker_order_id="b-1", filled=Decimal(0), reason="day", time_ns=9 * MS
    ),
}
REJECTED = [
    Refused(order_id="o-1", code="price", evidence="too far", time_ns=3 * MS),
    Rejected(order_id="o-1", broker_order_id="b-1", code="price", evidence="too far", time_ns=3 * MS),
    ResolvedAbsent("o-1", "asked twice", 3 * MS),
]


def sent():
    return LiveOrder(INTENT).apply(EVENTS["intent"]).order.apply(EVENTS["submitted"]).order


@pytest.mark.parametrize("event_type", EVENTS)
def test_each_event_has_its_word(event_type):
    before = {"intent": None, "submitted": LiveOrder(INTENT).apply(EVENTS["intent"]).order}.get(
        event_type, sent()
    )
    (row,) = order_tables(EVENTS[event_type], before)["order_audit_log"]
    assert (row["event_type"], row["order_id"], row["asset_sid"]) == (event_type, "o-1", 7)
    assert row["event_timestamp"] == EVENTS[event_type].time_ns


@pytest.mark.parametrize("event", REJECTED)
def test_a_rejection_says_why(event):
    (row,) = order_tables(event, sent())["order_audit_log"]
    assert row["event_type"] == "rejected"
    assert row["event_data"]["reason"] == event.evidence


def test_every_event_of_an_order_is_covered():
    told = {type(event) for event in (*EVENTS.values(), *REJECTED, fill("t", 1))}
    assert told == set(get_args(OrderEvent.__value__))
    assert set(EVENTS) < set(AUDIT_EVENTS)


def test_a_fill_tells_all():
    order = sent().apply(ACCEPTED).order
    (row,) = order_tables(fill("t-1", -4), order, account="DU1")["order_audit_log"]
    assert row == {
        "order_id": "o-1", "event_type": "partially_filled", "asset_sid": 7, "account": "DU1",
        "event_timestamp": 7 * MS, "broker_order_id": "b-1", "trade_id": "t-1",
        "event_data": {
            "order_type": "limit", "side": "sell", "amount": "10", "price": "180.50", "stop_price": None,
            "fill_price": "180.75", "filled_amount": "4", "commission": "0.10", "commission_currency": "USD",
            "latency_ms": 5,
        },
    }  # fmt: skip
    order = order.apply(fill("t-1", -4)).order
    (row,) = order_tables(fill("t-2", -6), order)["order_audit_log"]
    assert row["event_type"] == "filled"


def test_what_is_known_has_no_second_row():
    order = sent().apply(ACCEPTED).order.apply(fill("t-1", -4)).order
    for again in (fill("t-1", -4), EVENTS["submitted"], EVENTS["intent"]):
        assert order_tables(again, order) == {}
    assert order_tables(ACCEPTED, None) == {}  # an order that is not ours


def test_a_position_is_its_row():
    told = [
        (PositionSnapshot(APPLE, Decimal("-1.50"), Decimal(-270)), Decimal("181.00")),
        (PositionSnapshot(AssetRef(None, "NEWCOIN"), Decimal(1)), Decimal(2)),
    ]
    assert position_tables(told, 5, account="DU1") == {
        "live_positions": [
            {
                "asset_sid": 7, "account": "DU1", "amount": "-1.50", "cost_basis": "-270",
                "last_sale_price": "181.00", "last_sale_date": 5,
            }
        ]
    }  # fmt: skip
    assert position_tables([], 5) == {}


def test_a_journal_takes_it(tmp_path):
    order = None
    with open_journal(tmp_path / "j") as journal:
        for event in (
            *list(EVENTS.values())[:4],
            fill("t-1", -4),
            fill("t-1", -4),
            fill("t-2", -6),
            CANCELLED,
        ):
            journal.append("order", {"n": 1}, tables=order_tables(event, order))
            order = (order or LiveOrder(INTENT)).apply(event).order
        told = journal.append(
            "x",
            {},
            tables=position_tables([(PositionSnapshot(APPLE, Decimal(-10)), Decimal(1))], 5),
            durable=True,
        )
        rows = journal.sql("SELECT event_type, broker_order_id, event_data FROM order_audit_log ORDER BY id")
        assert journal.sql("SELECT seq, amount FROM live_positions") == [{"seq": told, "amount": "-10"}]
    assert [row["event_type"] for row in rows] == [
        "intent", "submitted", "accepted", "cancel_requested", "partially_filled", "filled", "canceled",
    ]  # fmt: skip
    assert {row["broker_order_id"] for row in rows[2:]} == {"b-1"}
    assert json.loads(rows[5]["event_data"])["filled_amount"] == "6"
    assert verify_journal(tmp_path / "j").audit_rows == 7
