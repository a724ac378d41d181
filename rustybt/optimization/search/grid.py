"""Every point of a space, in order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rustybt.exceptions import SearchSpaceError

if TYPE_CHECKING:
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Space
    from rustybt.optimization.trials import Parameters, Trial

__all__ = ["GridSearch"]


class GridSearch:
    """Goes through every point that the constraint allows, the last parameter changing fastest.

    Args:
        space: All of whose dimensions have an end.
        objectives: They do not matter.
        seed: It does not matter.

    Raises:
        SearchSpaceError: If a dimension has no end of values, or no point holds the constraint.
    """

    repeats = False
    learns = False

    def __init__(self, space: Space, objectives: Sequence[Objective], seed: int) -> None:  # noqa: ARG002 - as all searches
        first = next(points := space.grid(), None)
        if first is None:
            raise SearchSpaceError("no point of the space holds the constraint: it contradicts the ranges")
        self._points = itertools.chain([first], points)

    def ask(self, number: int) -> Parameters | None:  # noqa: ARG002 - as all searches
        """Return the next point; None after the last."""
        return next(self._points, None)

    def tell(self, trial: Trial) -> None:
        """Nothing follows from a result."""

    def replay(self, trial: Trial) -> None:  # noqa: ARG002 - as all searches
        """Pass over a point."""
        next(self._points, None)
