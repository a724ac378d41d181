"""Presses of HALT in JupyterLab while cells keep the kernel busy in every way, with their times.

    python -m tests.browser.halt_presses 20

Each press is timed from the click itself, by the browser's clock: until the page has the first acknowledgement (the
latch is on the disk then), and until the journal says that the engine has halted and the last open order is cancelled.
``late`` is how late the events of the armed engine were in the second under the cell before, from due to the end of the
turn. A press in the case ``reload`` is one on the page of the Jupyter server, at some moment of the two seconds after
the notebook's page was reloaded in the middle of a cell; each press has its own reload.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import TimeoutError as NotShown
from playwright.sync_api import sync_playwright

from rustybt.exceptions import EngineError
from rustybt.live.control import ask
from tests.browser.conftest import CHROMIUM
from tests.browser.halt_times import Journalled
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
from tests.waits import until

CASES = ("idle", "sleep", "python", "native", "callback", "gil", "reload")
HOSTS = ("thread", "process")
ACK_MS, CANCELLED_MS = 250.0, 500.0
LATE_MS = {"thread": 25.0, "process": 10.0}
SECONDS = 12
BEFORE_SECONDS = 1.0
STALL_SECONDS = 4
RELOADED_SECONDS = 2.0
INTERRUPT = """async base => {
    const [session] = await (await fetch(base + "api/sessions")).json();
    const token = document.cookie.split("; ").find(each => each.startsWith("_xsrf=")).slice(6);
    await fetch(base + `api/kernels/${session.kernel.id}/interrupt`, {method: "POST", headers: {"X-XSRFToken": token}});
}"""


@dataclass
class Times:
    """Of the presses of one case, milliseconds; and the spans in which the engine's events were under the cell."""

    acks: list[float] = field(default_factory=list)
    cancels: list[float] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    stalls: int = 0


class Lab:
    """One notebook, one session, and what presses HALT on it."""

    def __init__(self, browser, lab):
        self.browser, self.lab = browser, lab
        self.page = browser.new_page(viewport={"width": 1400, "height": 1800})
        self.console = opened(self.page, lab)
        self.base = lab.url.split("lab/")[0]
        self.halt_page = None
        self.clicked = False

    def ready(self, case, count):
        """Have an armed session, under a cell that runs.

        Args:
            case: Of ``CASES``.
            count: How many presses there were before.
        """
        # A path of the press before that comes after the resume would halt again.
        if count and case == "reload":
            self.halt_page.locator("output[data-line][data-post]").wait_for(timeout=90_000)
        elif count:
            self.console.locator("form.rb-stopped[data-kernel][data-server]").wait_for(timeout=90_000)
        time.sleep(0.3)
        resume(self.lab)
        if case == "reload":
            self._reload(count)
        else:
            self.console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
        self._lab_has_an_open_order()
        if case == "callback":
            self._callback()
        elif case == "gil" or (case in ("sleep", "python", "native") and not runs(self.page, cell_of(case))):
            self._run(case)

    def press(self, case):
        """Press; when (UTC nanoseconds), milliseconds until the latch was acknowledged, and by whom first."""
        if case == "reload":
            self.halt_page.get_by_role("button", name="HALT Rotation").click(no_wait_after=True)
            said = self.halt_page.locator("output[data-ack]")
            said.wait_for(timeout=60_000)
            told = said.evaluate("said => ({...said.dataset})")
            paths = ("line", "post")
        else:
            told, paths = press(self.console), ("server", "kernel")
        by = min((path for path in paths if path in told), key=lambda path: float(told[path]))
        return int(float(told["pressed"]) * 1e6), float(told["ack"]), by

    def halted(self):
        """Whether the engine says that it has halted and no order is open."""
        try:
            told = ask(folder_of(self.lab), "status")
        except EngineError:
            return False
        return told["state"] == "HALTED" and not told["open_orders"]

    def stalls(self):
        """Whether the console shows a stall."""
        try:
            self.console.locator(".rb-tile", has_text="STALL").wait_for(timeout=STALL_SECONDS * 1000)
        except NotShown:
            return False
        return True

    def busy(self, case):
        """Whether what the case keeps the kernel busy with still does."""
        return case not in ("sleep", "python", "native") or runs(self.page, cell_of(case))

    def _lab_has_an_open_order(self):
        # A session without has nothing to cancel.
        told = {}

        def there_is_one():
            told.update(ask(folder_of(self.lab), "status"))
            return told["open_orders"]

        until(there_is_one, lambda: {name: told[name] for name in ("state", "halt", "taken", "failure")})

    def _run(self, case):
        until(lambda: not runs(self.page, cell_of(case)), lambda: "the cell before has not ended")
        run_cell(self.page, cell_of(case))
        until(lambda: runs(self.page, cell_of(case)), lambda: "the cell does not run")
        time.sleep(0.5)

    def _callback(self):
        button = self.page.get_by_role("button", name="slow")
        if not self.clicked:
            run_cell(self.page, cell_of("callback"))
            button.wait_for(timeout=60_000)
            self.clicked = True
        button.click()
        time.sleep(0.3)

    def _reload(self, count):
        if self.halt_page is None:
            self.halt_page = self.browser.new_page()
            self.halt_page.goto(f"{self.base}rustybt/")
            self.halt_page.locator("body[data-line]").wait_for()
        else:
            self.halt_page.evaluate(INTERRUPT, self.base)
            self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        self._run("python")
        self.page.evaluate("() => { setTimeout(() => location.reload(), 0); }")
        time.sleep(RELOADED_SECONDS * (count % 20) / 20)


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
    return ordered[min(round(part * (len(ordered) - 1)), len(ordered) - 1)] if ordered else float("nan")


def presses(lab, case, count):
    """Press so many times; the times, as they were found."""
    times, journal = Times(), Journalled(lab.lab)
    for at in range(count):
        lab.ready(case, at)
        began = time.time_ns()
        time.sleep(BEFORE_SECONDS)
        if lab.busy(case):
            times.spans.append((began, time.time_ns()))
        pressed_ns, took, by = lab.press(case)
        times.acks.append(took)
        times.first.append(by)
        times.stalls += case == "gil" and lab.stalls()
        until(lab.halted, lambda: "not every order was cancelled")
        times.cancels.append((journal.cancelled_ns(pressed_ns) - pressed_ns) / 1e6)
    return times, journal.late_ms(times.spans), journal.left_after_a_halt()


def told(host, case, times, late):
    """Print a line of the table; what is over its limit."""
    ack, cancelled, lag = quantile(times.acks, 0.99), quantile(times.cancels, 0.99), quantile(late, 0.99)
    figures = (quantile(times.acks, 0.5), ack, quantile(times.cancels, 0.5), cancelled)
    cells = "".join(f"{figure:10.0f}" for figure in figures)
    first = ", ".join(f"{name} {times.first.count(name)}" for name in sorted(set(times.first)))
    stalls = f"; STALL shown {times.stalls}" if case == "gil" else ""
    lags = f"{len(late):9}{quantile(late, 0.5):9.1f}{lag:9.1f}"
    print(f"{host:8} {case:9}{len(times.acks):7}{cells}{lags}  {first}{stalls}", flush=True)
    held = host == "thread" and case == "gil"  # a cell that holds the GIL holds an engine in its process
    over = {
        "ack": ack >= ACK_MS,
        "cancelled": host == "process" and cancelled >= CANCELLED_MS,
        "late": not held and lag >= LATE_MS[host],
        "no stall shown": held and times.stalls < len(times.acks),
    }
    return [f"{host} {case}: {name}" for name, so in over.items() if so]


def run(host, cases, count):
    """Press in every case, each in a session of its own, and print; what was not as it should be."""
    wrong, sent, left = [], 0, 0
    for case in cases:
        with labs(host) as lab:
            times, late, (more, after) = presses(lab, case, count)
        wrong += told(host, case, times, late)
        sent, left = sent + more, left + after
    print(f"{host:8} {sent} orders left, {left} of them after a halt", flush=True)
    return (
        wrong + [f"{host}: orders left after a halt"] * bool(left) + [f"{host}: no order left"] * (not sent)
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("presses", type=int, nargs="?", default=20)
    parser.add_argument("--hosts", nargs="+", choices=HOSTS, default=HOSTS)
    parser.add_argument("--cases", nargs="+", choices=CASES, default=CASES)
    asked = parser.parse_args()
    columns = ("ack p50", "ack p99", "done p50", "done p99")
    heads = "".join(f"{name:>10}" for name in columns)
    print(
        f"{'host':8} {'case':9}{'presses':>7}{heads}{'events':>9}{'late p50':>9}{'late p99':>9}  ms; first by"
    )
    wrong = [each for host in asked.hosts for each in run(host, asked.cases, asked.presses)]
    print("every limit was kept" if not wrong else f"over the limit: {'; '.join(wrong)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
