"""Broken designs of what an answer means, and of what is booked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rustybt.exceptions import BrokerError, BrokerMaintenanceError, BrokerTimeoutError
from rustybt.live import recovery
from rustybt.live.brokers.messages import Accepted, Cancelled, Filled, Refused
from rustybt.live.order_state import CancelSent
from rustybt.live.reconciliation import ApplyFill, CorrectFee
from rustybt.live.session import Session
from rustybt.model.events import AccountAdjusted, FillReported
from tests.simulation.designs.registry import design, patch
from tests.simulation.lives import WatchedExchange


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


carry_out = recovery.carry_out


def _left(kind: type):
    """What a comparison found of a kind is left so."""

    async def carried_out(session, report):
        kept = [each for each in report.actions_taken if not isinstance(each, kind)]
        return await carry_out(session, report.with_actions(tuple(kept)))

    return recovery, "carry_out", carried_out


patch(
    "trust_the_stream",
    "fills are heard, and never pulled",
    (recovery, "catch_up", _nothing),
    _left(ApplyFill),
)


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


@design("a cursor of fills is moved on by what was heard", patches=(_left(ApplyFill),))
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


patch("late_fees_are_left", "a fee that is told after its trade is left so", _left(CorrectFee))


@design("a fee that is told after its trade is booked whenever it is seen")
class LateFeesBookedAgain(Session):
    async def correct_fee(self, fill):
        known = self.orders.fill(fill.trade_id)
        if known is not None and known.commission != fill.commission:
            await self.adjust(AccountAdjusted(known.commission - fill.commission, "seen"))


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
