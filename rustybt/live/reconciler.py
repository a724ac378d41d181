"""Reconciliation with a broker: it reads the broker's state, compares, and says what is to be done.

It does none of it: the engine journals the report and carries the decisions out. What is compared and how is in
`rustybt.live.comparison`, what is decided in `rustybt.live.remedies`; both are pure.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from rustybt.exceptions import BrokerError, ReconciliationError, RustyBTError
from rustybt.finance.decimal.context import finite, product
from rustybt.live.brokers.base import AccountInfo, BrokerAdapter, BrokerOrder, BrokerPosition
from rustybt.live.brokers.messages import Filled
from rustybt.live.comparison import BrokerState, LocalState, compare
from rustybt.live.fail_closed import FailClosed
from rustybt.live.models import (
    Answer,
    AssetLike,
    AssetRef,
    CashEntry,
    FillSnapshot,
    Known,
    OrderSnapshot,
    PositionSnapshot,
    ReconciliationStrategy,
    Unknown,
)
from rustybt.live.order_comparison import on_its_way
from rustybt.live.reconciliation import Action, ReconciliationReport
from rustybt.live.redaction import Redactor
from rustybt.live.remedies import decide, steady_since

__all__ = ["MOVING", "PositionReconciler", "fill_snapshot", "order_snapshot", "position_snapshot"]

MOVING = "fills arrived during each of"
"""How an answer is unknown that came, and was over before it could be compared: the account is busy, not silent."""

_MOST_READINGS = 3
_MOST_PAGES = 1_000


def position_snapshot(position: BrokerPosition) -> PositionSnapshot:
    """Return a broker's position as reconciliation sees it.

    Args:
        position: As the broker told it.
    """
    paid = product(position.amount, position.cost_basis) if position.cost_basis is not None else Decimal(0)
    return PositionSnapshot(_asset_of(position), position.amount, paid)


def order_snapshot(order: BrokerOrder) -> OrderSnapshot:
    """Return a broker's order as reconciliation sees it.

    Args:
        order: As the broker told it.
    """
    return OrderSnapshot(
        order_id=order.order_id,
        asset=_asset_of(order),
        amount=order.amount,
        status=order.status,
        filled=order.filled,
        limit=order.limit_price,
        stop=order.stop_price,
        broker_order_id=order.broker_order_id,
        reduce_only=order.reduce_only,
    )


def fill_snapshot(fill: Filled) -> FillSnapshot:
    """Return a broker's fill as reconciliation sees it.

    Args:
        fill: As the broker told it.
    """
    return FillSnapshot(
        trade_id=fill.trade_id,
        order_id=fill.order_id,
        asset=_asset_of(fill),
        amount=fill.amount,
        price=fill.price,
        commission=fill.fee,
        time_ns=fill.time_ns,
        broker_order_id=fill.broker_order_id,
        commission_currency=fill.fee_currency,
    )


class PositionReconciler:
    """Compares our state with one broker's.

    Args:
        broker_adapter: The broker, connected.
        reconciliation_strategy: How differences that nothing explains are met; None is `WARN_ONLY` for a paper broker
            and `HALT_AND_ALERT` for any other.
        cash_tolerance_pct: Part of the broker's cash (0.01 is one per cent) up to which an unexplained difference
            is MINOR.
        timeout_seconds: How long one question may take.
        clock: Gives the time, UTC nanoseconds.
        redactor: Takes secrets out of what the adapter raises.
    """

    def __init__(
        self,
        broker_adapter: BrokerAdapter,
        reconciliation_strategy: ReconciliationStrategy | None = None,
        cash_tolerance_pct: float | str | Decimal = 0,
        *,
        timeout_seconds: float = 10,
        clock: Callable[[], int] = time.time_ns,
        redactor: Redactor | None = None,
    ) -> None:
        if reconciliation_strategy is None:
            paper = broker_adapter.environment == "paper"
            reconciliation_strategy = (
                ReconciliationStrategy.WARN_ONLY if paper else ReconciliationStrategy.HALT_AND_ALERT
            )
        self._broker = broker_adapter
        self._timeout = timeout_seconds
        self._clock = clock
        self._redactor = Redactor() if redactor is None else redactor
        self._last: ReconciliationReport | None = None
        self._steady: ReconciliationReport | None = None
        self.set_strategy(reconciliation_strategy)
        self.set_cash_tolerance(cash_tolerance_pct)

    @property
    def strategy(self) -> ReconciliationStrategy:
        """How differences that nothing explains are met."""
        return self._strategy

    @property
    def last_report(self) -> ReconciliationReport | None:
        """The latest report, or None."""
        return self._last

    def set_strategy(self, strategy: ReconciliationStrategy) -> None:
        """Choose how differences that nothing explains are met, from the next time on.

        Args:
            strategy: How.

        Raises:
            ReconciliationError: If it is none.
        """
        if not isinstance(strategy, ReconciliationStrategy):
            names = ", ".join(each.name for each in ReconciliationStrategy)
            raise ReconciliationError(f"{strategy!r} is no ReconciliationStrategy: use one of {names}")
        self._strategy = strategy

    def set_cash_tolerance(self, cash_tolerance_pct: float | str | Decimal) -> None:
        """Choose the tolerance of cash, from the next time on.

        Args:
            cash_tolerance_pct: Part of the broker's cash; 0.01 is one per cent.

        Raises:
            ReconciliationError: If it is below 0, or 1 or more.
        """
        tolerance = finite(cash_tolerance_pct, "cash_tolerance_pct")
        if not 0 <= tolerance < 1:
            raise ReconciliationError(f"cash_tolerance_pct is {tolerance}: use a part from 0 to below 1")
        self._tolerance = tolerance

    async def reconcile_all(
        self,
        local_positions: Iterable[PositionSnapshot],
        local_cash: Decimal,
        local_orders: Iterable[OrderSnapshot],
        *,
        local_fills: Iterable[FillSnapshot] | None = None,
        fills_since: str = "",
        fills_from_ns: int = 0,
        local_entries: Iterable[CashEntry] = (),
        broker_entries: Answer[tuple[CashEntry, ...]] | None = None,
        in_flight: Collection[str] | None = None,
        orders_now: Callable[[], Iterable[OrderSnapshot]] | None = None,
        currency: str = "",
        resolve: Callable[[Action], Action] = lambda action: action,
    ) -> ReconciliationReport:
        """Read the broker's state, compare ours with it, and decide.

        Args:
            local_positions: Ours.
            local_cash: Ours, in the account's currency.
            local_orders: Ours: those that may be open, and those that ended of late.
            local_fills: Fills that were applied since ``fills_from_ns``; None leaves fills out.
            fills_since: The broker's cursor where its fills are read from; "" is the beginning.
            fills_from_ns: Time of that cursor, UTC nanoseconds.
            local_entries: Lines of the venue's cash ledger that were booked.
            broker_entries: Those of the venue, where it has any.
            in_flight: Ids of the orders that something is under way for; None takes those of ``local_orders``
                that nobody knows to be at the venue.
            orders_now: Gives our orders once more, after the broker was read: those that changed meanwhile are not
                compared this time.
            currency: The account's.
            resolve: Given each action, returns it as our books can carry it out, or a halt that says why they cannot.

        Returns:
            The report, with what is to be done in ``actions_taken``; a question without an answer is in ``unknown``.
        """
        orders = tuple(local_orders)
        local = LocalState(
            positions=tuple(local_positions),
            cash=finite(local_cash, "local_cash"),
            orders=orders,
            fills=None if local_fills is None else tuple(local_fills),
            entries=tuple(local_entries),
            currency=currency,
        )
        entries: Answer[tuple[CashEntry, ...]] = Known(()) if broker_entries is None else broker_entries
        broker = await self._read(fills_since if local.fills is not None else None, fills_from_ns, entries)
        if orders_now is not None:
            local, broker = _without_changed(local, broker, tuple(orders_now()))
        if in_flight is None:
            in_flight = [each.order_id for each in orders if on_its_way(each)]
        report = compare(local, broker, time_ns=self._clock(), cash_tolerance_pct=self._tolerance)
        decided = decide(report, self._strategy, in_flight=in_flight, previous=self._steady)
        self._steady = steady_since(report, in_flight, self._steady)
        self._last = report.with_actions(tuple(resolve(action) for action in decided))
        return self._last

    async def _read(
        self, since: str | None, from_ns: int, entries: Answer[tuple[CashEntry, ...]]
    ) -> BrokerState:
        # Positions and cash belong together only if no fill happened between them: fills are read before and after.
        before = await self._fills(since)
        for _ in range(_MOST_READINGS):
            async with asyncio.TaskGroup() as asked:
                positions = asked.create_task(self._ask(self._broker.get_positions))
                account = asked.create_task(self._ask(self._broker.get_account_info))
                orders = asked.create_task(self._ask(self._broker.get_open_orders))
            after = await self._fills(since)
            if before == after:
                return BrokerState(
                    positions=_each(positions.result(), position_snapshot),
                    cash=_cash(account.result()),
                    orders=_each(orders.result(), order_snapshot),
                    fills=_each(after, fill_snapshot),
                    entries=entries,
                    fills_from_ns=from_ns,
                )
            before = after
        moving = Unknown(f"{MOVING} {_MOST_READINGS} readings")
        return BrokerState(
            positions=moving,
            cash=moving,
            orders=moving,
            fills=_each(before, fill_snapshot),
            entries=entries,
            fills_from_ns=from_ns,
        )

    async def _fills(self, since: str | None) -> Answer[tuple[Filled, ...]]:
        if since is None:
            return Unknown("not asked")
        found: list[Filled] = []
        for _ in range(_MOST_PAGES):
            page = await self._ask(partial(self._broker.get_fills, since))
            if isinstance(page, Unknown):
                return page
            found += page.value.fills
            if page.value.complete:
                return Known(tuple(found))
            since = page.value.cursor
        return Unknown(f"fills did not end within {_MOST_PAGES} pages")

    async def _ask[T](self, question: Callable[[], Awaitable[T]]) -> Answer[T]:
        # What an adapter falls over is no answer either.
        with FailClosed() as guard:
            async with asyncio.timeout(self._timeout):
                return Known(await question())
        if isinstance(guard.error, RustyBTError) and not isinstance(guard.error, BrokerError):
            raise guard.error
        late = isinstance(guard.error, TimeoutError)
        return Unknown(
            f"no answer within {self._timeout} s" if late else self._redactor.redact_said(guard.told)
        )


def _without_changed(
    local: LocalState, broker: BrokerState, now: tuple[OrderSnapshot, ...]
) -> tuple[LocalState, BrokerState]:
    changed = set(local.orders) ^ set(now)
    ids = {each.order_id for each in changed}
    venue_ids = {each.broker_order_id for each in changed if each.broker_order_id}
    local = replace(local, orders=tuple(each for each in local.orders if each.order_id not in ids))
    if isinstance(broker.orders, Unknown):
        return local, broker
    kept = tuple(
        each
        for each in broker.orders.value
        if each.order_id not in ids and each.broker_order_id not in venue_ids
    )
    return local, replace(broker, orders=Known(kept))


def _asset_of(told: BrokerPosition | BrokerOrder | Filled) -> AssetLike:
    return AssetRef(None, told.symbol) if told.asset is None else told.asset


def _each[A, B](answer: Answer[tuple[A, ...]], make: Callable[[A], B]) -> Answer[tuple[B, ...]]:
    return answer if isinstance(answer, Unknown) else Known(tuple(make(each) for each in answer.value))


def _cash(answer: Answer[AccountInfo]) -> Answer[Decimal]:
    return answer if isinstance(answer, Unknown) else Known(answer.value.cash)
