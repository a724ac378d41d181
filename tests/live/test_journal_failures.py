"""Every place where the disk may refuse, and an interrupt may come, within this process."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
from contextlib import contextmanager

import pytest

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal import JournalReader, verify_journal
from rustybt.live.journal_archive import read_archive, verify_archive
from rustybt.live.journal_files import HolderLock
from tests.live.journals import Clock, fill_journal, open_journal, position
from tests.live.test_journal_tables import tamper


@pytest.fixture
def path(tmp_path):
    return tmp_path / "j"


@contextmanager
def no_file_larger_than(size):
    """The limit of the system, which writes meet as they would a full disk; Python ignores the signal."""
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))


def refused(journal):
    """Whether a journal takes nothing more, whatever it is asked."""
    acts = (
        lambda: journal.append("bar", {}),
        journal.flush,
        lambda: journal.save_snapshot({}, version=1),
        lambda: journal.archive(10**18, journal.path.parent / "archive"),
    )
    for act in acts:
        with pytest.raises(JournalError, match="has failed"):
            act()
    return bool(journal.failed)


def test_a_commit_that_has_no_space(path):
    with open_journal(path) as journal:
        fill_journal(journal)
        head = journal.head
        journal.append("bar", {"pad": "x" * 200_000})
        with no_file_larger_than(150_000), pytest.raises(JournalError, match="could not write the commit"):
            journal.flush()
        assert refused(journal)
        assert journal.head == journal.durable_head == head
        assert len(list(journal.read())) == 12
    assert verify_journal(path).head_seq == 12
    with open_journal(path, clock=Clock(9_999)) as journal:
        assert journal.append("bar", {}, durable=True) == 13


def test_a_record_so_large_that_it_spills_before_its_commit(path):
    with open_journal(path) as journal:
        journal.append("bar", {}, durable=True)
        with no_file_larger_than(100_000), pytest.raises(JournalError, match="could not write record 2 "):
            journal.append("bar", {"pad": "x" * 16_000_000})
        assert refused(journal)
        assert journal.head[0] == 1
    assert verify_journal(path).head_seq == 1


def test_a_log_that_cannot_be_folded_back(path):
    """The log may grow, the file may not: the journal fails, and nothing that was acknowledged is lost."""
    with open_journal(path) as journal:
        for _ in range(18):
            journal.append("bar", {"pad": "x" * 250_000}, durable=True)
        assert path.stat().st_size > 4_000_000  # it was folded back once
        for _ in range(18):
            journal.append("bar", {"pad": "x" * 250_000})
        with no_file_larger_than(6_000_000), pytest.raises(JournalError, match="could not write the commit"):
            journal.flush()
        assert refused(journal)
        assert journal.durable_head[0] == 36
    assert verify_journal(path).head_seq == 36


def test_a_snapshot_that_has_no_space(path):
    with open_journal(path) as journal:
        journal.save_snapshot({"n": 1}, version=1)
        with no_file_larger_than(100_000), pytest.raises(JournalError, match="could not write"):
            journal.save_snapshot({"pad": "x" * 4_000_000}, version=1)
        assert refused(journal)
        assert journal.load_snapshot(version=1).state == {"n": 1}


def test_a_large_snapshot_that_has_no_space(path):
    with open_journal(path) as journal:
        with (
            no_file_larger_than(100_000),
            pytest.raises(JournalError, match="could not write snapshot 'engine'"),
        ):
            journal.save_snapshot({"pad": "x" * 12_000_000}, version=1)
        assert refused(journal)


def test_an_archive_that_has_no_space(path):
    chance = random.Random(3)
    with open_journal(path) as journal:
        for _ in range(50):
            journal.append("bar", {"noise": chance.randbytes(2000).hex()})
        journal.save_snapshot({}, version=1)
        folder = path.parent / "archive"
        with no_file_larger_than(50_000), pytest.raises(JournalError, match=r"archive .* cannot be written"):
            journal.archive(10**18, folder)
        assert journal.failed == ""
        assert journal.archived == 0
        assert list(folder.iterdir()) == []
        assert journal.archive(10**18, folder).last_seq == 50
    assert len(list(read_archive(folder))) == 50


def test_an_archiving_that_the_journal_cannot_note(path):
    with open_journal(path) as journal:
        for n in range(2000):
            journal.append("bar", {"n": n})
        journal.save_snapshot({}, version=1)
    with open_journal(path, clock=Clock(10**6)) as journal:
        with no_file_larger_than(150_000), pytest.raises(JournalError, match="archiving records 1 to 2000"):
            journal.archive(10**18, path.parent / "archive")
        assert refused(journal)
    assert verify_journal(path).first_seq == 1
    with open_journal(path, clock=Clock(10**7)) as journal:
        assert journal.archive(10**18, path.parent / "archive").last_seq == 2000
    assert verify_archive(path.parent / "archive", path)[0] == 2000


def test_a_backup_that_has_no_space(path, tmp_path):
    with open_journal(path) as journal:
        fill_journal(journal)
        with (
            no_file_larger_than(20_000),
            pytest.raises(JournalError, match=r"the backup .* cannot be written"),
        ):
            journal.backup(tmp_path / "copy")
        assert not (tmp_path / "copy").exists()
        assert journal.failed == ""


def test_an_opening_that_has_no_space(path):
    with (
        no_file_larger_than(10),
        pytest.raises(JournalError, match=r"lock cannot be written: File too large"),
    ):
        open_journal(path)
    with no_file_larger_than(8_000), pytest.raises(JournalError):
        open_journal(path)
    with open_journal(path) as journal:
        assert journal.append("bar", {}, durable=True) == 1


def test_interrupts_leave_no_half_of_a_record(path):
    chance = random.Random(11)

    def interrupt(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    n = 0
    try:
        for _ in range(60):
            journal = open_journal(path)
            try:
                signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0005, 0.01))
                while True:
                    n += 1
                    rows = [position(sid, str(n)) for sid in range(6)]
                    journal.append(
                        "fill", {"n": n}, tables={"live_positions": rows}, durable=chance.random() < 0.05
                    )
            except (KeyboardInterrupt, JournalError):
                pass
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            try:
                journal.append("after", {}, durable=True)
                journal.close()
            except JournalError:
                journal.abandon()
    finally:
        signal.signal(signal.SIGALRM, before)
    report = verify_journal(path)
    assert report.epochs == 60
    assert report.head_seq > 60


def test_what_refers_to_nothing_is_found(path):
    with open_journal(path) as journal:
        fill_journal(journal)
        journal.save_snapshot({}, version=1)
    tamper(path, "UPDATE journal SET epoch = epoch")  # nothing changed: still whole
    verify_journal(path)
    tamper(path, "INSERT INTO live_positions SELECT 99, 0, strategy_id, 5, 'x', asset_sid, amount, cost_basis, "
        "last_sale_price, last_sale_date, NULL, NULL, NULL, NULL, 0 FROM live_positions LIMIT 1")  # fmt: skip
    with pytest.raises(JournalCorruptError, match="refers to one that is not there"):
        verify_journal(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'soon' WHERE key = 'created_ns'",
        "DELETE FROM meta",
        "DELETE FROM head",
        "UPDATE order_audit_log SET event_data = CAST(x'ff' AS TEXT) WHERE id = 2",
    ],
)
def test_odd_values_are_found(path, statement):
    with open_journal(path) as journal:
        fill_journal(journal)
    tamper(path, statement)
    with pytest.raises(JournalCorruptError):
        verify_journal(path)
    with pytest.raises(JournalCorruptError):
        open_journal(path)


def test_a_record_that_cannot_have_been_accepted(path):
    """A chain that was computed anew by somebody who knows how, around rows that no append takes."""
    with open_journal(path) as journal:
        fill_journal(journal, orders=1)
    with open_journal(path) as journal:
        journal._projector.write = lambda record: None
        journal.append("bad", {}, tables={"live_positions": [{"asset_sid": "x"}]}, durable=True)
    with pytest.raises(
        JournalCorruptError, match=r"record 4 of the journal .* cannot have been accepted"
    ) as caught:
        verify_journal(path)
    assert caught.value.seq == 4


def test_a_lock_that_says_nothing_yet(path):
    lock = HolderLock.acquire(path, "momentum", 1)
    os.truncate(lock.path, 0)
    with pytest.raises(JournalError, match="held by another process, which has not yet said who it is"):
        open_journal(path)
    lock.release()
    lock.release()


def test_a_database_that_is_busy_is_not_damaged(path):
    with open_journal(path) as journal:
        fill_journal(journal)
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(JournalError, match="database is locked") as caught:
            open_journal(path)
        assert not isinstance(caught.value, JournalCorruptError)
    finally:
        blocker.close()
    with JournalReader.open(path) as reader:
        assert reader.head[0] == 12
    open_journal(path).close()
