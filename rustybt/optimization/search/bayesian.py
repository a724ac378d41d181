"""Bayesian search: where the objective is likely to be good, given what was seen."""

from __future__ import annotations

from typing import Any

from rustybt.optimization.search.optuna_search import OptunaSearch

__all__ = ["BayesianSearch"]


class BayesianSearch(OptunaSearch):
    """The tree-structured Parzen estimator (Bergstra et al., 2011), over all parameters together.

    Trials that are under way count as if they were poor, so that workers side by side do not try the same.
    """

    def sampler(self, seed: int) -> Any:
        """Return Optuna's TPE sampler."""
        return self.optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True)
