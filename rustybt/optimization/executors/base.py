"""What every place where trials run answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.optimization.task import Task
    from rustybt.optimization.trials import Outcome, Parameters

__all__ = ["EXECUTORS", "Executor", "Job", "Lost", "executor_of"]

EXECUTORS = {
    "inline": ("rustybt.optimization.executors.inline", "InlineExecutor"),
    "processes": ("rustybt.optimization.executors.processes", "ProcessExecutor"),
    "ray": ("rustybt.optimization.executors.ray_cluster", "RayExecutor"),
}
"""Module and class by the name that a user gives."""

type Job = tuple[int, Parameters]
"""Number of a trial, and its parameters."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A trial whose worker is gone.

    Attributes:
        reason: In one line.
        under_way: Whether it was the one that ran; those that waited behind it have nothing to do with it.
    """

    reason: str
    under_way: bool = True


class Executor(Protocol):
    """Runs trials, some at a time; used by one thread.

    Attributes:
        workers: How many trials may run at once.
    """

    workers: int

    def start(self, task: Task) -> None:
        """Make ready.

        Args:
            task: What all trials have in common.

        Raises:
            RustyBTError: If it cannot be run here.
        """

    @property
    def free(self) -> int:
        """How many more batches may be handed in now."""

    def submit(self, jobs: Sequence[Job]) -> None:
        """Hand in a batch, for one worker.

        Args:
            jobs: At least one.
        """

    def results(self, timeout: float) -> list[tuple[int, Outcome | Lost]]:
        """Return what has ended since the last call.

        Args:
            timeout: Seconds to wait for the first.

        Raises:
            ParameterError: If the strategy does not take a parameter.
        """

    def stop(self) -> None:
        """Let go of the workers; what is under way is lost."""


def executor_of(given: str | Executor, workers: int | None, timeout: float | None) -> Executor:
    """Return an executor by its name.

    Args:
        given: ``"inline"``, ``"processes"``, ``"ray"``, or one that is made already.
        workers: How many; one a core by default.
        timeout: Seconds that a trial may take; None for any.

    Raises:
        ConfigurationError: If there is no such executor, or the numbers cannot be.
        MissingExtraError: If what it needs is not installed.
    """
    if (
        not isinstance(given, str)
        and callable(getattr(given, "submit", None))
        and not isinstance(given, type)
    ):
        return given
    if not isinstance(given, str) or given not in EXECUTORS:
        raise ConfigurationError(f"executor {given!r} is unknown: use one of {', '.join(EXECUTORS)}")
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or workers < 1):
        raise ConfigurationError(f"workers is {workers!r}: use a whole number from 1 on")
    if timeout is not None and not (isinstance(timeout, int | float) and timeout > 0):
        raise ConfigurationError(f"timeout is {timeout!r}: use seconds above 0, or None")
    module, kind = EXECUTORS[given]
    count = (os.cpu_count() or 1) if workers is None else workers
    made: Executor = getattr(import_module(module), kind)(workers=count, timeout=timeout)
    return made
