"""An exchange in this process, behind the same port as a real one, that misbehaves in every way that venues do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from rustybt.exceptions import BrokerConnectionError, BrokerError, BrokerRateLimitError
from rustybt.live.brokers.base import AccountIdentity, BrokerAdapter, BrokerCapabilities, FillPage
from rustybt.live.brokers.messages import Filled, Refused
from rustybt.testing.wire import MILLI, NANOS
from rustybt.testing.world import READ_LAG_NS

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.base import AccountInfo, BrokerOrder, BrokerPosition, Environment
    from rustybt.live.brokers.messages import BrokerReport, CancelAnswer, OrderIntent, SubmitAnswer
    from rustybt.testing.venue_rules import VenueRules
    from rustybt.testing.world import World

__all__ = ["SimulatedExchange", "capabilities_of"]


class SimulatedExchange(BrokerAdapter):
    """One client of a simulated venue.

    Several may share a `World`: two engines on one account, or the one that is started after a crash.

    Args:
        world: The venue, and what goes wrong.
        assets: What the client knows; None for everything that is listed.
        clock: The client's own clock, which stamps its requests; None for the true one.
        latency_ns: Shortest and longest time of one way.
        timeout_ns: How long it waits for an answer.
        environment: What the account says it is.
        page_size: Most fills of one page.

    Example:
        >>> from datetime import date
        >>> from decimal import Decimal
        >>> from rustybt.assets import Equity
        >>> from rustybt.live.brokers.messages import OrderIntent
        >>> from rustybt.testing.virtual_time import virtual_loop
        >>> from rustybt.testing.world import World
        >>> asset = Equity(1, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
        >>> async def buy(world: World) -> tuple[str, Decimal]:
        ...     exchange = SimulatedExchange(world)
        ...     await exchange.connect()
        ...     world.trade(asset, Decimal(100), volume=Decimal(50))
        ...     answer = await exchange.submit_order(OrderIntent(order_id="o-1", asset=asset, amount=Decimal(5)))
        ...     return type(answer).__name__, world.venue.cash()
        >>> with virtual_loop() as loop:
        ...     loop.run_until_complete(buy(World([asset], clock=loop.now_ns)))
        ('Accepted', Decimal('999499.500'))
    """

    def __init__(
        self,
        world: World,
        *,
        assets: Iterable[Asset] | None = None,
        clock: Callable[[], int] | None = None,
        latency_ns: tuple[int, int] = (5 * MILLI, 50 * MILLI),
        timeout_ns: int = 2 * NANOS,
        environment: Environment = "testnet",
        page_size: int = 100,
    ) -> None:
        self.name = "simulated"
        self.environment = environment
        self.world = world
        self._venue = world.venue
        self._faults = world.faults
        self._clock = clock or world.clock
        self._page_size = page_size
        self._known = {asset.symbol: asset for asset in (world.assets if assets is None else assets)}
        self._wire = world.wire(latency_ns=latency_ns, timeout_ns=timeout_ns)
        self._fills: dict[str, tuple[Filled, Filled]] = {}
        self._connected = False
        self._queue: asyncio.Queue[BrokerReport | None] | None = None
        self._capabilities = capabilities_of(self._venue.rules)

    @property
    def capabilities(self) -> BrokerCapabilities:
        """What the venue can do."""
        return self._capabilities

    @property
    def is_connected(self) -> bool:
        """Whether both lanes are up."""
        return self._connected and self._wire.is_up("orders") and self._wire.is_up("reports")

    async def connect(self) -> AccountIdentity:
        """Open both lanes and ask whose account it is; see `BrokerAdapter.connect`."""
        identity = await self._wire.ask("connect", self._identity)
        if not self._connected:
            self._connected = True
            self._wire.open(self._hear)
        return identity

    async def disconnect(self) -> None:
        """Close both lanes; see `BrokerAdapter.disconnect`."""
        self._connected = False
        self._wire.close()
        self._end_reader()

    def abandon(self) -> None:
        """Vanish as a killed process does: nothing more is heard, and what was sent still arrives."""
        self._connected = False
        self._wire.close()

    async def submit_order(self, intent: OrderIntent) -> SubmitAnswer:
        """Send an order, once; see `BrokerAdapter.submit_order`."""
        self._check_connected("submit_order")
        sent_ns = self._clock()
        try:
            return await self._wire.ask("submit", lambda: self._place(intent, sent_ns))
        except BrokerRateLimitError as error:
            return Refused(
                order_id=intent.order_id, code="rate_limited", evidence=str(error), time_ns=sent_ns
            )

    async def cancel_order(self, order_id: str) -> CancelAnswer:
        """Ask for a cancel; see `BrokerAdapter.cancel_order`."""
        self._check_connected("cancel_order")
        return await self._wire.ask("cancel", lambda: self._venue.cancel(order_id))

    async def get_order(self, order_id: str) -> BrokerOrder | None:
        """Return an order by our id; see `BrokerAdapter.get_order`."""
        self._check_connected("get_order")
        found = await self._wire.ask("get_order", lambda: self._venue.order(order_id, self.world.as_of_ns()))
        return None if found is None else replace(found, asset=self._known.get(found.symbol))

    async def get_open_orders(self) -> tuple[BrokerOrder, ...]:
        """Return the open orders; see `BrokerAdapter.get_open_orders`."""
        self._check_connected("get_open_orders")
        orders = await self._wire.ask(
            "get_open_orders", lambda: self._venue.open_orders(self.world.as_of_ns())
        )
        return tuple(replace(each, asset=self._known.get(each.symbol)) for each in orders)

    async def get_positions(self) -> tuple[BrokerPosition, ...]:
        """Return the positions; see `BrokerAdapter.get_positions`."""
        self._check_connected("get_positions")
        held = await self._wire.ask("get_positions", self.world.positions)
        return tuple(replace(each, asset=self._known.get(each.symbol)) for each in held)

    async def get_account_info(self) -> AccountInfo:
        """Return cash and values; see `BrokerAdapter.get_account_info`."""
        self._check_connected("get_account_info")
        return await self._wire.ask("get_account_info", self.world.account)

    async def get_fills(self, since: str = "") -> FillPage:
        """Return fills after a cursor; see `BrokerAdapter.get_fills`."""
        self._check_connected("get_fills")
        if since and not since.isdecimal():
            raise BrokerError(f"get_fills since {since!r}: that is no cursor of a page of fills")
        start = int(since or 0)
        fills, complete = await self._wire.ask("get_fills", lambda: self._page(start))
        known = tuple(map(self._with_asset, fills))
        return FillPage(fills=known, cursor=str(start + len(known)), complete=complete)

    async def get_time_ns(self) -> int:
        """Return the venue's clock."""
        self._check_connected("get_time_ns")
        return await self._wire.ask("get_time_ns", self._venue.now_ns)

    def reports(self) -> AsyncIterator[BrokerReport]:
        """Return the reports from now on; see `BrokerAdapter.reports`."""
        self._end_reader()
        self._queue = asyncio.Queue()
        return _read(self._queue)

    async def arm_dead_man(self, timeout_ns: int) -> None:
        """Have everything cancelled unless called again in time; see `BrokerAdapter.arm_dead_man`."""
        self._check_connected("arm_dead_man")
        await self._wire.ask("arm_dead_man", lambda: self._venue.arm_dead_man(timeout_ns))

    def _identity(self) -> AccountIdentity:
        return AccountIdentity(
            broker=self.name,
            account_id=self._venue.account_id,
            environment=self.environment,
            currency=self._venue.rules.currency,
            time_ns=self._venue.now_ns(),
        )

    def _place(self, intent: OrderIntent, sent_ns: int) -> SubmitAnswer:
        if self._faults.strikes("refuse"):
            return Refused(
                order_id=intent.order_id,
                code="other",
                evidence="-9000 refused by the risk engine",
                time_ns=self._venue.now_ns(),
            )
        late = "-9001 rejected after acceptance" if self._faults.strikes("late_reject") else ""
        return self._venue.place(intent, sent_ns, then_reject=late)

    def _page(self, start: int) -> tuple[tuple[Filled, ...], bool]:
        as_of = self.world.as_of_ns()
        fills = self._venue.fills(start, self._page_size + 1, as_of)
        return fills[: self._page_size], len(fills) <= self._page_size

    def _check_connected(self, what: str) -> None:
        if not self._connected:
            raise BrokerConnectionError(f"{what}: not connected to {self.name}: await connect() first")

    def _hear(self, report: BrokerReport) -> None:
        if self._queue is not None:
            self._queue.put_nowait(self._with_asset(report) if isinstance(report, Filled) else report)

    def _with_asset(self, fill: Filled) -> Filled:
        known = self._fills.get(fill.trade_id)
        if known is None or known[0] is not fill:
            known = fill, replace(fill, asset=self._known.get(fill.symbol))
            self._fills[fill.trade_id] = known
        return known[1]

    def _end_reader(self) -> None:
        if self._queue is not None:
            self._queue.put_nowait(None)
        self._queue = None


def capabilities_of(rules: VenueRules) -> BrokerCapabilities:
    """Return what a simulated venue of some rules can do.

    Args:
        rules: The venue's.
    """
    return BrokerCapabilities(
        order_types=frozenset({"market", "limit", "stop", "stop_limit"}),
        times_in_force=frozenset({"gtc", "day", "ioc", "fok"}),
        order_id_rule=rules.order_id_rule,
        reduce_only=True,
        receive_window_ns=rules.receive_window_ns + READ_LAG_NS,
        dead_man=True,
        short_selling=rules.short_selling,
    )


async def _read(queue: asyncio.Queue[BrokerReport | None]) -> AsyncIterator[BrokerReport]:
    while True:
        report = await queue.get()
        if report is None:
            return
        yield report
