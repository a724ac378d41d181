"""What watches an engine: alerts after the halt, metrics, log, heartbeat and health of a real one."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading

import pytest
from prometheus_client.parser import text_string_to_metric_families

from rustybt import DataCatalog, TradingAlgorithm
from rustybt.cli.demo_strategies import DualMovingAverage
from rustybt.exceptions import EngineError, StrategyError
from rustybt.live.alert_queue import QueueLimits, Severity
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.messages import Disconnected, Reconnected, Refused
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.circuit_breakers import DrawdownCircuitBreaker, ManualCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch
from rustybt.live.health import health_of, read_heartbeat
from rustybt.live.metrics import METRICS
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.recovery import reconcile
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.watch import EngineWatch, WatchPlan
from tests.engine.panels import panel
from tests.live.sessions import GoesOn, PanelFeed, opened
from tests.waits import until_async


class Idle(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


DAYS = {"start": "2011-01-03", "end": "2012-12-31"}
PATIENCE = 120
"""Seconds that a test waits: a machine may stall for half a minute."""


class Kept:
    """A channel that keeps what it is given, and whether the latch was set by then."""

    name = "kept"
    least = Severity.INFO

    def __init__(self, folder):
        self.latch = HaltLatch(folder / "DualMovingAverage" / "HALT")
        self.alerts = []

    def send(self, alert, strategy_name):
        self.alerts.append((alert.event_type, alert.breaker, alert.severity.name, self.latch.is_set))

    @property
    def events(self):
        return [each[0] for each in self.alerts]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return catalog


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path)


@pytest.fixture
def alerts(kept):
    with AlertManager(AlertConfig(limits=QueueLimits(batch_seconds=0)), "test", channels=[kept]) as manager:
        yield manager


def engine_of(catalog, folder, strategy=None, *, speed=None, broker=None, feed=None, **options):
    feed = feed or ReplayFeed("sample", DAYS["start"], DAYS["end"], catalog=catalog, speed=speed)
    return LiveTradingEngine(
        strategy or DualMovingAverage(), broker or PaperBroker("100000"), feed, folder=folder, **options
    )


def test_a_trip_is_told_once_and_after_the_halt(catalog, tmp_path, kept, alerts):
    engine = engine_of(
        catalog,
        tmp_path,
        circuit_breakers=[DrawdownCircuitBreaker("0.1")],
        watch=WatchPlan(alerts=alerts, heartbeat_seconds=None),
    )
    asyncio.run(engine.run())
    delivered(alerts)
    assert kept.alerts == [("circuit_breaker_tripped", "drawdown", "CRITICAL", True)]
    assert not (engine.folder / "heartbeat").exists()


def test_a_failure_is_told_once(catalog, tmp_path, kept, alerts):
    class Fails(TradingAlgorithm):
        def handle_data(self, context, data):
            raise ZeroDivisionError("by zero")

    engine = engine_of(catalog, tmp_path, Fails(), watch=WatchPlan(alerts=alerts))
    with pytest.raises(StrategyError, match="by zero"):
        asyncio.run(engine.run())
    delivered(alerts)
    assert [each[:3] for each in kept.alerts] == [("engine_failed", "", "CRITICAL")]


def delivered(alerts):
    """Wait until every alert that was handed in has come through, whichever thread brings it."""
    alerts.deliver_due()
    pause = threading.Event()
    for _ in range(1200):
        if not alerts.health()["waiting"]:
            return
        pause.wait(0.1)
    raise AssertionError(alerts.health())


def by_hand(kept):
    """What operators did: a machine that stalls has other alerts come in between, such as of a feed that is silent."""
    return [each for each in kept.events if each in ("halted", "resumed")]


def test_halts_resumes_and_silence_are_told_and_never_again_after_a_restart(catalog, tmp_path, kept, alerts):
    async def cells():
        watch = WatchPlan(alerts=alerts, heartbeat_seconds=0.1, feed_seconds=0.3)
        engine = engine_of(catalog, tmp_path, speed=3600, watch=watch)
        await engine.start()
        await until_async(lambda: "feed_stale" in kept.events)
        engine.halt("enough", "ada")
        await until_async(lambda: by_hand(kept) == ["halted"])
        await engine.resume("ada", "better")
        await until_async(lambda: by_hand(kept) == ["halted", "resumed"])
        path = engine.folder / "heartbeat"
        await until_async(lambda: read_heartbeat(path, engine._plan.clock())["state"] == "ARMED")
        await engine.shutdown()
        delivered(alerts)
        before = list(kept.events)
        assert set(before) <= {"feed_stale", "feed_back", "halted", "resumed", "rejection_rate"}
        again = engine_of(catalog, tmp_path, speed=86_400, watch=WatchPlan(alerts=alerts))
        await again.start()
        again.halt("and again", "ada")
        await until_async(lambda: len(by_hand(kept)) > 2)
        await again.shutdown()
        delivered(alerts)
        # Nothing of before, and no silence, since nobody asked for it; an order may have been on its way at the halt.
        assert [each for each in kept.events[len(before) :] if each != "rejection_rate"] == ["halted"]

    asyncio.run(cells())


def fetched(port, token, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


async def answered(port, token, path, wanted):
    """What /health says as soon as it says what is wanted: a machine that stalls has other reasons for a moment."""
    for _ in range(PATIENCE * 4):
        status, body = await asyncio.to_thread(fetched, port, token, path)
        if wanted(json.loads(body)):
            return status, body
        await asyncio.sleep(0.25)
    raise AssertionError(body)


class Endless(GoesOn, ReplayFeed):
    """A replay after whose last bar the session goes on."""


class Refusing(PaperBroker):
    """Paper that refuses its first order in words."""

    refused = False

    async def submit_order(self, intent):
        if not self.refused:
            self.refused = True
            return Refused(order_id=intent.order_id, code="other", evidence="not today", time_ns=1)
        return await super().submit_order(intent)


OF_A_SHADOW = {
    "shadow_signal_match_ratio",
    "shadow_slippage_error_bps",
    "shadow_fill_rate_error_points",
}


def test_every_metric_that_is_declared_is_sampled(catalog, tmp_path, alerts):
    feed = Endless("sample", DAYS["start"], DAYS["end"], catalog=catalog, speed=40_000_000)

    async def life():
        watch = WatchPlan(alerts=alerts)
        breakers = [ManualCircuitBreaker(), DrawdownCircuitBreaker("0.9")]
        broker = Refusing("100000")
        engine = engine_of(
            catalog,
            tmp_path,
            feed=feed,
            broker=broker,
            watch=watch,
            circuit_breakers=breakers,
            checkpoint_seconds=0.2,
        )
        await engine.start()
        await until_async(lambda: engine.get_status()["taken"] > 1500)
        session = engine._host.run.session
        session.parts.journal.append(
            "cancel_failed", {"order_id": "o-1", "error": "BrokerTimeoutError: no answer"}
        )
        engine.halt("enough", "ada")
        await until_async(lambda: engine.get_status()["state"] == "HALTED")
        delivered(alerts)
        breakers[0].trigger_halt("by hand", "ada")
        await until_async(lambda: b'outcome="delivered"' in engine._host.run.watch.metrics.exposition())
        told = (await engine._host.ask("metrics"))["prometheus"]
        await engine.shutdown()
        return told, engine.get_status()

    told, status = asyncio.run(life())
    families = {each.name: each for each in text_string_to_metric_families(told)}
    sampled = {name for name, each in families.items() if each.samples}
    declared = {shape[1] for shape in METRICS.values()}
    assert declared - sampled == OF_A_SHADOW
    tripped = {each.labels["breaker"]: each.value for each in families["circuit_breaker_tripped"].samples}
    assert tripped == {"manual": 1, "drawdown": 0}
    ways = {
        (each.labels["channel"], each.labels["outcome"]): each.value
        for each in families["alerts"].samples
        if each.name == "alerts_total"
    }
    assert ways["kept", "delivered"] >= 1
    counts = {each.name: each.value for name in families for each in families[name].samples}
    assert counts["event_processing_latency_seconds_count"] >= 1500
    assert counts["order_fill_latency_seconds_count"] == status["fills"]
    assert {each.labels.get("error_type") for each in families["errors"].samples} == {"BrokerTimeoutError"}
    assert counts["market_updates_per_second"] > 0


@pytest.mark.parametrize("emits", [True, False])
def test_how_a_shadow_agrees_is_sampled_and_in_its_health(catalog, tmp_path, emits):
    feed = Endless("sample", DAYS["start"], DAYS["end"], catalog=catalog, speed=40_000_000)

    async def life():
        config = ShadowTradingConfig(window_hours=8784, emit_metrics=emits)
        engine = engine_of(catalog, tmp_path, feed=feed, watch=WatchPlan(), shadow_config=config)
        await engine.start()
        watch = engine._host.run.watch
        await until_async(lambda: (engine.get_status()["shadow"] or {}).get("status") == "aligned")
        if emits:
            await until_async(lambda: b"shadow_signal_match_ratio{" in watch.metrics.exposition())
        told = watch.metrics.exposition().decode()
        health = health_of(watch._health, watch._health.last_step_ns, detail=True).body
        await engine.shutdown()
        return told, health["shadow_mode"]

    told, shadow = asyncio.run(life())
    samples = {each.name: each.value for one in text_string_to_metric_families(told) for each in one.samples}
    assert {name: samples[name] for name in OF_A_SHADOW & samples.keys()} == (
        dict(zip(sorted(OF_A_SHADOW), (0, 1, 0), strict=True)) if emits else {}
    )
    assert shadow["enabled"] is emits
    if emits:
        assert shadow["alignment_metrics"]["signal_alignment"]["signal_match_rate"] == "1"


def test_a_shadow_that_is_not_enabled_does_not_run(catalog, tmp_path):
    engine = engine_of(catalog, tmp_path, shadow_mode=True, shadow_config=ShadowTradingConfig(enabled=False))
    assert engine._plan.shadow is None
    assert "alignment" not in [each.name for each in engine._plan.breakers.breakers]


def test_a_checkpoint_that_cannot_be_written_is_told_and_not_without_end(catalog, tmp_path, kept, alerts):
    folder = tmp_path / "DualMovingAverage"
    folder.mkdir(mode=0o700)
    (folder / "state").write_text("in the way")

    async def life():
        engine = engine_of(
            catalog, tmp_path, speed=86_400, watch=WatchPlan(alerts=alerts), checkpoint_seconds=0.05
        )
        await engine.start()
        notices = lambda: [each for each in engine.get_status()["events"] if each.get("code") == "checkpoint"]  # noqa: E731
        await until_async(lambda: len(notices()) > 15)
        await engine.shutdown()

    asyncio.run(life())
    delivered(alerts)
    told = [each for each in kept.alerts if each[0] == "checkpoint_failed"]
    assert told == [("checkpoint_failed", "", "ERROR", False)] * QueueLimits().rate
    assert alerts.outcomes()["none", "rate_limited"] > 0


def test_health_and_metrics_are_served_and_the_log_is_written(catalog, tmp_path):
    async def cells():
        watch = WatchPlan(port=0, logs=tmp_path / "logs")
        feed = Endless("sample", DAYS["start"], DAYS["end"], catalog=catalog, speed=40_000_000)
        engine = engine_of(catalog, tmp_path, feed=feed, watch=watch)
        await engine.start()
        await until_async(lambda: engine.get_status()["fills"] > 0)
        port, token = (engine.folder / "monitor-token").read_text().split()
        assert (engine.folder / "monitor-token").stat().st_mode & 0o077 == 0
        status, body = await answered(
            port, token, "/health?detail=1", lambda told: told["status"] == "healthy"
        )
        assert status == 200
        assert json.loads(body)["portfolio"]["value"]
        assert (await asyncio.to_thread(fetched, port, token, "/alive"))[0] == 200
        status, body = await asyncio.to_thread(fetched, port, token, "/metrics")
        assert b'orders_filled_total{asset="AAPL",strategy="DualMovingAverage"}' in body
        numbers = await engine._host.ask("metrics")
        assert numbers["metrics"]["engine_armed"] == 1
        assert "portfolio_value_usd" in numbers["prometheus"]
        await engine.pause()
        paused = ["the engine is PAUSED"]
        status, body = await answered(port, token, "/health", lambda told: told["reasons"] == paused)
        assert status == 503
        await engine.shutdown()
        with pytest.raises(OSError, match="refused"):
            fetched(port, token, "/alive")

    asyncio.run(cells())
    (log,) = (tmp_path / "logs").iterdir()
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert {"order_submitted", "order_filled", "reconciled", "state"} <= set(events)


def test_an_engine_that_nothing_watches_has_no_numbers(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path, speed=86_400)
        await engine.start()
        with pytest.raises(EngineError, match="nothing measures this engine"):
            await engine._host.ask("metrics")
        await engine.shutdown()

    asyncio.run(cells())


def test_what_fails_in_a_watch_stops_nothing(catalog, tmp_path, monkeypatch):
    def broken(self, record):
        raise RuntimeError("the watch is broken")

    monkeypatch.setattr(EngineWatch, "_tell", broken)
    engine = engine_of(catalog, tmp_path, watch=WatchPlan())
    asyncio.run(engine.run())
    assert engine.get_status()["state"] == "STOPPED"
    assert engine._host.run.watch.monitor.errors.get_count() > 0


def test_lost_lanes_and_critical_differences_are_told(tmp_path, kept, alerts):
    async def session_():
        bars = panel([[10, 11, 12, 13]])
        session = await opened(tmp_path / "session", bars, Idle())
        watch = EngineWatch(
            WatchPlan(alerts=alerts, heartbeat_seconds=None, logs=tmp_path / "logs"),
            "v1.5",
            session,
            tmp_path / "session",
            reconciliation_seconds=0,
        )
        await session.hear(Disconnected(lane="reports", reason="reset by peer"))
        await session.hear(Reconnected(lane="reports"))
        report = (await reconcile(session, PositionReconciler(session.parts.broker))).to_dict()
        critical = {**report, "max_severity": "critical", "cash_discrepancy": {"unexplained": "1"}}
        session.parts.journal.append("reconciled", {"report": critical})
        watch.look(1)
        watch.close(1)
        session.parts.journal.close()
        return watch

    watch = asyncio.run(session_())
    delivered(alerts)
    assert {each[:3] for each in kept.alerts} == {
        ("broker_disconnected", "reports", "CRITICAL"),
        ("broker_reconnected", "reports", "INFO"),
        ("reconciliation_critical", "", "CRITICAL"),
    }
    assert watch.monitor.mismatches.get_count() == 1
    assert "rustybt-v1_5.log" in {path.name for path in (tmp_path / "logs").iterdir()}


class Ending(PanelFeed):
    """A live feed whose end is near, and comes."""

    told = ({"kind": "ending", "symbol": "", "detail": "the feed ends soon", "at_ns": 1, "count": 1},)

    def blocks(self, asset):
        return ""

    def asset_states(self):
        return ()

    def take_notices(self):
        told, self.told = self.told, ({"kind": "late", "symbol": "A", "detail": "x", "at_ns": 2, "count": 1},)
        return told


@pytest.mark.parametrize("feed", [Ending, PanelFeed])
def test_the_end_of_a_live_feed_is_told_before_and_when_it_comes(tmp_path, kept, alerts, feed):
    engine = engine_of(
        None, tmp_path, Idle(), feed=feed(panel([[10] * 4])), watch=WatchPlan(alerts=alerts, feed_seconds=0)
    )
    asyncio.run(engine.run())
    delivered(alerts)
    status = engine.get_status()
    assert (status["state"], status["feed"]["ends_ns"]) == ("STOPPED", status["market_time_ns"])
    # Within milliseconds of each other, the graver may be sent first.
    live = {("feed_ending", "", "WARNING"), ("feed_ended", "", "ERROR")}
    assert len(kept.alerts) == (2 if feed is Ending else 0)
    assert {each[:3] for each in kept.alerts} == (live if feed is Ending else set())


def test_what_waited_for_others_is_told_at_the_end(tmp_path, kept):
    with AlertManager(AlertConfig(), "test", channels=[kept]) as alerts:
        watch = WatchPlan(alerts=alerts, feed_seconds=0)
        asyncio.run(engine_of(None, tmp_path, Idle(), feed=Ending(panel([[10] * 4])), watch=watch).run())
        delivered(alerts)
        assert set(kept.events) == {"feed_ending", "feed_ended"}
