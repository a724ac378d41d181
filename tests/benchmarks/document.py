"""The page docs/benchmarks.md, written from the numbers of a run."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.peers import ROOT
from tests.benchmarks.report import HEAD, TITLES, Floor, Row, table

PAGE = ROOT / "docs" / "benchmarks.md"

INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. `PEERS=all make bench` measures every engine, `RUNS=` sets the rounds.

{machine}. {when}. Load before the first run {load:.2f}.

What is timed is the simulation: from the engine's call of `initialize` to the performance, the orders and the
transactions in hand, with the exact ledger on; for the others as `../shared/bench/README.md` says. Opening a store,
importing and ingesting are outside for every engine. Each run is a fresh process, the engines take turns, and the
median counts. An engine has {runs} runs on a workload, or fewer where {budget:.0f} s were used up: after that no
further run of it begins there. Every strategy is written in its engine's own best idiom; the second rustybt row is
zipline's own script, unchanged, with `frames="pandas"`.

$1,000,000, no costs, whole shares. Engines fill at the next bar's close or at the same close, so there are two
reference values: those of the same strategy written by hand with integer prices. "exact" means equal to the cent.
"""

NOTES = """\
## Why some values differ

- **w4**: the two averages are exactly equal on 25 bars. An exact engine holds then; a float average breaks each tie by
  its last bit, every engine in its own way.
- **wr, wr5**: zipline's and rustybt 0.3.3's store keeps three decimals of a price; real closes have four.
- **backtesting.py** trades one bar later than the rest at the start; **vectorbt** and **bt** have their own whole-share
  rules, and vectorbt's float sums see a tie as a crossing (w1).
"""


def machine() -> str:
    """The machine, in general terms."""
    model = "processor"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.split(":", 1)[1]
            for line in cpuinfo.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0].strip() if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores of an {model}, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def markdown(head: list[str], lines: list[list[str]]) -> str:
    """A table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def figure(value: float) -> str:
    """Three digits, and whole thousands."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:,.3g}"


def judged_lines(judged: list[Floor]) -> list[list[str]]:
    """The floors as rows."""
    return [
        [floor.what, figure(floor.found), f"{'at most' if floor.at_most else 'at least'} {figure(floor.wanted)}",
         "met" if floor.met else "**missed**"]
        for floor in judged
    ]  # fmt: skip


def stage_lines(staged: dict[str, dict[str, float]]) -> list[list[str]]:
    """Where the time goes, as rows of milliseconds."""
    lines = []
    for workload, stage in staged.items():
        strategy = stage["loop_s"] - stage["empty_loop_s"]
        parts = [stage["open_s"], stage["empty_loop_s"], strategy, stage["frames_s"]]
        lines.append(
            [workload, *(f"{part * 1e3:.2f}" for part in parts), f"{strategy / stage['bars'] * 1e6:.2f}"]
        )
    return lines


NEXT = """What it would take where it is missed:

- **A native fill** is timed with its order: an order is placed, kept with its times and state, met with the bar, sized
  by the slippage model, charged and booked in 128-bit sums, and both leave a row for the result. Booking alone takes a
  fraction of it. Under 25 ns would need orders and fills in columns rather than records, and no order record at all for
  one that is placed and filled whole by a native rule.
- **vectorbt's second call** runs a compiled function over the whole column and never enters Python, while a strategy
  here is asked every bar: of a minute bar's time in W4 about three quarters are the strategy's own Python and its two
  calls for averages. Going below needs rules that are handed over as arrays and run natively."""


def page(
    found: list[Row],
    judged: list[Floor],
    next_ones: list[Floor],
    staged: dict[str, dict[str, float]],
    calls: dict[str, list[list[str]]],
    *,
    runs: int,
    budget: float,
    load: float,
) -> str:
    """The whole page."""
    parts = [
        INTRODUCTION.format(
            machine=machine(), when=f"{datetime.now(UTC):%Y-%m-%d}", load=load, runs=runs, budget=budget
        ),
        "## Floors\n\n" + markdown(["", "found", "wanted", ""], judged_lines(judged)),
    ]
    parts += [
        f"## {title}\n\n" + markdown(HEAD, table(found, workload))
        for workload, title in TITLES.items()
        if any(row.workload == workload for row in found)
    ]
    parts.append(NOTES)
    parts.append("## The next target\n\n" + markdown(["", "found", "wanted", ""], judged_lines(next_ones)))
    parts.append(NEXT)
    parts.append(
        "## Where the remaining time goes\n\nMilliseconds, in one warm process (a fresh one pays about 5 ms more at "
        "its first frames). The engine's own part is the loop with an empty strategy; the rest of the loop is the "
        "strategy and what it asks of the engine.\n\n"
        + markdown(
            [
                "",
                "open the bundle",
                "loop, empty strategy",
                "strategy and its calls",
                "frames",
                "us of strategy a bar",
            ],
            stage_lines(staged),
        )
    )
    parts += [
        f"### {workload}, by function (cProfile, which makes small calls look dearer than they are)\n\n"
        + markdown(["function", "calls", "own ms", "share %"], lines)
        for workload, lines in calls.items()
    ]
    return "\n".join(parts)
