"""Room in the log ahead of what is written: commits overwrite it, and nobody takes it for records."""

from __future__ import annotations

import pytest

from rustybt.live.journal import JournalReader, verify_journal
from rustybt.live.journal_files import ROOM_BYTES
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


def test_commits_overwrite_it_until_it_is_used_up(path):
    with open_journal(path) as journal:
        commits(journal, 1)
        before = size(path)
        commits(journal, 1)
        assert size(path) > before
        before = size(path)
        journal.make_room()
        made = size(path)
        assert made == before + ROOM_BYTES
        commits(journal, 20)
        assert size(path) == made
        journal.make_room()
        assert size(path) == made
        while size(path) == made:
            journal.append("bar", {"close": "1" * 200_000}, durable=True)
        journal.make_room()
        assert size(path) > made + ROOM_BYTES
        commits(journal, 5)
        count = journal.head[0]
    assert verify_journal(path).head_seq == count
    with JournalReader.open(path) as journal:
        assert journal.head[0] == count == len(list(journal.read()))


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
