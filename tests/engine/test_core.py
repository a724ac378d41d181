"""Stepping event by event is the loop: same effects, ids and money."""

from __future__ import annotations

import random

import numpy as np

from rustybt import EODCancel, FixedBasisPointsSlippage, PerShareCommission, TradingAlgorithm, date_rules
from rustybt.engine.clock import events_of
from rustybt.engine.core import TradingCore
from rustybt.model.bars import Split
from rustybt.model.effects import OrderCancelled, OrderFilled, OrderPlaced
from tests.engine.panels import panel, venue_of


class Restless(TradingAlgorithm):
    """Orders of every kind, from its seed."""

    def initialize(self, context):
        self.set_slippage(FixedBasisPointsSlippage())
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        self.set_cancel_policy(EODCancel())
        self.schedule_function(self.weekly, date_rules.week_start())

    def handle_data(self, context, data):
        asset = self.sid(int(context.random.integers(3)))
        price = float(data.current(asset, "price"))
        kind = context.random.integers(4)
        if kind == 0:
            self.order(asset, int(context.random.integers(1, 50)))
        elif kind == 1:
            self.order(asset, -5, limit_price=round(price * 1.01, 2))
        elif kind == 2:
            self.order_target_percent(asset, round(float(context.random.uniform(-0.3, 0.6)), 3))
        self.record(value=context.portfolio.portfolio_value)

    def weekly(self, context, data):
        for orders in self.get_open_orders().values():
            self.cancel_order(orders[0])


def market():
    chance = random.Random(5)
    closes = [[round(50 + 20 * chance.random(), 2) for _ in range(120)] for _ in range(3)]
    closes[1][30:33] = [None] * 3
    first = int(panel([[1]]).sessions[0])
    return panel(closes, splits=[Split(first + 40, 0, 2, 3)])


def columns_of(venue):
    record = venue.record_of_run()
    return [record.daily, record.orders, record.transactions, record.positions], record.recorded


def test_the_loop_and_the_steps_are_the_same():
    looped, hooks = venue_of(market(), Restless())
    looped.run(hooks)
    stepped, hooks = venue_of(market(), Restless())
    core = TradingCore(stepped, hooks)
    effects = [effect for event in events_of(stepped.timeline) for effect in core.step(event)]
    (one, recorded), (two, same) = columns_of(looped), columns_of(stepped)
    assert recorded == same
    for left, right in zip(one, two, strict=True):
        assert left.keys() == right.keys()
        for name in left:
            assert (
                np.array_equal(left[name], right[name])
                if not isinstance(left[name], bytes)
                else left[name] == right[name]
            )
    assert sum(isinstance(effect, OrderPlaced) for effect in effects) == stepped.order_count > 50
    assert sum(isinstance(effect, OrderFilled) for effect in effects) == stepped.fill_count > 50
    cancelled = (one[1]["status"] == 2).sum()
    assert sum(isinstance(effect, OrderCancelled) for effect in effects) == cancelled > 5
