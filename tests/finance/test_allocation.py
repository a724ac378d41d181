"""Allocators: published examples, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from rustybt.exceptions import AllocationError
from rustybt.finance.allocation import (
    ALLOCATORS,
    checked_weights,
    drawdown_limited,
    equal,
    equal_risk_contribution,
    inverse_volatility,
    kelly_fraction,
    kelly_weights,
    risk_parity,
)

MAILLARD_VOLATILITIES = np.array([0.1, 0.2, 0.3, 0.4])
MAILLARD_CORRELATIONS = np.array(
    [[1.0, 0.8, 0.0, 0.0], [0.8, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, -0.5], [0.0, 0.0, -0.5, 1.0]]
)


def covariance_of(volatilities, correlations):
    return np.outer(volatilities, volatilities) * correlations


def returns_of(count=4, sessions=250, seed=1):
    generator = np.random.default_rng(seed)
    mixed = generator.normal(size=(sessions, count)) @ generator.normal(size=(count, count))
    return mixed * 0.01 + 0.001


def contributions(weights, covariance):
    return weights * (covariance @ weights) / (weights @ covariance @ weights)


def test_risk_parity_is_the_example_of_maillard_roncalli_and_teiletche():
    covariance = covariance_of(MAILLARD_VOLATILITIES, MAILLARD_CORRELATIONS)
    weights = equal_risk_contribution(covariance)
    # Section 3 of the paper: four assets, equally-weighted risk contributions.
    assert (weights * 100).round(1).tolist() == [38.4, 19.2, 24.3, 18.2]
    assert contributions(weights, covariance) == pytest.approx([0.25] * 4, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_contributions_are_as_budgeted(seed):
    covariance = np.cov(returns_of(6, seed=seed), rowvar=False)
    budgets = np.random.default_rng(seed).uniform(0.01, 1.0, 6)
    weights = equal_risk_contribution(covariance, budgets.tolist())
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert contributions(weights, covariance) == pytest.approx(budgets / budgets.sum(), abs=1e-10)


def test_with_one_correlation_risk_parity_is_inverse_volatility():
    # Maillard, Roncalli and Teiletche (2010), section 2: with equal correlations the two are the same.
    correlations = np.full((4, 4), 0.3) + 0.7 * np.eye(4)
    weights = equal_risk_contribution(covariance_of(MAILLARD_VOLATILITIES, correlations))
    inverse = 1 / MAILLARD_VOLATILITIES
    assert weights == pytest.approx(inverse / inverse.sum(), abs=1e-12)


def test_risk_parity_of_returns_uses_their_covariance():
    returns = returns_of()
    covariance = np.cov(returns, rowvar=False)
    assert contributions(risk_parity(returns), covariance) == pytest.approx([0.25] * 4, abs=1e-10)


def test_inverse_volatility_and_equal():
    returns = returns_of()
    weights = inverse_volatility(returns)
    assert weights * returns.std(axis=0, ddof=1) == pytest.approx(
        [weights[0] * returns[:, 0].std(ddof=1)] * 4
    )
    assert weights.sum() == pytest.approx(1.0)
    assert equal(returns).tolist() == [0.25] * 4


def test_kelly_is_thorps_example_and_the_inverse_where_that_is_long():
    # Thorp (2006), section 7.1: drift 0.11, riskless rate 0.06, deviation 0.15: f* = 2.22.
    assert round(float(kelly_weights(np.array([0.05]), np.array([[0.0225]]))[0]), 2) == 2.22
    covariance = covariance_of(np.array([0.2, 0.3]), np.array([[1.0, 0.25], [0.25, 1.0]]))
    mean = np.array([0.05, 0.06])
    assert kelly_weights(mean, covariance) == pytest.approx(np.linalg.solve(covariance, mean), rel=1e-10)


@pytest.mark.parametrize("seed", range(5))
def test_kelly_weights_cannot_be_bettered_without_going_short(seed):
    generator = np.random.default_rng(seed)
    covariance = np.cov(returns_of(5, seed=seed), rowvar=False)
    mean = generator.normal(scale=0.001, size=5)
    weights = kelly_weights(mean, covariance)
    slope = mean - covariance @ weights
    assert (weights >= 0).all()
    assert slope[weights > 0] == pytest.approx(0, abs=1e-12)
    assert (slope[weights == 0] <= 1e-12).all()


def test_the_kelly_fraction_is_a_part_and_is_capped():
    returns = returns_of(2) * 0.2 + np.array([0.0001, 0.0])
    full = kelly_weights(returns.mean(axis=0), np.cov(returns, rowvar=False))
    assert full.sum() > 1
    assert kelly_fraction(returns, cap=1.0).sum() == pytest.approx(1.0)
    assert kelly_fraction(returns, cap=0.5).sum() == pytest.approx(0.5)
    part = 0.5 / float(full.sum())
    assert kelly_fraction(returns, fraction=part) == pytest.approx(full * part)
    losing = -np.abs(returns)
    assert kelly_fraction(losing).tolist() == [0.0, 0.0]


def test_a_drawdown_takes_capital_away_until_nothing_is_left_at_the_limit():
    falls = np.array([[0.25, 0.25, 0.25, 0.25], [0.0, -0.1, -0.2, -0.3]])
    # Grossman and Zhou (1993): proportional to what is left above the floor of 80 % of the peak.
    kept = [1.0, (1 - 0.8 / 0.9) / 0.2, 0.0, 0.0]
    assert drawdown_limited(falls, limit=0.2) == pytest.approx([each / 4 for each in kept], abs=1e-12)
    assert drawdown_limited(np.zeros((0, 2))).tolist() == [0.5, 0.5]
    # Through the floor and back at a new peak: what has reached its limit stays out.
    back = np.vstack([falls, [0.0, 0.2, 0.0, 0.5], [0.0, 0.0, 0.3, 0.0]])
    assert drawdown_limited(back, limit=0.2) == pytest.approx([0.25, 0.25, 0.0, 0.0])
    own = drawdown_limited(falls, limit=0.2, base=lambda _: np.array([0.7, 0.1, 0.1, 0.1]))
    assert own[0] == pytest.approx(0.7)


@pytest.mark.parametrize("name", sorted(ALLOCATORS))
def test_every_allocator_gives_weights_for_one_and_for_many(name):
    for count in (1, 3):
        weights = checked_weights(ALLOCATORS[name](returns_of(count)), count)
        assert 0 <= weights.sum() <= 1 + 1e-9


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: inverse_volatility(np.zeros((1, 2))), "1 returns are too few"),
        (lambda: inverse_volatility(np.zeros((5, 2))), "column 0 do not vary"),
        (lambda: risk_parity(np.zeros((5, 2))), "do not vary"),
        (lambda: equal(np.zeros(3)), "shape"),
        (lambda: equal(np.full((2, 2), np.nan)), "not finite"),
        (lambda: kelly_fraction(returns_of(4, 4)), "longer window"),
        (lambda: kelly_fraction(returns_of(), fraction=0), "fraction is 0"),
        (lambda: kelly_fraction(returns_of(), cap=1.5), "cap 1.5"),
        (lambda: drawdown_limited(returns_of(), limit=0), "limit is 0"),
        (lambda: equal_risk_contribution(np.array([[1.0, -1.0], [-1.0, 1.0]])), "cancel each other out"),
        (lambda: equal_risk_contribution(np.eye(2), [1.0, 0.0]), "risk budgets"),
        (lambda: equal_risk_contribution(np.array([[1.0, 0.5], [0.1, 1.0]])), "no covariance"),
        (lambda: equal_risk_contribution(np.eye(2)[:1]), "shape"),
        (lambda: kelly_weights(np.zeros(3), np.eye(2)), "one finite mean each"),
        (lambda: checked_weights([0.5, 0.6], 2), "sum to 1.1"),
        (lambda: checked_weights([0.5], 2), "2 finite numbers"),
        (lambda: checked_weights([-0.5, 0.5], 2), "from 0 on"),
        (lambda: checked_weights("half", 2), "give 2 numbers"),
    ],
)
def test_what_cannot_be_weighed_is_refused(call, says):
    with pytest.raises(AllocationError, match=says):
        call()
