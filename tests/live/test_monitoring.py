"""What a live engine tells its watchers: metrics, health, heartbeat and logs, over real files and sockets."""

from __future__ import annotations

import http.client
import json
import logging
import re
import stat
import time
import urllib.parse
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from rustybt.exceptions import ConfigurationError, CredentialError
from rustybt.live.health import EngineHealth, HealthLimits, Heartbeat, health_of, liveness_of, read_heartbeat
from rustybt.live.log_files import LiveLog
from rustybt.live.metric_sink import MetricSink
from rustybt.live.metrics import METRICS, PrometheusMetrics
from rustybt.live.models import AssetRef
from rustybt.live.monitor_server import MonitorServer
from rustybt.live.monitoring import LiveMonitor, ThroughputTracker
from rustybt.live.redaction import HIDDEN, Redactor, Secret
from rustybt.live.webhook_guard import AddressPolicy
from tests.live.alert_servers import Certificates, HttpsServer

SECOND = 1_000_000_000
START = 1_700_000_000 * SECOND
CANARY = "canary-secret-0123456789"


SPY = AssetRef(1, "SPY")


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def forward(self, seconds):
        self.now += int(seconds * SECOND)


@dataclass
class Order:
    order_id: str = "o-1"
    amount: Decimal = Decimal(100)
    asset: AssetRef = SPY


@dataclass
class Fill:
    price: Decimal = Decimal("450.25")
    amount: Decimal = Decimal(100)
    commission: Decimal = Decimal("1.5")


def samples(metrics):
    found = {}
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        for sample in family.samples:
            labels = {key: value for key, value in sample.labels.items() if key != "strategy"}
            found[sample.name, tuple(sorted(labels.items()))] = sample.value
    return found


# -------------------------------------------------------------------------------------------------- metrics


def test_hooks_reach_prometheus_under_the_documented_names():
    clock, metrics = Clock(), PrometheusMetrics("MyStrategy")
    monitor = LiveMonitor("MyStrategy", clock, prometheus=metrics)
    order = Order()
    monitor.on_order_submitted(order, latency_ns=4_000_000)
    monitor.on_order_filled(order, Fill())
    monitor.on_fill_booked(30_000_000)
    monitor.on_fill_booked(-5)  # the broker's clock is ahead
    monitor.on_order_filled(order, Fill(commission=Decimal("-0.25")))
    monitor.on_order_rejected(order, "insufficient funds")
    monitor.on_error(TimeoutError("no answer"))
    monitor.on_state_checkpoint("state.json")
    monitor.on_broker_disconnected("gone")
    monitor.on_reconciliation(2, Decimal("0.013"))
    monitor.on_events([1_000_000] * 20, market=10)
    monitor.on_events([3_000_000] * 40, market=20)
    monitor.on_events([])
    monitor.on_breakers({"drawdown": True, "manual": False})
    monitor.on_alerts({("email", "delivered"): 2, ("none", "rate_limited"): 1, ("email", "failed"): 0})
    last = monitor.sample(portfolio_value=Decimal("100250.50"), sharpe=1.5, fill_rate=0.9, pnl=None)
    found = samples(metrics)
    spy = (("asset", "SPY"),)
    assert found["orders_submitted_total", spy] == 1
    assert found["orders_filled_total", spy] == 2
    assert found["orders_rejected_total", spy] == 1
    assert found["fill_price", spy] == 450.25
    assert found["commission_paid_total", ()] == 1.5
    assert found["rebate_earned_total", ()] == 0.25
    assert found["errors_total", (("error_type", "TimeoutError"),)] == 1
    assert found["checkpoints_saved_total", ()] == 1
    assert found["broker_failures_total", ()] == 1
    assert found["reconciliation_mismatches_total", ()] == 2
    assert found["reconciliation_mismatch_ratio", ()] == 0.013
    assert found["last_reconciliation_timestamp_seconds", ()] == START // SECOND
    assert found["order_submission_latency_seconds_sum", ()] == 0.004
    assert found["order_submission_latency_seconds_bucket", (("le", "0.005"),)] == 1
    assert found["order_submission_latency_seconds_bucket", (("le", "0.002"),)] == 0
    assert found["order_fill_latency_seconds_count", ()] == 2
    assert found["order_fill_latency_seconds_sum", ()] == 0.03
    assert found["event_processing_latency_seconds_count", ()] == 60
    assert found["event_processing_latency_seconds_bucket", (("le", "0.002"),)] == 20
    assert found["circuit_breaker_tripped", (("breaker", "drawdown"),)] == 1
    assert found["circuit_breaker_tripped", (("breaker", "manual"),)] == 0
    assert found["alerts_total", (("channel", "email"), ("outcome", "delivered"))] == 2
    assert found["alerts_total", (("channel", "none"), ("outcome", "rate_limited"))] == 1
    assert ("alerts_total", (("channel", "email"), ("outcome", "failed"))) not in found
    assert found["portfolio_value_usd", ()] == 100250.5
    assert found["events_per_second", ()] == 1
    assert found["market_updates_per_second", ()] == 0.5
    assert found["reconciliation_mismatches_per_day", ()] == 2
    assert found["sharpe_ratio", ()] == 1.5
    assert ("profit_and_loss_usd", ()) not in found
    assert last["rejections_per_hour"] == 1
    assert (last["breaker_tripped"], last["event_processing_latency_ms"]) == (1, 3)
    assert monitor.rejection_ratio() == 1


def test_every_metric_has_a_name_of_its_own():
    exported = [shape[1] for shape in METRICS.values()]
    assert len(exported) == len(set(exported))
    assert all(re.fullmatch(r"[a-z][a-z_]+", name) for name in exported)


def test_two_engines_in_one_process_do_not_meet():
    first, second = PrometheusMetrics("one"), PrometheusMetrics("two")
    first.record("checkpoints_saved", 1, {})
    assert b'strategy="one"' in first.exposition()
    assert b'strategy="one"' not in second.exposition()
    assert b'checkpoints_saved_total{strategy="two"} 0.0' in second.exposition()  # from the start


def test_labels_are_bounded():
    metrics = PrometheusMetrics("MyStrategy")
    for number in range(3000):
        metrics.record("orders_submitted", 1, {"asset": f"A{number}"})
    found = {key: value for key, value in samples(metrics).items() if key[0] == "orders_submitted_total"}
    assert len(found) == 1001
    assert found["orders_submitted_total", (("asset", "other"),)] == 2000


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("nan"), -1])
def test_a_value_that_cannot_be_is_counted_and_left_out(value):
    monitor = LiveMonitor("MyStrategy", Clock(), prometheus=PrometheusMetrics("MyStrategy"))
    monitor.emit_metric("commission_paid", value)
    assert monitor.unusable == 1


def test_an_unknown_metric_is_refused_by_name():
    with pytest.raises(ConfigurationError, match="no metric 'nonsense'"):
        PrometheusMetrics("MyStrategy").record("nonsense", 1, {})
    LiveMonitor("MyStrategy", Clock(), prometheus=PrometheusMetrics("MyStrategy")).emit_metric("mine", 1)


# --------------------------------------------------------------------------------------------------- rates


@given(st.lists(st.integers(0, 5000), max_size=60), st.integers(1, 120))
def test_a_rate_counts_what_lies_in_the_window(gaps, window):
    clock = Clock()
    tracker = ThroughputTracker(window, clock)
    times = []
    for gap in gaps:
        clock.now += gap * 1_000_000
        tracker.record_event()
        times.append(clock.now)
    edge, coarse = clock.now - window * SECOND, window * SECOND // 1000
    least = sum(each > edge + coarse for each in times)
    most = sum(each > edge - coarse for each in times)
    assert least <= tracker.get_count() <= most
    assert tracker.get_rate() == tracker.get_count() / window
    assert tracker.total == len(times)


def test_a_rate_needs_bounded_memory():
    clock = Clock()
    tracker = ThroughputTracker(60, clock)
    for _ in range(100_000):
        clock.now += 200_000
        tracker.record_event()
    assert tracker.get_rate() == 100_000 / 60
    assert len(tracker._slots) <= 1001


def test_a_clock_that_goes_back_loses_no_count():
    clock = Clock()
    tracker = ThroughputTracker(60, clock)
    tracker.record_event()
    clock.forward(-30)
    tracker.record_event(2)
    assert tracker.get_count() == 3


def test_a_window_is_positive():
    with pytest.raises(ConfigurationError, match="positive"):
        ThroughputTracker(0)


# ---------------------------------------------------------------------------------------------------- sink


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


def test_metrics_are_posted_in_batches(certificates):
    clock = Clock()
    with HttpsServer(certificates) as server:
        redactor = Redactor([CANARY])
        sink = MetricSink(
            Secret(f"{server.url}/canary-path"), "MyStrategy", redactor=redactor, token=Secret("canary-token"),
            policy=AddressPolicy.parse("127.0.0.0/8"), context=certificates.client,
        )  # fmt: skip
        monitor = LiveMonitor("MyStrategy", clock, sink=sink)
        for _ in range(450):
            monitor.emit_metric("events_per_second", 2.5, {"asset": CANARY})
        server.answer = lambda number: (500 if number == 2 else 200, {}, b"")
        assert not sink.flush()
        assert sink.flush()
    bodies = [json.loads(body) for _, _, body in server.requests]
    assert [len(each["metrics"]) for each in bodies] == [200, 200, 200, 50]
    assert bodies[0]["metrics"][0] == {
        "metric": "events_per_second", "value": 2.5, "tags": {"asset": HIDDEN}, "time_ns": START,
        "timestamp": "2023-11-14T22:13:20+00:00",
    }  # fmt: skip
    assert server.requests[0][1]["Authorization"] == "Bearer canary-token"
    assert (sink.delivered, sink.dropped, sink.failures) == (450, 0, 1)
    assert "canary" not in redactor.redact(f"{server.url}/canary-path canary-token")


def test_a_sink_that_is_down_drops_the_oldest_and_never_blocks(certificates):
    reasons = []
    sink = MetricSink(
        Secret("https://127.0.0.1:9/x"),
        "MyStrategy",
        redactor=Redactor(),
        report=reasons.append,
        interval_seconds=0.01,
    )
    for number in range(12_000):
        sink.put("m", number, {}, START)
    assert sink.dropped == 2000
    sink.start()
    until = time.monotonic() + 5
    while not reasons and time.monotonic() < until:
        time.sleep(0.01)
    sink.close()
    assert "may not be written to" in reasons[0]
    assert "/x" not in reasons[0]
    assert sink.dropped == 2000


def test_the_environment_gives_a_sink():
    assert MetricSink.from_env("MyStrategy", Redactor(), {}) is None
    redactor = Redactor()
    given = {
        "METRICS_ENDPOINT_URL": "https://metrics.example.com/canary-path",
        "METRICS_ENDPOINT_TOKEN": "canary-tok",
    }
    assert MetricSink.from_env("MyStrategy", redactor, given)
    assert "canary" not in redactor.redact(" ".join(given.values()))


# -------------------------------------------------------------------------------------------------- health


def healthy(**changes):
    given = {
        "state": "ARMED", "broker_connected": True, "last_step_ns": START, "last_market_data_ns": START,
        "last_checkpoint_ns": START, "last_reconciliation_ns": START,
        "portfolio": {"value": "100000.00", "cash": "50000.00", "position_count": 2},
    }  # fmt: skip
    return EngineHealth(**(given | changes))


def test_an_armed_and_fresh_engine_is_healthy():
    report = health_of(healthy(), START)
    assert report.status_code == 200
    assert report.body["status"] == "healthy"
    assert report.body["reasons"] == []
    assert report.body["engine_state"]["last_checkpoint"] == "2023-11-14T22:13:20.000+00:00"
    assert report.body["shadow_mode"] == {"enabled": False, "alignment_metrics": None}
    assert json.dumps(report.body)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        *(
            ({"state": state}, f"the engine is {state}")
            for state in ("REPLAY", "RECONCILE", "WARM", "HALTED", "armed", "")
        ),
        ({"broker_connected": False}, "broker is not connected"),
        ({"tripped": ("drawdown",)}, "tripped: drawdown"),
        ({"journal_failed": "disk full"}, "disk full"),
        ({"last_step_ns": None}, "never yet the loop turned"),
        ({"last_step_ns": START - 6 * SECOND}, "more than 5 s"),
        ({"last_market_data_ns": START - 61 * SECOND}, "market data came 61.0 s ago"),
        ({"last_market_data_ns": None}, "never yet market data"),
        ({"last_checkpoint_ns": START - 181 * SECOND}, "checkpoint"),
        ({"last_reconciliation_ns": None}, "reconciled"),
        ({"last_step_ns": START + 2 * SECOND}, "ahead of the clock"),
    ],
)
def test_anything_else_is_503_and_says_why(changes, reason):
    report = health_of(healthy(**changes), START)
    assert report.status_code == 503
    assert report.body["status"] == "unhealthy"
    assert reason in " ".join(report.body["reasons"])


def test_a_closed_market_sends_no_data():
    engine = healthy(market_open=False, last_market_data_ns=START - 50_000 * SECOND)
    assert health_of(engine, START).status_code == 200


def test_money_is_shown_only_with_detail():
    engine = healthy(shadow={"match_rate": "0.99"}, details={"extra_base_urls": []})
    plain, detailed = health_of(engine, START), health_of(engine, START, detail=True)
    assert "100000" not in json.dumps(plain.body)
    assert "0.99" not in json.dumps(plain.body)
    assert detailed.body["portfolio"]["value"] == "100000.00"
    assert detailed.body["shadow_mode"] == {"enabled": True, "alignment_metrics": {"match_rate": "0.99"}}


def test_a_halted_engine_lives():
    halted = healthy(state="HALTED")
    assert liveness_of(halted, START).status_code == 200
    assert liveness_of(halted, START + 6 * SECOND).status_code == 503
    assert liveness_of(halted, START + 6 * SECOND, HealthLimits(step=10)).status_code == 200
    assert liveness_of(replace(halted, last_step_ns=None), START).status_code == 503


def test_a_heartbeat_is_written_every_thirty_seconds_and_at_each_change(tmp_path):
    clock = Clock()
    path = tmp_path / "heartbeat.json"
    heart = Heartbeat(path, clock, "MyStrategy")
    assert heart.beat("ARMED", 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    clock.forward(29)
    assert not heart.beat("ARMED", 2)
    assert heart.beat("HALTED", 3)
    clock.forward(30)
    assert heart.beat("HALTED", 4)
    told = read_heartbeat(path, clock())
    assert (told["state"], told["seq"], told["fresh"], told["age_seconds"]) == ("HALTED", 4, True, 0)
    assert not read_heartbeat(path, clock() + 61 * SECOND)["fresh"]
    assert not read_heartbeat(path, clock() - 2 * SECOND)["fresh"]
    assert [each.name for each in tmp_path.iterdir()] == ["heartbeat.json"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"nonsense", b'{"time_ns": "x", "interval_seconds": 30}']
)
def test_another_file_is_no_heartbeat(tmp_path, content):
    path = tmp_path / "heartbeat.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigurationError, match="no heartbeat"):
        read_heartbeat(path, START)


# ---------------------------------------------------------------------------------------------------- logs


def opened(tmp_path, clock=None, redactor=None, **options):
    return LiveLog(
        tmp_path / "logs",
        "My-Strategy",
        clock=clock or Clock(),
        redactor=redactor or Redactor([CANARY]),
        **options,
    )


def lines(log):
    return [json.loads(line) for line in log.handler.path.read_text().splitlines()]


def test_a_log_is_json_and_private(tmp_path):
    with opened(tmp_path) as log:
        log.logger.bind(order_id="o-1").info("order_submitted", amount=Decimal("1.50"), deep={"a": [1]})
        log.logger.debug("too fine")
        log.logger.warning("no trace here", exc_info=True)
    assert log.handler.path.name == "rustybt-my-strategy.log"
    assert stat.S_IMODE(log.handler.path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700
    first, second = lines(log)
    assert first == {
        "order_id": "o-1", "amount": "1.50", "deep": {"a": [1]}, "event": "order_submitted", "level": "info",
        "strategy": "My-Strategy", "logger": "rustybt.live.my-strategy", "time_ns": START,
        "timestamp": "2023-11-14T22:13:20.000000000Z",
    }  # fmt: skip
    assert "exception" not in second


def failing(secret):
    raise ConnectionError(f"GET https://venue/order?signature={secret}&key={urllib.parse.quote(secret)}")


def test_no_secret_reaches_any_sink(tmp_path, capsys):
    """The canary: planted wherever an error path could carry it, and looked for in every byte that was written."""
    redactor, clock, metrics = Redactor([CANARY]), Clock(), PrometheusMetrics("MyStrategy")
    venue = logging.getLogger("tests.canary.venue.http")
    with opened(tmp_path, clock, redactor, captured=["tests.canary.venue"], level="DEBUG") as log:
        monitor = LiveMonitor("MyStrategy", clock, prometheus=metrics, log=log.logger)
        venue.debug("signed url %s", f"https://venue/?k={CANARY}", extra={"headers": {"X": CANARY}})
        try:
            failing(CANARY)
        except ConnectionError as error:
            monitor.on_error(error)
            venue.exception("request failed")
            log.logger.exception(
                "failed", request={"Authorization": f"Bearer {CANARY}"}, args=(CANARY, [CANARY])
            )
        monitor.on_order_rejected(Order(), f"venue says {CANARY.encode().hex()}")
        monitor.on_broker_disconnected(CANARY.upper().lower())
        log.logger.info(f"event {CANARY}", **{CANARY: CANARY, "api_secret": "another one"})
        Heartbeat(tmp_path / "heartbeat.json", clock, "MyStrategy").beat("ARMED", 1)
    written = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    written += metrics.exposition() + "".join(capsys.readouterr()).encode()
    for form in (CANARY, CANARY.encode().hex(), "another one", "Bearer"):
        assert form.encode() not in written
    assert written.count(HIDDEN.encode()) > 10
    told = lines(log)
    assert [each["event"] for each in told if each["logger"].startswith("tests.")] == [
        f"signed url https://venue/?k={HIDDEN}", "request failed",
    ]  # fmt: skip
    assert any("failing" in each.get("exception", "") for each in told)
    assert venue.parent.handlers == []


def test_a_file_turns_over_by_size_and_old_ones_go(tmp_path):
    clock = Clock()
    with opened(tmp_path, clock, max_bytes=1000) as log:
        for number in range(200):
            log.logger.info("event", number=number)
            clock.forward(86_400 / 4)
        older = log.handler.older()
        everything = [*older, log.handler.path]
        assert all(each.stat().st_size <= 1000 for each in everything)
        assert {stat.S_IMODE(each.stat().st_mode) for each in everything} == {0o600}
        kept = [json.loads(line)["number"] for each in everything for line in each.read_text().splitlines()]
        days = {json.loads(line)["timestamp"][:10] for line in log.handler.path.read_text().splitlines()}
    assert len(days) == 1
    assert kept == list(range(kept[0], 200))
    assert 30 * 4 <= len(kept) <= 31 * 4 + 4
    with opened(tmp_path, clock, max_bytes=1000) as log:
        assert log.handler.older()[-5:] == older[-5:]
        clock.forward(40 * 86_400)
    with opened(tmp_path, clock, max_bytes=1000) as log:
        assert log.handler.older() == []
        assert lines(log)[-1]["number"] == 199
        log.logger.info("event", number=200)
        assert [each["number"] for each in lines(log)] == [200]
        assert len(log.handler.older()) == 1


def test_two_turns_in_one_instant_lose_nothing(tmp_path):
    with opened(tmp_path, max_bytes=300) as log:
        for number in range(20):
            log.logger.info("event", number=number)
        found = [*log.handler.older(), log.handler.path]
        kept = [json.loads(line)["number"] for each in found for line in each.read_text().splitlines()]
    assert kept == list(range(20))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_counted_and_raises_nothing(tmp_path, capfd):
    with opened(tmp_path) as log:
        log.handler._file.close()
        log.handler._file = Path("/dev/full").open("ab", buffering=0)  # noqa: SIM115 - closed with the log
        log.logger.error("a line")
        log.logger.error("another")
        assert log.handler.lost == 2
    assert capfd.readouterr() == ("", "")


def test_a_file_that_somebody_takes_away_is_made_again(tmp_path):
    with opened(tmp_path, max_bytes=300) as log:
        log.logger.info("event", number=0)
        log.handler.path.unlink()
        log.logger.info("event", number=1)
        log.logger.info("event", number=2)
        assert log.handler.lost == 0
        assert lines(log)[-1]["number"] == 2


def test_a_log_open_to_others_is_refused(tmp_path):
    with opened(tmp_path) as log:
        pass
    log.handler.path.chmod(0o644)
    with pytest.raises(CredentialError, match="chmod 600"):
        opened(tmp_path)


@pytest.mark.parametrize("options", [{"level": "LOUD"}, {"max_bytes": 0}, {"keep_days": 0}])
def test_a_log_that_cannot_work_is_refused(tmp_path, options):
    with pytest.raises(ConfigurationError):
        opened(tmp_path, **options)


def test_a_name_that_leaves_the_folder_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="file name"):
        LiveLog(tmp_path, "../evil", clock=Clock(), redactor=Redactor())


# -------------------------------------------------------------------------------------------------- server

TOKEN = "0123456789abcdef-monitor"


@pytest.fixture
def monitor_server():
    engine = {"health": healthy()}
    metrics = PrometheusMetrics("MyStrategy")
    server = MonitorServer(
        token=Secret(TOKEN),
        health=lambda detail: health_of(engine["health"], START, detail=detail),
        alive=lambda: liveness_of(engine["health"], START),
        metrics=metrics.exposition,
        port=0,
    )
    server.start()
    server.engine = engine
    yield server
    server.close()


def asked(server, path, *, method="GET", token=TOKEN, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        given = {"Authorization": f"Bearer {token}"} if token is not None else {}
        connection.request(method, path, headers=given | headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_health_is_served_with_its_status(monitor_server):
    assert asked(monitor_server, "/health")[0] == 200
    monitor_server.engine["health"] = healthy(state="HALTED")
    status, body = asked(monitor_server, "/health")
    assert status == 503
    assert json.loads(body)["reasons"] == ["the engine is HALTED"]
    assert asked(monitor_server, "/alive")[0] == 200
    assert b"100000" not in body
    assert b"100000" in asked(monitor_server, "/health?detail=1")[1]
    assert b"portfolio_value_usd" in asked(monitor_server, "/metrics")[1]


@pytest.mark.parametrize("path", ["/health", "/health?detail=1", "/alive", "/metrics", "/", "/nonsense"])
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", "é"])
def test_every_route_needs_the_token(monitor_server, path, token):
    given = None if token is None else token.encode().decode("latin-1")
    assert asked(monitor_server, path, token=given)[0] == 401


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1", "10.0.0.1:9464"])
def test_a_page_that_points_its_name_here_is_not_served(monitor_server, host):
    assert asked(monitor_server, "/health", Host=host)[0] == 421


def test_nothing_can_be_written(monitor_server):
    assert asked(monitor_server, "/health", method="POST")[0] == 501
    assert asked(monitor_server, "/nonsense")[0] == 404


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.1", "::", "example.com"])
def test_other_machines_are_not_served(host):
    with pytest.raises(ConfigurationError, match="not loopback"):
        MonitorServer(token=Secret(TOKEN), health=lambda detail: None, alive=lambda: None, host=host, port=0)


def test_a_port_that_is_taken_or_a_short_token_is_refused(monitor_server):
    given = {"health": lambda detail: None, "alive": lambda: None}
    with pytest.raises(ConfigurationError, match="another port"):
        MonitorServer(token=Secret(TOKEN), port=monitor_server.port, **given)
    with pytest.raises(ConfigurationError, match="16 characters"):
        MonitorServer(token=Secret("short"), port=0, **given)
