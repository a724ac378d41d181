"""``python -m tests.benchmarks.live_day FOLDER``: a virtual day of 50 assets by the minute, and the memory it took.

A fresh process, since memory that others took before would count. Prints one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from rustybt import BundleContents, Cryptocurrency, DataCatalog, TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.watch import WatchPlan
from tests.benchmarks.peers import say

COINS, MINUTES = 50, 1440
DAY = date(2024, 11, 26)


class Trades(TradingAlgorithm):
    """Buys or sells a unit of one coin a minute, in turn."""

    def initialize(self, context):
        self.coins = [self.symbol(f"C{sid}") for sid in range(COINS)]
        self.minutes = 0

    def handle_data(self, context, data):
        round_, place = divmod(self.minutes, COINS)
        self.order(self.coins[place], 1 if round_ % 2 == 0 else -1)
        self.minutes += 1


def ingest(catalog: DataCatalog) -> None:
    """Write the day's bars as a bundle."""
    start = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    minutes = [start + timedelta(minutes=minute + 1) for minute in range(MINUTES - 1)]
    rows = [
        {"symbol": f"C{sid}", "timestamp": at, "close": 100 + (number * 7 + sid) % 13}
        for sid in range(COINS)
        for number, at in enumerate(minutes)
    ]
    close = pl.col("close").cast(pl.Float64)
    frame = pl.DataFrame(rows).with_columns(
        close.alias("close"),
        (close - 1).alias("open"),
        (close + 1).alias("high"),
        (close - 2).alias("low"),
        pl.lit(100_000).alias("volume"),
    )
    assets = [Cryptocurrency(sid, f"C{sid}", start_date=DAY, end_date=DAY) for sid in range(COINS)]
    frame = frame.sort("symbol", "timestamp")
    catalog.write("day", BundleContents(assets=assets, minute_bars=frame, calendar="24/7"))


def resident() -> float:
    """Megabytes of this process now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


async def lived(folder: Path) -> dict[str, float]:
    """The day, as fast as it goes, with shadow and watch on."""
    feed = ReplayFeed("day", DAY, DAY, catalog=DataCatalog(folder / "catalog"), data_frequency="minute")
    engine = LiveTradingEngine(
        Trades(), PaperBroker("1000000"), feed, folder=folder, shadow_mode=True, watch=WatchPlan()
    )
    before, begun = resident(), time.perf_counter()
    await engine.run()
    status = engine.get_status()
    return {
        "peak_MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "before_MB": round(before),
        "after_MB": round(resident()),
        "events": status["taken"],
        "orders": status["orders_submitted"],
        "fills": status["fills"],
        "seconds": round(time.perf_counter() - begun, 1),
    }


if __name__ == "__main__":
    root = Path(sys.argv[1])
    if "ingest" in sys.argv:
        ingest(DataCatalog(root / "catalog"))
    else:
        say(json.dumps(asyncio.run(lived(root))))
