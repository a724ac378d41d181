"""What a study needs to go on: what its trials have in common, and where they run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self

from rustybt.exceptions import RustyBTError, StudyConflictError, StudyError
from rustybt.optimization.executors.base import executor_of
from rustybt.optimization.task import Task

if TYPE_CHECKING:
    from rustybt.optimization.executors.base import Executor
    from rustybt.optimization.space import Constraint

__all__ = ["StudyPlan"]

WAY = "call rb.optimize with its strategy and space to go on"


class StudyPlan:
    """What a study needs to go on; it is kept with the study, unless a part of it is code without a place.

    Args:
        task: What its trials have in common.
        executor: Where they run, by name or made.
        workers: How many; None for one a core.
        timeout: Seconds that a trial may take.
        constraint: Of the space.
    """

    def __init__(
        self,
        task: Task,
        executor: str | Executor = "inline",
        workers: int | None = None,
        timeout: float | None = None,
        constraint: Constraint | None = None,
    ) -> None:
        self.task, self.constraint = task, constraint
        self._executor, self._workers, self._timeout = executor, workers, timeout

    def executor(self) -> Executor:
        """Return the executor, made anew.

        Raises:
            ConfigurationError: If there is none of this name.
        """
        return executor_of(self._executor, self._workers, self._timeout)

    def check_periods(self, study: str, counted: float) -> None:
        """Hold the year that a study's trials count against that of its market.

        Args:
            study: Its name, for the error.
            counted: Sessions in a year, in its trials so far.

        Raises:
            StudyConflictError: If they are others, as of a study of an earlier version.
        """
        wanted = self.task.periods_per_year
        if wanted != counted:
            raise StudyConflictError(
                f"study {study!r} counts {counted:g} sessions a year, and its market has {wanted:g}: new trials could "
                "not be compared with its own; call rb.optimize with its strategy and space under another name"
            )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values, or no more than what of it cannot be kept."""
        lacking = list(self.task.by_value)
        lacking += ["its constraint"] if self.constraint is not None else []
        lacking += ["its executor"] if not isinstance(self._executor, str) else []
        if lacking:
            return {"lacking": lacking}
        return {
            "task": self.task.to_json(),
            "executor": self._executor,
            "workers": self._workers,
            "timeout": self._timeout,
        }

    @classmethod
    def kept(cls, study: str, words: Mapping[str, Any]) -> Self:
        """Return the plan that was kept with a study; its strategy is imported.

        Args:
            study: Its name, for the error.
            words: As `to_json` wrote them; empty if there are none.

        Raises:
            StudyError: If a part was not kept, or the strategy cannot be imported here.
            StudyConflictError: If the strategy has other code than when the study was made.
        """
        if "task" not in words:
            lacking = ", ".join(words.get("lacking", ())) or "what its trials have in common"
            raise StudyError(
                f"study {study!r} is only looked at here, since {lacking} could not be kept with it: {WAY}"
            )
        task = Task.from_json(words["task"])
        try:
            task.check_code()
        except StudyError:
            raise
        except RustyBTError as error:
            raise StudyError(f"study {study!r} is only looked at here: {error}; {WAY}") from error
        return cls(task, words["executor"], words["workers"], words["timeout"])
