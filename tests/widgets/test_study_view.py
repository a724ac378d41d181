"""The Python side of a study's view: what it tells and when, how much it holds, and what its messages do."""

from __future__ import annotations

import sys
import time
import types

import comm
import pytest

from rustybt import DataCatalog, Int, optimize, study
from rustybt.optimization.driver import driving
from rustybt.optimization.trial_store import TrialStore
from rustybt.optimization.trials import Outcome, TrialState
from rustybt.widgets import study_feed
from rustybt.widgets.study_feed import StudyFeed
from rustybt.widgets.study_view import StudyView, view_of
from tests.optimization.strategies import Cross, Fussy
from tests.waits import until
from tests.widgets.engines import Wire

DATES = {"start": "2010-01-04", "end": "2010-03-31"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.ingest("sample")
    return found


@pytest.fixture
def wire(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Wire)
    monkeypatch.setattr(Wire, "open_wires", [])
    return lambda: Wire.open_wires[-1]


@pytest.fixture
def opened(wire):
    views = []

    def open_view(shown, **options):
        views.append(StudyView(shown, **{"seconds": 0.005, **options}))
        return views[-1], wire()

    yield open_view
    for view in views:
        view.close()


def made(catalog, name, **changed):
    """A study that nobody has begun to drive."""
    found = optimize(
        Cross, space={"fast": Int(2, 40), "slow": Int(5, 60)}, search="random", catalog=catalog, name=name,
        trials=1, progress=False, background=False, **{**DATES, **changed},
    )  # fmt: skip
    with TrialStore(found.folder) as store:
        store.change(store.study(name).id, wanted=50_000, state="stopped")
    return found


def ended(found, first, last, state=TrialState.COMPLETE, value=float):
    with TrialStore(found.folder) as store:
        row = store.study(found.name)
        store.begin(row.id, [(number, {"fast": number % 39 + 2, "slow": 9}) for number in range(first, last)])
        outcome = [(n, Outcome(state=state, values=(value(n),), seconds=0.1)) for n in range(first, last)]
        store.end(row.id, outcome)


def rows_of(wire):
    """The rows as a front end puts them together."""
    found = {}
    for content, _ in wire.messages("trials"):
        found = {} if content["all"] else found
        found |= {row[0]: row for row in content["rows"]}
    return found


def test_a_trial_is_told_once_and_a_late_front_end_is_told_all(catalog, opened):
    found = made(catalog, "once")
    view, wire = opened(found)
    until(lambda: len(rows_of(wire)) == 1)
    ended(found, 1, 6)
    until(lambda: len(rows_of(wire)) == 6)
    assert sum(len(content["rows"]) for content, _ in wire.messages("trials")) == 6
    wire.sent.clear()
    wire.say(kind="hello")
    assert [content["all"] for content, _ in wire.messages("trials")] == [True]
    assert len(rows_of(wire)) == 6
    assert view.plan["dimensions"][0] == {
        "name": "fast", "kind": "int", "low": 2, "high": 40, "step": 1, "log": False
    }  # fmt: skip
    assert rows_of(wire)[3] == [3, "complete", [3.0], [5, 9], "", 0.1]
    assert view.status["best"]["number"] == 5
    assert view.status["ended"] == 6
    assert view.status["state"] == "stopped"


def test_trials_that_end_out_of_order_are_told_when_they_end_and_the_line_is_by_number(catalog):
    found = made(catalog, "order")
    feed = StudyFeed(found)
    feed.look()
    with TrialStore(found.folder) as store:
        row = store.study("order").id
        store.begin(row, [(number, {"fast": number, "slow": 9}) for number in (1, 2, 3)])
        store.end(row, [(3, Outcome(state=TrialState.COMPLETE, values=(700.0,)))])
    status, rows, _ = feed.look()
    assert [each[0] for each in rows] == [3]
    assert (status["running"], status["ended"]) == (2, 2)
    with TrialStore(found.folder) as store:
        store.end(row, [(1, Outcome(state=TrialState.COMPLETE, values=(900.0,)))])
        store.end(row, [(2, Outcome(state=TrialState.FAILED, error="ZeroDivisionError"))])
    status, rows, _ = feed.look()
    assert [each[:2] for each in rows] == [[1, "complete"], [2, "failed"]]
    assert feed.improved[-1] == (1, 900.0)
    assert status["best"]["number"] == 1
    assert (status["running"], status["failed"]) == (0, 1)


def test_what_it_holds_does_not_grow_with_the_study(catalog, monkeypatch):
    monkeypatch.setattr(study_feed, "MOST", 1_000)
    found = made(catalog, "many")
    feed = StudyFeed(found)
    drawn = {}
    for first in range(1, 4_001, 500):
        ended(found, first, first + 500, value=lambda number: float(-abs(number - 777)))
        _, rows, again = feed.look()
        drawn = {} if again else drawn
        drawn |= {row[0]: row for row in rows}
        assert len(feed.rows) <= 1_000
    assert drawn == feed.rows
    assert set(range(770, 785)) <= drawn.keys()  # the best
    assert set(range(3_900, 4_001)) <= drawn.keys()  # the newest
    assert feed.look()[0]["ended"] == 4_001


def test_a_value_that_is_no_number_is_told_as_none_and_is_never_the_best(catalog):
    found = made(catalog, "nan")
    ended(found, 1, 2, value=lambda _: float("nan"))
    feed = StudyFeed(found)
    status, rows, _ = feed.look()
    assert rows[1][2] == [None]
    assert status["best"]["number"] == 0


def test_it_stops_and_resumes_a_study_and_tells_its_failures(catalog, opened):
    found = optimize(
        Fussy, space={"share": Int(1, 20_000)}, search="grid", catalog=catalog, name="driven", background=True,
        start="2010-01-04", end="2010-06-30",
    )  # fmt: skip
    view, wire = opened(found)
    until(lambda: view.status.get("ended", 0) > 3)
    wire.say(kind="stop", id="one")
    until(lambda: [content["id"] for content, _ in wire.messages("done")] == ["one"])
    until(lambda: view.status["state"] == "stopped")
    before = view.status["ended"]
    assert before < 20_000
    failed = [row for row in rows_of(wire).values() if row[1] == "failed"]
    assert "three is too many" in failed[0][4]
    assert view.status["can_go_on"]
    wire.say(kind="resume", id="two")
    until(lambda: view.status["ended"] > before)
    found.stop()


def test_one_that_is_only_looked_at_says_how_it_goes_on(catalog, opened):
    made(catalog, "looked", constraint=lambda p: p["fast"] < p["slow"])
    view, wire = opened(study("looked", catalog=catalog))
    until(lambda: view.status)
    assert not view.status["can_go_on"]
    wire.say(kind="resume", id="three")
    refused = until(lambda: wire.messages("refused"))
    assert "call rb.optimize" in refused[0][0]["message"]
    wire.say(kind="dance", id="four")
    until(lambda: len(wire.messages("refused")) == 2)
    assert "no command 'dance'" in wire.messages("refused")[1][0]["message"]


def test_it_looks_at_most_five_times_a_second_and_once_while_nobody_drives(catalog, opened, monkeypatch):
    found = made(catalog, "slow")
    view, _ = opened(found, seconds=0.2)
    until(lambda: view.status)
    looks = []
    look = view.feed.look
    monkeypatch.setattr(view.feed, "look", lambda: looks.append(time.monotonic()) or look())
    time.sleep(1.5)
    assert 1 <= len(looks) <= 3


def test_there_is_one_view_of_a_study_and_it_gives_way_to_one_that_can_drive(catalog, wire):
    found = made(catalog, "shared")
    looked = study("shared", catalog=catalog)
    view = view_of(looked)
    assert looked.view() is view
    assert found.view() is view
    assert view.feed.study is found
    view.close()
    assert view_of(looked) is not view
    view_of(looked).close()


def test_in_a_kernel_a_study_shows_its_view_and_elsewhere_words(catalog, wire, monkeypatch):
    found = made(catalog, "mime")
    assert found._repr_mimebundle_().keys() == {"text/html", "text/plain"}
    shell = types.SimpleNamespace(get_ipython=lambda: types.SimpleNamespace(kernel="any"))
    monkeypatch.setitem(sys.modules, "IPython.core.getipython", shell)
    shown = found._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert shown["text/plain"] == repr(found)
    found.view().close()


def test_a_glance_at_the_lock_does_not_keep_a_driver_out(catalog):
    import fcntl
    import threading

    found = made(catalog, "glance")
    with TrialStore(found.folder) as store:
        row, folder = store.study("glance"), store.folder
    with driving(folder, row):
        pass
    glance = (folder / f"study-{row.id}.lock").open("r")
    fcntl.flock(glance, fcntl.LOCK_SH | fcntl.LOCK_NB)
    threading.Timer(0.015, glance.close).start()
    with driving(folder, row):
        pass
