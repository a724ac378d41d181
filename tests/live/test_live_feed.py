"""A feed of streams on virtual time: bars as they come, what is missing, late or twice, and what holds orders back."""

from __future__ import annotations

import asyncio
import threading
from contextlib import aclosing
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from rustybt.engine.simulated_venue import SimulatedVenue
from rustybt.exceptions import ConfigurationError, DateRangeError, EngineError, StreamConnectionError
from rustybt.live.feeds import feed_of_journal, market_events
from rustybt.live.journal_view import JournalReader
from rustybt.live.live_feed import LiveFeed
from rustybt.live.session_parts import FeedWatch
from rustybt.live.streaming.models import OHLCVBar, StreamGap, TickData
from rustybt.model.bars import FIELDS, MISSING, BarPanel
from rustybt.model.events import BarArrived, SessionClosed, SessionOpened
from tests.live.made_markets import (
    COINS,
    MINUTE,
    SECOND,
    START,
    Scripted,
    Trader,
    bars_of,
    feed_of,
    rows_of,
    trades,
)
from tests.live.sessions import PanelFeed, backtest_of, followed, opened, same_run
from tests.live.virtual_time import run


async def events_of(feed, most=None, done=0):
    venue = SimulatedVenue(feed.panel(), start=feed.start, capital_base=Decimal(1))
    found = []
    async with aclosing(feed.events(venue.timeline, done)) as events:
        async for event in events:
            found.append(event)
            if len(found) == most:
                break
    return found


def kinds(feed):
    return {(notice["kind"], notice["symbol"]): notice for notice in feed.take_notices()}


def test_ticks_become_the_bars_of_their_trades():
    ticks = trades(1)

    async def main(loop):
        feed, stream = feed_of(loop, ticks)
        events = await events_of(feed)
        assert isinstance(events[0], SessionOpened)
        assert isinstance(events[-1], SessionClosed)
        expected = rows_of(bars_of(ticks))
        times = feed.panel().times_ns
        for event in events[1:-1]:
            assert event.rows == expected.get(int(times[event.step]), ())
        assert len(events) == 32
        assert stream.asked == [(["BTC", "ETH"], ["trade"])]
        assert stream.connected == 0
        assert not {kind for kind, _ in kinds(feed)} - {"late"}

    run(START, main)


def test_bars_that_a_venue_closed_are_taken_as_they_are():
    bars = bars_of(trades(2))

    async def main(loop):
        feed, _ = feed_of(loop, bars)
        events = await events_of(feed)
        rows = [event.rows for event in events if isinstance(event, BarArrived)]
        assert [each for each in rows if each] == list(rows_of(bars).values())

    run(START, main)


class Known:
    """The bars that a journal holds, as a panel."""

    def __init__(self, feed, rows):
        shown = feed.panel()
        steps = len(shown.times_ns)
        matrices = {name: np.full((steps, 2), MISSING, dtype=np.int64) for name in FIELDS}
        for step, values in rows.items():
            for sid, *numbers in values:
                for name, number in zip(FIELDS, numbers, strict=True):
                    matrices[name][step, shown.column(sid)] = number
        self.panel = BarPanel.from_arrays(
            shown.assets,
            shown.sessions,
            matrices,
            session_open_ns=shown.session_open_ns,
            session_close_ns=shown.session_close_ns,
            times_ns=shown.times_ns,
            volume_scale=shown.volume_scale,
        )


@pytest.mark.parametrize("seed", range(3))
def test_a_session_on_a_live_feed_is_the_backtest_of_its_bars(tmp_path, seed):
    async def main(loop):
        feed, _ = feed_of(loop, trades(seed))
        assert isinstance(feed, FeedWatch)
        session = await opened(tmp_path, None, Trader(), feed=feed)
        assert await followed(session)
        venue = session.parts.core.venue
        venue.check()
        assert venue.fill_count > 10
        session.parts.journal.close()
        records = JournalReader.open(tmp_path / "journal.db").read(0, ("event",))
        rows = {
            each.payload["step"]: each.payload.get("rows", [])
            for each in records
            if each.payload["type"] == "BarArrived"
        }
        assert sum(bool(each) for each in rows.values()) == 30
        fixed = PanelFeed(Known(feed, rows).panel)
        fixed.frequency = "minute"
        same_run(backtest_of(None, Trader(), feed=fixed), venue)

    run(START, main)


def test_a_session_goes_on_after_a_restart_with_what_it_missed(tmp_path):
    ticks = trades(4)
    whole = bars_of(ticks)
    asked = []

    async def fetched(request):
        asked.append(
            (request.symbol, (request.start_ns - START) // SECOND, (request.end_ns - START) // SECOND)
        )
        await asyncio.sleep(0.1)
        return [
            bar
            for bar in whole
            if bar.symbol == request.symbol and request.start_ns < bar.timestamp <= request.end_ns
        ]

    async def main(loop):
        feed, _ = feed_of(loop, ticks, backfill=fetched)
        session = await opened(tmp_path, None, Trader(), feed=feed, header={"feed": feed.identity()})
        await followed(session, 8)
        session.parts.journal.close()
        assert loop.wall_ns() < START + 8 * MINUTE
        await asyncio.sleep(5 * 60 + 20)
        before = feed.identity()
        assert feed_of_journal(tmp_path / "journal.db") == before
        again, _ = feed_of(loop, ticks, backfill=fetched, start=None, resume=before)
        assert again.identity() == before
        session = await opened(tmp_path, None, Trader(), feed=again, header={"feed": before})
        placed = session.parts.core.venue.order_count
        await followed(session, 5)
        assert session.parts.core.venue.order_count > placed
        assert again.blocks(COINS[0])
        await followed(session)
        assert again.blocks(COINS[0]) == "the data are closed" or not again.blocks(COINS[0])
        session.parts.journal.close()
        rows = {}
        reader = JournalReader.open(tmp_path / "journal.db")
        for each in reader.read(0, ("event",)):
            if each.payload["type"] == "BarArrived":
                rows[each.payload["step"]] = tuple(tuple(row) for row in each.payload.get("rows", []))
        times = again.panel().times_ns
        assert rows == {step: rows_of(whole).get(int(times[step]), ()) for step in range(30)}
        assert {symbol for symbol, _, _ in asked} == {"BTC", "ETH"}
        reasons = [each.payload for each in reader.read(0, ("refused",))]
        assert any("cannot be traded on" in each["message"] for each in reasons)

    run(START, main)


def test_what_nobody_can_fetch_stays_a_hole_and_holds_new_risk_back():
    ticks = trades(5)

    async def main(loop):
        feed, stream = feed_of(loop, ticks)
        gathered = []

        async def follow():
            gathered.extend(await events_of(feed, 12))

        task = loop.create_task(follow())
        await asyncio.sleep(4 * 60 + 10)
        assert [feed.blocks(coin) for coin in COINS] == ["", ""]
        stream.on_gap(StreamGap("BTC", START + 4 * MINUTE + 5 * SECOND, None, "lost"))
        assert feed.blocks(COINS[0]) == "the data are gap"
        assert feed.blocks(COINS[1]) == ""
        await asyncio.sleep(60)
        assert feed.blocks(COINS[0]) == "data of its last bar may be missing"
        stream.on_gap(
            StreamGap("BTC", START + 4 * MINUTE + 5 * SECOND, START + 5 * MINUTE + 10 * SECOND, "lost")
        )
        await asyncio.sleep(60)
        assert "last bar" in feed.blocks(COINS[0])
        await asyncio.sleep(60)
        assert feed.blocks(COINS[0]) == ""
        await task
        told = kinds(feed)
        assert told["hole", "BTC"]["count"] == 2
        assert ("hole", "ETH") not in told
        assert len(gathered) == 12

    run(START, main)


def test_what_is_fetched_in_time_is_no_hole():
    ticks = trades(6)
    whole = bars_of(ticks)
    lost = (START + 4 * MINUTE + 5 * SECOND, START + 5 * MINUTE + 10 * SECOND)
    calls = []

    def fetched(request):
        calls.append(request)
        return [
            bar
            for bar in whole
            if bar.symbol == request.symbol and request.start_ns < bar.timestamp <= request.end_ns
        ]

    async def main(loop):
        kept = [tick for tick in ticks if tick.symbol == "ETH" or not lost[0] < tick.timestamp < lost[1]]
        feed, stream = feed_of(loop, kept, backfill=fetched)
        loop.call_later(4 * 60 + 6, lambda: stream.on_gap(StreamGap("BTC", lost[0], None, "lost")))
        loop.call_later(5 * 60 + 10, lambda: stream.on_gap(StreamGap("BTC", lost[0], lost[1], "lost")))
        events = await events_of(feed, 12)
        times = feed.panel().times_ns
        for event in events[1:]:
            assert event.rows == rows_of(whole).get(int(times[event.step]), ())
        told = kinds(feed)
        assert ("hole", "BTC") not in told
        assert told["filled", "BTC"]["count"] == len(calls) == 2
        assert ("mended", "BTC") in told

    run(START, main)


@pytest.mark.parametrize("broken", ["raises", "never answers"])
def test_a_backfill_that_fails_does_not_hold_the_run_up(broken):
    async def fetched(request):
        if broken == "raises":
            raise StreamConnectionError("no route")
        await asyncio.Event().wait()

    async def main(loop):
        feed, _ = feed_of(loop, trades(7), backfill=fetched, backfill_seconds=2)
        await asyncio.sleep(30)
        found = await events_of(feed, 3)
        assert [type(event) for event in found] == [SessionOpened, BarArrived, BarArrived]
        told = kinds(feed)
        assert any(kind == "backfill_failed" for kind, _ in told)
        assert told["hole", "BTC"]["count"] == 1
        assert loop.wall_ns() < START + 2 * MINUTE + 5 * SECOND

    run(START, main)


def test_what_is_late_twice_ahead_or_of_nobody_is_told_and_changes_nothing():
    def tick(seconds, trade_id, symbol="BTC", price="100"):
        return TickData(symbol, START + round(seconds * SECOND), price, "1", trade_id=trade_id)

    async def main(loop):
        feed, stream = feed_of(loop)
        with pytest.raises(EngineError, match="BTC: the feed takes data"):
            feed.push_market_data(tick(0, "0"))
        stream.early = tick(0, "0")
        task = loop.create_task(events_of(feed, 4))
        await asyncio.sleep(30)
        for each in (
            tick(10, "1"),
            tick(10, "1"),
            tick(50, "2"),
            tick(1, "3", "DOGE"),
            tick(5, "4", price="90"),
        ):
            feed.push_market_data(each)
        await asyncio.sleep(40)
        feed.push_market_data(tick(59, "5"))
        feed.push_market_data(tick(61, "6", price="110"))
        feed.push_market_data(OHLCVBar("BTC", START + 2 * MINUTE, "5", "5", "5", "5", "1"))
        # From another thread, as a notebook's.
        other = threading.Thread(target=feed.push_market_data, args=(tick(65, "7", price="111"),))
        other.start()
        other.join()
        await asyncio.sleep(50.2)
        bar = OHLCVBar("ETH", START + 2 * MINUTE, "5", "5", "5", "5", "1")
        for each in (bar, bar, OHLCVBar("ETH", START + 2 * MINUTE, "6", "6", "6", "6", "1")):
            feed.push_market_data(each)
        feed.push_market_data(OHLCVBar("ETH", START + MINUTE, "5", "5", "5", "5", "1"))
        await asyncio.sleep(60)
        feed.push_market_data(OHLCVBar("ETH", START + 3 * MINUTE, "5.123456789", "6", "5", "5.5", "1"))
        events = await task
        rows = [event.rows for event in events[1:]]
        unit = 10**8
        assert rows[0] == ((3, 90 * unit, 100 * unit, 90 * unit, 100 * unit, 2 * unit),)
        assert [row[0] for row in rows[1]] == [3, 7]
        assert rows[2] == ()
        told = kinds(feed)
        wanted = {
            ("early", "BTC"), ("ahead", "BTC"), ("unknown", "DOGE"), ("tick_duplicate", "BTC"), ("tick_ahead", "BTC"),
            ("tick_late", "BTC"), ("duplicate", "ETH"), ("conflict", "ETH"), ("late", "ETH"), ("unfit", "ETH"),
            ("hole", "ETH"),
        }  # fmt: skip
        assert not wanted - told.keys()

    run(START, main)


def test_stale_data_and_a_run_that_is_behind_hold_new_risk_back():
    quiet = [tick for tick in trades(8) if tick.symbol == "ETH" or tick.timestamp < START + 3 * MINUTE]

    async def main(loop):
        feed, _ = feed_of(loop, quiet, max_age_seconds=120)
        assert feed.blocks(COINS[0]) == "it is not fed"
        assert feed.take_notices() == []
        task = loop.create_task(events_of(feed, 9))
        await asyncio.sleep(1)
        assert feed.blocks(COINS[1]) in ("", "the data are waiting")
        await asyncio.sleep(4 * 60)
        assert feed.blocks(COINS[0]) == ""
        await asyncio.sleep(2 * 60)
        assert feed.blocks(COINS[0]) == "the data are stale"
        assert feed.blocks(COINS[1]) == ""
        assert ("stale", "BTC") in kinds(feed)
        await task
        await asyncio.sleep(3 * 60)
        assert "is still to come" in feed.blocks(COINS[1])

    run(START, main)


def test_a_bar_that_its_venue_calls_incomplete_is_a_hole():
    async def main(loop):
        feed, _ = feed_of(loop)
        task = loop.create_task(events_of(feed, 3))
        await asyncio.sleep(60.2)
        for symbol, complete in (("BTC", False), ("ETH", True)):
            feed.push_market_data(OHLCVBar(symbol, START + MINUTE, "5", "6", "4", "5", "1", complete))
        await asyncio.sleep(5)
        assert [feed.blocks(coin) for coin in COINS] == ["its last bar lacks trades", ""]
        events = await task
        assert [row[0] for row in events[1].rows] == [3, 7]

    run(START, main)


def test_a_backfill_that_failed_is_not_asked_again_for_bars_that_are_out():
    asked = []

    def fetched(request):
        asked.append(((request.start_ns - START) // SECOND, (request.end_ns - START) // SECOND))
        if len(asked) == 1:
            raise StreamConnectionError("no route")
        return []

    async def main(loop):
        feed, stream = feed_of(loop, trades(3), backfill=fetched)
        loop.call_later(65, lambda: stream.on_gap(StreamGap("BTC", START + 61 * SECOND, None, "lost")))
        await events_of(feed, 5)
        assert asked == [(61, 120), (120, 180), (180, 240)]

    run(START, main)


def test_a_day_that_has_closed_is_traded_on_until_the_next_one_is_due():
    """New York, from 21:00 UTC to 21:00: a bar a day, decided on after the close."""
    opened_ns = START + 15 * 3600 * SECOND  # 2024-11-27, 14:30 UTC
    ticks = trades(2, 390, start=opened_ns, every=60)

    async def main(loop):
        feed, _ = feed_of(
            loop,
            ticks,
            start=opened_ns - SECOND,
            end=date(2024, 12, 2),
            calendar="XNYS",
            bar_resolution=86_400,
        )
        assert (feed.frequency, feed.start) == ("daily", date(2024, 11, 27))
        task = loop.create_task(events_of(feed, 2))
        await asyncio.sleep(30)
        assert feed.blocks(COINS[0]) in ("the data are waiting", "the data are closed", "")
        await asyncio.sleep(390 * 60)
        opened, bar = await task
        assert isinstance(opened, SessionOpened)
        whole = bars_of(ticks, 24 * 3600 * SECOND)
        assert [row[4] for row in bar.rows] == [int(each.close.scaleb(8)) for each in whole]
        assert [row[5] for row in bar.rows] == [int(each.volume.scaleb(8)) for each in whole]
        # The close has gone by, and Thanksgiving comes: the bar is as good as it was.
        assert [feed.blocks(coin) for coin in COINS] == ["", ""]
        await asyncio.sleep(24 * 3600)
        assert feed.blocks(COINS[0]) == ""
        await asyncio.sleep(24 * 3600)
        assert "is still to come" in feed.blocks(COINS[0])

    run(opened_ns - SECOND, main)


def test_a_stream_that_gives_up_is_told_and_the_run_goes_on():
    async def main(loop):
        feed, stream = feed_of(loop, trades(9))
        stream.failure = StreamConnectionError("gave up after 3 attempts")
        loop.call_later(70, stream.ended.set)
        assert len(await events_of(feed, 4)) == 4
        assert "gave up" in kinds(feed)["stream_failed", ""]["detail"]

    run(START, main)


def test_a_stream_that_cannot_connect_is_an_error():
    class Unreachable(Scripted):
        async def connect(self):
            self.task = asyncio.get_running_loop().create_task(asyncio.sleep(0))
            raise StreamConnectionError("refused")

    async def main(loop):
        feed = LiveFeed([Unreachable(loop)], COINS, start=START, end=date(2024, 11, 26), clock=loop.wall_ns)
        with pytest.raises(StreamConnectionError, match="refused"):
            await events_of(feed)

    run(START, main)


def test_a_run_that_is_over_has_no_events():
    async def main(loop):
        feed, stream = feed_of(loop)
        assert await events_of(feed, done=31) == []
        assert stream.asked == []

    run(START, main)


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"assets": []}, ConfigurationError, "assets is empty"),
        ({"bar_resolution": 61}, ConfigurationError, "bar_resolution 61"),
        ({"end": "soon"}, DateRangeError, "end is 'soon'"),
        ({"resume": {"start_ns": "1"}}, ConfigurationError, "lacks 'end'"),
        ({"calendar": "XNYS", "bar_resolution": 7200, "end": "2024-12-02"}, None, ""),
        (
            {"calendar": "XNYS", "bar_resolution": 3456, "end": "2024-12-02"},
            ConfigurationError,
            "do not fit the sessions",
        ),
    ],
)
def test_what_cannot_work_is_refused_at_once(options, error, told):
    chosen = {"assets": COINS, "start": START, "end": date(2024, 11, 27)} | options
    assets = chosen.pop("assets")
    if error is None:
        assert repr(LiveFeed([], assets, **chosen)).startswith("LiveFeed(BTC, ETH; 7200 s, 2024-11-27")
        return
    with pytest.raises(error, match=told):
        LiveFeed([], assets, **chosen)


def test_a_horizon_of_a_year_of_minutes_by_default():
    feed = LiveFeed([], {"XBT": COINS[0]}, start=START)
    assert (feed.start, feed.end, feed.frequency) == (date(2024, 11, 26), date(2025, 11, 27), "minute")
    assert feed.calendar() == "24/7"
    assert feed.finder().retrieve_asset(3).end_date == date(2025, 11, 27)
    venue = SimulatedVenue(feed.panel(), start=feed.start, capital_base=Decimal(1))
    assert len(market_events(venue.timeline)) == 366 * 1440 + 30 + 2 * 367
    assert LiveFeed([], COINS, start=START, bar_resolution=1).end == date(2024, 12, 26)


def test_the_end_of_a_feed_is_told_a_week_and_a_day_ahead():
    async def main(loop):
        feed, _ = feed_of(loop, [], end=date(2024, 12, 8))  # after midnight of the 9th there is nothing more
        days = []
        for day in range(13):
            days += [(day, notice["detail"]) for notice in feed.take_notices() if notice["kind"] == "ending"]
            await asyncio.sleep(86_400)
        assert [day for day, _ in days] == [6, 12]
        assert "the feed ends at 2024-12-09 00:00 UTC, and this session with it" in days[0][1]

    run(START, main)
