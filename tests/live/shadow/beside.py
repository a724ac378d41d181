"""Strategies and a feed that a shadow's process makes again, by their place."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections import Counter

from rustybt import TradingAlgorithm
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.live_feed import LiveFeed
from rustybt.live.shadow.config import ShadowTradingConfig
from tests.engine.panels import panel
from tests.engine.test_core import market
from tests.live.made_markets import COINS
from tests.live.sessions import PanelFeed


class Gated(PanelFeed):
    """Bars that come as far as a test lets them."""

    def __init__(self, bars):
        super().__init__(bars)
        self.bars_let, self.ends = int(os.environ.get("BARS_LET", "0")), False

    async def events(self, timeline, done):
        passed = Counter()
        async for event in super().events(timeline, done):
            while not self.ends and passed[type(event)] >= self.bars_let:
                await asyncio.sleep(0.01)
            passed[type(event)] += 1
            yield event


def gated(days=None):
    """The market of the core's tests, or as many days of one price."""
    return Gated(market() if days is None else panel([[10] * days]))


def pushed():
    """Bars of a second, of what a test pushes."""
    return LiveFeed([], COINS, bar_resolution=1, patience_seconds=0.05)


class Buys(TradingAlgorithm):
    """Buys ten a day; as a shadow it talks, which is nobody's business."""

    number = 0

    def initialize(self, context):
        self.asset, self.days = self.sid(self.number), 0
        self.is_shadow = self.get_environment("arena") == "shadow"

    def handle_data(self, context, data):
        self.days += 1
        if self.is_shadow:
            sys.stdout.write("talk\n")
            sys.stdout.flush()
        self.order(self.asset, self.wanted())

    def wanted(self):
        return 10


class BuysCoins(Buys):
    number = 3


class Looks(Buys):
    """Never orders, so that nothing brings its records to the disk."""

    def handle_data(self, context, data):
        pass


class Strays(Buys):
    """Buys more than its shadow on its third day."""

    def wanted(self):
        return 90 if self.days == 3 and not self.is_shadow else 10


class Hangs(Buys):
    """As a shadow it never comes back from its third day."""

    def wanted(self):
        while self.is_shadow and self.days == 3:
            time.sleep(0.01)
        return 10


class Breaks(Buys):
    """As a shadow it fails on its third day."""

    def wanted(self):
        if self.is_shadow and self.days == 3:
            raise ValueError("only here")
        return 10


def engine_of(folder, strategy, *, days=40, required=False, **options):
    """An engine whose shadow is in a process of its own, and its feed."""
    feed = made_by("tests.live.shadow.beside:gated", {"days": days})
    config = ShadowTradingConfig(window_hours=8784, required=required)
    engine = LiveTradingEngine(
        strategy, PaperBroker("100000"), feed, folder=folder, shadow_config=config, **options
    )
    return engine, feed
