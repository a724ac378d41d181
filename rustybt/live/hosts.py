"""Where an engine runs: beside the code that started it, on a loop of its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import EngineError
from rustybt.live.runner import EngineRun

if TYPE_CHECKING:
    from rustybt.live.runner import EnginePlan

__all__ = ["ThreadHost"]


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
        self._thread = Thread(target=self._serve, name=f"rustybt-{plan.name}", daemon=True)
        self._thread.start()
        self.done: Future[None] = asyncio.run_coroutine_threadsafe(self.run.main(), self.loop)
        self.done.add_done_callback(self._ended)

    @property
    def alive(self) -> bool:
        """Whether the engine runs."""
        return not self.done.done()

    async def ready(self) -> None:
        """Wait until the engine is armed, halted or failed.

        Raises:
            RustyBTError: What kept it from starting.
        """
        await asyncio.wrap_future(self._ready)

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
            self._ready.set_exception(error or EngineError("the engine ended before it was ready"))
        self.loop.call_soon_threadsafe(self.loop.stop)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        self.loop.close()
