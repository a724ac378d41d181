"""A study in words, and as a part of a page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import StudyError
from rustybt.optimization.trials import TrialState

if TYPE_CHECKING:
    import polars as pl

    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.study import Study
    from rustybt.optimization.trials import Trial

__all__ = ["COLUMNS", "page_part", "plain", "trial_row", "trial_types"]


COLUMNS = ("number", "state", "error", "attempts", "seconds")
"""Of a frame of trials, beside parameters and objectives."""


def trial_row(trial: Trial, objectives: Sequence[Objective]) -> dict[str, Any]:
    """Return a trial as a row of a frame.

    Args:
        trial: Any.
        objectives: Of its study.
    """
    values = dict(zip((each.name for each in objectives), trial.values, strict=False))
    return {
        "number": trial.number,
        "state": trial.state.value,
        **trial.parameters,
        **{each.name: values.get(each.name) for each in objectives},
        **{
            name: value
            for name, value in trial.figures.items()
            if name not in values and name not in trial.parameters
        },
        "error": trial.error or None,
        "attempts": trial.attempts,
        "seconds": trial.seconds,
    }


def trial_types(objectives: Sequence[Objective]) -> dict[str, pl.DataType]:
    """Return the types of a frame's columns that every trial has, before any has a value in them.

    Args:
        objectives: Of its study.
    """
    import polars as pl

    return {
        "number": pl.Int64(),
        "state": pl.String(),
        **{each.name: pl.Float64() for each in objectives},
        "error": pl.String(),
        "attempts": pl.Int64(),
        "seconds": pl.Float64(),
    }


def plain(study: Study) -> str:
    """Return a study in a few lines.

    Args:
        study: Any.
    """
    done, wanted = study.progress
    lines = [f"Study {study.name}: {study.state}, {done} of {wanted} trials"]
    if study.reason:
        lines.append(f"  {study.reason}")
    counts = study.counts
    if counts["failed"] or counts["pruned"]:
        lines.append(f"  {counts['failed']} failed, {counts['pruned']} pruned")
    try:
        best = study.best
    except StudyError:
        failed = study.trials_in(TrialState.FAILED)
        return "\n".join([*lines, *(f"  the last: {trial.error}" for trial in failed[-1:])])
    values = ", ".join(
        f"{each.name} {value:.4g}" for each, value in zip(study.objectives, best.values, strict=True)
    )
    given = ", ".join(f"{name}={value!r}" for name, value in best.parameters.items())
    return "\n".join([*lines, f"  best: trial {best.number} ({values}) with {given}"])


def page_part(study: Study) -> str:
    """Return a study as HTML: what came of it, then its pictures.

    Args:
        study: Any.
    """
    from rustybt.optimization.study_picture import StudyPicture, more_pictures

    pictures = "".join(each.svg for each in (StudyPicture(study), *more_pictures(study)))
    style = "font:12.5px system-ui,-apple-system,'Segoe UI',sans-serif;white-space:pre-wrap;margin:2px 0 10px"
    return f'<div class="rb-study"><div style="{style}">{html.escape(plain(study))}</div>{pictures}</div>'
