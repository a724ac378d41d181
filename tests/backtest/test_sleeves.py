"""Futures on the sleeves of an account: variation margin is cash of whoever holds them, and sums to the account's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from rustybt import DataCatalog, Equity, Future, PerShareCommission, TradingAlgorithm, run_algorithm
from rustybt.backtest.portfolio import run_portfolio
from rustybt.testing.builders import made_up_contents

START, END, EXPIRES = date(2023, 1, 3), date(2023, 9, 29), date(2023, 6, 16)
COSTS = PerShareCommission("0.0137", "0.77")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    contents = made_up_contents(("ES", "NQ", "AAA"), end=END)
    lives = {"start_date": START, "end_date": END}
    assets = [
        Future(0, "ES", multiplier=50, **lives),
        Future(1, "NQ", multiplier=20, start_date=START, end_date=EXPIRES, auto_close_date=EXPIRES),
        Equity(2, "AAA", **lives),
    ]
    bars = contents.daily_bars.filter((pl.col("symbol") != "NQ") | (pl.col("date") <= EXPIRES))
    found.write("futures", replace(contents, assets=assets, daily_bars=bars))
    return found


def options(catalog, **changes):
    given = {
        "start": START,
        "end": END,
        "bundle": "futures",
        "catalog": catalog,
        "progress": False,
        "seed": 3,
    }
    return {**given, "capital_base": 10_000_000, "commission": COSTS, **changes}


def orders_of(numbers):
    """What to order of each asset in a bar: long, short and turned, often the other way than the other member."""
    return {sid: int(numbers.integers(-9, 10)) for sid in range(3) if numbers.random() < 0.5}


class Trades(TradingAlgorithm):
    """Orders what its numbers say, whatever it holds."""

    stream = 0

    def initialize(self, context):
        self.streams = [np.random.default_rng(each) for each in self.numbers()]
        self.seen = []

    def numbers(self):
        return [self.stream]

    def handle_data(self, context, data):
        for numbers in self.streams:
            for sid, amount in orders_of(numbers).items():
                if amount and data.can_trade(self.sid(sid)):
                    self.order(self.sid(sid), amount)
        self.seen.append(
            (context.portfolio.cash, context.portfolio.portfolio_value, context.account.gross_exposure)
        )


class Joint(Trades):
    """Orders what both members order, in their order."""

    def numbers(self):
        return [1, 2]


class Sizes(TradingAlgorithm):
    """Every way to size an order of a future."""

    def handle_data(self, context, data):
        first, second = self.sid(0), self.sid(1)
        price = float(data.current(first, "price"))
        ways = [
            lambda: self.order_target_value(first, price * 50 * 3.2),
            lambda: self.order_target_percent(first, "0.0371234567891"),
            lambda: self.order_percent(first, -0.01),
            lambda: self.order_value(first, -price * 111),
            lambda: self.order_target(first, -2),
            lambda: self.order_target_percent(first, 0),
            lambda: self.order(first, 4, limit_price=price * 1.01),
        ]
        if data.can_trade(second):
            ways.append(lambda: self.order_target_percent(second, 0.02))
        ways[context.random.integers(len(ways))]()


def test_a_portfolio_of_one_that_trades_futures_is_the_strategy_alone(catalog):
    alone = run_algorithm(strategy=Sizes, **options(catalog))
    one = run_portfolio({"only": Sizes}, **options(catalog))
    assert len(alone.transactions) > 50
    for frame in ("orders", "transactions", "positions"):
        assert getattr(alone, frame).equals(getattr(one, frame)), frame
    assert alone.performance["portfolio_value"].equals(one.performance["portfolio_value"])
    assert one.sleeves["only"].values == one.performance["portfolio_value"].to_list()


@pytest.mark.parametrize("rebalance", ["never", "weekly"])
def test_sleeves_that_trade_futures_sum_to_the_account_to_the_last_digit(catalog, rebalance):
    members = {"one": (Trades, {"stream": 1}), "two": (Trades, {"stream": 2})}
    result = run_portfolio(members, rebalance=rebalance, **options(catalog))
    one, two = result.sleeves.values()
    sums = [sum(each) for each in zip(one.values, two.values, result.reserve, strict=True)]
    assert sums == result.performance["portfolio_value"].to_list()
    assert one.pnl + two.pnl == result.summary.pnl
    assert one.pnl != 0 != two.pnl
    assert (one.paid_in[-1] != 0) == (rebalance == "weekly")


def test_they_sum_to_the_account_at_every_fill_too(catalog):
    class Checks(Trades):
        def on_order_fill(self, context, order, transaction):
            self._port._book.check()
            self.checked = True

    one, two = Checks(), Checks()
    one.stream, two.stream = 1, 2
    run_portfolio({"one": one, "two": two}, **options(catalog))
    assert one.checked
    assert two.checked


def test_together_they_are_one_run_of_their_orders_on_one_ledger(catalog):
    joint, one, two = Joint(), Trades(), Trades()
    one.stream, two.stream = 1, 2
    whole = run_algorithm(strategy=joint, **options(catalog))
    shared = run_portfolio({"one": one, "two": two}, rebalance="never", **options(catalog))
    columns = ["symbol", "dt", "amount", "price", "commission"]
    asked = [result.transactions.filter(pl.col("order_id").is_not_null()) for result in (whole, shared)]
    assert len(asked[0]) > 300
    assert asked[0].select(columns).equals(asked[1].select(columns))
    for column in ("portfolio_value", "ending_cash", "ending_value", "pnl"):
        assert whole.performance[column].equals(shared.performance[column]), column
    # Bar by bar: cash and value of the two are those of the one.
    for all_of_it, first, second in zip(joint.seen, one.seen, two.seen, strict=True):
        assert (first[0] + second[0], first[1] + second[1]) == all_of_it[:2]
        assert (
            first[2] + second[2] >= all_of_it[2]
        )  # what is long here and short there is netted in the account


def test_each_sleeve_is_what_its_own_fills_and_the_closes_make_of_it(catalog):
    members = {"one": (Trades, {"stream": 1}), "two": (Trades, {"stream": 2})}
    result = run_portfolio(members, rebalance="never", **options(catalog))
    panel = catalog.load_panel("futures")
    closes, factors = panel.field("close"), {0: 50, 1: 20, 2: 1}
    for sleeve in result.sleeves.values():
        # The margin of a future is the change of its price times what is held: bought at a price, marked at another.
        fills = sleeve.transactions.with_columns(pl.col("dt").dt.date().alias("day")).rows(named=True)
        earned, held, last, values = Fraction(sleeve.start), dict.fromkeys(factors, 0), {}, []
        for row, session in enumerate(panel.sessions.tolist()):
            today = date.fromordinal(date(1970, 1, 1).toordinal() + session)
            close = {sid: Fraction(int(closes[row, sid]), 10**panel.price_scale) for sid in factors}
            earned += sum(
                held[sid] * factors[sid] * (close[sid] - last[sid])
                for sid in factors
                if held[sid] and close[sid] > 0
            )
            for fill in fills:
                if fill["day"] == today:
                    sid = fill["sid"]
                    earned += int(fill["amount"]) * factors[sid] * (close[sid] - Fraction(fill["price"]))
                    earned -= Fraction(fill["commission"])
                    held[sid] += int(fill["amount"])
            last |= {sid: price for sid, price in close.items() if price > 0}
            if today >= EXPIRES:
                held[1] = 0
            values.append(earned)
        assert values == [Fraction(value) for value in sleeve.values]
