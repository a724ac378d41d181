"""A session on paper is its backtest: whole, stopped anywhere, or replayed; and what stops it."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal

import pytest

from rustybt import FixedBasisPointsSlippage, TradingAlgorithm
from rustybt.exceptions import EngineError, JournalLockedError, ReplayError, StrategyError
from rustybt.live.circuit_breakers import DailyLossCircuitBreaker, OrderRateCircuitBreaker
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.session_parts import EngineState
from rustybt.live.session_views import status_of
from rustybt.model.bars import Split
from tests.engine.panels import panel
from tests.engine.test_core import Restless, market
from tests.live.sessions import backtest_of, dying, followed, opened, same_run


@pytest.fixture(scope="module")
def backtest():
    venue = backtest_of(market(), Restless())
    assert venue.fill_count > 50
    return venue


class Buys(TradingAlgorithm):
    """Orders ten a day, and keeps what it hears."""

    def __init__(self, on=None):
        super().__init__()
        self.told, self.on = [], on

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        if self.on is not None:
            self.on(self, context, data)
        self.order(self.asset, 10)

    def on_order_fill(self, context, order, transaction):
        self.told.append(("fill", transaction.amount))

    def on_order_reject(self, context, order, reason):
        self.told.append(("reject", reason))

    def on_order_cancel(self, context, order):
        self.told.append(("cancel", order.reason))


RISING = panel([[10 + day for day in range(12)]])


def test_a_session_on_paper_is_its_backtest(tmp_path, backtest):
    async def live():
        session = await opened(tmp_path, market(), Restless())
        assert await followed(session)
        session.parts.core.venue.check()
        same_run(backtest, session.parts.core.venue)
        theirs = await session.parts.broker.get_account_info()
        assert theirs.cash == session.parts.core.venue.cash()
        session.parts.journal.close()

    asyncio.run(live())


@pytest.mark.parametrize("seed", range(4))
def test_a_session_that_stops_anywhere_is_its_backtest(tmp_path, backtest, seed):
    chance = random.Random(seed)

    async def live():
        while True:
            session = await opened(tmp_path, market(), Restless())
            assert session.state is EngineState.ARMED
            done = await followed(session, chance.randrange(1, 90))
            session.parts.journal.close()
            if done:
                return session

    session = asyncio.run(live())
    same_run(backtest, session.parts.core.venue)


@pytest.mark.parametrize("seed", range(12))
def test_a_session_whose_process_dies_in_mid_event_is_its_backtest(tmp_path, backtest, seed):
    """What was not flushed is lost, and the process with it, at any record."""
    session = asyncio.run(dying(tmp_path, market(), Restless, random.Random(seed), 400))
    same_run(backtest, session.parts.core.venue)


class Chases(Restless):
    """Orders as it hears of fills, and cancels what it ordered a bar before."""

    def handle_data(self, context, data):
        for orders in self.get_open_orders().values():
            self.cancel_order(orders[-1])
        super().handle_data(context, data)
        price = data.current(self.sid(0), "price")
        if price.is_finite():
            self.order(self.sid(0), 3, limit_price=price)

    def on_order_fill(self, context, order, transaction):
        if transaction.amount > 0:
            self.order(order.asset, -transaction.amount, limit_price=transaction.price)


@pytest.mark.parametrize("seed", range(8))
def test_a_strategy_that_orders_on_fills_and_cancels_comes_back_to_its_backtest(tmp_path, seed):
    expected = backtest_of(market(), Chases())
    assert expected.fill_count > 30
    session = asyncio.run(dying(tmp_path, market(), Chases, random.Random(seed), 150))
    same_run(expected, session.parts.core.venue)


class Waits(TradingAlgorithm):
    """Orders that are open over splits: limits that come to be touched, and one whose bar is missing."""

    def initialize(self, context):
        self.set_slippage(FixedBasisPointsSlippage())

    def handle_data(self, context, data):
        if data.current_session.day in (2, 3, 4):
            self.order(self.sid(0), 40, limit_price=data.current(self.sid(0), "price") - 2)
            self.order(self.sid(1), -30)


class Cancels(TradingAlgorithm):
    """Cancels what it ordered the day before, and keeps why."""

    def __init__(self):
        super().__init__()
        self.told = []

    def handle_data(self, context, data):
        for order in self.get_open_orders(self.sid(0)):
            self.cancel_order(order)
        self.order(self.sid(0), 1, limit_price=1)

    def on_order_cancel(self, context, order, reason):
        self.told.append((order.id, reason))


def test_why_an_order_was_cancelled_is_told_as_in_the_backtest(tmp_path):
    strategy, tested = Cancels(), Cancels()
    backtest_of(RISING, tested)

    async def live():
        session = await opened(tmp_path, RISING, strategy)
        await followed(session)
        session.parts.journal.close()

    asyncio.run(live())
    assert strategy.told == tested.told
    assert {reason for _, reason in strategy.told} == {"cancelled by the strategy"}


@pytest.mark.parametrize("ratio", [(1, 2), (3, 1), (2, 3)])
def test_orders_that_are_open_over_a_split_fill_as_in_the_backtest(tmp_path, ratio):
    first = int(panel([[1]]).sessions[0])
    closes = [[20, 20, 20, 20, 10, 9, 5, 4, 2, 2], [8, 8, None, None, 8, 8, 8, 8, 8, 8]]
    bars = panel(closes, splits=[Split(first + 4, 0, *ratio), Split(first + 4, 1, *ratio)])
    expected = backtest_of(bars, Waits())
    assert expected.fill_count > 3
    session = asyncio.run(dying(tmp_path, bars, Waits, random.Random(1), 40))
    assert session.state is not EngineState.HALTED
    same_run(expected, session.parts.core.venue)


def test_a_halt_cancels_what_is_open_and_lets_no_risk_through(tmp_path):
    async def live():
        strategy = Buys(lambda self, *_: self.order(self.asset, 5, limit_price=1))
        session = await opened(tmp_path, RISING, strategy)
        await followed(session, 5)
        assert len(session.orders.open()) == 3
        await session.halt("enough", "me")
        assert [kind for kind, _ in strategy.told].count("cancel") == 3
        assert session.orders.open() == ()
        bought = session.parts.core.venue.position(strategy.asset)[1]
        await followed(session, 6)
        assert session.parts.core.venue.position(strategy.asset)[1] == bought
        refusals = [reason for kind, reason in strategy.told if kind == "reject"]
        assert refusals
        assert all("enough" in reason for reason in refusals)
        await session.resume("me", "looked at it")
        await followed(session)
        assert session.parts.core.venue.position(strategy.asset)[1] > bought
        session.parts.journal.close()

    asyncio.run(live())


def test_a_halt_survives_a_restart(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        await followed(session, 4)
        await session.halt("enough", "me")
        session.parts.journal.close()
        session = await opened(tmp_path, RISING, Buys())
        assert session.state is EngineState.HALTED
        assert status_of(session)["halt"]["reason"] == "enough"
        session.parts.journal.close()

    asyncio.run(live())


@pytest.mark.parametrize("halted", [True, False])
def test_a_press_during_a_resume_is_not_cleared_with_it(tmp_path, halted):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        await followed(session, 4)
        await (session.halt("enough", "me") if halted else session.pause())
        append = session.parts.journal.append

        def pressed(kind, payload, **options):
            if kind == "resume":
                HaltLatch(session.parts.latch.path).set(HaltRecord(reason="no", operator="ann", time_ns=5))
            return append(kind, payload, **options)

        session.parts.journal.append = pressed
        with pytest.raises(EngineError, match="HALT was pressed while this resume"):
            await session.resume("me", "all is well")
        session.parts.journal.append = append
        assert session.state is EngineState.HALTED
        assert session.parts.latch.read().reason == ("enough" if halted else "no")
        assert session.orders.open() == ()
        last = [record.kind for record in session.parts.journal.read(0, ("halt", "resume"))]
        assert last[-2:] == ["resume", "halt"]
        session.parts.journal.close()
        session = await opened(tmp_path, RISING, Buys())
        assert session.state is EngineState.HALTED
        await session.resume("me", "looked at it")
        assert session.state is EngineState.ARMED
        session.parts.journal.close()

    asyncio.run(live())


def test_a_latch_set_by_another_process_halts_at_the_next_event(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        await followed(session, 4)
        session.parts.latch.set(HaltRecord(reason="from outside", operator="cli", time_ns=1))
        await followed(session, 1)
        assert session.state is EngineState.HALTED
        assert session.orders.open() == ()
        session.parts.journal.close()

    asyncio.run(live())


def test_orders_that_reduce_pass_a_halt(tmp_path):
    def sell_when_halted(self, context, data):
        held = context.portfolio.positions[self.asset].amount
        if self.selling and held and not self.get_open_orders():
            self.order(self.asset, -held)

    strategy = Buys(sell_when_halted)
    strategy.selling = False

    async def live():
        session = await opened(tmp_path, RISING, strategy)
        await followed(session, 8)
        await session.halt("out", "me")
        strategy.selling = True
        await followed(session)
        assert session.parts.core.venue.position(strategy.asset) is None
        session.parts.journal.close()

    asyncio.run(live())


def fails(self, context, data):
    if data.current(self.asset, "price") == 14:
        raise ValueError("no idea")


def test_a_strategy_that_raises_halts_for_good(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys(fails))
        with pytest.raises(StrategyError, match="no idea"):
            await followed(session)
        assert session.state is EngineState.FAILED
        assert session.parts.latch.is_set
        with pytest.raises(EngineError, match="no idea"):
            await followed(session)
        with pytest.raises(EngineError, match="failed"):
            await session.resume("me", "never mind")
        assert (await session.parts.broker.get_open_orders()) == ()
        session.parts.journal.close()
        again = await opened(tmp_path, RISING, Buys(fails))
        assert (again.state, "no idea" in again.failure) == (EngineState.FAILED, True)
        again.parts.journal.close()

    asyncio.run(live())


class Loops(Buys):
    def on_order_reject(self, context, order, reason):
        self.order(self.asset, 10)


def test_a_strategy_that_orders_in_a_loop_is_stopped(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Loops(), limits=RiskLimits(max_order_amount=5))
        with pytest.raises(EngineError, match="orders in a loop"):
            await followed(session)
        assert session.state is EngineState.FAILED
        session.parts.journal.close()

    asyncio.run(live())


def test_the_gate_refuses_and_the_strategy_hears_why(tmp_path):
    async def live():
        strategy = Buys()
        session = await opened(tmp_path, RISING, strategy, limits=RiskLimits(default_max_position=25))
        await followed(session)
        assert session.parts.core.venue.position(strategy.asset)[1] == 20
        assert "max_position" in next(reason for kind, reason in strategy.told if kind == "reject")
        session.parts.journal.close()

    asyncio.run(live())


@pytest.mark.parametrize(
    ("breaker", "closes"),
    [
        (DailyLossCircuitBreaker(max_daily_loss=Decimal(30)), [10, 10, 10, 10, 8, 8, 8, 8]),
        (OrderRateCircuitBreaker(3, 10**9), [10] * 8),
    ],
)
def test_a_breaker_halts_and_its_latch_survives(tmp_path, breaker, closes):
    async def live():
        bars = panel([closes])
        session = await opened(tmp_path, bars, Buys(), breakers=[breaker])
        await followed(session)
        assert session.state is EngineState.HALTED
        assert not session.parts.breakers.can_trade()
        with pytest.raises(EngineError, match="reset"):
            await session.resume("me", "go on")
        held = session.parts.core.venue.position(session.parts.core.strategy.asset)[1]
        session.parts.journal.close()
        session = await opened(tmp_path, bars, Buys(), breakers=[type(breaker)(**arguments_of(breaker))])
        assert session.state is EngineState.HALTED
        assert not session.parts.breakers.can_trade()
        assert session.parts.core.venue.position(session.parts.core.strategy.asset)[1] == held
        await session.reset_breakers("me", "found out why")
        await session.resume("me", "found out why")
        assert session.state is EngineState.ARMED
        session.parts.journal.close()

    asyncio.run(live())


def arguments_of(breaker):
    if isinstance(breaker, DailyLossCircuitBreaker):
        return {"max_daily_loss": Decimal(30)}
    return {"max_orders": 3, "window_seconds": 10**9}


def test_two_engines_on_one_account_are_one_too_many(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        with pytest.raises(JournalLockedError, match="is held by process"):
            await opened(tmp_path, RISING, Buys())
        session.parts.journal.close()

    asyncio.run(live())


def test_a_journal_is_resumed_by_the_same_strategy_only(tmp_path):
    async def live():
        session = await opened(tmp_path, RISING, Buys())
        await followed(session, 4)
        session.parts.journal.close()
        with pytest.raises(EngineError, match=r"another session.*Buys.*Loops"):
            await opened(tmp_path, RISING, Loops())

    asyncio.run(live())


def test_a_strategy_that_is_no_function_of_its_events_is_found_out(tmp_path):
    async def live(amount):
        strategy = Buys(lambda self, *_: self.order(self.asset, amount))
        session = await opened(tmp_path, RISING, strategy)
        await followed(session, 6)
        session.parts.journal.close()

    asyncio.run(live(3))
    with pytest.raises(ReplayError, match="not a function of its events"):
        asyncio.run(live(4))
