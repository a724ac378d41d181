"""What may be read of a journal, by the engine that writes it and by whoever looks on."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Self

from rustybt.data.durable_files import publish
from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal_chain import Facts, read_facts, read_records, refuse_empty
from rustybt.live.journal_files import READ_ERRORS, check_file, connect, create_file, storage_error
from rustybt.live.journal_records import JournalRecord
from rustybt.live.journal_snapshots import Snapshot, good_snapshots, load_snapshot

__all__ = ["JournalReader", "JournalView"]


class JournalView:
    """The reading side of a journal.

    Attributes:
        path: The file.
        strategy: The strategy's name.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, facts: Facts) -> None:
        self.path = path
        self.strategy = facts.strategy
        self._connection = connection
        self._lock = RLock()
        self._closed = False
        self._genesis = facts.genesis

    @property
    def head(self) -> tuple[int, str]:
        """Number and digest of the last record; 0 and the genesis, while there is none."""
        with self._reading():
            found = self._connection.execute("SELECT seq, digest FROM head").fetchone()
        return found[0], found[1].hex()

    @property
    def epoch(self) -> int:
        """How often the journal was opened for writing."""
        with self._reading():
            return int(self._connection.execute("SELECT max(epoch) FROM epochs").fetchone()[0])

    @property
    def archived(self) -> int:
        """The last record that was moved to an archive, 0 if none was."""
        return self._base()[0]

    def read(self, after: int = 0, kinds: Collection[str] | None = None) -> Iterator[JournalRecord]:
        """Iterate over the records up to the head of this moment; each is checked against the chain.

        Args:
            after: The last number that is not wanted.
            kinds: Which kinds; None for all.

        Returns:
            The records, by number.

        Raises:
            JournalCorruptError: At the first record that does not fit.
            JournalError: If records that are wanted were archived, or the journal is closed.
        """
        if isinstance(kinds, str):
            raise JournalError(f"kinds is the text {kinds!r}: give a collection, such as [{kinds!r}]")
        base, head = self._base(), self.head[0]
        return self._read(base, max(after, 0), head, None if kinds is None else tuple(kinds))

    def load_snapshot(self, *, version: int, name: str = "engine") -> Snapshot | None:
        """Return the newest snapshot that fits its checksum and the chain, or None.

        Args:
            version: The newest version of the state's form that the caller reads.
            name: Whose state.

        Raises:
            JournalError: If the snapshot is of a newer version.
        """
        with self._reading():
            return load_snapshot(self._connection, self.path, name, version)

    def snapshots(self) -> tuple[list[Snapshot], list[int]]:
        """Return the snapshots that fit their checksums, newest first, and the records of those that do not.

        Raises:
            JournalError: If the journal cannot be read.
        """
        with self._reading():
            return good_snapshots(self._connection, self.path)

    def sql(self, statement: str, parameters: Collection[object] = ()) -> list[dict[str, object]]:
        """Return the rows of a query over the journal's tables, such as ``order_audit_log``.

        Args:
            statement: One SELECT; times are integers in UTC nanoseconds.
            parameters: For its question marks.

        Raises:
            JournalError: If the statement is wrong or would write.
        """
        with self._lock:
            self._open_only()
            try:
                # A connection of its own, since the engine's could write.
                with closing(connect(self.path, read_only=True)) as connection:
                    cursor = connection.execute(statement, tuple(parameters))
                    names = [each[0] for each in cursor.description or ()]
                    return [dict(zip(names, row, strict=True)) for row in cursor]
            except READ_ERRORS as error:
                raise JournalError(f"the query {statement!r} failed: {error}") from error

    def backup(self, target: Path | str) -> Path:
        """Copy the journal as it stands on the disk, while it may be written to.

        Args:
            target: The new file, which must not exist.

        Returns:
            The new file.

        Raises:
            JournalError: If it exists or cannot be written.
        """
        target = Path(target)
        if target.exists():
            raise JournalError(f"{target} exists: a backup overwrites nothing, give another path")
        beside = target.with_name(f".{target.name}.part")
        try:
            beside.unlink(missing_ok=True)
            create_file(beside)
            with (
                closing(connect(self.path, read_only=True)) as source,
                closing(sqlite3.connect(beside)) as copy,
            ):
                source.backup(copy)
            publish(beside, target)
        except (*READ_ERRORS, OSError) as error:
            raise JournalError(f"the backup {target} cannot be written: {error}") from error
        finally:
            beside.unlink(missing_ok=True)
        return target

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(
        self, base: tuple[int, bytes], after: int, head: int, kinds: tuple[str, ...] | None
    ) -> Iterator[JournalRecord]:
        try:
            yield from read_records(
                self._connection,
                self.path,
                base=base,
                after=after,
                upto=head,
                kinds=kinds,
                guard=self._reading,
            )
        except JournalCorruptError as error:
            now = self._base()[0]
            if now > base[0] and error.seq is not None and error.seq <= now + 1:
                raise JournalError(
                    f"records up to {now} of the journal {self.path} were archived while they were read: read them "
                    f"with read_archive, and the rest after={now}"
                ) from error
            raise

    def _base(self) -> tuple[int, bytes]:
        with self._reading():
            found = self._connection.execute(
                "SELECT last_seq, last_digest FROM archives ORDER BY id DESC LIMIT 1"
            ).fetchone()
        return (found[0], bytes.fromhex(found[1])) if found else (0, self._genesis)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            self._open_only()
            try:
                yield
            except READ_ERRORS as error:
                raise storage_error(self.path, error) from error

    def _open_only(self) -> None:
        if self._closed:
            raise JournalError(f"the journal {self.path} is closed: open it again")


class JournalReader(JournalView):
    """A journal to read while an engine may be writing it; what it shows is what is on the disk."""

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open a journal for reading.

        Args:
            path: The journal.

        Raises:
            JournalError: If there is none, it is open to others, or has a newer version.
            JournalCorruptError: If what it says of itself does not fit.
        """
        path = Path(path)
        check_file(path)
        if not path.exists():
            raise JournalError(f"there is no journal at {path}: give the path of one")
        connection = connect(path, read_only=True)
        try:
            connection.execute("BEGIN")
            refuse_empty(connection, path)
            facts = read_facts(connection, path)
            connection.execute("COMMIT")
        except READ_ERRORS as error:
            connection.close()
            raise storage_error(path, error) from error
        except JournalError:
            connection.close()
            raise
        return cls(connection, path, facts)
