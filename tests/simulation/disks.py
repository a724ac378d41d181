"""What a power cut leaves of a journal's file: what was synced, and any part of what was being written."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random

SECTOR = 512
WAYS = ("nothing", "cut", "sectors", "garbage", "whole")


class Disk:
    """The write-ahead log of one life's journal, up to what is certain to be on the disk.

    A commit is certain once it was synced, which SQLite does with ``synchronous = FULL`` and not below it.
    """

    def __init__(self, journal) -> None:
        self._log = Path(f"{journal.path}-wal")
        self._syncs = journal._connection.execute("PRAGMA synchronous").fetchone()[0] >= 2
        self._at_first = self._bytes()

    def cut_power(self, journal, chance: Random) -> str:
        """Let a process die within a commit of what it has appended, and its machine with it; how that went."""
        sure = self._bytes() if self._syncs else self._at_first
        way = chance.choice(WAYS)
        if journal._pending:
            self._begin_commit(journal)
        written = self._bytes()
        journal.abandon()
        if way != "whole":
            self._log.write_bytes(_torn(sure, written, way, chance))
        return way

    def _begin_commit(self, journal) -> None:
        try:
            journal._connection.execute(
                "UPDATE head SET seq = ?, digest = ?", (journal._seq, journal._digest)
            )
            journal._connection.execute("COMMIT")
        except sqlite3.Error:
            journal._connection.execute("ROLLBACK")

    def _bytes(self) -> bytes:
        return self._log.read_bytes() if self._log.exists() else b""


def _torn(sure: bytes, written: bytes, way: str, chance: Random) -> bytes:
    first = _first_difference(sure, written)
    if way == "nothing" or len(written) <= first:
        return sure
    if way == "cut":
        return written[: chance.randint(first, len(written))]
    torn = bytearray(written)
    for at in range(first - first % SECTOR, len(written), SECTOR):
        if chance.random() < 0.5:
            low, high = max(at, first), min(at + SECTOR, len(written))
            old = sure[low:high].ljust(high - low, b"\0")
            torn[low:high] = chance.randbytes(high - low) if way == "garbage" else old
    return bytes(torn)


def _first_difference(sure: bytes, written: bytes) -> int:
    for sector in range(0, len(sure), SECTOR):
        old, new = sure[sector : sector + SECTOR], written[sector : sector + SECTOR]
        if old != new:
            return sector + next(
                (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(new)
            )
    return len(sure)
