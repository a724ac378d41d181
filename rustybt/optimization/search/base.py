"""What every search answers: what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Space
    from rustybt.optimization.trials import Parameters, Trial

__all__ = ["SEARCHES", "Search", "search_of"]

SEARCHES = {
    "grid": ("rustybt.optimization.search.grid", "GridSearch"),
    "random": ("rustybt.optimization.search.random", "RandomSearch"),
    "bayesian": ("rustybt.optimization.search.bayesian", "BayesianSearch"),
    "genetic": ("rustybt.optimization.search.genetic", "GeneticSearch"),
    "cma-es": ("rustybt.optimization.search.cma_es", "CmaEsSearch"),
}
"""Module and class by the name that a user gives."""


class Search(Protocol):
    """Says what to try next; the same seed and the same trials, told in the same order, give the same answers.

    Attributes:
        repeats: Whether it may ask for the same parameters twice.
        learns: Whether what it asks for depends on what it was told.
    """

    repeats: bool
    learns: bool

    def ask(self, number: int) -> Parameters | None:
        """Return the parameters of a trial; None when everything was tried.

        Args:
            number: Of the trial; asked for in order, each once.
        """

    def tell(self, trial: Trial) -> None:
        """Hear what came of a trial that was asked for.

        Args:
            trial: It has ended.
        """

    def replay(self, trial: Trial) -> None:
        """Take up a trial of an earlier process: as if it had been asked for, and told if it has ended.

        Args:
            trial: In the order of their numbers.
        """


def search_of(name: str, space: Space, objectives: Sequence[Objective], seed: int) -> Search:
    """Return a search by its name.

    Args:
        name: ``"grid"``, ``"random"``, ``"bayesian"``, ``"genetic"`` or ``"cma-es"``.
        space: What is searched.
        objectives: What it is searched for.
        seed: Where its chance begins.

    Raises:
        ConfigurationError: If there is no such search, or it does not go with the space or the objectives.
        MissingExtraError: If what it needs is not installed.
    """
    if not isinstance(name, str) or name not in SEARCHES:
        raise ConfigurationError(f"search {name!r} is unknown: use one of {', '.join(SEARCHES)}")
    module, kind = SEARCHES[name]
    made: Search = getattr(import_module(module), kind)(space, objectives, seed)
    return made
