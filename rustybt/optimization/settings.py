"""Settings of a search that its callers hand through as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.optimization.executors.base import Executor
    from rustybt.optimization.space import Constraint

__all__ = ["SearchSettings"]


class SearchSettings(TypedDict, total=False):
    """What :func:`rustybt.optimize` takes beside strategy, space, objective, search, trials, data and dates."""

    capital_base: float | str | Decimal
    commission: CommissionModel | None
    slippage: SlippageModel | None
    seed: int
    executor: str | Executor
    workers: int | None
    mode: Literal["auto", "event", "vector"]
    constraint: Constraint | None
    timeout: float | None
