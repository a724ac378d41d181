"""One life of an engine in a simulated world: a process that can be killed at any await and any write."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random

from rustybt.exceptions import RustyBTError
from rustybt.live import recovery
from rustybt.live.account_lock import AccountLock
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.messages import Reconnected
from rustybt.live.circuit_breakers import (
    DrawdownCircuitBreaker,
    ErrorRateCircuitBreaker,
    OrderRateCircuitBreaker,
)
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.journal import Journal
from rustybt.live.models import ReconciliationStrategy
from rustybt.live.order_names import OrderNames
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.risk_gate import Admitted, RiskGate
from rustybt.live.session import Session
from rustybt.live.session_parts import EngineState, SessionParts
from rustybt.live.shadow.engine import ShadowBacktestEngine
from rustybt.live.shadow_follower import ShadowFollower
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.testing.simulated_exchange import SimulatedExchange
from rustybt.testing.virtual_time import SimulatedCrash
from tests.simulation.disks import Disk
from tests.simulation.markets import BarTrader, Trader
from tests.simulation.shadows import CONFIG, WatchedFollower, WatchedShadow

POLL = 0.5
RECONCILE = 12.0
HEADER = {"strategy": "Trader"}


class MortalJournal(Journal):
    """The real journal; its process can die before and after each write, its disk can be full."""

    life = None

    def append(self, kind, payload, *, durable=False, tables=None):
        life = self.life
        if life is None:
            return super().append(kind, payload, durable=durable, tables=tables)
        life.may_die()
        if life.disk_full():
            raise self._fail(f"record {kind!r}", sqlite3.OperationalError("database or disk is full"))
        seq = super().append(kind, payload, tables=tables)
        life.truth.wrote(seq, kind, dict(payload))
        life.may_die()
        if durable:
            self.flush()
            if payload.get("type") == "IntentJournalled":
                life.halted_from_outside()
        return seq

    def flush(self):
        super().flush()
        if self.life is not None:
            self.life.truth.flushed()
            self.life.may_die()

    def _fail(self, what, error):
        failed = super()._fail(what, error)
        if self.life is not None:
            self.life.truth.lost()
        return failed


class MortalLatch(HaltLatch):
    life = None

    def set(self, record):
        self.life.may_die()
        held = super().set(record)
        self.life.may_die()
        return held

    def clear(self, mark):
        self.life.may_die()
        cleared = super().clear(mark)
        self.life.may_die()
        return cleared


class WatchedExchange(SimulatedExchange):
    truth = None

    async def submit_order(self, intent):
        self.truth.leaves(intent)
        return await super().submit_order(intent)

    async def cancel_order(self, order_id):
        self.truth.cancels[order_id] += 1
        return await super().cancel_order(order_id)


class WatchedGate(RiskGate):
    life = None

    def check(self, intent, view, now_ns):
        verdict = super().check(intent, view, now_ns)
        if isinstance(verdict, Admitted):
            life = self.life
            life.truth.judged(intent, verdict, now_ns, life.session.state.value, view.breakers)
        return verdict


@dataclass(slots=True, kw_only=True)
class Parts:
    """What a design may replace."""

    session: type = Session
    journal: type = MortalJournal
    latch: type = MortalLatch
    exchange: type = WatchedExchange
    gate: type = WatchedGate
    reconciler: type = PositionReconciler
    core: type = StrategyCore
    names: type = OrderNames
    strategy: type = Trader
    blind: type = BarTrader
    shadow: type = WatchedShadow
    follower: type = WatchedFollower
    account: type = AccountLock
    recovery: object = recovery


@dataclass(slots=True)
class Life:
    """A process of an engine.

    Attributes:
        name: Of the process.
        opened: Whether it got through its recovery.
        ended: Why it left by itself; None while it runs.
    """

    name: str
    loop: object
    world: object
    truth: object
    folder: Path
    feed: object
    strategy: object
    plan: object
    parts: Parts
    shadow_core: StrategyCore | None = None
    dies_at_write: int | None = None
    full_at_write: int | None = None
    chance: Random = field(default_factory=Random)
    outside: float = 0.0
    writes: int = 0
    opened: bool = False
    ended: str | None = None
    session: Session | None = None
    journal: Journal | None = None
    exchange: SimulatedExchange | None = None
    reconciler: PositionReconciler | None = None
    shadow: ShadowBacktestEngine | None = None
    follower: ShadowFollower | None = None
    disk: Disk | None = None
    account: AccountLock | None = None
    back: asyncio.Event = field(default_factory=asyncio.Event)

    def may_die(self) -> None:
        if self.loop.is_killed(self.name):
            raise SimulatedCrash
        self.writes += 1
        if self.writes == self.dies_at_write:
            self.loop.kill(self.name)
            raise SimulatedCrash

    def halted_from_outside(self) -> None:
        """Let another process set the latch while the disk takes its time with an intent."""
        if self.chance.random() < self.outside:
            said = HaltRecord(reason="from outside", operator="operator", time_ns=self.loop.now_ns())
            HaltLatch(self.folder / "HALT").set(said)

    def disk_full(self) -> bool:
        return self.full_at_write is not None and self.writes >= self.full_at_write

    async def run(self) -> None:
        try:
            await self._run()
        except RustyBTError as error:
            self.ended = f"{type(error).__name__}: {error}"
        else:
            self.ended = "its feed ended"
        finally:
            if self.journal is not None and not self.loop.is_killed(self.name):
                self.ended = self.ended or "broke"
                if self.session is not None:
                    self.session.outbox.stop()
                with suppress(RustyBTError):
                    self.journal.close()

    async def _run(self) -> None:
        parts, plan = self.parts, self.plan
        clock = self.loop.now_ns
        self.journal = parts.journal.open(self.folder / "journal.db", strategy="test", clock=clock)
        self.journal.life = self
        self.disk = Disk(self.journal)
        self.exchange = parts.exchange(self.world)
        self.exchange.truth = self.truth
        latch = parts.latch(self.folder / "HALT")
        latch.life = self
        self.truth.latch = HaltLatch(self.folder / "HALT")
        gate = parts.gate(plan.limits)
        gate.life = self
        core = parts.core(
            self.strategy,
            self.feed,
            RunChoices(capital_base=Decimal(plan.capital), arena="live", seed=plan.seed),
            reported=True,
        )
        breakers = plan.breakers()
        if self.shadow_core is not None:
            self.shadow = parts.shadow(self.shadow_core, CONFIG)
            self.shadow.truth = self.truth
            breakers.add_breaker(self.shadow.breaker)
        session = self.session = parts.session(
            SessionParts(
                core=core,
                broker=self.exchange,
                journal=self.journal,
                latch=latch,
                gate=gate,
                breakers=breakers,
                names=parts.names("0123abcd"),
                clock=clock,
                claim=self._claim,
                submit_timeout=5.0,
                on_change=self._changed,
            )
        )
        self.reconciler = parts.reconciler(
            self.exchange, ReconciliationStrategy.HALT_AND_ALERT, clock=clock, timeout_seconds=4.0
        )
        if self.shadow is not None:
            self.follower = parts.follower(self.shadow, self.journal, Decimal(plan.capital))
            self.follower.truth = self.truth
        reports = self.exchange.reports()
        await parts.recovery.open_session(session, HEADER, self.reconciler)
        self.opened = True
        await self._work(session, reports)

    async def _work(self, session: Session, reports) -> None:
        loop = asyncio.get_running_loop()
        works = [self._listen(session, reports), self._look_after(session), self._mend(session)]
        if self.follower is not None:
            works.append(self.follower.work(session))
        tasks = [loop.create_task(each) for each in [*works, self._follow(session)]]
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        for task in done:
            task.result()

    async def _follow(self, session: Session) -> None:
        if session.state is not EngineState.FAILED:
            async for event in self.feed.events(session.parts.core.venue.timeline, session.taken):
                await session.take(event)
                await asyncio.sleep(0)
        await asyncio.Event().wait()

    async def _listen(self, session: Session, reports) -> None:
        async for report in reports:
            await session.hear(report)
            if isinstance(report, Reconnected):
                self.back.set()

    async def _look_after(self, session: Session) -> None:
        while True:
            await asyncio.sleep(POLL)
            await session.obey_latch()
            session.parts.journal.flush()

    async def _mend(self, session: Session) -> None:
        recovery, loop = self.parts.recovery, asyncio.get_running_loop()
        mended = loop.time()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.back.wait(), 2.0)
            back = self.back.is_set()
            self.back.clear()
            if back or recovery.unsettled(session) or loop.time() - mended >= RECONCILE:
                await recovery.mend(session, self.reconciler)
                mended = loop.time()

    def _claim(self, identity) -> None:
        if self.account is None:
            self.account = self.parts.account(self.folder, "test", self.loop.now_ns)
            self.account.claim(identity)

    def _changed(self, kind: str) -> None:
        if kind in ("orders", "market") and self.session.state is not EngineState.NEW:  # which replays
            self.truth.changed(self.session)


def breakers_of(rng_limits) -> CircuitBreakerManager:
    drawdown, errors, orders = rng_limits
    return CircuitBreakerManager(
        [
            DrawdownCircuitBreaker(max_drawdown_pct=drawdown),
            ErrorRateCircuitBreaker(errors, 60),
            OrderRateCircuitBreaker(orders, 60),
        ]
    )
