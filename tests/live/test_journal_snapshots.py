"""Snapshots: checked, versioned, several generations."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

import pytest

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal import JournalReader, verify_journal
from tests.live.journals import fill_journal, open_journal
from tests.live.test_journal_tables import tamper


@pytest.fixture
def path(tmp_path):
    return tmp_path / "j"


@pytest.fixture
def journal(path):
    with open_journal(path) as journal:
        yield journal


def damage(path, where, column="state"):
    with sqlite3.connect(path) as other:
        value = "'{}'" if column == "state" else "zeroblob(32)"
        other.execute(f"UPDATE snapshots SET {column} = {value} WHERE {where}")
    other.close()


def test_the_newest_comes_back(journal, path):
    assert journal.load_snapshot(version=1) is None
    assert journal.save_snapshot({"n": 0}, version=1) == 0
    journal.append("bar", {})
    assert journal.save_snapshot({"cash": "1.50", "orders": [None, True]}, version=2) == 1
    assert journal.durable_head[0] == 1
    found = journal.load_snapshot(version=3)
    assert (found.seq, found.version, found.state, found.damaged) == (
        1, 2, {"cash": "1.50", "orders": [None, True]}, (),
    )  # fmt: skip
    with JournalReader.open(path) as reader:
        assert reader.load_snapshot(version=2) == found
        assert reader.load_snapshot(version=2, name="shadow") is None


def test_one_at_the_same_record_replaces_the_other(journal):
    journal.save_snapshot({"n": 1}, version=1)
    journal.save_snapshot({"n": 2}, version=1)
    assert journal.load_snapshot(version=1).state == {"n": 2}
    assert verify_journal(journal.path).snapshots == 1


def test_some_stay_of_each_name(path):
    with open_journal(path, keep_snapshots=2) as journal:
        for n in range(5):
            journal.append("bar", {})
            journal.save_snapshot({"n": n}, version=1)
        journal.save_snapshot({}, version=1, name="shadow")
        found = journal.sql("SELECT name, seq FROM snapshots ORDER BY id")
    assert [tuple(row.values()) for row in found] == [("engine", 4), ("engine", 5), ("shadow", 5)]
    with pytest.raises(JournalError, match="keep at least 2"):
        open_journal(path, keep_snapshots=1)


def test_a_newer_version_is_refused_by_name(journal):
    journal.save_snapshot({}, version=3)
    with pytest.raises(
        JournalError, match=r"snapshot 'engine' at record 0 .* has version 3, this rustybt reads up to 2"
    ):
        journal.load_snapshot(version=2)


@pytest.mark.parametrize("column", ["state", "digest", "chain_digest"])
def test_a_damaged_one_is_passed_over(path, column):
    with open_journal(path) as journal:
        for n in range(3):
            journal.append("bar", {})
            journal.save_snapshot({"n": n}, version=1)
    damage(path, "seq = 3", column)
    with open_journal(path) as journal:
        found = journal.load_snapshot(version=1)
        assert (found.seq, found.state, found.damaged) == (2, {"n": 1}, (3,))
    report = verify_journal(path)
    assert (report.snapshots, report.damaged_snapshots) == (2, (3,))
    damage(path, "seq < 3", column)
    with open_journal(path) as journal:
        assert journal.load_snapshot(version=1) is None
        assert [record.seq for record in journal.read()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("state", "version", "said"),
    [
        ({"x": 1.5}, 1, r"state of snapshot 'engine'\.x is of type float"),
        ({"x": {"y": Decimal(1)}}, 1, r"engine'\.x\.y is of type Decimal"),
        ({}, 0, "version 0 of snapshot"),
        ({}, True, "version True of snapshot"),
    ],
)
def test_what_is_wrong_is_refused(journal, state, version, said):
    with pytest.raises(JournalError, match=said):
        journal.save_snapshot(state, version=version)
    journal.append("bar", {}, durable=True)


def test_opening_checks_what_no_snapshot_holds(path):
    with open_journal(path) as journal:
        fill_journal(journal)
        journal.save_snapshot({}, version=1)
        fill = {"n": 1}
        journal.append("bar", fill, durable=True)
    tamper(path, "UPDATE journal SET payload = '{\"n\":2}' WHERE seq = 13")
    with pytest.raises(JournalCorruptError) as caught:
        open_journal(path)
    assert caught.value.seq == 13


def test_what_a_snapshot_holds_is_left_to_the_whole_check(path):
    with open_journal(path) as journal:
        fill_journal(journal)
        journal.save_snapshot({}, version=1)
    tamper(path, "UPDATE journal SET payload = '{\"n\":2}' WHERE seq = 2")
    with open_journal(path) as journal:
        assert list(journal.read(after=12)) == []
        with pytest.raises(JournalCorruptError):
            list(journal.read())
    with pytest.raises(JournalCorruptError) as caught:
        verify_journal(path)
    assert caught.value.seq == 2


def test_a_snapshot_of_another_history_is_none(path, tmp_path):
    with open_journal(path) as journal:
        fill_journal(journal)
        journal.save_snapshot({}, version=1)
    other = tmp_path / "other"
    with open_journal(other) as journal:
        for _ in range(12):
            journal.append("bar", {})
    with sqlite3.connect(other) as connection:
        connection.execute("ATTACH ? AS source", (str(path),))
        connection.execute("INSERT INTO snapshots SELECT * FROM source.snapshots")
    connection.close()
    with open_journal(other) as journal:
        assert journal.load_snapshot(version=1) is None
    assert verify_journal(other).damaged_snapshots == (12,)
