"""Order styles, and how they meet the two prices of an order function."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rustybt import EODCancel, LimitOrder, MarketOrder, NeverCancel, StopLimitOrder, StopOrder
from rustybt.exceptions import OrderError
from rustybt.finance.execution import prices_of


@pytest.mark.parametrize(
    ("style", "prices"),
    [
        (None, (None, None)),
        (MarketOrder(), (None, None)),
        (LimitOrder(Decimal("1.5")), (Decimal("1.5"), None)),
        (StopOrder("2.5"), (None, "2.5")),
        (StopLimitOrder(1, 2), (1, 2)),
    ],
)
def test_a_style_is_its_two_prices(style, prices):
    assert prices_of(None, None, style) == prices


def test_a_price_of_0_stays_a_price():
    assert prices_of(0, None, None) == (0, None)
    assert prices_of(None, None, StopOrder(0)) == (None, 0)


@pytest.mark.parametrize(("limit", "stop"), [(1, None), (None, 1), (0, None)])
def test_a_style_and_prices_do_not_mix(limit, stop):
    with pytest.raises(OrderError, match="either the prices or the style"):
        prices_of(limit, stop, MarketOrder())


@pytest.mark.parametrize(
    ("style", "says"),
    [(5, "style=5"), ("limit", "style='limit'"), (StopOrder, r"did you mean StopOrder\(\.\.\.\)")],
)
def test_what_is_no_style_is_refused(style, says):
    with pytest.raises(OrderError, match=says):
        prices_of(None, None, style)


def test_policies_say_when_they_cancel():
    assert (EODCancel().at_session_end, NeverCancel().at_session_end) == (True, False)
