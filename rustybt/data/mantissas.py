"""Exact integers from the numbers of a frame, and the scale they need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import numpy as np

from rustybt.exceptions import ValidationError
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

__all__ = ["MAX_SCALE", "Numbers", "numbers_of", "places_of"]

MAX_SCALE = 12
# What a Parquet decimal of 64 bits holds.
_DIGITS = 18
_LIMIT = 10**_DIGITS
# Below it only one decimal of a scale reads back as a given float, and rounding the product finds it.
_EXACT = 2.0**51
_PLAIN_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of exact numbers.

    Attributes:
        name: Of the column.
        values: int64[N], mantissas at ``scale``; 0 where there is none.
        missing: bool[N], where it was null or NaN.
        scale: Decimal places that the column needs.
        faults: What is wrong with a value that could not be read, by row; such a row is missing.
    """

    name: str
    values: NDArray[np.int64]
    missing: NDArray[np.bool_]
    scale: int
    faults: dict[int, str] = field(default_factory=dict)

    def at(self, scale: int) -> NDArray[np.int64]:
        """Return the mantissas at a scale, ``MISSING`` where there is no number.

        Args:
            scale: At least the column's own.

        Raises:
            ValidationError: If a number has more than 18 digits at this scale; the message names its row.
        """
        rows = np.arange(len(self.values))
        return np.where(self.missing, MISSING, _widened(self.values, rows, self.scale, scale, self.name))


def numbers_of(series: pl.Series) -> Numbers:
    """Return a column as exact integers with the fewest decimal places; a float counts as its shortest repr.

    Args:
        series: Integers, floats, Decimals or strings.

    A value that is no number, infinite, longer than 18 digits or needs more than 12 decimal places is a fault.

    Raises:
        ValidationError: If the column's type is of no numbers, or no scale has room for all of its numbers.

    Example:
        >>> import polars as pl
        >>> numbers = numbers_of(pl.Series("open", [0.1, 27.25]))
        >>> numbers.values.tolist(), numbers.scale
        ([10, 2725], 2)
    """
    import polars as pl

    missing = series.is_null().to_numpy()
    kind = series.dtype
    if kind.is_integer():
        return _of_integers(series, missing)
    if kind.is_float():
        return _of_floats(series, missing)
    if isinstance(kind, pl.Decimal):
        return _of_decimals(series, missing)
    if kind == pl.String:
        return _of_strings(series, missing)
    if kind not in (pl.Object, pl.Null):
        raise ValidationError(
            f"column {series.name} is {kind}: hand in integers, floats, Decimals or strings"
        )
    return _of_objects(series, missing)


def places_of(number: Decimal) -> int:
    """Return the decimal places that a finite number needs.

    Example:
        >>> places_of(Decimal("1.50")), places_of(Decimal("2E+3"))
        (1, 0)
    """
    # Not by normalize, which rounds to the context's precision.
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or exponent >= 0 or not any(digits):
        return 0
    zeros = next(at for at, digit in enumerate(reversed(digits)) if digit)
    return max(0, -exponent - zeros)


def _of_integers(series: pl.Series, missing: NDArray[np.bool_]) -> Numbers:
    values = series.fill_null(0).to_numpy()
    high = (values >= _LIMIT) | (values <= -_LIMIT)
    faults = {row: f"{values[row]} has more than 18 digits" for row in np.flatnonzero(high).tolist()}
    values = np.where(high, 0, values).astype(np.int64)
    return Numbers(series.name, values, missing | high, 0, faults)


def _of_floats(series: pl.Series, missing: NDArray[np.bool_]) -> Numbers:
    import polars as pl

    # A float32 counts as the shortest repr of its own type, not of the double it widens to.
    if series.dtype.is_(pl.Float32):
        texts = [None if value is None else str(np.float32(value)) for value in series]
        return _of_strings(pl.Series(series.name, texts, dtype=pl.String), missing)
    found = series.fill_null(float("nan")).to_numpy()
    missing = missing | np.isnan(found)
    small, places, left = _shortest(found, np.flatnonzero(~missing))
    odd = ((row, repr(found[row].item())) for row in left.tolist())
    return _joined(series.name, small, places, missing, odd)


def _shortest(
    found: NDArray[np.float64], left: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int8], NDArray[np.intp]]:
    """Mantissas and places of floats as their shortest repr has them, and the rows where that is not certain."""
    places = np.zeros(len(found), dtype=np.int8)
    small = np.zeros(len(found), dtype=np.int64)
    for scale in range(MAX_SCALE + 1):
        if not len(left):
            break
        unit = 10.0**scale
        with np.errstate(over="ignore", invalid="ignore"):
            rounded = np.rint(found[left] * unit)
            fits = (np.abs(rounded) < _EXACT) & (rounded / unit == found[left])
        small[left[fits]] = rounded[fits].astype(np.int64)
        places[left[fits]] = scale
        left = left[~fits]
    return small, places, left


def _of_decimals(series: pl.Series, missing: NDArray[np.bool_]) -> Numbers:
    import polars as pl

    kind = series.dtype
    scale = kind.scale if isinstance(kind, pl.Decimal) else 0
    words = series.fill_null(0).rechunk().to_arrow()
    pairs = np.frombuffer(words.buffers()[1], dtype=np.int64).reshape(-1, 2)
    pairs = pairs[words.offset : words.offset + len(words)]
    low, high = pairs[:, 0].copy(), pairs[:, 1]
    wide = np.flatnonzero(high != low >> 63)
    low[wide] = 0
    while scale and not (low % 10).any():
        low //= 10
        scale -= 1
    places = np.full(len(low), scale, dtype=np.int8)
    if scale > MAX_SCALE:
        return _of_objects(series, missing)
    return _joined(series.name, low, places, missing, ((row, series[row]) for row in wide.tolist()))


def _of_strings(series: pl.Series, missing: NDArray[np.bool_]) -> Numbers:
    import polars as pl

    texts = series.str.strip_chars()
    missing = missing | (texts == "").fill_null(value=True).to_numpy()
    found = texts.cast(pl.Float64, strict=False).fill_null(float("nan")).to_numpy()
    # A float holds 15 digits; longer texts, exponents and what is no number are read one by one.
    plain = (texts.str.len_bytes() <= _PLAIN_LENGTH) & ~texts.str.contains_any(
        ["e", "n"], ascii_case_insensitive=True
    )
    certain = plain.fill_null(value=False).to_numpy() & ~np.isnan(found) & ~missing
    small, places, left = _shortest(found, np.flatnonzero(certain))
    rows = np.union1d(left, np.flatnonzero(~certain & ~missing))
    return _joined(series.name, small, places, missing, ((row, series[row]) for row in rows.tolist()))


def _of_objects(series: pl.Series, missing: NDArray[np.bool_]) -> Numbers:
    nothing = np.zeros(len(series), dtype=np.int64)
    odd = ((row, value) for row, value in enumerate(series) if value is not None)
    return _joined(series.name, nothing, np.zeros(len(series), dtype=np.int8), missing, odd)


def _joined(
    name: str,
    values: NDArray[np.int64],
    places: NDArray[np.int8],
    missing: NDArray[np.bool_],
    odd: Iterable[tuple[int, object]],
) -> Numbers:
    """Brings numbers of different scales to one; ``odd`` are those left to be read one by one."""
    places, missing = places.copy(), missing.copy()
    exact: dict[int, Decimal] = {}
    faults: dict[int, str] = {}
    for row, value in odd:
        number, fault = _read(value)
        if fault:
            faults[row] = fault
        if number is None:
            missing[row] = True
            continue
        exact[row] = number
        places[row] = places_of(number)
    scale = int(places.max(initial=0))
    found = np.where(missing, 0, values)
    for own in np.unique(places).tolist():
        rows = np.flatnonzero((places == own) & (found != 0))
        found[rows] = _widened(found[rows], rows, own, scale, name)
    for row, number in exact.items():
        if number and number.adjusted() + scale >= _DIGITS:
            # It fits a scale of its own, but not the one that the column needs.
            raise _too_long(number, scale, row, name)
        found[row] = int(number.scaleb(scale))
    return Numbers(name, found, missing, scale, faults)


def _widened(
    values: NDArray[np.int64], rows: NDArray[np.intp], own: int, scale: int, name: str
) -> NDArray[np.int64]:
    factor = 10 ** (scale - own)
    high = np.abs(values) > (_LIMIT - 1) // factor
    if high.any():
        at = int(np.flatnonzero(high)[0])
        raise _too_long(Decimal(int(values[at])).scaleb(-own), scale, int(rows[at]), name)
    return values * np.int64(factor)


def _read(value: object) -> tuple[Decimal | None, str]:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None, f"{value!r} is no number"
    if number.is_nan():
        return None, ""
    if number.is_infinite():
        return None, f"{value!r} is infinite"
    if places_of(number) > MAX_SCALE:
        return None, f"{number} needs more than {MAX_SCALE} decimal places: round it first"
    if number and number.adjusted() + places_of(number) >= _DIGITS:
        return None, f"{number} has more than 18 digits: round it first"
    return number, ""


def _too_long(number: Decimal, scale: int, row: int, name: str) -> ValidationError:
    return ValidationError(
        f"row {row}: {name} {number} has more than 18 digits with {scale} decimal places, which another number "
        "needs: round that one first"
    )
