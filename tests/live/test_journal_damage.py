"""A bit that flips anywhere in a journal's file, or a file that is cut, is found or harms nothing that is read."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal import JournalReader, verify_journal
from tests.live.journals import fill_journal, open_journal
from tests.live.test_journal_tables import tamper

FLIPS = 400
TABLES = ("order_audit_log", "live_positions", "strategy_state", "broker_connections")


def contents(path):
    """Everything that a user can read, or the error that says why not."""
    with JournalReader.open(path) as reader:
        records = list(reader.read())
        snapshot = reader.load_snapshot(version=1)
        tables = [reader.sql(f"SELECT * FROM {table} ORDER BY id") for table in TABLES]
        return records, reader.head, (snapshot and snapshot.state), tables


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a closed journal, and what is in it."""
    path = tmp_path_factory.mktemp("whole") / "j"
    with open_journal(path) as journal:
        fill_journal(journal, orders=3)
        journal.save_snapshot({"cash": "1"}, version=1)
        fill_journal_more(journal)
        journal.save_snapshot({"cash": "1"}, version=1)
        journal.append("bar", {"last": True}, durable=True)
    assert verify_journal(path).head_seq == 41
    return path.read_bytes(), contents(path)


def fill_journal_more(journal):
    for n in range(31):
        journal.append("bar", {"close": f"{n}.5", "pad": "x" * (n * 7)})


def written(folder, data, name="j"):
    path = folder / name
    path.write_bytes(data)
    path.chmod(0o600)
    return path


def test_every_flipped_bit_of_the_file_is_found_or_touches_nothing(whole, tmp_path):
    data, expected = whole
    chance = random.Random(20240102)
    found = 0
    for place in chance.sample(range(len(data) * 8), FLIPS):
        damaged = bytearray(data)
        damaged[place // 8] ^= 1 << (place % 8)
        path = written(tmp_path, damaged)
        try:
            report = verify_journal(path)
        except JournalError:
            found += 1
        else:
            # Free space of a page, or a snapshot, which replay passes over.
            assert report.head_seq == 41, place
            assert contents(path) == expected, place
        for suffix in ("-wal", "-shm"):  # what readers leave
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    assert found > FLIPS // 20


def test_every_bit_of_a_record_counts(tmp_path):
    path = tmp_path / "j"
    with open_journal(path) as journal:
        fill_journal(journal, orders=1)
        records = list(journal.read())
    data = path.read_bytes()
    for record in records:
        held = bytes.fromhex(record.digest)
        places = [data.index(held) + offset for offset in range(len(held))]
        for place in places:
            damaged = bytearray(data)
            damaged[place] ^= 1 << (place % 8)
            with pytest.raises(JournalCorruptError) as caught:
                verify_journal(written(tmp_path, damaged, "flipped"))
            assert caught.value.seq in (record.seq, record.seq + 1)
    start = data.index(b'{"close":"100.25"')
    for place in range(start * 8, (start + 20) * 8):
        damaged = bytearray(data)
        damaged[place // 8] ^= 1 << (place % 8)
        with pytest.raises(JournalCorruptError) as caught:
            verify_journal(written(tmp_path, damaged, "flipped"))
        assert caught.value.seq == 1


@settings(max_examples=60)
@given(
    column=st.sampled_from(["payload", "kind", "digest", "time_ns", "epoch", "seq"]),
    seq=st.integers(1, 12),
    chance=st.randoms(use_true_random=False),
)
def test_every_bit_of_every_column_counts(tmp_path_factory, column, seq, chance):
    path = tmp_path_factory.mktemp("bits") / "j"
    with open_journal(path) as journal:
        fill_journal(journal)
    with sqlite3.connect(path) as other:
        (value,) = other.execute(f"SELECT {column} FROM journal WHERE seq = ?", (seq,)).fetchone()
    other.close()
    if isinstance(value, int):
        changed = str(value ^ (1 << chance.randrange(40)))
    else:
        raw = bytearray(value.encode() if isinstance(value, str) else value)
        place = chance.randrange(len(raw) * 8)
        raw[place // 8] ^= 1 << (place % 8)
        changed = f"CAST(x'{raw.hex()}' AS TEXT)" if isinstance(value, str) else f"x'{raw.hex()}'"
    statement = f"UPDATE OR REPLACE journal SET {column} = {changed} WHERE seq = {seq}"
    tamper(path, statement)
    with pytest.raises(JournalCorruptError):
        verify_journal(path)
    with pytest.raises(JournalCorruptError):
        open_journal(path)
    with pytest.raises(JournalCorruptError), JournalReader.open(path) as reader:
        list(reader.read())


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_is_found(whole, tmp_path, share):
    data, _ = whole
    path = written(tmp_path, data[: int(len(data) * share)])
    with pytest.raises(JournalCorruptError):
        verify_journal(path)
    with pytest.raises(JournalCorruptError):
        open_journal(path)


@pytest.mark.parametrize("cut", [1, 100, 5_000, 20_000])
def test_a_log_that_was_torn_loses_only_its_end(tmp_path, cut):
    """What a power cut leaves of a write that was never acknowledged."""
    source = tmp_path / "source"
    with open_journal(source) as journal:
        journal.append("bar", {"n": 1}, durable=True)
        for n in range(2, 41):
            journal.append("bar", {"n": n, "pad": "x" * 300})
            journal.flush()
        data, log = source.read_bytes(), source.with_name("source-wal").read_bytes()
    path = written(tmp_path, data)
    written(tmp_path, log[:-cut], "j-wal")
    with open_journal(path) as journal:
        seen = [record.payload["n"] for record in journal.read()]
        assert seen == list(range(1, len(seen) + 1))
        assert len(seen) < 40
        assert journal.append("bar", {}, durable=True) == len(seen) + 1
    verify_journal(path)
