"""What becomes of an alert: sent now, with others, with an earlier one, or not at all; pure, and never silent.

Alerts of CRITICAL are put together with their repetitions, never dropped. Others are limited to a number for each
breaker and hour, and the next one that passes says how many did not.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import Any, Final

from rustybt.exceptions import ConfigurationError

__all__ = ["Alert", "AlertQueue", "AlertStatus", "Delivery", "QueueLimits", "Severity"]

SECOND: Final = 1_000_000_000
HOUR: Final = 3600 * SECOND
NOWHERE: Final = "none"
NO_ANSWER_NEEDED: Final = frozenset(("alarm_test", "reminder"))


class Severity(IntEnum):
    """How bad it is."""

    INFO = 10
    WARNING = 20
    ERROR = 30
    CRITICAL = 40

    @classmethod
    def of(cls, value: Severity | str) -> Severity:
        """A severity from its name.

        Args:
            value: Such as ``"CRITICAL"``, in any capitals.

        Raises:
            ConfigurationError: If there is no such severity.
        """
        if isinstance(value, Severity):
            return value
        try:
            return cls[value.upper()]
        except KeyError:
            raise ConfigurationError(
                f"severity {value!r} is not one of {', '.join(cls.__members__)}"
            ) from None


class AlertStatus(StrEnum):
    """What became of an alert, or of its way over one channel."""

    PENDING = "pending"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    FAILED = "failed"
    DEDUPLICATED = "deduplicated"
    RATE_LIMITED = "rate_limited"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to a human.

    Attributes:
        id: Unique in the life of a strategy.
        time_ns: UTC nanoseconds.
        severity: How bad it is.
        event_type: Such as ``circuit_breaker_tripped``.
        breaker: Which breaker it is about; empty for none.
        message: One sentence.
        details: JSON-typed.
    """

    id: str
    time_ns: int
    severity: Severity
    event_type: str
    breaker: str
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, str]:
        """What alerts have in common that tell the same."""
        return (self.event_type, self.breaker, self.message)


@dataclass(slots=True)
class Delivery:
    """The way of an alert over a channel.

    Attributes:
        alert: What is sent.
        channel: Name of the channel.
        status: Where it stands.
        attempts: How often it was tried.
        next_ns: Not before this time, UTC nanoseconds.
        delivered_ns: When it arrived; None before.
        error: Of the last attempt, redacted.
        busy: Whether it is being tried right now.
    """

    alert: Alert
    channel: str
    status: AlertStatus = AlertStatus.PENDING
    attempts: int = 0
    next_ns: int = 0
    delivered_ns: int | None = None
    error: str | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLimits:
    """How many, how often, how long.

    Attributes:
        rate: Alerts below CRITICAL for each breaker and hour.
        dedupe_seconds: For how long an equal CRITICAL alert is counted instead of sent.
        batch_seconds: How long WARNING and INFO wait for others.
        reminder_seconds: After which CRITICAL alerts that nobody acknowledged are told again; 0 for never.
        retry_seconds: Before the second attempt; doubled after each.
        retry_most_seconds: No longer than this between attempts.
        attempts: For alerts below CRITICAL, which are tried until they arrive.
        waiting: Alerts below CRITICAL that may wait for one channel.
        distinct: CRITICAL alerts that are kept apart, in all and for one channel; more are put together and counted.
        remembered: Alerts whose status can be read.
    """

    rate: int = 10
    dedupe_seconds: int = 300
    batch_seconds: int = 60
    reminder_seconds: int = 900
    retry_seconds: int = 1
    retry_most_seconds: int = 300
    attempts: int = 8
    waiting: int = 1000
    distinct: int = 256
    remembered: int = 4096

    def __post_init__(self) -> None:
        wrong = [name for name in self.__dataclass_fields__ if getattr(self, name) < 0]
        if wrong or not (
            self.retry_seconds and self.attempts and self.waiting and self.distinct and self.remembered
        ):
            raise ConfigurationError(f"limits of alerts must be positive; got {self}")

    def backoff_ns(self, attempts: int) -> int:
        """Nanoseconds to wait after so many attempts.

        Args:
            attempts: At least 1.
        """
        return min(self.retry_seconds << min(attempts - 1, 32), self.retry_most_seconds) * SECOND


@dataclass(slots=True)
class _Repeated:
    # A CRITICAL alert that was sent, and how often it has come again since.
    alert: Alert
    until_ns: int
    count: int = 0


class AlertQueue:
    """Alerts on their way. It knows no thread and no clock: times are passed in.

    Args:
        channels: Name of each channel, and the least severity that it takes.
        limits: How many, how often, how long.

    Attributes:
        outcomes: How often each way over a channel ended so, or is tried again; under ``none`` the alerts that go no
            way of their own.
    """

    def __init__(self, channels: Mapping[str, Severity], limits: QueueLimits) -> None:
        self._channels = dict(channels)
        self._limits = limits
        self._lanes: dict[str, list[Delivery]] = {name: [] for name in channels}
        self._critical: OrderedDict[tuple[str, str, str], _Repeated] = OrderedDict()
        self._sent: dict[str, deque[int]] = {}
        self._suppressed: dict[str, int] = {}
        self._batch: list[Alert] = []
        self._batch_due_ns = 0
        self._deliveries: OrderedDict[str, list[Delivery]] = OrderedDict()
        self._outcomes: OrderedDict[str, AlertStatus] = OrderedDict()
        self._part_of: OrderedDict[str, str] = OrderedDict()
        self._open: OrderedDict[tuple[str, str, str], Alert] = OrderedDict()
        self._reminder_ns: int | None = None
        self.dropped = 0
        self.outcomes: Counter[tuple[str, AlertStatus]] = Counter()

    def put(self, alert: Alert) -> AlertStatus:
        """Take an alert.

        Args:
            alert: With its time.

        Returns:
            PENDING, or why it is not sent by itself.
        """
        status = self._put_critical(alert) if alert.severity is Severity.CRITICAL else self._put_other(alert)
        _remember(self._outcomes, alert.id, status, self._limits.remembered)
        if status is not AlertStatus.PENDING:
            self.outcomes[NOWHERE, status] += 1
        return status

    def due(self, channel: str, now_ns: int) -> Delivery | None:
        """The delivery that a channel should try next; CRITICAL first, then the oldest.

        Args:
            channel: Name of the channel.
            now_ns: UTC nanoseconds.
        """
        self._flush(now_ns)
        ready = [each for each in self._lanes[channel] if each.next_ns <= now_ns and not each.busy]
        found = min(ready, key=lambda each: (-each.alert.severity, each.alert.time_ns), default=None)
        if found:
            found.busy = True
        return found

    def hurry(self) -> None:
        """Let what waits for others wait no longer, since nothing comes after it."""
        self._batch_due_ns = 0

    def next_ns(self, channel: str) -> int | None:
        """When a channel may have something to do; None when nothing waits.

        Args:
            channel: Name of the channel.
        """
        times = [each.next_ns for each in self._lanes[channel] if not each.busy]
        if self._batch:
            times.append(self._batch_due_ns)
        if self._reminder_ns is not None:
            times.append(self._reminder_ns)
        times += [each.until_ns for each in self._critical.values() if each.count]
        return min(times, default=None)

    def done(
        self, delivery: Delivery, now_ns: int, error: str | None = None, *, final: bool = False
    ) -> AlertStatus:
        """Note the result of an attempt.

        Args:
            delivery: What was tried.
            now_ns: UTC nanoseconds.
            error: Why it failed; None when it arrived.
            final: Whether another attempt cannot help.

        Returns:
            Where the delivery stands.
        """
        lane = self._lanes[delivery.channel]
        delivery.attempts += 1
        delivery.error = error
        delivery.busy = False
        if error is None:
            delivery.status, delivery.delivered_ns = AlertStatus.DELIVERED, now_ns
        elif delivery.alert.severity is Severity.CRITICAL or not (
            final or delivery.attempts >= self._limits.attempts
        ):
            delivery.status = AlertStatus.RETRYING
            delivery.next_ns = now_ns + self._limits.backoff_ns(delivery.attempts)
        else:
            delivery.status = AlertStatus.FAILED
        self.outcomes[delivery.channel, delivery.status] += 1
        if delivery.status is not AlertStatus.RETRYING:
            lane.remove(delivery)
        return delivery.status

    def status(self, alert_id: str) -> AlertStatus | None:
        """What became of an alert; None if it is not remembered.

        Args:
            alert_id: Of the alert.

        Returns:
            DELIVERED when every channel has it, FAILED when one has given up, RETRYING when one is trying again.
        """
        states = {each.status for each in self.deliveries(alert_id)}
        for worst in (AlertStatus.FAILED, AlertStatus.RETRYING, AlertStatus.PENDING, AlertStatus.DELIVERED):
            if worst in states:
                return worst
        return self._outcomes.get(alert_id)

    def deliveries(self, alert_id: str) -> Sequence[Delivery]:
        """The ways of an alert, or of the batch that it went with.

        Args:
            alert_id: Of the alert.
        """
        return tuple(self._deliveries.get(self._part_of.get(alert_id, alert_id), ()))

    def waiting(self) -> Sequence[Delivery]:
        """Everything that has not arrived and is still tried."""
        return tuple(each for lane in self._lanes.values() for each in lane)

    def unacknowledged(self) -> Sequence[Alert]:
        """CRITICAL alerts that no operator has acknowledged, the oldest first."""
        return tuple(self._open.values())

    def acknowledge(self, alert_id: str) -> bool:
        """Stop reminding of a CRITICAL alert.

        Args:
            alert_id: Of the alert, or of one that repeated it.

        Returns:
            Whether it was still open.
        """
        wanted = self._part_of.get(alert_id, alert_id)
        found = next((key for key, each in self._open.items() if each.id == wanted), None)
        if found is not None:
            del self._open[found]
        if not self._open:
            self._reminder_ns = None
        return found is not None

    def reopen(self, alerts: Sequence[Alert], now_ns: int) -> None:
        """Take up CRITICAL alerts that were open when the process ended, and tell them at once.

        Args:
            alerts: As :meth:`unacknowledged` gave them.
            now_ns: UTC nanoseconds.
        """
        self._open.update((each.key, each) for each in alerts)
        if self._open and self._limits.reminder_seconds:
            self._reminder_ns = now_ns

    def _put_critical(self, alert: Alert) -> AlertStatus:
        key = alert.key
        if key not in self._critical and len(self._critical) >= self._limits.distinct:
            self._forget_critical(alert.time_ns)
            if len(self._critical) >= self._limits.distinct:
                # A flood of different texts: they are counted under what they have in common.
                key = (alert.event_type, alert.breaker, "")
        known = self._critical.get(key)
        if known is None or (known.until_ns <= alert.time_ns and not known.count):
            self._critical[key] = _Repeated(alert, alert.time_ns + self._limits.dedupe_seconds * SECOND)
            self._leave_open(alert)
            return self._send(alert)
        known.count += 1
        known.alert = replace(alert, id=known.alert.id)
        _remember(self._part_of, alert.id, known.alert.id, self._limits.remembered)
        return AlertStatus.DEDUPLICATED

    def _put_other(self, alert: Alert) -> AlertStatus:
        breaker = alert.breaker or alert.event_type
        sent = self._sent.setdefault(breaker, deque())
        while sent and sent[0] <= alert.time_ns - HOUR:
            sent.popleft()
        if len(sent) >= self._limits.rate:
            self._suppressed[breaker] = self._suppressed.get(breaker, 0) + 1
            return AlertStatus.RATE_LIMITED
        sent.append(alert.time_ns)
        missed = self._suppressed.pop(breaker, 0)
        if missed:
            alert = replace(alert, details={**alert.details, "suppressed_before": missed})
        if alert.severity >= Severity.ERROR or not self._limits.batch_seconds:
            return self._send(alert)
        if not any(alert.severity >= least for least in self._channels.values()):
            return AlertStatus.NO_CHANNEL
        if not self._batch:
            self._batch_due_ns = alert.time_ns + self._limits.batch_seconds * SECOND
        self._batch.append(alert)
        return AlertStatus.PENDING

    def _flush(self, now_ns: int) -> None:
        if self._batch and self._batch_due_ns <= now_ns:
            batch, self._batch = self._batch, []
            self._send(batch[0] if len(batch) == 1 else self._together(batch))
        self._forget_critical(now_ns)
        if self._reminder_ns is not None and self._reminder_ns <= now_ns:
            self._remind(now_ns)

    def _leave_open(self, alert: Alert) -> None:
        if alert.event_type in NO_ANSWER_NEEDED:
            return
        # Past the limit the oldest is let go: the reminder still counts, and the journal still has it.
        _remember(self._open, alert.key, alert, self._limits.distinct)
        if self._reminder_ns is None and self._limits.reminder_seconds:
            self._reminder_ns = alert.time_ns + self._limits.reminder_seconds * SECOND

    def _remind(self, now_ns: int) -> None:
        self._reminder_ns = now_ns + self._limits.reminder_seconds * SECOND
        parts = [
            {"id": each.id, "message": each.message, "time_ns": each.time_ns} for each in self._open.values()
        ]
        oldest = next(iter(self._open.values()))
        self._send(
            Alert(
                id=f"{oldest.id}-reminder-{now_ns}",
                time_ns=now_ns,
                severity=Severity.CRITICAL,
                event_type="reminder",
                breaker="",
                message=f"{len(parts)} critical alerts are not acknowledged: {oldest.message}",
                details={"alerts": parts},
            )
        )

    def _together(self, batch: list[Alert]) -> Alert:
        worst = max(batch, key=lambda each: each.severity)
        parts = [
            {"id": each.id, "severity": each.severity.name, "event_type": each.event_type, "message": each.message,
             "time_ns": each.time_ns, "details": dict(each.details)}
            for each in batch
        ]  # fmt: skip
        whole = Alert(
            id=f"{batch[0].id}-batch",
            time_ns=batch[-1].time_ns,
            severity=worst.severity,
            event_type="batch",
            breaker="",
            message=f"{len(batch)} alerts: {worst.message}",
            details={"alerts": parts},
        )
        for each in batch:
            _remember(self._part_of, each.id, whole.id, self._limits.remembered)
        return whole

    def _forget_critical(self, now_ns: int) -> None:
        over = [key for key, each in self._critical.items() if each.until_ns <= now_ns]
        for key in over:
            repeated = self._critical.pop(key)
            if not repeated.count:
                continue
            details = {**repeated.alert.details, "repeated": repeated.count}
            again = replace(
                repeated.alert,
                id=f"{repeated.alert.id}-again-{now_ns}",
                time_ns=now_ns,
                message=f"{repeated.alert.message} (again {repeated.count} times)",
                details=details,
            )
            self._critical[key] = _Repeated(repeated.alert, now_ns + self._limits.dedupe_seconds * SECOND)
            self._send(again)

    def _send(self, alert: Alert) -> AlertStatus:
        made = [
            Delivery(alert, name, next_ns=alert.time_ns)
            for name, least in self._channels.items()
            if alert.severity >= least
        ]
        if not made:
            return AlertStatus.NO_CHANNEL
        _remember(self._deliveries, alert.id, made, self._limits.remembered)
        for delivery in made:
            self._join(self._lanes[delivery.channel], delivery)
        return AlertStatus.PENDING

    def _join(self, lane: list[Delivery], delivery: Delivery) -> None:
        new = delivery.alert
        alike = [each for each in lane if each.alert.severity is Severity.CRITICAL and not each.busy]
        if new.severity is not Severity.CRITICAL or len(alike) < self._limits.distinct:
            lane.append(delivery)
            self._shorten(lane)
            return
        # A channel that is down for long: the newest that tells of the same takes this one in.
        host = ([each for each in alike if each.alert.key[:2] == new.key[:2]] or alike)[-1]
        together = host.alert.details.get("put_together", 1) + 1
        host.alert = replace(new, details={**new.details, "put_together": together})
        ways = self._deliveries[new.id]
        ways[ways.index(delivery)] = host

    def _shorten(self, lane: list[Delivery]) -> None:
        others = [each for each in lane if each.alert.severity is not Severity.CRITICAL]
        if len(others) > self._limits.waiting:
            others[0].status, others[0].error = AlertStatus.FAILED, "too many alerts were waiting"
            lane.remove(others[0])
            self.dropped += 1
            self.outcomes[others[0].channel, AlertStatus.FAILED] += 1


def _remember[K, T](book: OrderedDict[K, T], key: K, value: T, most: int) -> None:
    book[key] = value
    book.move_to_end(key)
    while len(book) > most:
        book.popitem(last=False)
