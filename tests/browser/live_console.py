"""A notebook with a paper session and its console, and cells that keep the kernel busy in every way."""

from __future__ import annotations

import json

from playwright.sync_api import TimeoutError as NotShown

from rustybt.live.control import ask
from tests.console.sessions import strategy_of
from tests.waits import until

SPEED = 86_400 * 5
START_DAY, END = "2005-01-04", "2012-12-31"
START = """
from pathlib import Path

import rustybt as rb
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.circuit_breakers import (
    DailyLossCircuitBreaker, DrawdownCircuitBreaker, ManualCircuitBreaker, OrderRateCircuitBreaker,
)
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed

catalog = rb.DataCatalog()
catalog.ingest("sample", progress=lambda *_: None)

Path("rotation.py").write_text(STRATEGY)
from rotation import Rotation

feed = ReplayFeed("sample", "{first}", "{last}", catalog=catalog, speed={speed})
breakers = [
    DrawdownCircuitBreaker(max_drawdown_pct="0.25"),
    DailyLossCircuitBreaker(max_daily_loss="5000"),
    OrderRateCircuitBreaker(max_orders=200, window_seconds=86400),
    ManualCircuitBreaker(),
]
engine = LiveTradingEngine(
    Rotation(), PaperBroker("100000"), feed, circuit_breakers=breakers, shadow_mode={shadow},
    reconciliation_interval_seconds=2,
)
await engine.start(host="{host}")
engine.console()
"""
WARM = """
import time, zlib, ipywidgets

block = b"rustybt" * 2_000_000
def took():
    began = time.perf_counter()
    sum(range(10**7))
    return time.perf_counter() - began

per_second = 10**7 / min(took() for _ in range(5))
"""
GIL_SECONDS = 5
CELLS = {
    "sleep": "time.sleep({seconds})",
    "python": "end = time.monotonic() + {seconds}\nwhile time.monotonic() < end: pass",
    "native": "end = time.monotonic() + {seconds}\nwhile time.monotonic() < end: zlib.compress(block)",
    "gil": "sum(range(int({gil} * per_second)))",
    "callback": (
        "button = ipywidgets.Button(description='slow')\n"
        "button.on_click(lambda _: time.sleep({seconds}))\nbutton"
    ),
}
SESSION = "Rotation"


def write_notebook(path, *, seconds=20, shadow=False, host="thread", trades=True):
    """Write the notebook; its cells are those of ``cell_of``.

    Args:
        path: Of the notebook.
        seconds: That a cell keeps the kernel busy.
        shadow: Whether a shadow runs.
        host: Of the engine.
        trades: Whether the strategy also has fills; its orders only rest otherwise.
    """
    start = START.strip().format(shadow=shadow, host=host, speed=SPEED, first=START_DAY, last=END)
    start = start.replace("STRATEGY", repr(strategy_of(trades=trades)))
    sources = [
        start,
        WARM.strip(),
        *(cell.format(seconds=seconds, gil=GIL_SECONDS) for cell in CELLS.values()),
    ]
    cells = [
        {
            "cell_type": "code", "id": f"c{at}", "source": source, "metadata": {}, "outputs": [],
            "execution_count": None,
        }
        for at, source in enumerate(sources)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def cell_of(name):
    """The place of a cell in the notebook."""
    return list(CELLS).index(name) + 2


def run_cell(page, place):
    """Run a cell, and do not wait for it."""
    page.evaluate(
        """place => {
            const app = window.jupyterapp;
            app.shell.currentWidget.content.activeCellIndex = place;
            app.commands.execute("notebook:run-cell");
        }""",
        place,
    )


def runs(page, place):
    """Whether a cell runs; the kernel's own word changes with every message of a widget."""
    state = "place => window.jupyterapp.shell.currentWidget.content.widgets[place].model.executionState"
    return page.evaluate(state, place) == "running"


def opened(page, lab):
    """Open the notebook, start the session, and return its console."""
    page.goto(lab.url)
    idle = page.get_by_text("Python 3 (ipykernel) | Idle")
    try:
        idle.wait_for(timeout=60_000)
    except NotShown:
        page.reload()  # about one start of JupyterLab in twenty shows no kernel before that
        idle.wait_for(timeout=60_000)
    run_cell(page, 0)
    console = page.locator(".rb-console").first
    console.wait_for(timeout=60_000)
    console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
    ended = "place => window.jupyterapp.shell.currentWidget.content.widgets[place].model.executionCount"
    until(lambda: page.evaluate(ended, 0), lambda: "the first cell has not ended")
    run_cell(page, 1)
    until(lambda: page.evaluate(ended, 1), lambda: "the second cell has not ended")
    return console


def folder_of(lab):
    """Where the session lies."""
    return lab.folder / ".rustybt" / "live" / SESSION


def resume(lab):
    """Let the session trade again."""
    ask(folder_of(lab), "resume", timeout=60, operator="test", reason="next press")


def until_halted(console):
    """Wait until the engine has halted, and the console shows it."""
    console.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)


def press(console):
    """Press HALT; milliseconds until it was acknowledged, and by whom."""
    console.get_by_role("button", name="HALT", exact=True).click()
    form = console.locator("form.rb-stopped[data-ack]")
    form.wait_for(timeout=60_000)
    return {name: float(value) for name, value in form.evaluate("form => ({...form.dataset})").items()}
