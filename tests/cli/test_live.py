"""``rustybt live``: a session from its first run to its archive, halted and resumed on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.last_state import state_of
from tests.waits import until

LIVE = """
name: mine
strategy: mine.py
data: {{bundle: sample, start: 2011-01-03, end: 2012-12-31, speed: {speed}, data_dir: {data}}}
broker: {{kind: paper}}
folder: sessions
"""
MINE = """
from rustybt import TradingAlgorithm
class Mine(TradingAlgorithm):
    def initialize(self, context):
        self.apple = self.symbol("AAPL")
        self.days = 0
    def handle_data(self, context, data):
        self.days += 1
        if self.days % 50 == 1:
            self.order(self.apple, 10 if self.days % 100 == 1 else -10)
"""
FAILS = MINE.replace("self.days += 1", "self.days += 1\n        assert self.days < 5")


@pytest.fixture
def live(command, data_dir, tmp_path, monkeypatch):
    """Write the files of a session, and run commands on it."""
    monkeypatch.setenv("RUSTYBT_LIVE_DIR", str(tmp_path / "sessions"))

    def call(*words, speed="1000000000000", code=MINE):
        if words[0] == "run":
            (tmp_path / "mine.py").write_text(code)
            (tmp_path / "live.yaml").write_text(LIVE.format(speed=speed, data=data_dir))
            words = (*words, "--config", "live.yaml")
        return command("live", *words)

    return call


def test_a_session_from_its_run_to_its_archive(live, tmp_path):
    code, out, err = live("run", "--json")
    assert code == 0, err
    ended = json.loads(out)
    assert (ended["state"], ended["running"]) == ("STOPPED", False)
    assert ended["fills"] > 5
    assert "mine: STOPPED  2012-12-31" in err

    code, out, _ = live("status")
    assert (code, "mine" in out, "not running" in out, "STOPPED" in out) == (0, True, True, True)
    code, out, _ = live("status", "mine", "--json")
    assert json.loads(out)["portfolio_value"] == ended["portfolio_value"]
    code, out, _ = live("status", "mine")
    assert (code, out.count("2012-12-31 21:00:00")) == (0, 2)  # where it stands, and where its feed ends

    code, out, _ = live("replay", "mine")
    assert (code, out.startswith("equal: "), ended["portfolio_value"] in out) == (0, True, True)
    code, out, _ = live("replay", "mine", "--json")
    assert json.loads(out)["fills"] == ended["fills"]

    code, out, _ = live("verify-journal", tmp_path / "sessions" / "mine")
    assert (code, "whole." in out) == (0, True)
    code, out, _ = live("archive", "mine", "--to", "kept", "--json")
    copy = json.loads(out)["file"]
    assert live("verify-journal", copy)[0] == 0
    assert live("replay", "--journal", copy, "--config", "live.yaml")[0] == 0
    assert live("replay", "--journal", copy, "--config", json.loads(out)["config"])[0] == 0


def test_what_is_over_is_archived_and_removed_and_what_is_not_is_copied(live, tmp_path):
    folder = tmp_path / "sessions" / "mine"
    assert live("run")[0] == 0
    ended = live("status", "mine", "--json")[1]
    segments = tmp_path / "segments"
    code, out, _ = live("archive", "mine", "--to", segments, "--before", "2100-01-01", "--json")
    assert (code, json.loads(out)["first_seq"]) == (0, 1)
    assert live("verify-journal", folder, "--archive", segments)[0] == 0
    assert (
        json.loads(live("status", "mine", "--json")[1])["portfolio_value"]
        == json.loads(ended)["portfolio_value"]
    )
    code, _, err = live("run")
    assert (code, "were archived" in err, "a folder of its own" in err) == (2, True, True)

    code, out, _ = live("archive", "--all", "--older-than", "1", "--to", "kept", "--remove")
    assert (code, "there is no such session" in out, folder.exists()) == (0, True, True)
    code, out, _ = live("archive", "--all", "--older-than", "0", "--to", "kept", "--remove", "--json")
    (kept,) = json.loads(out)
    assert (code, kept["removed"], folder.exists(), live("status", "--json")[1]) == (0, True, False, "[]\n")
    assert live("verify-journal", kept["file"], "--archive", segments)[0] == 0


@pytest.mark.parametrize("extra", [(), ("--before", "2100-01-01")])
def test_a_session_that_may_go_on_is_only_copied_and_the_reason_told(live, tmp_path, extra):
    folder = tmp_path / "sessions" / "mine"
    assert live("run")[0] == 0
    halted = HaltLatch(folder / "HALT").set(HaltRecord(reason="odd", operator="ada", time_ns=1))
    code, out, _ = live("archive", "mine", "--to", "kept", *(extra or ("--remove",)))
    assert (code, "Only copied: it is HALTED" in out, "--finished" in out) == (0, True, True)
    assert HaltLatch(folder / "HALT").read() == halted
    if not extra:
        code, out, _ = live("archive", "mine", "--to", "kept", "--remove", "--finished")
        assert (code, "was removed" in out, folder.exists()) == (0, True, False)


def test_a_journal_that_is_damaged_is_not_removed_and_hides_no_other(live, tmp_path):
    assert live("run")[0] == 0
    sessions = tmp_path / "sessions"
    shutil.copytree(sessions / "mine", sessions / "bad")
    cut = (sessions / "bad" / "journal.db").read_bytes()
    (sessions / "bad" / "journal.db").write_bytes(cut[: len(cut) // 2])
    code, out, _ = live("archive", "--all", "--to", "kept", "--remove", "--json")
    bad, mine = json.loads(out)
    assert (code, mine["removed"], "restore it from a backup" in bad["says"]) == (2, True, True)
    assert (sessions / "bad" / "journal.db").exists()
    code, out, _ = live("status", "--json")
    assert [(each["name"], each["state"]) for each in json.loads(out)] == [("bad", "UNREADABLE")]
    assert "restore it from a backup" in json.loads(out)[0]["failure"]
    code, out, _ = live("status")
    assert (code, "UNREADABLE" in out) == (0, True)


def test_an_archive_names_what_it_cannot_do(live):
    assert live("run")[0] == 0
    for wrong in (
        ("--to", "k"),
        ("mine", "--all", "--to", "k"),
        ("--all", "--before", "2012-01-01", "--to", "k"),
    ):
        assert live("archive", *wrong)[0] == 2


def test_a_replay_shows_the_first_difference(live, tmp_path):
    assert live("run")[0] == 0
    (tmp_path / "mine.py").write_text(MINE.replace("% 50 == 1", "% 50 == 2"))
    code, out, _ = live("replay", "mine")
    assert (code, out.startswith("different: record ")) == (1, True)
    code, out, _ = live("replay", "mine", "--json")
    assert json.loads(out)["equal"] is False
    (tmp_path / "mine.py").write_text(MINE + "    def unused(self): pass\n")
    code, out, _ = live("replay", "mine")
    assert (code, "changed since: code was" in out, "equal: " in out) == (0, True, True)


def test_a_flipped_bit_is_found(live, tmp_path):
    assert live("run")[0] == 0
    copy = tmp_path / "copy.db"
    shutil.copy(tmp_path / "sessions" / "mine" / "journal.db", copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE journal SET time_ns = time_ns + 1 WHERE seq = 100")
    code, _, err = live("verify-journal", copy)
    assert (code, err.startswith("rustybt: ")) == (2, True)
    assert live("verify-journal", tmp_path / "none.db")[0] == 2


def test_a_strategy_that_fails_ends_with_its_own_code(live):
    code, _, err = live("run", code=FAILS)
    assert code == 4
    assert "AssertionError" in err
    code, out, _ = live("status", "mine")
    assert "FAILED" in out
    code, _, err = live("run", code=FAILS)
    assert code == 4  # it does not begin again by itself


def test_a_halt_needs_no_engine_and_the_next_run_is_halted(live, tmp_path):
    assert live("run", speed="100000000")[0] == 0
    (tmp_path / "sessions" / "mine" / "live.yaml").rename(
        tmp_path / "kept.yaml"
    )  # as if a notebook had made it
    code, _, err = live("replay", "mine")
    assert (code, "which says how the engine is made: give --config" in err, err.count("\n")) == (2, True, 1)
    assert "start it (the notebook or program that made it" in live("pause", "mine")[2]
    (tmp_path / "kept.yaml").rename(tmp_path / "sessions" / "mine" / "live.yaml")
    code, out, _ = live("halt", "mine", "--reason", "night", "--operator", "ada")
    assert (code, "is latched: night (ada)" in out, "no engine answers" in out) == (0, True, True)
    assert HaltLatch(tmp_path / "sessions" / "mine" / "HALT").is_set
    code, _, err = live("resume", "mine", "--reason", "day")
    assert (code, "no engine of mine answers: start it" in err) == (2, True)
    code, _, err = live("run")
    assert (code, "It ended halted" in err) == (3, True)
    code, out, _ = live("halt", "mine", "--reason", "again", "--json")
    assert json.loads(out)["reason"] == "night"


def test_what_cannot_be_is_one_clear_line(live, tmp_path):
    for words, says in (
        (("halt", "none", "--reason", "x"), "there is no session 'none'"),
        (("status", "../up"), "no name of a session"),
        (("replay", "none"), "there is no journal"),
        (("replay",), "give the NAME of a session, or --journal and --config"),
        (("metrics", "none"), "there is no session 'none'"),
        (("watch", "none"), "there is no session 'none'"),
        (("watch", "none", "--stall", "0"), "'--stall'"),
    ):
        code, _, err = live(*words)
        assert (code, says in err, err.count("\n")) == (2, True, 1), err
    code, out, _ = live("status")
    assert (code, out.startswith("There is no session in")) == (0, True)
    assert live("status", "--json")[1] == "[]\n"


def test_a_running_engine_is_told_from_another_process_and_stops_in_order(live, process, tmp_path, data_dir):
    folder = tmp_path / "sessions" / "mine"
    (tmp_path / "mine.py").write_text(MINE)
    (tmp_path / "live.yaml").write_text(LIVE.format(speed="86400", data=data_dir) + "breakers: moderate\n")
    engine = process("live", "run", "--config", "live.yaml")
    until(lambda: (folder / "control.json").exists() and state_of(folder).get("state") == "ARMED")
    until((folder / "live.yaml").exists)
    kept = (folder / "live.yaml").read_text()
    code, _, err = live("run", speed="5")
    assert (code, "journal" in err) == (2, True)  # it is taken
    assert (folder / "live.yaml").read_text() == kept
    assert "PAUSED" in live("pause", "mine")[1]
    assert "ARMED" in live("resume", "mine", "--reason", "go")[1]
    code, out, _ = live("halt", "mine", "--reason", "stop", "--operator", "ada")
    assert out == "mine is HALTED: stop (ada)\n"
    assert "mine: " in live("reconcile", "mine")[1]
    assert live("reset", "mine", "--reason", "none was latched")[0] in (0, 2)
    assert "engine_armed" in live("metrics", "mine")[1]
    assert "# TYPE" in live("metrics", "mine", "--prometheus")[1]
    shown = live("status", "mine")[1]
    assert "running" in shown
    for words in ("Compared", "circuit breakers", "drawdown", "0.10", "normal"):
        assert words in shown, shown
    assert "0E+" not in shown
    assert engine.poll() is None  # halted is not ended
    assert live("resume", "mine", "--reason", "on")[0] == 0
    assert "is shutting down" in live("stop", "mine")[1]
    assert engine.wait(20) == 0
    again = process("live", "run", "--config", "live.yaml")
    until(lambda: (folder / "control.json").exists() and state_of(folder).get("state") == "ARMED")
    again.send_signal(signal.SIGTERM)
    assert again.wait(20) == 0
    assert "orders and positions stay as they are" in again.stderr.read()


def test_a_second_interrupt_ends_it_at_once(process, tmp_path, data_dir):
    (tmp_path / "mine.py").write_text(MINE.replace("self.days += 1", "__import__('time').sleep(60)"))
    (tmp_path / "live.yaml").write_text(LIVE.format(speed="1000000000", data=data_dir))
    engine = process("live", "run", "--config", "live.yaml")
    until(lambda: (tmp_path / "sessions" / "mine" / "control.json").exists())
    time.sleep(0.5)
    os.kill(engine.pid, signal.SIGINT)
    time.sleep(0.5)
    assert engine.poll() is None  # it waits for the strategy
    os.kill(engine.pid, signal.SIGINT)
    assert engine.wait(10) == 130


@pytest.mark.parametrize(
    ("variables", "said"), [({}, 1), ({"ALERT_WEBHOOK_URLS": "https://hooks.example.com/T0/secret"}, 0)]
)
def test_who_would_be_told_of_nothing_is_told_so_once(live, monkeypatch, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, _, err = live("run")
    assert code == 0, err
    assert err.count("mine: no alert channel is set: nobody is told when it halts, fails") == said
    assert not any(name in os.environ for name in variables)
