"""``python -m tests.optimization.sweep_survival [TRIALS] [KILLS]``: a sweep whose workers and driver are killed.

It prints its figures, and ends with 1 if a trial was lost, repeated or changed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rustybt import Choice, DataCatalog, Int
from rustybt.exceptions import StudyError
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.study import Study
from tests.optimization.strategies import Traced

OPTIONS = {
    "search": "random",
    "start": "2001-01-02",
    "end": "2012-12-31",
    "executor": "processes",
    "workers": 2,
    "progress": False,
    "background": False,
}
SPACE = {"fast": Int(2, 90), "slow": Int(20, 400)}
ENDED = ("complete", "failed", "pruned")
KEPT = ("state", "fast", "slow", "sharpe", "error")


def sweep(folder: str, trials: int, name: str) -> Study:
    """One process's work on the study; its strategy leaves a trace of every run in a folder of the study's name."""
    traces = Path(folder, name)
    traces.mkdir(exist_ok=True)
    space = SPACE | {"folder": Choice([str(traces)])}
    return optimize(Traced, space=space, trials=trials, name=name, catalog=DataCatalog(folder), **OPTIONS)


def begun(folder: str, trials: int) -> subprocess.Popen:
    code = f"from tests.optimization.sweep_survival import sweep; sweep({folder!r}, {trials}, 'killed')"
    return subprocess.Popen([sys.executable, "-c", code])


def children(pid: int) -> list[int]:
    """Process ids of the workers."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def killed(folder: str, trials: int, kills: int, seed: int) -> Counter[str]:
    """Kill workers and drivers at random moments, and begin again, until the sweep is complete.

    Three kills of four wait until trials run again, so that they meet them; the others meet whatever is going on.
    """
    chance, done = random.Random(seed), Counter(begun=1)
    driver = begun(folder, trials)
    while driver.poll() is None:
        if done["drivers"] + done["workers"] >= kills:
            driver.wait()
        else:
            if chance.random() < 0.75:
                wait_for_runs(folder, driver)
            time.sleep(chance.uniform(0.05, 0.6))
            done[kill(driver, chance)] += 1
        if driver.poll() is not None and not is_complete(folder):
            driver = begun(folder, trials)
            done["begun"] += 1
    return done


def wait_for_runs(folder: str, driver: subprocess.Popen) -> None:
    """Wait until another run has begun, or the driver has ended."""
    before = traces(folder)
    while driver.poll() is None and traces(folder) == before:
        time.sleep(0.01)


def kill(driver: subprocess.Popen, chance: random.Random) -> str:
    """Kill the driver or one of its workers; who it was."""
    workers = children(driver.pid)
    if driver.poll() is not None or (chance.random() >= 0.35 and not workers):
        return "none"
    if not workers or chance.random() < 0.35:
        driver.send_signal(signal.SIGKILL)
        driver.wait()
        return "drivers"
    os.kill(chance.choice(workers), signal.SIGKILL)
    return "workers"


def traces(folder: str) -> int:
    """How many runs were begun so far."""
    found = Path(folder, "killed")
    return sum(1 for _ in found.iterdir()) if found.is_dir() else 0


def is_complete(folder: str) -> bool:
    try:
        return Study(Path(folder).resolve(), "killed").state == "complete"
    except StudyError:  # the first driver died before it made the study
        return False


def faults(folder: str, trials: int) -> dict[str, int]:
    """How many trials were lost, repeated or changed, beside a sweep that nobody disturbed.

    A trial may run no more often than the store says that it was begun, and none may be there under two numbers.
    """
    left, right = rows(Study(Path(folder).resolve(), "killed")), rows(sweep(folder, trials, "undisturbed"))
    runs = Counter(tuple(map(int, each.name.split("-")[:2])) for each in Path(folder, "killed").iterdir())
    often = Counter({(row["fast"], row["slow"]): row["attempts"] for row in left.values()})
    return {
        "lost": sum(number not in left or left[number]["state"] not in ENDED for number in range(trials)),
        "repeated": len(left) - len(often) + sum((runs - often).values()),
        "changed": sum(
            any(left[number][name] != row[name] for name in KEPT)
            for number, row in right.items()
            if number in left
        ),
    }


def rows(study: Study) -> dict[int, dict[str, Any]]:
    """The trials by number."""
    return {row["number"]: row for row in study.trials.iter_rows(named=True)}


def main(trials: int, kills: int, seed: int = 0) -> int:
    with tempfile.TemporaryDirectory() as folder:
        DataCatalog(folder).ingest("sample")
        begin = time.monotonic()
        done = killed(folder, trials, kills, seed)
        took, cut = time.monotonic() - begin, traces(folder) - trials
        wrong = faults(folder, trials)
        whole = time.monotonic() - begin - took
    sys.stdout.write(
        f"{trials} trials; killed: {done['workers']} workers, {done['drivers']} drivers, {cut} of them within a trial; "
        f"{', '.join(f'{count} trials {fault}' for fault, count in wrong.items())}; "
        f"{took:.0f} s, and {whole:.0f} s undisturbed\n"
    )
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:] or ("2000", "60"))))
