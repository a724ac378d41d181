"""Searches that Optuna makes, by ask and tell on a study in memory."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import MissingExtraError, SearchSpaceError
from rustybt.optimization.space import Choice, Float, Int
from rustybt.optimization.trials import TrialState

if TYPE_CHECKING:
    from rustybt.optimization.objectives import Objective
    from rustybt.optimization.space import Dimension, Space
    from rustybt.optimization.trials import Parameters, Trial

__all__ = ["OptunaSearch", "optuna_module"]

REFUSED = 1000


def optuna_module() -> Any:
    """Return Optuna, quiet.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        import optuna
    except ImportError:
        raise MissingExtraError(
            "this search needs Optuna: pip install 'rustybt[research]', or use search='grid' or 'random'"
        ) from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return optuna


class OptunaSearch:
    """A study of Optuna's in memory, asked and told; `sampler` says which of its samplers.

    A point that the constraint refuses is told to it as failed, so that it learns nothing wrong from it, and another
    one is asked for. Taken up in a later process, chance begins anew from the seed and the number of trials.

    Args:
        space: What is searched.
        objectives: What it is searched for.
        seed: Where its chance begins.
    """

    repeats = True
    learns = True

    def __init__(self, space: Space, objectives: Sequence[Objective], seed: int) -> None:
        self.optuna = optuna_module()
        self._space, self._objectives = space, objectives
        self._asked: dict[int, Any] = {}
        self._seed, self._replayed = seed, 0
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its experimental parts
            self.study = self.optuna.create_study(
                directions=[each.direction for each in objectives], sampler=self.sampler(seed)
            )
        self._dimensions = {name: self._distribution(each) for name, each in space.dimensions.items()}

    def sampler(self, seed: int) -> Any:
        """Return the sampler; subclasses say which.

        Args:
            seed: Where its chance begins.
        """
        raise NotImplementedError

    def ask(self, number: int) -> Parameters | None:
        """Return what the sampler wants to try next.

        Args:
            number: Of the trial.

        Raises:
            SearchSpaceError: If it proposes nothing that the constraint allows.
        """
        if self._replayed:
            self.study.sampler = self.sampler(self._seed + self._replayed)
            self._replayed = 0
        for _ in range(REFUSED):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                asked = self.study.ask(self._dimensions)
            if self._space.allows(asked.params):
                self._asked[number] = asked
                return dict(asked.params)
            self.study.tell(asked, state=self.optuna.trial.TrialState.FAIL)
        raise SearchSpaceError(
            f"{REFUSED:,} proposals in a row do not hold the constraint: it contradicts the ranges, or is too narrow"
        )

    def tell(self, trial: Trial) -> None:
        """Hear what came of a trial.

        Args:
            trial: It has ended.
        """
        states = self.optuna.trial.TrialState
        asked = self._asked.pop(trial.number, None)
        if trial.state is TrialState.COMPLETE:
            told: dict[str, Any] = {"state": states.COMPLETE, "values": list(trial.values)}
        else:
            told = {"state": states.FAIL}
        if asked is not None:
            self.study.tell(asked, **told)
            return
        self.study.add_trial(
            self.optuna.trial.create_trial(
                params=dict(trial.parameters), distributions=self._dimensions, **told
            )
        )

    def replay(self, trial: Trial) -> None:
        """Take up a trial of an earlier process, if it has ended.

        Args:
            trial: In the order of their numbers.
        """
        self._replayed += 1
        if trial.state.ended:
            self.tell(trial)

    def _distribution(self, dimension: Dimension) -> Any:
        kinds = self.optuna.distributions
        match dimension:
            case Int():
                return kinds.IntDistribution(
                    dimension.low, dimension.high, step=dimension.step, log=dimension.log
                )
            case Float():
                return kinds.FloatDistribution(
                    dimension.low, dimension.high, step=dimension.step, log=dimension.log
                )
            case Choice():
                return kinds.CategoricalDistribution(dimension.options)
