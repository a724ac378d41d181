"""Old records in compressed files: nothing is lost, and the chain runs through."""

from __future__ import annotations

import gzip
import json

import pytest

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal import JournalReader, verify_journal
from rustybt.live.journal_archive import MANIFEST, read_archive, verify_archive
from tests.live.journals import Clock, fill_journal, open_journal

LATE = 10**18


@pytest.fixture
def path(tmp_path):
    return tmp_path / "j"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def told(path):
    """A journal of twelve records with a snapshot at the last of them; all of them as they were."""
    with open_journal(path) as journal:
        fill_journal(journal)
        journal.save_snapshot({"at": 12}, version=1)
        return list(journal.read())


def later(path):
    return open_journal(path, clock=Clock(5_000))


def test_records_move_and_stay_readable(path, folder, told):
    before = told[6].time_ns
    with later(path) as journal:
        segment = journal.archive(before, folder)
        assert (segment.first_seq, segment.last_seq, segment.last_digest) == (1, 6, told[5].digest)
        assert segment.last_ns < before
        assert journal.archived == 6
        assert list(journal.read(after=6)) == told[6:]
        with pytest.raises(JournalError, match=r"records 1 to 6 of the journal .* were archived: .*after=6"):
            list(journal.read())
        assert journal.archive(before, folder) is None
    assert list(read_archive(folder)) == told[:6]
    report = verify_journal(path)
    assert (report.first_seq, report.head_seq, report.audit_rows) == (7, 12, 8)
    assert verify_archive(folder, path) == (6, told[5].digest)
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_it_goes_on_in_segments(path, folder, told):
    with later(path) as journal:
        journal.archive(told[4].time_ns, folder)
    with later(path) as journal:
        journal.archive(told[9].time_ns, folder)
        journal.archive(LATE, folder)
        assert journal.archived == 12
        assert journal.head == (12, told[-1].digest)
        assert journal.load_snapshot(version=1).state == {"at": 12}
        assert list(journal.read(after=12)) == []
        assert journal.append("bar", {}, durable=True) == 13
    assert list(read_archive(folder)) == told
    assert len(list(folder.iterdir())) == 4
    assert verify_archive(folder, path)[0] == 12
    assert verify_journal(path).first_seq == 13
    with JournalReader.open(path) as reader:
        assert [record.seq for record in reader.read(after=12)] == [13]


def test_only_what_every_snapshot_holds_goes(path, folder):
    with later(path) as journal:
        fill_journal(journal)
        with pytest.raises(JournalError, match="has no snapshot: save one before archiving"):
            journal.archive(LATE, folder)
        journal.save_snapshot({}, version=1)
        journal.append("bar", {})
        journal.save_snapshot({}, version=1)
        assert journal.archive(LATE, folder).last_seq == 12
        assert [record.seq for record in journal.read(after=12)] == [13]


def test_what_is_archived_while_it_is_read_is_no_damage(path, folder):
    with later(path) as journal:
        for n in range(1200):
            journal.append("bar", {"n": n})
        journal.save_snapshot({}, version=1)
        with JournalReader.open(path) as reader:
            slow, fresh = reader.read(), reader.read(after=600)
            assert next(slow).seq == 1
            journal.archive(journal_time(journal, 701), folder)
            with pytest.raises(
                JournalError, match=r"records up to 700 .* were archived while they were read"
            ) as caught:
                list(slow)
            assert not isinstance(caught.value, JournalCorruptError)
            with pytest.raises(JournalError, match="after=700"):
                list(fresh)
            assert len(list(reader.read(after=700))) == 500


def journal_time(journal, seq):
    return next(journal.read(after=seq - 1)).time_ns


def test_an_interrupted_archiving_is_done_again(path, folder, told):
    with later(path) as journal:
        journal.archive(told[6].time_ns, folder)
    data = {each.name: each.read_bytes() for each in folder.iterdir()}
    # The files were written, the journal was not: as if the machine had stopped between.
    again = path.with_name("again")
    with open_journal(again) as journal:
        fill_journal(journal)
        journal.save_snapshot({"at": 12}, version=1)
    with later(again) as journal:
        assert journal.archive(told[6].time_ns, folder).last_seq == 6
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == data
    assert verify_archive(folder, again)[0] == 6


def test_another_journals_folder_is_refused(path, folder, told, tmp_path):
    with later(path) as journal:
        journal.archive(told[6].time_ns, folder)
    with open_journal(tmp_path / "other", clock=Clock(3)) as other:
        fill_journal(other)
        other.save_snapshot({}, version=1)
        with pytest.raises(JournalError, match="is the archive of strategy 'momentum', made at 1000"):
            other.archive(LATE, folder)
        assert other.archived == 0
    with later(path) as journal, pytest.raises(JournalError, match="holds no archive, but records before 7"):
        journal.archive(LATE, tmp_path / "elsewhere")


def test_what_is_damaged_is_found(path, folder, told):
    with later(path) as journal:
        journal.archive(told[4].time_ns, folder)
        journal.archive(told[8].time_ns, folder)
    first, second, manifest = sorted(folder.iterdir())
    assert manifest.name == MANIFEST
    for file in (first, second, manifest):
        data = file.read_bytes()
        for place in range(0, len(data) * 8, 97):
            damaged = bytearray(data)
            damaged[place // 8] ^= 1 << (place % 8)
            file.write_bytes(damaged)
            with pytest.raises(JournalError):
                verify_archive(folder, path)
        file.write_bytes(data)
    assert verify_archive(folder, path)[0] == 8
    first.unlink()
    with pytest.raises(JournalCorruptError, match="cannot be read: No such file"):
        verify_archive(folder, path)


def test_what_was_made_to_fit_is_found(path, folder, told):
    """Someone who can compute checksums still cannot make the chain fit the journal."""
    with later(path) as journal:
        segment = journal.archive(told[6].time_ns, folder)
    data = gzip.decompress((folder / segment.file).read_bytes()).replace(b"101.25", b"999.25")
    forge(folder, segment, gzip.compress(data, mtime=0))
    with pytest.raises(JournalCorruptError) as caught:
        list(read_archive(folder))
    assert caught.value.seq == 4
    forge(folder, segment, gzip.compress(b"".join(data.splitlines(keepends=True)[:3]), mtime=0))
    with pytest.raises(JournalCorruptError, match="ends at record 3, not at 6"):
        list(read_archive(folder))


def forge(folder, segment, data):
    from hashlib import sha256

    (folder / segment.file).write_bytes(data)
    held = json.loads((folder / MANIFEST).read_text())
    held["segments"][0]["sha256"] = sha256(data).hexdigest()
    held.pop("sha256")
    body = json.dumps(held, sort_keys=True, separators=(",", ":")).encode()
    (folder / MANIFEST).write_text(json.dumps({**held, "sha256": sha256(body).hexdigest()}))


def test_a_manifest_names_no_file_elsewhere(path, folder, told):
    with later(path) as journal:
        segment = journal.archive(told[6].time_ns, folder)
    forge(folder, segment, b"x")
    text = (folder / MANIFEST).read_text().replace(segment.file, "../j")
    (folder / MANIFEST).write_text(text)
    with pytest.raises(JournalCorruptError, match=r"manifest\.json does not fit its checksum"):
        list(read_archive(folder))
    with pytest.raises(JournalError, match="there is no archive in"):
        list(read_archive(path.parent / "nowhere"))
