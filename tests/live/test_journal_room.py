"""Room in the log ahead of what is written: commits overwrite it, and nobody takes it for records."""

from __future__ import annotations

import sqlite3

import pytest

from rustybt.live.journal import JournalReader, verify_journal
from rustybt.live.log_room import LEAST_BYTES, MOST_BYTES, ROOM_BYTES
from tests.live.journals import open_journal


@pytest.fixture
def path(tmp_path):
    return tmp_path / "j" / "momentum.journal"


def log_of(path):
    return path.with_name(f"{path.name}-wal")


def size(path):
    return log_of(path).stat().st_size


def commits(journal, count):
    for _ in range(count):
        journal.append("bar", {"close": "101.25"}, durable=True)


def fill(journal, size):
    """Commit until that much more was said; a commit writes at least what it says to the log."""
    for _ in range(size // 200_000 + 1):
        journal.append("bar", {"close": "1" * 200_000}, durable=True)


def test_commits_overwrite_it(path):
    with open_journal(path) as journal:
        commits(journal, 1)
        before = size(path)
        commits(journal, 1)
        assert size(path) > before
        journal.make_room()
        made = size(path)
        assert made >= before + ROOM_BYTES
        commits(journal, 20)
        assert size(path) == made


def test_a_log_that_held_much_begins_anew_and_needs_no_more_room(path):
    with open_journal(path) as journal:
        commits(journal, 1)
        journal.make_room()
        made, kept = size(path), path.stat().st_size
        for _ in range(10):
            fill(journal, MOST_BYTES // 4)
            commits(journal, 50)
            journal.make_room()
        assert size(path) == made
        assert path.stat().st_size > kept + 2 * MOST_BYTES
        count = journal.head[0]
        assert [record.seq for record in journal.read()] == list(range(1, count + 1))
    assert verify_journal(path).head_seq == count


def test_it_grows_while_a_reader_keeps_the_log_from_beginning_anew(path):
    with open_journal(path) as journal:
        commits(journal, 1)
        journal.make_room()
        made = size(path)
        with sqlite3.connect(path, isolation_level=None) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT seq FROM head").fetchone() == (1,)
            fill(journal, ROOM_BYTES - LEAST_BYTES)
            journal.make_room()
            grown = size(path)
            assert grown > made
            fill(journal, LEAST_BYTES)
            assert size(path) == grown
            assert reader.execute("SELECT seq FROM head").fetchone() == (1,)
        reader.close()
        count = journal.head[0]
    assert verify_journal(path).head_seq == count


def test_a_failed_journal_is_left_as_it_is(path):
    journal = open_journal(path)
    commits(journal, 1)
    before = size(path)
    journal._fail("a record", OSError("the disk"))
    journal.make_room()
    assert size(path) == before
    journal.abandon()


def test_a_life_that_is_killed_leaves_it_behind_and_loses_nothing(path):
    journal = open_journal(path)
    commits(journal, 3)
    journal.make_room()
    commits(journal, 4)
    journal.append("bar", {"lost": True})
    log = log_of(path).read_bytes()
    journal.abandon()
    if not log_of(path).exists():
        log_of(path).write_bytes(log)
    with open_journal(path) as again:
        assert again.head[0] == 7
        commits(again, 3)
        again.make_room()
        assert [record.seq for record in again.read()] == list(range(1, 11))
    assert verify_journal(path).head_seq == 10


def test_a_reader_beside_sees_all_of_it(path):
    with open_journal(path) as journal:
        commits(journal, 2)
        with JournalReader.open(path) as reader:
            assert reader.head[0] == 2
            journal.make_room()
            commits(journal, 3)
            assert [record.seq for record in reader.read()] == [1, 2, 3, 4, 5]


def test_where_there_is_no_log_there_is_no_room_and_no_harm(path):
    journal = open_journal(path)
    commits(journal, 1)
    journal.close()
    journal.make_room()
    assert not log_of(path).exists()
