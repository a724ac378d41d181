"""How soon a live session acts, how many events it takes, and what a shadow beside it costs."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from statistics import median

from rustybt import TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.runner import FLUSH_SECONDS
from rustybt.live.shadow_beside import ShadowBeside
from rustybt.live.shadow_process import ShadowProcess, shadow_beside
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


class Timed(PanelFeed):
    """Bars that begin when a test is ready, and how long they took of the clock and of the loop's thread."""

    def __init__(self, count: int) -> None:
        super().__init__(bars(count))
        self.ready = asyncio.Event()
        self.seconds = self.thread = self.processor = 0.0

    async def events(self, timeline, done):
        await self.ready.wait()
        marks = time.perf_counter(), time.thread_time(), time.process_time()
        async for event in super().events(timeline, done):
            yield event
        ends = time.perf_counter(), time.thread_time(), time.process_time()
        self.seconds, self.thread, self.processor = (
            end - mark for end, mark in zip(ends, marks, strict=True)
        )


def timed(count: int) -> Timed:
    """By its place, so that a shadow's process can make it as well."""
    return Timed(count)


def engine_of(folder: Path, strategy: TradingAlgorithm, count: int, *, shadow: bool) -> LiveTradingEngine:
    """An engine that another process can make again."""
    feed = made_by("tests.benchmarks.live_latency:timed", {"count": count})
    return LiveTradingEngine(strategy, PaperBroker(CASH), feed, folder=folder, shadow_mode=shadow)


async def _there(beside: ShadowBeside | None) -> None:
    if beside is not None:
        assert isinstance(beside, ShadowProcess)
        async with asyncio.timeout(60):
            while not beside.followed:
                await asyncio.sleep(0.01)


async def event_to_effect(folder: Path, per_second: int, *, shadow: bool = False) -> dict[str, float]:
    """Time from an event's due time to the end of its turn, at a steady rate, journal on."""
    plan = engine_of(folder, Idle(), BARS, shadow=shadow)._plan
    plan.folder.mkdir(parents=True)
    session = await opened(folder, bars(), Idle())
    beside = None if plan.shadow is None else shadow_beside(plan, plan.shadow, session.parts.journal)
    work = None if beside is None else asyncio.create_task(beside.work(session))
    await _there(beside)
    took: list[float] = []
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
    if beside is not None and work is not None:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        await beside.finish(session)
        assert not beside.lost, beside.lost
        beside.close()
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
    """Market events a second, as fast as they are taken, an order every third; and the engine's processor time of each.

    They begin when the shadow is there; how far it is behind at their end is told apart.
    """
    engine = engine_of(folder, Orders(), 1500, shadow=shadow)
    feed = engine._plan.feed
    await engine.start()
    await _there(engine._host.run.shadow)
    engine._host.loop.call_soon_threadsafe(feed.ready.set)
    while not feed.seconds:
        await asyncio.sleep(0.005)
    ended = time.perf_counter()
    await engine.join()
    taken = engine.get_status()["taken"]
    return {
        "events_a_second": taken / feed.seconds,
        "cpu_us_an_event": 1e6 * feed.processor / taken,
        "thread_us_an_event": 1e6 * feed.thread / taken,
        "behind_s": time.perf_counter() - ended,
    }
