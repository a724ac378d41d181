"""The book of the orders that the strategy's side manages, and of how long ordinary ones are good for.

It is stepped with the strategy: before ``handle_data`` of each bar, and when an order is filled, cancelled or refused.
It knows what the strategy knows and nothing more, so a backtest, paper, shadow and live do the same, and a replay
rebuilds it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.algorithm.order_legs import Desk
from rustybt.exceptions import UnknownOrderError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from rustybt.algorithm.managed_kinds import Managed, ManagedOrder
    from rustybt.assets.assets import Asset
    from rustybt.finance.execution import TimeInForce
    from rustybt.model.bars import Split
    from rustybt.model.orders import Order
    from rustybt.model.ports import TradingPort

__all__ = ["ManagedOrders"]

type Callback = Callable[..., object] | None

_ZERO = Decimal(0)


class ManagedOrders:
    """Every managed order of a run.

    Args:
        port: The core.

    Attributes:
        alive: Whether there is anything to be looked at.
        desk: Where orders are sent.
    """

    def __init__(self, port: TradingPort) -> None:
        self.alive = False
        self.desk = Desk(port)
        self._port = port
        self._all: dict[str, Managed] = {}
        self._open: dict[str, Managed] = {}
        self._good_for: dict[str, TimeInForce] = {}
        self._timed: dict[str, int] = {}
        self._day = 0
        self._splits: dict[int, list[Split]] | None = None

    def next_id(self) -> str:
        """Return the id of the next managed order."""
        return f"m-{len(self._all):06d}"

    def add(self, managed: Managed) -> str:
        """Take in a managed order; its id.

        Args:
            managed: Of the id that `next_id` gave.
        """
        self._wake()
        self._all[managed.id] = self._open[managed.id] = managed
        return managed.id

    def keep(self, order_id: str, good_for: TimeInForce) -> None:
        """Cancel an order in time.

        Args:
            order_id: Of an order that was just placed.
            good_for: How long it is good for.
        """
        if good_for != "gtc":
            self._wake()
            self._good_for[order_id] = good_for
            self._timed[order_id] = self._port.now_ns

    def good_for(self, order_id: str) -> TimeInForce:
        """Return how long an order is good for.

        Args:
            order_id: Of any order.
        """
        return self._good_for.get(order_id, "gtc")

    def get(self, managed_id: str) -> Managed:
        """Return a managed order.

        Args:
            managed_id: As its order function returned it.

        Raises:
            UnknownOrderError: If there never was such a one.
        """
        found = self._all.get(managed_id) if isinstance(managed_id, str) else None
        if found is None:
            raise UnknownOrderError(
                f"managed order {managed_id!r} was never placed in this run: use an id that order_trailing_stop, "
                "order_bracket or order_oco returned"
            )
        return found

    def snapshots(self, asset: Asset | None) -> list[ManagedOrder]:
        """Return the open ones, oldest first.

        Args:
            asset: Of this asset only; None for all.
        """
        self._turn_session()
        wanted = (each for each in self._open.values() if asset is None or each.asset == asset)
        return [each.snapshot() for each in wanted if each.open]

    def cancel(self, managed_id: str) -> None:
        """Cancel what rests of one; one that has ended stays as it is.

        Args:
            managed_id: Its id.

        Raises:
            UnknownOrderError: If there never was such a one.
        """
        managed = self.get(managed_id)
        if managed.open:
            managed.cancelled = True
            for leg in managed.legs:
                self.desk.shrink(leg, _ZERO)
            self._open.pop(managed_id, None)

    def on_bar(self) -> None:
        """Look at a bar, before the strategy does."""
        self._turn_session()
        self._expire()
        now_ns = self._port.now_ns
        closes: dict[Asset, Decimal | None] = {}
        for managed in list(self._open.values()):
            if managed.asset not in closes:
                closes[managed.asset] = self._port.close_now(managed.asset)
            close = closes[managed.asset]
            if close is not None:
                managed.look(close, now_ns)
            self._act(managed)
        self.alive = bool(self._open or self._timed)

    def on_order(self, order: Order, reason: str = "") -> None:
        """Hear of an order that was filled, cancelled or refused; of most, nothing follows.

        Args:
            order: As it stands.
            reason: Why it was refused; empty otherwise.
        """
        known = self.desk.children.get(order.id)
        if known is None:
            return
        self._turn_session()
        owner, leg, child = known
        leg.hear(child, order, reason)
        managed = self._all[owner]
        if not managed.cancelled:
            self._act(managed)

    def around(self, calls: dict[str, Callable[..., object]]) -> dict[str, Callback]:
        """Return a strategy's callbacks with this book stepped first.

        Args:
            calls: The strategy's, by name.
        """
        return {
            "handle_data": self._before(calls.get("handle_data")),
            "on_order_fill": self._at_fill(calls.get("on_order_fill")),
            "on_order_cancel": self._at_cancel(calls.get("on_order_cancel")),
            "on_order_reject": self._at_reject(calls.get("on_order_reject")),
        }

    def _before(self, own: Callback) -> Callback:
        if own is None:
            return self._on_bar_alone

        def handle_data(context: Any, data: Any) -> None:
            if self.alive:
                self.on_bar()
            own(context, data)

        return handle_data

    def _on_bar_alone(self, *_: object) -> None:
        if self.alive:
            self.on_bar()

    def _at_fill(self, own: Callback) -> Callback:
        def on_order_fill(context: Any, order: Order, transaction: Any) -> None:
            self.on_order(order)
            if own is not None:
                own(context, order, transaction)
            elif not self.alive:
                self._port.report_fills(False)  # until there is something to look at: it costs a call a fill

        return on_order_fill

    def _at_cancel(self, own: Callback) -> Callback:
        def on_order_cancel(context: Any, order: Order, reason: str = "") -> None:
            self.on_order(order)
            if own is not None:
                own(context, order, reason or order.reason)

        return on_order_cancel

    def _at_reject(self, own: Callback) -> Callback:
        def on_order_reject(context: Any, order: Order, reason: str) -> None:
            self.on_order(order, reason)
            if own is not None:
                own(context, order, reason)

        return on_order_reject

    def _wake(self) -> None:
        if not self.alive:
            self.alive, self._day = True, self._port.session_day
            self._port.report_fills(True)

    def _act(self, managed: Managed) -> None:
        managed.act(self.desk)
        if managed.open:
            # A late fill may bring one back, such as of an entry that was cancelled on its way.
            self._wake()
            self._open[managed.id] = managed
        else:
            self._open.pop(managed.id, None)

    def _turn_session(self) -> None:
        day = self._port.session_day
        if day == self._day or not self.alive:
            return
        before, self._day = self._day, day
        for managed in self._open.values():
            for split in self._splits_of(managed.asset):
                if before < split.session <= day:
                    managed.split(split, self._port.price_scale)
        today = day_to_date(day)
        for managed in self._open.values():
            closes = managed.asset.auto_close_date
            if today > (managed.asset.end_date if closes is None else min(managed.asset.end_date, closes)):
                for leg in managed.legs:
                    self.desk.shrink(leg, _ZERO)
                    leg.over = leg.over or f"{managed.asset} does not trade any more"

    def _splits_of(self, asset: Asset) -> list[Split]:
        if self._splits is None:
            self._splits = {}
            days = set(self._port.timeline.sessions.tolist())
            for split in sorted(self._port.splits, key=lambda split: split.session):
                if split.session in days:  # the engine applies no others
                    self._splits.setdefault(split.sid, []).append(split)
        return self._splits.get(asset.sid, [])

    def _expire(self) -> None:
        if not self._timed:
            return
        port = self._port
        now_ns, timeline = port.now_ns, port.timeline
        closes_ns = timeline.close_ns[np.searchsorted(timeline.sessions, port.session_day)]
        for order_id, born_ns in list(self._timed.items()):
            if not port.get_order(order_id).open:
                del self._timed[order_id]
            elif born_ns < now_ns and (self._good_for[order_id] != "day" or now_ns >= closes_ns):
                port.cancel_order(order_id)
                del self._timed[order_id]
