"""The one thread that a widget's traits belong to: it ticks, and runs the commands that a front end asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Thread, current_thread
from typing import Any

__all__ = ["Pump"]


class Pump:
    """Calls ``tick`` again and again on a thread of its own, until it is stopped.

    Args:
        tick: What to do; never two at a time.
        name: Of the thread.
        seconds: Between the end of one tick and the next.
    """

    def __init__(self, tick: Callable[[], None], name: str, *, seconds: float = 0.1) -> None:
        self._tick, self._seconds = tick, seconds
        self._started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self._thread = Thread(target=self._live, name=name, daemon=True)
        self._thread.start()
        self._loop, self._stopping = self._started.result()

    @property
    def alive(self) -> bool:
        """Whether it ticks."""
        return self._thread.is_alive()

    def submit(self, work: Coroutine[Any, Any, None], failed: Callable[[BaseException], None]) -> None:
        """Run a coroutine on the pump's loop, between ticks.

        Args:
            work: What to do.
            failed: Called in the pump's thread with what it raised, if it did.
        """
        if not self.alive:
            work.close()
            return

        def ended(done: Future[None]) -> None:
            if not done.cancelled() and (error := done.exception()) is not None:
                failed(error)

        asyncio.run_coroutine_threadsafe(work, self._loop).add_done_callback(ended)

    def stop(self) -> None:
        """Stop it, and wait for the tick that is under way."""
        if self.alive:
            self._loop.call_soon_threadsafe(self._stopping.set)
            if current_thread() is not self._thread:
                self._thread.join()

    def _live(self) -> None:
        with asyncio.Runner() as runner:
            runner.run(self._ticking())

    async def _ticking(self) -> None:
        stopping = asyncio.Event()
        self._started.set_result((asyncio.get_running_loop(), stopping))
        while not stopping.is_set():
            self._tick()
            try:
                async with asyncio.timeout(self._seconds):
                    await stopping.wait()
            except TimeoutError:
                continue
