"""An engine in another process, held as a console holds it: alive, stalled, killed, ended, never there."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest

from rustybt.console import attached
from rustybt.console.attached import AttachedEngine
from rustybt.exceptions import CommandError, ConfigurationError, EngineNotRunningError
from rustybt.live.control import ask
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import JournalReader
from rustybt.widgets.console import LiveConsole
from tests.console.sessions import make_catalog, running, state
from tests.waits import until


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("catalog"))


def test_a_running_engine_is_shown_and_commanded(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, _):
        engine = AttachedEngine(folder)
        assert (engine.name, engine.folder) == ("rotation", folder)
        until(lambda: engine.get_status()["fills"] > 2)
        status = engine.get_status()
        assert (status["state"], status["running"], status["paused"]) == ("ARMED", True, False)
        assert "notice" not in status
        first = engine.points()
        until(lambda: engine.get_status() and len(engine.points()) > len(first))
        assert engine.points()[: len(first)] == first
        assert engine.points(len(first)) == engine.points()[len(first) :]
        until(lambda: engine.get_status()["state"] == "ARMED")

        asyncio.run(engine.pause())
        assert until(lambda: engine.get_status()["paused"])
        asyncio.run(engine.resume("ada", "go on"))
        assert asyncio.run(engine.reconcile())["summary"]
        asyncio.run(engine.note("look at IBM", "ada"))
        assert until(
            lambda: [e for e in engine.get_status()["events"] if e.get("text") == "ada: look at IBM"]
        )
        with pytest.raises(CommandError, match="breaker"):
            asyncio.run(engine.reset_breakers("ada", "none is latched", "nobody"))

        held = engine.halt("odd prices", "ada")
        assert (held.reason, held.operator) == ("odd prices", "ada")
        assert HaltLatch(folder / "HALT").read() == held
        until(lambda: engine.get_status()["state"] == "HALTED")
        until(lambda: not engine.get_status()["open_orders"])
        assert engine.halt("again", "bob") == held
        assert repr(engine) == "AttachedEngine('rotation', running)"


def test_an_engine_that_hangs_is_stalled_and_its_halt_is_latched_at_once(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, process):
        engine = AttachedEngine(folder)
        until(lambda: engine.get_status() and len(engine.points()) > 2)
        os.kill(process.pid, signal.SIGSTOP)
        until(lambda: engine.get_status().get("stalled"))
        assert engine.get_status()["running"]
        came = AttachedEngine(folder).get_status()
        assert (came["running"], came["stalled"], came["state"]) == (True, True, "ARMED")
        before = time.monotonic()
        engine.halt("it hangs", "ada")
        assert engine.points()
        assert time.monotonic() - before < 0.5
        os.kill(process.pid, signal.SIGCONT)
        until(lambda: engine.get_status()["state"] == "HALTED")
        assert "stalled" not in engine.get_status()


def test_of_a_killed_engine_the_journal_tells_and_halt_holds(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, process):
        engine = AttachedEngine(folder)
        until(lambda: engine.get_status()["fills"] > 5)
        until(lambda: engine.get_status()["open_orders"])
        asyncio.run(engine.pause())
        asyncio.run(engine.note("before the end", "ada"))
        last = ask(folder, "status")
        drawn = engine.points()
        process.kill()
        process.wait()

        until(lambda: not engine.get_status()["running"])
        for seen in (engine, AttachedEngine(folder)):
            status = seen.get_status()
            assert (status["state"], status["last_state"], status["halt"]) == ("NOT RUNNING", "PAUSED", None)
            assert "No engine runs this session" in status["notice"]
            assert "it sets the latch" in status["notice"]
            assert str(folder / "live.yaml") in status["notice"]
            amounts = {each["symbol"]: each["amount"] for each in status["positions"]}
            assert amounts == {each["symbol"]: each["amount"] for each in last["positions"]}
            assert status["open_orders"] == last["open_orders"]
            assert (status["fills"], status["orders_submitted"]) == (last["fills"], last["orders_submitted"])
            assert (status["broker"], status["environment"]) == ("paper", "paper")
            assert status["reconciliation"]["summary"] == last["reconciliation"]["summary"]
            assert [e["seq"] for e in status["events"]] == [e["seq"] for e in last["events"]]
            latches = {name: each["state"] for name, each in status["breakers"]["breakers"].items()}
            assert latches == {name: each["state"] for name, each in last["breakers"]["breakers"].items()}
        assert engine.points()[: len(drawn)] == drawn  # what was drawn stays
        fresh = AttachedEngine(folder)
        assert fresh.get_status()
        noted = fresh.points()
        assert noted == engine.points()[: len(noted)]
        assert len(noted) > 2  # from the journal, up to its last second
        assert fresh.points(len(noted) - 1) == noted[-1:]
        assert engine.get_status()["breakers"]["breakers"]["drawdown"]["limit"] == "0.10"
        assert float(engine.get_status()["portfolio_value"]) > 0
        assert (
            AttachedEngine(folder).get_status()["breakers"]["breakers"]["drawdown"]["limit"]
            == "not journalled"
        )

        with pytest.raises(EngineNotRunningError, match=r"no engine of rotation answers.*only HALT works"):
            asyncio.run(engine.resume("ada", "go on"))
        held = engine.halt("not again", "ada")
        assert (engine.get_status()["state"], engine.get_status()["halt"]["operator"]) == ("HALTED", "ada")
        assert HaltLatch(folder / "HALT").read() == held

    with running(tmp_path, catalog) as (folder, _):
        assert state(folder) == "HALTED"
        assert until(lambda: engine.get_status()["running"])
        assert engine.get_status()["state"] == "HALTED"


def test_a_session_that_ended_is_shown_as_it_ended(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, process):
        engine = AttachedEngine(folder)
        until(lambda: engine.get_status()["fills"] > 2)
        ask(folder, "shutdown")
        process.wait(30)
    ended = AttachedEngine(folder)
    status = ended.get_status()
    assert (status["state"], status["running"]) == ("STOPPED", False)
    assert ended.points()[-1][0] == status["market_time_ns"]
    assert ended.points()[-1][1] == float(status["portfolio_value"])
    assert ended.points()[: len(engine.points())] == engine.points()
    assert "No engine runs" in status["notice"]
    # The engine's own last words, which hold more than its journal's tables.
    assert float(status["portfolio_value"]) > 0
    assert status["breakers"]["breakers"]


def test_another_life_of_the_engine_is_drawn_from_its_start(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, process):
        engine = AttachedEngine(folder)
        until(lambda: engine.get_status() and len(engine.points()) > 5)
        ask(folder, "shutdown")
        process.wait(30)
    before = engine.points()
    with running(tmp_path, catalog) as (folder, _):
        until(lambda: engine.get_status()["running"] and engine.points() and engine.points() != before)
        assert engine.points() == until(
            lambda: (
                engine.get_status(),
                [tuple(p) for p in ask(folder, "points")["points"]][: len(engine.points())],
            )[1]
        )


def test_a_session_that_never_ran_can_be_halted(tmp_path):
    folder = tmp_path / "idle"
    folder.mkdir()
    engine = AttachedEngine(folder)
    assert engine.get_status()["state"] == "NOT RUNNING"
    assert engine.points() == []
    with pytest.raises(ConfigurationError, match="names its reason"):
        engine.halt(" ", "ada")
    engine.halt("not yet", "ada")
    assert engine.get_status()["state"] == "HALTED"


def test_a_journal_that_cannot_be_read_is_said(tmp_path):
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "journal.db").write_bytes(b"no journal at all" * 100)
    (folder / "journal.db").chmod(0o600)
    status = AttachedEngine(folder).get_status()
    assert status["state"] == "NOT RUNNING"
    assert "the journal cannot be read" in status["failure"]


def test_nothing_is_read_again_while_nothing_changes(catalog, tmp_path, monkeypatch):
    with running(tmp_path, catalog) as (folder, _):
        pass
    opened = []
    real = JournalReader.open.__func__
    monkeypatch.setattr(
        JournalReader, "open", classmethod(lambda cls, path: opened.append(path) or real(cls, path))
    )
    engine = AttachedEngine(folder)
    monkeypatch.setattr(attached, "ABSENT_SECONDS", 0)
    engine.get_status()
    once = len(opened)
    for _ in range(20):
        engine.get_status()
    assert 0 < once == len(opened)


def test_the_console_of_the_notebook_shows_it(catalog, tmp_path):
    with running(tmp_path, catalog) as (folder, _):
        console = LiveConsole(AttachedEngine(folder), seconds=0.05)
        try:
            until(lambda: console.status.get("state") == "ARMED")
            assert console.session == "rotation"
            assert state(folder) == "ARMED"
        finally:
            console.close()
