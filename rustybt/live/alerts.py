"""Alerts to humans: halt first, then tell. Handing one in never blocks and never raises into the engine.

Each channel has a worker thread of its own, so that a mail server that hangs does not hold up a webhook. What fails is
tried again with growing pauses; CRITICAL alerts until they arrive, and until an operator acknowledges them they are
told again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from types import TracebackType
from typing import Any

from rustybt.exceptions import AlertError, ConfigurationError
from rustybt.live.alert_channels import AlertChannel, EmailChannel, SmsChannel, WebhookChannel
from rustybt.live.alert_courier import AlertCourier
from rustybt.live.alert_queue import Alert, AlertStatus, Delivery, QueueLimits, Severity
from rustybt.live.alert_values import plain_details, plain_text, severity_of
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.webhook_guard import AddressPolicy, WebhookTarget

__all__ = ["AlertConfig", "AlertManager", "AlertReceipt"]

SHORTEST_KEY = 8
PORTS = 65_536
TLS_FIRST = 465


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertConfig:
    """Which channels there are. It shows no secret.

    Attributes:
        smtp_host: Mail server; empty for no e-mail.
        smtp_port: 587 for STARTTLS, 465 for TLS from the start.
        smtp_username: To sign in with; empty for not signing in.
        smtp_password: To sign in with.
        smtp_plain: Whether a server without TLS is accepted; never together with a password.
        email_from: Sender.
        email_to: Recipients.
        twilio_account_sid: Twilio account; empty for no SMS.
        twilio_auth_token: Of that account.
        twilio_from: Number of the sender.
        phone_to: Numbers of the recipients.
        webhook_urls: HTTPS URLs; secrets, since those of many services carry a key.
        webhook_tokens: A bearer token for each URL, in its order; an empty one for none.
        webhook_hmac_secret: Signs each webhook.
        allowed_networks: Networks that a webhook may reach although they are not public.
        limits: How many, how often, how long.

    Example:
        >>> AlertConfig.from_env({"ALERT_WEBHOOK_URLS": "https://hooks.example.com/T0/secret"})
        AlertConfig(channels=['webhook:hooks.example.com'])
    """

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_username: str = ""
    smtp_password: Secret = field(default_factory=lambda: Secret(""))
    smtp_plain: bool = False
    email_from: str = ""
    email_to: tuple[str, ...] = ()
    twilio_account_sid: str = ""
    twilio_auth_token: Secret = field(default_factory=lambda: Secret(""))
    twilio_from: str = ""
    phone_to: tuple[str, ...] = ()
    webhook_urls: tuple[Secret, ...] = ()
    webhook_tokens: tuple[Secret, ...] = ()
    webhook_hmac_secret: Secret = field(default_factory=lambda: Secret(""))
    allowed_networks: AddressPolicy = field(default_factory=AddressPolicy)
    limits: QueueLimits = field(default_factory=QueueLimits)

    def __post_init__(self) -> None:
        self._check_mail()
        if self.twilio_account_sid and not (self.twilio_auth_token and self.twilio_from and self.phone_to):
            raise ConfigurationError(
                "TWILIO_ACCOUNT_SID needs TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER and ALERT_PHONE_TO beside it"
            )
        if self.phone_to and not self.twilio_account_sid:
            raise ConfigurationError(
                "ALERT_PHONE_TO needs TWILIO_ACCOUNT_SID beside it: nobody would be told"
            )
        if self.webhook_tokens and len(self.webhook_tokens) != len(self.webhook_urls):
            raise ConfigurationError(
                f"{len(self.webhook_tokens)} webhook tokens for {len(self.webhook_urls)} URLs; give one for each, "
                f"in their order, and leave it empty where there is none"
            )
        for url in self.webhook_urls:
            WebhookTarget.parse(url.reveal())

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> AlertConfig:
        """The configuration of the environment.

        ``SMTP_HOST``, ``SMTP_PORT`` (587), ``SMTP_USERNAME``, ``SMTP_PASSWORD``, ``ALERT_EMAIL_FROM``,
        ``ALERT_EMAIL_TO``; ``TWILIO_ACCOUNT_SID``, ``TWILIO_AUTH_TOKEN``, ``TWILIO_FROM_NUMBER``, ``ALERT_PHONE_TO``;
        ``ALERT_WEBHOOK_URLS``, ``ALERT_WEBHOOK_URL``, ``ALERT_WEBHOOK_TOKENS``, ``ALERT_WEBHOOK_HMAC_SECRET``,
        ``ALERT_WEBHOOK_ALLOW_NETWORKS``; ``ALERT_RATE_LIMIT`` (10). Lists have commas between their items.

        Args:
            environment: ``os.environ`` by default.

        Raises:
            ConfigurationError: If something is half given, malformed, or no HTTPS.
        """
        given = os.environ if environment is None else environment
        urls = _list(given, "ALERT_WEBHOOK_URLS") + _list(given, "ALERT_WEBHOOK_URL")
        tokens = given.get("ALERT_WEBHOOK_TOKENS", "")
        return cls(
            smtp_host=given.get("SMTP_HOST", ""),
            smtp_port=_number(given, "SMTP_PORT", 587),
            smtp_username=given.get("SMTP_USERNAME", ""),
            smtp_password=Secret(given.get("SMTP_PASSWORD", "")),
            email_from=given.get("ALERT_EMAIL_FROM", ""),
            email_to=_list(given, "ALERT_EMAIL_TO"),
            twilio_account_sid=given.get("TWILIO_ACCOUNT_SID", ""),
            twilio_auth_token=Secret(given.get("TWILIO_AUTH_TOKEN", "")),
            twilio_from=given.get("TWILIO_FROM_NUMBER", ""),
            phone_to=_list(given, "ALERT_PHONE_TO"),
            webhook_urls=tuple(Secret(url) for url in dict.fromkeys(urls)),
            webhook_tokens=tuple(Secret(token.strip()) for token in tokens.split(",")) if tokens else (),
            webhook_hmac_secret=Secret(given.get("ALERT_WEBHOOK_HMAC_SECRET", "")),
            allowed_networks=AddressPolicy.parse(given.get("ALERT_WEBHOOK_ALLOW_NETWORKS", "")),
            limits=QueueLimits(rate=_number(given, "ALERT_RATE_LIMIT", 10)),
        )

    @property
    def reaches_anybody(self) -> bool:
        """Whether any channel is configured."""
        return bool(self.smtp_host or self.twilio_account_sid or self.webhook_urls)

    def channels(self, clock: Callable[[], int], redactor: Redactor) -> list[AlertChannel]:
        """The channels that are configured.

        Args:
            clock: UTC nanoseconds now.
            redactor: Learns every secret of the configuration.
        """
        for secret in self._secrets():
            redactor.register(secret)
        made: list[AlertChannel] = []
        if self.smtp_host:
            made.append(
                EmailChannel(
                    host=self.smtp_host,
                    port=self.smtp_port,
                    username=self.smtp_username,
                    password=self.smtp_password,
                    sender=self.email_from,
                    recipients=self.email_to,
                    tls_first=self.smtp_port == TLS_FIRST,
                    plain=self.smtp_plain,
                )
            )
        if self.twilio_account_sid:
            made.append(
                SmsChannel(
                    account_sid=self.twilio_account_sid,
                    auth_token=self.twilio_auth_token,
                    sender=self.twilio_from,
                    recipients=self.phone_to,
                )
            )
        tokens = self.webhook_tokens or (Secret(""),) * len(self.webhook_urls)
        names = self._webhook_names()
        for name, url, token in zip(names, self.webhook_urls, tokens, strict=True):
            made.append(
                WebhookChannel(
                    name=name,
                    target=WebhookTarget.parse(url.reveal()),
                    clock=clock,
                    redactor=redactor,
                    token=token or None,
                    hmac_secret=self.webhook_hmac_secret or None,
                    policy=self.allowed_networks,
                )
            )
        return made

    def __repr__(self) -> str:
        names = (
            ["email"] * bool(self.smtp_host) + ["sms"] * bool(self.twilio_account_sid) + self._webhook_names()
        )
        return f"AlertConfig(channels={names})"

    def _webhook_names(self) -> list[str]:
        hosts = [WebhookTarget.parse(url.reveal()).host for url in self.webhook_urls]
        return [
            f"webhook:{host}" if hosts.count(host) == 1 else f"webhook:{host}#{number}"
            for number, host in enumerate(hosts, 1)
        ]

    def _secrets(self) -> Iterator[Secret]:
        given = (self.smtp_password, self.twilio_auth_token, self.webhook_hmac_secret)
        yield from (each for each in (*given, *self.webhook_tokens, *self.webhook_urls) if each)
        for url in self.webhook_urls:
            path = WebhookTarget.parse(url.reveal()).path.removeprefix("/")
            if len(path) >= SHORTEST_KEY:  # a shorter one is a word, not a key
                yield Secret(path)

    def _check_mail(self) -> None:
        if self.smtp_host and not (self.email_from and self.email_to):
            raise ConfigurationError("SMTP_HOST needs ALERT_EMAIL_FROM and ALERT_EMAIL_TO beside it")
        if self.email_to and not self.smtp_host:
            raise ConfigurationError("ALERT_EMAIL_TO needs SMTP_HOST beside it: nobody would be told")
        if self.smtp_username and not self.smtp_password:
            raise ConfigurationError("SMTP_USERNAME needs SMTP_PASSWORD beside it")
        if self.smtp_plain and self.smtp_username:
            raise ConfigurationError(
                "a mail server without TLS must not be given a password; leave smtp_plain False"
            )
        if not 0 < self.smtp_port < PORTS:
            raise ConfigurationError(f"SMTP_PORT {self.smtp_port} is no port")
        for address in (self.email_from, *self.email_to):
            if any(not letter.isprintable() or letter in " ,;<>" for letter in address):
                raise ConfigurationError(f"{address!r} is no e-mail address; write name@host")


@dataclass(frozen=True, slots=True)
class AlertReceipt:
    """What the sender of an alert gets at once; it may be awaited, for nothing.

    Attributes:
        alert_id: To ask for the status with.
        status: PENDING, or why the alert is not sent by itself.
    """

    alert_id: str
    status: AlertStatus

    def __await__(self) -> Generator[None, None, AlertReceipt]:
        return self
        yield  # makes this a generator, which await wants


class AlertManager:
    """Takes alerts and delivers them on threads of its own.

    Args:
        config: Which channels there are.
        strategy_name: Named in each alert.
        clock: UTC nanoseconds now.
        redactor: Hides secrets in every alert; learns those of the configuration.
        channels: In place of those of the configuration.
        report: Called on a worker's thread with a JSON-typed record of each attempt and acknowledgement, for the
            journal.
        threads: Whether workers are started with the first alert; without them, call :meth:`deliver_due`.
    """

    def __init__(
        self,
        config: AlertConfig,
        strategy_name: str,
        clock: Callable[[], int] = time.time_ns,
        *,
        redactor: Redactor | None = None,
        channels: Sequence[AlertChannel] | None = None,
        report: Callable[[Mapping[str, Any]], None] | None = None,
        threads: bool = True,
    ) -> None:
        self.strategy_name = strategy_name
        self._clock = clock
        self._threaded = threads
        self._number = 0
        redactor = redactor or Redactor()
        made = config.channels(clock, redactor)
        self._courier = AlertCourier(
            made if channels is None else channels,
            config.limits,
            strategy_name=strategy_name,
            clock=clock,
            redactor=redactor,
            report=report,
        )

    def send_alert(
        self,
        event_type: str,
        circuit_breaker_type: str = "",
        reason: str = "",
        details: Mapping[str, Any] | None = None,
        *,
        severity: Severity | str | None = None,
    ) -> AlertReceipt:
        """Hand in an alert. It returns at once and raises nothing: the engine has halted before it calls this.

        Args:
            event_type: Such as ``circuit_breaker_tripped``.
            circuit_breaker_type: Such as ``drawdown``: the limit of alerts is kept for each.
            reason: One sentence.
            details: Anything; what is not plain is told by the name of its type.
            severity: CRITICAL for trips, halts and lost connections, else WARNING, by default.

        Returns:
            The id of the alert and what became of it so far.
        """
        level = severity_of(event_type, severity)
        event, breaker, said = (
            plain_text(event_type),
            plain_text(circuit_breaker_type),
            plain_details(details),
        )
        with self._courier.changed:
            self._number += 1
            now = self._clock()
            alert = Alert(
                id=f"{now:x}-{self._number:x}",
                time_ns=now,
                severity=level,
                event_type=event,
                breaker=breaker,
                message=plain_text(reason) or event,
                details=said,
            )
            status = self._courier.put(alert)
        if self._threaded:
            with suppress(RuntimeError):  # no more threads: the alert waits, and the next one tries again
                self._courier.start()
        return AlertReceipt(alert.id, status)

    def emit_alert(
        self, severity: Severity | str, message: str, details: Mapping[str, Any] | None = None
    ) -> AlertReceipt:
        """Hand in an alert that is about no breaker.

        Args:
            severity: INFO, WARNING, ERROR or CRITICAL.
            message: One sentence.
            details: Anything.
        """
        return self.send_alert("alert", "", message, details, severity=severity)

    def send_test(self) -> AlertReceipt:
        """Try every channel, as should be done each week: an alarm that nobody has heard is none."""
        return self.send_alert(
            "alarm_test", "", f"Test of the alarms of {self.strategy_name}: nothing is wrong"
        )

    def start(self) -> None:
        """Start the workers now; those that have ended are started again."""
        self._courier.start()

    def deliver_due(self, *, last: bool = False) -> int:
        """Try everything that is due now, on this thread.

        Args:
            last: Whether WARNING and INFO that wait for others are due, too: nothing comes after them.

        Returns:
            How many attempts were made.
        """
        return self._courier.deliver_due(last=last)

    def close(self, timeout: float = 10.0) -> Sequence[Delivery]:
        """Stop the workers.

        Args:
            timeout: Seconds that attempts under way may take.

        Returns:
            What has not arrived.
        """
        return self._courier.close(timeout)

    def status(self, alert_id: str) -> AlertStatus | None:
        """What became of an alert; None if it is no longer remembered.

        Args:
            alert_id: Of the receipt.
        """
        with self._courier.changed:
            return self._courier.queue.status(alert_id)

    def deliveries(self, alert_id: str) -> Sequence[Delivery]:
        """How an alert fares on each channel.

        Args:
            alert_id: Of the receipt.
        """
        with self._courier.changed:
            return tuple(replace(each) for each in self._courier.queue.deliveries(alert_id))

    def acknowledge(self, alert_id: str, operator: str) -> bool:
        """Note that a human has seen a CRITICAL alert, so that it is not told again.

        Args:
            alert_id: Of the alert.
            operator: Who has seen it.

        Returns:
            Whether it was still open.

        Raises:
            AlertError: If no operator is named.
        """
        if not operator.strip():
            raise AlertError("an alert is acknowledged by somebody; name the operator")
        with self._courier.changed:
            found = self._courier.queue.acknowledge(alert_id)
            now = self._clock()
        if found:
            self._courier.tell(
                {"alert_id": alert_id, "status": "acknowledged", "operator": operator, "time_ns": now}
            )
        return found

    def unacknowledged(self) -> Sequence[Alert]:
        """CRITICAL alerts that nobody has acknowledged, the oldest first."""
        with self._courier.changed:
            return self._courier.queue.unacknowledged()

    def health(self) -> dict[str, Any]:
        """How alerts fare, JSON-typed: channels, what waits, what nobody has acknowledged.

        Returns:
            ``ok`` is False when there is no channel, one fails, a worker has ended, or one has delivered nothing for
            a week: then call :meth:`send_test`.
        """
        return self._courier.health()

    def outcomes(self) -> dict[tuple[str, str], int]:
        """How often each way of an alert over a channel has ended so, or is tried again, by channel and outcome.

        Returns:
            Under the channel ``none`` the alerts that go no way of their own, such as those above the limit.
        """
        with self._courier.changed:
            return {
                (name, status.value): count for (name, status), count in self._courier.queue.outcomes.items()
            }

    def state(self) -> dict[str, Any]:
        """What must survive a restart, JSON-typed: the CRITICAL alerts that nobody has acknowledged."""
        return {
            "unacknowledged": [
                {**asdict(each), "severity": each.severity.name} for each in self.unacknowledged()
            ]
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was open before a restart; it is told again at once.

        Args:
            state: Of :meth:`state`.
        """
        alerts = [
            Alert(**{**each, "severity": Severity.of(each["severity"])}) for each in state["unacknowledged"]
        ]
        with self._courier.changed:
            self._courier.queue.reopen(alerts, self._clock())
            self._courier.changed.notify_all()

    def __enter__(self) -> AlertManager:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _list(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.get(name, "").split(",") if part.strip())


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()):
        raise ConfigurationError(f"{name}={text!r} is no whole number")
    return int(text)
