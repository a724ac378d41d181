"""What simulated storms found in sessions and their recovery: each fault once more, by a broker with a script."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import BrokerConnectionError, BrokerTimeoutError, EngineError, JournalError
from rustybt.live import recovery
from rustybt.live.brokers.base import BrokerOrder, BrokerPosition, FillPage
from rustybt.live.brokers.messages import (
    Accepted,
    Cancelled,
    Disconnected,
    Filled,
    Reconnected,
    Refused,
    Rejected,
)
from rustybt.live.halt import HaltRecord
from rustybt.live.order_state import OrderState
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.session_parts import EngineState
from rustybt.testing.scripted_broker import ScriptedBroker
from rustybt.testing.virtual_time import run_virtual
from tests.engine.panels import panel
from tests.live.sessions import followed, opened

BARS = panel([[10] * 12])
FIRST = "o-0123abcd-000000000000-000000"


class OneADay(TradingAlgorithm):
    """Buys one a day at a limit, and cancels on the days it is told to."""

    def __init__(self, *, orders=1, cancels=(), fails=None):
        super().__init__()
        self.orders, self.cancels, self.fails = orders, cancels, fails

    def initialize(self, context):
        self.asset, self.day = self.sid(0), -1

    def handle_data(self, context, data):
        self.day += 1
        if self.day == self.fails:
            raise ValueError("a bug")
        if self.day in self.cancels:
            for each in self.get_open_orders().get(self.asset, []):
                self.cancel_order(each)
        if self.day < self.orders:
            self.order(self.asset, 10, limit_price=9)


def scripted(**script):
    return ScriptedBroker(script, environment="testnet")


def fill(trade_id="T1", order_id=FIRST, amount=10, broker_order_id="S00000001"):
    return Filled(
        trade_id=trade_id,
        order_id=order_id,
        broker_order_id=broker_order_id,
        asset=None,
        symbol="S0",
        amount=Decimal(amount),
        price=Decimal(9),
        fee=Decimal(0),
        fee_currency="USD",
        time_ns=1,
    )


def order_of(session, status, order_id=FIRST, filled=0):
    intent = session.orders.get(order_id).intent
    return BrokerOrder(
        order_id=order_id,
        broker_order_id="S00000001",
        asset=intent.asset,
        symbol="S0",
        amount=intent.amount,
        filled=Decimal(filled),
        order_type=intent.order_type,
        limit_price=intent.limit_price,
        stop_price=intent.stop_price,
        time_in_force=intent.time_in_force,
        reduce_only=False,
        status=status,
        created_ns=1,
        updated_ns=2,
    )


async def settled(session):
    await session.drain()
    await asyncio.sleep(0)


def mend(session):
    return recovery.mend(session, PositionReconciler(session.parts.broker))


def held(session):
    position = session.parts.core.venue.position(session.parts.core.strategy.asset)
    return 0 if position is None else position[1]


def virtual(test):
    """A test that is a coroutine, in virtual time."""

    def run(tmp_path):
        run_virtual(test(tmp_path))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


@virtual
async def test_a_cancel_that_got_lost_is_asked_for_again(tmp_path):
    broker = scripted(cancel_order=[BrokerTimeoutError("no answer"), *[None] * 5])
    session = await opened(tmp_path, BARS, OneADay(cancels=(1,)), broker=broker)
    await followed(session, 3)
    await settled(session)
    await followed(session, 3)
    await settled(session)
    assert len(broker.asked("cancel_order")) == 1
    assert recovery.unsettled(session)
    await mend(session)
    await settled(session)
    assert broker.asked("cancel_order") == [(FIRST,), (FIRST,)]
    await session.hear(cancelled())
    assert not recovery.unsettled(session)
    session.parts.journal.close()


def cancelled(filled=0):
    return Cancelled(
        order_id=FIRST, broker_order_id="S00000001", filled=Decimal(filled), reason="by client", time_ns=3
    )


@virtual
async def test_a_halt_goes_on_cancelling_until_nothing_is_open(tmp_path):
    broker = scripted(cancel_order=[BrokerConnectionError("down")] * 2 + [None])
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    await session.halt("enough", "me")
    for _ in range(2):
        await settled(session)
        await mend(session)
    await settled(session)
    assert len(broker.asked("cancel_order")) == 3
    assert session.state is EngineState.HALTED
    session.parts.journal.close()


@virtual
async def test_a_halt_and_events_do_not_wait_for_a_venue_that_is_slow(tmp_path):
    async def slow(*_):
        await asyncio.sleep(20)

    broker = scripted(submit_order=[lambda intent: slow()], cancel_order=[lambda order_id: slow()] * 3)
    session = await opened(tmp_path, BARS, OneADay(cancels=(1,)), broker=broker)
    began = asyncio.get_running_loop().time()
    await followed(session, 6)
    await session.halt("enough", "me")
    assert asyncio.get_running_loop().time() == began
    session.parts.journal.close()


@virtual
async def test_what_was_admitted_does_not_leave_after_a_halt(tmp_path):
    broker = scripted()
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 2)  # its request has not begun
    session.parts.latch.set(HaltRecord(reason="from outside", operator="cli", time_ns=1))
    await settled(session)
    assert broker.asked("submit_order") == []
    order = session.orders.get(FIRST)
    assert (order.state, order.sent_ns) == (OrderState.REJECTED, None)
    assert order.evidence[-1].text == "other halted before it was sent"
    session.parts.journal.close()


@virtual
async def test_an_order_that_was_cancelled_before_it_left_stays(tmp_path):
    broker = scripted()
    session = await opened(tmp_path, BARS, OneADay(cancels=(1,)), broker=broker)
    await followed(session, 6)  # both days in one go, as after a time without a process
    await settled(session)
    assert broker.asked("submit_order") == []
    assert session.orders.open() == ()
    session.parts.journal.close()


@virtual
async def test_the_end_of_an_order_that_was_not_heard_is_asked_for(tmp_path):
    broker = scripted(get_order=[lambda _: order_of(session, "expired")])
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    assert [each.state for each in session.orders.open()] == [OrderState.ACCEPTED]
    await mend(session)
    assert session.orders.get(FIRST).state is OrderState.EXPIRED
    assert list(session.parts.core.venue.open_orders()) == []
    session.parts.journal.close()


@virtual
async def test_a_trade_of_others_does_not_brick_the_journal(tmp_path):
    broker = scripted()
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    stranger = fill("T9", order_id="", broker_order_id="S77")
    await session.hear(stranger)
    await session.hear(stranger)
    assert session.state is EngineState.HALTED
    externals = list(session.parts.journal.read(kinds=["external"]))
    assert len(externals) == 1
    with pytest.raises(EngineError, match=r"traded by others \(Filled T9\)"):
        await session.resume("me", "looked at it")
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    assert again.state is EngineState.HALTED
    await again.hear(stranger)
    assert len(list(again.parts.journal.read(kinds=["external"]))) == 1
    again.parts.journal.close()


@virtual
async def test_a_report_that_cannot_be_halts_and_does_not_brick_the_journal(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 3)
    await settled(session)
    await session.hear(fill(amount=11))
    assert session.state is EngineState.HALTED
    assert "overfills" in session.parts.latch.read().reason
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    assert (again.state, held(again)) == (EngineState.HALTED, 0)
    again.parts.journal.close()


@virtual
async def test_a_pause_survives_a_restart_and_a_lost_lane(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await session.hear(Disconnected(lane="reports", reason="reset"))
    await session.pause()
    await session.hear(Reconnected(lane="reports"))
    assert await mend(session)
    assert session.state is EngineState.PAUSED
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    assert again.state is EngineState.PAUSED
    await again.resume("me", "go on")
    assert again.state is EngineState.ARMED
    again.parts.journal.close()


@virtual
async def test_a_session_whose_lane_is_down_is_not_armed_by_an_operator(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await session.halt("enough", "me")
    for lane in ("orders", "reports"):
        await session.hear(Disconnected(lane=lane, reason="reset"))
    await session.resume("me", "go on")
    assert session.state is EngineState.DISCONNECTED
    await session.hear(Reconnected(lane="reports"))
    assert not await mend(session)
    assert session.state is EngineState.DISCONNECTED
    await session.hear(Reconnected(lane="orders"))
    assert await mend(session)
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@virtual
async def test_a_lane_that_comes_back_while_fills_are_pulled_has_them_pulled_again(tmp_path):
    async def meanwhile(since):
        await session.hear(Reconnected(lane="reports"))
        return FillPage(fills=(), cursor="", complete=True)

    empty = [FillPage(fills=(), cursor="", complete=True)]
    broker = scripted(get_fills=[*empty * 3, meanwhile, *empty * 8])
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await session.hear(Disconnected(lane="reports", reason="reset"))
    assert not await mend(session)
    assert session.state is EngineState.DISCONNECTED
    assert await mend(session)
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@virtual
async def test_a_broker_that_does_not_answer_is_asked_again_and_nothing_falls_over(tmp_path):
    empty = FillPage(fills=(), cursor="", complete=True)
    broker = scripted(get_fills=[*[empty] * 3, BrokerTimeoutError("no answer"), *[empty] * 5])
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await session.hear(Disconnected(lane="orders", reason="reset"))
    await session.hear(Reconnected(lane="orders"))
    assert not await mend(session)
    assert session.state is EngineState.DISCONNECTED
    assert await mend(session)
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@virtual
async def test_absence_is_judged_by_the_venues_clock_as_well(tmp_path):
    sent, far = 1_700_000_000_000_000_000, 1_900_000_000_000_000_000
    broker = scripted(submit_order=[BrokerTimeoutError("no answer")], get_time_ns=[sent, far])
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    session.parts = replace(session.parts, clock=lambda: far)
    await recovery.resolve_unknown(session)  # by our clock it is long over, by the venue's it has just left
    assert session.orders.get(FIRST).state is OrderState.UNKNOWN
    await recovery.resolve_unknown(session)
    assert session.orders.get(FIRST).state is OrderState.REJECTED
    assert list(session.parts.core.venue.open_orders()) == []
    session.parts.journal.close()


@virtual
async def test_what_is_heard_while_a_proof_is_sought_ends_the_search(tmp_path):
    far = 1_900_000_000_000_000_000

    async def meanwhile(since):
        await session.hear(Accepted(order_id=FIRST, broker_order_id="S00000001", time_ns=1))
        return FillPage(fills=(), cursor="", complete=True)

    empty = FillPage(fills=(), cursor="", complete=True)
    broker = scripted(
        submit_order=[BrokerTimeoutError("no answer")],
        get_time_ns=[far],
        get_fills=[empty, empty, empty, meanwhile],
    )
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    session.parts = replace(session.parts, clock=lambda: far)
    await recovery.resolve_unknown(session)
    assert session.orders.get(FIRST).state is OrderState.ACCEPTED
    assert [each.id for each in session.parts.core.venue.open_orders()] == ["o-000000000000-000000"]
    session.parts.journal.close()


@virtual
async def test_a_rejection_that_overtook_its_acceptance_ends_the_order(tmp_path):
    session = await opened(
        tmp_path, BARS, OneADay(), broker=scripted(submit_order=[BrokerTimeoutError("late")])
    )
    await followed(session, 3)
    await settled(session)
    rejected = Rejected(
        order_id=FIRST, broker_order_id="S00000001", code="other", evidence="thrown out", time_ns=2
    )
    await session.hear(rejected)
    await session.hear(Accepted(order_id=FIRST, broker_order_id="S00000001", time_ns=1))
    assert session.orders.get(FIRST).state is OrderState.REJECTED
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@virtual
async def test_a_trip_whose_process_died_before_its_latch_halts_the_next_one(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await session.halt("enough", "me")
    session.parts.latch.clear(session.parts.latch.mark)  # the file is gone, the journal is not
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    assert again.state is EngineState.HALTED
    assert again.parts.latch.read().reason == "enough"
    again.parts.journal.close()


@virtual
async def test_a_full_disk_fails_the_session_and_cancels_what_is_open(tmp_path):
    broker = scripted()
    session = await opened(tmp_path, BARS, OneADay(orders=2), broker=broker)
    await followed(session, 3)
    await settled(session)
    journal = session.parts.journal
    journal._fail("a record", OSError("disk full"))
    with pytest.raises(JournalError, match="disk full"):
        await followed(session, 3)
    await settled(session)
    assert session.state is EngineState.FAILED
    assert session.parts.latch.is_set
    assert broker.asked("cancel_order") == [(FIRST,)]
    assert len(broker.asked("submit_order")) == 1
    journal.close()


@virtual
async def test_a_full_disk_is_noticed_when_an_answer_comes(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 2)
    session.parts.journal._fail("a record", OSError("disk full"))
    await settled(session)
    assert session.state is EngineState.FAILED
    with pytest.raises(EngineError, match="disk full"):
        await followed(session, 1)
    session.parts.journal.close()


@virtual
async def test_a_failed_session_stays_failed_after_a_restart_and_keeps_its_book(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(fails=1), broker=scripted())
    await followed(session, 3)
    await settled(session)
    with pytest.raises(Exception, match="a bug"):
        await followed(session)
    session.parts.journal.close()
    page = FillPage(fills=(fill(amount=4),), cursor="1", complete=True)
    broker = scripted(get_fills=[page] * 20)
    for _ in range(2):
        again = await opened(tmp_path, BARS, OneADay(fails=1), broker=broker)
        await settled(again)
        assert again.state is EngineState.FAILED
        assert "a bug" in again.failure
        assert again.orders.trade_ids() == {"T1"}
        assert not await mend(again) or again.state is EngineState.FAILED
        again.parts.journal.close()
    assert len(broker.asked("cancel_order")) >= 2


@virtual
async def test_what_the_gate_counted_survives_a_process_that_dies(tmp_path):
    limits = RiskLimits(max_orders_per_minute=1)
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted(), limits=limits)
    await followed(session, 2)
    session.parts.journal.abandon()  # right after the intent was durable
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted(), limits=limits)
    assert again.parts.gate.state()["max_orders_per_minute"]["events"]
    again.parts.journal.close()


class Again(OneADay):
    """Orders again as soon as an order is refused."""

    def on_order_reject(self, context, order, reason):
        if order.id.endswith("000000000000-000000"):
            self.order(self.asset, 5, limit_price=9)
            self.order(self.asset, 6, limit_price=9)


@virtual
async def test_orders_that_answer_a_refusal_of_before_the_restart_are_no_trouble(tmp_path):
    session = await opened(tmp_path, BARS, Again(), broker=scripted())
    await followed(session, 2)
    session.record(Refused(order_id=FIRST, code="other", evidence="no", time_ns=1), durable=True)
    session.parts.journal.abandon()  # the book has its end, the core was not told
    broker = scripted()
    again = await opened(tmp_path, BARS, Again(), broker=broker)
    await settled(again)
    assert [intent.amount for (intent,) in broker.asked("submit_order")] == []
    assert len(again.orders) == 1
    assert list(again.parts.journal.read(kinds=["refused"]))
    again.parts.journal.close()


@virtual
async def test_a_session_that_failed_does_not_cancel_without_end(tmp_path):
    broker = scripted()
    session = await opened(tmp_path, BARS, OneADay(), broker=broker)
    await followed(session, 3)
    await settled(session)
    session.parts.journal.close()
    with pytest.raises(JournalError, match="closed"):
        await followed(session, 1)
    for _ in range(20):
        await settled(session)
    assert broker.asked("cancel_order") == [(FIRST,)]


WRONG = (BrokerPosition(asset=None, symbol="S0", amount=Decimal(3)),)


@virtual
async def test_a_position_that_differs_twice_halts(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted(get_positions=[(), WRONG, WRONG]))
    await mend(session)
    assert session.state is EngineState.HALTED
    session.parts.journal.close()


@virtual
async def test_a_position_that_differs_once_is_read_again_and_takes_no_risk_meanwhile(tmp_path):
    states = []

    def again():
        states.append(session.state)
        return ()

    session = await opened(tmp_path, BARS, OneADay(), broker=scripted(get_positions=[(), WRONG, again]))
    await recovery.reconcile(session, PositionReconciler(session.parts.broker))
    assert states == [EngineState.DISCONNECTED]
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@virtual
async def test_a_session_is_resumed_on_its_own_account_only(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    session.parts.journal.close()
    other = ScriptedBroker({}, environment="testnet", account_id="OTHER")
    with pytest.raises(
        EngineError, match=r"is of account .* and this is OTHER at scripted .*nothing was sent"
    ):
        await opened(tmp_path, BARS, OneADay(), broker=other)
    assert {name for name, _ in other.calls} == {"connect"}
