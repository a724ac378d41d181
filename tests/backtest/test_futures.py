"""A future in a backtest: its gains are cash every day, and the account is worth what a share of its size would be."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np

from rustybt import Equity, Future, TradingAlgorithm
from rustybt.model.bars import BarPanel
from rustybt.model.time import date_to_day
from tests.engine.panels import START, UNIT, run

CLOSES = ["100", "101.5", "99.25", "103"]


class BuysTwo(TradingAlgorithm):
    def initialize(self, context):
        self.asset, self.seen = self.sid(0), []

    def handle_data(self, context, data):
        if not context.portfolio.positions:
            self.order(self.asset, 2)
        portfolio, account = context.portfolio, context.account
        self.seen.append((portfolio.cash, portfolio.positions_value, account.gross_exposure))


def ran(kind, **fields):
    last = START + timedelta(days=len(CLOSES) - 1)
    asset = kind(0, "ES", start_date=START, end_date=last, **fields)
    closes = np.array([[int(Decimal(close) * UNIT)] for close in CLOSES], dtype=np.int64)
    volume = np.full_like(closes, 10**6)
    sessions = np.arange(date_to_day(START), date_to_day(last) + 1, dtype=np.int32)
    fields = {"open": closes, "high": closes, "low": closes, "close": closes, "volume": volume}
    strategy = BuysTwo()
    return run(BarPanel.from_arrays([asset], sessions, fields), strategy), strategy


def test_gains_are_cash_and_exposure_is_no_value():
    venue, strategy = ran(Future, multiplier=50)
    # Two contracts at 101.50, times 50: nothing is paid for them; then -2.25 and +3.75 a point and contract.
    assert strategy.seen == [
        (100_000, 0, 0),
        (100_000, 0, Decimal(10_150)),
        (Decimal(99_775), 0, Decimal(9_925)),
        (Decimal(100_150), 0, Decimal(10_300)),
    ]
    daily = venue.record_of_run().daily
    assert set(daily["long_value"]) == {0}


def test_the_account_is_worth_what_shares_of_that_size_would_be():
    future, _ = ran(Future, multiplier=50)
    shares, _ = ran(Equity, price_multiplier=50)
    assert future.portfolio_value() == shares.portfolio_value() == 100_150
    assert shares.cash() == Decimal(89_850)
