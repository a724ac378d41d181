"""Points of a space and those about them: how a value holds when every parameter may be a step off."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.optimization.space import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rustybt.optimization.space import Dimension

__all__ = ["Neighbourhoods", "neighbourhoods_of"]

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

# A table of the values that were tried, with so many cells a point at most, is a grid with gaps.
CELLS = 3
ROWS = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Neighbourhoods:
    """What lies about each of N points; the point itself is of its neighbourhood.

    Attributes:
        steps: Whether neighbours are those within one step in every parameter; else the nearest ones.
        neighbours: Other points that have a value, int64[N].
        failed: Other points that have none, int64[N].
        mean: Of the values, float64[N].
        spread: Standard deviation of the values, float64[N].
        least: Smallest value, float64[N].
        needed: Neighbours that a point needs to be judged: what the corner of a grid has.
    """

    steps: bool
    neighbours: Integers
    failed: Integers
    mean: Floats
    spread: Floats
    least: Floats
    needed: int


def neighbourhoods_of(
    dimensions: Mapping[str, Dimension], points: Mapping[str, Sequence[Any]], values: Floats
) -> Neighbourhoods:
    """Return what lies about points.

    On a grid, gaps or not, neighbours are the points whose every parameter is the same or the next value that was
    tried; any two options of a :class:`Choice` are next to each other. Points that chance has placed have as
    neighbours the nearest ones, in ranges (or their logarithms) as long as each other, twice as many as there are
    parameters and at least four.

    Args:
        dimensions: Of the space.
        points: Values by name, N each; no point twice.
        values: What each came to, the more the better, float64[N]; NaN where it failed.
    """
    columns = [_ranked(dimension, points[name]) for name, dimension in dimensions.items()]
    shape = [int(column.max()) + 1 for column in columns]
    free = [isinstance(dimension, Choice) for dimension in dimensions.values()]
    if math.prod(shape) <= CELLS * len(values):
        return _on_grid(np.column_stack(columns), shape, free, values)
    scaled = [_scaled(dimension, points[name]) for name, dimension in dimensions.items()]
    return _nearest(np.column_stack(scaled), np.array(free), values)


def _ranked(dimension: Dimension, given: Sequence[Any]) -> Integers:
    if isinstance(dimension, Choice):
        return np.array([_option(dimension, value) for value in given], dtype=np.int64)
    return np.unique(np.asarray(given, dtype=np.float64), return_inverse=True)[1].astype(np.int64)


def _option(dimension: Choice, value: Any) -> int:
    return next(
        at for at, option in enumerate(dimension.options) if type(option) is type(value) and option == value
    )


def _scaled(dimension: Dimension, given: Sequence[Any]) -> Floats:
    if isinstance(dimension, Choice):
        return np.array([_option(dimension, value) for value in given], dtype=np.float64)
    values, low, high = np.asarray(given, dtype=np.float64), float(dimension.low), float(dimension.high)
    if dimension.log:
        values, low, high = np.log(values), math.log(low), math.log(high)
    return np.asarray((values - low) / ((high - low) or 1.0), dtype=np.float64)


def _on_grid(cells: Integers, shape: list[int], free: list[bool], values: Floats) -> Neighbourhoods:
    steps = [size - 1 if every else min(1, size - 1) for size, every in zip(shape, free, strict=True)]
    known = np.full([size + 2 * step for size, step in zip(shape, steps, strict=True)], np.nan)
    tried = np.zeros(known.shape, dtype=bool)
    at = cells + np.array(steps)
    known[tuple(at.T)], tried[tuple(at.T)] = values, True
    about = list(itertools.product(*(range(-step, step + 1) for step in steps)))
    found = np.stack([known[tuple((at + np.array(offset)).T)] for offset in about], axis=1)
    there = np.stack([tried[tuple((at + np.array(offset)).T)] for offset in about], axis=1)
    corner = math.prod((size if every else min(2, size)) for size, every in zip(shape, free, strict=True)) - 1
    return _summed(found, there, values, corner, steps=True)


def _nearest(places: Floats, free: NDArray[np.bool_], values: Floats) -> Neighbourhoods:
    size, width = places.shape
    count = min(max(4, 2 * width), size - 1)
    found = np.empty((size, count + 1))
    for begin in range(0, size, ROWS):
        apart = np.abs(places[begin : begin + ROWS, None, :] - places[None, :, :])
        apart[:, :, free] = apart[:, :, free] > 0
        square = (apart * apart).sum(axis=2)
        found[begin : begin + ROWS] = values[np.argpartition(square, count, axis=1)[:, : count + 1]]
    return _summed(found, np.ones(found.shape, dtype=bool), values, count, steps=False)


def _summed(
    found: Floats, there: NDArray[np.bool_], values: Floats, needed: int, *, steps: bool
) -> Neighbourhoods:
    known = ~np.isnan(found)
    own = ~np.isnan(values)
    count = known.sum(axis=1)
    most = int(count.max()) - 1
    filled = np.where(known, found, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = filled.sum(axis=1) / count
        apart = np.where(known, found - mean[:, None], 0.0)
        spread = np.sqrt((apart * apart).sum(axis=1) / count)
    least = np.where(known, found, np.inf).min(axis=1)
    return Neighbourhoods(
        steps=steps,
        neighbours=count - own,
        failed=there.sum(axis=1) - count - ~own,
        mean=np.where(own, mean, np.nan),
        spread=np.where(own, spread, np.nan),
        least=np.where(own, least, np.nan),
        needed=min(needed, most),
    )
