"""What a session does within one turn: the parts of its rules that nothing may come between.

A turn holds the session's one lock. What is public here is called by the parts that a session is made of; whoever
feeds a session or commands it goes through `rustybt.live.session.Session`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from decimal import Decimal
from time import perf_counter_ns
from typing import TYPE_CHECKING

from rustybt.exceptions import EngineError, JournalError, OrderStateError, RustyBTError
from rustybt.finance.decimal.context import total
from rustybt.live.alert_values import plain_text
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
from rustybt.live.codecs import encode_record
from rustybt.live.halt import HaltRecord
from rustybt.live.journal_events import encode_effect, encode_event, record_order
from rustybt.live.order_names import in_core, intent_of
from rustybt.live.order_state import (
    Applied,
    IntentJournalled,
    OrderEvent,
    OrderState,
    OutcomeUnknown,
)
from rustybt.live.orders import LiveOrders
from rustybt.live.outbox import Outbox
from rustybt.live.risk_gate import Refused
from rustybt.live.session_parts import EngineState, SessionParts, TradesOnBars
from rustybt.live.session_views import position_rows, risk_view
from rustybt.live.unsaid import unsaid
from rustybt.model.effects import Effect, OrderCancelled, OrderPlaced
from rustybt.model.events import (
    AccountAdjusted,
    BarClosed,
    BrokerMessage,
    Event,
    FillReported,
    OrderEnded,
)

if TYPE_CHECKING:
    from rustybt.model.orders import Order

__all__ = ["Turns"]

_ZERO = Decimal(0)

MOST_EFFECTS = 10_000
"""Effects that one event may bring about, those of their answers included; more is a strategy that orders in a loop."""


MOST_SAID = 50_000
"""Letters of what a venue says that are looked at; far fewer are kept, so that none of a secret that was cut is."""

MOST_LATENCIES = 10_000
"""Latencies that are kept until somebody measures; the oldest are let go."""


class Turns:
    """The inner side of a session.

    Args:
        parts: What it is made of.

    Attributes:
        latencies: Of each market event and each report since somebody took them out: nanoseconds from its arrival to
            its effects, the wait for its turn included, and whether it was the market's.
    """

    def __init__(self, parts: SessionParts) -> None:
        self.parts = parts
        self.orders = LiveOrders()
        self.state = EngineState.NEW
        self.taken = 0
        self.cursor = ""
        self.currency = ""
        self.failure = ""
        self.paused = False
        self.halted: HaltRecord | None = None
        self.down: set[str] = set()
        self.unproven = True
        self.lapses = 0
        self.outsiders: set[str] = set()
        self.outbox = Outbox(self)
        self.opening = False
        self.decided = asyncio.Event()
        self._turn = asyncio.Lock()
        self._effects: deque[Effect] = deque()
        self._meeting = False
        self.latencies: deque[tuple[int, bool]] = deque(maxlen=MOST_LATENCIES)

    @property
    def simulated(self) -> bool:
        """Whether the broker trades on our own bars, and answers at once."""
        return isinstance(self.parts.broker, TradesOnBars)

    @property
    def is_halted(self) -> bool:
        """Whether the latch is set, or it was halted when the disk had no room for one."""
        return self.halted is not None or self.parts.latch.is_set

    @property
    def resting(self) -> bool:
        """Whether no turn is under way, or it waits for the disk."""
        return not self._turn.locked() or self.parts.journal.syncing

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
        if state is not self.state and self.state is not EngineState.FAILED:
            self.state = state
            self.parts.journal.append("state", {"state": state.value, "why": why})
            self.parts.on_change("state")

    def rest(self) -> EngineState:
        """Return where the session stands while nothing halts it."""
        if self.paused:
            return EngineState.PAUSED
        return EngineState.DISCONNECTED if self.down or self.unproven else EngineState.ARMED

    def note_risk(self) -> None:
        """Journal what breakers and gate have counted."""
        state = {"breakers": self.parts.breakers.state(), "gate": self.parts.gate.state()}
        self.parts.journal.append("risk", state)

    def note_feed(self) -> None:
        """Journal what happened to the data since the last time."""
        watch = self.parts.feed_watch
        for notice in () if watch is None else watch.take_notices():
            self.parts.journal.append("feed", notice)

    def note_effects(self, effects: Sequence[Effect]) -> None:
        """Journal what the event before did, so that a replay can be held to it.

        Args:
            effects: Of the event, at least one.
        """
        self.parts.journal.append("effects", {"effects": [encode_effect(effect) for effect in effects]})

    def record(self, event: OrderEvent, *, durable: bool = False) -> Applied:
        """Journal an order's event and apply it; what it did to the order.

        Args:
            event: What happened.
            durable: Whether it must be on the disk before anything else happens.
        """
        return record_order(self.parts.journal, self.orders, event, durable=durable)

    def rescale_orders(self) -> None:
        """Follow, in the book, what a split made of the open orders of a broker that trades on our own bars."""
        for order in self.orders.open() if self.simulated else ():
            ours = self.parts.core.venue.get_order(in_core(order.order_id))
            intent, amount = order.intent, total(order.filled, ours.open_amount)
            if not ours.open or (amount, ours.limit) == (intent.amount, intent.limit_price):
                continue
            stop = intent.stop_price if ours.stop is None else ours.stop
            told = {"amount": amount, "limit_price": ours.limit, "stop_price": stop}
            plain = {name: None if value is None else str(value) for name, value in told.items()}
            self.parts.journal.append("rescaled", {"order_id": order.order_id, **plain})
            self.orders.rescale(order.order_id, amount, ours.limit, stop)

    def fill_event(self, fill: Filled) -> FillReported:
        """Return what the core is told of a fill.

        Args:
            fill: Of an order in the book.
        """
        order = self.orders.get(fill.order_id) or self.orders.by_broker_id(fill.broker_order_id)
        ours = in_core(fill.order_id if order is None else order.order_id)
        fee = self.fee_here(fill.fee, fill.fee_currency)
        return FillReported(ours, fill.trade_id, fill.amount, fill.price, fee)

    def fee_here(self, fee: Decimal, currency: str) -> Decimal:
        """Return what a fee takes from the cash of the account: nothing, if it is in another currency.

        Args:
            fee: As the broker told it.
            currency: Of the fee; "" is the account's.
        """
        return fee if currency in ("", self.currency) or not self.currency else _ZERO

    async def answered(self, intent: OrderIntent, answer: SubmitAnswer | OutcomeUnknown) -> None:
        """Book how a submit ended, within a turn; see `take_answer`."""
        answer = unsaid(answer, self.parts.redactor)
        self.record(answer, durable=not isinstance(answer, Accepted))
        if isinstance(answer, OutcomeUnknown):
            await self._error("broker_error")
            return
        order = self.orders.get(intent.order_id)
        if isinstance(answer, RefusedByVenue) and order is not None and order.state is OrderState.REJECTED:
            if order.sent_ns is not None:  # one that was held back here is nobody's error
                await self._error("order_rejected")
            ours = in_core(intent.order_id)
            await self._advance(OrderEnded(ours, f"{answer.code}: {answer.evidence}", refused=True))

    async def cancel_answered(self, order_id: str, error: str) -> None:
        """Note how a cancel was answered, within a turn; see `take_cancel_answer`."""
        if error and not self.parts.journal.failed:
            self.parts.journal.append("cancel_failed", {"order_id": order_id, "error": error})
            await self._error("broker_error")
        if not self._meeting:
            await self._hear_of_cancels()

    async def fail(self, error: RustyBTError) -> None:
        """Stop for good, and cancel every open order; only the first failure counts.

        Args:
            error: Why.
        """
        if self.state is EngineState.FAILED:
            return  # what stands open is asked to be cancelled again by `cancel_again`
        self.failure = self.parts.words_of(error)
        self.state = EngineState.FAILED
        self._effects.clear()
        record = HaltRecord(reason=self.failure, operator="engine", time_ns=self.parts.clock())
        with suppress(JournalError):
            self.parts.latch.set(record)
        with suppress(JournalError):
            self.parts.journal.append("failed", {"error": self.failure}, durable=True)
            self.parts.journal.append("state", {"state": self.state.value, "why": self.failure})
        self.parts.on_change("state")
        for order in self.orders.open():
            await self.outbox.cancel(order.order_id)

    @asynccontextmanager
    async def _one_turn(self, *, market: bool | None = None) -> AsyncIterator[None]:
        # Of what arrives, from the market or from the broker, it is measured how long it took.
        began = perf_counter_ns()
        async with self._turn:
            try:
                yield
            except JournalError as error:
                await self.fail(error)
                raise
        if market is not None:
            self.latencies.append((perf_counter_ns() - began, market))

    def _note_event(self, event: Event) -> None:
        durable = isinstance(event, FillReported | OrderEnded | AccountAdjusted)
        self.parts.journal.append("event", encode_event(event), durable=durable)
        if isinstance(event, AccountAdjusted):
            self.parts.journal.append("adjusted", encode_record(event))

    async def _advance(self, event: Event) -> None:
        if self.state is EngineState.FAILED:
            return  # the book of orders goes on, what the strategy and its account would do is not known
        self._note_event(event)
        await self._step(event)

    async def _step(self, event: Event) -> None:
        try:
            effects = self.parts.core.step(event)
        except RustyBTError as error:
            await self.fail(error)
            raise
        if effects:
            self.note_effects(effects)
            self._effects.extend(effects)

    async def _meet(self, reports: Iterable[BrokerReport], step: int) -> None:
        # A strategy hears of each fill before the next is made, and what it cancels then is not filled any more; that
        # it is cancelled it hears after it has decided. All as in a backtest.
        broker, self._meeting = self.parts.broker, True
        try:
            await self._withdraw()
            for report in reports:
                await self._hear(report)
                await self._withdraw()
        finally:
            self._meeting = False
        touched = broker.touched() if isinstance(broker, TradesOnBars) else ()
        await self._advance(BarClosed(step, tuple(in_core(order) for order in touched)))
        await self._hear_of_cancels()

    async def _withdraw(self) -> None:
        for effect in [each for each in self._effects if isinstance(each, OrderCancelled)]:
            order = self.parts.names.at_broker(effect.order.id)
            if self.orders.get(order) is not None:  # one that was placed just now goes its way first
                self._effects.remove(effect)
                await self.outbox.cancel(order)

    async def _hear_of_cancels(self) -> None:
        broker = self.parts.broker
        for report in broker.take_reports() if isinstance(broker, TradesOnBars) else ():
            await self._hear(report)

    async def _judge_and_settle(self, flow: Decimal = _ZERO) -> None:
        # What the account is worth by now is judged before what was decided leaves, not after.
        await self._observe(flow)
        await self._settle()

    async def _settle(self) -> None:
        if self.opening:
            return  # what is decided while the session comes up waits until it is known where it stands
        handled = 0
        while self._effects:
            handled += 1
            if handled > MOST_EFFECTS:
                error = EngineError(
                    f"one event brought about more than {MOST_EFFECTS} effects: the strategy orders in a loop, such "
                    "as from on_order_reject"
                )
                await self.fail(error)
                raise error
            effect = self._effects.popleft()
            if isinstance(effect, OrderPlaced):
                await self._place(effect.order)
            elif isinstance(effect, OrderCancelled):
                await self.outbox.cancel(self.parts.names.at_broker(effect.order.id))

    async def _place(self, order: Order) -> None:
        wanted = self.parts.core.strategy.time_in_force_of(order.id)
        # What a venue cannot keep, the strategy's side ends in time; it does so besides where one can.
        kept = wanted if wanted in self.parts.broker.capabilities.times_in_force else "gtc"
        intent = intent_of(order, self.parts.names, self.now_ns, kept)
        verdict = self.parts.gate.check(intent, risk_view(self, order.asset), self.now_ns)
        if verdict.trips:
            await self._tripped([str(trip) for trip in verdict.trips])
        if isinstance(verdict, Refused):
            await self._withhold(order.id, verdict.message)
            return
        self.note_risk()  # what was counted is as durable as the order that it counts
        self.record(IntentJournalled(intent, self.parts.clock()), durable=True)
        await self.outbox.send(intent, verdict.lane)

    async def _withhold(self, order_id: str, why: str) -> None:
        # Beside the event, so that a shadow can tell what was held back here from what the venue refused.
        told = {"order_id": self.parts.names.at_broker(order_id), "message": why}
        self.parts.journal.append("refused", told)
        await self._advance(OrderEnded(order_id, why, refused=True))

    async def _hear(self, report: BrokerReport) -> None:
        match report:
            case Disconnected():
                why = self.parts.redactor.redact_said(report.reason)
                self.parts.journal.append("lane", {"lane": report.lane, "up": False, "reason": why})
                self.down.add(report.lane)
                self.unproven, self.lapses = True, self.lapses + 1
                if self.state is EngineState.ARMED:
                    self.change(EngineState.DISCONNECTED, f"{report.lane}: {why}")
                await self._error("broker_error")
            case Reconnected():
                self.parts.journal.append("lane", {"lane": report.lane, "up": True, "reason": ""})
                self.down.discard(report.lane)
                self.unproven, self.lapses = True, self.lapses + 1
            case BrokerNotice():
                await self._hear_message(report)
            case Accepted() | Filled() | Cancelled() | Rejected() | Expired():
                await self._hear_of_order(unsaid(report, self.parts.redactor))

    async def _hear_message(self, report: BrokerNotice) -> None:
        # A strategy may keep what it hears, so that it hears what is journalled, and a replay tells it the same.
        code, text = (
            plain_text(self.parts.redactor.redact_said(said[:MOST_SAID]))
            for said in (report.code, report.text)
        )
        self.parts.journal.append("notice", {"code": code, "text": text})
        await self._advance(BrokerMessage(code, text, report.time_ns))

    async def _hear_of_order(self, report: Accepted | Filled | Cancelled | Rejected | Expired) -> None:
        if isinstance(report, Filled) and self.orders.holds(report):
            return
        order = self.orders.get(report.order_id)
        if order is None and isinstance(report, Filled) and not report.order_id:
            order = self.orders.by_broker_id(report.broker_order_id)
        if order is None:
            await self._hear_of_other(report)
            return
        try:
            if not self.orders.tried(report).changed:
                return  # a lane or a query said it before
            done = self.record(report)  # the event that follows brings both to the disk
        except OrderStateError as error:
            self.parts.journal.append("impossible", {**encode_event(report), "error": str(error)})
            await self._halt_for(f"a report that cannot be: {error}", "engine")
            return
        if done.order.disputed and not order.disputed:
            await self._halt_for(f"the venue took an order that it had refused: {report}", "engine")
        if isinstance(report, Filled):
            await self._advance(self.fill_event(report))
            self.parts.journal.append(
                "position", {"trade_id": report.trade_id}, tables=position_rows(self, report)
            )
            if report.fee and not self.fee_here(report.fee, report.fee_currency):
                await self._halt_for(
                    f"the fee of trade {report.trade_id} is {report.fee} {report.fee_currency}, the account is kept in "
                    f"{self.currency}: that fee is in no book of ours; have the venue charge in {self.currency}",
                    "engine",
                )
        elif not isinstance(report, Accepted) and not done.order.open:
            reason = report.evidence if isinstance(report, Rejected) else report.reason
            refused = done.order.state is OrderState.REJECTED
            await self._advance(OrderEnded(in_core(report.order_id), reason, refused=refused))

    async def _hear_of_other(self, report: Accepted | Filled | Cancelled | Rejected | Expired) -> None:
        what = report.trade_id if isinstance(report, Filled) else report.order_id
        name = f"{type(report).__name__} {what}"
        if name in self.outsiders:
            return
        self.outsiders.add(name)
        self.parts.journal.append("external", {**encode_event(report), "name": name}, durable=True)
        await self._halt_for(f"a report of an order that is not ours: {report}", "engine")

    async def _observe(self, flow: Decimal = _ZERO) -> None:
        if self.state is EngineState.FAILED:
            return
        venue = self.parts.core.venue
        trips = self.parts.breakers.on_value(
            venue.portfolio_value(), self.now_ns, venue.session_day, flow=flow
        )
        if trips:
            await self._tripped([str(trip) for trip in trips])

    async def _error(self, kind: str) -> None:
        trips = self.parts.breakers.on_error(kind, self.now_ns)
        if trips:
            await self._tripped([str(trip) for trip in trips])
        else:
            self.note_risk()

    async def _tripped(self, trips: list[str]) -> None:
        self.parts.journal.append("tripped", {"trips": list(trips)})
        self.note_risk()
        self.parts.journal.flush()
        await self._halt_for("; ".join(trips), "breaker")

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
            self.halted = record
            self.parts.journal.append("halt", record.to_dict(), durable=True)
            self.change(EngineState.HALTED, record.reason)
        for order in self.orders.open():
            await self.outbox.cancel(order.order_id)

    async def take_answer(self, intent: OrderIntent, answer: SubmitAnswer | OutcomeUnknown) -> None:
        """Book how a submit ended.

        Args:
            intent: What was sent.
            answer: Of the venue, or that there was none.
        """
        async with self._one_turn():
            await self.answered(intent, answer)
            await self._settle()
        self.parts.on_change("orders")

    async def take_cancel_answer(self, order_id: str, error: str) -> None:
        """Note how a cancel was answered; what became of the order, reports and queries tell.

        Args:
            order_id: Our id.
            error: What went wrong; "" for an answer.
        """
        async with self._one_turn():
            await self.cancel_answered(order_id, error)
