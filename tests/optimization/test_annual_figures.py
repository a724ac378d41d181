"""A market that never closes has 365 sessions a year: every annual figure of it says so, wherever it is worked out."""

from __future__ import annotations

import json
import math
import sqlite3

import numpy as np
import pytest

from rustybt import DataCatalog, Int, run_algorithm, run_portfolio
from rustybt.backtest.market import Market
from rustybt.calendars.exchanges import sessions_a_year
from rustybt.exceptions import StudyConflictError
from rustybt.finance.metrics.returns import annual_return, sharpe_ratio
from rustybt.optimization.cross_validation import purged_cv
from rustybt.optimization.optimizer import optimize, study
from rustybt.optimization.overfitting_report import measure_overfitting
from rustybt.optimization.walk_forward import walk_forward
from tests.optimization.strategies import Cross, Signals

SPACE = {"fast": Int(2, 6, step=2), "slow": Int(8, 16, step=8)}
DAYS = {"start": "2020-02-01", "end": "2021-12-31", "bundle": "coins"}


class Coin(Cross):
    symbol_name = "COIN"


class CoinSignals(Signals):
    symbol_name = "COIN"


@pytest.fixture(scope="module")
def coins(tmp_path_factory):
    """A bundle of one coin, a bar a day, weekends and leap day too."""
    folder = tmp_path_factory.mktemp("csv") / "coins"
    folder.mkdir()
    days = np.arange(np.datetime64("2020-01-01"), np.datetime64("2022-01-01"))
    closes = 100 * np.exp(np.random.default_rng(5).normal(0.002, 0.03, len(days)).cumsum())
    rows = [
        f"{day},{close:.2f},{close:.2f},{close:.2f},{close:.2f},1000000"
        for day, close in zip(days, closes, strict=True)
    ]
    text = "\n".join(["date,open,high,low,close,volume", *rows])
    (folder / "COIN.csv").write_text(text + "\n", encoding="utf-8")
    catalog = DataCatalog(tmp_path_factory.mktemp("data"))
    catalog.ingest("csv", folder=folder, calendar="24/7")
    return catalog


def searched(catalog, strategy, **options):
    arguments = {"space": SPACE, "search": "grid", "catalog": catalog, "progress": False, **DAYS}
    return optimize(strategy, background=False, **{**arguments, **options})


def test_a_calendar_knows_its_sessions_a_year():
    assert [sessions_a_year(name) for name in ("24/7", "24/5", "XNYS", "XTKS")] == [365, 260, 252, 252]


@pytest.mark.parametrize("rules", [None, "XNYS"], ids=["its own", "an exchange's"])
def test_a_run_is_annualised_by_the_calendar_of_its_bundle(coins, rules):
    found = run_algorithm(strategy=Coin, catalog=coins, progress=False, trading_calendar=rules, **DAYS)
    returns, summary = found.course.returns, found.summary
    assert len(returns) == 700
    assert summary.sharpe == pytest.approx(returns.mean() / returns.std(ddof=1) * math.sqrt(365))
    growth = float(np.prod(1 + returns))
    assert summary.annual_return == pytest.approx(growth ** (365 / 700) - 1)
    assert found.performance["sharpe"][-1] == pytest.approx(summary.sharpe)
    assert found.risk().figures["volatility"] == summary.volatility


def test_a_portfolio_and_its_sleeves_are_annualised_alike(coins):
    seen = []

    class Shown(Coin):
        def analyze(self, context, perf):
            seen.append(perf["sharpe"][-1])

    found = run_portfolio({"one": Shown, "two": Coin}, catalog=coins, progress=False, **DAYS)
    assert found.summary.sharpe == sharpe_ratio(found.course.returns, periods=365)
    assert seen == [pytest.approx(sharpe_ratio(found.sleeves["one"].returns, periods=365))]


@pytest.mark.parametrize("strategy", [Coin, CoinSignals])
def test_every_way_to_a_study_s_figures_is_annualised_alike(coins, strategy):
    found = searched(coins, strategy, prune={0.5: -1e9})
    result = found.backtest()
    assert result.periods_per_year == 365
    assert found.best_value == result.summary.sharpe
    report = found.overfitting()
    assert report.sharpe == result.summary.sharpe
    assert report.track.years == 700 / 365
    assert study(found.name, catalog=coins).overfitting().sharpe == report.sharpe


def test_walk_forward_and_cross_validation_are_annualised_alike(coins):
    market = Market.open("coins", DAYS["start"], DAYS["end"], catalog=coins)
    assert market.periods_per_year == 365
    given = {"space": SPACE, "search": "grid", "catalog": coins, "progress": False, **DAYS}
    walked = walk_forward(CoinSignals, train=200, test=100, **given)
    assert walked.sharpe == sharpe_ratio(walked.returns, periods=365)
    assert walked.annual_return == annual_return(walked.returns, 365)
    last = walked.windows[-1]
    assert last.out_of_sample == last.out_of_sample_sharpe
    assert last.in_sample == last.in_sample_sharpe
    crossed = purged_cv(CoinSignals, groups=4, tested=1, **given)
    assert crossed.sharpe == pytest.approx(sharpe_ratio(crossed.paths[:, 0], periods=365))
    assert crossed.splits[0].out_of_sample == pytest.approx(sharpe_ratio(crossed.paths[:175, 0], periods=365))


def test_what_a_search_is_worth_does_not_hang_on_the_year_but_its_annual_figures_do():
    returns = np.random.default_rng(0).normal(0.0005, 0.01, (1_500, 20))
    traded, always = (
        measure_overfitting(returns, blocks=8),
        measure_overfitting(returns, blocks=8, periods=365),
    )
    assert always.sharpe == pytest.approx(traded.sharpe * math.sqrt(365 / 252))
    assert always.pbo.in_sample == pytest.approx(traded.pbo.in_sample * math.sqrt(365 / 252))
    for name in ("deflated", "deflated_by_count", "probabilistic"):
        assert getattr(always, name) == pytest.approx(getattr(traded, name), rel=1e-6)
    assert always.track.years == pytest.approx(traded.track.years * 252 / 365)
    assert always.min_track_years == pytest.approx(traded.min_track_years * 252 / 365, rel=1e-4)


def test_a_study_of_before_that_counted_252_sessions_does_not_go_on_with_365(coins):
    found = searched(coins, CoinSignals, name="of before")
    before = found.best_value
    [file] = (coins.path / "research").glob("*.sqlite")
    with sqlite3.connect(file) as database:
        row = database.execute("SELECT identity FROM studies WHERE name = 'of before'").fetchone()
        identity = {name: value for name, value in json.loads(row[0]).items() if name != "periods_per_year"}
        database.execute("UPDATE studies SET identity = ? WHERE name = 'of before'", (json.dumps(identity),))
    seen = study("of before", catalog=coins)
    says = "counts 252 sessions a year, and its market has 365: .* under another name"
    for going_on in (seen.resume, seen.start, seen.run):
        with pytest.raises(StudyConflictError, match=says):
            going_on()
    with pytest.raises(StudyConflictError, match=says):
        seen.resume(trials=99)
    assert seen.progress == (6, 6)
    assert seen.best_value == before  # what it knows is still there
    with pytest.raises(StudyConflictError, match="made with other sessions in a year"):
        searched(coins, CoinSignals, name="of before")
    assert study("of before", catalog=coins).state == "complete"
