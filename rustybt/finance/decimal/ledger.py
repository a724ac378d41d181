"""The exact ledger in Decimals: one account, changed only by fills, marks, corporate actions and cash flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

import rustybt._native as _native
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, LedgerError, LedgerOverflowError
from rustybt.finance.decimal.context import decimal, finite, mantissa
from rustybt.finance.decimal.position import DecimalPosition
from rustybt.model.bars import MISSING
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.finance.decimal.transaction import DecimalTransaction

__all__ = ["DecimalLedger"]

type Number = int | str | Decimal | float

_INT64 = 2**63
_INT128 = 2**127


class DecimalLedger:
    """One account over a set of assets, exact in every sum.

    A number that does not fit its scale is refused, never rounded; division happens only when a position's average
    is read. The gains of a future are paid in cash as they come, so that it has exposure but no value. After every
    operation ``cash + cost of open positions = capital + flows + dividends + realised - fees``, where the open gains
    of futures count to their cost.

    Args:
        capital_base: Cash at the start.
        assets: What may be held.
        price_scale: Decimal places of prices, 0 to 12.
        quantity_scale: Decimal places of quantities, 0 to 12.

    Raises:
        ConfigurationError: If a scale is out of range, or the capital has more places than money.

    Example:
        >>> from datetime import UTC, datetime
        >>> from rustybt.assets import Equity
        >>> from rustybt.finance.decimal.transaction import DecimalTransaction
        >>> ibm = Equity(0, "IBM", start_date=date(2020, 1, 1), end_date=date(2020, 12, 31))
        >>> ledger = DecimalLedger(1000, [ibm], price_scale=2)
        >>> fill = DecimalTransaction(
        ...     asset=ibm, amount=Decimal(3), price=Decimal("100.10"), commission=Decimal("0.30"),
        ...     dt=datetime(2020, 1, 2, tzinfo=UTC), order_id="1",
        ... )
        >>> ledger.process_transaction(fill)
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
        settled = [asset.settles_daily for asset in self._assets]
        self._native = _native.Ledger(multipliers, self._money_in(capital_base, "capital_base"), settled)

    def process_transaction(self, transaction: DecimalTransaction) -> None:
        """Book a fill.

        Args:
            transaction: The fill.

        Raises:
            AssetNotFoundError: If the ledger does not hold the asset.
            ConfigurationError: If a number does not fit its scale.
            LedgerError: If the amount is 0, or the price is below 0.
            LedgerOverflowError: If an amount does not fit the exact integers; nothing was changed.
        """
        self._native.fill(*self._fill_in(transaction))

    def process_transactions(self, transactions: Sequence[DecimalTransaction]) -> list[Decimal]:
        """Book fills one after the other, all or none.

        Args:
            transactions: The fills, in their order.

        Returns:
            Profit realised by each, before fees.

        Raises:
            AssetNotFoundError: If the ledger does not hold one of the assets.
            ConfigurationError: If a number does not fit its scale.
            LedgerError: If an amount is 0, or a price is below 0.
            LedgerOverflowError: If an amount does not fit the exact integers; nothing was changed.
        """
        fills = [self._fill_in(transaction) for transaction in transactions]
        columns = np.array([fill[0] for fill in fills], np.int32)
        quantities = np.array([fill[1] for fill in fills], np.int64)
        prices = np.array([fill[2] for fill in fills], np.int64)
        fees = b"".join(fill[3].to_bytes(16, "little", signed=True) for fill in fills)
        _, realised = self._native.fill_all(columns, quantities, prices, fees)
        return [
            self._money_out(int.from_bytes(realised[at : at + 16], "little", signed=True))
            for at in range(0, len(realised), 16)
        ]

    def mark(self, prices: Mapping[Asset, Number]) -> None:
        """Set the last prices of assets; those that are not held keep the price of their last fill.

        Args:
            prices: Of one unit, by asset.

        Raises:
            AssetNotFoundError: If the ledger does not hold one of the assets.
            ConfigurationError: If a price has more places than the ledger's.
            LedgerError: If a price is below 0.
            LedgerOverflowError: If the positions' value does not fit; nothing was changed.
        """
        row = np.full(len(self._assets), MISSING, np.int64)
        for asset, price in prices.items():
            row[self._column(asset)] = self._price_in(price)
        self._native.mark_row(row)

    def process_split(self, asset: Asset, numerator: int, denominator: int) -> Decimal:
        """Apply a split: new price = price x numerator / denominator.

        Args:
            asset: What is split.
            numerator: Of the price ratio, above 0.
            denominator: Of the price ratio, above 0.

        Returns:
            Cash paid for the fraction of a lot that is left, at its cost.

        Raises:
            AssetNotFoundError: If the ledger does not hold the asset.
            LedgerError: If a part of the ratio is not above 0.
            LedgerOverflowError: If the new amount or price does not fit; nothing was changed.
        """
        up, down = (_bounded(part, _INT64, "a part of a split ratio") for part in (numerator, denominator))
        return self._money_out(self._native.split(self._column(asset), up, down))

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
        return {self._assets[column]: self._position(column) for column in self._native.held()}

    @property
    def held_assets(self) -> list[Asset]:
        """The assets with an open position, in the order they were opened."""
        return [self._assets[column] for column in self._native.held()]

    def find_position(self, asset: Asset) -> DecimalPosition | None:
        """Return a snapshot of the open position of an asset, or None.

        Args:
            asset: One of the ledger's.

        Raises:
            AssetNotFoundError: If the ledger does not hold the asset.
        """
        position = self._position(self._column(asset))
        return position if position.amount else None

    @property
    def cash(self) -> Decimal:
        """Cash, with the gains of futures."""
        return self.sums["cash"]

    @property
    def positions_value(self) -> Decimal:
        """Positions at their last prices; shorts count negative, futures are worth nothing."""
        return self.sums["value"]

    @property
    def portfolio_value(self) -> Decimal:
        """Cash and positions at their last prices."""
        return self.sums["portfolio_value"]

    @property
    def sums(self) -> dict[str, Decimal]:
        """Cash, values, capital, and what was realised, charged, paid in dividends and moved since the start.

        The names: ``cash``, ``value``, ``portfolio_value``, ``long_value``, ``short_value``, ``long_exposure``,
        ``short_exposure``, ``capital``, ``realised``, ``fees``, ``dividends``, ``flows``.
        """
        return {name: self._money_out(value) for name, value in self._native.sums().items()}

    def _position(self, column: int) -> DecimalPosition:
        quantity, cost, fees, price = self._native.position(column)
        return DecimalPosition(
            self._assets[column],
            decimal(quantity, self._quantity_scale),
            decimal(price, self._price_scale),
            self._money_out(cost),
            self._money_out(fees),
        )

    def _fill_in(self, fill: DecimalTransaction) -> tuple[int, int, int, int]:
        amount = self._integer(fill.amount, self._quantity_scale, _INT64, f"amount of {fill.asset}")
        if amount == 0:
            raise LedgerError(
                f"a fill of 0 of {fill.asset} at {fill.dt}: leave it out, or use charge() for a fee"
            )
        fee = self._money_in(fill.commission, f"commission for {fill.asset}")
        return self._column(fill.asset), amount, self._price_in(fill.price), fee

    def _column(self, asset: Asset) -> int:
        column = self._columns.get(asset)
        if column is None:
            raise AssetNotFoundError(f"{asset!r} is not one of this ledger's {len(self._assets)} assets")
        return column

    def _price_in(self, value: Number) -> int:
        price = self._integer(value, self._price_scale, _INT64, "price")
        if price < 0:
            raise LedgerError(f"price {value}: it must not be below 0; nothing was changed")
        return price

    def _money_in(self, value: Number, what: str) -> int:
        return self._integer(value, self._money_scale, _INT128, what)

    def _money_out(self, value: int) -> Decimal:
        return decimal(value, self._money_scale)

    @staticmethod
    def _integer(value: Number, scale: int, bound: int, what: str) -> int:
        return _bounded(mantissa(finite(value, what), scale, what), bound, what)


def _bounded(value: int, bound: int, what: str) -> int:
    if not -bound < value < bound:
        raise LedgerOverflowError(
            f"{what} of mantissa {value} does not fit the exact integers; nothing was changed: "
            "use a smaller scale or amount"
        )
    return value
