"""The journal: what happened, durable before it has an effect, in the one order in which it happened.

An SQLite file in WAL mode with synchronous=FULL. Records have dense numbers and a hash chain
(`rustybt.live.journal_records`); the tables that users query are projections, written in the same transaction
(`rustybt.live.journal_projections`). One process writes, held to it by a lock file that names it; any number
read (`JournalReader`). State is a fold over the records; a snapshot only shortens it.

An error of the disk fails the journal for good: what an fsync that failed has kept cannot be known, so nothing
is retried, every later append is refused, and the engine halts.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

from rustybt.data.durable_files import sync_folder
from rustybt.exceptions import JournalCorruptError, JournalError
from rustybt.live.journal_archive import ArchiveSegment, forget_records, write_segment
from rustybt.live.journal_chain import Facts, epoch_digest, is_empty, read_facts
from rustybt.live.journal_check import JournalReport, check_since, last_audit, verify_journal
from rustybt.live.journal_files import (
    READ_ERRORS,
    HolderLock,
    connect,
    create_file,
    create_folder,
    storage_error,
)
from rustybt.live.journal_projections import Projector
from rustybt.live.journal_records import (
    MAX_PAYLOAD,
    PROJECTED,
    JournalRecord,
    canonical_json,
    canonical_record,
    chain,
    check_kind,
    genesis,
)
from rustybt.live.journal_snapshots import Snapshot, good_snapshots, store_snapshot
from rustybt.live.journal_view import JournalReader, JournalView
from rustybt.live.log_room import LogRoom
from rustybt.live.tables import create_schema

__all__ = ["Journal", "JournalReader", "JournalRecord", "JournalReport", "Snapshot", "verify_journal"]

KEPT_SNAPSHOTS = 3
"""How many snapshots of a name stay, unless told otherwise."""

_CHECKPOINT_BYTES = 4 * 1024 * 1024
_MAX_NS = 2**63 - 1


class Journal(JournalView):
    """A journal that this process alone writes; made by `open`.

    Attributes:
        path: The file.
        strategy: The strategy's name.
        syncing: Whether it waits for the disk at this moment.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        facts: Facts,
        lock: HolderLock,
        clock: Callable[[], int],
        keep_snapshots: int,
    ) -> None:
        super().__init__(connection, path, facts)
        self._holder = lock
        self._clock = clock
        self._keep_snapshots = keep_snapshots
        self._epoch = facts.epoch
        self._seq, self._digest = facts.head
        self._durable = facts.head
        self._projector = Projector(connection, facts.strategy, last_audit(connection, facts.genesis))
        self._pending = self.syncing = False
        self._written = 0
        self._room = LogRoom(path)
        self._failed = ""
        self._listeners: list[tuple[frozenset[str], Callable[[JournalRecord], object]]] = []

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        strategy: str,
        clock: Callable[[], int],
        keep_snapshots: int = KEPT_SNAPSHOTS,
    ) -> Self:
        """Open a journal for writing, or make it; records after the last good snapshot are checked.

        Args:
            path: The file; its folder is made if need be, readable by its owner only.
            strategy: The strategy's name; a journal belongs to one.
            clock: Gives the time, UTC nanoseconds.
            keep_snapshots: How many snapshots of a name stay, at least 2.

        Returns:
            The journal, in an epoch of its own.

        Raises:
            JournalLockedError: If another engine holds it; the message says which.
            JournalCorruptError: If it is damaged; `seq` is the first record that does not fit.
            JournalError: If it cannot be opened, is another strategy's, has a newer version, or is open to
                other users.
        """
        path = Path(path).absolute()
        if not isinstance(strategy, str) or not strategy.strip():
            raise JournalError(f"strategy {strategy!r} is no name: a journal needs its strategy's")
        if keep_snapshots < 2:
            raise JournalError(f"keep_snapshots is {keep_snapshots}: one could be damaged, keep at least 2")
        now_ns = _checked_time(clock())
        create_folder(path.parent)
        with ExitStack() as undo:
            lock = HolderLock.acquire(path, strategy, now_ns)
            undo.callback(lock.release)
            create_file(path)
            connection = connect(path, read_only=False)
            undo.callback(connection.close)
            facts = _opened(connection, path, strategy, now_ns, lock)
            lock.announce(facts.epoch)
            journal = cls(connection, path, facts, lock, clock, keep_snapshots)
            undo.pop_all()
            return journal

    @property
    def head(self) -> tuple[int, str]:
        """Number and digest of the last record; 0 and the genesis, while there is none."""
        return self._seq, self._digest.hex()

    @property
    def durable_head(self) -> tuple[int, str]:
        """Number and digest of the last record that is on the disk for certain."""
        return self._durable[0], self._durable[1].hex()

    @property
    def epoch(self) -> int:
        """Which opening of the journal this is, from 1."""
        return self._epoch

    @property
    def failed(self) -> str:
        """Why the journal takes no more records; empty while it does."""
        return self._failed

    def append(
        self,
        kind: str,
        payload: Mapping[str, object],
        *,
        durable: bool = False,
        tables: Mapping[str, object] | None = None,
    ) -> int:
        """Add a record.

        Args:
            kind: What it is: a letter and up to 63 letters, digits, '.', '_', ':', '-'.
            payload: What it says: dict, list, str, int, bool, None.
            durable: Whether to return only when it, and all before it, are on the disk.
            tables: Rows for the projected tables, by table (`rustybt.live.journal_projections`).

        Returns:
            Its number.

        Raises:
            JournalDuplicateError: If it repeats an order or a trade; nothing is written then.
            JournalError: If the payload is of another type (nothing is written, the journal goes on), or if
                the disk refused (`failed` then says why, and every later append is refused).
        """
        with self._lock:
            self._ready()
            check_kind(kind)
            said, rows = dict(payload), dict(tables or {})
            if reserved := said.keys() & set(PROJECTED):
                raise JournalError(
                    f"payload of {kind!r} has the key {min(reserved)!r}: give the rows of a table as tables="
                )
            text = canonical_json({**said, **rows}, f"payload of {kind!r}")
            if len(text) > MAX_PAYLOAD:
                raise JournalError(
                    f"payload of {kind!r} has {len(text)} bytes, more than {MAX_PAYLOAD}: split it"
                )
            seq, time_ns = self._seq + 1, _checked_time(self._clock())
            digest = chain(self._digest, canonical_record(seq, self._epoch, kind, time_ns, text))
            whole = False
            try:
                self._begin()
                if rows:
                    record = JournalRecord(seq, self._epoch, kind, time_ns, said, digest.hex(), rows)
                    self._projector.write(record)
                self._connection.execute(
                    "INSERT INTO journal (seq, epoch, kind, time_ns, payload, digest) VALUES (?, ?, ?, ?, ?, ?)",
                    (seq, self._epoch, kind, time_ns, text, digest),
                )
                self._seq, self._digest = seq, digest
                whole = True
            except JournalError:
                whole = True  # refused as a whole
                raise
            except READ_ERRORS as error:
                raise self._fail(f"record {seq}", error) from error
            finally:
                if not whole and not self._failed:
                    # Such as by Ctrl-C: the rows without their record must not be committed with the next.
                    self._fail(f"record {seq}", InterruptedError("interrupted"))
            self._written += len(text) + 256
            if durable:
                self.flush()
            self._tell(JournalRecord(seq, self._epoch, kind, time_ns, said, digest.hex(), rows))
            return seq

    def listen(self, kinds: Collection[str], heard: Callable[[JournalRecord], object]) -> None:
        """Hand records on as they are appended from now on, without their being read back.

        Args:
            kinds: Which kinds.
            heard: Called with each, before `append` returns; it must neither raise nor change the record.
        """
        self._listeners.append((frozenset(kinds), heard))

    def flush(self) -> None:
        """Bring every record to the disk.

        Raises:
            JournalError: If the disk refused; the journal has then failed.
        """
        with self._lock:
            self._ready()
            if not self._pending:
                return
            try:
                self._connection.execute("UPDATE head SET seq = ?, digest = ?", (self._seq, self._digest))
                self.syncing = True
                self._connection.execute("COMMIT")
                self._pending = False
                self._durable = (self._seq, self._digest)
                if self._written > _CHECKPOINT_BYTES:
                    self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                    self._written = 0
            except READ_ERRORS as error:
                raise self._fail("the commit", error) from error
            finally:
                self.syncing = False

    def make_room(self) -> None:
        """Keep room in the log ahead of the next commits, so that none has to grow it; from whatever thread."""
        if not self._failed and self._room.make(self._lock):
            self._written = 0

    def save_snapshot(self, state: Mapping[str, object], *, version: int, name: str = "engine") -> int:
        """Keep what a fold over the records has come to, durably.

        Args:
            state: The state, JSON-typed.
            version: The version of its form, from 1.
            name: Whose state.

        Returns:
            The last record that is in it.

        Raises:
            JournalError: If the state is not JSON-typed, or the disk refused.
        """
        with self._lock:
            self._ready()
            if type(version) is not int or version < 1:
                raise JournalError(
                    f"version {version!r} of snapshot {name!r} is none: give an integer from 1"
                )
            check_kind(name)
            snapshot = Snapshot(name, self._seq, version, _checked_time(self._clock()), dict(state))
            try:
                self._begin()
                store_snapshot(self._connection, snapshot, self._digest, self._keep_snapshots)
            except READ_ERRORS as error:
                raise self._fail(f"snapshot {name!r}", error) from error
            self.flush()
            return snapshot.seq

    def archive(self, before_ns: int, folder: Path | str) -> ArchiveSegment | None:
        """Move old records to a compressed file in a folder; the chain stays verifiable across.

        Only records that every kept snapshot already contains are moved, so replay never needs the archive.
        The projected tables stay as they are.

        Args:
            before_ns: Records from before this time, UTC nanoseconds, up to the first that is not.
            folder: Where the segments of this journal and their manifest lie.

        Returns:
            What was written, or None if no record is old enough.

        Raises:
            JournalError: If there is no snapshot yet, or the disk refused.
            JournalCorruptError: If a record does not fit.
        """
        with self._lock:
            self.flush()
            good, _ = good_snapshots(self._connection, self.path)
            if not good:
                raise JournalError(f"the journal {self.path} has no snapshot: save one before archiving")
            facts = self._facts()
            segment = write_segment(
                self.read(after=facts.base[0]), Path(folder), facts, before_ns, min(each.seq for each in good)
            )
            if segment is None:
                return None
            now_ns = _checked_time(self._clock())
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                forget_records(self._connection, facts, segment, now_ns)
                self._connection.execute("COMMIT")
            except READ_ERRORS as error:
                raise self._fail(
                    f"archiving records {segment.first_seq} to {segment.last_seq}", error
                ) from error
            return segment

    def close(self) -> None:
        """Bring every record to the disk, close the file and free the lock; closing twice is no error.

        Raises:
            JournalError: If the disk refused; the lock is free then too.
        """
        with self._lock:
            if self._closed:
                return
            try:
                if not self._failed and os.getpid() == self._holder.holder.pid:
                    self.flush()
            finally:
                super().close()
                self._holder.release()

    def abandon(self) -> None:
        """Let go of the file and the lock as a process does that dies: what is not on the disk is lost."""
        with self._lock:
            if not self._closed:
                with suppress(sqlite3.Error):
                    self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
                super().close()
                self._holder.release()

    def _tell(self, record: JournalRecord) -> None:
        for kinds, heard in self._listeners:
            if record.kind in kinds:
                heard(record)

    def _begin(self) -> None:
        if not self._pending:
            self._connection.execute("BEGIN IMMEDIATE")
            self._pending = True

    def _ready(self) -> None:
        self._open_only()
        if self._failed:
            raise JournalError(
                f"the journal {self.path} has failed ({self._failed}) and takes nothing more: halt, mend the "
                "disk, and start again"
            )
        if os.getpid() != self._holder.holder.pid:
            raise JournalError(
                f"the journal {self.path} belongs to process {self._holder.holder.pid}, this is its child "
                f"{os.getpid()}: write from there, or read with JournalReader"
            )

    def _fail(self, what: str, error: Exception) -> JournalError:
        self._failed = f"{what}: {error}"
        with suppress(sqlite3.Error):
            # Closing would otherwise sync once more what a failed sync may have lost.
            self._connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")
        self._seq, self._digest = self._durable
        return JournalError(
            f"the journal {self.path} could not write {what} ({error}): it takes nothing more; halt, mend the "
            "disk, and start again"
        )

    def _facts(self) -> Facts:
        return read_facts(self._connection, self.path)


def _checked_time(now_ns: int) -> int:
    if type(now_ns) is not int or not -_MAX_NS <= now_ns <= _MAX_NS:
        raise JournalError(
            f"the clock says {now_ns!r}: it must give UTC nanoseconds as an integer of 64 bits"
        )
    return now_ns


def _opened(
    connection: sqlite3.Connection, path: Path, strategy: str, now_ns: int, lock: HolderLock
) -> Facts:
    try:
        if is_empty(connection, path):
            if lock.last_epoch:
                raise JournalCorruptError(
                    f"the journal {path} is empty, but {lock.path} says that epoch {lock.last_epoch} wrote it: "
                    "restore it from a backup"
                )
            _create(connection, strategy, now_ns)
            sync_folder(path.parent)
        facts = read_facts(connection, path)
        if facts.strategy != strategy:
            raise JournalError(
                f"the journal {path} belongs to strategy {facts.strategy!r}, not to {strategy!r}: give another path"
            )
        if facts.epoch < lock.last_epoch:
            raise JournalCorruptError(
                f"the journal {path} stands at epoch {facts.epoch}, but {lock.path} says {lock.last_epoch}: it is "
                "an older copy; if you restored it on purpose, remove that lock file"
            )
        good, _ = good_snapshots(connection, path)
        for _record in check_since(
            connection, path, facts, max([facts.base[0], *(each.seq for each in good)])
        ):
            pass
        return _next_epoch(connection, facts, now_ns, lock)
    except READ_ERRORS as error:
        raise storage_error(path, error) from error
    except OSError as error:
        raise JournalError(f"the journal {path} cannot be made: {error.strerror}") from error


def _create(connection: sqlite3.Connection, strategy: str, now_ns: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    create_schema(connection)
    connection.execute("INSERT INTO meta VALUES ('strategy', ?), ('created_ns', ?)", (strategy, str(now_ns)))
    connection.execute("INSERT INTO head VALUES (1, 0, ?)", (genesis(strategy, now_ns),))
    connection.execute("COMMIT")


def _next_epoch(connection: sqlite3.Connection, facts: Facts, now_ns: int, lock: HolderLock) -> Facts:
    row = {
        "epoch": facts.epoch + 1,
        "opened_ns": now_ns,
        "pid": lock.holder.pid,
        "host": lock.holder.host,
        "after_seq": facts.head[0],
        "after_digest": facts.head[1].hex(),
    }
    digest = epoch_digest(facts.epoch_digest, row)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?)", (*row.values(), digest))
    connection.execute("COMMIT")
    return Facts(
        facts.strategy,
        facts.created_ns,
        facts.genesis,
        facts.base,
        facts.head,
        facts.epoch + 1,
        digest,
        facts.archives,
        facts.archive_digest,
    )
