from datetime import UTC, date, datetime

import numpy as np
import pytest

from rustybt.calendars import NO_BREAK, TradingCalendar
from rustybt.calendars.calendar import to_date, to_day
from rustybt.exceptions import ConfigurationError, DateRangeError

DAY, MINUTE = 86_400_000_000_000, 60_000_000_000


def calendar(**changes) -> TradingCalendar:
    """Open for five minutes from 00:00 on days 1, 2 and 5, with a break of two minutes on day 2."""
    sessions = np.array([1, 2, 5], dtype=np.int32)
    opens = sessions.astype(np.int64) * DAY
    pauses = np.array([NO_BREAK, opens[1] + MINUTE, NO_BREAK])
    parts = {
        "name": "TEST", "tz": "UTC", "sessions": sessions, "open_ns": opens, "close_ns": opens + 5 * MINUTE,
        "break_start_ns": pauses, "break_end_ns": np.where(pauses == NO_BREAK, NO_BREAK, pauses + 2 * MINUTE),
        "early_closes": np.array([2], dtype=np.int32), "start": 0, "end": 6,
    }  # fmt: skip
    return TradingCalendar(**parts | changes)


def test_days_are_given_as_numbers_or_dates():
    assert to_day(date(1970, 1, 3)) == to_day(datetime(1970, 1, 3, 9, tzinfo=UTC)) == to_day(np.int32(2)) == 2
    assert to_date(datetime(1970, 1, 3, 9, tzinfo=UTC)) == to_date(2) == date(1970, 1, 3)
    assert calendar().is_session(date(1970, 1, 3))


def test_sessions_and_their_neighbours():
    days = calendar()
    assert len(days) == 3
    assert [days.is_session(day) for day in range(7)] == [False, True, True, False, False, True, False]
    assert (days.next_session(0), days.next_session(1), days.next_session(3)) == (1, 2, 5)
    assert (days.previous_session(6), days.previous_session(5), days.previous_session(2)) == (5, 2, 1)
    assert (
        days.date_to_session(3),
        days.date_to_session(3, "previous"),
        days.date_to_session(5, "none"),
    ) == (5, 2, 5)
    assert days.sessions_in_range(2, 4).tolist() == [2]
    assert days.sessions_in_range(3, 4).tolist() == []
    assert repr(days) == "TradingCalendar(TEST: 3 sessions, 1970-01-02 to 1970-01-06)"


def test_a_day_without_a_session_is_told_with_those_around_it():
    with pytest.raises(DateRangeError, match=r"1970-01-04 is no session .* 1970-01-03 and 1970-01-06"):
        calendar().session_index(3)
    with pytest.raises(DateRangeError, match="no session after 1970-01-06"):
        calendar().next_session(5)
    with pytest.raises(DateRangeError, match="no session before 1970-01-02"):
        calendar().previous_session(1)
    with pytest.raises(DateRangeError, match="is no session"):
        calendar().date_to_session(4, "none")


@pytest.mark.parametrize("ask", [
    lambda days: days.is_session(7),
    lambda days: days.next_session(-1),
    lambda days: days.previous_session(7),
    lambda days: days.sessions_in_range(0, 7),
    lambda days: days.between(-1, 2),
    lambda days: days.minutes_in_range(1, 7),
])  # fmt: skip
def test_the_calendar_does_not_guess_outside_of_its_range(ask):
    with pytest.raises(DateRangeError, match="covers 1970-01-01 to 1970-01-07"):
        ask(calendar())


def test_minutes_are_labelled_by_their_end_and_a_break_has_none():
    days = calendar()
    assert days.has_breaks
    assert ((days.minutes_for_session(1) - DAY) // MINUTE).tolist() == [1, 2, 3, 4, 5]
    assert ((days.minutes_for_session(2) - 2 * DAY) // MINUTE).tolist() == [1, 4, 5]
    assert len(days.minutes_in_range(0, 6)) == 13
    assert len(days.minutes_in_range(3, 4)) == 0
    assert days.minutes_per_session().tolist() == [5, 3, 5]
    assert days.session_open(5) == 5 * DAY
    assert days.session_close(5) == 5 * DAY + 5 * MINUTE


def test_open_is_after_the_open_and_up_to_the_close():
    days = calendar()
    at = 2 * DAY
    assert [days.is_open_on_minute(at + n * MINUTE) for n in range(7)] == [
        False, True, False, False, True, True, False,
    ]  # fmt: skip
    assert days.is_open_on_minute(at + 2 * MINUTE, ignore_breaks=True)
    assert not days.is_open_on_minute(9 * DAY)
    times = np.array([at, at + 1, at + 2 * MINUTE, at + 6 * MINUTE, 9 * DAY])
    assert days.session_indices(times).tolist() == [-1, 1, 1, -1, -1]


def test_the_session_of_a_minute_between_sessions_depends_on_the_direction():
    days = calendar()
    assert days.minute_to_session(3 * DAY) == 5
    assert days.minute_to_session(3 * DAY, "previous") == 2
    assert days.minute_to_session(2 * DAY + 2 * MINUTE, "none") == 2
    for minute, direction in [(3 * DAY, "none"), (9 * DAY, "next"), (DAY, "previous")]:
        with pytest.raises(DateRangeError, match=f"direction '{direction}' gives none"):
            days.minute_to_session(minute, direction)
    with pytest.raises(ConfigurationError, match="direction 'up'"):
        days.minute_to_session(DAY, "up")


def test_a_part_keeps_what_lies_in_it():
    part = calendar().between(2, 4)
    assert (part.start, part.end, part.sessions.tolist(), part.early_closes.tolist()) == (2, 4, [2], [2])
    assert part.is_early_close(2)
    assert not calendar().between(3, 6).is_early_close(5)
    assert not calendar().is_early_close(1)
    with pytest.raises(DateRangeError, match="has no session from 1970-01-04 to 1970-01-05"):
        calendar().between(3, 4)


def test_a_calendar_without_breaks_and_bounds_has_its_sessions_as_bounds():
    whole = calendar()
    days = TradingCalendar(
        name="T", tz="UTC", sessions=whole.sessions, open_ns=whole.open_ns, close_ns=whole.close_ns
    )
    assert (days.start, days.end, days.has_breaks) == (1, 5, False)
    assert days.break_start_ns.tolist() == [NO_BREAK] * 3
    assert len(days.early_closes) == 0


def test_the_arrays_cannot_be_written():
    with pytest.raises(ValueError, match="read-only"):
        calendar().sessions[0] = 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sessions": np.array([1, 2], dtype=np.int32)}, "for each session"),
        ({"sessions": np.array([2, 1, 5], dtype=np.int32)}, "sessions must increase"),
        ({"close_ns": np.array([1, 2, 5]) * DAY}, "close after they open"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(changes, message):
    with pytest.raises(ConfigurationError, match=message):
        calendar(**changes)
