"""Lives of an engine on virtual time, for days at a time, with what its schedule did."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from rustybt import TradingAlgorithm
from rustybt.live import runner, scheduler
from rustybt.live.alert_queue import QueueLimits
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import market_events
from rustybt.live.journal_view import JournalReader
from rustybt.live.runner import EngineRun
from rustybt.live.watch import WatchPlan
from tests.engine.panels import panel
from tests.live.sessions import Kept, PanelFeed
from tests.live.virtual_time import run

CLOSES = [[10 + day % 3 for day in range(12)]]


class Idle(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


class Slow(PanelFeed):
    """A market event every so many seconds, and the end at a time."""

    def __init__(self, loop, until, seconds=600):
        super().__init__(panel(CLOSES))
        self.loop, self.until, self.seconds = loop, until, seconds

    async def events(self, timeline, done):
        for event in market_events(timeline)[done:]:
            if self.left() < self.seconds:
                break
            yield event
            await asyncio.sleep(self.seconds)
        await asyncio.sleep(self.left())

    def left(self):
        return (self.until - self.loop.wall_ns()) / 10**9


def at(text):
    """UTC nanoseconds of an ISO time; UTC if it names no zone."""
    moment = datetime.fromisoformat(text if "+" in text else f"{text}+00:00")
    return int(moment.timestamp()) * 10**9


def seldom(monkeypatch, seconds=600):
    """Let the engine look around every so many seconds only, since days of twentieths of a second take long."""
    for name in ("POLL_SECONDS", "SETTLE_SECONDS"):
        monkeypatch.setattr(runner, name, seconds)
    monkeypatch.setattr(scheduler, "_LONGEST_SLEEP", seconds)


def engine_of(loop, folder, until, jobs, *, strategy=None, broker=None, watch=None, **options):
    return LiveTradingEngine(
        strategy or Idle(),
        broker or PaperBroker("100000"),
        Slow(loop, until),
        name="one",
        folder=folder,
        clock=loop.wall_ns,
        reconciliation_interval_seconds=0,
        watch=watch,
        scheduler={"calendar": "NYSE", "jobs": jobs} | options.pop("schedule", {}),
        **options,
    )


def lived(folder, start, end, jobs, *, act=None, killed=False, **options):
    """One life from a time to another; its alerts. ``act(life, loop)`` may do something meanwhile, and kill it."""
    kept = Kept(lambda alert: (alert.event_type, alert.breaker))

    async def main(loop):
        with AlertManager(
            AlertConfig(limits=QueueLimits(batch_seconds=0, rate=1000)), "one", channels=[kept]
        ) as alerts:
            watch = WatchPlan(alerts=alerts, heartbeat_seconds=None)
            engine = engine_of(loop, folder, at(end), jobs, watch=watch, **options)
            life = EngineRun(engine._plan, lambda: None)
            task = loop.create_task(life.main())
            if act is not None:
                await act(life, loop, task)
            await asyncio.gather(task, return_exceptions=killed)

    run(at(start), main)
    return kept.alerts


def outcomes(folder, *names):
    """What became of jobs: name, when it was due, outcome."""
    return [(each["name"], each["at"], each["outcome"]) for each in told(folder, *names)]


def told(folder, *names):
    with JournalReader.open(folder / "one" / "journal.db") as journal:
        records = [dict(record.payload) for record in journal.read(0, ("job",))]
    for each in records:
        each["at"] = datetime.fromtimestamp(each["scheduled_ns"] // 10**9, UTC).isoformat()[:16]
    return [each for each in records if not names or each["name"] in names]
