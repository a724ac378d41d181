"""``python -m tests.optimization.sweep_survival [TRIALS] [KILLS]``: a sweep whose workers and driver are killed.

It prints its figures, and ends with 1 if a trial was lost, kept twice or changed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rustybt import DataCatalog, Int
from rustybt.exceptions import StudyError
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.study import Study
from tests.optimization.strategies import Signals

OPTIONS = {
    "search": "random",
    "start": "2009-01-05",
    "end": "2012-12-31",
    "mode": "event",
    "progress": False,
    "background": False,
}
SPACE = {"fast": Int(2, 90), "slow": Int(20, 400)}


def sweep(folder: str, trials: int, name: str, executor: str) -> Study:
    """One process's work on the study."""
    return optimize(
        Signals,
        space=SPACE,
        trials=trials,
        name=name,
        catalog=DataCatalog(folder),
        executor=executor,
        workers=2,
        **OPTIONS,
    )


def begun(folder: str, trials: int) -> subprocess.Popen:
    code = f"from tests.optimization.sweep_survival import sweep; sweep({folder!r}, {trials}, 'killed', 'processes')"
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


def killed(folder: str, trials: int, kills: int, seed: int) -> dict[str, int]:
    """Kill workers and drivers at random moments, and begin again, until the sweep is complete."""
    chance, done = random.Random(seed), {"drivers": 0, "workers": 0, "begun": 1}
    driver = begun(folder, trials)
    while driver.poll() is None:
        time.sleep(chance.uniform(0.2, 1.5))
        if sum((done["drivers"], done["workers"])) >= kills:
            driver.wait()
        elif chance.random() < 0.35:
            driver.send_signal(signal.SIGKILL)
            driver.wait()
            done["drivers"] += 1
        elif workers := children(driver.pid):
            os.kill(chance.choice(workers), signal.SIGKILL)
            done["workers"] += 1
        if driver.poll() is not None and not is_complete(folder):
            driver = begun(folder, trials)
            done["begun"] += 1
    return done


def is_complete(folder: str) -> bool:
    try:
        return Study(Path(folder).resolve(), "killed").state == "complete"
    except StudyError:  # the first driver died before it made the study
        return False


def faults(folder: str, trials: int) -> list[str]:
    """What differs from the sweep that nobody disturbed."""
    keep = ["number", "state", "fast", "slow", "sharpe"]
    left = Study(Path(folder).resolve(), "killed").trials
    right = sweep(folder, trials, "undisturbed", "inline").trials
    wrong = []
    if left["number"].to_list() != list(range(trials)):
        wrong.append(f"{trials} trials were wanted, and {len(left)} kept")
    if not left.select(keep).equals(right.select(keep)):
        wrong.append("trials differ from those of the sweep that nobody disturbed")
    if len(left.unique(["fast", "slow"])) != trials:
        wrong.append("parameters were tried twice")
    return wrong


def main(trials: int, kills: int, seed: int = 0) -> int:
    with tempfile.TemporaryDirectory() as folder:
        DataCatalog(folder).ingest("sample")
        begin = time.monotonic()
        done = killed(folder, trials, kills, seed)
        took = time.monotonic() - begin
        again = int((Study(Path(folder).resolve(), "killed").trials["attempts"] > 1).sum())
        wrong = faults(folder, trials)
    print(
        f"{trials} trials, {done['workers']} workers and {done['drivers']} drivers killed, {again} trials begun again, "
        f"{took:.0f} s: {'; '.join(wrong) or 'no trial lost, repeated or changed'}"
    )
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:] or ("2000", "60"))))
