"""The console's Python side: who writes its traits and when, what it backfills, and what its messages do."""

from __future__ import annotations

import threading
import time

import comm
import numpy as np
import pytest

from rustybt.exceptions import EngineNotRunningError, JournalError
from rustybt.live.halt import HaltLatch
from rustybt.widgets import console as console_module
from rustybt.widgets.console import CHUNK, LiveConsole, console_of
from tests.waits import until
from tests.widgets.engines import PlayedEngine, Wire


@pytest.fixture
def wire(monkeypatch):
    """The last wire that was opened."""
    monkeypatch.setattr(comm, "create_comm", Wire)
    monkeypatch.setattr(Wire, "open_wires", [])
    return lambda: Wire.open_wires[-1]


@pytest.fixture
def engine(tmp_path):
    return PlayedEngine(tmp_path / "session")


@pytest.fixture
def opened(wire):
    consoles = []

    def open_console(engine, **options):
        consoles.append(LiveConsole(engine, **{"seconds": 0.005, **options}))
        return consoles[-1], wire()

    yield open_console
    for console in consoles:
        console.close()


def points(first, last):
    return [(at * 1_000_000_000, float(at), at / 2) for at in range(first, last)]


def received(wire):
    """The points as a front end puts them together: by place."""
    table = {}
    for content, (data,) in wire.messages("points"):
        columns = np.frombuffer(data).reshape(3, content["count"])
        for at in range(content["count"]):
            table[content["epoch"], content["after"] + at] = tuple(columns[:, at])
    return table


def test_a_status_is_sent_when_it_changes_and_a_heartbeat_always(engine, opened):
    engine.status = {"beat_ns": time.time_ns(), "taken": 3, "cash": "1"}
    _, wire = opened(engine)
    until(lambda: len(wire.updates("beat")) > 5)
    statuses = wire.updates("status")
    engine.status = {**engine.status, "cash": "2"}
    until(lambda: len(wire.updates("status")) == len(statuses) + 1)
    assert wire.updates("status")[-1]["cash"] == "2"
    assert "beat_ns" not in wire.updates("status")[-1]
    assert 0 <= wire.updates("beat")[-1]["age"] < 10


def test_the_age_of_the_feed_grows_until_something_is_taken(engine, opened):
    engine.status = {"taken": 3}
    _, wire = opened(engine)
    until(lambda: wire.updates("beat") and wire.updates("beat")[-1]["feed_age"] > 0.05)
    engine.status = {"taken": 4}
    until(lambda: wire.updates("beat")[-1]["feed_age"] < 0.04)


def test_an_engine_that_does_not_answer_is_told_and_comes_back(engine, opened):
    console, wire = opened(engine)
    engine.raises = EngineNotRunningError("no engine answers")
    until(lambda: "error" in console.beat)
    engine.raises = None
    until(lambda: "error" not in console.beat)
    assert wire.updates("beat")


def test_only_the_pump_writes_traits(engine, opened):
    writers = set()

    def watched():
        writers.add(threading.current_thread().name)
        return {"state": "ARMED", "taken": time.time_ns()}

    engine.get_status = watched
    _, wire = opened(engine)
    wire.say(kind="hello")
    until(lambda: len(wire.updates("status")) > 5)
    assert writers == {"rustybt-console-session"}


def test_it_looks_at_most_ten_times_a_second(engine, opened):
    _, wire = opened(engine, seconds=0.1)
    time.sleep(0.55)
    assert 2 <= len(wire.updates("beat")) <= 6


def test_points_come_once_and_in_order(engine, opened):
    engine.all_points = points(0, 10)
    _, wire = opened(engine)
    until(lambda: len(received(wire)) == 10)
    engine.all_points = points(0, 25)
    until(lambda: len(received(wire)) == 25)
    assert [content["count"] for content, _ in wire.messages("points")] == [10, 15]
    assert received(wire)[0, 24] == (24.0, 24.0, 12.0)


def test_a_front_end_that_comes_late_is_told_everything(engine, opened):
    engine.all_points = points(0, CHUNK + 10)
    engine.status = {"events": [{"seq": 4, "kind": "state", "time_ns": 1}]}
    _, wire = opened(engine)
    until(lambda: len(received(wire)) == CHUNK + 10)
    wire.sent.clear()
    wire.say(kind="hello")
    assert len(received(wire)) == CHUNK + 10
    assert [content["count"] for content, _ in wire.messages("points")] == [CHUNK, 10]
    assert wire.messages("events")[0][0] == {"kind": "events", "all": True, "events": engine.status["events"]}
    wire.sent.clear()
    wire.say(kind="points", epoch=0, after=CHUNK + 7)
    assert sorted(received(wire)) == [(0, CHUNK + 7), (0, CHUNK + 8), (0, CHUNK + 9)]


def test_another_life_of_the_engine_begins_a_new_picture(engine, opened):
    engine.all_points = points(0, 10)
    _, wire = opened(engine)
    until(lambda: len(received(wire)) == 10)
    for life, new in enumerate([points(5, 8), points(0, 40)], 1):
        engine.all_points = new
        until(lambda life=life, new=new: sum(epoch == life for epoch, _ in received(wire)) == len(new))
        assert received(wire)[life, 0][0] == new[0][0] / 1e9
    engine.all_points = []
    time.sleep(0.05)
    wire.sent.clear()
    wire.say(kind="hello")
    assert len(received(wire)) == 40


def test_events_are_sent_once(engine, opened):
    first = [{"seq": at, "kind": "state", "time_ns": at} for at in range(1, 4)]
    engine.status = {"events": first}
    _, wire = opened(engine)
    until(lambda: wire.messages("events"))
    engine.status = {"events": [*first[1:], {"seq": 9, "kind": "halt", "time_ns": 9}]}
    until(lambda: len(wire.messages("events")) == 2)
    assert [each["seq"] for each in wire.messages("events")[1][0]["events"]] == [9]
    engine.status = {"events": [{"seq": 1, "kind": "state", "time_ns": 1}]}
    until(lambda: len(wire.messages("events")) == 3)
    assert wire.messages("events")[2][0]["all"]


def test_a_halt_is_on_the_disk_before_it_is_acknowledged(engine, opened):
    _, wire = opened(engine)
    wire.say(kind="halt", id="a", operator=" me ")
    (told,) = [content for content, _ in wire.messages("halted")]
    assert told == {"kind": "halted", "id": "a", "reason": "pressed in the console", "operator": "me"}
    held = HaltLatch(engine.folder / "HALT").read()
    assert (held.reason, held.operator) == ("pressed in the console", "me")
    wire.say(kind="halt", id="b", operator={"not": "text"})
    assert wire.messages("halted")[1][0]["operator"] == "me"


def test_a_halt_that_cannot_be_written_says_so(engine, opened):
    def fails(reason, operator):
        raise JournalError("the disk is full")

    engine.halt = fails
    _, wire = opened(engine)
    wire.say(kind="halt", id="a")
    assert wire.messages("refused")[0][0] == {"kind": "refused", "id": "a", "message": "the disk is full"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "resume", "operator": "me", "reason": "fine"}, "not now, me"),
        ({"kind": "resume", "operator": "me", "reason": " "}, "needs an operator and a reason"),
        ({"kind": "reset", "breaker": "x"}, "needs an operator and a reason"),
        ({"kind": "reconcile"}, "ZeroDivisionError: by zero"),
        ({"kind": "note", "operator": "me", "reason": "odd"}, "no engine answers"),
        ({"kind": "order"}, "there is no command 'order'"),
    ],
)
def test_what_is_refused_says_why(engine, opened, asked, told):
    _, wire = opened(engine)
    wire.say(id="a", **asked)
    content, _ = until(lambda: wire.messages("refused"))[0]
    assert content["id"] == "a"
    assert told in content["message"]
    assert engine.done == []


def test_commands_reach_the_engine(engine, opened):
    _, wire = opened(engine)
    wire.say(kind="pause", id="1")
    wire.say(kind="reset", id="2", operator="me", reason="seen", breaker="drawdown")
    wire.say(kind="reset", id="3", operator="me", reason="seen")
    until(lambda: len(wire.messages("done")) == 3)
    assert engine.done == [
        ("pause",),
        ("reset", "me", "seen", "drawdown"),
        ("reset", "me", "seen", None),
    ]


def test_a_closed_console_neither_looks_nor_listens(engine, opened):
    console, wire = opened(engine)
    until(lambda: wire.updates("beat"))
    console.close()
    assert not console.alive
    before = len(wire.sent)
    wire.say(kind="halt", id="a")
    time.sleep(0.05)
    assert len(wire.sent) == before
    assert not (engine.folder / "HALT").exists()
    console.close()


def test_a_cell_that_runs_again_finds_its_console(engine, wire, monkeypatch):
    monkeypatch.setattr(console_module, "_CONSOLES", {})
    first = console_of(engine)
    again = PlayedEngine(engine.folder)
    assert console_of(again) is first
    assert first.engine is again
    first.close()
    second = console_of(engine)
    assert second is not first
    assert repr(second).startswith("LiveConsole('session'")
    second.close()
