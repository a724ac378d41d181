"""A shadow beside a session in a process of its own, with which live shares neither interpreter nor processor.

The child (`rustybt.live.shadow_child`) reads the journal; what it tells is judged here, where the breaker is that the
gate asks. Whatever becomes of it, live goes on: it was lost then.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rustybt.live.child_process import start_python
from rustybt.live.codecs import decode_decimal
from rustybt.live.fail_closed import FailClosed
from rustybt.live.redaction import take_secrets
from rustybt.live.shadow.figures import ShadowFigures, decode_divergences
from rustybt.live.shadow.report import PerformanceDeviation, shadow_report
from rustybt.live.shadow_beside import ShadowBeside
from rustybt.live.shadow_follower import ShadowFollower

if TYPE_CHECKING:
    from decimal import Decimal

    from rustybt.live.config import LiveConfig
    from rustybt.live.journal import Journal
    from rustybt.live.runner import EnginePlan
    from rustybt.live.session import Session
    from rustybt.live.shadow.divergence import Divergence
    from rustybt.live.shadow.engine import ShadowBacktestEngine

__all__ = ["HANG_SECONDS", "ShadowProcess", "shadow_beside"]

LOG = "shadow.log"
POLL_SECONDS = 0.05
FLUSH_SECONDS, RESTING_SECONDS = 0.5, 0.1
"""How old a record may become that only the disk lacks, and how old while nothing is appended: that costs nobody."""

HANG_SECONDS = 120.0
"""After which a child that says nothing is lost: it says something each second between two steps, once it is there."""

FINISH_SECONDS = 300.0
END_SECONDS = 0.5
CHUNK, MOST_UNREAD = 1 << 16, 16 << 20


def shadow_beside(plan: EnginePlan, shadow: ShadowBacktestEngine, journal: Journal) -> ShadowBeside:
    """Return what keeps a plan's shadow up with live: a process of its own if another one can make it, else a thread.

    Args:
        plan: Its strategy is not joined to anything yet.
        shadow: Of the plan.
        journal: Of live, before this life appends to it.
    """
    from rustybt.live.configured import shadow_config_of

    config = None
    with FailClosed():  # such as a strategy of a cell, or one whose class wants arguments
        config = shadow_config_of(plan)
    if config is None:
        return ShadowFollower(shadow, journal, plan.choices.capital_base)
    return ShadowProcess(plan, shadow, journal, config)


class ShadowProcess(ShadowBeside):
    """Keeps a shadow in another process up with the journal of live.

    Args:
        plan: Of live.
        shadow: Of the plan: its breaker judges what the other one tells.
        journal: Of live.
        config: From which the child makes the shadow again.

    Attributes:
        followed: The last record that the shadow is known to have followed to.
    """

    def __init__(
        self, plan: EnginePlan, shadow: ShadowBacktestEngine, journal: Journal, config: LiveConfig
    ) -> None:
        super().__init__(shadow)
        self.followed = 0
        self._shadow, self._journal, self._finder = shadow, journal, plan.feed.finder()
        self._capital_base = plan.choices.capital_base
        self._figures = ShadowFigures()
        self._divergences: tuple[Divergence, ...] = ()
        self._value: Decimal | None = None
        self._lost, self._ended, self._hung_up, self._anew = "", False, False, 0
        self._unsent, self._unread = bytearray(), bytearray()
        self._heard = self._looked = self._flushed = time.monotonic()
        self._head = 0
        self._log = plan.folder / LOG
        self._process: subprocess.Popen[bytes] | None = None
        self._start()
        shadow.breaker.watch(self)
        self._say(
            {
                "config": config.text(),
                "feed": plan.feed.identity(),
                "code": plan.code,
                "journal": str(journal.path),
            }
        )

    @property
    def lost(self) -> str:
        """Why there is no shadow any more; empty while there is one."""
        return self._lost

    @property
    def pid(self) -> int | None:
        """Of the child; None if it could not be started."""
        return None if self._process is None else self._process.pid

    async def work(self, session: Session) -> None:
        """Hear what the child tells, until cancelled.

        Args:
            session: Of live.
        """
        while True:
            self._flush()
            await self._look(session)
            await asyncio.sleep(POLL_SECONDS)

    async def finish(self, session: Session) -> None:
        """Have the child follow live to its end, settle what waits for a counterpart, and compare for the last time.

        Args:
            session: Of live, that has ended.
        """
        self._journal.flush()
        self._say({"finish": self._journal.head[0]})
        until = time.monotonic() + FINISH_SECONDS
        while not (self._ended or self._lost):
            await self._look(session)
            if time.monotonic() > until:
                self._lose(
                    f"it had not followed to the end of the session after {FINISH_SECONDS:g} s: it stands at record "
                    f"{self.followed}"
                )
            await asyncio.sleep(POLL_SECONDS / 10)
        await self._look(session)
        self._compare(session)

    def close(self) -> None:
        """End the child, which only reads."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        with suppress(
            subprocess.TimeoutExpired
        ):  # of one that the kernel does not let go, live must not wait
            process.wait(END_SECONDS)

    def acknowledge(self) -> None:
        """Have the child count anew from here on, and believe nothing that it counted before."""
        self._anew += 1
        self._say({"anew": self._anew, "after": self._journal.head[0]})

    def _start(self) -> None:
        environment = dict(os.environ)
        take_secrets(environment)
        try:
            process = start_python(
                ["-m", "rustybt.live.shadow_child"], self._log, environment=environment, piped=True
            )
        except OSError as error:
            self._lose(f"no process could be started: {error}")
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        self._process = process

    def _flush(self) -> None:
        # Only what is on the disk can be read there; intents and fills bring it there themselves.
        journal, now = self._journal, time.monotonic()
        head, resting = journal.head[0], journal.head[0] == self._head
        self._head = head
        since = now - self._flushed
        if head == journal.durable_head[0]:
            self._flushed = now
        elif since >= FLUSH_SECONDS or (resting and since >= RESTING_SECONDS):
            journal.flush()
            self._flushed = now

    async def _look(self, session: Session) -> None:
        self._send()
        for line in self._lines():
            with FailClosed() as guard:
                self._take(json.loads(line), session)
            if guard.error is not None:
                self._lose(f"it said what nobody understands ({guard.told}); see {self._log.name}")
        self._notice_silence()
        if self._lost and not self._told_of_loss:
            self._breaker.shadow_lost(self._lost, time_ns=self._figures.now_ns)
            self._compare(session)
        await self._judged(session, allowed=not self._breaker.is_tripped)

    def _take(self, told: dict[str, Any], session: Session) -> None:
        if self._lost:
            return
        if "lost" in told:
            self._lose(str(told["lost"]) or "it did not say why")
            return
        self.followed, self._ended = int(told["seq"]), "last" in told
        if "divergences" in told:  # only when they are others than before
            self._divergences = decode_divergences(told["divergences"], self._finder.retrieve_asset)
        if told["anew"] != self._anew or "alignment" not in told:
            return
        self._figures = ShadowFigures.of_dict(told)
        tripped = self._breaker.is_tripped
        if not self._ended:  # what was settled for want of a counterpart is shown, and halts nothing
            self._figures.judged_by(self._breaker)
        if "value" in told:
            self._value = decode_decimal(told["value"], "value")
        if "value" in told or self._breaker.is_tripped is not tripped:
            self._compare(session)

    def _compare(self, session: Session) -> None:
        performance = None
        if self._value is not None:
            base, now = self._capital_base, session.parts.core.venue.portfolio_value()
            performance = PerformanceDeviation.between(base, now, base, self._value)
        self.compared = shadow_report(
            self._shadow.config,
            self._figures,
            self._breaker,
            performance=performance,
            divergences=self._divergences,
        )

    def _lose(self, why: str) -> None:
        if not self._lost:
            self._lost = why
            self.close()

    def _notice_silence(self) -> None:
        now = time.monotonic()
        if now - self._looked > 1.0:
            self._heard += now - self._looked  # it was live that was held up, and could not listen
        self._looked = now
        if self._ended or self._lost:
            return
        if self._hung_up and self._process is not None:
            self._lose(f"its process {_end_of(self._process)}; see {self._log.name}")
        elif now - self._heard > HANG_SECONDS:
            self._lose(f"it has said nothing for {HANG_SECONDS:g} s: it hangs, or was stopped")

    def _say(self, message: dict[str, Any]) -> None:
        self._unsent += json.dumps(message).encode() + b"\n"
        self._send()

    def _send(self) -> None:
        pipe = None if self._process is None else self._process.stdin
        if pipe is None or not self._unsent:
            return
        with suppress(BlockingIOError, BrokenPipeError):  # of a child that is gone, its other pipe tells
            del self._unsent[: os.write(pipe.fileno(), self._unsent)]

    def _lines(self) -> Iterator[bytes]:
        pipe = None if self._process is None else self._process.stdout
        chunk = b"" if pipe is None else self._read(pipe.fileno())
        *lines, rest = bytes(self._unread + chunk).split(b"\n")
        self._unread = bytearray(rest)
        if len(rest) > MOST_UNREAD:
            self._lose(f"it said {len(rest)} bytes without an end")
        return iter(lines)

    def _read(self, descriptor: int) -> bytes:
        found = bytearray()
        with suppress(BlockingIOError):
            while len(found) < MOST_UNREAD:
                chunk = os.read(descriptor, CHUNK)
                if not chunk:
                    self._hung_up = True
                    break
                found += chunk
        if found:
            self._heard = time.monotonic()
        return bytes(found)


def _end_of(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        return "hung up"
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
