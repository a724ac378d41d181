"""The simulated disk leaves of a journal what a disk may: all that was synced, and no more than was written."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from rustybt.live.journal import Journal, JournalReader, verify_journal
from tests.simulation.disks import SECTOR, WAYS, Disk, _torn


def clock():
    count = itertools.count(1_700_000_000_000_000_000, 1000)
    return lambda: next(count)


def filled(path, durable, pending):
    journal = Journal.open(path, strategy="test", clock=clock())
    disk = Disk(journal)
    for at in range(durable):
        journal.append("notice", {"at": at, "text": "x" * (at * 37 % 900)}, durable=at % 3 == 0)
    journal.flush()
    for at in range(pending):
        journal.append("notice", {"at": at, "text": "y" * (at * 53 % 900)})
    return journal, disk


@pytest.mark.parametrize("seed", range(25))
def test_a_commit_that_was_cut_short_is_kept_whole_or_not_at_all(tmp_path, seed):
    path = tmp_path / "journal.db"
    tmp_path.chmod(0o700)
    journal, disk = filled(path, 20 + seed, 15)
    disk.cut_power(journal, Random(seed))
    assert verify_journal(path).head_seq in (20 + seed, 35 + seed)
    with Journal.open(path, strategy="test", clock=clock()) as again:
        again.append("notice", {"at": -1}, durable=True)
    assert verify_journal(path).epochs == 2


def test_every_way_of_a_power_cut_comes_about(tmp_path):
    tmp_path.chmod(0o700)
    ways = set()
    for seed in range(40):
        journal, disk = filled(tmp_path / f"{seed}.db", 5, 5)
        ways.add(disk.cut_power(journal, Random(seed)))
    assert ways == set(WAYS)


def test_what_was_never_synced_is_lost(tmp_path):
    tmp_path.chmod(0o700)
    path = tmp_path / "journal.db"
    journal = Journal.open(path, strategy="test", clock=clock())
    journal._connection.execute("PRAGMA synchronous = NORMAL")
    disk = Disk(journal)
    journal.append("notice", {"at": 1}, durable=True)
    for seed in range(40):
        if Random(seed).choice(WAYS) == "nothing":
            disk.cut_power(journal, Random(seed))
            break
    with JournalReader.open(path) as left:
        assert left.head[0] == 0


@pytest.mark.parametrize("way", ["nothing", "cut", "sectors", "garbage"])
def test_what_was_synced_stays(way):
    chance = Random(1)
    sure = chance.randbytes(3 * SECTOR + 100)
    written = sure[: 2 * SECTOR + 7] + chance.randbytes(5 * SECTOR)
    for _ in range(50):
        assert _torn(sure, written, way, chance)[: 2 * SECTOR + 7] == sure[: 2 * SECTOR + 7]
