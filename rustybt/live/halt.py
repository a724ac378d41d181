"""The halt latch: a file that stops new risk, which any process of the user's can set and only an operator clears."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import get_ident
from typing import Any

from rustybt.data.durable_files import sync_folder
from rustybt.exceptions import ConfigurationError, JournalError

__all__ = ["LATCH", "HaltLatch", "HaltRecord"]

LATCH = "HALT"
"""The latch's name in the folder of a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HaltRecord:
    """Who halted, why and when.

    Attributes:
        reason: In words.
        operator: Who, or what: a person, ``breaker``, ``engine``.
        time_ns: UTC.
    """

    reason: str
    operator: str
    time_ns: int

    def to_dict(self) -> dict[str, Any]:
        """Return it JSON-typed, as the latch, the journal and a status hold it."""
        return asdict(self)


class HaltLatch:
    """A latch that is set when its file exists; it survives any process and needs none.

    Args:
        path: Of the file, in a folder that exists.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_set(self) -> bool:
        """Whether it is set; a file that cannot be looked at counts as set."""
        try:
            os.stat(self.path)  # noqa: PTH116 - asked before every order
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def set(self, record: HaltRecord) -> HaltRecord:
        """Set the latch, durably; the first record stays, and a later press changes its `mark`.

        Args:
            record: Who and why.

        Returns:
            The record that holds.

        Raises:
            ConfigurationError: If the reason or the operator is empty.
            JournalError: If the file cannot be written.
        """
        if not record.reason.strip() or not record.operator.strip():
            raise ConfigurationError("a halt names its reason and its operator: give both")
        # One press may come by two paths, and so on two threads at once.
        partial = self.path.with_name(f"{self.path.name}.{os.getpid()}.{get_ident()}")
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                # A disk that is full has no room for the words, and the name alone halts.
                with suppress(OSError):
                    os.write(descriptor, json.dumps(record.to_dict(), sort_keys=True).encode())
                try:
                    self._link(partial, record.time_ns)
                finally:
                    partial.unlink()
                # Who looks sees it from here on; who set it waits for the disk.
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            sync_folder(self.path.parent)
        except OSError as error:
            raise JournalError(f"the halt could not be written to {self.path}: {error}") from error
        return self.read() or record

    def _link(self, partial: Path, time_ns: int) -> None:
        while True:
            try:
                os.link(partial, self.path)  # unlike a rename it leaves an earlier record alone
            except FileExistsError:
                with suppress(FileNotFoundError):  # it was cleared just now: this press sets it anew
                    os.utime(self.path, ns=(time_ns, time_ns))
                    return
            else:
                return

    @property
    def mark(self) -> tuple[int, int] | None:
        """What each press changes; None while the latch is not set."""
        return _mark_of(self.path)

    def read(self) -> HaltRecord | None:
        """Return the record, or None if the latch is not set; one that cannot be read still halts."""
        if not self.is_set:
            return None
        try:
            held = json.loads(self.path.read_text(encoding="utf-8"))
            return HaltRecord(
                reason=str(held["reason"]), operator=str(held["operator"]), time_ns=int(held["time_ns"])
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            return HaltRecord(reason=f"the latch file cannot be read: {error}", operator="unknown", time_ns=0)

    def told(self) -> dict[str, Any] | None:
        """Return what a status shows of it, JSON-typed: the record, or None if it is not set."""
        record = self.read()
        return None if record is None else record.to_dict()

    def clear(self, mark: tuple[int, int] | None) -> bool:
        """Clear the latch, durably, unless it was pressed since; who may is for the caller to know, and to journal.

        Args:
            mark: What `mark` was when it was decided that it may be cleared.

        Returns:
            Whether it is cleared; if not, it stays set.
        """
        aside = self.path.with_name(f"{self.path.name}.cleared")
        with suppress(FileNotFoundError):
            self.path.rename(aside)
        same = (found := _mark_of(aside)) is None or found == mark
        if not same:
            with suppress(FileExistsError):
                os.link(aside, self.path)
        aside.unlink(missing_ok=True)
        sync_folder(self.path.parent)
        return same


def _mark_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns
