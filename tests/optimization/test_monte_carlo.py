"""Runs drawn again: known answers, exact sums, bars that stay bars, bad input."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest

from rustybt import DataCatalog, TradingAlgorithm, run_algorithm
from rustybt.backtest.market import Market
from rustybt.backtest.run import run_on
from rustybt.exceptions import ConfigurationError, ParameterError, RunInterruptedError
from rustybt.finance.decimal.commission import PerShareCommission
from rustybt.finance.metrics import returns as metrics
from rustybt.model.bars import MISSING, BarPanel, Split
from rustybt.model.time import NANOS_PER_DAY, NANOS_PER_SECOND, date_to_day
from rustybt.optimization.altered_bars import noisy, volatility
from rustybt.optimization.monte_carlo import monte_carlo
from rustybt.optimization.monte_carlo_result import MonteCarloResult
from rustybt.optimization.path_figures import FIGURES, PathBook, interval_of_share, rank_interval
from rustybt.optimization.resampling import stationary_rows
from rustybt.testing.builders import made_up_contents
from tests.engine.panels import START, panel
from tests.optimization.strategies import Borrowed, Cross, Reader, Signals

OPTIONS = {"progress": False}
PRICES = ("open", "high", "low", "close")
LACKING = date(2023, 3, 7)


@pytest.fixture(scope="module")
def crossing(market):
    return run_on(market, Cross, parameters={"fast": 3, "slow": 10})


@pytest.fixture(scope="module")
def once(catalog):
    return run_algorithm(
        strategy=Signals, start="2010-01-04", end="2010-12-31", catalog=catalog, progress=False
    )


def of_returns(returns, runs, block, seed=0):
    """A result of returns alone, as the method of blocks makes one."""
    size = len(returns)
    book = PathBook(100.0, size, size / 252, 252.0)
    book.add_returns(returns[stationary_rows(np.random.default_rng(seed), size, block, runs)])
    own = PathBook(100.0, size, size / 252, 252.0)
    own.add_returns(returns[None, :])
    original = {name: float(values[0]) for name, values in own.paths().figures.items()}
    return MonteCarloResult(
        name="made",
        method="blocks",
        how="blocks",
        seed=seed,
        paths=book.paths(),
        original=original,
        course=own.paths().values[0],
        capital=100.0,
        ruin=0.5,
    )


def test_figures_of_many_runs_are_those_of_each_alone():
    random = np.random.default_rng(2)
    returns = random.normal(0.0004, 0.012, size=(20, 300))
    book = PathBook(1000.0, 300, 300 / 252, 252.0)
    book.add_returns(returns)
    figures = book.paths().figures
    for row, alone in enumerate(returns):
        assert figures["final_value"][row] == pytest.approx(
            1000 * (1 + metrics.total_return(alone)), rel=1e-12
        )
        assert figures["annual_return"][row] == pytest.approx(metrics.annual_return(alone), rel=1e-9)
        assert figures["sharpe"][row] == pytest.approx(metrics.sharpe_ratio(alone), rel=1e-9)
        assert figures["max_drawdown"][row] == pytest.approx(metrics.max_drawdown(alone), rel=1e-12)


def test_a_constant_series_has_one_course_only():
    made = of_returns(np.full(252, 0.001), 50, 5.0)
    assert made.percentile("final_value", 0) == made.percentile("final_value", 100)
    assert made.percentile("final_value", 50) == pytest.approx(100 * 1.001**252)
    assert set(made.paths.figures["max_drawdown"]) == {0.0}
    assert (made.probability_of_loss.value, made.probability_of_ruin.value) == (0.0, 0.0)


def test_the_growth_of_normal_returns_spreads_as_the_theory_says():
    # log growth of N independent draws from a sample: mean N m, deviation s sqrt(N), m and s those of the sample.
    random = np.random.default_rng(4)
    returns = random.normal(0.0005, 0.01, size=504)
    runs = 20_000
    made = of_returns(returns, runs, 1.0)
    logs = np.log(made.paths.figures["final_value"] / 100.0)
    single = np.log1p(returns)
    error = single.std() * math.sqrt(504 / runs)
    assert logs.mean() == pytest.approx(504 * single.mean(), abs=4 * error)
    assert logs.std() == pytest.approx(single.std() * math.sqrt(504), rel=0.02)
    loss = NormalDist(504 * single.mean(), single.std() * math.sqrt(504)).cdf(0.0)
    assert made.probability_of_loss.low < loss < made.probability_of_loss.high


def test_trades_in_another_order_end_where_the_run_ended(crossing):
    assert crossing.summary.trades > 10
    for sizing in ("share", "cash"):
        made = monte_carlo(crossing, "trades", runs=300, replace=False, sizing=sizing, **OPTIONS)
        assert set(made.paths.figures["final_value"]) == {float(crossing.summary.final_value)}
        assert len(set(made.paths.figures["max_drawdown"])) > 100
        assert made.original["final_value"] == float(crossing.summary.final_value)
        assert made.course[-1] == float(crossing.summary.final_value)
        assert made.course[0] == 100_000


def test_trades_drawn_again_spread_about_the_run(crossing):
    made = monte_carlo(crossing, runs=4000, sizing="cash", **OPTIONS)
    profits = np.diff(made.course)[:-1] if len(made.course) == crossing.summary.trades + 2 else None
    assert profits is not None
    # Sums of n draws with replacement have mean n m and deviation s sqrt(n).
    spread = profits.std() * math.sqrt(len(profits))
    finals = made.paths.figures["final_value"]
    assert finals.mean() == pytest.approx(
        float(crossing.summary.final_value), abs=4 * spread / math.sqrt(4000)
    )
    assert finals.std() == pytest.approx(spread, rel=0.04)


def test_blocks_draw_the_days_of_the_run(crossing):
    made = monte_carlo(crossing, "blocks", runs=500, **OPTIONS)
    again = monte_carlo(crossing, "blocks", runs=500, **OPTIONS)
    other = monte_carlo(crossing, "blocks", runs=500, seed=1, **OPTIONS)
    assert made.frame.equals(again.frame)
    assert not made.frame.equals(other.frame)
    assert made.original["sharpe"] == pytest.approx(crossing.summary.sharpe)
    assert made.original["max_drawdown"] == pytest.approx(crossing.summary.max_drawdown)
    assert made.original["annual_return"] == pytest.approx(crossing.summary.annual_return)
    logs = np.log(made.paths.figures["final_value"] / 100_000)
    assert logs.mean() == pytest.approx(
        np.log1p(crossing.course.returns).sum(), abs=4 * logs.std() / math.sqrt(500)
    )


def test_noise_runs_the_strategy_again(once, catalog):
    made = monte_carlo(once, "noise", runs=6, strategy=Signals, catalog=catalog, **OPTIONS)
    more = monte_carlo(once, "noise", runs=3, strategy=Signals, catalog=catalog, **OPTIONS)
    assert made.frame.head(3).equals(more.frame)
    assert len(set(made.paths.figures["final_value"])) == 6
    assert made.original["final_value"] == pytest.approx(float(once.summary.final_value))
    little = monte_carlo(once, "noise", runs=3, noise=1e-9, strategy=Signals, catalog=catalog, **OPTIONS)
    assert set(little.paths.figures["final_value"]) == {little.original["final_value"]}


def test_noisy_bars_are_bars(market):
    panel, spread = market.panel, 0.5 * volatility(market.panel)
    made = noisy(market, np.random.default_rng(1), spread).panel
    fields = {name: made.field(name) for name in ("open", "high", "low", "close", "volume")}
    there = panel.field("close") != MISSING
    for name, values in fields.items():
        assert np.array_equal(values != MISSING, panel.field(name) != MISSING)
    assert (fields["high"] >= np.maximum(fields["open"], fields["close"])).all()
    assert (fields["low"] <= np.minimum(fields["open"], fields["close"])).all()
    assert (fields["low"][there] > 0).all()
    assert not np.array_equal(fields["close"], panel.field("close"))
    assert np.array_equal(fields["volume"], panel.field("volume"))
    for column in range(len(panel.assets)):
        prices = np.concatenate([panel.field(name)[:, column] for name in ("open", "high", "low", "close")])
        finest = int(np.gcd.reduce(prices[prices != MISSING], initial=10**panel.price_scale // 100))
        for name in ("open", "high", "low", "close"):
            values = fields[name][:, column]
            assert not (values[values != MISSING] % finest).any()
        rows = there[:, column]
        if rows.any():
            off = np.log(fields["close"][rows, column] / panel.field("close")[rows, column])
            assert off.std() == pytest.approx(spread[column], rel=0.1)


class Crossing(TradingAlgorithm):
    """On minutes: holds an asset whose last minute is above the mean of some, and looks at daily bars as well."""

    def initialize(self, context):
        self.asset = self.symbol("AAA")

    def handle_data(self, context, data):
        now, day = (data.history(self.asset, "close", 1, each)["AAA"][0] for each in ("1m", "1d"))
        self.record(agree=now == day)
        if data.can_trade(self.asset) and now is not None:
            self.order_target(self.asset, 100 if now > data.sma(self.asset, 20) else 0)


@pytest.fixture(scope="module")
def minutes(tmp_path_factory):
    """Minutes of six sessions and their daily bars; one asset leaves, the other lacks the minutes of one session."""
    bars = made_up_contents(("AAA", "BBB"), start=date(2023, 3, 1), end=date(2023, 3, 8), frequency="minute")
    stays = (pl.col("symbol") == "AAA") | (pl.col("timestamp") < datetime(2023, 3, 4, tzinfo=UTC))
    of_minutes = bars.minute_bars.filter(stays)
    prices = [pl.col("open").first(), pl.col("high").max(), pl.col("low").min(), pl.col("close").last()]
    daily = of_minutes.group_by(
        "symbol", pl.col("timestamp").dt.date().alias("date"), maintain_order=True
    ).agg(*prices, pl.col("volume").sum())
    lacking = (pl.col("symbol") == "AAA") & (pl.col("timestamp").dt.date() == LACKING)
    assets = [bars.assets[0], replace(bars.assets[1], end_date=date(2023, 3, 3))]
    catalog = DataCatalog(tmp_path_factory.mktemp("minutes"))
    contents = replace(bars, assets=assets, minute_bars=of_minutes.filter(~lacking), daily_bars=daily)
    catalog.write("minutes", contents)
    return catalog


def test_runs_on_one_market_share_its_daily_bars_and_have_each_their_present(minutes, monkeypatch):
    days = {"start": "2023-03-02", "end": "2023-03-08"}
    market = Market.open("minutes", **days, catalog=minutes, data_frequency="minute")
    made, alone = [], run_on(market, Crossing)
    monkeypatch.setattr("rustybt.engine.bar_view.native_bars", made.append)

    class Nested(Crossing):
        def handle_data(self, context, data):
            if data.visible == 1_000:
                assert run_on(market, Crossing).performance.equals(alone.performance)
            super().handle_data(context, data)

    assert run_on(market, Nested).performance.equals(alone.performance)
    assert len(alone.transactions) > 50
    assert not made


def test_noise_on_minutes_runs_the_strategy_again(minutes):
    days = {"start": "2023-03-02", "end": "2023-03-08", "bundle": "minutes", "data_frequency": "minute"}
    result = run_algorithm(strategy=Crossing, catalog=minutes, progress=False, **days)
    assert result.summary.trades > 50
    options = {"strategy": Crossing, "catalog": minutes, **OPTIONS}
    made = monte_carlo(result, "noise", runs=3, **options)
    assert made.original["final_value"] == pytest.approx(float(result.summary.final_value))
    assert len({*made.paths.figures["final_value"], made.original["final_value"]}) == 4
    assert made.frame.equals(monte_carlo(result, "noise", runs=3, **options).frame)
    little = monte_carlo(result, "noise", runs=1, noise=1e-9, **options)
    assert little.paths.figures["final_value"].tolist() == [little.original["final_value"]]


def test_noisy_minutes_make_the_days_beside_them(minutes):
    market = Market.open("minutes", "2023-03-02", "2023-03-08", catalog=minutes, data_frequency="minute")
    panel, spread = market.panel, 0.5 * volatility(market.panel)
    # Of a minute, not of a day or a night.
    assert (spread < 0.002).all()
    altered = noisy(market, np.random.default_rng(1), spread)
    made, daily = altered.panel, altered.panel.daily
    compared = 0
    for column, asset in enumerate(panel.assets):
        own, known = daily.column(asset), made.field("close")[:, column] != MISSING
        assert np.array_equal(known, panel.field("close")[:, column] != MISSING)
        off = np.log(made.field("close")[known, column] / panel.field("close")[known, column])
        assert off.std() == pytest.approx(spread[column], rel=0.1)
        for row, session in enumerate(made.sessions):
            rows = np.flatnonzero(known & (made.step_session == row))
            day = int(np.flatnonzero(daily.sessions == session)[0])
            if len(rows):
                opened, high, low, close = (made.field(name)[rows, column] for name in PRICES)
                wanted = (opened[0], high.max(), low.min(), close[-1])
                assert tuple(daily.field(name)[day, own] for name in PRICES) == wanted
                compared += 1
    assert compared == 5 + 3
    alone = int(np.flatnonzero(daily.sessions == date_to_day(LACKING))[0])
    own = daily.field("close")[alone, 0] / panel.daily.field("close")[alone, 0]
    assert 0 < abs(np.log(own)) < 5 * spread[0]
    assert np.array_equal(daily.field("volume"), panel.daily.field("volume"))
    again = run_on(altered, Crossing)
    assert again.record.recorded["agree"].count(True) >= len(again) - 1


def test_the_volatility_of_minutes_leaves_the_nights_out():
    day = [100.0, 101.0, 100.0, 101.0]
    night = [each * 3 for each in day]
    daily = panel([[*day, *night]])
    times = np.repeat(daily.sessions[:2].astype(np.int64) * NANOS_PER_DAY, 4) + 52_260 * NANOS_PER_SECOND
    times += np.tile(np.arange(4), 2) * 60 * NANOS_PER_SECOND
    fields = {name: daily.field(name) for name in (*PRICES, "volume")}
    made = BarPanel.from_arrays(daily.assets, daily.sessions[:2], fields, times_ns=times)
    steps = np.log([1.01, 1 / 1.01, 1.01, 1.01, 1 / 1.01, 1.01])
    assert volatility(made)[0] == pytest.approx(steps.std(ddof=1))


def test_the_volatility_leaves_splits_out(market):
    found = dict(zip((asset.symbol for asset in market.panel.assets), volatility(market.panel), strict=True))
    assert found.pop("FB") == 0.0  # it has no bar yet
    assert all(0.005 < value < 0.04 for value in found.values()), found
    assert any(split.sid == market.finder.lookup_symbol("AAPL", None).sid for split in market.panel.splits)


def test_a_split_is_no_change_of_price():
    closes = [100.0, 101.0, 100.0, 101.0, 50.5, 50.0, 50.5]
    day = date_to_day(START)
    split = panel([closes, [10.0] * 7], splits=[Split(day + 4, 0, 1, 2), Split(day, 1, 1, 2)])
    changes = np.log(np.array([1.01, 1 / 1.01, 1.01, 50 / 50.5, 50.5 / 50]))
    assert volatility(split) == pytest.approx([changes.std(ddof=1), 0.0])


def test_percentiles_have_intervals_that_hold_them():
    # An interval of 95 % holds the true median in about 95 of 100 samples; in fewer than 88 hardly ever.
    random = np.random.default_rng(8)
    held = sum(
        low <= 0.5 <= high
        for low, high in (rank_interval(np.sort(random.random(200)), 0.5, 1.96) for _ in range(300))
    )
    assert held > 0.92 * 300
    low, high = interval_of_share(
        15, 148, 1.959964
    )  # Newcombe (1998), table I: 15/148 gives 0.0624 to 0.1605
    assert (round(low, 4), round(high, 4)) == (0.0624, 0.1605)


def test_what_it_says(crossing):
    made = monte_carlo(crossing, "blocks", runs=400, ruin=0.2, **OPTIONS)
    table = made.percentiles([5, 50])
    assert table["figure"].to_list() == [name for name in FIGURES for _ in range(2)]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    assert made.probability_of_drawdown(1e-9).value == 1.0
    assert made.probability_of_ruin.value == made.probability_of_drawdown(0.2).value
    assert made.passes(loss=1, ruin=1)
    assert not made.passes(loss=1, ruin=1, sharpe=99)
    assert not made.passes(loss=0, ruin=1)
    checks = made.checks(sharpe=0.5)
    assert checks["sharpe at 5 %"][:2] == (made.percentile("sharpe", 5), 0.5)
    assert checks["probability_of_loss"][0] > made.probability_of_loss.value
    assert "400 runs, blocks of" in repr(made)
    page = made._repr_mimebundle_()["text/html"]
    assert page.count("<svg") == 1
    assert "this run" in made.plot().svg
    assert made.frame.columns == ["run", *FIGURES]
    for bad in (-1, 101, "5"):
        with pytest.raises(ConfigurationError, match="level is"):
            made.percentile("sharpe", bad)
    with pytest.raises(ConfigurationError, match="figure 'sharp' is unknown"):
        made.percentile("sharp", 5)


def test_what_is_infinite_in_a_run_is_no_part_of_a_percentile(crossing):
    made = monte_carlo(crossing, "blocks", runs=20, **OPTIONS)
    sharpes = made.paths.figures["sharpe"]
    known = np.sort(sharpes[2:])
    sharpes[:2] = np.inf, -np.inf
    assert made.percentile("sharpe", 0) == known[0]
    assert made.percentile("sharpe", 100) == known[-1]


def test_an_interrupt_leaves_the_runs_that_were_made(crossing, monkeypatch):
    monkeypatch.setattr("rustybt.optimization.monte_carlo.BATCH", len(crossing) * 10)

    def stop(done, total):
        if done >= 30:
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 30 of 1000 runs") as caught:
        monte_carlo(crossing, "blocks", progress=stop)
    assert caught.value.partial.runs == 30
    assert caught.value.partial.frame.equals(monte_carlo(crossing, "blocks", runs=30, **OPTIONS).frame)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"method": "guess"}, "method 'guess' is unknown: use one of trades, blocks, noise"),
        ({"runs": 0}, "runs is 0"),
        ({"runs": 2.5}, "runs is 2.5"),
        ({"seed": -1}, "seed is -1"),
        ({"ruin": 0}, "ruin is 0"),
        ({"method": "blocks", "block": 506}, "block is 506: .* sessions of the run"),
        ({"method": "blocks", "block": 0.5}, "block is 0.5"),
        ({"sizing": "half"}, "sizing is 'half'"),
        ({"method": "noise"}, "hand in its class with strategy="),
        ({"method": "noise", "noise": 0}, "noise is 0"),
        ({"method": "noise", "strategy": Cross()}, "not an instance"),
        ({"method": "noise", "strategy": Reader}, "Reader does not take|does not give the run again"),
        ({"method": "noise", "strategy": Cross, "commission": PerShareCommission(5)}, None),
    ],
)
def test_what_is_refused(crossing, catalog, options, says):
    if says is None:  # Cross sets its own costs: those of the call change nothing
        assert monte_carlo(crossing, runs=1, catalog=catalog, **OPTIONS, **options).runs == 1
        return
    with pytest.raises((ConfigurationError, ParameterError), match=says):
        monte_carlo(crossing, catalog=catalog, **OPTIONS, **options)


def test_a_run_that_lost_everything_is_not_drawn_again(catalog):
    lost = run_algorithm(
        strategy=Borrowed,
        parameters={"share": -8},
        start="2010-01-04",
        end="2011-12-30",
        catalog=catalog,
        progress=False,
    )
    assert lost.summary.final_value < 0
    with pytest.raises(ConfigurationError, match="the run lost everything"):
        monte_carlo(lost, "blocks", **OPTIONS)
    with pytest.raises(ConfigurationError, match="result is a str: hand in what"):
        monte_carlo("lost", **OPTIONS)


def test_other_costs_than_those_of_the_run_are_found(once, catalog):
    with pytest.raises(ConfigurationError, match="Signals does not give the run again on its own bars"):
        monte_carlo(
            once, "noise", strategy=Signals, catalog=catalog, commission=PerShareCommission(5), **OPTIONS
        )


def test_a_run_without_trades_says_so(market):
    nothing = run_on(market, Reader, parameters={"share": 0})
    with pytest.raises(ConfigurationError, match=r"0 closed round trips.* method='blocks'"):
        monte_carlo(nothing, **OPTIONS)
    flat = monte_carlo(nothing, "blocks", runs=20, **OPTIONS)
    assert set(flat.paths.figures["final_value"]) == {100_000.0}
    assert math.isnan(flat.percentile("sharpe", 50))
    assert "\N{EN DASH}" in repr(flat)
    assert flat.plot().svg.endswith("</svg>")
