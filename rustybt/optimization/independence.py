"""How high the best of a search is by chance, and how many independent trials that is: neighbours are one bet."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.optimization.overfitting import expected_max_sharpe

__all__ = ["Chance", "chance_of", "sharpes"]

type Floats = NDArray[np.float64]

DRAWS, BLOCK = 1_000, 10
# Fewer blocks span fewer dimensions than many trials have, and the highest of them would be too low.
BLOCKS = 50


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chance:
    """What a search finds where there is nothing to find.

    Attributes:
        trials: How many vary.
        highest: Annual Sharpe ratio of the best trial, had all of them been worth nothing, float64[D], one a draw.
        variance: Of one trial's annual Sharpe ratio, had it been worth nothing.
    """

    trials: int
    highest: Floats
    variance: float

    @property
    def independent(self) -> float:
        """How many independent trials have a best one as high on average; from 1 to as many as there are."""
        wanted = float(self.highest.mean())
        low, high = 1.0, float(self.trials)
        if expected_max_sharpe(high, self.variance) <= wanted:
            return high
        while high - low > 1e-6 * low:
            middle = math.sqrt(low * high)
            if expected_max_sharpe(middle, self.variance) < wanted:
                low = middle
            else:
                high = middle
        return high if wanted > 0 else 1.0


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


def chance_of(
    returns: Floats, *, block: int = BLOCK, draws: int = DRAWS, seed: int = 0, periods: float = TRADING_DAYS
) -> Chance:
    """Draw the Sharpe ratios that trials would have had, had each been worth nothing and as like the others as it is.

    The deflated Sharpe ratio needs the number of independent trials and the variance of their Sharpe ratios where there
    is nothing to find. Counting every trial, and taking the variance over them as they are, is right for trials that
    are independent and all worth nothing: neighbouring parameters are no new trials, and a true edge in a part of the
    space makes the variance that then refuses it. López de Prado and Lewis (2019, Quantitative Finance 19(9)) count
    clusters instead, but the best of a cluster is still the best of many: sixty crossings of averages are one cluster,
    and nothing would be deflated. Here both are measured under the hypothesis itself, as White's reality check does
    (2000, Econometrica 68(5)), by a multiplier bootstrap (Chernozhukov, Chetverikov and Kato, 2013, Annals of
    Statistics 41(6)): returns without their means, in blocks of sessions, each times a normal number that all trials
    share. What depends on what, across trials and from day to day, stays as it is.

    Args:
        returns: Simple returns of trials, float64[S, N].
        block: Sessions that stay together; fewer if there would be fewer than 50 blocks.
        draws: How many.
        seed: Where chance begins.
        periods: Sessions in a year.

    Raises:
        SampleError: If no trial varies.
        ConfigurationError: If the block or the number of draws is below 1.

    Example:
        >>> noise = np.random.default_rng(0).normal(size=(2520, 20))
        >>> alone, copied = chance_of(noise), chance_of(np.repeat(noise, 30, axis=1))
        >>> round(alone.independent), round(copied.independent)
        (18, 18)
    """
    if block < 1 or draws < 1:
        raise ConfigurationError(f"block is {block} and draws {draws}: use at least 1")
    sessions = len(returns)
    deviation = returns.std(axis=0) if sessions else np.zeros(returns.shape[1])
    varies = np.flatnonzero(deviation > 1e-15)
    if not len(varies):
        raise SampleError(f"none of {returns.shape[1]} trials has returns that vary: none of them traded")
    unit = (returns[:, varies] - returns[:, varies].mean(axis=0)) / deviation[varies]
    sums = np.add.reduceat(unit, np.arange(0, sessions, max(1, min(block, sessions // BLOCKS))), axis=0)
    scale = periods / sessions**2 * len(sums) / max(1, len(sums) - 1)
    weights = np.random.default_rng(seed).standard_normal((draws, len(sums)))
    return Chance(
        trials=len(varies),
        highest=np.asarray((weights @ sums).max(axis=1) * math.sqrt(scale), dtype=np.float64),
        variance=float((sums * sums).sum(axis=0).mean() * scale),
    )
