"""Reading a journal's database with every link of its chains checked on the way."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal_files import READ_ERRORS, storage_error
from rustybt.live.journal_records import (
    JournalRecord,
    canonical_json,
    canonical_record,
    chain,
    genesis,
    parse_json,
    split_payload,
)
from rustybt.live.tables import APPLICATION_ID, SCHEMA_VERSION, create_schema, schema_of

__all__ = [
    "Facts",
    "archive_digest",
    "epoch_digest",
    "is_empty",
    "read_facts",
    "read_records",
    "records_above",
    "refuse_empty",
]

_PAGE = 500
_INTEGER = re.compile(r"-?[0-9]{1,19}", re.ASCII)
_EPOCH = ("epoch", "opened_ns", "pid", "host", "after_seq", "after_digest")
_ARCHIVE = ("id", "first_seq", "last_seq", "last_digest", "file", "sha256", "archived_ns")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a journal says of itself, checked against its chains.

    Attributes:
        strategy: The strategy's name.
        created_ns: When it was made, UTC nanoseconds.
        genesis: The digest that record 1 follows.
        base: Number and digest of the last archived record, or 0 and the genesis.
        head: Number and digest of the last record.
        epoch: How often it was opened.
        epoch_digest: The last link of the chain of epochs.
        archives: How many segments were archived.
        archive_digest: The last link of the chain of archives.
    """

    strategy: str
    created_ns: int
    genesis: bytes
    base: tuple[int, bytes]
    head: tuple[int, bytes]
    epoch: int
    epoch_digest: bytes
    archives: int
    archive_digest: bytes


def is_empty(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether a database holds nothing yet.

    Args:
        connection: The database.
        path: Its file, for the error.

    Raises:
        JournalError: If it holds something that is no journal, or one of a newer version.
    """
    try:
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except READ_ERRORS as error:
        raise storage_error(path, error) from error
    if not tables and not application and not version:
        return True
    if application != APPLICATION_ID:
        raise JournalCorruptError(
            f"{path} is an SQLite database but no journal of rustybt (application id {application:#x}): "
            "give another path, or restore it from a backup"
        )
    if version != SCHEMA_VERSION:
        raise JournalError(
            f"the journal {path} has schema version {version}, this rustybt reads version {SCHEMA_VERSION}: "
            "upgrade rustybt"
        )
    return False


def refuse_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to read a journal that nobody has written yet.

    Args:
        connection: The database.
        path: Its file, for the error.

    Raises:
        JournalError: If it is empty, no journal, or one of a newer version.
    """
    if is_empty(connection, path):
        raise JournalError(f"the journal {path} is empty: no engine has opened it yet")


def read_facts(connection: sqlite3.Connection, path: Path) -> Facts:
    """Return what a journal says of itself; its schema and its small chains are checked whole.

    Args:
        connection: A database that `is_empty` has passed.
        path: Its file, for the error.

    Raises:
        JournalCorruptError: If anything of that does not fit.
    """
    try:
        return _read_facts(connection, path)
    except READ_ERRORS as error:
        raise storage_error(path, error) from error


def epoch_digest(previous: bytes, row: Mapping[str, object]) -> bytes:
    """Return the digest of a row of ``epochs``, all columns but the digest."""
    return chain(previous, canonical_json({name: row[name] for name in _EPOCH}).encode())


def archive_digest(previous: bytes, row: Mapping[str, object]) -> bytes:
    """Return the digest of a row of ``archives``, all columns but the digest."""
    return chain(previous, canonical_json({name: row[name] for name in _ARCHIVE}).encode())


def records_above(connection: sqlite3.Connection, table: str, seq: int) -> list[sqlite3.Row]:
    """Return the rows of a table that records after one wrote, by name, in their order."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    statement = f"SELECT * FROM {table} WHERE seq > ? ORDER BY id"  # noqa: S608 - a table of ours
    return cursor.execute(statement, (seq,)).fetchall()


def read_records(
    connection: sqlite3.Connection,
    path: Path,
    *,
    base: tuple[int, bytes],
    after: int,
    upto: int,
    kinds: Collection[str] | None = None,
    guard: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Iterator[JournalRecord]:
    """Iterate over records, each checked against the one before it.

    Args:
        connection: The database.
        path: Its file, for the error.
        base: Number and digest of the last archived record.
        after: The last number that is not wanted.
        upto: The last number that is wanted.
        kinds: Which kinds; None for all, and then the numbers are checked to be dense.
        guard: Makes what is held while the database is read; a record that is yielded is not under it.

    Yields:
        The records, by number.

    Raises:
        JournalCorruptError: At the first record that does not fit.
        JournalError: If records that are wanted were archived.
    """
    if after < base[0]:
        raise JournalError(
            f"records {after + 1} to {base[0]} of the journal {path} were archived: read them with read_archive, "
            f"or read after={base[0]}"
        )
    last = after
    while last < upto:
        with guard():
            rows, problem = _page(connection, last, upto, kinds)
        for row in rows:
            record = _checked(path, row, base, expected=last + 1 if kinds is None else None)
            last = record.seq
            yield record
        if problem is not None:
            raise storage_error(path, problem, last + 1) from problem
        if len(rows) < _PAGE:
            break
    if kinds is None and last < upto:
        raise JournalCorruptError(
            f"record {last + 1} of the journal {path} is missing, which has {upto}: restore it from a backup",
            last + 1,
        )


def _page(
    connection: sqlite3.Connection, after: int, upto: int, kinds: Collection[str] | None
) -> tuple[list[tuple[Any, ...]], Exception | None]:
    wanted = "" if kinds is None else f"AND j.kind IN ({', '.join('?' * len(kinds))})"
    # The text in the statement is question marks only.
    statement = f"""
        SELECT j.seq, j.epoch, j.kind, j.time_ns, j.payload, j.digest, p.digest
        FROM journal j LEFT JOIN journal p ON p.seq = j.seq - 1
        WHERE j.seq > ? AND j.seq <= ? {wanted} ORDER BY j.seq LIMIT {_PAGE}"""  # noqa: S608
    rows: list[tuple[Any, ...]] = []
    try:
        # Row by row: what stands before a damaged one is still good.
        for row in connection.execute(statement, (after, upto, *(kinds or ()))):
            rows.append(row)  # noqa: PERF402
    except READ_ERRORS as error:
        return rows, error
    return rows, None


def _checked(
    path: Path, row: tuple[Any, ...], base: tuple[int, bytes], expected: int | None
) -> JournalRecord:
    seq, epoch, kind, time_ns, payload, digest, previous = row
    if expected is not None and seq != expected:
        raise JournalCorruptError(
            f"record {expected} of the journal {path} is missing: restore it from a backup", expected
        )
    if seq == base[0] + 1:
        previous = base[1]
    if not (type(previous) is bytes and type(digest) is bytes and type(payload) is str):
        raise JournalCorruptError(f"record {seq} of the journal {path} does not follow another", seq)
    if chain(previous, canonical_record(seq, epoch, kind, time_ns, payload)) != digest:
        raise JournalCorruptError(
            f"record {seq} of the journal {path} does not fit its digest: it was damaged or changed; "
            "restore it from a backup",
            seq,
        )
    try:
        said, tables = split_payload(parse_json(payload))
    except ValueError as error:
        raise JournalCorruptError(f"record {seq} of the journal {path} is no JSON: {error}", seq) from error
    return JournalRecord(seq, epoch, kind, time_ns, said, digest.hex(), tables)


def _read_facts(connection: sqlite3.Connection, path: Path) -> Facts:
    _check_schema(connection, path)
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    strategy, created = meta.get("strategy"), meta.get("created_ns")
    if len(meta) != 2 or type(strategy) is not str or not _INTEGER.fullmatch(str(created)):
        raise _misfit(path, "meta", "it does not say whose journal it is")
    created_ns = int(str(created))
    start = genesis(strategy, created_ns)
    archive, archive_link, base = _check_archives(connection, path, start)
    head = connection.execute("SELECT seq, digest FROM head").fetchone()
    if head is None or type(head[0]) is not int or type(head[1]) is not bytes:
        raise _misfit(path, "head", "it names no record")
    last = connection.execute("SELECT seq, digest FROM journal ORDER BY seq DESC LIMIT 1").fetchone() or base
    if tuple(head) != tuple(last):
        seq = min(head[0], last[0]) + 1 if head[0] != last[0] else head[0]
        raise JournalCorruptError(
            f"the journal {path} ends at record {last[0]}, but its head says {head[0]}: it was cut or changed",
            seq,
        )
    epoch, epoch_link = _check_epochs(connection, path, start)
    return Facts(
        strategy,
        created_ns,
        start,
        base,
        (head[0], head[1]),
        epoch,
        epoch_link,
        archive,
        archive_link,
    )


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    wanted, found = _wanted_schema(), schema_of(connection)
    if found != wanted:
        name = sorted({*found.items()} ^ {*wanted.items()})[0][0]
        raise _misfit(path, name, "its definition is not the one of this schema")


@cache
def _wanted_schema() -> dict[str, str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        create_schema(fresh)
        return schema_of(fresh)


def _check_epochs(connection: sqlite3.Connection, path: Path, start: bytes) -> tuple[int, bytes]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    count, link = 0, start
    for row in cursor.execute("SELECT * FROM epochs ORDER BY epoch"):
        count += 1
        link = epoch_digest(link, _plain(row, path, "epochs"))
        if row["epoch"] != count or row["digest"] != link:
            raise _misfit(path, "epochs", f"row {count} does not follow the one before")
    return count, link


def _check_archives(
    connection: sqlite3.Connection, path: Path, start: bytes
) -> tuple[int, bytes, tuple[int, bytes]]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    count, link, base = 0, start, (0, start)
    for row in cursor.execute("SELECT * FROM archives ORDER BY id"):
        count += 1
        link = archive_digest(link, _plain(row, path, "archives"))
        if row["id"] != count or row["digest"] != link or row["first_seq"] != base[0] + 1:
            raise _misfit(path, "archives", f"row {count} does not follow the one before")
        base = (row["last_seq"], bytes.fromhex(row["last_digest"]))
    return count, link, base


def _plain(row: sqlite3.Row, path: Path, table: str) -> dict[str, object]:
    values = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values
    if any(type(value) not in (int, str) for name, value in values.items() if name != "digest"):
        raise _misfit(path, table, "a value is of another type than its column")
    return values


def _misfit(path: Path, table: str, why: str) -> JournalCorruptError:
    return JournalCorruptError(f"{table} of the journal {path} is damaged: {why}; restore it from a backup")
