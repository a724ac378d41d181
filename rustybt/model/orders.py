"""Orders as the strategy and the results see them: frozen snapshots of what the engine owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["Order", "OrderStatus"]


class OrderStatus(IntEnum):
    """The state of an order; the numbers are zipline's."""

    OPEN = 0
    FILLED = 1
    CANCELLED = 2
    REJECTED = 3
    HELD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order at one moment.

    Attributes:
        id: Its id, a function of the bar and the count of orders placed in it.
        asset: What is traded.
        amount: Signed quantity that was ordered, in shares or coins.
        filled: Signed quantity that was filled so far.
        commission: Fees charged so far, in the account's currency.
        limit: Limit price, or None.
        stop: Stop price, or None; None again once a stop-limit order has become a limit order.
        created: When it was placed, UTC.
        dt: When it last changed, UTC.
        status: Its state.
        limit_reached: Whether the limit was touched.
        stop_reached: Whether the stop was touched.
        reason: Why it was cancelled or rejected; empty otherwise.
    """

    id: str
    asset: Asset
    amount: Decimal
    filled: Decimal
    commission: Decimal
    limit: Decimal | None
    stop: Decimal | None
    created: datetime
    dt: datetime
    status: OrderStatus
    limit_reached: bool = False
    stop_reached: bool = False
    reason: str = ""

    @property
    def open_amount(self) -> Decimal:
        """Signed quantity that is still to be filled."""
        return self.amount - self.filled

    @property
    def direction(self) -> int:
        """1 for a buy, -1 for a sell."""
        return 1 if self.amount > 0 else -1

    @property
    def open(self) -> bool:
        """Whether it can still be filled."""
        return self.status in (OrderStatus.OPEN, OrderStatus.HELD)

    @property
    def sid(self) -> Asset:
        """The asset, under zipline's old name."""
        return self.asset

    @property
    def triggered(self) -> bool:
        """Whether it may be filled: a market order always, others once their prices were touched."""
        if self.stop is not None and not self.stop_reached:
            return False
        return self.limit is None or self.limit_reached
