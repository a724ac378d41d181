"""zipline-style functions for the strategy that is running: ``from rustybt.api import order, symbol, ...``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.context import running_algorithm
from rustybt.algorithm.schedule import DateRule, TimeRule, calendars, date_rules, time_rules
from rustybt.finance.cancel_policy import CancelPolicy, EODCancel, NeverCancel
from rustybt.finance.execution import LimitOrder, MarketOrder, StopLimitOrder, StopOrder

if TYPE_CHECKING:
    from rustybt.algorithm.managed_kinds import ManagedOrder
    from rustybt.assets.assets import Asset
    from rustybt.finance.decimal.commission import CommissionModel
    from rustybt.finance.decimal.slippage import SlippageModel
    from rustybt.finance.execution import ExecutionStyle, TimeInForce
    from rustybt.model.orders import Order
    from rustybt.model.ports import Amount

__all__ = [
    "EODCancel",
    "LimitOrder",
    "MarketOrder",
    "NeverCancel",
    "StopLimitOrder",
    "StopOrder",
    "calendars",
    "cancel_managed",
    "cancel_order",
    "date_rules",
    "future_symbol",
    "get_datetime",
    "get_environment",
    "get_managed_order",
    "get_managed_orders",
    "get_open_orders",
    "get_order",
    "order",
    "order_bracket",
    "order_oco",
    "order_percent",
    "order_target",
    "order_target_percent",
    "order_target_value",
    "order_trailing_stop",
    "order_value",
    "record",
    "schedule_function",
    "set_benchmark",
    "set_cancel_policy",
    "set_commission",
    "set_slippage",
    "set_symbol_lookup_date",
    "sid",
    "symbol",
    "symbols",
    "time_rules",
]


def order(
    asset: Asset,
    amount: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
    time_in_force: TimeInForce | None = None,
) -> str | None:
    """Order a signed quantity.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order`.
    """
    return running_algorithm().order(asset, amount, limit_price, stop_price, style, time_in_force)


def order_value(
    asset: Asset,
    value: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
) -> str | None:
    """Order for a signed sum of money at the last price; else as :func:`order`.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_value`.
    """
    return running_algorithm().order_value(asset, value, limit_price, stop_price, style)


def order_percent(
    asset: Asset,
    percent: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
) -> str | None:
    """Order for a signed fraction of the portfolio's value; else as :func:`order_value`.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_percent`.
    """
    return running_algorithm().order_percent(asset, percent, limit_price, stop_price, style)


def order_target(
    asset: Asset,
    target: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
) -> str | None:
    """Order the difference to a position of a signed quantity; open orders are not counted, as in zipline.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_target`.
    """
    return running_algorithm().order_target(asset, target, limit_price, stop_price, style)


def order_target_value(
    asset: Asset,
    target: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
) -> str | None:
    """Order the difference to a position worth a signed sum of money; else as :func:`order_target`.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_target_value`.
    """
    return running_algorithm().order_target_value(asset, target, limit_price, stop_price, style)


def order_target_percent(
    asset: Asset,
    target: Amount,
    limit_price: Amount | None = None,
    stop_price: Amount | None = None,
    style: ExecutionStyle | None = None,
) -> str | None:
    """Order the difference to a position worth a signed fraction of the portfolio; else as :func:`order_target`.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_target_percent`.
    """
    return running_algorithm().order_target_percent(asset, target, limit_price, stop_price, style)


def order_trailing_stop(
    asset: Asset,
    amount: Amount,
    *,
    trail_amount: Amount | None = None,
    trail_percent: Amount | None = None,
    reduce_only: bool = False,
) -> str | None:
    """Trade at market once the price has come back from its best since now by a distance.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_trailing_stop`.
    """
    return running_algorithm().order_trailing_stop(
        asset, amount, trail_amount=trail_amount, trail_percent=trail_percent, reduce_only=reduce_only
    )


def order_bracket(
    asset: Asset,
    amount: Amount,
    *,
    limit_price: Amount | None = None,
    take_profit: Amount,
    stop_loss: Amount,
) -> str | None:
    """Order an entry with two exits: as it fills, a limit and a stop order for exactly what was filled.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_bracket`.
    """
    return running_algorithm().order_bracket(
        asset, amount, limit_price=limit_price, take_profit=take_profit, stop_loss=stop_loss
    )


def order_oco(
    asset: Asset, first: tuple[Amount, ExecutionStyle], second: tuple[Amount, ExecutionStyle]
) -> str | None:
    """Order two things of which one cancels the other: a part that fills takes the same part of the other.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.order_oco`.
    """
    return running_algorithm().order_oco(asset, first, second)


def cancel_managed(managed: str | ManagedOrder) -> None:
    """Cancel a managed order and what is open of its orders; one that has ended stays as it is.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.cancel_managed`.
    """
    running_algorithm().cancel_managed(managed)


def get_managed_order(managed_id: str) -> ManagedOrder:
    """Return a snapshot of a managed order, of one that has ended too.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_managed_order`.
    """
    return running_algorithm().get_managed_order(managed_id)


def get_managed_orders(asset: Asset | None = None) -> list[ManagedOrder]:
    """Return the open managed orders, oldest first.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_managed_orders`.
    """
    return running_algorithm().get_managed_orders(asset)


def cancel_order(order: str | Order) -> None:
    """Cancel an open order; one that is closed stays as it is.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.cancel_order`.
    """
    running_algorithm().cancel_order(order)


def get_order(order_id: str) -> Order:
    """Return a snapshot of an order.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_order`.
    """
    return running_algorithm().get_order(order_id)


def get_open_orders(asset: Asset | None = None) -> Any:
    """Return the open orders, oldest first.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_open_orders`.
    """
    return running_algorithm().get_open_orders(asset)


def record(*names_and_values: object, **values: object) -> None:
    """Keep values for the result, one a session: the last one counts.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.record`.
    """
    running_algorithm().record(*names_and_values, **values)


def symbol(symbol: str, country_code: str | None = None) -> Asset:
    """Return the asset that owns a symbol at the look-up date: the end of the run unless set otherwise.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.symbol`.
    """
    return running_algorithm().symbol(symbol, country_code)


def symbols(*symbols: str, country_code: str | None = None) -> list[Asset]:
    """Return the assets that own several symbols; else as :func:`symbol`.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.symbols`.
    """
    return running_algorithm().symbols(*symbols, country_code=country_code)


def sid(sid: int) -> Asset:
    """Return the asset with a sid.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.sid`.
    """
    return running_algorithm().sid(sid)


def future_symbol(symbol: str) -> Asset:
    """Return the futures contract with a symbol.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.future_symbol`.
    """
    return running_algorithm().future_symbol(symbol)


def set_symbol_lookup_date(day: date | str) -> None:
    """Look symbols up as of a date.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.set_symbol_lookup_date`.
    """
    running_algorithm().set_symbol_lookup_date(day)


def schedule_function(
    func: Callable[..., object],
    date_rule: DateRule | None = None,
    time_rule: TimeRule | None = None,
    half_days: bool = True,
    calendar: str | None = None,
) -> None:
    """Call a function after ``handle_data`` at chosen bars.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.schedule_function`.
    """
    running_algorithm().schedule_function(func, date_rule, time_rule, half_days, calendar)


def set_commission(
    us_equities: CommissionModel | None = None, us_futures: CommissionModel | None = None
) -> None:
    """Set the commission models; in ``initialize`` only.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.set_commission`.
    """
    running_algorithm().set_commission(us_equities, us_futures)


def set_slippage(us_equities: SlippageModel | None = None, us_futures: SlippageModel | None = None) -> None:
    """Set the slippage models; in ``initialize`` only.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.set_slippage`.
    """
    running_algorithm().set_slippage(us_equities, us_futures)


def set_cancel_policy(policy: CancelPolicy) -> None:
    """Say when open orders are cancelled without being asked.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.set_cancel_policy`.
    """
    running_algorithm().set_cancel_policy(policy)


def set_benchmark(benchmark: Asset) -> None:
    """Compare the result with holding an asset of the bundle.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.set_benchmark`.
    """
    running_algorithm().set_benchmark(benchmark)


def get_datetime(tz: tzinfo | None = None) -> datetime:
    """Return the simulation time.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_datetime`.
    """
    return running_algorithm().get_datetime(tz)


def get_environment(field: str = "platform") -> Any:
    """Return what a strategy may know of its run.

    Arguments, result and errors are those of :meth:`rustybt.TradingAlgorithm.get_environment`.
    """
    return running_algorithm().get_environment(field)
