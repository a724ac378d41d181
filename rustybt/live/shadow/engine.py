"""The shadow: a second core on the market events of the journal, filled by a backtest's rules, beside live.

It is told only what the journal says, after live was told, and can halt nothing by failing: then it is lost, which
the alignment breaker notes. What it decides is compared with what live decided, order by order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.finance.decimal.transaction import DecimalTransaction
from rustybt.live.codecs import decode_record
from rustybt.live.fail_closed import FailClosed
from rustybt.live.journal_events import decode_event
from rustybt.live.order_names import in_core
from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.execution_tracker import ExecutionQualityTracker
from rustybt.live.shadow.figures import ShadowFigures
from rustybt.live.shadow.report import PerformanceDeviation, ShadowReport, shadow_report
from rustybt.live.shadow.signal_validator import SignalAlignmentValidator
from rustybt.live.shadow.signals import SignalRecord
from rustybt.live.strategy_core import charge
from rustybt.model.effects import OrderFilled, OrderPlaced
from rustybt.model.events import (
    AccountAdjusted,
    BarArrived,
    BarClosed,
    BrokerMessage,
    FillReported,
    JobDue,
    OrderEnded,
    SessionClosed,
    SessionOpened,
)
from rustybt.model.ids import parse_id

if TYPE_CHECKING:
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.shadow.divergence import Divergence
    from rustybt.live.strategy_core import Cost, StrategyCore
    from rustybt.model.effects import Effect
    from rustybt.model.events import Event, MarketEvent

__all__ = ["SHADOWED", "ShadowBacktestEngine"]

SHADOWED = ("event", "effects", "refused", "charged", "halt", "resume")
"""Kinds of the journal's records that a shadow is told of."""

MOST_SHOWN = 100
"""Divergences of a report."""

_NOT_OF_THE_MARKET = frozenset(each.__name__ for each in (BarClosed, FillReported, OrderEnded))


@dataclass(slots=True)
class _Pair:
    """One order in both, until it has ended in both."""

    asset: Any
    amount: Decimal
    price: Decimal
    time_ns: int
    shadow: list[Any] = field(default_factory=list)
    live: list[Any] = field(default_factory=list)
    live_ended: bool = False


class ShadowBacktestEngine:
    """Steps a strategy of its own on what the journal says of the market, and compares.

    Args:
        core: Of a second instance of the strategy, whose venue fills its orders itself.
        config: What is compared, and what halts.
        breaker: That judges; made from the configuration by default.
        costs_of: What live's broker charges a strategy that asks for these costs; by default just these.
    """

    def __init__(
        self,
        core: StrategyCore,
        config: ShadowTradingConfig,
        breaker: AlignmentCircuitBreaker | None = None,
        *,
        costs_of: Callable[[Sequence[Cost]], Iterable[Cost]] | None = None,
    ) -> None:
        self.core, self.config, self._costs_of = core, config, costs_of
        self.breaker = AlignmentCircuitBreaker.from_config(config) if breaker is None else breaker
        self.validator = SignalAlignmentValidator(
            config.time_tolerance_ms, signal_tolerance_pct=config.signal_tolerance_pct
        )
        self.tracker = ExecutionQualityTracker()
        self.breaker.watch(self)
        self.lost = ""
        self._finder = core.feed.finder()
        self._arrived: BarArrived | None = None
        self._pairs: dict[str, _Pair] = {}
        self._withheld: set[str] = set()
        self._now_ns = 0
        self._started = self._halted = self._charged = False

    def follow(self, records: Iterable[JournalRecord]) -> bool:
        """Take in what the journal says since the last time, and judge; whether live may go on trading.

        Args:
            records: Of the kinds `SHADOWED`, in their order.
        """
        if self.lost:
            return not self.breaker.is_tripped
        if not self.advance(records):
            self.breaker.shadow_lost(self.lost, time_ns=self._now_ns)
            return not self.breaker.is_tripped
        return self.figures().judged_by(self.breaker)

    def advance(self, records: Iterable[JournalRecord]) -> bool:
        """Take in what the journal says since the last time, for somebody else to judge; False if it is lost by that.

        Args:
            records: Of the kinds `SHADOWED`, in their order.
        """
        with FailClosed() as guard:
            for record in records:
                self._take(record.kind, record.payload)
        if guard.error is not None:
            self.lost = guard.told
            return False
        self._record_ended()
        self.validator.settle(self._now_ns)
        return True

    def finish(self) -> None:
        """Settle what waits for a counterpart: the session is over."""
        self.validator.settle()

    def acknowledge(self) -> None:
        """Start to count anew, as after a reset of the breaker."""
        self.validator.acknowledge()
        self.tracker.acknowledge()

    def figures(self) -> ShadowFigures:
        """Return the figures of the window."""
        hours, now_ns = self.config.window_hours, self._now_ns
        return ShadowFigures(
            now_ns=now_ns,
            alignment=self.validator.alignment(hours, now_ns),
            execution=self.tracker.get_rolling_metrics(hours, now_ns),
        )

    def divergences(self, limit: int = MOST_SHOWN) -> tuple[Divergence, ...]:
        """Return what did not agree in the window, the latest first.

        Args:
            limit: How many at most.
        """
        return tuple(self.validator.divergences(self.config.window_hours, self._now_ns, limit))

    def process_market_event(self, event: MarketEvent | JobDue | BrokerMessage) -> None:
        """Step the shadow by one market event; its orders meet it by a backtest's rules.

        Args:
            event: As live was told of it; or a function that was due, which is called here as well, or what a venue
                said, which is heard here as well.

        Raises:
            RustyBTError: If the strategy or the accounting failed.
        """
        if not self._started:
            self._started = True
            self.core.initialize()
            if self._costs_of is not None:
                charge(self.core.venue, self._costs_of(tuple(self.core.venue.costs)))
        step: Event = event
        if isinstance(event, BarArrived):
            self.core.venue.bar_data.put(event.step, event.rows)
            step = BarClosed(event.step)
        for effect in self.core.step(step):
            if not self._halted:
                self._note_shadow(effect)
        self._now_ns = self.core.venue.now_ns

    def get_metrics(self) -> dict[str, Any]:
        """Return the figures of the window, JSON-typed."""
        known = self.figures()
        return {
            "signal_alignment": known.alignment.to_dict(),
            "execution_quality": known.execution.to_dict(),
            "lost": self.lost,
        }

    def report(self, live_start: Decimal, live_now: Decimal) -> ShadowReport:
        """Return how live stands beside its shadow.

        Args:
            live_start: Live's value when the session began.
            live_now: Live's value now.
        """
        performance = PerformanceDeviation.between(
            live_start, live_now, self.core.choices.capital_base, self.core.venue.portfolio_value()
        )
        return shadow_report(
            self.config,
            self.figures(),
            self.breaker,
            performance=performance,
            divergences=self.divergences(),
        )

    def _take(self, kind: str, payload: Mapping[str, Any]) -> None:
        match kind:
            case "halt" | "resume":
                # What a halt holds back or cancels says nothing of how the two agree.
                self._halted = kind == "halt"
                self._pairs.clear()
            case "charged":
                self._charged = bool(Decimal(payload["booked"]))
            case "refused":
                self._withhold(in_core(payload["order_id"]), payload["message"])
            case "effects":
                for told in () if self._halted else payload["effects"]:
                    self._note_live(told)
            case _:
                self._take_event(payload)

    def _take_event(self, payload: Mapping[str, Any]) -> None:
        if payload.get("type") == BarClosed.__name__ and self._arrived is not None:
            # Only now, as live: a crash and a halt may come between a bar and what is decided on it.
            arrived, self._arrived = self._arrived, None
            self.process_market_event(arrived)
        if payload.get("type") in _NOT_OF_THE_MARKET:
            return
        event = decode_event(payload)
        if isinstance(event, BarArrived):
            self._arrived = event
        elif isinstance(event, SessionOpened | SessionClosed | JobDue | BrokerMessage):
            self.process_market_event(event)
        elif isinstance(event, AccountAdjusted):
            if not self._charged:  # the shadow's own fills were charged by its own models
                self.core.step(event)  # what came from outside came to both
            self._charged = False

    def _withhold(self, order_id: str, why: str) -> None:
        # What live's gate refused was decided by both and executed by neither: the shadow hears of it as live does.
        self._withheld.add(order_id)
        if any(order.id == order_id for order in self.core.venue.open_orders()):
            for effect in self.core.step(OrderEnded(order_id, why, refused=True)):
                if not self._halted:
                    self._note_shadow(effect)
        self._pairs.pop(order_id, None)

    def _note_shadow(self, effect: Effect) -> None:
        if isinstance(effect, OrderFilled):
            fill = effect.transaction
            if fill.order_id is not None:
                self._pair(fill.order_id, fill.asset, fill.amount).shadow.append(fill)
            return
        order = effect.order
        if isinstance(effect, OrderPlaced):
            self.validator.observe_backtest(
                self._signal(order.id, order.asset, order.amount, order.limit, order.stop)
            )
            self._pair(order.id, order.asset, order.amount)

    def _note_live(self, told: Mapping[str, Any]) -> None:
        finder = self._finder
        if told["type"] == "OrderFilled":
            record = {name: value for name, value in told.items() if name != "type"}
            fill = decode_record(DecimalTransaction, record, finder.retrieve_asset)
            if fill.order_id is not None:
                self._pair(fill.order_id, fill.asset, fill.amount).live.append(fill)
            return
        if told["order_id"] in self._withheld:
            self._withheld.discard(told["order_id"])
            return
        asset, amount = finder.retrieve_asset(told["sid"]), Decimal(told["amount"])
        pair = self._pair(told["order_id"], asset, amount)
        if told["type"] == "OrderPlaced":
            limit, stop = (None if told[name] is None else Decimal(told[name]) for name in ("limit", "stop"))
            self.validator.observe_live(self._signal(told["order_id"], asset, amount, limit, stop))
        else:
            pair.live_ended = True

    def _signal(
        self, order_id: str, asset: Any, amount: Decimal, limit: Decimal | None, stop: Decimal | None
    ) -> SignalRecord:
        step = parse_id(order_id).step
        kind = {
            (False, False): "MARKET",
            (True, False): "LIMIT",
            (False, True): "STOP",
            (True, True): "STOP_LIMIT",
        }
        return SignalRecord(
            timestamp_ns=self._time_of(order_id),
            asset=asset,
            side="BUY" if amount > 0 else "SELL",
            quantity=abs(amount),
            price=limit if limit is not None else stop,
            order_type=kind[limit is not None, stop is not None],
            decision_id=f"bar-{step}",
        )

    def _time_of(self, order_id: str) -> int:
        return int(self.core.venue.timeline.times_ns[parse_id(order_id).step])

    def _pair(self, order_id: str, asset: Any, amount: Decimal) -> _Pair:
        pair = self._pairs.get(order_id)
        if pair is None:
            price = self.core.venue.bar_data.current(asset, "price")
            known = price if isinstance(price, Decimal) and price.is_finite() else Decimal(0)
            pair = self._pairs[order_id] = _Pair(asset, amount, known, self._time_of(order_id))
        return pair

    def _record_ended(self) -> None:
        opened = {order.id for order in self.core.venue.open_orders()}
        for order_id, pair in list(self._pairs.items()):
            filled = {sum(fill.amount for fill in pair.live)}
            # A split changes what was ordered, so that the fills of the shadow say when it is whole.
            whole = filled <= {pair.amount, sum(fill.amount for fill in pair.shadow)}
            if (pair.live_ended or whole) and order_id not in opened:
                del self._pairs[order_id]
                time_ns = None if pair.shadow or pair.live else pair.time_ns
                self.tracker.record_execution(
                    pair.shadow, pair.live, pair.price, pair.amount, asset=pair.asset, time_ns=time_ns
                )
