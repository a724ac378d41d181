"""What tells a shadow of live, in the engine's own process: a thread beside the engine's, that makes way for it.

For a plan that no other process could make again, such as a strategy of a notebook's cell; else a shadow has a process
of its own (`rustybt.live.shadow_process`).
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from rustybt.live.shadow.engine import SHADOWED
from rustybt.live.shadow_beside import ShadowBeside

if TYPE_CHECKING:
    from rustybt.live.journal import Journal
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.session import Session
    from rustybt.live.shadow.engine import ShadowBacktestEngine

__all__ = ["MOST_WAITING", "ShadowFollower"]

POLL_SECONDS = 0.05
BATCH = 100
MOST_WAITING = 10_000
"""Records that wait for a shadow; one that is further behind reads them from the journal."""

REPORT_SECONDS = 0.5
HELD_SECONDS, AWAY_SECONDS = 0.0002, 0.0001
"""How long a shadow steps before it makes way for live, and for how long at least."""

PATIENCE_SECONDS = 0.0005
"""How long a shadow then waits for live to rest at most, so that it gets on even if live never does."""


class ShadowFollower(ShadowBeside):
    """Keeps a shadow up with the journal of live, which never waits for it.

    Args:
        shadow: To be told of live.
        journal: Of live, before this life appends to it.
        capital_base: Live's value when the session began.
    """

    def __init__(self, shadow: ShadowBacktestEngine, journal: Journal, capital_base: Decimal) -> None:
        super().__init__(shadow)
        self.shadow = shadow
        self._journal, self._capital_base = journal, capital_base
        self._waiting: deque[JournalRecord] = deque()
        self._behind: Iterator[JournalRecord] | None = journal.read(0, SHADOWED)
        self._upto, self._overrun, self._hurry = 0, False, False
        self._reported, self._unreported = -REPORT_SECONDS, False
        self._thread = ThreadPoolExecutor(1, "rustybt-shadow")
        journal.listen(SHADOWED, self._heard)

    @property
    def lost(self) -> str:
        """Why there is no shadow any more; empty while there is one."""
        return self.shadow.lost

    async def work(self, session: Session) -> None:
        """Follow live until cancelled.

        Args:
            session: Of live.
        """
        while True:
            await self._follow(session)
            if len(self._waiting) < BATCH and self._behind is None:  # each batch is judged as a whole
                await asyncio.sleep(POLL_SECONDS)

    async def finish(self, session: Session) -> None:
        """Follow live to its end, settle what waits for a counterpart, and compare for the last time.

        Args:
            session: Of live, that has ended.
        """
        self._hurry = True
        while self._waiting or self._behind is not None or self._overrun:
            await self._follow(session)
        # Behind the batch that nobody waited for any more, when the feed ended.
        await asyncio.get_running_loop().run_in_executor(self._thread, self.shadow.finish)
        self.compared = self.shadow.report(self._capital_base, session.parts.core.venue.portfolio_value())
        await self._judged(session, allowed=not self.shadow.breaker.is_tripped)

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False)

    async def _follow(self, session: Session) -> None:
        records = self._next()
        if not records and not (self._unreported and self._due()):
            return
        value = session.parts.core.venue.portfolio_value()
        loop = asyncio.get_running_loop()
        # Shielded: a batch that waits for its turn when the feed ends must not be dropped.
        batch = loop.run_in_executor(self._thread, self._told, records, session, value)
        await self._judged(session, allowed=await asyncio.shield(batch))

    def _heard(self, record: JournalRecord) -> None:
        if len(self._waiting) >= MOST_WAITING:
            self._overrun = True
        if not self._overrun:
            self._waiting.append(record)

    def _next(self) -> list[JournalRecord]:
        if self._behind is not None:
            records = list(islice(self._behind, BATCH))
            if len(records) < BATCH:
                self._behind = None
        else:
            waiting = self._waiting
            records = [waiting.popleft() for _ in range(min(BATCH, len(waiting)))]
            if self._overrun and not waiting:
                self._overrun = False
                upto = records[-1].seq if records else self._upto
                self._behind = self._journal.read(upto, SHADOWED)
        # What was appended while the journal began to be read came both ways.
        records = [record for record in records if record.seq > self._upto]
        self._upto = records[-1].seq if records else self._upto
        return records

    def _told(self, records: list[JournalRecord], session: Session, value: Decimal) -> bool:
        allowed = self.shadow.follow(self._paced(records, session))
        self._unreported = not self._due()
        if not self._unreported:
            self.compared = self.shadow.report(self._capital_base, value)
            self._reported = time.monotonic()
        return allowed

    def _due(self) -> bool:
        return time.monotonic() - self._reported >= REPORT_SECONDS

    def _paced(self, records: Iterable[JournalRecord], session: Session) -> Iterator[JournalRecord]:
        since = -HELD_SECONDS
        for record in records:
            now = time.perf_counter()
            until = now + PATIENCE_SECONDS
            while not self._hurry and now - since >= HELD_SECONDS:
                # Also gives the engine's thread the interpreter, for which it else waits 5 ms.
                time.sleep(AWAY_SECONDS)
                now = time.perf_counter()
                if session.resting or now > until:
                    since = now
            yield record
