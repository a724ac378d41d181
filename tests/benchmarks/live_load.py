"""What a live session bears: market data at a high rate, and an account of a thousand positions."""

from __future__ import annotations

import asyncio
import gc
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread

from rustybt import Cryptocurrency, TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.checkpoints import Checkpoints
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal import JournalReader
from rustybt.live.live_feed import LiveFeed
from rustybt.live.models import OrderSnapshot, PositionSnapshot
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.session_views import status_of
from rustybt.live.streaming.models import TickData
from tests.benchmarks.live_latency import Idle, spread
from tests.engine.panels import panel
from tests.live.sessions import followed, opened

COINS = 50
BURST = 50_000
PATIENCE = 0.2


class Silent:
    """A stream that brings nothing: all comes by `push_market_data`."""

    def attach(self, **_):
        self.ended = asyncio.Event()

    async def subscribe(self, symbols, channels):
        pass

    async def connect(self):
        pass

    async def disconnect(self):
        self.ended.set()

    async def wait(self):
        await self.ended.wait()


class Pushing(Thread):
    """Pushes trades of all coins at a rate, and looks how many wait and how long."""

    def __init__(self, feed: LiveFeed, per_second: int, seconds: float) -> None:
        super().__init__(daemon=True)
        self.feed, self.per_second, self.total = feed, per_second, int(per_second * seconds)
        self.pushed = self.most_waiting = 0

    def run(self) -> None:
        start = time.perf_counter()
        while self.pushed < self.total:
            due = min(int((time.perf_counter() - start) * self.per_second) + 1, self.total)
            while self.pushed < due:
                self.feed.push_market_data(trade(self.pushed))
                self.pushed += 1
            self.most_waiting = max(self.most_waiting, len(self.feed._pushed))
            time.sleep(0.001)


def trade(number: int) -> TickData:
    """A trade of now."""
    price = Decimal(10_000 + number % 97) / 100
    return TickData(f"C{number % COINS}", time.time_ns(), price, Decimal("0.5"), trade_id=str(number))


async def updates(folder: Path, per_second: int, seconds: float) -> dict[str, float]:
    """Trades of 50 coins, pushed at a rate from another thread into an engine of one-second bars; then many at once."""
    today = datetime.now(UTC).date()
    life = {"start_date": today - timedelta(days=900), "end_date": today - timedelta(days=1)}
    coins = [Cryptocurrency(sid, f"C{sid}", **life) for sid in range(COINS)]
    feed = LiveFeed(
        [Silent()], coins, bar_resolution=1, patience_seconds=PATIENCE, end=today + timedelta(days=1)
    )
    engine = LiveTradingEngine(Idle(), PaperBroker("100000"), feed, folder=folder)
    await engine.start()
    await asyncio.sleep(1)
    steady = Pushing(feed, per_second, seconds)
    steady.start()
    await asyncio.to_thread(steady.join)
    await asyncio.sleep(1.5)
    taken = feed._buffer.counts
    begun = time.perf_counter()
    for number in range(BURST):
        feed.push_market_data(trade(steady.total + number))
    while len(feed._pushed):
        await asyncio.sleep(0.001)
    drained = time.perf_counter() - begun
    await asyncio.sleep(1.5)
    await engine.shutdown()
    with JournalReader.open(engine.folder / "journal.db") as journal:
        arrived = [each for each in journal.read(0, ["event"]) if "rows" in each.payload]
        lost = sum(each.payload["detail"].count("too slow") for each in journal.read(0, ["feed"]))
    times = feed.panel().times_ns
    # After the patience that the feed has with trades that are under way.
    late = [each.time_ns - int(times[each.payload["step"]]) - PATIENCE * 1e9 for each in arrived]
    return {
        "pushed": steady.total,
        "taken": taken.taken,
        "refused": taken.late + taken.ahead + taken.duplicate,
        "lost": lost,
        "bars": taken.bars,
        "events": len(arrived),
        "latest_event_ms": round(max(late) / 1e6, 1),
        "most_waiting": steady.most_waiting,
        "burst_a_second": round(BURST / drained),
    }


class Holder(TradingAlgorithm):
    """Buys some of everything, once."""

    bought = False

    def initialize(self, context):
        context.book = {}

    def handle_data(self, context, data):
        if not self.bought:
            self.bought = True
            for sid in range(1000):
                self.order(self.sid(sid), 5)


async def big_account(folder: Path, *, frozen: bool) -> dict[str, dict[str, float]]:
    """With 1,000 positions: a checkpoint, a status for the console, and a comparison with 1,000 orders.

    Args:
        folder: Of the session.
        frozen: Whether what was there at its start is left out of full collections, as in a process of its own.
    """
    wide = panel([[10, 10, 10]] * 1000)
    session = await opened(folder, wide, Holder(), broker=PaperBroker("1000000"))
    if frozen:
        gc.freeze()
    await followed(session)
    held = len(list(session.parts.core.venue.positions()))
    checkpoints, took, shown = Checkpoints(session, "bench", folder, 60), [], []
    for _ in range(20):
        start = time.perf_counter()
        checkpoints.take()
        took.append(time.perf_counter() - start)
        start = time.perf_counter()
        status_of(session)
        shown.append(time.perf_counter() - start)
    positions = [PositionSnapshot(asset, Decimal(5), Decimal(50)) for asset in wide.assets]
    orders = [OrderSnapshot(f"o-{at}", asset, Decimal(1), "accepted") for at, asset in enumerate(wide.assets)]
    reconciler, compared = PositionReconciler(session.parts.broker), []
    for _ in range(20):
        start = time.perf_counter()
        await reconciler.reconcile_all(positions, Decimal(1), orders, local_fills=())
        compared.append(time.perf_counter() - start)
    session.parts.journal.close()
    gc.unfreeze()
    return {
        "held": {"positions": held},
        "checkpoint": spread(took),
        "status": spread(shown),
        "reconciliation": spread(compared),
    }
