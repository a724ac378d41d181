"""Figures of many runs at once: one row a run, measured as a single run is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["FIGURES", "PathBook", "Paths", "interval_of_share", "rank_interval"]

type Floats = NDArray[np.float64]

FIGURES = ("final_value", "annual_return", "sharpe", "max_drawdown")
POINTS = 129


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """What many runs came to.

    Attributes:
        figures: float64[R] by name; the names are `FIGURES`.
        values: Value of the account at some points of each run, float64[R, P]; the first is the start.
        place: Steps from the start of those points, int64[P].
    """

    figures: Mapping[str, Floats]
    values: Floats
    place: NDArray[np.int64]


class PathBook:
    """Collects runs batch by batch; what it keeps of one does not depend on how long it is.

    Args:
        capital: Value at the start.
        steps: Of every run.
        years: That every run takes.
        periods: Returns in a year.
    """

    def __init__(self, capital: float, steps: int, years: float, periods: float) -> None:
        self._capital, self._years, self._periods = capital, years, periods
        self._place = np.unique(np.linspace(0, steps, min(POINTS, steps + 1)).round().astype(np.int64))
        self._figures: dict[str, list[Floats]] = {name: [] for name in FIGURES}
        self._values: list[Floats] = []

    def add_returns(self, returns: Floats) -> None:
        """Add runs that compound.

        Args:
            returns: Simple returns, float64[R, S].
        """
        self.add(self._capital * np.cumprod(1.0 + returns, axis=1), returns)

    def add(self, values: Floats, returns: Floats) -> None:
        """Add runs.

        Args:
            values: Of the account after every step, float64[R, S].
            returns: Simple returns, of which the Sharpe ratios are made, float64[R, N].
        """
        whole = np.concatenate((np.full((len(values), 1), self._capital), values), axis=1)
        peak = np.maximum.accumulate(whole, axis=1)
        self._put("final_value", whole[:, -1])
        self._put("annual_return", _annual(whole[:, -1] / self._capital, self._years))
        self._put("sharpe", _sharpe(returns) * math.sqrt(self._periods))
        self._put("max_drawdown", ((whole - peak) / peak).min(axis=1))
        self._values.append(whole[:, self._place])

    def paths(self) -> Paths:
        """Return what was collected."""
        empty = np.empty(0)
        return Paths(
            figures={name: np.concatenate([empty, *parts]) for name, parts in self._figures.items()},
            values=np.concatenate([np.empty((0, len(self._place))), *self._values]),
            place=self._place,
        )

    def _put(self, name: str, values: Floats) -> None:
        self._figures[name].append(np.asarray(values, dtype=np.float64))


def _annual(growth: Floats, years: float) -> Floats:
    with np.errstate(over="ignore"):
        return np.where(growth > 0, np.maximum(growth, 0.0) ** (1.0 / years), 0.0) - 1.0


def _sharpe(returns: Floats) -> Floats:
    if returns.shape[1] < 2:
        return np.full(len(returns), np.nan)
    # From the first value, as sharpe_ratio: equal returns then deviate by exactly 0.
    spread = (returns - returns[:, :1]).std(axis=1, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(returns.mean(axis=1) / spread, dtype=np.float64)


def rank_interval(ordered: Floats, level: float, z: float) -> tuple[float, float]:
    """Return the confidence interval of a percentile, of whatever distribution (Conover, 1999, section 3.2).

    Args:
        ordered: Increasing, float64[R].
        level: Of the percentile, from 0 to 1.
        z: Standard deviations of the confidence, such as 1.96.

    Example:
        >>> rank_interval(np.arange(1000.0), 0.5, 1.96)
        (468.0, 531.0)
    """
    size = len(ordered)
    middle, half = size * level, z * math.sqrt(size * level * (1.0 - level))
    low, high = math.floor(middle - half), math.ceil(middle + half)
    return float(ordered[min(max(low - 1, 0), size - 1)]), float(ordered[min(max(high, 0), size - 1)])


def interval_of_share(hits: int, size: int, z: float) -> tuple[float, float]:
    """Return the confidence interval of a probability (Wilson, 1927).

    Args:
        hits: How often it happened.
        size: Of how many times.
        z: Standard deviations of the confidence, such as 1.96.

    Example:
        >>> [round(bound, 4) for bound in interval_of_share(0, 100, 1.96)]
        [0.0, 0.037]
    """
    share = hits / size
    middle = share + z * z / (2 * size)
    half = z * math.sqrt(share * (1.0 - share) / size + z * z / (4.0 * size * size))
    whole = 1.0 + z * z / size
    return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)
