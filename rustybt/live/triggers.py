"""When jobs are due: pure arithmetic over UTC nanoseconds, exchange calendars and cron expressions.

Every trigger answers one question, when it is due next after a time, from that time alone: the answer is the
same after a restart, in a replay and on a virtual clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Literal, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from rustybt.exceptions import MissingExtraError, SchedulerError
from rustybt.model.time import date_to_day, datetime_to_ns, ns_to_datetime

if TYPE_CHECKING:
    from cronsim import CronSim

    from rustybt.calendars.calendar import TradingCalendar

__all__ = ["CronTrigger", "DateTrigger", "IntervalTrigger", "SessionTrigger", "Trigger", "time_zone"]

_MINUTE = timedelta(minutes=1)
_FIELDS = 5
_HOURS = 24


class Trigger(Protocol):
    """When a job is due."""

    def next_after(self, after_ns: int) -> int | None:
        """Return the first time it is due after a time.

        Args:
            after_ns: UTC nanoseconds; a job due at that very time is not meant.

        Returns:
            UTC nanoseconds, or None if it is never due again.

        Raises:
            SchedulerError: If nothing is known of the time after it.
        """


@dataclass(frozen=True, slots=True)
class DateTrigger:
    """Due once.

    Attributes:
        at_ns: When, UTC nanoseconds.
    """

    at_ns: int

    def next_after(self, after_ns: int) -> int | None:
        """Return the time if it is still to come.

        Args:
            after_ns: UTC nanoseconds.
        """
        return self.at_ns if self.at_ns > after_ns else None


@dataclass(frozen=True, slots=True)
class IntervalTrigger:
    """Due again and again after the same time has passed, whatever the clocks on the wall do.

    Attributes:
        every_ns: The interval, nanoseconds.
        anchor_ns: A time it is due at; by default 1970-01-01T00:00Z, so that every 15 minutes means at the
            quarters of the hour, and a restart does not move it.

    Raises:
        SchedulerError: If the interval is not above 0.
    """

    every_ns: int
    anchor_ns: int = 0

    def __post_init__(self) -> None:
        if self.every_ns <= 0:
            raise SchedulerError(f"an interval of {self.every_ns} ns is never due: use one above 0")

    def next_after(self, after_ns: int) -> int | None:
        """Return the next time on the grid.

        Args:
            after_ns: UTC nanoseconds.
        """
        return self.anchor_ns + ((after_ns - self.anchor_ns) // self.every_ns + 1) * self.every_ns


@dataclass(frozen=True, slots=True, eq=False)
class SessionTrigger:
    """Due at every open or close of an exchange, or some time beside it; holidays and half days are its own.

    Attributes:
        calendar: Of the exchange.
        anchor: ``"open"`` or ``"close"``.
        offset_ns: Nanoseconds after that; negative before.
    """

    calendar: TradingCalendar
    anchor: Literal["open", "close"]
    offset_ns: int = 0

    def next_after(self, after_ns: int) -> int | None:
        """Return the next session's time.

        Args:
            after_ns: UTC nanoseconds.

        Raises:
            SchedulerError: If the calendar does not reach that far.
        """
        anchors = self.calendar.open_ns if self.anchor == "open" else self.calendar.close_ns
        wanted = after_ns - self.offset_ns
        at = int(np.searchsorted(anchors, wanted, side="right"))
        # Before its first day a calendar may have had sessions that it does not hold.
        if at == len(anchors) or date_to_day(ns_to_datetime(wanted).date()) < self.calendar.start:
            raise SchedulerError(
                f"{ns_to_datetime(after_ns)} lies outside of {self.calendar!r}, so the next {self.anchor} is "
                "unknown: give the calendar of another range (rustybt.calendars.get_calendar)"
            )
        return int(anchors[at]) + self.offset_ns


@dataclass(frozen=True, slots=True, eq=False)
class CronTrigger:
    """Due when the wall clock of a time zone matches a cron expression.

    Where clocks are changed, an expression for certain hours is due once for each of its times: one that is
    skipped in spring at the first moment after the gap, one that comes twice in autumn the first time only.
    An expression for every hour is due whenever the clock shows a match: hourly is hourly in the repeated
    hour too.

    Attributes:
        expression: Minute, hour, day of month, month, day of week; lists, ranges, steps, names, ``L``, ``#``.
        tz: The time zone of the wall clock.
        calendar: Only days that are sessions of it count, by the date in ``tz``; None for every day.

    Raises:
        SchedulerError: If the expression is none, or matches no day within 50 years.
    """

    expression: str
    tz: tzinfo = UTC
    calendar: TradingCalendar | None = None

    def __post_init__(self) -> None:
        if next(_matches(self.expression, datetime(2000, 1, 1)), None) is None:  # noqa: DTZ001 - a wall clock
            raise SchedulerError(
                f"cron {self.expression!r} matches no day within 50 years: correct its dates"
            )

    def next_after(self, after_ns: int) -> int | None:
        """Return the next match.

        Args:
            after_ns: UTC nanoseconds.

        Raises:
            SchedulerError: If the calendar does not reach that far.
        """
        after = ns_to_datetime(after_ns)
        while (match := self._next_match(after)) is not None:
            if self.calendar is None or self._in_session(match):
                return datetime_to_ns(match)
            after = match
        return None

    def _next_match(self, after: datetime) -> datetime | None:
        hours = _matches(self.expression, after.replace(tzinfo=None)).hours
        return self._next_shown(after) if len(hours) == _HOURS else self._next_once(after)

    def _next_once(self, after: datetime) -> datetime | None:
        wall = after.astimezone(self.tz).replace(tzinfo=None, fold=0)
        for match in _matches(self.expression, wall):
            moment = _first_moment(match, self.tz)
            if moment > after:
                return moment
        return None

    def _next_shown(self, after: datetime) -> datetime | None:
        while True:
            local = after.astimezone(self.tz)
            match = next(_matches(self.expression, local.replace(tzinfo=None, fold=0)), None)
            if match is None:
                return None
            offset = _offset(after, self.tz)
            moment = (match - offset).replace(tzinfo=UTC)
            change = _first_change(after, moment, self.tz)
            if change is None:
                return moment
            # The clocks change on the way: what they show from then on starts at that moment, itself included.
            after = change
            shown = change.astimezone(self.tz).replace(tzinfo=None, fold=0)
            if next(_matches(self.expression, shown - _MINUTE), None) == shown:
                return change

    def _in_session(self, match: datetime) -> bool:
        calendar = self.calendar
        day = date_to_day(match.astimezone(self.tz).date())
        if calendar is None or not calendar.start <= day <= calendar.end:
            raise SchedulerError(
                f"{match} lies outside of {calendar!r}, so whether it is a session is unknown: give the "
                "calendar of another range (rustybt.calendars.get_calendar)"
            )
        return calendar.is_session(day)


@cache
def time_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Args:
        name: Such as ``"America/New_York"``.

    Raises:
        SchedulerError: If there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
        raise SchedulerError(
            f"time zone {name!r} is unknown: use an IANA name such as 'America/New_York' or 'UTC'"
        ) from None


def _matches(expression: str, after: datetime) -> CronSim:
    """Matches on a wall clock that nobody changes, strictly after a naive time."""
    try:
        from cronsim import CronSim, CronSimError
    except ImportError:
        raise MissingExtraError(
            "cron jobs need cronsim, which is not installed: pip install 'rustybt[live]'"
        ) from None
    if not isinstance(expression, str) or len(expression.split()) != _FIELDS:
        raise SchedulerError(
            f"cron {expression!r}: give five fields, minute hour day-of-month month day-of-week, such as "
            "'30 9 * * MON-FRI'"
        )
    try:
        return CronSim(expression, after)
    except CronSimError as error:
        raise SchedulerError(f"cron {expression!r}: {error}") from None


def _offset(moment: datetime, tz: tzinfo) -> timedelta:
    return moment.astimezone(tz).utcoffset() or timedelta()


def _first_moment(wall: datetime, tz: tzinfo) -> datetime:
    """The moment a wall clock first shows a time or, where it skips it, the end of the gap."""
    moment = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    if moment.astimezone(tz).replace(tzinfo=None, fold=0) == wall:
        return moment
    before = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    return _first_change(before, moment, tz) or moment


def _first_change(after: datetime, until: datetime, tz: tzinfo) -> datetime | None:
    """The first moment in ``(after, until]`` at which a zone's offset has changed."""
    step = timedelta(days=1)
    low = after
    while low < until:
        high = min(low + step, until)
        if _offset(high, tz) != _offset(low, tz):
            return _change_between(low, high, tz)
        low = high
    return None


def _change_between(low: datetime, high: datetime, tz: tzinfo) -> datetime:
    offset = _offset(low, tz)
    first, last = int(low.timestamp()), -int(-high.timestamp() // 1)
    while last - first > 1:
        middle = (first + last) // 2
        if _offset(datetime.fromtimestamp(middle, UTC), tz) == offset:
            first = middle
        else:
            last = middle
    return datetime.fromtimestamp(last, UTC)
