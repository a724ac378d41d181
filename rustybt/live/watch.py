"""What looks at an engine from outside its turns: alerts, metrics, log, heartbeat and health, all from the journal.

The engine has halted, and journalled that it has, before anything here hears of it; nothing here can hold it up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from secrets import token_urlsafe
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError, MissingExtraError
from rustybt.live.brokers.messages import Filled, Refused, Rejected
from rustybt.live.health import EngineHealth, HealthLimits, Heartbeat, health_of, liveness_of
from rustybt.live.horizon import ENDING
from rustybt.live.journal_events import decode_order_event
from rustybt.live.log_files import LiveLog
from rustybt.live.metrics import PrometheusMetrics
from rustybt.live.monitor_server import MonitorServer
from rustybt.live.monitoring import LiveMonitor
from rustybt.live.order_state import IntentJournalled, OutcomeUnknown, Sent
from rustybt.live.private_files import write_private
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.session_parts import FEED_ENDED
from rustybt.live.watch_figures import WatchFigures, mismatch_ratio, shadow_gauges, silence_of

if TYPE_CHECKING:
    from rustybt.live.alerts import AlertManager
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.metric_sink import MetricSink
    from rustybt.live.session import Session

__all__ = ["EngineWatch", "WatchPlan"]

SECOND = 1_000_000_000
ALERT_SECONDS = 5.0
SINK_SECONDS = 2.0
MOST_PORT = 65_535
REJECTIONS = 0.1
"""Part of an hour's orders above which refusals are told."""
HEARTBEAT, TOKEN = "heartbeat", "monitor-token"
KINDS = (
    "order", "state", "halt", "resume", "reset", "refused", "tripped", "failed", "lane", "reconciled", "external",
    "unresolved", "notice", "checkpoint", "shadow_lost", "adjusted", "job", "position", "cancel_failed", "unmended",
    "feed",
)  # fmt: skip
REPORTS = ("report", "heartbeat")
"""Jobs of a schedule that are there to be told of."""
LEVELS = {
    "halt": "critical", "tripped": "critical", "failed": "critical", "external": "critical", "lane": "warning",
    "refused": "warning", "unresolved": "warning", "shadow_lost": "warning", "adjusted": "warning",
    "cancel_failed": "warning", "unmended": "warning",
}  # fmt: skip
ERRORS = ("failed", "cancel_failed", "unmended", "unresolved")
"""Kinds of records that are errors of the engine or its broker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """What shall watch an engine.

    Attributes:
        alerts: Tells humans; None for nobody. An engine in a process of its own makes them anew, of the environment's
            channels.
        close_alerts: Whether they end with the engine.
        port: Of /health, /alive and /metrics on loopback; 0 for any free one, None for none. The token is in the file
            ``monitor-token`` of the session's folder.
        heartbeat_seconds: Between two writes of the file ``heartbeat`` there; None for none.
        feed_seconds: After how many seconds without market data an alert is sent, in an open market if the feed is a
            live one; None for 300 with a live feed and never with a replay, 0 for never.
        logs: Folder of the JSON log; None for none.
        redactor: Hides secrets in the log.
        sink: Where metrics are posted to, started and stopped with the engine; None for nowhere.

    Raises:
        ConfigurationError: If the port is none, or an interval is no time.
    """

    alerts: AlertManager | None = None
    close_alerts: bool = False
    port: int | None = None
    heartbeat_seconds: float | None = 30
    feed_seconds: float | None = None
    logs: Path | None = None
    redactor: Redactor = field(default_factory=Redactor)
    sink: MetricSink | None = None

    def __post_init__(self) -> None:
        if self.port is not None and (type(self.port) is not int or not 0 <= self.port <= MOST_PORT):
            raise ConfigurationError(
                f"port is {self.port!r}: use one from 1 to {MOST_PORT}, 0 for any free one, or None for none"
            )
        if self.heartbeat_seconds is not None and not _passes(self.heartbeat_seconds):
            raise ConfigurationError(
                f"heartbeat is {self.heartbeat_seconds!r}: use seconds above 0, or None for no such file"
            )
        if self.feed_seconds not in (None, 0) and not _passes(self.feed_seconds):
            raise ConfigurationError(
                f"feed_seconds is {self.feed_seconds!r}: use seconds above 0, or 0 to be told of no silence"
            )


def _passes(seconds: object) -> bool:
    return not isinstance(seconds, bool) and isinstance(seconds, int | float) and 0 < seconds < math.inf


@dataclass(frozen=True, slots=True)
class _Fill:
    price: Decimal
    amount: Decimal
    commission: Decimal


class _Harmless:
    """What fails within is counted, and passes: a watch must never stop what it watches."""

    def __init__(self, monitor: LiveMonitor) -> None:
        self._monitor = monitor

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        with suppress(Exception):  # what is broken may be what would count it
            self._monitor.on_error(error)
        return True


class EngineWatch:
    """Watches one life of an engine.

    Args:
        plan: What shall watch it.
        name: Of the session.
        session: As it is after its journal was replayed, and before it trades: what came before is not told again.
        folder: Of the session.
        reconciliation_seconds: How often the account is compared.
        checkpoint_seconds: How often a snapshot is taken; 0 for only at the end.

    Raises:
        ConfigurationError: If the port is taken, or the log's name cannot be used.
        CredentialError: If a file is open to others.
    """

    def __init__(
        self,
        plan: WatchPlan,
        name: str,
        session: Session,
        folder: Path,
        *,
        reconciliation_seconds: float,
        checkpoint_seconds: float = 60,
    ) -> None:
        self._plan, self._name, self._session = plan, name, session
        self._clock: Callable[[], int] = session.parts.clock
        self._seen = session.parts.journal.head[0]
        self._taken, self._fed_ns, self._sampled_ns = session.taken, self._clock(), 0
        self._stale = self._failed = self._refusing = self._unposted = False
        self._differed = ""
        self._figures = WatchFigures(session)
        self._shadow: Mapping[str, Any] | None = None
        self._intended: dict[str, int] = {}
        self._filled: dict[str, int] = {}
        self._alerted = {} if plan.alerts is None else plan.alerts.outcomes()
        self._reconciled_ns: int | None = None
        self._checkpoint_ns = self._clock()  # the replay of the whole journal is as good as one
        self._health = EngineHealth(state=session.state.value, broker_connected=False)
        self._limits = HealthLimits(
            market_data=plan.feed_seconds or math.inf,
            reconciliation=max(180.0, 2 * reconciliation_seconds) if reconciliation_seconds else math.inf,
            checkpoint=max(180.0, 3 * checkpoint_seconds) if checkpoint_seconds else math.inf,
        )
        self.log = None
        if plan.logs is not None:
            self.log = LiveLog(
                plan.logs, self._name.replace(".", "_"), clock=self._clock, redactor=plan.redactor
            )
        self.metrics = _metrics(self._name)
        self.monitor = LiveMonitor(
            self._name,
            self._clock,
            prometheus=self.metrics,
            sink=plan.sink,
            log=None if self.log is None else self.log.logger,
        )
        self._heartbeat = None
        if plan.heartbeat_seconds is not None:
            self._heartbeat = Heartbeat(folder / HEARTBEAT, self._clock, self._name, plan.heartbeat_seconds)
        self.server = None if plan.port is None else self._served(plan.port, folder)
        if plan.sink is not None:
            with _Harmless(self.monitor):
                plan.sink.start()

    def look(self, beat_ns: int, shadow: Mapping[str, Any] | None = None) -> None:
        """Tell what has happened since the last look. What fails here is counted as an error, and stops nothing.

        Args:
            beat_ns: When the engine's loop last turned, UTC nanoseconds.
            shadow: As `ShadowBeside.monitored`; None without a shadow.
        """
        self._shadow = shadow
        with _Harmless(self.monitor):
            self._look(beat_ns)

    def _look(self, beat_ns: int) -> None:
        session, now = self._session, self._clock()
        journal = session.parts.journal
        if not journal.failed:
            for record in journal.read(self._seen, KINDS):
                self._tell(record)
            self._seen = journal.head[0]
        self._figures.begin()
        self._look_at_feed(now)
        self._look_at_refusals()
        if session.failure and not self._failed:  # the journal could not say so
            self.monitor.count_error(_kind_of(session.failure, "failed"))
            self._tell_failure(session.failure)
        self._measure(now, beat_ns)

    def numbers(self) -> dict[str, Any]:
        """Return the newest value of every metric, and what Prometheus would read of them, JSON-typed."""
        found = self._sample()
        return {
            "metrics": found,
            "prometheus": "" if self.metrics is None else self.metrics.exposition().decode(),
        }

    def close(self, beat_ns: int) -> None:
        """Tell the end, and stop.

        Args:
            beat_ns: When the engine's loop last turned, UTC nanoseconds.
        """
        self.look(beat_ns, self._shadow)
        if self._plan.sink is not None:
            with _Harmless(self.monitor):
                self._plan.sink.close(SINK_SECONDS)
        if self.server is not None:
            self.server.close()
        if self.log is not None:
            self.log.close()
        if self._plan.alerts is not None:
            self._plan.alerts.deliver_due(last=True)  # the process may end right after
            if self._plan.close_alerts:
                self._plan.alerts.close(ALERT_SECONDS)

    def _served(self, port: int, folder: Path) -> MonitorServer:
        token = Secret(token_urlsafe(32))
        metrics = self.metrics
        server = MonitorServer(
            token=token,
            health=lambda detail: health_of(self._health, self._clock(), self._limits, detail=detail),
            alive=lambda: liveness_of(self._health, self._clock(), self._limits),
            metrics=None if metrics is None else metrics.exposition,
            port=port,
        )
        write_private(folder / TOKEN, f"{server.port} {token.reveal()}\n".encode(), replace=True)
        server.start()
        return server

    def _tell(self, record: JournalRecord) -> None:
        payload = dict(record.payload)
        match record.kind:
            case "order":
                self._order(payload, record.time_ns)
            case "position":
                if (began := self._filled.pop(str(payload["trade_id"]), None)) is not None:
                    self.monitor.on_fill_booked(record.time_ns - began)
            case "reconciled":
                self._reconciled(payload["report"], record.time_ns)
            case "checkpoint":
                self._checkpoint_ns = record.time_ns
                self.monitor.on_state_checkpoint(str(payload["strategy"]))
            case "feed":
                if payload["kind"] == ENDING:  # of a feed's notices the only one that a human must act on
                    self._alert("feed_ending", "", str(payload["detail"]), severity="WARNING")
            case kind:
                self._tell_in_words(kind, record.seq, payload)

    def _tell_in_words(self, kind: str, seq: int, payload: Mapping[str, Any]) -> None:
        if self.log is not None:
            getattr(self.log.logger, LEVELS.get(kind, "info"))(kind, seq=seq, **_named(payload))
        if kind in ERRORS:
            self.monitor.count_error(_kind_of(str(payload["error"]), kind))
        if kind == "job":
            self._job(payload)
        elif kind == "state":
            self._stopped(payload)
        elif kind == "notice":
            if "alert" in payload:  # of ours, not of a venue's
                self._alert(str(payload["alert"]), "", str(payload["text"]), severity="ERROR")
        else:
            self._alarm(kind, payload)

    def _tell_failure(self, error: str) -> None:
        self._failed = True
        self._alert("engine_failed", "", error, severity="CRITICAL")

    def _alarm(self, kind: str, payload: Mapping[str, Any]) -> None:
        match kind:
            case "tripped":
                for trip in payload["trips"]:
                    breaker, _, reason = str(trip).partition(": ")
                    self._alert("circuit_breaker_tripped", breaker, reason)
            case "halt" if payload["operator"] != "breaker":  # its trip was told already
                self._alert("halted", payload["operator"], payload["reason"])
            case "resume":
                self._alert("resumed", payload["operator"], payload["reason"])
            case "failed":
                self._tell_failure(payload["error"])
            case "lane":
                self._lane(payload)
            case "shadow_lost":
                self._alert("shadow_lost", "", f"live goes on without its shadow: {payload['error']}")
            case "adjusted":
                told = f"our books took in {payload['amount']}: {payload['reason']}"
                self._alert("account_adjusted", "", told, severity="WARNING")
            case "external":
                self._alert("external_order_critical", "", "a report of an order that is not ours")

    def _stopped(self, payload: Mapping[str, Any]) -> None:
        session = self._session
        if payload["why"] != FEED_ENDED or session.parts.feed_watch is None:
            return  # that a replay ends, everybody knows
        held, opened = len(list(session.parts.core.venue.positions())), len(session.orders.open())
        told = f"the engine has stopped, since its feed ended; left open are {held} positions and {opened} orders"
        self._alert("feed_ended", "", told, severity="ERROR")

    def _job(self, payload: Mapping[str, Any]) -> None:
        name, outcome = str(payload["name"]), str(payload["outcome"])
        if outcome != "done":
            self._alert(f"job_{outcome}", name, f"{name}: {payload['text']}", severity="ERROR")
        elif payload["job"] in REPORTS:
            self._alert(str(payload["job"]), name, str(payload["text"]), severity="INFO")

    def _lane(self, payload: Mapping[str, Any]) -> None:
        lane = str(payload["lane"])
        if payload["up"]:
            self._alert("broker_reconnected", lane, f"{lane} is back", severity="INFO")
        else:
            self.monitor.on_broker_disconnected(str(payload["reason"]))
            self._alert("broker_disconnected", lane, str(payload["reason"]))

    def _reconciled(self, report: Mapping[str, Any], time_ns: int) -> None:
        lists = ("position_discrepancies", "order_discrepancies", "fill_discrepancies")
        differences = sum(len(report[name]) for name in lists) + (report["cash_discrepancy"] is not None)
        severity, ratio = str(report.get("max_severity")).lower(), mismatch_ratio(self._session, report)
        self._reconciled_ns = time_ns
        self.monitor.on_reconciliation(differences, ratio)
        told = f"{differences} differences to the broker, {ratio:.2%} of the value"
        if severity == "critical":
            self._alert("reconciliation_critical", "", told)
        elif severity == "moderate" and self._differed != told:  # it is compared every few minutes
            self._alert("reconciliation_moderate", "", told, severity="WARNING")
        self._differed = told if severity == "moderate" else ""

    def _order(self, payload: Mapping[str, Any], time_ns: int) -> None:
        session = self._session
        event = decode_order_event(payload, session.parts.core.feed.finder().retrieve_asset)
        order = session.orders.get(event.order_id)
        if order is None:
            return
        intent = order.intent
        if isinstance(event, IntentJournalled):
            self._intended[event.order_id] = event.time_ns
            self._figures.on_order()
        elif isinstance(event, Sent):
            began = self._intended.pop(event.order_id, None)
            self.monitor.on_order_submitted(
                intent, latency_ns=None if began is None else event.time_ns - began
            )
        elif isinstance(event, Filled):
            # Paper fills at the market's time, which a replay has long behind it: it was just now.
            self._filled[event.trade_id] = time_ns if session.simulated else event.time_ns
            self.monitor.on_order_filled(intent, _Fill(event.price, event.amount, event.fee))
            self._figures.on_fill(abs(event.amount) / abs(intent.amount))
        elif isinstance(event, Refused | Rejected):
            self.monitor.on_order_rejected(intent, event.evidence)
        elif isinstance(event, OutcomeUnknown):
            self.monitor.count_error(_kind_of(event.reason, "unknown"))

    def _look_at_feed(self, now: int) -> None:
        taken = self._session.taken
        latencies = [self._session.latencies.popleft() for _ in range(len(self._session.latencies))]
        self.monitor.on_events([each for each, _ in latencies], market=sum(market for _, market in latencies))
        if taken != self._taken:
            self._taken, self._fed_ns = taken, now
        silence = self._silence(now)
        if bool(silence) == self._stale:
            return
        self._stale = bool(silence)
        if silence:
            self._alert("feed_stale", "", silence, severity="ERROR")
        else:
            self._alert("feed_back", "", "market data comes again", severity="INFO")

    def _silence(self, now: int) -> str:
        feed, most = self._session.parts.feed_watch, self._plan.feed_seconds
        if most == 0:
            return ""
        if feed is not None:
            return silence_of(feed, most)
        if most is None or now - self._fed_ns <= most * SECOND:
            return ""
        return f"no market data for {(now - self._fed_ns) / SECOND:.1f} s, more than {most:g} s"

    def _look_at_refusals(self) -> None:
        ratio = self.monitor.rejection_ratio()
        if (ratio > REJECTIONS) == self._refusing:
            return
        self._refusing = ratio > REJECTIONS
        if self._refusing:
            told = f"{ratio:.0%} of the orders of the last hour were refused, more than {REJECTIONS:.0%}"
            self._alert("rejection_rate", "", told, severity="WARNING")

    def _look_at_sink(self) -> None:
        sink = self._plan.sink
        if sink is None or self._unposted == sink.failing:
            return
        self._unposted = sink.failing
        if self.log is not None:
            self.log.logger.warning("metrics_not_posted" if sink.failing else "metrics_posted_again")

    def _measure(self, now: int, beat_ns: int) -> None:
        session = self._session
        parts, venue = session.parts, session.parts.core.venue
        self._health = EngineHealth(
            state=session.state.value,
            broker_connected=parts.broker.is_connected,
            last_step_ns=beat_ns or now,
            last_market_data_ns=self._fed_ns,
            last_checkpoint_ns=None if parts.journal.failed else self._checkpoint_ns,
            last_reconciliation_ns=self._reconciled_ns,
            tripped=tuple(each.name for each in parts.breakers.get_tripped()),
            journal_failed=parts.journal.failed,
            portfolio={
                "value": str(venue.portfolio_value()),
                "cash": str(venue.cash()),
                "position_count": str(len(list(venue.positions()))),
            },
            shadow=self._shadow,
        )
        if now - self._sampled_ns >= SECOND:
            self._sampled_ns = now
            self._sample()
            self._look_at_sink()
        if self._heartbeat is not None:
            self._heartbeat.beat(session.state.value, parts.journal.head[0])

    def _sample(self) -> dict[str, float]:
        venue = self._session.parts.core.venue
        breakers = self._session.parts.breakers.breakers
        self.monitor.on_breakers({each.name: each.is_tripped for each in breakers})
        if self._plan.alerts is not None:
            before, self._alerted = self._alerted, self._plan.alerts.outcomes()
            self.monitor.on_alerts({way: count - before.get(way, 0) for way, count in self._alerted.items()})
        return self.monitor.sample(
            portfolio_value=venue.portfolio_value(),
            cash=venue.cash(),
            feed_age=(self._clock() - self._fed_ns) / SECOND,
            engine_armed=float(self._session.state.value == "ARMED"),
            **self._figures.gauges(),
            **shadow_gauges(self._shadow),
        )

    def _alert(self, event: str, breaker: str, reason: str, *, severity: str | None = None) -> None:
        if self._plan.alerts is not None:
            self._plan.alerts.send_alert(event, breaker, reason, severity=severity)


def _metrics(name: str) -> PrometheusMetrics | None:
    try:
        return PrometheusMetrics(name)
    except MissingExtraError:
        return None  # the numbers are there all the same, without Prometheus' text


def _kind_of(error: str, otherwise: str) -> str:
    name, colon, _ = error.partition(":")
    return name if colon and name.isidentifier() else otherwise


def _named(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f"{name}_" if name in ("event", "level", "seq") else name: value for name, value in payload.items()
    }
