"""The stationary bootstrap and its block length, against what the theory says of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from rustybt.optimization.resampling import automatic_block, stationary_rows


def test_blocks_are_runs_of_neighbours_of_the_mean_length_asked_for():
    rows = stationary_rows(np.random.default_rng(1), 500, 8.0, 400)
    assert rows.shape == (400, 500)
    assert rows.min() == 0
    assert rows.max() == 499
    goes_on = (np.diff(rows, axis=1) - 1) % 500 == 0
    # A block ends with probability 1/8, and one time in 500 the next begins where it would have gone on.
    assert 1.0 - goes_on.mean() == pytest.approx(1 / 8 * (1 - 1 / 500), rel=0.02)
    counts = np.bincount(rows.ravel(), minlength=500)
    assert counts.mean() == 400
    assert counts.std() < 80  # every row is as likely as another, the first and last too


def test_a_block_of_one_draws_every_row_by_itself():
    rows = stationary_rows(np.random.default_rng(1), 50, 1.0, 2000)
    assert ((np.diff(rows, axis=1) - 1) % 50 == 0).mean() == pytest.approx(1 / 50, rel=0.05)


def test_the_bootstrapped_mean_has_the_spread_that_the_theory_says():
    # Politis and Romano (1994), lemma 1: N var(mean*) = R(0) + 2 sum_i b_N(i) R(i), with circular autocovariances
    # R(i), b_N(i) = (1 - i/N) (1-p)^i + i/N (1-p)^(N-i).
    random = np.random.default_rng(3)
    series = np.convolve(random.normal(size=310), [1, 0.6, 0.3], mode="valid")[:300]
    size, block = len(series), 6.0
    apart = series - series.mean()
    lag = np.arange(1, size)
    circular = np.array([apart @ np.roll(apart, -each) / size for each in range(size)])
    stay = 1 - 1 / block
    weight = (1 - lag / size) * stay**lag + lag / size * stay ** (size - lag)
    expected = math.sqrt((circular[0] + weight @ circular[1:]) / size)
    means = series[stationary_rows(random, size, block, 20_000)].mean(axis=1)
    assert means.mean() == pytest.approx(series.mean(), abs=4 * expected / math.sqrt(20_000))
    assert means.std() == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("memory", "error"), [(0.7, 0.12), (-0.4, 0.12)])
def test_the_automatic_block_of_an_autoregression_is_that_of_the_theory(memory, error):
    # For AR(1) the best length is (2 r / (1 - r^2))^(2/3) N^(1/3): Patton, Politis and White (2009).
    size, random = 4000, np.random.default_rng(5)
    found = []
    for _ in range(30):
        noise = random.normal(size=size + 100)
        series = np.zeros(size + 100)
        for row in range(1, size + 100):
            series[row] = memory * series[row - 1] + noise[row]
        found.append(automatic_block(series[100:]))
    best = (2 * abs(memory) / (1 - memory**2)) ** (2 / 3) * size ** (1 / 3)
    assert np.median(found) == pytest.approx(best, rel=error)


def test_a_series_without_memory_needs_no_long_blocks():
    random = np.random.default_rng(9)
    assert np.median([automatic_block(random.normal(size=1000)) for _ in range(50)]) < 4
    assert automatic_block(np.full(40, 0.01)) == 1.0
    assert 1.0 <= automatic_block(np.array([0.1, -0.1])) <= 2.0
    assert automatic_block(np.linspace(-1, 1, 100)) <= math.ceil(min(3 * 10, 100 / 3))
