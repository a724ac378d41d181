"""Ticks lie inside their range at round places; a thinned line keeps its peaks."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.analytics import scales

DAY = 86_400 * 10**9


def moments(first: str, count: int, step: int) -> np.ndarray:
    start = int(datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp()) * 10**9
    return start + np.arange(count, dtype=np.int64) * step


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e9), st.integers(2, 8))
def test_value_ticks_lie_inside(low, span, count):
    high = low + span
    ticks = scales.value_ticks(low, high, count)
    assert 1 <= len(ticks) <= count + 2
    assert all(low - span * 1e-6 <= tick <= high + span * 1e-6 for tick in ticks)


@pytest.mark.parametrize(
    ("first", "count", "step", "labels"),
    [
        ("2005-01-03", 2900, DAY, ["2006", "2007", "2008", "2009", "2010", "2011", "2012"]),
        ("2005-01-03", 120, DAY, ["Feb", "Mar", "Apr", "May"]),
        ("2005-01-03T14:31", 390, 60 * 10**9, ["15:00", "16:00", "17:00", "18:00", "19:00", "20:00"]),
        ("2005-01-03", 1, DAY, []),
    ],
)
def test_time_ticks_begin_round_units(first, count, step, labels):
    found = scales.time_ticks(moments(first, count, step), 11)
    assert [label for _, label in found][: len(labels)] == labels
    assert len(found) <= 11


@given(st.integers(1, 200_000), st.integers(1, 10**13))
def test_time_ticks_always_fit(count, step):
    count = min(count, int(9e18) // step)
    assert len(scales.time_ticks(moments("1999-12-31", count, step), 11)) <= 11


def test_a_thinned_line_keeps_every_peak():
    values = np.random.default_rng(1).normal(size=100_000).cumsum()
    place, thin = scales.thinned(values, 400)
    assert len(thin) <= 1600
    assert (thin == values[np.rint(place * 99_999).astype(int)]).all()
    assert (thin.min(), thin.max(), thin[0], thin[-1]) == (values.min(), values.max(), values[0], values[-1])
    assert place[0] == 0.0
    assert place[-1] == 1.0
    assert (np.diff(place) > 0).all()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=50))
def test_a_path_ends_where_its_line_does(heights):
    x, y = np.arange(len(heights)) * 1.7, np.array(heights) / 3
    start, _, steps = scales.path_of(x, y).partition("l")
    numbers = [float(number) for number in f"{start[1:]} {steps}".split()]
    assert sum(numbers[0::2]) == pytest.approx(x[-1], abs=0.051)
    assert sum(numbers[1::2]) == pytest.approx(y[-1], abs=0.051)
