"""A broker that says what its script says: for tests of what an engine does with an answer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import SimulationError
from rustybt.live.brokers.base import (
    AccountIdentity,
    AccountInfo,
    BrokerAdapter,
    BrokerCapabilities,
    FillPage,
)
from rustybt.live.brokers.messages import Accepted, CancelRequested

if TYPE_CHECKING:
    from rustybt.live.brokers.base import BrokerOrder, BrokerPosition, Environment
    from rustybt.live.brokers.messages import BrokerReport, CancelAnswer, OrderIntent, SubmitAnswer

__all__ = ["ScriptedBroker"]

CAPABILITIES = BrokerCapabilities(
    order_types=frozenset({"market", "limit", "stop", "stop_limit"}),
    times_in_force=frozenset({"gtc", "day", "ioc", "fok"}),
    order_id_rule="unique_for_ever",
    reduce_only=True,
    receive_window_ns=5_000_000_000,
    dead_man=True,
)


class ScriptedBroker(BrokerAdapter):
    """Answers each call with the next line of the script for it, and keeps what it was asked.

    A line is a value, an exception (which is raised) or a function of the call's arguments, awaited if it must be. A
    method without a script has one calm answer: orders are accepted, cancels requested, everything else is empty.
    One whose script has come to its end raises `SimulationError`, so that a call too many is seen.

    Args:
        script: Lines by name of the method.
        clock: The venue's clock, UTC nanoseconds.
        capabilities: What it claims.
        environment: What it claims.
        account_id: What it claims.

    Attributes:
        calls: What it was asked: name of the method and its arguments.

    Example:
        >>> from rustybt.exceptions import BrokerTimeoutError
        >>> from rustybt.testing.virtual_time import run_virtual
        >>> async def ask() -> str:
        ...     broker = ScriptedBroker({"get_positions": [(), BrokerTimeoutError("no answer")]})
        ...     await broker.get_positions()
        ...     try:
        ...         await broker.get_positions()
        ...     except BrokerTimeoutError as error:
        ...         return f"{error}, {len(broker.calls)} calls"
        >>> run_virtual(ask())
        'no answer, 2 calls'
    """

    calls: list[tuple[str, tuple[Any, ...]]]

    def __init__(
        self,
        script: Mapping[str, Iterable[Any]] | None = None,
        *,
        clock: Callable[[], int] = lambda: 0,
        capabilities: BrokerCapabilities = CAPABILITIES,
        environment: Environment = "paper",
        account_id: str = "SCRIPT-1",
    ) -> None:
        self.name = "scripted"
        self.environment = environment
        self.calls = []
        self._script = {name: deque(lines) for name, lines in (script or {}).items()}
        self._clock = clock
        self._capabilities = capabilities
        self._account_id = account_id
        self._connected = False
        self._queue: asyncio.Queue[BrokerReport | None] = asyncio.Queue()
        for name in self._script:
            if not callable(getattr(BrokerAdapter, name, None)):
                raise SimulationError(f"the script has lines for {name!r}, which is no method of a broker")

    def report(self, *reports: BrokerReport) -> None:
        """Let the venue report.

        Args:
            reports: In this order.
        """
        for each in reports:
            self._queue.put_nowait(each)

    def asked(self, name: str) -> list[tuple[Any, ...]]:
        """Return the arguments of every call of a method.

        Args:
            name: Of the method.
        """
        return [arguments for called, arguments in self.calls if called == name]

    @property
    def capabilities(self) -> BrokerCapabilities:
        """What it claims."""
        return self._capabilities

    @property
    def is_connected(self) -> bool:
        """Whether `connect` was the last of the two."""
        return self._connected

    async def connect(self) -> AccountIdentity:
        """Answer by the script; an identity by default."""
        identity: AccountIdentity = await self._answer(
            "connect",
            (),
            AccountIdentity(
                broker=self.name,
                account_id=self._account_id,
                environment=self.environment,
                currency="USD",
                time_ns=self._clock(),
            ),
        )
        self._connected = True
        return identity

    async def disconnect(self) -> None:
        """End the reports, after what the script says."""
        await self._answer("disconnect", (), None)
        self._connected = False
        self._queue.put_nowait(None)

    async def submit_order(self, intent: OrderIntent) -> SubmitAnswer:
        """Answer by the script; accepted by default."""
        number = len(self.asked("submit_order")) + 1
        accepted = Accepted(order_id=intent.order_id, broker_order_id=f"S{number:08d}", time_ns=self._clock())
        answer: SubmitAnswer = await self._answer("submit_order", (intent,), accepted)
        return answer

    async def cancel_order(self, order_id: str) -> CancelAnswer:
        """Answer by the script; requested by default."""
        requested = CancelRequested(order_id=order_id, time_ns=self._clock())
        answer: CancelAnswer = await self._answer("cancel_order", (order_id,), requested)
        return answer

    async def get_order(self, order_id: str) -> BrokerOrder | None:
        """Answer by the script; not found by default."""
        order: BrokerOrder | None = await self._answer("get_order", (order_id,), None)
        return order

    async def get_open_orders(self) -> tuple[BrokerOrder, ...]:
        """Answer by the script; none by default."""
        orders: tuple[BrokerOrder, ...] = await self._answer("get_open_orders", (), ())
        return orders

    async def get_positions(self) -> tuple[BrokerPosition, ...]:
        """Answer by the script; none by default."""
        positions: tuple[BrokerPosition, ...] = await self._answer("get_positions", (), ())
        return positions

    async def get_account_info(self) -> AccountInfo:
        """Answer by the script; 100000 in cash by default."""
        cash = Decimal(100_000)
        calm = AccountInfo(
            currency="USD", cash=cash, portfolio_value=cash, buying_power=cash, time_ns=self._clock()
        )
        info: AccountInfo = await self._answer("get_account_info", (), calm)
        return info

    async def get_fills(self, since: str = "") -> FillPage:
        """Answer by the script; none by default."""
        page: FillPage = await self._answer(
            "get_fills", (since,), FillPage(fills=(), cursor=since, complete=True)
        )
        return page

    async def get_time_ns(self) -> int:
        """Answer by the script; the clock by default."""
        time_ns: int = await self._answer("get_time_ns", (), self._clock())
        return time_ns

    async def arm_dead_man(self, timeout_ns: int) -> None:
        """Answer by the script; nothing by default."""
        await self._answer("arm_dead_man", (timeout_ns,), None)

    def reports(self) -> AsyncIterator[BrokerReport]:
        """Return what `report` was given, also before this call, until `disconnect`."""
        return self._read()

    async def _read(self) -> AsyncIterator[BrokerReport]:
        while (each := await self._queue.get()) is not None:
            yield each

    async def _answer(self, name: str, arguments: tuple[Any, ...], calm: Any) -> Any:
        self.calls.append((name, arguments))
        lines = self._script.get(name)
        if lines is None:
            return calm
        if not lines:
            raise SimulationError(f"{name}{arguments}: the script has no more lines for it")
        line = lines.popleft()
        if isinstance(line, BaseException):
            raise line
        if callable(line):
            line = line(*arguments)
        return await line if asyncio.iscoroutine(line) else line
