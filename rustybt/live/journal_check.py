"""Whether a journal is whole: the chain, the projections rebuilt and compared, every page of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal_chain import Facts, read_facts, read_records, records_above, refuse_empty
from rustybt.live.journal_files import READ_ERRORS, check_file, connect, storage_error
from rustybt.live.journal_projections import Projector, audit_digest
from rustybt.live.journal_records import PROJECTED, JournalRecord
from rustybt.live.journal_snapshots import good_snapshots
from rustybt.live.tables import create_schema

__all__ = ["JournalReport", "check_since", "last_audit", "verify_journal"]

# What a fold cannot give: a number of SQLite's own, when a row came first, what a vault keeps.
_NOT_PROJECTED = {
    "live_positions": {"id"},
    "strategy_state": {"id"},
    "order_audit_log": set(),
    "broker_connections": {
        "created_at",
        "api_key_encrypted",
        "api_secret_encrypted",
        "additional_credentials_encrypted",
    },
}


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What a check of a whole journal found.

    Attributes:
        path: Its file.
        strategy: The strategy's name.
        first_seq: The first record in the file; those before it were archived.
        head_seq: The last record, 0 if there is none.
        head_digest: The last link of the chain, 64 hexadecimal digits, or the genesis.
        epochs: How often it was opened.
        audit_rows: Rows of ``order_audit_log``.
        snapshots: How many snapshots fit.
        damaged_snapshots: Numbers of those that do not; replay passes them over.
    """

    path: Path
    strategy: str
    first_seq: int
    head_seq: int
    head_digest: str
    epochs: int
    audit_rows: int
    snapshots: int
    damaged_snapshots: tuple[int, ...]


def verify_journal(
    path: Path | str, *, each: Callable[[JournalRecord], object] | None = None
) -> JournalReport:
    """Check everything in a journal that can be checked; an engine may be writing to it meanwhile.

    Every page and index of the file, every link of the chains of records, orders, epochs and archives, and
    the projected tables against a rebuilt of them from the records.

    Args:
        path: The journal.
        each: Is told of every record in its order, before the whole is known to be good.

    Returns:
        What was found.

    Raises:
        JournalCorruptError: At the first thing that does not fit.
        JournalError: If it cannot be read, or has a newer version.
    """
    path = Path(path)
    check_file(path)
    if not path.exists():
        raise JournalError(f"there is no journal at {path}: give the path of one")
    with closing(connect(path, read_only=True)) as connection:
        try:
            connection.execute("BEGIN")
            return _verify(connection, path, each)
        except READ_ERRORS as error:
            raise storage_error(path, error) from error


def check_since(
    connection: sqlite3.Connection, path: Path, facts: Facts, seq: int
) -> Iterator[JournalRecord]:
    """Iterate over the records after one, checking them and, at the end, the tables that they project.

    Args:
        connection: The database.
        path: Its file, for the error.
        facts: What it says of itself.
        seq: A record, at least the last archived one.

    Yields:
        The records after it, by number.

    Raises:
        JournalCorruptError: At the first thing that does not fit.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as rebuilt:
        create_schema(rebuilt)
        rebuilt.execute("BEGIN")
        projector = Projector(rebuilt, facts.strategy, _audit_before(connection, seq, facts.genesis))
        records = read_records(connection, path, base=facts.base, after=seq, upto=facts.head[0])
        yield from _projected(records, projector, path)
        for table in PROJECTED:
            _compare(table, records_above(connection, table, seq), records_above(rebuilt, table, seq), path)


def last_audit(connection: sqlite3.Connection, start: bytes) -> tuple[int, bytes]:
    """Return number and digest of the last row of ``order_audit_log``, or 0 and the journal's genesis."""
    found = connection.execute("SELECT id, digest FROM order_audit_log ORDER BY id DESC LIMIT 1").fetchone()
    return (found[0], found[1]) if found else (0, start)


def _verify(
    connection: sqlite3.Connection, path: Path, each: Callable[[JournalRecord], object] | None
) -> JournalReport:
    refuse_empty(connection, path)
    facts = read_facts(connection, path)
    for record in check_since(connection, path, facts, facts.base[0]):
        if each is not None:
            each(record)
    audit_rows = _check_audit(connection, path, facts.genesis)
    good, damaged = good_snapshots(connection, path)
    # The chain comes first: it names the record, where SQLite can only name a page.
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
    if found != ["ok"]:
        raise JournalCorruptError(f"the file of the journal {path} is damaged: {'; '.join(found)}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise JournalCorruptError(f"a row of the journal {path} refers to one that is not there")
    return JournalReport(
        path,
        facts.strategy,
        facts.base[0] + 1,
        facts.head[0],
        facts.head[1].hex(),
        facts.epoch,
        audit_rows,
        len(good),
        tuple(damaged),
    )


def _projected(records: Iterable[JournalRecord], projector: Projector, path: Path) -> Iterator[JournalRecord]:
    for record in records:
        if record.tables:
            try:
                projector.write(record)
            except JournalError as error:
                raise JournalCorruptError(
                    f"record {record.seq} of the journal {path} cannot have been accepted: {error}",
                    record.seq,
                ) from error
        yield record


def _audit_before(connection: sqlite3.Connection, seq: int, start: bytes) -> tuple[int, bytes]:
    found = connection.execute(
        "SELECT id, digest FROM order_audit_log WHERE seq <= ? ORDER BY id DESC LIMIT 1", (seq,)
    ).fetchone()
    return (found[0], found[1]) if found else (0, start)


def _check_audit(connection: sqlite3.Connection, path: Path, start: bytes) -> int:
    count, link = 0, start
    for row in records_above(connection, "order_audit_log", 0):
        count += 1
        values = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row iterates over its values
        try:
            link = audit_digest(link, values)
        except JournalError:
            link = b""
        if row["id"] != count or row["digest"] != link:
            raise JournalCorruptError(
                f"row {count} of order_audit_log in the journal {path} does not follow the one before: it was "
                "damaged or changed; restore it from a backup",
                row["seq"],
            )
    return count


def _compare(table: str, held: list[sqlite3.Row], rebuilt: list[sqlite3.Row], path: Path) -> None:
    ours, theirs = _values(table, held), _values(table, rebuilt)
    if ours == theirs:
        return
    odd = sorted(map(repr, {*ours} ^ {*theirs})) or ["a row stands twice"]
    raise JournalCorruptError(
        f"{table} of the journal {path} is not what its records say, at {odd[0]}: it was damaged or changed; "
        "restore it from a backup"
    )


def _values(table: str, rows: list[sqlite3.Row]) -> list[tuple[tuple[str, object], ...]]:
    skipped = _NOT_PROJECTED[table]
    found = [tuple((name, row[name]) for name in row.keys() if name not in skipped) for row in rows]  # noqa: SIM118
    return sorted(found, key=repr)
