"""One trial: a strategy with its parameters, run, and measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import numpy as np

from rustybt.algorithm.parameters import Maker
from rustybt.backtest.run import returns_on, run_on
from rustybt.exceptions import ObjectiveError, ParameterError, PrunedError, RustyBTError
from rustybt.model.time import date_to_day
from rustybt.optimization.pruning import Pruner
from rustybt.optimization.trials import Outcome, Parameters, TrialState

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.backtest.market import Market
    from rustybt.backtest.result import BacktestResult
    from rustybt.backtest.vector import SignalMarket
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.optimization.objectives import Objective

__all__ = ["Evaluator"]

FIGURES = (
    "total_return",
    "annual_return",
    "volatility",
    "sharpe",
    "sortino",
    "max_drawdown",
    "calmar",
    "turnover",
)
COUNTS = ("trades", "transactions", "exposure", "win_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """What every trial of a study has in common, open and ready.

    Attributes:
        strategy: A subclass, made anew for every trial.
        market: Its bars and days.
        objectives: Measured on every result.
        capital_base: Cash at the start.
        commission: For all assets; None for the default of ``run_algorithm``.
        slippage: For all assets; None for the default of ``run_algorithm``.
        seed: Of ``context.random``, the same for every trial.
        signals: The market's arrays, for vector mode; None steps every run bar by bar.
        bounds: What ends a trial early, by the part of the run.
    """

    strategy: type[TradingAlgorithm]
    market: Market
    objectives: Sequence[Objective]
    capital_base: Decimal
    commission: CommissionModel | None = None
    slippage: SlippageModel | None = None
    seed: int = 0
    signals: SignalMarket | None = None
    bounds: Sequence[tuple[float, float]] = ()
    _maker: Maker = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_maker", Maker(self.strategy))

    def run(
        self, parameters: Parameters, watch: Callable[[SimulatedVenue], object] | None = None
    ) -> BacktestResult:
        """Return the whole result of one set of parameters.

        Args:
            parameters: Values by name.
            watch: Called with the account now and then, unless it runs in vector mode.

        Raises:
            ParameterError: If the strategy takes one of them neither as an argument, an attribute nor from its context.
            RustyBTError: Whatever the run raises.
        """
        strategy = self._maker.made(parameters)
        result = run_on(
            self.market,
            strategy,
            capital_base=self.capital_base,
            commission=self.commission,
            slippage=self.slippage,
            seed=self.seed,
            parameters=parameters,
            signals=self.signals,
            watch=watch,
        )
        self._check_taken(strategy, parameters)
        strategy.detach()
        return result

    def _check_taken(self, strategy: TradingAlgorithm, parameters: Parameters) -> None:
        unknown = sorted(parameters.keys() - self._maker.declared - strategy.read_parameters)
        if unknown:
            raise ParameterError(
                f"{self.strategy.__name__} does not take {', '.join(unknown)}: make it an attribute of the class or an "
                "argument of its __init__, read it from context.parameters, or leave it out of the space"
            )

    def evaluate(self, parameters: Parameters) -> Outcome:
        """Run one set of parameters and measure it; what fails is an outcome too.

        Args:
            parameters: Values by name.

        Raises:
            ParameterError: As `run` does: no trial of the study could succeed.
        """
        begun = time.perf_counter()
        try:
            if self.signals is not None and all(each.of_returns for each in self.objectives):
                return self._brief(parameters, begun)
            result = self._watched(parameters)
            values = tuple(objective.value(result) for objective in self.objectives)
        except ParameterError:
            raise
        except PrunedError as error:
            return Outcome(state=TrialState.PRUNED, error=str(error), seconds=time.perf_counter() - begun)
        except ObjectiveError as error:
            return Outcome(state=TrialState.FAILED, error=str(error), seconds=time.perf_counter() - begun)
        except RustyBTError as error:
            line = f"{type(error).__name__}: {error}".replace("\n", " ")
            return Outcome(state=TrialState.FAILED, error=line, seconds=time.perf_counter() - begun)
        summary = result.summary
        figures = {name: float(getattr(summary, name)) for name in FIGURES + COUNTS}
        return Outcome(
            state=TrialState.COMPLETE,
            values=values,
            figures=figures | {"final_value": float(summary.final_value)},
            returns=result.course.returns,
            seconds=time.perf_counter() - begun,
        )

    def _watched(self, parameters: Parameters) -> BacktestResult:
        if not self.bounds:
            return self.run(parameters)
        pruner = self._pruner()
        result = self.run(parameters, pruner.watch)
        pruner.check(result.course.returns)
        return result

    def _pruner(self) -> Pruner:
        panel, periods = self.market.panel, self.market.periods_per_year
        first = int(np.searchsorted(panel.sessions, date_to_day(self.market.start)))
        return Pruner(self.bounds, self.objectives[0], len(panel.sessions) - first, periods)

    def _brief(self, parameters: Parameters, begun: float) -> Outcome:
        strategy = self._maker.made(parameters)
        returns = returns_on(
            self.market,
            strategy,
            cast("SignalMarket", self.signals),
            capital_base=self.capital_base,
            commission=self.commission,
            slippage=self.slippage,
            seed=self.seed,
            parameters=parameters,
        )
        self._check_taken(strategy, parameters)
        strategy.detach()
        if self.bounds:
            self._pruner().check(returns)
        periods = self.market.periods_per_year
        values = tuple(objective.value_of(returns, periods) for objective in self.objectives)
        figures = {objective.name: value for objective, value in zip(self.objectives, values, strict=True)}
        return Outcome(
            state=TrialState.COMPLETE,
            values=values,
            figures=figures,
            returns=returns,
            seconds=time.perf_counter() - begun,
        )
