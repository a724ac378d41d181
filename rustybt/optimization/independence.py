"""How many independent trials a search amounts to: neighbouring parameters are nearly the same bet."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS

__all__ = ["Clusters", "clusters", "sharpes"]

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clusters:
    """Trials that go together.

    Attributes:
        labels: Of each trial's cluster, from 0 on, int64[N]; -1 of a trial whose returns do not vary.
        sharpes: Annual Sharpe ratio of each cluster, its trials weighted by inverse variance, float64[C].
    """

    labels: NDArray[np.int64]
    sharpes: Floats

    @property
    def count(self) -> int:
        """Number of clusters: of independent trials."""
        return len(self.sharpes)

    @property
    def variance(self) -> float:
        """Variance of the clusters' Sharpe ratios; 0 of a single one."""
        return float(self.sharpes.var(ddof=1)) if self.count > 1 else 0.0


def sharpes(returns: Floats, periods: float = TRADING_DAYS) -> Floats:
    """Return the annual Sharpe ratio of every trial; 0 where the returns do not vary.

    Args:
        returns: Simple returns, float64[S, N].
        periods: Sessions in a year.
    """
    deviation = returns.std(axis=0, ddof=1)
    varies = deviation > 1e-15
    ratio = np.divide(returns.mean(axis=0), deviation, out=np.zeros(returns.shape[1]), where=varies)
    return np.asarray(ratio * math.sqrt(periods), dtype=np.float64)


def clusters(returns: Floats, correlation: float = 0.5, periods: float = TRADING_DAYS) -> Clusters:
    """Put trials together whose returns are correlated, and measure each cluster as one strategy.

    After López de Prado and Lewis (2019), Detection of False Investment Strategies Using Unsupervised Learning Methods,
    Quantitative Finance 19(9): the deflated Sharpe ratio takes the number of clusters for the number of independent
    trials, and the variance of the clusters' Sharpe ratios for theirs. They choose the number of clusters by k-means
    and silhouettes, which put trials together even when nothing goes together; here it is average linkage (Sokal and
    Michener, 1958), cut where the mean correlation between two clusters falls below a bound: independent trials stay
    as many as they are.

    Args:
        returns: Simple returns of trials, float64[S, N].
        correlation: Mean correlation above which two clusters are one; between 0 and 1.
        periods: Sessions in a year.

    Raises:
        SampleError: If no trial varies.
        ConfigurationError: If the bound is not between 0 and 1.

    Example:
        >>> chance = np.random.default_rng(0).normal(size=(500, 2))
        >>> clusters(chance[:, [0, 0, 1, 1, 1]]).labels.tolist()
        [0, 0, 1, 1, 1]
    """
    if not 0 < correlation < 1:
        raise ConfigurationError(f"correlation is {correlation}: use a bound between 0 and 1, such as 0.5")
    deviation = returns.std(axis=0) if len(returns) else np.empty(0)
    varies = np.flatnonzero(deviation > 1e-15)
    if not len(varies):
        raise SampleError(f"none of {returns.shape[1]} trials has returns that vary: none of them traded")
    unit = (returns[:, varies] - returns[:, varies].mean(axis=0)) / deviation[varies]
    together = _linked(1.0 - unit.T @ unit / len(unit), 1.0 - correlation)
    labels = np.full(returns.shape[1], -1, dtype=np.int64)
    labels[varies] = together
    return Clusters(labels=labels, sharpes=_of_clusters(returns, labels, deviation[varies], periods))


def _of_clusters(returns: Floats, labels: NDArray[np.int64], deviation: Floats, periods: float) -> Floats:
    own = labels[labels >= 0]
    weights = np.zeros((len(own), int(own.max()) + 1))
    weights[np.arange(len(own)), own] = deviation**-2.0
    return sharpes(returns[:, labels >= 0] @ (weights / weights.sum(axis=0)), periods)


def _linked(distance: Floats, bound: float) -> NDArray[np.int64]:
    # Chains of nearest neighbours (Benzécri, 1982): two that are each other's nearest are joined, in whatever order.
    # A joined pair is never nearer to a third than the nearer of the two was; so one without a near neighbour is whole.
    size = len(distance)
    np.fill_diagonal(distance, np.inf)
    weight, parent, left = np.ones(size), np.arange(size), np.ones(size, dtype=bool)
    chain: list[int] = []
    while chain or left.any():
        if not chain:
            chain.append(int(left.argmax()))
        last = chain[-1]
        near = int(distance[last].argmin())
        if len(chain) > 1 and distance[last, chain[-2]] <= distance[last, near]:
            kept, gone = chain.pop(), chain.pop()
            row = (weight[kept] * distance[kept] + weight[gone] * distance[gone]) / (
                weight[kept] + weight[gone]
            )
            row[kept] = np.inf
            weight[kept] += weight[gone]
            distance[kept], distance[:, kept] = row, row
            distance[gone] = distance[:, gone] = np.inf
            left[gone], parent[gone] = False, kept
        elif distance[last, near] > bound:
            chain.pop()
            distance[last] = distance[:, last] = np.inf
            left[last] = False
        else:
            chain.append(near)
    return _numbered(parent)


def _numbered(parent: NDArray[np.int64]) -> NDArray[np.int64]:
    while (parent[parent] != parent).any():
        parent = parent[parent]
    _, first, label = np.unique(parent, return_index=True, return_inverse=True)
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    return order[label]
