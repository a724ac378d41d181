"""Trials in actors of a Ray cluster: on one machine or on many, with the same results."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError, MissingExtraError, OptimizationError, RustyBTError
from rustybt.optimization.executors.base import Lost
from rustybt.optimization.executors.wire import outcome_from, refusal_from, refusal_words
from rustybt.optimization.executors.worker import FLUSH_SECONDS, answers
from rustybt.optimization.task import Task
from rustybt.optimization.trials import Outcome, TrialState

if TYPE_CHECKING:
    from rustybt.optimization.executors.base import Job

__all__ = ["RayExecutor"]

START_SECONDS = 120.0
STARTS = 3
REACH_SECONDS = 5.0


class RayExecutor:
    """Runs trials in actors of one core each; one that dies, alone or with its node, loses what it had not yet told.

    Every node needs rustybt, and sees the folder of the catalog under the same path. Ray itself tries nothing again:
    the study does.

    Args:
        workers: How many actors at most; a cluster with fewer free cores gets by with fewer.
        timeout: Seconds that a trial may take; None for any.
        address: Of a cluster; None for the one that this process or machine knows, else one of this machine that is
            begun here and ends with the study.

    Raises:
        ConfigurationError: If there are no workers.
        MissingExtraError: If Ray is not installed.
    """

    def __init__(self, *, workers: int = 1, timeout: float | None = None, address: str | None = None) -> None:
        if workers < 1:
            raise ConfigurationError(f"workers is {workers!r}: use a number from 1 on")
        self.workers, self.timeout, self.address = workers, timeout, address
        self._ray = _ray_module()
        self._alive: list[_Actor] = []
        self._task: Task | None = None
        self._stillborn = 0
        self._joined = False
        self._heard = 0.0

    def start(self, task: Task) -> None:
        """Join the cluster, or begin one, and ask it for actors.

        Raises:
            OptimizationError: If there is no cluster at the address, or none can be begun here.
        """
        self._task, self._heard = task, time.monotonic()
        self._join()
        while len(self._alive) < self.workers:
            self._add()

    @property
    def free(self) -> int:
        """Two batches an actor that has its place and its market: one that runs, and one that waits."""
        self._hear_ready(0.0)
        return sum(max(0, 2 - len(actor.batches)) for actor in self._alive if actor.ready)

    @property
    def pids(self) -> list[int]:
        """The process ids of the actors that are ready, each on its node."""
        return [actor.pid for actor in self._alive if actor.ready]

    def submit(self, jobs: Sequence[Job]) -> None:
        """Hand a batch to the actor with the least to do."""
        ready = (actor for actor in self._alive if actor.ready)
        min(ready, key=lambda each: (len(each.batches), len(each.jobs))).give(jobs)

    def results(self, timeout: float) -> list[tuple[int, Outcome | Lost]]:
        """Return what has ended, and what was lost with an actor or its node.

        Raises:
            OptimizationError: If no actor can start.
        """
        busy = {actor.batches[0]: actor for actor in self._alive if actor.batches}
        if not busy:
            self._hear_ready(timeout)
            return []
        self._heard = time.monotonic()
        found: list[tuple[int, Outcome | Lost]] = []
        heard, _ = self._ray.wait(list(busy), num_returns=len(busy), timeout=0)
        if not heard:
            heard, _ = self._ray.wait(list(busy), num_returns=1, timeout=timeout)
        for batch in heard:
            actor = busy[batch]
            try:
                found += actor.heard(self._ray)
            except self._ray.exceptions.RayError as error:
                found += self._replace(actor, _reason(error))
        for actor in [each for each in self._alive if each.overdue(self.timeout)]:
            late = f"ran longer than {self.timeout:g} s, and was ended"
            found.append((actor.jobs.popleft()[0], Outcome(state=TrialState.FAILED, error=late)))
            self._ray.kill(actor.handle)
            found += self._replace(actor, "its worker was ended with the trial before it", late=True)
        return found

    def stop(self) -> None:
        """End the actors, and leave the cluster; one that was begun here ends."""
        for actor in self._alive:
            self._ray.kill(actor.handle)
        self._alive = []
        if self._joined:
            self._ray.shutdown()
            self._joined = False

    def _join(self) -> None:
        if self._ray.is_initialized():
            return
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if self.address is not None:
            _check_address(self.address)
            try:
                self._ray.init(address=self.address, **quiet)
            except ConnectionError as error:
                raise _no_cluster(self.address) from error
        else:
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
            with _Beginning(self._ray):
                try:
                    self._ray.init(num_cpus=self.workers, include_dashboard=False, **quiet)
                except ValueError:  # there is one, and it has the size that it has
                    self._ray.init(**quiet)
        self._joined = True

    def _add(self) -> None:
        if self._task is None:
            raise OptimizationError("start the executor first")
        kind = self._ray.remote(num_cpus=1, max_restarts=0, max_task_retries=0)(_Host)
        self._alive.append(_Actor(kind.remote(self._task.to_json(), sys.path)))

    def _hear_ready(self, timeout: float) -> None:
        waiting = {actor.first: actor for actor in self._alive if not actor.ready}
        if not waiting:
            return
        heard, _ = self._ray.wait(list(waiting), num_returns=1, timeout=timeout)
        for first in heard:
            actor = waiting[first]
            try:
                words = self._ray.get(first)
            except self._ray.exceptions.RayError as error:
                self._replace(actor, _reason(error))
                continue
            if "refused" in words:
                raise refusal_from(words)
            actor.pid, self._heard = words["ready"], time.monotonic()
        if not self.pids and time.monotonic() - self._heard > START_SECONDS:
            raise OptimizationError(
                f"no worker was ready after {START_SECONDS:g} s: the cluster has no free core, or its nodes cannot "
                f"start one ({self._ray.available_resources().get('CPU', 0):g} cores free)"
            )

    def _replace(self, actor: _Actor, reason: str, *, late: bool = False) -> list[tuple[int, Outcome | Lost]]:
        self._stillborn = 0 if actor.ready else self._stillborn + 1
        if self._stillborn > STARTS * self.workers:
            raise OptimizationError(f"no worker could start: {reason}")
        self._alive.remove(actor)
        self._add()
        ran = actor.jobs[0][0] if actor.jobs and not late else None
        return [(number, Lost(reason, under_way=number == ran)) for number, _ in actor.jobs]


class _Actor:
    """What is known here of an actor."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.first = handle.ready.remote()
        self.pid = 0
        self.jobs: deque[Job] = deque()
        self.batches: deque[Any] = deque()
        self.since = 0.0

    @property
    def ready(self) -> bool:
        return self.pid != 0

    def give(self, jobs: Sequence[Job]) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.extend(jobs)
        words = [(number, dict(parameters)) for number, parameters in jobs]
        self.batches.append(self.handle.run.options(num_returns="streaming").remote(words))

    def heard(self, ray: Any) -> list[tuple[int, Outcome | Lost]]:
        found: list[tuple[int, Outcome | Lost]] = []
        try:
            part = next(self.batches[0])
        except StopIteration:
            self.batches.popleft()
            return found
        for words in ray.get(part):
            if "refused" in words:
                raise refusal_from(words)
            found.append((words["number"], outcome_from(words["outcome"])))
            self.jobs.popleft()
            self.since = time.monotonic()
        return found

    def overdue(self, timeout: float | None) -> bool:
        return bool(timeout is not None and self.jobs and time.monotonic() - self.since > timeout)


class _Beginning:
    """Whatever Ray raises while it begins a cluster, often a bare Exception, is an error of ours."""

    def __init__(self, ray: Any) -> None:
        self._ray = ray

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self._ray.shutdown()
            raise OptimizationError(
                f"Ray could not begin a cluster on this machine ({_first_line(error)}): free memory and processes, "
                "start one yourself with 'ray start --head', or use executor='processes'"
            ) from error


class _Host:
    """Runs inside the actor."""

    def __init__(self, task: dict[str, Any], path: list[str]) -> None:
        sys.path.extend(each for each in path if each not in sys.path)
        self._task = Task.from_json(task)
        self._refusal: dict[str, Any] | None = None
        try:
            self._evaluator = self._task.evaluator()
        except RustyBTError as error:
            node = f" (on node {os.uname().nodename}; every node must see the catalog)"
            self._refusal = refusal_words(type(error)(f"{error}{node}"))

    def ready(self) -> dict[str, Any]:
        return {"ready": os.getpid()} if self._refusal is None else self._refusal

    def run(self, jobs: list[Job]) -> Iterator[list[dict[str, Any]]]:
        told, since = [], time.monotonic()
        for answer in answers(self._evaluator, jobs, self._task.keeps_returns):
            told.append(answer)
            if time.monotonic() - since > FLUSH_SECONDS:
                yield told
                told, since = [], time.monotonic()
        if told:
            yield told


def _reason(error: Exception) -> str:
    return f"its worker is gone: {_first_line(error)}"


def _first_line(error: Exception) -> str:
    said = str(error).strip().splitlines()
    return said[0] if said else type(error).__name__


def _check_address(address: str) -> None:
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdecimal():
        return  # "auto", and whatever else Ray knows
    try:
        # Ray itself would wait for a quarter of an hour.
        socket.create_connection((host, int(port)), REACH_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _no_cluster(address) from error


def _no_cluster(address: str) -> OptimizationError:
    return OptimizationError(
        f"no Ray cluster answers at {address}: start one with 'ray start --head', or leave the address out"
    )


def _ray_module() -> Any:
    # Else Ray puts a print of its own in place of Python's, in the whole process.
    os.environ.setdefault("RAY_TQDM_PATCH_PRINT", "0")
    try:
        import ray
        import ray.exceptions
    except ImportError:
        raise MissingExtraError(
            "executor 'ray' needs Ray: pip install 'rustybt[ray]', or use executor='processes'"
        ) from None
    return ray
