"""Calendars by name: those of exchange_calendars, imported when the first is asked for, and our own 24/7.

A calendar is built once in a process, over 1990 to 2035 (as far as the exchange is known) or the wider range
asked for, and handed out in parts. What is built does not depend on today's date. The library's holidays
before 1970 are incomplete (New Year's Day is a session of XNYS): data of that time needs care.
"""

from __future__ import annotations

import warnings
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rustybt.calendars.calendar import Session, TradingCalendar, to_date, to_day
from rustybt.exceptions import ConfigurationError, DateRangeError

__all__ = ["calendar_names", "get_calendar", "sessions_a_year"]

ALWAYS_OPEN = "24/7"
NANOS_PER_DAY = 86_400_000_000_000
# Those without holidays; of an exchange it is the convention, whatever its holidays.
_SESSIONS_A_YEAR = {ALWAYS_OPEN: 365.0, "24/5": 260.0}
_TRADING_DAYS = 252.0

_USUAL_START = to_day(date(1990, 1, 1))
_USUAL_END = to_day(date(2035, 12, 31))
# A range that every calendar of the library covers: its bounds can only be read off a calendar.
_PROBE = (to_day(date(2022, 1, 3)), to_day(date(2022, 2, 1)))
# Days from 1970 that int64 nanoseconds hold, with a margin.
_FARTHEST_DAY = 100_000


def get_calendar(name: str, start: Session | None = None, end: Session | None = None) -> TradingCalendar:
    """Return a trading calendar.

    Args:
        name: A name of `calendar_names`: a market identifier code such as ``"XNYS"``, one of zipline's names
            for it such as ``"NYSE"``, or ``"24/7"``, whose sessions run from midnight to midnight UTC.
        start: First day wanted; 1990-01-01, or the first day after it the exchange is known for, if None.
        end: Last day wanted; 2035-12-31, or the last day before it the exchange is known for, if None.

    Raises:
        ConfigurationError: If the name is unknown; the message holds near ones.
        DateRangeError: If the range is reversed, empty, or beyond what is known of the exchange.

    Example:
        >>> get_calendar("24/7", date(2020, 1, 1), date(2020, 12, 31))
        TradingCalendar(24/7: 366 sessions, 2020-01-01 to 2020-12-31)
    """
    canonical = _canonical(name)
    whole = _usual(canonical)
    if start is None and end is None:
        return whole
    first = whole.start if start is None else to_day(start)
    last = whole.end if end is None else to_day(end)
    wider = min(first, whole.start), max(last, whole.end)
    if wider != (whole.start, whole.end) and first <= last:
        whole = _wider(canonical, *wider)
    return whole.between(first, last)


def calendar_names() -> tuple[str, ...]:
    """Return every name that `get_calendar` knows, sorted."""
    from exchange_calendars import get_calendar_names

    return tuple(sorted({ALWAYS_OPEN, *get_calendar_names(include_aliases=True)}))


def sessions_a_year(name: str) -> float:
    """Return how many sessions of a calendar make a year, for annual figures.

    365 of a market that never closes, 260 of one that closes on weekends only, and of every exchange the 252 that
    figures are by convention compared at.

    Args:
        name: As in :func:`get_calendar`.

    Example:
        >>> sessions_a_year("24/7"), sessions_a_year("XNYS")
        (365.0, 252.0)
    """
    return _SESSIONS_A_YEAR.get(name, _TRADING_DAYS)


def _canonical(name: str) -> str:
    if name == ALWAYS_OPEN:
        return name
    known = calendar_names()
    if name not in known:
        near = get_close_matches(str(name).upper(), known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "such as XNYS, XLON, CMES or 24/7"
        raise ConfigurationError(
            f"calendar {name!r} is unknown, {hint} rustybt.calendars.calendar_names() lists them all"
        )
    from exchange_calendars import resolve_alias

    return str(resolve_alias(name))


@lru_cache(maxsize=64)
def _usual(canonical: str) -> TradingCalendar:
    try:
        return _build(canonical, _USUAL_START, _USUAL_END)
    except ValueError:
        earliest, latest = _bounds(canonical)
        return _build(canonical, max(earliest, _USUAL_START), min(latest, _USUAL_END))


@lru_cache(maxsize=64)
def _wider(canonical: str, start: int, end: int) -> TradingCalendar:
    if start < -_FARTHEST_DAY or end > _FARTHEST_DAY:
        raise DateRangeError(
            f"the range {to_date(start)} to {to_date(end)} does not fit nanoseconds: stay within "
            f"{to_date(-_FARTHEST_DAY)} to {to_date(_FARTHEST_DAY)}"
        )
    try:
        return _build(canonical, start, end)
    except ValueError as error:
        earliest, latest = _bounds(canonical)
        raise DateRangeError(
            f"calendar {canonical!r} cannot cover {to_date(start)} to {to_date(end)}: the exchange is "
            f"known from {to_date(earliest)} to {to_date(latest)}: stay within"
        ) from error


def _bounds(canonical: str) -> tuple[int, int]:
    probe = _exchange_calendar(canonical, *_PROBE)
    earliest, latest = probe.bound_min(), probe.bound_max()
    return (
        -_FARTHEST_DAY if earliest is None else to_day(earliest.date()),
        _FARTHEST_DAY if latest is None else to_day(latest.date()),
    )


def _build(canonical: str, start: int, end: int) -> TradingCalendar:
    if canonical == ALWAYS_OPEN:
        return _always_open(start, end)
    built = _exchange_calendar(canonical, start, end)
    return TradingCalendar(
        name=canonical,
        tz=str(built.tz),
        sessions=_days(built.sessions),
        open_ns=_nanos(built.opens),
        close_ns=_nanos(built.closes),
        break_start_ns=_nanos(built.break_starts),
        break_end_ns=_nanos(built.break_ends),
        early_closes=_days(built.early_closes),
        start=start,
        end=end,
    )


def _always_open(start: int, end: int) -> TradingCalendar:
    sessions = np.arange(start, end + 1, dtype=np.int32)
    midnights = sessions.astype(np.int64) * NANOS_PER_DAY
    return TradingCalendar(
        name=ALWAYS_OPEN,
        tz="UTC",
        sessions=sessions,
        open_ns=midnights,
        close_ns=midnights + NANOS_PER_DAY,
        start=start,
        end=end,
    )


def _exchange_calendar(canonical: str, start: int, end: int) -> Any:
    import exchange_calendars

    with warnings.catch_warnings():
        # The library's own use of pandas, which no user of ours can change.
        warnings.simplefilter("ignore", DeprecationWarning)
        return exchange_calendars.get_calendar(
            canonical, start=to_date(start).isoformat(), end=to_date(end).isoformat(), side="right"
        )


def _nanos(times: Any) -> NDArray[np.int64]:
    naive = times.dt.tz_convert(None).to_numpy()
    # NaT becomes the least int64, which is what NO_BREAK is.
    nanos: NDArray[np.int64] = naive.astype("datetime64[ns]").astype(np.int64)
    return nanos


def _days(sessions: Any) -> NDArray[np.int32]:
    days: NDArray[np.int32] = sessions.to_numpy().astype("datetime64[D]").astype(np.int32)
    return days
