"""``make bench-live``: latency and load of the live engine beside what is wanted, printed; nothing is asserted.

``python -m tests.benchmarks.live [RUNS]``: figures with and without a shadow are the medians of so many runs in turn.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.live_latency import event_to_effect, intent_to_wire, medians, throughput
from tests.benchmarks.live_load import big_account, updates
from tests.benchmarks.peers import say

RUNS, SECONDS = 5, 10


class Table:
    """Lines of what was found beside what is wanted, printed as they come."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self._under = ""
        say(f"{'what':<92} {'found':>12}  wanted")

    def add(self, what: str, found: float, unit: str, most: float | None = None, least: float | None = None):
        """Print a line: what, how much of which unit, and whether it is what is wanted."""
        met, wanted = True, ""
        if most is not None:
            met, wanted = found < most, f"under {most:g} {unit}"
        if least is not None:
            met, wanted = found >= least, f"at least {least:,g} {unit}"
        judged = "" if not wanted else f"{wanted}: {'met' if met else 'MISSED'}"
        say(f"{what:<92} {f'{found:,.10g} {unit}':>12}  {judged}".rstrip())
        self._under = self._under if what.startswith(" ") else what
        self.found[what if what == self._under else f"{self._under}: {what.strip()}"] = found


async def latency(table: Table, root: Path, runs: int) -> None:
    """Events, orders and throughput, alone and with a shadow in turn."""
    alone, beside, fast, both = [], [], [], []
    for at in range(runs):
        alone.append(await event_to_effect(root / f"a{at}", 1000))
        beside.append(await event_to_effect(root / f"b{at}", 1000, shadow=True))
    one, two = medians(alone), medians(beside)
    table.add("event to effect, 1,000 events a second, p99", one["p99_ms"], "ms", 2)
    table.add("  median", one["p50_ms"], "ms")
    table.add("  with a shadow, p99", two["p99_ms"], "ms", 2)
    table.add("  with a shadow, median", two["p50_ms"], "ms")
    table.add("  a shadow adds to the median", percent(one["p50_ms"], two["p50_ms"]), "%", 5)
    table.add(
        "intent to wire, durable, p99", (await intent_to_wire(root / "intents"))["p99_ms"], "ms", most=20
    )
    for at in range(runs):
        fast.append(await throughput(root / f"c{at}", shadow=False))
        both.append(await throughput(root / f"d{at}", shadow=True))
    one, two = medians(fast), medians(both)
    table.add("events a second, as fast as they go, an order a bar", round(one["events_a_second"]), "")
    table.add("  with a shadow", round(two["events_a_second"]), "")
    lost = percent(two["events_a_second"], one["events_a_second"])
    table.add("  a shadow adds to the time of an event", lost, "%", 5)
    for name, what in (("cpu", "processor time"), ("thread", "processor time on the loop's thread")):
        key = f"{name}_us_an_event"
        table.add(f"  a shadow adds to its {what}", percent(one[key], two[key]), "%")
    behind = round(two["behind_s"] - one["behind_s"], 2)
    table.add("  the shadow has caught up after the last event by", behind, "s")


async def load(table: Table, root: Path) -> None:
    """Market data at a high rate, and an account of a thousand positions."""
    found = await updates(root / "updates", 5000, SECONDS)
    table.add(f"market updates a second, for {SECONDS} s", found["taken"] / SECONDS, "", least=5000)
    table.add("  trades lost", found["pushed"] - found["taken"], "", most=1)
    table.add("  most that waited, of 60,000 that may", found["most_waiting"], "")
    table.add("  bars made of them", found["bars"], "")
    table.add("  events made of those", found["events"], "")
    table.add("  the latest of these events came after its time", found["latest_event_ms"], "ms")
    table.add("  updates a second of a burst of 50,000", found["burst_a_second"], "")
    for frozen, where in ((True, "in a process of its own"), (False, "in a kernel")):
        account = await big_account(root / f"account {where}", frozen=frozen)
        for name, most in (("checkpoint", 100), ("reconciliation", 200)):
            orders = " and 1,000 orders" if name == "reconciliation" else ""
            figures, held = account[name], account["held"]["positions"]
            table.add(f"{name} of {held:,} positions{orders} {where}, greatest of 20",
                      figures["max_ms"], "ms", most)  # fmt: skip
            table.add("  median", figures["p50_ms"], "ms")
        table.add(
            f"status for the console at 1,000 positions {where}, median", account["status"]["p50_ms"], "ms"
        )


def day(table: Table, root: Path) -> None:
    """The memory of a virtual day, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.live_day", str(root)]
    subprocess.run([*command, "ingest"], check=True)
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = json.loads(told)
    what = f"peak memory, a virtual day of {found['events']:,} events and {found['fills']:,} fills, shadow on"
    table.add(what, found["peak_MB"], "MB", 300)
    table.add("  of it grown in the day", found["after_MB"] - found["before_MB"], "MB")


def percent(before: float, after: float) -> float:
    """How much more the second is than the first."""
    return round(100 * (after / before - 1), 1)


async def main(runs: int) -> None:
    """Measure, print a table, and one line of JSON at the end."""
    say(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.2f} before the first run")
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        gc.collect()
        await latency(table, root, runs)
        await load(table, root)
        day(table, root)
    say(f"load average {os.getloadavg()[0]:.2f} after the last run")
    say(json.dumps(table.found))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
