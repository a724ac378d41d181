"""Every engine on every workload, each run in a fresh process, one at a time, in turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field

from tests.benchmarks.peers import (
    CACHE,
    DATA,
    PEERS,
    PLAIN,
    ROOT,
    WORKLOADS,
    Peer,
    command,
    make_data,
    quiet,
    say,
    working_folder,
)

OURS = "rustybt"
OURS_PANDAS = 'rustybt, zipline\'s script, frames="pandas"'
CATALOG = CACHE / "catalog"
TIMEOUT = 1500


@dataclass(frozen=True, slots=True)
class Job:
    """One engine on one workload."""

    label: str
    workload: str
    command: list[str]
    ours: bool = False


@dataclass(slots=True)
class Measured:
    """The runs of one job: what its process printed, one dict a run; and what went wrong, if it did."""

    job: Job
    runs: list[dict[str, object]] = field(default_factory=list)
    spent: float = 0.0
    error: str = ""


def prepare_ours() -> None:
    """Write our bundles, each in a process of its own."""
    make_data()
    for workload in WORKLOADS:
        if not (CATALOG / workload / "manifests").is_dir():
            say(f"{OURS}: ingesting {workload}")
            subprocess.run([*our_command(workload), "--ingest"], cwd=ROOT, check=True)


def our_command(workload: str, mode: str = "native") -> list[str]:
    """The command of one run of ours."""
    module = [sys.executable, "-m", "tests.benchmarks.engine"]
    return [*module, workload, str(DATA), str(CATALOG), "--mode", mode]


def jobs(names: list[str], workloads: tuple[str, ...] = WORKLOADS) -> list[Job]:
    """All jobs, workload by workload, ours first."""
    found = []
    for workload in workloads:
        found.append(Job(OURS, workload, our_command(workload), ours=True))
        if workload in ("w1", "w2"):
            found.append(Job(OURS_PANDAS, workload, our_command(workload, "pandas"), ours=True))
        peers: list[Peer] = [PLAIN, *(PEERS[name] for name in names)]
        found += [
            Job(peer.label, workload, command(peer, workload)) for peer in peers if workload not in peer.skip
        ]
    return found


def measure(todo: list[Job], runs: int, budget: float) -> list[Measured]:
    """Run each job ``runs`` times, in rounds; a job that has used up ``budget`` seconds gets no further run.

    Args:
        todo: The jobs.
        runs: Rounds.
        budget: Seconds of whole processes that one job may take before its last run begins.
    """
    measured = [Measured(job) for job in todo]
    for turn in range(runs):
        for each in measured:
            if each.spent < budget and not each.error:
                _run(each, turn)
    return measured


def _run(measured: Measured, turn: int) -> None:
    job, begun = measured.job, time.perf_counter()
    where = ROOT if job.ours else working_folder()
    try:
        done = subprocess.run(
            job.command, cwd=where, env=quiet(), capture_output=True, text=True, timeout=TIMEOUT
        )
        line = (done.stdout.strip().splitlines() or [""])[-1]
        if done.returncode or "{" not in line:
            measured.error = (done.stderr.strip().splitlines() or ["printed nothing"])[-1][-160:]
        else:
            measured.runs.append({**json.loads(line[line.index("{") :]), "load": os.getloadavg()[0]})
    except subprocess.TimeoutExpired:
        measured.error = f"not done after {TIMEOUT} s"
    measured.spent += time.perf_counter() - begun
    said = measured.error or f"{float(str(measured.runs[-1]['sim_s'])):.4f} s"
    say(f"run {turn + 1}  {job.workload:4} {job.label:45} {said}")


def by_workload(measured: list[Measured]) -> dict[str, list[Measured]]:
    """The same, in lists by workload."""
    found: dict[str, list[Measured]] = defaultdict(list)
    for each in measured:
        found[each.job.workload].append(each)
    return dict(found)
