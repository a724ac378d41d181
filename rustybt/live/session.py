"""One strategy on one account: what must happen in one order, one thing at a time.

Every event is journalled before it is stepped; every order passes the gate, and its intent is on the disk before
a byte of it leaves; it is sent once. What the broker says is booked by trade id. A halt stops new risk, cancels
what is open and stays until an operator resumes.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rustybt.exceptions import (
    BrokerError,
    EngineError,
    JournalError,
    OrderStateError,
    RustyBTError,
    UnknownOrderError,
)
from rustybt.live.brokers.messages import (
    Accepted,
    BrokerNotice,
    BrokerReport,
    Cancelled,
    Disconnected,
    Expired,
    Filled,
    OrderIntent,
    Reconnected,
    Rejected,
    SubmitAnswer,
)
from rustybt.live.brokers.messages import Refused as RefusedByVenue
from rustybt.live.halt import HaltRecord
from rustybt.live.journal_audit import order_tables
from rustybt.live.journal_events import encode_effect, encode_event
from rustybt.live.order_names import in_core, intent_of
from rustybt.live.order_state import (
    CancelSent,
    IntentJournalled,
    OrderEvent,
    OrderState,
    OutcomeUnknown,
    Sent,
)
from rustybt.live.orders import LiveOrders
from rustybt.live.risk_gate import Lane, Refused
from rustybt.live.session_parts import EngineState, SessionParts, TradesOnBars
from rustybt.live.session_views import position_rows, risk_view
from rustybt.model.effects import Effect, OrderCancelled, OrderPlaced
from rustybt.model.events import (
    BarArrived,
    BarClosed,
    Event,
    FillReported,
    MarketEvent,
    OrderEnded,
    SessionClosed,
)

if TYPE_CHECKING:
    from rustybt.live.order_state import LiveOrder
    from rustybt.model.orders import Order

__all__ = ["Session"]

MOST_EFFECTS = 10_000
"""Effects that one event may bring about, those of their answers included; more is a strategy that orders in a loop."""


class Session:
    """The single writer of a session's state.

    Args:
        parts: What it is made of.
    """

    def __init__(self, parts: SessionParts) -> None:
        self.parts = parts
        self.orders = LiveOrders()
        self.state = EngineState.NEW
        self.taken = 0
        self.cursor = ""
        self.failure = ""
        self._turn = asyncio.Lock()
        self._effects: deque[Effect] = deque()
        self._sending: set[asyncio.Task[None]] = set()

    @property
    def simulated(self) -> bool:
        """Whether the broker trades on our own bars, and answers at once."""
        return isinstance(self.parts.broker, TradesOnBars)

    @property
    def now_ns(self) -> int:
        """The market's time, UTC nanoseconds."""
        return self.parts.core.venue.now_ns

    def change(self, state: EngineState, why: str = "") -> None:
        """Note that the session stands elsewhere.

        Args:
            state: Where.
            why: In words.
        """
        if state is not self.state:
            self.state = state
            self.parts.journal.append("state", {"state": state.value, "why": why})
            self.parts.on_change("state")

    async def take(self, event: MarketEvent) -> None:
        """Take a market event to its end: the orders meet it, the strategy decides, its orders leave.

        Args:
            event: The next one of the feed.

        Raises:
            RustyBTError: If the strategy or the accounting failed; the session has halted then, and is FAILED.
            EngineError: If the session takes no events in its state.
        """
        if self.state in (EngineState.FAILED, EngineState.STOPPED, EngineState.NEW):
            raise EngineError(f"the session is {self.state}: {self.failure or 'it takes no events'}")
        async with self._turn:
            await self._obey_latch()
            self._note_event(event)
            self.taken += 1
            broker = self.parts.broker
            reports = broker.on_market_event(event) if isinstance(broker, TradesOnBars) else ()
            await self._step(event)
            for report in reports:
                await self._hear(report)
            if isinstance(event, BarArrived):
                await self._advance(BarClosed(event.step))
            await self._settle()
            self._observe()
            if isinstance(event, SessionClosed):
                self.note_risk()
        self.parts.on_change("market")

    async def advance(self, event: Event) -> None:
        """Take an event that no feed and no report brought: what a restart has to make up for.

        Args:
            event: A bar to decide on, a fill that is in the book, the end of an order that was never sent.
        """
        async with self._turn:
            await self._advance(event)
            await self._settle()
            self._observe()

    async def hear(self, report: BrokerReport) -> None:
        """Take a report of the broker's to its end.

        Args:
            report: As it came; one that is known changes nothing.

        Raises:
            RustyBTError: If it cannot be booked; the session has halted then.
        """
        async with self._turn:
            await self._hear(report)
            await self._settle()
            self._observe()
        self.parts.on_change("orders")

    async def send_journalled(self, order: LiveOrder) -> None:
        """Send an order whose intent is durable and which certainly never left: of a simulated broker.

        Args:
            order: In JOURNALLED.
        """
        async with self._turn:
            self.record(Sent(order.order_id, self.parts.clock()))
            await self._answered(order.intent, await self._submit(order.intent))
            await self._settle()

    async def send_again(self, effects: Sequence[Effect]) -> None:
        """Let orders that were decided before a restart, and never journalled, go their way.

        Args:
            effects: Without the orders that the journal knows.
        """
        async with self._turn:
            self._effects.extend(effects)
            await self._settle()

    async def halt(self, reason: str, operator: str) -> HaltRecord:
        """Stop new risk, durably, and cancel every open order; positions stay as they are.

        Args:
            reason: In words.
            operator: Who.

        Returns:
            The halt that holds, which is the first one.
        """
        record = self.parts.latch.set(
            HaltRecord(reason=reason, operator=operator, time_ns=self.parts.clock())
        )
        async with self._turn:
            await self._halt(record)
        return record

    async def resume(self, operator: str, reason: str) -> None:
        """Take new risk again after a halt or a pause.

        Args:
            operator: Who decides it.
            reason: Why it may be done.

        Raises:
            EngineError: If the session failed, a breaker is latched, or an outcome is not known.
        """
        if not operator.strip() or not reason.strip():
            raise EngineError("a resume names its operator and its reason: give both")
        if self.state is EngineState.FAILED:
            raise EngineError(f"the session has failed ({self.failure}): mend it, and start a new one")
        if not self.parts.breakers.can_trade():
            reasons = "; ".join(self.parts.breakers.get_trip_reasons())
            raise EngineError(f"breakers stand ({reasons}): reset them first, with an operator and a reason")
        if unknown := [order.order_id for order in self.orders.unknown()]:
            raise EngineError(f"nobody knows what became of {', '.join(unknown)}: resolve them first")
        async with self._turn:
            self.parts.journal.append("resume", {"operator": operator, "reason": reason}, durable=True)
            self.parts.latch.clear()
            self.change(EngineState.ARMED, f"{operator}: {reason}")

    async def pause(self) -> None:
        """Take no new risk until `resume`; open orders stay."""
        if self.state is EngineState.ARMED:
            self.change(EngineState.PAUSED, "paused")

    def note_risk(self) -> None:
        """Journal what breakers and gate have counted."""
        state = {"breakers": self.parts.breakers.state(), "gate": self.parts.gate.state()}
        self.parts.journal.append("risk", state)

    def note_effects(self, effects: Sequence[Effect]) -> None:
        """Journal what the event before did, so that a replay can be held to it.

        Args:
            effects: Of the event, at least one.
        """
        self.parts.journal.append("effects", {"effects": [encode_effect(effect) for effect in effects]})

    async def reset_breakers(self, operator: str, reason: str, name: str | None = None) -> None:
        """Reset latched breakers and measure anew; the session stays halted until `resume`.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            name: Of the one; None for all that are latched.
        """
        async with self._turn:
            done = self.parts.breakers.reset(operator, reason, name=name)
            self.parts.journal.append("reset", {"resets": [str(each) for each in done]}, durable=True)
            self._observe()
            self.note_risk()

    def record(self, event: OrderEvent, *, durable: bool = False) -> bool:
        """Journal an order's event and apply it; whether it changed the order.

        Args:
            event: What happened.
            durable: Whether it must be on the disk before anything else happens.
        """
        tables = order_tables(event, self.orders.get(event.order_id))
        self.parts.journal.append("order", encode_event(event), durable=durable, tables=tables)
        return self.orders.apply(event).changed

    def fill_event(self, fill: Filled) -> FillReported:
        """Return what the core is told of a fill.

        Args:
            fill: Of an order in the book.
        """
        order = self.orders.get(fill.order_id) or self.orders.by_broker_id(fill.broker_order_id)
        ours = in_core(fill.order_id if order is None else order.order_id)
        return FillReported(ours, fill.trade_id, fill.amount, fill.price, fill.fee)

    async def drain(self) -> None:
        """Wait until every request that is under way has its answer."""
        while self._sending:
            await asyncio.wait(set(self._sending))

    def _note_event(self, event: Event) -> None:
        self.parts.journal.append(
            "event", encode_event(event), durable=isinstance(event, FillReported | OrderEnded)
        )

    async def _advance(self, event: Event) -> None:
        self._note_event(event)
        await self._step(event)

    async def _step(self, event: Event) -> None:
        try:
            effects = self.parts.core.step(event)
        except RustyBTError as error:
            await self._fail(error)
            raise
        if effects:
            self.note_effects(effects)
            self._effects.extend(effects)

    async def _settle(self) -> None:
        handled = 0
        while self._effects:
            handled += 1
            if handled > MOST_EFFECTS:
                self._effects.clear()
                error = EngineError(
                    f"one event brought about more than {MOST_EFFECTS} effects: the strategy orders in a loop, such "
                    "as from on_order_reject"
                )
                await self._fail(error)
                raise error
            effect = self._effects.popleft()
            if isinstance(effect, OrderPlaced):
                await self._place(effect.order)
            elif isinstance(effect, OrderCancelled):
                await self._cancel(self.parts.names.at_broker(effect.order.id))

    async def _place(self, order: Order) -> None:
        intent = intent_of(order, self.parts.names, self.now_ns)
        verdict = self.parts.gate.check(intent, risk_view(self, order.asset), self.now_ns)
        if verdict.trips:
            await self._tripped([str(trip) for trip in verdict.trips])
        if isinstance(verdict, Refused):
            told = {"order_id": intent.order_id, "message": verdict.message}
            self.parts.journal.append("refused", told)
            await self._advance(OrderEnded(order.id, verdict.message, refused=True))
            return
        self.record(IntentJournalled(intent, self.parts.clock()), durable=True)
        # The disk may have taken its time: a halt that came meanwhile still counts.
        if verdict.lane is Lane.RISK and self.parts.latch.is_set:
            await self._answered(intent, _never_left(intent, self.parts.clock()))
            return
        self.record(Sent(intent.order_id, self.parts.clock()))
        if isinstance(self.parts.broker, TradesOnBars):
            await self._answered(intent, await self._submit(intent))
            return
        task = asyncio.get_running_loop().create_task(self._send(intent))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, intent: OrderIntent) -> None:
        answer = await self._submit(intent)
        async with self._turn:
            await self._answered(intent, answer)
            await self._settle()
        self.parts.on_change("orders")

    async def _submit(self, intent: OrderIntent) -> SubmitAnswer | OutcomeUnknown:
        try:
            async with asyncio.timeout(self.parts.submit_timeout):
                return await self.parts.broker.submit_order(intent)
        except (BrokerError, TimeoutError) as error:
            return OutcomeUnknown(intent.order_id, f"{type(error).__name__}: {error}", self.parts.clock())

    async def _answered(self, intent: OrderIntent, answer: SubmitAnswer | OutcomeUnknown) -> None:
        self.record(answer, durable=not isinstance(answer, Accepted))
        if isinstance(answer, OutcomeUnknown):
            await self._error("broker_error")
            return
        order = self.orders.get(intent.order_id)
        if isinstance(answer, RefusedByVenue) and order is not None and order.state is OrderState.REJECTED:
            await self._error("order_rejected")
            ours = in_core(intent.order_id)
            await self._advance(OrderEnded(ours, f"{answer.code}: {answer.evidence}", refused=True))

    async def _cancel(self, order_id: str) -> None:
        order = self.orders.get(order_id)
        if order is None or not order.open or order.cancel_sent_ns is not None:
            return
        self.record(CancelSent(order_id, self.parts.clock()))
        broker = self.parts.broker
        try:
            async with asyncio.timeout(self.parts.submit_timeout):
                await broker.cancel_order(order_id)
        except (BrokerError, TimeoutError) as error:
            self.parts.journal.append("cancel_failed", {"order_id": order_id, "error": str(error)})
            await self._error("broker_error")
        for report in broker.take_reports() if isinstance(broker, TradesOnBars) else ():
            await self._hear(report)

    async def _hear(self, report: BrokerReport) -> None:
        match report:
            case Disconnected():
                self.parts.journal.append("lane", {"lane": report.lane, "up": False, "reason": report.reason})
                if self.state is EngineState.ARMED:
                    self.change(EngineState.DISCONNECTED, f"{report.lane}: {report.reason}")
                await self._error("broker_error")
            case Reconnected():
                self.parts.journal.append("lane", {"lane": report.lane, "up": True, "reason": ""})
            case BrokerNotice():
                self.parts.journal.append("notice", {"code": report.code, "text": report.text})
                self.parts.core.call("on_broker_message", report)
            case Accepted() | Filled() | Cancelled() | Rejected() | Expired():
                await self._hear_of_order(report)

    async def _hear_of_order(self, report: Accepted | Filled | Cancelled | Rejected | Expired) -> None:
        if isinstance(report, Filled) and report.trade_id in self.orders.trade_ids():
            return
        try:
            changed = self.record(report)  # the event that follows brings both to the disk
        except UnknownOrderError:
            self.parts.journal.append("external", encode_event(report), durable=True)
            await self._halt_for(f"a report of an order that is not ours: {report}", "engine")
            return
        except OrderStateError as error:
            await self._halt_for(f"a report that cannot be: {error}", "engine")
            return
        if not changed:
            return
        if isinstance(report, Filled):
            await self._advance(self.fill_event(report))
            self.parts.journal.append(
                "position", {"trade_id": report.trade_id}, tables=position_rows(self, report)
            )
        elif not isinstance(report, Accepted):
            reason = report.evidence if isinstance(report, Rejected) else report.reason
            ours = in_core(report.order_id)
            await self._advance(OrderEnded(ours, reason, refused=isinstance(report, Rejected)))

    def _observe(self) -> None:
        venue = self.parts.core.venue
        trips = self.parts.breakers.on_value(venue.portfolio_value(), self.now_ns, venue.session_day)
        if trips:
            self._latch_trips([str(trip) for trip in trips])

    async def _error(self, kind: str) -> None:
        trips = self.parts.breakers.on_error(kind, self.now_ns)
        if trips:
            await self._tripped([str(trip) for trip in trips])

    def _latch_trips(self, trips: list[str]) -> None:
        self.parts.journal.append("tripped", {"trips": list(trips)})
        self.note_risk()
        self.parts.journal.flush()
        record = HaltRecord(reason="; ".join(trips), operator="breaker", time_ns=self.parts.clock())
        self.parts.latch.set(record)

    async def _tripped(self, trips: list[str]) -> None:
        self._latch_trips(trips)
        await self._obey_latch()

    async def obey_latch(self) -> None:
        """Halt if the latch was set, by whomever."""
        async with self._turn:
            await self._obey_latch()

    async def _obey_latch(self) -> None:
        if self.state not in (EngineState.HALTED, EngineState.FAILED) and self.parts.latch.is_set:
            record = self.parts.latch.read()
            if record is not None:
                await self._halt(record)

    async def _halt_for(self, reason: str, operator: str) -> None:
        record = HaltRecord(reason=reason, operator=operator, time_ns=self.parts.clock())
        await self._halt(self.parts.latch.set(record))

    async def _halt(self, record: HaltRecord) -> None:
        if self.state is EngineState.FAILED:
            return
        if self.state is not EngineState.HALTED:
            self.parts.journal.append("halt", asdict(record), durable=True)
            self.change(EngineState.HALTED, record.reason)
        for order in self.orders.open():
            await self._cancel(order.order_id)

    async def _fail(self, error: RustyBTError) -> None:
        self.failure = f"{type(error).__name__}: {error}"
        reason = HaltRecord(reason=self.failure, operator="engine", time_ns=self.parts.clock())
        self.parts.latch.set(reason)
        try:
            self.parts.journal.append("failed", {"error": self.failure}, durable=True)
            self.change(EngineState.FAILED, self.failure)
        except JournalError:
            self.state = EngineState.FAILED
        for order in self.orders.open():
            await self._cancel_unjournalled(order.order_id)

    async def _cancel_unjournalled(self, order_id: str) -> None:
        # A cancel takes no risk and may be repeated: it goes out even when the journal takes nothing more.
        try:
            async with asyncio.timeout(self.parts.submit_timeout):
                await self.parts.broker.cancel_order(order_id)
        except (BrokerError, TimeoutError) as error:
            self.failure += f"; {order_id} could not be cancelled: {error}"


def _never_left(intent: OrderIntent, time_ns: int) -> RefusedByVenue:
    return RefusedByVenue(
        order_id=intent.order_id, code="other", evidence="halted before it was sent", time_ns=time_ns
    )
