"""Paper trading: the simulated venue of a backtest, behind the port of a broker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rustybt.engine.core import TradingCore
from rustybt.engine.simulated_venue import SimulatedVenue
from rustybt.exceptions import BrokerConnectionError, ConfigurationError, LiquidityExceeded, OrderError
from rustybt.finance.decimal.commission import CommissionModel
from rustybt.finance.decimal.context import finite
from rustybt.finance.decimal.slippage import FixedBasisPointsSlippage, SlippageModel
from rustybt.live.brokers.base import (
    AccountIdentity,
    AccountInfo,
    BrokerAdapter,
    BrokerCapabilities,
    BrokerOrder,
    BrokerOrderStatus,
    BrokerPosition,
    FillPage,
)
from rustybt.live.brokers.messages import (
    Accepted,
    BrokerReport,
    CancelAnswer,
    Cancelled,
    CancelRequested,
    Filled,
    OrderIntent,
    OrderType,
    Refused,
    SubmitAnswer,
)
from rustybt.live.strategy_core import charge
from rustybt.model.effects import Effect, OrderCancelled
from rustybt.model.events import BarArrived, MarketEvent
from rustybt.model.orders import OrderStatus
from rustybt.model.ports import Hooks
from rustybt.model.time import datetime_to_ns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from rustybt.live.strategy_core import Cost
    from rustybt.model.bars import BarPanel
    from rustybt.model.orders import Order

__all__ = ["PaperBroker", "PaperMarket", "VolumeLimitedSlippage"]

type Number = int | str | Decimal | float

_CAPABILITIES = BrokerCapabilities(
    order_types=frozenset({"market", "limit", "stop", "stop_limit"}),
    times_in_force=frozenset({"gtc"}),
    order_id_rule="unique_for_ever",
    reduce_only=False,
    receive_window_ns=0,
)
_STATUS: dict[OrderStatus, BrokerOrderStatus] = {
    OrderStatus.FILLED: "filled",
    OrderStatus.CANCELLED: "cancelled",
    OrderStatus.REJECTED: "rejected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMarket:
    """The bars that paper orders meet, and the costs a strategy asked for.

    Attributes:
        panel: The bars; those before ``start`` are history.
        start: First session.
        calendar_sessions: int32[C], the calendar's sessions around the run.
        costs: The strategy's models, in the order they were set, each with its assets (None: all).
    """

    panel: BarPanel
    start: date
    calendar_sessions: NDArray[np.int32]
    costs: Sequence[Cost]


def _model[M](given: M | None, kind: type[M], name: str, example: str) -> M | None:
    # A commission handed in as slippage would be charged, and the slippage be the default: neither is what was meant.
    if given is None or isinstance(given, kind):
        return given
    raise ConfigurationError(f"{name} is {given!r}, which is no {kind.__name__}: give one, such as {example}")


class VolumeLimitedSlippage(SlippageModel):
    """A slippage model that takes no more than a share of a bar's volume.

    Args:
        model: Decides price and amount.
        volume_limit: Share of a bar's volume, above 0 and at most 1.
    """

    def __init__(self, model: SlippageModel, volume_limit: Number) -> None:
        self.model, self.volume_limit = model, finite(volume_limit, "volume_limit_pct")
        if not 0 < self.volume_limit <= 1:
            raise ConfigurationError(f"volume_limit_pct is {volume_limit!r}: use a share above 0, at most 1")

    def process_order(self, data: Any, order: Order) -> tuple[Decimal | None, Decimal | None]:
        """Fill as the model says, up to what is left of the share."""
        self.model.volume_for_bar = self.volume_for_bar
        price, amount = self.model.process_order(data, order)
        if price is None or amount is None:
            return None, None
        lot = order.asset.lot_size
        left = (
            self.volume_limit * Decimal(data.current(order.asset, "volume")) // lot * lot
            - self.volume_for_bar
        )
        if left <= 0:
            raise LiquidityExceeded(f"no volume of {order.asset} is left in this bar")
        return price, min(abs(amount), left) * order.direction


class PaperBroker(BrokerAdapter):
    """An account that trades nothing but paper: orders meet the same bars, by the same rules, as in a backtest.

    Args:
        starting_cash: Cash at the start, above 0.
        commission_model: Fees; the strategy's by default.
        slippage_model: Prices and amounts of fills; the strategy's by default.
        order_latency_ms: How long an order is on its way, in milliseconds of market time.
        latency_jitter_pct: Share by which that varies both ways, evenly; it follows from the order's id.
        volume_limit_pct: Share of a bar's volume that may be taken, on top of the model's own limit; None for that
            alone.

    Raises:
        ConfigurationError: If an argument cannot work.
    """

    name = "paper"
    environment = "paper"

    def __init__(
        self,
        starting_cash: Number = "100000",
        *,
        commission_model: CommissionModel | None = None,
        slippage_model: SlippageModel | None = None,
        order_latency_ms: int = 100,
        latency_jitter_pct: Number = "0.20",
        volume_limit_pct: Number | None = None,
    ) -> None:
        self.starting_cash = finite(starting_cash, "starting_cash")
        if self.starting_cash <= 0:
            raise ConfigurationError(f"starting_cash is {starting_cash!r}: use an amount above 0")
        if type(order_latency_ms) is not int or order_latency_ms < 0:
            raise ConfigurationError(
                f"order_latency_ms is {order_latency_ms!r}: use whole milliseconds from 0 on"
            )
        self._jitter = finite(latency_jitter_pct, "latency_jitter_pct")
        if not 0 <= self._jitter <= 1:
            raise ConfigurationError(f"latency_jitter_pct is {latency_jitter_pct!r}: use a share from 0 to 1")
        self._latency_ns = order_latency_ms * 1_000_000
        self._commission = _model(
            commission_model, CommissionModel, "commission_model", "PerShareCommission('0.005')"
        )
        self._slippage = _model(
            slippage_model, SlippageModel, "slippage_model", "FixedBasisPointsSlippage(5)"
        )
        self._limit = volume_limit_pct
        if volume_limit_pct is not None:
            VolumeLimitedSlippage(FixedBasisPointsSlippage(), volume_limit_pct)
        self._venue: SimulatedVenue | None = None
        self._met: int | None = None
        self._connected = False
        self._ours: dict[str, str] = {}
        self._theirs: dict[str, str] = {}
        self._intents: dict[str, OrderIntent] = {}
        self._told: list[BrokerReport] = []
        self._reports: asyncio.Queue[BrokerReport | None] | None = None

    def __repr__(self) -> str:
        return f"PaperBroker(starting_cash={str(self.starting_cash)!r})"

    def settings(self) -> dict[str, Any]:
        """Return what makes the same broker anew, by argument; numbers as text, models as they are."""
        return {
            "starting_cash": str(self.starting_cash),
            "commission_model": self._commission,
            "slippage_model": self._slippage,
            "order_latency_ms": self._latency_ns // 1_000_000,
            "latency_jitter_pct": str(self._jitter),
            "volume_limit_pct": None if self._limit is None else str(self._limit),
        }

    def open_market(self, market: PaperMarket) -> None:
        """Open the account on the bars of a session; called by the engine, before `connect`.

        Args:
            market: The bars, and the strategy's costs.
        """
        venue = SimulatedVenue(
            market.panel,
            start=market.start,
            capital_base=self.starting_cash,
            calendar_sessions=market.calendar_sessions,
        )
        charge(venue, self.costs_of(market.costs))
        self._venue, self._met = venue, None
        self._ours, self._theirs, self._intents = {}, {}, {}

    def costs_of(self, asked: Sequence[Cost]) -> list[Cost]:
        """Return what it charges a strategy: the models in the order they are set, its own last.

        Args:
            asked: The strategy's models, each with its assets (None: all).
        """
        own: list[Cost] = [(None, model) for model in (self._commission, self._slippage) if model is not None]
        return [(assets, self._limited(model)) for assets, model in (*asked, *own)]

    def _limited(self, model: CommissionModel | SlippageModel) -> CommissionModel | SlippageModel:
        if self._limit is None or not isinstance(model, SlippageModel):
            return model
        return VolumeLimitedSlippage(model, self._limit)

    def on_market_event(self, event: MarketEvent) -> Iterable[BrokerReport]:
        """Let the open orders meet what happened in the market.

        Args:
            event: A session's opening or end, or a bar.

        Returns:
            Fills and cancels, in their order; those of a bar as `meet` gives them.
        """
        if isinstance(event, BarArrived):
            self._account.bar_data.put(event.step, event.rows)
            self._account.step_arrive(event.step)
            self._met = event.step
            return self.meet()
        before = self._account.fill_count
        effects = TradingCore(self._account, Hooks(context=None)).step(event)
        reports = self._since(before, effects)
        self._tell(reports)
        return reports

    def meet(self) -> Iterator[BrokerReport]:
        """Let the open orders meet the last bar, one after the other: a fill is made when it is asked for.

        What is cancelled between two fills is gone when its turn comes, as in a backtest, whose strategy hears of
        each fill before the next. The bar is over when there is no more.
        """
        venue, hooks = self._account, Hooks(context=None)
        while self._met is not None:
            row = venue.step_match(hooks, venue.bar_data)
            if row is None:
                venue.step_decide(hooks, venue.bar_data, self._met)
                self._met = None
            elif (fill := self._filled(row)) is not None:
                self._tell([fill])
                yield fill

    def touched(self) -> tuple[str, ...]:
        """Return our ids of the orders that the last bar touched and did not fill."""
        return tuple(self._ours[order] for order in self._account.touched_orders())

    def take_reports(self) -> tuple[BrokerReport, ...]:
        """Return what was reported since, outside of a market event: cancels that were asked for."""
        told, self._told = tuple(self._told), []
        return told

    def _since(self, before: int, effects: Sequence[Effect]) -> tuple[BrokerReport, ...]:
        fills = (self._filled(row) for row in range(before, self._account.fill_count))
        ends = (self._cancelled(effect.order) for effect in effects if isinstance(effect, OrderCancelled))
        return (*(fill for fill in fills if fill is not None), *ends)

    @property
    def capabilities(self) -> BrokerCapabilities:
        """What it can do."""
        return _CAPABILITIES

    @property
    def is_connected(self) -> bool:
        """Whether it is connected."""
        return self._connected

    async def connect(self) -> AccountIdentity:
        """Connect; as in :class:`BrokerAdapter`."""
        now = self._account.now_ns
        self._connected = True
        return AccountIdentity(
            broker=self.name, account_id="PAPER", environment="paper", currency="USD", time_ns=now
        )

    async def disconnect(self) -> None:
        """Disconnect; orders stay."""
        self._connected = False
        if self._reports is not None:
            self._reports.put_nowait(None)

    async def submit_order(self, intent: OrderIntent) -> SubmitAnswer:
        """Take an order; as in :class:`BrokerAdapter`."""
        venue = self._online()
        now = venue.now_ns
        if intent.order_id in self._intents:
            return Refused(
                order_id=intent.order_id, code="duplicate_id", evidence="the id was used before", time_ns=now
            )
        if intent.time_in_force not in _CAPABILITIES.times_in_force or intent.reduce_only:
            return Refused(
                order_id=intent.order_id,
                code="unsupported",
                evidence=f"paper takes gtc orders that may open a position, not {intent.time_in_force}",
                time_ns=now,
            )
        if intent.asset not in venue.panel.assets:
            return Refused(
                order_id=intent.order_id, code="unknown_asset", evidence=f"{intent.asset}", time_ns=now
            )
        try:
            theirs = self._take(intent)
        except OrderError as error:
            return Refused(order_id=intent.order_id, code="invalid", evidence=str(error), time_ns=now)
        return Accepted(order_id=intent.order_id, broker_order_id=theirs, time_ns=now)

    def restore_order(self, intent: OrderIntent) -> None:
        """Take an order that was sent in an earlier process, at the moment in the market at which it was.

        Args:
            intent: As it was sent; one that the account refuses is left out, as it was then.
        """
        with suppress(OrderError):
            self._take(intent)

    def restore_cancel(self, order_id: str) -> None:
        """Cancel an order whose cancel was sent in an earlier process.

        Args:
            order_id: Our id.
        """
        theirs = self._theirs.get(order_id)
        if theirs is not None:
            self._account.cancel_order(theirs)

    def _take(self, intent: OrderIntent) -> str:
        venue = self._account
        theirs = venue.order(intent.asset, intent.amount, intent.limit_price, intent.stop_price)
        if theirs is None:
            raise OrderError(f"order {intent.order_id}: {intent.amount} of {intent.asset} is less than a lot")
        venue.delay_order(theirs, venue.now_ns + self._latency_of(intent.order_id))
        self._ours[theirs], self._theirs[intent.order_id] = intent.order_id, theirs
        self._intents[intent.order_id] = intent
        return theirs

    async def cancel_order(self, order_id: str) -> CancelAnswer:
        """Cancel an order at once; as in :class:`BrokerAdapter`."""
        venue = self._online()
        theirs, now = self._theirs.get(order_id), venue.now_ns
        if theirs is None:
            return Refused(order_id=order_id, code="not_found", evidence="no such order", time_ns=now)
        if not venue.get_order(theirs).open:
            return Refused(
                order_id=order_id, code="already_done", evidence="the order has ended", time_ns=now
            )
        venue.cancel_order(theirs)
        report = self._cancelled(venue.get_order(theirs))
        self._told.append(report)
        self._tell([report])
        return CancelRequested(order_id=order_id, time_ns=now)

    async def get_order(self, order_id: str) -> BrokerOrder | None:
        """Return an order by our id, or None."""
        venue = self._online()
        theirs = self._theirs.get(order_id)
        return None if theirs is None else self._seen(venue.get_order(theirs))

    async def get_open_orders(self) -> tuple[BrokerOrder, ...]:
        """Return the open orders, oldest first."""
        return tuple(self._seen(order) for order in self._online().open_orders())

    async def get_positions(self) -> tuple[BrokerPosition, ...]:
        """Return the open positions."""
        return tuple(
            BrokerPosition(
                asset=asset,
                symbol=asset.symbol,
                amount=amount,
                market_value=amount * price * asset.price_multiplier,
            )
            for asset, amount, price, _, _ in self._online().positions()
        )

    async def get_account_info(self) -> AccountInfo:
        """Return cash and values."""
        venue = self._online()
        cash = venue.cash()
        return AccountInfo(
            currency="USD",
            cash=cash,
            portfolio_value=venue.portfolio_value(),
            buying_power=cash,
            time_ns=venue.now_ns,
        )

    async def get_fills(self, since: str = "") -> FillPage:
        """Return the fills after a cursor."""
        venue = self._online()
        rows = range(int(since or 0), venue.fill_count)
        fills = tuple(fill for row in rows if (fill := self._filled(row)) is not None)
        return FillPage(fills=fills, cursor=str(venue.fill_count), complete=True)

    async def get_time_ns(self) -> int:
        """Return the market time."""
        return self._online().now_ns

    async def reports(self) -> AsyncIterator[BrokerReport]:
        """Yield what the account reports from now on, until `disconnect`."""
        self._reports = asyncio.Queue()
        while (report := await self._reports.get()) is not None:
            yield report

    def _tell(self, reports: Sequence[BrokerReport]) -> None:
        if self._reports is not None:
            for report in reports:
                self._reports.put_nowait(report)

    @property
    def _account(self) -> SimulatedVenue:
        if self._venue is None:
            raise BrokerConnectionError(
                "the paper broker has no market yet: the engine opens it at its start"
            )
        return self._venue

    def _online(self) -> SimulatedVenue:
        if not self._connected:
            raise BrokerConnectionError("the paper broker is not connected: connect() first")
        return self._account

    def _latency_of(self, order_id: str) -> int:
        drawn = int.from_bytes(sha256(order_id.encode()).digest()[:8], "big")
        share = (Decimal(drawn) / 2**63 - 1) * self._jitter
        return int(self._latency_ns * (1 + share))

    def _filled(self, row: int) -> Filled | None:
        fill = self._account.fill_at(row)
        if fill.order_id is None:
            return None  # an auto-close: like a split it is booked by both sides, from the same calendar
        return Filled(
            trade_id=f"paper-{row:09d}",
            order_id=self._ours[fill.order_id],
            broker_order_id=fill.order_id,
            asset=fill.asset,
            symbol=fill.asset.symbol,
            amount=fill.amount,
            price=fill.price,
            fee=fill.commission,
            fee_currency="USD",
            time_ns=datetime_to_ns(fill.dt),
        )

    def _cancelled(self, order: Order) -> Cancelled:
        return Cancelled(
            order_id=self._ours[order.id],
            broker_order_id=order.id,
            filled=order.filled,
            reason=order.reason,
            time_ns=datetime_to_ns(order.dt),
        )

    def _seen(self, order: Order) -> BrokerOrder:
        intent = self._intents[self._ours[order.id]]
        partial: BrokerOrderStatus = "partial" if order.filled else "open"
        kind: OrderType = intent.order_type
        return BrokerOrder(
            order_id=intent.order_id,
            broker_order_id=order.id,
            asset=order.asset,
            symbol=order.asset.symbol,
            amount=order.amount,
            filled=order.filled,
            order_type=kind,
            limit_price=order.limit,
            stop_price=intent.stop_price,
            time_in_force=intent.time_in_force,
            reduce_only=intent.reduce_only,
            status=_STATUS.get(order.status, partial),
            created_ns=datetime_to_ns(order.created),
            updated_ns=datetime_to_ns(order.dt),
        )
