"""What watches an engine: alerts after the halt, metrics, log, heartbeat and health of a real one."""

from __future__ import annotations

import asyncio
import http.client
import json

import pytest

from rustybt import DataCatalog, TradingAlgorithm
from rustybt.cli.demo_strategies import DualMovingAverage
from rustybt.exceptions import EngineError, StrategyError
from rustybt.live.alert_queue import QueueLimits, Severity
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.messages import Disconnected, Reconnected
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.circuit_breakers import DrawdownCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch
from rustybt.live.health import read_heartbeat
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.recovery import reconcile
from rustybt.live.watch import EngineWatch, WatchPlan
from tests.engine.panels import panel
from tests.live.sessions import opened
from tests.live.test_engine import until


class Idle(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


DAYS = {"start": "2011-01-03", "end": "2012-12-31"}


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
    assert kept.alerts == [("circuit_breaker_tripped", "drawdown", "CRITICAL", True)]
    assert not (engine.folder / "heartbeat").exists()


def test_a_failure_is_told_once(catalog, tmp_path, kept, alerts):
    class Fails(TradingAlgorithm):
        def handle_data(self, context, data):
            raise ZeroDivisionError("by zero")

    engine = engine_of(catalog, tmp_path, Fails(), watch=WatchPlan(alerts=alerts))
    with pytest.raises(StrategyError, match="by zero"):
        asyncio.run(engine.run())
    assert [each[:3] for each in kept.alerts] == [("engine_failed", "", "CRITICAL")]


def test_halts_resumes_and_silence_are_told_and_never_again_after_a_restart(catalog, tmp_path, kept, alerts):
    async def cells():
        watch = WatchPlan(alerts=alerts, heartbeat_seconds=0.1, feed_seconds=0.3)
        engine = engine_of(catalog, tmp_path, speed=3600, watch=watch)
        await engine.start()
        await until(lambda: "feed_stale" in kept.events)
        engine.halt("enough", "ada")
        await until(lambda: "halted" in kept.events)
        await engine.resume("ada", "better")
        await until(lambda: "resumed" in kept.events)
        path = engine.folder / "heartbeat"
        await until(lambda: read_heartbeat(path, engine._plan.clock())["state"] == "ARMED")
        await engine.shutdown()
        assert kept.events == ["feed_stale", "halted", "resumed"]
        again = engine_of(catalog, tmp_path, speed=86_400, watch=WatchPlan(alerts=alerts))
        await again.start()
        assert kept.events == ["feed_stale", "halted", "resumed"]
        again.halt("and again", "ada")
        await until(lambda: kept.events[3:] == ["halted"])
        await again.shutdown()

    asyncio.run(cells())


def fetched(port, token, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_health_and_metrics_are_served_and_the_log_is_written(catalog, tmp_path):
    async def cells():
        watch = WatchPlan(port=0, logs=tmp_path / "logs")
        engine = engine_of(catalog, tmp_path, speed=40_000_000, watch=watch)
        await engine.start()
        await until(lambda: engine.get_status()["fills"] > 0)
        port, token = (engine.folder / "monitor-token").read_text().split()
        assert (engine.folder / "monitor-token").stat().st_mode & 0o077 == 0
        await asyncio.sleep(0.3)
        status, body = await asyncio.to_thread(fetched, port, token, "/health?detail=1")
        assert (status, json.loads(body)["status"]) == (200, "healthy"), body
        assert json.loads(body)["portfolio"]["value"]
        assert (await asyncio.to_thread(fetched, port, token, "/alive"))[0] == 200
        status, body = await asyncio.to_thread(fetched, port, token, "/metrics")
        assert b'orders_filled_total{asset="AAPL",strategy="DualMovingAverage"}' in body
        numbers = await engine._host.ask("metrics")
        assert numbers["metrics"]["engine_armed"] == 1
        assert "portfolio_value_usd" in numbers["prometheus"]
        await engine.pause()
        await asyncio.sleep(0.3)
        status, body = await asyncio.to_thread(fetched, port, token, "/health")
        assert (status, json.loads(body)["reasons"]) == (503, ["the engine is PAUSED"])
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
    assert {each[:3] for each in kept.alerts} == {
        ("broker_disconnected", "reports", "CRITICAL"),
        ("broker_reconnected", "reports", "INFO"),
        ("reconciliation_critical", "", "CRITICAL"),
    }
    assert watch.monitor.mismatches.get_count() == 1
    assert "rustybt-v1_5.log" in {path.name for path in (tmp_path / "logs").iterdir()}
