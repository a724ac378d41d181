"""Settings of a search that its callers hand through as they are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.optimization.executors.base import Executor
    from rustybt.optimization.space import Constraint

__all__ = ["SearchSettings", "check_settings"]


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


def check_settings(given: Mapping[str, Any]) -> None:
    """Refuse what is no setting.

    Args:
        given: By name.

    Raises:
        ConfigurationError: If one is unknown here, such as a name that several studies would share.
    """
    unknown = given.keys() - SearchSettings.__annotations__.keys()
    if unknown:
        raise ConfigurationError(
            f"{', '.join(sorted(unknown))} cannot be set here: use {', '.join(SearchSettings.__annotations__)}"
        )
