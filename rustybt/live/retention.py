"""What becomes of the journal of a session that is over: kept as a copy that was checked, and then removed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rustybt.exceptions import JournalCorruptError, JournalError, JournalLockedError
from rustybt.live.journal import Journal, JournalReader
from rustybt.live.journal_archive import ArchiveSegment
from rustybt.live.journal_check import JournalReport, verify_journal
from rustybt.live.journal_files import HolderLock
from rustybt.live.last_state import CONFIG, JOURNAL, last_known
from rustybt.live.private_files import write_private
from rustybt.live.session_parts import FEED_ENDED

__all__ = ["Kept", "keep_session", "move_records", "open_because"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a session.

    Attributes:
        name: Of the session.
        file: The copy of its journal, which `verify_journal` has found whole.
        config: The copy of its ``live.yaml``, with which `rustybt live replay` replays it; None if there was none.
        head_seq: The last record.
        head_digest: The last link of the chain, 64 hexadecimal digits.
        removed: Whether the session's folder is gone.
        why_open: Why it is not, if it was to be removed; "" otherwise.
    """

    name: str
    file: Path
    config: Path | None
    head_seq: int
    head_digest: str
    removed: bool = False
    why_open: str = ""


def keep_session(
    folder: Path,
    target: Path,
    *,
    remove: bool = False,
    finished: bool = False,
    clock: Callable[[], int] = time.time_ns,
) -> Kept:
    """Copy the journal of a session, check the copy, and, if that is wanted and it is over, remove the session.

    Args:
        folder: Of the session.
        target: Where the copy goes; made if need be.
        remove: Whether the folder shall go, if the session is over.
        finished: Whether its user says that it is over; see `open_because`.
        clock: UTC nanoseconds.

    Raises:
        JournalCorruptError: If the journal, or the copy, is not whole; nothing is removed then.
        JournalError: If one of them cannot be read or written.
    """
    report = verify_journal(folder / JOURNAL)
    stem = f"{folder.name}-{report.head_seq:010d}-{report.head_digest[:12]}"
    copy = _copied(folder / JOURNAL, target / f"{stem}.db", report)
    config = folder / CONFIG
    kept_config = target / f"{stem}.yaml" if config.exists() else None
    if kept_config is not None:
        write_private(kept_config, config.read_bytes(), replace=True)
    why = _removed(folder, report, clock, finished=finished) if remove else ""
    return Kept(
        folder.name,
        copy,
        kept_config,
        report.head_seq,
        report.head_digest,
        removed=remove and not why,
        why_open=why,
    )


def move_records(
    folder: Path, target: Path, before_ns: int, *, clock: Callable[[], int] = time.time_ns
) -> ArchiveSegment | None:
    """Move old records of a session that is over to compressed segments; what is left is no journal to resume from.

    Args:
        folder: Of the session.
        target: Where the segments of this journal lie, and no others'.
        before_ns: Records from before this time, UTC nanoseconds.
        clock: UTC nanoseconds.

    Returns:
        What was written; None if no record is old enough.

    Raises:
        JournalError: If the disk refused.
    """
    with JournalReader.open(folder / JOURNAL) as reader:
        strategy = reader.strategy
    with Journal.open(folder / JOURNAL, strategy=strategy, clock=clock) as journal:
        return journal.archive(before_ns, target)


def open_because(folder: Path, *, finished: bool = False) -> str:
    """Return why a session may still be started again or be asked about; "" if it is over.

    It is over if its feed has ended, or if it has failed for good. What its user calls finished is over too, unless its
    account is a real one and orders or positions of it are still there.

    Args:
        folder: Of the session, whose engine does not run.
        finished: Whether its user says that it is over.

    Raises:
        JournalError: If its journal cannot be read.
    """
    known = last_known(folder)
    with JournalReader.open(folder / JOURNAL) as journal:
        if journal.archived:
            return ""  # it can be started no more
        told = [dict(each.payload) for each in journal.read(0, ("connected",))]
        held = journal.sql("SELECT asset_sid, amount FROM live_positions WHERE amount <> '0'")
    if held and told and told[-1]["environment"] != "paper":
        assets = ", ".join(f"{row['amount']} of sid {row['asset_sid']}" for row in held)
        return f"its account at {told[-1]['broker']} holds {assets}: close that first"
    if known["state"] == "FAILED" or (known["state"] == "STOPPED" and known.get("why") == FEED_ENDED):
        return ""
    if finished:
        return ""
    return (
        f"it is {known['state']}{_words(known.get('why'))}, and would go on where it was if it were started again: say "
        "--finished if it never will be"
    )


def _words(why: object) -> str:
    return f" ({why})" if why else ""


def _copied(journal: Path, copy: Path, report: JournalReport) -> Path:
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not copy.exists():
        with JournalReader.open(journal) as reader:
            reader.backup(copy)
    found = verify_journal(copy)
    # An engine may have written on meanwhile.
    if found.head_seq < report.head_seq or (
        found.head_seq == report.head_seq and found.head_digest != report.head_digest
    ):
        raise JournalCorruptError(
            f"the copy {copy} ends at record {found.head_seq}: remove it, and try again"
        )
    return copy


def _removed(folder: Path, report: JournalReport, clock: Callable[[], int], *, finished: bool) -> str:
    try:
        with _held(folder, report, clock):
            if why := open_because(folder, finished=finished):
                return why
            # Under a name that is no session's, so that half of one is never found.
            gone = folder.with_name(f".{folder.name}.removed")
            shutil.rmtree(gone, ignore_errors=True)
            folder.rename(gone)
    except JournalLockedError as error:
        return f"its engine runs ({error})"
    except OSError as error:
        raise JournalError(f"{folder} cannot be removed: {error.strerror}") from error
    shutil.rmtree(gone, ignore_errors=True)
    return ""


@contextmanager
def _held(folder: Path, report: JournalReport, clock: Callable[[], int]) -> Iterator[None]:
    lock = HolderLock.acquire(folder / JOURNAL, report.strategy, clock())
    try:
        with JournalReader.open(folder / JOURNAL) as journal:
            if journal.head != (report.head_seq, report.head_digest):
                raise JournalLockedError(f"it wrote up to record {journal.head[0]} meanwhile")
        yield
    finally:
        lock.release()
