"""The simulated exchange behind real sockets: the same port, kept by an adapter that talks to another process."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import time
from contextlib import suppress
from decimal import Decimal

import pytest

from rustybt.exceptions import BrokerConnectionError, BrokerError, BrokerTimeoutError, CommandError
from rustybt.live.brokers.messages import Accepted, Disconnected, Filled, OrderIntent, Reconnected
from rustybt.live.control import ask
from rustybt.testing.broker_bench import BrokerBench
from rustybt.testing.broker_conformance import CHECKS, run_check
from rustybt.testing.exchange_process import served
from rustybt.testing.exchange_server import ExchangeServer
from rustybt.testing.remote_exchange import RemoteExchange
from rustybt.testing.world import World
from tests.testing.test_broker_conformance import ASSETS, STRANGER

SETTLE = 0.02


class SocketBench(BrokerBench):
    """The exchange and its client on one loop, with sockets in between."""

    def __init__(self, folder) -> None:
        self.world = World(ASSETS, clock=time.time_ns)
        self.server = ExchangeServer(self.world, folder, latency_ns=(0, 0))
        super().__init__(RemoteExchange(folder, ASSETS), ASSETS, STRANGER)

    async def start(self):
        await self.server.start()
        return await super().start()

    async def print(self, tick) -> None:
        for asset in ASSETS:
            self.world.trade(asset, tick.price, tick.volume)
        await asyncio.sleep(SETTLE)

    async def end_session(self) -> None:
        self.world.venue.end_session()
        await asyncio.sleep(SETTLE)

    async def stop(self) -> None:
        await super().stop()
        await self.server.close()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_adapter_conforms_over_sockets(check, tmp_path) -> None:
    benches = []

    def bench():
        benches.append(SocketBench(tmp_path))
        return benches[0]

    applied = run_check(check, bench, run=asyncio.run)
    if not applied:
        asyncio.run(benches[0].server.close())
    assert applied == (check.name != "a sale of what is not held is refused")


async def heard(reports, kind):
    async for report in reports:
        if isinstance(report, kind):
            return report
    raise AssertionError(f"no {kind.__name__} was heard")


def test_a_process_of_its_own_serves_it_until_it_is_stopped(tmp_path):
    async def life():
        exchange = RemoteExchange(tmp_path, ASSETS)
        reports = exchange.reports()
        identity = await exchange.connect()
        assert (identity.account_id, exchange.is_connected) == ("SIM-1", True)
        intent = OrderIntent(order_id="o-1", asset=ASSETS[0], amount=Decimal(5), created_ns=7)
        assert isinstance(await exchange.submit_order(intent), Accepted)
        fill = await heard(reports, Filled)
        while sum(each.amount for each in (await exchange.get_fills()).fills) < 5:
            await asyncio.sleep(0.01)
        truth = ask(tmp_path, "truth")
        account = await exchange.get_account_info()
        assert (fill.asset, fill.trade_id) == (ASSETS[0], truth["trades"][0]["trade_id"])
        assert (str(account.cash), truth["positions"]) == (truth["cash"], {"AAA": "5"})
        await exchange.disconnect()
        assert not exchange.is_connected

    with served(tmp_path, ["AAA", "BBB"], seed=3) as pid:
        asyncio.run(life())
        assert json.loads((tmp_path / "exchange.json").read_text())["pid"] == pid
        assert (tmp_path / "exchange.json").stat().st_mode & 0o077 == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_lane_that_is_cut_comes_back_by_itself_and_says_so(tmp_path):
    async def life():
        exchange = RemoteExchange(tmp_path, ASSETS)
        reports = exchange.reports()
        await exchange.connect()
        for lane in ("orders", "reports"):
            ask(tmp_path, "weather", name=f"disconnect_{lane}")
            assert (await heard(reports, Disconnected)).lane == lane
            assert not exchange.is_connected
            if lane == "orders":
                with pytest.raises(BrokerConnectionError, match="the lane of orders is down"):
                    await exchange.get_positions()
            assert (await heard(reports, Reconnected)).lane == lane
            assert await exchange.get_positions() == ()
        await exchange.disconnect()

    with served(tmp_path, ["AAA", "BBB"], longest_seconds=0.3):
        asyncio.run(life())


def test_an_order_whose_answer_is_lost_is_taken_all_the_same(tmp_path):
    async def life():
        exchange = RemoteExchange(tmp_path, ASSETS, timeout_seconds=0.2)
        while not exchange.is_connected:
            with suppress(BrokerTimeoutError):
                await exchange.connect()
        sent, said = 0, ""
        while not said:
            sent += 1
            try:
                await exchange.submit_order(
                    OrderIntent(order_id=f"o-{sent}", asset=ASSETS[0], amount=Decimal(5))
                )
            except BrokerTimeoutError as error:
                said = str(error)
        assert "whether the exchange has it is unknown" in said
        assert [each["order_id"] for each in ask(tmp_path, "truth")["orders"]][-1] == f"o-{sent}"
        await exchange.disconnect()

    with served(tmp_path, ["AAA", "BBB"], faults={"drop_answer": 0.4}):
        asyncio.run(life())


@pytest.mark.parametrize(
    "lines", [b"{}\n", b"nonsense\n", b'{"token": "no", "client": "c", "lane": "orders"}\n']
)
def test_who_does_not_hold_the_token_gets_nothing(tmp_path, lines):
    with served(tmp_path, ["AAA"]):
        port = json.loads((tmp_path / "exchange.json").read_text())["port"]
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(lines + b'{"id": 1, "method": "get_positions", "sent_ns": 1}\n')
            said = connection.makefile("rb").read()
    assert said in (b"", b'{"error": "token", "message": "wrong token: read it from exchange.json"}\n')


def test_what_is_asked_wrongly_is_refused_in_words(tmp_path):
    async def life():
        exchange = RemoteExchange(tmp_path, ASSETS)
        await exchange.connect()
        with pytest.raises(BrokerError, match="no cursor"):
            await exchange.get_fills("soon")
        with pytest.raises(BrokerError, match="is no request"):
            await exchange._ask("dance")
        with pytest.raises(BrokerError, match="needs"):
            await exchange._ask("submit_order", intent={"asset": {"sid": 0, "symbol": "AAA"}})
        await exchange.disconnect()

    with served(tmp_path, ["AAA"]):
        asyncio.run(life())
        with pytest.raises(CommandError, match="no command 'dance'"):
            ask(tmp_path, "dance")
        with pytest.raises(CommandError, match="'rain' is no weather: there is disconnect_orders"):
            ask(tmp_path, "weather", name="rain")
        with pytest.raises(CommandError, match="trade needs 'price'"):
            ask(tmp_path, "trade", symbol="AAA")


def test_where_no_exchange_is_served_the_error_says_so(tmp_path):
    with pytest.raises(BrokerConnectionError, match=r"no exchange is served at .*exchange\.json"):
        asyncio.run(RemoteExchange(tmp_path, ASSETS).connect())
