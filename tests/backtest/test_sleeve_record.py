"""``analyze`` of the members of a portfolio: called as in a run of their own, with the performance of their share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from rustybt import DataCatalog, TradingAlgorithm, run_algorithm
from rustybt.backtest.portfolio import run_portfolio
from rustybt.exceptions import DataNotAvailableError, StrategyError
from rustybt.testing.builders import made_up_contents
from tests.backtest.test_portfolio import DIVIDENDS, SPLITS


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.write("made-up", made_up_contents(splits=SPLITS, dividends=DIVIDENDS))
    return found


class Looks(TradingAlgorithm):
    """Trades, records, and keeps what it is shown at the end."""

    symbol_name, compared = "AAA", ""

    def initialize(self, context):
        self.asset, self.bars, self.shown = self.symbol(self.symbol_name), 0, None
        if self.compared:
            self.set_benchmark(self.symbol(self.compared))

    def handle_data(self, context, data):
        self.bars += 1
        self.record(bars=self.bars)
        if self.bars % 9 == 1:
            self.order_target_percent(self.asset, (-1) ** self.bars * 0.7)

    def analyze(self, context, perf):
        self.shown, self.left = perf, context.portfolio.portfolio_value


class Silent(TradingAlgorithm):
    def handle_data(self, context, data):
        return


def options(catalog):
    days = {"start": "2023-01-03", "end": "2023-12-29"}
    return {**days, "bundle": "made-up", "catalog": catalog, "progress": False}


@pytest.mark.parametrize("compared", ["", "BBB"])
def test_a_portfolio_of_one_analyzes_what_the_strategy_alone_does(catalog, compared):
    alone, member = Looks(), Looks()
    alone.compared = member.compared = compared
    run_algorithm(strategy=alone, **options(catalog))
    run_portfolio({"only": member}, **options(catalog))
    assert member.shown.columns == alone.shown.columns
    assert "bars" in member.shown.columns
    assert member.shown.equals(alone.shown)
    assert member.left == alone.left


def test_each_sees_its_own_share_and_they_sum_to_the_account(catalog):
    one, two = Looks(), Looks()
    two.symbol_name, two.compared = "BBB", "CCC"
    result = run_portfolio({"one": one, "two": two, "none": Silent}, rebalance="weekly", **options(catalog))
    for name, member in (("one", one), ("two", two)):
        sleeve = result.sleeves[name]
        assert member.shown["portfolio_value"].to_list() == sleeve.values
        assert member.shown["pnl"].sum() == sleeve.pnl
        assert member.shown["returns"].to_list() == pytest.approx(sleeve.returns, abs=1e-12)
        assert member.shown["bars"].to_list() == list(range(1, len(result) + 1))
        assert not any(column.startswith("sleeve.") for column in member.shown.columns)
    both = one.shown["ending_cash"] + two.shown["ending_cash"]
    kept = [sum(each) for each in zip(both, result.sleeves["none"].values, result.reserve, strict=True)]
    assert kept == result.performance["ending_cash"].to_list()
    assert one.shown["benchmark_period_return"].null_count() == len(result)
    assert two.shown["benchmark_period_return"].null_count() == 0


def test_an_analyze_that_raises_is_named(catalog):
    class Fails(Looks):
        def analyze(self, context, perf):
            raise ZeroDivisionError("at the end")

    with pytest.raises(StrategyError, match=r"^member 'bad': .*analyze.*at the end"):
        run_portfolio({"good": Looks, "bad": Fails}, **options(catalog))


def test_a_benchmark_that_a_member_cannot_have_is_refused_before_the_run(tmp_path):
    late, first = made_up_contents(), date(2023, 1, 10)
    assets = [replace(each, start_date=first) if each.symbol == "CCC" else each for each in late.assets]
    kept = (pl.col("symbol") != "CCC") | (pl.col("date") >= first)
    catalog = DataCatalog(tmp_path)
    catalog.write("made-up", replace(late, assets=assets, daily_bars=late.daily_bars.filter(kept)))
    members = {"one": Looks, "two": (Looks, {"compared": "CCC"})}
    with pytest.raises(DataNotAvailableError, match=r"benchmark .*CCC.* trades from 2023-01-10"):
        run_portfolio(members, **options(catalog))
