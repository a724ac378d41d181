"""The account as a strategy reads it: live views over the core that steps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.assets.assets import Asset
from rustybt.finance.decimal.context import NAN, divide, total
from rustybt.finance.decimal.position import DecimalPosition
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from rustybt.model.ports import TradingPort

__all__ = ["Account", "Portfolio", "Position", "Positions"]

_ZERO = Decimal(0)
_UNLIMITED = Decimal("Infinity")


class Position:
    """What is held of an asset, as of now: each attribute is read from the account when it is asked for.

    Args:
        port: The core that owns the account.
        asset: What is held.

    Attributes:
        asset: What is held.
    """

    __slots__ = ("_port", "asset")

    def __init__(self, port: TradingPort, asset: Asset) -> None:
        self._port = port
        self.asset = asset

    @property
    def amount(self) -> Decimal:
        """Signed quantity; 0 when nothing is held."""
        return self._port.amount(self.asset)

    @property
    def last_sale_price(self) -> Decimal:
        """Last known price; 0 when nothing is held."""
        return self.snapshot().last_sale_price

    @property
    def cost_basis(self) -> Decimal:
        """Average cost of one unit with its fees, as zipline shows it; 28 digits, 0 when nothing is held."""
        return self.snapshot().cost_basis

    @property
    def average_price(self) -> Decimal:
        """Average price paid for one unit, without fees; 28 digits, 0 when nothing is held."""
        return self.snapshot().average_price

    @property
    def cost(self) -> Decimal:
        """Exact cost of the open quantity, without fees; negative when short."""
        return self.snapshot().cost

    @property
    def market_value(self) -> Decimal:
        """What it is worth at the last price; negative when short."""
        return self.snapshot().market_value

    @property
    def unrealised(self) -> Decimal:
        """Market value less cost, before fees."""
        return self.snapshot().unrealised

    @property
    def sid(self) -> Asset:
        """The asset, under zipline's old name."""
        return self.asset

    def snapshot(self) -> DecimalPosition:
        """Return the position as it is now, frozen."""
        row = self._port.position(self.asset)
        return DecimalPosition(self.asset) if row is None else DecimalPosition(*row)

    def __repr__(self) -> str:
        now = self.snapshot()
        return (
            f"Position({now.asset}, amount={now.amount}, cost_basis={now.cost_basis}, "
            f"last_sale_price={now.last_sale_price})"
        )


class Positions(Mapping["Asset", Position]):
    """Open positions by asset; an asset that is not held gives an empty position, as in zipline.

    Args:
        port: The core that owns the account.
    """

    __slots__ = ("_port",)

    def __init__(self, port: TradingPort) -> None:
        self._port = port

    def __getitem__(self, asset: Asset) -> Position:
        return Position(self._port, asset)

    def __iter__(self) -> Iterator[Asset]:
        return iter(self._port.held_assets())

    def __len__(self) -> int:
        return len(self._port.held_assets())

    def __contains__(self, asset: object) -> bool:
        return isinstance(asset, Asset) and self._port.holds(asset)

    def __repr__(self) -> str:
        return f"Positions({list(self.values())})"


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

    capital_used = cash_flow

    @property
    def start_date(self) -> date:
        """First session of the run."""
        timeline = self._port.timeline
        return day_to_date(int(timeline.sessions[timeline.step_session[timeline.first_step]]))

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
        """Cash; without a broker all of it is free."""
        return self._port.cash()

    available_funds = excess_liquidity = regt_equity = settled_cash

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
    def total_positions_exposure(self) -> Decimal:
        """Long plus short exposure; short counts negative."""
        sums = self._port.account()
        return total(sums["long_exposure"], sums["short_exposure"])

    @property
    def gross_exposure(self) -> Decimal:
        """Long plus short exposure, both counted positive."""
        sums = self._port.account()
        return total(sums["long_exposure"], sums["short_exposure"].copy_negate())

    @property
    def cushion(self) -> Decimal:
        """Cash over the portfolio's value; 28 digits."""
        return self._over_value(self._port.cash())

    @property
    def accrued_interest(self) -> Decimal:
        """Always 0: a backtest knows no interest on cash."""
        return _ZERO

    initial_margin_requirement = maintenance_margin_requirement = accrued_interest

    @property
    def buying_power(self) -> Decimal:
        """Always infinite: a backtest, as zipline's, limits no order by its margin."""
        return _UNLIMITED

    regt_margin = day_trades_remaining = buying_power

    @property
    def leverage(self) -> Decimal:
        """Long plus short exposure, both counted positive, over the portfolio's value; 28 digits."""
        return self._over_value(self.gross_exposure)

    @property
    def net_leverage(self) -> Decimal:
        """Long less short exposure over the portfolio's value; 28 digits."""
        return self._over_value(self.total_positions_exposure)

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
