"""Alerts over a real mail server and a real HTTPS server: delivered, retried, limited, never in the engine's way."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
import json
import threading
import time
import urllib.parse
from collections import Counter
from decimal import Decimal
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rustybt.exceptions import AlertError, ConfigurationError
from rustybt.live.alert_channels import EmailChannel, SmsChannel, WebhookChannel
from rustybt.live.alert_queue import Alert, AlertQueue, AlertStatus, QueueLimits, Severity
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.redaction import HIDDEN, Redactor, Secret
from rustybt.live.webhook_guard import AddressPolicy, WebhookTarget, verify_signature
from tests.live.alert_servers import Certificates, HttpsServer, mail_server

SECOND = 1_000_000_000
START = 1_700_000_000 * SECOND
LOOPBACK = AddressPolicy.parse("127.0.0.0/8")
HMAC = "canary-hmac-secret"
TOKEN = "canary-bearer-token"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def server(certificates):
    with HttpsServer(certificates) as made:
        yield made


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def forward(self, seconds):
        self.now += int(seconds * SECOND)


class Book:
    """A channel of the test's own: it keeps what it is given, and fails while told to."""

    def __init__(self, name="book", least=Severity.INFO):
        self.name, self.least = name, least
        self.alerts, self.error = [], None

    def send(self, alert, strategy_name):
        if self.error:
            raise AlertError(self.error)
        self.alerts.append(alert)


def manager_of(*channels, clock=None, limits=None, **options):
    config = AlertConfig(limits=limits or QueueLimits())
    return AlertManager(
        config, "MyStrategy", clock or Clock(), channels=list(channels), threads=False, **options
    )


def webhook(server, certificates, *, clock, redactor=None, **options):
    return WebhookChannel(
        name="webhook",
        target=WebhookTarget.parse(f"{server.url}/services/T000/canary-path?x=1"),
        clock=clock,
        redactor=redactor or Redactor(),
        policy=LOOPBACK,
        context=certificates.client,
        **options,
    )


def trip(manager, **changes):
    given = {
        "event_type": "circuit_breaker_tripped",
        "circuit_breaker_type": "drawdown",
        "reason": "Portfolio drawdown exceeded -10%",
        "details": {"current_value": "89000.00", "drawdown": Decimal("-0.11")},
    }
    return manager.send_alert(**(given | changes))


# ------------------------------------------------------------------------------------------------- webhooks


def test_a_webhook_arrives_signed_and_with_its_token(server, certificates):
    clock = Clock()
    channel = webhook(server, certificates, clock=clock, token=Secret(TOKEN), hmac_secret=Secret(HMAC))
    manager = manager_of(channel, clock=clock)
    receipt = trip(manager)
    assert manager.deliver_due() == 1
    assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    [(path, headers, body)] = server.requests
    assert path == "/services/T000/canary-path?x=1"
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["Host"] == f"127.0.0.1:{server.port}"
    now = START // SECOND
    assert verify_signature(HMAC, headers, body, now=now)
    assert verify_signature(HMAC, headers, body, now=now + 300)
    assert not verify_signature(HMAC, headers, body, now=now + 301)
    assert not verify_signature(HMAC, headers, body + b" ", now=now)
    assert not verify_signature("other", headers, body, now=now)
    assert not verify_signature(HMAC, {**headers, "X-RustyBT-Id": "other"}, body, now=now)
    assert not verify_signature(HMAC, {**headers, "X-RustyBT-Timestamp": str(now + 1)}, body, now=now)
    assert not verify_signature(HMAC, {}, body, now=now)
    told = json.loads(body)
    assert told["severity"] == "CRITICAL"
    assert told["circuit_breaker_type"] == "drawdown"
    assert told["message"] == "Portfolio drawdown exceeded -10%"
    assert told["details"] == {"current_value": "89000.00", "drawdown": "-0.11"}
    assert told["strategy"] == "MyStrategy"
    assert told["timestamp"] == "2023-11-14T22:13:20+00:00"


def test_another_attempt_has_the_same_id_and_its_own_time(server, certificates):
    clock = Clock()
    manager = manager_of(webhook(server, certificates, clock=clock, hmac_secret=Secret(HMAC)), clock=clock)
    server.answer = lambda number: (503 if number < 3 else 204, {}, b"")
    receipt = trip(manager)
    assert manager.deliver_due() == 1
    assert manager.status(receipt.alert_id) is AlertStatus.RETRYING
    assert manager.deliver_due() == 0
    clock.forward(1)
    assert manager.deliver_due() == 1
    clock.forward(1)
    assert manager.deliver_due() == 0
    clock.forward(1)
    assert manager.deliver_due() == 1
    assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    assert [headers["X-RustyBT-Id"] for _, headers, _ in server.requests] == [receipt.alert_id] * 3
    stamps = [int(headers["X-RustyBT-Timestamp"]) - START // SECOND for _, headers, _ in server.requests]
    assert stamps == [0, 1, 3]
    assert all(
        verify_signature(HMAC, headers, body, now=START // SECOND + stamp)
        for (_, headers, body), stamp in zip(server.requests, stamps, strict=True)
    )


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((302, {"Location": "https://127.0.0.1/"}, b""), "redirects are not followed"),
        ((307, {"Location": "https://127.0.0.1/"}, b""), "redirects are not followed"),
        ((400, {}, b"secret: canary-answer"), "answered 400"),
        ((500, {}, b""), "answered 500"),
        ((200, {}, b"x" * 65_537), "more than 65536 bytes"),
        ((200, {"Content-Length": "nonsense"}, b"x" * 70_000), "more than 65536 bytes"),
    ],
)
def test_an_answer_that_is_no_success_is_told(server, certificates, answer, message):
    clock = Clock()
    manager = manager_of(webhook(server, certificates, clock=clock), clock=clock)
    server.answer = lambda number: answer
    receipt = trip(manager)
    manager.deliver_due()
    [delivery] = manager.deliveries(receipt.alert_id)
    assert message in delivery.error
    assert "canary" not in delivery.error
    assert len(server.requests) == 1


def drip(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def test_a_server_that_drips_is_cut_off(server, certificates):
    clock = Clock()
    manager = manager_of(webhook(server, certificates, clock=clock), clock=clock)
    server.answer = lambda number: (200, {}, drip)
    receipt = trip(manager)
    start = time.monotonic()
    manager.deliver_due()
    assert 2.5 < time.monotonic() - start < 9  # the whole answer would take 10
    assert "within 3.0 s" in manager.deliveries(receipt.alert_id)[0].error


def test_a_certificate_for_another_name_is_refused(tmp_path):
    other = Certificates(tmp_path, names=("other.example",))
    clock = Clock()
    with HttpsServer(other) as server:
        manager = manager_of(webhook(server, other, clock=clock), clock=clock)
        receipt = trip(manager)
        manager.deliver_due()
        assert "certificate is not trusted" in manager.deliveries(receipt.alert_id)[0].error
        assert server.requests == []


def test_loopback_is_refused_unless_allowed(server, certificates):
    clock = Clock()
    channel = webhook(server, certificates, clock=clock)
    channel.policy = AddressPolicy()
    manager = manager_of(channel, clock=clock)
    receipt = trip(manager)
    manager.deliver_due()
    assert "may not be written to: it lies in 127.0.0.0/8" in manager.deliveries(receipt.alert_id)[0].error
    assert server.requests == []


def test_details_that_are_too_many_are_left_out_not_the_alert(server, certificates):
    clock = Clock()
    manager = manager_of(webhook(server, certificates, clock=clock), clock=clock)
    receipt = trip(manager, details={str(n): "x" * 3000 for n in range(100)})
    manager.deliver_due()
    assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    assert "left_out" in json.loads(server.requests[0][2])["details"]


# ---------------------------------------------------------------------------------------------------- email


def mail_channel(inbox, certificates, **changes):
    given = {
        "host": "127.0.0.1", "port": inbox.port, "username": "watch", "password": Secret("canary-mail-password"),
        "sender": "alerts@example.com", "recipients": ("one@example.com", "two@example.com"),
        "context": certificates.client,
    }  # fmt: skip
    return EmailChannel(**(given | changes))


def test_a_mail_arrives_encrypted_and_signed_in(certificates):
    with mail_server(certificates) as inbox:
        manager = manager_of(mail_channel(inbox, certificates))
        receipt = trip(manager, reason="Drawdown\r\nBcc: evil@example.com\r\n\r\nhé")
        manager.deliver_due()
        assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    [(sender, recipients, content, encrypted)] = inbox.mails
    assert encrypted
    assert (sender, recipients) == ("alerts@example.com", ["one@example.com", "two@example.com"])
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert mail["Subject"] == "[CRITICAL] MyStrategy: Drawdown Bcc: evil@example.com hé"
    assert mail["Bcc"] is None
    assert mail["Message-ID"] == f"<{receipt.alert_id}@rustybt.invalid>"
    assert mail["Date"].datetime.timestamp() == START // SECOND
    assert "-0.11" in mail.get_content()


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"password": Secret("wrong-password")}, "535"), ({"context": None}, "certificate is not trusted")],
)
def test_a_mail_that_is_refused_is_told_without_secrets(certificates, changes, message):
    with mail_server(certificates) as inbox:
        manager = manager_of(mail_channel(inbox, certificates, **changes))
        receipt = trip(manager)
        manager.deliver_due()
        [delivery] = manager.deliveries(receipt.alert_id)
        assert message in delivery.error
        assert "wrong-password" not in delivery.error
        assert inbox.mails == []


def test_a_server_may_start_with_tls(certificates):
    with mail_server(certificates, tls_first=True) as inbox:
        manager = manager_of(mail_channel(inbox, certificates, tls_first=True, username=""))
        receipt = trip(manager)
        manager.deliver_due()
        assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    assert [encrypted for *_, encrypted in inbox.mails] == [True]
    config = {"SMTP_HOST": "m", "SMTP_PORT": "465", "ALERT_EMAIL_FROM": "a@b", "ALERT_EMAIL_TO": "c@d"}
    [channel] = AlertConfig.from_env(config).channels(Clock(), Redactor())
    assert channel.tls_first


def test_a_server_without_tls_gets_no_password(certificates):
    with mail_server(certificates, tls=False) as inbox:
        manager = manager_of(mail_channel(inbox, certificates))
        receipt = trip(manager)
        manager.deliver_due()
        assert "SMTPNotSupportedError" in manager.deliveries(receipt.alert_id)[0].error
        plain = manager_of(mail_channel(inbox, certificates, username="", plain=True))
        trip(plain)
        plain.deliver_due()
        assert len(inbox.mails) == 1


def test_a_mail_server_that_is_full_is_tried_again(certificates):
    clock = Clock()
    with mail_server(certificates) as inbox:
        manager = manager_of(mail_channel(inbox, certificates), clock=clock)
        inbox.refuse = "452 mailbox full canary-answer"
        receipt = trip(manager)
        manager.deliver_due()
        assert manager.deliveries(receipt.alert_id)[0].error.endswith("SMTPDataError 452")
        inbox.refuse = None
        clock.forward(1)
        manager.deliver_due()
        assert len(inbox.mails) == 1


def test_mail_and_sms_are_for_critical_alerts(certificates):
    book = Book()
    with mail_server(certificates) as inbox:
        clock = Clock()
        manager = manager_of(mail_channel(inbox, certificates), book, clock=clock)
        manager.emit_alert("ERROR", "Order rejected: insufficient funds")
        manager.emit_alert("CRITICAL", "Broker maintenance, trading halted")
        manager.deliver_due()
    assert len(inbox.mails) == 1
    assert sorted(each.severity.name for each in book.alerts) == ["CRITICAL", "ERROR"]


# ------------------------------------------------------------------------------------------------------ sms


def test_an_sms_goes_to_each_number_once(server, certificates):
    clock = Clock()
    channel = SmsChannel(
        account_sid="AC123", auth_token=Secret("canary-twilio-token"), sender="+15551234567",
        recipients=("+15559876543", "+15551112222"), policy=LOOPBACK, base_url=server.url, context=certificates.client,
    )  # fmt: skip
    manager = manager_of(channel, clock=clock)
    server.answer = lambda number: (500 if number == 2 else 201, {}, b"{}")
    receipt = trip(manager)
    manager.deliver_due()
    assert manager.status(receipt.alert_id) is AlertStatus.RETRYING
    clock.forward(1)
    manager.deliver_due()
    assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
    bodies = [dict(urllib.parse.parse_qsl(body.decode())) for _, _, body in server.requests]
    assert [each["To"] for each in bodies] == ["+15559876543", "+15551112222", "+15551112222"]
    assert {each["From"] for each in bodies} == {"+15551234567"}
    assert bodies[0]["Body"] == "CRITICAL MyStrategy: Portfolio drawdown exceeded -10%"
    path, headers, _ = server.requests[0]
    assert path == "/2010-04-01/Accounts/AC123/Messages.json"
    basic = headers["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(basic) == b"AC123:canary-twilio-token"


# ------------------------------------------------------------------------------------------------ the engine


class BrokenError(Exception):
    pass


class Broken:
    """Raises from everything that could be asked of it."""

    def __str__(self):
        raise BrokenError

    __repr__ = __format__ = __iter__ = __len__ = __bool__ = __hash__ = __str__

    def __eq__(self, other):
        raise BrokenError


class Kind(Enum):
    DRAWDOWN = "drawdown"


@pytest.mark.parametrize(
    "details",
    [
        None, {}, {"x": Broken()}, {"x": [Broken(), {"y": Broken()}]}, Broken(), [1, 2], "text", {"huge": 10**5000},
        {1: 2, None: 3}, {"nan": float("nan")}, {"lone": "\ud800"}, {"deep": [[[[[[[[1]]]]]]]]},
        {"many": list(range(10_000))}, {"long": "x" * 10**6}, {"secret": Secret("canary-secret")},
    ],
)  # fmt: skip
def test_nothing_that_is_handed_in_raises(details):
    book = Book()
    manager = manager_of(book)
    manager.send_alert("tripped", Kind.DRAWDOWN, "why", details)
    manager.deliver_due()
    [alert] = book.alerts
    assert alert.breaker == "drawdown"
    text = json.dumps(dict(alert.details)).encode("utf-8")
    assert len(text) < 200_000
    assert b"canary" not in text


@pytest.mark.parametrize("words", [(None, None, None), (Broken(), Broken(), Broken()), ("\ud800", "\n", "")])
def test_no_word_raises(words):
    book = Book()
    manager = manager_of(book)
    manager.send_alert(*words, severity="nonsense")
    manager.send_alert(*words, severity=Broken())
    manager.deliver_due()
    assert {each.severity for each in book.alerts} == {Severity.CRITICAL}


class Hanging(Book):
    def __init__(self):
        super().__init__("hanging")
        self.entered, self.go = threading.Event(), threading.Event()

    def send(self, alert, strategy_name):
        self.entered.set()
        self.go.wait(10)
        super().send(alert, strategy_name)


def test_a_channel_that_hangs_holds_up_neither_engine_nor_other_channels():
    hanging, book = Hanging(), Book()
    manager = AlertManager(AlertConfig(), "MyStrategy", channels=[hanging, book])
    first = trip(manager)
    assert hanging.entered.wait(5)
    for number in range(1000):
        trip(manager, reason=f"another {number}")
    assert hanging.alerts == []  # it still hangs, in the first one: nobody waited for it
    until = time.monotonic() + 5
    while (
        manager.deliveries(first.alert_id)[1].status is not AlertStatus.DELIVERED and time.monotonic() < until
    ):
        time.sleep(0.01)
    assert manager.deliveries(first.alert_id)[0].status is AlertStatus.PENDING
    assert manager.deliveries(first.alert_id)[1].status is AlertStatus.DELIVERED
    hanging.go.set()
    manager.close()
    assert threading.active_count() < 50


def test_a_receipt_may_be_awaited():
    book = Book()
    manager = AlertManager(AlertConfig(), strategy_name="MyStrategy", channels=[book])

    async def example():
        return await manager.send_alert("circuit_breaker_tripped", "drawdown", "why", {})

    receipt = asyncio.run(example())
    until = time.monotonic() + 5
    while manager.status(receipt.alert_id) is not AlertStatus.DELIVERED and time.monotonic() < until:
        time.sleep(0.01)
    assert manager.close() == ()
    assert len(book.alerts) == 1


class Failing(Book):
    def send(self, alert, strategy_name):
        if not self.alerts:
            self.alerts.append(None)
            raise ZeroDivisionError
        super().send(alert, strategy_name)


def test_a_channel_with_a_fault_of_its_own_loses_nothing():
    clock = Clock()
    channel = Failing()
    manager = manager_of(channel, clock=clock)
    receipt = trip(manager)
    with pytest.raises(ZeroDivisionError):
        manager.deliver_due()
    assert manager.status(receipt.alert_id) is AlertStatus.RETRYING
    clock.forward(1)
    manager.deliver_due()
    assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED


# ------------------------------------------------------------------------------------------- limits and retry


def test_critical_alerts_are_put_together_and_counted_never_dropped():
    clock, book = Clock(), Book()
    manager = manager_of(book, clock=clock)
    receipts = [trip(manager) for _ in range(500)]
    assert Counter(each.status for each in receipts) == {
        AlertStatus.PENDING: 1,
        AlertStatus.DEDUPLICATED: 499,
    }
    manager.deliver_due()
    assert len(book.alerts) == 1
    assert all(manager.status(each.alert_id) is AlertStatus.DELIVERED for each in receipts)
    clock.forward(300)
    manager.deliver_due()
    assert len(book.alerts) == 2
    assert book.alerts[1].details["repeated"] == 499
    assert "again 499 times" in book.alerts[1].message


def test_critical_alerts_pass_any_limit():
    clock, book = Clock(), Book()
    manager = manager_of(book, clock=clock, limits=QueueLimits(rate=0))
    for number in range(100):
        trip(manager, reason=f"reason {number}")
    manager.deliver_due()
    assert len(book.alerts) == 100


def test_a_flood_of_different_critical_alerts_is_summed_up():
    clock, book = Clock(), Book()
    manager = manager_of(book, clock=clock)
    for number in range(10_000):
        trip(manager, reason=f"reason {number}")
    manager.deliver_due()
    assert sum(each.details.get("put_together", 1) for each in book.alerts) == 257
    clock.forward(300)
    manager.deliver_due()
    assert book.alerts[-1].details["repeated"] == 10_000 - 257


def test_other_alerts_are_limited_for_each_breaker_and_hour():
    clock, book = Clock(), Book()
    manager = manager_of(book, clock=clock)
    statuses = [trip(manager, severity="ERROR", reason=f"r{n}").status for n in range(15)]
    assert statuses == [AlertStatus.PENDING] * 10 + [AlertStatus.RATE_LIMITED] * 5
    assert trip(manager, severity="ERROR", circuit_breaker_type="order_rate").status is AlertStatus.PENDING
    clock.forward(3599)
    assert trip(manager, severity="ERROR").status is AlertStatus.RATE_LIMITED
    clock.forward(1)
    assert trip(manager, severity="ERROR").status is AlertStatus.PENDING
    manager.deliver_due()
    assert book.alerts[-1].details["suppressed_before"] == 6


def test_warnings_go_together():
    clock, book = Clock(), Book()
    manager = manager_of(book, clock=clock)
    receipts = [manager.emit_alert("WARNING", f"stale data {n}") for n in range(3)]
    manager.deliver_due()
    assert book.alerts == []
    clock.forward(60)
    manager.deliver_due()
    [batch] = book.alerts
    assert batch.message == "3 alerts: stale data 0"
    assert [each["message"] for each in batch.details["alerts"]] == [f"stale data {n}" for n in range(3)]
    assert all(manager.status(each.alert_id) is AlertStatus.DELIVERED for each in receipts)


def test_warnings_that_wait_for_others_go_when_nothing_comes_after_them():
    book = Book()
    manager = manager_of(book, clock=Clock())
    last = manager.emit_alert("WARNING", "orders were cancelled")
    assert (manager.deliver_due(), manager.deliver_due(last=True)) == (0, 1)
    assert manager.status(last.alert_id) is AlertStatus.DELIVERED
    manager.emit_alert("WARNING", "of a later life")
    assert (manager.deliver_due(), len(book.alerts)) == (0, 1)


def test_a_critical_alert_is_tried_until_it_arrives_and_others_are_given_up():
    clock, book, records = Clock(), Book(), []
    book.error = "mail.example: canary-secret refused"
    manager = manager_of(
        book,
        clock=clock,
        redactor=Redactor(["canary-secret"]),
        report=records.append,
        limits=QueueLimits(reminder_seconds=0),
    )
    critical, error = trip(manager), manager.emit_alert("ERROR", "less bad")
    for _ in range(200):
        manager.deliver_due()
        clock.forward(300)
    assert manager.status(error.alert_id) is AlertStatus.FAILED
    assert manager.deliveries(error.alert_id)[0].attempts == 8
    assert manager.status(critical.alert_id) is AlertStatus.RETRYING
    assert manager.deliveries(critical.alert_id)[0].attempts == 200
    assert manager.health()["ok"] is False
    assert manager.health()["waiting"] == 1
    book.error = None
    manager.deliver_due()
    assert manager.status(critical.alert_id) is AlertStatus.DELIVERED
    assert manager.health()["ok"] is True
    assert len(records) == 209
    assert records[-1]["status"] == "delivered"
    assert records[0]["error"] == f"mail.example: {HIDDEN} refused"
    assert json.dumps(records)
    assert "canary" not in repr(records) + repr(manager.deliveries(error.alert_id))


def test_pauses_between_attempts_double_up_to_a_limit():
    limits = QueueLimits()
    pauses = [limits.backoff_ns(n) // SECOND for n in range(1, 12)]
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert limits.backoff_ns(10**6) == 300 * SECOND


def test_a_channel_that_is_down_for_a_week_keeps_a_bounded_number():
    clock, book = Clock(), Book()
    book.error = "down"
    manager = manager_of(book, clock=clock, limits=QueueLimits(distinct=8, waiting=20, reminder_seconds=0))
    for number in range(3000):
        trip(manager, reason=f"reason {number}", circuit_breaker_type=f"breaker {number % 5}")
        manager.emit_alert("ERROR", f"error {number}")
        clock.forward(3600)
        manager.deliver_due()
    assert manager.health()["waiting"] <= 8 + 20
    book.error = None
    clock.forward(300)
    manager.deliver_due()
    # An "again" of a repeated one tells of one, and counts the others in itself.
    told = sum(
        each.details.get("put_together", 1) for each in book.alerts if each.severity is Severity.CRITICAL
    )
    assert told >= 3000


def test_no_channel_is_told_at_once():
    manager = manager_of()
    receipt = trip(manager)
    assert receipt.status is AlertStatus.NO_CHANNEL
    assert manager.health()["ok"] is False


# ------------------------------------------------------------------------------------------------ acknowledged


def test_a_critical_alert_is_told_again_until_somebody_acknowledges_it():
    clock, book, records = Clock(), Book(), []
    manager = manager_of(book, clock=clock, report=records.append)
    receipt, second = trip(manager), trip(manager, reason="another")
    manager.deliver_due()
    clock.forward(900)
    manager.deliver_due()
    assert [each.event_type for each in book.alerts].count("reminder") == 1
    assert "2 critical alerts are not acknowledged" in book.alerts[-1].message
    with pytest.raises(AlertError, match="operator"):
        manager.acknowledge(receipt.alert_id, " ")
    assert manager.acknowledge(receipt.alert_id, "ana")
    assert not manager.acknowledge(receipt.alert_id, "ana")
    assert records[-1] == {
        "alert_id": receipt.alert_id, "status": "acknowledged", "operator": "ana", "time_ns": clock(),
    }  # fmt: skip
    assert [each.id for each in manager.unacknowledged()] == [second.alert_id]
    manager.acknowledge(second.alert_id, "ana")
    clock.forward(10_000)
    manager.deliver_due()
    assert [each.event_type for each in book.alerts].count("reminder") == 1


def test_what_is_open_survives_a_restart():
    clock, book = Clock(), Book()
    first = manager_of(book, clock=clock)
    receipt = trip(first)
    state = json.loads(json.dumps(first.state()))
    second = manager_of(book, clock=clock)
    second.restore(state)
    second.deliver_due()
    assert "not acknowledged: Portfolio drawdown" in book.alerts[-1].message
    assert second.acknowledge(receipt.alert_id, "ana")


def test_the_alarms_can_be_tried_and_go_stale_after_a_week():
    clock, book = Clock(), Book(least=Severity.CRITICAL)
    manager = manager_of(book, clock=clock)
    assert manager.health()["channels"]["book"]["stale"]
    manager.send_test()
    manager.deliver_due()
    assert manager.health()["ok"]
    assert manager.unacknowledged() == ()
    clock.forward(8 * 86_400)
    assert not manager.health()["ok"]


def test_a_journal_that_cannot_take_a_record_does_not_end_delivery():
    def full(record):
        raise OSError(28, "no space left on device")

    book = Book()
    manager = manager_of(book, report=full)
    trip(manager)
    manager.deliver_due()
    assert len(book.alerts) == 1
    assert manager.health()["unreported"] == 1


# ---------------------------------------------------------------------------------------------- configuration

ENVIRONMENT = {
    "SMTP_HOST": "smtp.example.com", "SMTP_USERNAME": "watch", "SMTP_PASSWORD": "canary-mail-password",
    "ALERT_EMAIL_FROM": "alerts@example.com", "ALERT_EMAIL_TO": "one@example.com, two@example.com",
    "TWILIO_ACCOUNT_SID": "AC123", "TWILIO_AUTH_TOKEN": "canary-twilio-token", "TWILIO_FROM_NUMBER": "+15551234567",
    "ALERT_PHONE_TO": "+15559876543,+15551112222",
    "ALERT_WEBHOOK_URLS": "https://hooks.example.com/services/canary-1,https://hooks.example.com/canary-path-2",
    "ALERT_WEBHOOK_URL": "https://events.example.org/canary-path-3", "ALERT_WEBHOOK_TOKENS": "canary-token,,",
    "ALERT_WEBHOOK_HMAC_SECRET": "canary-hmac", "ALERT_RATE_LIMIT": "7",
}  # fmt: skip


def test_the_environment_gives_every_channel():
    config = AlertConfig.from_env(ENVIRONMENT)
    channels = config.channels(Clock(), Redactor())
    names = [
        "email",
        "sms",
        "webhook:hooks.example.com#1",
        "webhook:hooks.example.com#2",
        "webhook:events.example.org",
    ]
    assert [each.name for each in channels] == names
    assert (config.smtp_port, config.limits.rate) == (587, 7)
    assert channels[0].recipients == ("one@example.com", "two@example.com")
    assert channels[1].recipients == ("+15559876543", "+15551112222")
    assert channels[2].token.reveal() == "canary-token"
    assert channels[3].token is None
    assert AlertConfig.from_env({}).channels(Clock(), Redactor()) == []


def test_a_configuration_shows_no_secret():
    redactor = Redactor()
    config = AlertConfig.from_env(ENVIRONMENT)
    channels = config.channels(Clock(), redactor)
    assert "canary" not in repr(config) + str(config) + repr(channels)
    planted = " ".join(value for value in ENVIRONMENT.values())
    assert "canary" not in redactor.redact(planted)


def test_secrets_in_an_alert_do_not_leave():
    book = Book()
    manager = AlertManager(
        AlertConfig.from_env(ENVIRONMENT), "MyStrategy", Clock(), channels=[book], threads=False
    )
    trip(manager, reason="GET https://hooks.example.com/services/canary-1", details={"a": ["canary-hmac"]})
    manager.deliver_due()
    assert "canary" not in repr(book.alerts)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ALERT_EMAIL_TO": ""}, "ALERT_EMAIL_TO"),
        ({"SMTP_HOST": ""}, "ALERT_EMAIL_TO needs SMTP_HOST"),
        ({"TWILIO_ACCOUNT_SID": ""}, "ALERT_PHONE_TO needs TWILIO_ACCOUNT_SID"),
        ({"SMTP_PASSWORD": ""}, "SMTP_PASSWORD"),
        ({"SMTP_PORT": "x"}, "SMTP_PORT"),
        ({"SMTP_PORT": "70000"}, "no port"),
        ({"ALERT_EMAIL_FROM": "a@b\nBcc: c@d"}, "no e-mail address"),
        ({"TWILIO_AUTH_TOKEN": ""}, "TWILIO_AUTH_TOKEN"),
        ({"ALERT_WEBHOOK_URL": "http://events.example.org/canary"}, "https"),
        ({"ALERT_WEBHOOK_URL": "https://u:canary@events.example.org/"}, "carries a user"),
        ({"ALERT_WEBHOOK_TOKENS": "canary"}, "1 webhook tokens for 3 URLs"),
        ({"ALERT_RATE_LIMIT": "-1"}, "ALERT_RATE_LIMIT"),
        ({"ALERT_WEBHOOK_ALLOW_NETWORKS": "10.0.0.1/8"}, "10.0.0.1/8"),
    ],
)
def test_a_configuration_that_cannot_work_is_refused(changes, message):
    with pytest.raises(ConfigurationError, match=message) as caught:
        AlertConfig.from_env(ENVIRONMENT | changes)
    assert "canary" not in str(caught.value)


def test_a_mail_server_without_tls_is_never_given_a_password():
    with pytest.raises(ConfigurationError, match="without TLS"):
        AlertConfig(
            smtp_host="mail", email_from="a@b", email_to=("c@d",), smtp_username="u", smtp_password=Secret("pass"),
            smtp_plain=True,
        )  # fmt: skip


def test_the_whole_way_from_the_environment(server, certificates, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.root))
    with mail_server(certificates) as inbox:
        environment = {
            "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(inbox.port), "SMTP_USERNAME": "watch",
            "SMTP_PASSWORD": "canary-mail-password", "ALERT_EMAIL_FROM": "alerts@example.com",
            "ALERT_EMAIL_TO": "one@example.com", "ALERT_WEBHOOK_URL": f"{server.url}/canary-path",
            "ALERT_WEBHOOK_ALLOW_NETWORKS": "127.0.0.0/8",
        }  # fmt: skip
        with AlertManager(AlertConfig.from_env(environment), "MyStrategy") as manager:
            receipt = trip(manager)
            until = time.monotonic() + 10
            while manager.status(receipt.alert_id) is not AlertStatus.DELIVERED and time.monotonic() < until:
                time.sleep(0.01)
            assert manager.status(receipt.alert_id) is AlertStatus.DELIVERED
        assert len(inbox.mails) == len(server.requests) == 1


# ------------------------------------------------------------------------------------------------- the queue


class QueueMachine(RuleBasedStateMachine):
    """Whatever happens, each CRITICAL alert is delivered, waits, or is counted in one that is."""

    def __init__(self):
        super().__init__()
        self.queue = AlertQueue(
            {"a": Severity.INFO, "b": Severity.CRITICAL}, QueueLimits(distinct=4, waiting=5)
        )
        self.now, self.count = START, 0
        self.critical, self.seen = set(), {"a": [], "b": []}

    @rule(text=st.sampled_from("abcdefgh"), severity=st.sampled_from(Severity))
    def put(self, text, severity):
        self.count += 1
        alert = Alert(str(self.count), self.now, severity, "event", "breaker", text)
        status = self.queue.put(alert)
        if severity is Severity.CRITICAL:
            assert status in (AlertStatus.PENDING, AlertStatus.DEDUPLICATED)
            self.critical.add(alert.id)

    @rule(seconds=st.sampled_from([0, 1, 60, 299, 300, 900, 3600]))
    def wait(self, seconds):
        self.now += seconds * SECOND

    @rule(channel=st.sampled_from("ab"), works=st.booleans())
    def attempt(self, channel, works):
        delivery = self.queue.due(channel, self.now)
        if delivery:
            assert delivery.next_ns <= self.now
            self.queue.done(delivery, self.now, None if works else "down")
            if works:
                self.seen[channel].append(delivery.alert.id)

    @rule(number=st.integers(0, 20))
    def acknowledge(self, number):
        self.queue.acknowledge(str(number))

    @invariant()
    def nothing_critical_is_lost(self):
        for each in self.critical:
            assert self.queue.status(each) in (
                AlertStatus.PENDING,
                AlertStatus.RETRYING,
                AlertStatus.DELIVERED,
            )
            assert len(self.queue.deliveries(each)) == 2

    @invariant()
    def it_is_bounded(self):
        assert len(self.queue.waiting()) <= 2 * (4 + 5)
        assert len(self.queue.unacknowledged()) <= 4

    @invariant()
    def no_alert_arrives_twice(self):
        assert all(len(ids) == len(set(ids)) for ids in self.seen.values())


QueueMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestQueue = QueueMachine.TestCase


@given(st.integers(-100, -1))
def test_limits_are_positive(number):
    with pytest.raises(ConfigurationError):
        QueueLimits(rate=number)


def test_a_severity_has_a_name():
    assert Severity.of("warning") is Severity.WARNING
    with pytest.raises(ConfigurationError, match="INFO, WARNING, ERROR, CRITICAL"):
        Severity.of("bad")
