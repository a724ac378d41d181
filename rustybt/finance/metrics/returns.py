"""One figure for a whole series of returns.

Every function takes simple returns, one a period (0.01 is one per cent), as float64 of shape [T], and gives a
float; NaN where the figure is not defined, such as a volatility of one return. A NaN among the returns is a
period without one: it counts as time, and is left out of means. The definitions are those of empyrical, whose
recorded values the tests hold them to; decision 0003 says why it is not a dependency.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "TRADING_DAYS",
    "Returns",
    "alpha",
    "annual_return",
    "annual_volatility",
    "beta",
    "calmar_ratio",
    "downside_risk",
    "drawdowns",
    "growth",
    "max_drawdown",
    "sharpe_ratio",
    "sortino_ratio",
    "total_return",
]

type Returns = NDArray[np.float64]

TRADING_DAYS = 252.0
"""Periods in a year of daily returns, by convention."""

_FLAT = 1e-30


def growth(returns: Returns) -> Returns:
    """Return what one unit has become after each period, float64[T].

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> growth(np.array([0.5, -0.5])).tolist()
        [1.5, 0.75]
    """
    return np.cumprod(1.0 + np.nan_to_num(returns, nan=0.0, posinf=np.inf, neginf=-np.inf))


def total_return(returns: Returns) -> float:
    """Return the compound return over all periods.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> total_return(np.array([0.5, -0.5]))
        -0.25
    """
    return float(growth(returns)[-1] - 1.0) if len(returns) else math.nan


def annual_return(returns: Returns, periods: float = TRADING_DAYS) -> float:
    """Return the compound annual growth rate (CAGR); -1 once everything was lost.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.

    Example:
        >>> round(annual_return(np.array([0.1, 0.1]), periods=2), 6)
        0.21
    """
    if not len(returns):
        return math.nan
    final = float(growth(returns)[-1])
    return -1.0 if final <= 0 else _power(final, periods / len(returns)) - 1.0


def annual_volatility(returns: Returns, periods: float = TRADING_DAYS) -> float:
    """Return the sample standard deviation of the returns, annualised by the square root of time.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.

    Example:
        >>> round(annual_volatility(np.array([0.01, 0.03]), periods=2), 12)
        0.02
    """
    return _deviation(_present(returns)) * math.sqrt(periods)


def sharpe_ratio(returns: Returns, risk_free: float = 0.0, periods: float = TRADING_DAYS) -> float:
    """Return mean excess return over its standard deviation, annualised (Sharpe, 1994).

    Args:
        returns: Simple returns, float64[T].
        risk_free: Return of a riskless asset in one period.
        periods: Periods in a year.

    Returns:
        The ratio; infinite if the returns do not vary, NaN if they do not vary and their excess is 0, or everything was
        lost: of what is below 0 there are no returns.
    """
    excess = _present(returns) - risk_free
    if len(returns) < 2 or not len(excess) or _lost(returns):
        return math.nan
    return _divide(float(excess.mean()), _deviation(excess)) * math.sqrt(periods)


def downside_risk(returns: Returns, required: float = 0.0, periods: float = TRADING_DAYS) -> float:
    """Return the root mean square of what the returns fell short by, annualised.

    Args:
        returns: Simple returns, float64[T].
        required: Return that each period should reach.
        periods: Periods in a year.
    """
    short = np.minimum(_present(returns) - required, 0.0)
    return math.sqrt(float((short * short).mean()) * periods) if len(short) else math.nan


def sortino_ratio(returns: Returns, required: float = 0.0, periods: float = TRADING_DAYS) -> float:
    """Return the annual mean excess return over the downside risk (Sortino and Price, 1994).

    Args:
        returns: Simple returns, float64[T].
        required: Return that each period should reach.
        periods: Periods in a year.

    Returns:
        The ratio; infinite if no return fell short, NaN if everything was lost.
    """
    excess = _present(returns) - required
    if len(returns) < 2 or not len(excess) or _lost(returns):
        return math.nan
    return _divide(float(excess.mean()) * periods, downside_risk(returns, required, periods))


def drawdowns(returns: Returns) -> Returns:
    """Return how far below its highest value so far the growth is after each period, 0 or negative.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> drawdowns(np.array([0.5, -0.5, 0.0])).tolist()
        [0.0, -0.5, -0.5]
    """
    value = growth(returns)
    peak = np.maximum(np.maximum.accumulate(value), 1.0)
    return np.asarray((value - peak) / peak, dtype=np.float64)


def max_drawdown(returns: Returns) -> float:
    """Return the deepest drawdown, 0 or negative; the start counts as a peak.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> max_drawdown(np.array([-0.25, 0.1]))
        -0.25
    """
    return float(drawdowns(returns).min()) if len(returns) else math.nan


def calmar_ratio(returns: Returns, periods: float = TRADING_DAYS) -> float:
    """Return the annual return over the size of the deepest drawdown (Young, 1991); NaN without a drawdown.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.
    """
    deepest = max_drawdown(returns)
    ratio = annual_return(returns, periods) / -deepest if deepest < 0 else math.nan
    return ratio if math.isfinite(ratio) else math.nan


def beta(returns: Returns, benchmark: Returns, risk_free: float = 0.0) -> float:
    """Return the slope of the returns on the benchmark's by least squares; NaN if that one does not vary.

    Args:
        returns: Simple returns, float64[T].
        benchmark: Simple returns of the benchmark over the same periods, float64[T].
        risk_free: Return of a riskless asset in one period; it does not change a slope.

    Example:
        >>> round(beta(np.array([0.02, -0.04, 0.06]), np.array([0.01, -0.02, 0.03])), 12)
        2.0
    """
    returns, benchmark = _pairs(returns - risk_free, benchmark - risk_free)
    if len(returns) < 2:
        return math.nan
    residual = benchmark - benchmark.mean()
    variance = float((residual * residual).mean())
    return float((residual * returns).mean()) / variance if variance >= _FLAT else math.nan


def alpha(
    returns: Returns, benchmark: Returns, risk_free: float = 0.0, periods: float = TRADING_DAYS
) -> float:
    """Return the annual return that the benchmark does not explain (Jensen, 1968), compounded.

    Args:
        returns: Simple returns, float64[T].
        benchmark: Simple returns of the benchmark over the same periods, float64[T].
        risk_free: Return of a riskless asset in one period.
        periods: Periods in a year.
    """
    if len(returns) < 2:
        return math.nan
    slope = beta(returns, benchmark, risk_free)
    unexplained = _present((returns - risk_free) - slope * (benchmark - risk_free))
    return _power(1.0 + float(unexplained.mean()), periods) - 1.0 if len(unexplained) else math.nan


def _present(values: Returns) -> Returns:
    missing = np.isnan(values)
    return values[~missing] if missing.any() else values


def _pairs(first: Returns, second: Returns) -> tuple[Returns, Returns]:
    missing = np.isnan(first) | np.isnan(second)
    return (first[~missing], second[~missing]) if missing.any() else (first, second)


def _lost(returns: Returns) -> bool:
    return bool((returns <= -1.0).any())


def _deviation(values: Returns) -> float:
    if len(values) < 2:
        return math.nan
    # From the first value: equal returns, whose mean may be rounded, then deviate by exactly 0. As np.std does it.
    apart = values - values[0]
    apart -= np.add.reduce(apart) / len(apart)
    apart *= apart
    return math.sqrt(float(np.add.reduce(apart)) / (len(apart) - 1))


def _divide(numerator: float, denominator: float) -> float:
    if denominator == 0.0:
        return math.copysign(math.inf, numerator) if numerator else math.nan
    return numerator / denominator


def _power(base: float, exponent: float) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.power(np.float64(base), exponent))
