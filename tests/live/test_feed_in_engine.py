"""A feed of streams in an engine: its state in the status, data handed to it, the timeline of its session taken up."""

from __future__ import annotations

import asyncio
import contextlib
import time
from contextlib import aclosing
from decimal import Decimal

import pytest

from rustybt.exceptions import EngineError
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import resume_feed
from rustybt.live.live_feed import LiveFeed
from rustybt.live.session_views import status_of
from rustybt.live.streaming.models import StreamGap, TickData
from tests.engine.panels import panel
from tests.live.made_markets import COINS, SECOND, START, Trader, bars_of, feed_of, trades
from tests.live.sessions import PanelFeed, opened
from tests.live.virtual_time import run


def test_the_state_of_each_assets_data_is_shown_with_its_age(tmp_path):
    bars = [bar for bar in bars_of(trades(5)) if bar.symbol == "BTC"]

    async def main(loop):
        feed, stream = feed_of(loop, bars, max_age_seconds=90)
        assert feed.asset_states() == []
        session = await opened(tmp_path, None, Trader(), feed=feed)
        waiting = {"symbol": "ETH", "age_s": None, "state": "waiting"}
        async with aclosing(feed.events(session.parts.core.venue.timeline, 0)) as events:
            for _ in range(2):
                await session.take(await anext(events))
            assert status_of(session)["feed"]["assets"] == [
                {"symbol": "BTC", "age_s": 0.5, "state": "fresh"},
                waiting,
            ]
            stream.on_gap(StreamGap("BTC", loop.wall_ns() - SECOND, loop.wall_ns(), "it hung up"))
            assert [row["state"] for row in feed.asset_states()] == ["gap", "waiting"]
            stream.task.cancel()
            await asyncio.sleep(100)
            assert [row["state"] for row in feed.asset_states()] == ["stale", "stale"]
        session.parts.journal.close()

    run(START, main)


def test_a_feed_takes_up_the_timeline_of_its_session_and_of_no_other(tmp_path):
    async def main(loop):
        feed, _ = feed_of(loop, [])
        before = feed.identity()
        session = await opened(tmp_path, None, Trader(), feed=feed, header={"feed": before})
        session.parts.journal.close()
        await asyncio.sleep(3600)
        again, _ = feed_of(loop, [], start=None, end=None)
        assert again.identity() != before
        resume_feed(again, tmp_path / "none.db")
        assert again.identity() != before
        resume_feed(again, tmp_path / "journal.db")
        assert again.identity() == before
        assert (again.panel().times_ns == feed.panel().times_ns).all()
        other = tmp_path / "other"
        session = await opened(other, None, Trader(), feed=feed, header={"feed": {"bundle": "sample"}})
        session.parts.journal.close()
        resume_feed(again, other / "journal.db")
        assert again.identity() == before

    run(START, main)


def test_an_engine_hands_data_to_its_feed_from_any_thread(tmp_path):
    async def main():
        feed = LiveFeed([], COINS, bar_resolution=1, patience_seconds=0.05)
        engine = LiveTradingEngine(Trader(), PaperBroker("100000"), feed, folder=tmp_path)
        with pytest.raises(EngineError, match="from the engine's start to its end alone"):
            engine.push_market_data(TickData("BTC", time.time_ns(), Decimal(100), Decimal(1)))
        await engine.start()
        async with asyncio.timeout(30):
            while not any(row["state"] == "fresh" for row in engine.get_status()["feed"]["assets"]):
                with contextlib.suppress(EngineError):
                    engine.push_market_data(TickData("BTC", time.time_ns(), Decimal(100), Decimal(1)))
                await asyncio.sleep(0.05)
        ages = {0: set()}  # they go on between two bars, of which nothing else tells
        async with asyncio.timeout(30):
            while max(map(len, ages.values())) < 5:
                status = engine.get_status()
                ages.setdefault(status["taken"], set()).add(status["feed"]["assets"][0]["age_s"])
                await asyncio.sleep(0.02)
        with pytest.raises(EngineError, match="being taken from"):
            feed.resume_from(feed.identity())
        await engine.shutdown()

    asyncio.run(main())


def test_an_engine_without_a_live_feed_takes_no_data(tmp_path):
    engine = LiveTradingEngine(Trader(), PaperBroker("100000"), PanelFeed(panel([[10, 11]])), folder=tmp_path)
    with pytest.raises(EngineError, match="takes no data: use a LiveFeed"):
        engine.push_market_data(TickData("BTC", START, Decimal(100), Decimal(1)))
