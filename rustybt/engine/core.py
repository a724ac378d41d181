"""The core as one function: an event in, its effects out; a backtest walks the same steps natively."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError
from rustybt.model.effects import Effect, OrderCancelled, OrderFilled, OrderPlaced, OrderRejected
from rustybt.model.events import (
    AccountAdjusted,
    BarArrived,
    BarClosed,
    BrokerMessage,
    Event,
    FillReported,
    JobDue,
    OrderEnded,
    SessionClosed,
    SessionOpened,
)
from rustybt.model.orders import OrderStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.orders import Order
    from rustybt.model.ports import Hooks

__all__ = ["TradingCore"]

_ENDS: dict[OrderStatus, type[OrderCancelled] | type[OrderRejected]] = {
    OrderStatus.CANCELLED: OrderCancelled,
    OrderStatus.REJECTED: OrderRejected,
}


class TradingCore:
    """A strategy and the account it trades, stepped event by event.

    The same events give the same effects: there is no clock, no chance and no I/O in it.

    Args:
        venue: The account and its bars.
        hooks: What is called of the strategy.
        reported: Whether a venue elsewhere fills the orders and reports it, as in paper and live; otherwise they
            meet the bars here.
        functions: Gives a function of the strategy's by its name, for those that an engine schedules.
    """

    def __init__(
        self,
        venue: SimulatedVenue,
        hooks: Hooks,
        *,
        reported: bool = False,
        functions: Callable[[str], Callable[..., object]] | None = None,
    ) -> None:
        self._functions = functions
        self._venue = venue
        self._hooks = hooks
        self._reported = reported

    def step(self, event: Event) -> tuple[Effect, ...]:
        """Take one event to its end.

        Args:
            event: The next one.

        Returns:
            What it did, in the order it happened: fills, new orders, cancels and refusals.

        Raises:
            ConfigurationError: If a bar arrives or a fill is reported to a core that fills its orders itself, or a
                function is due that it does not know.
            StrategyError: If the strategy raised.
            RustyBTError: Our own errors, with a note of the bar.
        """
        venue = self._venue
        orders, fills = venue.order_count, venue.fill_count
        before = {order.id: order.status for order in venue.open_orders()}
        if isinstance(event, BarArrived | FillReported | OrderEnded):
            self._report(event)
        elif isinstance(event, AccountAdjusted):
            self._adjust(event)
        elif isinstance(event, JobDue | BrokerMessage):
            self._call(event)
        else:
            self._market(event)
        placed = [venue.order_at(row) for row in range(orders, venue.order_count)]
        ended = [order for order in [*map(venue.get_order, sorted(before)), *placed] if order.status in _ENDS]
        return (
            *(OrderFilled(venue.fill_at(row)) for row in range(fills, venue.fill_count)),
            *(OrderPlaced(order) for order in placed),
            *(_ENDS[order.status](order) for order in ended),
        )

    def _call(self, event: JobDue | BrokerMessage) -> None:
        venue, context = self._venue, self._hooks.context
        if isinstance(event, BrokerMessage):
            if (hook := self._hooks.on_broker_message) is not None:
                venue.call_strategy("on_broker_message", hook, context, event)
            return
        if self._functions is None:
            raise ConfigurationError(
                f"{event}: this core knows no functions of a schedule; make it with functions="
            )
        venue.call_strategy(event.name, self._functions(event.name), context, venue.bar_data)

    def _market(self, event: SessionOpened | BarClosed | SessionClosed) -> None:
        venue, hooks = self._venue, self._hooks
        match event:
            case SessionOpened(session, step):
                venue.step_session_open(hooks, venue.bar_data, session, step)
            case BarClosed(step, touched) if self._reported:
                venue.touch_orders(touched)
                venue.step_decide(hooks, venue.bar_data, step)
            case BarClosed(step):
                venue.step_bar(hooks, venue.bar_data, step)
            case SessionClosed(session):
                venue.bar_data.close_day(session)
                venue.step_session_close(hooks, venue.bar_data, session)

    def _adjust(self, event: AccountAdjusted) -> None:
        if event.sid is None or event.price is None:
            self._venue.adjust_cash(event.amount)
        else:
            asset = next(each for each in self._venue.panel.assets if each.sid == event.sid)
            self._venue.adjust_position(asset, event.amount, event.price)

    def _report(self, event: BarArrived | FillReported | OrderEnded) -> None:
        if not self._reported and not isinstance(event, OrderEnded):
            raise ConfigurationError(
                f"{event}: this core fills its orders itself; make it with reported=True"
            )
        venue, hooks = self._venue, self._hooks
        match event:
            case BarArrived(step, rows):
                venue.bar_data.put(step, rows)
                venue.step_arrive(step)
            case FillReported(order_id, _, amount, price, commission):
                venue.step_fill(hooks, venue.bar_data, order_id, amount, price, commission)
            case OrderEnded(order_id, reason, refused):
                venue.step_end(_telling(hooks, order_id, reason), venue.bar_data, order_id, reason, refused)


def _telling(hooks: Hooks, order_id: str, reason: str) -> Hooks:
    # The native order knows who cancelled it; what the venue said is in the event alone.
    own = hooks.on_order_cancel
    if own is None or not reason:
        return hooks

    def on_order_cancel(context: Any, order: Order) -> object:
        return own(context, order, reason) if order.id == order_id else own(context, order)

    return replace(hooks, on_order_cancel=on_order_cancel)
