"""A market of a simulated world: prices by the second, bars of them, a feed that waits for its bars, a strategy."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal
from random import Random

from rustybt import TradingAlgorithm
from rustybt.assets.asset_finder import AssetFinder
from rustybt.live.feeds import market_events
from rustybt.model.events import SessionOpened
from tests.engine.panels import START, panel
from tests.live.sessions import PanelFeed

TICKS_OF_A_BAR = 6
QUIET_BARS = 3


class Market:
    """Prices of every second, and the bars that they make; a bar is out when its last second is over."""

    def __init__(self, rng: Random, *, bars: int, assets: int = 3) -> None:
        self.ticks = bars * TICKS_OF_A_BAR
        self.paths = [self._walk(rng) for _ in range(assets)]
        closes = [path[TICKS_OF_A_BAR - 1 :: TICKS_OF_A_BAR] for path in self.paths]
        # Bars that are missing: the mark of that asset grows old.
        gap = rng.randrange(5, max(6, bars - 8))
        closes[-1][gap : gap + 3] = [None] * 3
        self.closes = closes
        life = (START, START + timedelta(days=bars + 400))
        self.panel = panel(closes, lives=[life] * assets)
        self.assets = self.panel.assets
        self.finder = AssetFinder(self.assets)
        self.out = 0
        self.grown = asyncio.Event()

    def _walk(self, rng: Random) -> list[Decimal]:
        cents, path = rng.randint(2_000, 9_000), []
        for _ in range(self.ticks):
            cents = max(500, cents + rng.randint(-40, 40))
            path.append(Decimal(cents) / 100)
        return path

    def grow(self) -> None:
        """Let a bar be out."""
        self.out += 1
        self.grown.set()
        self.grown = asyncio.Event()


class MarketFeed(PanelFeed):
    """The bars of a market, each when it is out; what a process missed comes at once."""

    def __init__(self, market: Market) -> None:
        super().__init__(market.panel)
        self._market = market

    def finder(self):
        return self._market.finder

    async def events(self, timeline, done):
        for event in market_events(timeline)[done:]:
            while _bar_of(event) >= self._market.out:
                await self._market.grown.wait()
            yield event


def _bar_of(event) -> int:
    return event.session if hasattr(event, "session") and not isinstance(event, SessionOpened) else event.step


class Trader(TradingAlgorithm):
    """Orders and cancels of every kind, from its seed, also when it hears of fills and refusals."""

    def __init__(self, *, bars: int, fails_at: int | None = None) -> None:
        super().__init__()
        self.bars, self.fails_at = bars, fails_at

    def initialize(self, context):
        context.bar = 0
        context.again = 0

    def handle_data(self, context, data):
        context.bar += 1
        context.again = 0
        if context.bar == self.fails_at:
            raise ValueError("a bug of the strategy's")
        if context.bar > self.bars - QUIET_BARS:
            return
        chance = context.random
        for _ in range(int(chance.integers(4))):
            self.trade(context, data, self.sid(int(chance.integers(len(self.assets_of(context))))))
        if chance.integers(3) == 0:
            for orders in self.get_open_orders().values():
                self.cancel_order(orders[int(chance.integers(len(orders)))])

    def assets_of(self, context):
        return range(3)

    def trade(self, context, data, asset):
        chance = context.random
        price = data.current(asset, "price")
        amount = int(chance.integers(1, 40)) * (1 if chance.integers(5) < 3 else -1)
        near = round(float(price) * (1 + float(chance.uniform(-0.01, 0.01))), 2)
        match int(chance.integers(6)):
            case 0 | 1 | 2:
                self.order(asset, amount)
            case 3:
                self.order(asset, amount, limit_price=near)
            case 4:
                self.order(asset, amount, stop_price=near)
            case 5:
                if held := self.held(context, asset):
                    self.order(asset, -held)

    def held(self, context, asset):
        held = context.portfolio.positions.get(asset)
        return 0 if held is None else held.amount

    def on_order_fill(self, context, order, transaction):
        if context.bar <= self.bars - QUIET_BARS and context.random.integers(6) == 0:
            self.order(order.asset, -int(transaction.amount))

    def on_order_reject(self, context, order, reason):
        context.again += 1
        if context.again == 1 and context.bar <= self.bars - QUIET_BARS and context.random.integers(3) == 0:
            self.order(order.asset, order.amount)


class BarTrader(Trader):
    """Orders by the bars alone, whatever becomes of its orders: its shadow has to decide the same."""

    def handle_data(self, context, data):
        context.bar += 1
        if context.bar == self.fails_at:
            raise ValueError("a bug of the strategy's")
        if context.bar > self.bars - QUIET_BARS:
            return
        chance = context.random
        for _ in range(int(chance.integers(4))):
            self.trade(context, data, self.sid(int(chance.integers(len(self.assets_of(context))))))
        if chance.integers(3) == 0:
            for orders in self.get_open_orders().values():
                self.cancel_order(orders[0])

    def held(self, context, asset):
        return 1 + context.bar % 7

    def on_order_fill(self, context, order, transaction):
        pass

    def on_order_reject(self, context, order, reason):
        pass
