"""What a venue or its adapter does that nobody promised: what was booked stays right, or new risk ends."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rustybt import NoCommission, NoSlippage, TradingAlgorithm
from rustybt.exceptions import BrokerConnectionError, BrokerTimeoutError
from rustybt.live import recovery
from rustybt.live.asking import answer_of
from rustybt.live.brokers.base import AccountInfo, BrokerPosition, FillPage
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Refused, Rejected
from rustybt.live.circuit_breakers import DrawdownCircuitBreaker, ManualCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.order_state import OrderState
from rustybt.live.session_parts import EngineState
from rustybt.testing.virtual_time import SimulatedCrash
from tests.engine.panels import panel
from tests.live.sessions import followed, opened
from tests.live.test_recovery import BARS, FIRST, OneADay, fill, held, mend, scripted, settled, virtual
from tests.live.test_value_notes import Pausing

SECOND = FIRST.replace("000000000000-", "000000000001-")
EMPTY = FillPage(fills=(), cursor="", complete=True)


class BuysTheDip(TradingAlgorithm):
    """Buys for half of its capital on the first day, and more on the day of the fall."""

    def initialize(self, context):
        self.asset, self.day = self.sid(0), -1
        self.set_commission(NoCommission())
        self.set_slippage(NoSlippage())

    def handle_data(self, context, data):
        self.day += 1
        if self.day in (0, 2):
            self.order(self.asset, 5000)


@virtual
async def test_a_breaker_trips_before_what_was_decided_on_the_same_bar_leaves(tmp_path):
    breakers = [DrawdownCircuitBreaker(max_drawdown_pct=Decimal("0.1"))]
    session = await opened(tmp_path, panel([[10, 10, 5, 5]]), BuysTheDip(), breakers=breakers)
    await followed(session)
    assert session.state is EngineState.HALTED
    assert [order.order_id for order in session.orders] == [FIRST]
    assert held(session) == 5000
    kinds = [record.kind for record in session.parts.journal.read(0, ("tripped", "refused"))]
    assert kinds == ["tripped", "refused"]
    session.parts.journal.close()


@virtual
async def test_a_trade_id_that_another_order_has_is_not_passed_over(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(orders=2), broker=scripted())
    await followed(session, 6)
    await settled(session)
    await session.hear(fill("7"))
    await session.hear(fill("7"))
    assert (session.state, held(session)) == (EngineState.ARMED, 10)
    other = fill("7", SECOND, broker_order_id="S00000002")
    await session.hear(other)
    assert session.state is EngineState.HALTED
    assert "7" in session.parts.latch.read().reason
    assert held(session) == 10
    records = list(session.parts.journal.read(0, ("order", "impossible")))
    assert [record.kind for record in records].count("impossible") == 1
    assert (
        sum(record.payload["type"] == "Filled" for record in records) == 2
    )  # one booked, one that cannot be
    session.parts.journal.close()


@pytest.mark.parametrize("change", [{"amount": Decimal(4)}, {"price": Decimal(8)}])
def test_a_trade_that_is_told_otherwise_when_it_is_pulled_halts(tmp_path, change):
    corrected = FillPage(fills=(replace(fill("7"), **change),), cursor="1", complete=True)

    @virtual
    async def days(folder):
        broker = scripted(get_fills=[*[EMPTY] * 3, corrected, *[EMPTY] * 8])
        session = await opened(folder, BARS, OneADay(), broker=broker)
        await followed(session, 3)
        await settled(session)
        await session.hear(fill("7"))
        assert await recovery.catch_up(session) == 1
        assert session.state is EngineState.HALTED
        assert "trade 7" in session.parts.latch.read().reason
        session.parts.journal.close()

    days(tmp_path)


@virtual
async def test_a_fee_in_another_currency_is_not_taken_from_the_cash_and_halts(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 3)
    await settled(session)
    await session.hear(replace(fill(), fee=Decimal("0.75"), fee_currency="BNB"))
    assert session.parts.core.venue.cash() == 100_000 - 90
    assert session.state is EngineState.HALTED
    assert "0.75 BNB" in session.parts.latch.read().reason
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    assert again.parts.core.venue.cash() == 100_000 - 90
    again.parts.journal.close()


@virtual
async def test_a_fee_in_the_accounts_currency_is_taken_from_the_cash(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 3)
    await settled(session)
    await session.hear(replace(fill(), fee=Decimal("0.75"), fee_currency="USD"))
    assert session.parts.core.venue.cash() == Decimal("99909.25")
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


RECORDED = (
    Path(__file__).resolve().parents[2].parent / "shared/fixtures/binance-nautilus/crates/adapters/binance"
)
TRADE = RECORDED / "test_data/spot/user_data_json/execution_report_trade.json"


@pytest.mark.skipif(
    not TRADE.exists(), reason=f"there is no recorded trade at {TRADE.name}: no shared fixtures"
)
def test_a_recorded_trade_of_a_venue_that_takes_its_fee_of_what_was_bought(tmp_path):
    told = json.loads(TRADE.read_text())

    @virtual
    async def days(folder):
        session = await opened(folder, BARS, OneADay(), broker=scripted())
        await followed(session, 3)
        await settled(session)
        await session.hear(replace(fill(), fee=Decimal(told["n"]), fee_currency=told["N"]))
        assert "0.00100000 ETH" in session.parts.latch.read().reason
        assert session.parts.core.venue.cash() == 100_000 - 90
        session.parts.journal.close()

    days(tmp_path)


def pages(*fills):
    return FillPage(fills=fills, cursor=str(len(fills)), complete=True)


@virtual
async def test_a_fee_that_is_told_after_its_trade_is_booked_once(tmp_path):
    """As a commission report that comes after its execution."""
    charged = replace(fill(), asset=BARS.assets[0], fee=Decimal("1.25"))
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 6)
    await settled(session)
    await session.hear(fill())
    assert session.parts.core.venue.cash() == 99_910
    broker, session.cursor = session.parts.broker, "1"
    broker.get_fills = pulled(pages(charged))
    broker.get_positions = said((position_of(session, 10),))
    broker.get_account_info = said(account_of("99908.75"))
    for _ in range(2):
        assert await mend(session)
        assert session.parts.core.venue.cash() == Decimal("99908.75")
    assert session.state is EngineState.ARMED
    assert len(list(session.parts.journal.read(0, ("charged",)))) == 1
    await session.hear(fill())  # the stream's word once more, without the fee
    assert session.parts.core.venue.cash() == Decimal("99908.75")
    state = session.orders.state()
    session.parts.journal.close()
    again = await opened(tmp_path, BARS, OneADay(), broker=broker)
    assert (again.orders.state(), again.parts.core.venue.cash()) == (state, Decimal("99908.75"))
    again.parts.journal.close()


@virtual
async def test_a_process_that_dies_while_it_books_a_late_fee_has_it_booked_at_its_next_start(tmp_path):
    charged = replace(fill(), asset=BARS.assets[0], fee=Decimal("1.25"))
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 6)
    await settled(session)
    await session.hear(fill())
    broker, session.cursor, journal = session.parts.broker, "1", session.parts.journal
    broker.get_fills = pulled(pages(charged))
    broker.get_positions = said((position_of(session, 10),))
    broker.get_account_info = said(account_of("99908.75"))
    append = journal.append

    def dies(kind, payload, **options):
        append(kind, payload, **options)
        if kind == "charged":
            journal.flush()
            journal.abandon()
            raise SimulatedCrash

    journal.append = dies
    with pytest.raises(SimulatedCrash):
        await mend(session)
    for _ in range(2):
        again = await opened(tmp_path, BARS, OneADay(), broker=broker)
        assert again.parts.core.venue.cash() == Decimal("99908.75")
        adjusted = [record.payload["amount"] for record in again.parts.journal.read(0, ("adjusted",))]
        assert adjusted == ["-1.25"]
        again.parts.journal.close()


@virtual
async def test_a_trade_that_only_the_whole_list_shows_is_booked(tmp_path):
    """Its cursor was past it when the venue showed it."""
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 6)
    await settled(session)
    broker = session.parts.broker
    session.cursor = "1"
    broker.get_fills = pulled(pages(replace(fill(), asset=BARS.assets[0])))
    broker.get_positions = said((position_of(session, 10),))
    broker.get_account_info = said(account_of("99910"))
    assert await mend(session)
    assert (held(session), session.parts.core.venue.cash()) == (10, 99_910)
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


def said(answer):
    async def method(*_):
        return answer

    return method


def pulled(page):
    """The whole list from the beginning, nothing after its cursor."""

    async def get_fills(since=""):
        return page if since == "" else FillPage(fills=(), cursor=since, complete=True)

    return get_fills


def position_of(session, amount):
    asset = session.parts.core.venue.panel.assets[0]
    return BrokerPosition(asset=asset, symbol=asset.symbol, amount=Decimal(amount))


def account_of(cash):
    money = Decimal(cash)
    return AccountInfo(currency="USD", cash=money, portfolio_value=money, buying_power=money)


NO_ANSWERS = [
    KeyError("orderId"),
    ValueError("no JSON"),
    None,
    Accepted(order_id="o-another", broker_order_id="S9", time_ns=1),
    Refused(order_id=FIRST, code="not_found", evidence="no such order", time_ns=1),
]


@pytest.mark.parametrize("line", NO_ANSWERS, ids=[type(each).__name__ for each in NO_ANSWERS])
def test_what_is_no_answer_to_an_order_leaves_it_unknown(tmp_path, line):
    @virtual
    async def days(folder):
        session = await opened(folder, BARS, OneADay(), broker=scripted(submit_order=[line]))
        await followed(session, 3)
        await settled(session)
        assert session.orders.get(FIRST).state is OrderState.UNKNOWN
        assert recovery.unsettled(session)
        session.parts.journal.close()

    days(tmp_path)


@virtual
async def test_an_adapter_that_falls_over_a_cancel_is_asked_again(tmp_path):
    broker = scripted(cancel_order=[KeyError("status"), *[None] * 3])
    session = await opened(tmp_path, BARS, OneADay(cancels=(1,)), broker=broker)
    for _ in range(2):
        await followed(session, 3)
        await settled(session)
    await mend(session)
    await settled(session)
    assert len(broker.asked("cancel_order")) == 2
    assert session.state is EngineState.ARMED
    session.parts.journal.close()


@pytest.mark.parametrize("name", ["get_fills", "get_positions", "get_open_orders", "get_account_info"])
@pytest.mark.parametrize("error", [KeyError("data"), BrokerTimeoutError("no answer"), TimeoutError()])
def test_a_session_whose_broker_does_not_tell_the_account_takes_no_risk(tmp_path, name, error):
    calm = scripted()

    @virtual
    async def days(folder):
        broker = scripted()
        session = await opened(folder, BARS, OneADay(), broker=broker)
        assert session.state is EngineState.ARMED
        true = getattr(broker, name)

        async def falls(*_):
            raise error

        setattr(broker, name, falls)
        assert not await mend(session)
        assert session.state is EngineState.DISCONNECTED
        assert recovery.unsettled(session)
        setattr(broker, name, true)
        assert await mend(session)
        assert session.state is EngineState.ARMED
        session.parts.journal.close()

    assert hasattr(calm, name)
    days(tmp_path)


@virtual
async def test_a_question_that_is_never_answered_is_given_up(tmp_path):
    with pytest.raises(BrokerTimeoutError, match="no answer within"):
        await answer_of(asyncio.Event().wait())
    broker = scripted(get_time_ns=[ZeroDivisionError("a bug")])
    with pytest.raises(BrokerConnectionError, match="ZeroDivisionError: a bug"):
        await answer_of(broker.get_time_ns())


@virtual
async def test_an_order_that_is_thrown_out_after_a_part_of_it_was_filled_is_over_in_every_book(tmp_path):
    session = await opened(tmp_path, BARS, OneADay(), broker=scripted())
    await followed(session, 3)
    await settled(session)
    await session.hear(fill(amount=4))
    await session.hear(
        Rejected(order_id=FIRST, broker_order_id="S00000001", code="other", evidence="201: margin", time_ns=8)
    )
    assert session.orders.get(FIRST).state is OrderState.CANCELLED
    assert not session.parts.core.venue.open_orders()
    assert not recovery.unsettled(session)
    await session.hear(fill("T2", amount=6))  # late, and it counts
    assert held(session) == 10
    session.parts.journal.close()


@pytest.mark.parametrize("end", [Cancelled, Expired])
def test_an_end_after_the_whole_fill_ends_nothing_twice(tmp_path, end):
    @virtual
    async def days(folder):
        session = await opened(folder, BARS, OneADay(), broker=scripted())
        await followed(session, 3)
        await settled(session)
        await session.hear(fill())
        told = {"order_id": FIRST, "broker_order_id": "S00000001", "reason": "late", "time_ns": 9}
        await session.hear(end(filled=Decimal(10), **told))
        assert session.orders.get(FIRST).state is OrderState.FILLED
        assert (held(session), session.state) == (10, EngineState.ARMED)
        session.parts.journal.close()

    days(tmp_path)


def engine_on(folder, broker, feed=None):
    return LiveTradingEngine(
        OneADay(),
        broker,
        feed or Pausing(BARS, 4),
        name="one",
        folder=folder,
        capital_base=100_000,
        circuit_breakers=[ManualCircuitBreaker()],
    )


async def until(true):
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.02)


class Breaks(Pausing):
    """A feed that falls over after some days."""

    async def events(self, timeline, done):
        async for event in super().events(timeline, done):
            yield event
            if event.__class__.__name__ == "SessionClosed":
                raise OSError("the line is dead")


def test_an_engine_whose_feed_breaks_leaves_no_order_behind_and_stays_halted(tmp_path):
    broker = scripted()
    engine = engine_on(tmp_path, broker, Breaks(BARS, 4))

    async def cell():
        await engine.start("thread")
        with pytest.raises(OSError, match="the line is dead"):
            await engine.join()

    asyncio.run(cell())
    status = engine.get_status()
    assert (status["state"], "the line is dead" in status["halt"]["reason"]) == ("HALTED", True)
    assert broker.asked("cancel_order")


def test_an_order_that_got_there_after_its_cancel_is_cancelled_when_the_engine_fails(tmp_path):
    """The cancel overtakes the order: the venue does not know it yet, and takes it then."""
    at_venue, refused = asyncio.Event(), []

    async def slow(intent):
        await at_venue.wait()
        return Accepted(order_id=intent.order_id, broker_order_id="S00000001", time_ns=1)

    async def too_early(order_id):
        refused.append(order_id)
        at_venue.set()
        return Refused(order_id=order_id, code="not_found", evidence="no such order", time_ns=1)

    broker = scripted(submit_order=[slow], cancel_order=[too_early, *[None] * 5])
    engine = engine_on(tmp_path, broker, Breaks(BARS, 4))

    async def cell():
        await engine.start("thread")
        with pytest.raises(OSError, match="the line is dead"):
            await engine.join()

    asyncio.run(cell())
    assert len(refused) == 1
    assert len(broker.asked("cancel_order")) == 2
