"""The driver of a study: it asks the search, hands trials to the executor, and keeps what comes of them."""

from __future__ import annotations

import fcntl
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rustybt.exceptions import StudyConflictError
from rustybt.optimization.executors.base import Lost
from rustybt.optimization.trials import Outcome, Trial, TrialState

if TYPE_CHECKING:
    from rustybt.optimization.executors.base import Executor, Job
    from rustybt.optimization.search.base import Search
    from rustybt.optimization.task import Task
    from rustybt.optimization.trial_store import StudyRow, TrialStore
    from rustybt.optimization.trials import Parameters

__all__ = ["Driver", "batch_size", "driving", "is_driven", "state_now"]

BATCH_SECONDS, BATCH_LEAST_SECONDS = 0.05, 0.002
BATCH_MOST = 64
BEAT_SECONDS = 0.5
WAIT_SECONDS = 0.2
ATTEMPTS = 3
REPEATS = 200
# Who looks whether a study is driven holds its lock for an instant.
LOCK_TRIES, LOCK_SECONDS = 5, 0.01


@contextmanager
def driving(folder: Path, study: StudyRow) -> Iterator[None]:
    """Be the one process that drives a study; the lock goes with the process, however it ends.

    Args:
        folder: Of the studies.
        study: To be driven.

    Raises:
        StudyConflictError: If another one drives it.
    """
    with (folder / f"study-{study.id}.lock").open("a+") as lock:
        if not _locked(lock):
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            where = "this process already" if holder == f"pid {os.getpid()}" else "another process"
            raise StudyConflictError(
                f"study {study.name!r} is driven by {where} ({holder}): watch it with rb.study({study.name!r}), or "
                "stop it there"
            )
        lock.truncate(0)
        lock.write(f"pid {os.getpid()}")
        lock.flush()
        yield


def is_driven(folder: Path, study: StudyRow) -> bool:
    """Return whether a process drives a study now.

    Args:
        folder: Of the studies.
        study: Any.
    """
    try:
        with (folder / f"study-{study.id}.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def state_now(folder: Path, study: StudyRow) -> str:
    """Return the state of a study; one whose process died is stopped.

    Args:
        folder: Of the studies.
        study: As it was just read.
    """
    return "stopped" if study.state == "running" and not is_driven(folder, study) else study.state


def batch_size(seconds: float, left: int, workers: int) -> int:
    """Return how many trials go out together: fewer towards the end, so that the workers end together.

    Args:
        seconds: That a trial takes.
        left: How many trials were not handed out yet.
        workers: That share them.

    Example:
        >>> [batch_size(0.0002, left, 2) for left in (1000, 200, 3)], batch_size(0.0002, 50, 1), batch_size(1, 50, 2)
        ([64, 25, 10], 50, 1)
    """
    share = left if workers == 1 else max(left // (4 * workers), int(BATCH_LEAST_SECONDS / seconds))
    return max(1, min(BATCH_MOST, int(BATCH_SECONDS / seconds), share))


class Driver:
    """One process's work on a study, from where the last one left it to its end, or until it is asked to stop.

    A trial is kept as begun before it is handed out, and as ended before the search hears of it: whenever this process
    dies, the next one begins again exactly what had not ended.

    Args:
        store: Of this thread.
        study: To be driven.
        task: What its trials have in common.
        search: Fresh.
        executor: Not started.
        tell: Called with the trials that have ended and all that are wanted, after every batch.
    """

    def __init__(
        self,
        store: TrialStore,
        study: StudyRow,
        task: Task,
        search: Search,
        executor: Executor,
        tell: Callable[[int, int], object] | None = None,
    ) -> None:
        self._store, self._study, self._task = store, study, task
        self._search, self._executor, self._tell = search, executor, tell
        self._again: deque[Job] = deque()
        self._running: dict[int, Parameters] = {}
        self._attempts: dict[int, int] = {}
        self._next = 0
        self._ended = 0
        self._seconds = 0.0
        self._exhausted = False
        self._beat = 0.0

    def run(self) -> str:
        """Go on until every trial has ended; ``"complete"``, or ``"stopped"`` when somebody asked.

        Raises:
            RustyBTError: If no trial can run: the study has failed.
        """
        self._take_up()
        self._executor.start(self._task)
        try:
            while not self._is_over():
                if self._asked_to_stop():
                    return "stopped"
                self._hand_out()
                self._take_in(self._executor.results(WAIT_SECONDS))
        finally:
            self._executor.stop()
        return "complete"

    def _take_up(self) -> None:
        for trial in self._store.trials(self._study.id):
            self._search.replay(trial)
            self._next = trial.number + 1
            if trial.state.ended:
                self._ended += 1
            else:
                self._again.append((trial.number, trial.parameters))

    def _is_over(self) -> bool:
        idle = not self._running and not self._again
        return idle and (self._exhausted or self._next >= self._study.wanted)

    def _asked_to_stop(self) -> bool:
        now = time.monotonic()
        if now - self._beat < BEAT_SECONDS:
            return False
        self._beat = now
        self._store.change(self._study.id, beat_ns=time.time_ns())
        self._study = self._store.study(self._study.name)
        return self._study.asked == "stop"

    def _hand_out(self) -> None:
        for _ in range(self._executor.free):
            jobs = self._batch()
            if not jobs:
                return
            self._store.begin(self._study.id, jobs)
            self._running |= jobs
            self._executor.submit(jobs)

    def _batch(self) -> list[Job]:
        # Short trials go out together, so that talking about them takes less time than they do; but how many there are
        # depends on the clock, and what a search that learns asks for must not.
        size = 1
        if self._seconds and not self._search.learns:
            size = batch_size(self._seconds, self._study.wanted - self._next, self._executor.workers)
        jobs: list[Job] = []
        while len(jobs) < size and (job := self._one(jobs)) is not None:
            jobs.append(job)
        return jobs

    def _one(self, before: Sequence[Job]) -> Job | None:
        if self._again:
            return self._again.popleft()
        for _ in range(REPEATS):
            if self._exhausted or self._next >= self._study.wanted:
                return None
            parameters = self._search.ask(self._next)
            if parameters is None:
                break
            known = self._known(parameters, before) if self._search.repeats else None
            if known is None:
                self._next += 1
                return self._next - 1, parameters
            # The same backtest again: its result is known, and it proves nothing more.
            self._search.tell(replace(known, number=self._next))
        self._exhausted = True
        return None

    def _known(self, parameters: Parameters, before: Sequence[Job]) -> Trial | None:
        if parameters in self._running.values() or any(parameters == each for _, each in before):
            return Trial(number=self._next, parameters=parameters, state=TrialState.FAILED)
        found = self._store.known(self._study.id, parameters)
        return found if found is None or found.state.ended else replace(found, state=TrialState.FAILED)

    def _take_in(self, results: Sequence[tuple[int, Outcome | Lost]]) -> None:
        kept: list[tuple[int, Outcome]] = []
        for number, result in results:
            outcome = self._given_up(number, result) if isinstance(result, Lost) else result
            if outcome is not None:
                kept.append((number, outcome))
        if not kept:
            return
        self._store.end(self._study.id, kept, with_returns=self._task.keeps_returns)
        for number, outcome in kept:
            parameters = self._running.pop(number)
            self._ended += 1
            self._seconds = (
                outcome.seconds if not self._seconds else 0.9 * self._seconds + 0.1 * outcome.seconds
            )
            self._search.tell(_trial(number, parameters, outcome))
        if self._tell is not None:
            self._tell(self._ended, self._study.wanted)

    def _given_up(self, number: int, lost: Lost) -> Outcome | None:
        attempts = self._attempts.get(number, 1)
        if not lost.under_way or attempts < ATTEMPTS:
            self._attempts[number] = attempts + lost.under_way
            self._again.append((number, self._running.pop(number)))
            return None
        reason = f"{lost.reason} (begun {attempts} times)"
        return Outcome(state=TrialState.FAILED, error=reason)


def _locked(lock: TextIO) -> bool:
    for tried in range(LOCK_TRIES):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(LOCK_SECONDS if tried < LOCK_TRIES - 1 else 0)
        else:
            return True
    return False


def _trial(number: int, parameters: Parameters, outcome: Outcome) -> Trial:
    return Trial(
        number=number,
        parameters=parameters,
        state=outcome.state,
        values=outcome.values,
        figures=outcome.figures,
        error=outcome.error,
        seconds=outcome.seconds,
    )
