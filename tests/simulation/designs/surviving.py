"""Broken designs of what is journalled, and of what survives a crash."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from rustybt.exceptions import JournalError
from rustybt.live import journal_files, recovery, replay
from rustybt.live.account_lock import AccountLock
from rustybt.live.brokers.messages import Accepted
from rustybt.live.halt import HaltRecord
from rustybt.live.order_state import Applied
from rustybt.live.session import Session
from rustybt.live.session_parts import EngineState
from tests.simulation.designs.registry import design, patch
from tests.simulation.lives import MortalJournal, MortalLatch
from tests.simulation.markets import Trader


@design("the core is stepped before its event is journalled")
class StepBeforeJournal(Session):
    async def _advance(self, event):
        if self.state is not EngineState.FAILED:
            await self._step(event)
            self._note_event(event)


@design("what the venue accepted is not journalled")
class AcceptancesNotJournalled(Session):
    def record(self, event, *, durable=False):
        if isinstance(event, Accepted):
            return Applied(self.orders.apply(event).order, changed=True)
        return super().record(event, durable=durable)


@design("the journal's errors are passed over")
class FullDiskIgnored(MortalJournal):
    def append(self, kind, payload, *, durable=False, tables=None):
        try:
            return super().append(kind, payload, durable=durable, tables=tables)
        except JournalError:
            return 0

    def flush(self):
        try:
            super().flush()
        except JournalError:
            return


@design("the strategy reads a clock")
class WallClock(Trader):
    def trade(self, context, data, asset):
        if int(asyncio.get_running_loop().time() * 1000) % 3:
            super().trade(context, data, asset)


@design("a restart counts one market event too many")
class FeedSkipsOnRestart(Session):
    @property
    def taken(self):
        return self._taken

    @taken.setter
    def taken(self, value):
        self._taken = value + 1 if self.state is EngineState.NEW and value else value


patch(
    "counts_are_forgotten",
    "what breakers and gate have counted does not survive a restart",
    (replay._Fold, "_risk", lambda self, payload: None),
)
patch(
    "pauses_are_forgotten",
    "a pause does not survive a restart",
    (recovery, "refold", lambda *a, **k: _unpaused(refolded(*a, **k))),
)
refolded = replay.refold


def _unpaused(found):
    found.paused = False
    return found


_NO_LATCH = (recovery, "_latch_again", lambda session, found: None)


@design("a halt is kept in memory only", patches=(_NO_LATCH,))
class LatchInMemory(MortalLatch):
    held: HaltRecord | None = None

    @property
    def is_set(self):
        return self.held is not None

    def set(self, record):
        self.held = self.held or record
        return self.held

    def read(self):
        return self.held

    mark = None

    def clear(self, mark):
        self.held = None
        return True


def _cleared(session, found):
    session.parts.latch.clear(session.parts.latch.mark)


patch("restart_resumes", "a restart clears the halt", (recovery, "_latch_again", _cleared))
configure = journal_files._configure


def _unsynced(connection, path, *, read_only):
    configure(connection, path, read_only=read_only)
    connection.execute("PRAGMA synchronous = NORMAL")


patch(
    "commits_are_not_synced",
    "the disk is trusted to keep what it was told",
    (journal_files, "_configure", _unsynced),
)


class _NoLock(AccountLock):
    def claim(self, account):
        pass


patch("accounts_are_shared", "nothing keeps a second engine off the account", account=_NoLock)
patch(
    "no_lock",
    "nothing keeps a second engine off the journal",
    (journal_files, "fcntl", SimpleNamespace(flock=lambda *_: None, LOCK_EX=2, LOCK_NB=4, LOCK_UN=8)),
    (journal_files, "_WAIT_SECONDS", 0.0),
)
