"""What adapters and feeds raise: no order without somebody who asks, and no key in a journal, a status or a cell."""

from __future__ import annotations

import asyncio
import traceback

import pytest

from rustybt.exceptions import BrokerConnectionError, EngineError
from rustybt.live.brokers.messages import Refused
from rustybt.live.circuit_breakers import ManualCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import JournalReader
from rustybt.live.redaction import HIDDEN, Redactor, Secret
from rustybt.live.unsaid import Unsaid
from rustybt.testing.scripted_broker import ScriptedBroker
from tests.engine.panels import panel
from tests.live.test_recovery import OneADay
from tests.live.test_value_notes import Pausing
from tests.waits import until_async

KEY = "k3y-of-the-account"
BARS = panel([[10] * 12])


class Leaky(ScriptedBroker):
    """A broker whose errors say its key."""

    def secrets(self):
        return (Secret(KEY),)


class Breaks(Pausing):
    """A feed with a bug of its own."""

    async def events(self, timeline, done):
        count = 0
        async for event in super().events(timeline, done):
            yield event
            count += 1
            if count == 4:
                raise KeyError(KEY)


def engine_of(folder, script=None, feed=None):
    return LiveTradingEngine(
        OneADay(),
        Leaky(script, environment="testnet"),
        feed or Pausing(BARS, 4),
        name="one",
        folder=folder,
        capital_base=100_000,
        circuit_breakers=[ManualCircuitBreaker()],
    )


def told(folder):
    """All that a session has left on the disk."""
    with JournalReader.open(folder / "one" / "journal.db") as journal:
        records = [(record.kind, dict(record.payload)) for record in journal.read()]
    for path in (folder / "one").rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path
    return records


@pytest.mark.parametrize("error", [KeyError(f"orderId of apiKey={KEY}"), BrokerConnectionError(f"as {KEY}")])
def test_an_order_whose_submit_raised_anything_is_unknown_and_asked_about(tmp_path, error):
    async def days():
        engine = engine_of(tmp_path, {"submit_order": [error]})
        await engine.start("thread")
        await until_async(lambda: engine._plan.broker.asked("get_order"))
        rows = engine.get_status()["open_orders"]
        assert [row["state"] for row in rows] == ["unknown"]
        assert KEY not in str(engine.get_status())
        await engine.shutdown()

    asyncio.run(days())
    (why,) = [payload for kind, payload in told(tmp_path) if payload.get("type") == "OutcomeUnknown"]
    assert HIDDEN in str(why)


def refused(intent, *_):
    return Refused(order_id=intent.order_id, code="other", evidence=f"not with {KEY}", time_ns=1)


def test_what_a_venue_refuses_an_order_with_says_no_key(tmp_path):
    async def days():
        engine = engine_of(tmp_path, {"submit_order": [refused] * 12})
        await engine.start("thread")
        await until_async(lambda: engine._plan.broker.asked("submit_order"))
        await engine.shutdown()

    asyncio.run(days())
    (said, *_) = [payload for kind, payload in told(tmp_path) if payload.get("type") == "Refused"]
    assert said["evidence"] == f"not with {HIDDEN}"


def test_what_a_comparison_falls_over_says_no_key(tmp_path):
    async def days():
        engine = engine_of(tmp_path, {"get_positions": [ValueError(KEY)] * 400})
        await engine.start("thread")
        await until_async(lambda: engine._plan.broker.asked("get_positions"))
        await engine.shutdown()

    asyncio.run(days())
    reports = [str(payload) for kind, payload in told(tmp_path) if kind == "reconciled"]
    assert HIDDEN in reports[0]


def test_a_cancel_that_raised_anything_is_asked_for_again(tmp_path):
    async def days():
        engine = engine_of(
            tmp_path, {"cancel_order": [ValueError(KEY), *[BrokerConnectionError("away")] * 50]}
        )
        await engine.start("thread")
        await until_async(lambda: engine.get_status()["open_orders"])
        engine.halt("enough", "ada")
        await until_async(lambda: len(engine._plan.broker.asked("cancel_order")) > 1)
        await engine.shutdown()

    asyncio.run(days())
    failed = [payload["error"] for kind, payload in told(tmp_path) if kind == "cancel_failed"]
    assert failed[0] == f"ValueError: {HIDDEN}"


def test_a_feed_that_raises_anything_halts_the_session_and_cancels_what_is_open(tmp_path):
    engine = engine_of(tmp_path, feed=Breaks(BARS, 12))

    async def days():
        await engine.start("thread")
        await engine.join()

    with pytest.raises(EngineError) as raised:
        asyncio.run(days())
    assert KEY not in "".join(traceback.format_exception(raised.value))
    status = engine.get_status()
    assert (status["state"], HIDDEN in status["halt"]["reason"]) == ("HALTED", True)
    assert engine._plan.broker.asked("cancel_order")
    assert HaltLatch(engine.folder / "HALT").is_set
    assert "halt" in [kind for kind, _ in told(tmp_path)]


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(f"401 for {KEY}"),
        EngineError(f"401 for {KEY}"),
        caused(EngineError("401 for you"), ValueError(KEY)),
    ],
)
def test_a_connection_that_is_refused_says_no_key_in_a_cell(tmp_path, error):
    engine = engine_of(tmp_path, {"connect": [error]})
    with pytest.raises(EngineError, match="401 for") as raised:
        asyncio.run(engine.start("thread"))
    assert KEY not in "".join(traceback.format_exception(raised.value))
    told(tmp_path)


def test_an_error_without_secrets_goes_on_as_it_is():
    error = caused(ZeroDivisionError("by zero"), ValueError("why"))
    with pytest.raises(ZeroDivisionError) as raised, Unsaid(Redactor([KEY])):
        raise error
    assert (raised.value, repr(raised.value.__cause__)) == (error, "ValueError('why')")
