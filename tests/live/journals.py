"""What the tests of the journal share: a clock that counts, and journals with something in them."""

from __future__ import annotations

from rustybt.live.journal import Journal
from rustybt.live.journal_records import split_payload

CREATED = 1_000


class Clock:
    """Counts up by one at each look."""

    def __init__(self, now_ns=CREATED):
        self.now_ns = now_ns

    def __call__(self):
        self.now_ns += 1
        return self.now_ns - 1


def open_journal(path, **options):
    return Journal.open(path, strategy="momentum", clock=options.pop("clock", Clock()), **options)


def put(journal, kind, told, **options):
    """Append what is told; what stands under a table's name goes there."""
    payload, tables = split_payload(told)
    return journal.append(kind, payload, tables=tables, **options)


def position(sid, amount, **more):
    return {
        "asset_sid": sid, "amount": amount, "cost_basis": "101.5", "last_sale_price": "102",
        "last_sale_date": 5, **more,
    }  # fmt: skip


def audit(order_id, event_type, **more):
    return {"order_id": order_id, "event_type": event_type, "asset_sid": 7, **more}


def state(cash):
    return {
        "state_data": {"cash": cash}, "portfolio_value": "100000", "cash": cash,
        "positions_snapshot": [], "pending_orders_snapshot": [{"order_id": "o-1"}],
    }  # fmt: skip


def fill_journal(journal, orders=4):
    """Append what a session leaves: bars, orders, fills, positions, a state."""
    for n in range(orders):
        put(journal, "bar", {"close": f"10{n}.25", "n": n})
        put(journal, "order", {"side": "buy", "order_audit_log": [audit(f"o-{n}", "intent")]})
        put(
            journal,
            "fill",
            {
                "price": "101.5",
                "order_audit_log": [audit(f"o-{n}", "filled", trade_id=f"t-{n}", broker_order_id=f"b-{n}")],
                "live_positions": [position(7, str(n + 1)), position(n, "0.5", account="second")],
                "strategy_state": state(f"{1000 - n}"),
            },
        )
    journal.flush()
