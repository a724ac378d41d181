"""The exact ledger in Decimals: one account, changed only by fills, marks, corporate actions and cash flows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import rustybt._native as _native
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, LedgerOverflowError
from rustybt.finance.decimal.context import finite, mantissa
from rustybt.finance.decimal.position import DecimalPosition
from rustybt.finance.decimal.transaction import DecimalTransaction
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["DecimalLedger"]

type Number = int | str | Decimal | float

_INT64 = 2**63
_INT128 = 2**127


class DecimalLedger:
    """One account over a set of assets, exact in every sum.

    A number that does not fit its scale is refused, never rounded; division happens only when a position's average
    is read. After every operation ``cash + cost of open positions = capital + flows + dividends + realised - fees``.

    Args:
        capital_base: Cash at the start.
        assets: What may be held.
        price_scale: Decimal places of prices, 0 to 12.
        quantity_scale: Decimal places of quantities, 0 to 12.

    Raises:
        ConfigurationError: If a scale is out of range, or the capital has more places than money.

    Example:
        >>> from rustybt.assets import Equity
        >>> ibm = Equity(0, "IBM", start_date=date(2020, 1, 1), end_date=date(2020, 12, 31))
        >>> ledger = DecimalLedger(1000, [ibm], price_scale=2)
        >>> fill = ledger.process_transaction(ibm, 3, "100.10", "0.30", datetime(2020, 1, 2))
        >>> ledger.cash, ledger.positions[ibm].average_price
        (Decimal('699.40'), Decimal('100.10'))
    """

    def __init__(
        self, capital_base: Number, assets: Sequence[Asset], *, price_scale: int = 8, quantity_scale: int = 0
    ) -> None:
        for name, scale in (("price_scale", price_scale), ("quantity_scale", quantity_scale)):
            if not 0 <= scale <= 12:
                raise ConfigurationError(f"{name} {scale}: use 0 to 12 decimal places")
        self._assets = tuple(assets)
        self._columns = {asset: column for column, asset in enumerate(self._assets)}
        self._price_scale, self._quantity_scale = price_scale, quantity_scale
        self._money_scale = price_scale + quantity_scale
        multipliers = [
            mantissa(asset.price_multiplier, 0, f"price multiplier of {asset}") for asset in self._assets
        ]
        self._native = _native.Ledger(multipliers, self._money_in(capital_base, "capital_base"))

    def process_transaction(
        self, asset: Asset, amount: Number, price: Number, commission: Number, dt: datetime
    ) -> DecimalTransaction:
        """Book a fill.

        Args:
            asset: What was traded.
            amount: Signed quantity.
            price: Price of one unit, in the asset's currency.
            commission: Fee, in the account's currency.
            dt: When it happened, UTC.

        Returns:
            The fill, frozen.

        Raises:
            AssetNotFoundError: If the ledger does not hold the asset.
            ConfigurationError: If a number does not fit its scale.
            LedgerOverflowError: If an amount does not fit the exact integers; nothing was changed.
        """
        quantity, at = self._quantity_in(amount), self._price_in(price)
        self._native.fill([(self._column(asset), quantity, at, self._money_in(commission, "commission"))])
        return DecimalTransaction(
            asset=asset,
            amount=finite(amount, "amount"),
            price=finite(price, "price"),
            commission=finite(commission, "commission"),
            dt=dt,
            order_id=None,
        )

    def mark(self, asset: Asset, price: Number) -> None:
        """Set the last price of an asset.

        Args:
            asset: What is priced.
            price: Of one unit.

        Raises:
            LedgerOverflowError: If the positions' value does not fit; nothing was changed.
        """
        self._native.mark([(self._column(asset), self._price_in(price))])

    def process_split(self, asset: Asset, numerator: int, denominator: int) -> Decimal:
        """Apply a split: new price = price x numerator / denominator.

        Args:
            asset: What is split.
            numerator: Of the price ratio, above 0.
            denominator: Of the price ratio, above 0.

        Returns:
            Cash paid for the fraction of a lot that is left, at its cost.

        Raises:
            LedgerError: If a part of the ratio is not above 0.
        """
        return self._money_out(self._native.split(self._column(asset), numerator, denominator))

    def earn_dividend(self, asset: Asset, amount: Number, pay_date: date) -> Decimal:
        """Owe the holder a dividend; a short position owes it.

        Args:
            asset: What pays.
            amount: Cash for one unit.
            pay_date: When it is paid.

        Returns:
            What will be paid.
        """
        owed = self._native.earn_dividend(self._column(asset), self._price_in(amount), date_to_day(pay_date))
        return self._money_out(owed)

    def pay_dividends(self, day: date) -> Decimal:
        """Pay the dividends due on or before a day and return their sum.

        Args:
            day: The day.
        """
        return self._money_out(self._native.pay_dividends(date_to_day(day)))

    def process_cash_flow(self, amount: Number) -> None:
        """Pay cash in, or out when negative.

        Args:
            amount: In the account's currency.
        """
        self._native.flow(self._money_in(amount, "cash flow"))

    def charge(self, fee: Number) -> None:
        """Charge a fee that belongs to no fill.

        Args:
            fee: In the account's currency.
        """
        self._native.charge(self._money_in(fee, "fee"))

    def check(self) -> None:
        """Verify the conservation identity.

        Raises:
            ConservationError: If it does not hold, which is a defect of rustybt.
        """
        self._native.check()

    @property
    def positions(self) -> dict[Asset, DecimalPosition]:
        """Snapshots of the open positions, in the order they were opened."""
        found = {}
        for column in self._native.held():
            quantity, cost, fees, price = self._native.position(column)
            asset = self._assets[column]
            found[asset] = DecimalPosition(
                asset,
                _decimal(quantity, self._quantity_scale),
                _decimal(price, self._price_scale),
                self._money_out(cost),
                self._money_out(fees),
            )
        return found

    @property
    def cash(self) -> Decimal:
        """Cash."""
        return self._money_out(self._native.sums()["cash"])

    @property
    def portfolio_value(self) -> Decimal:
        """Cash and positions at their last prices."""
        return self._money_out(self._native.sums()["portfolio_value"])

    @property
    def sums(self) -> dict[str, Decimal]:
        """Cash, values, capital, and what was realised, charged, paid in dividends and moved since the start."""
        return {name: self._money_out(value) for name, value in self._native.sums().items()}

    def _column(self, asset: Asset) -> int:
        column = self._columns.get(asset)
        if column is None:
            raise AssetNotFoundError(f"{asset!r} is not one of this ledger's {len(self._assets)} assets")
        return column

    def _price_in(self, value: Number) -> int:
        return _bounded(mantissa(finite(value, "price"), self._price_scale, "price"), _INT64, "a price")

    def _quantity_in(self, value: Number) -> int:
        return _bounded(
            mantissa(finite(value, "amount"), self._quantity_scale, "amount"), _INT64, "an amount"
        )

    def _money_in(self, value: Number, what: str) -> int:
        return _bounded(mantissa(finite(value, what), self._money_scale, what), _INT128, what)

    def _money_out(self, value: int) -> Decimal:
        return _decimal(value, self._money_scale)


def _bounded(value: int, bound: int, what: str) -> int:
    if not -bound < value < bound:
        raise LedgerOverflowError(
            f"{what} of mantissa {value} does not fit the exact integers; nothing was changed"
        )
    return value


def _decimal(value: int, scale: int) -> Decimal:
    sign, digits, _ = Decimal(value).as_tuple()
    return Decimal((sign, digits, -scale))
