"""How often something happens, in bounded memory."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from rustybt.exceptions import ConfigurationError

__all__ = ["ThroughputTracker"]

SECOND: Final = 1_000_000_000
SLOTS: Final = 1000


class ThroughputTracker:
    """Counts events in a sliding window. The window is kept in a thousand slots, so its edge is that coarse.

    Args:
        window_seconds: Length of the window.
        clock: Nanoseconds now, never going back.

    Example:
        >>> now = 0
        >>> tracker = ThroughputTracker(window_seconds=60, clock=lambda: now)
        >>> for _ in range(120):
        ...     tracker.record_event()
        >>> tracker.get_rate()
        2.0
        >>> now = 61 * 10**9
        >>> tracker.get_rate()
        0.0
    """

    def __init__(self, window_seconds: int = 60, clock: Callable[[], int] = time.monotonic_ns) -> None:
        if window_seconds <= 0:
            raise ConfigurationError(f"window_seconds must be positive; got {window_seconds}")
        self.window_seconds = window_seconds
        self._clock = clock
        self._slot_ns = window_seconds * SECOND // SLOTS
        self._slots: deque[list[int]] = deque()
        self._count = 0
        self.total = 0

    def record_event(self, count: int = 1) -> None:
        """Count events that happened now.

        Args:
            count: How many.
        """
        slot = self._clock() // self._slot_ns
        if self._slots and self._slots[-1][0] >= slot:
            self._slots[-1][1] += count
        else:
            self._slots.append([slot, count])
        self._count += count
        self.total += count
        self._forget(slot)

    def get_count(self) -> int:
        """Events in the window."""
        self._forget(self._clock() // self._slot_ns)
        return self._count

    def get_rate(self) -> float:
        """Events a second, over the whole window."""
        return self.get_count() / self.window_seconds

    def _forget(self, slot: int) -> None:
        while self._slots and self._slots[0][0] <= slot - SLOTS:
            self._count -= self._slots.popleft()[1]
