"""Bars from ticks, held to a plain re-computation over the whole list in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError, ValidationError
from rustybt.live.streaming.bar_buffer import BarBuffer, RefusalReason
from rustybt.live.streaming.models import OHLCVBar, TickData

SECOND = 10**9
MINUTE = 60 * SECOND
START = 28_000_000 * MINUTE


def tick(seconds: float, price="10", volume="1", symbol="BTC", trade_id=None) -> TickData:
    return TickData(symbol, START + int(seconds * SECOND), price, volume, trade_id=trade_id)


def summary(bar: OHLCVBar) -> tuple:
    return (
        bar.symbol, bar.timestamp, *map(Fraction, (bar.open, bar.high, bar.low, bar.close, bar.volume)),
    )  # fmt: skip


def recomputed(ticks: list[TickData], length: int) -> list[tuple]:
    """Group, sort by time (arrival breaks ties), and take first, highest, lowest, last and sum."""
    groups: dict[tuple[int, str], list[TickData]] = {}
    for each in ticks:
        groups.setdefault(((each.timestamp // length + 1) * length, each.symbol), []).append(each)
    bars = []
    for (end, symbol), group in sorted(groups.items()):
        ordered = sorted(group, key=lambda each: each.timestamp)
        prices = [Fraction(each.price) for each in ordered]
        volume = sum((Fraction(each.volume) for each in ordered), Fraction(0))
        bars.append((symbol, end, prices[0], max(prices), min(prices), prices[-1], volume))
    return bars


DECIMALS = (
    st.decimals(-(10**9), 10**9, places=12)
    | st.decimals("1e-30", "1e-20", places=40)
    | st.decimals(10**20, 10**25, places=2)
)
TICKS = st.lists(
    st.builds(
        TickData,
        symbol=st.sampled_from(["BTC", "ETH"]),
        timestamp=st.integers(START, START + 10 * MINUTE),
        price=DECIMALS,
        volume=DECIMALS.map(abs),
    ),
    max_size=60,
)


@given(TICKS, st.sampled_from([1, 5, 60, 300]), st.randoms(use_true_random=False))
def test_bars_equal_a_plain_recomputation(ticks, resolution, shuffler):
    """Ticks come in order of their bars but in any order within one; a timer closes the rest."""
    length = resolution * SECOND
    shuffler.shuffle(ticks)
    ticks.sort(key=lambda each: each.timestamp // length)
    told: list[OHLCVBar] = []
    buffer = BarBuffer(resolution, told.append)
    returned = [bar for each in ticks if (bar := buffer.add_tick(each)) is not None]
    returned += buffer.close_until(START + 20 * MINUTE)
    assert told == returned
    assert sorted((summary(bar) for bar in told), key=lambda row: (row[1], row[0])) == recomputed(
        ticks, length
    )
    assert all(bar.complete for bar in told)
    assert (buffer.counts.taken, buffer.counts.late, buffer.counts.bars) == (len(ticks), 0, len(told))


@given(TICKS, st.lists(st.integers(START - MINUTE, START + 11 * MINUTE), max_size=5), st.data())
def test_any_order_and_any_timer_lose_no_tick_and_change_no_closed_bar(ticks, timers, data):
    """Each tick is in exactly one bar or refused as late; bars of a symbol come in order and once."""
    refused, told = [], []
    buffer = BarBuffer(60, told.append, on_refused=refused.append)
    for step in data.draw(st.permutations([*ticks, *timers])):
        if isinstance(step, TickData):
            buffer.add_tick(step)
        else:
            buffer.close_until(step)
    buffer.close_until(START + 20 * MINUTE)
    assert all(each.reason is RefusalReason.LATE for each in refused)
    taken = list(ticks)
    for each in refused:
        taken.remove(each.tick)
    by_bar = {row[:2]: row for row in recomputed(taken, MINUTE)}
    assert len(told) == len(by_bar)
    for bar in told:
        row, found = by_bar[bar.symbol, bar.timestamp], summary(bar)
        assert (found[3], found[4], found[6]) == (row[3], row[4], row[6])
    for symbol in ("BTC", "ETH"):
        ends = [bar.timestamp for bar in told if bar.symbol == symbol]
        assert ends == sorted(set(ends))
    assert buffer.next_close_ns() is None


def test_a_trade_at_the_boundary_belongs_to_the_next_bar():
    buffer = BarBuffer()
    assert buffer.add_tick(tick(59.999999999)) is None
    bar = buffer.add_tick(tick(60, price="11"))
    assert (bar.timestamp, bar.close) == (START + MINUTE, Decimal(10))
    assert buffer.close_until(START + 2 * MINUTE - 1) == ()
    assert [each.close for each in buffer.close_until(START + 2 * MINUTE)] == [Decimal(11)]


def test_the_timer_closes_what_no_tick_closes_and_invents_nothing():
    buffer = BarBuffer()
    buffer.add_tick(tick(5))
    buffer.add_tick(tick(7, symbol="ETH"))
    assert buffer.next_close_ns() == START + MINUTE
    closed = buffer.close_until(START + 10 * MINUTE)
    assert [(bar.symbol, bar.timestamp) for bar in closed] == [
        ("BTC", START + MINUTE),
        ("ETH", START + MINUTE),
    ]
    assert buffer.close_until(START + 20 * MINUTE) == ()
    # After an hour of silence the next trade makes one bar, its own.
    buffer.add_tick(tick(3600))
    assert [bar.timestamp for bar in buffer.close_until(START + 61 * MINUTE)] == [START + 61 * MINUTE]


def test_late_ticks_are_counted_told_and_change_nothing():
    refused = []
    buffer = BarBuffer(on_refused=refused.append)
    buffer.add_tick(tick(5))
    buffer.close_until(START + MINUTE)
    assert buffer.add_tick(tick(59, price="99")) is None
    # The timer has told that there was no bar of this one: it must not appear afterwards.
    assert buffer.add_tick(tick(59, symbol="ETH")) is None
    buffer.add_tick(tick(130))
    assert buffer.add_tick(tick(119, price="99")) is None
    assert [(each.tick.symbol, each.reason) for each in refused] == [
        ("BTC", RefusalReason.LATE), ("ETH", RefusalReason.LATE), ("BTC", RefusalReason.LATE),
    ]  # fmt: skip
    assert refused[0].closed_until_ns == START + MINUTE
    assert buffer.counts.late == 3
    assert [bar.high for bar in buffer.close_until(START + 3 * MINUTE)] == [Decimal(10)]


def test_a_timer_that_goes_back_opens_nothing_again():
    buffer = BarBuffer()
    buffer.close_until(START + 5 * MINUTE)
    buffer.close_until(START)
    assert buffer.add_tick(tick(10)) is None
    assert buffer.counts.late == 1


def test_duplicates_are_told_by_trade_id_one_bar_back():
    buffer = BarBuffer()
    buffer.add_tick(tick(1, trade_id="a"))
    buffer.add_tick(tick(1, trade_id="a"))
    buffer.add_tick(tick(1, trade_id="b"))
    bar = buffer.add_tick(tick(61, trade_id="c"))
    assert bar.volume == 2
    buffer.add_tick(tick(1, trade_id="b"))
    assert (buffer.counts.duplicate, buffer.counts.late) == (2, 0)
    # Another symbol's ids are its own, and without an id two equal trades are two.
    buffer.add_tick(tick(61, symbol="ETH", trade_id="c"))
    buffer.add_tick(tick(62))
    buffer.add_tick(tick(62))
    assert {bar.symbol: bar.volume for bar in buffer.close_until(START + 2 * MINUTE)} == {"BTC": 3, "ETH": 1}


def test_a_stamp_from_the_future_closes_nothing():
    buffer = BarBuffer(max_ahead_seconds=2)
    buffer.add_tick(tick(1), now_ns=START + SECOND)
    assert buffer.add_tick(tick(3600), now_ns=START + 2 * SECOND) is None
    assert buffer.add_tick(tick(4), now_ns=START + 2 * SECOND) is None
    assert (buffer.counts.ahead, buffer.counts.taken) == (1, 2)


def test_bars_that_lack_trades_say_so():
    buffer = BarBuffer(since_ns=START + 30 * SECOND)
    assert buffer.add_tick(tick(40)) is None
    assert not buffer.add_tick(tick(70)).complete
    buffer.interrupt(START + 130 * SECOND, START + 190 * SECOND)
    buffer.interrupt(START + 310 * SECOND, START + 311 * SECOND, symbol="ETH")
    found = [bar.complete for each in (130, 200, 250, 310, 400) if (bar := buffer.add_tick(tick(each)))]
    assert found == [True, False, False, True, True]
    with pytest.raises(ValidationError, match="reversed"):
        buffer.interrupt(5, 4)


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 200)), max_size=8))
def test_holes_mark_exactly_the_bars_they_touch(holes):
    buffer = BarBuffer()
    spans = [(START + at * SECOND, START + (at + wide) * SECOND) for at, wide in holes]
    for start, end in spans:
        buffer.interrupt(start, end)
    bars = [bar for minute in range(15) if (bar := buffer.add_tick(tick(minute * 60 + 1)))]
    for bar in bars:
        touched = any(start < bar.timestamp and bar.timestamp - MINUTE < end for start, end in spans)
        assert bar.complete is not touched
    buffer.close_until(START + 60 * MINUTE)
    assert not buffer._holes


def test_what_is_no_tick_or_no_resolution_is_refused():
    kline = OHLCVBar("BTC", START, "1", "1", "1", "1", "1")
    with pytest.raises(ValidationError, match="running sum"):
        BarBuffer().add_tick(kline)
    for resolution in (0, -60, 7, 1.5, "60", 86401, None):
        with pytest.raises(ConfigurationError, match="bar_resolution"):
            BarBuffer(resolution)


def test_a_break_without_an_end_marks_bars_until_it_is_told():
    buffer = BarBuffer()
    buffer.interrupt(START + 61 * SECOND, None, "BTC")
    buffer.interrupt(START + 65 * SECOND, None, "BTC")
    buffer.add_tick(tick(5))
    buffer.add_tick(tick(5, symbol="ETH"))
    assert [bar.complete for bar in buffer.close_until(START + MINUTE)] == [True, True]
    buffer.add_tick(tick(62, symbol="ETH"))
    found = []
    for second in (62, 122, 182):
        buffer.add_tick(tick(second))
        found += buffer.close_until(START + (second // 60 + 1) * MINUTE)
        if second == 122:
            buffer.interrupt(START + 65 * SECOND, START + 125 * SECOND, "BTC")
    assert [(bar.symbol, bar.complete) for bar in found] == [
        ("BTC", False), ("ETH", True), ("BTC", False), ("BTC", True),
    ]  # fmt: skip
