"""The same figures after each period, of all periods up to it, in one pass over the returns.

Every function takes finite simple returns, float64[T], and gives float64[T]: entry t is the figure of
`rustybt.finance.metrics.returns` over periods 0 to t, NaN where it is not defined. Sums run over distances
from the first return, so that returns which do not vary have a variance of exactly 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rustybt.finance.metrics.returns import TRADING_DAYS, Returns, drawdowns

__all__ = [
    "alpha_beta_to_date",
    "max_drawdown_to_date",
    "sharpe_to_date",
    "sortino_to_date",
    "volatility_to_date",
]

_FLAT = 1e-30


def volatility_to_date(returns: Returns, periods: float = TRADING_DAYS) -> Returns:
    """Return the annual volatility to date.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.

    Example:
        >>> volatility_to_date(np.array([0.01, 0.03]), periods=2).round(6).tolist()
        [nan, 0.02]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(_variance(returns) * periods), dtype=np.float64)


def sharpe_to_date(returns: Returns, periods: float = TRADING_DAYS) -> Returns:
    """Return the annual Sharpe ratio to date, without a riskless return.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.cumsum(returns) / _counts(returns) / np.sqrt(_variance(returns))
        return np.asarray(ratio * np.sqrt(periods), dtype=np.float64)


def sortino_to_date(returns: Returns, periods: float = TRADING_DAYS) -> Returns:
    """Return the annual Sortino ratio to date, with a required return of 0.

    Args:
        returns: Simple returns, float64[T].
        periods: Periods in a year.
    """
    count = _counts(returns)
    short = np.minimum(returns, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        risk = np.sqrt(np.cumsum(short * short) / count * periods)
        ratio = np.asarray(np.cumsum(returns) / count * periods / risk, dtype=np.float64)
    ratio[:1] = np.nan
    return ratio


def max_drawdown_to_date(returns: Returns) -> Returns:
    """Return the deepest drawdown to date, 0 or negative.

    Args:
        returns: Simple returns, float64[T].

    Example:
        >>> max_drawdown_to_date(np.array([-0.5, 1.0, 0.5])).tolist()
        [-0.5, -0.5, -0.5]
    """
    return np.minimum.accumulate(drawdowns(returns))


def alpha_beta_to_date(
    returns: Returns, benchmark: Returns, periods: float = TRADING_DAYS
) -> tuple[Returns, Returns]:
    """Return annual alpha and beta to date, without a riskless return.

    Args:
        returns: Simple returns, float64[T].
        benchmark: Simple returns of the benchmark over the same periods, float64[T].
        periods: Periods in a year.
    """
    count = _counts(returns)
    own, other = returns - returns[:1], benchmark - benchmark[:1]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        own_mean, other_mean = np.cumsum(own) / count, np.cumsum(other) / count
        covariance = np.cumsum(own * other) / count - own_mean * other_mean
        variance = np.cumsum(other * other) / count - other_mean * other_mean
        slope = np.where(variance < _FLAT, np.nan, covariance / variance)
        slope[:1] = np.nan
        unexplained = np.cumsum(returns) / count - slope * (np.cumsum(benchmark) / count)
        return np.power(1.0 + unexplained, periods) - 1.0, slope


def _counts(returns: Returns) -> NDArray[np.float64]:
    return np.arange(1, len(returns) + 1, dtype=np.float64)


def _variance(returns: Returns) -> NDArray[np.float64]:
    count = _counts(returns)
    distance = returns - returns[:1]
    total = np.cumsum(distance)
    squares = np.maximum(np.cumsum(distance * distance) - total * total / count, 0.0)
    return np.asarray(squares / (count - 1.0), dtype=np.float64)
