"""A run beside its benchmark: figures side by side, and those that only a benchmark has; years one by one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import percent_text, ratio_text
from rustybt.finance.metrics import returns as metrics

__all__ = ["Year", "against", "beside", "capture", "correlation", "tracking_error", "years_of"]

type Floats = NDArray[np.float64]

_FLAT = 1e-15


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of a run.

    Attributes:
        year: The year.
        rows: First row of it, and the first after it.
        returned: Compound return.
        benchmark: That of the benchmark, or None.
        volatility: Annual.
        sharpe: Annual Sharpe ratio.
        drawdown: Deepest within the year, 0 or negative.
    """

    year: int
    rows: tuple[int, int]
    returned: float
    benchmark: float | None
    volatility: float
    sharpe: float
    drawdown: float


def correlation(first: Floats, second: Floats) -> float:
    """Return Pearson's correlation; NaN if either does not vary.

    Args:
        first: float64[T].
        second: float64[T].

    Example:
        >>> round(correlation(np.array([0.1, 0.2, 0.4]), np.array([0.2, 0.4, 0.8])), 12)
        1.0
    """
    if len(first) < 2:
        return math.nan
    a, b = first - first.mean(), second - second.mean()
    spread = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    return float((a * b).sum()) / spread if spread > _FLAT else math.nan


def tracking_error(returns: Floats, benchmark: Floats, periods: float) -> float:
    """Return the annual deviation of the returns from the benchmark's.

    Args:
        returns: float64[T].
        benchmark: float64[T].
        periods: Periods in a year.
    """
    return metrics.annual_volatility(returns - benchmark, periods)


def capture(returns: Floats, benchmark: Floats, *, up: bool) -> float:
    """Return the mean return over the benchmark's, in those sessions in which the benchmark rose, or fell.

    Args:
        returns: float64[T].
        benchmark: float64[T].
        up: Whether it rose.
    """
    chosen = benchmark > 0 if up else benchmark < 0
    if not chosen.any():
        return math.nan
    return float(returns[chosen].mean() / benchmark[chosen].mean())


def beside(returns: Floats, benchmark: Floats | None, periods: float) -> list[tuple[str, ...]]:
    """Return rows of a table: title, text of the run, and text of the benchmark if there is one.

    Args:
        returns: float64[T].
        benchmark: float64[T], or None.
        periods: Periods in a year.
    """
    rows = []
    for title, figure, text in _FIGURES:
        values = [returns] if benchmark is None else [returns, benchmark]
        rows.append((title, *(text(figure(each, periods)) for each in values)))
    return rows


def against(returns: Floats, benchmark: Floats, periods: float) -> Iterator[tuple[str, str]]:
    """Yield titles and texts of the figures that only a benchmark gives.

    Args:
        returns: float64[T].
        benchmark: float64[T].
        periods: Periods in a year.
    """
    apart = tracking_error(returns, benchmark, periods)
    excess = float((returns - benchmark).mean()) * periods
    yield "Alpha, annual", percent_text(metrics.alpha(returns, benchmark, periods=periods), signed=True)
    yield "Beta", ratio_text(metrics.beta(returns, benchmark))
    yield "Correlation", ratio_text(correlation(returns, benchmark))
    yield "Tracking error", percent_text(apart)
    yield "Information ratio", ratio_text(excess / apart if apart > _FLAT else math.nan)
    yield "Capture of rises", percent_text(capture(returns, benchmark, up=True))
    yield "Capture of falls", percent_text(capture(returns, benchmark, up=False))
    yield "Sessions ahead", percent_text(float((returns > benchmark).mean()))


def years_of(
    sessions: Sequence[date], returns: Floats, benchmark: Floats | None, periods: float
) -> list[Year]:
    """Return a run year by year.

    Args:
        sessions: The sessions, increasing.
        returns: float64[T].
        benchmark: float64[T], or None.
        periods: Periods in a year.
    """
    numbers = np.array([session.year for session in sessions])
    starts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    found = []
    for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
        part = returns[start:end]
        found.append(
            Year(
                year=int(numbers[start]),
                rows=(start, end),
                returned=metrics.total_return(part),
                benchmark=None if benchmark is None else metrics.total_return(benchmark[start:end]),
                volatility=metrics.annual_volatility(part, periods),
                sharpe=metrics.sharpe_ratio(part, periods=periods),
                drawdown=metrics.max_drawdown(part),
            )
        )
    return found


def _signed(value: float) -> str:
    return percent_text(value, signed=True)


_FIGURES: tuple[tuple[str, Callable[[Floats, float], float], Callable[[float], str]], ...] = (
    ("Total return", lambda values, _: metrics.total_return(values), _signed),
    ("Annual return", metrics.annual_return, _signed),
    ("Volatility, annual", metrics.annual_volatility, percent_text),
    ("Sharpe", lambda values, periods: metrics.sharpe_ratio(values, periods=periods), ratio_text),
    ("Sortino", lambda values, periods: metrics.sortino_ratio(values, periods=periods), ratio_text),
    ("Max drawdown", lambda values, _: metrics.max_drawdown(values), percent_text),
    ("Calmar", metrics.calmar_ratio, ratio_text),
    ("Best session", lambda values, _: float(values.max()), _signed),
    ("Worst session", lambda values, _: float(values.min()), _signed),
    ("Sessions above 0", lambda values, _: float((values > 0).mean()), percent_text),
)
