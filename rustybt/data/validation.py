"""What bars must be before anything is written: whole and right, or refused with rows and values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from rustybt.exceptions import ValidationError
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PRICES", "RawBars", "check_bars"]

PRICES = ("open", "high", "low", "close")
SHOWN = 10


@dataclass(frozen=True, slots=True)
class RawBars:
    """Bars as integers, in the order they came.

    Attributes:
        sid: int64[N].
        time: int64[N]: days since 1970-01-01 of daily bars, UTC nanoseconds of minute bars.
        fields: int64[N] mantissas of open, high, low, close and volume; ``MISSING`` for null and NaN.
        price_scale: Decimal places of the prices.
        volume_scale: Decimal places of the volume.
        symbols: Of each sid, for messages.
    """

    sid: NDArray[np.int64]
    time: NDArray[np.int64]
    fields: dict[str, NDArray[np.int64]]
    price_scale: int
    volume_scale: int
    symbols: dict[int, str]

    def take(self, rows: NDArray[np.bool_]) -> RawBars:
        """Return the chosen rows."""
        fields = {name: values[rows] for name, values in self.fields.items()}
        return RawBars(
            self.sid[rows], self.time[rows], fields, self.price_scale, self.volume_scale, self.symbols
        )


def check_bars(bars: RawBars, axis: NDArray[np.int64], what: str) -> None:
    """Refuse bars that cannot be: all of their problems at once.

    Args:
        bars: The bars.
        axis: int64, every time of the calendar, increasing.
        what: ``"session"`` or ``"minute"``, for messages.

    Raises:
        ValidationError: If a price is null, NaN, 0 or negative, a volume null or negative, high below low, open or
            close outside of them, a time not of the calendar, or bars of an asset are unsorted or double.
    """
    problems: list[tuple[int, str]] = []
    for name in PRICES:
        values = bars.fields[name]
        _collect(problems, bars, values == MISSING, name, "is null or NaN")
        _collect(problems, bars, (values <= 0) & (values != MISSING), name, "is not above 0")
    volume = bars.fields["volume"]
    _collect(problems, bars, volume == MISSING, "volume", "is null or NaN")
    _collect(problems, bars, (volume < 0) & (volume != MISSING), "volume", "is negative")
    high, low = bars.fields["high"], bars.fields["low"]
    known = (high != MISSING) & (low != MISSING)
    _collect(problems, bars, known & (high < low), "high", "is below low", "low")
    for name in ("open", "close"):
        values = bars.fields[name]
        outside = known & (values != MISSING) & (high >= low) & ((values > high) | (values < low))
        _collect(problems, bars, outside, name, "is outside of low and high", "low", "high")
    _check_times(problems, bars, axis, what)
    if problems:
        problems.sort()
        more = f"\n  ... and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        listed = "".join(f"\n  row {row}: {text}" for row, text in problems[:SHOWN])
        raise ValidationError(
            f"{len(problems)} problems in {len(bars.sid)} bars; nothing was written:{listed}{more}"
        )


def _check_times(problems: list[tuple[int, str]], bars: RawBars, axis: NDArray[np.int64], what: str) -> None:
    if not len(bars.time):
        return
    place = np.searchsorted(axis, bars.time)
    known = (place < len(axis)) & (axis[np.minimum(place, len(axis) - 1)] == bars.time)
    problems.extend(
        (row, f"{_asset(bars, row)} {_time(bars, row)} is no {what} of the calendar")
        for row in np.flatnonzero(~known).tolist()
    )
    order = np.argsort(bars.sid, kind="stable")
    same = bars.sid[order][1:] == bars.sid[order][:-1]
    step = np.diff(bars.time[order])
    for at in np.flatnonzero(same & (step <= 0)).tolist():
        row, before = int(order[at + 1]), int(order[at])
        kind = "is there twice" if step[at] == 0 else "comes after a later one"
        problems.append((row, f"{_asset(bars, row)} {_time(bars, row)} {kind} (row {before})"))


def _collect(
    problems: list[tuple[int, str]],
    bars: RawBars,
    bad: NDArray[np.bool_],
    name: str,
    fault: str,
    *others: str,
) -> None:
    for row in np.flatnonzero(bad).tolist():
        beside = "".join(f", {other} {_value(bars, other, row)}" for other in others)
        text = f"{_asset(bars, row)} {_time(bars, row)}: {name} {_value(bars, name, row)} {fault}{beside}"
        problems.append((row, text))


def _value(bars: RawBars, name: str, row: int) -> str:
    mantissa = int(bars.fields[name][row])
    if mantissa == MISSING:
        return "(none)"
    scale = bars.volume_scale if name == "volume" else bars.price_scale
    return f"{Decimal(mantissa).scaleb(-scale).normalize():f}"


def _asset(bars: RawBars, row: int) -> str:
    sid = int(bars.sid[row])
    return bars.symbols.get(sid, f"sid {sid}")


def _time(bars: RawBars, row: int) -> str:
    time = int(bars.time[row])
    if abs(time) < 10**7:
        return str(np.datetime64(time, "D"))
    return str(np.datetime64(time // 10**9, "s"))
