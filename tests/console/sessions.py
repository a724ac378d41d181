"""Sessions whose engines are processes of their own, started by the command line as a user starts them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from rustybt import DataCatalog
from rustybt.exceptions import EngineError
from rustybt.live.control import ask
from tests.waits import until

ROOT = Path(__file__).resolve().parents[2]
STRATEGY = """
from rustybt import TradingAlgorithm


class Rotation(TradingAlgorithm):
    def initialize(self, context):
        context.held = [self.symbol(name) for name in ("AAPL", "GOOG", "IBM", "MSFT")]
        context.day = 0

    def handle_data(self, context, data):
        context.day += 1
        asset = context.held[context.day % 4]
        for order in self.get_open_orders(asset):
            self.cancel_order(order)
        if {trades} and context.day % 2:
            self.order_target_percent(asset, 0.3 if context.day % 8 < 4 else 0.05)
        price = data.current(asset, "close")
        self.order(asset, 3, limit_price=price * 7 / 10)
"""
CONFIG = """
name: {name}
strategy: rotation.py
data: {{bundle: sample, start: 2010-01-04, end: 2012-12-31, speed: {speed}, data_dir: {data}}}
broker: {{kind: paper}}
breakers: moderate
reconciliation: {{interval_seconds: 2}}
shadow: {{}}
folder: live
"""


def strategy_of(*, trades=True):
    """The source of a strategy that has an open order on each day.

    Args:
        trades: Whether it also has fills; its orders only rest otherwise.
    """
    return STRATEGY.strip().replace("{trades}", str(trades)) + "\n"


def make_catalog(folder):
    """The sample, in a folder."""
    DataCatalog(folder).ingest("sample", progress=lambda *_: None)
    return folder


@contextmanager
def running(root, catalog, name="rotation", *, speed=86_400 * 4):
    """Run a session in a process of its own; gives its folder and the process."""
    (root / "rotation.py").write_text(strategy_of())
    config = root / f"{name}.yaml"
    config.write_text(CONFIG.format(name=name, speed=speed, data=catalog))
    log = root / f"{name}.log"
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "rustybt", "live", "run", "--config", str(config)],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=told, stderr=told,
        )  # fmt: skip
    folder = root / "live" / name
    try:
        until(
            lambda: state(folder) in ("ARMED", "HALTED") or process.poll() is not None,
            lambda: log.read_text(),
        )
        assert process.poll() is None, log.read_text()
        yield folder, process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)


def state(folder):
    """What the engine says of itself, or ""."""
    try:
        return ask(folder, "status", timeout=2)["state"]
    except EngineError:
        return ""
