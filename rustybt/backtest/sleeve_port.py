"""The port of one strategy of a portfolio: the venue of all of them, and its own share of the account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import OrderError, UnknownOrderError
from rustybt.finance.decimal.context import finite, product, total

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.backtest.sleeves import Sleeve, SleeveBook
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.bars import Split
    from rustybt.model.orders import Order
    from rustybt.model.ports import Amount, PositionRow, Timeline

__all__ = ["SleevePort"]

_ROUND = Context(prec=1000, rounding=ROUND_HALF_EVEN)
_HARDLY_A_UNIT = Decimal("1e-20")
_HARDLY_MONEY = Decimal("1e-28")


class SleevePort:
    """As :class:`rustybt.model.ports.TradingPort`: orders go to the venue, and all else is of the sleeve.

    Percentages are of the sleeve's value and targets count its own positions; both become an amount of money or units
    that the venue rounds as it does for a strategy alone.

    Args:
        venue: Of the account.
        book: Of the sleeves.
        sleeve: Of this strategy.

    Attributes:
        slippage: Models that the strategy set: for which assets, and which.
        commission: The same.
        cancel_at_session_end: What the strategy set; None for nothing.
        touched: Assets that it has decided on in this bar.
        begun: Whether the run has.
    """

    def __init__(self, venue: SimulatedVenue, book: SleeveBook, sleeve: Sleeve) -> None:
        self._venue, self._book, self._sleeve = venue, book, sleeve
        self._unit = Decimal(1).scaleb(-book.money_places)
        self.slippage: list[tuple[Sequence[Asset] | None, object]] = []
        self.commission: list[tuple[Sequence[Asset] | None, object]] = []
        self.cancel_at_session_end: bool | None = None
        self.touched: set[Asset] = set()
        self.begun = False
        self.around: Callable[[Callable[[Any, Any], object]], Callable[[Any, Any], object]] = lambda each: (
            each
        )

    @property
    def timeline(self) -> Timeline:
        """The bars and sessions of the run."""
        return self._venue.timeline

    @property
    def now_ns(self) -> int:
        """The simulation time, UTC nanoseconds."""
        return self._venue.now_ns

    @property
    def session_day(self) -> int:
        """The current session, days since 1970-01-01."""
        return self._venue.session_day

    @property
    def splits(self) -> Sequence[Split]:
        """The splits of the run."""
        return self._venue.splits

    @property
    def price_scale(self) -> int:
        """Decimal places of prices."""
        return self._venue.price_scale

    def close_now(self, asset: Asset) -> Decimal | None:
        """Return the close of the current bar, exactly; None if the asset did not trade in it."""
        return self._venue.close_now(asset)

    def report_fills(self, report: bool) -> None:  # noqa: FBT001 - as the port
        """Every fill is reported: the sleeves follow them."""

    def order(
        self, asset: Asset, amount: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order a signed quantity."""
        return self._placed(asset, self._venue.order(asset, amount, limit, stop))

    def order_value(
        self, asset: Asset, value: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order for a signed sum of money at the last price."""
        return self._placed(asset, self._venue.order_value(asset, value, limit, stop))

    def order_percent(
        self, asset: Asset, percent: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order for a signed fraction of the sleeve's value."""
        money = self._part(asset, percent)
        rounded_away = not money and bool(self._number(asset, percent))
        return self.order_value(asset, _HARDLY_MONEY if rounded_away else money, limit, stop)

    def order_target(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position of a signed quantity in the sleeve."""
        lacking = total(self._number(asset, target), self.amount(asset).copy_negate())
        # The venue refuses what cannot be traded, also when nothing is lacking.
        return self.order(asset, lacking or _HARDLY_A_UNIT, limit, stop)

    def order_target_value(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position worth a signed sum of money in the sleeve."""
        return self._to_value(asset, self._number(asset, target), limit, stop)

    def order_target_percent(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position worth a signed fraction of the sleeve's value."""
        return self._to_value(asset, self._part(asset, target), limit, stop)

    def cancel_order(self, order_id: str) -> None:
        """Cancel an open order of the sleeve."""
        self._own(order_id)
        self._venue.cancel_order(order_id)

    def get_order(self, order_id: str) -> Order:
        """Return a snapshot of an order of the sleeve."""
        self._own(order_id)
        return self._venue.get_order(order_id)

    def open_orders(self, asset: Asset | None = None) -> list[Order]:
        """Return snapshots of the sleeve's open orders, oldest first."""
        return [order for order in self._venue.open_orders(asset) if order.id in self._sleeve.orders]

    def set_slippage(self, assets: Sequence[Asset] | None, model: object) -> None:
        """Note a model; the account has one for an asset, so that all strategies must agree."""
        if self.begun:
            self._venue.set_slippage(assets, model)  # refused there
        self.slippage.append((assets, model))

    def set_commission(self, assets: Sequence[Asset] | None, model: object) -> None:
        """Note a model; the account has one for an asset, so that all strategies must agree."""
        if self.begun:
            self._venue.set_commission(assets, model)  # refused there
        self.commission.append((assets, model))

    def set_cancel_policy(self, cancel_at_session_end: bool) -> None:  # noqa: FBT001 - as the port
        """Note the policy; the account has one, so that all strategies must agree."""
        self.cancel_at_session_end = cancel_at_session_end

    def schedule(self, function: Callable[[Any, Any], object], steps: NDArray[Any]) -> None:
        """Call a function of this strategy after ``handle_data`` at these bars."""
        self._venue.schedule(self.around(function), steps)

    def record(self, **values: object) -> None:
        """Keep values for the result, under the strategy's name."""
        self._venue.record(**{f"{self._sleeve.name}.{name}": value for name, value in values.items()})

    def cash(self) -> Decimal:
        """Cash of the sleeve."""
        return self._sleeve.ledger.cash

    def portfolio_value(self) -> Decimal:
        """Cash and positions of the sleeve at their last prices."""
        return self._sleeve.value

    def positions_value(self) -> Decimal:
        """Positions of the sleeve at their last prices; shorts count negative."""
        return self._sleeve.ledger.positions_value

    def account(self) -> Mapping[str, Decimal]:
        """Return the sleeve's sums, by name; its capital is what it began with."""
        sums = self._sleeve.ledger.sums
        names = (
            "long_value",
            "short_value",
            "long_exposure",
            "short_exposure",
            "realised",
            "fees",
            "dividends",
        )
        own = {"capital_base": self._sleeve.start, "flows": self._sleeve.paid_in}
        return {name: sums[name] for name in names} | own

    def amount(self, asset: Asset) -> Decimal:
        """Signed quantity that the sleeve holds of an asset; 0 when there is none."""
        return self._sleeve.amount(asset)

    def held_assets(self) -> list[Asset]:
        """The assets with an open position in the sleeve, in the order they were opened."""
        return self._sleeve.ledger.held_assets

    def holds(self, asset: Asset) -> bool:
        """Whether the sleeve has an open position of an asset."""
        return bool(self.amount(asset))

    def position(self, asset: Asset) -> PositionRow | None:
        """The sleeve's open position of one asset, or None."""
        found = self._sleeve.ledger.find_position(asset)
        if found is None:
            return None
        return (found.asset, found.amount, found.last_sale_price, found.cost, found.fees)

    def positions(self) -> list[PositionRow]:
        """Every open position of the sleeve, in the order they were opened."""
        rows = (self.position(asset) for asset in self.held_assets())
        return [row for row in rows if row is not None]

    def _placed(self, asset: Asset, order_id: str | None) -> str | None:
        self.touched.add(asset)
        if order_id is not None:
            self._book.own(self._sleeve, order_id)
        return order_id

    def _to_value(
        self, asset: Asset, value: Decimal, limit: Amount | None, stop: Amount | None
    ) -> str | None:
        held = self._sleeve.ledger.find_position(asset)
        if held is None:
            return self._sized(asset, value, limit, stop)
        close = self._venue.close_now(asset)
        price = held.last_sale_price if close is None else close
        worth = product(held.amount, price, asset.price_multiplier)
        rounded = value.quantize(self._unit, context=_ROUND)
        return self._sized(asset, total(rounded, worth.copy_negate()), limit, stop)

    def _sized(self, asset: Asset, money: Decimal, limit: Amount | None, stop: Amount | None) -> str | None:
        return self.order_value(asset, money or _HARDLY_MONEY, limit, stop)

    def _part(self, asset: Asset, percent: Amount) -> Decimal:
        return product(self._number(asset, percent), self._sleeve.value).quantize(self._unit, context=_ROUND)

    def _number(self, asset: Asset, value: Amount) -> Decimal:
        try:
            return finite(value, f"an amount of {asset}")
        except ValueError as error:
            raise OrderError(
                f"cannot order {value!r} of {asset}: use a finite int, Decimal, str or float"
            ) from error

    def _own(self, order_id: str) -> None:
        if order_id not in self._sleeve.orders:
            raise UnknownOrderError(
                f"order {order_id!r} is none of {self._sleeve.name!r}: use an id that its order functions returned"
            )
