"""What a watch works out by itself: figures held against the result, mismatches by value, and what it alerts of."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from fractions import Fraction

import pytest

from rustybt import TradingAlgorithm
from rustybt.backtest.result_curves import course_of
from rustybt.finance.metrics.returns import sharpe_ratio
from rustybt.live.alert_queue import QueueLimits
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.config import LiveConfig
from rustybt.live.configured import config_of, engine_of
from rustybt.live.metric_sink import MetricSink
from rustybt.live.models import AssetRef, DiscrepancySeverity
from rustybt.live.reconciliation import (
    CashDiscrepancy,
    PositionDiscrepancy,
    PositionDiscrepancyType,
    ReconciliationReport,
)
from rustybt.live.redaction import Redactor, Secret
from rustybt.live.watch import EngineWatch, WatchPlan
from rustybt.live.watch_figures import WatchFigures, mismatch_ratio, silence_of
from rustybt.live.webhook_guard import AddressPolicy
from rustybt.model.time import ns_to_datetime
from tests.engine.panels import panel
from tests.live.alert_servers import Certificates, HttpsServer
from tests.live.sessions import PanelFeed, followed, opened
from tests.live.test_config import WHOLE
from tests.live.test_watch import Idle, Kept, catalog  # noqa: F401 - a fixture
from tests.live.test_watch import engine_of as made_of

MODERATE = DiscrepancySeverity.MODERATE


@pytest.fixture
def kept(tmp_path):
    return Kept(tmp_path)


@pytest.fixture
def alerts(kept):
    limits = QueueLimits(batch_seconds=0)
    with AlertManager(AlertConfig(limits=limits), "test", channels=[kept], threads=False) as manager:
        yield manager


def watch_of(session, folder, **plan):
    given = WatchPlan(heartbeat_seconds=None, **plan)
    return EngineWatch(given, "watched", session, folder, reconciliation_seconds=0)


# ------------------------------------------------------------------------------------------------- figures


class Patient(TradingAlgorithm):
    """Orders that fill bit by bit, and some that never do."""

    def initialize(self, context):
        self.asset, self.bar = self.symbol("AAPL"), 0

    def handle_data(self, context, data):
        self.bar += 1
        if self.bar % 20 == 1:
            self.order(self.asset, 150 if self.bar % 40 == 1 else -140)
            self.order(self.asset, 7, limit_price=1)


def test_the_figures_are_those_of_the_result_and_outlive_a_restart(catalog, tmp_path):  # noqa: F811
    def made():
        broker = PaperBroker("100000", volume_limit_pct="0.000002")
        return made_of(catalog, tmp_path, Patient(), broker=broker, watch=WatchPlan(heartbeat_seconds=None))

    engine = made()
    result = asyncio.run(engine.run())
    watch = engine._host.run.watch
    numbers = watch.numbers()["metrics"]
    assert numbers["pnl"] == float(result.summary.pnl)
    assert numbers["sharpe"] == pytest.approx(result.summary.sharpe, rel=1e-12)
    orders = list(engine._host.run.session.orders)
    parts = [Fraction(order.filled) / Fraction(order.intent.amount) for order in orders]
    assert any(0 < part < 1 for part in parts)
    assert engine._host.run.session.parts.core.venue.fill_count > len(orders)
    assert numbers["fill_rate"] == pytest.approx(float(sum(parts) / len(parts)), rel=1e-12)
    again = made()
    asyncio.run(again.run())
    after = again._host.run.watch.numbers()["metrics"]
    names = ("pnl", "sharpe", "fill_rate")
    assert [after[name] for name in names] == [pytest.approx(numbers[name], rel=1e-12) for name in names]


def test_before_anything_happened_nothing_is_made_up(tmp_path):
    async def session_():
        session = await opened(tmp_path / "session", panel([[10, 11]]), Idle())
        watch = watch_of(session, tmp_path / "session")
        watch.look(1)
        numbers = watch.numbers()["metrics"]
        session.parts.journal.close()
        return numbers

    numbers = asyncio.run(session_())
    assert numbers["pnl"] == 0
    assert not {"sharpe", "fill_rate"} & numbers.keys()


class Holds(TradingAlgorithm):
    def handle_data(self, context, data):
        if not context.portfolio.positions and not self.get_open_orders():
            self.order(self.sid(0), 100)


def test_a_market_that_never_closes_has_a_longer_year(tmp_path):
    async def session_():
        session = await opened(tmp_path / "session", panel([[10, 11, 13, 12, 15, 14]]), Holds())
        await followed(session)
        record = session.parts.core.venue.record_of_run()
        session.parts.journal.close()
        return WatchFigures(session).gauges()["sharpe"], course_of(record, None).returns

    sharpe, returns = asyncio.run(session_())
    assert returns.any()
    assert sharpe == sharpe_ratio(returns, periods=365)


# -------------------------------------------------------------------------------------------- mismatches


def report_of(session, severity=MODERATE, *, units="10", cash="-50"):
    asset = AssetRef(0, "A0")
    return ReconciliationReport(
        timestamp=ns_to_datetime(session.parts.clock()),
        position_discrepancies=(
            PositionDiscrepancy(
                asset, PositionDiscrepancyType.QUANTITY_MISMATCH, severity, Decimal(100),
                Decimal(100) + Decimal(units), Decimal(units), Decimal(9),
            ),
            PositionDiscrepancy(
                AssetRef(None, "NEWCOIN"), PositionDiscrepancyType.MISSING_LOCAL, severity, Decimal(0),
                Decimal(3), Decimal(3), Decimal(100),
            ),
        ),
        cash_discrepancy=CashDiscrepancy(
            MODERATE, Decimal(1000), Decimal(0), Decimal(-1000), Decimal(-950), Decimal(cash), Decimal(5), False
        ),
    )  # fmt: skip


def test_a_mismatch_is_told_as_a_part_of_the_value(tmp_path, kept, alerts):
    async def session_():
        session = await opened(tmp_path / "session", panel([[10, 11, 12, 13]]), Holds())
        watch = watch_of(session, tmp_path / "session", alerts=alerts)
        await followed(session)
        value = Fraction(session.parts.core.venue.portfolio_value())
        told = []
        for report in (report_of(session), report_of(session), report_of(session, units="-20")):
            session.parts.journal.append("reconciled", {"report": report.to_dict()})
            watch.look(1)
            told.append(watch.numbers()["metrics"]["reconciliation_mismatch_ratio"])
        nothing = ReconciliationReport(timestamp=report.timestamp).to_dict()
        assert mismatch_ratio(session, nothing) == 0
        session.parts.journal.append("reconciled", {"report": nothing})
        session.parts.journal.append("reconciled", {"report": report.to_dict()})
        watch.look(1)
        watch.close(1)
        session.parts.journal.close()
        return value, told

    value, told = asyncio.run(session_())
    first, third = float((10 * 13 + 50) / value), float((20 * 13 + 50) / value)
    assert told == [pytest.approx(each, rel=1e-12) for each in (first, first, third)]
    # The same difference is told once, another one again, and one that came back again.
    assert [each[:3] for each in kept.alerts] == [("reconciliation_moderate", "", "WARNING")] * 3


# ---------------------------------------------------------------------------------------------- refusals


def test_more_refusals_than_a_tenth_are_told_once(tmp_path, kept, alerts):
    async def session_():
        session = await opened(tmp_path / "session", panel([[10, 11, 12, 13]]), Holds())
        watch = watch_of(session, tmp_path / "session", alerts=alerts)
        await followed(session)
        (order,) = session.orders
        watch.look(1)
        for _ in range(9):
            watch.monitor.on_order_submitted(order.intent)
        watch.monitor.on_order_rejected(order.intent, "no")
        watch.look(1)
        alerts.deliver_due()
        assert watch.monitor.rejection_ratio() == 0.1
        assert kept.events == []
        for _ in range(3):
            watch.monitor.on_order_rejected(order.intent, "no")
            watch.look(1)
        watch.close(1)
        session.parts.journal.close()

    asyncio.run(session_())
    assert [each[:3] for each in kept.alerts] == [("rejection_rate", "", "WARNING")]


# --------------------------------------------------------------------------------------------- stale data


class Behind(PanelFeed):
    """A feed that can fall behind, and says so."""

    rows = ()

    def blocks(self, asset):
        return ""

    def asset_states(self):
        return self.rows

    def take_notices(self):
        return ()


def row(state, age):
    return {"symbol": "A", "state": state, "age_s": age}


@pytest.mark.parametrize(
    ("state", "age", "most", "told"),
    [
        ("stale", 301.0, None, True),
        ("stale", 300.0, None, False),
        ("stale", None, None, True),
        ("fresh", 500.0, None, False),
        ("closed", 50_000.0, None, False),
        ("waiting", 50_000.0, None, False),
        ("fresh", 61.0, 60, True),
        ("gap", 61.0, 60, True),
        ("fresh", 60.0, 60, False),
        ("closed", 50_000.0, 60, False),
        ("waiting", 50_000.0, 60, False),
    ],
)
def test_silence_counts_in_an_open_market(state, age, most, told):
    feed = Behind(panel([[1]]))
    feed.rows = (row("fresh", 0.1), row(state, age))
    expected = f"no market data of A for more than {most or 300} s" if told else ""
    assert silence_of(feed, most) == expected


def test_a_live_feed_that_falls_silent_is_told_by_default(tmp_path, kept, alerts):
    async def session_(name, feed, **plan):
        session = await opened(tmp_path / name, panel([[10, 11]]), Idle(), feed=feed)
        watch = watch_of(session, tmp_path / name, alerts=alerts, **plan)
        watch._clock = lambda: session.parts.clock() + 10**15  # eleven days
        watch.look(1)
        alerts.deliver_due()
        feed.rows = (row("fresh", 1.0),)
        watch.look(1)
        watch.close(1)
        session.parts.journal.close()

    bars = panel([[10, 11]])
    silent = Behind(bars)
    silent.rows = (row("stale", 400.0),)
    asyncio.run(session_("never", silent, feed_seconds=0))
    assert kept.events == []
    silent.rows = (row("stale", 400.0),)
    asyncio.run(session_("live", silent))
    assert kept.events == ["feed_stale", "feed_back"]


def test_a_replay_is_never_stale_by_default(tmp_path, kept, alerts):
    async def session_():
        session = await opened(tmp_path / "session", panel([[10, 11]]), Idle())
        watch = watch_of(session, tmp_path / "session", alerts=alerts)
        watch._clock = lambda: session.parts.clock() + 10**15  # eleven days
        watch.look(1)
        watch.close(1)
        session.parts.journal.close()

    asyncio.run(session_())
    assert kept.events == []


# --------------------------------------------------------------------------------------------------- sink


def sink_of(url, certificates=None, **options):
    context = None if certificates is None else certificates.client
    return MetricSink(
        Secret(url),
        "watched",
        redactor=Redactor(),
        policy=AddressPolicy.parse("127.0.0.0/8"),
        context=context,
        interval_seconds=0.01,
        **options,
    )


def test_metrics_of_an_engine_are_posted_to_their_end_in_each_of_its_lives(catalog, tmp_path):  # noqa: F811
    certificates = Certificates(tmp_path)
    with HttpsServer(certificates) as server:
        sink = sink_of(f"{server.url}/metrics", certificates)
        for life in ("one", "two"):
            before = len(server.requests)
            engine = made_of(catalog, tmp_path / life, watch=WatchPlan(heartbeat_seconds=None, sink=sink))
            asyncio.run(engine.run())
            bodies = [json.loads(body) for _, _, body in server.requests[before:]]
            names = {each["metric"] for body in bodies for each in body["metrics"]}
            assert {"orders_submitted", "fill_price", "pnl", "events_per_second"} <= names, life
            assert not sink._thread.is_alive()
    assert (sink.failures, sink.dropped) == (0, 0)


def test_an_endpoint_that_is_down_is_logged_and_stops_nothing(catalog, tmp_path):  # noqa: F811
    plan = WatchPlan(heartbeat_seconds=None, sink=sink_of("https://127.0.0.1:9/x"), logs=tmp_path / "logs")
    engine = made_of(catalog, tmp_path, watch=plan)
    asyncio.run(engine.run())
    assert engine.get_status()["state"] == "STOPPED"
    assert plan.sink.failures
    assert engine._host.run.watch.monitor.errors.get_count() == 0
    watch = engine._host.run.watch
    assert watch.numbers()["metrics"]["portfolio_value"] > 0


class Broken(MetricSink):
    def start(self):
        raise RuntimeError("no more threads")

    def put(self, *_):
        raise RuntimeError("no more memory")

    def close(self, timeout=0):
        raise RuntimeError("no more time")


def test_a_sink_that_raises_stops_nothing(catalog, tmp_path):  # noqa: F811
    sink = Broken(Secret("https://127.0.0.1:9/x"), "watched", redactor=Redactor())
    engine = made_of(catalog, tmp_path, watch=WatchPlan(heartbeat_seconds=None, sink=sink))
    asyncio.run(engine.run())
    assert engine.get_status()["state"] == "STOPPED"
    assert engine.get_status()["fills"] > 0


def test_live_yaml_and_the_environment_say_whether_metrics_are_posted(catalog, tmp_path, monkeypatch):  # noqa: F811
    data = {**WHOLE["data"], "data_dir": str(catalog.path)}
    given = {**WHOLE, "data": data, "folder": str(tmp_path)}
    env = {"METRICS_ENDPOINT_URL": "https://metrics.example.com/secret-path"}
    assert engine_of(LiveConfig.of(given, "x"), {})._plan.watch.sink is None
    engine = engine_of(LiveConfig.of(given, "x"), env)
    assert engine._plan.watch.sink is not None
    assert config_of(engine._plan).monitoring.metrics == "environment"
    without = {**given, "monitoring": {"metrics": "none"}}
    engine = engine_of(LiveConfig.of(without, "x"), env)
    assert engine._plan.watch.sink is None
    monkeypatch.setenv(*env.popitem())
    assert config_of(engine._plan).monitoring.metrics == "none"
