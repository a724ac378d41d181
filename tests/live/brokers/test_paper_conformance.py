"""The paper broker passes the checks that every broker passes."""

from __future__ import annotations

import asyncio

import pytest

from rustybt import FixedBasisPointsSlippage, PerShareCommission
from rustybt.assets import Equity
from rustybt.live.brokers.paper_broker import PaperBroker, PaperMarket
from rustybt.model.events import BarArrived, SessionClosed, SessionOpened
from rustybt.testing.broker_bench import TAPE, BrokerBench, Print
from rustybt.testing.broker_conformance import CHECKS, run_check
from tests.engine.panels import START, panel

PANEL = panel(
    [[float(tick.price) for tick in TAPE]] * 2,
    volumes=[[int(tick.volume) for tick in TAPE]] * 2,
    ticks="0.01",
)
STRANGER = Equity(9, "ZZZ", start_date=START, end_date=START)


class PaperBench(BrokerBench):
    def __init__(self) -> None:
        broker = PaperBroker(
            "1000000",
            commission_model=PerShareCommission("0.005"),
            slippage_model=FixedBasisPointsSlippage(0, volume_limit=1),
        )
        market = PaperMarket(panel=PANEL, start=START, calendar_sessions=PANEL.sessions, costs=())
        broker.open_market(market)
        super().__init__(broker, PANEL.assets, STRANGER)

    async def print(self, tick: Print) -> None:
        assert tick == TAPE[self.step]
        for event in (SessionOpened(self.step, self.step), BarArrived(self.step), SessionClosed(self.step)):
            self.heard += self.adapter.on_market_event(event)
        await asyncio.sleep(1)

    async def end_session(self) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_paper_broker_conforms(check) -> None:
    if not run_check(check, PaperBench):
        pytest.skip("the paper broker does not claim this")
