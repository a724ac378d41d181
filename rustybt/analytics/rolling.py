"""Figures of a window that moves over the sessions: volatility, Sharpe ratio, beta."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from rustybt.finance.metrics.returns import TRADING_DAYS

__all__ = ["rolling_beta", "rolling_sharpe", "rolling_volatility"]

type Floats = NDArray[np.float64]

_FLAT = 1e-30


def rolling_volatility(returns: Floats, window: int, periods: float = TRADING_DAYS) -> Floats:
    """Return the annual volatility of the last sessions, float64[T]; NaN before a window is full.

    Args:
        returns: Simple returns, float64[T].
        window: Sessions, at least 2.
        periods: Periods in a year.
    """
    return _after(window, len(returns), _deviations(_windows(returns, window)) * math.sqrt(periods))


def rolling_sharpe(returns: Floats, window: int, periods: float = TRADING_DAYS) -> Floats:
    """Return the annual Sharpe ratio of the last sessions, float64[T]; NaN before a window is full, or if it is flat.

    Args:
        returns: Simple returns, float64[T].
        window: Sessions, at least 2.
        periods: Periods in a year.
    """
    windows = _windows(returns, window)
    deviation = _deviations(windows)
    deviation[deviation == 0.0] = math.nan
    return _after(window, len(returns), windows.mean(axis=1) / deviation * math.sqrt(periods))


def rolling_beta(returns: Floats, benchmark: Floats, window: int) -> Floats:
    """Return the slope on the benchmark's returns over the last sessions, float64[T]; NaN where it does not vary.

    Args:
        returns: Simple returns, float64[T].
        benchmark: Those of the benchmark, float64[T].
        window: Sessions, at least 2.
    """
    mine, other = _windows(returns, window), _windows(benchmark, window)
    apart = other - other.mean(axis=1, keepdims=True)
    varied = (apart * apart).sum(axis=1)
    varied[varied < _FLAT] = math.nan
    return _after(window, len(returns), (apart * mine).sum(axis=1) / varied)


def _windows(returns: Floats, window: int) -> Floats:
    if window > len(returns):
        return np.empty((0, window))
    return np.lib.stride_tricks.sliding_window_view(returns, window)


def _deviations(windows: Floats) -> Floats:
    # From the first value: equal returns then deviate by exactly 0.
    return np.asarray(np.std(windows - windows[:, :1], axis=1, ddof=1), dtype=np.float64)


def _after(window: int, total: int, values: Floats) -> Floats:
    found = np.full(total, math.nan)
    found[window - 1 :] = values[: max(total - window + 1, 0)]
    return found
