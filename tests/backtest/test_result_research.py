"""Trades, costs, capacity and attribution of runs, against walks of their own in fractions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from rustybt import FixedSlippage, NoCommission, TradingAlgorithm
from rustybt.backtest import result_money as money
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.result_figures import trips_of
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, DataNotAvailableError
from rustybt.finance.decimal.slippage import FixedBasisPointsSlippage
from rustybt.model.bars import MISSING, Dividend, Split
from tests.backtest.researched import Restless, market, restless, result_on
from tests.backtest.result_records import wandering
from tests.backtest.test_result_explain import FIRST, Waits
from tests.engine.panels import START, panel, venue_of

SEEDS = [0, 1, 2, 3]


@pytest.fixture(scope="module", params=SEEDS)
def result(request):
    return restless(request.param, futures=request.param % 2)


@pytest.mark.parametrize("seed", [0, 1, 5])
def test_the_most_that_was_held_goes_by_the_order_of_fills_within_a_bar(seed):
    result = restless(seed, actions=False)
    most, held, left = [], {}, {}
    for fill in result.transactions.rows(named=True):
        sid, amount = fill["sid"], fill["amount"]
        before = held.get(sid, 0)
        held[sid] = before + amount
        if before == 0 or before * held[sid] < 0:
            left[sid] = len(most)
            most.append(Decimal(0))
        most[left[sid]] = max(most[left[sid]], abs(held[sid]))
    assert result.trades().frame["quantity"].to_list() == most


@pytest.fixture(scope="module")
def plain():
    return restless(7, futures=1, actions=False)


def without_bars(result):
    return BacktestResult(result.record, provenance={})


class TestTrades:
    def test_their_profits_are_the_runs_to_the_last_digit(self, result):
        frame = result.trades().frame
        assert frame["profit"].sum() == result.summary.pnl
        assert set(frame["status"]) >= {"closed", "open"}
        for row in frame.rows(named=True):
            explained = result.explain(trade=row["trade"])
            kinds = explained.by_kind
            assert row["profit"] == explained.total == row["gross"] - row["fees"] + row["dividends"]
            assert row["fees"] == -kinds.get("commission", Decimal(0))
            assert row["dividends"] == kinds.get("dividend", Decimal(0))
            assert row["mae"] <= min(0, row["gross"])
            assert row["mfe"] >= max(0, row["gross"])
            assert row["entry_time"] == explained.events["dt"][0]

    def test_closed_ones_are_those_of_the_summary(self, plain):
        closed = plain.trades().frame.filter(status="closed")
        trips = trips_of(plain.record)
        assert len(closed) == plain.summary.trades == len(trips.profit)
        exact = [money.amount(int(profit), plain.record.money_scale) for profit in trips.profit]
        assert sorted(closed["profit"]) == sorted(exact)

    def test_the_summary_s_leave_out_dividends_and_what_splits_paid(self, result):
        places = result.record.money_scale
        frame = result.trades().frame.filter(status="closed")
        exact = [money.amount(int(profit), places) for profit in trips_of(result.record).profit]
        paid = {}
        for row in result.explain().events.filter(event="cash in lieu").rows(named=True):
            paid[row["trade"]] = paid.get(row["trade"], 0) + row["pnl"]
        assert sorted(exact) == sorted(
            row["gross"] - row["fees"] - paid.get(row["trade"], 0) for row in frame.rows(named=True)
        )

    def test_excursions_are_those_of_a_walk_over_every_bar(self, plain):
        bars, record = plain.bars, plain.record
        fills = plain.transactions
        for trade in plain.trades().frame.rows(named=True):
            asset = next(asset for asset in record.assets if asset.sid == trade["sid"])
            column, factor = bars.column(asset), int(asset.price_multiplier)
            own = plain.explain(trade=trade["trade"]).events.filter(event="fill")
            times = {}
            for row in own.rows(named=True):
                times.setdefault(row["dt"], []).append(
                    (Fraction(row["amount"]), Fraction(row["price_after"]))
                )
            cash = held = Fraction(0)
            worths = [Fraction(0)]
            for step, day in enumerate(plain.performance["period_close"]):
                for field in ("low", "high"):
                    price = int(bars.field(field)[step, column])
                    if held and price != MISSING:
                        worths.append(cash + held * Fraction(price, 10**8) * factor)
                for amount, price in times.get(day, ()):
                    cash, held = cash - amount * price * factor, held + amount
                    worths.append(cash + held * price * factor)
            assert Fraction(trade["mae"]) == min([*worths, Fraction(trade["gross"])])
            assert Fraction(trade["mfe"]) == max([*worths, Fraction(trade["gross"])])
        assert len(fills) > 50

    def test_a_split_does_not_look_like_a_loss(self):
        bars = panel([[10, 10, 12, 6, 7, 7]], splits=[Split(FIRST + 3, 0, 1, 2)])

        class Holds(TradingAlgorithm):
            def handle_data(self, context, data):
                if self.get_datetime().day == 1:
                    self.order(self.sid(0), 50)

        (row,) = result_on(bars, Holds(), costs=False).trades().frame.rows(named=True)
        assert (row["status"], row["quantity"], row["gross"]) == ("open", 100, 200)
        assert (row["mae"], row["mfe"], row["exit_time"], row["exit_price"]) == (0, 200, None, None)
        assert (row["side"], row["entry_price"], row["return"]) == ("long", 10, 0.4)

    def test_they_are_counted_as_they_opened(self, result):
        frame = result.trades().frame
        assert frame["trade"].to_list() == list(range(len(frame)))
        assert frame["entry_time"].is_sorted()
        assert (frame["quantity"] > 0).all()

    def test_a_dividend_belongs_to_whoever_held_before_its_ex_day(self):
        # Bought on the 1st for the 2nd, sold on the 4th, bought again on the 5th; paid on the 6th for the 3rd.
        bars = panel(
            [[10, 10, 10, 10, 10, 10, 10]], dividends=[Dividend(FIRST + 2, 0, Decimal("0.5"), FIRST + 6)]
        )

        class Twice(TradingAlgorithm):
            def handle_data(self, context, data):
                wanted = {1: 30, 3: -30, 4: 70}
                if self.get_datetime().day in wanted:
                    self.order(self.sid(0), wanted[self.get_datetime().day])

        result = result_on(bars, Twice(), costs=False)
        assert result.trades().frame["dividends"].to_list() == [15, 0]
        assert result.explain("2020-01-07").events["trade"].to_list() == [0]
        assert result.explain(trade=0).total == result.summary.pnl == 15

    def test_excursions_hold_the_prices_of_fills_too(self):
        class Adds(TradingAlgorithm):
            def initialize(self, context):
                self.set_slippage(FixedSlippage(2))

            def handle_data(self, context, data):
                if self.get_datetime().day < 3:
                    self.order(self.sid(0), 10)

        # Bought at 11 and, where the close is 12, at 13; then it falls.
        (row,) = result_on(panel([[10, 10, 12, 9]]), Adds(), costs=False).trades().frame.rows(named=True)
        assert (row["mfe"], row["mae"], row["entry_price"]) == (20, -60, 12)

    def test_a_split_can_leave_nothing(self):
        bars = panel([[10, 10, 12, 120, 120]], splits=[Split(FIRST + 3, 0, 10, 1)])

        class Holds(TradingAlgorithm):
            def handle_data(self, context, data):
                if self.get_datetime().day == 1:
                    self.order(self.sid(0), 5)

        result = result_on(bars, Holds(), costs=False)
        (row,) = result.trades().frame.rows(named=True)
        assert row["status"] == "split away"
        assert row["exit_time"].date() == date(2020, 1, 4)
        assert row["profit"] == result.summary.pnl == 0

    def test_figures_are_of_the_closed_ones(self, plain):
        trades = plain.trades()
        profits = [float(value) for value in trades.frame.filter(status="closed")["profit"]]
        won, lost = [p for p in profits if p > 0], [p for p in profits if p < 0]
        assert trades.figures["profit_factor"] == pytest.approx(sum(won) / -sum(lost))
        assert trades.figures["win_rate"] == len(won) / len(profits)
        assert trades.figures["expectancy"] == pytest.approx(sum(profits) / len(profits))
        assert "Profit factor" in trades._repr_mimebundle_()["text/html"]

    def test_without_bars_there_are_no_excursions_and_a_reason(self, plain):
        trades = without_bars(plain).trades()
        assert trades.frame["profit"].to_list() == plain.trades().frame["profit"].to_list()
        assert trades.frame["mae"].null_count() == len(trades)
        assert "MAE and MFE are left out: the result does not say what bars" in repr(trades)

    def test_dividends_without_bars_are_an_error(self, result):
        with pytest.raises(DataNotAvailableError, match="run the strategy again"):
            without_bars(result).trades()

    def test_no_trade(self):
        trades = result_on(panel([[10, 11]]), Waits()).trades()
        assert len(trades.frame) == 0
        assert "The run made no trade" in repr(trades)
        assert np.isnan(trades.figures["win_rate"])


class TestCosts:
    def test_slippage_is_price_against_close(self, plain):
        found = plain.costs()
        closes = plain.bars.field("close")
        days = plain.performance["period_close"].to_list()
        for fill, cost in zip(plain.transactions.rows(named=True), found.fills.rows(named=True), strict=True):
            asset = next(asset for asset in plain.record.assets if asset.sid == fill["sid"])
            close = Fraction(int(closes[days.index(fill["dt"]), plain.bars.column(asset)]), 10**8)
            wanted = (
                Fraction(fill["amount"]) * (Fraction(fill["price"]) - close) * int(asset.price_multiplier)
            )
            asked = fill["order_id"] is not None
            assert Fraction(cost["slippage"]) == (wanted if asked else 0)
            assert cost["commission"] == fill["commission"]
        assert found.commission == plain.summary.fees
        assert found.total == found.commission + found.slippage
        assert found.by_asset["slippage"].sum() == found.by_month["slippage"].sum() == found.slippage
        assert found.by_asset["bps"][0] == pytest.approx(
            1e4
            * float(found.by_asset["commission"][0] + found.by_asset["slippage"][0])
            / float(found.by_asset["value"][0])
        )

    def test_no_costs_are_what_a_run_without_costs_is(self, plain):
        strategy = type("Restless", (Restless,), {"seed": 7, "count": 4})()
        venue, hooks = venue_of(market(7, futures=1, actions=False), strategy)
        venue.set_commission(None, NoCommission())
        venue.set_slippage(None, FixedBasisPointsSlippage(0, "0.2"))
        venue.run(hooks)
        free = plain.costs().sensitivity.row(0, named=True)
        assert free["final_value"] == venue.portfolio_value()
        assert free["pnl"] == venue.portfolio_value() - 100_000
        again = BacktestResult(venue.record_of_run(), provenance={})
        assert plain.costs().recosted(0)[2] == pytest.approx(again.course.returns, abs=1e-12)

    def test_a_close_at_delisting_costs_nothing_and_takes_no_volume(self):
        closes, lives = [[10, 10, 12, None, None]], [(START, START + timedelta(days=3))]
        bars = panel(closes, lives=lives)
        object.__setattr__(bars.assets[0], "auto_close_date", START + timedelta(days=3))

        class Holds(TradingAlgorithm):
            def handle_data(self, context, data):
                if self.get_datetime().day == 1:
                    self.order(self.sid(0), 50)

        result = result_on(bars, Holds(), costs=False)
        assert result.transactions["order_id"].null_count() == 1
        assert result.costs().fills["slippage"].to_list() == [0, 0]
        assert result.capacity().frame["participation"].to_list() == [50 / 1_000_000]

    def test_once_the_costs_are_the_run_itself(self, result):
        rows = result.costs((1, "0.5", 4)).sensitivity.rows(named=True)
        assert (rows[0]["final_value"], rows[0]["pnl"]) == (result.summary.final_value, result.summary.pnl)
        assert rows[0]["sharpe"] == pytest.approx(result.summary.sharpe, rel=1e-9)
        assert rows[0]["total_return"] == pytest.approx(result.summary.total_return, rel=1e-9)
        total = Fraction(result.costs().total)
        assert Fraction(rows[2]["pnl"]) == Fraction(rows[0]["pnl"]) - 3 * total
        assert float(rows[1]["pnl"]) == pytest.approx(float(Fraction(rows[0]["pnl"]) + total / 2), abs=1e-6)

    def test_without_bars_slippage_is_unknown(self, plain):
        costs = without_bars(plain).costs()
        assert costs.slippage is None
        assert costs.total == costs.commission == plain.summary.fees
        assert costs.by_asset["slippage"].null_count() == costs.by_asset.height
        assert "Slippage is unknown: the result does not say" in repr(costs)

    @pytest.mark.parametrize("multiple", [-1, "many", float("nan")])
    def test_multiples_that_are_none_are_refused(self, plain, multiple):
        with pytest.raises(ConfigurationError, match="multiple of the costs"):
            plain.costs((1, multiple))

    @pytest.mark.parametrize("multiples", [2, "12", None])
    def test_one_multiple_is_no_list_of_them(self, plain, multiples):
        with pytest.raises(ConfigurationError, match=f"multiples is {multiples!r}: use a list"):
            plain.costs(multiples)

    def test_no_trade(self):
        costs = result_on(panel([[10, 11]]), Waits()).costs()
        assert (costs.total, costs.slippage, costs.by_asset.height) == (0, 0, 0)
        assert "The run made no trade" in repr(costs)


class TestCapacity:
    def test_participation_is_amount_over_volume(self, plain):
        found = plain.capacity(0.05)
        days = plain.performance["period_close"].to_list()
        wanted = {}
        for fill in plain.transactions.filter(pl.col("order_id").is_not_null()).rows(named=True):
            key = fill["dt"], fill["sid"]
            wanted[key] = wanted.get(key, 0) + abs(fill["amount"])
        for row in found.frame.rows(named=True):
            asset = next(asset for asset in plain.record.assets if asset.sid == row["sid"])
            volume = int(plain.bars.field("volume")[days.index(row["dt"]), plain.bars.column(asset)])
            share = float(wanted.pop((row["dt"], row["sid"]))) / volume
            assert row["participation"] == pytest.approx(share)
            assert row["capital"] == pytest.approx(100_000 * 0.05 / share)
        assert not wanted
        assert found.capital == pytest.approx(100_000 * 0.05 / found.largest)

    def test_shares_of_the_trading_pass_the_limit_one_after_the_other(self, plain):
        found = plain.capacity()
        frame, total = found.frame, found.frame["value"].sum()
        for share, capital in found.shares.rows():
            over = frame.filter(pl.col("capital") < capital)["value"].sum() / total
            beyond = frame.filter(pl.col("capital") <= capital)["value"].sum() / total
            assert over <= share < beyond
        assert found.shares["capital"].is_sorted()
        assert "Capital at the limit" in found._repr_mimebundle_()["text/html"]

    @pytest.mark.parametrize("limit", [0, 1.5, True, "some", float("nan")])
    def test_limits_that_are_none_are_refused(self, plain, limit):
        with pytest.raises(ConfigurationError, match="limit is"):
            plain.capacity(limit)

    def test_no_trade_and_no_bars_are_errors(self, plain):
        with pytest.raises(ConfigurationError, match="made no trade"):
            result_on(panel([[10, 11]]), Waits()).capacity()
        with pytest.raises(DataNotAvailableError, match="does not say what bars"):
            without_bars(plain).capacity()


class TestAttribution:
    def test_assets_share_out_the_profit_to_the_last_digit(self, result):
        found = result.attribution().by_asset
        assert found["pnl"].sum() == result.summary.pnl
        assert found["fees"].sum() == result.summary.fees
        assert found["dividends"].sum() == result.summary.dividends
        for row in found.rows(named=True):
            assert row["pnl"] == result.explain(asset=row["symbol"]).total
            assert row["pnl"] == row["price"] - row["fees"] + row["dividends"]

    def test_a_benchmark_is_a_factor(self, plain):
        random = np.random.default_rng(3)
        other = plain.course.returns * 2 + random.normal(0, 1e-4, len(plain))
        found = plain.attribution(benchmark=other)
        assert found.factors["factor"].to_list() == ["alpha", "benchmark"]
        assert found.factors["coefficient"][1] == pytest.approx(0.5, rel=0.05)
        assert "Alpha a year" in repr(found)
        assert plain.attribution().model is None
        assert "give factors= or benchmark=" in repr(plain.attribution())

    def test_a_model_without_a_rest_is_legible(self, plain):
        text = repr(plain.attribution(benchmark=plain.course.returns))
        assert "100.0 %" in text
        assert "benchmark         1.00" in text
        assert max(len(line) for line in text.splitlines()) < 120

    def test_factors_come_by_name_by_date_and_as_frames(self, plain):
        random = np.random.default_rng(4)
        days = plain.performance["session"].to_list()
        values = {"size": random.normal(0, 0.01, len(plain)), "value": random.normal(0, 0.01, len(plain))}
        named = plain.attribution(values, lags=4).factors
        dated = {name: dict(zip(days, column, strict=True)) for name, column in values.items()}
        assert plain.attribution(dated, lags=4).factors.equals(named)
        frame = pl.DataFrame({"session": days, **values})
        assert plain.attribution(frame, lags=4).factors.equals(named)

    @pytest.mark.parametrize(
        ("factors", "says"),
        [
            ({}, "factors is empty"),
            ({"size": [0.1]}, "factor 'size': it has 1 returns for 60 sessions"),
            ({"size": [float("nan")] * 60}, "factor 'size': it on 2020-01-01 is nan"),
            ({"size": [0.01] * 60}, "not independent"),
            ([0.01] * 60, "factors is a list: give returns by name"),
            (5, "factors is a int"),
        ],
    )
    def test_factors_that_are_none_are_refused(self, plain, factors, says):
        with pytest.raises(ConfigurationError, match=says):
            plain.attribution(factors)

    @pytest.mark.parametrize("groups", [["S0"], {"shares": ["S0"]}, "S0"])
    def test_groups_that_are_none_are_refused(self, plain, groups):
        with pytest.raises(ConfigurationError, match="give each group's values by name"):
            plain.attribution(groups=groups)

    def test_groups_of_assets_explain_the_return_on_the_capital(self, plain):
        groups = {
            "shares": {"assets": ["S0", "S1"], "benchmark_weight": 0.7, "benchmark_return": 0.02},
            "rest": {"assets": ["S2", 3], "benchmark_weight": 0.3, "benchmark_return": -0.01},
        }
        found = plain.attribution(groups=groups).groups
        assert found.portfolio == pytest.approx(float(plain.summary.pnl) / 100_000)
        assert [group.name for group in found.groups] == ["shares", "rest", "cash"]
        made = sum(plain.explain(asset=asset).total for asset in ("S0", "S1"))
        assert found.groups[0].weight * found.groups[0].returns == pytest.approx(float(made) / 100_000)
        worth = dict(plain.performance.select("session", "portfolio_value").rows())
        held = plain.positions.filter(pl.col("symbol").is_in(["S0", "S1"])).rows(named=True)
        mean = sum(float(row["value"]) / float(worth[row["session"]]) for row in held) / len(plain)
        assert found.groups[0].weight == pytest.approx(mean)
        assert found.allocation + found.selection + found.interaction == pytest.approx(
            found.portfolio - 0.011
        )
        (one, cash) = plain.attribution(
            groups={"shares": {**groups["shares"], "benchmark_weight": 1.0}}
        ).groups.groups
        assert one.weight + cash.weight == pytest.approx(1.0)
        assert one.weight * one.returns + cash.weight * cash.returns == pytest.approx(found.portfolio)
        with pytest.raises(ConfigurationError, match="S1 is in two groups"):
            plain.attribution(groups={**groups, "rest": {**groups["rest"], "assets": ["S1"]}})
        with pytest.raises(AssetNotFoundError, match="'IBM'"):
            plain.attribution(groups={"one": {**groups["rest"], "assets": ["IBM"]}})

    def test_no_trade(self):
        found = result_on(panel([[10, 11]]), Waits()).attribution()
        assert found.by_asset.height == 0
        assert "The run made no trade" in repr(found)


def test_risk_is_of_the_runs_returns():
    result = BacktestResult(wandering(), provenance={}, periods_per_year=365)
    found = result.risk(window=20)
    assert found.figures["volatility"] == result.summary.volatility
    assert found.figures["max_drawdown"] == found.drawdowns["depth"][0] == result.summary.max_drawdown
    assert found.rolling["session"].to_list() == result.performance["session"].to_list()
    with pytest.raises(ConfigurationError, match="at least 2 sessions"):
        BacktestResult(wandering(sessions=1), provenance={}).risk()
