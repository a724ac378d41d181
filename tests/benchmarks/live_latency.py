"""How soon a live session acts, how many events it takes, and what a shadow beside it costs."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from statistics import median

from rustybt import TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.runner import FLUSH_SECONDS
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import ShadowBacktestEngine
from rustybt.live.shadow_follower import ShadowFollower
from rustybt.live.strategy_core import RunChoices, StrategyCore
from tests.engine.panels import panel
from tests.live.sessions import PanelFeed, opened

BARS = 5_000
CASH = "100000000"


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
    """Days of one asset."""
    return panel([[10 + (day % 7) for day in range(count)]])


def spread(seconds: list[float]) -> dict[str, float]:
    """Median, 99th percentile and maximum, in milliseconds."""
    ordered = sorted(seconds)
    at = lambda share: round(1e3 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)  # noqa: E731
    return {"p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": at(1.0)}


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure over several runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def _shadow_beside(session) -> ShadowFollower:
    choices = RunChoices(capital_base=Decimal(100_000), arena="shadow")
    core = StrategyCore(Idle(), session.parts.core.feed, choices, reported=False)
    shadow = ShadowBacktestEngine(core, ShadowTradingConfig())
    return ShadowFollower(shadow, session.parts.journal, choices.capital_base)


async def event_to_effect(folder: Path, per_second: int, *, shadow: bool = False) -> dict[str, float]:
    """Time from an event's due time to the end of its turn, at a steady rate, journal on."""
    session = await opened(folder, bars(), Idle())
    follower = _shadow_beside(session) if shadow else None
    beside = None if follower is None else asyncio.create_task(follower.work(session))
    took = []
    start = time.perf_counter()
    async for event in session.parts.core.feed.events(session.parts.core.venue.timeline, 0):
        due = start + len(took) / per_second
        while (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left if left > 0.002 else 0)
        await session.take(event)
        took.append(time.perf_counter() - due)
        if len(took) % (FLUSH_SECONDS * per_second) == 0:  # as the engine's timer does
            session.parts.journal.flush()
        if len(took) >= 3 * per_second:
            break
    if follower is not None and beside is not None:
        beside.cancel()
        with suppress(asyncio.CancelledError):
            await beside
        await follower.finish(session)
        follower.close()
    session.parts.journal.close()
    return spread(took)


async def intent_to_wire(folder: Path) -> dict[str, float]:
    """Time from the gate's verdict to the adapter's call: the durable intent."""
    broker = PaperBroker(CASH)
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
    return spread(took)


async def throughput(folder: Path, *, shadow: bool) -> dict[str, float]:
    """Market events a second, as fast as they are taken, an order every third; and the processor's share of each."""
    engine = LiveTradingEngine(
        Orders(), PaperBroker(CASH), PanelFeed(bars(1500)), folder=folder, shadow_mode=shadow
    )
    start, used = time.perf_counter(), time.process_time()
    await engine.run()
    taken = engine.get_status()["taken"]
    return {
        "events_a_second": taken / (time.perf_counter() - start),
        "cpu_us_an_event": 1e6 * (time.process_time() - used) / taken,
    }
