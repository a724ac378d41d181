"""Trials in processes of this machine that share the catalog's memory-mapped matrices."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import OptimizationError
from rustybt.optimization.executors.base import Lost
from rustybt.optimization.executors.wire import outcome_from, refusal_from
from rustybt.optimization.trials import Outcome, TrialState

if TYPE_CHECKING:
    from rustybt.optimization.executors.base import Job
    from rustybt.optimization.task import Task

__all__ = ["ProcessExecutor"]

READ = 1 << 20
START_SECONDS = 120.0
STARTS = 3


class ProcessExecutor:
    """Runs trials in processes of its own: one that dies, hangs or needs too much memory takes one trial with it.

    Args:
        workers: How many.
        timeout: Seconds that a trial may take; None for any.
        memory_mb: Address space of a worker, MiB; None for any.
    """

    def __init__(
        self, *, workers: int = 1, timeout: float | None = None, memory_mb: int | None = None
    ) -> None:
        self.workers, self.timeout, self.memory_mb = workers, timeout, memory_mb
        self._selector = selectors.DefaultSelector()
        self._alive: list[_Worker] = []
        self._task: Task | None = None
        self._stillborn = 0

    def start(self, task: Task) -> None:
        """Start the workers; they open the market while the first trials are chosen."""
        self._task = task
        while len(self._alive) < self.workers:
            self._add()

    @property
    def free(self) -> int:
        """Two batches a worker: one that runs, and one that waits."""
        return sum(max(0, 2 - worker.batches) for worker in self._alive)

    @property
    def pids(self) -> list[int]:
        """The workers' process ids."""
        return [worker.process.pid for worker in self._alive]

    def submit(self, jobs: Sequence[Job]) -> None:
        """Hand a batch to the worker with the least to do."""
        worker = min(self._alive, key=lambda each: (each.batches, len(each.jobs)))
        worker.give(jobs)

    def results(self, timeout: float) -> list[tuple[int, Outcome | Lost]]:
        """Return what has ended, and what was lost with a worker."""
        found: list[tuple[int, Outcome | Lost]] = []
        for key, _ in self._selector.select(timeout):
            worker: _Worker = key.data
            if worker not in self._alive:  # replaced a moment ago
                continue
            if key.fileobj is worker.process.stderr:
                worker.drain_errors()
                continue
            found += worker.heard()
            if worker.ended:
                found += self._replace(worker, worker.last_words())
        for worker in [each for each in self._alive if each.overdue(self.timeout)]:
            worker.process.kill()
            late = Outcome(
                state=TrialState.FAILED, error=f"ran longer than {self.timeout:g} s, and was ended"
            )
            found.append((worker.jobs.popleft()[0], late))
            found += self._replace(worker, "its worker was ended with the trial before it", late=True)
        return found

    def stop(self) -> None:
        """End the workers."""
        for worker in self._alive:
            self._leave(worker)
        self._alive = []

    def _add(self) -> None:
        if self._task is None:
            raise OptimizationError("start the executor first")
        worker = _Worker(self._task, self.memory_mb)
        for pipe in (worker.process.stdout, worker.process.stderr):
            self._selector.register(pipe, selectors.EVENT_READ, worker)
        self._alive.append(worker)

    def _replace(
        self, worker: _Worker, reason: str, *, late: bool = False
    ) -> list[tuple[int, Outcome | Lost]]:
        self._stillborn = 0 if worker.ready else self._stillborn + 1
        if self._stillborn > STARTS * self.workers:
            raise OptimizationError(f"no worker could start: {reason}")
        self._alive.remove(worker)
        self._leave(worker)
        self._add()
        ran = worker.jobs[0][0] if worker.jobs and worker.ready and not late else None
        return [(number, Lost(reason, under_way=number == ran)) for number, _ in worker.jobs]

    def _leave(self, worker: _Worker) -> None:
        for pipe in (worker.process.stdout, worker.process.stderr):
            self._selector.unregister(pipe)
        worker.end()


class _Worker:
    def __init__(self, task: Task, memory_mb: int | None) -> None:
        process: Any = subprocess.Popen(
            [sys.executable, "-m", "rustybt.optimization.executors.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # an interrupt of the notebook is not theirs
        )
        self.process = process
        for pipe in (process.stdout, process.stderr):
            os.set_blocking(pipe.fileno(), False)
        self.jobs: deque[Job] = deque()
        self.ends: deque[int] = deque()
        self.ended = self.ready = False
        self.since = time.monotonic()
        self._left = b""
        self._said = deque([b""], maxlen=1)
        self._send({"task": task.to_json(), "path": sys.path, "memory": (memory_mb or 0) << 20})

    @property
    def batches(self) -> int:
        return len(self.ends)

    def give(self, jobs: Sequence[Job]) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.extend(jobs)
        self.ends.append(jobs[-1][0])
        self._send([(number, dict(parameters)) for number, parameters in jobs])

    def heard(self) -> list[tuple[int, Outcome | Lost]]:
        data = self.process.stdout.read(READ)
        if data == b"":
            self.ended = True
        *lines, self._left = (self._left + (data or b"")).split(b"\n")
        found: list[tuple[int, Outcome | Lost]] = []
        for line in lines:
            words = json.loads(line)
            if "refused" in words:
                raise refusal_from(words)
            self.ready = True
            if "number" in words:
                number = words["number"]
                found.append((number, outcome_from(words["outcome"])))
                self.jobs.popleft()
                self.since = time.monotonic()
                if self.ends and self.ends[0] == number:
                    self.ends.popleft()
        return found

    def overdue(self, timeout: float | None) -> bool:
        if not self.ready and time.monotonic() - self.since > START_SECONDS:
            raise OptimizationError(f"a worker was not ready after {START_SECONDS:g} s")
        return bool(
            timeout is not None and self.ready and self.jobs and time.monotonic() - self.since > timeout
        )

    def last_words(self) -> str:
        code = self.process.wait()
        self.drain_errors()
        said = self._said[0].decode(errors="replace").strip().splitlines()
        died = f"its worker died of signal {-code}" if code < 0 else f"its worker ended with code {code}"
        if code == -9:
            died += ", as when the machine runs out of memory"
        if not self.ready and code >= 0:
            raise OptimizationError(f"no worker could start: {said[-1] if said else died}")
        return f"{died}: {said[-1]}" if said and code > 0 else died

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except BrokenPipeError:
                continue

    def drain_errors(self) -> None:
        # What a strategy prints: kept short, so that the pipe never fills.
        while said := self.process.stderr.read(READ):
            self._said.append((self._said[0] + said)[-4096:])

    def _send(self, words: Any) -> None:
        try:
            self.process.stdin.write(json.dumps(words).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return  # its end is seen when its results are read
