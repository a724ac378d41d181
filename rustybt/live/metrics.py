"""The metrics of a live engine for Prometheus, in a registry of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rustybt.exceptions import ConfigurationError, MissingExtraError

if TYPE_CHECKING:
    from prometheus_client import Counter, Gauge, Histogram

__all__ = ["CONTENT_TYPE", "METRICS", "PrometheusMetrics"]

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
MOST_LABELS: Final = 1000
OTHER: Final = "other"
BUCKETS: Final = (
    0.0001,
    0.0005,
    0.001,
    0.002,
    0.005,
    0.01,
    0.02,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    30.0,
)

type Shape = tuple[str, str, str, tuple[str, ...]]

# emit_metric's name: kind, name for Prometheus, help, labels
METRICS: Final[Mapping[str, Shape]] = {
    "orders_submitted": ("counter", "orders_submitted", "Orders submitted", ("asset",)),
    "orders_filled": ("counter", "orders_filled", "Fills of orders", ("asset",)),
    "orders_rejected": ("counter", "orders_rejected", "Orders refused", ("asset",)),
    "fill_price": ("gauge", "fill_price", "Price of the last fill", ("asset",)),
    "commission_paid": ("counter", "commission_paid", "Fees paid", ()),
    "rebate_earned": ("counter", "rebate_earned", "Fees of fills that were negative", ()),
    "errors": ("counter", "errors", "Errors", ("error_type",)),
    "checkpoints_saved": ("counter", "checkpoints_saved", "Checkpoints written", ()),
    "broker_failures": ("counter", "broker_failures", "Lost connections to the broker", ()),
    "alerts": ("counter", "alerts", "What became of alerts, by channel", ("channel", "outcome")),
    "reconciliation_mismatches": ("counter", "reconciliation_mismatches", "Differences to the broker", ()),
    "reconciliation_mismatch_ratio": ("gauge", "reconciliation_mismatch_ratio", "Differences by value, last run", ()),
    "last_reconciliation_timestamp": (
        "gauge", "last_reconciliation_timestamp_seconds", "Last successful reconciliation, Unix time", (),
    ),
    "order_submission_latency_ms": ("histogram", "order_submission_latency_seconds", "Decision to broker", ()),
    "order_fill_latency_ms": ("histogram", "order_fill_latency_seconds", "Fill at the broker to our position", ()),
    "event_processing_latency_ms": ("histogram", "event_processing_latency_seconds", "Arrival to effects", ()),
    "events_per_second": ("gauge", "events_per_second", "Events a second, over a minute", ()),
    "orders_per_minute": ("gauge", "orders_per_minute", "Orders of the last minute", ()),
    "market_updates_per_second": ("gauge", "market_updates_per_second", "Market updates a second, over a minute", ()),
    "rejections_per_hour": ("gauge", "order_rejections_per_hour", "Orders refused in the last hour", ()),
    "broker_failures_per_day": ("gauge", "broker_failures_per_day", "Lost connections in the last day", ()),
    "mismatches_per_day": ("gauge", "reconciliation_mismatches_per_day", "Differences in the last day", ()),
    "error_rate": ("gauge", "error_rate_per_minute", "Errors of the last minute", ()),
    "portfolio_value": ("gauge", "portfolio_value_usd", "Value of the portfolio, in its currency", ()),
    "cash": ("gauge", "portfolio_cash_usd", "Cash, in the portfolio's currency", ()),
    "pnl": ("gauge", "profit_and_loss_usd", "Profit and loss since the start", ()),
    "sharpe": ("gauge", "sharpe_ratio", "Sharpe ratio since the start", ()),
    "fill_rate": ("gauge", "order_fill_ratio", "Part of each order that was filled, on average", ()),
    "feed_age": ("gauge", "feed_age_seconds", "Age of the newest market data", ()),
    "engine_armed": ("gauge", "engine_armed", "1 while new risk is allowed", ()),
    "shadow_match_rate": ("gauge", "shadow_signal_match_ratio", "Signals of live and shadow that agree", ()),
    "shadow_slippage_error": ("gauge", "shadow_slippage_error_bps", "Live's slippage less the shadow's", ()),
    "shadow_fill_rate_error": ("gauge", "shadow_fill_rate_error_points", "Live's fill rate less the shadow's", ()),
    "breaker_tripped": ("gauge", "circuit_breaker_tripped", "1 while a breaker is tripped", ("breaker",)),
}  # fmt: skip


class PrometheusMetrics:
    """Prometheus metrics of one engine. Two engines in one process do not meet, since each has its registry.

    Args:
        strategy_name: A label of everything.

    Raises:
        MissingExtraError: If ``prometheus-client`` is not installed.
    """

    def __init__(self, strategy_name: str) -> None:
        try:
            import prometheus_client as client
        except ImportError as error:
            raise MissingExtraError(
                "Prometheus metrics need prometheus-client: pip install 'rustybt[server]'"
            ) from error
        self._client = client
        self._strategy_name = strategy_name
        self._registry = client.CollectorRegistry()
        kinds = {"counter": client.Counter, "gauge": client.Gauge}
        self._metrics: dict[str, Counter | Gauge | Histogram] = {}
        for name, (kind, exported, text, labels) in METRICS.items():
            names = ("strategy", *labels)
            self._metrics[name] = (
                client.Histogram(exported, text, names, registry=self._registry, buckets=BUCKETS)
                if kind == "histogram"
                else kinds[kind](exported, text, names, registry=self._registry)
            )
        self._children: dict[str, dict[tuple[str, ...], Counter | Gauge | Histogram]] = {
            name: {} for name in METRICS
        }
        for name, (kind, _, _, labels) in METRICS.items():
            if kind != "gauge" and not labels:
                self._child(name, ())  # 0 from the start: a rate needs the value before the first event

    def record(self, name: str, value: float, tags: Mapping[str, str]) -> None:
        """Record a value: counters add it, gauges take it, latencies in milliseconds are observed in seconds.

        Args:
            name: Of :data:`METRICS`.
            value: Finite; of a counter not negative.
            tags: The labels of the metric; others are ignored, one that is missing is empty. Past a thousand
                different values of a metric's labels the rest is counted as ``other``.

        Raises:
            ConfigurationError: If there is no such metric.
        """
        if name not in METRICS:
            raise ConfigurationError(f"there is no metric {name!r}; there are {', '.join(METRICS)}")
        labels = tuple(tags.get(label, "") for label in METRICS[name][3])
        child = self._children[name].get(labels) or self._child(name, labels)
        if isinstance(child, self._client.Counter):
            child.inc(value)
        elif isinstance(child, self._client.Gauge):
            child.set(value)
        else:
            child.observe(value / 1000)

    def _child(self, name: str, labels: tuple[str, ...]) -> Counter | Gauge | Histogram:
        known = self._children[name]
        if len(known) >= MOST_LABELS:
            labels = (OTHER,) * len(labels)
        child = self._metrics[name].labels(self._strategy_name, *labels)
        known[labels] = child
        return child

    def exposition(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return self._client.generate_latest(self._registry)
