"""What is known of a session without its engine: the latch, and what its journal says on the disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from rustybt.exceptions import CredentialError, EngineNotRunningError, JournalError
from rustybt.live.control import ask
from rustybt.live.halt import LATCH, HaltLatch
from rustybt.live.journal import JournalReader
from rustybt.live.private_files import read_private, write_private

__all__ = [
    "last_known",
    "remember",
    "sessions_in",
    "start_words",
    "state_of",
    "states_in",
    "unreadable",
    "without_engine",
]

JOURNAL, CONFIG, LAST = "journal.db", "live.yaml", "last-status.json"

MOST_BYTES = 16 << 20
ENDED = ("NEW", "STOPPED", "HALTED", "FAILED")
"""States that need no engine to be true."""


def sessions_in(root: Path) -> Iterator[Path]:
    """Yield the folders of the sessions below a folder, in their names' order.

    Args:
        root: Where sessions lie.
    """
    if root.is_dir():
        for folder in sorted(root.iterdir()):
            if not folder.name.startswith(".") and any(
                (folder / name).exists() for name in (JOURNAL, LATCH, CONFIG)
            ):
                yield folder


def state_of(folder: Path, timeout: float = 2.0) -> dict[str, Any]:
    """Return what the engine of a session says, or, if none answers, what is on the disk.

    Args:
        folder: Of the session.
        timeout: Seconds to wait for an answer.

    Returns:
        As `LiveTradingEngine.get_status`; ``running`` says which of the two it is, and ``stalled`` that an engine is
        there and does not answer. Of a session whose engine is gone, as `without_engine`.

    Raises:
        JournalError: If no engine answers and the journal cannot be read.
    """
    try:
        told = ask(folder, "status", timeout=timeout)
    except EngineNotRunningError as error:
        if isinstance(error.__cause__, TimeoutError):
            # It is there and does not answer: its strategy blocks, or its process was stopped.
            return {**last_known(folder), "running": True, "stalled": True}
        return without_engine(last_known(folder))
    return {**told, "running": True}


def without_engine(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be shown of a session that no engine runs: what was armed when it was killed is not armed.

    Args:
        known: Of `last_known`.

    Returns:
        The same; its ``state`` is ``"NOT RUNNING"`` unless the session is new, halted or ended, ``last_state`` is what
        it was, and ``why`` tells so.
    """
    last = known["state"]
    if last in ENDED:
        return {**known, "last_state": last}
    why = f"its engine went without a word when it was {last}: start it again, by {start_words(Path(known['folder']))}"
    return {**known, "state": "NOT RUNNING", "last_state": last, "why": why}


def start_words(folder: Path) -> str:
    """Return how the engine of a session is started, in words.

    Args:
        folder: Of the session.
    """
    config = folder / CONFIG
    if config.exists():
        return f"rustybt live run --config {config}"
    return "the notebook or program that made it, since there is no live.yaml in its folder"


def states_in(root: Path) -> list[dict[str, Any]]:
    """Return `state_of` every session below a folder; of one whose journal cannot be read, why.

    Args:
        root: Where sessions lie.
    """
    found = []
    for folder in sessions_in(root):
        try:
            found.append(state_of(folder))
        except JournalError as error:
            found.append(unreadable(folder, error))
    return found


def unreadable(folder: Path, error: JournalError) -> dict[str, Any]:
    """Return what is known of a session whose journal cannot be read: its latch, and why.

    Args:
        folder: Of the session.
        error: What reading it raised.
    """
    return {**_latched(folder), "state": "UNREADABLE", "failure": str(error)}


def remember(folder: Path, snapshot: Mapping[str, Any], head: int) -> None:
    """Keep what an engine last said of itself, for when it does not run; without it the journal tells less, but all.

    Args:
        folder: Of the session.
        snapshot: As `LiveTradingEngine.get_status`.
        head: The last record of the journal that it goes by.
    """
    text = json.dumps({**snapshot, "head": head})
    with suppress(CredentialError, OSError):
        write_private(folder / LAST, text.encode(), replace=True)


def last_known(folder: Path) -> dict[str, Any]:
    """Return what the latch and the journal of a session say.

    Args:
        folder: Of the session.

    Raises:
        JournalError: If there is a journal that cannot be read.
    """
    found = _latched(folder)
    if (folder / JOURNAL).exists():
        found |= _journalled(folder / JOURNAL)
        found = {**_remembered(folder, found["head"]), **found}
    if found["halt"] is not None and found["state"] != "FAILED":
        found["state"] = "HALTED"
    return found


def _latched(folder: Path) -> dict[str, Any]:
    return {
        "name": folder.name,
        "folder": str(folder),
        "running": False,
        "state": "NEW",
        "halt": HaltLatch(folder / LATCH).told(),
        "failure": "",
    }


def _remembered(folder: Path, head: int) -> dict[str, Any]:
    try:
        last: dict[str, Any] = json.loads(read_private(folder / LAST, most=MOST_BYTES))
    except (CredentialError, OSError, ValueError):
        return {}
    return last if isinstance(last, dict) and last.get("head") == head else {}


def _journalled(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with JournalReader.open(path) as journal:
        found["head"] = journal.head[0]
        for record in journal.read(journal.archived, ("session", "state", "failed")):
            payload = dict(record.payload)
            found["last_ns"] = record.time_ns
            if record.kind == "state":
                found |= {"state": payload["state"], "why": payload["why"]}
            elif record.kind == "failed":
                found |= {"state": "FAILED", "failure": payload["error"]}
            else:
                found |= {"strategy": payload["strategy"], "broker": payload["broker"]}
        counted = journal.sql(
            "SELECT event_type, count(*) AS number FROM order_audit_log GROUP BY event_type"
        )
    events = {str(row["event_type"]): row["number"] for row in counted}
    found["orders_submitted"] = events.get("submitted", 0)
    return found
