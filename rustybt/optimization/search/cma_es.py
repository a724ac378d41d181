"""CMA-ES: a cloud of points that moves and changes its shape toward where it is better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError
from rustybt.optimization.search.optuna_search import OptunaSearch
from rustybt.optimization.space import Choice

if TYPE_CHECKING:
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Space

__all__ = ["CmaEsSearch"]


class CmaEsSearch(OptunaSearch):
    """The covariance matrix adaptation evolution strategy (Hansen and Ostermeier, 2001).

    Args:
        space: Of numbers; it has no choices.
        objectives: One.
        seed: Where its chance begins.

    Raises:
        ConfigurationError: If there are several objectives, fewer than two parameters, or a choice.
    """

    def __init__(self, space: Space, objectives: Sequence[Objective], seed: int) -> None:
        choices = [name for name, each in space.dimensions.items() if isinstance(each, Choice)]
        if len(objectives) > 1 or choices or len(space.names) < 2:
            reason = (
                f"there are {len(objectives)} objectives"
                if len(objectives) > 1
                else f"{', '.join(choices)} has no order"
                if choices
                else "there is one parameter"
            )
            raise ConfigurationError(
                f"cma-es needs one objective and at least two parameters that are numbers, but {reason}: use 'bayesian'"
            )
        super().__init__(space, objectives, seed)

    def sampler(self, seed: int) -> Any:
        """Return Optuna's CMA-ES sampler."""
        return self.optuna.samplers.CmaEsSampler(seed=seed)
