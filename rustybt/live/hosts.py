"""Where an engine runs: on a thread beside the code that started it, or in a process that survives it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Literal, Protocol

from rustybt.exceptions import (
    CommandError,
    ConfigurationError,
    EngineError,
    EngineNotRunningError,
    JournalError,
)
from rustybt.live.child_process import start_python
from rustybt.live.control import ask
from rustybt.live.last_state import ENDED, last_known, unreadable, without_engine
from rustybt.live.private_files import write_private
from rustybt.live.runner import EngineRun

if TYPE_CHECKING:
    import subprocess

    from rustybt.live.runner import EnginePlan
    from rustybt.live.session import Session

__all__ = ["Host", "ProcessHost", "ThreadHost", "host_of"]

POLL_SECONDS = 0.05
JOIN_SECONDS = 0.2
START_SECONDS = 120.0
SWITCH_SECONDS = 0.0001
"""After which an engine's thread gets its turn from a cell of pure Python: a turn has to ask for it often, and each
time would cost the interpreter's own 5 ms."""
ANSWER_SECONDS = 60.0
STATUS_SECONDS = 1.0
FRESH_SECONDS = 0.1
READY = ("ARMED", "PAUSED", "DISCONNECTED", "HALTED", "FAILED", "STOPPED")
LOG, START = "engine.log", "start.yaml"
IN_ORDER, FAILED = (0, 3), 4
"""Exit codes of `rustybt live run`: shut down or at its feed's end, and ended halted; failed."""
_HOSTS: dict[Path, Host] = {}
_HOSTS_LOCK = Lock()


class Host(Protocol):
    """What an engine's object needs of the place where the engine runs."""

    @property
    def alive(self) -> bool:
        """Whether the engine runs."""

    async def ready(self) -> None:
        """Wait until the engine is armed, halted, failed or shut down; raise what kept it from starting."""

    async def join(self) -> None:
        """Wait until the engine has ended; raise why it failed."""

    async def ask(self, command: str, **arguments: str) -> dict[str, Any]:
        """Send the engine a command and return its answer."""

    def poke(self) -> None:
        """Have the engine look at its halt latch now."""

    def status(self) -> dict[str, Any]:
        """Return what the engine last said of itself; empty before it said anything."""

    def points(self, after: int) -> list[tuple[int, float, float]]:
        """Return market time, value and exposure after each market event but the first so many."""

    def session(self) -> Session | None:
        """Return the session, if it lives in this process."""


def host_of(plan: EnginePlan, kind: Literal["thread", "process"] | None) -> Host:
    """Return where the engine of a session runs, and start it there if it does not run.

    Args:
        plan: Of the session.
        kind: Where it shall run; None for a thread for paper, a process for any other broker.

    Raises:
        ConfigurationError: If it cannot run in another process, with the way out.
        EngineError: If the engine that runs is another one, or no process can be started.
    """
    if kind not in ("thread", "process", None):
        raise ConfigurationError(f"host is {kind!r}: use 'thread' or 'process'")
    with _HOSTS_LOCK:
        running = _HOSTS.get(plan.folder)
        if running is None or not running.alive:
            running = _HOSTS[plan.folder] = _found(plan, kind)
        return running


def _found(plan: EnginePlan, kind: Literal["thread", "process"] | None) -> Host:
    if kind != "thread":
        attached = ProcessHost(plan.folder)
        if attached.alive:
            _check_same(plan)
            return attached
    if kind == "thread" or (kind is None and plan.broker.environment == "paper"):
        return ThreadHost(plan)
    from rustybt.live.configured import config_of

    text = config_of(plan).text()
    plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = plan.folder / START
    write_private(config, text.encode(), replace=True)
    return ProcessHost.start(plan.folder, config)


def _check_same(plan: EnginePlan) -> None:
    there, here = ask(plan.folder, "session"), plan.header()
    differs = sorted(name for name in {*there, *here} if there.get(name) != here.get(name))
    if differs:
        told = "; ".join(f"{name}: {there.get(name)!r}, here {here.get(name)!r}" for name in differs)
        raise EngineError(
            f"the engine that runs as {plan.name!r} is another one ({told}): shut it down first, with rustybt live "
            f"stop {plan.name}, or give this one another name"
        )


class ThreadHost:
    """A thread with an event loop of its own, in which an engine runs: a busy cell does not stop it.

    Args:
        plan: What the engine runs.

    Attributes:
        run: The engine's life.
        loop: Of the thread.
        done: Done when the engine has ended, with its error if it failed.
    """

    def __init__(self, plan: EnginePlan) -> None:
        self._ready: Future[None] = Future()
        self.loop = asyncio.new_event_loop()
        self.run = EngineRun(plan, self._set_ready)
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_SECONDS))
        self._thread = Thread(target=self._serve, name=f"rustybt-{plan.name}", daemon=True)
        self._thread.start()
        self.done: Future[None] = asyncio.run_coroutine_threadsafe(self.run.main(), self.loop)
        self.done.add_done_callback(self._ended)

    @property
    def alive(self) -> bool:
        """Whether the engine runs."""
        return not self.done.done()

    async def ready(self) -> None:
        """Wait until the engine is armed, halted or failed, or was shut down while it came up.

        Raises:
            RustyBTError: What kept it from starting.
        """
        await asyncio.wrap_future(self._ready)

    async def join(self) -> None:
        """Wait until the engine has ended.

        Raises:
            RustyBTError: If it failed.
        """
        await asyncio.wrap_future(self.done)

    def status(self) -> dict[str, Any]:
        """Return what the engine last said of itself, at most a tenth of a second old while it runs."""
        self.run.priority.guard()
        return self.run.snapshot

    def points(self, after: int) -> list[tuple[int, float, float]]:
        """Return market time (UTC nanoseconds), value and exposure after each market event.

        Args:
            after: How many are not wanted.
        """
        return self.run.points.after(after)

    def session(self) -> Session | None:
        """Return the session; None before it began."""
        return self.run.session

    async def ask(self, command: str, **arguments: str) -> dict[str, Any]:
        """Send the engine a command and return its answer.

        Args:
            command: As in `EngineRun.command`.
            **arguments: Of the command.

        Raises:
            EngineError: If the engine does not run, or refuses.
        """
        if not self.alive:
            raise EngineError("the engine does not run: start() it first")
        asked = asyncio.run_coroutine_threadsafe(self.run.command(command, arguments), self.loop)
        return await asyncio.wrap_future(asked)

    def poke(self) -> None:
        """Have the engine look at its halt latch now."""
        session = self.run.session
        if self.alive and session is not None:
            asyncio.run_coroutine_threadsafe(session.obey_latch(), self.loop)

    def _set_ready(self) -> None:
        if not self._ready.done():
            self._ready.set_result(None)

    def _ended(self, done: Future[None]) -> None:
        if not self._ready.done():
            error = (
                EngineError("the engine was stopped at its start") if done.cancelled() else done.exception()
            )
            if error is None:  # it was shut down while it came up
                self._ready.set_result(None)
            else:
                self._ready.set_exception(error)
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        self.loop.close()


class ProcessHost:
    """An engine in another process, in a session of its own: interrupting or restarting a kernel does not touch it.

    Args:
        folder: Of the session.
        started: The process, if this one started it.
    """

    def __init__(self, folder: Path, started: subprocess.Popen[bytes] | None = None) -> None:
        self.folder = folder
        self._process = started
        self._known: dict[str, Any] = {}
        self._answers = False
        self._asked = -FRESH_SECONDS

    @classmethod
    def start(
        cls, folder: Path, config: Path, *, environment: Mapping[str, str] | None = None
    ) -> ProcessHost:
        """Start an engine in a child of its own session; what it prints goes to ``engine.log`` of its folder.

        Args:
            folder: Of the session; it exists.
            config: Its ``live.yaml``.
            environment: Its variables, with the secrets that it takes out itself; those of this process by default.

        Raises:
            EngineError: If no process can be started.
        """
        command = ["-m", "rustybt", "live", "run", "--config", str(config)]
        try:
            process = start_python(command, folder / LOG, environment=environment)
        except OSError as error:
            raise EngineError(f"no process could be started for {folder}: {error}") from error
        return cls(folder, process)

    @property
    def exit_code(self) -> int | None:
        """What the process ended with; None while it runs, and for one that another process started."""
        return None if self._process is None else self._process.poll()

    def send_signal(self, number: int) -> None:
        """Send the process a signal, if this one started it and it has not ended.

        Args:
            number: Such as ``signal.SIGKILL``.
        """
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    @property
    def alive(self) -> bool:
        """Whether the engine runs: its process, if this one started it, else whether it is there."""
        if self._process is not None:
            return self._process.poll() is None
        self._look()
        return self._answers

    async def ready(self) -> None:
        """Wait until the engine is armed, halted or failed, or was shut down while it came up.

        Raises:
            EngineError: With its own words, if it ended before that.
        """
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            with suppress(EngineNotRunningError, CommandError):
                self._known = await asyncio.to_thread(ask, self.folder, "status")
                if self._known.get("state") in READY and not self._known.get("opening"):
                    return
            if self._process is not None and self._process.poll() is not None:
                if self._process.returncode in IN_ORDER:
                    return  # a feed that is short ends before anybody asks
                raise EngineError(f"the engine of {self.folder} did not start: {self._words()}")
            await asyncio.sleep(POLL_SECONDS)
        raise EngineError(
            f"the engine of {self.folder} was not ready after {START_SECONDS:g} s: see its {LOG}"
        )

    async def join(self) -> None:
        """Wait until the engine has ended.

        Raises:
            EngineError: If it failed, or is gone without a word.
        """
        while await asyncio.to_thread(lambda: self.alive):
            await asyncio.sleep(JOIN_SECONDS)
        ended, code = last_known(self.folder), self.exit_code
        self._known = {**self._known, **without_engine(ended)}
        if ended["failure"] or code == FAILED:  # on a full disk its journal could not tell
            raise EngineError(f"the engine of {self.folder} failed: {ended['failure'] or self._words()}")
        if code not in (None, *IN_ORDER) or ended["state"] not in ENDED:
            raise EngineError(
                f"the engine of {self.folder} is gone without a word, as one that was killed: start it again, and it "
                "goes on where its journal ends"
            )

    async def ask(self, command: str, **arguments: str) -> dict[str, Any]:
        """Send the engine a command and return its answer.

        Args:
            command: As in `EngineRun.command`.
            **arguments: Of the command.

        Raises:
            EngineNotRunningError: If no engine answers.
            CommandError: If it refuses.
        """
        told = await asyncio.to_thread(ask, self.folder, command, timeout=ANSWER_SECONDS, **arguments)
        if "state" in told:
            self._known, self._answers, self._asked = told, True, time.monotonic()
        return told

    def poke(self) -> None:
        """Do nothing: the engine looks at its halt latch before every order, and twenty times a second."""

    def status(self) -> dict[str, Any]:
        """Return what the engine says of itself; if it does not, what it last said and what is on the disk.

        Returns:
            As in `status_of`; ``stalled`` says that it is there and did not answer for a second.
        """
        self._look()
        return self._known

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._asked < FRESH_SECONDS:
            return
        try:
            self._known, self._answers = ask(self.folder, "status", timeout=STATUS_SECONDS), True
        except CommandError:
            self._answers = True  # it is not ready to tell yet
        except EngineNotRunningError as error:
            self._answers = isinstance(error.__cause__, TimeoutError)
            if self._answers:
                self._known = {**self._known, "stalled": True}
            elif self.folder.is_dir():
                self._known = {**self._known, "stalled": False, **self._at_rest()}
        self._asked = time.monotonic()

    def _at_rest(self) -> dict[str, Any]:
        try:
            return without_engine(last_known(self.folder))
        except JournalError as error:
            return unreadable(self.folder, error)

    def points(self, after: int) -> list[tuple[int, float, float]]:
        """Return market time (UTC nanoseconds), value and exposure after each market event; none once it has ended.

        Args:
            after: How many are not wanted.
        """
        try:
            found = ask(self.folder, "points", after=after)["points"]
        except EngineError:
            return []
        return [(int(moment), float(value), float(exposure)) for moment, value, exposure in found]

    def session(self) -> Session | None:
        """Return None: the session lives in the other process."""
        return None

    def _words(self) -> str:
        try:
            lines = (self.folder / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()
        except OSError as error:
            return str(error)
        return lines[-1].removeprefix("rustybt: ") if lines else "it said nothing"
