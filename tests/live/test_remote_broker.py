"""A real engine on an exchange in another process: its lanes break, it is slow, it lies, others trade on it."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import asynccontextmanager, contextmanager
from decimal import Decimal

import pytest

from rustybt import DataCatalog, TradingAlgorithm
from rustybt.backtest.strategy_file import strategy_at
from rustybt.exceptions import CommandError, EngineError
from rustybt.live.circuit_breakers import ManualCircuitBreaker
from rustybt.live.control import ask
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.hosts import ProcessHost
from rustybt.live.journal import JournalReader
from rustybt.testing.builders import made_up_contents
from rustybt.testing.exchange_process import served
from rustybt.testing.remote_exchange import RemoteExchange
from tests.engine.panels import panel
from tests.live.sessions import GoesOn, PanelFeed
from tests.waits import until_async

BARS = panel([[100] * 400, [100] * 400])
CASH = "1000000"


class Endless(GoesOn, PanelFeed):
    """A bar every so often, and no end."""

    seconds = 0.03


class Buyer(TradingAlgorithm):
    """Bids for one asset far below the market once, and buys one of the other on every eighth day."""

    def initialize(self, context):
        context.days = 0

    def handle_data(self, context, data):
        if context.days == 0:
            self.order(self.sid(1), 5, limit_price=1)
        if context.days % 8 == 0:
            self.order(self.sid(0), 1)
        context.days += 1


@contextmanager
def exchange(tmp_path, **options):
    """An exchange in another process: its folder and the process."""
    folder = tmp_path / "exchange"
    with served(folder, ["S0", "S1"], cash=CASH, **options) as pid:
        yield folder, pid


def engine_on(folder, tmp_path, *, name="one", broker=None, **options):
    broker = broker or RemoteExchange(folder, BARS.assets, timeout_seconds=0.5)
    return LiveTradingEngine(
        Buyer(),
        broker,
        Endless(BARS),
        name=name,
        folder=tmp_path,
        capital_base=CASH,
        circuit_breakers=[ManualCircuitBreaker()],
        **options,
    )


@asynccontextmanager
async def living(folder, tmp_path, **options):
    """An engine at work, which is shut down at the end."""
    engine = engine_on(folder, tmp_path, **options)
    await engine.start(host="thread")
    try:
        yield engine
    finally:
        await engine.shutdown()


def state(engine):
    return engine.get_status()["state"]


def records(engine, *kinds):
    with JournalReader.open(engine.folder / "journal.db") as reader:
        return [dict(record.payload) for record in reader.read(kinds=kinds)]


def states(engine):
    return [each["state"] for each in records(engine, "state")]


def open_at(folder):
    return [each["order_id"] for each in ask(folder, "truth")["orders"] if each["status"] == "open"]


def test_a_lane_that_breaks_takes_the_engine_out_of_trading_until_the_account_is_known_again(tmp_path):
    async def life():
        async with living(folder, tmp_path) as engine:
            await until_async(lambda: engine.get_status()["fills"] > 2)
            for lane in ("orders", "reports"):
                ask(folder, "weather", name=f"disconnect_{lane}")
                await until_async(lambda: state(engine) == "DISCONNECTED")
                await until_async(lambda: state(engine) == "ARMED")
            fills = engine.get_status()["fills"]
            await until_async(lambda: engine.get_status()["fills"] > fills)
            ask(folder, "stand")
        lanes = [(each["lane"], each["up"]) for each in records(engine, "lane")]
        assert lanes == [("orders", False), ("orders", True), ("reports", False), ("reports", True)]
        where = "NEW"
        for each in records(engine, "state", "order"):
            where = each.get("state", where)
            assert each.get("type") != "IntentJournalled" or where == "ARMED"
        truth, status = ask(folder, "truth"), engine.get_status()
        assert (status["state"], Decimal(status["cash"])) == ("STOPPED", Decimal(truth["cash"]))
        assert {each["symbol"]: each["amount"] for each in status["positions"]} == truth["positions"]

    with exchange(tmp_path, longest_seconds=0.5) as (folder, _):
        asyncio.run(life())


def test_a_halt_cancels_what_is_open_at_the_exchange(tmp_path):
    async def life():
        async with living(folder, tmp_path) as engine:
            await until_async(lambda: open_at(folder))
            await asyncio.to_thread(engine.halt, "enough", "ada")
            await until_async(lambda: not open_at(folder) and state(engine) == "HALTED")
            await until_async(lambda: not engine.get_status()["open_orders"])
            sent = len(ask(folder, "truth")["orders"])
            await asyncio.sleep(0.3)
            assert len(ask(folder, "truth")["orders"]) == sent

    with exchange(tmp_path) as (folder, _):
        asyncio.run(life())


def test_an_exchange_that_stands_still_keeps_nobody_from_halting(tmp_path):
    async def life():
        async with living(folder, tmp_path) as engine:
            await until_async(lambda: open_at(folder))
            os.kill(pid, signal.SIGSTOP)
            try:
                await until_async(
                    lambda: any(each["state"] == "unknown" for each in engine.get_status()["open_orders"])
                )
                HaltLatch(engine.folder / "HALT").set(HaltRecord(reason="enough", operator="page", time_ns=1))
                await until_async(lambda: state(engine) == "HALTED")
                assert engine.get_status()["halt"]["operator"] == "page"
                await until_async(lambda: records(engine, "cancel_failed"))
            finally:
                os.kill(pid, signal.SIGCONT)
            await until_async(lambda: not open_at(folder))

    with exchange(tmp_path) as (folder, pid):
        asyncio.run(life())


class Hanging(RemoteExchange):
    """Never says what was filled."""

    async def get_fills(self, since=""):
        await asyncio.Event().wait()


def test_a_session_that_cannot_come_up_is_halted_and_stopped_all_the_same(tmp_path):
    async def life():
        async with living(folder, tmp_path):
            await until_async(lambda: open_at(folder))
        assert open_at(folder)
        again = engine_on(folder, tmp_path, broker=Hanging(folder, BARS.assets))
        starting = asyncio.ensure_future(again.start(host="thread"))
        await until_async(lambda: again._host is not None and state(again) == "RECONCILING")
        HaltLatch(again.folder / "HALT").set(HaltRecord(reason="enough", operator="page", time_ns=1))
        await until_async(lambda: state(again) == "HALTED" and not open_at(folder))
        await again.shutdown()
        await starting  # a shutdown is an end in order, whenever it comes
        assert (states(again)[-1], state(again), again.get_status()["running"]) == ("HALTED", "HALTED", False)

    with exchange(tmp_path) as (folder, _):
        asyncio.run(life())


def test_an_exchange_that_is_away_is_waited_for(tmp_path):
    async def life():
        engine = engine_on(folder, tmp_path, broker=RemoteExchange(folder, BARS.assets, timeout_seconds=0.3))
        os.kill(pid, signal.SIGSTOP)
        starting = asyncio.ensure_future(engine.start(host="thread"))
        await until_async(lambda: engine._host is not None and state(engine) == "CONNECTING")
        await asyncio.sleep(0.5)
        os.kill(pid, signal.SIGCONT)
        await starting
        await until_async(lambda: state(engine) == "ARMED")
        await engine.shutdown()

    with exchange(tmp_path) as (folder, pid):
        asyncio.run(life())


def test_balances_that_are_a_lie_halt_and_say_what_differs(tmp_path):
    async def life():
        async with living(folder, tmp_path) as engine:
            await until_async(lambda: engine.get_status()["fills"] > 2)
            ask(folder, "weather", name="lie_balances")
            await engine.reconcile()
            assert (state(engine), engine.get_status()["halt"]["operator"]) == ("HALTED", "reconciliation")
            report = engine.get_status()["reconciliation"]
            assert report["position_discrepancies"] or report["cash_discrepancy"]
            assert "DISCONNECTED" in states(engine)  # while it was read again
            ask(folder, "calm")
            await engine.resume("ada", "the venue has mended it")
            await until_async(lambda: state(engine) == "ARMED")

    with exchange(tmp_path, longest_seconds=3600) as (folder, _):
        asyncio.run(life())


@pytest.mark.parametrize("symbol", ["S0", "NEWCOIN"])
def test_a_trade_of_others_halts_whether_we_know_the_asset_or_not(tmp_path, symbol):
    async def life():
        async with living(folder, tmp_path) as engine:
            await until_async(lambda: engine.get_status()["fills"] > 2)
            ask(folder, "by_hand", symbol=symbol, amount="3", price="7")
            await until_async(lambda: state(engine) == "HALTED")
            (external,) = records(engine, "external")
            assert (external["symbol"], external["amount"]) == (symbol, "3")
            assert any(each["kind"] == "external" for each in engine.get_status()["events"])
            await engine.reconcile()
            report = engine.get_status()["reconciliation"]
            assert any(symbol in str(each) for each in report["fill_discrepancies"])
            with pytest.raises((CommandError, EngineError), match="was traded by others"):
                await engine.resume("ada", "never mind")
        async with living(folder, tmp_path) as again:
            assert state(again) == "HALTED"
            assert records(again, "external") == [external]

    with exchange(tmp_path) as (folder, _):
        asyncio.run(life())


def test_a_clock_that_is_off_has_orders_refused_in_words_and_nothing_else(tmp_path):
    def late():
        return time.time_ns() - 10_000_000_000

    async def life():
        broker = RemoteExchange(folder, BARS.assets, clock=late)
        async with living(folder, tmp_path, broker=broker, clock=late) as engine:
            await until_async(lambda: engine.get_status()["orders_submitted"] > 3)
            assert state(engine) == "ARMED"
        said = [each for each in records(engine, "order") if each["type"] == "Refused"]
        assert {each["code"] for each in said} == {"stale_request"}
        assert "outside of the receive window" in said[0]["evidence"]
        assert (ask(folder, "truth")["orders"], engine.get_status()["fills"]) == ([], 0)

    with exchange(tmp_path) as (folder, _):
        asyncio.run(life())


def test_the_second_engine_on_an_account_is_refused(tmp_path):
    async def life():
        async with living(folder, tmp_path) as engine:
            second = engine_on(folder, tmp_path, name="two")
            with pytest.raises(EngineError, match=r"account SIM-1 at simulated .testnet. is held by .*'one'"):
                await second.start(host="thread")
            assert not records(second, "connected")
            await until_async(lambda: engine.get_status()["fills"])
        async with living(folder, tmp_path, name="two") as later:
            assert state(later) == "HALTED"  # it is free now, and was traded by another

    with exchange(tmp_path) as (folder, _):
        asyncio.run(life())


STRATEGY = """
from rustybt import TradingAlgorithm


class Bids(TradingAlgorithm):
    def initialize(self, context):
        self.asset = self.symbol("AAA")

    def handle_data(self, context, data):
        if not self.get_open_orders():
            self.order(self.asset, 5, limit_price=1)
        self.order(self.asset, 1)
"""


def test_a_process_host_makes_the_broker_itself_and_is_halted_from_here(tmp_path):
    catalog = DataCatalog(tmp_path / "data")
    catalog.write("made-up", made_up_contents(["AAA"]))
    (tmp_path / "bids.py").write_text(STRATEGY)

    async def life():
        feed = ReplayFeed("made-up", "2023-01-03", "2023-12-29", catalog=catalog, speed=500_000)
        broker = made_by(
            "rustybt.testing.remote_exchange:remote_exchange", {"folder": str(folder)}, feed.finder()
        )
        engine = LiveTradingEngine(
            strategy_at("bids.py", tmp_path),
            broker,
            feed,
            name="bids",
            folder=tmp_path,
            capital_base=CASH,
            circuit_breakers=[ManualCircuitBreaker()],
        )
        await engine.start()  # a process, since the broker is not paper
        assert isinstance(engine._host, ProcessHost)
        try:
            await until_async(lambda: len(open_at(folder)) and engine.get_status()["fills"])
            assert not broker.is_connected
            await asyncio.to_thread(engine.halt, "enough", "ada")
            await until_async(lambda: not open_at(folder) and state(engine) == "HALTED")
            await engine.shutdown()
        finally:
            engine._host._process.kill()
            engine._host._process.wait()
        truth = ask(folder, "truth")
        assert Decimal(engine.get_status()["cash"]) == Decimal(truth["cash"])

    folder = tmp_path / "exchange"
    with served(folder, ["AAA"], cash=CASH):
        asyncio.run(life())
