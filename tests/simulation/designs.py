"""Engines that are wrong in one rule each: the simulation has to tell every one of them from the true one.

A design replaces a method of one part, or one name of a module while a seed runs; everything else is the true engine.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from rustybt.exceptions import BrokerError, BrokerMaintenanceError, BrokerTimeoutError, JournalError
from rustybt.live import journal_files, recovery, replay, risk_gate, turns
from rustybt.live.brokers.messages import Accepted, Cancelled, Disconnected, Filled, Reconnected, Refused
from rustybt.live.halt import HaltRecord
from rustybt.live.order_state import Applied, CancelSent, IntentJournalled, OutcomeUnknown
from rustybt.live.outbox import Outbox
from rustybt.live.risk_gate import Lane
from rustybt.live.session import Session
from rustybt.live.session_parts import EngineState
from rustybt.model.events import FillReported, OrderEnded
from tests.simulation.lives import MortalJournal, MortalLatch, Parts, WatchedExchange, WatchedGate
from tests.simulation.markets import Trader


@dataclass(frozen=True, slots=True)
class Design:
    """A broken engine.

    Attributes:
        what: The rule that it breaks.
        parts: What it replaces of the engine.
        patches: Module, name and value of what it replaces besides.
    """

    what: str
    parts: dict[str, Any] = field(default_factory=dict)
    patches: tuple[tuple[Any, str, Any], ...] = ()

    def made(self) -> Parts:
        return Parts(**self.parts)


DESIGNS: dict[str, Design] = {}


def design(what: str, **kinds: Any) -> Callable[[Any], Any]:
    """Register a class as the part of a design that bears its name."""

    def register(made: Any) -> Any:
        name = "".join("_" + each.lower() if each.isupper() else each for each in made.__name__).strip("_")
        for base in (Session, Outbox, MortalJournal, MortalLatch, WatchedExchange, WatchedGate, Trader):
            if issubclass(made, base):
                parts = {PART_OF[base]: made} if base is not Outbox else {"session": _with_outbox(made)}
                DESIGNS[name] = Design(what, parts, kinds.get("patches", ()))
        return made

    return register


PART_OF = {
    Session: "session",
    MortalJournal: "journal",
    MortalLatch: "latch",
    WatchedExchange: "exchange",
    WatchedGate: "gate",
    Trader: "strategy",
}


def _with_outbox(made: type[Outbox]) -> type[Session]:
    class WithOutbox(Session):
        def __init__(self, parts):
            super().__init__(parts)
            self.outbox = made(self)

    return WithOutbox


def patch(name: str, what: str, *patches: tuple[Any, str, Any], **parts: Any) -> None:
    DESIGNS[name] = Design(what, parts, patches)


# What is sent.


@design("an order whose answer was lost is sent again, with the same id")
class ResendSameId(Outbox):
    async def _leave(self, intent, lane):
        answer = await super()._leave(intent, lane)
        if isinstance(answer, OutcomeUnknown):
            try:
                return await self._session.parts.broker.submit_order(intent)
            except BrokerError:
                return answer
        return answer


@design("an order whose answer was lost is sent again, with an id of its own")
class ResendNewId(Outbox):
    async def _leave(self, intent, lane):
        answer = await super()._leave(intent, lane)
        if isinstance(answer, OutcomeUnknown):
            try:
                await self._session.parts.broker.submit_order(
                    replace(intent, order_id=intent.order_id + "-r")
                )
            except BrokerError:
                return answer
        return answer


@design("an order leaves before its intent is on the disk")
class NoFlushBeforeSend(Session):
    def record(self, event, *, durable=False):
        return super().record(event, durable=durable and not isinstance(event, IntentJournalled))


@design("an order is sent first and journalled afterwards")
class SendFirst(Session):
    async def _place(self, order):
        intent = turns.intent_of(order, self.parts.names, self.now_ns)
        verdict = self.parts.gate.check(intent, turns.risk_view(self, order.asset), self.now_ns)
        if isinstance(verdict, risk_gate.Refused):
            await self._advance(OrderEnded(order.id, verdict.message, refused=True))
            return
        try:
            answer = await self.parts.broker.submit_order(intent)
        except BrokerError as error:
            answer = OutcomeUnknown(intent.order_id, str(error), self.parts.clock())
        self.record(IntentJournalled(intent, self.parts.clock()), durable=True)
        await self.answered(intent, answer)


@design("what was admitted leaves although a halt came in between")
class HaltLetsQueuedGo(Outbox):
    def _kept(self, order_id, lane):
        return ""


@design("orders do not pass the gate")
class NoGate(Session):
    async def _place(self, order):
        intent = turns.intent_of(order, self.parts.names, self.now_ns)
        self.record(IntentJournalled(intent, self.parts.clock()), durable=True)
        await self.outbox.send(intent, Lane.RISK)


@design("after a restart an order that may have left is sent again")
class RestartSendsAgain(Session):
    @property
    def simulated(self):
        return self.state is EngineState.RECONCILING


# What an answer means.


def _refused(intent, error) -> Refused:
    return Refused(order_id=intent.order_id, code="other", evidence=str(error), time_ns=0)


@design("a server's error counts as a refusal")
class ServerErrorIsRefusal(WatchedExchange):
    async def submit_order(self, intent):
        try:
            return await super().submit_order(intent)
        except BrokerMaintenanceError as error:
            return _refused(intent, error)


@design("no answer in time counts as a refusal")
class TimeoutIsRefusal(WatchedExchange):
    async def submit_order(self, intent):
        try:
            return await super().submit_order(intent)
        except BrokerTimeoutError as error:
            return _refused(intent, error)


@design("no answer counts as accepted")
class UnknownIsAccepted(WatchedExchange):
    async def submit_order(self, intent):
        try:
            return await super().submit_order(intent)
        except BrokerError:
            return Accepted(order_id=intent.order_id, broker_order_id="", time_ns=0)


@design("a cancel that was sent is taken for the order's end")
class CancelIsFinal(Session):
    def record(self, event, *, durable=False):
        done = super().record(event, durable=durable)
        order = self.orders.get(event.order_id)
        if isinstance(event, CancelSent) and order is not None:
            super().record(
                Cancelled(
                    order_id=order.order_id,
                    broker_order_id=order.broker_order_id,
                    filled=order.filled,
                    reason="cancel sent",
                    time_ns=event.time_ns,
                )
            )
        return done


def _absent_after(nanos: int):
    def prove(order, **told):
        left = order.changed_ns if order.sent_ns is None else order.sent_ns
        return recovery_prove(order, **{**told, "valid_until_ns": left + nanos})

    return prove


recovery_prove = recovery.prove_absent
patch(
    "not_found_means_rejected",
    "an order that is not found counts as rejected at once",
    (recovery, "prove_absent", _absent_after(0)),
)
patch(
    "not_found_for_three_seconds",
    "an order that is not found after three seconds counts as rejected",
    (recovery, "prove_absent", _absent_after(3_000_000_000)),
)
patch(
    "restart_forgets_what_left",
    "what was on its way at a crash counts as never sent",
    (
        recovery,
        "OutcomeUnknown",
        lambda order_id, reason, time_ns: Refused(
            order_id=order_id, code="other", evidence=reason, time_ns=time_ns
        ),
    ),
)


async def _nothing(*_: object) -> int:
    return 0


patch(
    "unknown_is_never_asked_about",
    "an order of unknown fate is left so",
    (recovery, "resolve_unknown", _nothing),
)
# What is booked.

patch("trust_the_stream", "fills are heard, and never pulled", (recovery, "catch_up", _nothing))


@design("a trade counts as often as it is heard of")
class NoTradeIdDedupe(Session):
    async def _hear_of_order(self, report):
        if isinstance(report, Filled) and report.trade_id in self.orders.trade_ids():
            await self._advance(self.fill_event(report))
            return
        await super()._hear_of_order(report)


@design("a fill that comes after its order has ended is dropped")
class LateFillsDropped(Session):
    async def _hear_of_order(self, report):
        order = self.orders.get(report.order_id)
        if isinstance(report, Filled) and order is not None and not order.open:
            return
        await super()._hear_of_order(report)


@design("a cursor of fills is moved on by what was heard")
class CursorByCount(Session):
    async def _hear_of_order(self, report):
        await super()._hear_of_order(report)
        if isinstance(report, Filled):
            self.cursor = str(int(self.cursor or 0) + 1)


@design("fees are not booked")
class FeesForgotten(Session):
    def fill_event(self, fill):
        return replace(super().fill_event(fill), commission=Decimal(0))


@design("money goes through floats")
class FloatMoney(Session):
    def fill_event(self, fill):
        return replace(super().fill_event(fill), commission=Decimal(str(round(float(fill.fee), 2))))


@design("trades that are not ours are passed over")
class OutsidersIgnored(Session):
    async def _hear_of_other(self, report):
        pass


carry_out = recovery.carry_out


async def _not_asked(session, report):
    await carry_out(session, report)
    return []


async def _overwritten(session, report):
    for found in report.position_discrepancies:
        order = next((each for each in session.orders if each.intent.asset == found.asset), None)
        if order is not None:
            name = recovery.in_core(order.order_id)
            price = session.parts.core.venue.bar_data.current(order.intent.asset, "price")
            fill = FillReported(name, f"sync-{session.parts.clock()}", found.difference, price, Decimal(0))
            await session.advance(fill)
    return []


patch(
    "positions_are_overwritten",
    "positions are set to what the broker says",
    (recovery, "carry_out", _overwritten),
)
patch(
    "lost_ends_are_never_asked_about",
    "an order that stands here and not at the venue is left so",
    (recovery, "carry_out", _not_asked),
)


# What is journalled, and what survives.


@design("the core is stepped before its event is journalled")
class StepBeforeJournal(Session):
    async def _advance(self, event):
        if self.state is not EngineState.FAILED:
            await self._step(event)
            self._note_event(event)


@design("what the venue accepted is not journalled")
class AcceptancesNotJournalled(Session):
    def record(self, event, *, durable=False):
        if isinstance(event, Accepted):
            return Applied(self.orders.apply(event).order, changed=True)
        return super().record(event, durable=durable)


@design("the journal's errors are passed over")
class FullDiskIgnored(MortalJournal):
    def append(self, kind, payload, *, durable=False, tables=None):
        try:
            return super().append(kind, payload, durable=durable, tables=tables)
        except JournalError:
            return 0

    def flush(self):
        try:
            super().flush()
        except JournalError:
            return


@design("the strategy reads a clock")
class WallClock(Trader):
    def trade(self, context, data, asset):
        if int(asyncio.get_running_loop().time() * 1000) % 3:
            super().trade(context, data, asset)


@design("a restart counts one market event too many")
class FeedSkipsOnRestart(Session):
    @property
    def taken(self):
        return self._taken

    @taken.setter
    def taken(self, value):
        self._taken = value + 1 if self.state is EngineState.NEW and value else value


patch(
    "counts_are_forgotten",
    "what breakers and gate have counted does not survive a restart",
    (replay._Fold, "_risk", lambda self, payload: None),
)
patch(
    "pauses_are_forgotten",
    "a pause does not survive a restart",
    (recovery, "refold", lambda *a, **k: _unpaused(refolded(*a, **k))),
)
refolded = replay.refold


def _unpaused(found):
    found.paused = False
    return found


_NO_LATCH = (recovery, "_latch_again", lambda session, found: None)


@design("a halt is kept in memory only", patches=(_NO_LATCH,))
class LatchInMemory(MortalLatch):
    held: HaltRecord | None = None

    @property
    def is_set(self):
        return self.held is not None

    def set(self, record):
        self.held = self.held or record
        return self.held

    def read(self):
        return self.held

    def clear(self):
        self.held = None


def _cleared(session, found):
    session.parts.latch.clear()


patch("restart_resumes", "a restart clears the halt", (recovery, "_latch_again", _cleared))
patch(
    "no_lock",
    "nothing keeps a second engine off the journal",
    (journal_files, "fcntl", SimpleNamespace(flock=lambda *_: None, LOCK_EX=2, LOCK_NB=4, LOCK_UN=8)),
    (journal_files, "_WAIT_SECONDS", 0.0),
)

# What a halt, a lane, a gate do.


@design("a halt cancels nothing")
class HaltCancelsNothing(Session):
    async def _halt(self, record):
        opened, self.orders.open = self.orders.open, tuple
        try:
            await super()._halt(record)
        finally:
            self.orders.open = opened

    async def cancel_again(self):
        pass


@design("a cancel that got lost is not asked for again")
class CancelsOnce(Session):
    async def cancel_again(self):
        pass


@design("a lost lane changes nothing")
class DisconnectIgnored(Session):
    async def _hear(self, report):
        if isinstance(report, Disconnected):
            self.parts.journal.append("lane", {"lane": report.lane, "up": False, "reason": ""})
            return
        await super()._hear(report)


@design("a lane that is back arms the session at once")
class RearmOnReconnect(Session):
    async def _hear(self, report):
        await super()._hear(report)
        if isinstance(report, Reconnected):
            self.down.clear()
            self.arm("connected again")


@design("new risk is taken before the account was compared")
class ArmBeforeComparing(Session):
    def change(self, state, why=""):
        super().change(EngineState.ARMED if state is EngineState.RECONCILING else state, why)

    def rest(self):
        return EngineState.PAUSED if self.paused else EngineState.ARMED


def _without(name: str):
    return {key: check for key, check in risk_gate.CHECKS.items() if key != name}


patch(
    "gate_ignores_unknown",
    "an order of unknown fate blocks nothing",
    (risk_gate, "CHECKS", _without("unknown")),
)
patch("gate_ignores_state", "new risk is taken in every state", (risk_gate, "CHECKS", _without("engine")))
patch("gate_ignores_age", "marks may be of any age", (risk_gate, "CHECKS", _without("freshness")))


@design("orders are not counted by the minute")
class GateIgnoresRate(WatchedGate):
    def _rate(self, case):
        return iter(())


@design("pending orders count for nothing")
class GateIgnoresPending(WatchedGate):
    def check(self, intent, view, now_ns):
        return super().check(intent, replace(view, open_orders=()), now_ns)
