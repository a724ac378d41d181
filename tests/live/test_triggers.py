"""Schedule arithmetic, held to a walk through every minute and to the calendar's own sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rustybt.calendars import get_calendar
from rustybt.calendars.calendar import to_date
from rustybt.exceptions import SchedulerError
from rustybt.live.triggers import CronTrigger, DateTrigger, IntervalTrigger, SessionTrigger, time_zone
from rustybt.model.time import datetime_to_ns, ns_to_datetime

MINUTE = timedelta(minutes=1)
NS_PER_MINUTE = 60 * 10**9
NEW_YORK, LONDON, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")

# Each zone with a day of each change of its clocks.
CHANGES = {
    "America/New_York": (date(2025, 3, 9), date(2025, 11, 2)),
    "Europe/London": (date(2025, 3, 30), date(2025, 10, 26)),
    "Australia/Sydney": (date(2025, 10, 5), date(2025, 4, 6)),
    "Australia/Lord_Howe": (date(2025, 10, 5), date(2025, 4, 6)),  # by half an hour
    "America/Santiago": (date(2025, 9, 7), date(2025, 4, 6)),  # at midnight
    "Africa/Cairo": (date(2025, 4, 25), date(2025, 10, 31)),  # at midnight
    "Asia/Tokyo": (date(2025, 3, 9), date(2025, 11, 2)),  # never
    "Pacific/Apia": (date(2011, 12, 30), date(2011, 9, 24)),  # a whole day was skipped
}
DAYS = [(zone, day) for zone, days in CHANGES.items() for day in days]


def due_times(trigger, start: datetime, end: datetime) -> list[datetime]:
    found, at_ns = [], datetime_to_ns(start) - 1
    while (at_ns := trigger.next_after(at_ns)) is not None and at_ns < datetime_to_ns(end):
        found.append(ns_to_datetime(at_ns))
    return found


def field(text: str, low: int, high: int) -> set[int]:
    """The values of a field of numbers, lists, ranges and steps: written anew, to check the library by."""
    found: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        start = low if span == "*" else int(first)
        stop = high if span == "*" or (step and not last) else int(last or first)
        found |= set(range(start, stop + 1, int(step or 1)))
    return found


def expected_times(expression: str, zone: str, start: datetime, end: datetime) -> list[datetime]:
    """By the definition: look at the wall clock in every minute, and see which minutes it never shows."""
    minutes, hours = (
        field(text, 0, high) for text, high in zip(expression.split()[:2], (59, 23), strict=True)
    )
    tz = ZoneInfo(zone)
    found, shown, previous = [], set(), None
    # Start so early that everything shown just before the range is known, too.
    now = start - timedelta(days=2)
    while now < end:
        wall = now.astimezone(tz).replace(tzinfo=None, fold=0)
        if len(hours) == 24:
            due = wall.minute in minutes
        else:
            fresh = [wall]
            while previous is not None and fresh[-1] - MINUTE > previous:
                fresh.append(fresh[-1] - MINUTE)
            due = any(each.minute in minutes and each.hour in hours and each not in shown for each in fresh)
            shown.update(fresh)
        if due and now >= start:
            found.append(now)
        previous = wall if previous is None else max(previous, wall)
        now += MINUTE
    return found


EXPRESSIONS = [
    "30 2 * * *", "0 2 * * *", "30 1 * * *", "0 0 * * *", "15,45 0-3 * * *", "*/15 1-2 * * *", "0 * * * *",
    "*/20 * * * *", "0 */2 * * *", "*/7 2 * * *", "59 23 * * *", "0 3 * * *",
]  # fmt: skip


@pytest.mark.parametrize(("zone", "day"), DAYS, ids=lambda value: str(value))
def test_cron_on_days_when_clocks_change(zone, day):
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    end = start + timedelta(days=3)
    for expression in EXPRESSIONS:
        found = due_times(CronTrigger(expression, ZoneInfo(zone)), start, end)
        assert found == expected_times(expression, zone, start, end), expression


MINUTES = st.sampled_from(["*", "0", "30", "*/15", "5-50/9", "1,2,59", "58/1"])
HOURS = st.sampled_from(["*", "0", "1", "2", "3", "*/2", "0-23", "1-3", "22-23", "0,2,23"])


@given(MINUTES, HOURS, st.sampled_from(DAYS), st.integers(0, 2 * 24 * 3600))
def test_the_next_time_does_not_depend_on_where_one_starts(minute, hour, place, seconds):
    zone, day = place
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1)
    trigger = CronTrigger(f"{minute} {hour} * * *", ZoneInfo(zone))
    whole = due_times(trigger, start, start + timedelta(days=4))
    after = start + timedelta(seconds=seconds)
    following = [each for each in whole if each > after]
    found = trigger.next_after(datetime_to_ns(after))
    assert found is not None
    if following:
        assert ns_to_datetime(found) == following[0]
    # The first time is strictly later, by a nanosecond if need be.
    assert trigger.next_after(found - 1) == found
    assert trigger.next_after(found) > found


def test_a_time_in_the_gap_is_due_at_the_first_moment_after_it_and_a_repeated_one_once():
    gap = due_times(
        CronTrigger("30 2 * * *", NEW_YORK),
        datetime(2025, 3, 9, tzinfo=UTC),
        datetime(2025, 3, 10, tzinfo=UTC),
    )
    assert gap == [datetime(2025, 3, 9, 3, tzinfo=NEW_YORK).astimezone(UTC)]
    twice = due_times(
        CronTrigger("30 1 * * *", NEW_YORK),
        datetime(2025, 11, 2, tzinfo=UTC),
        datetime(2025, 11, 3, tzinfo=UTC),
    )
    assert twice == [datetime(2025, 11, 2, 5, 30, tzinfo=UTC)]  # the first of the two, in summer time


def test_hourly_is_hourly_through_both_changes():
    for day in CHANGES["Europe/London"]:
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        found = due_times(CronTrigger("0 * * * *", LONDON), start, start + timedelta(days=1))
        assert found == [start + timedelta(hours=hour) for hour in range(24)]


def test_weekdays_names_months_and_last_days():
    fridays = due_times(
        CronTrigger("0 16 * * FRI", NEW_YORK),
        datetime(2025, 7, 1, tzinfo=UTC),
        datetime(2025, 7, 20, tzinfo=UTC),
    )
    assert fridays == [datetime(2025, 7, day, 20, tzinfo=UTC) for day in (4, 11, 18)]
    last = due_times(
        CronTrigger("0 0 L FEB *"), datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert last == [datetime(2024, 2, 29, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC)]


def test_cron_on_sessions_only_skips_holidays():
    nyse = get_calendar("XNYS")
    every = due_times(
        CronTrigger("0 12 * * MON-FRI", NEW_YORK, nyse),
        datetime(2025, 11, 24, tzinfo=UTC),
        datetime(2025, 12, 1, tzinfo=UTC),
    )
    assert [each.day for each in every] == [24, 25, 26, 28]  # Thanksgiving is the 27th


@pytest.mark.parametrize(
    "expression",
    ["", "* * * *", "* * * * * *", "@daily", "61 * * * *", "x * * * *", "0 0 30 2 *", "0 9-8 * * *", 9],
)
def test_what_is_no_cron_expression_is_refused_by_name(expression):
    with pytest.raises(SchedulerError, match="cron"):
        CronTrigger(expression)


@pytest.mark.parametrize("name", ["XNYS", "XLON", "XTKS", "CMES", "24/7", "XHKG"])
@pytest.mark.parametrize("anchor", ["open", "close"])
def test_market_times_are_the_sessions_own(name, anchor):
    calendar = get_calendar(name, date(2024, 1, 1), date(2026, 1, 31))
    times = calendar.open_ns if anchor == "open" else calendar.close_ns
    trigger = SessionTrigger(calendar, anchor, -30 * NS_PER_MINUTE)
    wanted = [int(each) - 30 * NS_PER_MINUTE for each in times]
    at_ns, found = wanted[1] - 1, []
    while at_ns < wanted[-1]:
        at_ns = trigger.next_after(at_ns)
        found.append(at_ns)
    assert found == wanted[1:]


def test_half_days_close_early():
    trigger = SessionTrigger(get_calendar("NYSE"), "close")
    for day, hour in [
        (date(2025, 7, 2), 16),
        (date(2025, 7, 3), 13),
        (date(2025, 11, 28), 13),
        (date(2025, 12, 24), 13),
    ]:
        midnight = datetime(day.year, day.month, day.day, tzinfo=NEW_YORK)
        due = ns_to_datetime(trigger.next_after(datetime_to_ns(midnight)))
        assert due == midnight.replace(hour=hour)


def test_tokyo_closes_later_since_november_2024_and_london_opens_at_eight_all_year():
    close = SessionTrigger(get_calendar("XTKS"), "close")
    for day, wall in [(date(2024, 11, 1), (15, 0)), (date(2024, 11, 5), (15, 30))]:
        due = ns_to_datetime(
            close.next_after(datetime_to_ns(datetime(day.year, day.month, day.day, tzinfo=TOKYO)))
        )
        assert (due.astimezone(TOKYO).hour, due.astimezone(TOKYO).minute) == wall
    opening = SessionTrigger(get_calendar("XLON"), "open")
    for day in (date(2025, 3, 28), date(2025, 3, 31), date(2025, 10, 24), date(2025, 10, 27)):
        due = ns_to_datetime(
            opening.next_after(datetime_to_ns(datetime(day.year, day.month, day.day, tzinfo=LONDON)))
        )
        assert due == datetime(day.year, day.month, day.day, 8, tzinfo=LONDON)


def test_beyond_the_calendar_is_an_error_not_a_guess():
    calendar = get_calendar("XNYS", date(2025, 1, 2), date(2025, 1, 31))
    trigger = SessionTrigger(calendar, "close")
    assert to_date(calendar.last_session) == date(2025, 1, 31)
    with pytest.raises(SchedulerError, match="next close is unknown"):
        trigger.next_after(calendar.session_close(calendar.last_session))
    with pytest.raises(SchedulerError, match="next close is unknown"):
        trigger.next_after(datetime_to_ns(datetime(2024, 12, 1, tzinfo=UTC)))
    with pytest.raises(SchedulerError, match="whether it is a session is unknown"):
        CronTrigger("0 12 * * *", UTC, calendar).next_after(datetime_to_ns(datetime(2025, 2, 3, tzinfo=UTC)))


@given(st.integers(1, 10**15), st.integers(-(10**15), 10**15), st.integers(0, 2 * 10**18))
@example(60 * 10**9, 0, 0)
def test_an_interval_lies_on_its_grid(every, anchor, after):
    found = IntervalTrigger(every, anchor).next_after(after)
    assert (found - anchor) % every == 0
    assert after < found <= after + every


def test_an_interval_counts_time_not_clocks():
    start = datetime(2025, 3, 9, tzinfo=NEW_YORK).astimezone(UTC)
    found = due_times(IntervalTrigger(3600 * 10**9), start, start + timedelta(hours=23))
    assert len(found) == 23
    assert found[-1].astimezone(NEW_YORK).hour == 23


def test_a_date_is_due_once_and_nonsense_is_refused():
    assert DateTrigger(10).next_after(9) == 10
    assert DateTrigger(10).next_after(10) is None
    with pytest.raises(SchedulerError, match="interval of 0 ns"):
        IntervalTrigger(0)
    for name in ("Mars/Olympus", "", "../etc/passwd", None):
        with pytest.raises(SchedulerError, match="time zone"):
            time_zone(name)
