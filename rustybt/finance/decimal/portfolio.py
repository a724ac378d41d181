"""The account as a strategy reads it: live views over the core that steps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.assets.assets import Asset
from rustybt.finance.decimal.context import NAN, divide, total
from rustybt.finance.decimal.position import DecimalPosition

if TYPE_CHECKING:
    from rustybt.model.ports import TradingPort

__all__ = ["Account", "Portfolio", "Positions"]


class Positions(Mapping["Asset", DecimalPosition]):
    """Open positions by asset; an asset that is not held gives an empty position, as in zipline.

    Args:
        port: The core that owns the account.
    """

    __slots__ = ("_port",)

    def __init__(self, port: TradingPort) -> None:
        self._port = port

    def __getitem__(self, asset: Asset) -> DecimalPosition:
        row = self._port.position(asset)
        return DecimalPosition(asset) if row is None else DecimalPosition(*row)

    def __iter__(self) -> Iterator[Asset]:
        return iter(self._port.held_assets())

    def __len__(self) -> int:
        return len(self._port.held_assets())

    def __contains__(self, asset: object) -> bool:
        return isinstance(asset, Asset) and self._port.holds(asset)

    def __repr__(self) -> str:
        return f"Positions({[DecimalPosition(*row) for row in self._port.positions()]})"


class Portfolio:
    """The account's value and positions, as of now.

    Args:
        port: The core that owns the account.
    """

    __slots__ = ("_port", "positions")

    def __init__(self, port: TradingPort) -> None:
        self._port = port
        self.positions = Positions(port)

    @property
    def cash(self) -> Decimal:
        """Cash, in the account's currency."""
        return self._port.cash()

    @property
    def portfolio_value(self) -> Decimal:
        """Cash and positions at their last prices."""
        return self._port.portfolio_value()

    @property
    def positions_value(self) -> Decimal:
        """Positions at their last prices; shorts count negative."""
        return self._port.positions_value()

    @property
    def positions_exposure(self) -> Decimal:
        """Exposure of the positions; for stocks and coins their value."""
        sums = self._port.account()
        return total(sums["long_exposure"], sums["short_exposure"])

    @property
    def starting_cash(self) -> Decimal:
        """Cash at the start of the run."""
        return self._port.account()["capital_base"]

    @property
    def cash_flow(self) -> Decimal:
        """Change of cash by trading, fees and dividends since the start."""
        return self._less_paid_in(self._port.cash())

    @property
    def pnl(self) -> Decimal:
        """Profit since the start, deposits and withdrawals left out."""
        return self._less_paid_in(self._port.portfolio_value())

    @property
    def returns(self) -> Decimal:
        """Profit since the start over the cash at the start; 28 digits."""
        return divide(self.pnl, self._port.account()["capital_base"])

    @property
    def current_portfolio_weights(self) -> dict[Asset, Decimal]:
        """Value of each position over the portfolio's value; 28 digits."""
        value = self._port.portfolio_value()
        held = (DecimalPosition(*row) for row in self._port.positions())
        return {position.asset: divide(position.market_value, value) for position in held}

    def _less_paid_in(self, money: Decimal) -> Decimal:
        sums = self._port.account()
        return total(money, sums["capital_base"].copy_negate(), sums["flows"].copy_negate())

    def __repr__(self) -> str:
        return f"Portfolio(portfolio_value={self.portfolio_value}, cash={self.cash})"


class Account:
    """The account's exposure and leverage, as of now.

    Args:
        port: The core that owns the account.
    """

    __slots__ = ("_port",)

    def __init__(self, port: TradingPort) -> None:
        self._port = port

    @property
    def settled_cash(self) -> Decimal:
        """Cash."""
        return self._port.cash()

    @property
    def equity_with_loan(self) -> Decimal:
        """The portfolio's value."""
        return self._port.portfolio_value()

    net_liquidation = equity_with_loan

    @property
    def total_positions_value(self) -> Decimal:
        """Positions at their last prices."""
        return self._port.positions_value()

    @property
    def leverage(self) -> Decimal:
        """Long plus short exposure, both counted positive, over the portfolio's value; 28 digits."""
        sums = self._port.account()
        return self._over_value(total(sums["long_exposure"], sums["short_exposure"].copy_negate()))

    @property
    def net_leverage(self) -> Decimal:
        """Long less short exposure over the portfolio's value; 28 digits."""
        sums = self._port.account()
        return self._over_value(total(sums["long_exposure"], sums["short_exposure"]))

    @property
    def fees(self) -> Decimal:
        """Fees since the start."""
        return self._port.account()["fees"]

    @property
    def realised(self) -> Decimal:
        """Profit realised since the start, before fees."""
        return self._port.account()["realised"]

    def _over_value(self, exposure: Decimal) -> Decimal:
        value = self._port.portfolio_value()
        return divide(exposure, value) if value else NAN

    def __repr__(self) -> str:
        return f"Account(net_liquidation={self.net_liquidation}, leverage={self.leverage})"
