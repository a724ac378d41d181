"""``python -m tests.benchmarks``: measure us beside the other engines. ``python -m tests.benchmarks profile``: only us.

Environment: ``PEERS`` (zipline by default; ``all``, or names with commas), ``RUNS`` (5 rounds), ``BUDGET`` (seconds
that one engine may use on one workload before its last run begins, 120), ``WORKLOADS`` (all six).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.benchmarks import document, peers, report, runs
from tests.benchmarks.peers import say
from tests.benchmarks.profiling import WORKLOADS as PROFILED
from tests.benchmarks.profiling import profiled


def main() -> int:
    """Run as the command line says; 1 if a value of ours is wrong."""
    if sys.argv[1:2] == ["profile"]:
        return profile()
    names = peers.chosen(os.environ.get("PEERS", "zipline"))
    rounds, budget = int(os.environ.get("RUNS", "5")), float(os.environ.get("BUDGET", "120"))
    wanted = os.environ.get("WORKLOADS", ",".join(peers.WORKLOADS)).split(",")
    workloads = tuple(workload for workload in peers.WORKLOADS if workload in wanted)
    peers.prepare(names)
    runs.prepare_ours()
    load = os.getloadavg()[0]
    found = report.rows(runs.measure(runs.jobs(names, workloads), rounds, budget))
    staged, fill_ns = stages()
    judged, next_ones = report.floors(found), report.targets(found, staged, fill_ns)
    calls = {workload: profiled(workload) for workload in PROFILED}
    show(found, judged, next_ones)
    if set(workloads) == set(peers.WORKLOADS):
        page = document.page(found, judged, next_ones, staged, calls, runs=rounds, budget=budget, load=load)
        document.PAGE.write_text(page)
        say(f"written: {document.PAGE.relative_to(peers.ROOT)}")
    say(json.dumps(report.summary(found, judged)))
    return 1 if report.wrong(found) else 0


def profile() -> int:
    """Print where the time of our runs goes."""
    runs.prepare_ours()
    staged, fill_ns = stages()
    show_table(
        ["", "open ms", "empty loop ms", "strategy ms", "frames ms", "us a bar"], document.stage_lines(staged)
    )
    say(f"\none fill: {fill_ns:.0f} ns\n")
    for workload, mode in [*((workload, "native") for workload in PROFILED), ("w1", "pandas")]:
        say(f"{workload} {mode}")
        show_table(["function", "calls", "own ms", "%"], profiled(workload, mode, most=14))
        say("")
    return 0


def stages() -> tuple[dict[str, dict[str, float]], float]:
    """What tests.benchmarks.stages prints, from a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.stages", str(runs.CATALOG)]
    done = subprocess.run(command, cwd=peers.ROOT, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    fill_ns = found.pop("fill_ns")
    return found, fill_ns


def show(found: list[report.Row], judged: list[report.Floor], next_ones: list[report.Floor]) -> None:
    """Print the tables."""
    for workload, title in report.TITLES.items():
        lines = report.table(found, workload)
        if lines:
            say(f"\n{title}")
            show_table(report.HEAD, lines)
    for title, each in (("Floors", judged), ("The next target", next_ones)):
        say(f"\n{title}")
        show_table(["", "found", "wanted", ""], document.judged_lines(each))
    say("")


def show_table(head: list[str], lines: list[list[str]]) -> None:
    """Print a table in columns."""
    widths = [max(len(row[place]) for row in [head, *lines]) for place in range(len(head))]
    for row in [head, *lines]:
        say("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
