"""What the risk gate holds every order to: frozen, checked, in exact numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from types import MappingProxyType

from rustybt.assets.assets import Asset
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite

__all__ = ["RiskLimits"]

_NUMBERS = (
    "max_order_amount",
    "max_order_notional",
    "price_collar_pct",
    "default_max_position",
    "max_gross_exposure",
    "max_gross_exposure_pct",
    "max_net_exposure",
    "max_net_exposure_pct",
)
_COUNTS = ("max_open_orders", "max_orders_per_second", "max_orders_per_minute", "max_data_age_ns")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLimits:
    """Limits of new risk; None for no limit.

    A number may be an int, str, Decimal or float (through its shortest repr) and must be above 0. Where a limit needs
    something that is missing, such as a mark, orders are refused. Positions and exposures count at their worst case:
    held, and every open or UNKNOWN order filled that makes it larger.

    Attributes:
        max_order_amount: Of one order, in shares or coins.
        max_order_notional: Of one order, in money, at the highest of mark, limit and stop price.
        price_collar_pct: Fraction by which a limit price may differ from the mark (of a stop-limit order: from its
            stop price), and the last price from the mark for other orders.
        max_position: Of an asset, long or short, in shares or coins.
        default_max_position: The same, for the assets that ``max_position`` does not name.
        max_gross_exposure: Sum of all positions without their signs, in money.
        max_gross_exposure_pct: The same, as a fraction of the portfolio's value; may be above 1.
        max_net_exposure: Sum of all positions with their signs, in money, long or short.
        max_net_exposure_pct: The same, as a fraction of the portfolio's value; may be above 1.
        max_open_orders: Open and UNKNOWN ones, the new one included.
        max_orders_per_second: Orders (no cancels) in any second.
        max_orders_per_minute: Orders (no cancels) in any minute.
        max_data_age_ns: Age of the traded asset's mark, in nanoseconds; also how far it may lie in the future.
        allow_list: The only assets that may be traded; None for all.
        deny_list: Assets that may not be traded.

    Raises:
        ConfigurationError: If a limit is of another type or not above 0, or names an asset by anything but itself.

    Example:
        >>> RiskLimits(max_order_notional="25000", max_orders_per_second=5).max_order_notional
        Decimal('25000')
    """

    max_order_amount: Decimal | None = None
    max_order_notional: Decimal | None = None
    price_collar_pct: Decimal | None = None
    max_position: Mapping[Asset, Decimal] = field(default_factory=dict)
    default_max_position: Decimal | None = None
    max_gross_exposure: Decimal | None = None
    max_gross_exposure_pct: Decimal | None = None
    max_net_exposure: Decimal | None = None
    max_net_exposure_pct: Decimal | None = None
    max_open_orders: int | None = None
    max_orders_per_second: int | None = None
    max_orders_per_minute: int | None = None
    max_data_age_ns: int | None = None
    allow_list: Collection[Asset] | None = None
    deny_list: Collection[Asset] = ()

    def __post_init__(self) -> None:
        for name in _NUMBERS:
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _above_zero(value, name))
        for name in _COUNTS:
            value = getattr(self, name)
            if value is not None and (type(value) is not int or value < 1):
                raise ConfigurationError(f"{name} is {value!r}: give an int from 1 on, or None for no limit")
        if not isinstance(self.max_position, Mapping):
            raise ConfigurationError(f"max_position is {self.max_position!r}: give a dict of limits by asset")
        limited = _assets(self.max_position, "max_position")
        positions = {
            asset: _above_zero(self.max_position[asset], f"max_position of {asset}") for asset in limited
        }
        object.__setattr__(self, "max_position", MappingProxyType(positions))
        object.__setattr__(self, "deny_list", _assets(self.deny_list, "deny_list"))
        if self.allow_list is not None:
            object.__setattr__(self, "allow_list", _assets(self.allow_list, "allow_list"))

    def max_position_of(self, asset: Asset) -> Decimal | None:
        """Return how much of an asset may be held, long or short; None for no limit.

        Args:
            asset: Any asset.
        """
        return self.max_position.get(asset, self.default_max_position)

    def to_dict(self) -> dict[str, object]:
        """Return what is limited, by name, JSON-typed: assets as their sids, numbers as strings."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def _above_zero(value: Decimal | str | float, what: str) -> Decimal:
    number = finite(value, what)
    if number <= 0:
        raise ConfigurationError(f"{what} is {value}: give a number above 0, or None for no limit")
    return number


def _assets(given: object, what: str) -> frozenset[Asset]:
    # A symbol equals no asset: what it should limit would pass.
    if isinstance(given, str) or not isinstance(given, Collection):
        raise ConfigurationError(
            f"{what} is {given!r}: give a list of assets, such as [feed.finder().lookup_symbol(...)]"
        )
    for each in given:
        if not isinstance(each, Asset):
            raise ConfigurationError(
                f"{what} names {each!r}, which is no asset: give feed.finder().lookup_symbol({each!r}, feed.end); in "
                "live.yaml symbols do"
            )
    return frozenset(given)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(asset.sid): str(each) for asset, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(asset.sid for asset in value)
    return value
