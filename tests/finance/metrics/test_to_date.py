"""Figures to date against the figures of each prefix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.finance.metrics import returns as metrics
from rustybt.finance.metrics import to_date

PAIRS = {
    "volatility": (to_date.volatility_to_date, metrics.annual_volatility),
    "sharpe": (to_date.sharpe_to_date, metrics.sharpe_ratio),
    "sortino": (to_date.sortino_to_date, metrics.sortino_ratio),
    "max_drawdown": (to_date.max_drawdown_to_date, metrics.max_drawdown),
}
RETURNS = st.lists(
    st.integers(-5_000, 5_000).map(lambda ten_thousandth: ten_thousandth / 10_000), min_size=1, max_size=30
)


def near(values: list[float]) -> object:
    return pytest.approx(values, rel=1e-6, abs=1e-9, nan_ok=True)


@given(RETURNS)
@pytest.mark.parametrize("name", PAIRS)
def test_entry_t_is_the_figure_of_the_first_t_periods(name, values):
    running, figure = PAIRS[name]
    returns = np.array(values)
    assert running(returns).tolist() == near([figure(returns[: end + 1]) for end in range(len(returns))])


@given(RETURNS, st.randoms(use_true_random=False))
def test_alpha_and_beta_to_date(values, random):
    returns = np.array(values)
    benchmark = np.array([round(random.uniform(-0.05, 0.05), 4) for _ in values])
    alphas, betas = to_date.alpha_beta_to_date(returns, benchmark, periods=12)
    prefixes = [(returns[: end + 1], benchmark[: end + 1]) for end in range(len(returns))]
    varied = [other.std() > 1e-4 for _, other in prefixes]
    for index in np.flatnonzero(varied):
        own, other = prefixes[index]
        assert betas[index] == pytest.approx(metrics.beta(own, other), rel=1e-6, abs=1e-6)
        assert alphas[index] == pytest.approx(
            metrics.alpha(own, other, periods=12), rel=1e-5, abs=1e-6, nan_ok=True
        )


def test_flat_returns_have_a_volatility_of_exactly_nothing():
    assert to_date.volatility_to_date(np.full(100, 0.01))[1:].tolist() == [0.0] * 99


def test_a_flat_benchmark_has_no_beta():
    alphas, betas = to_date.alpha_beta_to_date(np.linspace(-0.01, 0.01, 50), np.full(50, 0.003))
    assert np.isnan(alphas).all()
    assert np.isnan(betas).all()


def test_a_long_series_keeps_its_digits():
    returns = np.random.default_rng(7).normal(0.0005, 0.01, 100_000)
    for name, (running, figure) in PAIRS.items():
        assert running(returns)[-1] == pytest.approx(figure(returns), rel=1e-10), name
