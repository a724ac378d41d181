"""An engine in another process, as a console holds it; and what is left of it when it does not run."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from rustybt.console.replica import Replica
from rustybt.exceptions import CommandError, EngineError, EngineNotRunningError, JournalError, RecordError
from rustybt.live.control import ask, halt_session
from rustybt.live.halt import LATCH, HaltLatch, HaltRecord
from rustybt.live.last_state import start_words
from rustybt.model.time import ns_to_datetime

__all__ = ["AttachedEngine"]

STATUS_SECONDS = 1.0
POINTS_SECONDS = 10.0
ANSWER_SECONDS = 60.0
POKE_SECONDS = 5.0
FRESH_SECONDS = 0.1
ABSENT_SECONDS = 1.0


class AttachedEngine:
    """A session of this machine, whichever process runs it: all that a console shows and commands.

    What it shows is what the engine answers over its control channel. If none answers, it is what the journal says, and
    ``notice`` says so; a halt works all the same. It holds no key, and sends no order.

    Args:
        folder: Of the session.

    Example:
        ::

            engine = AttachedEngine(session_folder("my-strategy"))
            engine.get_status()["state"]
            engine.halt("odd prices", "ada")
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._replica = Replica(folder)
        self._lock = Lock()
        self._known: dict[str, Any] = {}
        self._said: dict[str, Any] = {}
        self._points: list[tuple[int, float, float]] = []
        self._answers = False
        self._due = 0.0

    def __repr__(self) -> str:
        return f"AttachedEngine({self.name!r}, {'running' if self._answers else 'not running'})"

    @property
    def name(self) -> str:
        """The session's name."""
        return self._folder.name

    @property
    def folder(self) -> Path:
        """The session's folder."""
        return self._folder

    def get_status(self) -> dict[str, Any]:
        """Return what a console shows, at most a tenth of a second old while the engine answers.

        Returns:
            As `LiveTradingEngine.get_status`. ``running`` is False when no engine answers; ``notice`` then says so in
            words, ``state`` is ``"NOT RUNNING"`` unless the session ended or is halted, and ``last_state`` is the
            last one in the journal. ``stalled`` says that the engine is there and did not answer for a second.
        """
        with self._lock:
            if time.monotonic() >= self._due:
                self._look()
                self._due = time.monotonic() + (FRESH_SECONDS if self._answers else ABSENT_SECONDS)
            told = self._known if self._answers else self._absent()
        state = told.get("state", "NEW")
        return {
            "state": state,
            **told,
            "running": self._answers,
            "paused": state == "PAUSED",
            "name": self.name,
            "folder": str(self._folder),
        }

    def points(self, after: int = 0) -> list[tuple[int, float, float]]:
        """Return market time (UTC nanoseconds), value and exposure after each market event, as last looked at.

        Args:
            after: How many are not wanted.
        """
        # No question to the engine: whoever draws shall not wait for one that is stalled.
        return self._points[after:]

    def halt(self, reason: str, operator: str = "console") -> HaltRecord:
        """Stop new risk and have every open order cancelled; needs no engine that answers.

        Args:
            reason: In words.
            operator: Who.

        Returns:
            The halt that holds, which is the first one; it is on the disk.

        Raises:
            ConfigurationError: If the reason or the operator is empty.
            JournalError: If the latch cannot be written.
        """
        record = HaltRecord(reason=reason, operator=operator, time_ns=time.time_ns())
        held = halt_session(self._folder, record)
        # The engine reads the latch by itself, before every order: to tell it is only quicker.
        Thread(target=self._poke, args=(held,), name=f"rustybt-halt-{self.name}", daemon=True).start()
        return held

    async def pause(self) -> None:
        """Take no new risk until `resume`; open orders stay.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses.
        """
        await self._ask("pause")

    async def resume(self, operator: str, reason: str) -> None:
        """Take new risk again after a pause or a halt.

        Args:
            operator: Who decides it.
            reason: Why it may be done.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses: a breaker is latched, or an outcome is not known.
        """
        await self._ask("resume", operator=operator, reason=reason)

    async def reset_breakers(self, operator: str, reason: str, breaker: str | None = None) -> None:
        """Reset latched breakers; the session stays halted until `resume`.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            breaker: Name of the one; None for all.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses.
        """
        chosen = {} if breaker is None else {"breaker": breaker}
        await self._ask("reset", operator=operator, reason=reason, **chosen)

    async def reconcile(self) -> dict[str, Any]:
        """Compare the account with the broker's now, and return the report.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses.
        """
        found: dict[str, Any] = (await self._ask("reconcile"))["reconciliation"]
        return found

    async def note(self, text: str, operator: str) -> None:
        """Journal a remark, such as why a halt was pressed.

        Args:
            text: In words.
            operator: Whose.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses.
        """
        await self._ask("note", operator=operator, reason=text)

    async def _ask(self, command: str, **arguments: str) -> dict[str, Any]:
        try:
            told = await asyncio.to_thread(ask, self._folder, command, timeout=ANSWER_SECONDS, **arguments)
        except EngineNotRunningError as error:
            raise EngineNotRunningError(
                f"no engine of {self.name} answers, and {command} needs one: start it with {self._start}; "
                "only HALT works without one"
            ) from error
        self._due = 0.0
        return told

    def _poke(self, held: HaltRecord) -> None:
        with suppress(EngineError):
            ask(self._folder, "halt", timeout=POKE_SECONDS, reason=held.reason, operator=held.operator)

    def _look(self) -> None:
        try:
            self._known = self._said = ask(self._folder, "status", timeout=STATUS_SECONDS)
            self._points = self._points_now()
            self._answers = True
        except CommandError:
            # It is there, and not ready to tell yet.
            self._known, self._answers = {**self._last_known(), "state": "STARTING"}, True
        except EngineNotRunningError as error:
            # A busy engine is late; one that is gone refuses the connection.
            self._answers = isinstance(error.__cause__, TimeoutError)
            if self._answers:
                known = self._known or self._last_known()
                self._known = {**known, "stalled": True}

    def _points_now(self) -> list[tuple[int, float, float]]:
        held = self._points
        found = self._points_after(max(len(held) - 1, 0))
        if held and (not found or found[0] != held[-1]):
            return self._points_after(0)  # another life of the engine, which counts from the start
        return held + found[1:] if held else found

    def _points_after(self, after: int) -> list[tuple[int, float, float]]:
        found = ask(self._folder, "points", timeout=POINTS_SECONDS, after=after)["points"]
        return [(int(moment), float(value), float(exposure)) for moment, value, exposure in found]

    def _last_known(self) -> dict[str, Any]:
        try:
            found = self._replica.status()
        except (JournalError, RecordError) as error:
            found = {"failure": f"the journal cannot be read: {error}"}
        return {**found, "halt": HaltLatch(self._folder / LATCH).told()}

    def _absent(self) -> dict[str, Any]:
        found = {**self._valued(), **self._said, **self._last_known()}
        noted = self._replica.points()
        if noted and (not self._points or noted[-1][0] > self._points[-1][0]):
            self._points = noted  # of a life that nobody looked at, or its end
        last = found.get("state", "NEW")
        if "breakers" in found and "breakers" in self._said:
            found["breakers"] = _measured(found["breakers"], self._said["breakers"])
        if found["halt"] and last != "FAILED":
            state = "HALTED"
        else:
            # What was armed when it was killed is not armed.
            state = last if last in ("FAILED", "STOPPED") else "NOT RUNNING"
        return {**found, "state": state, "last_state": last, "notice": self._notice(found)}

    def _valued(self) -> dict[str, Any]:
        if not self._points:
            return {}
        moment, value, exposure = self._points[-1]
        return {"market_time_ns": moment, "portfolio_value": f"{value:.2f}", "exposure": f"{exposure:.2f}"}

    def _notice(self, found: dict[str, Any]) -> str:
        last = found.get("last_ns")
        upto = f", up to {ns_to_datetime(last):%Y-%m-%d %H:%M:%S} UTC" if last else ""
        return (
            f"No engine runs this session: what is shown is what it said last and what its journal holds{upto}. HALT "
            "works all the same: it sets the latch, and the engine starts halted. Start it with "
            f"{self._start}"
        )

    @property
    def _start(self) -> str:
        return start_words(self._folder)


def _measured(latches: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    # The journal knows each latch, the engine's last words its level and limit.
    rows = {
        name: last if (last := said["breakers"].get(name)) and last["state"] == row["state"] else row
        for name, row in latches["breakers"].items()
    }
    return {**latches, "breakers": rows}
