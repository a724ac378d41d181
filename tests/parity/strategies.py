"""The strategies that zipline's own examples describe, written anew on our functions."""

from __future__ import annotations

from rustybt import PerShareCommission, VolumeShareSlippage
from rustybt.api import order, order_target, record, set_commission, set_slippage, symbol


def _official_costs() -> None:
    set_commission(PerShareCommission("0.0075", min_trade_cost=1))
    set_slippage(VolumeShareSlippage())


def buyapple():
    def initialize(context):
        context.asset = symbol("AAPL")
        _official_costs()

    def handle_data(context, data):
        order(context.asset, 10)
        record(AAPL=data.current(context.asset, "price"))

    return {"initialize": initialize, "handle_data": handle_data}


def dual_moving_average():
    def initialize(context):
        context.asset = symbol("AAPL")
        context.bars = 0
        _official_costs()

    def handle_data(context, data):
        context.bars += 1
        if context.bars < 300:
            return
        short = data.history(context.asset, "price", 100, "1d").mean()
        long = data.history(context.asset, "price", 300, "1d").mean()
        if short > long:
            order_target(context.asset, 100)
        elif short < long:
            order_target(context.asset, 0)
        record(AAPL=data.current(context.asset, "price"), short_mavg=short, long_mavg=long)

    return {"initialize": initialize, "handle_data": handle_data}


def buy_and_hold():
    def initialize(context):
        context.bought = False
        _official_costs()

    def handle_data(context, data):
        if not context.bought:
            for name in ("AAPL", "MSFT"):
                order(symbol(name), 100)
            context.bought = True

    return {"initialize": initialize, "handle_data": handle_data}
