"""Genetic search: the best of each generation have children."""

from __future__ import annotations

from typing import Any

from rustybt.optimization.search.optuna_search import OptunaSearch

__all__ = ["GeneticSearch"]


class GeneticSearch(OptunaSearch):
    """NSGA-II (Deb et al., 2002), which serves several objectives too."""

    def sampler(self, seed: int) -> Any:
        """Return Optuna's NSGA-II sampler."""
        return self.optuna.samplers.NSGAIISampler(seed=seed, population_size=24)
