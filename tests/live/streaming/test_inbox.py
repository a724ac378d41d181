from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.live.streaming.inbox import Inbox
from rustybt.live.streaming.models import OHLCVBar, TickData

START = 1_700_000_000 * 10**9


def item(number: int, symbol: str, *, bar: bool):
    if bar:
        return OHLCVBar(symbol, START + number, 1, 1, 1, 1, 1)
    return TickData(symbol, START + number, number, 1)


@given(
    st.integers(1, 6),
    st.lists(st.none() | st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=60),
)
def test_it_is_bounded_keeps_order_by_symbol_and_accounts_for_every_item(size, steps):
    """None takes an item out; what went in came out or was told as lost, and the latest tick is never lost."""
    inbox, put, got, lost = Inbox(size), [], [], 0
    for number, step in enumerate(steps):
        if step is None:
            taken = inbox.pop()
            got += [] if taken is None else [taken]
        else:
            put.append(item(number, step[0], bar=step[1]))
            inbox.put(put[-1])
            if size > 1:
                waiting = list(inbox._items.values())
                assert put[-1] in waiting
        assert len(inbox) <= size
        lost += sum(gap.lost for gap in inbox.losses())
    while (taken := inbox.pop()) is not None:
        got.append(taken)
    assert len(put) == len(got) + lost
    for symbol in "ABC":
        stamps = [each.timestamp for each in got if each.symbol == symbol and isinstance(each, TickData)]
        assert stamps == sorted(stamps)
    assert not inbox._ticks
    assert not inbox._latest


def test_a_full_queue_keeps_the_newest_price_and_the_bars():
    inbox = Inbox(3)
    for number, (symbol, bar) in enumerate(
        [("A", False), ("B", False), ("A", True), ("A", False), ("C", False)]
    ):
        inbox.put(item(number, symbol, bar=bar))
    gaps = {gap.symbol: gap for gap in inbox.losses()}
    assert {symbol: (gap.start_ns - START, gap.end_ns - START, gap.lost) for symbol, gap in gaps.items()} == {
        "A": (0, 3, 2),
    }  # fmt: skip
    left = [inbox.pop() for _ in range(3)]
    assert [(each.symbol, type(each).__name__) for each in left] == [
        ("B", "TickData"), ("A", "OHLCVBar"), ("C", "TickData"),
    ]  # fmt: skip
    assert inbox.pop() is None
    assert inbox.losses() == []


def test_a_queue_that_holds_nothing_is_refused():
    with pytest.raises(ConfigurationError, match="queue_size"):
        Inbox(0)
