"""``python -m tests.benchmarks.research``: sweeps beside those of other engines (W5), printed; no assertion.

``PEERS`` (none by default), ``RUNS`` (5) and ``TRIALS`` of the memory run (10,000) come from the environment.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
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
from rustybt.optimization.executors.processes import ProcessExecutor
from rustybt.optimization.objectives import objectives_of
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.task import Task, told
from tests.benchmarks.peers import PEERS, chosen, command, prepare, quiet, say, working_folder
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
    executor, batch = ProcessExecutor(workers=workers), 25 if mode == "vector" else 4
    executor.start(task(strategy, mode))
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
                executor.submit(todo[:batch])
                del todo[:batch]
            values |= {number: outcome.values[0] for number, outcome in executor.results(1)}
        took = time.perf_counter() - begun
    finally:
        executor.stop()
    return took, [values[number] for number in range(jobs)]


def peer(name: str) -> str:
    """What another engine makes of the workload, in its own idiom."""
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
        return (done.stderr.strip().splitlines() or ["printed nothing"])[-1][-100:]
    found = json.loads(line[line.index("{") :])
    return f"{found['backtests'] / found['sim_s']:10.1f} /s   ({found['backtests']} backtests, {found['sim_s']:.2f} s)"


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


def line(what: str, seconds: list[float], count: int, wanted: str) -> None:
    median = statistics.median(seconds)
    say(f"{what:58} {median:8.3f} s {count / median:10.0f} /s   {wanted}")


def main() -> None:
    prepare_ours()
    names = chosen(os.environ.get("PEERS", ""))
    prepare(names)
    rounds = int(os.environ.get("RUNS", "5"))
    say(f"W5, {len(PAIRS):,} pairs on 5,000 days; medians of {rounds}; load {os.getloadavg()[0]:.1f}")
    studies, one, two, event = [], [], [], []
    for _ in range(rounds):
        studies.append(whole_study(Signals, "vector"))
        took, vector = in_processes(Signals, "vector", 1)
        one.append(took)
        took, both = in_processes(Signals, "vector", 2)
        two.append(took)
        took, stepped = in_processes(Stepped, "event", 2)
        event.append(took)
        say(f"  identical results in all modes: {vector == both == stepped}")
    line("vector mode, rb.optimize in one process", studies, len(PAIRS), "wanted 0.3 s")
    line("vector mode, one worker", one, len(PAIRS), "")
    line(
        "vector mode, two workers",
        two,
        len(PAIRS),
        f"{statistics.median(one) / statistics.median(two):.2f}x; wanted 1.8",
    )
    line("event mode, two workers", event, len(PAIRS), "wanted 100 /s, towards 300")
    pair, value = REFERENCE
    result = run_algorithm(strategy=Stepped, parameters=pair, progress=False, **options())
    say(f"final value of {pair}: {result.summary.final_value} (other engines that fill so: {value})")
    small, great = memory(1_000), memory(int(os.environ.get("TRIALS", "10000")))
    say(
        f"peak memory: {small:.0f} MiB after 1,000 trials, {great:.0f} MiB after {os.environ.get('TRIALS', '10000')}"
    )
    say(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    for name in names:
        if "w5" not in PEERS[name].skip:
            say(f"{PEERS[name].label:58} {peer(name)}")


if __name__ == "__main__":
    main()
