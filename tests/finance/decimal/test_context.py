"""Numbers in, numbers out: exact, or refused with the value."""

from __future__ import annotations

from decimal import Decimal, Inexact, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import decimal, divide, exact_figure, finite, mantissa, product, total

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)


@given(st.integers(-(2**127), 2**127), st.integers(0, 36))
def test_a_mantissa_comes_back(value, scale):
    with localcontext(prec=5):
        assert mantissa(decimal(value, scale), scale, "x") == value
    assert Fraction(decimal(value, scale)) == Fraction(value, 10**scale)


@given(st.lists(NUMBERS, max_size=5))
def test_sums_and_products_are_exact_in_any_context(numbers):
    with localcontext(prec=2):
        added = total(*numbers)
        multiplied = product(Decimal(1), *numbers)
    exact = Fraction(1)
    for number in numbers:
        exact *= Fraction(number)
    assert Fraction(added) == sum(map(Fraction, numbers))
    assert Fraction(multiplied) == exact


def test_what_a_thousand_digits_do_not_hold_is_not_rounded():
    with pytest.raises(Inexact):
        total(Decimal("1e2000"), Decimal(1))


@given(st.integers(-(10**40), 10**40), st.integers(1, 10**20))
def test_a_quotient_has_28_digits_ties_to_even(numerator, denominator):
    with localcontext(prec=28):
        wanted = Decimal(numerator) / Decimal(denominator)
    with localcontext(prec=4):
        assert divide(Decimal(numerator), Decimal(denominator)) == wanted
    assert getcontext().prec == 28


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_counts_as_its_shortest_repr(value):
    assert finite(value, "x") == Decimal(repr(value))


@pytest.mark.parametrize(
    "bad", [float("nan"), float("-inf"), Decimal("NaN"), Decimal("Infinity"), "", "1,5", None]
)
def test_what_is_no_finite_number_is_named(bad):
    with pytest.raises(ConfigurationError, match="a price is"):
        finite(bad, "a price")


@pytest.mark.parametrize(
    "bad", ["0.001", "1e-101", "1e-999999", "1.0000000000000000000000000000000000000000001"]
)
def test_more_places_than_the_scale_are_refused(bad):
    with pytest.raises(ConfigurationError, match="more than 2 decimal places"):
        mantissa(Decimal(bad), 2, "price")


def test_a_huge_number_is_refused_at_once():
    with pytest.raises(ConfigurationError, match="more than 100 digits"):
        mantissa(Decimal("1e999999"), 2, "price")
    assert mantissa(Decimal("0e999999"), 2, "price") == 0
    assert mantissa(Decimal("5.0000"), 0, "amount") == 5


def test_a_root_is_rounded_once():
    assert exact_figure(numerator=2, denominator=1, scale=0, root=True) == Decimal(
        "1.414213562373095048801688724"
    )
    assert exact_figure(numerator=9, denominator=4, scale=2, root=True) == Decimal("0.015")
