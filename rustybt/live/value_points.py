"""Points of a picture of a long run, in bounded memory: the newest all of them, those before evenly thinned."""

from __future__ import annotations

__all__ = ["MOST_POINTS", "Point", "ValuePoints"]

type Point = tuple[int, float, float]

MOST_POINTS = 10_000
RECENT = 2_000
OLDER = 4_000


class ValuePoints:
    """Market time (UTC nanoseconds), value and exposure after each market event; the first and the last always stay.

    Places are those of what is kept: after a thinning a place holds another point than before, which whoever fetches
    by places finds out by fetching the last one that is known again.

    Example:
        >>> points = ValuePoints()
        >>> for moment in range(10_001):
        ...     points.add((moment, 1.0, 0.0))
        >>> kept = points.after(0)
        >>> len(kept), kept[0][0], kept[1][0], kept[-1][0]
        (6001, 0, 2, 10000)
    """

    def __init__(self) -> None:
        self._points: list[Point] = []
        self._numbers: list[int] = []
        self._count = 0

    def add(self, point: Point) -> None:
        """Take the next point.

        Args:
            point: Its time, value and exposure.
        """
        self._points.append(point)
        self._numbers.append(self._count)
        self._count += 1
        if len(self._points) > MOST_POINTS:
            self._thin()

    def after(self, known: int) -> list[Point]:
        """Return the points that are kept, from whatever thread.

        Args:
            known: How many of the first ones are not wanted.
        """
        return self._points[known:]

    def _thin(self) -> None:
        # A power of two: what is kept now has all that is kept later.
        stride = 1
        while (self._count - RECENT) // stride > OLDER:
            stride *= 2
        first_recent = self._count - RECENT
        kept = [
            (point, number)
            for point, number in zip(self._points, self._numbers, strict=True)
            if number >= first_recent or number % stride == 0
        ]
        # A new list: a reader in another thread has the old one or this one.
        self._points, self._numbers = [point for point, _ in kept], [number for _, number in kept]
