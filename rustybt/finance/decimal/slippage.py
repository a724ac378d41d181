"""Slippage models: at which price and for how much an order is filled in a bar, with zipline's meaning.

The built-in ones run in the native core. A subclass runs in Python, once an order and bar, through the same
matching: it overrides ``process_order``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from rustybt.exceptions import ConfigurationError, LiquidityExceeded
from rustybt.finance.decimal.context import divide, finite

if TYPE_CHECKING:
    from rustybt.model.orders import Order

__all__ = [
    "FixedBasisPointsSlippage",
    "FixedSlippage",
    "NoSlippage",
    "SlippageModel",
    "VolumeShareSlippage",
]

type Fill = tuple[Decimal | None, Decimal | None]
type Number = int | str | Decimal | float

_BASIS = Decimal(10_000)


class SlippageModel:
    """Base of the slippage models.

    Attributes:
        volume_for_bar: Units of the asset that this bar's fills took so far; set by the engine.
        native_name: Its name in the native core; empty for a model of the user's.
    """

    native_name: ClassVar[str] = ""
    volume_for_bar: Decimal = Decimal(0)

    def process_order(self, data: Any, order: Order) -> Fill:
        """Decide at which price and for how much an order is filled in this bar.

        Args:
            data: The bar, as in ``handle_data``.
            order: The order, whose limit and stop were touched.

        Returns:
            Price of one unit and signed quantity, or ``(None, None)`` for no fill.

        Raises:
            LiquidityExceeded: If the bar has nothing left for this asset.
            NotImplementedError: In the base class.
        """
        raise NotImplementedError(f"{type(self).__name__} must define process_order(data, order)")

    def parameters(self) -> tuple[Decimal, ...]:
        """Return what the native model needs, in its order."""
        return ()


def _not_negative(value: Number, name: str, model: object) -> Decimal:
    number = finite(value, f"{name} of {type(model).__name__}")
    if number < 0:
        raise ConfigurationError(f"{name} of {type(model).__name__} is {value}: it must not be negative")
    return number


def _close(data: Any, order: Order) -> Decimal:
    close: Decimal = data.current(order.asset, "close")
    return close


def _whole_lots(amount: Decimal, order: Order) -> Decimal:
    return amount // order.asset.lot_size * order.asset.lot_size


class NoSlippage(SlippageModel):
    """Fill everything at the bar's close."""

    native_name = "none"

    def process_order(self, data: Any, order: Order) -> Fill:
        """Fill what is open at the close."""
        return _close(data, order), order.open_amount


class FixedSlippage(SlippageModel):
    """Fill everything half a spread beside the close.

    Args:
        spread: Distance between bid and ask, in the asset's currency.

    Raises:
        ConfigurationError: If the spread is negative.
    """

    native_name = "fixed"

    def __init__(self, spread: Number = 0) -> None:
        self.spread = _not_negative(spread, "spread", self)

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the spread."""
        return (self.spread,)

    def process_order(self, data: Any, order: Order) -> Fill:
        """Fill what is open at the close plus half the spread for a buy, less it for a sell."""
        return _close(data, order) + self.spread / 2 * order.direction, order.open_amount


class FixedBasisPointsSlippage(SlippageModel):
    """Fill some basis points beside the close, up to a share of the bar's volume: zipline's default.

    Args:
        basis_points: Hundredths of a percent of the price.
        volume_limit: Share of a bar's volume that may be taken.

    Raises:
        ConfigurationError: If a parameter is negative, or the limit is 0.
    """

    native_name = "fixed_basis_points"

    def __init__(self, basis_points: Number = 5, volume_limit: Number = Decimal("0.1")) -> None:
        self.basis_points = _not_negative(basis_points, "basis_points", self)
        self.volume_limit = _not_negative(volume_limit, "volume_limit", self)
        if not self.volume_limit:
            raise ConfigurationError("volume_limit of FixedBasisPointsSlippage is 0: nothing could ever fill")

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the basis points and the volume limit."""
        return (self.basis_points, self.volume_limit)

    def process_order(self, data: Any, order: Order) -> Fill:
        """Fill at the close moved by the basis points, up to what is left of the bar's volume."""
        volume = Decimal(data.current(order.asset, "volume"))
        most = _whole_lots(self.volume_limit * volume, order)
        amount = min(abs(order.open_amount), most - self.volume_for_bar)
        if amount <= 0:
            raise LiquidityExceeded(f"no volume of {order.asset} is left in this bar")
        price = _close(data, order)
        return price + price * self.basis_points / _BASIS * order.direction, amount * order.direction


class VolumeShareSlippage(SlippageModel):
    """Fill up to a share of the bar's volume, with an impact that grows with the square of that share.

    Args:
        volume_limit: Share of a bar's volume that may be taken.
        price_impact: Move of the price, as a share of it, were the whole volume taken.

    Raises:
        ConfigurationError: If a parameter is negative, or the limit is 0.
    """

    native_name = "volume_share"

    def __init__(
        self, volume_limit: Number = Decimal("0.025"), price_impact: Number = Decimal("0.1")
    ) -> None:
        self.volume_limit = _not_negative(volume_limit, "volume_limit", self)
        self.price_impact = _not_negative(price_impact, "price_impact", self)
        if not self.volume_limit:
            raise ConfigurationError("volume_limit of VolumeShareSlippage is 0: nothing could ever fill")

    def parameters(self) -> tuple[Decimal, ...]:
        """Return the volume limit and the price impact."""
        return (self.volume_limit, self.price_impact)

    def process_order(self, data: Any, order: Order) -> Fill:
        """Fill up to what is left of the share; nothing if the impact takes the price beyond the limit."""
        volume = Decimal(data.current(order.asset, "volume"))
        left = self.volume_limit * volume - self.volume_for_bar
        if left < order.asset.lot_size:
            raise LiquidityExceeded(f"no volume of {order.asset} is left in this bar")
        amount = _whole_lots(min(left, abs(order.open_amount)), order)
        if not amount:
            return None, None
        share = min(divide(self.volume_for_bar + amount, volume), self.volume_limit)
        close = _close(data, order)
        price = close + share * share * self.price_impact * order.direction * close
        if order.limit is not None and (price - order.limit) * order.direction > 0:
            return None, None
        return price, amount * order.direction
