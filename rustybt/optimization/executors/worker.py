"""A worker of a study: ``python -m rustybt.optimization.executors.worker``; JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any

from rustybt.exceptions import RustyBTError
from rustybt.optimization.executors.wire import outcome_words, refusal_words
from rustybt.optimization.task import Task
from rustybt.optimization.trials import Outcome, TrialState

if TYPE_CHECKING:
    from rustybt.optimization.evaluation import Evaluator
    from rustybt.optimization.executors.base import Job

__all__ = ["FLUSH_SECONDS", "answers", "main"]

FLUSH_SECONDS = 0.02


def main() -> None:
    """Serve batches until there are no more; results go to what was the standard output, prints to the error output."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    lines = sys.stdin
    first = json.loads(lines.readline())
    sys.path[:0] = [each for each in first["path"] if each not in sys.path]
    if first["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (first["memory"], first["memory"]))
    flushed = 0.0
    for answer in _served(Task.from_json(first["task"]), lines):
        told.write(json.dumps(answer) + "\n")
        if time.monotonic() - flushed > FLUSH_SECONDS or answer.get("last", True):
            told.flush()
            flushed = time.monotonic()


def answers(evaluator: Evaluator, jobs: Sequence[Job], with_returns: bool) -> Iterator[dict[str, Any]]:  # noqa: FBT001 - as outcome_words
    """Run a batch, and put what comes of each trial in words; after a refusal there is nothing more.

    Args:
        evaluator: Runs the trials.
        jobs: The batch.
        with_returns: Whether the returns go with the outcomes.
    """
    for number, parameters in jobs:
        try:
            outcome = evaluator.evaluate(parameters)
        except RustyBTError as error:
            yield refusal_words(error)
            return
        except MemoryError:
            reason = "MemoryError: the trial needs more than its worker has"
            outcome = Outcome(state=TrialState.FAILED, error=reason)
        yield {
            "number": number,
            "outcome": outcome_words(outcome, with_returns),
            "last": number == jobs[-1][0],
        }


def _served(task: Task, lines: IO[str]) -> Iterator[dict[str, Any]]:
    try:
        evaluator = task.evaluator()
    except RustyBTError as error:
        yield refusal_words(error)
        return
    yield {"ready": os.getpid()}
    for line in lines:
        for answer in answers(evaluator, json.loads(line), task.keeps_returns):
            yield answer
            if "refused" in answer:
                return


if __name__ == "__main__":
    main()
