"""The ways to a human: e-mail over SMTP, SMS over Twilio, and signed webhooks. Each blocks, on a worker's thread."""

from __future__ import annotations

import base64
import json
import smtplib
import ssl
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol

from rustybt.exceptions import AlertError
from rustybt.live.alert_queue import Alert, Severity
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.webhook_guard import (
    CAP_BYTES,
    ID_HEADER,
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    AddressPolicy,
    WebhookTarget,
    post,
    sign,
)

__all__ = ["AlertChannel", "EmailChannel", "SmsChannel", "WebhookChannel"]

SECOND = 1_000_000_000
SMTP_SECONDS = 10.0
SMS_CHARACTERS = 300


class AlertChannel(Protocol):
    """One way to a human.

    Attributes:
        name: Unique among the channels of a manager.
        least: The least severity that it takes.
    """

    name: str
    least: Severity

    def send(self, alert: Alert, strategy_name: str) -> None:
        """Deliver an alert, or raise.

        Args:
            alert: Redacted.
            strategy_name: Which strategy it is about.

        Raises:
            AlertError: If it did not arrive.
        """


@dataclass(kw_only=True)
class EmailChannel:
    """E-mail over SMTP, encrypted before the password is sent.

    Attributes:
        host: Of the server.
        port: Such as 587.
        username: To sign in with; empty for not signing in.
        password: To sign in with.
        sender: Address it comes from.
        recipients: Addresses it goes to.
        tls_first: Whether TLS starts before SMTP, as on port 465, rather than with STARTTLS.
        plain: Whether a server without TLS, and without signing in, is accepted.
        context: Trusted certificates; the system's by default.
        name: Of the channel.
        least: The least severity that it takes.
    """

    host: str
    port: int
    username: str
    password: Secret
    sender: str
    recipients: tuple[str, ...]
    tls_first: bool = False
    plain: bool = False
    context: ssl.SSLContext | None = field(default=None, repr=False)
    name: str = "email"
    least: Severity = Severity.CRITICAL

    def send(self, alert: Alert, strategy_name: str) -> None:
        """Send one mail to all recipients.

        Args:
            alert: Redacted.
            strategy_name: Named in the subject.

        Raises:
            AlertError: If the server refuses it or any recipient, offers no TLS, or cannot be reached.
        """
        message = self._message(alert, strategy_name)
        try:
            with self._server() as server:
                if self.username:
                    server.login(self.username, self.password.reveal())
                refused = server.send_message(message, self.sender, list(self.recipients))
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            raise AlertError(f"{self.host}:{self.port}: {_told(error)}") from None
        if refused:
            raise AlertError(
                f"{self.host}:{self.port} refused {len(refused)} of {len(self.recipients)} recipients"
            )

    def _server(self) -> smtplib.SMTP:
        context = self.context or ssl.create_default_context()
        # A literal instead of this machine's name, which smtplib would look up.
        own = "[127.0.0.1]"
        if self.tls_first:
            return smtplib.SMTP_SSL(self.host, self.port, own, timeout=SMTP_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, own, timeout=SMTP_SECONDS)
        if not self.plain:
            try:
                server.starttls(context=context)
            except (smtplib.SMTPException, OSError):
                server.close()
                raise
        return server

    def _message(self, alert: Alert, strategy_name: str) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = " ".join(f"[{alert.severity.name}] {strategy_name}: {alert.message}".split())[
            :200
        ]
        message["From"] = self.sender
        message["To"] = ", ".join(self.recipients)
        message["Date"] = format_datetime(_time(alert))
        message["Message-ID"] = f"<{alert.id}@rustybt.invalid>"
        message.set_content(_text(alert, strategy_name))
        return message


@dataclass(kw_only=True)
class SmsChannel:
    """Text messages over Twilio's HTTPS API.

    Attributes:
        account_sid: Of the Twilio account.
        auth_token: Of the Twilio account.
        sender: Number it comes from.
        recipients: Numbers it goes to.
        policy: Which addresses may be written to.
        base_url: Of the API.
        context: Trusted certificates; the system's by default.
        name: Of the channel.
        least: The least severity that it takes.
    """

    account_sid: str
    auth_token: Secret
    sender: str
    recipients: tuple[str, ...]
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    base_url: str = "https://api.twilio.com"
    context: ssl.SSLContext | None = field(default=None, repr=False)
    name: str = "sms"
    least: Severity = Severity.CRITICAL
    _reached: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False)

    def send(self, alert: Alert, strategy_name: str) -> None:
        """Send one message to each recipient; at another attempt only to those whom it has not reached.

        Args:
            alert: Redacted.
            strategy_name: Named at the start.

        Raises:
            AlertError: If a message was not accepted.
        """
        reached = self._reached.setdefault(alert.id, set())
        text = " ".join(f"{alert.severity.name} {strategy_name}: {alert.message}".split())[:SMS_CHARACTERS]
        failed: list[str] = []
        for number in self.recipients:
            if number in reached:
                continue
            try:
                self._post(number, text)
            except AlertError as error:
                failed.append(str(error))
            else:
                reached.add(number)
        if failed:
            raise AlertError("; ".join(dict.fromkeys(failed)))
        del self._reached[alert.id]

    def _post(self, number: str, text: str) -> None:
        sid = urllib.parse.quote(self.account_sid, safe="")
        target = WebhookTarget.parse(f"{self.base_url}/2010-04-01/Accounts/{sid}/Messages.json")
        body = urllib.parse.urlencode({"To": number, "From": self.sender, "Body": text}).encode()
        post(
            target,
            body,
            {
                "Authorization": _basic(self.account_sid, self.auth_token),
                "Content-Type": "application/x-www-form-urlencoded",
            },
            policy=self.policy,
            context=self.context,
        )


@dataclass(kw_only=True)
class WebhookChannel:
    """Signed JSON to one URL.

    Attributes:
        name: Of the channel.
        target: Where to.
        clock: UTC nanoseconds now, for the time that is signed.
        redactor: Learns each signature.
        token: Sent as a bearer token; None for none.
        hmac_secret: Signs each message; None for unsigned ones.
        policy: Which addresses may be written to.
        context: Trusted certificates; the system's by default.
        least: The least severity that it takes.
    """

    name: str
    target: WebhookTarget
    clock: Callable[[], int]
    redactor: Redactor
    token: Secret | None = None
    hmac_secret: Secret | None = None
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    context: ssl.SSLContext | None = field(default=None, repr=False)
    least: Severity = Severity.INFO

    def send(self, alert: Alert, strategy_name: str) -> None:
        """Post the alert as JSON with its id, the same at each attempt, and the time of this attempt.

        Args:
            alert: Redacted.
            strategy_name: Named in the body.

        Raises:
            AlertError: If it was not answered with 200 to 299.
        """
        body = _body(alert, strategy_name)
        stamp = self.clock() // SECOND
        headers = {"Content-Type": "application/json", ID_HEADER: alert.id, TIMESTAMP_HEADER: str(stamp)}
        if self.hmac_secret:
            headers[SIGNATURE_HEADER] = sign(self.hmac_secret.reveal(), stamp, alert.id, body)
            self.redactor.register_signature(headers[SIGNATURE_HEADER].removeprefix("v1="))
        if self.token:
            headers["Authorization"] = f"Bearer {self.token.reveal()}"
        post(self.target, body, headers, policy=self.policy, context=self.context)


def _body(alert: Alert, strategy_name: str) -> bytes:
    told: dict[str, object] = {
        "id": alert.id,
        "timestamp": _time(alert).isoformat(),
        "time_ns": alert.time_ns,
        "strategy": strategy_name,
        "severity": alert.severity.name,
        "event_type": alert.event_type,
        "circuit_breaker_type": alert.breaker,
        "message": alert.message,
        # What Slack and its like show.
        "text": f"[{alert.severity.name}] {strategy_name}: {alert.message}",
        "details": alert.details,
    }
    body = json.dumps(told, sort_keys=True).encode()
    if len(body) > CAP_BYTES:
        body = json.dumps({**told, "details": {"left_out": f"{len(body)} bytes"}}, sort_keys=True).encode()
    return body


def _text(alert: Alert, strategy_name: str) -> str:
    return (
        f"{alert.message}\n\nStrategy: {strategy_name}\nTime: {_time(alert).isoformat()}\nEvent: {alert.event_type}\n"
        f"Breaker: {alert.breaker or 'none'}\nAlert: {alert.id}\n\n"
        f"{json.dumps(alert.details, indent=2, sort_keys=True, ensure_ascii=False)}\n"
    )


def _time(alert: Alert) -> datetime:
    return datetime.fromtimestamp(alert.time_ns // SECOND, UTC)


def _basic(user: str, password: Secret) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password.reveal()}".encode()).decode()


def _told(error: Exception) -> str:
    # Answers of a server may repeat what was sent, so only the code is told.
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    text = error.strerror if isinstance(error, OSError) else None
    return text or type(error).__name__
