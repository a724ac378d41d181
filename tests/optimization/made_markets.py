"""Markets of chance, with or without an edge in one region of a strategy's space, and all trials run on them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from rustybt import BacktestResult, Equity, NoCommission, NoSlippage, SignalAlgorithm
from rustybt.assets.asset_finder import AssetFinder
from rustybt.backtest.market import Market
from rustybt.backtest.run import returns_on, run_on
from rustybt.backtest.vector import SignalMarket
from rustybt.calendars.exchanges import get_calendar
from rustybt.engine.bar_view import native_bars
from rustybt.model.bars import BarPanel
from rustybt.model.time import date_to_day

START = date(2000, 1, 1)
UNIT = 10**8
HISTORY = 80
DEVIATION = 0.01
CAPITAL = 10**7
POINTS = [{"lag": lag, "span": span} for lag in range(40) for span in range(1, 26)]
"""A thousand trials: long after a gain over so many bars, so many bars ago, and short after a loss."""

EDGE = tuple((lag, span) for lag in range(12, 17) for span in range(10, 15))
"""Where the planted edge is: 25 of the thousand."""

STRENGTH = 0.18
"""Of the edge, in deviations of a day's return; `gate_calibration` prints what Sharpe ratio that is."""

# An order of today is filled at the next close, and earns from there on.
DELAY = 2


class Lagged(SignalAlgorithm):
    """Long after a gain over ``span`` bars, ``lag`` bars ago; short after a loss."""

    lag, span = 0, 1

    def initialize(self, context):
        self.assets = [self.sid(0)]
        self.set_commission(NoCommission())
        self.set_slippage(NoSlippage())

    def targets(self, bars):
        gain = bars.returns(self.assets[0], int(self.span))
        signs = np.full(len(gain), np.nan)
        signs[self.lag :] = np.sign(gain[: len(gain) - self.lag])
        return signs


def returns_with_edge(chance: np.random.Generator, days: int, strength: float) -> np.ndarray:
    """Log returns of noise, each moved by the mean vote of the edge's signals times the strength (in deviations)."""
    noise = chance.normal(0.0, DEVIATION, days)
    if not strength:
        return noise
    returns, level = np.zeros(days), np.zeros(days + 1)
    lags, spans = np.array(EDGE).T
    first = DELAY + int((lags + spans).max())
    for day in range(days):
        vote = 0.0
        if day >= first:
            last = day - DELAY - lags + 1  # levels hold one more, at the front
            vote = float(np.sign(level[last] - level[last - spans]).mean())
        returns[day] = noise[day] + strength * DEVIATION * vote
        level[day + 1] = level[day] + returns[day]
    return returns


def market_of_returns(returns: np.ndarray) -> Market:
    """A market of one asset with these log returns, the first bars of which are history."""
    closes = np.rint(100.0 * np.exp(np.cumsum(returns)) * 10_000).astype(np.int64) * (UNIT // 10_000)
    matrix = closes[:, None]
    days, first = len(returns), date_to_day(START)
    last = START + timedelta(days=days - 1)
    asset = Equity(0, "MADE", start_date=START, end_date=last, tick_size=Decimal("0.0001"))
    fields = dict.fromkeys(("open", "high", "low", "close"), matrix)
    panel = BarPanel.from_arrays(
        [asset],
        np.arange(first, first + days, dtype=np.int32),
        {**fields, "volume": np.full_like(matrix, 10**9)},
    )
    return Market(
        bundle="made",
        start=START + timedelta(days=HISTORY),
        end=last,
        frequency="daily",
        panel=panel,
        calendar=get_calendar("24/7"),
        finder=AssetFinder(panel.assets),
        bars=native_bars(panel),
    )


def all_trials(market: Market) -> np.ndarray:
    """Daily returns of every trial, float64[S, 1000], each a backtest."""
    signals = SignalMarket(market)
    return np.column_stack(
        [returns_on(market, Lagged, signals, capital_base=CAPITAL, parameters=each) for each in POINTS]
    )


def result_of(market: Market, parameters: dict[str, int]) -> BacktestResult:
    """The whole result of one of them."""
    return run_on(market, Lagged, capital_base=CAPITAL, parameters=parameters, signals=SignalMarket(market))
