"""What threads push into a loop arrives in order, wakes it once for many, and is bounded while it is busy."""

from __future__ import annotations

import asyncio
import threading

import pytest

from rustybt.exceptions import EngineError
from rustybt.live.streaming.models import TickData
from rustybt.live.streaming.pushed import BATCH, PushedItems

START = 1_700_000_000 * 10**9


def tick(number, symbol="A"):
    return TickData(symbol, START + number, number + 1, 1)


class Counting:
    """A loop that counts how often it was woken."""

    def __init__(self, loop):
        self.loop, self.woken = loop, 0

    def call_soon_threadsafe(self, *arguments):
        self.woken += 1
        self.loop.call_soon_threadsafe(*arguments)

    def call_soon(self, *arguments):
        self.loop.call_soon(*arguments)


def test_items_of_a_busy_loop_wake_it_once_arrive_in_order_and_let_others_go_between():
    taken, between = [], []

    async def main():
        loop = asyncio.get_running_loop()
        pushed = PushedItems(taken.append, pytest.fail)
        counting = Counting(loop)
        pushed.open(counting)
        ticks = [tick(number, "AB"[number % 2]) for number in range(5 * BATCH)]
        other = threading.Thread(target=lambda: [pushed.put(each) for each in ticks])
        other.start()
        other.join()  # the loop is busy
        assert (taken, len(pushed), counting.woken) == ([], len(ticks), 1)
        while len(taken) < len(ticks):
            between.append(len(taken))
            await asyncio.sleep(0)
        pushed.put(tick(9_999))
        await asyncio.sleep(0)
        assert taken == [*ticks, tick(9_999)]
        assert counting.woken == 2

    asyncio.run(main())
    assert len(between) >= 5


def test_what_does_not_fit_is_told_as_a_gap_before_what_came_after_it():
    told = []

    async def main():
        pushed = PushedItems(told.append, told.append, size=3)
        pushed.open(asyncio.get_running_loop())
        for number in range(10):
            pushed.put(tick(number))
            assert len(pushed) <= 3
        await asyncio.sleep(0.01)

    asyncio.run(main())
    gap, *ticks = told
    assert (gap.symbol, gap.lost, gap.start_ns, gap.end_ns) == ("A", 7, START + 2, START + 8)
    assert ticks == [tick(0), tick(1), tick(9)]


def test_it_takes_items_from_open_to_close_alone_and_hands_on_what_waits():
    taken = []

    async def main():
        pushed = PushedItems(taken.append, pytest.fail)
        with pytest.raises(EngineError, match="A: the feed takes data"):
            pushed.put(tick(0))
        pushed.open(asyncio.get_running_loop())
        pushed.put(tick(1))
        pushed.close()
        with pytest.raises(EngineError):
            pushed.put(tick(2))
        await asyncio.sleep(0.01)
        assert (taken, pushed.opened) == ([tick(1)], False)

    asyncio.run(main())
