"""Ordering: by quantity, by value and by share of the portfolio, relative or as a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from rustybt.exceptions import OrderContextError, OrderError
from rustybt.finance.execution import prices_of, time_in_force_of
from rustybt.model.orders import Order

if TYPE_CHECKING:
    from rustybt.algorithm.managed_orders import ManagedOrders
    from rustybt.assets.assets import Asset
    from rustybt.finance.execution import ExecutionStyle, TimeInForce
    from rustybt.model.ports import Amount, TradingPort

__all__ = ["NOT_RUNNING", "OrderMethods"]


class _NotRunning:
    """Stands where the core will be: every use says that no run is on."""

    def __getattr__(self, name: str) -> NoReturn:
        raise OrderContextError(
            f"{name} needs a run: call it from initialize, handle_data or a scheduled function under run_algorithm"
        )


NOT_RUNNING: Any = _NotRunning()
"""In place of the core until there is one: every use says so."""


class OrderMethods:
    """The order functions of a strategy."""

    _port: TradingPort = NOT_RUNNING
    _managed: ManagedOrders = NOT_RUNNING

    def order(
        self,
        asset: Asset,
        amount: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
        time_in_force: TimeInForce | None = None,
    ) -> str | None:
        """Order a signed quantity.

        Args:
            asset: What to trade.
            amount: Shares or coins; negative to sell. Cut toward zero to whole lots.
            limit_price: Worst price that is accepted.
            stop_price: Price that must be touched first.
            style: An order style, instead of the two prices.
            time_in_force: ``"gtc"`` (the default), ``"day"``, ``"ioc"`` or ``"fok"``; a style may say it too. A
                day order is cancelled at the end of the session of the first bar that it may meet, the other two
                once they have met their first bar: bars cannot promise "all or nothing", so what a ``fok`` order
                has filled by then stays.

        Returns:
            The order's id; None when the amount rounds to 0.

        Raises:
            OrderError: If the amount is 0, NaN or infinite, a price is not above 0, or the time in force is none.
            CannotOrderDelistedAssetError: If the asset does not trade on this session.
            OrderContextError: If ordering is not allowed here.
        """
        if style is None and time_in_force is None:
            return self._port.order(asset, amount, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        good_for = time_in_force_of(time_in_force, style)
        return self._timed(self._port.order(asset, amount, limit_price, stop_price), good_for)

    def order_value(
        self,
        asset: Asset,
        value: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
    ) -> str | None:
        """Order for a signed sum of money at the last price; else as :meth:`order`.

        Args:
            asset: What to trade.
            value: Money, in the asset's currency.
            limit_price: As in :meth:`order`.
            stop_price: As in :meth:`order`.
            style: As in :meth:`order`.

        Returns:
            The order's id; None when the amount rounds to 0.

        Raises:
            OrderError: As in :meth:`order`; CannotOrderDelistedAssetError also when there is no price yet.
        """
        if style is None:
            return self._port.order_value(asset, value, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        placed = self._port.order_value(asset, value, limit_price, stop_price)
        return self._timed(placed, style.time_in_force)

    def order_percent(
        self,
        asset: Asset,
        percent: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
    ) -> str | None:
        """Order for a signed fraction of the portfolio's value; else as :meth:`order_value`.

        Args:
            asset: What to trade.
            percent: Fraction; 0.5 is half of the portfolio.
            limit_price: As in :meth:`order`.
            stop_price: As in :meth:`order`.
            style: As in :meth:`order`.

        Returns:
            The order's id; None when the amount rounds to 0.

        Raises:
            OrderError: As in :meth:`order_value`.
        """
        if style is None:
            return self._port.order_percent(asset, percent, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        placed = self._port.order_percent(asset, percent, limit_price, stop_price)
        return self._timed(placed, style.time_in_force)

    def order_target(
        self,
        asset: Asset,
        target: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
    ) -> str | None:
        """Order the difference to a position of a signed quantity; open orders are not counted, as in zipline.

        Args:
            asset: What to trade.
            target: Shares or coins to hold.
            limit_price: As in :meth:`order`.
            stop_price: As in :meth:`order`.
            style: As in :meth:`order`.

        Returns:
            The order's id; None when the target is already held.

        Raises:
            OrderError: As in :meth:`order`.
        """
        if style is None:
            return self._port.order_target(asset, target, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        placed = self._port.order_target(asset, target, limit_price, stop_price)
        return self._timed(placed, style.time_in_force)

    def order_target_value(
        self,
        asset: Asset,
        target: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
    ) -> str | None:
        """Order the difference to a position worth a signed sum of money; else as :meth:`order_target`.

        Args:
            asset: What to trade.
            target: Money, in the asset's currency.
            limit_price: As in :meth:`order`.
            stop_price: As in :meth:`order`.
            style: As in :meth:`order`.

        Returns:
            The order's id; None when the target is already held.

        Raises:
            OrderError: As in :meth:`order_value`.
        """
        if style is None:
            return self._port.order_target_value(asset, target, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        placed = self._port.order_target_value(asset, target, limit_price, stop_price)
        return self._timed(placed, style.time_in_force)

    def order_target_percent(
        self,
        asset: Asset,
        target: Amount,
        limit_price: Amount | None = None,
        stop_price: Amount | None = None,
        style: ExecutionStyle | None = None,
    ) -> str | None:
        """Order the difference to a position worth a signed fraction of the portfolio; else as :meth:`order_target`.

        Args:
            asset: What to trade.
            target: Fraction; 0.5 is half of the portfolio.
            limit_price: As in :meth:`order`.
            stop_price: As in :meth:`order`.
            style: As in :meth:`order`.

        Returns:
            The order's id; None when the target is already held.

        Raises:
            OrderError: As in :meth:`order_value`.
        """
        if style is None:
            return self._port.order_target_percent(asset, target, limit_price, stop_price)
        limit_price, stop_price = prices_of(limit_price, stop_price, style)
        placed = self._port.order_target_percent(asset, target, limit_price, stop_price)
        return self._timed(placed, style.time_in_force)

    def _timed(self, order_id: str | None, good_for: TimeInForce) -> str | None:
        if order_id is not None:
            self._managed.keep(order_id, good_for)
        return order_id

    def cancel_order(self, order: str | Order) -> None:
        """Cancel an open order; one that is closed stays as it is.

        Args:
            order: Its id, or a snapshot.

        Raises:
            OrderError: If it is neither, such as the None of an order function that had nothing to do.
            UnknownOrderError: If there never was such an order.
        """
        order_id = order.id if isinstance(order, Order) else order
        if not isinstance(order_id, str):
            raise OrderError(f"cannot cancel {order_id!r}: hand in an order's id, or a snapshot of it")
        self._port.cancel_order(order_id)

    def get_order(self, order_id: str) -> Order:
        """Return a snapshot of an order.

        Args:
            order_id: As returned by an order function.

        Raises:
            UnknownOrderError: If there never was such an order.
        """
        return self._port.get_order(order_id)

    def get_open_orders(self, asset: Asset | None = None) -> Any:
        """Return the open orders, oldest first.

        Args:
            asset: Of this asset only.

        Returns:
            A list of orders of one asset; without one a dict of such lists by asset.
        """
        orders = self._port.open_orders(asset)
        if asset is not None:
            return orders
        by_asset: dict[Asset, list[Order]] = {}
        for order in orders:
            by_asset.setdefault(order.asset, []).append(order)
        return by_asset
