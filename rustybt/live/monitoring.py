"""What a live engine tells those who watch it: metrics, rates, and a log line for each thing that happens."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol

from rustybt.live.metric_sink import MetricSink
from rustybt.live.metrics import METRICS, PrometheusMetrics
from rustybt.live.throughput import ThroughputTracker

__all__ = ["LiveMonitor", "MonitoredOrder", "MonitoredTransaction", "ThroughputTracker"]

MILLISECOND: Final = 1_000_000
SECOND: Final = 1_000_000_000
MINUTE, HOUR, DAY = 60, 3600, 86_400


class _Named(Protocol):
    @property
    def symbol(self) -> str: ...


class MonitoredOrder(Protocol):
    """What the hooks read of an order."""

    @property
    def asset(self) -> _Named:
        """What is traded."""

    @property
    def amount(self) -> Decimal:
        """Signed quantity."""


class MonitoredTransaction(Protocol):
    """What the hooks read of a fill."""

    @property
    def price(self) -> Decimal:
        """Of one unit."""

    @property
    def amount(self) -> Decimal:
        """Signed quantity."""

    @property
    def commission(self) -> Decimal:
        """Fee; negative for a rebate."""


class LiveMonitor:
    """The hooks that an engine calls. None blocks, and none raises for a value: a bad one is counted instead.

    Args:
        strategy_name: Named in metrics.
        clock: UTC nanoseconds now.
        prometheus: Where metrics are exposed; None for nowhere.
        sink: Where metrics are posted to; None for nowhere.
        log: A structlog logger; None for no log.
    """

    def __init__(
        self,
        strategy_name: str,
        clock: Callable[[], int] = time.time_ns,
        *,
        prometheus: PrometheusMetrics | None = None,
        sink: MetricSink | None = None,
        log: Any = None,
    ) -> None:
        self.strategy_name = strategy_name
        self._clock = clock
        self._prometheus = prometheus
        self._sink = sink
        self._log = log
        self._last: dict[str, float] = {}
        self.unusable = 0
        self.events = ThroughputTracker(MINUTE, clock)
        self.market_updates = ThroughputTracker(MINUTE, clock)
        self.orders = ThroughputTracker(MINUTE, clock)
        self._orders_of_hour = ThroughputTracker(HOUR, clock)
        self.errors = ThroughputTracker(MINUTE, clock)
        self.rejections = ThroughputTracker(HOUR, clock)
        self.broker_failures = ThroughputTracker(DAY, clock)
        self.mismatches = ThroughputTracker(DAY, clock)

    def emit_metric(self, name: str, value: float | Decimal, tags: Mapping[str, str] | None = None) -> None:
        """Record a value under a name.

        Args:
            name: One of :data:`rustybt.live.metrics.METRICS` goes to Prometheus; any other to the webhook only.
            value: What is not finite, or would make a counter go back, is counted in ``unusable`` and left out.
            tags: Such as ``{"asset": "SPY"}``.
        """
        number = float(value)
        if not math.isfinite(number) or (number < 0 and METRICS.get(name, ("",))[0] == "counter"):
            self.unusable += 1
            return
        given = tags or {}
        self._last[name] = number
        if self._prometheus is not None and name in METRICS:
            self._prometheus.record(name, number, given)
        if self._sink is not None:
            self._sink.put(name, number, given, self._clock())

    def on_order_submitted(self, order: MonitoredOrder, *, latency_ns: int | None = None) -> None:
        """An order went to the broker.

        Args:
            order: The order.
            latency_ns: From the strategy's decision to the wire.
        """
        self.orders.record_event()
        self._orders_of_hour.record_event()
        self._tell("order_submitted", order_id=_id(order), asset=order.asset.symbol, amount=str(order.amount))
        self.emit_metric("orders_submitted", 1, {"asset": order.asset.symbol})
        self._latency("order_submission_latency_ms", latency_ns)

    def on_order_filled(self, order: MonitoredOrder, transaction: MonitoredTransaction) -> None:
        """A broker filled an order.

        Args:
            order: The order.
            transaction: The fill.
        """
        symbol = order.asset.symbol
        self._tell(
            "order_filled",
            order_id=_id(order),
            asset=symbol,
            fill_price=str(transaction.price),
            fill_amount=str(transaction.amount),
            commission=str(transaction.commission),
        )
        self.emit_metric("orders_filled", 1, {"asset": symbol})
        self.emit_metric("fill_price", transaction.price, {"asset": symbol})
        if transaction.commission < 0:
            self.emit_metric("rebate_earned", -transaction.commission)
        else:
            self.emit_metric("commission_paid", transaction.commission)

    def on_order_rejected(self, order: MonitoredOrder, reason: str) -> None:
        """The broker refused an order.

        Args:
            order: The order.
            reason: The broker's.
        """
        self.rejections.record_event()
        self._tell("order_rejected", "warning", order_id=_id(order), asset=order.asset.symbol, reason=reason)
        self.emit_metric("orders_rejected", 1, {"asset": order.asset.symbol})

    def on_error(self, error: BaseException) -> None:
        """Something failed.

        Args:
            error: What was raised; its text is logged redacted, and is in no metric.
        """
        self._tell(
            "error_occurred", "error", error_type=type(error).__name__, message=str(error), exc_info=error
        )
        self.count_error(type(error).__name__)

    def count_error(self, kind: str) -> None:
        """Something failed, and was told of already.

        Args:
            kind: Such as ``BrokerTimeoutError``.
        """
        self.errors.record_event()
        self.emit_metric("errors", 1, {"error_type": kind})

    def on_state_checkpoint(self, place: str = "") -> None:
        """A checkpoint was written.

        Args:
            place: Where to.
        """
        self._tell("state_checkpoint_saved", file=place)
        self.emit_metric("checkpoints_saved", 1)

    def on_broker_disconnected(self, reason: str) -> None:
        """The broker was lost.

        Args:
            reason: Why.
        """
        self.broker_failures.record_event()
        self._tell("broker_disconnected", "error", reason=reason)
        self.emit_metric("broker_failures", 1)

    def on_reconciliation(self, mismatches: int, mismatch_ratio: float | Decimal = 0) -> None:
        """A reconciliation was completed.

        Args:
            mismatches: Differences found.
            mismatch_ratio: Their part of the account's value, 0.05 for 5 %.
        """
        if mismatches:
            self.mismatches.record_event(mismatches)
        self._tell(
            "reconciled",
            "warning" if mismatches else "info",
            mismatches=mismatches,
            ratio=str(mismatch_ratio),
        )
        self.emit_metric("reconciliation_mismatches", mismatches)
        self.emit_metric("reconciliation_mismatch_ratio", mismatch_ratio)
        self.emit_metric("last_reconciliation_timestamp", self._clock() / SECOND)

    def on_events(self, latencies_ns: Sequence[int], *, market: int = 0) -> None:
        """The engine took events to their end.

        Args:
            latencies_ns: Of each, from its arrival to its effects.
            market: How many of them were market updates.
        """
        if not latencies_ns:
            return
        self.events.record_event(len(latencies_ns))
        if market:
            self.market_updates.record_event(market)
        name = "event_processing_latency_ms"
        self._last[name] = latencies_ns[-1] / MILLISECOND
        if self._prometheus is not None:  # not to the sink: they are too many
            for each in latencies_ns:
                self._prometheus.record(name, each / MILLISECOND, {})

    def on_fill_booked(self, latency_ns: int) -> None:
        """A fill is in our position.

        Args:
            latency_ns: From the broker's fill to there; below 0 if its clock is ahead of ours, which counts as 0.
        """
        self._latency("order_fill_latency_ms", max(latency_ns, 0))

    def on_breakers(self, tripped: Mapping[str, bool]) -> None:
        """The breakers stand somewhere.

        Args:
            tripped: Whether each is tripped, by its name.
        """
        # One that is tripped last: the newest value, which has no labels, then says whether any is.
        for name in sorted(tripped, key=lambda each: tripped[each]):
            self.emit_metric("breaker_tripped", float(tripped[name]), {"breaker": name})

    def on_alerts(self, outcomes: Mapping[tuple[str, str], int]) -> None:
        """Alerts were delivered, failed, or were not sent by themselves.

        Args:
            outcomes: How many since the last time, by channel and outcome.
        """
        for (channel, outcome), count in outcomes.items():
            if count:
                self.emit_metric("alerts", count, {"channel": channel, "outcome": outcome})

    def sample(self, **gauges: float | Decimal | None) -> dict[str, float]:
        """Emit what is measured at a time rather than at an event: call it each second or so.

        Args:
            gauges: Such as ``portfolio_value``, ``cash``, ``pnl``, ``sharpe``, ``fill_rate``, ``feed_age``,
                ``engine_armed``; None leaves one out.

        Returns:
            The newest value of every metric.
        """
        rates: dict[str, float] = {
            "events_per_second": self.events.get_rate(),
            "market_updates_per_second": self.market_updates.get_rate(),
            "orders_per_minute": self.orders.get_count(),
            "error_rate": self.errors.get_count(),
            "rejections_per_hour": self.rejections.get_count(),
            "broker_failures_per_day": self.broker_failures.get_count(),
            "mismatches_per_day": self.mismatches.get_count(),
        }
        for name, value in {**rates, **gauges}.items():
            if value is not None:
                self.emit_metric(name, value)
        return dict(self._last)

    def rejection_ratio(self) -> float:
        """Part of the orders of the last hour that was refused; 0 without orders."""
        return self.rejections.get_count() / (self._orders_of_hour.get_count() or 1)

    def _latency(self, name: str, latency_ns: int | None) -> None:
        if latency_ns is not None:
            self.emit_metric(name, latency_ns / MILLISECOND)

    def _tell(self, event: str, level: str = "info", **fields: object) -> None:
        if self._log is not None:
            getattr(self._log, level)(event, **fields)


def _id(order: MonitoredOrder) -> str:
    return str(getattr(order, "order_id", "") or getattr(order, "id", ""))
