"""The files of a journal: who may read them, who holds them, and how what is written gets to the disk."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

from rustybt.exceptions import JournalCorruptError, JournalError, JournalLockedError
from rustybt.live.private_files import check_private, create_private, create_private_folder

__all__ = [
    "READ_ERRORS",
    "Holder",
    "HolderLock",
    "check_file",
    "connect",
    "create_file",
    "create_folder",
    "storage_error",
]

# Codes that speak of the machine, not of what the file holds; every other one while reading means damage.
_MACHINE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_MISUSE,
}
_WAIT_SECONDS = 5.0
_HEADER = 100

READ_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged database raises: SQLite quotes text in its messages, which may be none any more."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a journal.

    Attributes:
        pid: The process.
        host: The machine.
        epoch: Which opening of the journal it is, 0 while it is being opened.
        strategy: The strategy it trades.
        since_ns: When it took the lock, UTC nanoseconds.
    """

    pid: int
    host: str
    epoch: int
    strategy: str
    since_ns: int


class HolderLock:
    """An exclusive lock on a file that says who holds it; the operating system frees it when the holder dies."""

    def __init__(self, path: Path, descriptor: int, holder: Holder, last_epoch: int) -> None:
        self.path = path
        self.holder = holder
        self.last_epoch = last_epoch
        self._descriptor = descriptor

    @classmethod
    def acquire(
        cls,
        journal: Path,
        strategy: str,
        now_ns: int,
        *,
        what: str = "",
        way_out: str = "stop that engine, or read along with JournalReader",
    ) -> Self:
        """Take the lock that stands beside a journal.

        Args:
            journal: The journal's path, or another's that only one engine may have.
            strategy: Who asks.
            now_ns: The time, UTC nanoseconds.
            what: What is locked, for the error; the journal by default.
            way_out: What can be done if it is locked, for the error.

        Raises:
            JournalLockedError: If another holds it; the message says who.
            JournalError: If the lock file is open to others or cannot be made.
        """
        path = journal.with_name(f"{journal.name}.lock")
        check_file(path)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise JournalError(f"the lock file {path} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            found = _read_holder(descriptor)
            os.close(descriptor)
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise JournalError(f"the lock file {path} cannot be locked: {error.strerror}") from error
            raise JournalLockedError(
                f"{what or f'the journal {journal}'} is held by {_who(found)}: {way_out}"
            ) from None
        former = _read_holder(descriptor)
        holder = Holder(os.getpid(), socket.gethostname(), 0, strategy, now_ns)
        lock = cls(path, descriptor, holder, former.epoch if former else 0)
        # Until the epoch is known the former one stays in the file: it is what shows that a journal went back.
        try:
            lock._write(Holder(holder.pid, holder.host, lock.last_epoch, strategy, now_ns))
        except JournalError:
            lock.release()
            raise
        return lock

    def announce(self, epoch: int) -> None:
        """Write down which opening of the journal holds the lock."""
        self.holder = Holder(
            self.holder.pid, self.holder.host, epoch, self.holder.strategy, self.holder.since_ns
        )
        self._write(self.holder)

    def release(self) -> None:
        """Free the lock; the file stays, with its last holder."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            if os.getpid() == self.holder.pid:  # the lock of a process that forked stays its own
                fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)

    def _write(self, holder: Holder) -> None:
        data = json.dumps({name: getattr(holder, name) for name in Holder.__slots__}).encode()
        try:
            os.pwrite(self._descriptor, data, 0)
            os.ftruncate(self._descriptor, len(data))
            os.fsync(self._descriptor)
        except OSError as error:
            raise JournalError(f"the lock file {self.path} cannot be written: {error.strerror}") from error


def check_file(path: Path) -> None:
    """Refuse a file that others could read or plant.

    Args:
        path: A file, which need not exist.

    Raises:
        JournalError: If it is no plain file, belongs to someone else, or its group or others have any right.
    """
    check_private(path, JournalError, missing=True)


def create_file(path: Path) -> None:
    """Make an empty file that only its owner can read, if it is not there.

    Raises:
        JournalError: If that fails, or a file that is there is open to others.
    """
    create_private(path, JournalError)


def create_folder(folder: Path) -> None:
    """Make a folder for its owner only, if it is not there.

    Raises:
        JournalError: If that fails.
    """
    create_private_folder(folder, JournalError)


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open the database of a journal with the settings that its promises rest on.

    Args:
        path: The file.
        read_only: Whether nothing will be written.

    Raises:
        JournalError: If it cannot be opened or the file system cannot hold a write-ahead log.
        JournalCorruptError: If it is no database.
    """
    _check_length(path)
    uri = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rw'}"
    try:
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_WAIT_SECONDS
        )
    except READ_ERRORS as error:
        raise storage_error(path, error) from error
    try:
        _configure(connection, path, read_only=read_only)
    except READ_ERRORS as error:
        connection.close()
        raise storage_error(path, error) from error
    except JournalError:
        connection.close()
        raise
    return connection


def storage_error(path: Path, error: Exception, seq: int | None = None) -> JournalError:
    """Return what an error of SQLite means while a journal is read: the machine's fault or damage.

    Args:
        path: The journal.
        error: One of `READ_ERRORS`.
        seq: The record that was being read, if known.
    """
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _MACHINE and code != sqlite3.SQLITE_IOERR_SHORT_READ:
        return JournalError(f"the journal {path} cannot be read: {error}")
    at = f" at record {seq}" if seq is not None else ""
    return JournalCorruptError(f"the journal {path} is damaged{at}: {error}; restore it from a backup", seq)


def _check_length(path: Path) -> None:
    # SQLite notices a missing end only when it reads there. While there is a log, the end may be in it.
    if _has_log(path):
        return
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER)
    except OSError as error:
        raise JournalError(f"the journal {path} cannot be read: {error.strerror}") from error
    if not header.startswith(b"SQLite format 3") or _has_log(path):
        return
    whole = int.from_bytes(header[28:32]) * int.from_bytes(header[16:18])
    if path.stat().st_size < max(whole, _HEADER):
        raise JournalCorruptError(
            f"the journal {path} was cut: it should have {whole} bytes; restore it from a backup"
        )


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _configure(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_TRUSTED_SCHEMA, False)
    connection.execute("PRAGMA cell_size_check = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise JournalError(
            f"the file system of {path} cannot hold a write-ahead log (SQLite chose {mode!r}): use a local disk"
        )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    # Checkpoints are asked for by the journal, which then sees their errors.
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def _read_holder(descriptor: int) -> Holder | None:
    try:
        found = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(
            int(found["pid"]),
            str(found["host"]),
            int(found["epoch"]),
            str(found["strategy"]),
            int(found["since_ns"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _who(holder: Holder | None) -> str:
    if holder is None:
        return "another process, which has not yet said who it is"
    return (
        f"process {holder.pid} on {holder.host} (strategy {holder.strategy!r}, epoch {holder.epoch}, "
        f"since {holder.since_ns} ns)"
    )
