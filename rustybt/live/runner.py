"""An engine at work: the session, what feeds it, and what looks after it, on one event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import CommandError, EngineError, RustyBTError
from rustybt.live.account_lock import AccountLock
from rustybt.live.brokers.messages import Reconnected
from rustybt.live.brokers.retry import BackoffPolicy
from rustybt.live.checkpoints import Checkpoints
from rustybt.live.control import ControlServer
from rustybt.live.engine_jobs import EngineJobs
from rustybt.live.fail_closed import FailClosed
from rustybt.live.halt import LATCH, HaltLatch
from rustybt.live.job_plans import SchedulePlan
from rustybt.live.journal import Journal
from rustybt.live.large_fills import LargeFills
from rustybt.live.last_state import remember
from rustybt.live.order_names import OrderNames
from rustybt.live.priority import Priority
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.recovery import mend, open_session, unsettled
from rustybt.live.risk_gate import RiskGate
from rustybt.live.session import Session
from rustybt.live.session_parts import FEED_ENDED, EngineState, FeedWatch, SessionParts
from rustybt.live.session_views import feed_view, status_of
from rustybt.live.shadow_process import shadow_beside
from rustybt.live.strategy_core import StrategyCore
from rustybt.live.together import until_one_ends
from rustybt.live.unsaid import Unsaid, redactor_of
from rustybt.live.value_notes import ValueNotes
from rustybt.live.value_points import ValuePoints
from rustybt.live.watch import EngineWatch, WatchPlan

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine
    from decimal import Decimal

    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.live.breaker_manager import CircuitBreakerManager
    from rustybt.live.brokers.base import AccountIdentity, BrokerAdapter
    from rustybt.live.brokers.messages import BrokerReport
    from rustybt.live.feeds import Feed
    from rustybt.live.models import ReconciliationStrategy
    from rustybt.live.redaction import Redactor
    from rustybt.live.risk_limits import RiskLimits
    from rustybt.live.shadow.engine import ShadowBacktestEngine
    from rustybt.live.shadow.report import ShadowReport
    from rustybt.live.shadow_beside import ShadowBeside
    from rustybt.live.strategy_core import RunChoices

__all__ = ["EnginePlan", "EngineRun"]

POLL_SECONDS = 0.05
SETTLE_SECONDS = 2.0
CONNECTING = BackoffPolicy(max_retries=8, base_delay=0.5, max_delay=8.0)
CANCEL_SECONDS = 5.0
SHOW_SECONDS = 0.1
FLUSH_SECONDS = 1.0
"""What may be lost with the machine is this much of the market, which is fed again; intents and fills do not wait."""

RESTS = (EngineState.HALTED, EngineState.FAILED)
"""States that a shutdown leaves as they are."""

TOLD = (
    "state", "halt", "resume", "refused", "tripped", "failed", "notice", "alert", "shadow_lost",
    "lane", "external", "unresolved", "feed", "adjusted", "job",
)  # fmt: skip
"""Kinds of records that a console lists as events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePlan:
    """What an engine is to run.

    Attributes:
        name: Of the strategy; its journal belongs to it.
        folder: Of the session: journal, halt latch, control address.
        strategy: Not joined to anything yet.
        broker: Where orders go.
        feed: Where bars come from.
        choices: Capital, seed, parameters and costs.
        code: Hash of the strategy's source; a session is resumed with the same.
        breakers: What may stop it.
        limits: What every order is held to.
        reconciliation: How differences are met; None for the broker's default.
        reconciliation_seconds: How often the account is compared; 0 for only at the start and the end.
        cash_tolerance_pct: Part of the cash that may be unexplained.
        large_fill_pct: Part of the portfolio's value: after a fill of that the account is compared; None for never.
        checkpoint_seconds: How often a snapshot is taken; 0 for only at the end.
        clock: UTC nanoseconds.
        shadow: A second core that live is compared with, or None.
        watch: Alerts, metrics, log, heartbeat and health; None for none of them.
        schedule: The engine's jobs.
    """

    name: str
    folder: Path
    strategy: TradingAlgorithm
    broker: BrokerAdapter
    feed: Feed
    choices: RunChoices
    code: str
    breakers: CircuitBreakerManager
    limits: RiskLimits
    reconciliation: ReconciliationStrategy | None
    reconciliation_seconds: float
    cash_tolerance_pct: Any
    clock: Callable[[], int]
    checkpoint_seconds: float = 60
    large_fill_pct: Decimal | None = None
    shadow: ShadowBacktestEngine | None = None
    watch: WatchPlan | None = None
    schedule: SchedulePlan = field(default_factory=SchedulePlan)

    def header(self) -> dict[str, Any]:
        """Return what pins the session down."""
        return {
            "strategy": type(self.strategy).__name__,
            "code": self.code,
            "broker": self.broker.name,
            "capital_base": str(self.choices.capital_base),
            "seed": self.choices.seed,
            "parameters": {name: str(value) for name, value in self.choices.parameters.items()},
            "feed": self.feed.identity(),
        }


@dataclass(slots=True)
class EngineRun:
    """One life of an engine, from opening its journal to closing it.

    Attributes:
        plan: What it runs.
        ready: Called when it is armed, halted or failed.
        session: Of this life; None before.
        snapshot: What a console shows, made anew ten times a second.
        points: Market time, value and exposure after each market event, thinned, for a picture.
    """

    plan: EnginePlan
    ready: Callable[[], object]
    session: Session | None = None
    snapshot: dict[str, Any] = field(default_factory=dict)
    points: ValuePoints = field(default_factory=ValuePoints)
    events: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=500))
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    back: asyncio.Event = field(default_factory=asyncio.Event)
    seen: int = 0
    shown: tuple[Any, ...] = ()
    shadow: ShadowBeside | None = None
    beat_ns: int = 0
    reconciler: PositionReconciler | None = None
    watch: EngineWatch | None = None
    checkpoints: Checkpoints | None = None
    notes: ValueNotes | None = None
    account: AccountLock | None = None
    jobs: EngineJobs | None = None
    priority: Priority = field(default_factory=Priority)

    async def main(self) -> None:
        """Live: open, run until the feed ends or a stop is asked for, close.

        Raises:
            RustyBTError: If it could not start, or the session failed.
        """
        plan = self.plan
        plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        journal = Journal.open(plan.folder / "journal.db", strategy=plan.name, clock=plan.clock)
        redactor = redactor_of(plan.broker, (plan.watch or WatchPlan()).redactor)
        try:
            with Unsaid(redactor):
                await self._run(journal, redactor)
        finally:
            self.priority.lower()
            with suppress(RustyBTError):
                self._show()
                self._note_values()
            if self.watch is not None:
                self.watch.close(self.beat_ns)
            if self.checkpoints is not None:  # a start that failed knows less than the life before it
                remember(plan.folder, self.snapshot, journal.head[0])
            if self.account is not None:
                self.account.release()
            if self.shadow is not None:
                self.shadow.close()
            journal.close()

    async def _run(self, journal: Journal, redactor: Redactor) -> None:
        plan = self.plan
        if plan.shadow is not None:
            self.shadow = shadow_beside(plan, plan.shadow, journal)
        core = StrategyCore(plan.strategy, plan.feed, plan.choices, reported=True)
        session = Session(
            SessionParts(
                core=core,
                broker=plan.broker,
                journal=journal,
                latch=HaltLatch(plan.folder / LATCH),
                gate=RiskGate(plan.limits),
                breakers=plan.breakers,
                names=OrderNames.of_session(plan.name, plan.feed.identity()),
                clock=plan.clock,
                on_change=self._changed,
                claim=self._claim,
                feed_watch=plan.feed if isinstance(plan.feed, FeedWatch) else None,
                redactor=redactor,
            )
        )
        self.session = session
        self.reconciler = PositionReconciler(
            plan.broker, plan.reconciliation, plan.cash_tolerance_pct, clock=plan.clock, redactor=redactor
        )
        if plan.watch is not None:
            self.watch = EngineWatch(
                plan.watch,
                plan.name,
                session,
                plan.folder,
                reconciliation_seconds=plan.reconciliation_seconds,
                checkpoint_seconds=plan.checkpoint_seconds,
            )
        control = ControlServer(plan.folder, self.command)
        await control.start()
        try:
            # Before anything is asked, so that what is reported meanwhile is not lost.
            reports = None if session.simulated else plan.broker.reports()
            self.notes = ValueNotes(session.parts.journal)
            if await self._opened(session, self.reconciler):
                self.checkpoints = Checkpoints(session, plan.name, plan.folder, plan.checkpoint_seconds)
                self.jobs = EngineJobs(plan.schedule, session, self)
                self._show()
                self.ready()
                await self._live(session, reports)
        finally:
            session.outbox.stop()
            await control.close()
            await plan.broker.disconnect()

    async def _opened(self, session: Session, reconciler: PositionReconciler) -> bool:
        opening = open_session(session, self.plan.header(), reconciler, CONNECTING)
        await until_one_ends([opening, self.stopping.wait(), self._heed(session)])
        if session.opening and session.state not in RESTS:
            session.change(EngineState.STOPPED, "shut down before it was open")
        return not session.opening

    async def _heed(self, session: Session) -> None:
        # While it comes up: a broker that is slow keeps nobody from the halt latch then, either.
        while True:
            await asyncio.sleep(POLL_SECONDS)
            self.beat_ns = self.plan.clock()
            if session.state is not EngineState.CONNECTING:  # nothing can be cancelled yet
                await session.obey_latch()
            self._show()

    async def _live(self, session: Session, reports: AsyncIterator[BrokerReport] | None) -> None:
        with FailClosed() as guard, Unsaid(session.parts.redactor):
            await self._work(session, reports)
            if session.state is not EngineState.FAILED:
                await self._close(session)
        if guard.error is not None:  # wherever it was met: nobody looks after the account any more
            await session.stop_for(guard.error)
        if guard.error is not None or session.state is EngineState.FAILED:
            await session.cancel_to_the_end(CANCEL_SECONDS)
        if guard.error is not None:
            raise guard.error

    async def _work(self, session: Session, reports: AsyncIterator[BrokerReport] | None) -> None:
        works: list[Coroutine[Any, Any, object]] = [
            self._follow(session),
            self.stopping.wait(),
            self._look_after(session),
            self._settle(session),
        ]
        if self.shadow is not None:
            works.append(self.shadow.work(session))
        if self.jobs is not None:
            works.append(self.jobs.run())
        if reports is not None:  # paper is heard within each turn
            works.append(self._listen(session, reports))
        await until_one_ends(works)

    async def _follow(self, session: Session) -> None:
        if session.state is EngineState.FAILED:
            return
        timeline = session.parts.core.venue.timeline
        async with aclosing(self.plan.feed.events(timeline, session.taken)) as events:
            async for event in events:
                await session.take(event)
                # A replay without pauses would otherwise keep the loop from everything else.
                await asyncio.sleep(0)
        await session.drain()

    async def _listen(self, session: Session, reports: AsyncIterator[BrokerReport]) -> None:
        async for report in reports:
            await session.hear(report)
            if isinstance(report, Reconnected):
                self.back.set()
        await asyncio.Event().wait()

    async def _settle(self, session: Session) -> None:
        # In a task of its own: a broker that does not answer must not keep anybody from the halt latch.
        loop = asyncio.get_running_loop()
        every, compared = self.plan.reconciliation_seconds, loop.time()
        large = LargeFills(session.parts.core.venue, self.plan.large_fill_pct)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(SETTLE_SECONDS):
                    await self.back.wait()
            due = self.back.is_set() or unsettled(session) or (every and loop.time() - compared >= every)
            if large.come() or due:
                self.back.clear()
                await self.reconcile()
                compared = loop.time()

    async def _look_after(self, session: Session) -> None:
        flushed = shown = 0.0
        while True:
            await asyncio.sleep(POLL_SECONDS)
            self.beat_ns = self.plan.clock()
            self.priority.look()
            await session.obey_latch()
            session.note_feed()
            now = asyncio.get_running_loop().time()
            if self.checkpoints is not None and session.state is not EngineState.FAILED:
                self.checkpoints.look(now)
            if now - shown >= SHOW_SECONDS:
                self._show()
                if self.watch is not None:
                    self.watch.look(self.beat_ns, None if self.shadow is None else self.shadow.monitored)
                shown = now
            if now - flushed >= FLUSH_SECONDS:
                self._note_values()
                session.parts.journal.flush()
                await asyncio.to_thread(session.parts.journal.make_room)
                flushed = now

    def shadow_report(self) -> ShadowReport:
        """Return how live stood beside its shadow when they were last compared.

        Raises:
            EngineError: If there is no shadow, or nothing was compared yet.
        """
        if self.plan.shadow is None:
            raise EngineError("there is no shadow: make the engine with shadow_mode=True")
        if self.shadow is None or self.shadow.compared is None:
            raise EngineError("nothing was compared yet: the engine has not started, or no event has come")
        return self.shadow.compared

    async def reconcile(self) -> None:
        """Pull what was missed, ask about what is not known, and compare the account with the broker's."""
        if self.reconciler is None:
            raise EngineError("the engine has not started: there is nothing to reconcile yet")
        await mend(self._session, self.reconciler)

    async def _close(self, session: Session) -> None:
        await session.drain()
        if self.shadow is not None:
            await self.shadow.finish(session)
        await self.reconcile()
        session.note_risk()
        if session.state not in RESTS:
            session.change(EngineState.STOPPED, FEED_ENDED if not self.stopping.is_set() else "shut down")
        self._note_values()
        if self.checkpoints is not None:
            self.checkpoints.take(last=True)
        session.parts.journal.flush()

    async def command(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Do what another process asks for; it holds no key and gives no order.

        Args:
            name: status, session, points, metrics, shadow, halt, pause, resume, reset, reconcile, note or shutdown.
            arguments: Of the command, JSON-typed.

        Raises:
            CommandError: If there is no such command, or an argument is missing.
            EngineError: If it cannot be done in this state.
        """
        words = {key: str(value) for key, value in arguments.items()}
        if name == "points":
            return {"points": self.points.after(int(words.get("after", "0")))}
        try:
            match name:
                case "session":
                    return self.plan.header()
                case "metrics":
                    return self._numbers()
                case "shadow":
                    return self.shadow_report().told()
                case _:
                    await self._obey(self._session, name, words)
        except KeyError as error:
            raise CommandError(f"{name} needs {error}") from None
        self._show()
        return self.snapshot

    async def _obey(self, session: Session, name: str, words: Mapping[str, str]) -> None:
        match name:
            case "status":
                pass  # it is shown after every command
            case "halt":
                await session.halt(words["reason"], words["operator"])
            case "pause":
                await session.pause()
            case "resume":
                await session.resume(words["operator"], words["reason"])
            case "reset":
                await session.reset_breakers(words["operator"], words["reason"], words.get("breaker"))
            case "reconcile":
                await self.reconcile()
            case "note":
                told = {"code": "operator", "text": f"{words['operator']}: {words['reason']}"}
                session.parts.journal.append("notice", told, durable=True)
            case "shutdown":
                self.stopping.set()
            case _:
                raise CommandError(f"there is no command {name!r}")

    def _numbers(self) -> dict[str, Any]:
        if self.watch is None:
            raise EngineError(
                "nothing measures this engine: start it with watch=WatchPlan(), or from live.yaml"
            )
        return self.watch.numbers()

    @property
    def _session(self) -> Session:
        if self.session is None:
            raise EngineError("the engine has not started yet: start() it first")
        return self.session

    def _claim(self, account: AccountIdentity) -> None:
        if not self._session.simulated:
            self.account = AccountLock(self.plan.folder.parent, self.plan.name, self.plan.clock)
            self.account.claim(account)

    def _changed(self, kind: str) -> None:
        session = self.session
        if kind == "market" and session is not None:
            venue = session.parts.core.venue
            account = venue.account()
            exposure = account["long_exposure"] + account["short_exposure"]
            point = (session.now_ns, float(venue.portfolio_value()), float(exposure))
            self.points.add(point)
            if self.notes is not None:
                self.notes.add(point)

    def _note_values(self) -> None:
        if self.notes is not None:
            self.notes.write()

    def _show(self) -> None:
        session = self._session
        journal = session.parts.journal
        compared = None if self.shadow is None else self.shadow.compared
        latest = None if self.reconciler is None else self.reconciler.last_report
        beat = {
            "beat_ns": self.plan.clock(),
            "feed": feed_view(session),
            "opening": self.checkpoints is None,
        }
        # Whatever else is shown changes with one of these.
        stands = (
            session.state,
            session.failure,
            session.taken,
            session.parts.latch.read(),
            self.priority.told,
        )
        shown = (journal.head[0], journal.failed, *stands, compared, latest)
        if shown == self.shown:
            self.snapshot = {**self.snapshot, **beat}
            return
        for record in journal.read(self.seen, TOLD):
            self.events.append(
                {"seq": record.seq, "kind": record.kind, "time_ns": record.time_ns, **record.payload}
            )
        self.seen, self.shown = journal.head[0], shown
        self.snapshot = {
            **status_of(session),
            "name": self.plan.name,
            "broker": self.plan.broker.name,
            "environment": self.plan.broker.environment,
            "folder": str(self.plan.folder),
            **beat,
            "priority": self.priority.told,
            "taken": session.taken,
            "events": list(self.events),
            "jobs": [] if self.jobs is None else self.jobs.rows(),
            "shadow": None if compared is None else compared.to_dict(),
            "reconciliation": None if latest is None else latest.to_dict(),
        }
