"""Results of the engine on small random markets with splits, dividends, shorts and futures."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np

from rustybt import Equity, Future, TradingAlgorithm
from rustybt.backtest.result import BacktestResult
from rustybt.finance.decimal.commission import PerShareCommission
from rustybt.finance.decimal.slippage import FixedBasisPointsSlippage
from rustybt.model.bars import MISSING, BarPanel, Dividend, Split
from rustybt.model.time import NANOS_PER_DAY, NANOS_PER_SECOND, date_to_day
from tests.engine.panels import START, UNIT, venue_of

DAYS = 60


class Restless(TradingAlgorithm):
    """Orders at random: it opens, adds, turns and closes, long and short."""

    def initialize(self, context):
        self.draws = np.random.default_rng(self.seed)
        self.traded = [self.sid(sid) for sid in range(self.count)]

    def handle_data(self, context, data):
        for asset in self.traded:
            if data.can_trade(asset) and self.draws.random() < 0.3:
                held = (
                    context.portfolio.positions[asset].amount if asset in context.portfolio.positions else 0
                )
                wanted = int(self.draws.integers(-150, 200)) if self.draws.random() < 0.75 else 0
                if wanted != int(held):
                    self.order(asset, wanted - int(held))


def market(seed, *, futures=0, shares=3, actions=True, minutes=None):
    """A panel of random closes with highs and lows around them; the last columns are futures.

    Daily bars, or with ``minutes`` that many bars a session.
    """
    draws = np.random.default_rng(seed)
    width, days = shares + futures, np.arange(date_to_day(START), date_to_day(START) + DAYS, dtype=np.int32)
    close = (5_000 * np.exp(np.cumsum(draws.normal(0, 0.02, (DAYS, width)), axis=0))).astype(np.int64)
    splits, dividends = [], []
    if actions:
        for sid in range(shares):
            for day in sorted(draws.choice(np.arange(5, DAYS - 5), 3, replace=False).tolist()):
                numerator, denominator = draws.permutation([1, 2, 3, 7])[:2].tolist()
                splits.append(Split(int(days[day]), sid, numerator, denominator))
                close[day:, sid] = np.maximum(close[day:, sid] * numerator // denominator, 50)
            for day in draws.choice(np.arange(1, DAYS - 1), 4).tolist():
                paid = [None, int(days[day]) + 2, int(days[day]) + 400][int(draws.integers(0, 3))]
                amount = Decimal(int(draws.integers(1, 900))) / 1000
                dividends.append(Dividend(int(days[day]), sid, amount, paid))
    high, low = close + draws.integers(0, 40, close.shape), close - draws.integers(0, 30, close.shape)
    volume = draws.integers(500, 5_000, close.shape)
    gone = draws.random(close.shape) < 0.05
    fields = {"open": close, "high": high, "low": low, "close": close}
    matrices = {name: np.where(gone, MISSING, values * UNIT // 100) for name, values in fields.items()}
    matrices["volume"] = np.where(gone, MISSING, volume)
    last = START + timedelta(days=DAYS - 1)
    lives = {"start_date": START, "end_date": last}
    assets = [
        Equity(sid, f"S{sid}", auto_close_date=last if sid == 1 else None, **lives) for sid in range(shares)
    ]
    assets += [Future(sid, f"F{sid}", multiplier=5, **lives) for sid in range(shares, width)]
    if minutes is None:
        return BarPanel.from_arrays(assets, days, matrices, splits=splits, dividends=dividends)
    # Every bar of the session is the day's, and half a cent apart.
    first = days.astype(np.int64)[:, None] * NANOS_PER_DAY + 52_260 * NANOS_PER_SECOND
    times = (first + np.arange(minutes) * 60 * NANOS_PER_SECOND).ravel()
    drift = np.tile(np.arange(minutes), DAYS)[:, None] * UNIT // 200
    of_minutes = {name: np.repeat(values, minutes, axis=0) for name, values in matrices.items()}
    for name in fields:
        values = of_minutes[name]
        of_minutes[name] = np.where(values == MISSING, MISSING, values + drift)
    daily = BarPanel.from_arrays(assets, days, matrices, splits=splits, dividends=dividends)
    return BarPanel.from_arrays(
        assets, days, of_minutes, times_ns=times, splits=splits, dividends=dividends, daily=daily
    )


def result_on(panel, strategy, *, costs=True, **options):
    """The result of a strategy on a panel, with its bars at hand."""
    venue, hooks = venue_of(panel, strategy, **options)
    if costs:
        venue.set_commission(None, PerShareCommission("0.013", "1.07"))
        venue.set_slippage(None, FixedBasisPointsSlippage(7, "0.2"))
    venue.run(hooks)
    venue.check()
    result = BacktestResult(venue.record_of_run(), provenance={})
    result.bars = panel
    return result


def restless(seed, **options):
    """A restless result on a random market."""
    panel = market(seed, **options)
    strategy = type("Restless", (Restless,), {"seed": seed, "count": len(panel.assets)})()
    return result_on(panel, strategy)
