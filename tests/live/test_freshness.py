"""Freshness by the exchange's clock, and what has to be fetched, held to sets of whole seconds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.calendars import TradingCalendar, get_calendar
from rustybt.exceptions import ConfigurationError
from rustybt.live.freshness import FeedMonitor, FeedStatus
from rustybt.model.time import datetime_to_ns

SECOND = 10**9
MINUTE = 60 * SECOND
NEW_YORK, TOKYO = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
SID = 7


def at(year, month, day, hour=0, minute=0, second=0, tz=NEW_YORK) -> int:
    return datetime_to_ns(datetime(year, month, day, hour, minute, second, tzinfo=tz))


def watching(calendar=None, since=None, **options) -> FeedMonitor:
    monitor = FeedMonitor(max_age_seconds=300)
    monitor.watch(SID, "AAPL", calendar, since_ns=at(2025, 7, 1) if since is None else since, **options)
    return monitor


def kinds(notices) -> list[str]:
    return [each.kind for each in notices]


def test_a_day_at_the_exchange():
    monitor = watching(get_calendar("XNYS"))

    def status(*time: int) -> str:
        return monitor.status(SID, at(2025, 7, 2, *time)).value

    assert [status(3), status(9, 29, 59)] == ["closed", "closed"]
    # Open, and nothing yet: not fresh, though nobody is alarmed for five minutes.
    assert [status(9, 30), status(9, 35), status(9, 35, 1)] == ["waiting", "waiting", "stale"]
    # What is stamped with the open itself happened before it.
    monitor.observe(SID, at(2025, 7, 2, 9, 30), at(2025, 7, 2, 9, 30))
    assert status(9, 30, 1) == "waiting"
    monitor.observe(SID, at(2025, 7, 2, 9, 31), at(2025, 7, 2, 9, 31, 1))
    assert [status(9, 31, 2), status(9, 36), status(9, 36, 1)] == ["fresh", "fresh", "stale"]
    monitor.observe(SID, at(2025, 7, 2, 15, 59), at(2025, 7, 2, 15, 59))
    assert [status(15, 59, 59), status(16), status(23)] == ["fresh", "closed", "closed"]
    # The next morning yesterday's data are not fresh, and the holiday after a half day is no silence.
    assert monitor.status(SID, at(2025, 7, 3, 9, 31)) is FeedStatus.WAITING
    monitor.observe(SID, at(2025, 7, 3, 12, 59), at(2025, 7, 3, 12, 59))
    assert monitor.status(SID, at(2025, 7, 3, 13, 30)) is FeedStatus.CLOSED
    assert monitor.status(SID, at(2025, 7, 4, 12)) is FeedStatus.CLOSED


def test_a_lunch_break_is_no_silence():
    monitor = watching(get_calendar("XTKS"))
    monitor.observe(SID, at(2025, 7, 2, 11, 29, tz=TOKYO), at(2025, 7, 2, 11, 29, tz=TOKYO))
    found = [monitor.status(SID, at(2025, 7, 2, 11, 29, 30, TOKYO)).value]
    found += [monitor.status(SID, at(2025, 7, 2, 12, minute, tz=TOKYO)).value for minute in (0, 31, 36)]
    found.append(monitor.status(SID, at(2025, 7, 2, 11, 30, tz=TOKYO)).value)
    assert found == ["fresh", "closed", "waiting", "stale", "closed"]


def test_a_market_that_never_closes_is_not_new_at_midnight():
    for calendar in (get_calendar("24/7"), None):
        monitor = watching(calendar)
        monitor.observe(SID, at(2025, 7, 2, 23, 59, 50, UTC), at(2025, 7, 2, 23, 59, 50, UTC))
        assert monitor.status(SID, at(2025, 7, 3, 0, 0, 10, UTC)) is FeedStatus.FRESH
        assert monitor.status(SID, at(2025, 7, 3, 0, 4, 51, UTC)) is FeedStatus.STALE
        assert monitor.status(SID, at(2025, 7, 20, tz=UTC)) is FeedStatus.STALE


def test_beyond_its_calendar_a_market_counts_as_open():
    monitor = watching(get_calendar("XNYS", date(2025, 7, 1), date(2025, 7, 2)))
    assert monitor.status(SID, at(2025, 7, 5, 12)) is FeedStatus.STALE


def test_staleness_is_told_once_until_it_recovers():
    monitor = watching(since=0)
    start = at(2025, 7, 1)
    monitor.observe(SID, start, start)
    assert monitor.check(start + 300 * SECOND) == ()
    (notice,) = monitor.check(start + 301 * SECOND)
    assert (notice.kind, notice.sid, notice.symbol) == ("stale", SID, "AAPL")
    assert "2025-07-01" in notice.detail
    assert monitor.check(start + 900 * SECOND) == ()
    # Data that are old already when they come do not help.
    assert kinds(monitor.observe(SID, start + SECOND, start + 900 * SECOND)) == ["late"]
    assert kinds(monitor.observe(SID, start + 899 * SECOND, start + 900 * SECOND)) == ["recovered"]
    assert kinds(monitor.check(start + 1300 * SECOND)) == ["stale"]


def test_never_any_data_is_stale_after_a_while_and_says_so():
    monitor = watching(since=at(2025, 7, 1))
    assert monitor.status(SID, at(2025, 7, 1, 0, 5)) is FeedStatus.WAITING
    (notice,) = monitor.check(at(2025, 7, 1, 0, 6))
    assert "never any data" in notice.detail


def test_data_from_the_future_are_told_and_not_believed():
    monitor = watching(since=0)
    start = at(2025, 7, 1)
    assert kinds(monitor.observe(SID, start + 6 * SECOND, start)) == ["ahead"]
    assert kinds(monitor.observe(SID, start + 5 * SECOND, start)) == []
    assert monitor.status(SID, start + 305 * SECOND) is FeedStatus.FRESH
    assert monitor.status(SID, start + 306 * SECOND) is FeedStatus.STALE


def test_bars_that_should_come_every_minute_are_missed_but_not_over_night():
    calendar = get_calendar("XNYS")
    monitor = watching(calendar, period_seconds=60)

    def bar(day, hour, minute):
        stamp = at(2025, 7, day, hour, minute)
        return kinds(monitor.observe(SID, stamp, stamp + SECOND))

    assert [bar(2, 15, 59), bar(2, 16, 0), bar(3, 9, 31), bar(3, 9, 32)] == [[], [], [], []]
    assert bar(3, 9, 35) == ["gap"]
    assert monitor.requests()[0].start_ns == at(2025, 7, 3, 9, 32)
    monitor.filled(SID, at(2025, 7, 3, 9, 32), at(2025, 7, 3, 9, 35))
    assert bar(3, 13, 0) == ["gap"]
    monitor.filled(SID, 0, at(2025, 7, 3, 13))
    assert bar(7, 9, 31) == []  # a half day, a holiday and a weekend lie between
    assert bar(8, 9, 32) == ["gap"]


def test_the_first_bar_after_lunch_is_expected():
    monitor = watching(get_calendar("XTKS"), period_seconds=60)
    found = []
    for hour, minute in ((11, 29), (11, 30), (12, 31), (12, 33)):
        stamp = at(2025, 7, 2, hour, minute, tz=TOKYO)
        found.append(kinds(monitor.observe(SID, stamp, stamp)))
    assert found == [[], [], [], ["gap"]]


def test_an_interruption_blocks_until_it_was_fetched():
    monitor = watching(since=0)
    start = at(2025, 7, 1)
    monitor.observe(SID, start, start)
    assert kinds(monitor.interrupted(SID, start + SECOND, None, "connection lost", start + 2 * SECOND)) == [
        "gap"
    ]
    assert monitor.status(SID, start + 3 * SECOND) is FeedStatus.GAP
    assert monitor.requests() == ()  # its end is not known yet
    monitor.interrupted(SID, start + 2 * SECOND, start + 9 * SECOND, "connection lost", start + 9 * SECOND)
    (request,) = monitor.requests()
    assert (request.start_ns, request.end_ns) == (start + SECOND, start + 9 * SECOND)
    # Staleness is the worse news.
    assert monitor.status(SID, start + 301 * SECOND) is FeedStatus.STALE
    monitor.filled(SID, request.start_ns, request.end_ns)
    monitor.observe(SID, start + 310 * SECOND, start + 310 * SECOND)
    assert monitor.status(SID, start + 310 * SECOND) is FeedStatus.FRESH


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda span: (span[0], span[0] + span[1]))


@given(st.lists(st.tuples(st.booleans(), SPANS), max_size=20))
def test_what_is_missing_is_what_was_lost_and_not_fetched(steps):
    monitor, missing = watching(since=0), set()
    for lost, (start, end) in steps:
        if lost:
            monitor.interrupted(SID, start * SECOND, end * SECOND, "test", end * SECOND)
            missing |= set(range(start, end))
        else:
            monitor.filled(SID, start * SECOND, end * SECOND)
            missing -= set(range(start, end))
        requests = monitor.requests()
        asked = [
            second for each in requests for second in range(each.start_ns // SECOND, each.end_ns // SECOND)
        ]
        assert sorted(asked) == sorted(missing)
        assert all(first.end_ns <= second.start_ns for first, second in pairwise(requests))


def test_a_restart_asks_for_what_happened_meanwhile():
    start = at(2025, 7, 1)
    monitor = watching(since=0)
    monitor.observe(SID, start, start)
    monitor.interrupted(SID, start - 9 * SECOND, start - 5 * SECOND, "lost", start)
    state = json.loads(json.dumps(monitor.state()))
    fresh = watching(since=start + 60 * SECOND)
    fresh.watch(8, "NEW", since_ns=start)
    fresh.restore(state)
    assert fresh.state()[str(SID)] == state[str(SID)]
    assert kinds(fresh.resume(start + 60 * SECOND)) == ["gap"]
    assert [(each.sid, each.start_ns - start, each.end_ns - start) for each in fresh.requests()] == [
        (SID, -9 * SECOND, -5 * SECOND), (SID, 0, 60 * SECOND),
    ]  # fmt: skip
    for bad in (
        [],
        {str(SID): 3},
        {str(SID): {}},
        {str(SID): {"last_ns": 1, "broken_ns": None, "requests": [{}]}},
    ):
        with pytest.raises(ConfigurationError, match="no state of a feed monitor"):
            fresh.restore(bad)


def test_watching_again_keeps_what_is_known():
    start = at(2025, 7, 1)
    monitor = watching(since=0)
    monitor.observe(SID, start, start)
    monitor.watch(SID, "AAPL", since_ns=start, max_age_seconds=10)
    assert monitor.status(SID, start + 10 * SECOND) is FeedStatus.FRESH
    assert monitor.status(SID, start + 11 * SECOND) is FeedStatus.STALE
    with pytest.raises(ConfigurationError, match="no feed of sid 8 is watched"):
        monitor.status(8, start)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=6),
    st.none() | st.integers(0, 120),
    st.integers(0, 150),
)
def test_status_agrees_with_a_walk_through_the_seconds(spans, last, now):
    """Random sessions, some without a pause between them; freshness by looking at every second."""
    opens, closes, clock = [], [], 0
    for pause, length in spans:
        clock += 0 if pause == 9 and closes else pause
        opens.append(clock)
        clock += length
        closes.append(clock)
    calendar = TradingCalendar(
        name="TEST",
        tz="UTC",
        sessions=np.arange(len(opens), dtype=np.int32),
        open_ns=np.array(opens, dtype=np.int64) * SECOND,
        close_ns=np.array(closes, dtype=np.int64) * SECOND,
    )
    monitor = FeedMonitor(max_age_seconds=4)
    monitor.watch(SID, "X", calendar, since_ns=0)
    if last is not None:
        monitor.observe(SID, last * SECOND, last * SECOND)
    if last is not None and now < last:
        return

    def is_open(second: int) -> bool:
        inside = any(start <= second < end for start, end in zip(opens, closes, strict=True))
        return inside or not opens[0] <= second < closes[-1]

    if not is_open(now):
        expected = FeedStatus.CLOSED
    elif not opens[0] <= now < closes[-1]:
        reference = 0 if last is None else last
        age_too_high = now - reference > 4
        expected = (
            FeedStatus.STALE if age_too_high else FeedStatus.WAITING if last is None else FeedStatus.FRESH
        )
    else:
        opened = now
        while opened > opens[0] and is_open(opened - 1):
            opened -= 1
        fresh = last is not None and last > opened
        too_old = now - (last if fresh else opened) > 4
        expected = FeedStatus.STALE if too_old else FeedStatus.FRESH if fresh else FeedStatus.WAITING
    assert monitor.status(SID, now * SECOND) is expected


@pytest.mark.parametrize("name", ["max_age_seconds", "max_ahead_seconds", "max_lag_seconds"])
def test_limits_that_cannot_work_are_refused(name):
    for value in (0, -1, float("nan"), "5", True):
        with pytest.raises(ConfigurationError, match=name):
            FeedMonitor(**{name: value})
