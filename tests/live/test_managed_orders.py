"""Managed orders are the same in a backtest and on paper, killed anywhere; and what a halt leaves of them."""

from __future__ import annotations

import asyncio
import random

import numpy as np
import pytest

from rustybt.live.session_parts import EngineState
from tests.algorithm.managed import EndOfDayManager, RestlessManager, market
from tests.live.sessions import backtest_of, followed, opened, same_records


def same_trades(one, two):
    """All that was ordered, filled, held and worth; not when an order was last touched without a fill.

    A core whose orders are filled elsewhere never hears of such a touch.
    """
    left, right = one.record_of_run(), two.record_of_run()
    for record in (left, right):
        record.orders["changed_ns"] = np.zeros(0)
    same_records(left, right)


@pytest.mark.parametrize("kind", [RestlessManager, EndOfDayManager])
@pytest.mark.parametrize("seed", range(3))
def test_a_session_that_stops_anywhere_manages_as_its_backtest(tmp_path, kind, seed):
    chance = random.Random(seed)
    bars = market(seed, splits=())
    backtest = backtest_of(bars, kind())
    assert backtest.fill_count > 30

    async def live():
        while True:
            session = await opened(tmp_path, bars, kind())
            assert session.state is EngineState.ARMED
            done = await followed(session, chance.randrange(1, 200))
            session.parts.journal.close()
            if done:
                return session

    session = asyncio.run(live())
    session.parts.core.venue.check()
    same_trades(backtest, session.parts.core.venue)
