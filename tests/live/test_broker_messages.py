"""What a venue says that is of no order: heard by the strategy, journalled as it heard it, and replayed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import StrategyError
from rustybt.live.brokers.messages import BrokerNotice
from rustybt.live.checkpoints import Checkpoints
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.replay import refold
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import SHADOWED, ShadowBacktestEngine
from rustybt.live.strategy_core import RunChoices, StrategyCore
from tests.engine.panels import panel
from tests.live.sessions import PanelFeed, followed, opened

BARS = panel([[10 + day % 7 for day in range(12)]])
KEY = "k3y-of-the-account-0123456789"


class Listens(TradingAlgorithm):
    """Keeps what it hears and when, and buys when it is told that the venue goes down."""

    def initialize(self, context):
        context.asset, context.days, context.heard = self.sid(0), 0, []

    def handle_data(self, context, data):
        context.days += 1

    def on_broker_message(self, context, message):
        context.heard.append([context.days, message.code, message.text, message.time_ns])
        if message.code == "maintenance":
            self.order(context.asset, 3)


def notice(code="maintenance", text="down at noon"):
    return BrokerNotice(code=code, text=text, time_ns=1_700_000_000_000_000_000)


def records_of(session, *kinds):
    return [dict(record.payload) for record in session.parts.journal.read(0, kinds)]


def heard_in(session):
    return session.parts.core.hooks.context.heard


def test_a_strategy_that_keeps_what_it_hears_starts_again_as_it_was(tmp_path):
    async def lives():
        first = await opened(tmp_path / "s", BARS, Listens())
        await first.hear(notice("hello", "before the first bar"))
        await followed(first, 6)
        await first.hear(notice("note", "fees change"))
        await followed(first, 3)
        await first.hear(notice())
        Checkpoints(first, "test", tmp_path / "s", 60).take()
        heard = list(heard_in(first))
        first.parts.journal.abandon()  # as kill -9 does
        again = await opened(tmp_path / "s", BARS, Listens())
        found = (again.state, heard_in(again), [each.get("code") for each in records_of(again, "notice")])
        again.parts.journal.close()
        return heard, found

    heard, (state, again, notices) = asyncio.run(lives())
    assert [each[:2] for each in heard] == [[0, "hello"], [2, "note"], [3, "maintenance"]]
    assert (state, again) == ("ARMED", heard)
    assert notices == [
        "hello",
        "note",
        "maintenance",
    ]  # told to people as before, and none of a snapshot that differs


def test_what_it_orders_on_a_message_leaves_and_is_the_same_in_a_replay(tmp_path):
    async def life():
        session = await opened(tmp_path / "s", BARS, Listens())
        await followed(session, 5)
        await session.hear(notice())
        await followed(session)
        records = list(session.parts.journal.read())
        session.parts.journal.close()
        return session, records

    session, records = asyncio.run(life())
    (order,) = session.orders
    assert (order.intent.amount, order.filled) == (3, 3)
    core = StrategyCore(Listens(), PanelFeed(BARS), RunChoices(capital_base=Decimal(100_000)), reported=True)
    core.initialize()
    found = refold(records, core)
    assert found.effects == sum(len(each.payload["effects"]) for each in records if each.kind == "effects")
    assert core.hooks.context.heard == heard_in(session)
    assert core.venue.cash() == session.parts.core.venue.cash()


def test_the_strategy_hears_what_is_journalled_and_no_secret_is_in_either(tmp_path):
    said = (
        f"refused: GET /x?apiKey={KEY}&signature=0a1b2c, listenKey: abcdef; with Authorization: Bearer a.b.c"
    )

    async def life():
        session = await opened(tmp_path / "s", BARS, Listens())
        session.parts = replace(session.parts, redactor=Redactor([Secret("another-secret")]))
        await followed(session, 3)
        await session.hear(notice("another-secret", said))
        found = (heard_in(session), records_of(session, "event"), records_of(session, "notice"))
        session.parts.journal.close()
        return found

    heard, events, notices = asyncio.run(life())
    (event,) = (each for each in events if each["type"] == "BrokerMessage")
    assert heard == [[1, event["code"], event["text"], event["time_ns"]]]
    assert notices == [{"code": event["code"], "text": event["text"]}]
    told = json.dumps([heard, events, notices])
    for secret in (KEY, "0a1b2c", "abcdef", "a.b.c", "another-secret"):
        assert secret not in told
    assert "GET /x?apiKey=[hidden]&signature=[hidden]" in event["text"]


def test_what_no_journal_could_hold_is_made_to_fit(tmp_path):
    async def life():
        session = await opened(tmp_path / "s", BARS, Listens())
        await session.hear(notice("odd", "\ud800 half a letter"))
        await session.hear(notice("long", "x" * 10_000_000))
        found = (session.state, [len(each[2]) for each in heard_in(session)])
        session.parts.journal.close()
        return found

    assert asyncio.run(life()) == ("ARMED", [len("\\ud800 half a letter"), 4000])


def test_a_hook_that_raises_fails_the_session_and_its_replay_alike(tmp_path):
    class Fails(Listens):
        def on_broker_message(self, message):  # without a context, as every hook may be
            raise ZeroDivisionError(message.text)

    async def lives():
        session = await opened(tmp_path / "s", BARS, Fails())
        await followed(session, 3)
        with pytest.raises(StrategyError, match="down at noon"):
            await session.hear(notice())
        first = session.state
        session.parts.journal.close()
        again = await opened(tmp_path / "s", BARS, Fails())
        again.parts.journal.close()
        return first, again.state, again.failure

    first, second, failure = asyncio.run(lives())
    assert (first, second) == ("FAILED", "FAILED")
    assert "down at noon" in failure


def test_a_shadow_hears_it_too_and_so_decides_alike(tmp_path):
    async def life():
        session = await opened(tmp_path / "s", BARS, Listens())
        await followed(session, 5)
        await session.hear(notice())
        await followed(session)
        records = list(session.parts.journal.read(0, SHADOWED))
        session.parts.journal.close()
        return heard_in(session), records

    heard, records = asyncio.run(life())
    choices = RunChoices(capital_base=Decimal(100_000), arena="shadow")
    core = StrategyCore(Listens(), PanelFeed(BARS), choices, reported=False)
    shadow = ShadowBacktestEngine(core, ShadowTradingConfig(window_hours=8784))
    assert shadow.follow(records)
    shadow.finish()
    assert shadow.core.hooks.context.heard == heard
    found = {
        kind: count
        for kind, count in shadow.get_metrics()["signal_alignment"]["divergence_breakdown"].items()
        if count
    }
    assert (shadow.lost, found) == ("", {"EXACT_MATCH": 1})
