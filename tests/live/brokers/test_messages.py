from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import OrderError
from rustybt.live.brokers.messages import OrderIntent

ASSET = Equity(1, "AAA", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))


def intent(**more: object) -> OrderIntent:
    return OrderIntent(**{"order_id": "o-1", "asset": ASSET, "amount": Decimal(1)} | more)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"order_id": ""}, "1 to 36"),
        ({"order_id": "a" * 37}, "1 to 36"),
        ({"order_id": "o_1"}, "letters, digits and hyphens"),
        ({"order_id": "o-1\n"}, "letters, digits and hyphens"),
        ({"amount": Decimal(0)}, "other than 0"),
        ({"amount": Decimal("NaN")}, "no finite Decimal"),
        ({"amount": Decimal("-Infinity")}, "no finite Decimal"),
        ({"amount": 1.5}, "no finite Decimal"),
        ({"amount": 1}, "no finite Decimal"),
        ({"order_type": "MARKET"}, "none of market"),
        ({"time_in_force": "opg"}, "none of gtc"),
        ({"limit_price": Decimal(1)}, "must have none"),
        ({"order_type": "limit"}, "needs one"),
        ({"order_type": "limit", "limit_price": Decimal(1), "stop_price": Decimal(1)}, "must have none"),
        ({"order_type": "stop"}, "needs one"),
        ({"order_type": "stop", "stop_price": 5.0}, "no finite Decimal"),
        ({"order_type": "stop_limit", "stop_price": Decimal(1)}, "needs one"),
        ({"order_type": "stop_limit", "limit_price": Decimal(1)}, "needs one"),
    ],
)
def test_an_intent_that_cannot_work_is_refused_by_name(wrong, why) -> None:
    with pytest.raises(OrderError, match=why) as caught:
        intent(**wrong)
    assert "AAA" in str(caught.value)


def test_a_price_of_zero_is_a_price_and_none_is_none() -> None:
    assert intent(order_type="limit", limit_price=Decimal(0)).limit_price == 0


def test_an_intent_is_frozen_and_equal_by_value() -> None:
    one = intent()
    with pytest.raises(FrozenInstanceError):
        one.amount = Decimal(2)
    assert one == intent()
    assert hash(one) == hash(intent())
    assert one.is_buy
    assert not intent(amount=Decimal(-1)).is_buy
