"""A paper session on a real WebSocket server that sends ticks of a made-up market; its journal, replayed elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from rustybt import NoCommission
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal_view import JournalReader
from rustybt.live.live_feed import LiveFeed
from rustybt.live.streaming.models import StreamConfig
from rustybt.model.events import BarArrived
from tests.live.live_replay import came_to
from tests.live.made_markets import COINS, SECOND, Trader
from tests.live.sessions import opened
from tests.live.streaming.test_base import Stream

BARS = 8


class Market:
    """Sends trades of both coins about fifty times a second, and hangs up once."""

    def __init__(self):
        self.connections, self.sent, self.chance = 0, 0, random.Random(3)
        self.prices = {"BTC": 10_000, "ETH": 2_000}

    async def handle(self, connection):
        self.connections += 1
        with contextlib.suppress(ConnectionClosed):
            await connection.recv()
            ends = time.monotonic() + (3.3 if self.connections == 1 else 60)
            while time.monotonic() < ends:
                await connection.send(self.trades())
                await asyncio.sleep(0.02)

    def trades(self):
        each = []
        for symbol in self.prices:
            self.prices[symbol] += self.chance.randrange(-20, 21)
            self.sent += 1
            each.append(
                {
                    "s": symbol,
                    "t": time.time_ns(),
                    "p": str(self.prices[symbol] / 100),
                    "v": "0.5",
                    "id": str(self.sent),
                }
            )
        return json.dumps({"trades": each})


async def lived(folder):
    market = Market()
    async with serve(market.handle, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        quick = StreamConfig(reconnect_delay=0.05, reconnect_max_delay=0.05)
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        feed = LiveFeed(
            [Stream(f"ws://127.0.0.1:{port}", quick)],
            COINS,
            bar_resolution=1,
            end=tomorrow,
            patience_seconds=0.2,
        )
        session = await opened(folder, None, Trader(), feed=feed, header={"feed": feed.identity()})
        rows, late = [], []
        async with contextlib.aclosing(feed.events(session.parts.core.venue.timeline, 0)) as events:
            async for event in events:
                await session.take(event)
                if isinstance(event, BarArrived):
                    rows.append(event.rows)
                    late.append(time.time_ns() - session.now_ns)
                if len(rows) == BARS:
                    break
        await session.drain()
        journal = session.parts.journal
        journal.flush()
        kinds = {record.payload["kind"] for record in journal.read(0, ("feed",))}
        journal.close()
    return market, session, rows, late, kinds


async def told(engine, condition, seconds=60):
    """What the engine says once a condition on it holds."""
    async with asyncio.timeout(seconds):
        while True:
            status = engine.get_status()
            if condition(status):
                return status
            await asyncio.sleep(0.05)


async def ran(folder):
    market = Market()
    async with serve(market.handle, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]

        def engine():
            streams = [Stream(f"ws://127.0.0.1:{port}", StreamConfig(reconnect_delay=0.05))]
            tomorrow = datetime.now(UTC).date() + timedelta(days=1)
            feed = LiveFeed(
                streams,
                COINS,
                bar_resolution=1,
                end=tomorrow,
                patience_seconds=0.2,
                backfill_seconds=0.2,
            )
            broker = PaperBroker("100000", commission_model=NoCommission())
            return LiveTradingEngine(Trader(), broker, feed, folder=folder, shadow_mode=True)

        first = engine()
        await first.start()
        status = await told(first, lambda status: status.get("taken", 0) >= 7)
        await first.shutdown()
        await asyncio.sleep(2.2)
        second = engine()
        await second.start()
        assert second.get_status()["state"] == "ARMED"
        later = await told(second, lambda told: told.get("taken", 0) >= status["taken"] + 7)
        await second.shutdown()
        return later, second.get_shadow_report(), second.folder


def test_an_engine_on_a_real_stream_goes_on_after_a_restart(tmp_path):
    status, report, folder = asyncio.run(ran(tmp_path))
    assert status["state"] == "ARMED"
    reader = JournalReader.open(folder / "journal.db")
    steps = [each.payload for each in reader.read(0, ("event",)) if each.payload["type"] == "BarArrived"]
    refused = [each.payload["message"] for each in reader.read(0, ("refused",))]
    fills = [each for each in reader.read(0, ("event",)) if each.payload["type"] == "FillReported"]
    feed = {each.payload["kind"] for each in reader.read(0, ("feed",))}
    states = [each.payload["state"] for each in reader.read(0, ("state",))]
    reader.close()
    # The outage lacks bars, nothing else does, and no order left because of them.
    assert [each["step"] for each in steps] == list(range(steps[0]["step"], steps[0]["step"] + len(steps)))
    assert sum("rows" not in each for each in steps) in (1, 2, 3, 4)
    assert any("cannot be traded on" in message for message in refused)
    assert "hole" in feed
    assert "FAILED" not in states
    assert report is not None
    assert fills


def test_a_paper_session_on_a_real_stream_and_its_replay_in_another_process(tmp_path):
    market, session, rows, late, kinds = asyncio.run(lived(tmp_path))
    venue = session.parts.core.venue
    venue.check()
    assert market.connections == 2
    assert sum(len(each) == 2 for each in rows) >= BARS - 2
    assert venue.fill_count > 0
    assert {"gap", "hole", "stream_connected", "stream_reconnecting"} <= kinds
    # A bar is out soon after its end and the patience; the machine may be busy.
    assert 0.2 * SECOND <= sorted(late)[len(late) // 2] < 2 * SECOND
    here = came_to(venue)
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.live.live_replay", str(tmp_path / "journal.db"), "1"],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert done.returncode == 0, done.stderr
        there = json.loads(done.stdout)
        assert there.pop("effects") > 0
        assert there.pop("taken") == session.taken
        assert there == here
