"""One strategy on one account: what must happen in one order, one thing at a time.

Every event is journalled before it is stepped; every order passes the gate, and its intent is on the disk before
a byte of it leaves; it is sent once. What the broker says is booked by trade id. A halt stops new risk, cancels
what is open and stays until an operator resumes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rustybt.exceptions import EngineError, JournalError
from rustybt.finance.decimal.context import total
from rustybt.live.brokers.messages import (
    BrokerReport,
)
from rustybt.live.halt import HaltRecord
from rustybt.live.order_names import in_core
from rustybt.live.order_state import (
    ResolvedAbsent,
)
from rustybt.live.risk_gate import Lane
from rustybt.live.session_parts import EngineState, TradesOnBars
from rustybt.live.turns import Turns
from rustybt.model.effects import Effect
from rustybt.model.events import (
    AccountAdjusted,
    BarArrived,
    Event,
    JobDue,
    MarketEvent,
    OrderEnded,
    SessionClosed,
    SessionOpened,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from rustybt.live.models import FillSnapshot
    from rustybt.live.order_state import LiveOrder

__all__ = ["Session"]


class Session(Turns):
    """The single writer of a session's state.

    Args:
        parts: What it is made of.
    """

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
        async with self._one_turn(market=True):
            await self._obey_latch()
            self.note_feed()
            self._note_event(event)
            self.taken += 1
            broker = self.parts.broker
            reports = broker.on_market_event(event) if isinstance(broker, TradesOnBars) else ()
            await self._step(event)
            if isinstance(event, SessionOpened):
                self.decided.clear()
                self.rescale_orders()
            if isinstance(event, BarArrived):
                await self._meet(reports, event.step)
                self.decided.set()
            else:
                for report in reports:
                    await self._hear(report)
            await self._judge_and_settle()
            if isinstance(event, SessionClosed):
                self.note_risk()
        self.parts.on_change("market")

    async def decide(self, step: int, effects: Sequence[Effect]) -> None:
        """Take a bar to its end that arrived before a restart.

        Args:
            step: Of the bar.
            effects: Decided on its fills before the restart, without those that the journal knows to have left.
        """
        async with self._one_turn():
            broker = self.parts.broker
            self._effects.extendleft(reversed(effects))
            await self._meet(broker.meet() if isinstance(broker, TradesOnBars) else (), step)
            self.decided.set()
            await self._judge_and_settle()

    async def advance(self, event: Event) -> None:
        """Take an event that no feed and no report brought: what a restart has to make up for.

        Args:
            event: A bar to decide on, a fill that is in the book, the end of an order that was never sent.
        """
        async with self._one_turn():
            await self._advance(event)
            await self._judge_and_settle()

    async def adjust(self, event: AccountAdjusted) -> None:
        """Take in what came from outside of our orders, or went there: a flow, and no gain.

        Args:
            event: What our books are changed by; it is on the disk before they are.

        Raises:
            RustyBTError: If it cannot be booked; the session has halted then, and is FAILED.
        """
        async with self._one_turn():
            await self._adjust(event)
        self.parts.on_change("adjusted")

    async def _adjust(self, event: AccountAdjusted) -> None:
        before = self.parts.core.venue.account()["flows"]
        await self._advance(event)
        flow = total(self.parts.core.venue.account()["flows"], before.copy_negate())
        await self._judge_and_settle(flow)

    async def correct_fee(self, fill: FillSnapshot) -> None:
        """Book what the fee of a trade was after all.

        Args:
            fill: As the broker tells it now; of a fee that is booked so already nothing changes.
        """
        async with self._one_turn():
            known = self.orders.fill(fill.trade_id)
            if known is None or _fee_of(known) == _fee_of(fill):
                return
            was, now = (self.fee_here(*_fee_of(each)) for each in (known, fill))
            booked = AccountAdjusted(
                total(was, now.copy_negate()),
                f"the fee of trade {fill.trade_id} is {now}, and was told as {was}",
            )
            told = {
                "trade_id": fill.trade_id,
                "fee": str(fill.commission),
                "currency": fill.commission_currency,
                "booked": str(booked.amount),
                "reason": booked.reason,
            }
            self.parts.journal.append("charged", told)
            self.orders.charge(fill.trade_id, *_fee_of(fill))
            if booked.amount:  # a process that dies before this is journalled does it at its next start
                await self._adjust(booked)
        self.parts.on_change("adjusted")

    async def call_strategy(self, event: JobDue) -> None:
        """Call a function of the strategy's that is due; between a session's opening and its first bar, that waits.

        Args:
            event: Which, and when it was due.

        Raises:
            StrategyError: If it raised; the session has halted then, and is FAILED.
        """
        while True:
            await self.decided.wait()
            async with self._one_turn():
                if not self.decided.is_set():
                    continue  # a session was opened while the turn was waited for
                await self._advance(event)
                await self._judge_and_settle()
            self.parts.on_change("job")
            return

    async def hear(self, report: BrokerReport) -> None:
        """Take a report of the broker's to its end.

        Args:
            report: As it came; one that is known changes nothing.

        Raises:
            RustyBTError: If it cannot be booked; the session has halted then.
        """
        async with self._one_turn(market=False):
            await self._hear(report)
            await self._judge_and_settle()
        self.parts.on_change("orders")

    async def send_journalled(self, order: LiveOrder) -> None:
        """Send an order whose intent is durable and which certainly never left: of a simulated broker.

        Args:
            order: In JOURNALLED.
        """
        async with self._one_turn():
            await self.outbox.send(order.intent, Lane.REDUCE)
            await self._settle()

    async def send_again(self, effects: Sequence[Effect]) -> None:
        """Let orders that were decided before a restart, and never journalled, go their way.

        Args:
            effects: Without the orders that the journal knows.
        """
        async with self._one_turn():
            self._effects.extendleft(reversed(effects))  # they were decided before what came since
            await self._settle()

    async def withhold(self, order_id: str, why: str) -> None:
        """Let an order end that was decided and never left; as one that the gate refused.

        Args:
            order_id: Its id in the core.
            why: In words.
        """
        async with self._one_turn():
            await self._withhold(order_id, why)
            await self._judge_and_settle()

    async def halt(self, reason: str, operator: str) -> HaltRecord:
        """Stop new risk, durably, and cancel every open order; positions stay as they are.

        Args:
            reason: In words.
            operator: Who.

        Returns:
            The halt that holds, which is the first one.

        Raises:
            JournalError: If the journal takes nothing more either; the session has failed then, which halts it.
        """
        record = HaltRecord(reason=reason, operator=operator, time_ns=self.parts.clock())
        # Without room for a file its state halts it, and at its next start its journal.
        with suppress(JournalError):
            record = self.parts.latch.set(record)
        async with self._one_turn():
            await self._halt(record)
        return record

    async def resume(self, operator: str, reason: str) -> None:
        """Take new risk again after a halt or a pause.

        Args:
            operator: Who decides it.
            reason: Why it may be done.

        Raises:
            EngineError: If the session failed, a breaker is latched, an outcome is not known, or it was halted again
                meanwhile.
        """
        if not operator.strip() or not reason.strip():
            raise EngineError("a resume names its operator and its reason: give both")
        mark = self.parts.latch.mark
        async with self._one_turn():
            if self.state is EngineState.FAILED:
                raise EngineError(f"the session has failed ({self.failure}): mend it, and start a new one")
            if not self.parts.breakers.can_trade():
                reasons = "; ".join(self.parts.breakers.get_trip_reasons())
                raise EngineError(
                    f"breakers stand ({reasons}): reset them first, with an operator and a reason"
                )
            if unknown := [order.order_id for order in self.orders.unknown()]:
                raise EngineError(f"nobody knows what became of {', '.join(unknown)}: resolve them first")
            if others := [name for name in sorted(self.outsiders) if name.startswith("Filled ")]:
                raise EngineError(
                    f"the account was traded by others ({', '.join(others)}), so that its positions are not those of "
                    "this session: undo that at the broker, and start a session in a folder of its own"
                )
            self.parts.journal.append("resume", {"operator": operator, "reason": reason}, durable=True)
            if not self.parts.latch.clear(mark):
                raise await self._halted_again()
            self.halted = None
            self.paused = False
            self.change(self.rest(), f"{operator}: {reason}")

    async def _halted_again(self) -> EngineError:
        record = self.parts.latch.read() or HaltRecord(
            reason="a press", operator="unknown", time_ns=self.now_ns
        )
        if self.state is EngineState.HALTED:
            self.parts.journal.append("halt", record.to_dict(), durable=True)
        await self._halt(record)
        return EngineError(
            f"HALT was pressed while this resume was under way (the latch says {record.reason!r}, by "
            f"{record.operator!r}): it stays halted; see why, and resume again"
        )

    async def pause(self, operator: str = "") -> None:
        """Take no new risk until `resume`, restarts included; open orders stay.

        Args:
            operator: Who; "" if nobody says.
        """
        if not self.paused and self.state is not EngineState.FAILED:
            self.paused = True
            self.parts.journal.append("pause", {"operator": operator} if operator else {}, durable=True)
            if self.state in (EngineState.ARMED, EngineState.DISCONNECTED):
                self.change(EngineState.PAUSED, "paused")

    def arm(self, why: str) -> None:
        """Take new risk, now that the account is known, unless something else forbids it.

        Args:
            why: In words.
        """
        self.unproven = False
        held = (EngineState.HALTED, EngineState.FAILED, EngineState.STOPPED)
        if self.state not in held and not self.parts.latch.is_set:
            self.change(self.rest(), why)

    def doubt(self, why: str) -> bool:
        """Take no new risk until `arm`; whether any was taken until now.

        Args:
            why: In words.
        """
        armed = self.state is EngineState.ARMED
        if armed:
            self.unproven = True
            self.change(EngineState.DISCONNECTED, why)
        return armed

    async def reset_breakers(self, operator: str, reason: str, name: str | None = None) -> None:
        """Reset latched breakers and measure anew; the session stays halted until `resume`.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            name: Of the one; None for all that are latched.
        """
        async with self._one_turn():
            done = self.parts.breakers.reset(operator, reason, name=name)
            self.parts.journal.append("reset", {"resets": [str(each) for each in done]}, durable=True)
            await self._observe()
            self.note_risk()

    async def prove(self, proof: ResolvedAbsent) -> None:
        """Book that the venue never took an order.

        Args:
            proof: Of an order that is UNKNOWN.
        """
        async with self._one_turn():
            self.record(proof, durable=True)
            await self._advance(OrderEnded(in_core(proof.order_id), proof.evidence, refused=True))
            await self._judge_and_settle()

    async def cancel_again(self) -> None:
        """Ask again for every cancel whose order still stands; of a session that is halted, for every order's."""
        async with self._one_turn():
            if self.is_halted or self.state is EngineState.FAILED:
                wanted = self.orders.open()
            else:
                wanted = tuple(each for each in self.orders.open() if each.cancel_sent_ns is not None)
            for order in wanted:
                await self.outbox.cancel(order.order_id)

    async def note_lost_shadow(self, error: str) -> None:
        """Journal that the shadow has failed, without which live goes on.

        Args:
            error: In words.
        """
        async with self._one_turn():
            if not self.parts.journal.failed:
                self.parts.journal.append("shadow_lost", {"error": error})

    async def obey_latch(self) -> None:
        """Halt if the latch was set, by whomever."""
        if not self.parts.latch.is_set or self.state in (EngineState.HALTED, EngineState.FAILED):
            return
        async with self._one_turn():
            await self._obey_latch()

    async def stop_for(self, error: Exception) -> None:
        """Take no new risk after what has ended the engine's work, and have every open order cancelled.

        Args:
            error: What it was; a journal that failed fails the session, anything else halts it until a resume.
        """
        if isinstance(error, JournalError):
            await self.fail(error)
        elif self.state is not EngineState.FAILED:
            await self.halt(f"the engine's work ended: {type(error).__name__}: {error}", "engine")

    async def cancel_to_the_end(self, seconds: float) -> None:
        """Wait for what is under way, and ask once more for cancels: an order may have got there after its cancel.

        Args:
            seconds: How long at most.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.drain()
                await self.cancel_again()
                await self.drain()

    async def drain(self) -> None:
        """Wait until every request that is under way has its answer."""
        await self.outbox.drain()


def _fee_of(fill: FillSnapshot) -> tuple[Decimal, str]:
    return fill.commission, fill.commission_currency
