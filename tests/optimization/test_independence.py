"""Clusters of trials: average linkage written out, and the number of independent trials that was put in."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import sharpe_ratio
from rustybt.optimization.independence import clusters, sharpes


def written_out(returns, bound):
    """Join the two nearest, by the mean of all distances between them, until none is near enough."""
    distance = 1 - np.corrcoef(returns.T)
    groups = [[number] for number in range(len(distance))]
    while len(groups) > 1:
        mean, one, other = min(
            (distance[np.ix_(one, other)].mean(), one, other) for one, other in combinations(groups, 2)
        )
        if mean > 1 - bound:
            break
        groups = [group for group in groups if group not in (one, other)] + [one + other]
    return sorted(sorted(group) for group in groups)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("bound", [0.3, 0.5, 0.8])
def test_it_is_average_linkage(seed, bound):
    chance = np.random.default_rng(seed)
    returns = chance.normal(size=(60, 6)) @ chance.normal(size=(6, 30)) + chance.normal(size=(60, 30)) / 2
    found = clusters(returns, bound)
    groups = [np.flatnonzero(found.labels == label).tolist() for label in range(found.count)]
    assert sorted(groups) == written_out(returns, bound)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


def test_independent_trials_stay_as_many_as_they_are():
    chance = np.random.default_rng(0)
    noise = chance.normal(0, 0.01, (2500, 200))
    assert clusters(noise).count == 200
    kin = np.repeat(noise[:, :20], 10, axis=1) + chance.normal(0, 0.004, (2500, 200))
    found = clusters(kin)
    assert found.count == 20
    assert found.labels.tolist() == np.repeat(np.arange(20), 10).tolist()


def test_a_cluster_is_one_strategy_weighted_by_inverse_variance():
    chance = np.random.default_rng(7)
    one = chance.normal(0.001, 0.01, 500)
    returns = np.column_stack([one, 3 * one + 0.001, chance.normal(0, 0.01, 500)])
    found = clusters(returns)
    joined = (one + (3 * one + 0.001) / 9) / (1 + 1 / 9)
    assert found.sharpes == pytest.approx([sharpe_ratio(joined), sharpe_ratio(returns[:, 2])])
    assert found.variance == pytest.approx(np.var(found.sharpes, ddof=1))
    assert sharpes(returns) == pytest.approx([sharpe_ratio(column) for column in returns.T])


def test_opposite_bets_are_two():
    one = np.random.default_rng(7).normal(0, 0.01, 500)
    assert clusters(np.column_stack([one, -one])).count == 2


def test_a_trial_that_did_not_trade_is_none():
    one = np.random.default_rng(7).normal(0, 0.01, 500)
    found = clusters(np.column_stack([np.zeros(500), one, one]))
    assert (found.labels.tolist(), found.count, found.variance) == ([-1, 0, 0], 1, 0.0)
    assert sharpes(np.zeros((5, 2))).tolist() == [0, 0]
    with pytest.raises(SampleError, match="none of 3 trials"):
        clusters(np.zeros((500, 3)))
    with pytest.raises(ConfigurationError, match="correlation is 1"):
        clusters(np.ones((5, 3)), correlation=1)
