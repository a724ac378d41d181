"""Old records in compressed files, one a segment, with a manifest; their chain runs on in the journal.

A segment is gzip over one line a record: its digest, a space, its canonical form. It is written whole and
brought to the disk before the journal forgets a record, and the same records give the same bytes, so an
interrupted archiving is simply done again.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal_chain import Facts, archive_digest, read_facts, refuse_empty
from rustybt.live.journal_files import check_file, connect
from rustybt.live.journal_records import (
    JournalRecord,
    canonical_json,
    canonical_record,
    chain,
    genesis,
    parse_json,
    split_payload,
)
from rustybt.live.private_files import write_file

__all__ = ["MANIFEST", "ArchiveSegment", "forget_records", "read_archive", "verify_archive", "write_segment"]

MANIFEST = "manifest.json"
"""The name of the list of segments in an archive's folder."""

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class ArchiveSegment:
    """A file of archived records.

    Attributes:
        file: Its name in the archive's folder.
        first_seq: Its first record.
        last_seq: Its last record.
        before_digest: The digest that its first record follows, 64 hexadecimal digits.
        last_digest: The digest of its last record.
        first_ns: The time of its first record, UTC nanoseconds.
        last_ns: The time of its last record.
        sha256: The checksum of the file.
    """

    file: str
    first_seq: int
    last_seq: int
    before_digest: str
    last_digest: str
    first_ns: int
    last_ns: int
    sha256: str


def write_segment(
    records: Iterable[JournalRecord], folder: Path, facts: Facts, before_ns: int, upto: int
) -> ArchiveSegment | None:
    """Write the oldest records of a journal to a segment, and that segment to the manifest.

    Args:
        records: The journal's records from its base on, checked.
        folder: The archive's folder, made if need be.
        facts: What the journal says of itself.
        before_ns: The first time that stays in the journal, UTC nanoseconds.
        upto: The last record that may go.

    Returns:
        The segment, or None if no record is old enough.

    Raises:
        JournalError: If the folder is another journal's, or the disk refused.
    """
    lines: list[bytes] = []
    first: JournalRecord | None = None
    last: JournalRecord | None = None
    for record in records:
        if record.seq > upto or record.time_ns >= before_ns:
            break
        lines.append(_line(record))
        first, last = first or record, record
    if first is None or last is None:
        return None
    data = gzip.compress(b"".join(lines), mtime=0)
    name = f"journal-{first.seq:012d}-{last.seq:012d}.jsonl.gz"
    segment = ArchiveSegment(
        name,
        first.seq,
        last.seq,
        facts.base[1].hex(),
        last.digest,
        first.time_ns,
        last.time_ns,
        sha256(data).hexdigest(),
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        earlier = _earlier(folder, facts, first.seq)
        write_file(folder / name, data)
        write_file(folder / MANIFEST, _manifest(facts, [*earlier, segment]))
    except OSError as error:
        raise JournalError(f"the archive {folder} cannot be written: {error.strerror}") from error
    return segment


def forget_records(
    connection: sqlite3.Connection, facts: Facts, segment: ArchiveSegment, now_ns: int
) -> None:
    """Take records that a segment holds out of the journal, in the caller's transaction.

    Args:
        connection: The database.
        facts: What it says of itself.
        segment: Where the records are now.
        now_ns: The time, UTC nanoseconds.
    """
    row = {
        "id": facts.archives + 1,
        "first_seq": segment.first_seq,
        "last_seq": segment.last_seq,
        "last_digest": segment.last_digest,
        "file": segment.file,
        "sha256": segment.sha256,
        "archived_ns": now_ns,
    }
    digest = archive_digest(facts.archive_digest, row)
    connection.execute("INSERT INTO archives VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row.values(), digest))
    connection.execute("DELETE FROM journal WHERE seq <= ?", (segment.last_seq,))


def read_archive(folder: Path | str) -> Iterator[JournalRecord]:
    """Iterate over the archived records; checksums and chain are checked on the way.

    Args:
        folder: The archive's folder.

    Yields:
        The records, by number.

    Raises:
        JournalCorruptError: At the first thing that does not fit.
        JournalError: If there is no archive, or it is open to others.
    """
    folder = Path(folder)
    held = _load_manifest(folder)
    if held is None:
        raise JournalError(f"there is no archive in {folder}: give the folder that holds {MANIFEST}")
    link, last = genesis(held["strategy"], held["created_ns"]), 0
    for segment in _segments(folder, held):
        if segment.first_seq != last + 1 or segment.before_digest != link.hex():
            raise _misfit(folder, f"{segment.file} does not follow the segment before", last + 1)
        for record in _read_segment(folder, segment, link):
            link, last = bytes.fromhex(record.digest), record.seq
            yield record
        if last != segment.last_seq or link.hex() != segment.last_digest:
            raise _misfit(
                folder, f"{segment.file} ends at record {last}, not at {segment.last_seq}", last + 1
            )


def verify_archive(folder: Path | str, journal: Path | str) -> tuple[int, str]:
    """Check an archive, and that its journal goes on where it ends.

    Args:
        folder: The archive's folder.
        journal: The journal; `rustybt.live.journal.verify_journal` checks the rest of it.

    Returns:
        Number and digest of the last archived record.

    Raises:
        JournalCorruptError: At the first thing that does not fit.
        JournalError: If one of the two is not there or cannot be read.
    """
    folder, journal = Path(folder), Path(journal)
    seq, digest = 0, ""
    for record in read_archive(folder):
        seq, digest = record.seq, record.digest
    check_file(journal)
    if not journal.exists():
        raise JournalError(f"there is no journal at {journal}: give the path of one")
    with closing(connect(journal, read_only=True)) as connection:
        refuse_empty(connection, journal)
        base = read_facts(connection, journal).base
    if (seq, digest) != (base[0], base[1].hex()):
        raise _misfit(
            folder, f"it ends at record {seq}, but the journal {journal} goes on after {base[0]}", seq
        )
    return seq, digest


def _line(record: JournalRecord) -> bytes:
    payload = canonical_json({**record.payload, **record.tables})
    form = canonical_record(record.seq, record.epoch, record.kind, record.time_ns, payload)
    return record.digest.encode() + b" " + form + b"\n"


def _read_segment(folder: Path, segment: ArchiveSegment, link: bytes) -> Iterator[JournalRecord]:
    path = folder / segment.file
    check_file(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _misfit(
            folder, f"{segment.file} cannot be read: {error.strerror}", segment.first_seq
        ) from error
    if sha256(data).hexdigest() != segment.sha256:
        raise _misfit(folder, f"{segment.file} does not fit its checksum", segment.first_seq)
    seq = segment.first_seq
    for line in gzip.decompress(data).splitlines():
        digest, _, form = line.partition(b" ")
        link = chain(link, form)
        if link.hex().encode() != digest:
            raise _misfit(folder, f"record {seq} in {segment.file} does not fit its digest", seq)
        said = parse_json(form.decode())
        if said["seq"] != seq:
            raise _misfit(folder, f"record {seq} is missing in {segment.file}", seq)
        payload, tables = split_payload(said["payload"])
        yield JournalRecord(seq, said["epoch"], said["kind"], said["time_ns"], payload, link.hex(), tables)
        seq += 1


def _earlier(folder: Path, facts: Facts, first_seq: int) -> list[ArchiveSegment]:
    held = _load_manifest(folder)
    if held is None:
        if first_seq != 1:
            raise JournalError(
                f"{folder} holds no archive, but records before {first_seq} were archived: give the same folder"
            )
        return []
    if (held["strategy"], held["created_ns"]) != (facts.strategy, facts.created_ns):
        raise JournalError(
            f"{folder} is the archive of strategy {held['strategy']!r}, made at {held['created_ns']}: give "
            "another folder"
        )
    earlier = [segment for segment in _segments(folder, held) if segment.last_seq < first_seq]
    if (earlier[-1].last_digest if earlier else facts.genesis.hex()) != facts.base[1].hex():
        raise JournalError(f"{folder} does not end where this journal begins: give the same folder as before")
    return earlier


def _manifest(facts: Facts, segments: list[ArchiveSegment]) -> bytes:
    body: dict[str, Any] = {
        "format": _FORMAT,
        "strategy": facts.strategy,
        "created_ns": facts.created_ns,
        "segments": [asdict(segment) for segment in segments],
    }
    checksum = sha256(canonical_json(body).encode()).hexdigest()
    return json.dumps({**body, "sha256": checksum}, indent=1, sort_keys=True).encode() + b"\n"


def _load_manifest(folder: Path) -> dict[str, Any] | None:
    path = folder / MANIFEST
    check_file(path)
    try:
        held = parse_json(path.read_text(encoding="utf-8"))
        checksum = held.pop("sha256")
        if checksum != sha256(canonical_json(held).encode()).hexdigest():
            raise _misfit(folder, f"{MANIFEST} does not fit its checksum", None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, AttributeError, KeyError) as error:
        raise _misfit(folder, f"{MANIFEST} is damaged ({error})", None) from error
    if held["format"] != _FORMAT:
        raise JournalError(
            f"{path} has format {held['format']}, this rustybt reads {_FORMAT}: upgrade rustybt"
        )
    return held  # type: ignore[no-any-return]


def _segments(folder: Path, held: dict[str, Any]) -> list[ArchiveSegment]:
    try:
        found = [ArchiveSegment(**each) for each in held["segments"]]
    except (TypeError, KeyError) as error:
        raise _misfit(folder, f"{MANIFEST} is damaged ({error})", None) from error
    for segment in found:
        if Path(segment.file).name != segment.file:
            raise _misfit(folder, f"{MANIFEST} names {segment.file!r}, which is no file of the archive", None)
    return found


def _misfit(folder: Path, why: str, seq: int | None) -> JournalCorruptError:
    return JournalCorruptError(f"the archive {folder} is damaged: {why}; restore it from a backup", seq)
