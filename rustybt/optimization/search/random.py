"""Points of a space by chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Space
    from rustybt.optimization.trials import Parameters, Trial

__all__ = ["RandomSearch"]


class RandomSearch:
    """Draws every point anew; the draw of a trial depends on the seed and its number only, whatever came before.

    Args:
        space: What is drawn from.
        objectives: They do not matter.
        seed: Where chance begins.
    """

    repeats = True
    learns = False

    def __init__(self, space: Space, objectives: Sequence[Objective], seed: int) -> None:  # noqa: ARG002 - as all searches
        self._space, self._seed = space, seed
        self._asked = (-1, 0)

    def ask(self, number: int) -> Parameters | None:
        """Return the point of a trial; another one when it is asked for again."""
        last, times = self._asked
        self._asked = (number, times + 1 if number == last else 0)
        return self._space.sample(np.random.default_rng((self._seed, *self._asked)))

    def tell(self, trial: Trial) -> None:
        """Nothing follows from a result."""

    def replay(self, trial: Trial) -> None:
        """Nothing follows from a result."""
