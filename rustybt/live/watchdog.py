"""A process beside an engine that sees it stall or die: it sets the halt latch, alerts, and may start the engine anew.

What it halts for is in the latch, which the engine obeys and journals as soon as it turns again, or when it is started
the next time: then it cancels what is open, and waits for an operator. Of an engine that is dead, it has what is open
cancelled at once (`rustybt.live.last_cancels`); until then it holds no key and no journal.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import (
    AccountInUseError,
    CommandError,
    EngineError,
    EngineNotRunningError,
    JournalError,
    JournalLockedError,
)
from rustybt.live.control import ADDRESS, ask
from rustybt.live.fail_closed import FailClosed
from rustybt.live.halt import LATCH, HaltLatch, HaltRecord
from rustybt.live.hosts import READY, ProcessHost
from rustybt.live.last_state import CONFIG, last_known

if TYPE_CHECKING:
    from rustybt.live.alerts import AlertManager
    from rustybt.live.last_cancels import LastCancels

__all__ = ["Sighting", "Watchdog", "WatchdogPlan"]

OPERATOR = "watchdog"
IN_ORDER = (0, 3, 4)
"""Exit codes of `rustybt live run` that say how the session ended."""


class Sighting(StrEnum):
    """What a look at an engine finds.

    `ALIVE`: it answers. `STARTING`: it does not yet. `STALLED`: its process is there and does not answer. `DEAD`: it
    went without a word. `ENDED`: it was shut down, its feed ended, or it failed.
    """

    ALIVE = "alive"
    STARTING = "starting"
    STALLED = "stalled"
    DEAD = "dead"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchdogPlan:
    """How an engine is watched.

    Attributes:
        stall_seconds: After how long without an answer it has stalled.
        look_seconds: Between two looks.
        start_seconds: How long it may take to replay its journal before it answers.
        restart: Whether one that died is started anew.
        most_restarts: How often at most; one that was well for `well_seconds` counts from nothing again.
        first_pause: Seconds before the first restart; each further pause is twice as long.
        longest_pause: And no longer than this.
        well_seconds: See above.
        kill_seconds: After which stall an engine that the watchdog itself started is killed, if it may be restarted.
    """

    stall_seconds: float = 4
    look_seconds: float = 0.5
    start_seconds: float = 120
    restart: bool = False
    most_restarts: int = 5
    first_pause: float = 1
    longest_pause: float = 60
    well_seconds: float = 600
    kill_seconds: float = 120


class Watchdog:
    """Watches the engine of one session.

    Args:
        folder: Of the session.
        plan: How.
        cancel: Cancels at the venue what an engine left, if none lives that could; None for nothing.
        alerts: Tells humans; None for nobody.
        say: Takes what happens, in words.
        environment: Variables of an engine that is started anew; those of this process by default.
        clock: UTC nanoseconds, for the latch.
        timer: Seconds that only go on.
        wait: How to wait, in seconds.
    """

    def __init__(
        self,
        folder: Path,
        plan: WatchdogPlan | None = None,
        *,
        cancel: Callable[[], LastCancels] | None = None,
        alerts: AlertManager | None = None,
        say: Callable[[str], object] = lambda _: None,
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], int] = time.time_ns,
        timer: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self.folder, self.plan = folder, WatchdogPlan() if plan is None else plan
        self._cancel, self._alerts, self._say, self._environment = cancel, alerts, say, environment
        self._clock, self._timer, self._wait = clock, timer, wait
        self._last = Sighting.STARTING
        self._pid: int | None = None
        self._answered = False
        self._since = self._well_since = timer()
        self._restarts = 0
        self._child: ProcessHost | None = None

    def run(self) -> str:
        """Watch until the engine ends, or is dead and not to be restarted.

        Returns:
            The session's last state, such as ``STOPPED``; ``DEAD`` for an engine that died and was left so.
        """
        while True:
            seen = self.look()
            if seen is Sighting.ENDED:
                state = str(last_known(self.folder)["state"])
                self._say(f"the engine has ended: {state}")
                return state
            if seen is Sighting.DEAD and not self._restarted():
                return "DEAD"
            self._wait(self.plan.look_seconds)

    def look(self) -> Sighting:
        """Look once: note what has changed, halt and alert if it stalls or died."""
        seen = self._sighting()
        now = self._timer()
        if seen is not self._last:
            self._change(self._last, seen)
            self._last, self._since = seen, now
        if seen is not Sighting.ALIVE:
            self._well_since = now
        elif now - self._well_since >= self.plan.well_seconds:
            self._restarts = 0
        if seen is Sighting.STALLED and now - self._since >= self.plan.kill_seconds:
            self._kill()
        return seen

    def _sighting(self) -> Sighting:
        pid = self._told_pid()
        if pid != self._pid:
            self._pid, self._answered, self._since = pid, False, self._timer()
        try:
            told = ask(self.folder, "status", timeout=self.plan.stall_seconds)
        except CommandError:
            return Sighting.STARTING
        except EngineNotRunningError as error:
            return self._silent(pid, timed_out=isinstance(error.__cause__, TimeoutError))
        self._answered = self._answered or told.get("state") in READY
        return Sighting.ALIVE if self._answered else Sighting.STARTING

    def _silent(self, pid: int | None, *, timed_out: bool) -> Sighting:
        young = self._timer() - self._since < self.plan.start_seconds
        if timed_out:  # a journal that is replayed keeps an engine from answering
            return Sighting.STARTING if not self._answered and young else Sighting.STALLED
        if self._child is not None and self._child.alive:
            return Sighting.STARTING if young else Sighting.STALLED
        # Whoever ends in order takes the address away.
        return Sighting.DEAD if pid is not None or self._child_failed() else Sighting.ENDED

    def _child_failed(self) -> bool:
        return self._child is not None and self._child.exit_code not in IN_ORDER

    def _change(self, before: Sighting, seen: Sighting) -> None:
        if seen is Sighting.STALLED:
            seconds = f"{self.plan.stall_seconds:g}"
            self._halt(
                "engine_stalled",
                f"the engine has not answered for {seconds} s: its strategy or its host blocks",
            )
            self._cancel_left()
        elif seen is Sighting.DEAD:
            self._halt("engine_died", "the engine died without a word")
            self._cancel_left()
        elif seen is Sighting.ALIVE:
            back = before is Sighting.STALLED
            self._tell("engine_back" if back else "engine_seen", "the engine answers", "INFO")

    def _halt(self, event: str, reason: str) -> None:
        record = HaltRecord(reason=reason, operator=OPERATOR, time_ns=self._clock())
        try:
            held = HaltLatch(self.folder / LATCH).set(record)
            told = (
                reason if held.operator == OPERATOR else f"{reason}; it was halted before by {held.operator}"
            )
        except JournalError as error:
            told = f"{reason}; and the halt could not be written: {error}"
        self._tell(event, told, "CRITICAL")

    def _cancel_left(self) -> None:
        if self._cancel is None:
            return
        with FailClosed() as guard:  # whatever a venue's adapter raises, the watch goes on
            found = self._cancel()
        if isinstance(guard.error, JournalLockedError | AccountInUseError):
            told = f"nothing is cancelled past a process that may still send and book: {guard.error}"
            self._tell("orders_not_cancelled", told, "WARNING")
        elif guard.error is not None:
            self._tell("orders_not_cancelled", f"nothing could be cancelled: {guard.told}", "CRITICAL")
        elif found.left:
            told = f"may still be open at the venue: {', '.join(found.left)} {found.told}".rstrip()
            self._tell("orders_left_open", told, "CRITICAL")
        elif found.asked:
            self._tell("orders_cancelled", f"cancelled at the venue: {', '.join(found.asked)}", "WARNING")
        else:
            self._say(f"there was nothing to cancel: {found.told or 'no order of the session is open'}")

    def _restarted(self) -> bool:
        plan = self.plan
        if not plan.restart:
            return False
        if not (self.folder / CONFIG).exists():
            self._tell(
                "engine_not_restarted",
                f"there is no {CONFIG}: it ran in a notebook, start it there",
                "CRITICAL",
            )
            return False
        if self._restarts >= plan.most_restarts:
            self._tell(
                "engine_given_up", f"it died again after {self._restarts} restarts: it is left so", "CRITICAL"
            )
            return False
        pause = min(plan.first_pause * 2**self._restarts, plan.longest_pause)
        self._restarts += 1
        self._wait(pause)
        # What the dead one left; with it nobody could tell the new one from it.
        (self.folder / ADDRESS).unlink(missing_ok=True)
        try:
            self._child = ProcessHost.start(self.folder, self.folder / CONFIG, environment=self._environment)
        except EngineError as error:
            self._tell("engine_not_restarted", str(error), "CRITICAL")
        else:
            many = f"restart {self._restarts} of at most {plan.most_restarts}"
            self._tell(
                "engine_restarted",
                f"{many}, after {pause:g} s; it stays halted until it is resumed",
                "WARNING",
            )
        self._last, self._since = Sighting.STARTING, self._timer()
        return True

    def _kill(self) -> None:
        # One of another parent may be a notebook's kernel, with all that it holds.
        if self.plan.restart and self._child is not None and self._child.alive:
            self._tell("engine_killed", f"it has stalled for {self.plan.kill_seconds:g} s", "CRITICAL")
            self._child.send_signal(signal.SIGKILL)

    def _told_pid(self) -> int | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            told: dict[str, Any] = json.loads((self.folder / ADDRESS).read_text(encoding="utf-8"))
            return int(told["pid"])
        return None

    def _tell(self, event: str, words: str, severity: str) -> None:
        self._say(f"{event}: {words}")
        if self._alerts is not None:
            self._alerts.send_alert(event, "", words, severity=severity)
