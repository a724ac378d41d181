"""Exact integers from the numbers of a frame, and the scale they need."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import numpy as np

from rustybt.exceptions import ValidationError
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

__all__ = ["MAX_SCALE", "mantissas_of", "scale_of"]

MAX_SCALE = 12
_EXACT = 2.0**53


def scale_of(series: pl.Series) -> int:
    """Return the decimal places that a column needs; a float counts as its shortest repr.

    Args:
        series: Integers, floats, Decimals or strings. Nulls and NaN count as none.

    Raises:
        ValidationError: If a value needs more than 12 places or is no number; the message names its row.
    """
    if series.dtype.is_integer():
        return 0
    if series.dtype.is_float():
        values = series.to_numpy()
        values = values[np.isfinite(values)]
        for scale in range(MAX_SCALE + 1):
            if _fits(values, scale).all():
                return scale
        row = int(np.flatnonzero(~_fits(series.fill_nan(0.0).fill_null(0.0).to_numpy(), MAX_SCALE))[0])
        raise ValidationError(
            f"row {row}: {series.name} {series[row]!r} needs more than {MAX_SCALE} decimal places; round it "
            "first, or hand in Decimals"
        )
    return max((_places(value, row, series.name) for row, value in enumerate(series)), default=0)


def mantissas_of(series: pl.Series, scale: int) -> NDArray[np.int64]:
    """Return a column as integers at a scale; nulls and NaN become ``MISSING``.

    Args:
        series: As in :func:`scale_of`.
        scale: At least the column's own.

    Raises:
        ValidationError: If a value does not fit 64 bits at this scale.
    """
    if series.dtype.is_float():
        values = series.fill_null(float("nan")).to_numpy()
        own = scale_of(series)
        small = np.rint(np.where(np.isfinite(values), values, 0.0) * 10.0**own)
        found = _widened(small.astype(np.int64), scale - own, series.name)
        return np.where(np.isfinite(values), found, MISSING)
    if series.dtype.is_integer():
        found = _widened(series.fill_null(0).to_numpy().astype(np.int64), scale, series.name)
        return np.where(series.is_null().to_numpy(), MISSING, found)
    rows = [_mantissa(value, scale, row, series.name) for row, value in enumerate(series)]
    return np.array(rows, dtype=np.int64)


def _fits(values: NDArray[np.float64], scale: int) -> NDArray[np.bool_]:
    """Where the nearest float of the rounded decimal is the value itself: its repr has no more places."""
    unit = 10.0**scale
    small = np.rint(values * unit)
    fits: NDArray[np.bool_] = (small / unit == values) & (np.abs(small) < _EXACT)
    return fits


def _widened(values: NDArray[np.int64], places: int, name: str) -> NDArray[np.int64]:
    factor = 10**places
    largest = int(np.abs(values).max(initial=0))
    if largest * factor >= 2**63:
        row = int(np.abs(values).argmax())
        raise ValidationError(f"row {row}: {name} is too large for 64 bits with {places} more decimal places")
    return values * np.int64(factor)


def _decimal(value: object, row: int, name: str) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValidationError(f"row {row}: {name} {value!r} is no number") from None
    return number if number.is_finite() else None


def _places(value: object, row: int, name: str) -> int:
    number = _decimal(value, row, name)
    if number is None:
        return 0
    exponent = number.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if places > MAX_SCALE:
        raise ValidationError(f"row {row}: {name} {value} needs more than {MAX_SCALE} decimal places")
    return places


def _mantissa(value: object, scale: int, row: int, name: str) -> int:
    number = _decimal(value, row, name)
    if number is None:
        return MISSING
    found = int(number.scaleb(scale))
    if abs(found) >= 2**63:
        raise ValidationError(f"row {row}: {name} {value} is too large for 64 bits at scale {scale}")
    return found
