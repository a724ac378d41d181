"""Which signal of the shadow is which signal of live: one to one, in order, the best there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

__all__ = ["match_in_order"]

_SKIP_FIRST, _SKIP_SECOND, _PAIR = 0, 1, 2

type Score = tuple[int, int, int | Decimal]


def match_in_order[T](
    first: Sequence[T],
    second: Sequence[T],
    may_pair: Callable[[T, T], bool],
    agree: Callable[[T, T], bool],
    distance: Callable[[T, T], int | Decimal],
) -> list[tuple[int, int]]:
    """Return the best one-to-one matching of two ordered sequences that crosses no two of its pairs.

    Best is: most pairs, then most that agree, then the least sum of distances. Both sequences are made by one
    strategy from one ordered log, so a pair never crosses another. Where pairs are those within a distance on
    a line, no matching that crosses has more pairs.

    Args:
        first: In order.
        second: In order.
        may_pair: Whether two may be a pair at all.
        agree: Whether two that may be a pair agree.
        distance: How far apart two are, 0 or more.

    Returns:
        Indices into ``first`` and ``second``, both rising.

    Example:
        >>> near = lambda a, b: abs(a - b) <= 2
        >>> match_in_order([1, 5], [0, 1, 9], near, lambda a, b: a == b, lambda a, b: abs(a - b))
        [(0, 1)]
    """

    def same(one: T, other: T) -> bool:
        return may_pair(one, other) and agree(one, other) and distance(one, other) == 0

    start, end = 0, 0
    shorter = min(len(first), len(second))
    while start < shorter and same(first[start], second[start]):
        start += 1
    while end < shorter - start and same(first[-1 - end], second[-1 - end]):
        end += 1
    middle = _best(
        first[start : len(first) - end], second[start : len(second) - end], may_pair, agree, distance
    )
    tail = [(len(first) - back, len(second) - back) for back in range(end, 0, -1)]
    return [*((at, at) for at in range(start)), *((i + start, j + start) for i, j in middle), *tail]


def _best[T](
    first: Sequence[T],
    second: Sequence[T],
    may_pair: Callable[[T, T], bool],
    agree: Callable[[T, T], bool],
    distance: Callable[[T, T], int | Decimal],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the best matching, found from the ends back to the starts."""
    below: list[Score] = [(0, 0, 0)] * (len(second) + 1)
    steps: list[bytearray] = []
    for one in reversed(first):
        row: list[Score] = [(0, 0, 0)] * (len(second) + 1)
        step = bytearray(len(second) + 1)
        for j in range(len(second) - 1, -1, -1):
            row[j], step[j] = below[j], _SKIP_FIRST
            if row[j + 1] > row[j]:
                row[j], step[j] = row[j + 1], _SKIP_SECOND
            other = second[j]
            if may_pair(one, other):
                pairs, agreed, apart = below[j + 1]
                score = (pairs + 1, agreed + agree(one, other), apart - distance(one, other))
                if score >= row[j]:
                    row[j], step[j] = score, _PAIR
        below = row
        steps.append(step)
    i = j = 0
    while i < len(first) and j < len(second):
        taken = steps[len(first) - 1 - i][j]
        if taken == _PAIR:
            yield i, j
        i, j = i + (taken != _SKIP_SECOND), j + (taken != _SKIP_FIRST)
