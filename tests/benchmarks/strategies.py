"""The workloads' strategies: in our best idiom, in zipline's, and empty."""

from __future__ import annotations

import numpy as np

from rustybt import FixedSlippage, NoCommission, TradingAlgorithm
from rustybt.api import order_target_percent, set_commission, set_slippage, symbol

WORKLOADS = {
    "w1": {"kind": "sma", "fast": 10, "slow": 30},
    "w2": {"kind": "rank", "look": 20, "top": 10},
    "w3": {"kind": "rank", "look": 20, "top": 50},
    "w4": {"kind": "sma", "fast": 20, "slow": 60, "minute": True},
    "wr": {"kind": "sma", "fast": 10, "slow": 30},
    "wr5": {"kind": "rank", "look": 20, "top": 2},
}


class Cross(TradingAlgorithm):
    """Long while the short average is above the long one, flat while it is below."""

    def __init__(self, spec, symbols):
        super().__init__()
        self.spec, self.symbols_wanted = spec, symbols

    def initialize(self, context):
        self.fast, self.slow = self.spec["fast"], self.spec["slow"]
        self.asset = self.symbol(self.symbols_wanted[0])
        self.positions = context.portfolio.positions

    def handle_data(self, data):
        asset = self.asset
        slow = data.sma(asset, self.slow)
        fast = data.sma(asset, self.fast)
        if fast > slow:
            if asset not in self.positions:
                self.order_target_percent(asset, 1)
        elif fast < slow and asset in self.positions:
            self.order_target_percent(asset, 0)


class Rank(TradingAlgorithm):
    """Hold the assets that rose most, with equal weights."""

    def __init__(self, spec, symbols):
        super().__init__()
        self.spec, self.symbols_wanted = spec, symbols

    def initialize(self, context):
        self.look, self.top = self.spec["look"], self.spec["top"]
        self.assets = self.symbols(*self.symbols_wanted)
        self.positions = context.portfolio.positions

    def handle_data(self, data):
        returns = data.returns(self.assets, self.look)
        if returns[0] != returns[0]:
            return
        assets, target = self.assets, self.order_target_percent
        best = [assets[place] for place in np.argsort(-returns, kind="stable")[: self.top].tolist()]
        chosen = set(best)
        for asset in self.positions:
            if asset not in chosen:
                target(asset, 0)
        share = 1.0 / self.top
        for asset in best:
            target(asset, share)


class Empty(TradingAlgorithm):
    """Called every bar, does nothing."""

    def __init__(self, spec, symbols):
        super().__init__()

    def handle_data(self, data):
        pass


def zipline_functions(spec, symbols):
    """The tutorials' idiom on pandas, as the zipline peer runs it."""

    def initialize(context):
        context.t = 0
        context.assets = [symbol(name) for name in symbols]
        set_slippage(us_equities=FixedSlippage(spread=0.0))
        set_commission(us_equities=NoCommission())

    def handle_data(context, data):
        context.t += 1
        if context.t < spec["slow"]:
            return
        asset = context.assets[0]
        h = data.history(asset, "close", spec["slow"], "1m" if spec.get("minute") else "1d")
        f, s = h.iloc[-spec["fast"] :].mean(), h.mean()
        held = context.portfolio.positions[asset].amount
        if f > s and held == 0:
            order_target_percent(asset, 1.0)
        elif f < s and held > 0:
            order_target_percent(asset, 0.0)

    return initialize, handle_data
