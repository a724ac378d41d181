"""``python -m tests.benchmarks.research``: sweeps beside those of other engines (W5), printed and put on a page.

``PEERS`` (none by default), ``RUNS`` (5), ``BUDGET`` (seconds that one engine may use before its last run begins, 60)
and ``TRIALS`` of the memory run (10,000) come from the environment. With no peers the page is left as it is, unless
``PAGE=1``.
"""

from __future__ import annotations

import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np

from rustybt import (
    DataCatalog,
    FixedSlippage,
    Int,
    NoCommission,
    SignalAlgorithm,
    TradingAlgorithm,
    run_algorithm,
)
from rustybt.optimization.driver import batch_size
from rustybt.optimization.executors.processes import ProcessExecutor
from rustybt.optimization.objectives import objectives_of
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.task import Task, told
from tests.benchmarks.__main__ import show_table
from tests.benchmarks.document import judged_lines
from tests.benchmarks.peers import PEERS, ROOT, chosen, command, prepare, quiet, say, working_folder
from tests.benchmarks.profiling import dearest
from tests.benchmarks.research_page import HEAD, OURS, PAGE, SECOND, Found, Row, floors, page, table
from tests.benchmarks.runs import CATALOG, prepare_ours

PAIRS = [{"fast": fast, "slow": slow} for fast in range(5, 30) for slow in range(30, 70)]
SPACE = {"fast": Int(5, 29), "slow": Int(30, 69)}
CASH = Decimal(1_000_000)
REFERENCE = ({"fast": 17, "slow": 50}, "4864910.77")
"""A pair, and the final value that two other engines which fill at the next close have of it."""


class Signals(SignalAlgorithm):
    """Long while the fast mean is above the slow one, flat below."""

    fast, slow = 10, 30

    def initialize(self, context):
        self.assets = [self.sid(0)]

    def targets(self, bars):
        fast, slow = bars.sma(self.assets[0], self.fast), bars.sma(self.assets[0], self.slow)
        return np.where(fast > slow, 1.0, np.where(fast < slow, 0.0, np.nan))


class Stepped(TradingAlgorithm):
    """The same, decided bar by bar."""

    fast, slow = 10, 30

    def initialize(self, context):
        self.asset = self.sid(0)
        self.positions = context.portfolio.positions

    def handle_data(self, context, data):
        asset = self.asset
        slow, fast = data.sma(asset, self.slow), data.sma(asset, self.fast)
        if fast > slow:
            if asset not in self.positions:
                self.order_target_percent(asset, 1)
        elif fast < slow and asset in self.positions:
            self.order_target_percent(asset, 0)


@cache
def catalog() -> DataCatalog:
    return DataCatalog(CATALOG)


def options() -> dict[str, object]:
    start, end = catalog().coverage("w1")
    costs = {"commission": NoCommission(), "slippage": FixedSlippage(0)}
    return {"bundle": "w1", "catalog": catalog(), "start": start, "end": end, "capital_base": CASH, **costs}


def task(strategy, mode: str) -> Task:
    given = options()
    return told(
        strategy,
        **{**given, "start": given["start"].isoformat(), "end": given["end"].isoformat()},
        data_frequency="daily",
        seed=0,
        mode=mode,
        objectives=objectives_of("sharpe"),
    )


@contextmanager
def home() -> Iterator[DataCatalog]:
    """The same bundle, and no study yet."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "w1").symlink_to(CATALOG / "w1")
        yield DataCatalog(folder)


def whole_study(strategy, mode: str) -> float:
    """Seconds of ``rb.optimize`` over all pairs in this process: search, runs, and the file they are kept in."""
    with home() as fresh:
        given = {**options(), "catalog": fresh}
        begun = time.perf_counter()
        optimize(strategy, space=SPACE, search="grid", mode=mode, progress=False, background=False, **given)
        return time.perf_counter() - begun


def in_processes(strategy, mode: str, workers: int, jobs: int = len(PAIRS)) -> tuple[float, list[float]]:
    """Seconds of pairs in workers that are up, and their values."""
    executor, seconds = ProcessExecutor(workers=workers), 0.0002 if mode == "vector" else 0.005
    with on_processors(workers):
        executor.start(task(strategy, mode))
        return _handed_out(executor, workers, jobs, seconds)


@contextmanager
def on_processors(count: int) -> Iterator[None]:
    """Have so many processors, also for what is started: one worker and who hands out its trials share one."""
    had = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(had)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, had)


def _handed_out(
    executor: ProcessExecutor, workers: int, jobs: int, seconds: float
) -> tuple[float, list[float]]:
    values: dict[int, float] = {}
    try:
        for worker in range(workers):
            executor.submit([(-1 - worker, PAIRS[0])])
        while len(values) < workers:
            values |= {number: outcome.values[0] for number, outcome in executor.results(1)}
        todo = list(enumerate(PAIRS[:jobs]))
        begun = time.perf_counter()
        while len(values) < jobs + workers:
            while executor.free and todo:
                batch = batch_size(seconds, len(todo), workers)  # as a study hands them out
                executor.submit(todo[:batch])
                del todo[:batch]
            values |= {number: outcome.values[0] for number, outcome in executor.results(1)}
        took = time.perf_counter() - begun
    finally:
        executor.stop()
    return took, [values[number] for number in range(jobs)]


def peer(name: str, rounds: int, budget: float) -> list[Row]:
    """What another engine makes of the workload, in its own idiom."""
    label, found, begun = PEERS[name].label, [], time.perf_counter()
    while len(found) < rounds and time.perf_counter() - begun < budget:
        done = subprocess.run(
            command(PEERS[name], "w5"),
            cwd=working_folder(),
            env=quiet(),
            capture_output=True,
            text=True,
            check=False,
        )
        line = (done.stdout.strip().splitlines() or [""])[-1]
        if done.returncode or "{" not in line:
            return [Row(label, error=(done.stderr.strip().splitlines() or ["printed nothing"])[-1][-100:])]
        found.append(json.loads(line[line.index("{") :]))
        say(f"{label:58} {found[-1]['sim_s']:8.3f} s of {found[-1]['backtests']}")
    rows = [Row(label, found[0]["backtests"], [each["sim_s"] for each in found])]
    if "warm_s" in found[0]:
        rows.append(Row(SECOND, found[0]["backtests"], [each["warm_s"] for each in found]))
    return rows


def ours(rounds: int) -> tuple[list[Row], bool]:
    """Our modes in turns, and whether they always found the same."""
    studies, one, two, event, identical = [], [], [], [], True
    for _ in range(rounds):
        studies.append(whole_study(Signals, "vector"))
        took, vector = in_processes(Signals, "vector", 1)
        one.append(took)
        took, both = in_processes(Signals, "vector", 2)
        two.append(took)
        took, stepped = in_processes(Stepped, "event", 2)
        event.append(took)
        identical = identical and vector == both == stepped
        say(
            f"study {studies[-1]:.3f} s, one worker {one[-1]:.3f} s, two {two[-1]:.3f} s, event {event[-1]:.3f} s, "
            f"{'identical' if vector == both == stepped else 'NOT IDENTICAL'}"
        )
    times = zip(OURS, (studies, one, two, event), strict=True)
    return [Row(label, len(PAIRS), seconds) for label, seconds in times], identical


def by_function(most: int = 12) -> list[list[str]]:
    """The functions in which a study spends its time."""
    profile = cProfile.Profile()
    with home() as fresh:
        given = {**options(), "catalog": fresh, "progress": False, "background": False}
        profile.runcall(optimize, Signals, space=SPACE, search="grid", mode="vector", **given)
    return dearest(pstats.Stats(profile), most)


def memory(trials: int) -> float:
    """Peak MiB of a process that makes so many vector trials."""
    code = (
        "import resource, sys; from tests.benchmarks.research import grown; "
        f"grown({trials}); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1])


def grown(trials: int) -> None:
    with home() as fresh:
        space = {"fast": Int(2, 300), "slow": Int(20, 900)}
        given = {**options(), "catalog": fresh}
        optimize(
            Signals, space=space, search="random", trials=trials, progress=False, background=False, **given
        )


def main() -> int:
    prepare_ours()
    names = [name for name in chosen(os.environ.get("PEERS", "")) if "w5" not in PEERS[name].skip]
    prepare(names)
    rounds, budget = int(os.environ.get("RUNS", "5")), float(os.environ.get("BUDGET", "60"))
    load, trials = os.getloadavg()[0], int(os.environ.get("TRIALS", "10000"))
    say(f"W5, {len(PAIRS):,} pairs on 5,000 days, {rounds} rounds; load {load:.1f}")
    rows, identical = ours(rounds)
    for name in names:
        rows += peer(name, rounds, budget)
    pair, value = REFERENCE
    result = run_algorithm(strategy=Stepped, parameters=pair, progress=False, **options())
    found = Found(
        rows=rows,
        identical=identical,
        pair=f"{pair['fast']}, {pair['slow']}",
        value=str(result.summary.final_value),
        expected=value,
        load=load,
        memory=(memory(1_000), memory(trials)),
        trials=trials,
        calls=by_function(),
    )
    shown(found)
    if names or os.environ.get("PAGE"):
        PAGE.write_text(page(found))
        say(f"written: {PAGE.relative_to(ROOT)}")
    return int(not identical)


def shown(found: Found) -> None:
    """Print the tables."""
    say("")
    show_table(HEAD, table(found))
    say("")
    show_table(["", "found", "wanted", ""], judged_lines(floors(found)))
    say(f"\nfinal value of {found.pair}: {found.value} (other engines that fill so: {found.expected})")
    say(
        f"peak memory: {found.memory[0]:.0f} MiB after 1,000 trials, {found.memory[1]:.0f} after {found.trials:,}"
    )


if __name__ == "__main__":
    sys.exit(main())
