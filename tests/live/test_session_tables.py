"""What a session leaves in the tables that people query."""

from __future__ import annotations

import asyncio

from rustybt.live.journal import verify_journal
from tests.live.sessions import followed, opened
from tests.live.test_session import RISING, Buys


def test_orders_and_positions_can_be_queried(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        await followed(session, 7)
        journal = session.parts.journal
        journal.flush()
        events = [
            row["event_type"]
            for row in journal.sql(
                "select event_type from order_audit_log where order_id = ? order by id",
                [next(iter(session.orders)).order_id],
            )
        ]
        assert events == ["intent", "submitted", "accepted", "filled"]
        (account,) = journal.sql(
            "select broker_name, connection_type, label, last_connected_at from broker_connections"
        )
        (told,) = journal.read(0, ("connected",))
        assert tuple(account.values()) == ("paper", "paper", told.payload["account"], told.time_ns)
        (position,) = journal.sql("select asset_sid, amount from live_positions")
        held = session.parts.core.venue.position(session.parts.core.strategy.asset)
        assert (position["asset_sid"], position["amount"]) == (0, str(held[1]))
        journal.close()

    asyncio.run(live())
    assert verify_journal(tmp_path / "journal.db")
