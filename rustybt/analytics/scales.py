"""Axes of a picture: round ticks of values and of time, and lines thinned out to pixels."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import minus

__all__ = ["compact_text", "log_ticks", "path_of", "thinned", "time_ticks", "value_ticks"]

type Floats = NDArray[np.float64]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Unit of numpy's datetime64, and how many of them lie between two ticks; finest first.
_STEPS = (
    *(("m", minutes) for minutes in (1, 5, 15, 30)),
    *(("h", hours) for hours in (1, 3, 6, 12)),
    *(("D", days) for days in (1, 2, 7)),
    *(("M", months) for months in (1, 2, 3, 6)),
    *(("Y", years) for years in (1, 2, 5, 10, 20, 50, 100)),
)


def value_ticks(low: float, high: float, count: int) -> list[float]:
    """Return about ``count`` round numbers from ``low`` to ``high``.

    Example:
        >>> value_ticks(0.0, 1.0, 3)
        [0.0, 0.5, 1.0]
    """
    span = high - low
    if not span > 0 or not math.isfinite(span):
        return [low]
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next((factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999), rough)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """Return round numbers for a logarithmic axis: 1, 2 and 5 in each decade, or decades alone if many.

    Example:
        >>> log_ticks(80.0, 1200.0)
        [100.0, 200.0, 500.0, 1000.0]
    """
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    factors = (1, 2, 5) if len(decades) <= 4 else (1,)
    return [
        factor * 10.0**decade
        for decade in decades
        for factor in factors
        if low <= factor * 10.0**decade <= high
    ]


def time_ticks(times_ns: NDArray[np.int64], count: int) -> list[tuple[int, str]]:
    """Return the rows at which a round unit of time begins, with their labels; at most ``count``.

    Args:
        times_ns: int64[T], UTC nanoseconds, increasing.
        count: How many labels fit.
    """
    moments = times_ns.view("datetime64[ns]")
    for unit, step in _STEPS:
        if len(moments) > 1 and _too_fine(times_ns, unit, step, count):
            continue
        number = moments.astype(f"datetime64[{unit}]").astype(np.int64) // step
        begins = np.flatnonzero(np.diff(number)) + 1
        if len(begins) <= count:
            return [(row, _label(moments[row], unit)) for row in begins.tolist()]
    return []


def compact_text(value: float) -> str:
    """Return an amount in a few characters.

    Example:
        >>> compact_text(1_250_000.0), compact_text(950.0), compact_text(20_000.0)
        ('1.25M', '950', '20k')
    """
    for size, unit in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return minus(f"{value / size:.4g}{unit}")
    return minus(f"{value:.4g}")


def thinned(values: Floats, columns: int) -> tuple[Floats, Floats]:
    """Return positions (0 to 1) and values of a line that looks the same in so many columns of pixels.

    Each column keeps its first, lowest, highest and last value, so that no peak is lost.

    Args:
        values: float64[T].
        columns: Columns of pixels.
    """
    size = len(values)
    if size <= 2 * columns:
        return np.linspace(0.0, 1.0, size) if size > 1 else np.array([0.5]), values
    width = -(-size // columns)
    rows = np.concatenate((values, np.full(-size % width, values[-1]))).reshape(-1, width)
    first = np.arange(len(rows)) * width
    kept = (first, first + rows.argmin(axis=1), first + rows.argmax(axis=1), first + width - 1)
    index = np.unique(np.minimum(np.concatenate(kept), size - 1))
    return np.asarray(index / (size - 1), dtype=np.float64), values[index]


def path_of(x: Floats, y: Floats) -> str:
    """Return the points of an SVG path through pixels, those between equal ones left out.

    Args:
        x: float64[N], pixels.
        y: float64[N], pixels.

    Example:
        >>> path_of(np.array([0.0, 1.0, 2.0]), np.array([5.0, 5.0, 7.5]))
        'M0 5l1 0 1 2.5'
    """
    # In tenths of a pixel, and from point to point: steps are short to write, and do not drift.
    across, down = (np.rint(values * 10.0).astype(np.int64) for values in (x, y))
    if len(x) > 2:
        keep = np.ones(len(x), dtype=bool)
        keep[1:-1] = (down[1:-1] != down[:-2]) | (down[1:-1] != down[2:])
        across, down = across[keep], down[keep]
    steps = zip(np.diff(across).tolist(), np.diff(down).tolist(), strict=True)
    start = f"M{across[0] / 10:g} {down[0] / 10:g}"
    return start + "l" * (len(across) > 1) + " ".join(f"{a / 10:g} {b / 10:g}" for a, b in steps)


def _too_fine(times_ns: NDArray[np.int64], unit: str, step: int, count: int) -> bool:
    # A quick bound, since ticks of time are sought from the finest on: trading days may leave gaps.
    span = (int(times_ns[-1]) - int(times_ns[0])) / 60e9
    minutes = {"m": 1, "h": 60, "D": 1440, "M": 43_200, "Y": 525_600}[unit] * step
    return min(span / minutes, len(times_ns)) > count * 8


def _label(moment: np.datetime64, unit: str) -> str:
    text = str(moment.astype("datetime64[m]"))
    year, month, day = text[:4], _MONTHS[int(text[5:7]) - 1], str(int(text[8:10]))
    if unit == "Y":
        return year
    if unit == "M":
        return year if month == "Jan" else month
    if unit == "D":
        return f"{day} {month}"
    return text[11:16] if text[11:16] != "00:00" else f"{day} {month}"
