"""When scheduled functions run: date and time rules, resolved to steps before the first bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from rustybt.calendars.exchanges import get_calendar
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.model.time import NANOS_PER_SECOND, date_to_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.model.ports import Timeline

__all__ = [
    "FIRST_BAR",
    "DateRule",
    "TimeRule",
    "calendar_around",
    "calendars",
    "date_rules",
    "steps_of",
    "time_rules",
]

# Rules such as "last session of the month" look at the calendar around the run.
AROUND = timedelta(days=40)
MOST_DAYS = {"week": 5, "month": 23}


class calendars:  # noqa: N801 - zipline's name for it
    """Calendars that a rule may look at instead of the bundle's; any calendar's name does as well.

    Attributes:
        US_EQUITIES: New York's.
        US_FUTURES: The calendar of futures in the United States.
    """

    US_EQUITIES = "XNYS"
    US_FUTURES = "us_futures"


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
        anchor: ``"open"``, ``"close"``, the session's ``"first"`` bar, or ``"every"`` bar.
        offset_ns: Nanoseconds after the open or before the close.
    """

    anchor: Literal["open", "close", "first", "every"] = "every"
    offset_ns: int = 0


FIRST_BAR = TimeRule("first")
"""The first bar of a session: when no time rule is given."""


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
    def market_open(
        offset: timedelta | None = None, hours: int | None = None, minutes: int | None = None
    ) -> TimeRule:
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
    def market_close(
        offset: timedelta | None = None, hours: int | None = None, minutes: int | None = None
    ) -> TimeRule:
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


def calendar_around(name: str, first: date, last: date) -> TradingCalendar:
    """Return a calendar over a range and the 40 days around it, as far as the exchange is known.

    Args:
        name: Of the calendar.
        first: First day of the range.
        last: Last day of the range.

    Raises:
        ConfigurationError: If the name is unknown.
        DateRangeError: If nothing is known of the exchange in that range.
    """
    try:
        return get_calendar(name, first - AROUND, last + AROUND)
    except DateRangeError:
        whole = get_calendar(name)
        start, end = date_to_day(first - AROUND), date_to_day(last + AROUND)
        return whole.between(max(start, whole.start), min(end, whole.end))


def steps_of(
    date_rule: DateRule,
    time_rule: TimeRule,
    timeline: Timeline,
    *,
    half_days: bool = True,
    early_closes: NDArray[np.int32] | None = None,
    calendar: TradingCalendar | None = None,
) -> NDArray[np.int64]:
    """Return the steps of a run at which both rules hold.

    Args:
        date_rule: Which sessions.
        time_rule: Which bars of them.
        timeline: The bars of the run.
        half_days: Whether sessions that close early count.
        early_closes: int32, the sessions that do; by default those shorter than most.
        calendar: Whose sessions the rules look at; the run's own by default.

    Returns:
        int64[K], increasing.

    Raises:
        ConfigurationError: If a rule is none, or was given in the other's place.
    """
    _check_rules(date_rule, time_rule)
    steps = np.arange(timeline.first_step, len(timeline.times_ns))
    times = timeline.times_ns[steps]
    if calendar is None:
        days, opens, closes = timeline.sessions, timeline.open_ns, timeline.close_ns
        around, early = timeline.calendar_sessions, early_closes
        session, inside = timeline.step_session[steps].astype(np.int64), np.ones(len(steps), dtype=np.bool_)
    else:
        days, opens, closes = calendar.sessions, calendar.open_ns, calendar.close_ns
        around, early = calendar.sessions, calendar.early_closes
        session, inside = _session_of(timeline, steps, calendar)
    wanted = np.isin(days, date_rule.sessions(around))
    if not half_days:
        wanted &= ~(_shorter_than_most(opens, closes) if early is None else np.isin(days, early))
    chosen = inside & wanted[session]
    if not timeline.daily:
        # A bar outside of every session must not pass for the first one of the next.
        chosen &= _due(time_rule, times, np.where(inside, session, -1), opens, closes)
    return steps[chosen].astype(np.int64)


def _session_of(
    timeline: Timeline, steps: NDArray[np.int64], calendar: TradingCalendar
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Index of each bar's session in another calendar, and whether it lies in one: by day, or by the minute."""
    last = max(len(calendar.sessions) - 1, 0)
    if timeline.daily:
        days = timeline.sessions[timeline.step_session[steps]]
        place = np.minimum(np.searchsorted(calendar.sessions, days), last)
        return place, calendar.sessions[place] == days
    times = timeline.times_ns[steps]
    place = np.minimum(np.searchsorted(calendar.close_ns, times), last)
    return place, (calendar.open_ns[place] < times) & (times <= calendar.close_ns[place])


def _shorter_than_most(opens: NDArray[np.int64], closes: NDArray[np.int64]) -> NDArray[np.bool_]:
    length = closes - opens
    shorter: NDArray[np.bool_] = length < np.median(length)
    return shorter


def _due(
    rule: TimeRule,
    times: NDArray[np.int64],
    session: NDArray[np.int64],
    opens: NDArray[np.int64],
    closes: NDArray[np.int64],
) -> NDArray[np.bool_]:
    if rule.anchor == "every":
        return np.ones(len(times), dtype=np.bool_)
    if rule.anchor == "first":
        first: NDArray[np.bool_] = np.diff(session, prepend=-1) != 0
        return first
    due = opens + rule.offset_ns if rule.anchor == "open" else closes - rule.offset_ns
    at: NDArray[np.bool_] = times == due[session]
    return at


def _check_rules(date_rule: object, time_rule: object) -> None:
    given = (
        (date_rule, DateRule, "date_rule", "date_rules"),
        (time_rule, TimeRule, "time_rule", "time_rules"),
    )
    for rule, kind, argument, home in given:
        if isinstance(rule, kind):
            continue
        name = getattr(rule, "__name__", None)
        if isinstance(rule, DateRule | TimeRule):
            hint = f"give it as {'time_rule' if isinstance(rule, TimeRule) else 'date_rule'}="
        else:
            hint = f"did you mean {name}()?" if name else f"use one of rustybt.{home}"
        raise ConfigurationError(f"{argument} is {rule!r}: {hint}")


def _days(offset: int, period: str) -> int:
    most = MOST_DAYS[period]
    if not isinstance(offset, int | float) or offset != int(offset) or not 0 <= offset < most:
        raise ConfigurationError(f"days_offset {offset!r}: a {period} rule takes 0 to {most - 1} sessions")
    return int(offset)


def _offset_ns(offset: timedelta | None, hours: int | None, minutes: int | None) -> int:
    parts = hours is not None or minutes is not None
    if offset is not None and parts:
        raise ConfigurationError(f"offset {offset!r}, hours={hours!r}, minutes={minutes!r}: give one of them")
    if offset is not None and not isinstance(offset, timedelta):
        raise ConfigurationError(f"offset {offset!r}: use a timedelta, or hours= and minutes=")
    chosen = offset
    if chosen is None:
        chosen = timedelta(hours=hours or 0, minutes=minutes or 0) if parts else timedelta(minutes=1)
    if not timedelta(minutes=1) <= chosen <= timedelta(hours=12):
        raise ConfigurationError(f"offset {chosen!r}: a time rule takes 1 minute to 12 hours")
    return int(chosen.total_seconds()) * NANOS_PER_SECOND
