"""What bars must be before anything is written: whole and right, or refused with rows and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from rustybt.exceptions import ValidationError
from rustybt.model.bars import FIELDS, MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PRICES", "Problem", "RawBars", "problems_of", "refuse"]

PRICES = FIELDS[:4]
SHOWN = 10

type _Found = Iterator[tuple[NDArray[np.intp], Callable[[int], str]]]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with one bar.

    Attributes:
        row: Of the frame, from 0.
        text: Asset, time, value and fault.
    """

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class RawBars:
    """Bars as integers, in the order they came.

    Attributes:
        sid: int64[N].
        time: int64[N]: days since 1970-01-01 of daily bars, UTC nanoseconds of minute bars; ``MISSING`` for null.
        fields: int64[N] mantissas of open, high, low, close and volume; ``MISSING`` for null and NaN.
        price_scale: Decimal places of the prices.
        volume_scale: Decimal places of the volume.
        symbols: Of each sid, for messages.
        daily: Whether the times are days.
        faults: Values that could not be read, by field and row.
        origin: Tells where a row came from, such as file and line; its number in the frame if None.
        sessions: int64[N], the session of each bar, days since 1970-01-01; empty until it is known.
    """

    sid: NDArray[np.int64]
    time: NDArray[np.int64]
    fields: dict[str, NDArray[np.int64]]
    price_scale: int
    volume_scale: int
    symbols: dict[int, str]
    daily: bool
    faults: dict[str, dict[int, str]] = field(default_factory=dict)
    origin: Callable[[int], str] | None = None
    sessions: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def without(self, rows: list[int]) -> RawBars:
        """Return the bars but for some rows; where each came from is forgotten."""
        keep = np.ones(len(self.sid), dtype=bool)
        keep[rows] = False
        fields = {name: values[keep] for name, values in self.fields.items()}
        return replace(self, sid=self.sid[keep], time=self.time[keep], fields=fields, faults={}, origin=None)

    def place(self, row: int) -> str:
        """Return where a row came from, for messages."""
        return f"row {row}" if self.origin is None else self.origin(row)

    def label(self, row: int) -> str:
        """Return asset and time of a row, for messages."""
        sid, time = int(self.sid[row]), int(self.time[row])
        when = "no time" if time == MISSING else str(np.datetime64(time, "D" if self.daily else "ns"))
        return f"{self.symbols.get(sid, f'sid {sid}')} {when.removesuffix('.000000000')}"

    def shown(self, name: str, row: int) -> str:
        """Return the value of a field, for messages."""
        mantissa = int(self.fields[name][row])
        scale = self.volume_scale if name == "volume" else self.price_scale
        return "null" if mantissa == MISSING else f"{Decimal(mantissa).scaleb(-scale).normalize():f}"


def problems_of(
    bars: RawBars, axis: NDArray[np.int64], limit: int | None = None
) -> tuple[list[Problem], int]:
    """Return what is wrong with bars.

    That is: a price that is null, NaN, 0 or negative, a volume that is null, NaN or negative, high below low, open
    or close outside of them, a time that is not of the calendar, bars of an asset that are unsorted or double.

    Args:
        bars: The bars.
        axis: int64, every time of the calendar, increasing.
        limit: How many problems to describe; None for all.

    Returns:
        The problems by row, and how many there are in all.
    """
    found = [*_value_problems(bars), *_time_problems(bars, axis)]
    rows = np.concatenate([rows for rows, _ in found])
    kinds = np.repeat(np.arange(len(found)), [len(rows) for rows, _ in found])
    order = np.lexsort((kinds, rows))[:limit]
    described = [
        Problem(row, f"{bars.label(row)}: {found[kind][1](row)}")
        for row, kind in zip(rows[order].tolist(), kinds[order].tolist(), strict=True)
    ]
    return described, len(rows)


def refuse(bars: RawBars, axis: NDArray[np.int64], where: str) -> None:
    """Refuse bars that cannot be, with all of their problems at once.

    Args:
        bars: The bars.
        axis: int64, every time of the calendar, increasing.
        where: Name of their table.

    Raises:
        ValidationError: If anything is wrong; the message names rows and values.
    """
    problems, count = problems_of(bars, axis, SHOWN)
    if not count:
        return
    listed = "".join(f"\n  {bars.place(problem.row)}: {problem.text}" for problem in problems)
    more = f"\n  ... and {count - SHOWN} more" if count > SHOWN else ""
    raise ValidationError(
        f"{where}: {count} problem{'s' * (count > 1)} in {len(bars.sid)} bars; nothing was written (repair them, or "
        f"leave such bars out with quarantine=True):{listed}{more}"
    )


def _value_problems(bars: RawBars) -> _Found:
    def of(name: str, fault: str, *others: str) -> Callable[[int], str]:
        def told(row: int) -> str:
            beside = "".join(f", {other} {bars.shown(other, row)}" for other in others)
            return f"{name} {bars.shown(name, row)} {fault}{beside}"

        return told

    for name in FIELDS:
        values, faults = bars.fields[name], bars.faults.get(name, {})
        unread = np.array(sorted(faults), dtype=np.intp)
        yield unread, lambda row, name=name, faults=faults: f"{name} {faults[row]}"  # type: ignore[misc]
        absent = np.setdiff1d(np.flatnonzero(values == MISSING), unread)
        yield absent, lambda _, name=name: f"{name} is null or NaN"  # type: ignore[misc]
        there = values != MISSING
        if name == "volume":
            yield np.flatnonzero(there & (values < 0)), of(name, "is negative")
        else:
            yield np.flatnonzero(there & (values <= 0)), of(name, "is not above 0")
    high, low = bars.fields["high"], bars.fields["low"]
    known = (high != MISSING) & (low != MISSING)
    yield np.flatnonzero(known & (high < low)), of("high", "is below low", "low")
    for name in ("open", "close"):
        values = bars.fields[name]
        outside = known & (values != MISSING) & (high >= low) & ((values > high) | (values < low))
        yield np.flatnonzero(outside), of(name, "is outside of low and high", "low", "high")


def _time_problems(bars: RawBars, axis: NDArray[np.int64]) -> _Found:
    what = "session" if bars.daily else "minute"
    place = np.minimum(np.searchsorted(axis, bars.time), len(axis) - 1)
    yield np.flatnonzero(axis[place] != bars.time), lambda _: f"no {what} of the calendar"
    by_asset = np.argsort(bars.sid, kind="stable")
    same_asset = np.diff(bars.sid[by_asset]) == 0
    if (np.diff(bars.time[by_asset])[same_asset] > 0).all():
        return
    order = np.lexsort((bars.time, bars.sid))
    same = (np.diff(bars.sid[order]) == 0) & (np.diff(bars.time[order]) == 0)
    first_of = dict(zip(order[1:][same].tolist(), order[:-1][same].tolist(), strict=True))
    double = np.array(sorted(first_of), dtype=np.intp)
    yield double, lambda row: f"the same bar twice, first in {bars.place(first_of[row])}"
    unsorted = np.setdiff1d(_unsorted(bars, by_asset), double)
    yield unsorted, lambda _: "comes after a later bar of its asset"


def _unsorted(bars: RawBars, by_asset: NDArray[np.intp]) -> NDArray[np.intp]:
    _, group = np.unique(bars.sid[by_asset], return_inverse=True)
    _, rank = np.unique(bars.time[by_asset], return_inverse=True)
    # Each asset's ranks lie above those of the assets before it, so that one running maximum serves all.
    place = rank + group.astype(np.int64) * (len(rank) + 1)
    return np.sort(by_asset[place < np.maximum.accumulate(place)])
