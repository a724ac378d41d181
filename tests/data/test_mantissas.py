from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.data.mantissas import MAX_SCALE, numbers_of, places_of
from rustybt.exceptions import ValidationError
from rustybt.model.bars import MISSING

DECIMALS = st.decimals(min_value=-(10**6), max_value=10**6, places=8, allow_nan=False)


def exact(numbers) -> list[Decimal | None]:
    pairs = zip(numbers.values.tolist(), numbers.missing.tolist(), strict=True)
    return [None if missing else Decimal(value).scaleb(-numbers.scale) for value, missing in pairs]


@given(st.lists(DECIMALS, min_size=1, max_size=20))
def test_strings_and_decimals_come_back_exactly(values):
    strings = numbers_of(pl.Series("open", [format(value, "f") for value in values]))
    decimals = numbers_of(pl.Series("open", values, dtype=pl.Decimal(38, 8)))
    assert exact(strings) == exact(decimals) == values
    assert strings.scale == decimals.scale == max(places_of(value) for value in values)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20), st.integers(0, 5))
def test_a_float_counts_as_its_shortest_repr(mantissas, places):
    values = [mantissa / 10**places for mantissa in mantissas]
    assert exact(numbers_of(pl.Series("open", values))) == [Decimal(repr(value)) for value in values]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_exact_or_a_fault(value):
    numbers = numbers_of(pl.Series("open", [value]))
    assert exact(numbers) == ([None] if numbers.faults else [Decimal(repr(value))])


def test_floats_of_very_different_size_share_a_scale_that_holds_both():
    numbers = numbers_of(pl.Series("open", [65_000.12, 0.000000081234]))
    assert (numbers.scale, numbers.values.tolist()) == (12, [65_000_120_000_000_000, 81_234])


def test_a_float_above_the_exact_ones_is_read_by_its_repr():
    assert exact(numbers_of(pl.Series("volume", [9007199254740992.0, 2251799813685249.5]))) == [
        Decimal("9007199254740992"),
        Decimal("2251799813685249.5"),
    ]


def test_single_precision_counts_as_its_own_shortest_repr():
    series = pl.Series("open", [1.1, 2.25, None, float("nan")], dtype=pl.Float32)
    assert exact(numbers_of(series)) == [Decimal("1.1"), Decimal("2.25"), None, None]


def test_texts_of_every_spelling():
    texts = ["1.50", " 2 ", "-3.000", "+.5", "1e-3", "nan", "", None, "5.", "123456789012.12345"]
    expected = ["1.5", "2", "-3", "0.5", "0.001", None, None, None, "5", "123456789012.12345"]
    found = exact(numbers_of(pl.Series("open", texts)))
    assert found == [None if text is None else Decimal(text) for text in expected]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (["12,5"], "'12,5' is no number"),
        (["."], "'.' is no number"),
        ([float("inf")], "'inf' is infinite"),
        (["1e-13"], "1E-13 needs more than 12 decimal places"),
        (["1e-400"], "needs more than 12 decimal places"),
        (["1.0000000000000000000000000000000001"], "needs more than 12 decimal places"),
        ([0.1 + 0.2], "0.30000000000000004 needs more than 12 decimal places"),
        ([10**18], "1000000000000000000 has more than 18 digits"),
        ([Decimal("123456789012345678901234.5")], "has more than 18 digits"),
    ],
)
def test_what_cannot_be_read_is_told(values, fault):
    numbers = numbers_of(pl.Series("open", values))
    assert fault in numbers.faults[0]
    assert numbers.missing.tolist() == [True]


def test_widening_leaves_gaps_missing_and_refuses_what_does_not_fit():
    numbers = numbers_of(pl.Series("open", [1.5, None]))
    assert numbers.at(4).tolist() == [15_000, MISSING]
    with pytest.raises(ValidationError, match=r"row 0: volume 10000000 has more than 18 digits with 12"):
        numbers_of(pl.Series("volume", [10_000_000])).at(MAX_SCALE)


def test_numbers_that_no_scale_holds_together_are_refused():
    with pytest.raises(ValidationError, match=r"row 1: open 1000000000000 has more than 18 digits"):
        numbers_of(pl.Series("open", ["0.00000001", "1000000000000"]))


def test_a_column_of_truth_values_is_no_column_of_numbers():
    with pytest.raises(ValidationError, match="column open is Boolean"):
        numbers_of(pl.Series("open", [True]))


def test_a_column_of_nothing_is_missing_throughout():
    assert numbers_of(pl.Series("open", [None, None])).at(8).tolist() == [MISSING, MISSING]
    assert np.array_equal(numbers_of(pl.Series("open", [], dtype=pl.Float64)).at(8), [])
