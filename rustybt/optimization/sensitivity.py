"""How much a result hangs on its parameters: plateaus, responses, and what a small step away does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.backtest.progress import ProgressOption, shown
from rustybt.exceptions import ConfigurationError, RunInterruptedError, StudyError
from rustybt.optimization.neighbourhoods import neighbourhoods_of
from rustybt.optimization.rerun import whole_number
from rustybt.optimization.sensitivity_result import Sensitivity
from rustybt.optimization.space import Choice, Int
from rustybt.optimization.trial_store import parameters_digest
from rustybt.optimization.trials import TrialState

if TYPE_CHECKING:
    import polars as pl

    from rustybt.optimization.evaluation import Evaluator
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Dimension, Space
    from rustybt.optimization.study import Study
    from rustybt.optimization.trials import Trial

__all__ = ["perturbed", "sensitivity"]

type Floats = NDArray[np.float64]

# One step of a parameter that has none: this share of its range.
STEP = 0.05
LEAST = 3


def sensitivity(
    study: Study,
    *,
    objective: str | None = None,
    around: Mapping[str, Any] | None = None,
    steps: int = 1,
    progress: ProgressOption = None,
) -> Sensitivity:
    """Ask how a study's results hold when the parameters are a little off.

    A best trial on a peak is luck more often than one on a plateau. Each complete trial is seen with its neighbours: on
    a grid those within one step in every parameter, else the nearest ones. Its score is their mean less their standard
    deviation, itself included; the most stable trial has the best score.

    Args:
        study: With complete trials.
        objective: Of the study, by name; the first one by default.
        around: Parameters to step away from, one parameter at a time: each step that is no trial yet is run, and
            counts as one. None runs nothing.
        steps: How far to go to both sides; a step of a range without steps is 5 % of it, and of a :class:`Choice` each
            option is tried.
        progress: As in :func:`run_algorithm`, in runs.

    Returns:
        Plateaus, responses, pictures, and what the steps did.

    Raises:
        StudyError: If fewer than three trials are complete, or steps are to be run and this one only looks at the
            study.
        ConfigurationError: If it has no such objective, or ``steps`` cannot be.
        SearchSpaceError: If ``around`` is no point of its space.
        RunInterruptedError: If it was interrupted; ``partial`` holds what was known by then.
    """
    whole_number(steps, "steps", 1, 1)
    if not hasattr(study, "objectives"):
        raise ConfigurationError(f"study is {study!r:.80}: hand in a study, such as rb.study(name)")
    at, wanted = _objective(study, objective)
    if around is not None:
        study.space.check(around)
    made = _seen(study, at, wanted)
    if around is None:
        return made
    rows: list[dict[str, Any]] = []
    points = [(None, 0, dict(around)), *perturbed(study.space, around, steps)]
    value_of = _values(study, at)
    with shown(f"Sensitivity of {study.name}", progress, "runs") as tell:
        try:
            for done, (name, away, point) in enumerate(points, 1):
                value, error = value_of(point)
                rows.append(_row(name, away, point, value, error))
                if tell is not None:
                    tell(done, len(points))
        except KeyboardInterrupt:
            stopped = RunInterruptedError(f"interrupted after {len(rows)} of {len(points)} steps")
            stopped.partial = made.with_local(rows)
            raise stopped from None
    return made.with_local(rows)


def perturbed(
    space: Space, around: Mapping[str, Any], steps: int
) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Go through the points that differ from one in one parameter.

    Args:
        space: They are of.
        around: The point.
        steps: How far to go to both sides.

    Yields:
        The parameter, how many steps it is moved by, and the point.

    Example:
        >>> from rustybt.optimization.space import Space
        >>> space = Space({"fast": Int(1, 9, step=2)})
        >>> [point for _, _, point in perturbed(space, {"fast": 3}, 2)]
        [{'fast': 1}, {'fast': 5}, {'fast': 7}]
    """
    for name, dimension in space.dimensions.items():
        for away, value in _moved(dimension, around[name], steps):
            point = {**around, name: value}
            if dimension.holds(value) and space.allows(point):
                yield name, away, point


def _moved(dimension: Dimension, value: Any, steps: int) -> Iterator[tuple[int, Any]]:
    if isinstance(dimension, Choice):
        own = next(
            at
            for at, option in enumerate(dimension.options)
            if type(option) is type(value) and option == value
        )
        yield from ((at - own, option) for at, option in enumerate(dimension.options) if at != own)
        return
    for away in (*range(-steps, 0), *range(1, steps + 1)):
        if isinstance(dimension, Int):
            yield away, value + away * dimension.step
        elif dimension.step is not None:
            yield away, round(value + away * dimension.step, 12)
        elif dimension.log:
            yield away, value * (dimension.high / dimension.low) ** (away * STEP)
        else:
            yield away, value + away * STEP * (dimension.high - dimension.low)


def _objective(study: Study, name: str | None) -> tuple[int, Objective]:
    if name is None:
        return 0, study.objectives[0]
    for at, each in enumerate(study.objectives):
        if each.name == name:
            return at, each
    there = ", ".join(each.name for each in study.objectives)
    raise ConfigurationError(f"study {study.name!r} has no objective {name!r}: it has {there}")


def _seen(study: Study, at: int, wanted: Objective) -> Sensitivity:
    names = study.space.names
    trials, values = _ended(study, at)
    complete = int(np.isfinite(values).sum())
    if complete < LEAST:
        raise StudyError(
            f"study {study.name!r} has {complete} complete trials with a finite {wanted.name}: plateaus need {LEAST} "
            "at least"
        )
    sign = 1.0 if wanted.maximizes else -1.0
    points = {name: [trial.parameters[name] for trial in trials] for name in names}
    found = neighbourhoods_of(study.space.dimensions, points, sign * values)
    return Sensitivity(
        study=study.name,
        objective=wanted.name,
        maximizes=wanted.maximizes,
        names=names,
        steps=found.steps,
        needed=found.needed,
        parameters=[trial.parameters for trial in trials],
        points=_frame(trials, names, wanted.name, values).with_columns(
            neighbours=found.neighbours,
            failed_neighbours=found.failed,
            mean=sign * found.mean,
            spread=found.spread,
            worst=sign * found.least,
            score=sign * (found.mean - found.spread),
        ),
    )


def _ended(study: Study, at: int) -> tuple[list[Trial], Floats]:
    # Trials that came to an end, each point once; NaN where one failed or its value is not finite.
    once: dict[str, Trial] = {}
    for trial in study.trials_in(TrialState.COMPLETE, TrialState.FAILED):
        once.setdefault(parameters_digest(trial.parameters), trial)
    values = np.array([trial.values[at] if trial.values else math.nan for trial in once.values()])
    return list(once.values()), np.where(np.isfinite(values), values, math.nan)


def _frame(trials: Sequence[Trial], names: Sequence[str], objective: str, values: Floats) -> pl.DataFrame:
    import polars as pl

    columns: dict[str, Any] = {"number": [trial.number for trial in trials]}
    for name in names:
        columns[name] = pl.Series(name, [trial.parameters[name] for trial in trials], strict=False)
    return pl.DataFrame(columns | {objective: values})


def _values(study: Study, at: int) -> Callable[[Mapping[str, Any]], tuple[float, str]]:
    # What a point comes to: known, or run and counted; the market is opened for the first that must be run.
    opened: list[Evaluator] = []

    def value_of(point: Mapping[str, Any]) -> tuple[float, str]:
        known = study.known(point)
        if known is not None and known.values:
            return known.values[at], ""
        if not opened:
            opened.append(study.evaluator())
        study.count_more("sensitivity", 1)
        outcome = opened[0].evaluate(point)
        return (outcome.values[at], "") if outcome.values else (math.nan, outcome.error)

    return value_of


def _row(name: str | None, away: int, point: Mapping[str, Any], value: float, error: str) -> dict[str, Any]:
    moved = None if name is None else str(point[name])
    return {"parameter": name, "moved": away, "to": moved, "value": value, "error": error or None}
