"""Windows of a walk-forward: what is searched on, and what comes right after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError

__all__ = ["Length", "Window", "windows_of"]

type Dates = NDArray[np.datetime64]
type Length = int | str
"""So many sessions, or a time such as ``"2y"``, ``"6m"``, ``"4w"``, ``"90d"``."""

MONTHS = {"y": 12, "m": 1}
DAYS = {"w": 7, "d": 1}


@dataclass(frozen=True, slots=True)
class Window:
    """Sessions to search on and sessions to test on, by their places.

    Attributes:
        train: From the first to the one after the last.
        test: From the first to the one after the last; it begins where `train` ends.
    """

    train: slice
    test: slice


def windows_of(sessions: Dates, train: Length, test: Length, *, anchored: bool = False) -> list[Window]:
    """Lay windows over sessions, each one test further than the one before.

    What is left at the end is a window too if it is at least half as long as the first one's test.

    Args:
        sessions: datetime64[D][S], increasing.
        train: How long each search is; with `anchored`, how long the first one is.
        test: How long each test is.
        anchored: Whether every search begins at the first session, rather than moving on.

    Raises:
        ConfigurationError: If a length is none.
        SampleError: If there are fewer sessions than one window needs.

    Example:
        >>> days = np.arange("2020-01-01", "2020-01-11", dtype="datetime64[D]")
        >>> [(each.train.start, each.test.start, each.test.stop) for each in windows_of(days, 4, 3)]
        [(0, 4, 7), (3, 7, 10)]
    """
    ahead, step = _length(train, "train"), _length(test, "test")
    found: list[Window] = []
    total = len(sessions)
    whole = _place(sessions, [ahead, step])
    while total:
        shift = [step] * len(found)
        begin, middle, end = (
            _place(sessions, lengths) for lengths in (shift, [*shift, ahead], [*shift, ahead, step])
        )
        if middle >= total or (found and 2 * (total - middle) < found[0].test.stop - found[0].test.start):
            break
        found.append(Window(slice(0 if anchored else begin, middle), slice(middle, min(end, total))))
    first = found[0] if found else Window(slice(0, 0), slice(0, 0))
    short = isinstance(test, int) and whole > total
    if found and not short and min(_sessions(first.train), _sessions(first.test)) < 2:
        raise SampleError(
            f"the first window has {_sessions(first.train)} sessions to search on and {_sessions(first.test)} to test "
            "on: returns need 2 of each at least, so make it longer"
        )
    if short or not found:
        span = f" from {sessions[0]} to {sessions[-1]}" if total else ""
        raise SampleError(
            f"{total} sessions{span} are fewer than one window of {_told(train)} to search on and {_told(test)} to "
            "test on needs: begin earlier, end later, or make the windows shorter"
        )
    return found


def _sessions(part: slice) -> int:
    return int(part.stop - part.start)


def _length(given: Length, what: str) -> tuple[int, str]:
    if isinstance(given, int) and not isinstance(given, bool) and given > 0:
        return given, ""
    parts = re.fullmatch(r"\s*([1-9]\d*)\s*([ymwd])\s*", given) if isinstance(given, str) else None
    if parts is None:
        raise ConfigurationError(
            f"{what} is {given!r}: use a number of sessions, or a time such as '2y', '6m', '4w' or '90d'"
        )
    return int(parts[1]), parts[2]


def _place(sessions: Dates, lengths: list[tuple[int, str]]) -> int:
    # Always from the first session, so that the ends of months do not drift.
    if not len(sessions):
        return 0
    day, count = sessions[0], 0
    months = sum(number * MONTHS[unit] for number, unit in lengths if unit in MONTHS)
    days = sum(number * DAYS[unit] for number, unit in lengths if unit in DAYS)
    if months or days:
        day = _months_on(day, months) + np.timedelta64(days, "D")
        count = int(np.searchsorted(sessions, day))
    return count + sum(number for number, unit in lengths if not unit)


def _months_on(day: np.datetime64, months: int) -> np.datetime64:
    month = day.astype("datetime64[M]")
    ahead = month + np.timedelta64(months, "M")
    last = (ahead + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return min(ahead.astype("datetime64[D]") + (day - month.astype("datetime64[D]")), last)


def _told(length: Length) -> str:
    return f"{length} sessions" if isinstance(length, int) else repr(length)
