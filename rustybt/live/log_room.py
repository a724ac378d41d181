"""Room in a journal's write-ahead log ahead of its commits, which then overwrite, and wait for the disk alone.

A commit into a file that grows also waits for the file system: ext4 books a new block only when a worker of its own has
had its turn on the processor, and on a busy machine that took up to 70 ms.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from rustybt.live.journal_files import READ_ERRORS, connect

__all__ = ["LogRoom"]

ROOM_BYTES = 8 * 1024 * 1024
"""That a log has when it begins anew; an order takes some 70 KB of it."""

LEAST_BYTES = 2 * 1024 * 1024
"""Below which it is given more; it comes to that while a reader keeps it from beginning anew."""

MOST_BYTES = 4 * 1024 * 1024
"""Used, after which what it holds is written to the journal."""

_PART = 256 * 1024
_HEADER, _FRAME = 32, 24


class LogRoom:
    """Room in the write-ahead log of a journal: zeros, and what was written to the journal already.

    Nothing here is needed for what is durable. A disk that refuses is met where something must be written.

    Args:
        path: The journal.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._checked = 0

    def make(self, writer: AbstractContextManager[object]) -> bool:
        """Write what the log holds to the journal, if that is much, and make room, if little is left.

        Args:
            writer: Held while the log grows, so that nobody writes to it; not while the disk takes anything.

        Returns:
            Whether what it holds was written to the journal.
        """
        with suppress(OSError):
            descriptor = os.open(self._log, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                used = _used(descriptor)
                if os.fstat(descriptor).st_size - used < LEAST_BYTES:
                    _grow(descriptor, used + ROOM_BYTES, writer)
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
            # It begins anew with the next commit, so that much is used until then.
            if used > MOST_BYTES and used != self._checked:
                self._checked = used
                return self._checkpoint()
        return False

    def _checkpoint(self) -> bool:
        # By a connection of its own: commits go on meanwhile.
        with suppress(*READ_ERRORS), closing(connect(self._path, read_only=False)) as beside:
            busy, held, written = beside.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            return not busy and held == written
        return False


def _grow(descriptor: int, end: int, writer: AbstractContextManager[object]) -> None:
    while True:
        with writer:
            size = os.fstat(descriptor).st_size
            if size >= end or os.pwrite(descriptor, bytes(_PART), size) < _PART:
                return


def _used(descriptor: int) -> int:
    # Frames of the log's present round carry the salts of its header (https://www.sqlite.org/fileformat2.html#walformat).
    header = os.pread(descriptor, _HEADER, 0)
    frame = int.from_bytes(header[8:12]) + _FRAME
    if len(header) < _HEADER or frame == _FRAME:
        return 0

    def old(at: int) -> bool:
        return os.pread(descriptor, 8, _HEADER + at * frame + 8) != header[16:24]

    frames = range((os.fstat(descriptor).st_size - _HEADER) // frame)
    return _HEADER + bisect_left(frames, True, key=old) * frame
