"""Exact money columns against Python's integers."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.backtest import result_money as money

HUGE = 10**37
MANTISSAS = st.lists(st.tuples(st.integers(-HUGE, HUGE), st.integers(-HUGE, HUGE)), min_size=1, max_size=20)
INT64 = st.integers(-(2**63) + 1, 2**63 - 1)


def words(values):
    return money.from_bytes(b"".join(value.to_bytes(16, "little", signed=True) for value in values))


def mantissas(column):
    return [int.from_bytes(row.tobytes(), "little", signed=True) for row in column]


@given(MANTISSAS)
def test_sums_and_differences_are_exact(pairs):
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    assert mantissas(money.add(words(left), words(right))) == [a + b for a, b in pairs]
    assert mantissas(money.subtract(words(left), words(right))) == [a - b for a, b in pairs]


@given(MANTISSAS, st.integers(0, 20))
def test_a_series_holds_the_mantissas_at_their_scale(pairs, scale):
    values = [pair[0] for pair in pairs]
    made = money.series("cash", words(values), scale)
    assert made.name == "cash"
    assert made.to_list() == [Decimal(f"{value}e-{scale}") for value in values]


@given(MANTISSAS, st.integers(0, 20))
def test_floats_are_next_to_the_exact_value(pairs, scale):
    values = [pair[0] for pair in pairs]
    exact = [float(Decimal(f"{value}e-{scale}")) for value in values]
    assert money.floats(words(values), scale).tolist() == pytest.approx(exact, rel=1e-15)


@given(st.lists(INT64, min_size=1, max_size=20))
def test_integers_widen_with_their_sign(values):
    assert mantissas(money.from_integers(np.array(values, dtype=np.int64))) == values


@given(st.integers(-HUGE, HUGE), st.integers(0, 20))
def test_one_amount_is_exact(value, scale):
    assert money.amount_at(words([0, value]), 1, scale) == Decimal(f"{value}e-{scale}")
    assert mantissas(money.delayed(words([1, 2]), value)) == [value, 1]


@given(st.lists(st.tuples(INT64, st.integers(-(10**12), 10**12), st.integers(1, 50)), min_size=1, max_size=9))
def test_products_are_exact(rows):
    columns = [np.array([row[index] for row in rows], dtype=np.int64) for index in range(3)]
    assert mantissas(money.product(*columns)) == [a * b * c for a, b, c in rows]


def test_missing_rows_are_null():
    made = money.series("limit", words([1, 2, 3]), 2, np.array([True, False, True]))
    assert made.to_list() == [Decimal("0.01"), None, Decimal("0.03")]


def test_no_rows_make_an_empty_series():
    assert money.series("cash", words([]), 8).to_list() == []
    assert money.product(*[np.array([], dtype=np.int64)] * 3).shape == (0, 2)
