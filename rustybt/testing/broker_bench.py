"""What a check of a broker stands on: an adapter, a market that follows a known tape, and what was heard."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConformanceError
from rustybt.live.brokers.messages import Accepted, Filled, OrderIntent, Refused

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.base import AccountIdentity, BrokerAdapter, BrokerCapabilities, BrokerOrder
    from rustybt.live.brokers.messages import BrokerReport, RefusalCode

__all__ = ["TAPE", "BrokerBench", "BrokerCheck", "Print", "always", "expect"]


@dataclass(frozen=True, slots=True)
class Print:
    """One moment of the market.

    Attributes:
        price: Everything trades at it.
        volume: What is there for our orders, in shares.
    """

    price: Decimal
    volume: Decimal


TAPE: tuple[Print, ...] = (
    *(Print(Decimal(price), Decimal(10_000)) for price in (100, 101, 99, 102, 98, 105, 95, 100)),
    *(Print(Decimal(100), Decimal(30)) for _ in range(8)),
)
"""What the market does on a bench, for every asset alike: first deep and moving, then shallow and still."""


class BrokerBench(ABC):
    """One adapter, its market and what it reports; made anew for every check.

    An order may fill at the print before it was sent, or at a later one: where a check asks for a fill, it advances.

    Args:
        adapter: Under test, not connected.
        assets: Two or more that are listed, with a lot of 1 and a tick of 1 or less.
        stranger: One that is not listed.

    Attributes:
        heard: Reports so far, by whichever way the adapter gives them.
        step: Index of the last print; -1 before the first.
    """

    heard: list[BrokerReport]
    step: int

    def __init__(self, adapter: BrokerAdapter, assets: Sequence[Asset], stranger: Asset) -> None:
        self.adapter = adapter
        self.assets = tuple(assets)
        self.stranger = stranger
        self.heard = []
        self.step = -1
        self._sent = 0
        self._listener: asyncio.Task[None] | None = None

    @abstractmethod
    async def print(self, tick: Print) -> None:
        """Let the market make one print, for every asset, and wait until the adapter has said what followed."""

    @abstractmethod
    async def end_session(self) -> None:
        """Let the market's day end, and wait until the adapter has said what followed."""

    async def start(self) -> AccountIdentity:
        """Listen, connect, and make the first print."""
        self._listener = asyncio.create_task(self._listen())
        await asyncio.sleep(0)
        identity = await self.adapter.connect()
        await self.advance()
        return identity

    async def advance(self, prints: int = 1) -> None:
        """Let the market go on.

        Args:
            prints: How many steps of `TAPE`.
        """
        for _ in range(prints):
            self.step += 1
            await self.print(TAPE[self.step])

    async def stop(self) -> None:
        """Disconnect and stop listening."""
        await self.adapter.disconnect()
        if self._listener is not None:
            await asyncio.wait_for(self._listener, timeout=60)

    def intent(self, amount: int, *, asset: Asset | None = None, **more: Any) -> OrderIntent:
        """Return an order under a new id.

        Args:
            amount: Signed.
            asset: The first one by default.
            more: As of `OrderIntent`.
        """
        self._sent += 1
        named = {"order_id": f"o-check-{self._sent:06d}", **more}
        return OrderIntent(asset=asset or self.assets[0], amount=Decimal(amount), **named)

    async def accepted(self, intent: OrderIntent) -> Accepted:
        """Send an order that must be accepted."""
        answer = await self.adapter.submit_order(intent)
        if not isinstance(answer, Accepted):
            raise ConformanceError(f"{intent}: expected Accepted, got {answer}")
        return answer

    async def refused(self, intent: OrderIntent, *codes: RefusalCode) -> Refused:
        """Send an order that must be refused, for one of these reasons, with evidence."""
        answer = await self.adapter.submit_order(intent)
        if not isinstance(answer, Refused):
            raise ConformanceError(f"{intent}: expected Refused, got {answer}")
        expect(answer.order_id == intent.order_id, "a refusal names our id", intent.order_id, answer)
        expect(answer.code in codes, "a refusal says why", codes, answer)
        expect(bool(answer.evidence), "a refusal holds what the venue said", "evidence", answer)
        return answer

    async def order(self, order_id: str) -> BrokerOrder:
        """Return an order that the venue must have."""
        found = await self.adapter.get_order(order_id)
        if found is None:
            raise ConformanceError(f"get_order({order_id!r}): expected the order, got None")
        return found

    async def fills(self, order_id: str = "") -> list[Filled]:
        """Pull every fill, or those of one order."""
        found: list[Filled] = []
        cursor, complete = "", False
        while not complete:
            page = await self.adapter.get_fills(cursor)
            expect(
                page.complete or bool(page.fills),
                "a page that is not the last holds something",
                "fills",
                page,
            )
            found += page.fills
            cursor, complete = page.cursor, page.complete
        return [fill for fill in found if order_id in ("", fill.order_id)]

    async def held(self, asset: Asset | None = None) -> Decimal:
        """Return the position in an asset, the first by default."""
        wanted = asset or self.assets[0]
        return sum(
            (each.amount for each in await self.adapter.get_positions() if each.asset == wanted), Decimal(0)
        )

    async def _listen(self) -> None:
        async for report in self.adapter.reports():
            self.heard.append(report)


@dataclass(frozen=True, slots=True)
class BrokerCheck:
    """One rule of the port.

    Attributes:
        name: What it says.
        run: Raises `ConformanceError` when the adapter breaks it; starts the bench itself.
        applies: Whether it is about an adapter with these capabilities.
    """

    name: str
    run: Callable[[BrokerBench], Awaitable[None]]
    applies: Callable[[BrokerCapabilities], bool]


def always(_: BrokerCapabilities) -> bool:
    """Say yes: the check is about every adapter."""
    return True


def expect(holds: bool, rule: str, wanted: object, got: object) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise unless a rule holds.

    Args:
        holds: Whether it does.
        rule: In words.
        wanted: What was expected.
        got: What came.

    Raises:
        ConformanceError: If it does not.
    """
    if not holds:
        raise ConformanceError(f"{rule}: expected {wanted}, got {got}")
