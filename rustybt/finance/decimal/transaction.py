"""One fill, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.finance.decimal.context import product

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["DecimalTransaction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecimalTransaction:
    """A fill of an order.

    Attributes:
        asset: What was traded.
        amount: Signed quantity.
        price: Price of one unit, slippage included, in the asset's currency.
        commission: Fee of this fill, in the account's currency.
        dt: When it happened, UTC.
        order_id: The order it belongs to, or None for a position that was closed on its auto-close date.
    """

    asset: Asset
    amount: Decimal
    price: Decimal
    commission: Decimal
    dt: datetime
    order_id: str | None

    @property
    def value(self) -> Decimal:
        """Signed money that the traded quantity is worth, without the fee."""
        return product(self.amount, self.price, self.asset.price_multiplier)
