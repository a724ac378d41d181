"""What keeps a shadow beside a session tells when it is lost, and what is new after a restart."""

from __future__ import annotations

import asyncio

import pytest

from rustybt.live.alert_queue import QueueLimits
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal import JournalReader
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.watch import WatchPlan
from tests.engine.panels import panel
from tests.live.sessions import Kept, PanelFeed
from tests.live.shadow.test_engine import Breaks, Buys


def engine_of(folder, strategy, *, required=False, **options):
    feed = PanelFeed(panel([[10] * 30]))
    config = ShadowTradingConfig(window_hours=24, required=required)
    return LiveTradingEngine(
        strategy, PaperBroker("100000"), feed, folder=folder, shadow_config=config, **options
    )


def lost(folder):
    (path,) = folder.rglob("journal.db")
    with JournalReader.open(path) as journal:
        return [record.payload["error"] for record in journal.read(0, ("shadow_lost",))]


def test_the_loss_of_a_shadow_is_journalled_and_alerted_once(tmp_path):
    kept = Kept(lambda alert: (alert.event_type, alert.severity.name, alert.message))
    with AlertManager(AlertConfig(limits=QueueLimits(batch_seconds=0)), "test", channels=[kept]) as alerts:
        engine = engine_of(tmp_path, Breaks(), watch=WatchPlan(alerts=alerts, heartbeat_seconds=None))
        asyncio.run(engine.run())
    (error,) = lost(tmp_path)
    assert "only here" in error
    ((event, severity, message),) = kept.alerts
    assert (event, severity) == ("shadow_lost", "WARNING")
    assert error in message
    assert engine.get_status()["state"] == "STOPPED"


@pytest.mark.parametrize("error", [KeyError("of ours"), RecursionError()])
def test_nothing_that_a_shadow_does_ends_live(tmp_path, error):
    engine = engine_of(tmp_path, Buys())

    def fails(event):
        raise error

    engine._plan.shadow.process_market_event = fails
    asyncio.run(engine.run())
    assert engine.get_status()["state"] == "STOPPED"
    assert type(error).__name__ in lost(tmp_path)[0]


def test_a_shadow_that_has_told_it_all_again_takes_the_place_of_a_lost_one(tmp_path):
    engine = engine_of(tmp_path, Buys())
    shadow = engine._plan.shadow
    shadow.breaker.shadow_lost("before a restart")
    asyncio.run(engine.run())
    assert (shadow.lost, shadow.breaker.lost, lost(tmp_path)) == ("", "", [])
    assert engine.get_shadow_report().status.value != "lost"
