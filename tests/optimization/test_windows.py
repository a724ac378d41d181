"""Windows of a walk-forward: what they hold, and what they never share."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.optimization.windows import windows_of


def weekdays(first, last):
    days = np.arange(first, last, dtype="datetime64[D]")
    return days[np.is_busday(days)]


def spans(days, windows):
    return [
        tuple(str(days[at]) for at in (w.train.start, w.train.stop - 1, w.test.start, w.test.stop - 1))
        for w in windows
    ]


def test_years_and_months_follow_the_calendar():
    days = weekdays("2010-01-01", "2014-01-01")
    assert spans(days, windows_of(days, "2y", "1y")) == [
        ("2010-01-01", "2011-12-30", "2012-01-02", "2012-12-31"),
        ("2011-01-03", "2012-12-31", "2013-01-01", "2013-12-31"),
    ]
    assert spans(days, windows_of(days, "2y", "1y", anchored=True))[1][:2] == ("2010-01-01", "2012-12-31")


def test_ends_of_months_do_not_drift():
    days = np.arange("2019-01-31", "2019-07-31", dtype="datetime64[D]")
    begins = [each[2] for each in spans(days, windows_of(days, "1m", "1m"))]
    assert begins == ["2019-02-28", "2019-03-31", "2019-04-30", "2019-05-31", "2019-06-30"]


def test_sessions_are_counted_and_mixed_with_times():
    days = weekdays("2010-01-01", "2010-12-31")
    assert [(w.train, w.test) for w in windows_of(days, 100, 60)] == [
        (slice(0, 100), slice(100, 160)),
        (slice(60, 160), slice(160, 220)),
        (slice(120, 220), slice(220, 260)),
    ]
    mixed = windows_of(days, "6m", 20)
    assert str(days[mixed[0].test.start]) == "2010-07-01"
    assert mixed[1].test.start == mixed[0].test.stop == mixed[0].test.start + 20


def test_a_short_rest_is_left_out():
    days = np.arange("2020-01-01", "2020-04-10", dtype="datetime64[D]")
    assert windows_of(days[:79], 40, 20)[-1].test == slice(60, 79)
    assert windows_of(days[:70], 40, 20)[-1].test == slice(60, 70)
    assert windows_of(days[:69], 40, 20)[-1].test == slice(40, 60)


@given(
    sessions=st.integers(8, 400), train=st.integers(2, 90), test=st.integers(2, 60), anchored=st.booleans()
)
def test_tests_follow_each_other_and_never_what_they_were_searched_on(sessions, train, test, anchored):
    days = np.arange(sessions).astype("datetime64[D]")
    if train + test > sessions:
        with pytest.raises(SampleError):
            windows_of(days, train, test, anchored=anchored)
        return
    windows = windows_of(days, train, test, anchored=anchored)
    assert windows[0].train == slice(0, train)
    for window in windows:
        assert window.train.stop == window.test.start
        assert window.train.stop - window.train.start == (window.train.stop if anchored else train)
    for one, other in pairwise(windows):
        assert one.test.stop == other.test.start
    assert 2 * (sessions - windows[-1].test.stop) < 2 * test


@pytest.mark.parametrize(
    ("train", "test", "error", "says"),
    [
        (0, 5, ConfigurationError, "train is 0: use a number of sessions, or a time such as '2y'"),
        ("2 years", 5, ConfigurationError, "train is '2 years'"),
        (5, "0d", ConfigurationError, "test is '0d'"),
        (5, True, ConfigurationError, "test is True"),
        (5, 2.5, ConfigurationError, "test is 2.5"),
        (
            90,
            20,
            SampleError,
            "100 sessions from 2020-01-01 to 2020-04-09 are fewer than one window of 90 sessions",
        ),
        ("1y", "1m", SampleError, "'1y' to search on"),
        (1, 5, SampleError, "the first window has 1 sessions to search on and 5 to test on"),
        (5, 1, SampleError, "has 5 sessions to search on and 1 to test on: returns need 2"),
    ],
)
def test_what_is_refused(train, test, error, says):
    days = np.arange("2020-01-01", "2020-04-10", dtype="datetime64[D]")
    with pytest.raises(error, match=says):
        windows_of(days, train, test)
    with pytest.raises(SampleError, match="0 sessions"):
        windows_of(days[:0], 5, 5)
