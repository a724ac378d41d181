"""Snapshots of a session: what it stood at, kept with its journal, and held against the replay at the next start.

The journal is what a restart rests on, and all of it is replayed. A snapshot checks that: what the replay comes to at
the snapshot's record must be what the engine had there, or the session stays halted until somebody has looked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.context import own_attributes
from rustybt.exceptions import CheckpointError, RecordError
from rustybt.live.codecs import encode
from rustybt.live.models import PositionSnapshot, StateCheckpoint
from rustybt.live.session_views import order_row
from rustybt.live.state_manager import StateManager, state_row

if TYPE_CHECKING:
    from rustybt.live.breaker_manager import CircuitBreakerManager
    from rustybt.live.journal import Journal
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.journal_snapshots import Snapshot
    from rustybt.live.orders import LiveOrders
    from rustybt.live.replay import Refolded
    from rustybt.live.session import Session
    from rustybt.live.strategy_core import StrategyCore

__all__ = ["FOLDER", "NAME", "VERSION", "Checkpoints", "SnapshotCheck", "chosen", "differences", "state_at"]

NAME, VERSION = "engine", 1
"""Of the snapshots in the journal; one of another version is passed over."""

FOLDER = "state"
"""In the session's folder, for the file that people and other programs read."""

_MOST_TOLD = 5
_MOST_WORDS = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class SnapshotCheck:
    """Holds the newest snapshot against the replay of its journal, as it passes.

    Args:
        session: New, with an open journal.

    Attributes:
        told: Why snapshots were passed over, in words.
        differs: What the replay came to otherwise, in words; "" if nothing.

    Raises:
        JournalError: If the journal cannot be read.
    """

    def __init__(self, session: Session) -> None:
        self._parts = session.parts
        self._snapshot, self.told = chosen(session.parts.journal)
        self.differs = ""

    def look(self, record: JournalRecord, found: Refolded) -> None:
        """Look at the replay after a record.

        Args:
            record: The record.
            found: What it all came to up to there.
        """
        if self._snapshot is not None and record.seq == self._snapshot.seq:
            now, _ = state_at(self._parts.core, found.orders, self._parts.breakers)
            self.differs = differences(self._snapshot, now)


class Checkpoints:
    """Takes the snapshots of one life of an engine.

    Args:
        session: Whose.
        name: Of the session.
        folder: Of the session.
        seconds: Between two of them; 0 for only at the end.
    """

    def __init__(self, session: Session, name: str, folder: Path, seconds: float) -> None:
        self._session, self._name, self._seconds = session, name.replace(".", "_"), seconds
        self._manager = StateManager(folder / FOLDER, clock=session.parts.clock)
        self._due: float | None = None
        self._told: frozenset[str] = frozenset()

    def look(self, now: float) -> None:
        """Take a snapshot if one is due.

        Args:
            now: Of a clock that only goes forward, seconds.

        Raises:
            JournalError: If the disk refused; the journal has failed then.
        """
        if self._due is None:
            self._due = now + self._seconds
        if self._seconds and now >= self._due:
            self._due = now + self._seconds
            self.take()

    def take(self, *, last: bool = False) -> int:
        """Take a snapshot; the record that it stands at.

        Nothing here waits, so that it sees no half of a step: between two waits a session is what its journal says.

        Args:
            last: Whether it is the last of this life, which the table ``strategy_state`` shows.

        Raises:
            JournalError: If the disk refused; the journal has failed then.
        """
        parts = self._session.parts
        self._session.note_risk()  # what the breakers have measured since, which the next start compares with
        state, kept_out = state_at(parts.core, self._session.orders, parts.breakers)
        self._notice(kept_out)
        self._write(self._checkpoint(), last=last)
        return parts.journal.save_snapshot(state, version=VERSION, name=NAME)

    def _notice(self, kept_out: Mapping[str, str]) -> None:
        new = kept_out.keys() - self._told
        self._told |= kept_out.keys()
        for name in sorted(new):
            text = f"context.{name} is in no snapshot, only the replay brings it back: {kept_out[name]}"
            self._session.parts.journal.append("notice", {"code": "snapshot", "text": text})

    def _write(self, checkpoint: StateCheckpoint, *, last: bool) -> None:
        journal = self._session.parts.journal
        try:
            file = self._manager.save_checkpoint(self._name, checkpoint)
        except CheckpointError as error:
            journal.append("notice", {"code": "checkpoint", "text": str(error), "alert": "checkpoint_failed"})
            return
        # Not each time: the journal keeps every row that it is told, and the newest would do.
        tables = {"strategy_state": state_row(checkpoint)} if last else None
        journal.append("checkpoint", {"strategy": self._name, "file": file.name}, tables=tables)

    def _checkpoint(self) -> StateCheckpoint:
        parts, orders = self._session.parts, self._session.orders
        venue = parts.core.venue
        kept, _ = _declared(parts.core)
        return StateCheckpoint(
            timestamp=_EPOCH + timedelta(microseconds=parts.clock() // 1000),
            portfolio_value=venue.portfolio_value(),
            cash=venue.cash(),
            positions=tuple(PositionSnapshot(row[0], row[1], row[3]) for row in venue.positions()),
            pending_orders=tuple(order.snapshot() for order in orders.open()),
            strategy_state=kept,
        )


def state_at(
    core: StrategyCore, orders: LiveOrders, breakers: CircuitBreakerManager
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what a session stands at, and which attributes of the strategy are not in it.

    Args:
        core: The strategy and its account.
        orders: The book.
        breakers: Of the session.

    Returns:
        JSON-typed: market time, money, positions by sid, open orders by state, the state of each breaker, and the
        strategy's own attributes on ``context``; and, by name, why an attribute cannot be kept.
    """
    venue = core.venue
    kept, kept_out = _declared(core)
    opened = sorted(orders.open(), key=attrgetter("state.value"))
    state = {
        "market_time_ns": venue.now_ns,
        "cash": str(venue.cash()),
        "portfolio_value": str(venue.portfolio_value()),
        "positions": {
            str(row[0].sid): {"symbol": row[0].symbol, "amount": str(row[1]), "cost": str(row[3])}
            for row in venue.positions()
        },
        "orders": {
            name: {order.order_id: order_row(order) for order in same}
            for name, same in groupby(opened, key=attrgetter("state.value"))
        },
        "breakers": {each.name: each.status.value for each in breakers.breakers},
        "context": {name: encode(value) for name, value in kept.items()},
    }
    return state, kept_out


def chosen(journal: Journal) -> tuple[Snapshot | None, list[str]]:
    """Return the newest snapshot that fits and is of this version, and why others were passed over.

    Args:
        journal: Open.

    Raises:
        JournalError: If it cannot be read.
    """
    good, damaged = journal.snapshots()
    told = [
        f"the snapshot at record {seq} does not fit its checksum: it was passed over, and the journal replayed without "
        "it"
        for seq in damaged
    ]
    for each in good:
        if each.name != NAME:
            continue
        if each.version == VERSION:
            return each, told
        told.append(
            f"the snapshot at record {each.seq} has version {each.version}, this rustybt reads {VERSION}: it was "
            "passed over, and the journal replayed without it"
        )
    return None, told


def differences(snapshot: Snapshot, now: Mapping[str, Any]) -> str:
    """Return in words what the replay came to otherwise than a snapshot says; "" if nothing.

    Args:
        snapshot: Of this version.
        now: As `state_at` returns it, at the snapshot's record.
    """
    then, here = dict(snapshot.state), dict(now)
    # Breakers are configured anew at each start; those that both have must stand alike.
    same = then["breakers"].keys() & here["breakers"].keys()
    for each in (then, here):
        each["breakers"] = {name: each["breakers"][name] for name in same}
    found = list(_differences(then, here, ""))
    if not found:
        return ""
    more = f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    return (
        f"the snapshot at record {snapshot.seq} says otherwise than the replay: "
        f"{'; '.join(islice(found, _MOST_TOLD))}{more}. Look what the broker says (rustybt live reconcile), then "
        "resume with an operator and a reason"
    )


def _differences(then: object, now: object, place: str) -> Iterator[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        for name in sorted({*then, *now}):
            yield from _differences(then.get(name), now.get(name), f"{place}.{name}" if place else name)
    elif then != now:
        yield f"{place} was {_short(then)}, is {_short(now)}"


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS]}..."


def _declared(core: StrategyCore) -> tuple[dict[str, object], dict[str, str]]:
    kept: dict[str, object] = {}
    kept_out: dict[str, str] = {}
    for name, value in own_attributes(core.hooks.context).items():
        try:
            encode(value, name)
        except RecordError as error:
            kept_out[name] = _short(str(error))
        else:
            kept[name] = value
    return kept, kept_out
