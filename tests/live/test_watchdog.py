"""The watchdog beside real engines: one that is stopped, one that blocks, ones that die; and its bounds."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import threading
from pathlib import Path

import pytest

from rustybt import DataCatalog
from rustybt.backtest.strategy_file import strategy_at
from rustybt.cli.demo_strategies import DualMovingAverage
from rustybt.live.alert_queue import QueueLimits
from rustybt.live.alerts import AlertConfig, AlertManager
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.control import ask
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.last_state import state_of
from rustybt.live.watchdog import Sighting, Watchdog, WatchdogPlan
from tests.live.sessions import Kept
from tests.live.test_hosts import forget

QUICK = {"stall_seconds": 0.5, "look_seconds": 0.05, "first_pause": 0.01}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return catalog


@pytest.fixture
def watched(catalog, tmp_path):
    """Starts an engine in a process; gives its folder and its process; ends what is left of it."""
    started = []

    def start(strategy=None, speed=86_400):
        feed = ReplayFeed("sample", "2011-01-03", "2012-12-31", catalog=catalog, speed=speed)
        engine = LiveTradingEngine(
            strategy or DualMovingAverage(), PaperBroker("100000"), feed, folder=tmp_path
        )
        asyncio.run(engine.start(host="process"))
        started.append(engine.folder)
        return engine.folder, forget(engine.folder)._process

    yield start
    for folder in started:
        address = folder / "control.json"
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            os.kill(json.loads(address.read_text())["pid"], signal.SIGKILL)


def dog_of(folder, cancel=None, environment=None, **plan):
    kept = Kept(lambda alert: alert.event_type)
    alerts = AlertManager(AlertConfig(limits=QueueLimits(batch_seconds=0)), "test", channels=[kept])
    said = []
    dog = Watchdog(
        folder,
        WatchdogPlan(**QUICK | plan),
        cancel=cancel,
        alerts=alerts,
        say=said.append,
        environment=environment,
    )
    return dog, kept, alerts, said


def delivered(alerts):
    alerts.deliver_due()
    alerts.close(60)


def seen(dog, wanted, looks=400):
    pause = threading.Event()
    for _ in range(looks):
        if dog.look() is wanted:
            return
        pause.wait(0.05)
    raise AssertionError(f"it was never {wanted}")


def test_an_engine_that_is_stopped_is_halted_and_told_and_obeys_when_it_turns_again(watched):
    folder, process = watched()
    dog, kept, alerts, _ = dog_of(folder)
    seen(dog, Sighting.ALIVE)
    os.kill(process.pid, signal.SIGSTOP)
    seen(dog, Sighting.STALLED)
    held = HaltLatch(folder / "HALT").read()
    assert (held.operator, "has not answered for 0.5 s" in held.reason) == ("watchdog", True)
    shown = state_of(folder, timeout=0.3)
    assert (shown["stalled"], shown["running"]) == (True, True)
    os.kill(process.pid, signal.SIGCONT)
    seen(dog, Sighting.ALIVE)
    assert ask(folder, "status", timeout=20)["state"] == "HALTED"
    ask(folder, "shutdown", timeout=20)
    assert process.wait(20) == 3
    assert dog.run() == "HALTED"
    delivered(alerts)
    assert kept.alerts == ["engine_seen", "engine_stalled", "engine_back"]


BLOCKS = """
import time
from rustybt import TradingAlgorithm
class Blocks(TradingAlgorithm):
    def initialize(self, context):
        self.days = 0
    def handle_data(self, context, data):
        self.days += 1
        if self.days == 2:
            time.sleep(60)
"""


def test_a_strategy_that_blocks_for_a_minute_is_a_stall(watched, tmp_path):
    (tmp_path / "blocks.py").write_text(BLOCKS)
    folder, process = watched(strategy_at("blocks.py", tmp_path))
    dog, kept, alerts, said = dog_of(folder)
    seen(dog, Sighting.STALLED, looks=1200)
    assert HaltLatch(folder / "HALT").read().operator == "watchdog"
    process.kill()
    process.wait()
    delivered(alerts)
    assert "engine_stalled" in kept.alerts
    assert any("its strategy or its host blocks" in words for words in said)


def test_an_engine_that_dies_is_started_anew_and_stays_halted(watched):
    folder, process = watched()
    secrets = {**os.environ, "SMTP_PASSWORD": "hunter2-hunter2"}  # which the watchdog's process has taken out
    dog, kept, alerts, _ = dog_of(folder, environment=secrets, restart=True, stall_seconds=2)
    seen(dog, Sighting.ALIVE)
    taken = ask(folder, "status", timeout=20)["taken"]
    threading.Event().wait(2)  # what was taken by then is on the disk
    runs = threading.Thread(target=dog.run)
    runs.start()
    process.kill()
    process.wait()
    pause = threading.Event()
    for _ in range(600):
        pause.wait(0.1)
        now = state_of(folder)
        if now["running"] and now["state"] == "HALTED":
            break
    assert now["halt"]["operator"] == "watchdog"
    assert now["halt"]["reason"] == "the engine died without a word"
    assert now["taken"] >= taken
    born = Path(f"/proc/{json.loads((folder / 'control.json').read_text())['pid']}/environ")
    assert not born.exists() or b"SMTP_PASSWORD=hunter2-hunter2" in born.read_bytes()
    ask(folder, "shutdown", timeout=20)
    runs.join(60)
    assert not runs.is_alive()
    delivered(alerts)
    assert [each for each in kept.alerts if each != "engine_seen"] == ["engine_died", "engine_restarted"]


def test_an_engine_that_dies_again_and_again_is_given_up(tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "control.json").write_text(json.dumps({"port": 1, "token": "x", "pid": 1}))
    (folder / "live.yaml").write_text("nothing: here\n")
    pauses = []
    dog = Watchdog(
        folder,
        WatchdogPlan(**QUICK | {"restart": True, "most_restarts": 3, "longest_pause": 3, "first_pause": 1}),
        wait=lambda seconds: pauses.append(seconds) or threading.Event().wait(0.05),
    )
    assert dog.run() == "DEAD"
    assert [each for each in pauses if each >= 1] == [1, 2, 3]
    assert HaltLatch(folder / "HALT").is_set


def test_one_that_died_is_left_so_if_nobody_asked_and_an_earlier_halt_stays(tmp_path):
    (tmp_path / "control.json").write_text(json.dumps({"port": 1, "token": "x", "pid": 1}))
    HaltLatch(tmp_path / "HALT").set(HaltRecord(reason="mine", operator="me", time_ns=1))
    dog, kept, alerts, said = dog_of(tmp_path)
    assert dog.run() == "DEAD"
    assert HaltLatch(tmp_path / "HALT").read().operator == "me"
    assert "halted before by me" in said[0]
    again, *_ = dog_of(tmp_path, restart=True)
    assert again.run() == "DEAD"
    delivered(alerts)
    assert kept.alerts == ["engine_died"]


def test_a_session_that_has_ended_needs_no_watch(tmp_path):
    dog, kept, alerts, _ = dog_of(tmp_path)
    assert dog.run() == "NEW"
    delivered(alerts)
    assert kept.alerts == []
    assert not HaltLatch(tmp_path / "HALT").is_set
