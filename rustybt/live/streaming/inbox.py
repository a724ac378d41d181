"""What waits for a slow consumer: bounded, and never shortened without a word."""

from __future__ import annotations

from rustybt.exceptions import ConfigurationError
from rustybt.live.streaming.models import StreamGap, StreamItem, TickData

__all__ = ["Inbox"]


class Inbox:
    """A queue of stream items with a limit.

    When it is full, a new tick takes the place of the newest one of its symbol that waits, so that the latest
    price is never behind a queue; an item without one there takes the place of the oldest tick, and of the
    oldest bar if no tick waits. What had to go is part of `losses`.

    Args:
        size: Items that fit.

    Raises:
        ConfigurationError: If none fits.

    Example:
        >>> inbox = Inbox(1)
        >>> for price in ("1", "2"):
        ...     inbox.put(TickData("BTC", 1_700_000_000_000_000_000, price, "1"))
        >>> inbox.pop().price, inbox.losses()[0].lost
        (Decimal('2'), 1)
    """

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ConfigurationError(f"queue_size is {size!r}: use 1 or more")
        self._size = size
        self._items: dict[int, StreamItem] = {}
        self._ticks: dict[int, None] = {}
        self._latest: dict[str, int] = {}
        self._next = 0
        self._losses: dict[str, tuple[int, int, int]] = {}

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: StreamItem) -> None:
        """Add an item, in place of another if there is no room.

        Args:
            item: A tick or a bar.
        """
        tick = isinstance(item, TickData)
        if len(self._items) >= self._size:
            place = self._latest.get(item.symbol) if tick else None
            if place is not None:
                self._lose(self._items[place])
                self._items[place] = item
                return
            self._lose(self._take(next(iter(self._ticks), next(iter(self._items)))))
        self._items[self._next] = item
        if tick:
            self._ticks[self._next] = None
            self._latest[item.symbol] = self._next
        self._next += 1

    def pop(self) -> StreamItem | None:
        """Remove and return the oldest item; None if there is none."""
        place = next(iter(self._items), None)
        return None if place is None else self._take(place)

    def losses(self) -> list[StreamGap]:
        """Return what was lost since the last call, one gap a symbol."""
        gaps = [
            StreamGap(symbol, first, last, "consumer too slow", lost)
            for symbol, (first, last, lost) in self._losses.items()
        ]
        self._losses.clear()
        return gaps

    def _take(self, place: int) -> StreamItem:
        item = self._items.pop(place)
        self._ticks.pop(place, None)
        if self._latest.get(item.symbol) == place:
            del self._latest[item.symbol]
        return item

    def _lose(self, item: StreamItem) -> None:
        stamp = item.timestamp
        first, last, lost = self._losses.get(item.symbol, (stamp, stamp, 0))
        self._losses[item.symbol] = (min(first, stamp), max(last, stamp), lost + 1)
