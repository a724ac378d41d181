"""The adapter of a simulated exchange in another process: what a real venue's adapter does, over real sockets."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rustybt.exceptions import BrokerConnectionError, BrokerError, BrokerRateLimitError, BrokerTimeoutError
from rustybt.live.brokers.base import BrokerAdapter, FillPage
from rustybt.live.brokers.messages import Disconnected, Filled, Reconnected, Refused
from rustybt.live.codecs import decode_record, encode_record
from rustybt.testing.exchange_protocol import (
    ADDRESS,
    MOST_BYTES,
    decode_error,
    decode_said,
    line_of,
    object_of,
)
from rustybt.testing.simulated_exchange import capabilities_of
from rustybt.testing.venue_rules import VenueRules

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.base import (
        AccountIdentity,
        AccountInfo,
        BrokerCapabilities,
        BrokerOrder,
        BrokerPosition,
        Environment,
    )
    from rustybt.live.brokers.messages import BrokerReport, CancelAnswer, OrderIntent, SubmitAnswer
    from rustybt.live.codecs import Json

__all__ = ["RemoteExchange", "remote_exchange"]

AGAIN_SECONDS = 0.05

type Lane = Literal["orders", "reports"]

LANES: tuple[Lane, ...] = ("orders", "reports")


class RemoteExchange(BrokerAdapter):
    """One client of the simulated exchange that another process serves.

    Args:
        folder: Of the exchange; its address and token are read there at each connection.
        assets: What the client knows, by their symbols.
        timeout_seconds: How long it waits for an answer.
        clock: The client's own, UTC nanoseconds, which stamps its requests.
        environment: What the account must be.
    """

    def __init__(
        self,
        folder: Path | str,
        assets: Iterable[Asset],
        *,
        timeout_seconds: float = 2.0,
        clock: Callable[[], int] = time.time_ns,
        environment: Environment = "testnet",
    ) -> None:
        self.name = "simulated"
        self.environment = environment
        self._folder = Path(folder)
        self._known = {asset.symbol: asset for asset in assets}
        self._timeout = timeout_seconds
        self._clock = clock
        self._client = secrets.token_hex(8)
        self._lanes: dict[Lane, asyncio.StreamWriter] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._queue: asyncio.Queue[BrokerReport | None] | None = None
        self._capabilities: BrokerCapabilities | None = None

    @property
    def capabilities(self) -> BrokerCapabilities:
        """What the exchange can do."""
        if self._capabilities is None:
            self._capabilities = capabilities_of(decode_record(VenueRules, self._address()["rules"]))
        return self._capabilities

    @property
    def is_connected(self) -> bool:
        """Whether both lanes are up."""
        return bool(self._keepers) and len(self._lanes) == 2

    async def connect(self) -> AccountIdentity:
        """Open both lanes and ask whose account it is; see `BrokerAdapter.connect`."""
        fresh = not self._keepers
        try:
            for lane in LANES if fresh else ():
                reader = await self._open(lane)
                self._keepers.append(asyncio.get_running_loop().create_task(self._keep(lane, reader)))
            identity: AccountIdentity = await self._ask("connect")
        except BrokerError:
            if fresh:
                await self._hang_up()
            raise
        return identity

    async def disconnect(self) -> None:
        """Close both lanes; see `BrokerAdapter.disconnect`."""
        await self._hang_up()
        self._end_reader()

    async def submit_order(self, intent: OrderIntent) -> SubmitAnswer:
        """Send an order, once; see `BrokerAdapter.submit_order`."""
        sent_ns = self._clock()
        try:
            answer: SubmitAnswer = await self._ask("submit_order", intent=encode_record(intent))
        except BrokerRateLimitError as error:
            return Refused(
                order_id=intent.order_id, code="rate_limited", evidence=str(error), time_ns=sent_ns
            )
        return answer

    async def cancel_order(self, order_id: str) -> CancelAnswer:
        """Ask for a cancel; see `BrokerAdapter.cancel_order`."""
        answer: CancelAnswer = await self._ask("cancel_order", order_id=order_id)
        return answer

    async def get_order(self, order_id: str) -> BrokerOrder | None:
        """Return an order by our id; see `BrokerAdapter.get_order`."""
        found: BrokerOrder | None = await self._ask("get_order", order_id=order_id)
        return None if found is None else self._named(found)

    async def get_open_orders(self) -> tuple[BrokerOrder, ...]:
        """Return the open orders; see `BrokerAdapter.get_open_orders`."""
        return tuple(self._named(each) for each in await self._ask("get_open_orders"))

    async def get_positions(self) -> tuple[BrokerPosition, ...]:
        """Return the positions; see `BrokerAdapter.get_positions`."""
        return tuple(self._named(each) for each in await self._ask("get_positions"))

    async def get_account_info(self) -> AccountInfo:
        """Return cash and values; see `BrokerAdapter.get_account_info`."""
        found: AccountInfo = await self._ask("get_account_info")
        return found

    async def get_fills(self, since: str = "") -> FillPage:
        """Return fills after a cursor; see `BrokerAdapter.get_fills`."""
        page: FillPage = await self._ask("get_fills", since=since)
        return replace(page, fills=tuple(self._named(each) for each in page.fills))

    async def get_time_ns(self) -> int:
        """Return the exchange's clock."""
        found: int = await self._ask("get_time_ns")
        return found

    def reports(self) -> AsyncIterator[BrokerReport]:
        """Return the reports from now on; see `BrokerAdapter.reports`."""
        self._end_reader()
        self._queue = asyncio.Queue()
        return _read(self._queue)

    async def arm_dead_man(self, timeout_ns: int) -> None:
        """Have everything cancelled unless called again in time; see `BrokerAdapter.arm_dead_man`."""
        await self._ask("arm_dead_man", timeout_ns=timeout_ns)

    async def _ask(self, method: str, **arguments: Json) -> Any:
        lane = self._lanes.get("orders")
        if not self._keepers or lane is None:
            told = "the lane of orders is down" if self._keepers else "await connect() first"
            raise BrokerConnectionError(f"{method}: not connected to {self.name}: {told}")
        self._asked += 1
        number = self._asked
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        sent: dict[str, Json] = {
            "id": number,
            "method": method,
            "sent_ns": self._clock(),
            "arguments": arguments,
        }
        lane.write(line_of(sent))
        try:
            async with asyncio.timeout(self._timeout):
                said = await answer
        except TimeoutError as error:
            if isinstance(error, BrokerError):
                raise
            raise BrokerTimeoutError(
                f"{method}: no answer within {self._timeout} s: whether the exchange has it is unknown"
            ) from None
        finally:
            del self._waiting[number]
        if "error" in said:
            raise decode_error(said)
        return decode_said(said.get("answer"))

    async def _hang_up(self) -> None:
        keepers, self._keepers = self._keepers, []
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        for lane in LANES:
            self._close(lane)

    def _address(self) -> dict[str, Any]:
        path = self._folder / ADDRESS
        try:
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BrokerConnectionError(f"no exchange is served at {path}: {error}") from None
        return found

    async def _open(self, lane: Lane) -> asyncio.StreamReader:
        address = self._address()
        try:
            async with asyncio.timeout(self._timeout):
                reader, writer = await asyncio.open_connection("127.0.0.1", address["port"], limit=MOST_BYTES)
        except OSError as error:
            raise BrokerConnectionError(f"the lane of {lane} to {self._folder} is down: {error}") from None
        with ExitStack() as undo:
            undo.callback(writer.close)
            await self._greet(lane, address["token"], reader, writer)
            undo.pop_all()
        self._lanes[lane] = writer
        return reader

    async def _greet(
        self, lane: Lane, token: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(line_of({"token": token, "client": self._client, "lane": lane}))
        try:
            async with asyncio.timeout(self._timeout):
                said = object_of(await reader.readline())
        except (OSError, ValueError) as error:  # it was reset, or took too long
            raise BrokerConnectionError(f"the lane of {lane} to {self._folder} is down: {error}") from None
        if "welcome" not in said:
            raise BrokerConnectionError(f"the lane of {lane} was refused: {said.get('message')}")

    async def _keep(self, lane: Lane, reader: asyncio.StreamReader) -> None:
        while True:
            why = await self._carry(reader)
            self._close(lane)
            self._hear(Disconnected(lane=lane, reason=why))
            reader = await self._open_again(lane)
            self._hear(Reconnected(lane=lane))

    async def _open_again(self, lane: Lane) -> asyncio.StreamReader:
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            try:
                return await self._open(lane)
            except BrokerConnectionError:
                continue

    async def _carry(self, reader: asyncio.StreamReader) -> str:
        try:
            while line := await reader.readline():
                said = object_of(line)
                if "report" in said:
                    self._hear(decode_said(said["report"]))
                elif (answer := self._waiting.get(said.get("id", 0))) is not None and not answer.done():
                    answer.set_result(said)
        except (ConnectionError, ValueError) as error:
            return str(error)
        return "the exchange closed it"

    def _close(self, lane: Lane) -> None:
        if (writer := self._lanes.pop(lane, None)) is not None:
            writer.close()
        for answer in tuple(self._waiting.values()) if lane == "orders" else ():
            if not answer.done():
                answer.set_exception(
                    BrokerConnectionError("the lane of orders broke: whether the exchange has it is unknown")
                )

    def _hear(self, report: BrokerReport) -> None:
        if self._queue is not None:
            self._queue.put_nowait(self._named(report) if isinstance(report, Filled) else report)

    def _named[T: (BrokerOrder, BrokerPosition, Filled)](self, told: T) -> T:
        return replace(told, asset=self._known.get(told.symbol))

    def _end_reader(self) -> None:
        if self._queue is not None:
            self._queue.put_nowait(None)
        self._queue = None


def remote_exchange(assets: Iterable[Asset], *, folder: str, timeout_seconds: float = 2.0) -> RemoteExchange:
    """Return the adapter, as ``live.yaml`` makes it: ``factory: rustybt.testing.remote_exchange:remote_exchange``.

    Args:
        assets: Of the session's feed.
        folder: Of the exchange.
        timeout_seconds: How long it waits for an answer.
    """
    return RemoteExchange(folder, assets, timeout_seconds=timeout_seconds)


async def _read(queue: asyncio.Queue[BrokerReport | None]) -> AsyncIterator[BrokerReport]:
    while True:
        report = await queue.get()
        if report is None:
            return
        yield report
