"""SYNC_TO_BROKER books what nothing explains: exactly, once, as a flow, and the same in a replay; or it halts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.live import recovery
from rustybt.live.brokers.base import BrokerPosition, FillPage
from rustybt.live.brokers.messages import Filled
from rustybt.live.circuit_breakers import DailyLossCircuitBreaker, DrawdownCircuitBreaker
from rustybt.live.models import AssetRef, ReconciliationStrategy
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.reconciliation import Adjustment, Defer, Halt
from rustybt.live.reconciling import made_exact
from rustybt.live.session_parts import EngineState
from rustybt.model.events import AccountAdjusted
from rustybt.testing.scripted_broker import ScriptedBroker
from rustybt.testing.virtual_time import run_virtual
from tests.engine.panels import panel
from tests.live.sessions import followed, opened, same_records

BARS = panel([[10] * 12, [None] * 12])
FIRST = "o-0123abcd-000000000000-000000"


class BuysOnce(TradingAlgorithm):
    """Buys a hundred on the first day."""

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        if not context.portfolio.positions and not self.get_open_orders():
            self.order(self.asset, 100)


class Account(ScriptedBroker):
    """A venue with an account: it fills what it is told to, and others move things in it."""

    def __init__(self):
        super().__init__(environment="testnet")
        self.cash, self.held, self.fills = Decimal(100_000), Decimal(0), ()

    async def get_positions(self):
        return (BrokerPosition(asset=BARS.assets[0], symbol="S0", amount=self.held),) if self.held else ()

    async def get_account_info(self):
        return replace(await super().get_account_info(), cash=self.cash)

    async def get_fills(self, since=""):
        return FillPage(fills=self.fills, cursor="", complete=True)

    def fill(self):
        self.fills = (
            Filled(
                trade_id="T1",
                order_id=FIRST,
                broker_order_id="S00000001",
                asset=BARS.assets[0],
                symbol="S0",
                amount=Decimal(100),
                price=Decimal(9),
                fee=Decimal("0.5"),
                fee_currency="USD",
                time_ns=1,
            ),
        )
        self.held, self.cash = self.held + 100, self.cash - Decimal("900.5")
        return self.fills[0]


def reconciler_of(broker, pace=1):
    def clock():
        return 1_700_000_000_000_000_000 + int(asyncio.get_running_loop().time() * 1e9 * pace)

    return PositionReconciler(broker, ReconciliationStrategy.SYNC_TO_BROKER, clock=clock)


async def session_with_a_position(folder, **options):
    broker = Account()
    session = await opened(folder, BARS, BuysOnce(), broker=broker, **options)
    await followed(session, 2)
    await session.drain()
    await session.hear(broker.fill())
    return session, broker


def told(session, kind):
    return [dict(record.payload) for record in session.parts.journal.read(0, (kind,))]


def adjusted(session):
    return [each for each in told(session, "event") if each["type"] == "AccountAdjusted"]


def test_what_differs_at_rest_is_booked_exactly_and_is_no_gain(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        venue, reconciler = session.parts.core.venue, reconciler_of(broker)
        broker.held, broker.cash = Decimal(102), broker.cash + Decimal("33.25")
        assert await recovery.mend(session, reconciler)
        assert session.state is EngineState.ARMED
        assert (venue.position(BARS.assets[0])[1], venue.cash()) == (102, broker.cash)
        venue.check()
        assert venue.account()["flows"] == Decimal("33.25") + 2 * 10
        assert venue.portfolio_value() == broker.cash + 102 * 10
        position, cash = adjusted(session)
        assert (position["sid"], position["amount"], position["price"]) == (0, "2", "10")
        assert (cash["sid"], cash["amount"]) == (None, "33.25")
        assert [each["amount"] for each in told(session, "adjusted")] == ["2", "33.25"]
        shown = told(session, "reconciled")[-1]["report"]["actions_taken"]
        assert [each["action"] for each in shown if each["action"] != "Alert"] == ["Adjustment"] * 2
        assert await recovery.mend(session, reconciler)
        assert reconciler.last_report.proven_equal
        assert len(adjusted(session)) == 2
        session.parts.journal.close()

    run_virtual(live())


@pytest.mark.parametrize("events", [0, 6])
def test_a_replay_of_adjustments_is_exact(tmp_path, events):
    async def live():
        session, broker = await session_with_a_position(
            tmp_path / "s",
            breakers=[DrawdownCircuitBreaker("0.03"), DailyLossCircuitBreaker(max_daily_loss=500)],
        )
        broker.held, broker.cash = Decimal(99), broker.cash - 4_000
        assert await recovery.mend(session, reconciler_of(broker))
        if events:
            await followed(session, events)
        before = session.parts.core.venue.record_of_run()
        states = session.parts.breakers.state()
        session.parts.journal.close()
        again = await opened(
            tmp_path / "s",
            BARS,
            BuysOnce(),
            broker=broker,
            breakers=[DrawdownCircuitBreaker("0.03"), DailyLossCircuitBreaker(max_daily_loss=500)],
        )
        same_records(before, again.parts.core.venue.record_of_run())
        assert again.parts.breakers.state() == states
        assert again.state is EngineState.ARMED
        again.parts.journal.close()

    run_virtual(live())


@pytest.mark.parametrize("amount", [-4_000, 4_000])
def test_what_is_paid_in_or_out_is_neither_loss_nor_gain(tmp_path, amount):
    async def live():
        breakers = [DrawdownCircuitBreaker("0.03"), DailyLossCircuitBreaker(max_daily_loss=500)]
        session, _ = await session_with_a_position(tmp_path / "s", breakers=breakers)
        await session.adjust(AccountAdjusted(Decimal(amount), "a wire"))
        assert session.parts.breakers.can_trade()
        assert breakers[1].level() == Decimal("0.5")  # the fee
        session.parts.journal.close()

    run_virtual(live())


def test_until_it_is_booked_no_new_risk_is_taken(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        broker.held = Decimal(102)
        states = []
        compare = broker.get_positions

        async def watched():
            states.append(session.state)
            return await compare()

        broker.get_positions = watched
        assert await recovery.mend(session, reconciler_of(broker))
        assert states == [EngineState.ARMED, EngineState.DISCONNECTED]
        session.parts.journal.close()

    run_virtual(live())


def test_a_clock_that_is_slow_only_takes_another_reading(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        broker.held = Decimal(102)
        assert await recovery.mend(session, reconciler_of(broker, pace=0.6))
        assert len(adjusted(session)) == 1
        assert session.state is EngineState.ARMED
        session.parts.journal.close()

    run_virtual(live())


def test_an_adjustment_is_on_the_disk_before_the_books_are_changed(tmp_path):
    async def live():
        session, _ = await session_with_a_position(tmp_path / "s")
        journal, venue = session.parts.journal, session.parts.core.venue
        adjust, seen = venue.adjust_cash, []
        core = session.parts.core._core

        def step(event):
            seen.append((journal.durable_head[0], next(journal.read(journal.head[0] - 2, ("event",))).seq))
            return (adjust(event.amount), ())[1]

        core.step = step
        await session.adjust(AccountAdjusted(Decimal(5), "a wire"))
        ((durable, event),) = seen
        assert durable >= event
        assert told(session, "event")[-1]["type"] == "AccountAdjusted"
        journal.close()

    run_virtual(live())


def test_what_keeps_moving_is_not_booked_and_holds_new_risk_back(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        moves = iter(range(101, 105))
        compare = broker.get_positions

        async def moving():
            broker.held = Decimal(next(moves))
            return await compare()

        broker.get_positions = moving
        assert not await recovery.mend(session, reconciler_of(broker))
        assert session.state is EngineState.DISCONNECTED
        assert not adjusted(session)
        session.parts.journal.close()

    run_virtual(live())


def test_a_critical_difference_halts_and_books_nothing(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        broker.held = Decimal(150)
        await recovery.mend(session, reconciler_of(broker))
        assert session.state is EngineState.HALTED
        assert not adjusted(session)
        assert session.parts.core.venue.position(BARS.assets[0])[1] == 100
        session.parts.journal.close()

    run_virtual(live())


@pytest.mark.parametrize(
    ("adjustment", "why"),
    [
        (Adjustment("position", AssetRef(None, "WHO"), Decimal(1), "seen"), "no asset of this session"),
        (Adjustment("position", BARS.assets[1], Decimal(1), "seen"), "has no price yet"),
        (Adjustment("position", BARS.assets[0], Decimal("0.5"), "seen"), "would not be exact"),
        (Adjustment("position", BARS.assets[0], Decimal(2**63), "seen"), "too large"),
        (Adjustment("cash", None, Decimal("0.000000001"), "seen"), "would not be exact"),
    ],
)
def test_what_cannot_be_booked_exactly_halts(tmp_path, adjustment, why):
    async def live():
        session, _ = await session_with_a_position(tmp_path / "s")
        action = made_exact(session, adjustment)
        assert isinstance(action, Halt)
        assert (action.reason.startswith("seen: not booked"), why in action.reason) == (True, True)
        for kept in (Defer("wait"), Adjustment("cash", None, Decimal("0.01"), "seen")):
            assert made_exact(session, kept) == kept
        session.parts.journal.close()

    run_virtual(live())


def test_positions_are_kept_with_how_they_compared(tmp_path):
    async def live():
        session, broker = await session_with_a_position(tmp_path / "s")
        journal = session.parts.journal

        def row():
            names = "amount, broker_reported_amount, reconciliation_status"
            return journal._connection.execute(f"SELECT {names} FROM live_positions").fetchall()

        reconciler = PositionReconciler(broker, ReconciliationStrategy.WARN_ONLY)
        await recovery.mend(session, reconciler)
        assert row() == [("100", "100", "matched")]
        broker.held = Decimal(101)
        await recovery.mend(session, reconciler)
        assert row() == [("100", "101", "mismatch")]
        journal.close()

    run_virtual(live())
