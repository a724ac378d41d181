"""Calendars against the recorded answers of exchange_calendars, and against the library itself."""

import csv
import gzip
import subprocess
import sys
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.calendars import NO_BREAK, calendar_names, get_calendar
from rustybt.calendars.calendar import to_date, to_day
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.model.time import NANOS_PER_SECOND, datetime_to_ns

# The library as oracle warns about its own use of pandas; that ours does not is tested in a fresh process.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT.parent / "shared" / "fixtures" / "exchange-calendars" / "tests" / "resources"
MINUTE = 60 * NANOS_PER_SECOND
PANDAS_3_1 = pytest.mark.xfail(
    tuple(map(int, version("pandas").split(".")[:2])) >= (3, 1),
    reason="exchange_calendars 4.13 loses the special Saturdays of XBOM under pandas 3.1",
    strict=True,
)
NAMES = [
    "24-5",
    "24-7",
    "cmes",
    "iepa",
    pytest.param("xbom", marks=PANDAS_3_1),
    "xetr",
    "xhkg",
    "xlon",
    "xnys",
    "xpar",
    "xshg",
    "xtks",
    "xtse",
]


@cache
def library(name: str, start: str, end: str):
    import exchange_calendars

    return exchange_calendars.get_calendar(name, start=start, end=end, side="right")


def stamp(ns: int):
    import pandas as pd

    return pd.Timestamp(ns, tz="UTC")


def recorded(name: str) -> list[list[int]]:
    """Session day, open, close, break start and end of each row."""
    path = RECORDED / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip("the recorded calendars are not beside the repository (../shared/fixtures)")
    with gzip.open(path, "rt") as lines:
        rows = list(csv.reader(lines))[1:]
    return [
        [to_day(datetime.fromisoformat(row[0]).date())]
        + [datetime_to_ns(datetime.fromisoformat(cell)) if cell else NO_BREAK for cell in row[1:]]
        for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_recorded_calendar(name):
    rows = np.array(recorded(name), dtype=np.int64)
    calendar = get_calendar(name.upper().replace("-", "/"), int(rows[0, 0]), int(rows[-1, 0]))
    assert np.array_equal(calendar.sessions, rows[:, 0])
    assert np.array_equal(calendar.open_ns, rows[:, 1])
    assert np.array_equal(calendar.close_ns, rows[:, 2])
    assert np.array_equal(calendar.break_start_ns, rows[:, 3])
    assert np.array_equal(calendar.break_end_ns, rows[:, 4])


@pytest.mark.parametrize("name", ["XNYS", "XHKG", "CMES", "24/7", "24/5"])
def test_minutes_and_early_closes_are_those_of_the_library(name):
    theirs = library(name, "2008-01-01", "2009-12-31")
    ours = get_calendar(name, date(2008, 1, 1), date(2009, 12, 31))
    assert np.array_equal(ours.minutes_in_range(ours.start, ours.end), theirs.minutes_nanos)
    assert [to_date(day) for day in ours.early_closes.tolist()] == [day.date() for day in theirs.early_closes]
    counts = theirs.sessions_minutes_count(theirs.first_session, theirs.last_session)
    assert int(ours.minutes_per_session().sum()) == counts
    some = ours.sessions[len(ours) // 2]
    expected = theirs.session_minutes(to_date(int(some)).isoformat()).as_unit("ns").asi8
    assert np.array_equal(ours.minutes_for_session(int(some)), expected)


@given(
    st.sampled_from(["XNYS", "XHKG", "24/7", "CMES"]),
    st.integers(to_day(date(2008, 2, 1)) * 1440, to_day(date(2009, 11, 30)) * 1440),
    st.sampled_from(["next", "previous"]),
)
def test_the_session_of_a_minute_is_that_of_the_library(name, minute, direction):
    theirs = library(name, "2008-01-01", "2009-12-31")
    ours = get_calendar(name, date(2008, 1, 1), date(2009, 12, 31))
    ns = minute * MINUTE
    expected = theirs.minute_to_session(stamp(ns), direction)
    assert to_date(ours.minute_to_session(ns, direction)) == expected.date()
    assert ours.is_open_on_minute(ns) == theirs.is_open_on_minute(stamp(ns))
    is_inside = theirs.is_open_on_minute(stamp(ns), ignore_breaks=True)
    assert ours.is_open_on_minute(ns, ignore_breaks=True) == is_inside
    index = int(ours.session_indices(np.array([ns]))[0])
    assert index == (ours.session_index(expected.date()) if is_inside else -1)


@given(
    st.sampled_from(["XNYS", "XTKS", "24/7"]),
    st.dates(date(2008, 2, 1), date(2009, 11, 30)),
    st.integers(0, 40),
)
def test_neighbours_and_ranges_are_those_of_the_library(name, day, days):
    theirs = library(name, "2008-01-01", "2009-12-31")
    ours = get_calendar(name, date(2008, 1, 1), date(2009, 12, 31))
    after, before = (theirs.date_to_session(day.isoformat(), way).date() for way in ("next", "previous"))
    assert ours.is_session(day) == theirs.is_session(day.isoformat())
    assert to_date(ours.date_to_session(day)) == after
    assert to_date(ours.date_to_session(day, "previous")) == before
    assert to_date(ours.next_session(after)) == theirs.next_session(after.isoformat()).date()
    assert to_date(ours.previous_session(before)) == theirs.previous_session(before.isoformat()).date()
    end = to_date(min(to_day(day) + days, to_day(theirs.last_session.date())))
    expected = [each.date() for each in theirs.sessions_in_range(day.isoformat(), end.isoformat())]
    assert [to_date(each) for each in ours.sessions_in_range(day, end).tolist()] == expected
    if expected:
        assert ours.session_distance(expected[0], expected[-1]) == len(expected) - 1
        assert ours.session_distance(expected[-1], expected[0]) == 1 - len(expected)


@settings(max_examples=20)
@given(
    st.sampled_from(["XNYS", "XTKS", "XHKG", "CMES", "24/7"]),
    st.dates(date(1997, 1, 1), date(2020, 1, 1)),
    st.integers(10, 2000),
)
def test_a_part_of_the_whole_is_what_the_library_builds_for_it(name, start, days):
    end = to_date(to_day(start) + days)
    ours = get_calendar(name, start, end)
    theirs = library(name, start.isoformat(), end.isoformat())
    assert np.array_equal(ours.sessions, theirs.sessions.to_numpy().astype("datetime64[D]").astype(np.int32))
    assert np.array_equal(ours.open_ns, theirs.opens_nanos)
    assert np.array_equal(ours.close_ns, theirs.closes_nanos)


def test_names_of_one_exchange_give_one_calendar():
    assert get_calendar("NYSE") is get_calendar("XNYS") is get_calendar("NASDAQ")
    assert {"24/7", "XNYS", "NYSE", "CME", "us_futures"} <= set(calendar_names())


def test_the_usual_calendar_reaches_from_1990():
    assert to_date(get_calendar("XNYS").first_session) == date(1990, 1, 2)
    assert to_date(get_calendar("24/7").last_session) == date(2035, 12, 31)


def test_a_wider_range_is_built_when_asked_for():
    wide = get_calendar("XNYS", date(1980, 1, 1), date(1980, 2, 1))
    assert to_date(wide.first_session) == date(1980, 1, 2)
    assert to_date(wide.last_session) == date(1980, 2, 1)
    assert len(get_calendar("24/7", date(2036, 1, 1), date(2036, 12, 31))) == 366


def test_an_exchange_that_is_known_for_a_shorter_time():
    shanghai = get_calendar("XSHG")
    assert to_date(shanghai.start) == date(1990, 12, 3)
    with pytest.raises(DateRangeError, match=r"'XSHG' cannot cover 1989-01-01 .* known from 1990-12-03"):
        get_calendar("XSHG", date(1989, 1, 1))


def test_an_unknown_name_is_answered_with_near_ones():
    with pytest.raises(ConfigurationError, match=r"'XNYZ' is unknown, did you mean .*XNYS.*calendar_names"):
        get_calendar("XNYZ")
    with pytest.raises(ConfigurationError, match=r"'' is unknown, such as XNYS"):
        get_calendar("")


def test_a_range_that_cannot_be():
    with pytest.raises(DateRangeError, match="reversed: swap"):
        get_calendar("XNYS", date(2001, 1, 1), date(2000, 1, 1))
    with pytest.raises(DateRangeError, match="no session from 2000-01-01 to 2000-01-02"):
        get_calendar("XNYS", date(2000, 1, 1), date(2000, 1, 2))
    with pytest.raises(DateRangeError, match="does not fit nanoseconds"):
        get_calendar("24/7", date(1500, 1, 1))


def test_building_a_calendar_warns_of_nothing():
    script = "from rustybt.calendars import get_calendar; print(len(get_calendar('XNYS')) > 10_000)"
    command = [sys.executable, "-W", "error", "-c", script]
    out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "True"


def test_24_7_needs_neither_the_library_nor_pandas():
    script = (
        "import sys; from rustybt.calendars import get_calendar; get_calendar('24/7');"
        "print({'pandas', 'exchange_calendars'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "set()"
