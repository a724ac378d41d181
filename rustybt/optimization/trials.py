"""The vocabulary of a study: a trial, its state, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Outcome", "Parameters", "Trial", "TrialState", "parameter_columns"]

type Parameters = Mapping[str, Any]
"""Values by name: int, float, str, bool; what JSON can hold."""


class TrialState(StrEnum):
    """Where a trial stands."""

    WAITING = "waiting"
    RUNNING = "running"
    COMPLETE = "complete"
    PRUNED = "pruned"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self in (TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """What came of evaluating one set of parameters.

    Attributes:
        state: Complete, pruned or failed.
        values: Of the objectives, in their order; empty where it failed.
        figures: Key figures by name, such as ``sharpe`` and ``max_drawdown``.
        returns: Simple returns, one a session, float64[S]; empty where it failed.
        error: Why it failed or was pruned, in one line; "" where it did not.
        seconds: It took.
    """

    state: TrialState
    values: tuple[float, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    returns: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    error: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One set of parameters of a study.

    Attributes:
        number: Within the study, from 0 on.
        parameters: Values by name.
        state: Where it stands.
        values: Of the objectives, in their order; empty until it is complete.
        figures: Key figures by name.
        error: Why it failed or was pruned.
        attempts: How often it was begun.
        seconds: It took.
    """

    number: int
    parameters: Parameters
    state: TrialState
    values: tuple[float, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    attempts: int = 0
    seconds: float = 0.0


def parameter_columns(parameters: Parameters, taken: Sequence[str]) -> dict[str, Any]:
    """Return parameters by the names that they have as columns of a frame.

    Args:
        parameters: Values by name.
        taken: Names of other columns.

    Example:
        >>> parameter_columns({"window": 20, "fast": 5}, ["window", "trials"])
        {'parameter_window': 20, 'fast': 5}
    """
    return {f"parameter_{name}" if name in taken else name: value for name, value in parameters.items()}
