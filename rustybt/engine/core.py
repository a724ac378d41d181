"""The core as one function: an event in, its effects out; a backtest walks the same steps natively."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustybt.model.effects import Effect, OrderCancelled, OrderFilled, OrderPlaced
from rustybt.model.events import BarClosed, Event, SessionClosed, SessionOpened
from rustybt.model.orders import OrderStatus

if TYPE_CHECKING:
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.ports import Hooks

__all__ = ["TradingCore"]


class TradingCore:
    """A strategy and the account it trades, stepped event by event.

    The same events give the same effects: there is no clock, no chance and no I/O in it.

    Args:
        venue: The account and its bars.
        hooks: What is called of the strategy.
    """

    def __init__(self, venue: SimulatedVenue, hooks: Hooks) -> None:
        self._venue = venue
        self._hooks = hooks

    def step(self, event: Event) -> tuple[Effect, ...]:
        """Take one event to its end.

        Args:
            event: The next one.

        Returns:
            What it did, in the order it happened: fills, new orders, cancels.

        Raises:
            StrategyError: If the strategy raised.
            RustyBTError: Our own errors, with a note of the bar.
        """
        venue = self._venue
        orders, fills = venue.order_count, venue.fill_count
        open_before = {order.id for order in venue.open_orders()}
        match event:
            case SessionOpened(session, step):
                venue.step_session_open(self._hooks, venue.bar_data, session, step)
            case BarClosed(step):
                venue.step_bar(self._hooks, venue.bar_data, step)
            case SessionClosed(session):
                venue.step_session_close(self._hooks, venue.bar_data, session)
        placed = [venue.order_at(row) for row in range(orders, venue.order_count)]
        known = [venue.get_order(order_id) for order_id in sorted(open_before)] + placed
        return (
            *(OrderFilled(venue.fill_at(row)) for row in range(fills, venue.fill_count)),
            *(OrderPlaced(order) for order in placed),
            *(OrderCancelled(order) for order in known if order.status is OrderStatus.CANCELLED),
        )
