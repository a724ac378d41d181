"""The journal on real files: order, durability, refusals, who may open it."""

from __future__ import annotations

import os
import sqlite3
import threading
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal import Journal, JournalReader, verify_journal
from rustybt.live.journal_records import canonical_json, canonical_record, genesis, parse_json
from tests.live.journals import CREATED, Clock, open_journal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "momentum.journal"


def test_records_come_back_as_they_went_in(path):
    with open_journal(path) as journal:
        assert journal.head == (0, genesis("momentum", CREATED).hex())
        assert journal.append("bar", {"close": "101.25", "sid": 7}) == 1
        assert journal.append("fill", {"list": [1, None, True, {"é": "\ud800"}]}, durable=True) == 2
        first, second = journal.read()
        assert (first.seq, first.kind, first.epoch, first.time_ns) == (1, "bar", 1, CREATED + 1)
        assert first.payload == {"close": "101.25", "sid": 7}
        assert second.payload == {"list": [1, None, True, {"é": "\ud800"}]}
        assert journal.head == (2, second.digest)
    with open_journal(path) as journal:
        assert list(journal.read()) == [first, second]
        assert journal.epoch == 2
        assert journal.append("bar", {}) == 3
        assert [record.epoch for record in journal.read(after=1)] == [1, 2]


def test_the_chain_is_the_one_that_is_written_down(path):
    with open_journal(path) as journal:
        journal.append("bar", {"b": 1, "a": [2]})
        journal.append("fill", {})
        link = genesis("momentum", CREATED)
        for record in journal.read():
            form = (
                f'{{"epoch":1,"kind":"{record.kind}","payload":{canonical_json(record.payload)},'
                f'"seq":{record.seq},"time_ns":{record.time_ns}}}'
            )
            link = sha256(link + form.encode()).digest()
            assert record.digest == link.hex()


def test_what_is_buffered_is_seen_by_its_writer_alone(path):
    with open_journal(path) as journal:
        journal.append("bar", {"n": 1}, durable=True)
        journal.append("bar", {"n": 2})
        assert journal.durable_head[0] == 1
        assert [record.payload["n"] for record in journal.read()] == [1, 2]
        with JournalReader.open(path) as reader:
            assert [record.payload["n"] for record in reader.read()] == [1]
            assert reader.head == journal.durable_head
            journal.flush()
            assert [record.payload["n"] for record in reader.read()] == [1, 2]
            assert reader.head == journal.head == journal.durable_head
            assert reader.epoch == 1


def test_reading_from_a_point_and_by_kind(path):
    with open_journal(path) as journal:
        for n in range(1200):
            journal.append("even" if n % 2 == 0 else "odd", {"n": n})
        assert [record.seq for record in journal.read(after=1195)] == [1196, 1197, 1198, 1199, 1200]
        odd = [record.payload["n"] for record in journal.read(kinds=["odd"])]
        assert odd == list(range(1, 1200, 2))
        assert [record.seq for record in journal.read(after=1198, kinds={"odd", "none"})] == [1200]
        assert list(journal.read(kinds=[])) == []
        assert list(journal.read(after=99_999)) == []
        with pytest.raises(JournalError, match="is the text 'odd'"):
            journal.read(kinds="odd")


def test_reading_ends_at_the_head_of_its_beginning(path):
    with open_journal(path) as journal:
        journal.append("bar", {})
        seen = [journal.append("copy", record.payload) for record in journal.read()]
        assert seen == [2]


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"price": 1.5}, r"payload of 'bar'\.price is of type float"),
        ({"price": Decimal("1.5")}, r"payload of 'bar'\.price is of type Decimal"),
        ({"a": [0, (1, 2)]}, r"payload of 'bar'\.a\[1\] is of type tuple"),
        ({"a": {3: "x"}}, r"payload of 'bar'\.a has the key 3"),
        ({"a": b"x"}, "of type bytes"),
        ({"a": float("nan")}, "of type float"),
    ],
)
def test_what_is_no_json_is_refused_by_name_and_harms_nothing(path, payload, said):
    with open_journal(path) as journal:
        with pytest.raises(JournalError, match=said):
            journal.append("bar", payload)
        assert journal.failed == ""
        assert journal.append("bar", {"fine": True}, durable=True) == 1


def test_what_is_too_deep_or_too_large_is_refused(path):
    deep: list[object] = []
    for _ in range(100):
        deep = [deep]
    with open_journal(path) as journal:
        with pytest.raises(JournalError, match="nested deeper than 64"):
            journal.append("bar", {"deep": deep})
        with pytest.raises(JournalError, match="more than 16777216: split it"):
            journal.append("bar", {"large": "x" * (16 * 1024 * 1024)})
        assert journal.head[0] == 0


@pytest.mark.parametrize("kind", ["", "1st", "a b", "x" * 65, None, "naïve"])
def test_a_kind_is_a_plain_name(path, kind):
    with open_journal(path) as journal, pytest.raises(JournalError, match="names no kind of record"):
        journal.append(kind, {})


@pytest.mark.parametrize("now", [1.5, 2**63, None, True])
def test_the_clock_gives_integers(path, now):
    with open_journal(path) as journal:
        journal._clock = lambda: now
        with pytest.raises(JournalError, match="UTC nanoseconds as an integer"):
            journal.append("bar", {})


def test_a_strategy_has_its_own(path):
    open_journal(path).close()
    with pytest.raises(JournalError, match="belongs to strategy 'momentum', not to 'carry'"):
        Journal.open(path, strategy="carry", clock=Clock())
    with pytest.raises(JournalError, match="is no name"):
        Journal.open(path, strategy=" ", clock=Clock())


def test_it_is_its_owners_alone(path):
    open_journal(path).close()
    assert path.parent.stat().st_mode & 0o777 == 0o700
    files = sorted(each.name for each in path.parent.iterdir())
    assert files == ["momentum.journal", "momentum.journal.lock"]
    with open_journal(path) as journal:
        journal.append("bar", {}, durable=True)
        assert len(list(path.parent.iterdir())) == 4  # the log and its index
        assert {each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {0o600}


@pytest.mark.parametrize("name", ["momentum.journal", "momentum.journal.lock"])
@pytest.mark.parametrize("mode", [0o604, 0o640, 0o666])
def test_a_file_that_others_can_read_is_refused(path, name, mode):
    open_journal(path).close()
    (path.parent / name).chmod(mode)
    with pytest.raises(JournalError, match=f"has mode {mode:04o}, so others could read it: chmod 600"):
        open_journal(path)
    if name == path.name:
        for look in (JournalReader.open, verify_journal):
            with pytest.raises(JournalError, match="chmod 600"):
                look(path)


def test_a_link_is_refused(path, tmp_path):
    open_journal(path).close()
    link = path.parent / "link"
    link.symlink_to(path)
    with pytest.raises(JournalError, match="is no plain file"):
        open_journal(link)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_of_another_user_is_refused(path):
    open_journal(path).close()
    os.chown(path, 65534, 65534)
    with pytest.raises(JournalError, match="belongs to user 65534, not to 0"):
        open_journal(path)


def test_the_promises_of_sqlite_are_asked_for(path):
    with open_journal(path) as journal:
        asked = {
            name: journal._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "trusted_schema",
            )
        }
        strict = journal.sql(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
    assert asked == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0,
    }  # fmt: skip
    assert len(strict) == 10
    assert {row["strict"] for row in strict} == {1}


def test_no_record_can_be_changed_or_taken_out(path):
    with open_journal(path) as journal:
        journal.append("bar", {"n": 1}, durable=True)
        for statement in (
            "UPDATE journal SET payload = '{}'",
            "DELETE FROM journal",
            "REPLACE INTO journal SELECT seq, epoch, 'fill', time_ns, payload, digest FROM journal",
            "UPDATE epochs SET pid = 1",
            "DELETE FROM epochs",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                journal._connection.execute(statement)


def test_what_is_closed_stays_closed(path):
    journal = open_journal(path)
    journal.append("bar", {})
    journal.close()
    journal.close()
    for act in (
        lambda: journal.append("bar", {}),
        journal.flush,
        journal.read,
        lambda: journal.epoch and journal.archived,
    ):
        with pytest.raises(JournalError, match="is closed"):
            act()
    with JournalReader.open(path) as reader:
        assert reader.head == journal.head
    reader.close()
    with pytest.raises(JournalError, match="is closed"):
        reader.read()


def test_what_is_abandoned_keeps_what_was_durable(path):
    journal = open_journal(path)
    journal.append("bar", {"n": 1}, durable=True)
    journal.append("bar", {"n": 2})
    journal.abandon()
    journal.abandon()
    with open_journal(path) as again:
        assert [record.payload["n"] for record in again.read()] == [1]
        assert again.append("bar", {}) == 2
    with pytest.raises(JournalError, match="is closed"):
        journal.append("bar", {})


def test_threads_share_it(path):
    with open_journal(path) as journal:

        def write():
            for _ in range(50):
                journal.append("bar", {})
                journal.flush()

        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [record.seq for record in journal.read()] == list(range(1, 201))
    assert verify_journal(path).head_seq == 200


def test_there_must_be_one_to_read(path):
    for look in (JournalReader.open, verify_journal):
        with pytest.raises(JournalError, match="there is no journal at"):
            look(path)
    path.parent.mkdir()
    os.close(os.open(path, os.O_CREAT, 0o600))
    for look in (JournalReader.open, verify_journal):
        with pytest.raises(JournalError, match="is empty: no engine has opened it yet"):
            look(path)


def test_other_files_are_refused(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 500)
    path.chmod(0o600)
    for look in (open_journal, JournalReader.open, verify_journal):
        with pytest.raises(JournalCorruptError, match="is damaged"):
            look(path)
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    path.chmod(0o600)
    for look in (open_journal, JournalReader.open, verify_journal):
        with pytest.raises(JournalCorruptError, match="no journal of rustybt"):
            look(path)


def test_a_newer_schema_is_refused_by_name(path):
    open_journal(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 2")
    other.close()
    for look in (open_journal, JournalReader.open, verify_journal):
        with pytest.raises(JournalError, match="has schema version 2, this rustybt reads version 1: upgrade"):
            look(path)


def test_the_head_is_the_same_in_another_run(tmp_path):
    heads = set()
    for name in ("a", "b"):
        with open_journal(tmp_path / name, clock=Clock()) as journal:
            for n in range(20):
                journal.append("bar", {"n": n, "z": {"y": 1, "x": [n]}})
            heads.add(journal.head)
    assert len(heads) == 1


def test_a_backup_is_a_journal(path, tmp_path):
    with open_journal(path) as journal:
        journal.append("bar", {"n": 1}, durable=True)
        target = journal.backup(tmp_path / "copy.journal")
        journal.append("bar", {"n": 2}, durable=True)
        with pytest.raises(JournalError, match="a backup overwrites nothing"):
            journal.backup(target)
    assert target.stat().st_mode & 0o777 == 0o600
    assert verify_journal(target).head_seq == 1
    with open_journal(target) as copy:
        assert copy.append("bar", {}) == 2


def test_an_older_copy_under_the_same_name_is_noticed(path, tmp_path):
    with open_journal(path) as journal:
        target = journal.backup(tmp_path / "copy.journal")
    open_journal(path).close()
    Path(target).replace(path)
    with pytest.raises(JournalCorruptError, match=r"stands at epoch 1, but .* says 2: it is an older copy"):
        open_journal(path)
    (path.parent / "momentum.journal.lock").unlink()
    open_journal(path).close()


def test_a_journal_that_was_emptied_is_no_new_one(path):
    with open_journal(path) as journal:
        journal.append("bar", {})
    path.write_bytes(b"")
    with pytest.raises(JournalCorruptError, match=r"is empty, but .* says that epoch 1 wrote it"):
        open_journal(path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_canonical_json_is_one_text_and_comes_back(value):
    text = canonical_json(value)
    assert text.isascii()
    assert parse_json(text) == value
    assert canonical_json(dict(reversed(value.items()))) == text
    assert parse_json(canonical_record(3, 2, "bar", -5, text).decode()) == {
        "epoch": 2, "kind": "bar", "payload": value, "seq": 3, "time_ns": -5,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["1.5", "[1e3]", "NaN", '{"a":Infinity}', "{"])
def test_a_float_in_a_journal_is_refused(text):
    with pytest.raises(ValueError, match=r"float|property name"):
        parse_json(text)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["bar", "fill", "order.intent"]),
            st.dictionaries(st.text(max_size=5), VALUES, max_size=3),
            st.sampled_from(["buffer", "durable", "flush", "reopen", "snapshot"]),
        ),
        max_size=25,
    )
)
def test_whatever_is_appended_is_what_is_read(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("journal") / "j"
    clock, told, journal = Clock(), [], open_journal(path)
    for kind, payload, then in steps:
        assert journal.append(kind, payload, durable=then == "durable") == len(told) + 1
        told.append((kind, payload))
        if then == "flush":
            journal.flush()
        elif then == "snapshot":
            journal.save_snapshot({"count": len(told)}, version=1)
        elif then == "reopen":
            journal.close()
            journal = open_journal(path, clock=clock)
        assert [(record.kind, record.payload) for record in journal.read()] == told
    journal.close()
    report = verify_journal(path)
    assert (report.head_seq, report.head_digest) == (len(told), journal.head[1])
