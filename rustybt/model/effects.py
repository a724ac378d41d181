"""What a step of the core did, for the outside: a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rustybt.finance.decimal.transaction import DecimalTransaction
    from rustybt.model.orders import Order

__all__ = ["Effect", "OrderCancelled", "OrderFilled", "OrderPlaced", "OrderRejected"]


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """The strategy placed an order.

    Attributes:
        order: As it was placed.
    """

    order: Order


@dataclass(frozen=True, slots=True)
class OrderFilled:
    """An order was filled, in part or whole.

    Attributes:
        transaction: The fill.
    """

    transaction: DecimalTransaction


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """An order was cancelled.

    Attributes:
        order: As it ended.
    """

    order: Order


@dataclass(frozen=True, slots=True)
class OrderRejected:
    """An order was refused.

    Attributes:
        order: As it ended.
    """

    order: Order


type Effect = OrderPlaced | OrderFilled | OrderCancelled | OrderRejected
