"""pandas objects around windows of bars, made with as little as pandas allows: a script waits for one every bar.

pandas checks, copies and guesses in its public constructors, which takes longer than the mean that a script asks for.
What comes in here is known to be right, so the objects are put together from their parts, as pandas does it inside.
"""

# ruff: noqa: SLF001

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PandasWindows"]


class PandasWindows:
    """Makes the Series and frames of windows, whose labels are a stretch of the labels of all bars.

    Args:
        labels: int64[T], nanoseconds, increasing.
        tz: Time zone of the labels; None for dates.
    """

    __slots__ = ("_block", "_dtype", "_frame", "_index", "_series", "_times", "_values")

    def __init__(self, labels: NDArray[np.int64], tz: str | None) -> None:
        pandas: Any = import_module("pandas")
        whole = pandas.DatetimeIndex(labels, tz=tz)
        self._values, self._dtype = whole._data._ndarray, whole.dtype
        self._index, self._times = pandas.DatetimeIndex._simple_new, type(whole._data)._simple_new
        self._block = import_module("pandas.core.internals").SingleBlockManager.from_array
        self._series, self._frame = pandas.Series._from_mgr, pandas.DataFrame

    def series(self, values: NDArray[np.float64], start: int, name: object) -> Any:
        """Return a Series that is a view of values.

        Args:
            values: float64[N].
            start: The bar of the first of them.
            name: The asset.
        """
        block = self._block(values, self._labels(start, len(values)))
        series = self._series(block, block.axes)
        series._name = name
        return series

    def frame(self, values: NDArray[np.float64], start: int, columns: list[Any]) -> Any:
        """Return a DataFrame that is a view of values.

        Args:
            values: float64[N, A].
            start: The bar of the first row.
            columns: The A assets.
        """
        return self._frame(values, index=self._labels(start, len(values)), columns=columns, copy=False)

    def _labels(self, start: int, count: int) -> Any:
        return self._index(self._times(self._values[start : start + count], dtype=self._dtype))
