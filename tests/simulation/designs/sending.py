"""Broken designs of what is sent."""

from __future__ import annotations

from dataclasses import replace

from rustybt.exceptions import BrokerError
from rustybt.live import risk_gate, turns
from rustybt.live.order_state import IntentJournalled, OutcomeUnknown
from rustybt.live.outbox import Outbox
from rustybt.live.risk_gate import Lane
from rustybt.live.session import Session
from rustybt.live.session_parts import EngineState
from rustybt.model.events import OrderEnded
from tests.simulation.designs.registry import design


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
