"""A session whose bars come with their events is the backtest of the same bars, wherever its process dies."""

from __future__ import annotations

import asyncio
import random
from decimal import Decimal

import pytest

from rustybt.exceptions import LookaheadError, ReplayError
from rustybt.live.feeds import iterate_market_events
from rustybt.live.journal_view import JournalReader
from rustybt.live.replay import refold
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.model.events import BarArrived
from tests.engine.test_arriving_bars import arriving, rows_of
from tests.engine.test_core import Restless, market
from tests.live.sessions import PanelFeed, backtest_of, dying, followed, opened, same_run

FIRST = 20


class RowsFeed(PanelFeed):
    """The bars of a panel, of which those from a step on come with their events."""

    def __init__(self, whole):
        super().__init__(arriving(whole, FIRST))
        self.whole = whole

    async def events(self, timeline, done):
        for place, event in enumerate(iterate_market_events(timeline)):
            if place >= done:
                live = isinstance(event, BarArrived) and event.step >= FIRST
                yield BarArrived(event.step, rows_of(self.whole, event.step)) if live else event

    def blocks(self, asset):
        return ""

    def asset_states(self):
        return []

    def take_notices(self):
        return []


@pytest.fixture(scope="module")
def backtest():
    return backtest_of(market(), Restless())


@pytest.mark.parametrize("seed", range(6))
def test_a_session_whose_process_dies_anywhere_is_its_backtest(tmp_path, backtest, seed):
    feed = {"feed": lambda: RowsFeed(market())}
    session = asyncio.run(dying(tmp_path, None, Restless, random.Random(seed), 600, **feed))
    same_run(backtest, session.parts.core.venue)


def core_on(feed):
    core = StrategyCore(Restless(), feed, RunChoices(capital_base=Decimal(100_000)), reported=True)
    core.initialize()
    return core


def test_a_journal_holds_the_values_that_it_is_replayed_with(tmp_path, backtest):
    async def live():
        session = await opened(tmp_path, None, Restless(), feed=RowsFeed(market()))
        assert await followed(session)
        session.parts.journal.close()

    asyncio.run(live())
    reader = JournalReader.open(tmp_path / "journal.db")
    records = list(reader.read())
    reader.close()
    core = core_on(RowsFeed(market()))
    refold(records, core)
    same_run(backtest, core.venue)
    # Another price in one record is another run, and is seen as such.
    changed = next(each for each in records if each.payload.get("rows") and each.payload["step"] > 60)
    changed.payload["rows"][0][4] += 10**8
    with pytest.raises(ReplayError):
        refold(records, core_on(RowsFeed(market())))


def test_known_bars_take_no_rows_of_a_journal():
    core = core_on(PanelFeed(market()))
    with pytest.raises(LookaheadError, match="bar 0 cannot be put"):
        core.step(BarArrived(0, rows_of(market(), 0)))
