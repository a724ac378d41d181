"""What happened to the data of a feed, collected until it is journalled: the same thing again only counts."""

from __future__ import annotations

from typing import Any

__all__ = ["FeedNotices"]

MOST_KINDS = 1_000
"""Different notices that wait; beyond it they count as ``other``."""


class FeedNotices:
    """Notices by kind and symbol.

    Example:
        >>> notices = FeedNotices()
        >>> for at_ns in (5, 7):
        ...     notices.add("late", "BTC", at_ns, "a trade of a closed bar")
        >>> notices.take()
        [{'kind': 'late', 'symbol': 'BTC', 'at_ns': 5, 'detail': 'a trade of a closed bar', 'count': 2}]
        >>> notices.take()
        []
    """

    def __init__(self) -> None:
        self._waiting: dict[tuple[str, str], dict[str, Any]] = {}

    def add(self, kind: str, symbol: str, at_ns: int, detail: str) -> None:
        """Take a notice.

        Args:
            kind: What happened, in one word.
            symbol: Whose data; "" for all.
            at_ns: When it was noticed, UTC nanoseconds.
            detail: In words; of several the first one's stay.
        """
        if len(self._waiting) >= MOST_KINDS and (kind, symbol) not in self._waiting:
            kind, symbol = "other", ""
        entry = self._waiting.setdefault(
            (kind, symbol), {"kind": kind, "symbol": symbol, "at_ns": at_ns, "detail": detail, "count": 0}
        )
        entry["count"] += 1

    def take(self) -> list[dict[str, Any]]:
        """Return what came since the last call, oldest first."""
        found = list(self._waiting.values())
        self._waiting.clear()
        return found
