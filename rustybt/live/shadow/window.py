"""Exact sums over a window of event time, in memory that does not grow with the number of events."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from decimal import Decimal
from operator import add, sub
from typing import Any

from rustybt.finance.decimal.context import finite, total
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["RollingSums"]

KEPT_SECONDS = 366 * 24 * 3600
MOST_BUCKETS = 100_000
"""Seconds in which something happened that are kept: over a day of ticks each second, years of daily bars."""

type Number = int | Decimal


class RollingSums:
    """Sums of rows of numbers by the second of their event time; a year, and 100,000 such seconds, are kept.

    A window ends with the second of the time it is asked at, and holds whole seconds. A question with the
    same width as the last one costs only what came in and fell out between.

    Args:
        width: Numbers in a row.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._buckets: dict[int, list[Number]] = {}
        self._seconds: list[int] = []
        self._latest_ns: int | None = None
        self._low = self._high = 0
        self._sums = self._zeros()

    @property
    def latest_ns(self) -> int | None:
        """The latest event time of all, or None before the first."""
        return self._latest_ns

    def add(self, time_ns: int, row: Sequence[Number]) -> None:
        """Count a row of numbers.

        Args:
            time_ns: Event time, UTC nanoseconds.
            row: The numbers.
        """
        second = time_ns // NANOS_PER_SECOND
        self._latest_ns = time_ns if self._latest_ns is None else max(self._latest_ns, time_ns)
        bucket = self._buckets.get(second)
        if bucket is None:
            bucket = self._buckets[second] = self._zeros()
            insort(self._seconds, second)
        _combine(bucket, row, 1)
        if self._low < second <= self._high:
            _combine(self._sums, row, 1)
        self._forget()

    def sums(self, seconds: int, now_ns: int | None = None) -> tuple[Number, ...]:
        """Return the sums of the rows in a window.

        Args:
            seconds: Its width.
            now_ns: Its end; None for the latest event time.
        """
        if now_ns is None:
            now_ns = self._latest_ns or 0
        high = now_ns // NANOS_PER_SECOND
        low = high - seconds
        if low < self._low or high < self._high or low >= self._high:
            self._low = self._high = low
            self._sums = self._zeros()
        self._shift(self._high, high, 1)
        self._shift(self._low, low, -1)
        self._low, self._high = low, high
        return tuple(self._sums)

    def clear(self) -> None:
        """Forget every row, but not the latest event time."""
        self._buckets.clear()
        self._seconds.clear()
        self._low = self._high = 0
        self._sums = self._zeros()

    def state(self) -> dict[str, Any]:
        """Return everything as JSON's types."""
        rows = [[second, [str(number) for number in self._buckets[second]]] for second in self._seconds]
        return {"latest_ns": self._latest_ns, "rows": rows}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take on what `state` returned.

        Args:
            state: That.

        Raises:
            ValueError: If a row has not this width, or a second is not after the one before it.
        """
        self.clear()
        self._latest_ns = state["latest_ns"]
        for second, row in state["rows"]:
            if len(row) != self._width or (self._seconds and second <= self._seconds[-1]):
                raise ValueError(f"row {row!r} of second {second!r} is out of place")
            self._buckets[second] = [_number(text) for text in row]
            self._seconds.append(second)

    def _zeros(self) -> list[Number]:
        return [0] * self._width

    def _shift(self, start: int, end: int, sign: int) -> None:
        first, last = bisect_right(self._seconds, start), bisect_right(self._seconds, end)
        for second in self._seconds[first:last]:
            _combine(self._sums, self._buckets[second], sign)

    def _forget(self) -> None:
        oldest = (self._latest_ns or 0) // NANOS_PER_SECOND - KEPT_SECONDS
        if not self._seconds or (self._seconds[0] > oldest and len(self._seconds) <= MOST_BUCKETS):
            return
        gone = max(bisect_right(self._seconds, oldest), len(self._seconds) - MOST_BUCKETS)
        for second in self._seconds[:gone]:
            bucket = self._buckets.pop(second)
            if self._low < second <= self._high:
                _combine(self._sums, bucket, -1)
        del self._seconds[:gone]


def _combine(sums: list[Number], row: Sequence[Number], sign: int) -> None:
    for index, number in enumerate(row):
        if isinstance(number, int) and isinstance(sums[index], int):
            sums[index] = (add if sign > 0 else sub)(sums[index], number)
        elif number:
            other = Decimal(number)
            sums[index] = total(Decimal(sums[index]), other if sign > 0 else other.copy_negate())


def _number(text: str) -> Number:
    return int(text) if text.lstrip("-").isdigit() else finite(text, "a sum")
