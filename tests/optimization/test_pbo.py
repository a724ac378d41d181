"""Combinatorially symmetric cross-validation, held to the paper's algorithm written out, and to what must be.

The paper (Bailey, Borwein, López de Prado and Zhu, 2017) prints no table that could be typed in: its examples are
simulations. Checked are its algorithm, step by step, the 12,870 combinations of 16 blocks that it names, and its two
ends: 1/2 where nothing is to be found, and 1 in the full overfit of its section 4.
"""

from __future__ import annotations

import math
from itertools import combinations
from statistics import fmean, stdev

import numpy as np
import pytest

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.optimization.pbo import pbo


def by_the_paper(returns, blocks):
    """Section 2.2 of the paper, step by step: each combination's trial, its Sharpe ratios on both sides, its logit."""
    columns = [column.tolist() for column in returns.T]
    length = len(columns[0]) // blocks

    def sharpe(column, chosen):
        values = [value for block in chosen for value in column[block * length : (block + 1) * length]]
        return fmean(values) / stdev(values) * math.sqrt(252)

    found = []
    for inside in combinations(range(blocks), blocks // 2):
        outside = [block for block in range(blocks) if block not in inside]
        ours = [sharpe(column, inside) for column in columns]
        theirs = [sharpe(column, outside) for column in columns]
        best = ours.index(max(ours))
        rank = 1 + sum(each < theirs[best] for each in theirs)
        relative = rank / (len(columns) + 1)
        found.append((best, ours[best], theirs[best], math.log(relative / (1 - relative))))
    return sorted(found)


def test_it_is_the_paper_s_algorithm():
    returns = np.random.default_rng(11).normal(0.0005, 0.01, (120, 9))
    found = pbo(returns, blocks=6)
    rows = sorted(
        zip(
            found.chosen.tolist(),
            found.in_sample.tolist(),
            found.out_of_sample.tolist(),
            found.logits.tolist(),
            strict=True,
        )
    )
    expected = by_the_paper(returns, 6)
    assert len(rows) == math.comb(6, 3)
    assert [row[0] for row in rows] == [row[0] for row in expected]
    assert np.allclose(rows, expected, rtol=1e-9)
    slope, intercept = np.polyfit([row[1] for row in expected], [row[2] for row in expected], 1)
    assert (found.slope, found.intercept) == pytest.approx((slope, intercept))
    assert found.probability == sum(row[3] <= 0 for row in expected) / 20
    assert found.loss_probability == sum(row[2] < 0 for row in expected) / 20


def test_on_noise_it_is_a_half():
    chance = np.random.default_rng(1)
    found = [pbo(chance.normal(0, 0.01, (800, 60)), blocks=8).probability for _ in range(150)]
    assert np.mean(found) == pytest.approx(0.5, abs=0.05)


def test_trials_that_are_all_the_same_in_the_end_are_overfitted_for_certain():
    # The paper's full overfit: what was better in one half was worse in the other.
    returns = np.random.default_rng(4).normal(0, 0.01, (1600, 100))
    found = pbo((returns - returns.mean(axis=0)) / returns.std(axis=0) / 100)
    assert found.probability > 0.99
    assert found.slope == pytest.approx(-1, abs=0.05)
    assert found.loss_probability > 0.99
    assert len(found.logits) == 12_870


def test_a_trial_that_is_better_than_all_others_is_found():
    returns = np.random.default_rng(4).normal(0, 0.01, (1600, 100))
    returns[:, 42] += 0.003
    found = pbo(returns)
    assert (found.probability, found.loss_probability, set(found.chosen)) == (0, 0, {42})


def test_what_says_nothing():
    same = np.repeat(np.random.default_rng(4).normal(0, 0.01, (64, 1)), 3, axis=1)
    assert set(pbo(same, blocks=4).logits) == {0.0}
    flat = np.hstack([np.zeros((64, 3)), -np.abs(same[:, :1])])
    found = pbo(flat, blocks=4)
    assert set(found.in_sample) == set(found.out_of_sample) == {0.0}
    assert math.isnan(found.slope)


@pytest.mark.parametrize("copies", [2, 5, 40])
def test_trials_that_traded_alike_rank_alike_however_their_sums_were_rounded(copies):
    chance = np.random.default_rng(7)
    same = np.repeat(chance.normal(0, 0.01, (64, 1)), copies, axis=1)
    # The same numbers in another order of the sessions of a block: equal but for rounding.
    for column in range(1, copies):
        for block in range(8):
            rows = slice(8 * block, 8 * block + 8)
            same[rows, column] = chance.permutation(same[rows, column])
    found = pbo(same, blocks=8)
    assert set(found.logits) == {0.0}
    assert set(found.chosen) == {0}
    assert found.probability == 1


def test_what_does_not_fill_the_blocks_is_left_out_at_the_beginning():
    returns = np.random.default_rng(8).normal(0, 0.01, (123, 5))
    assert np.array_equal(pbo(returns, blocks=4).logits, pbo(returns[3:], blocks=4).logits)


@pytest.mark.parametrize(
    ("shape", "blocks", "error", "says"),
    [
        ((100, 5), 7, ConfigurationError, "blocks is 7"),
        ((100, 5), 22, ConfigurationError, "blocks is 22"),
        ((100, 5), 4.0, ConfigurationError, "blocks is 4.0"),
        ((31, 5), 16, SampleError, "31 sessions of 5 trials: 16 blocks need at least 32"),
        ((100, 1), 4, SampleError, "1 trials"),
    ],
)
def test_what_is_refused(shape, blocks, error, says):
    with pytest.raises(error, match=says):
        pbo(np.ones(shape), blocks=blocks)
