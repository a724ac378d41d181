"""The workloads' strategies: in our best idiom, in zipline's, and empty."""

from __future__ import annotations

import sys
from importlib import import_module
from types import SimpleNamespace

import numpy as np

from rustybt import FixedSlippage, NoCommission, TradingAlgorithm, api
from tests.benchmarks.peers import SCRIPTS

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

    def handle_data(self, context, data):
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

    def handle_data(self, context, data):
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

    def initialize(self, context):
        pass

    def handle_data(self, context, data):
        pass


def zipline_functions(spec, symbols):
    """The zipline peer's own two functions, unchanged, on our functions in place of zipline's."""
    if str(SCRIPTS) not in sys.path:
        sys.dont_write_bytecode = True  # nothing of ours beside the shared scripts
        sys.path.append(str(SCRIPTS))
    family = import_module("zipline_family")
    ours = SimpleNamespace(
        **{name: getattr(api, name) for name in api.__all__},
        slippage=SimpleNamespace(FixedSlippage=FixedSlippage),
        commission=SimpleNamespace(NoCommission=NoCommission),
    )
    return family.strategies(ours, spec, len(symbols), symbols)
