"""Trials that are ended early: a bound for the first objective at parts of the run."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rustybt.backtest.result_curves import course_of
from rustybt.exceptions import ConfigurationError, PrunedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.optimization.objectives import Objective

__all__ = ["Pruner", "bounds_of"]

type Bounds = Sequence[tuple[float, float]]


def bounds_of(given: Mapping[float, float] | None, objectives: Sequence[Objective]) -> Bounds:
    """Return the bounds that a user gave, by the part of the run.

    The same trial is pruned or not whoever runs it and whatever ran before: a study is repeatable with pruning too.

    Args:
        given: What the first objective must have reached, or must not exceed where it is minimized, by the part of the
            run: ``{0.5: 0.0}`` ends a trial whose Sharpe ratio is below 0 at half time. None for no bound.
        objectives: Of the study.

    Raises:
        ConfigurationError: If a part is not between 0 and 1, a bound is no number, or the returns alone do not give
            the objective.
    """
    if given is not None and not isinstance(given, Mapping):
        raise ConfigurationError(
            f"prune is {given!r}: use bounds by the part of the run, such as {{0.5: 0.0}}"
        )
    if not given:
        return ()
    if not objectives[0].of_returns:
        raise ConfigurationError(
            f"prune needs an objective that returns so far give, such as 'sharpe': {objectives[0].name} is none"
        )
    for part, bound in given.items():
        if not (_is_number(part) and 0 < part < 1 and _is_number(bound)):
            raise ConfigurationError(
                f"prune has {part!r}: {bound!r}; use a part of the run between 0 and 1, and a number"
            )
    return tuple(sorted((float(part), float(bound)) for part, bound in given.items()))


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and value == value


class Pruner:
    """Looks at one trial at each part of its run, once.

    Args:
        bounds: By the part of the run.
        objective: The first of the study.
        sessions: Of the whole run.
        periods: Sessions in a year.
    """

    def __init__(self, bounds: Bounds, objective: Objective, sessions: int, periods: float) -> None:
        self._objective, self._periods = objective, periods
        self._left = [(part, int(part * sessions), bound) for part, bound in bounds]

    def watch(self, venue: SimulatedVenue) -> None:
        """Look at a run that is under way.

        Args:
            venue: Its account.

        Raises:
            PrunedError: If it is worse than it must be.
        """
        if (
            self._left
            and venue.bar_data.session_index - venue.timeline.step_session[venue.timeline.first_step]
            > self._left[0][1]
        ):
            self.check(course_of(venue.record_of_run(), None).returns)

    def check(self, returns: NDArray[np.float64]) -> None:
        """Hold returns to the bounds of the parts that they cover; where nothing was traded yet, there is none.

        Args:
            returns: Simple returns so far, float64[S].

        Raises:
            PrunedError: If they are worse than they must be.
        """
        while self._left and len(returns) >= self._left[0][1]:
            part, sessions, bound = self._left.pop(0)
            value = self._objective.so_far(returns[:sessions], self._periods)
            if value < bound if self._objective.maximizes else value > bound:
                raise PrunedError(
                    f"{self._objective.name} was {value:.3g} after {part:.0%} of the run: bound {bound:g}"
                )
