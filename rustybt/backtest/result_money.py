"""Columns of exact money: 128-bit mantissas as pairs of words, added in numpy, shown as Polars decimals.

A column of words is uint64[N, 2], low word first, in two's complement: the bytes of a `RunRecord` as they
are. Sums of two of them are exact; no result passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Words",
    "add",
    "amount",
    "amount_at",
    "delayed",
    "floats",
    "from_bytes",
    "from_integers",
    "from_mantissas",
    "integers",
    "mantissas",
    "product",
    "series",
    "subtract",
]

type Words = NDArray[np.uint64]

_WORD = 1 << 64
_INT64 = 1 << 63


def from_bytes(column: bytes) -> Words:
    """Return a money column of a `RunRecord` without copying it."""
    return np.frombuffer(column, dtype="<u8").reshape(-1, 2)


def from_integers(values: NDArray[np.int64]) -> Words:
    """Return int64 mantissas as words."""
    words = np.empty((len(values), 2), dtype=np.uint64)
    words[:, 0] = values.view(np.uint64)
    words[:, 1] = (values >> 63).view(np.uint64)
    return words


def from_mantissas(values: Iterable[int]) -> Words:
    """Return Python's integers as words."""
    return from_bytes(b"".join(value.to_bytes(16, "little", signed=True) for value in values))


def mantissas(column: Words) -> list[int]:
    """Return a column as Python's integers."""
    high = column[:, 1].view(np.int64).tolist()
    return [top << 64 | low for low, top in zip(column[:, 0].tolist(), high, strict=True)]


def integers(column: Words) -> NDArray[Any]:
    """Return a column as int64, or as Python's integers where sums of it might need more."""
    narrow = column[:, 0].view(np.int64)
    fits = bool(np.all(column[:, 1].view(np.int64) == narrow >> 63))
    if fits and float(np.abs(narrow.astype(np.float64)).sum()) < _INT64 / 4:
        return narrow
    return np.array(mantissas(column), dtype=object)


def add(first: Words, second: Words) -> Words:
    """Return the exact sums of two columns."""
    total = first + second
    total[:, 1] += total[:, 0] < first[:, 0]
    return total


def subtract(first: Words, second: Words) -> Words:
    """Return the exact differences of two columns."""
    difference = first - second
    difference[:, 1] -= first[:, 0] < second[:, 0]
    return difference


def delayed(column: Words, start: int) -> Words:
    """Return a column one row later, with the mantissa ``start`` in the first row."""
    later = np.empty_like(column)
    later[1:] = column[:-1]
    later[:1] = (start % _WORD, (start >> 64) % _WORD)
    return later


def product(first: NDArray[np.int64], second: NDArray[np.int64], factor: NDArray[np.int64]) -> Words:
    """Return the exact products of three columns of int64."""
    largest = 1
    for column in (first, second, factor):
        largest *= max(int(column.max(initial=1)), -int(column.min(initial=0)))
    if largest < _INT64:
        return from_integers(first * second * factor)
    triples = zip(first.tolist(), second.tolist(), factor.tolist(), strict=True)
    return from_bytes(b"".join((a * b * c).to_bytes(16, "little", signed=True) for a, b, c in triples))


def floats(column: Words, scale: int) -> NDArray[np.float64]:
    """Return the nearest floats of a column of money, for ratios and pictures."""
    low, high = column[:, 0], column[:, 1].view(np.int64)
    narrow = low.view(np.int64)
    if bool(np.all(high == narrow >> 63)):
        return np.asarray(narrow / 10.0**scale, dtype=np.float64)
    negative = high < 0
    size = np.where(negative[:, None], subtract(np.zeros_like(column), column), column)
    value = (size[:, 1].astype(np.float64) * float(_WORD) + size[:, 0]) / 10.0**scale
    return np.asarray(np.where(negative, -value, value), dtype=np.float64)


def amount_at(column: Words, row: int, scale: int) -> Decimal:
    """Return one amount of a column, exactly."""
    low, high = int(column[row, 0]), int(column[row, 1])
    return amount((high << 64 | low) - (high >> 63 << 128), scale)


def amount(mantissa: int, scale: int) -> Decimal:
    """Return a mantissa as a Decimal, exactly, however many digits it has."""
    sign, digits, _ = Decimal(mantissa).as_tuple()
    return Decimal((sign, digits, -scale))


def series(name: str, column: Words, scale: int, present: NDArray[np.bool_] | None = None) -> pl.Series:
    """Return a column as a Polars series of decimals, without copying it.

    Args:
        name: Name of the series.
        column: Mantissas.
        scale: Decimal places.
        present: bool[N], False where the series is to be null; None for nowhere.
    """
    import polars as pl
    import pyarrow as pa

    validity: Any = None
    if present is not None:
        validity = pa.py_buffer(np.packbits(present, bitorder="little"))
    array = pa.Decimal128Array.from_buffers(
        pa.decimal128(38, scale), len(column), [validity, pa.py_buffer(np.ascontiguousarray(column))]
    )
    return cast("pl.Series", pl.from_arrow(array)).alias(name)
