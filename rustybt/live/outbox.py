"""What leaves for the broker: an order once, after a last look at the latch; a cancel until its order has ended.

Nothing here waits for an answer within a turn of the session: a venue that is slow holds up no event and no halt. A
broker that is simulated on our own bars answers at once, and is asked within the turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeGuard

from rustybt.exceptions import EngineError, RustyBTError
from rustybt.live.brokers.messages import Accepted
from rustybt.live.brokers.messages import Refused as RefusedByVenue
from rustybt.live.fail_closed import FailClosed
from rustybt.live.order_state import OF_CANCELS, CancelSent, OutcomeUnknown, Sent
from rustybt.live.risk_gate import Lane
from rustybt.live.session_parts import EngineState, TradesOnBars

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import OrderIntent, SubmitAnswer
    from rustybt.live.turns import Turns

__all__ = ["Outbox"]


class Outbox:
    """The requests of a session that are under way.

    Args:
        session: Whose; it journals what leaves and books what comes back.
    """

    def __init__(self, session: Turns) -> None:
        self._session = session
        self._tasks: set[asyncio.Task[None]] = set()
        self._cancelling: set[str] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    async def send(self, intent: OrderIntent, lane: Lane) -> None:
        """Send an order whose intent is durable.

        Args:
            intent: The order.
            lane: By which it passed the gate.
        """
        if isinstance(self._session.parts.broker, TradesOnBars):
            await self._session.answered(intent, await self._leave(intent, lane))
        else:
            self._start(lambda: self._send(intent, lane))

    async def cancel(self, order_id: str) -> None:
        """Ask for a cancel; asked before, it is asked again, since a cancel takes no risk and may have got lost.

        Args:
            order_id: Our id.
        """
        session = self._session
        order = session.orders.get(order_id)
        if order is None or not order.open or order_id in self._cancelling:
            return
        if order.cancel_sent_ns is None and session.state is not EngineState.FAILED:
            session.record(CancelSent(order_id, session.parts.clock()))
        elif order.cancel_sent_ns is not None and session.simulated:
            return
        if isinstance(session.parts.broker, TradesOnBars):
            await session.cancel_answered(order_id, await self._ask_cancel(order_id))
            return
        self._cancelling.add(order_id)
        self._start(lambda: self._cancel(order_id))

    async def drain(self) -> None:
        """Wait until every request that is under way has its answer."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def stop(self) -> None:
        """Wait for no answer any more: the journal is about to be closed, and the next process asks."""
        for task in tuple(self._tasks):
            task.cancel()

    def _start(self, request: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.get_running_loop().create_task(self._heard(request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _heard(self, request: Callable[[], Awaitable[None]]) -> None:
        with FailClosed() as guard:
            await request()
        if guard.error is not None:
            # Whoever feeds a session that has failed is told so; nobody waits for this task.
            told = guard.error if isinstance(guard.error, RustyBTError) else EngineError(guard.told)
            await self._session.fail(told)

    async def _send(self, intent: OrderIntent, lane: Lane) -> None:
        await self._session.take_answer(intent, await self._leave(intent, lane))

    async def _cancel(self, order_id: str) -> None:
        try:
            error = await self._ask_cancel(order_id)
        finally:
            self._cancelling.discard(order_id)
        await self._session.take_cancel_answer(order_id, error)

    async def _leave(self, intent: OrderIntent, lane: Lane) -> SubmitAnswer | OutcomeUnknown:
        session = self._session
        if why := self._kept(intent.order_id, lane):
            return RefusedByVenue(
                order_id=intent.order_id, code="other", evidence=why, time_ns=session.parts.clock()
            )
        session.record(Sent(intent.order_id, session.parts.clock()))
        answer: object = None
        # Whatever an adapter raises after the first byte, a bug of its own included, says nothing of the order.
        with FailClosed() as guard:
            async with asyncio.timeout(session.parts.submit_timeout):
                answer = await session.parts.broker.submit_order(intent)
        if _is_answer(answer, intent.order_id):
            return answer
        why = session.parts.redactor.redact_said(guard.told or f"an answer that is none: {answer!r}")
        return OutcomeUnknown(intent.order_id, why, session.parts.clock())

    def _kept(self, order_id: str, lane: Lane) -> str:
        # The disk and the loop may have taken their time since the gate: what came meanwhile still counts.
        session = self._session
        order = session.orders.get(order_id)
        if session.state is EngineState.FAILED:
            return "the session failed before it was sent"
        if lane is Lane.RISK and session.is_halted:
            return "halted before it was sent"
        if order is not None and order.cancel_sent_ns is not None:
            return "cancelled before it was sent"
        return ""

    async def _ask_cancel(self, order_id: str) -> str:
        with FailClosed() as guard:
            async with asyncio.timeout(self._session.parts.submit_timeout):
                await self._session.parts.broker.cancel_order(order_id)
        return self._session.parts.redactor.redact_said(guard.told)


def _is_answer(answer: object, order_id: str) -> TypeGuard[SubmitAnswer]:
    if not isinstance(answer, Accepted | RefusedByVenue) or answer.order_id != order_id:
        return False
    return isinstance(answer, Accepted) or answer.code not in OF_CANCELS
