"""The kinds of cost models that a file can name, what each of them takes, and how one is named again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.commission import (
    CommissionModel,
    NoCommission,
    PerDollarCommission,
    PerShareCommission,
    PerTradeCommission,
)
from rustybt.finance.decimal.slippage import (
    FixedBasisPointsSlippage,
    FixedSlippage,
    NoSlippage,
    SlippageModel,
    VolumeShareSlippage,
)

__all__ = ["COMMISSIONS", "SLIPPAGES", "Kinds", "check_kind", "made", "named"]

type Kinds = Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]]

COMMISSIONS: Final[Kinds] = {
    "none": (NoCommission, ()),
    "per_share": (PerShareCommission, ("cost", "min_trade_cost")),
    "per_trade": (PerTradeCommission, ("cost",)),
    "per_dollar": (PerDollarCommission, ("cost",)),
}
SLIPPAGES: Final[Kinds] = {
    "none": (NoSlippage, ()),
    "fixed": (FixedSlippage, ("spread",)),
    "basis_points": (FixedBasisPointsSlippage, ("basis_points", "volume_limit")),
    "volume_share": (VolumeShareSlippage, ("volume_limit", "price_impact")),
}


def check_kind(given: Mapping[str, Any], kinds: Kinds) -> None:
    """Refuse a kind that there is not, and what it does not take.

    Args:
        given: ``kind``, and its values by name.
        kinds: Those that there are.

    Raises:
        ValueError: With the kinds, or the names, that there are.
    """
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise ValueError(f"kind {kind!r} is none of {', '.join(kinds)}")
    takes = kinds[kind][1]
    for name, value in given.items():
        if name != "kind" and name not in takes:
            raise ValueError(f"{kind} has no {name!r}: it takes {', '.join(takes) or 'nothing else'}")
        if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal | None):
            raise ValueError(f"{name} is {value!r}: give a number or a text")  # noqa: TRY004 - for pydantic


def made(given: Mapping[str, Any], kinds: Kinds) -> Any:
    """Return what a kind and its values stand for.

    Args:
        given: Checked.
        kinds: Those that there are.

    Raises:
        ConfigurationError: If a value cannot be, or one is missing.
    """
    values = {name: value for name, value in given.items() if name != "kind"}
    try:
        return kinds[given["kind"]][0](**values)
    except TypeError as error:
        raise ConfigurationError(f"{given['kind']}: {error}") from None


def named(model: CommissionModel | SlippageModel | None, kinds: Kinds, what: str) -> dict[str, Any] | None:
    """Return a cost model in words; None for None.

    Args:
        model: Any.
        kinds: Those that there are.
        what: ``"commission_model"`` or ``"slippage_model"``, for the error.

    Raises:
        ConfigurationError: If it is of another class.
    """
    if model is None:
        return None
    for kind, (make, takes) in kinds.items():
        if type(model) is make:
            return {"kind": kind, **{name: str(getattr(model, name)) for name in takes}}
    raise ConfigurationError(
        f"{what} is a {type(model).__name__}, which another process cannot be told: use one of {', '.join(kinds)}, "
        "set it in the strategy's initialize, or stay in this process"
    )
