"""Snapshots: what a fold over the records has come to, so that a restart need not start at record 1.

A snapshot only shortens replay. It has a version, a checksum, and the digest of the record it stands at; one
that does not fit is passed over for the one before, one of a newer version is refused by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rustybt.exceptions import JournalError
from rustybt.live.journal_files import READ_ERRORS, storage_error
from rustybt.live.journal_records import canonical_json, parse_json

__all__ = ["Snapshot", "good_snapshots", "load_snapshot", "store_snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the fold over a journal's records.

    Attributes:
        name: Whose state.
        seq: The last record that is in it.
        version: The version of its state's form.
        time_ns: When it was taken, UTC nanoseconds.
        state: The state, JSON-typed.
        damaged: Numbers of newer snapshots that were passed over because they do not fit their checksum.
    """

    name: str
    seq: int
    version: int
    time_ns: int
    state: dict[str, Any]
    damaged: tuple[int, ...] = ()


def store_snapshot(connection: sqlite3.Connection, snapshot: Snapshot, head: bytes, keep: int) -> None:
    """Write a snapshot and drop the oldest ones of its name, in the caller's transaction.

    Args:
        connection: The database.
        snapshot: What to keep.
        head: The digest of the record it stands at.
        keep: How many of a name stay.

    Raises:
        JournalError: If the state is not JSON-typed.
    """
    state = canonical_json(snapshot.state, f"state of snapshot {snapshot.name!r}")
    digest = _digest(snapshot.name, snapshot.seq, snapshot.version, snapshot.time_ns, head, state)
    connection.execute("DELETE FROM snapshots WHERE name = ? AND seq = ?", (snapshot.name, snapshot.seq))
    connection.execute(
        "INSERT INTO snapshots (name, seq, version, time_ns, state, chain_digest, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (snapshot.name, snapshot.seq, snapshot.version, snapshot.time_ns, state, head, digest),
    )
    connection.execute(
        "DELETE FROM snapshots WHERE name = ? AND id NOT IN "
        "(SELECT id FROM snapshots WHERE name = ? ORDER BY seq DESC LIMIT ?)",
        (snapshot.name, snapshot.name, keep),
    )


def load_snapshot(connection: sqlite3.Connection, path: Path, name: str, version: int) -> Snapshot | None:
    """Return the newest snapshot that fits its checksum and the chain, or None.

    Args:
        connection: The database.
        path: Its file, for the error.
        name: Whose state.
        version: The newest version that the caller reads.

    Raises:
        JournalError: If it has a newer version.
    """
    damaged: list[int] = []
    for seq, found in _snapshots(connection, path, name):
        if found is None:
            damaged.append(seq)
            continue
        if found.version > version:
            raise JournalError(
                f"snapshot {name!r} at record {seq} of the journal {path} has version {found.version}, this "
                f"rustybt reads up to {version}: upgrade rustybt"
            )
        return Snapshot(found.name, seq, found.version, found.time_ns, found.state, tuple(damaged))
    return None


def good_snapshots(connection: sqlite3.Connection, path: Path) -> tuple[list[Snapshot], list[int]]:
    """Return the snapshots that fit, newest first, and the numbers of those that do not.

    Args:
        connection: The database.
        path: Its file, for the error.
    """
    found = list(_snapshots(connection, path, None))
    good = [snapshot for _, snapshot in found if snapshot is not None]
    return good, [seq for seq, snapshot in found if snapshot is None]


def _snapshots(
    connection: sqlite3.Connection, path: Path, name: str | None
) -> Iterator[tuple[int, Snapshot | None]]:
    try:
        # As bytes: text that is none must not stop the reading of the others.
        rows = connection.execute(
            "SELECT s.seq, CAST(s.name AS BLOB), s.version, s.time_ns, CAST(s.state AS BLOB), s.chain_digest, "
            "s.digest, coalesce(j.digest, (SELECT last_digest FROM archives WHERE last_seq = s.seq)), "
            "s.seq = 0 FROM snapshots s LEFT JOIN journal j ON j.seq = s.seq "
            "WHERE ? IS NULL OR s.name = ? ORDER BY s.seq DESC, s.id DESC",
            (name, name),
        ).fetchall()
    except READ_ERRORS as error:
        raise storage_error(path, error) from error
    for row in rows:
        yield row[0], _fitting(row)


def _fitting(row: tuple[Any, ...]) -> Snapshot | None:
    seq, name, version, time_ns, state, link, digest, stands_at, at_start = row
    if isinstance(stands_at, str):
        stands_at = bytes.fromhex(stands_at)
    if not at_start and link != stands_at:
        return None
    try:
        name, state = name.decode(), state.decode()
        if _digest(name, seq, version, time_ns, link, state) != digest:
            return None
        return Snapshot(name, seq, version, time_ns, parse_json(state))
    except (ValueError, TypeError, AttributeError):
        return None


def _digest(name: str, seq: int, version: int, time_ns: int, head: bytes, state: str) -> bytes:
    covered = canonical_json({"name": name, "seq": seq, "time_ns": time_ns, "version": version})
    return sha256(head + covered.encode() + b"\n" + state.encode()).digest()
