"""What an engine was worth, noted in its journal for whoever looks at it when it does not run.

Only a picture: a start makes the points anew by its replay, and nothing else goes by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rustybt.live.journal import Journal
    from rustybt.live.journal_view import JournalView
    from rustybt.live.value_points import Point

__all__ = ["KIND", "ValueNotes", "points_of"]

KIND = "values"
"""Of the records."""

MOST = 1000
"""Points of a record; of more, in a replay that runs fast, some are left out."""


class ValueNotes:
    """Collects points, and writes them down now and then.

    Args:
        journal: Open; what it holds already is not noted again.

    Raises:
        JournalError: If it cannot be read.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._upto_ns = _last_ns(journal)
        self._waiting: list[Point] = []

    def add(self, point: Point) -> None:
        """Take a point.

        Args:
            point: Market time (UTC nanoseconds), value and exposure after a market event.
        """
        if point[0] > self._upto_ns:
            self._waiting.append(point)

    def write(self) -> None:
        """Journal what was added since, the last point always.

        Raises:
            JournalError: If the journal takes nothing more.
        """
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        stride = -(-len(waiting) // MOST)
        kept = waiting[::-stride][::-1]
        rows = [[moment, str(value), str(exposure)] for moment, value, exposure in kept]
        self._journal.append(KIND, {"points": rows})


def points_of(payload: Mapping[str, Any]) -> Iterator[Point]:
    """Yield the points of a record.

    Args:
        payload: Of a record of the kind `KIND`.

    Example:
        >>> list(points_of({"points": [[7, "100000.5", "0.0"]]}))
        [(7, 100000.5, 0.0)]
    """
    for moment, value, exposure in payload["points"]:
        yield int(moment), float(value), float(exposure)


def _last_ns(journal: JournalView) -> int:
    last = 0
    for record in journal.read(journal.archived, (KIND,)):
        last = record.payload["points"][-1][0]
    return last
