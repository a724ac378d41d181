"""What can be traded: equities, futures and cryptocurrencies, with the precision each trades in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Self

from rustybt.exceptions import ConfigurationError

__all__ = ["ASSET_TYPES", "MAX_QUANTITY_SCALE", "Asset", "Cryptocurrency", "Equity", "Future", "to_date"]

MAX_QUANTITY_SCALE = 12
DIVISIBLE_QUANTITY_SCALE = 8

_DATES = ("start_date", "end_date", "first_traded", "auto_close_date", "expiration_date", "notice_date")
_DECIMALS = ("tick_size", "lot_size", "price_multiplier", "multiplier")
_EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Asset:
    """Something that can be traded: what `Equity`, `Future` and `Cryptocurrency` have in common.

    Assets are frozen, hash by their sid, equal another of the same type and sid, and sort by sid. A number
    that is not a ``Decimal`` (int, str, or float through its shortest repr) becomes one; a ``datetime``
    becomes its date.

    Attributes:
        sid: The security identifier, an int from 0 on, unique and stable within a bundle.
        symbol: The ticker the asset has now (or had last); an `AssetFinder` knows the earlier ones.
        asset_name: The full name; "" if unknown.
        exchange: The exchange's name, such as ``"NYSE"``; "" if unknown.
        country_code: ISO 3166 alpha-2 code of the exchange's country; "" if unknown.
        start_date: First session with data.
        end_date: Last session with data.
        first_traded: First session the asset traded; None if unknown.
        auto_close_date: Session at whose end an open position is closed at the last price; None for never.
        tick_size: Smallest price step.
        lot_size: Smallest quantity step.
        price_multiplier: Value of one unit of quantity at a price of 1.
        quantity_scale: Decimals a quantity is stored with: 0 for whole shares, 8 for divisible assets.
    """

    sid: int = field(kw_only=False)
    symbol: str = field(kw_only=False)
    start_date: date
    end_date: date
    asset_name: str = ""
    exchange: str = ""
    country_code: str = ""
    first_traded: date | None = None
    auto_close_date: date | None = None
    tick_size: Decimal = Decimal("0.01")
    lot_size: Decimal = Decimal(1)
    price_multiplier: Decimal = Decimal(1)
    quantity_scale: int = 0

    asset_type: ClassVar[str] = "asset"
    settles_daily: ClassVar[bool] = False
    """Whether gains are paid in cash as they come, so that a position has exposure but no value."""

    def __post_init__(self) -> None:
        _check_identity(self)
        _coerce(self)
        _check_precision(self)

    def __hash__(self) -> int:
        return self.sid

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return self.sid == other.sid

    def __lt__(self, other: Asset) -> bool:
        if not isinstance(other, Asset):
            return NotImplemented
        return self.sid < other.sid

    def __int__(self) -> int:
        return self.sid

    def __index__(self) -> int:
        return self.sid

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.sid} [{self.symbol}])"

    def __str__(self) -> str:
        return self.__repr__()

    def is_alive_for_session(self, session: date | int) -> bool:
        """Tell whether a session lies within the asset's life, both ends included.

        Args:
            session: A date, or days since 1970-01-01.
        """
        day = date.fromordinal(_EPOCH_DAY + session) if isinstance(session, int) else session
        if isinstance(day, datetime):
            day = day.date()
        return self.start_date <= day <= self.end_date

    def to_dict(self) -> dict[str, Any]:
        """Return every attribute by name (dates and Decimals as such), and the type as ``asset_type``."""
        values: dict[str, Any] = {"asset_type": self.asset_type}
        values.update((each.name, getattr(self, each.name)) for each in fields(self))
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Make an asset of what `to_dict` returned; dates may be ISO strings, numbers strings.

        Args:
            values: Attributes by name. Called on `Asset`, ``asset_type`` chooses the class. An attribute
                that is None or missing takes its default; one the class does not have must be None.

        Raises:
            ConfigurationError: If the type, an attribute or a value is not known.

        Example:
            >>> aapl = Equity(0, "AAPL", start_date=date(2000, 1, 3), end_date=date(2013, 3, 1))
            >>> Asset.from_dict(aapl.to_dict())
            Equity(0 [AAPL])
        """
        kind = str(values.get("asset_type", cls.asset_type))
        made = ASSET_TYPES.get(kind)
        if made is None or not issubclass(made, cls):
            known = ", ".join(sorted(name for name, each in ASSET_TYPES.items() if issubclass(each, cls)))
            raise ConfigurationError(f"asset_type {kind!r} of {dict(values)!r} is not one of: {known}")
        given = {name: value for name, value in values.items() if value is not None and name != "asset_type"}
        unknown = sorted(given.keys() - {each.name for each in fields(made)})
        missing = sorted({"sid", "symbol", "start_date", "end_date"} - given.keys())
        if unknown or missing:
            wrong = f"has no attribute {unknown}" if unknown else f"needs {missing}"
            raise ConfigurationError(f"{made.__name__} {wrong}: got {sorted(given)}")
        return made(**given)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Equity(Asset):
    """A share of a company or a fund, in whole shares and cents unless told otherwise.

    Example:
        >>> Equity(24, "AAPL", start_date=date(2000, 1, 3), end_date=date(2013, 3, 1)).tick_size
        Decimal('0.01')
    """

    asset_type: ClassVar[str] = "equity"


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Future(Asset):
    """A futures contract.

    Attributes:
        root_symbol: What the contracts of one underlying share, such as ``"ES"``; by default the symbol.
        expiration_date: Last day the contract can be traded; None if unknown.
        notice_date: First day a delivery notice can be served; None if unknown.
        multiplier: Value of one contract at a price of 1; the same as ``price_multiplier``.
    """

    root_symbol: str = ""
    expiration_date: date | None = None
    notice_date: date | None = None
    multiplier: Decimal = Decimal(1)

    asset_type: ClassVar[str] = "future"
    settles_daily: ClassVar[bool] = True

    def __post_init__(self) -> None:
        Asset.__post_init__(self)
        if not self.root_symbol:
            object.__setattr__(self, "root_symbol", self.symbol)
        if self.multiplier == 1:
            object.__setattr__(self, "multiplier", self.price_multiplier)
        if self.price_multiplier not in {Decimal(1), self.multiplier}:
            raise ConfigurationError(
                f"{self!r}: multiplier {self.multiplier} and price_multiplier {self.price_multiplier} mean "
                "the same thing; give one of them"
            )
        object.__setattr__(self, "price_multiplier", self.multiplier)


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Cryptocurrency(Asset):
    """A pair of a cryptocurrency and what it is paid in.

    Tick and lot follow from the two precisions unless they are given.

    Attributes:
        base_currency: What is bought, such as ``"BTC"``.
        quote_currency: What it is paid in, such as ``"USDT"``.
        precision_price: Decimals of a price.
        precision_amount: Decimals of a quantity.
        trading_enabled: Whether the venue takes orders.
        margin_enabled: Whether the venue lends on it.
    """

    base_currency: str = ""
    quote_currency: str = ""
    precision_price: int = 8
    precision_amount: int = 8
    trading_enabled: bool = True
    margin_enabled: bool = False
    tick_size: Decimal = Decimal(0)
    lot_size: Decimal = Decimal(0)
    quantity_scale: int = -1

    asset_type: ClassVar[str] = "cryptocurrency"

    def __post_init__(self) -> None:
        for name in ("precision_price", "precision_amount"):
            _check_scale(self, name)
        if not self.tick_size:
            object.__setattr__(self, "tick_size", Decimal(1).scaleb(-self.precision_price))
        if not self.lot_size:
            object.__setattr__(self, "lot_size", Decimal(1).scaleb(-self.precision_amount))
        if self.quantity_scale == -1:
            scale = max(DIVISIBLE_QUANTITY_SCALE, self.precision_amount)
            object.__setattr__(self, "quantity_scale", scale)
        Asset.__post_init__(self)


ASSET_TYPES: Mapping[str, type[Any]] = {each.asset_type: each for each in (Equity, Future, Cryptocurrency)}


def _check_identity(asset: Asset) -> None:
    if not isinstance(asset.sid, int) or isinstance(asset.sid, bool) or not 0 <= asset.sid < 2**63:
        raise ConfigurationError(
            f"sid {asset.sid!r} of {asset.symbol!r} is not an int from 0 on: give each asset its own number"
        )
    if not isinstance(asset.symbol, str) or not asset.symbol.strip():
        raise ConfigurationError(f"symbol {asset.symbol!r} of sid {asset.sid} is empty: give its ticker")


def _coerce(asset: Asset) -> None:
    for each in fields(asset):
        value = getattr(asset, each.name)
        if each.name in _DATES and value is not None and type(value) is not date:
            object.__setattr__(asset, each.name, to_date(value, f"{each.name} of {asset!r}"))
        elif each.name in _DECIMALS:
            object.__setattr__(asset, each.name, _as_decimal(asset, each.name, value))
    if asset.end_date < asset.start_date:
        raise ConfigurationError(
            f"{asset!r} ends on {asset.end_date}, before it starts on {asset.start_date}: swap the dates"
        )


def to_date(value: object, what: str) -> date:
    """Return a date, the date part of a ``datetime``, or the date an ISO string names.

    Args:
        value: What should be a date.
        what: Its name in the error.

    Raises:
        ConfigurationError: If it is none of these.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # anything else raises TypeError
    except (TypeError, ValueError) as error:
        raise ConfigurationError(
            f"{what} is {value!r}, no date: give a datetime.date or 'YYYY-MM-DD'"
        ) from error


def _as_decimal(asset: Asset, name: str, value: object) -> Decimal:
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0:
        raise ConfigurationError(f"{name} {value!r} of {asset!r} is not a number above 0")
    return number


def _check_scale(asset: Asset, name: str) -> None:
    scale = getattr(asset, name)
    if not isinstance(scale, int) or not 0 <= scale <= MAX_QUANTITY_SCALE:
        raise ConfigurationError(
            f"{name} {scale!r} of {asset!r} is not a number of decimals from 0 to {MAX_QUANTITY_SCALE}"
        )


def _check_precision(asset: Asset) -> None:
    _check_scale(asset, "quantity_scale")
    if asset.lot_size.scaleb(asset.quantity_scale) % 1:
        raise ConfigurationError(
            f"lot_size {asset.lot_size} of {asset!r} needs more decimals than quantity_scale "
            f"{asset.quantity_scale}: raise quantity_scale or the lot"
        )
