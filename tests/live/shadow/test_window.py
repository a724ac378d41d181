"""Sums over a window of event time equal those of all rows that lie in it, however they came."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rustybt.live.shadow.window import KEPT_SECONDS, MOST_BUCKETS, RollingSums
from tests.live.shadow.streams import SECOND, T0

times = st.integers(0, 30 * SECOND)
numbers = st.one_of(st.integers(-9, 9), st.decimals("-99", "99", places=6))
rows = st.tuples(times, st.tuples(numbers, numbers))
asked = st.tuples(st.integers(1, 40), st.one_of(st.none(), times))


def plainly(rows, seconds, now):
    """The same sums as fractions, by looking at every row."""
    latest = max((at for at, _ in rows), default=0)
    last = (latest if now is None else now) // SECOND
    inside = [row for at, row in rows if last - seconds < at // SECOND <= last]
    return tuple(sum((Fraction(row[i]) for row in inside), Fraction(0)) for i in (0, 1))


@given(st.lists(st.one_of(rows.map(lambda row: ("add", row)), asked.map(lambda ask: ("ask", ask)))))
def test_sums_are_those_of_the_rows_inside(steps):
    sums, added = RollingSums(2), []
    for kind, (first, second) in steps:
        if kind == "add":
            sums.add(T0 + first, second)
            added.append((T0 + first, second))
            continue
        now = None if second is None else T0 + second
        expected = plainly(added, first, now)
        assert tuple(Fraction(number) for number in sums.sums(first, now)) == expected
        again = RollingSums(2)
        again.restore(json.loads(json.dumps(sums.state())))
        assert tuple(Fraction(number) for number in again.sums(first, now)) == expected


def test_the_first_question_may_come_before_any_row():
    sums = RollingSums(1)
    assert sums.sums(10) == (0,)
    sums.add(T0, [1])
    assert sums.sums(10) == (1,)


def test_a_window_is_of_time_and_not_of_rows():
    sums = RollingSums(1)
    for _ in range(5000):
        sums.add(T0, [1])
    sums.add(T0 + 59 * SECOND, [1])
    assert sums.sums(60) == (5001,)
    assert sums.sums(59) == (1,)


def test_memory_is_bounded_whatever_comes():
    sums = RollingSums(1)
    for at in range(MOST_BUCKETS + 5_000):
        sums.add(T0 + 7 * at * SECOND, [1])
        if not at % 100:
            sums.sums(3600)
    assert len(sums.state()["rows"]) == MOST_BUCKETS
    assert sums.sums(3600)[0] == 3600 // 7 + 1
    assert sums.sums(KEPT_SECONDS)[0] == MOST_BUCKETS


def test_what_is_older_than_a_year_is_not_counted():
    sums = RollingSums(1)
    sums.add(T0 + KEPT_SECONDS * SECOND, [1])
    sums.add(T0, [5])
    assert sums.sums(KEPT_SECONDS) == (1,)


def test_what_falls_out_of_the_year_falls_out_of_its_sum():
    sums = RollingSums(1)
    for day in range(900):
        sums.add(T0 + day * 86_400 * SECOND, [1])
        assert sums.sums(KEPT_SECONDS, T0 + (day - day % 5) * 86_400 * SECOND)[0] <= 366
    assert sums.sums(KEPT_SECONDS) == (366,)


def test_a_row_that_falls_out_between_two_questions_is_not_counted_for_ever():
    sums = RollingSums(1)
    sums.add(T0, [1])
    assert sums.sums(KEPT_SECONDS, T0 + 1800 * SECOND) == (1,)
    sums.add(T0 + KEPT_SECONDS * SECOND, [1])
    assert sums.sums(KEPT_SECONDS) == (1,)


def test_cleared_sums_are_nothing():
    sums = RollingSums(1)
    sums.add(T0, [Decimal("0.1")])
    assert sums.sums(5) == (Decimal("0.1"),)
    sums.clear()
    assert sums.sums(5) == (0,)
    assert sums.latest_ns == T0
