"""A cancel and a fill that meet in one bar: the same in a backtest, on paper, and on paper killed anywhere."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal

import numpy as np
import pytest

from rustybt import TradingAlgorithm
from rustybt.finance.decimal.slippage import SlippageModel
from tests.engine.panels import panel
from tests.live.sessions import backtest_of, dying, followed, opened, same_run

WALK = np.random.default_rng(3).integers(-2, 3, (2, 60)).cumsum(axis=1) + 30
BARS = panel(WALK.tolist(), volumes=[[200] * 60, [400] * 60])


class Never(SlippageModel):
    """Finds nobody to trade with."""

    def process_order(self, data, order):
        return None, None


class EitherOr(TradingAlgorithm):
    """Rests two orders an asset; the first fill of one cancels the other, and what it hears is what it orders by."""

    def initialize(self, context):
        self.assets = [self.sid(0), self.sid(1)]
        self.heard, context.pairs = [], {}

    def handle_data(self, context, data):
        for asset in self.assets:
            if len(self.get_open_orders(asset)) < 3:
                price = data.current(asset, "price")
                one = self.order(asset, 30, limit_price=price)
                other = self.order(asset, -25, limit_price=price)
                late = self.order(asset, 10, stop_price=price + 1)
                if one and other and late:
                    context.pairs[one], context.pairs[other], context.pairs[late] = other, late, one
        self.record(heard=len(self.heard))

    def on_order_fill(self, context, order, transaction):
        self.heard.append(("fill", order.id, order.filled))
        if order.id in context.pairs:
            self.cancel_order(context.pairs[order.id])
        if order.amount == 30 and order.open_amount:
            self.cancel_order(order)
        if order.status.name == "FILLED" and order.amount > 0:
            self.order(order.asset, -1)

    def on_order_cancel(self, context, order):
        self.heard.append(("cancel", order.id, order.filled))


@pytest.fixture(scope="module")
def backtest():
    strategy = EitherOr()
    venue = backtest_of(BARS, strategy)
    kinds = [each[0] for each in strategy.heard]
    assert (kinds.count("fill") > 60, kinds.count("cancel") > 10) == (True, True)
    return venue, strategy.heard


def test_on_paper_it_is_as_in_a_backtest(tmp_path, backtest):
    async def live():
        strategy = EitherOr()
        session = await opened(tmp_path, BARS, strategy)
        assert await followed(session)
        same_run(backtest[0], session.parts.core.venue)
        assert session.parts.core.strategy.heard == backtest[1]
        session.parts.journal.close()

    asyncio.run(live())


@pytest.mark.parametrize("seed", range(3))
def test_killed_anywhere_it_is_as_in_a_backtest(tmp_path, backtest, seed):
    session = asyncio.run(dying(tmp_path, BARS, EitherOr, random.Random(seed), 120))
    same_run(backtest[0], session.parts.core.venue)
    assert session.parts.core.strategy.heard == backtest[1]


def test_an_order_whose_twin_was_filled_is_gone_when_its_turn_comes(tmp_path):
    async def live():
        bars = panel([[10, 10, 10, 10]])

        class Twins(TradingAlgorithm):
            def initialize(self, context):
                self.asset = self.sid(0)

            def handle_data(self, context, data):
                if not context.portfolio.positions and not self.get_open_orders():
                    self.order(self.asset, 5)
                    self.twin = self.order(self.asset, 7)

            def on_order_fill(self, context, order, transaction):
                self.cancel_order(self.twin)

        session = await opened(tmp_path, bars, Twins())
        await followed(session)
        assert session.parts.core.venue.amount(bars.assets[0]) == Decimal(5)
        (position,) = await session.parts.broker.get_positions()
        assert position.amount == 5
        session.parts.journal.close()

    asyncio.run(live())


def test_an_order_that_a_bar_touches_and_does_not_fill_changes_then(tmp_path):
    async def live():
        bars = panel([[10, 9, 12, 12]])

        class Waits(TradingAlgorithm):
            def initialize(self, context):
                self.asset = self.sid(0)
                self.set_slippage(us_equities=Never())

            def handle_data(self, context, data):
                if not self.get_open_orders():
                    self.order(self.asset, 5, limit_price=9)

        backtest = backtest_of(bars, Waits())
        session = await opened(tmp_path, bars, Waits())
        await followed(session)
        venue = session.parts.core.venue
        same_run(backtest, venue)
        (order,) = venue.open_orders()
        assert (order.limit_reached, order.dt.day) == (True, 2)
        session.parts.journal.close()
        again = await opened(tmp_path, bars, Waits())
        same_run(backtest, again.parts.core.venue)
        again.parts.journal.close()

    asyncio.run(live())
