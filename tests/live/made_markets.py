"""A made-up market: its trades, the minutes they make, and a stream that brings them when they happen."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal

from rustybt import Cryptocurrency, TradingAlgorithm
from rustybt.live.live_feed import LiveFeed
from rustybt.live.streaming.models import OHLCVBar, TickData

SECOND, MINUTE = 10**9, 60 * 10**9
START = int(datetime(2024, 11, 26, 23, 30, tzinfo=UTC).timestamp()) * 10**9
LIFE = {"start_date": date(2020, 1, 1), "end_date": date(2024, 1, 1)}
COINS = [
    Cryptocurrency(3, "BTC", tick_size=Decimal("0.01"), lot_size=Decimal("0.0001"), **LIFE),
    Cryptocurrency(7, "ETH", tick_size=Decimal("0.01"), lot_size=Decimal("0.0001"), **LIFE),
]


def trades(seed, minutes=30, *, start=START, every=20):
    """Trades of both coins, by time."""
    chance, made = random.Random(seed), []
    for coin in COINS:
        price, at = 100_00, start + chance.randrange(SECOND)
        while at < start + minutes * MINUTE:
            price += chance.randrange(-50, 51)
            volume = Decimal(chance.randrange(1, 50_000)) / 100
            made.append(
                TickData(coin.symbol, at, Decimal(price) / 100, volume, trade_id=f"{coin.symbol}{len(made)}")
            )
            at += chance.randrange(SECOND, every * SECOND)
    return sorted(made, key=lambda tick: tick.timestamp)


def bars_of(ticks, length=MINUTE):
    """The bars of trades, by end and symbol."""
    found = defaultdict(list)
    for tick in ticks:
        found[(tick.timestamp // length + 1) * length, tick.symbol].append(tick)
    return [
        OHLCVBar(
            symbol, end, each[0].price, max(tick.price for tick in each), min(tick.price for tick in each),
            each[-1].price, sum(tick.volume for tick in each),
        )
        for (end, symbol), each in sorted(found.items())
    ]  # fmt: skip


def rows_of(bars):
    """Rows by end, at eight places."""
    rows = defaultdict(list)
    sids = {coin.symbol: coin.sid for coin in COINS}
    for bar in bars:
        values = (bar.open, bar.high, bar.low, bar.close, bar.volume)
        rows[bar.timestamp].append((sids[bar.symbol], *(int(value.scaleb(8)) for value in values)))
    return {end: tuple(sorted(each)) for end, each in rows.items()}


class Scripted:
    """A stream that brings each item at its time, or when it is told to."""

    def __init__(self, loop, items=(), delay=0.0):
        self.loop, self.items, self.delay = loop, items, delay
        self.asked, self.ended, self.failure, self.connected = [], asyncio.Event(), None, 0
        self.early = None

    def attach(self, *, on_tick, on_bar, on_gap, on_event):
        self.on_tick, self.on_bar, self.on_gap, self.on_event = on_tick, on_bar, on_gap, on_event

    async def subscribe(self, symbols, channels):
        self.asked.append((list(symbols), list(channels)))

    async def connect(self):
        self.connected += 1
        if self.early is not None:
            self.on_tick(self.early)
        self.task = self.loop.create_task(self.play())

    async def play(self):
        for item in self.items:
            left = item.timestamp / SECOND + self.delay - self.loop.wall_ns() / SECOND
            if left > -self.delay - 0.001:
                await asyncio.sleep(max(left, 0))
                (self.on_tick if isinstance(item, TickData) else self.on_bar)(item)

    async def disconnect(self):
        self.connected -= 1
        self.task.cancel()
        self.ended.set()

    async def wait(self):
        await self.ended.wait()
        if self.failure is not None:
            raise self.failure


def feed_of(loop, items=(), *, delay=0.05, **options):
    """A feed on a scripted stream, on the loop's time."""
    stream = Scripted(loop, items, delay)
    chosen = {"start": START, "end": date(2024, 11, 26), "clock": loop.wall_ns} | options
    return LiveFeed([stream], COINS, **chosen), stream


class Trader(TradingAlgorithm):
    """Trades both coins by its seed, and on what it sees of them."""

    def initialize(self, context):
        self.coins = [self.symbol("BTC"), self.symbol("ETH")]

    def handle_data(self, context, data):
        for coin in self.coins:
            mean = data.sma(coin, 3)
            if not data.can_trade(coin) or mean != mean:
                continue
            target = round(float(context.random.uniform(0, 0.4)), 3)
            self.order_target_percent(coin, target if data.current(coin, "price") > mean else 0)
        self.record(value=context.portfolio.portfolio_value)
