"""Ordering what the strategy's side manages: trailing stops, brackets, two orders of which one cancels the other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.managed_kinds import Bracket, ManagedOrder, Oco, TrailingStop
from rustybt.algorithm.order_legs import Leg, Pair, in_lots
from rustybt.algorithm.sizing import OrderMethods
from rustybt.exceptions import ConfigurationError, OrderError
from rustybt.finance.decimal.context import finite
from rustybt.finance.execution import ExecutionStyle

if TYPE_CHECKING:
    from rustybt.algorithm.order_legs import LegKind
    from rustybt.assets.assets import Asset
    from rustybt.finance.execution import TimeInForce
    from rustybt.model.ports import Amount

__all__ = ["ManagedOrderMethods"]


class ManagedOrderMethods(OrderMethods):
    """The managed orders of a strategy, beside the ordinary ones."""

    def order_trailing_stop(
        self,
        asset: Asset,
        amount: Amount,
        *,
        trail_amount: Amount | None = None,
        trail_percent: Amount | None = None,
        reduce_only: bool = False,
    ) -> str | None:
        """Trade at market once the price has come back from its best since now by a distance.

        The best close is the highest one for a sale, the lowest for a purchase, this bar's included. Each later bar's
        close is held against it, exactly; the order that follows meets the next bar.

        Args:
            asset: What to trade.
            amount: Signed quantity; for a position, ``-context.portfolio.positions[asset].amount``. Cut toward zero
                to whole lots.
            trail_amount: Distance in the price's currency; or
            trail_percent: as a fraction of the best close: 0.05 is five percent.
            reduce_only: Send no more than reduces the position that is held then, and nothing if there is none.

        Returns:
            Its id, for `cancel_managed`; None when the amount rounds to 0.

        Raises:
            OrderError: If the amount is 0 or no number, or not exactly one distance is given that can work.
            CannotOrderDelistedAssetError: If the asset does not trade on this session.
            OrderContextError: If ordering is not allowed here.
        """
        where = f"order_trailing_stop of {asset}"
        self._may_order(asset)
        quantity = _quantity(amount, asset, where)
        best = self._port.close_now(asset)
        trail, relative = _trail(trail_amount, trail_percent, where)
        if best is not None and not relative and quantity < 0 and trail >= best:
            raise OrderError(
                f"{where}: trail_amount {trail} is not below the price {best}, it could never be touched"
            )
        if not quantity:
            return None
        return self._managed.add(
            TrailingStop(
                id=self._managed.next_id(),
                exit=Leg(asset, "market"),
                amount=quantity,
                trail=trail,
                relative=relative,
                reduce_only=reduce_only,
                born_ns=self._port.now_ns,
                best=best,
            )
        )

    def order_bracket(
        self,
        asset: Asset,
        amount: Amount,
        *,
        limit_price: Amount | None = None,
        take_profit: Amount,
        stop_loss: Amount,
    ) -> str | None:
        """Order an entry with two exits: as it fills, a limit and a stop order for exactly what was filled.

        One exit's fill takes from the other; once an exit begins, what is open of the entry is cancelled. An entry
        that is cancelled keeps the exits of what was filled.

        Args:
            asset: What to trade.
            amount: Signed quantity of the entry. Cut toward zero to whole lots.
            limit_price: Worst price of the entry; None for a market order.
            take_profit: Limit price of one exit.
            stop_loss: Stop price of the other.

        Returns:
            Its id, for `cancel_managed`; None when the amount rounds to 0.

        Raises:
            OrderError: If the amount is 0, a number is none, or an exit is on the wrong side of the entry.
            CannotOrderDelistedAssetError: If the asset does not trade on this session.
            OrderContextError: If ordering is not allowed here.
        """
        where = f"order_bracket of {asset}"
        self._may_order(asset)
        quantity = _quantity(amount, asset, where)
        profit, loss = (
            _price(take_profit, "take_profit", where),
            _price(stop_loss, "stop_loss", where),
        )
        limit = None if limit_price is None else _price(limit_price, "limit_price", where)
        entered_at = self._port.close_now(asset) if limit is None else limit
        _check_sides(amount, entered_at, profit, loss, where)
        if not quantity:
            return None
        entry = Leg(asset, "market" if limit is None else "limit", limit, quantity)
        exits = Pair(Leg(asset, "limit", profit), Leg(asset, "stop", loss))
        bracket = Bracket(self._managed.next_id(), entry, exits)
        self._managed.desk.place(bracket.id, entry, quantity)
        return self._managed.add(bracket)

    def order_oco(
        self, asset: Asset, first: tuple[Amount, ExecutionStyle], second: tuple[Amount, ExecutionStyle]
    ) -> str | None:
        """Order two things of which one cancels the other: a part that fills takes the same part of the other.

        Args:
            asset: What to trade.
            first: Signed quantity, and a ``LimitOrder`` or ``StopOrder``.
            second: The same; no price may touch both.

        Returns:
            Its id, for `cancel_managed`; None when an amount rounds to 0.

        Raises:
            OrderError: If an amount is 0, a style is another one, or one price would touch both.
            CannotOrderDelistedAssetError: If the asset does not trade on this session.
            OrderContextError: If ordering is not allowed here.
        """
        where = f"order_oco of {asset}"
        self._may_order(asset)
        pair = Pair(_leg(asset, first, "first", where), _leg(asset, second, "second", where))
        _check_apart(pair, where)
        if not pair.first.amount or not pair.second.amount:
            return None
        oco, desk = Oco(self._managed.next_id(), pair, pair.first.amount), self._managed.desk
        one, other = pair.legs
        desk.place(oco.id, one, one.amount)
        try:
            desk.place(oco.id, other, other.amount)
        except OrderError:
            desk.shrink(one, Decimal(0))
            raise
        return self._managed.add(oco)

    def cancel_managed(self, managed: str | ManagedOrder) -> None:
        """Cancel a managed order and what is open of its orders; one that has ended stays as it is.

        What was filled stays filled: a bracket's position has no exits any more.

        Args:
            managed: Its id, or a snapshot.

        Raises:
            UnknownOrderError: If there never was such a one.
        """
        self._managed.cancel(managed.id if isinstance(managed, ManagedOrder) else managed)

    def get_managed_order(self, managed_id: str) -> ManagedOrder:
        """Return a snapshot of a managed order, of one that has ended too.

        Args:
            managed_id: As its order function returned it.

        Raises:
            UnknownOrderError: If there never was such a one.
        """
        return self._managed.get(managed_id).snapshot()

    def get_managed_orders(self, asset: Asset | None = None) -> list[ManagedOrder]:
        """Return the open managed orders, oldest first.

        Args:
            asset: Of this asset only.
        """
        return self._managed.snapshots(asset)

    def time_in_force_of(self, order_id: str) -> TimeInForce:
        """Return how long an order was said to be good for: what a broker that can do it is told.

        Args:
            order_id: As an order function returned it.
        """
        return self._managed.good_for(order_id)

    def _may_order(self, asset: Asset) -> None:
        # A target that is held already orders nothing, but is refused wherever an order would be.
        self._port.order_target(asset, self._port.amount(asset))


def _number(value: Any, what: str, where: str) -> Decimal:
    try:
        return finite(value, what)
    except ConfigurationError as error:
        raise OrderError(f"{where}: {error}") from None


def _price(value: Any, what: str, where: str) -> Decimal:
    price = _number(value, what, where)
    if price <= 0:
        raise OrderError(f"{where}: {what} is {value!r}: use a price above 0")
    return price


def _quantity(amount: Any, asset: Asset, where: str) -> Decimal:
    number = _number(amount, "amount", where)
    if not number:
        raise OrderError(f"{where}: amount is {amount!r}: use another than 0")
    return in_lots(number, asset.lot_size)


def _trail(amount: Any, percent: Any, where: str) -> tuple[Decimal, bool]:
    if (amount is None) == (percent is None):
        raise OrderError(
            f"{where}: trail_amount={amount!r}, trail_percent={percent!r}: give exactly one of the two"
        )
    if percent is None:
        return _price(amount, "trail_amount", where), False
    share = _number(percent, "trail_percent", where)
    if not 0 < share < 1:
        raise OrderError(
            f"{where}: trail_percent is {percent!r}: use a fraction between 0 and 1, 0.05 for five percent"
        )
    return share, True


def _check_sides(amount: Any, entry: Decimal | None, profit: Decimal, loss: Decimal, where: str) -> None:
    buys = finite(amount, "amount") > 0
    low, high = (loss, profit) if buys else (profit, loss)
    names = ("stop_loss", "take_profit") if buys else ("take_profit", "stop_loss")
    if not (low < high if entry is None else low < entry < high):
        between = "" if entry is None else f" the entry at {entry} and"
        side = "purchase" if buys else "sale"
        raise OrderError(
            f"{where}: of a {side} {names[0]} ({low}) must be below{between} {names[1]} ({high})"
        )


def _leg(asset: Asset, given: Any, which: str, where: str) -> Leg:
    pair = given if isinstance(given, tuple) and len(given) == 2 else (None, None)
    amount, style = pair
    if not isinstance(style, ExecutionStyle):
        raise OrderError(f"{where}: {which} is {given!r}: use an amount and a style, (-10, LimitOrder(110))")
    if (style.limit_price is None) == (style.stop_price is None):
        raise OrderError(
            f"{where}: {which} is {style!r}: use a LimitOrder or a StopOrder; a market order waits for nothing, a "
            "stop-limit order rests on both sides"
        )
    if style.time_in_force != "gtc":
        raise OrderError(f"{where}: {which} is good for {style.time_in_force!r}: only 'gtc' can be managed")
    kind: LegKind = "stop" if style.limit_price is None else "limit"
    price = style.stop_price if style.limit_price is None else style.limit_price
    return Leg(asset, kind, _price(price, f"the price of {which}", where), _quantity(amount, asset, where))


def _check_apart(pair: Pair, where: str) -> None:
    # A purchase at a stop and a sale at a limit wait for a rise, the other two for a fall; 0 rounds to no side.
    first, second = ((leg.kind == "stop") == (leg.amount > 0) for leg in (pair.first, pair.second))
    upper, lower = (pair.first.price, pair.second.price) if first else (pair.second.price, pair.first.price)
    if first == second or upper is None or lower is None or lower >= upper:
        raise OrderError(
            f"{where}: one price would touch the {pair.first.kind} at {pair.first.price} and the "
            f"{pair.second.kind} at {pair.second.price}: one must wait above the price, the other below it"
        )
