"""Returns by month, and the deepest drawdowns with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rustybt.finance.metrics.returns import drawdowns

__all__ = ["Drawdown", "YearOfReturns", "deepest_drawdowns", "monthly_returns"]

type Floats = NDArray[np.float64]

# An account that is back at its peak to the cent is not below it for what multiplying its returns has rounded.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class YearOfReturns:
    """Compound returns of one calendar year.

    Attributes:
        year: The year.
        months: January to December; None for a month without a session.
        total: Of the whole year.
    """

    year: int
    months: tuple[float | None, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Drawdown:
    """A fall from a peak, until the peak is reached again.

    Attributes:
        peak: Last session at the peak; None if the run began with the fall.
        valley: Session of the lowest value.
        recovered: First session back at the peak; None if it was not reached again.
        depth: Distance of the valley from the peak as a ratio, negative.
        sessions: Sessions below the peak.
        to_valley: Sessions from the peak down to the valley.
    """

    peak: date | None
    valley: date
    recovered: date | None
    depth: float
    sessions: int
    to_valley: int


def monthly_returns(sessions: Sequence[date], returns: Floats) -> list[YearOfReturns]:
    """Return compound returns by year and month.

    Args:
        sessions: The sessions, increasing.
        returns: Simple returns, float64[T].

    Example:
        >>> monthly_returns([date(2020, 1, 2), date(2020, 1, 3)], np.array([0.5, 1.0]))[0].months[:2]
        (2.0, None)
    """
    months: dict[int, dict[int, float]] = {}
    for session, value in zip(sessions, returns.tolist(), strict=True):
        year = months.setdefault(session.year, {})
        year[session.month] = year.get(session.month, 1.0) * (1.0 + value)
    return [
        YearOfReturns(
            year,
            tuple(parts[month] - 1.0 if month in parts else None for month in range(1, 13)),
            float(np.prod(list(parts.values()))) - 1.0,
        )
        for year, parts in months.items()
    ]


def deepest_drawdowns(sessions: Sequence[date], returns: Floats, count: int = 5) -> list[Drawdown]:
    """Return the deepest drawdowns, deepest first.

    Args:
        sessions: The sessions, increasing.
        returns: Simple returns, float64[T].
        count: How many at most.
    """
    depth = drawdowns(returns)
    below = np.concatenate(([False], depth < -_ROUNDING, [False]))
    edges = np.flatnonzero(np.diff(below.astype(np.int8)))
    spans = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    deepest = sorted(spans, key=lambda span: float(depth[span[0] : span[1]].min()))[:count]
    return [
        Drawdown(
            peak=sessions[start - 1] if start else None,
            valley=sessions[start + int(depth[start:end].argmin())],
            recovered=sessions[end] if end < len(sessions) else None,
            depth=float(depth[start:end].min()),
            sessions=end - start,
            to_valley=int(depth[start:end].argmin()) + 1,
        )
        for start, end in deepest
    ]
