"""Strategies and markets in which managed orders meet everything: partial fills, gaps, splits, policies."""

from __future__ import annotations

import random
from decimal import Decimal

from rustybt import (
    EODCancel,
    FixedBasisPointsSlippage,
    LimitOrder,
    PerShareCommission,
    StopOrder,
    TradingAlgorithm,
)
from rustybt.model.bars import Split
from tests.engine.panels import panel


class Script(TradingAlgorithm):
    """Does at each bar, by its number, what it is told; keeps what it hears and how its managed orders stand."""

    def __init__(self, steps, start=None):
        super().__init__()
        self.steps, self.start, self.ids, self.told, self.stood = steps, start, [], [], []

    def initialize(self, context):
        self.asset, self.bar = self.sid(0), 0
        if self.start is not None:
            self.start(self)

    def handle_data(self, context, data):
        step = self.steps.get(self.bar)
        if step is not None:
            self.ids.append(step(self))
        self.stood.append([(each.kind, each.left, each.stop) for each in self.get_managed_orders()])
        self.bar += 1

    def on_order_fill(self, context, order, transaction):
        self.told.append(("fill", order.id, transaction.amount, transaction.price))

    def on_order_cancel(self, context, order):
        self.told.append(("cancel", order.id, order.filled))

    def on_order_reject(self, context, order, reason):
        self.told.append(("reject", order.id, reason))


class RestlessManager(TradingAlgorithm):
    """Managed orders of every kind, cancels and times in force, from its seed."""

    policy = None

    def initialize(self, context):
        self.set_slippage(FixedBasisPointsSlippage(volume_limit="0.1"))
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        if self.policy is not None:
            self.set_cancel_policy(self.policy)

    def handle_data(self, context, data):
        chance = context.random
        asset = self.sid(int(chance.integers(3)))
        price = Decimal(str(round(float(data.current(asset, "price")), 2)))
        amount = int(chance.integers(1, 40)) * (1 if chance.integers(3) else -1)
        up, down = price + Decimal(int(chance.integers(1, 9))), price - Decimal(int(chance.integers(1, 9)))
        self.place(chance, asset, amount, up, down)
        for each in self.get_managed_orders()[8:]:
            self.cancel_managed(each)
        self.record(open=len(self.get_managed_orders()), held=context.portfolio.positions[asset].amount)

    def place(self, chance, asset, amount, up, down):
        kinds = (
            self.trail,
            self.protect,
            self.bracket,
            self.limited,
            self.oco,
            self.breakout,
            self.timed,
            self.drop,
        )
        kinds[int(chance.integers(len(kinds)))](asset, amount, up, down)

    def trail(self, asset, amount, up, down):
        self.order_trailing_stop(asset, amount, trail_percent="0.07")

    def protect(self, asset, amount, up, down):
        held = self._port.amount(asset)
        if held:
            self.order_trailing_stop(asset, -held, trail_amount="2.5", reduce_only=True)

    def bracket(self, asset, amount, up, down):
        profit, loss = (up, down) if amount > 0 else (down, up)
        self.order_bracket(asset, amount, take_profit=profit, stop_loss=loss)

    def limited(self, asset, amount, up, down):
        profit, loss = (up, down) if amount > 0 else (down, up)
        self.order_bracket(asset, amount, limit_price=(up + down) / 2, take_profit=profit, stop_loss=loss)

    def oco(self, asset, amount, up, down):
        self.order_oco(asset, (-abs(amount), LimitOrder(up)), (-(abs(amount) // 2) - 1, StopOrder(down)))

    def breakout(self, asset, amount, up, down):
        self.order_oco(asset, (abs(amount), StopOrder(up)), (-5, StopOrder(down)))

    def timed(self, asset, amount, up, down):
        self.order(asset, amount, limit_price=down, time_in_force="day")
        self.order(asset, amount * 3, style=LimitOrder(up, time_in_force=("ioc", "fok")[amount % 2]))

    def drop(self, asset, amount, up, down):
        orders = [order for each in self.get_open_orders().values() for order in each]
        if orders:
            self.cancel_order(orders[abs(amount) % len(orders)])


class EndOfDayManager(RestlessManager):
    """The same under a policy that cancels at each session's end."""

    policy = EODCancel()


def market(seed=5, *, days=120, thin=True, splits=((40, 0, 2, 3), (70, 1, 3, 1), (71, 2, 1, 2))):
    """Three assets that wander, with days without bars, thin volume and splits."""
    chance = random.Random(seed)
    closes, volumes = [], []
    for _ in range(3):
        price, row = 50.0, []
        for _ in range(days):
            price = max(10.0, price + chance.uniform(-4, 4))
            row.append(round(price, 2))
        closes.append(row)
        volumes.append([chance.choice([0, 30, 90, 200]) if thin else 10**6 for _ in range(days)])
    closes[1][30:33] = [None] * 3
    first = int(panel([[1]]).sessions[0])
    told = [Split(first + day, sid, *ratio) for day, sid, *ratio in splits if day < days]
    return panel(closes, volumes=volumes, splits=told)
