"""Commission models: what a fill costs, with zipline's meaning.

The built-in ones run in the native core. A subclass runs in Python, once a fill: it overrides ``calculate``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite

if TYPE_CHECKING:
    from rustybt.finance.decimal.transaction import DecimalTransaction
    from rustybt.model.orders import Order

__all__ = [
    "CommissionModel",
    "NoCommission",
    "PerDollarCommission",
    "PerShareCommission",
    "PerTradeCommission",
]

type Number = int | str | Decimal | float

_ZERO = Decimal(0)


class CommissionModel:
    """Base of the commission models.

    Attributes:
        native_name: Its name in the native core; empty for a model of the user's.
    """

    native_name: ClassVar[str] = ""

    def calculate(self, order: Order, transaction: DecimalTransaction) -> Decimal:
        """Return the fee of one fill, in the account's currency.

        Args:
            order: The order as it was before this fill; ``order.commission`` is what it paid so far.
            transaction: The fill.

        Raises:
            NotImplementedError: In the base class.
        """
        raise NotImplementedError(f"{type(self).__name__} must define calculate(order, transaction)")

    def parameters(self) -> tuple[Decimal, ...]:
        """Return what the native model needs, in its order."""
        return ()


def _not_negative(value: Number, name: str, model: object) -> Decimal:
    number = finite(value, f"{name} of {type(model).__name__}")
    if number < 0:
        raise ConfigurationError(f"{name} of {type(model).__name__} is {value}: it must not be negative")
    return number


class NoCommission(CommissionModel):
    """Every fill is free."""

    native_name = "none"

    def calculate(self, order: Order, transaction: DecimalTransaction) -> Decimal:  # noqa: ARG002
        """Return 0."""
        return _ZERO


class PerShareCommission(CommissionModel):
    """Some money a share, with a minimum an order: zipline's default.

    Args:
        cost: Of one share, in the account's currency.
        min_trade_cost: Least that an order costs once any of it is filled.

    Raises:
        ConfigurationError: If a parameter is negative.
    """

    native_name = "per_share"

    def __init__(self, cost: Number = Decimal("0.001"), min_trade_cost: Number = 0) -> None:
        self.cost = _not_negative(cost, "cost", self)
        self.min_trade_cost = _not_negative(min_trade_cost, "min_trade_cost", self)

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the cost and the minimum."""
        return (self.cost, self.min_trade_cost)

    def calculate(self, order: Order, transaction: DecimalTransaction) -> Decimal:
        """Return the fee of a fill: an order pays the minimum first, then what exceeds it."""
        fee = abs(transaction.amount) * self.cost
        if not order.commission:
            return max(fee, self.min_trade_cost)
        total = abs(order.filled) * self.cost + fee
        return _ZERO if total < self.min_trade_cost else total - order.commission


class PerTradeCommission(CommissionModel):
    """A fixed sum an order, paid with its first fill.

    Args:
        cost: In the account's currency.

    Raises:
        ConfigurationError: If the cost is negative.
    """

    native_name = "per_trade"

    def __init__(self, cost: Number = 0) -> None:
        self.cost = _not_negative(cost, "cost", self)

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the cost."""
        return (self.cost,)

    def calculate(self, order: Order, transaction: DecimalTransaction) -> Decimal:  # noqa: ARG002
        """Return the cost for the first fill, 0 afterwards."""
        return _ZERO if order.commission else self.cost


class PerDollarCommission(CommissionModel):
    """A share of the traded value.

    Args:
        cost: Fee for one unit of money that is traded.

    Raises:
        ConfigurationError: If the cost is negative.
    """

    native_name = "per_dollar"

    def __init__(self, cost: Number = Decimal("0.0015")) -> None:
        self.cost = _not_negative(cost, "cost", self)

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the cost."""
        return (self.cost,)

    def calculate(self, order: Order, transaction: DecimalTransaction) -> Decimal:  # noqa: ARG002
        """Return the traded value times the cost."""
        return abs(transaction.amount) * transaction.price * self.cost
