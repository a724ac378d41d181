"""The tails of returns: value at risk and expected shortfall in four ways, and the shape of the distribution.

Every figure is a return (a loss is negative) over one horizon, at a level such as 0.95: in 5 of 100 periods the
return is expected to fall below the value at risk, and its mean there is the expected shortfall (CVaR).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError

__all__ = [
    "METHODS",
    "Tail",
    "bootstrapped",
    "cornish_fisher",
    "finite_returns",
    "historical",
    "kurtosis",
    "normal",
    "omega_ratio",
    "over_horizon",
    "skewness",
    "stability",
    "tail_ratio",
]

type Floats = NDArray[np.float64]

_NORMAL = NormalDist()
_BATCH = 1 << 20
_FAR = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The tail of one distribution.

    Attributes:
        method: How it was estimated.
        level: Share of periods that are better, such as 0.95.
        value_at_risk: The quantile of the returns at 1 - level; None where it is not defined.
        shortfall: Mean of the returns below it (CVaR); None where it is not defined.
        reason: Why they are None, or empty.
    """

    method: str
    level: float
    value_at_risk: float | None
    shortfall: float | None
    reason: str = ""


def finite_returns(returns: Floats, least: int, what: str) -> Floats:
    """Return returns that an analysis can work with.

    Args:
        returns: Simple returns, one a session, float64[T].
        least: How many sessions it takes.
        what: The analysis, for the error.

    Raises:
        ConfigurationError: If there are too few, or one is not finite.
    """
    found = np.asarray(returns, dtype=np.float64)
    bad = np.flatnonzero(~np.isfinite(found))
    if len(bad):
        raise ConfigurationError(
            f"{what}: return {int(bad[0])} of {len(found)} is {found[bad[0]]}: fill it in, or leave it out"
        )
    if len(found) < least:
        raise ConfigurationError(
            f"{what} needs at least {least} sessions, and there are {len(found)}: choose a longer range"
        )
    return found


def over_horizon(returns: Floats, horizon: int) -> Floats:
    """Return compound returns of every stretch of sessions, overlapping, float64[T - horizon + 1].

    Args:
        returns: Simple returns, float64[T].
        horizon: Sessions in a stretch.

    Example:
        >>> over_horizon(np.array([1.0, 0.5, 0.0]), 2).tolist()
        [2.0, 0.5]
    """
    if horizon == 1:
        return returns
    windows = np.lib.stride_tricks.sliding_window_view(1.0 + returns, horizon)
    return np.asarray(windows.prod(axis=1) - 1.0, dtype=np.float64)


def historical(returns: Floats, level: float = 0.95, horizon: int = 1) -> Tail:
    """Return the tail of what happened: its quantile, interpolated, and the mean of the worst.

    The shortfall is the mean of the ``floor((T - 1) (1 - level)) + 1`` lowest returns, as in empyrical
    (``value_at_risk``, ``conditional_value_at_risk``), whose recorded values the tests hold it to.

    Args:
        returns: Simple returns, float64[T].
        level: Share of periods that are better.
        horizon: Sessions; overlapping stretches are compounded.
    """
    stretches = over_horizon(returns, horizon)
    count = int((len(stretches) - 1) * (1.0 - level) + 1e-9) + 1
    return Tail(
        method="historical",
        level=level,
        value_at_risk=float(np.percentile(stretches, 100.0 * (1.0 - level))),
        shortfall=float(np.partition(stretches, count - 1)[:count].mean()),
    )


def normal(returns: Floats, level: float = 0.95, horizon: int = 1) -> Tail:
    """Return the tail of a normal distribution with the same mean and deviation.

    ``mu + sigma z`` and ``mu - sigma phi(z) / (1 - level)`` with the quantile z at 1 - level (J.P. Morgan, RiskMetrics,
    1996; McNeil, Frey and Embrechts, Quantitative Risk Management, 2005, examples 2.14 and 2.18).

    Args:
        returns: Simple returns, float64[T].
        level: Share of periods that are better.
        horizon: Sessions; the mean grows with it, the deviation with its square root.
    """
    mean, deviation = _moments(returns, horizon)
    z = _NORMAL.inv_cdf(1.0 - level)
    return Tail(
        method="normal",
        level=level,
        value_at_risk=mean + deviation * z,
        shortfall=mean - deviation * _NORMAL.pdf(z) / (1.0 - level),
    )


def cornish_fisher(returns: Floats, level: float = 0.95, horizon: int = 1) -> Tail:
    """Return the tail of a normal distribution bent to the skewness and kurtosis of the returns.

    The quantile is that of Cornish and Fisher (1938) as applied by Zangari (1996) and Favre and Galeano (2002):
    ``z + (z^2 - 1) S/6 + (z^3 - 3z) K/24 - (2z^3 - 5z) S^2/36``; the shortfall is the mean of these quantiles below
    the level, ``-phi(z)/(1 - level) (1 + z S/6 + (z^2 - 1) K/24 - (2z^2 - 1) S^2/36)`` (Maillard, 2012). Where the
    expansion does not increase with z, up to six deviations either way, it is no distribution, and both are None.

    Args:
        returns: Simple returns, float64[T].
        level: Share of periods that are better.
        horizon: Sessions; skewness falls with its square root, excess kurtosis with it.
    """
    mean, deviation = _moments(returns, horizon)
    skew, excess = skewness(returns) / math.sqrt(horizon), kurtosis(returns) / horizon
    if not math.isfinite(skew + excess):
        return Tail(
            method="Cornish-Fisher",
            level=level,
            value_at_risk=None,
            shortfall=None,
            reason="the returns do not vary",
        )
    if not _increases(skew, excess):
        reason = f"skewness {skew:.2f} and excess kurtosis {excess:.2f} lie outside of what the expansion can describe"
        return Tail(method="Cornish-Fisher", level=level, value_at_risk=None, shortfall=None, reason=reason)
    z = _NORMAL.inv_cdf(1.0 - level)
    bent = z + (z * z - 1) * skew / 6 + (z**3 - 3 * z) * excess / 24 - (2 * z**3 - 5 * z) * skew * skew / 36
    tilt = 1 + z * skew / 6 + (z * z - 1) * excess / 24 - (2 * z * z - 1) * skew * skew / 36
    return Tail(
        method="Cornish-Fisher",
        level=level,
        value_at_risk=mean + deviation * bent,
        shortfall=mean - deviation * _NORMAL.pdf(z) / (1.0 - level) * tilt,
    )


def bootstrapped(
    returns: Floats, level: float = 0.95, horizon: int = 1, *, paths: int = 10_000, seed: int = 0
) -> Tail:
    """Return the tail of simulated paths: each draws its sessions from the returns, with replacement, and compounds.

    Monte Carlo without a distribution of our own (Efron, 1979; Jorion, Value at Risk, 2007, chapter 12). Sessions are
    drawn independently of one another: storms that last are not in it.

    Args:
        returns: Simple returns, float64[T].
        level: Share of paths that are better.
        horizon: Sessions of a path.
        paths: How many.
        seed: Of the draws.
    """
    random = np.random.default_rng(seed)
    ends = np.empty(paths)
    batch = max(_BATCH // horizon, 1)
    for start in range(0, paths, batch):
        drawn = random.integers(0, len(returns), (min(batch, paths - start), horizon))
        ends[start : start + len(drawn)] = (1.0 + returns[drawn]).prod(axis=1) - 1.0
    found = historical(ends, level)
    return Tail(
        method="Monte Carlo", level=level, value_at_risk=found.value_at_risk, shortfall=found.shortfall
    )


METHODS: Sequence[Callable[..., Tail]] = (historical, normal, cornish_fisher, bootstrapped)


def skewness(returns: Floats) -> float:
    """Return the third standardised moment (population); NaN if the returns do not vary.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> skewness(np.array([-1.0, 0.0, 1.0]))
        0.0
    """
    return _standardised(returns, 3)


def kurtosis(returns: Floats) -> float:
    """Return the excess kurtosis (population, 0 of a normal distribution); NaN if the returns do not vary.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> kurtosis(np.array([-1.0, 1.0]))
        -2.0
    """
    return _standardised(returns, 4) - 3.0


def tail_ratio(returns: Floats) -> float:
    """Return the size of the 95th percentile over that of the 5th, as in pyfolio and empyrical; NaN if that is 0.

    Args:
        returns: Simple returns, float64[T].
    """
    high, low = np.abs(np.percentile(returns, [95.0, 5.0]))
    return float(high / low) if low else math.nan


def omega_ratio(returns: Floats, required: float = 0.0) -> float:
    """Return what the returns won over what they lost (Keating and Shadwick, 2002); NaN where none lost.

    Args:
        returns: Simple returns, float64[T].
        required: Return of a session that counts as neither.
    """
    excess = returns - required
    lost = -float(excess[excess < 0].sum())
    return float(excess[excess > 0].sum()) / lost if lost and len(excess) > 1 else math.nan


def stability(returns: Floats) -> float:
    """Return the R squared of a straight line through the cumulative log returns; NaN if it is not defined.

    Args:
        returns: Simple returns above -1, float64[T].
    """
    if len(returns) < 2 or bool((returns <= -1).any()):
        return math.nan
    line = np.cumsum(np.log1p(returns))
    steps = np.arange(len(line), dtype=np.float64)
    steps -= steps.mean()
    line -= line.mean()
    varied = float(line @ line)
    return float(steps @ line) ** 2 / float(steps @ steps) / varied if varied > 0 else math.nan


def _moments(returns: Floats, horizon: int) -> tuple[float, float]:
    return float(returns.mean()) * horizon, float(np.std(returns, ddof=1)) * math.sqrt(horizon)


def _standardised(returns: Floats, power: int) -> float:
    if not len(returns) or bool((returns == returns[0]).all()):
        return math.nan
    apart = returns - returns.mean()
    return float((apart**power).mean() / (apart * apart).mean() ** (power / 2))


def _increases(skew: float, excess: float) -> bool:
    # The slope is a parabola in z, a z^2 + b z + c (Maillard, 2012, section 3); beyond _FAR lies nothing that counts.
    a = excess / 8 - skew * skew / 6
    b = skew / 3
    c = 1 - excess / 8 + 5 * skew * skew / 36
    lowest = -b / (2 * a) if a > 0 else _FAR
    points = (-_FAR, _FAR, min(max(lowest, -_FAR), _FAR))
    return min(a * z * z + b * z + c for z in points) > 0
