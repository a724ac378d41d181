"""Presses of HALT in JupyterLab while cells keep the kernel busy in every way, with their times.

    python -m tests.browser.halt_presses 20

Each press is timed in the page, from the click to the first acknowledgement (the latch is on the disk then), and from
outside until no order is open. A press in the case ``reload`` is one on the page of the Jupyter server, after the
notebook's page was reloaded in the middle of a cell.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from rustybt.exceptions import EngineError
from rustybt.live.control import ask
from rustybt.live.journal import JournalReader
from tests.browser.conftest import CHROMIUM
from tests.browser.lab_server import serving
from tests.browser.live_console import (
    cell_of,
    folder_of,
    opened,
    press,
    resume,
    run_cell,
    runs,
    write_notebook,
)

CASES = ("idle", "sleep", "python", "native", "callback", "gil", "reload")
HOSTS = ("thread", "process")
MOST_MS = 250.0
SECONDS = 12


class Lab:
    """One notebook, one session, and what presses HALT on it."""

    def __init__(self, browser, lab):
        self.browser, self.lab = browser, lab
        self.page = browser.new_page(viewport={"width": 1400, "height": 1800})
        self.console = opened(self.page, lab)
        self.clicked = self.pressed = False

    def ready(self, case):
        """Have an armed session, under a cell that runs."""
        if (
            case != "reload" and self.pressed
        ):  # a path of the press before that comes after the resume would halt again
            self.console.locator("form.rb-stopped[data-kernel][data-server]").wait_for(timeout=90_000)
        time.sleep(0.3)
        resume(self.lab)
        if case != "reload":
            self.console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
        self.lab_has_an_open_order()
        if case in ("idle", "reload"):
            return
        if case == "callback":
            self._callback()
        elif case == "gil" or not runs(self.page, cell_of(case)):
            until(lambda: not runs(self.page, cell_of(case)), "the cell before has ended", 90)
            run_cell(self.page, cell_of(case))
            until(lambda: runs(self.page, cell_of(case)), "the cell runs")
            time.sleep(0.5)

    def lab_has_an_open_order(self):
        """Wait for one; a session without has nothing to cancel."""
        try:
            until(lambda: ask(folder_of(self.lab), "status")["open_orders"], "an order is open")
        except TimeoutError as error:
            told = ask(folder_of(self.lab), "status")
            shown = {name: told[name] for name in ("state", "halt", "taken", "failure", "events")}
            raise TimeoutError(f"{error}: {shown}") from None

    def press(self, case):
        """Press; when, milliseconds until the latch was acknowledged, and by whom first."""
        if case == "reload":
            return self._press_on_the_page()
        began, self.pressed = time.perf_counter(), True
        told = press(self.console)
        return began, told["ack"], "server" if told.get("server") == told["ack"] else "kernel"

    def reload(self):
        """Reload the notebook's page in the middle of a cell."""
        run_cell(self.page, cell_of("python"))
        until(lambda: runs(self.page, cell_of("python")), "the cell runs")
        self.page.reload()

    def _callback(self):
        button = self.page.get_by_role("button", name="slow")
        if not self.clicked:
            until(lambda: not runs(self.page, cell_of("native")), "the cell before has ended", 90)
            run_cell(self.page, cell_of("callback"))
            button.wait_for(timeout=30_000)
            self.clicked = True
        button.click()
        time.sleep(0.3)

    def _press_on_the_page(self):
        page = self.browser.new_page()
        page.goto(self.lab.url.split("/lab")[0] + "/rustybt/")
        button = page.get_by_role("button", name="HALT Rotation")
        button.wait_for(timeout=60_000)
        began = time.perf_counter()
        button.click()
        page.locator("output[data-ack]").wait_for(timeout=60_000)
        took = float(page.locator("output").get_attribute("data-ack"))
        page.close()
        return began, took, "server"


def until(true, what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return
        except EngineError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{what}: not within {seconds} s")


def cancelled_ms(lab, began):
    """Milliseconds until the engine says that it has halted and no order is open."""

    def done():
        told = ask(folder_of(lab), "status")
        return told["state"] == "HALTED" and not told["open_orders"]

    until(done, "every order is cancelled", 60)
    return (time.perf_counter() - began) * 1000


def left_after_a_halt(folder):
    """How many orders were sent, and how many of them between a halt and its resume; none here reduces a position."""
    halted, sent, left = False, 0, 0
    with JournalReader.open(folder / "journal.db") as journal:
        for record in journal.read(0, ("halt", "resume", "order")):
            if record.kind != "order":
                halted = record.kind == "halt"
            elif record.payload["type"] == "Sent":
                sent += 1
                left += halted
    return sent, left


@contextmanager
def labs(host):
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        notebook = write_notebook(Path(folder) / "live.ipynb", seconds=SECONDS, host=host, trades=False)
        (served := Path(folder) / "lab").mkdir()
        with serving(served, notebook, trusted=False) as lab:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            try:
                yield Lab(browser, lab)
            finally:
                try:
                    ask(folder_of(lab), "shutdown")
                except EngineError as error:
                    print(f"the engine could not be shut down: {error}")
                browser.close()


def quantile(values, part):
    ordered = sorted(values)
    return ordered[min(round(part * (len(ordered) - 1)), len(ordered) - 1)]


def run(host, cases, presses):
    """Press, print, and return whether every case kept to the limit."""
    good = True
    with labs(host) as lab:
        for case in cases:
            if case == "reload":
                lab.reload()
            acks, cancels, first = [], [], []
            for _ in range(presses):
                lab.ready(case)
                began, took, by = lab.press(case)
                acks.append(took)
                first.append(by)
                cancels.append(cancelled_ms(lab.lab, began))
            figures = [
                quantile(acks, 0.5),
                quantile(acks, 0.99),
                quantile(cancels, 0.5),
                quantile(cancels, 0.99),
            ]
            cells = "".join(f"{figure:12.0f}" for figure in figures)
            print(f"{host:8} {case:9}{presses:8}{cells}{first.count('server'):10}", flush=True)
            good = good and figures[1] < MOST_MS
        sent, left = left_after_a_halt(folder_of(lab.lab))
    print(f"{host:8} {sent} orders left, {left} of them after a halt", flush=True)
    return good and sent > 0 and not left


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("presses", type=int, nargs="?", default=20)
    parser.add_argument("--hosts", nargs="+", choices=HOSTS, default=HOSTS)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES)
    asked = parser.parse_args()
    print(
        f"{'host':8} {'case':9}{'presses':>8}{'ack p50':>12}{'ack p99':>12}{'done p50':>12}{'done p99':>12}  by server"
    )
    good = [run(host, asked.cases, asked.presses) for host in asked.hosts]
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
