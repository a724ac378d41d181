"""Tails of returns: recorded empyrical values, printed tables, and integrals."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from rustybt.analytics import tails
from rustybt.analytics.rolling import rolling_beta, rolling_sharpe, rolling_volatility
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics.returns import beta

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "empyrical" / "computed"
recorded_cases = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded empyrical cases lie in ../shared, which is not here"
)


def series(name):
    with (FIXTURES / f"returns_{name}.csv").open(encoding="utf-8") as lines:
        return np.array([float(row["return"]) for row in csv.DictReader(lines)])


def recorded(name):
    return json.loads((FIXTURES / "expected_metrics.json").read_text())["results"][name]


def with_moments(mean, deviation, count=1_000):
    values = np.random.default_rng(1).normal(size=count)
    values = (values - values.mean()) / values.std(ddof=1)
    return values * deviation + mean


@recorded_cases
@pytest.mark.parametrize("name", ["AAPL", "IBM", "AAPL_2008", "single", "pos_only"])
def test_the_historical_tail_is_the_recorded_one(name):
    returns, wanted = series(name), recorded(name)
    for level, var in ((0.95, "value_at_risk"), (0.99, "value_at_risk_1pct")):
        assert tails.historical(returns, level).value_at_risk == pytest.approx(wanted[var], rel=1e-12)
    assert tails.historical(returns).shortfall == pytest.approx(
        wanted["conditional_value_at_risk"], rel=1e-12
    )
    assert tails.tail_ratio(returns) == pytest.approx(wanted["tail_ratio"], rel=1e-12)
    for figure, key in ((tails.omega_ratio, "omega_ratio"), (tails.stability, "stability_of_timeseries")):
        value = wanted[key]
        assert figure(returns) == pytest.approx(math.nan if value == "NaN" else value, rel=1e-9, nan_ok=True)


@recorded_cases
def test_rolling_figures_are_the_recorded_ones():
    returns, wanted = series("AAPL"), recorded("AAPL")
    assert rolling_volatility(returns, 63)[-5:] == pytest.approx(
        list(wanted["roll_annual_volatility_63_tail5"].values()), rel=1e-9
    )
    assert rolling_sharpe(returns, 126)[-5:] == pytest.approx(
        list(wanted["roll_sharpe_126_tail5"].values()), rel=1e-9
    )


def test_the_rolling_beta_is_the_beta_of_every_window():
    random = np.random.default_rng(3)
    other = random.normal(0, 0.01, 60)
    mine = 1.5 * other + random.normal(0, 0.002, 60)
    found = rolling_beta(mine, other, 20)
    assert np.isnan(found[:19]).all()
    assert found[19:] == pytest.approx(
        [beta(mine[at - 20 : at], other[at - 20 : at]) for at in range(20, 61)]
    )
    assert np.isnan(rolling_beta(mine, np.full(60, 0.01), 20)).all()
    assert np.isnan(rolling_sharpe(np.full(60, 0.01), 20)).all()
    assert np.isnan(rolling_volatility(mine, 61)).all()


def test_the_normal_tail_is_that_of_mcneil_frey_and_embrechts():
    """Quantitative Risk Management (2005), table 2.1: 10,000 invested, annual volatility 20 per cent, 250 days.

    The table was not read again: its numbers are those of the closed form, worked out to the tenth.
    """
    losses = with_moments(0.0, 10_000 * 0.2 / math.sqrt(250))
    printed = {0.9: (162.1, 222.0), 0.95: (208.1, 260.9), 0.975: (247.9, 295.7), 0.99: (294.3, 337.1),
               0.995: (325.8, 365.8)}  # fmt: skip
    for level, (var, shortfall) in printed.items():
        found = tails.normal(losses, level)
        assert -found.value_at_risk == pytest.approx(var, abs=0.06)
        assert -found.shortfall == pytest.approx(shortfall, abs=0.06)


def test_ten_days_of_a_normal_tail_are_the_root_of_ten_of_one():
    """Hull, Options, Futures, and Other Derivatives, 22.2: a deviation of 200,000 a day, 99 per cent.

    Not read again: 2.326 deviations are 465,300, and by the root of ten 1,471,300.
    """
    losses = with_moments(0.0, 200_000.0)
    assert -tails.normal(losses, 0.99).value_at_risk == pytest.approx(465_300, rel=1e-3)
    assert -tails.normal(losses, 0.99, 10).value_at_risk == pytest.approx(1_471_300, rel=1e-3)


def test_cornish_and_fisher_give_quantiles_of_chi_squared(monkeypatch):
    # Abramowitz and Stegun, table 26.8: chi squared with 100 degrees exceeds 124.342 in 5, 135.807 in 1 of 100 cases.
    degrees = 100.0
    upside_down = -math.sqrt(8 / degrees)
    monkeypatch.setattr(tails, "skewness", lambda returns: upside_down)
    monkeypatch.setattr(tails, "kurtosis", lambda returns: 12 / degrees)
    returns = with_moments(-degrees, math.sqrt(2 * degrees))
    assert -tails.cornish_fisher(returns, 0.95).value_at_risk == pytest.approx(124.342, abs=2e-3)
    assert -tails.cornish_fisher(returns, 0.99).value_at_risk == pytest.approx(135.807, abs=1e-2)


@pytest.mark.parametrize(("skew", "excess"), [(0.0, 0.0), (-0.3, 1.0), (0.4, 3.0), (-0.5, 2.0)])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_the_cornish_fisher_shortfall_is_the_mean_of_its_quantiles(monkeypatch, skew, excess, level):
    monkeypatch.setattr(tails, "skewness", lambda returns: skew)
    monkeypatch.setattr(tails, "kurtosis", lambda returns: excess)
    returns = with_moments(0.001, 0.02)
    found = tails.cornish_fisher(returns, level)
    points = [(at + 0.5) / 4_000 * (1 - level) for at in range(4_000)]
    quantiles = [tails.cornish_fisher(returns, 1 - point).value_at_risk for point in points]
    assert found.shortfall == pytest.approx(np.mean(quantiles), rel=1e-3)
    if not skew and not excess:
        assert found.value_at_risk == pytest.approx(tails.normal(returns, level).value_at_risk)


def test_where_the_expansion_is_no_distribution_it_says_so():
    wild = np.zeros(500)
    wild[7] = -0.4
    found = tails.cornish_fisher(wild)
    assert (found.value_at_risk, found.shortfall) == (None, None)
    assert "outside of what the expansion can describe" in found.reason
    assert tails.cornish_fisher(np.full(50, 0.01)).reason == "the returns do not vary"


def test_the_monte_carlo_repeats_and_meets_the_normal_tail():
    returns = with_moments(0.0005, 0.01, 5_000)
    first = tails.bootstrapped(returns, 0.95, 10, paths=40_000, seed=5)
    assert first == tails.bootstrapped(returns, 0.95, 10, paths=40_000, seed=5)
    assert first != tails.bootstrapped(returns, 0.95, 10, paths=40_000, seed=6)
    assert first.value_at_risk == pytest.approx(tails.normal(returns, 0.95, 10).value_at_risk, rel=0.06)
    assert first.shortfall == pytest.approx(tails.normal(returns, 0.95, 10).shortfall, rel=0.06)
    one = tails.bootstrapped(returns, 0.95, paths=200_000, seed=1)
    assert one.value_at_risk == pytest.approx(tails.historical(returns).value_at_risk, rel=0.03)


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_the_monte_carlo_of_a_coin_is_binomial(level):
    # Every path of n sessions has k heads with the chance C(n, k) / 2^n: its quantile and the mean below are exact.
    up, down, sessions = 0.02, -0.015, 12
    ends = [(1 + up) ** k * (1 + down) ** (sessions - k) - 1 for k in range(sessions + 1)]
    chances = [math.comb(sessions, k) / 2**sessions for k in range(sessions + 1)]
    below = np.cumsum(chances)
    at = int(np.searchsorted(below, 1 - level))
    inside = [*chances[:at], 1 - level - (below[at - 1] if at else 0.0)]
    shortfall = math.fsum(c * end for c, end in zip(inside, ends, strict=False)) / (1 - level)
    found = tails.bootstrapped(np.array([up, down]), level, sessions, paths=200_000, seed=3)
    assert found.value_at_risk == pytest.approx(ends[at], rel=1e-9)
    assert found.shortfall == pytest.approx(shortfall, rel=0.01)


def test_moments_are_those_of_known_distributions():
    assert tails.skewness(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(2 / math.sqrt(3))  # Bernoulli(1/4)
    assert tails.kurtosis(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(-2 / 3)
    assert math.isnan(tails.skewness(np.full(9, 0.1)))


def test_returns_that_are_none_are_refused():
    with pytest.raises(ConfigurationError, match="return 1 of 3 is nan"):
        tails.finite_returns(np.array([0.1, math.nan, 0.2]), 2, "risk")
    with pytest.raises(ConfigurationError, match="risk needs at least 2 sessions, and there are 1"):
        tails.finite_returns(np.array([0.1]), 2, "risk")


def test_horizons_compound():
    assert tails.over_horizon(np.array([0.1, -0.1, 0.5]), 2) == pytest.approx([-0.01, 0.35])
