"""Returns drawn again: the stationary bootstrap, and how long its blocks should be."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["automatic_block", "stationary_rows"]

type Floats = NDArray[np.float64]

SIGNIFICANT = 2.0


def stationary_rows(
    random: np.random.Generator, size: int, block: float, runs: int, length: int | None = None
) -> NDArray[np.int64]:
    """Return rows of a series as the stationary bootstrap draws them.

    Blocks begin anywhere and are geometrically long; a series that ends goes on with its beginning (Politis and
    Romano, "The Stationary Bootstrap", JASA 89, 1994).

    Args:
        random: Where the chance comes from.
        size: Rows of the series, from 1 on.
        block: Mean length of a block, from 1 on; 1 draws every row by itself.
        runs: How many series to draw.
        length: Rows of each of them; as many as the series by default.

    Returns:
        int64[runs, length].

    Example:
        >>> stationary_rows(np.random.default_rng(0), 100, 1e9, 1)[0, :3].tolist()
        [22, 23, 24]
    """
    length = size if length is None else length
    begins = random.random((runs, length)) < 1.0 / block
    starts = random.integers(size, size=(runs, length))
    steps = np.arange(length)
    last = np.maximum.accumulate(np.where(begins, steps, 0), axis=1)
    rows = np.take_along_axis(starts, last, axis=1) + steps - last
    return np.asarray(rows % size, dtype=np.int64)


def automatic_block(returns: Floats) -> float:
    """Return the mean block length that serves the mean of a series best under the stationary bootstrap.

    The rule of Politis and White, "Automatic Block-Length Selection for the Dependent Bootstrap", Econometric Reviews
    23 (2004), with the correction of Patton, Politis and White, 28 (2009): autocovariances up to twice the lag after
    which none is significant, weighed by a flat-top window.

    Args:
        returns: The series, float64[T], of two values at least.

    Returns:
        From 1, for a series without memory, to the smaller of three times the root and a third of its length.

    Example:
        >>> automatic_block(np.zeros(100))
        1.0
    """
    size = len(returns)
    apart = returns - returns.mean()
    quiet = max(5, math.ceil(math.sqrt(math.log10(size))))
    lags = min(math.ceil(math.sqrt(size)) + quiet, size - 1)
    covariance = np.array([float(apart[lag:] @ apart[: size - lag]) / size for lag in range(lags + 1)])
    if covariance[0] <= 1e-30:
        return 1.0
    bound = SIGNIFICANT * math.sqrt(math.log10(size) / size)
    reach = min(2 * _last_significant(np.abs(covariance / covariance[0]), bound, quiet), lags)
    lag = np.arange(1, reach + 1)
    window = np.clip(2.0 * (1.0 - lag / max(reach, 1)), 0.0, 1.0)
    spectrum = covariance[0] + 2.0 * float(window @ covariance[1 : reach + 1])
    slope = 2.0 * float((window * lag) @ covariance[1 : reach + 1])
    longest = math.ceil(min(3.0 * math.sqrt(size), size / 3.0))
    if spectrum <= 0.0:
        return float(longest)
    return float(min(max((slope * slope / spectrum**2 * size) ** (1.0 / 3.0), 1.0), longest))


def _last_significant(correlation: Floats, bound: float, quiet: int) -> int:
    # The smallest lag after which `quiet` of them in a row are within the bound.
    loud = correlation[1:] >= bound
    for lag in range(len(loud)):
        if not loud[lag : lag + quiet].any():
            return max(lag, 1)
    return int(np.flatnonzero(loud)[-1]) + 1
