"""One open position, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.finance.decimal.context import divide, product, total

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["DecimalPosition"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class DecimalPosition:
    """What is held of an asset at one moment; of an asset that is not held everything is 0.

    Attributes:
        asset: What is held.
        amount: Signed quantity.
        last_sale_price: Last known price.
        cost: Exact cost of the open quantity, without fees; negative when short.
        fees: Fees that zipline counts into the cost basis.
    """

    asset: Asset
    amount: Decimal = _ZERO
    last_sale_price: Decimal = _ZERO
    cost: Decimal = _ZERO
    fees: Decimal = _ZERO

    @property
    def cost_basis(self) -> Decimal:
        """Average cost of one unit with its fees, as zipline shows it; 28 digits, 0 when nothing is held."""
        return self._per_unit(total(self.cost, self.fees))

    @property
    def average_price(self) -> Decimal:
        """Average price paid for one unit, without fees; 28 digits, 0 when nothing is held."""
        return self._per_unit(self.cost)

    @property
    def market_value(self) -> Decimal:
        """What it is worth at the last price; negative when short."""
        return product(self.amount, self.last_sale_price, self.asset.price_multiplier)

    @property
    def unrealised(self) -> Decimal:
        """Market value less cost, before fees."""
        return total(self.market_value, self.cost.copy_negate())

    @property
    def sid(self) -> Asset:
        """The asset, under zipline's old name."""
        return self.asset

    def _per_unit(self, money: Decimal) -> Decimal:
        if not self.amount:
            return _ZERO
        return divide(money, product(self.amount, self.asset.price_multiplier))
