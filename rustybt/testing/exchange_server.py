"""A simulated exchange behind sockets: its clients, in other processes, come and go, and it outlives them.

`rustybt.testing.remote_exchange.RemoteExchange` is the adapter that talks to it, and
`rustybt.testing.exchange_process` what runs it by itself. What an operator of the exchange may do goes to
``rustybt.live.control.ask(folder, ...)``; see `ExchangeServer.command`.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import (
    BrokerConnectionError,
    BrokerError,
    BrokerTimeoutError,
    CommandError,
    RustyBTError,
)
from rustybt.live.brokers.messages import Disconnected, Reconnected
from rustybt.live.codecs import encode_record
from rustybt.live.control import ControlServer
from rustybt.live.private_files import write_private
from rustybt.testing.exchange_protocol import (
    ADDRESS,
    METHODS,
    MOST_BYTES,
    encode_error,
    encode_said,
    line_of,
    object_of,
)
from rustybt.testing.simulated_exchange import SimulatedExchange
from rustybt.testing.wire import MILLI, NANOS

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import BrokerReport
    from rustybt.testing.world import World

__all__ = ["ExchangeServer"]

_SENT_NS: ContextVar[int] = ContextVar("sent_ns")


@dataclass(slots=True)
class _Client:
    """One adapter, by the name that it gave itself: it may lose a lane and come back."""

    exchange: SimulatedExchange
    lanes: dict[str, asyncio.StreamWriter] = field(default_factory=dict)
    down: set[str] = field(default_factory=set)
    hearing: asyncio.Task[None] | None = None

    async def hear(self) -> None:
        async for report in self.exchange.reports():
            self._tell(report)

    def _tell(self, report: BrokerReport) -> None:
        match report:
            case Disconnected():
                self.down.add(report.lane)
                if (lane := self.lanes.pop(report.lane, None)) is not None:
                    lane.transport.abort()
            case Reconnected():
                self.down.discard(report.lane)
            case _:
                if (lane := self.lanes.get("reports")) is not None:
                    lane.write(line_of({"report": encode_said(report)}))

    def leave(self) -> None:
        self.exchange.abandon()
        if self.hearing is not None:
            self.hearing.cancel()


class ExchangeServer:
    """Serves a world to the adapters of other processes, each by two connections: orders, and reports.

    A lane that the weather cuts is reset, and refused until it is back; a request that got lost has no answer.

    Args:
        world: Venue and weather; its clock is this machine's.
        folder: Where the address and the tokens are written, for this user alone.
        latency_ns: Shortest and longest time of one way.
        timeout_ns: How long a request may be under way before nobody hears of it any more.

    Attributes:
        moving: Whether the market trades.
    """

    def __init__(
        self,
        world: World,
        folder: Path,
        *,
        latency_ns: tuple[int, int] = (MILLI, 10 * MILLI),
        timeout_ns: int = 2 * NANOS,
    ) -> None:
        self.moving = True
        self._world = world
        self._folder = folder
        self._latency_ns, self._timeout_ns = latency_ns, timeout_ns
        self._token = secrets.token_urlsafe(32)
        self._clients: dict[str, _Client] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._control = ControlServer(folder, self.command)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._announce()

    async def start(self) -> None:
        """Take connections."""
        await self._control.start()
        self._server = await asyncio.start_server(self._serve, sock=self._socket, limit=MOST_BYTES)

    async def close(self) -> None:
        """Reset every lane, and take no more of them."""
        (self._folder / ADDRESS).unlink(missing_ok=True)
        await self._control.close()
        if self._server is not None:
            self._server.close()
        self._socket.close()
        tasks = {*self._answering, *(each.hearing for each in self._clients.values() if each.hearing)}
        for client in tuple(self._clients.values()):
            client.leave()
            for lane in client.lanes.values():
                lane.transport.abort()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def command(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Do what the exchange's operator asks for.

        Args:
            name: ``trade`` (symbol, price, volume), ``by_hand`` (symbol, amount, price), ``end_session``, ``weather``
                (name), ``calm``, ``stand`` (the market trades no more), ``truth``.
            arguments: Of the command.

        Raises:
            CommandError: If there is no such command, or an argument is missing.
            RustyBTError: If it cannot be done.
        """
        world, venue = self._world, self._world.venue
        try:
            match name:
                case "trade":
                    price, volume = Decimal(arguments["price"]), Decimal(arguments["volume"])
                    venue.trade(arguments["symbol"], price, volume)
                case "by_hand":
                    amount, price = Decimal(arguments["amount"]), Decimal(arguments["price"])
                    venue.trade_by_hand(arguments["symbol"], amount, price)
                case "end_session":
                    venue.end_session()
                case "weather":
                    world.happen(arguments["name"])
                case "calm":
                    world.calm()
                case "stand":
                    self.moving = False
                case "truth":
                    return self._truth()
                case _:
                    raise CommandError(f"an exchange has no command {name!r}")
        except KeyError as error:
            raise CommandError(f"{name} needs {error}") from None
        return {}

    def _truth(self) -> dict[str, Any]:
        venue = self._world.venue
        return {
            "cash": str(venue.cash()),
            "positions": {symbol: str(amount) for symbol, amount in venue.positions().items()},
            "trades": [encode_record(each) for each in venue.trades],
            "orders": [encode_record(each) for each in venue.all_orders()],
            "faults": dict(self._world.faults.counts),
        }

    def _announce(self) -> None:
        told = {
            "port": self._socket.getsockname()[1],
            "token": self._token,
            "pid": os.getpid(),
            "rules": encode_record(self._world.venue.rules),
        }
        write_private(self._folder / ADDRESS, line_of(told), replace=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, ValueError, BrokerConnectionError):  # it hung up, or made no sense
            hello = object_of(await reader.readline())
            name, lane = str(hello.get("client")), str(hello.get("lane"))
            if not hmac.compare_digest(str(hello.get("token")).encode(), self._token.encode()):
                writer.write(line_of({"error": "token", "message": f"wrong token: read it from {ADDRESS}"}))
            elif lane in ("orders", "reports"):
                await self._carry(self._client(name), name, lane, reader, writer)
        writer.close()

    async def _carry(
        self,
        client: _Client,
        name: str,
        lane: str,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if lane in client.down:
            writer.transport.abort()
            return
        client.lanes[lane] = writer
        try:
            writer.write(line_of({"welcome": lane}))
            while line := await reader.readline():
                task = asyncio.get_running_loop().create_task(self._answer(client, writer, object_of(line)))
                self._answering.add(task)
                task.add_done_callback(self._answering.discard)
        finally:
            if client.lanes.get(lane) is writer:
                del client.lanes[lane]
            if not client.lanes and not client.down:
                client.leave()
                self._clients.pop(name, None)

    def _client(self, name: str) -> _Client:
        client = self._clients.get(name)
        if client is None:
            exchange = SimulatedExchange(
                self._world,
                assets=(),
                clock=_SENT_NS.get,
                latency_ns=self._latency_ns,
                timeout_ns=self._timeout_ns,
            )
            client = self._clients[name] = _Client(exchange)
            client.hearing = asyncio.get_running_loop().create_task(client.hear())
        return client

    async def _answer(self, client: _Client, writer: asyncio.StreamWriter, said: dict[str, Any]) -> None:
        try:
            reply = {"answer": encode_said(await self._ask(client, said))}
        except BrokerTimeoutError:
            return  # it got lost on its way there or back
        except BrokerError as error:
            reply = {**encode_error(error)}
        except RustyBTError as error:
            reply = {**encode_error(BrokerError(str(error)))}
        if not writer.is_closing():
            writer.write(line_of({"id": said.get("id"), **reply}))

    async def _ask(self, client: _Client, said: dict[str, Any]) -> Any:
        name = str(said.get("method"))
        method = METHODS.get(name)
        if method is None or not isinstance(said.get("sent_ns"), int):
            raise BrokerError(f"{said!r} is no request: name a method and sent_ns")
        _SENT_NS.set(said["sent_ns"])  # of this task alone
        if not method.argument:
            return await getattr(client.exchange, name)()
        given = said.get("arguments", {}).get(method.argument)
        listed = {asset.symbol: asset for asset in self._world.assets}
        return await getattr(client.exchange, name)(method.read(given, listed))
