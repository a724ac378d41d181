"""What the gate sees of a session: orders of others and disputed ones count; and what a venue is told of an order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.console.session_list import table_of
from rustybt.live.brokers.messages import Accepted, Cancelled, Refused
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.exposure import exposure_of, reach_of, reaches_of
from rustybt.live.models import AssetRef, OrderSnapshot
from rustybt.live.order_state import OrderState
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.session_views import risk_view, status_of
from rustybt.live.status_page import text
from rustybt.testing.scripted_broker import CAPABILITIES, ScriptedBroker
from rustybt.testing.virtual_time import run_virtual
from tests.engine.panels import panel
from tests.live.sessions import followed, opened

BARS = panel([[10] * 8])
FIRST = "o-0123abcd-000000000000-000000"


class Buys(TradingAlgorithm):
    def __init__(self, **style):
        super().__init__()
        self.style, self.refused = style, []

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        self.order(self.asset, 10, limit_price=9, **self.style)

    def on_order_reject(self, context, order, reason):
        self.refused.append(reason)


def of_others(asset, amount, filled=0):
    return OrderSnapshot("", asset, Decimal(amount), "open", Decimal(filled), broker_order_id="X1")


async def session_of(folder, strategy, *, broker=None, events=2, **options):
    broker = broker or ScriptedBroker(environment="testnet")
    session = await opened(folder, BARS, strategy, broker=broker, **options)
    await followed(session, events)
    await session.drain()
    return session


def test_amounts_are_told_with_the_currency_that_the_account_is_kept_in(tmp_path):
    async def live():
        session = await session_of(tmp_path, Buys())
        told = {**status_of(session), "name": "buys", "environment": "testnet", "broker": "scripted"}
        assert told["currency"] == "USD"
        assert "value 100,000.00 USD, cash 100,000.00 USD," in text(told)
        assert "100,000.00 USD</td>" in table_of([{**told, "running": True}], "here")
        session.parts.journal.close()

    run_virtual(live())


def test_paper_has_the_currency_of_its_bars_which_nobody_knows(tmp_path):
    async def live():
        session = await session_of(tmp_path, Buys(), broker=PaperBroker("100000"))
        told = {**status_of(session), "name": "buys", "environment": "paper", "broker": "paper"}
        assert told["currency"] == ""
        assert "value 100,000.00, cash 100,000.00," in text(told)
        assert "100,000.00</td>" in table_of([{**told, "running": True}], "here")
        session.parts.journal.close()

    run_virtual(live())


def test_orders_of_others_count_in_the_exposure(tmp_path):
    async def live():
        session = await session_of(tmp_path, Buys())
        asset = session.parts.core.strategy.asset
        session.orders.see_external([of_others(asset, 20, 5)])
        assert reach_of(risk_view(session, asset), asset).high == 25
        session.orders.see_external([of_others(asset, -20, -5)])
        assert reach_of(risk_view(session, asset), asset).low == -15
        session.parts.journal.close()

    run_virtual(live())


@pytest.mark.parametrize(("external", "refused"), [(Decimal(80), 0), (Decimal(81), 1)])
def test_the_gate_holds_what_others_ordered_against_the_limits(tmp_path, external, refused):
    async def live():
        session = await session_of(
            tmp_path, Buys(), events=2, limits=RiskLimits(default_max_position=Decimal(100))
        )
        session.orders.see_external([of_others(session.parts.core.strategy.asset, external)])
        await followed(session, 3)
        await session.drain()
        assert len(session.parts.core.strategy.refused) == refused
        session.parts.journal.close()

    run_virtual(live())


def test_an_order_of_others_in_what_we_do_not_know_leaves_no_exposure_to_be_sure_of(tmp_path):
    async def live():
        session = await session_of(tmp_path, Buys(), limits=RiskLimits(max_gross_exposure=Decimal(10**6)))
        session.orders.see_external([of_others(AssetRef(None, "WHO"), 1)])
        await followed(session, 3)
        (reason,) = session.parts.core.strategy.refused
        assert "not known to us" in reason
        session.parts.journal.close()

    run_virtual(live())


def test_a_refused_order_that_the_venue_took_counts_as_unknown(tmp_path):
    async def live():
        refusal = Refused(order_id=FIRST, code="other", evidence="no", time_ns=1)
        broker = ScriptedBroker({"submit_order": [refusal]}, environment="testnet")
        session = await session_of(tmp_path, Buys(), broker=broker)
        await session.hear(Accepted(order_id=FIRST, broker_order_id="S1", time_ns=2))
        await session.drain()
        order = session.orders.get(FIRST)
        assert (order.open, order.disputed) == (True, True)
        asset = session.parts.core.strategy.asset
        view = risk_view(session, asset)
        assert [each.order_id for each in view.unknown_orders] == [FIRST]
        assert reach_of(view, asset).high == 10
        session.parts.journal.close()

    run_virtual(live())


def test_fills_that_were_told_of_and_not_seen_count(tmp_path):
    async def live():
        session = await session_of(tmp_path, Buys())
        ended = Cancelled(
            order_id=FIRST, broker_order_id="S00000001", filled=Decimal(4), reason="", time_ns=2
        )
        await session.hear(ended)
        assert session.orders.get(FIRST).state is OrderState.CANCELLED
        asset = session.parts.core.strategy.asset
        view = risk_view(session, asset)
        assert reach_of(view, asset).high == 4
        assert exposure_of(reaches_of(view), view.marks).gross == 40
        session.parts.journal.close()

    run_virtual(live())


@pytest.mark.parametrize(("offered", "told"), [({"gtc", "ioc"}, "ioc"), ({"gtc"}, "gtc")])
def test_a_venue_is_told_how_long_an_order_is_good_for_if_it_can_keep_it(tmp_path, offered, told):
    async def live():
        can = replace(CAPABILITIES, times_in_force=frozenset(offered))
        broker = ScriptedBroker(environment="testnet", capabilities=can)
        session = await session_of(tmp_path, Buys(time_in_force="ioc"), broker=broker)
        ((intent,),) = broker.asked("submit_order")
        assert intent.time_in_force == told
        assert session.orders.get(FIRST).intent == intent
        await followed(session, 3)
        await session.drain()
        assert broker.asked("cancel_order")[0] == (FIRST,)  # asked for whether or not the venue ends it
        session.parts.journal.close()

    run_virtual(live())
