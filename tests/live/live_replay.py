"""Rebuild a session on a live feed from its journal, in a process of its own; prints what it came to as JSON."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

from rustybt.live.feeds import feed_of_journal
from rustybt.live.journal_view import JournalReader
from rustybt.live.live_feed import LiveFeed
from rustybt.live.replay import refold
from rustybt.live.strategy_core import RunChoices, StrategyCore
from tests.live.made_markets import COINS, Trader


def came_to(venue):
    """Everything that two runs of a session must have in common, JSON-typed."""
    record = venue.record_of_run()
    return {
        "orders": [str(venue.order_at(row)) for row in range(venue.order_count)],
        "fills": [str(venue.fill_at(row)) for row in range(venue.fill_count)],
        "cash": str(venue.cash()),
        "value": str(venue.portfolio_value()),
        "recorded": str(record.recorded),
        "columns": {name: bytes(column).hex() for name, column in record.transactions.items()},
    }


def replayed(journal, seconds):
    """The core of a journal's session, folded anew from its records alone."""
    feed = LiveFeed([], COINS, bar_resolution=seconds, resume=feed_of_journal(journal))
    core = StrategyCore(Trader(), feed, RunChoices(capital_base=Decimal(100_000)), reported=True)
    core.initialize()
    reader = JournalReader.open(journal)
    found = refold(reader.read(), core)
    reader.close()
    assert not found.failure
    return {"effects": found.effects, "taken": found.taken, **came_to(core.venue)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(replayed(Path(sys.argv[1]), int(sys.argv[2]))))
