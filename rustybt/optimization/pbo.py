"""The probability of backtest overfitting: how often the best of a search is below the middle where it was not chosen.

Bailey, Borwein, López de Prado and Zhu (2017), The Probability of Backtest Overfitting, Journal of Computational
Finance 20(4): combinatorially symmetric cross-validation (CSCV).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS

__all__ = ["PBO", "pbo"]

type Floats = NDArray[np.float64]

AT_ONCE = 4_000_000
# Trials that traded alike have the same Sharpe ratio, whatever order their sums were rounded in.
SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PBO:
    """What cross-validation says of choosing the best trial.

    Attributes:
        in_sample: Annual Sharpe ratio of the chosen trial where it was chosen, float64[C], one a combination of blocks.
        out_of_sample: The same trial's on the other blocks, float64[C].
        logits: Of its relative rank among all trials there, float64[C]: above 0 is better than the middle.
        chosen: Number of the chosen trial, int64[C].
    """

    in_sample: Floats
    out_of_sample: Floats
    logits: Floats
    chosen: NDArray[np.int64]

    @property
    def probability(self) -> float:
        """How often the chosen trial is at or below the middle out of sample: 0.5 where nothing is to be found."""
        return float((self.logits <= 0).mean())

    @property
    def loss_probability(self) -> float:
        """How often the chosen trial has a Sharpe ratio below 0 out of sample."""
        return float((self.out_of_sample < 0).mean())

    @property
    def slope(self) -> float:
        """Performance degradation: by how much a Sharpe ratio in sample moves the one out of sample.

        Negative where the better a choice looks, the worse it does. A trial that is chosen every time has -1: what is
        more in one half of its returns is less in the other. NaN if no choice differs from another.
        """
        apart = self.in_sample - self.in_sample.mean()
        spread = float(apart @ apart)
        return float(apart @ self.out_of_sample) / spread if spread > 1e-15 else math.nan

    @property
    def intercept(self) -> float:
        """Of the same line: the Sharpe ratio out of sample at 0 in sample."""
        return float(self.out_of_sample.mean()) - self.slope * float(self.in_sample.mean())


def pbo(returns: Floats, blocks: int = 16, periods: float = TRADING_DAYS) -> PBO:
    """Choose the trial of the highest Sharpe ratio on every half of the blocks, and see its rank on the other half.

    A trial whose returns do not vary there has the Sharpe ratio 0. What does not fill the last row of blocks is left
    out at the beginning, fewer than `blocks` sessions.

    Args:
        returns: Simple returns of trials, float64[S, N].
        blocks: Stretches of time of the same length; even. 16 give 12,870 combinations.
        periods: Sessions in a year.

    Raises:
        SampleError: If there are fewer than 2 trials, or than 2 sessions a block.
        ConfigurationError: If the number of blocks is odd, below 2 or above 20.

    Example:
        >>> noise = np.random.default_rng(3).normal(0, 0.01, size=(1000, 50))
        >>> noise[:, 7] += 0.002
        >>> pbo(noise, blocks=8).probability
        0.0
    """
    if not isinstance(blocks, int) or blocks not in range(2, 21, 2):
        raise ConfigurationError(f"blocks is {blocks!r}: use an even number from 2 to 20")
    sessions, trials = returns.shape
    if trials < 2 or sessions < 2 * blocks:
        raise SampleError(
            f"{sessions} sessions of {trials} trials: {blocks} blocks need at least {2 * blocks} sessions and 2 trials"
        )
    parts = returns[sessions % blocks :].reshape(blocks, -1, trials)
    first = _Moments(parts.sum(axis=1), (parts**2).sum(axis=1), parts.shape[1] * blocks // 2, periods)
    found = [np.concatenate(each) for each in zip(*_combined(first, blocks), strict=True)]
    inside, outside, ranks, chosen = found
    relative = ranks / (trials + 1.0)
    return PBO(
        in_sample=inside,
        out_of_sample=outside,
        logits=np.log(relative / (1.0 - relative)),
        chosen=chosen.astype(np.int64),
    )


@dataclass(frozen=True, slots=True)
class _Moments:
    total: Floats
    squares: Floats
    sessions: int
    periods: float

    def sharpes(self, taken: Floats) -> Floats:
        mean = taken @ self.total / self.sessions
        variance = (taken @ self.squares / self.sessions - mean * mean) * (
            self.sessions / (self.sessions - 1)
        )
        # What is left of equal numbers that were rounded is no variance.
        varies = variance > 1e-13 * (mean * mean) + 1e-30
        root = np.sqrt(np.where(varies, variance, 1.0))
        return np.asarray(np.where(varies, mean / root, 0.0) * math.sqrt(self.periods), dtype=np.float64)


def _combined(moments: _Moments, blocks: int) -> Iterator[tuple[Floats, Floats, Floats, Floats]]:
    # Half of the combinations: each of the others is one's complement, and swaps the two sides.
    rows = [each for each in combinations(range(blocks), blocks // 2) if each[0] == 0]
    taken = np.zeros((len(rows), blocks))
    taken[np.arange(len(rows))[:, None], np.array(rows)] = 1.0
    step = max(1, AT_ONCE // moments.total.shape[1])
    for begin in range(0, len(rows), step):
        part = taken[begin : begin + step]
        one, other = moments.sharpes(part), moments.sharpes(1.0 - part)
        yield _chosen(one, other)
        yield _chosen(other, one)


def _chosen(inside: Floats, outside: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    best = (inside >= inside.max(axis=1, keepdims=True) - SAME).argmax(axis=1)
    every = np.arange(len(best))
    own = outside[every, best]
    # Among equals in the middle of them, so that trials which are all the same rank in the middle.
    below = (outside < own[:, None] - SAME).sum(axis=1)
    equal = (outside <= own[:, None] + SAME).sum(axis=1) - below
    return inside[every, best], own, below + (equal + 1) / 2.0, best.astype(np.float64)
