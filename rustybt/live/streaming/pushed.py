"""What other threads push into an event loop: bounded, in order, and woken for once however much comes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from rustybt.exceptions import EngineError
from rustybt.live.streaming.inbox import Inbox

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from rustybt.live.streaming.models import StreamGap, StreamItem

__all__ = ["PushedItems"]

SIZE = 60_000
"""Items that wait while the loop is busy, at most 25 MB: those of 12 seconds at 5,000 a second."""

BATCH = 50


class PushedItems:
    """Brings stream items from any thread to where they are taken; what does not fit is told as a gap before that.

    Args:
        take: Called on the loop with every item.
        on_gap: Called on the loop with every time of which items were lost.
        size: Items that wait at most.
    """

    def __init__(
        self,
        take: Callable[[StreamItem], object],
        on_gap: Callable[[StreamGap], object],
        size: int = SIZE,
    ) -> None:
        self._take, self._on_gap = take, on_gap
        self._inbox, self._lock = Inbox(size), Lock()
        self._loop: AbstractEventLoop | None = None
        self._woken = False

    def __len__(self) -> int:
        return len(self._inbox)

    @property
    def opened(self) -> bool:
        """Whether it takes items."""
        return self._loop is not None

    def open(self, loop: AbstractEventLoop) -> None:
        """Take items from now on.

        Args:
            loop: Where they are wanted.
        """
        self._loop = loop

    def close(self) -> None:
        """Take none any more; what waits is still handed on."""
        self._loop = None

    def put(self, item: StreamItem) -> None:
        """Take an item, from whatever thread.

        Args:
            item: A tick or a bar.

        Raises:
            EngineError: If nobody takes items now.
        """
        with self._lock:
            if self._loop is None:
                raise EngineError(
                    f"{item.symbol}: the feed takes data from the engine's start to its end alone"
                )
            self._inbox.put(item)
            if not self._woken:
                self._woken = True
                self._loop.call_soon_threadsafe(self._hand_on, self._loop)

    def _hand_on(self, loop: AbstractEventLoop) -> None:
        with self._lock:
            items = [item for _ in range(BATCH) if (item := self._inbox.pop()) is not None]
            losses = self._inbox.losses()
            self._woken = bool(len(self._inbox))
            if self._woken:
                loop.call_soon(self._hand_on, loop)  # behind whatever else is due
        for gap in losses:
            self._on_gap(gap)
        for item in items:
            self._take(item)
