"""Managed orders are the same in a backtest and on paper, killed anywhere; and what a halt leaves of them."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import FixedBasisPointsSlippage
from rustybt.live.session_parts import EngineState
from tests.algorithm.managed import EndOfDayManager, RestlessManager, Script, market
from tests.engine.panels import panel
from tests.live.sessions import backtest_of, followed, opened, same_run


@pytest.mark.parametrize("kind", [RestlessManager, EndOfDayManager])
@pytest.mark.parametrize("seed", range(3))
def test_a_session_that_stops_anywhere_manages_as_its_backtest(tmp_path, kind, seed):
    chance = random.Random(seed)
    bars = market(seed, splits=((40, 0, 3, 2), (70, 1, 3, 1), (71, 2, 5, 4)))
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
    same_run(backtest, session.parts.core.venue)


BARS = panel([[10, 10, 10, 10, 10, 7, 7, 7, 7]])


def protected(*steps):
    """Buys ten, and then protects them."""
    return Script({0: lambda s: s.order(s.asset, 10), **dict(steps)})


def test_a_trailing_stop_stays_armed_through_a_halt_and_its_exit_leaves(tmp_path):
    async def live():
        strategy = protected(
            (1, lambda s: s.order_trailing_stop(s.asset, -10, trail_amount=2)),
            (2, lambda s: s.order_trailing_stop(s.asset, 10, trail_amount=1)),
        )
        session = await opened(tmp_path, BARS, strategy)
        await followed(session, 12)
        await session.halt("enough", "me")
        assert [each.status for each in strategy.get_managed_orders()] == ["open", "open"]
        session.parts.journal.close()

        again = protected(*((bar, step) for bar, step in strategy.steps.items() if bar))
        session = await opened(tmp_path, BARS, again)
        assert session.state is EngineState.HALTED
        await followed(session)
        assert session.parts.core.venue.position(again.asset) is None
        told = again.get_managed_order("m-000000")
        assert (told.status, told.left) == ("filled", 0)
        session.parts.journal.close()

    asyncio.run(live())


def test_a_managed_order_that_would_take_risk_is_refused_in_a_halt(tmp_path):
    async def live():
        strategy = Script({1: lambda s: s.order_trailing_stop(s.asset, -10, trail_amount=2)})
        session = await opened(tmp_path, BARS, strategy)
        await followed(session, 9)
        await session.halt("enough", "me")
        await followed(session)
        told = strategy.get_managed_order("m-000000")
        assert (told.status, "halted" in told.reason) == ("ended", True)
        assert [each[0] for each in strategy.told] == ["reject"]
        session.parts.journal.close()

    asyncio.run(live())


def test_a_halt_cancels_the_exits_of_a_bracket_and_they_stay_cancelled(tmp_path):
    async def live():
        strategy = Script({0: lambda s: s.order_bracket(s.asset, 10, take_profit=12, stop_loss=8)})
        session = await opened(tmp_path, BARS, strategy)
        await followed(session, 9)
        assert len(session.orders.open()) == 2
        await session.halt("enough", "me")
        told = strategy.get_managed_order("m-000000")
        assert (told.status, told.left) == ("ended", -10)
        await followed(session)
        assert session.orders.open() == ()
        assert session.parts.core.venue.amount(strategy.asset) == 10
        session.parts.journal.close()

    asyncio.run(live())


CLOSES = st.lists(st.integers(600, 1400).map(lambda cents: cents / 100), min_size=12, max_size=12)
VOLUMES = st.lists(st.integers(0, 12), min_size=12, max_size=12)


@given(CLOSES, VOLUMES, st.integers(2, 15))
@settings(max_examples=20, deadline=None)
def test_a_venue_that_fills_before_it_tells_is_never_asked_for_too_much(closes, volumes, amount):
    """On paper a whole bar is matched before the strategy hears of any of it."""

    def strategy():
        def thin(script):
            script.set_slippage(FixedBasisPointsSlippage(0, volume_limit=1))

        place = {0: lambda s: s.order_bracket(s.asset, amount, limit_price=11, take_profit=12, stop_loss=9)}
        return Script(place, thin)

    bars = panel([closes], volumes=[volumes])
    backtest = backtest_of(bars, strategy())

    async def live(folder):
        session = await opened(Path(folder), bars, strategy())
        await followed(session)
        session.parts.journal.close()
        return session

    with TemporaryDirectory() as folder:
        session = asyncio.run(live(folder))
    same_run(backtest, session.parts.core.venue)
    held = 0
    for row in range(backtest.fill_count):
        held += backtest.fill_at(row).amount
        assert 0 <= held <= amount
