"""Daily bars of minutes, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["sessions_of_minutes"]


def sessions_of_minutes(
    field: str, values: NDArray[np.int64], close: NDArray[np.int64], starts: NDArray[np.intp]
) -> NDArray[np.int64]:
    """Return one field of the daily bars that minute bars make.

    Args:
        field: open, high, low, close or volume.
        values: int64[T, A], the field of the minutes; ``MISSING`` where there is no bar.
        close: int64[T, A], their closes: they say where there is a bar.
        starts: The first step of each session, increasing.

    Returns:
        int64[S, A].
    """
    there = close != MISSING
    if field == "volume":
        total = np.add.reduceat(np.where(there, values, 0), starts, axis=0)
        return np.where(np.logical_or.reduceat(there, starts, axis=0), total, MISSING)
    if field == "high":
        return np.maximum.reduceat(values, starts, axis=0)
    if field == "low":
        largest = np.iinfo(np.int64).max
        found = np.minimum.reduceat(np.where(there, values, largest), starts, axis=0)
        return np.where(found == largest, MISSING, found)
    steps = np.arange(len(values))[:, None]
    if field == "open":
        rows = np.minimum.reduceat(np.where(there, steps, len(values)), starts, axis=0)
    else:
        rows = np.maximum.reduceat(np.where(there, steps, -1), starts, axis=0)
    some = (rows >= 0) & (rows < len(values))
    return np.where(some, np.take_along_axis(values, np.where(some, rows, 0), axis=0), MISSING)
