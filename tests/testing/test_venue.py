from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import SimulationError
from rustybt.live.brokers.messages import Accepted, OrderIntent, Refused
from rustybt.testing.venue import Venue
from rustybt.testing.venue_rules import VenueRules

ASSET = Equity(0, "AAA", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
WINDOW = 5_000_000_000


class Clock:
    now = 10 * WINDOW

    def __call__(self) -> int:
        return self.now


def opened(**rules: object) -> tuple[Venue, Clock]:
    clock = Clock()
    venue = Venue([ASSET], clock=clock, cash=Decimal(1000), rules=VenueRules(**rules))
    venue.trade("AAA", Decimal(10), Decimal(1000))
    return venue, clock


def send(venue: Venue, amount: object, name: str = "o-1", sent_ns: int | None = None, **more: object):
    order = OrderIntent(order_id=name, asset=ASSET, amount=Decimal(str(amount)), **more)
    return venue.place(order, venue.now_ns() if sent_ns is None else sent_ns)


@pytest.mark.parametrize(
    ("amount", "more", "code"),
    [
        (100, {}, "insufficient_funds"),
        ("1.5", {}, "invalid"),
        (1, {"order_type": "limit", "limit_price": Decimal("9.999")}, "invalid"),
        (1, {"order_type": "limit", "limit_price": Decimal(-1)}, "invalid"),
        (1, {"reduce_only": True}, "would_not_reduce"),
        (1, {"sent_ns": 10 * WINDOW - WINDOW - 1}, "stale_request"),
        (1, {"sent_ns": 10 * WINDOW + 1_000_000_001}, "stale_request"),
    ],
)
def test_it_says_why_it_refuses(amount, more, code) -> None:
    venue, _ = opened()
    answer = send(venue, amount, **more)
    assert isinstance(answer, Refused)
    assert answer.code == code
    assert venue.orders_of("o-1") == ()


def test_the_edges_of_the_receive_window_are_within() -> None:
    venue, clock = opened()
    assert isinstance(send(venue, 1, "o-1", sent_ns=clock.now - WINDOW), Accepted)
    assert isinstance(send(venue, 1, "o-2", sent_ns=clock.now + 1_000_000_000), Accepted)


def test_open_orders_reserve_cash_and_cancels_free_it() -> None:
    venue, _ = opened(fee_rate=Decimal(0))
    limit = {"order_type": "limit", "limit_price": Decimal(5)}
    assert isinstance(send(venue, 150, "o-1", **limit), Accepted)
    assert venue.account(venue.cash(), {}).buying_power == 250
    assert isinstance(send(venue, 51, "o-2", **limit), Refused)
    venue.cancel("o-1")
    assert isinstance(send(venue, 51, "o-3", **limit), Accepted)


def test_what_is_held_can_be_sold_once() -> None:
    venue, _ = opened(short_selling=False)
    send(venue, 10, "o-1")
    assert isinstance(send(venue, -6, "o-2", order_type="limit", limit_price=Decimal(50)), Accepted)
    assert isinstance(send(venue, -5, "o-3"), Refused)
    assert isinstance(send(venue, -4, "o-4"), Accepted)


def test_a_suspended_asset_takes_no_order_and_fills_none() -> None:
    venue, _ = opened()
    send(venue, 5, "o-1", order_type="limit", limit_price=Decimal(8))
    venue.suspend("AAA")
    answer = send(venue, 1, "o-2")
    assert isinstance(answer, Refused)
    assert answer.code == "not_tradable"
    venue.trade("AAA", Decimal(7), Decimal(100))
    assert venue.trades == []
    venue.suspend("AAA", suspended=False)
    venue.trade("AAA", Decimal(7), Decimal(100))
    assert [fill.price for fill in venue.trades] == [7]


def test_a_reduce_only_order_never_turns_a_position() -> None:
    venue, _ = opened()
    send(venue, 10, "o-1")
    limit = {"order_type": "limit", "limit_price": Decimal(12)}
    assert isinstance(send(venue, -10, "o-2", reduce_only=True, **limit), Accepted)
    send(venue, -7, "o-3")
    venue.trade("AAA", Decimal(12), Decimal(100))
    assert venue.positions() == {}
    venue.trade("AAA", Decimal(12), Decimal(100))
    (order,) = venue.orders_of("o-2")
    assert (order.status, order.filled) == ("cancelled", -3)


def test_volume_goes_to_whoever_comes_first_and_only_once() -> None:
    venue, _ = opened(fee_rate=Decimal(0))
    limit = {"order_type": "limit", "limit_price": Decimal(4)}
    send(venue, 50, "o-1", **limit)
    send(venue, 50, "o-2", **limit)
    venue.trade("AAA", Decimal(4), Decimal(60))
    assert [(fill.order_id, fill.amount) for fill in venue.trades] == [("o-1", 50), ("o-2", 10)]
    send(venue, 5, "o-3")
    assert len(venue.trades) == 2


def test_a_market_that_is_not_listed_cannot_trade() -> None:
    venue, _ = opened()
    with pytest.raises(SimulationError, match="not listed"):
        venue.trade("BBB", Decimal(1), Decimal(1))
