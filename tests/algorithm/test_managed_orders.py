"""Managed orders: what each does, bar by bar; what is refused; and against plain models in fractions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from rustybt import (
    FixedBasisPointsSlippage,
    LimitOrder,
    MarketOrder,
    StopLimitOrder,
    StopOrder,
    TradingAlgorithm,
    api,
)
from rustybt.algorithm.context import running
from rustybt.engine.core import TradingCore
from rustybt.exceptions import CannotOrderDelistedAssetError, OrderContextError, OrderError, UnknownOrderError
from rustybt.model.bars import Split
from rustybt.model.events import BarArrived, BarClosed, FillReported, OrderEnded, SessionClosed, SessionOpened
from tests.algorithm.managed import Script
from tests.engine.panels import START, panel, run, venue_of

FIRST = int(panel([[1]]).sessions[0])


def played(closes, steps, *, start=None, volumes=None, splits=(), **options):
    """A script's strategy and venue after its run on one asset."""
    strategy = Script(steps, start)
    bars = panel(
        [closes],
        volumes=None if volumes is None else [volumes],
        splits=[Split(FIRST + day, 0, numerator, denominator) for day, numerator, denominator in splits],
    )
    return strategy, run(bars, strategy, **options)


def thin(strategy):
    strategy.set_slippage(FixedBasisPointsSlippage(0, volume_limit=1))


def fills(venue):
    """Step, amount and price of each fill."""
    days = [(venue.fill_at(row).dt.date() - START).days for row in range(venue.fill_count)]
    return [
        (day, int(venue.fill_at(row).amount), float(venue.fill_at(row).price)) for row, day in enumerate(days)
    ]


def orders(venue):
    """Step, amount, filled, limit, stop and status of each order."""
    found = (venue.order_at(row) for row in range(venue.order_count))
    return [
        (
            (each.created.date() - START).days,
            int(each.amount),
            int(each.filled),
            None if each.limit is None else float(each.limit),
            None if each.stop is None else float(each.stop),
            each.status.name,
        )
        for each in found
    ]


def buy(amount=10):
    return lambda strategy: strategy.order(strategy.asset, amount)


def trail(amount=-10, **given):
    return lambda strategy: strategy.order_trailing_stop(strategy.asset, amount, **given)


def bracket(amount=10, **given):
    given = {"take_profit": 12, "stop_loss": 8, **given}
    return lambda strategy: strategy.order_bracket(strategy.asset, amount, **given)


def oco(first, second):
    return lambda strategy: strategy.order_oco(strategy.asset, first, second)


@pytest.mark.parametrize(
    ("amount", "given", "closes", "touched"),
    [
        (-10, {"trail_amount": 2}, [10, 12, 11, 10, 9, 9], 3),
        (-10, {"trail_percent": "0.1"}, [10, 20, 18.01, 18, 9, 9], 3),
        (10, {"trail_amount": "0.5"}, [10, 8, 8.49, 8.5, 9, 9], 3),
        (10, {"trail_percent": 0.25}, [10, 8, 9.99, 10, 9, 9], 3),
        (-10, {"trail_amount": 2}, [10, None, 8, 9, 9], 2),
        (-10, {"trail_amount": 2}, [None, 10, 8, 9, 9], 2),
    ],
)
def test_a_trailing_stop_sells_or_buys_where_the_price_comes_back(amount, given, closes, touched):
    _, venue = played(closes, {0: trail(amount, **given)})
    assert orders(venue) == [(touched, amount, amount, None, None, "FILLED")]
    assert fills(venue) == [(touched + 1, amount, closes[touched + 1])]


def test_a_trailing_stop_tells_where_it_stands():
    strategy, _ = played([10, 12, 11, 10, 9], {0: trail(trail_amount=2)})
    assert strategy.stood[:3] == [
        [("trailing_stop", -10, 8)],
        [("trailing_stop", -10, 10)],
        [("trailing_stop", -10, 10)],
    ]
    told = strategy.get_managed_order("m-000000")
    assert (told.status, told.left, told.best, told.orders) == ("filled", 0, 12, ("o-000000000003-000000",))
    assert not told.open


@pytest.mark.parametrize(("sold", "sends"), [(0, [-10]), (4, [-6]), (10, []), (15, [])])
def test_a_trailing_stop_that_only_reduces_sends_no_more_than_is_held(sold, sends):
    steps = {0: buy(), 1: trail(trail_amount=1, reduce_only=True)}
    if sold:
        steps[2] = buy(-sold)
    strategy, venue = played([10, 10, 10, 10, 9, 9], steps)
    assert [amount for step, amount, *_ in orders(venue) if step == 4] == sends
    told = strategy.get_managed_order("m-000000")
    assert (told.status, told.reason) == (
        ("filled", "") if sends else ("ended", "there was no position to reduce")
    )


def test_a_trailing_stop_works_without_handle_data_and_with_pandas():
    def once(self, context, data):
        if data.current_dt.day == 1:
            self.order_trailing_stop(self.sid(0), -3, trail_amount="0.1")

    def initialize(self, context):
        self.schedule_function(self.once)

    strategy = type("Scheduled", (TradingAlgorithm,), {"initialize": initialize, "once": once})()
    venue = run(panel([[10, 10.3, 10.2, 10]]), strategy, frames="pandas")
    assert orders(venue) == [(2, -3, -3, None, None, "FILLED")]


def test_a_bracket_takes_its_profit_and_cancels_the_stop():
    strategy, venue = played([10, 10, 11, 12.5, 7, 7], {0: bracket()})
    assert fills(venue) == [(1, 10, 10), (3, -10, 12.5)]
    assert orders(venue) == [
        (0, 10, 10, None, None, "FILLED"),
        (1, -10, 0, None, 8, "CANCELLED"),
        (1, -10, -10, 12, None, "FILLED"),
    ]
    told = strategy.get_managed_order("m-000000")
    assert (told.kind, told.status, told.entered, told.left) == ("bracket", "filled", 10, 0)
    assert strategy.get_managed_orders() == []


def test_a_bracket_stops_its_loss_and_cancels_the_profit():
    _, venue = played([10, 10, 7.5, 20, 20], {0: bracket()})
    assert fills(venue) == [(1, 10, 10), (2, -10, 7.5)]


def test_a_bracket_may_sell_first_and_wait_for_its_price():
    sell = bracket(-10, limit_price=11, take_profit=9, stop_loss=13)
    _, venue = played([10, 10, 11, 11, 9, 9], {0: sell})
    assert fills(venue) == [(2, -10, 11), (4, 10, 9)]


def test_a_bracket_exits_what_was_filled_as_it_fills():
    strategy, venue = played([10] * 5, {0: bracket()}, start=thin, volumes=[9, 4, 3, 0, 9])
    assert [(step, amount) for step, amount, _ in fills(venue)] == [(1, 4), (2, 3), (4, 3)]
    assert [(step, amount, stop) for step, amount, _, _, stop, _ in orders(venue)] == [
        (0, 10, None),
        (1, -4, 8),
        (1, -4, None),
        (2, -3, 8),
        (2, -3, None),
        (4, -3, 8),
        (4, -3, None),
    ]
    assert strategy.stood[2] == [("bracket", -7, None)]


def test_a_bracket_whose_entry_is_cancelled_exits_what_was_filled():
    cancel = {2: lambda strategy: strategy.cancel_order("o-000000000000-000000")}
    strategy, venue = played(
        [10, 10, 10, 7, 7], {0: bracket(), **cancel}, start=thin, volumes=[9, 4, 0, 99, 9]
    )
    assert fills(venue) == [(1, 4, 10), (3, -4, 7)]
    told = strategy.get_managed_order("m-000000")
    assert (told.status, told.entered) == ("filled", 4)


def test_an_entry_ends_when_an_exit_begins():
    # At 7 the entry takes the bar's volume of 2; the stop was touched all the same.
    closes, volumes = [10, 10, 7, 7, 7], [9, 4, 2, 99, 9]
    _, venue = played(closes, {0: bracket(limit_price=11)}, start=thin, volumes=volumes)
    assert fills(venue) == [(1, 4, 10), (2, 2, 7), (3, -4, 7), (3, -2, 7)]
    assert orders(venue)[0] == (0, 10, 6, 11, None, "CANCELLED")


def test_a_profit_that_fills_in_part_leaves_the_stop_here_and_the_stop_takes_over():
    closes, volumes = [10, 10, 12, 12, 7, 7], [9, 99, 4, 0, 1, 99]
    strategy, venue = played(closes, {0: bracket()}, start=thin, volumes=volumes)
    # At 7 the limit was touched before, so it fills one more; then the stop takes the rest.
    assert fills(venue) == [(1, 10, 10), (2, -4, 12), (4, -1, 7), (5, -5, 7)]
    assert [row[1:3] for row in orders(venue)] == [(10, 10), (-10, 0), (-10, -5), (-5, -5)]
    assert strategy.get_managed_order("m-000000").reason == "the stop took over"


def test_a_bracket_that_is_cancelled_leaves_the_position():
    strategy, venue = played([10, 10, 10, 7], {0: bracket(), 2: lambda s: s.cancel_managed("m-000000")})
    assert fills(venue) == [(1, 10, 10)]
    assert strategy.get_managed_order("m-000000").status == "cancelled"
    assert [each[0] for each in strategy.told] == ["fill", "cancel", "cancel"]
    strategy.cancel_managed(strategy.get_managed_order("m-000000"))


def test_exits_that_others_cancel_are_not_sent_again():
    cancel = {
        2: lambda strategy: [strategy.cancel_order(each) for each in strategy.get_open_orders(strategy.asset)]
    }
    strategy, venue = played([10, 10, 10, 7], {0: bracket(), **cancel})
    assert venue.order_count == 3
    told = strategy.get_managed_order("m-000000")
    assert (told.status, told.left) == ("ended", -10)
    assert "cancelled by the strategy" in told.reason


def test_one_of_two_cancels_the_other():
    pair = oco((-10, LimitOrder(12)), (-10, StopOrder(8)))
    _, venue = played([10, 10, 10, 12, 7, 7], {0: buy(), 1: pair})
    assert fills(venue) == [(1, 10, 10), (3, -10, 12)]
    assert [row[-1] for row in orders(venue)] == ["FILLED", "CANCELLED", "FILLED"]


def test_a_breakout_goes_one_way():
    _, venue = played([10, 10, 12, 7, 7], {0: oco((10, StopOrder(11)), (-5, StopOrder(9)))})
    assert fills(venue) == [(2, 10, 12)]


def test_a_part_of_one_takes_the_same_part_of_the_other():
    pair = oco((-10, LimitOrder(12)), (-5, StopOrder(8)))
    cancel = {3: lambda strategy: strategy.cancel_order("o-000000000000-000001")}
    strategy, venue = played(
        [10, 10, 12, 12, 11, 7, 7], {0: pair, **cancel}, start=thin, volumes=[9, 9, 4, 0, 9, 99, 9]
    )
    # 4 of 10 are filled, so 3 of 5 are left of the stop; it is back at the venue once the limit is cancelled.
    assert fills(venue) == [(2, -4, 12), (5, -3, 7)]
    assert strategy.get_managed_order("m-000000").status == "filled"


@pytest.mark.parametrize(
    ("good_for", "volumes", "filled", "status"),
    [
        ("gtc", [9, 4, 4, 4], 10, "FILLED"),
        (None, [9, 4, 4, 4], 10, "FILLED"),
        ("day", [9, 4, 4, 4], 4, "CANCELLED"),
        ("ioc", [9, 4, 4, 4], 4, "CANCELLED"),
        ("fok", [9, 4, 4, 4], 4, "CANCELLED"),
        ("fok", [9, 10, 4, 4], 10, "FILLED"),
        ("ioc", [9, 0, 10, 4], 0, "CANCELLED"),
    ],
)
@pytest.mark.parametrize("by_style", [False, True])
def test_an_order_is_good_for_as_long_as_was_said(good_for, volumes, filled, status, by_style):
    def place(strategy):
        if by_style and good_for:
            return strategy.order(strategy.asset, 10, style=MarketOrder(time_in_force=good_for))
        return strategy.order(strategy.asset, 10, time_in_force=good_for)

    strategy, venue = played([10] * 4, {0: place}, start=thin, volumes=volumes)
    order = venue.order_at(0)
    assert (order.filled, order.status.name) == (filled, status)
    assert strategy.time_in_force_of(order.id) == (good_for or "gtc")
    assert [each for each in strategy.told if each[0] == "cancel"] == (
        [("cancel", order.id, filled)] if status == "CANCELLED" else []
    )


@pytest.mark.parametrize(
    "place",
    [
        lambda s, style: s.order_value(s.asset, 100, style=style),
        lambda s, style: s.order_percent(s.asset, "0.001", style=style),
        lambda s, style: s.order_target(s.asset, 10, style=style),
        lambda s, style: s.order_target_value(s.asset, 100, style=style),
        lambda s, style: s.order_target_percent(s.asset, "0.001", style=style),
    ],
)
def test_a_style_says_how_long_in_every_order_function(place):
    _, venue = played([10, 10, 5], {0: lambda s: place(s, LimitOrder(6, time_in_force="day"))})
    assert [row[-1] for row in orders(venue)] == ["CANCELLED"]


@pytest.mark.parametrize("style", [LimitOrder, StopOrder])
def test_styles_with_one_price_say_how_long(style):
    assert style(5, time_in_force="day").time_in_force == "day"
    assert StopLimitOrder(5, 6, time_in_force="ioc").time_in_force == "ioc"


def test_amounts_and_stops_follow_a_split():
    # Before: best 12, stop 10. Two for one: best 6, stop 5, twice as many.
    strategy, venue = played([10, 12, 6, 5, 5], {0: trail(trail_amount=2)}, splits=[(2, 1, 2)])
    assert strategy.stood[2] == [("trailing_stop", -20, 5)]
    assert orders(venue) == [(3, -20, -20, None, None, "FILLED")]


@pytest.mark.parametrize(("numerator", "denominator", "amount"), [(1, 2, 20), (3, 1, 3), (2, 3, 15)])
def test_a_bracket_follows_a_split(numerator, denominator, amount):
    ratio = numerator / denominator
    closes = [10, 10, *(round(price * ratio, 6) for price in (10, 10, 7.9, 7.9))]
    strategy, venue = played(closes, {0: bracket()}, splits=[(2, numerator, denominator)])
    assert strategy.stood[2] == [("bracket", -amount, None)]
    assert [row[:2] for row in fills(venue)] == [(1, 10), (4, -amount)]
    assert strategy.get_managed_order("m-000000").status == "filled"


def test_a_split_that_leaves_nothing_ends_them():
    steps = {0: trail(-2, trail_amount=2), 1: oco((-2, LimitOrder(12)), (-2, StopOrder(8)))}
    strategy, venue = played([10, 10, 50, 30, 30], steps, splits=[(2, 5, 1)])
    assert fills(venue) == []
    assert strategy.get_managed_orders() == []
    assert "split" in strategy.get_managed_order("m-000000").reason


def test_an_asset_that_ends_takes_its_managed_orders_along():
    strategy = Script({0: trail(trail_amount=2), 1: bracket()})
    lives = [(START, START + timedelta(days=2)), (START, START + timedelta(days=6))]
    venue = run(panel([[10, 10, 10, None, None, None, None], [1] * 7], lives=lives), strategy)
    assert strategy.get_managed_orders() == []
    assert "does not trade any more" in strategy.get_managed_order("m-000000").reason
    assert venue.open_orders() == []


def test_an_exit_that_cannot_be_sent_says_why_and_leaves_the_others():
    # After the split the stop is at 0.005, less than a tick: what was sent before stays, nothing more can be.
    strategy, venue = played(
        [10, 10, 0.1, 0.1, 0.1],
        {0: bracket(stop_loss="0.5")},
        start=thin,
        volumes=[9, 4, 99, 99, 9],
        splits=[(2, 1, 100)],
    )
    told = strategy.get_managed_order("m-000000")
    assert "stop price" in told.reason
    assert [(row[1], row[4]) for row in orders(venue) if row[-1] == "OPEN" and row[4]] == [(-400, 0.005)]
    assert sum(row[1] for row in orders(venue) if row[-1] == "OPEN" and row[3]) == -int(told.entered)


def test_exits_wait_for_a_session_s_first_bar():
    """Between a session's opening and its first bar nothing may be ordered, and a venue may report a fill then."""
    strategy = Script({0: bracket()})
    venue, hooks = venue_of(panel([[10, 10, 10]]), strategy)
    core = TradingCore(venue, hooks, reported=True)
    for event in (SessionOpened(0, 0), BarArrived(0), BarClosed(0), SessionClosed(0), SessionOpened(1, 1)):
        core.step(event)
    core.step(FillReported("o-000000000000-000000", "t1", Decimal(4), Decimal(10), Decimal(0)))
    assert venue.order_count == 1
    core.step(BarArrived(1))
    core.step(FillReported("o-000000000000-000000", "t2", Decimal(1), Decimal(10), Decimal(0)))
    assert [row[1] for row in orders(venue)] == [10, -5, -5]
    core.step(BarClosed(1))
    assert venue.order_count == 3


def test_a_fill_that_comes_after_a_cancel_still_gets_its_exits():
    strategy = Script({0: bracket(), 1: lambda s: s.cancel_order("o-000000000000-000000")})
    venue, hooks = venue_of(panel([[10, 10, 10]]), strategy)
    core = TradingCore(venue, hooks, reported=True)
    for day in (0, 1):
        for event in (SessionOpened(day, day), BarArrived(day), BarClosed(day)):
            core.step(event)
    assert strategy.get_managed_orders() == []
    core.step(FillReported("o-000000000000-000000", "t1", Decimal(4), Decimal(10), Decimal(0)))
    assert [row[1] for row in orders(venue)] == [10, -4, -4]
    assert strategy.get_managed_order("m-000000").open
    core.step(OrderEnded("o-000000000001-000000", "not today", refused=True))
    core.step(OrderEnded("o-000000000001-000001", "not today", refused=False))
    assert strategy.get_managed_order("m-000000").reason.count("not today") == 1
    assert strategy.get_managed_orders() == []


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (trail(), r"trail_amount=None, trail_percent=None: give exactly one"),
        (trail(trail_amount=1, trail_percent="0.1"), "give exactly one"),
        (trail(trail_amount=0), "trail_amount is 0: use a price above 0"),
        (trail(trail_amount="NaN"), "trail_amount is 'NaN'"),
        (trail(trail_amount=-1), "trail_amount is -1"),
        (trail(trail_amount=10), "trail_amount 10 is not below the price 10"),
        (trail(trail_percent=0), "trail_percent is 0: use a fraction"),
        (trail(trail_percent=5), "0.05 for five percent"),
        (trail(0, trail_amount=1), "amount is 0: use another than 0"),
        (trail("many", trail_amount=1), "amount is 'many'"),
        (bracket(0), "amount is 0"),
        (
            bracket(take_profit=9.5),
            r"stop_loss \(8\) must be below the entry at 10.* and take_profit \(9.5\)",
        ),
        (bracket(stop_loss=10), "must be below the entry"),
        (bracket(-10), r"of a sale take_profit \(12\) must be below"),
        (bracket(limit_price=13), "the entry at 13"),
        (bracket(limit_price=-1), "limit_price is -1"),
        (bracket(take_profit="inf"), "take_profit is 'inf'"),
        (bracket(stop_loss=None), "stop_loss is None"),
        (oco((-1, LimitOrder(12)), (-1, LimitOrder(11))), "one price would touch"),
        (
            oco((-1, LimitOrder(8)), (-1, StopOrder(8))),
            "one price would touch the limit at 8 and the stop at 8",
        ),
        (oco((1, LimitOrder(12)), (-1, LimitOrder(11))), "one price would touch"),
        (oco((-1, MarketOrder()), (-1, StopOrder(8))), "use a LimitOrder or a StopOrder"),
        (oco((-1, LimitOrder(12)), (-1, StopLimitOrder(7, 8))), "second is StopLimitOrder"),
        (oco((-1, LimitOrder(12)), -1), "second is -1: use an amount and a style"),
        (oco((0, LimitOrder(12)), (-1, StopOrder(8))), "amount is 0"),
        (oco((-1, LimitOrder(12, time_in_force="day")), (-1, StopOrder(8))), "only 'gtc'"),
        (lambda s: s.order(s.asset, 1, time_in_force="soon"), "'soon' is none of gtc, day, ioc, fok"),
        (lambda s: LimitOrder(5, time_in_force="soon"), "'soon' is none of"),
        (
            lambda s: s.order(s.asset, 1, style=LimitOrder(5, time_in_force="day"), time_in_force="ioc"),
            "say it once",
        ),
    ],
)
def test_bad_input_is_refused_by_name(call, says):
    found = []

    def refused(strategy):
        with pytest.raises(OrderError, match=says) as raised:
            call(strategy)
        found.append(raised.value)

    strategy, venue = played([10, 10, 10], {1: refused})
    assert len(found) == 1
    assert (venue.order_count, strategy.get_managed_orders()) == (0, [])


@pytest.mark.parametrize(
    "call", [lambda s: s.cancel_managed("m-000009"), lambda s: s.get_managed_order(None)]
)
def test_an_id_that_never_was_is_refused(call):
    strategy, _ = played([10, 10], {0: buy()})
    with pytest.raises(UnknownOrderError, match="was never placed in this run"):
        call(strategy)


def test_what_rounds_to_nothing_is_none():
    steps = {
        0: trail("-0.5", trail_amount=1),
        1: bracket("0.5"),
        2: oco(("-0.5", LimitOrder(12)), (-1, StopOrder(8))),
    }
    strategy, venue = played([10] * 4, steps)
    assert (strategy.ids, venue.order_count) == ([None] * 3, 0)


@pytest.mark.parametrize(
    "call", [lambda s: s.order_trailing_stop(s.asset, -1, trail_amount=1), bracket(), trail(trail_amount=1)]
)
def test_nothing_is_managed_before_the_first_bar(call):
    with pytest.raises(OrderContextError, match="initialize"):
        played([10], {}, start=call)


def test_an_asset_that_does_not_trade_is_refused():
    def refused(strategy):
        with pytest.raises(CannotOrderDelistedAssetError):
            strategy.order_trailing_stop(strategy.asset, -1, trail_amount=1)

    lives = [(START, START), (START, START + timedelta(days=3))]
    run(panel([[10, None, None, None], [1] * 4], lives=lives), Script({2: refused}))


def test_the_functions_speak_for_the_running_strategy():
    asset = panel([[1]]).assets[0]

    def every(strategy):
        with running(strategy):
            ids = [
                api.order_trailing_stop(asset, -1, trail_amount=1),
                api.order_bracket(asset, 1, take_profit=12, stop_loss=8),
                api.order_oco(asset, (-1, LimitOrder(12)), (-1, StopOrder(8))),
            ]
            assert (
                [each.id for each in api.get_managed_orders(asset)]
                == ids
                == ["m-000000", "m-000001", "m-000002"]
            )
            api.cancel_managed(ids[0])
            assert api.get_managed_order(ids[0]).status == "cancelled"
            api.order(asset, 1, time_in_force="day")

    played([10, 10], {0: every})


def test_hooks_cost_nothing_until_something_is_managed():
    class Counts(TradingAlgorithm):
        calls = 0

        def handle_data(self, context, data):
            self.order(self.sid(0), 1)
            if data.visible == 6:
                self.order_trailing_stop(self.sid(0), -1, trail_amount=1)

    strategy = Counts()
    bars = panel([[10] * 10])
    venue, hooks = venue_of(bars, strategy)
    heard = []
    told = hooks.on_order_fill
    object.__setattr__(hooks, "on_order_fill", lambda *given: (heard.append(given[1].id), told(*given)))
    venue.run(hooks)
    assert venue.fill_count == 9
    # The first fill turns the reports off, the trailing stop turns them on.
    assert len(heard) == 1 + 4
