"""Lines of JSON between a study and its workers."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from rustybt import exceptions
from rustybt.exceptions import OptimizationError, RustyBTError
from rustybt.optimization.trials import Outcome, TrialState

__all__ = ["outcome_from", "outcome_words", "refusal_from", "refusal_words"]


def outcome_words(outcome: Outcome, with_returns: bool) -> dict[str, Any]:  # noqa: FBT001 - it says which
    """Return an outcome as JSON can hold it.

    Args:
        outcome: Of a trial.
        with_returns: Whether its returns go with it.
    """
    returns = outcome.returns.tobytes() if with_returns else b""
    return {
        "state": outcome.state.value,
        "values": [_number(value) for value in outcome.values],
        "figures": {name: _number(value) for name, value in outcome.figures.items()},
        "returns": base64.b64encode(returns).decode(),
        "error": outcome.error,
        "seconds": outcome.seconds,
    }


def outcome_from(words: Mapping[str, Any]) -> Outcome:
    """Return the outcome that `outcome_words` wrote.

    Args:
        words: As it wrote them.
    """
    return Outcome(
        state=TrialState(words["state"]),
        values=tuple(float(value) for value in words["values"]),
        figures={name: float(value) for name, value in words["figures"].items()},
        returns=np.frombuffer(base64.b64decode(words["returns"]), dtype=np.float64),
        error=words["error"],
        seconds=words["seconds"],
    )


def refusal_words(error: RustyBTError) -> dict[str, Any]:
    """Return what says that no trial of a study can run.

    Args:
        error: Why.
    """
    return {"refused": type(error).__name__, "error": str(error)}


def refusal_from(words: Mapping[str, Any]) -> RustyBTError:
    """Return the error that `refusal_words` wrote.

    Args:
        words: As it wrote them.
    """
    kind = getattr(exceptions, words["refused"], OptimizationError)
    error: RustyBTError = kind(words["error"])
    return error


def _number(value: float) -> float | str:
    return value if math.isfinite(value) else str(value)
