"""Posts metrics to an HTTPS endpoint in batches, from a thread of its own, and drops the oldest when it cannot."""

from __future__ import annotations

import json
import os
import ssl
import threading
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from rustybt.exceptions import AlertError
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.webhook_guard import AddressPolicy, WebhookTarget, post

__all__ = ["ENDPOINT", "MetricSink"]

ENDPOINT: Final = "METRICS_ENDPOINT_URL"
SECOND: Final = 1_000_000_000
WAITING: Final = 10_000
BATCH: Final = 200
LONGEST_TAG: Final = 64
MOST_TAGS: Final = 8


class MetricSink:
    """A webhook for metrics.

    Args:
        url: HTTPS; its path is a secret.
        strategy_name: Told in each batch.
        redactor: Learns the URL and the token, and hides secrets in tags.
        token: Sent as a bearer token; None for none.
        policy: Which addresses may be written to.
        context: Trusted certificates; the system's by default.
        interval_seconds: Between batches.
        report: Called on the sink's thread with the redacted reason when a batch is not taken.
    """

    def __init__(
        self,
        url: Secret,
        strategy_name: str,
        *,
        redactor: Redactor,
        token: Secret | None = None,
        policy: AddressPolicy | None = None,
        context: ssl.SSLContext | None = None,
        interval_seconds: float = 5.0,
        report: Callable[[str], None] | None = None,
    ) -> None:
        self._target = WebhookTarget.parse(url.reveal())
        self._strategy_name = strategy_name
        self._redactor = redactor
        self._token = token
        self._policy = policy or AddressPolicy()
        self._context = context
        self._interval = interval_seconds
        self._report = report
        self._waiting: deque[dict[str, Any]] = deque(maxlen=WAITING)
        self._wake = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None
        self.dropped = self.delivered = self.failures = 0
        self.failing = False
        for secret in (url, *([token] if token else [])):
            redactor.register(secret)

    @classmethod
    def from_env(
        cls, strategy_name: str, redactor: Redactor, environment: Mapping[str, str] | None = None
    ) -> MetricSink | None:
        """The sink of ``METRICS_ENDPOINT_URL``, with ``METRICS_ENDPOINT_TOKEN``; None without one.

        Args:
            strategy_name: Told in each batch.
            redactor: Learns the URL and the token.
            environment: ``os.environ`` by default; ``ALERT_WEBHOOK_ALLOW_NETWORKS`` holds for it too.
        """
        given = os.environ if environment is None else environment
        if not given.get(ENDPOINT):
            return None
        token = given.get("METRICS_ENDPOINT_TOKEN", "")
        return cls(
            Secret(given[ENDPOINT]),
            strategy_name,
            redactor=redactor,
            token=Secret(token) if token else None,
            policy=AddressPolicy.parse(given.get("ALERT_WEBHOOK_ALLOW_NETWORKS", "")),
        )

    def put(self, name: str, value: float, tags: Mapping[str, str], time_ns: int) -> None:
        """Hand in a value: never blocks; with 10,000 waiting the oldest is dropped and counted.

        Args:
            name: Of the metric.
            value: Finite.
            tags: The first eight are kept, each cut at 64 characters.
            time_ns: UTC nanoseconds.
        """
        if len(self._waiting) == WAITING:
            self.dropped += 1
        kept = {str(key)[:LONGEST_TAG]: str(tags[key])[:LONGEST_TAG] for key in list(tags)[:MOST_TAGS]}
        self._waiting.append({"metric": name[:LONGEST_TAG], "value": value, "tags": kept, "time_ns": time_ns})

    def start(self) -> None:
        """Start the thread; one that has ended is started again."""
        if self._thread is None or not self._thread.is_alive():
            self._closed = False
            self._wake.clear()
            self._thread = threading.Thread(target=self._work, name="rustybt-metrics", daemon=True)
            self._thread.start()

    def flush(self) -> bool:
        """Post what waits, on this thread.

        Returns:
            Whether everything was taken; what was not waits on.
        """
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                self._post(batch)
            except AlertError as error:
                self.failures += 1
                self.failing = True
                self._put_back(batch)
                if self._report is not None:
                    self._report(self._redactor.redact(str(error)))
                return False
            self.delivered += len(batch)
            self.failing = False
        return True

    def close(self, timeout: float = 5.0) -> None:
        """Stop the thread; what waits is tried once more.

        Args:
            timeout: Seconds to wait for it.
        """
        self._closed = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        while not self._closed:
            self._wake.wait(self._interval)
            self.flush()

    def _post(self, batch: list[dict[str, Any]]) -> None:
        told = [
            {**each, "timestamp": datetime.fromtimestamp(each["time_ns"] / SECOND, UTC).isoformat()}
            for each in batch
        ]
        shown = self._redactor.redact_value({"strategy": self._strategy_name, "metrics": told})
        headers = {"Content-Type": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token.reveal()}"
        post(self._target, json.dumps(shown).encode(), headers, policy=self._policy, context=self._context)

    def _put_back(self, batch: list[dict[str, Any]]) -> None:
        room = WAITING - len(self._waiting)
        self.dropped += max(len(batch) - room, 0)
        self._waiting.extendleft(reversed(batch[-room:] if room else []))
