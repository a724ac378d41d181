"""A shadow in a process of its own: ``python -m rustybt.live.shadow_child``; JSON lines in, JSON lines out.

It reads live's journal as any onlooker does, steps its own core on it, and tells what it knows; `ShadowProcess` judges.
It holds no key, knows no broker, and ends when the engine's end of its pipe is closed, even while its strategy hangs.
"""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from rustybt.live.codecs import encode_record
from rustybt.live.config import LiveConfig
from rustybt.live.configured import shadow_engine_of
from rustybt.live.fail_closed import FailClosed
from rustybt.live.journal import JournalReader
from rustybt.live.shadow.engine import SHADOWED

if TYPE_CHECKING:
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.shadow.engine import ShadowBacktestEngine

__all__ = ["BATCH", "ShadowReader", "main"]

POLL_SECONDS = 0.05
BATCH = 100
REPORT_SECONDS = 0.5
BEAT_SECONDS = 1.0
NICE = 10


class ShadowReader:
    """Keeps a shadow up with a journal that another process writes.

    Args:
        shadow: To be told of live.
        journal: Of live.

    Attributes:
        upto: The last record that the shadow knows, or does not need.
        anew: How many resets of the breaker it knows.
    """

    def __init__(self, shadow: ShadowBacktestEngine, journal: JournalReader) -> None:
        self.shadow = shadow
        self.upto = self.anew = 0
        self._journal = journal
        self._records: Iterator[JournalRecord] | None = None
        self._head = 0
        self._resets: deque[tuple[int, int]] = deque()

    def reset(self, anew: int, after: int) -> None:
        """Have the shadow count anew after a record: what came before is not to trip the breaker again.

        Args:
            anew: How many resets there were with this one.
            after: The record.
        """
        self._resets.append((anew, after))

    def advance(self, between: Callable[[], object]) -> int:
        """Let the shadow follow the next batch; how many records that was.

        Args:
            between: Called between two records.

        Raises:
            JournalError: If the journal cannot be read.
        """
        if self._records is None:
            self._head = self._journal.head[0]
            if self._head > self.upto:
                self._records = self._journal.read(self.upto, SHADOWED)
        records = [] if self._records is None else list(islice(self._records, BATCH))
        upto = records[-1].seq if records else self.upto
        if len(records) < BATCH:
            self._records, upto = None, max(upto, self._head)
        if records or self._resets:
            self._follow(records, upto, between)
        self.upto = upto
        return len(records)

    def _follow(self, records: list[JournalRecord], upto: int, between: Callable[[], object]) -> None:
        while self._resets and self._resets[0][1] <= upto:
            self.anew, after = self._resets.popleft()
            self.shadow.advance([each for each in records if each.seq <= after])
            self.shadow.acknowledge()
            records = [each for each in records if each.seq > after]
        if records and not self.shadow.lost:
            self.shadow.advance(_with(records, between))


def _with(records: list[JournalRecord], between: Callable[[], object]) -> Iterator[JournalRecord]:
    for record in records:
        yield record
        between()


class _Engine:
    """The engine's end of the pipes, which no print of a strategy's gets into."""

    def __init__(self) -> None:
        self._told = os.fdopen(os.dup(1), "w", encoding="utf-8")
        self._lines = os.fdopen(os.dup(0), encoding="utf-8")
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        self._asked: SimpleQueue[dict[str, Any]] = SimpleQueue()

    def plan(self) -> dict[str, Any]:
        """Return what the shadow is to be made of; from then on the thread listens."""
        first: dict[str, Any] = json.loads(self._lines.readline())
        Thread(target=self._listen, name="rustybt-engine", daemon=True).start()
        return first

    def asked(self, wait: float) -> Iterator[dict[str, Any]]:
        """Yield what the engine has asked for since, or asks for within so many seconds."""
        with suppress(Empty):
            yield self._asked.get(timeout=wait) if wait else self._asked.get_nowait()
            while True:
                yield self._asked.get_nowait()

    def tell(self, message: Mapping[str, Any]) -> None:
        """Tell the engine; without one there is nothing left to do."""
        try:
            self._told.write(json.dumps(message) + "\n")
            self._told.flush()
        except BrokenPipeError:
            os._exit(0)

    def _listen(self) -> None:
        for line in self._lines:
            self._asked.put(json.loads(line))
        os._exit(0)  # the engine is gone; the main thread may hang


class _Teller:
    """Tells the engine what the shadow knows: the figures after each batch, the whole report twice a second at most."""

    def __init__(self, engine: _Engine, reader: ShadowReader) -> None:
        self._engine, self._reader = engine, reader
        self._unreported = False
        self._anew = 0
        self._beat = self._reported = -BEAT_SECONDS
        self._divergences: object = None

    def tell(self, records: int, *, last: bool = False) -> None:
        """Tell what is new after a batch of so many records, if anything is."""
        now, reader = time.monotonic(), self._reader
        fresh = reader.anew != self._anew or last
        due = fresh or (now - self._reported >= REPORT_SECONDS and (bool(records) or self._unreported))
        if not (records or due):
            self.beat()
            return
        message: dict[str, Any] = {"seq": reader.upto, "anew": reader.anew}
        message |= reader.shadow.figures().to_dict()
        self._unreported = not due
        if due:
            message |= self._report()
            self._reported, self._anew = now, reader.anew
        if last:
            message["last"] = True
        self._engine.tell(message)
        self._beat = now

    def beat(self) -> None:
        """Tell that the shadow is there, if the engine has not heard of it for a second."""
        now = time.monotonic()
        if now - self._beat >= BEAT_SECONDS:
            self._beat = now
            self._engine.tell({"seq": self._reader.upto, "anew": self._reader.anew})

    def _report(self) -> dict[str, Any]:
        shadow = self._reader.shadow
        told: dict[str, Any] = {"value": str(shadow.core.venue.portfolio_value())}
        found = [encode_record(each) for each in shadow.divergences()]
        if found != self._divergences:
            told["divergences"] = self._divergences = found
        return told


def main() -> None:
    """Follow the journal until the engine is gone, or has said which record is the last."""
    engine = _Engine()
    os.nice(NICE)
    with FailClosed() as guard:
        _serve(engine)
    if guard.error is not None:
        engine.tell({"lost": guard.told})


def _serve(engine: _Engine) -> None:
    plan = engine.plan()
    config = LiveConfig.of(json.loads(plan["config"]), "the plan of the shadow")
    shadow = shadow_engine_of(config, plan["feed"], plan["code"])
    with JournalReader.open(Path(plan["journal"])) as journal:
        reader = ShadowReader(shadow, journal)
        teller, last, wait = _Teller(engine, reader), None, 0.0
        while last is None or reader.upto < last:
            for asked in engine.asked(wait):
                if "finish" in asked:
                    last = asked["finish"]
                else:
                    reader.reset(asked["anew"], asked["after"])
            records = reader.advance(teller.beat)
            if shadow.lost:
                engine.tell({"lost": shadow.lost})
                return
            teller.tell(records)
            wait = 0.0 if records == BATCH else POLL_SECONDS
        shadow.finish()
        teller.tell(0, last=True)


if __name__ == "__main__":
    main()
