"""An engine in a process that is killed with orders at an exchange in another: who cancels them, and who must not."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from contextlib import suppress
from decimal import Decimal

import pytest

from rustybt import DataCatalog
from rustybt.backtest.strategy_file import strategy_at
from rustybt.exceptions import BrokerError, EngineError
from rustybt.live.account_lock import AccountLock
from rustybt.live.brokers.base import AccountIdentity
from rustybt.live.brokers.messages import OrderIntent
from rustybt.live.circuit_breakers import ManualCircuitBreaker
from rustybt.live.control import ask
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import Journal, JournalReader, verify_journal
from rustybt.live.last_cancels import LastCancels, cancel_left
from rustybt.live.last_state import CONFIG
from rustybt.live.order_names import OrderNames
from rustybt.live.watchdog import Sighting
from rustybt.testing.builders import made_up_contents
from rustybt.testing.exchange_process import served
from rustybt.testing.remote_exchange import RemoteExchange
from tests.live.test_hosts import forget
from tests.live.test_remote_broker import CASH, STRATEGY, open_at
from tests.live.test_watchdog import delivered, dog_of, seen
from tests.waits import until, until_async

FOREIGN = "o-ffffffff-000000000001-000000"


class Venue:
    """An exchange in another process, and engines on it."""

    def __init__(self, tmp_path, pid):
        self.root, self.folder, self.pid = tmp_path, tmp_path / "exchange", pid
        self.catalog = DataCatalog(tmp_path / "data")
        self.catalog.write("made-up", made_up_contents(["AAA"]))
        (tmp_path / "bids.py").write_text(STRATEGY)
        self.feed = self._feed()

    def _feed(self):
        return ReplayFeed("made-up", "2023-01-03", "2023-12-29", catalog=self.catalog, speed=500_000)

    def engine(self):
        feed = self._feed()
        broker = made_by(
            "rustybt.testing.remote_exchange:remote_exchange", {"folder": str(self.folder)}, feed.finder()
        )
        return LiveTradingEngine(
            strategy_at("bids.py", self.root),
            broker,
            feed,
            name="bids",
            folder=self.root,
            capital_base=CASH,
            circuit_breakers=[ManualCircuitBreaker()],
        )

    def started(self):
        """An engine in a process of its own, with an order that rests and some that were filled; its process."""
        engine = self.engine()
        asyncio.run(engine.start())
        until(lambda: open_at(self.folder) and (engine.folder / CONFIG).exists())
        until(lambda: ask(engine.folder, "status", timeout=60)["fills"])
        return engine.folder, forget(engine.folder)._process

    def killed(self):
        """The folder of one that was killed."""
        folder, process = self.started()
        process.kill()
        process.wait()
        assert open_at(self.folder)  # nobody cancelled anything
        return folder

    def send(self, order_id):
        """Send an order that rests, by another client."""

        async def client():
            broker = RemoteExchange(self.folder, self.feed.finder())
            await broker.connect()
            intent = OrderIntent(
                order_id=order_id,
                asset=next(iter(self.feed.finder())),
                amount=Decimal(1),
                order_type="limit",
                limit_price=Decimal(2),
                stop_price=None,
                time_in_force="gtc",
                decision_id="e-000000000001-000000",
                created_ns=time.time_ns(),
            )
            await broker.submit_order(intent)
            await broker.disconnect()

        asyncio.run(client())


@pytest.fixture
def venue(tmp_path):
    with served(tmp_path / "exchange", ["AAA"], cash=CASH) as pid:
        yield Venue(tmp_path, pid)
    with suppress(OSError, ValueError, KeyError):
        os.kill(json.loads((tmp_path / "bids" / "control.json").read_text())["pid"], signal.SIGKILL)


def records(folder, *kinds):
    with JournalReader.open(folder / "journal.db") as reader:
        return [dict(record.payload) for record in reader.read(kinds=kinds)]


def cancelling(folder, **options):
    return lambda: asyncio.run(cancel_left(folder, **options))


def test_what_a_killed_engine_left_is_cancelled_journalled_and_replayed(venue):
    folder = venue.killed()
    ours = open_at(venue.folder)
    venue.send(FOREIGN)
    dog, kept, alerts, _ = dog_of(folder, cancel=cancelling(folder))
    assert dog.run() == "DEAD"
    delivered(alerts)
    assert [each for each in kept.alerts if each != "engine_seen"] == ["engine_died", "orders_cancelled"]
    assert open_at(venue.folder) == [FOREIGN]  # of somebody else's on the account
    told = [(each["type"], each.get("order_id")) for each in records(folder, "order")]
    for order_id in ours:
        assert told.index(("CancelSent", order_id)) < told.index(("Cancelled", order_id))
    assert records(folder, "halt")[-1]["operator"] == "watchdog"
    assert "cancels asked for " + ", ".join(sorted(ours)) in records(folder, "notice")[-1]["text"]
    verify_journal(folder / "journal.db")

    again = venue.engine()
    assert again.replay().found.failure == ""
    asyncio.run(again.start())
    status = again.get_status()
    assert (status["state"], status["halt"]["operator"], status["open_orders"]) == ("HALTED", "watchdog", [])
    assert not status["opening"]  # halted by the latch before its account was compared, it was not ready yet
    asyncio.run(again.shutdown())
    assert Decimal(again.get_status()["cash"]) == Decimal(ask(venue.folder, "truth", timeout=60)["cash"])
    verify_journal(folder / "journal.db")
    assert again.replay().found.failure == ""


def test_one_that_hangs_holds_its_journal_and_nothing_is_cancelled_past_it(venue):
    folder, process = venue.started()
    dog, kept, alerts, said = dog_of(folder, cancel=cancelling(folder))
    seen(dog, Sighting.ALIVE)  # one that has never answered may be starting, and is waited for longer
    os.kill(process.pid, signal.SIGSTOP)
    try:
        seen(dog, Sighting.STALLED)
        assert HaltLatch(folder / "HALT").read().operator == "watchdog"
        before = open_at(venue.folder)
        assert before
        delivered(alerts)
        assert kept.alerts[-2:] == ["engine_stalled", "orders_not_cancelled"]
        assert "past a process that may still send and book: the journal" in said[-1]
        assert f"is held by process {process.pid}" in said[-1]
        assert open_at(venue.folder) == before
    finally:
        process.kill()
        process.wait()


def test_one_that_is_shut_down_while_it_comes_up_ends_in_order(venue):
    engine = venue.engine()

    async def life():
        starting = asyncio.ensure_future(engine.start())
        await until_async(lambda: engine._host is not None and engine.get_status()["state"] == "CONNECTING")
        await engine.shutdown()
        await starting

    os.kill(venue.pid, signal.SIGSTOP)
    try:
        asyncio.run(life())
    finally:
        os.kill(venue.pid, signal.SIGCONT)
    assert (forget(engine.folder).exit_code, engine.get_status()["state"]) == (0, "STOPPED")


def test_a_venue_that_is_away_is_told_with_what_may_be_open(venue):
    folder = venue.killed()
    left = open_at(venue.folder)
    os.kill(venue.pid, signal.SIGSTOP)
    try:
        with pytest.raises(BrokerError):
            asyncio.run(cancel_left(folder))
    finally:
        os.kill(venue.pid, signal.SIGCONT)
    until(lambda: open_at(venue.folder) == left)
    # The locks are free again: a second look cancels.
    assert asyncio.run(cancel_left(folder)).left == ()
    assert open_at(venue.folder) == []


def test_an_order_of_ours_that_the_journal_does_not_know_is_cancelled_too(venue):
    folder = venue.killed()
    unknown = OrderNames.of_session("bids", venue.feed.identity()).at_broker("o-999999999999-000000")
    venue.send(unknown)
    found = asyncio.run(cancel_left(folder))
    assert unknown in found.asked
    assert (found.left, open_at(venue.folder)) == ((), [])
    verify_journal(folder / "journal.db")


def test_an_account_that_another_session_trades_is_left_alone(venue):
    folder = venue.killed()
    before = open_at(venue.folder)
    (identity,) = records(folder, "connected")
    other = AccountLock(venue.root, "another", time.time_ns)
    other.claim(_account(identity))
    try:
        with pytest.raises(EngineError, match=r"account SIM-1 at simulated .testnet. is held by .*'another'"):
            asyncio.run(cancel_left(folder))
    finally:
        other.release()
    assert open_at(venue.folder) == before


def _account(told):
    return AccountIdentity(
        broker=told["broker"],
        account_id=told["account"],
        environment=told["environment"],
        currency=told["currency"],
        time_ns=1,
    )


def test_on_paper_and_before_a_connection_there_is_nothing_to_cancel(tmp_path):
    folder = tmp_path / "one"
    folder.mkdir(mode=0o700)
    (folder / CONFIG).write_text(json.dumps(described({"kind": "paper"})))
    assert asyncio.run(cancel_left(folder)) == LastCancels(told="on paper nothing is open at a venue")
    remote = {"kind": "module", "factory": "nowhere:made"}
    (folder / CONFIG).write_text(json.dumps(described(remote)))
    assert "has no journal" in asyncio.run(cancel_left(folder)).told
    Journal.open(folder / "journal.db", strategy="one", clock=time.time_ns).close()
    assert "had never connected" in asyncio.run(cancel_left(folder)).told
    (folder / CONFIG).unlink()
    dog, kept, alerts, said = dog_of(folder, cancel=cancelling(folder))
    (folder / "control.json").write_text(json.dumps({"port": 1, "token": "x", "pid": 1}))
    assert dog.run() == "DEAD"
    delivered(alerts)
    assert kept.alerts == ["engine_died", "orders_not_cancelled"]
    assert "its broker was made by code" in said[-1]


def described(broker):
    data = {"bundle": "sample", "start": "2011-01-03", "end": "2012-12-31"}
    return {"name": "one", "strategy": "a.b:C", "data": data, "broker": broker, "capital_base": 5}
