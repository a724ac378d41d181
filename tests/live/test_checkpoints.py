"""Snapshots of an engine: taken, held against the replay, refused by name, and never in the way of a restart."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import ConfigurationError
from rustybt.live import checkpoints
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.checkpoints import Checkpoints, differences
from rustybt.live.circuit_breakers import ManualCircuitBreaker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal import Journal, JournalReader, Snapshot, verify_journal
from rustybt.live.models import AssetRef
from rustybt.live.state_manager import StateManager
from tests.engine.panels import panel
from tests.live.sessions import PanelFeed, followed, opened


class Keeps(TradingAlgorithm):
    """Buys, keeps things on its context, and leaves a limit order open."""

    def initialize(self, context):
        context.asset = self.sid(0)
        context.days, context.stop = 0, Decimal("1.50")

    def handle_data(self, context, data):
        context.days += 1
        context.prices = [data.current(context.asset, "price")]
        if context.days == 1:
            self.order(context.asset, 10)
            self.order(context.asset, 5, limit_price=1)


BARS = panel([[10 + day % 7 for day in range(30)]])


def engine_of(folder, strategy=None, bars=BARS, **options):
    return LiveTradingEngine(
        strategy or Keeps(), PaperBroker("100000"), PanelFeed(bars), folder=folder, name="one", **options
    )


def ran(folder, strategy=None, **options):
    engine = engine_of(folder, strategy, **options)
    asyncio.run(engine.run())
    return engine.get_status()


def journal_of(folder):
    return folder / "one" / "journal.db"


def snapshots_of(folder):
    with JournalReader.open(journal_of(folder)) as journal:
        return journal.snapshots()


def told(status, code="snapshot"):
    return [
        each["text"] for each in status["events"] if each["kind"] == "notice" and each.get("code") == code
    ]


def changed(folder, change, version=None):
    """Put another snapshot in the place of the last, as another program might; its checksum fits."""
    (last, *_), _ = snapshots_of(folder)
    state = json.loads(json.dumps(last.state))
    change(state)
    with closing(sqlite3.connect(journal_of(folder))) as connection, connection:
        connection.execute("DELETE FROM snapshots")
    with Journal.open(journal_of(folder), strategy="one", clock=lambda: last.time_ns) as journal:
        assert journal.head[0] == last.seq
        journal.save_snapshot(state, version=version or last.version)


def test_the_end_of_a_session_leaves_a_snapshot_that_its_next_start_agrees_with(tmp_path):
    ended = ran(tmp_path)
    (last, *_), damaged = snapshots_of(tmp_path)
    assert (last.seq, damaged, last.version) == (verify_journal(journal_of(tmp_path)).head_seq, [], 1)
    assert last.state["cash"] == ended["cash"]
    assert last.state["positions"]["0"]["amount"] == "10"
    (order,) = last.state["orders"]["accepted"].values()
    assert (order["limit"], order["amount"]) == ("1", "5")
    assert last.state["context"]["days"] == 30
    assert last.state["context"]["stop"] == {"$decimal": "1.50"}

    again = ran(tmp_path)
    assert (again["state"], told(again), again["halt"]) == ("STOPPED", [], None)


def test_people_find_it_in_a_file_and_in_a_table(tmp_path):
    ended = ran(tmp_path)
    held = StateManager(tmp_path / "one" / "state").load_checkpoint("one")
    assert str(held.cash) == ended["cash"]
    assert (held.positions[0].amount, held.strategy_state["asset"].symbol) == (
        10,
        ended["positions"][0]["symbol"],
    )
    assert isinstance(held.positions[0].asset, AssetRef)
    with JournalReader.open(journal_of(tmp_path)) as journal:
        (row,) = journal.sql("SELECT cash, portfolio_value FROM strategy_state")
    assert row == {"cash": ended["cash"], "portfolio_value": ended["portfolio_value"]}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda state: state.update(cash="99000.00"), "cash was 99000.00, is "),
        (lambda state: state["positions"]["0"].update(amount="11"), "positions.0.amount was 11, is 10"),
        (lambda state: state["positions"].clear(), "positions.0 was nothing, is {"),
        (lambda state: state["orders"].clear(), "orders.accepted was nothing, is {"),
        (lambda state: state["context"].update(days=3), "context.days was 3, is 30"),
        (lambda state: state["breakers"].update(manual="tripped"), "breakers.manual was tripped, is "),
        (lambda state: state.update({f"x{n}": n for n in range(9)}), "; and 4 more"),
    ],
)
def test_a_snapshot_that_says_otherwise_halts_and_names_the_value(tmp_path, change, says):
    ran(tmp_path, circuit_breakers=[ManualCircuitBreaker()])
    changed(tmp_path, change)
    again = ran(tmp_path, circuit_breakers=[ManualCircuitBreaker()])
    assert (again["state"], again["halt"]["operator"]) == ("HALTED", "engine")
    assert says in again["halt"]["reason"]
    assert "resume with an operator and a reason" in again["halt"]["reason"]
    assert told(again) == [again["halt"]["reason"]]


def test_breakers_may_be_configured_anew(tmp_path):
    ran(tmp_path, circuit_breakers=[ManualCircuitBreaker()])
    assert ran(tmp_path)["state"] == "STOPPED"


@pytest.mark.parametrize("version", [2, 7])
def test_a_snapshot_of_another_version_is_refused_by_name_and_the_journal_replayed(tmp_path, version):
    ended = ran(tmp_path)
    changed(tmp_path, lambda state: state.update(cash="0"), version)
    again = ran(tmp_path)
    assert (again["state"], again["cash"]) == ("STOPPED", ended["cash"])
    (text,) = told(again)
    assert f"has version {version}, this rustybt reads 1" in text


def test_a_broken_snapshot_is_passed_over_for_the_one_before(tmp_path):
    ran(tmp_path)
    ended = ran(tmp_path)
    (last, before), _ = snapshots_of(tmp_path)
    with closing(sqlite3.connect(journal_of(tmp_path))) as connection, connection:
        connection.execute(
            "UPDATE snapshots SET state = replace(state, '\"cash\"', '\"hash\"') WHERE seq = ?", (last.seq,)
        )
    assert snapshots_of(tmp_path)[1] == [last.seq]
    again = ran(tmp_path)
    assert (again["state"], again["cash"]) == ("STOPPED", ended["cash"])
    assert told(again) == [
        f"the snapshot at record {last.seq} does not fit its checksum: it was passed over, and the journal replayed "
        "without it"
    ]
    assert before.seq < last.seq


class Odd(Keeps):
    """Keeps something that JSON has no word for."""

    def initialize(self, context):
        super().initialize(context)
        context.model = object()
        context.weights = {context.asset: 1}


def test_what_cannot_be_kept_is_named_once(tmp_path):
    texts = told(ran(tmp_path, Odd()))
    assert [each.split(" is ")[0] for each in texts] == ["context.model", "context.weights"]
    (last, *_), _ = snapshots_of(tmp_path)
    assert not {"model", "weights"} & last.state["context"].keys()
    assert len(told(ran(tmp_path, Odd()))) == 4  # once a life


class Drifts(Keeps):
    """Keeps what no event told it."""

    lives = 0

    def initialize(self, context):
        super().initialize(context)
        Drifts.lives += 1
        context.life = Drifts.lives


def test_a_strategy_that_keeps_what_is_no_function_of_its_events_is_found_out(tmp_path):
    assert ran(tmp_path, Drifts())["state"] == "STOPPED"
    again = ran(tmp_path, Drifts())
    assert "context.life was 1, is 2" in again["halt"]["reason"]


def test_they_come_at_the_interval(tmp_path):
    session = asyncio.run(opened(tmp_path / "s", BARS, Keeps()))
    each = Checkpoints(session, "my.one", tmp_path / "s", 60)
    journal, counted = session.parts.journal, []
    for now in (5, 64, 65, 66, 124, 125, 400):
        each.look(now)
        counted.append(len(journal.snapshots()[0]))
    assert counted == [0, 0, 1, 1, 1, 2, 3]
    assert (tmp_path / "s" / "state" / "my_one.json").exists()
    never = Checkpoints(session, "x", tmp_path / "s", 0)
    never.look(0)
    never.look(10**9)
    assert not (tmp_path / "s" / "state" / "x.json").exists()
    journal.close()


def test_one_in_the_midst_of_a_session_agrees_too(tmp_path):
    async def lives():
        first = await opened(tmp_path / "s", BARS, Keeps())
        each = Checkpoints(first, "test", tmp_path / "s", 60)
        for _ in range(9):
            await followed(first, 1)
            each.take()
        first.parts.journal.abandon()  # as kill -9 does
        again = await opened(tmp_path / "s", BARS, Keeps())
        notices = list(again.parts.journal.read(0, ("notice",)))
        again.parts.journal.close()
        return again, notices

    session, notices = asyncio.run(lives())
    assert (session.state, notices) == ("ARMED", [])


def test_a_file_that_cannot_be_written_is_told_and_the_snapshot_taken_all_the_same(tmp_path):
    (tmp_path / "one").mkdir(mode=0o700)
    (tmp_path / "one" / "state").write_text("in the way")
    ended = ran(tmp_path)
    (text,) = told(ended, "checkpoint")
    assert "cannot be" in text
    assert len(snapshots_of(tmp_path)[0]) == 1


@pytest.mark.parametrize("seconds", [-1, True, "60", float("nan"), float("inf"), None])
def test_an_interval_is_a_number_of_seconds(tmp_path, seconds):
    with pytest.raises(ConfigurationError, match="checkpoint_seconds"):
        engine_of(tmp_path, checkpoint_seconds=seconds)


def test_long_values_are_told_short():
    then = {"breakers": {}, "context": {"x": "a" * 1000}}
    text = differences(Snapshot("engine", 3, 1, 0, then), {"breakers": {}, "context": {"x": "b"}})
    assert len(text) < 600
    assert "record 3" in text
    assert checkpoints.VERSION == 1
