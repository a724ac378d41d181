"""``python -m tests.benchmarks.live``: latency and load of the live engine, printed; nothing is asserted."""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import statistics
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from rustybt import TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.models import OrderSnapshot, PositionSnapshot
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.runner import FLUSH_SECONDS
from tests.benchmarks.peers import say
from tests.engine.panels import panel
from tests.live.sessions import PanelFeed, opened

BARS = 5_000


class Idle(TradingAlgorithm):
    """Looks at its price, and does nothing."""

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        data.current(self.asset, "price")


class Orders(Idle):
    """Buys one unit a bar."""

    def handle_data(self, context, data):
        self.order(self.asset, 1)


def bars(count: int = BARS):
    return panel([[10 + (day % 7) for day in range(count)]])


def spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = lambda share: round(1e3 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)  # noqa: E731
    return {"p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1.0)}


async def event_to_effect(folder: Path, strategy: TradingAlgorithm, per_second: int) -> dict[str, float]:
    """Time from an event's due time to the end of its turn, at a steady rate, journal on."""
    session = await opened(folder, bars(), strategy)
    took = []
    start = time.perf_counter()
    events = session.parts.core.feed.events(session.parts.core.venue.timeline, 0)
    count = 0
    async for event in events:
        due = start + count / per_second
        count += 1
        while (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left if left > 0.002 else 0)
        await session.take(event)
        took.append(time.perf_counter() - due)
        if count % (FLUSH_SECONDS * per_second) == 0:  # as the engine's timer does
            session.parts.journal.flush()
        if count >= 3 * per_second:
            break
    session.parts.journal.close()
    return {**spread(took), "events": count}


async def intent_to_wire(folder: Path) -> dict[str, float]:
    """Time from the gate's verdict to the adapter's call: the durable intent."""
    broker = PaperBroker("100000000")
    session = await opened(folder, bars(600), Orders(), broker=broker)
    begun: list[float] = []
    took: list[float] = []
    check, submit = session.parts.gate.check, broker.submit_order

    def judged(*arguments):
        verdict = check(*arguments)
        begun.append(time.perf_counter())
        return verdict

    async def sent(intent):
        took.append(time.perf_counter() - begun[-1])
        return await submit(intent)

    session.parts.gate.check, broker.submit_order = judged, sent
    async for event in session.parts.core.feed.events(session.parts.core.venue.timeline, 0):
        await session.take(event)
    session.parts.journal.close()
    return {**spread(took), "orders": len(took)}


async def throughput(folder: Path, *, shadow: bool) -> float:
    """Market events a second, as fast as they are taken."""
    engine = LiveTradingEngine(
        Orders(), PaperBroker("100000000"), PanelFeed(bars(1500)), folder=folder, shadow_mode=shadow
    )
    start = time.perf_counter()
    await engine.run()
    return engine.get_status()["taken"] / (time.perf_counter() - start)


async def reconciling(folder: Path) -> dict[str, float]:
    """A comparison of 1,000 positions and 1,000 orders, the broker's answers included."""
    wide = panel([[10, 10]] * 1000)
    session = await opened(folder, wide, Idle())
    positions = [PositionSnapshot(asset, Decimal(5), Decimal(50)) for asset in wide.assets]
    orders = [OrderSnapshot(f"o-{at}", asset, Decimal(1), "accepted") for at, asset in enumerate(wide.assets)]
    reconciler = PositionReconciler(session.parts.broker)
    took = []
    for _ in range(10):
        start = time.perf_counter()
        await reconciler.reconcile_all(positions, Decimal(1), orders, local_fills=())
        took.append(time.perf_counter() - start)
    session.parts.journal.close()
    return spread(took)


async def main() -> None:
    """Measure, and print one line of JSON at the end."""
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        gc.collect()
        found["event to effect, 1,000 a second"] = await event_to_effect(root / "a", Idle(), 1000)
        found["intent to wire, durable"] = await intent_to_wire(root / "b")
        rates = {"alone": [], "with shadow": []}
        for at in range(3):
            rates["alone"].append(await throughput(root / f"c{at}", shadow=False))
            rates["with shadow"].append(await throughput(root / f"d{at}", shadow=True))
        found["events a second, as fast as they go"] = {
            each: round(statistics.median(values)) for each, values in rates.items()
        }
        found["reconciliation of 1,000 positions and 1,000 orders"] = await reconciling(root / "e")
        found["peak MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    for what, figures in found.items():
        say(f"{what}: {figures}")
    say(json.dumps(found))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
