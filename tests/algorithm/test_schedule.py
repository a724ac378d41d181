"""Date and time rules, against the calendar itself."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

import numpy as np
import pytest

from rustybt import date_rules, get_calendar, time_rules
from rustybt.algorithm.schedule import FIRST_BAR, steps_of
from rustybt.exceptions import ConfigurationError
from rustybt.model.ports import Timeline
from rustybt.model.time import date_to_day, day_to_date

MINUTE = 60 * 10**9


def timeline(daily=True):
    calendar = get_calendar("XNYS", date(2015, 11, 2), date(2016, 1, 29))
    around = get_calendar("XNYS", date(2015, 9, 1), date(2016, 3, 31))
    times = (
        calendar.close_ns if daily else calendar.minutes_in_range(calendar.sessions[0], calendar.sessions[-1])
    )
    sessions = np.arange(len(calendar.sessions)) if daily else calendar.session_indices(times)
    return Timeline(
        sessions=calendar.sessions, open_ns=calendar.open_ns, close_ns=calendar.close_ns,
        step_session=sessions.astype(np.int32), times_ns=times, first_step=0, daily=daily,
        calendar_sessions=around.sessions,
    )  # fmt: skip


def days(rule, **options):
    found = steps_of(rule, time_rules.every_minute(), timeline(), half_days=options.get("half_days", True))
    return [day_to_date(int(timeline().sessions[step])) for step in found]


def by(key):
    calendar = get_calendar("XNYS", date(2015, 9, 1), date(2016, 3, 31))
    every = [day_to_date(int(day)) for day in calendar.sessions]
    return [list(group) for _, group in groupby(every, key)]


def inside(found):
    return [day for day in found if date(2015, 11, 2) <= day <= date(2016, 1, 29)]


@pytest.mark.parametrize("offset", [0, 2])
def test_weeks(offset):
    weeks = by(lambda day: day.isocalendar()[:2])
    wanted = inside([week[offset] for week in weeks if len(week) > offset])
    assert days(date_rules.week_start(offset)) == wanted
    wanted = inside([week[-1 - offset] for week in weeks if len(week) > offset])
    assert days(date_rules.week_end(offset)) == wanted


@pytest.mark.parametrize("offset", [0, 7])
def test_months_know_what_comes_after_the_run(offset):
    months = by(lambda day: (day.year, day.month))
    assert days(date_rules.month_start(offset)) == inside([month[offset] for month in months])
    assert days(date_rules.month_end(offset)) == inside([month[-1 - offset] for month in months])


def test_half_days_can_be_left_out():
    every, full = days(date_rules.every_day()), days(date_rules.every_day(), half_days=False)
    assert sorted(set(every) - set(full)) == [date(2015, 11, 27), date(2015, 12, 24)]


@pytest.mark.parametrize(
    ("rule", "minute"),
    [
        (time_rules.market_open(), "14:31"),
        (time_rules.market_open(hours=1, minutes=5), "15:35"),
        (time_rules.market_close(), "20:59"),
        (time_rules.market_close(timedelta(minutes=30)), "20:30"),
    ],
)
def test_minutes_of_a_session(rule, minute):
    line = timeline(daily=False)
    found = steps_of(date_rules.every_day(), rule, line, half_days=False)
    assert {str(np.datetime64(int(line.times_ns[step]), "ns"))[11:16] for step in found} == {minute}
    assert len(found) == len(line.sessions) - 2


@pytest.mark.parametrize("rule", [time_rules.market_open(), FIRST_BAR, time_rules.every_minute()])
def test_daily_bars_have_one_minute(rule):
    found = steps_of(date_rules.every_day(), rule, timeline())
    assert found.dtype == np.int64
    assert found.tolist() == list(range(len(timeline().sessions)))


def test_without_a_time_rule_it_is_the_first_minute():
    line = timeline(daily=False)
    found = steps_of(date_rules.every_day(), FIRST_BAR, line)
    assert line.times_ns[found].tolist() == [opened + MINUTE for opened in line.open_ns.tolist()]


def test_every_minute_is_every_minute():
    line = timeline(daily=False)
    found = steps_of(date_rules.month_end(), time_rules.every_minute(), line)
    last_days = [date(2015, 11, 30), date(2015, 12, 31), date(2016, 1, 29)]
    assert [day_to_date(int(line.sessions[line.step_session[step]])) for step in found[::390]] == last_days
    assert len(found) == 3 * 390


def test_early_closes_are_the_calendars_own():
    early = np.array([date_to_day(date(2015, 11, 27))], dtype=np.int32)
    found = steps_of(
        date_rules.every_day(), FIRST_BAR, timeline(), half_days=False, early_closes=early
    ).tolist()
    assert len(found) == len(timeline().sessions) - 1


def around_the_clock(daily):
    """Two days of a market that never closes, with New York's Friday, half a day, and its Saturday off."""
    calendar = get_calendar("24/7", date(2015, 11, 27), date(2015, 11, 28))
    times = calendar.close_ns
    if not daily:
        times = np.arange(calendar.open_ns[0] + MINUTE, calendar.close_ns[-1] + 1, MINUTE)
    sessions = np.searchsorted(calendar.close_ns, times)
    return Timeline(
        sessions=calendar.sessions, open_ns=calendar.open_ns, close_ns=calendar.close_ns,
        step_session=sessions.astype(np.int32), times_ns=times, first_step=0, daily=daily,
        calendar_sessions=calendar.sessions,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "minutes"),
    [
        (FIRST_BAR, ["14:31"]),
        (time_rules.market_open(minutes=30), ["15:00"]),
        (time_rules.market_close(), ["17:59"]),
    ],
)
def test_rules_may_look_at_another_calendar(rule, minutes):
    line = around_the_clock(daily=False)
    new_york = get_calendar("XNYS", date(2015, 11, 23), date(2015, 12, 4))
    found = steps_of(date_rules.every_day(), rule, line, calendar=new_york)
    assert [str(np.datetime64(int(line.times_ns[step]), "ns"))[11:16] for step in found] == minutes
    assert not len(steps_of(date_rules.every_day(), rule, line, calendar=new_york, half_days=False))


def test_another_calendars_days_count_with_daily_bars():
    new_york = get_calendar("XNYS", date(2015, 11, 23), date(2015, 12, 4))
    found = steps_of(date_rules.week_end(), FIRST_BAR, around_the_clock(daily=True), calendar=new_york)
    assert found.tolist() == [0]


@pytest.mark.parametrize(
    "make",
    [
        lambda: date_rules.week_start(5),
        lambda: date_rules.month_end(-1),
        lambda: time_rules.market_open(hours=13),
        lambda: time_rules.market_open(timedelta(hours=1), minutes=5),
        lambda: time_rules.market_open(minutes=0),
        lambda: time_rules.market_close(timedelta()),
        lambda: time_rules.market_close(30),
        lambda: date_rules.week_start(0.5),
        lambda: date_rules.week_start("one"),
    ],
)
def test_rules_that_can_never_hold_are_refused(make):
    with pytest.raises(ConfigurationError):
        make()


@pytest.mark.parametrize(
    ("date_rule", "time_rule", "says"),
    [
        (date_rules.every_day, FIRST_BAR, r"did you mean every_day\(\)"),
        (date_rules.every_day(), time_rules.market_open, r"did you mean market_open\(\)"),
        (time_rules.market_open(), FIRST_BAR, "give it as time_rule="),
        (date_rules.every_day(), "daily", "use one of rustybt.time_rules"),
    ],
)
def test_what_is_no_rule_is_refused_with_a_hint(date_rule, time_rule, says):
    with pytest.raises(ConfigurationError, match=says):
        steps_of(date_rule, time_rule, timeline())
