"""When scheduled functions run: date and time rules, resolved to steps before the first bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from rustybt.exceptions import ConfigurationError
from rustybt.model.time import NANOS_PER_SECOND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.model.ports import Timeline

__all__ = ["DateRule", "TimeRule", "date_rules", "steps_of", "time_rules"]

MOST_DAYS = {"week": 5, "month": 23}


@dataclass(frozen=True, slots=True)
class DateRule:
    """Which sessions.

    Attributes:
        period: ``"day"``, ``"week"`` or ``"month"``.
        from_end: Whether ``offset`` counts back from the period's last session.
        offset: Sessions from the period's first or last one.
    """

    period: Literal["day", "week", "month"] = "day"
    from_end: bool = False
    offset: int = 0

    def sessions(self, calendar: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the sessions of a calendar that the rule picks.

        Args:
            calendar: int32[C], days since 1970-01-01, increasing.

        Returns:
            int32[K], increasing.
        """
        if self.period == "day":
            return calendar
        days = calendar.astype("datetime64[D]")
        # 1970-01-01 was a Thursday: three days after the Monday that starts its ISO week.
        key = (
            (calendar.astype(np.int64) + 3) // 7
            if self.period == "week"
            else days.astype("datetime64[M]").astype(np.int64)
        )
        first = np.searchsorted(key, key, side="left")
        last = np.searchsorted(key, key, side="right") - 1
        place = np.arange(len(key))
        picked: NDArray[np.int32] = calendar[
            (last - place if self.from_end else place - first) == self.offset
        ]
        return picked


@dataclass(frozen=True, slots=True)
class TimeRule:
    """Which bars of a session; with daily bars every rule means the session's one bar.

    Attributes:
        anchor: ``"open"``, ``"close"`` or ``"every"`` bar.
        offset_ns: Nanoseconds after the open or before the close.
    """

    anchor: Literal["open", "close", "every"] = "every"
    offset_ns: int = 0


class date_rules:  # noqa: N801 - zipline's name for it
    """Sessions at which a scheduled function runs."""

    @staticmethod
    def every_day() -> DateRule:
        """Every session."""
        return DateRule()

    @staticmethod
    def week_start(days_offset: int = 0) -> DateRule:
        """Some sessions after the first one of each week.

        Args:
            days_offset: Sessions after the first, 0 to 4.

        Raises:
            ConfigurationError: If the offset is out of range.
        """
        return DateRule("week", False, _days(days_offset, "week"))

    @staticmethod
    def week_end(days_offset: int = 0) -> DateRule:
        """Some sessions before the last one of each week.

        Args:
            days_offset: Sessions before the last, 0 to 4.

        Raises:
            ConfigurationError: If the offset is out of range.
        """
        return DateRule("week", True, _days(days_offset, "week"))

    @staticmethod
    def month_start(days_offset: int = 0) -> DateRule:
        """Some sessions after the first one of each month.

        Args:
            days_offset: Sessions after the first, 0 to 22.

        Raises:
            ConfigurationError: If the offset is out of range.
        """
        return DateRule("month", False, _days(days_offset, "month"))

    @staticmethod
    def month_end(days_offset: int = 0) -> DateRule:
        """Some sessions before the last one of each month.

        Args:
            days_offset: Sessions before the last, 0 to 22.

        Raises:
            ConfigurationError: If the offset is out of range.
        """
        return DateRule("month", True, _days(days_offset, "month"))


class time_rules:  # noqa: N801 - zipline's name for it
    """Bars of a session at which a scheduled function runs."""

    @staticmethod
    def market_open(offset: timedelta | None = None, *, hours: int = 0, minutes: int = 0) -> TimeRule:
        """Some time after the open; one minute when nothing is given, which is the first minute bar.

        Args:
            offset: Time after the open; instead of hours and minutes.
            hours: Of the offset.
            minutes: Of the offset.

        Raises:
            ConfigurationError: If the offset is not from 1 minute to 12 hours.
        """
        return TimeRule("open", _offset_ns(offset, hours, minutes))

    @staticmethod
    def market_close(offset: timedelta | None = None, *, hours: int = 0, minutes: int = 0) -> TimeRule:
        """Some time before the close; one minute when nothing is given.

        Args:
            offset: Time before the close; instead of hours and minutes.
            hours: Of the offset.
            minutes: Of the offset.

        Raises:
            ConfigurationError: If the offset is not from 1 minute to 12 hours.
        """
        return TimeRule("close", _offset_ns(offset, hours, minutes))

    @staticmethod
    def every_minute() -> TimeRule:
        """Every bar."""
        return TimeRule()


def steps_of(date_rule: DateRule, time_rule: TimeRule, timeline: Timeline, *, half_days: bool) -> list[int]:
    """Return the steps of a run at which both rules hold.

    Args:
        date_rule: Which sessions.
        time_rule: Which bars of them.
        timeline: The bars of the run.
        half_days: Whether sessions that close early count.
    """
    steps = np.arange(timeline.first_step, len(timeline.times_ns))
    session = timeline.step_session[steps]
    wanted = np.isin(timeline.sessions, date_rule.sessions(timeline.calendar_sessions))
    if not half_days:
        length = timeline.close_ns - timeline.open_ns
        wanted &= length >= np.median(length)
    chosen = wanted[session]
    if not timeline.daily and time_rule.anchor != "every":
        at_open = time_rule.anchor == "open"
        due = timeline.open_ns + time_rule.offset_ns if at_open else timeline.close_ns - time_rule.offset_ns
        chosen &= timeline.times_ns[steps] == due[session]
    found: list[int] = steps[chosen].tolist()
    return found


def _days(offset: int, period: str) -> int:
    most = MOST_DAYS[period]
    if not 0 <= offset < most:
        raise ConfigurationError(f"days_offset {offset!r}: a {period} rule takes 0 to {most - 1} sessions")
    return offset


def _offset_ns(offset: timedelta | None, hours: int, minutes: int) -> int:
    given = timedelta(hours=hours, minutes=minutes)
    if offset is not None and given:
        raise ConfigurationError(f"offset {offset!r} and {given!r}: give one of them")
    chosen = offset or given or timedelta(minutes=1)
    if not timedelta(minutes=1) <= chosen <= timedelta(hours=12):
        raise ConfigurationError(f"offset {chosen!r}: a time rule takes 1 minute to 12 hours")
    return int(chosen.total_seconds()) * NANOS_PER_SECOND
