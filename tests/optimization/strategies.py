"""Strategies that searches are tested with; a module, so that worker processes find them."""

from __future__ import annotations

import os
import signal
import time
import uuid
from pathlib import Path

import numpy as np

from rustybt import NoCommission, NoSlippage, SignalAlgorithm, TradingAlgorithm


class Cross(TradingAlgorithm):
    """Long while the fast mean is above the slow one; parameters as attributes."""

    fast, slow = 10, 30
    symbol_name = "AAPL"

    def initialize(self, context):
        self.asset = self.symbol(self.symbol_name)
        self.set_commission(NoCommission())
        self.set_slippage(NoSlippage())

    def handle_data(self, context, data):
        up = data.sma(self.asset, self.fast) > data.sma(self.asset, self.slow)
        self.order_target_percent(self.asset, 1 if up else 0)


class Reader(TradingAlgorithm):
    """Reads its one parameter from the context."""

    def initialize(self, context):
        self.asset = self.symbol("IBM")
        self.share = context.parameters.get("share", 1)

    def handle_data(self, context, data):
        self.order_target_percent(self.asset, self.share)


class Argued(Cross):
    """Takes its parameters as arguments."""

    def __init__(self, fast=10, *, slow=30):
        super().__init__()
        self.fast, self.slow = fast, slow


class Noted(Cross):
    """Notes every run in a folder, and takes its time."""

    folder = ""
    hangs = 0

    def initialize(self, context):
        super().initialize(context)
        point = self.fast * 1000 + self.slow
        Path(self.folder, f"{point}-{uuid.uuid4().hex}").touch()
        time.sleep(60.0 if self.fast == self.hangs else 0.1)


class Traced(Cross):
    """The same on five stocks, ordering at every bar: some tens of milliseconds; each run leaves a file in a folder."""

    folder = ""

    def initialize(self, context):
        super().initialize(context)
        self.assets = self.symbols("AAPL", "FB", "GOOG", "IBM", "MSFT")
        Path(self.folder, f"{self.fast}-{self.slow}-{uuid.uuid4().hex}").touch()

    def handle_data(self, context, data):
        fast, slow = (data.window(self.assets, bars).mean(axis=0) for bars in (self.fast, self.slow))
        for asset, up in zip(self.assets, fast > slow, strict=True):
            if data.can_trade(asset):
                self.order_target_percent(asset, 0.2 if up else 0)


class Deadly(Cross):
    """Kills the process that runs it, the first times."""

    folder, deaths = "", 0

    def initialize(self, context):
        super().initialize(context)
        before = len(list(Path(self.folder).glob(f"{self.fast}-*")))
        Path(self.folder, f"{self.fast}-{before}").touch()
        if self.fast == 3 and before < self.deaths:
            os.kill(os.getpid(), signal.SIGKILL)


class Borrowed(Reader):
    """Short many times its worth of what doubles: it ends far below nothing, on losses that look like gains."""

    share = -8

    def initialize(self, context):
        super().initialize(context)
        self.asset = self.symbol("AAPL")

    def handle_data(self, context, data):
        if not context.portfolio.positions:
            self.order_target_percent(self.asset, self.share)


class Fussy(Reader):
    """Raises for some of its parameters."""

    share = 1

    def initialize(self, context):
        super().initialize(context)
        if self.share == 3:
            raise ZeroDivisionError("three is too many")


class Signals(SignalAlgorithm):
    """The same crossing as an array."""

    fast, slow = 10, 30
    symbol_name = "AAPL"

    def initialize(self, context):
        self.assets = [self.symbol(self.symbol_name)]

    def targets(self, bars):
        fast, slow = (bars.sma(self.assets[0], int(window)) for window in (self.fast, self.slow))
        return np.where(fast > slow, 1.0, np.where(fast < slow, 0.0, np.nan))


class Sloped(TradingAlgorithm):
    """Takes two parameters and does nothing: what it is worth is said by the objective."""

    x, y = 0, 0

    def handle_data(self, context, data):
        pass
