"""How many independent trials a search amounts to: the number that was put in, whatever hides it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import sharpe_ratio
from rustybt.optimization.independence import chance_of, sharpes


def noise(sessions=2520, trials=100, seed=0):
    return np.random.default_rng(seed).normal(0, 0.01, (sessions, trials))


@pytest.mark.parametrize("trials", [10, 100, 1000])
def test_independent_trials_are_as_many_as_they_are(trials):
    found = chance_of(noise(trials=trials))
    assert found.independent == pytest.approx(trials, rel=0.25)
    assert found.variance == pytest.approx(0.1, rel=0.2)
    # Tippett (1925): the mean of the highest of so many normals.
    exact = {10: 1.53875, 100: 2.50759, 1000: 3.24144}[trials]
    assert found.highest.mean() == pytest.approx(exact * math.sqrt(0.1), rel=0.07)


def test_copies_and_neighbours_are_no_new_trials():
    own = noise(trials=20)
    copied = np.repeat(own, 25, axis=1) * np.tile(np.linspace(0.1, 3, 25), 20)
    assert chance_of(copied).independent == pytest.approx(chance_of(own).independent)
    # Near ones count as a few: for equal correlations the highest is sqrt(1 - rho) of what it would be.
    near = math.sqrt(0.9) * noise(trials=1) + math.sqrt(0.1) * noise(trials=500, seed=1)
    found = chance_of(near)
    assert found.highest.mean() == pytest.approx(math.sqrt(0.1) * 3.04 * math.sqrt(found.variance), rel=0.1)
    assert 2 < found.independent < 6
    assert chance_of(own[:, [0, 0, 0]]).independent == 1


def test_what_is_really_there_is_not_taken_for_chance():
    plain = noise()
    planted = plain.copy()
    planted[:, :10] += 0.002
    one, other = chance_of(plain), chance_of(planted)
    assert other.independent == pytest.approx(one.independent)
    assert other.variance == pytest.approx(one.variance)
    assert sharpes(planted).var() > 5 * one.variance


def test_what_lasts_for_days_makes_chance_greater():
    shocks = noise(trials=50)
    lasting = shocks[2:] + shocks[1:-1] + shocks[:-2]
    # A mean of such sums has three times the variance of one of independent returns; blocks of ten see 2.73 of it.
    assert chance_of(lasting).variance == pytest.approx(0.273, rel=0.05)
    assert chance_of(lasting, block=1).variance == pytest.approx(0.1, rel=0.05)


def test_it_is_the_same_every_time():
    assert np.array_equal(chance_of(noise()).highest, chance_of(noise()).highest)
    assert not np.array_equal(chance_of(noise()).highest, chance_of(noise(), seed=1).highest)


def test_the_best_of_noise_is_as_high_as_was_said():
    said = [chance_of(noise(504, 200, seed), draws=200).highest.mean() for seed in range(30)]
    was = [sharpes(noise(504, 200, seed)).max() for seed in range(400)]
    assert np.mean(said) == pytest.approx(np.mean(was), rel=0.04)


def test_sharpe_ratios_at_once_are_those_of_each():
    returns = noise(50, 6)
    returns[:, 2] = 0
    expected = [sharpe_ratio(column) if column.any() else 0 for column in returns.T]
    assert sharpes(returns) == pytest.approx(expected)


def test_trials_that_did_not_trade_are_none():
    returns = noise(trials=5)
    idle = np.hstack([returns, np.zeros((2520, 95))])
    assert (chance_of(idle).trials, chance_of(idle).independent) == (5, chance_of(returns).independent)
    with pytest.raises(SampleError, match="none of 3 trials"):
        chance_of(np.zeros((500, 3)))
    with pytest.raises(SampleError, match="none of 3 trials"):
        chance_of(np.zeros((0, 3)))
    with pytest.raises(ConfigurationError, match="block is 0"):
        chance_of(returns, block=0)
