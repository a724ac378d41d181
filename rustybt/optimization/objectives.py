"""What a search makes as great, or as small, as it can."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.blame import Blame
from rustybt.analytics.figures import KeyFigures
from rustybt.exceptions import ConfigurationError, ObjectiveError
from rustybt.finance.metrics import returns as metrics

if TYPE_CHECKING:
    from rustybt.backtest.result import BacktestResult

__all__ = ["Objective", "objectives_of"]

type Direction = Literal["maximize", "minimize"]
type Measure = Callable[[BacktestResult], float]
type ObjectiveLike = str | Measure | Objective

SMALLER = frozenset(("volatility", "fees", "turnover", "exposure", "orders", "transactions"))
# What a parameter cannot change, or only a benchmark has.
NONE = frozenset(("start", "end", "sessions", "capital_base", "benchmark_return"))
OF_RETURNS: Mapping[str, Callable[[NDArray[np.float64], float], float]] = {
    "total_return": lambda returns, _: metrics.total_return(returns),
    "annual_return": metrics.annual_return,
    "volatility": metrics.annual_volatility,
    "sharpe": lambda returns, periods: metrics.sharpe_ratio(returns, periods=periods),
    "sortino": lambda returns, periods: metrics.sortino_ratio(returns, periods=periods),
    "max_drawdown": lambda returns, _: metrics.max_drawdown(returns),
    "calmar": metrics.calmar_ratio,
}
NAMES = tuple(each.name for each in fields(KeyFigures) if each.name not in NONE)


@dataclass(frozen=True, slots=True)
class Objective:
    """A figure of a result, and which way is better.

    Args:
        name: Of a figure of ``result.summary``, or a name of your own.
        direction: ``"maximize"`` or ``"minimize"``.
        measure: ``measure(result)`` gives a number; None for the figure of that name.

    Raises:
        ConfigurationError: If there is no such figure or direction.

    Example:
        >>> Objective("volatility", "minimize").direction
        'minimize'
    """

    name: str
    direction: Direction = "maximize"
    measure: Measure | None = None

    def __post_init__(self) -> None:
        if self.direction not in ("maximize", "minimize"):
            raise ConfigurationError(f"direction is {self.direction!r}: use 'maximize' or 'minimize'")
        if self.measure is None and self.name not in NAMES:
            raise ConfigurationError(
                f"objective {self.name!r} is unknown: use {', '.join(NAMES)}, or a function of the result"
            )

    @property
    def of_returns(self) -> bool:
        """Whether the returns alone give it, so that a run need leave nothing else behind."""
        return self.measure is None and self.name in OF_RETURNS

    @property
    def maximizes(self) -> bool:
        """Whether more is better."""
        return self.direction == "maximize"

    def value(self, result: BacktestResult) -> float:
        """Return what a result is worth by it.

        Args:
            result: Of a run.

        Raises:
            ObjectiveError: If it is no finite number, or the function raised.
        """
        if self.measure is None:
            return self._checked(getattr(result.summary, self.name))
        with Blame(ObjectiveError, "objective", self.name):
            found = self.measure(result)
        return self._checked(found)

    def value_of(self, returns: NDArray[np.float64], periods: float = metrics.TRADING_DAYS) -> float:
        """Return what returns are worth by it: to the last bit what their result is.

        Args:
            returns: Simple returns, one a session, float64[S].
            periods: Sessions in a year.

        Raises:
            ObjectiveError: If it is not finite.
        """
        return self._checked(OF_RETURNS[self.name](returns, periods))

    def so_far(self, returns: NDArray[np.float64], periods: float = metrics.TRADING_DAYS) -> float:
        """Return what the returns of a part of a run are worth by it: NaN where there was no trade yet.

        Args:
            returns: Simple returns, one a session, float64[S].
            periods: Sessions in a year.
        """
        return OF_RETURNS[self.name](returns, periods)

    def _checked(self, found: Any) -> float:
        try:
            value = float(found)
        except (TypeError, ValueError):
            raise ObjectiveError(f"objective {self.name} is {found!r}: return a number") from None
        if not math.isfinite(value):
            # Nothing is better than infinity: one lucky run of three sessions would be the best of any search.
            text = "NaN" if math.isnan(value) else "infinite"
            raise ObjectiveError(
                f"objective {self.name} is {text}: the run has no {self.name}, as with no trade, a constant value, no "
                "loss at all, or all lost"
            )
        return value


def objectives_of(given: ObjectiveLike | Sequence[ObjectiveLike]) -> tuple[Objective, ...]:
    """Return the objectives that a user named.

    Args:
        given: One or several: a name of a figure, a function of the result, or an :class:`Objective`. A name is
            maximized, unless less of it is better by nature, such as ``"volatility"``; ``"-name"`` turns it round.

    Raises:
        ConfigurationError: If there is none, one is unknown, or one is there twice.

    Example:
        >>> [(each.name, each.direction) for each in objectives_of(["sharpe", "turnover"])]
        [('sharpe', 'maximize'), ('turnover', 'minimize')]
    """
    several = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    found = tuple(_objective(each) for each in several)
    names = [each.name for each in found]
    if not names or len(set(names)) < len(names):
        raise ConfigurationError(f"objectives are {names}: name at least one, and each of them once")
    return found


def _objective(given: object) -> Objective:
    if isinstance(given, Objective):
        return given
    if isinstance(given, str):
        name = given.removeprefix("-")
        down = (name in SMALLER) != given.startswith("-")
        return Objective(name, "minimize" if down else "maximize")
    if callable(given):
        return Objective(getattr(given, "__name__", "objective"), "maximize", given)
    raise ConfigurationError(
        f"objective {given!r} is none: use a name such as 'sharpe', or a function of the result"
    )
