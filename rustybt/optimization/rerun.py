"""A strategy to be run again and again: its class, market and costs, as those who try a strategy out take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.backtest.market import Market
from rustybt.backtest.run import capital_of
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, StrategyError
from rustybt.optimization.evaluation import Evaluator
from rustybt.optimization.run_differences import first_difference

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from rustybt.backtest.market import Day
    from rustybt.backtest.result import BacktestResult
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.model.bars import Frequency

__all__ = ["check_again", "class_of", "opened", "whole_number"]


def class_of(strategy: Any) -> type[TradingAlgorithm]:
    """Return a strategy that can be made anew for every run.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`.

    Raises:
        ConfigurationError: If it is something else.
    """
    if isinstance(strategy, type) and issubclass(strategy, TradingAlgorithm):
        return strategy
    raise ConfigurationError(
        f"strategy {strategy!r}: hand in a subclass of TradingAlgorithm, not an instance of it: it is run many times, "
        "each time from the beginning"
    )


def opened(
    strategy: Any,
    *,
    bundle: str,
    start: Day | None,
    end: Day | None,
    catalog: DataCatalog | None,
    data_frequency: Frequency,
    capital_base: float | str | Decimal,
    commission: CommissionModel | None,
    slippage: SlippageModel | None,
    seed: int,
) -> Evaluator:
    """Open a market for a strategy.

    Args:
        strategy: A subclass of :class:`TradingAlgorithm`.
        bundle: Its name.
        start: First session; None for the bundle's first.
        end: Last session; None for the bundle's last.
        catalog: Where it lies; ``DataCatalog()`` by default.
        data_frequency: ``"daily"`` or ``"minute"``.
        capital_base: Cash at the start.
        commission: As in :func:`run_algorithm`.
        slippage: As in :func:`run_algorithm`.
        seed: Of ``context.random``.

    Returns:
        What runs it; it steps the strategy bar by bar.

    Raises:
        ConfigurationError: If an argument cannot work.
        BundleNotFoundError: If there is no such bundle.
        DateRangeError: If the dates are reversed or outside of the bundle's coverage.
    """
    kind = class_of(strategy)
    found = DataCatalog() if catalog is None else catalog
    if isinstance(found, DataCatalog) and (start is None or end is None):
        first, last = found.coverage(bundle, data_frequency)
        start, end = (first if start is None else start), (last if end is None else end)
    return Evaluator(
        strategy=kind,
        market=Market.open(bundle, start or "", end or "", catalog=found, data_frequency=data_frequency),
        objectives=(),
        capital_base=capital_of(capital_base),
        commission=commission,
        slippage=slippage,
        seed=seed,
    )


def check_again(evaluator: Evaluator, parameters: Mapping[str, Any], first: BacktestResult) -> None:
    """Run a strategy once more on the same bars: what it does there must be the same.

    Args:
        evaluator: What runs it.
        parameters: Values by name.
        first: What it did with them before.

    Raises:
        StrategyError: If it does something else; the message names what changed on its class meanwhile.
    """
    before = _shared(evaluator.strategy)
    again = evaluator.run(parameters)
    found = first_difference(first, again, int(evaluator.market.panel.times_ns[-1]))
    if found is None:
        return
    after = _shared(evaluator.strategy)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    state = (
        f"{', '.join(changed)} of the class changed meanwhile"
        if changed
        else "no attribute of its class changed"
    )
    raise StrategyError(
        f"{evaluator.strategy.__name__} does something else when it is run again on the same bars ({found}): {state}; "
        "keep state on self from initialize on, not on the class or in its module, and draw from context.random"
    )


def _shared(kind: type[TradingAlgorithm]) -> dict[str, str]:
    own = reversed(kind.__mro__[: kind.__mro__.index(TradingAlgorithm)])
    found = {name: value for each in own for name, value in vars(each).items()}
    return {name: repr(value) for name, value in found.items() if name[:2] != "__" and not callable(value)}


def whole_number(value: object, name: str, least: int, example: int) -> int:
    """Return a count that was given.

    Args:
        value: As given.
        name: Of the argument.
        least: It may be.
        example: That works, for the error.

    Raises:
        ConfigurationError: If it is no whole number, or smaller.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ConfigurationError(
            f"{name} is {value!r}: use a whole number from {least} on, such as {example}"
        )
    return value
