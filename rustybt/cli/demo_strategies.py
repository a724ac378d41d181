"""The two strategies of ``rustybt demo``: to read, to run, to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.schedule import date_rules, time_rules
from rustybt.finance.decimal.commission import PerShareCommission
from rustybt.finance.decimal.slippage import VolumeShareSlippage

if TYPE_CHECKING:
    from rustybt.algorithm.context import Context
    from rustybt.engine.bar_view import BarData

__all__ = ["CrossSectionalMomentum", "DualMovingAverage"]


class DualMovingAverage(TradingAlgorithm):
    """Hold a stock while its short average is above its long one."""

    def initialize(self, context: Context) -> None:
        """Choose the stock, the costs and what to compare with."""
        context.asset = self.symbol("AAPL")
        self.set_benchmark(context.asset)
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        self.set_slippage(VolumeShareSlippage())

    def handle_data(self, context: Context, data: BarData) -> None:
        """Compare the averages; an exact tie changes nothing."""
        short, long = data.sma(context.asset, 50), data.sma(context.asset, 200)
        if short > long:
            self.order_target_percent(context.asset, 1)
        elif short < long:
            self.order_target_percent(context.asset, 0)
        self.record(short=short, long=long)


class CrossSectionalMomentum(TradingAlgorithm):
    """Hold the two stocks that rose most over six months, chosen anew each month."""

    def initialize(self, context: Context) -> None:
        """Choose the stocks, the costs and the day of trading."""
        context.universe = self.symbols("AAPL", "GOOG", "IBM", "MSFT", "FB")
        self.set_benchmark(self.symbol("IBM"))
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        self.set_slippage(VolumeShareSlippage())
        self.schedule_function(self.rebalance, date_rules.month_start(), time_rules.market_open())

    def rebalance(self, context: Context, data: BarData) -> None:
        """Sell what is no longer among the best two, then share the money among them."""
        tradable = [asset for asset in context.universe if data.can_trade(asset)]
        returns = data.returns(tradable, 126)
        order = np.argsort(-returns, kind="stable")
        best = [tradable[place] for place in order if not np.isnan(returns[place])][:2]
        for asset in tradable:
            if asset not in best:
                self.order_target(asset, 0)
        for asset in best:
            self.order_target_percent(asset, "0.49")
