"""What is done with a bar: in its place, late, twice, out of order, or of a size that does not fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import Cryptocurrency
from rustybt.live.live_bars import BarAssembler, Placed
from rustybt.live.live_panel import live_panel
from rustybt.live.streaming.models import OHLCVBar

MINUTE = 60 * 10**9
START = int(datetime(2024, 11, 26, tzinfo=UTC).timestamp()) * 10**9
COINS = [
    Cryptocurrency(sid, name, start_date=date(2020, 1, 1), end_date=date(2030, 1, 1))
    for sid, name in ((3, "BTC"), (7, "ETH"))
]


def assembler(seconds=300, start=START):
    live = live_panel(
        COINS, calendar="24/7", start_ns=start, end=date(2024, 11, 27), bar_seconds=seconds, scales=(2, 3)
    )
    return BarAssembler(live, 0)


def bar(minute, price="10", volume="1", *, symbol="BTC", complete=True, low=None, high=None, close=None):
    return OHLCVBar(
        symbol, START + minute * MINUTE, price, high or max(price, close or price), low or min(price, close or price),
        close or price, volume, complete,
    )  # fmt: skip


def test_minutes_become_a_longer_bar():
    bars = assembler()
    for minute, price, high, low in (
        (1, "10.00", "10.50", "9.75"),
        (3, "10.20", "12.00", "10.20"),
        (5, "11", "11", "9"),
    ):
        assert bars.take(COINS[0], bar(minute, price, "1.25", high=high, low=low)) is Placed.TAKEN
    assert bars.take(COINS[1], bar(6, symbol="ETH")) is Placed.TAKEN
    closed = bars.close(0)
    assert closed.rows == ((3, 1000, 1200, 900, 1100, 3750),)
    assert closed.incomplete == frozenset()
    assert bars.close(1).rows == ((7, 1000, 1000, 1000, 1000, 1000),)
    assert bars.close(2).rows == ()


@settings(max_examples=40)
@given(st.permutations(range(1, 6)))
def test_the_order_in_which_they_come_does_not_matter(order):
    bars = assembler()
    for minute in order:
        assert bars.take(COINS[0], bar(minute, str(minute), str(minute))) is Placed.TAKEN
    assert bars.close(0).rows == ((3, 100, 500, 100, 500, 15_000),)


def test_what_is_late_is_left_out():
    bars = assembler()
    bars.close(1)
    assert [bars.take(COINS[0], bar(minute)) for minute in (1, 5, 6, 10, 11)] == [Placed.LATE] * 4 + [
        Placed.TAKEN
    ]


def test_what_comes_twice_counts_once():
    bars = assembler()
    assert bars.take(COINS[0], bar(2, volume="4")) is Placed.TAKEN
    assert bars.take(COINS[0], bar(2, volume="4.0")) is Placed.DUPLICATE
    assert bars.take(COINS[0], bar(2, volume="5")) is Placed.CONFLICT
    assert bars.take(COINS[1], bar(2, volume="5", symbol="ETH")) is Placed.TAKEN
    assert [row[-1] for row in bars.close(0).rows] == [4000, 5000]


def test_a_whole_bar_takes_the_place_of_one_that_lacks_trades():
    bars = assembler()
    assert bars.take(COINS[0], bar(2, volume="4", complete=False)) is Placed.TAKEN
    assert bars.take(COINS[0], bar(2, volume="9")) is Placed.MENDED
    assert bars.take(COINS[0], bar(2, volume="4", complete=False)) is Placed.CONFLICT
    assert bars.take(COINS[1], bar(3, symbol="ETH", complete=False)) is Placed.TAKEN
    closed = bars.close(0)
    assert closed.rows[0][-1] == 9000
    assert closed.incomplete == {7}


@pytest.mark.parametrize("minute", [-5, 0, 2 * 1440 + 1])
def test_what_lies_outside_of_the_run_is_left_out(minute):
    assert assembler().take(COINS[0], bar(minute)) is Placed.OUTSIDE


def test_what_ended_before_a_run_that_began_within_a_bar_is_left_out():
    bars = assembler(start=START + 7 * MINUTE)
    assert bars.span(0) == (START + 5 * MINUTE, START + 10 * MINUTE)
    assert [bars.take(COINS[0], bar(minute)) for minute in (5, 6)] == [Placed.OUTSIDE, Placed.TAKEN]


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": "10.001"},
        {"volume": "0.0001"},
        {"price": "1" + "0" * 18},
        {"volume": "1" + "0" * 17},
    ],
)
def test_what_does_not_fit_the_scales_is_left_out(wrong):
    bars = assembler()
    assert bars.take(COINS[0], bar(2, **wrong)) is Placed.UNFIT
    assert bars.close(0).rows == ()


def test_volumes_that_do_not_fit_together_are_told():
    bars = assembler()
    for minute in (1, 2):
        assert bars.take(COINS[0], bar(minute, volume="9" + "0" * 15)) is Placed.TAKEN
    closed = bars.close(0)
    assert (closed.rows, closed.incomplete) == ((), {3})
    assert "does not fit 64 bits" in closed.unfit[3]


def test_a_bar_is_the_same_by_its_values():
    bars = assembler()
    bars.take(COINS[0], bar(1))
    assert bars.take(COINS[0], replace(bar(1), complete=False)) is Placed.DUPLICATE
    assert bars.next == 0
