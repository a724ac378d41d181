"""Trials in this process, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.optimization.evaluation import Evaluator
    from rustybt.optimization.executors.base import Job, Lost
    from rustybt.optimization.task import Task
    from rustybt.optimization.trials import Outcome

__all__ = ["InlineExecutor"]


class InlineExecutor:
    """Runs a trial when its result is asked for.

    Args:
        workers: It has one, whatever is said.
        timeout: It has no way to end a trial that hangs: None.

    Raises:
        ConfigurationError: If there is a timeout.
    """

    def __init__(self, *, workers: int = 1, timeout: float | None = None) -> None:  # noqa: ARG002 - as all executors
        if timeout is not None:
            raise ConfigurationError(
                "executor 'inline' cannot end a trial that takes too long: use 'processes'"
            )
        self.workers = 1
        self._waiting: list[Job] = []
        self._evaluator: Evaluator | None = None

    def start(self, task: Task) -> None:
        """Open the market."""
        self._evaluator = task.evaluator()

    @property
    def free(self) -> int:
        """One batch at a time."""
        return 0 if self._waiting else 1

    def submit(self, jobs: Sequence[Job]) -> None:
        """Keep a batch until its results are asked for."""
        self._waiting.extend(jobs)

    def results(self, timeout: float) -> list[tuple[int, Outcome | Lost]]:  # noqa: ARG002 - it has nothing to wait for
        """Run the batch."""
        evaluator, self._waiting, jobs = self._evaluator, [], self._waiting
        if evaluator is None:
            raise ConfigurationError("start the executor first")
        return [(number, evaluator.evaluate(parameters)) for number, parameters in jobs]

    def stop(self) -> None:
        """Let go of the market."""
        self._evaluator, self._waiting = None, []
