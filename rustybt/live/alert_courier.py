"""Carries alerts from the queue over the channels, on one thread for each channel."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Final

from rustybt.exceptions import AlertError, RustyBTError
from rustybt.live.alert_channels import AlertChannel
from rustybt.live.alert_queue import Alert, AlertQueue, AlertStatus, Delivery, QueueLimits
from rustybt.live.redaction import Redactor

__all__ = ["AlertCourier", "ChannelHealth"]

SECOND: Final = 1_000_000_000
WEEK: Final = 7 * 86_400 * SECOND


@dataclass(slots=True)
class ChannelHealth:
    """How a channel has done.

    Attributes:
        delivered: Alerts that arrived.
        failures: Attempts that failed since the last that arrived.
        last_success_ns: When one last arrived; None before the first.
        last_error: Of the last attempt that failed, redacted.
    """

    delivered: int = 0
    failures: int = 0
    last_success_ns: int | None = None
    last_error: str | None = None


class AlertCourier:
    """The workers of an alert manager.

    Args:
        channels: The ways to a human.
        limits: Of the queue.
        strategy_name: Named in each alert.
        clock: UTC nanoseconds now.
        redactor: Hides secrets in alerts and errors.
        report: Called with a record of each attempt.

    Attributes:
        queue: Held only under ``changed``, never while a channel is used.
        changed: Lock and signal of the queue.
    """

    def __init__(
        self,
        channels: Sequence[AlertChannel],
        limits: QueueLimits,
        *,
        strategy_name: str,
        clock: Callable[[], int],
        redactor: Redactor,
        report: Callable[[Mapping[str, Any]], None] | None,
    ) -> None:
        self.changed = threading.Condition()
        self._channels = {each.name: each for each in channels}
        self.queue = AlertQueue({name: each.least for name, each in self._channels.items()}, limits)
        self._strategy_name = strategy_name
        self._clock = clock
        self._redactor = redactor
        self._report = report
        self._health = {name: ChannelHealth() for name in self._channels}
        self._threads: dict[str, threading.Thread] = {}
        self._closed = False
        self._unreported = 0

    def put(self, alert: Alert) -> AlertStatus:
        """Take an alert; the caller holds ``changed``.

        Args:
            alert: Not yet redacted.
        """
        status = self.queue.put(alert)
        self.changed.notify_all()
        return status

    def start(self) -> None:
        """Start the worker of each channel that has none; nothing after :meth:`close`.

        Raises:
            RuntimeError: If the system gives no more threads.
        """
        for name in self._channels:
            with self.changed:
                thread = self._threads.get(name)
                if self._closed or (thread is not None and thread.is_alive()):
                    continue
                thread = threading.Thread(
                    target=self._work, args=(name,), name=f"rustybt-{name}", daemon=True
                )
                thread.start()
                self._threads[name] = thread

    def deliver_due(self, *, last: bool = False) -> int:
        """Try everything that is due now, on this thread; returns the number of attempts.

        Args:
            last: Whether what waits for others is due, too.
        """
        if last:
            with self.changed:
                self.queue.hurry()
        return sum(1 for name in self._channels for _ in iter(partial(self._attempt, name), False))

    def close(self, timeout: float) -> Sequence[Delivery]:
        """Stop the workers and return what has not arrived.

        Args:
            timeout: Seconds that each attempt under way may take.
        """
        with self.changed:
            self._closed = True
            self.changed.notify_all()
        for thread in self._threads.values():
            thread.join(timeout)
        with self.changed:
            return self.queue.waiting()

    def health(self) -> dict[str, Any]:
        """How channels and queue fare, JSON-typed."""
        with self.changed:
            now = self._clock()
            channels = {name: self._channel_health(name, now) for name in self._channels}
            waiting = self.queue.waiting()
            return {
                "ok": bool(channels) and all(each["ok"] for each in channels.values()),
                "channels": channels,
                "waiting": len(waiting),
                "oldest_waiting_ns": min((each.alert.time_ns for each in waiting), default=None),
                "unacknowledged": [each.id for each in self.queue.unacknowledged()],
                "dropped": self.queue.dropped,
                "unreported": self._unreported,
            }

    def tell(self, record: Mapping[str, Any]) -> None:
        """Report a record; a journal that cannot take it does not end the delivery of alerts.

        Args:
            record: JSON-typed.
        """
        if self._report is None:
            return
        try:
            self._report(record)
        except (RustyBTError, OSError):
            self._unreported += 1

    def _channel_health(self, name: str, now: int) -> dict[str, Any]:
        told = asdict(self._health[name])
        last = told["last_success_ns"]
        thread = self._threads.get(name)
        told["stale"] = last is None or now - last > WEEK
        told["working"] = thread is None or thread.is_alive()
        told["ok"] = told["working"] and not told["stale"] and not told["failures"]
        return told

    def _work(self, name: str) -> None:
        while True:
            with self.changed:
                if self._closed:
                    return
                next_ns = self.queue.next_ns(name)
                wait = None if next_ns is None else (next_ns - self._clock()) / SECOND
                if wait is None or wait > 0:
                    # The injected clock may jump, so it is read again soon.
                    self.changed.wait(None if wait is None else min(wait, 1.0))
                    continue
            self._attempt(name)

    def _attempt(self, name: str) -> bool:
        with self.changed:
            delivery = self.queue.due(name, self._clock())
        if delivery is None:
            return False
        alert = self._redacted(delivery.alert)
        error: str | None = "the channel itself failed"
        try:
            self._channels[name].send(alert, self._strategy_name)
            error = None
        except AlertError as failure:
            error = self._redactor.redact(str(failure))
        finally:
            self._finish(delivery, alert, error)
        return True

    def _finish(self, delivery: Delivery, alert: Alert, error: str | None) -> None:
        health = self._health[delivery.channel]
        with self.changed:
            now = self._clock()
            status = self.queue.done(delivery, now, error)
            if error is None:
                health.delivered, health.failures, health.last_success_ns = health.delivered + 1, 0, now
            else:
                health.failures, health.last_error = health.failures + 1, error
        self.tell(
            {
                "alert_id": alert.id,
                "channel": delivery.channel,
                "status": status.value,
                "attempt": delivery.attempts,
                "severity": alert.severity.name,
                "event_type": alert.event_type,
                "message": alert.message,
                "error": error,
                "time_ns": now,
            }
        )

    def _redacted(self, alert: Alert) -> Alert:
        redact = self._redactor.redact
        return replace(
            alert,
            event_type=redact(alert.event_type),
            breaker=redact(alert.breaker),
            message=redact(alert.message),
            details=self._redactor.redact_value(alert.details),
        )
