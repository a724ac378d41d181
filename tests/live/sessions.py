"""Sessions on small panels, in a folder, and what they came to."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import ExitStack, aclosing
from decimal import Decimal

import numpy as np

from rustybt.algorithm.context import running
from rustybt.assets.asset_finder import AssetFinder
from rustybt.live.alert_queue import Severity
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.feeds import market_events
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import Journal
from rustybt.live.order_names import OrderNames
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.recovery import open_session
from rustybt.live.risk_gate import RiskGate
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.session import Session
from rustybt.live.session_parts import SessionParts
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.model.time import day_to_date


class PanelFeed:
    """The bars of a panel, as fast as they are taken."""

    frequency = "daily"

    def __init__(self, bars):
        self._bars = bars
        self.start, self.end = (day_to_date(int(bars.sessions[at])) for at in (0, -1))

    def panel(self):
        return self._bars

    def finder(self):
        return AssetFinder(self._bars.assets)

    def calendar(self):
        return "24/7"

    def identity(self):
        return {"panel": str(len(self._bars.sessions))}

    async def events(self, timeline, done):
        for event in market_events(timeline)[done:]:
            yield event


class GoesOn:
    """A feed that has no end after its last bar; mixed into one that has."""

    seconds = 0.0

    async def events(self, timeline, done):
        async for event in super().events(timeline, done):
            yield event
            await asyncio.sleep(self.seconds)
        await asyncio.Event().wait()


class Kept:
    """A channel that keeps what it is given, as far as a test looks at it."""

    name = "kept"
    least = Severity.INFO

    def __init__(self, seen):
        self.seen, self.alerts = seen, []

    def send(self, alert, strategy_name):
        self.alerts.append(self.seen(alert))


def ticking():
    """A clock that moves by a microsecond each time it is asked."""
    count = itertools.count(1_700_000_000_000_000_000, 1000)
    return lambda: next(count)


def backtest_of(bars, strategy, feed=None):
    """The venue of a backtest, run by the loop and not step by step."""
    core = StrategyCore(
        strategy, feed or PanelFeed(bars), RunChoices(capital_base=Decimal(100_000)), reported=False
    )
    core.initialize()
    with running(strategy):
        core.venue.run(core.hooks)
    return core.venue


async def opened(
    folder, bars, strategy, *, broker=None, breakers=(), limits=None, feed=None, header=None, **choices
):
    """A session on a folder: new, or what its journal says; on a panel, or on a feed that may fall behind."""
    broker = broker or PaperBroker("100000")
    watch, feed = feed, feed or PanelFeed(bars)
    clock = ticking()
    folder.mkdir(exist_ok=True)
    parts = SessionParts(
        core=StrategyCore(
            strategy, feed, RunChoices(capital_base=Decimal(100_000), **choices), reported=True
        ),
        broker=broker,
        journal=Journal.open(folder / "journal.db", strategy="test", clock=clock),
        latch=HaltLatch(folder / "HALT"),
        gate=RiskGate(limits or RiskLimits()),
        breakers=CircuitBreakerManager(breakers),
        names=OrderNames("0123abcd"),
        clock=clock,
        feed_watch=watch,
    )
    session = Session(parts)
    told = {"strategy": type(strategy).__name__} | (header or {})
    with ExitStack() as undo:
        undo.callback(parts.journal.close)
        await open_session(session, told, PositionReconciler(broker))
        undo.pop_all()
    return session


async def followed(session, most=None):
    """Take the feed's events, up to so many; whether it came to the end."""
    feed, venue = session.parts.core.feed, session.parts.core.venue
    taken = 0
    async with aclosing(feed.events(venue.timeline, session.taken)) as events:
        async for event in events:
            await session.take(event)
            taken += 1
            if taken == most:
                return False
    return True


class GoneError(Exception):
    """The process is gone."""


async def dying(folder, bars, make, chance, most, **options):
    """A session that was followed to its end by processes that die at any record, with what was not flushed."""
    for _ in range(1000):
        session = await opened(folder, bars, make(), **{name: new() for name, new in options.items()})
        journal = session.parts.journal
        write, left = journal.append, chance.randrange(1, most)

        def append(kind, payload, *, durable=False, tables=None, write=write, journal=journal):
            nonlocal left
            left -= 1
            if left == 0:
                raise GoneError
            seq = write(kind, payload, durable=durable, tables=tables)
            if chance.random() < 0.1:
                journal.flush()
            return seq

        journal.append = append
        try:
            done = await followed(session)
        except GoneError:
            journal.abandon()
            done = False
        else:
            journal.close()
        if done:
            return session
    raise AssertionError("it never got to the end")


def same_run(one, two):
    """Hold two venues to the same orders, fills, positions and money, exactly."""
    same_records(one.record_of_run(), two.record_of_run())


def same_records(left, right):
    """The same of what two runs recorded."""
    assert left.recorded == right.recorded
    for name in ("daily", "orders", "transactions", "positions"):
        a, b = getattr(left, name), getattr(right, name)
        assert a.keys() == b.keys()
        for column in a:
            same = (
                a[column] == b[column]
                if isinstance(a[column], bytes)
                else np.array_equal(a[column], b[column])
            )
            assert same, f"{name}.{column}"
