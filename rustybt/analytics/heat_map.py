"""A picture of one figure over two parameters: a table of colours, on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import WIDTH, Drawing, opening
from rustybt.analytics.figures import ratio_text

__all__ = ["HeatMap", "HeatMapPicture"]

# Rows need room for their labels, and the scale stands at the right.
LEFT, RIGHT, TOP, BOTTOM = 96, 92, 34, 44
INNER = WIDTH - LEFT - RIGHT
LOW, HIGH = "#c2410c", "#1d5fd1"
LABELS = 14


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatMap:
    """What is drawn.

    Attributes:
        figure: Name of what the colours show.
        across: Name of the parameter from left to right.
        down: Name of the parameter from bottom to top.
        columns: Its values as texts, C of them.
        rows: The other's values as texts, R of them.
        values: float64[R, C]; NaN where nothing is known.
        marks: Cells that are marked, with a word for each: (row, column, word).
    """

    figure: str
    across: str
    down: str
    columns: Sequence[str]
    rows: Sequence[str]
    values: NDArray[np.float64]
    marks: Sequence[tuple[int, int, str]] = ()


class HeatMapPicture(Drawing):
    """A drawing of a table of colours that shows itself in a notebook; ``svg`` is its text.

    Args:
        given: What is drawn; at least one cell.
    """

    def __init__(self, given: HeatMap) -> None:
        super().__init__(_drawn(given))


def _drawn(given: HeatMap) -> Iterator[str]:
    rows, columns = given.values.shape
    wide = INNER / columns
    high = min(max(300 / rows, 10.0), 34.0)
    bottom = TOP + high * rows
    title = f"{given.figure} by {given.across} and {given.down}"
    marked = "; ".join(f"{word}: {_words(given, row, column)}" for row, column, word in given.marks)
    yield opening(title, marked, bottom + BOTTOM)
    yield f'<text class="rb-title" x="{LEFT}" y="{TOP - 14}">{escape(title)}</text>'
    low, top = _range(given.values)
    for row in range(rows):
        y = bottom - high * (row + 1)
        for column in range(columns):
            yield from _cell(given, row, column, (LEFT + wide * column, y, wide, high), (low, top))
    yield from _labels(given, wide, high, bottom)
    for row, column, word in given.marks:
        yield from _mark(word, (LEFT + wide * column, bottom - high * (row + 1), wide, high))
    yield from _scale(low, top)


def _range(values: NDArray[np.float64]) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else (0.0, 0.0)


def _colour(value: float, low: float, high: float) -> tuple[str, float]:
    # One colour below 0 and one above it, as in every other picture: the page shines through at 0, and else
    # at the end that is nearest to it.
    near, far = (0.0, max(-low, high)) if low < 0 < high else sorted((abs(low), abs(high)))
    part = (abs(value) - near) / (far - near) if far > near else 0.0
    return (HIGH if value >= 0 else LOW), 0.06 + 0.5 * part


def _cell(
    given: HeatMap, row: int, column: int, box: tuple[float, float, float, float], ends: tuple[float, float]
) -> Iterator[str]:
    value = float(given.values[row, column])
    if not np.isfinite(value):
        return
    x, y, wide, high = box
    colour, strength = _colour(value, *ends)
    kind = "rb-line-fill" if colour == HIGH else "rb-fall-fill"
    words = (
        f"{given.across} {given.columns[column]}, {given.down} {given.rows[row]}: {given.figure} {value:.4g}"
    )
    yield (
        f'<rect class="{kind}" fill="{colour}" fill-opacity="{strength:.2f}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{max(wide - 1, 0.5):.1f}" height="{high - 1:.1f}"><title>{escape(words)}</title></rect>'
    )
    if wide >= 40 and high >= 14:
        yield (
            f'<text x="{x + wide / 2:.1f}" y="{y + high / 2 + (1 if high >= 30 else 4):.1f}" text-anchor="middle">'
            f"{ratio_text(value)}</text>"
        )


def _words(given: HeatMap, row: int, column: int) -> str:
    place = f"{given.across} {given.columns[column]}, {given.down} {given.rows[row]}"
    return f"{place}: {given.figure} {float(given.values[row, column]):.4g}"


def _mark(word: str, box: tuple[float, float, float, float]) -> Iterator[str]:
    # An outline, and the word beneath the number where the cell has room for both.
    x, y, wide, high = box
    yield (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide - 1, 1):.1f}" height="{high - 1:.1f}" fill="none" '
        'stroke="currentColor" stroke-width="2"/>'
    )
    inside = wide >= 40 and high >= 30
    across, down = (x + wide / 2, y + high - 4) if inside else (x + wide / 2, y - 4)
    yield (
        f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="middle" font-weight="600" '
        f'style="font-size:9px">{escape(word)}</text>'
    )


def _labels(given: HeatMap, wide: float, high: float, bottom: float) -> Iterator[str]:
    rows, columns = given.values.shape
    for column in range(0, columns, -(-columns // LABELS)):
        x = LEFT + wide * (column + 0.5)
        yield (
            f'<text class="rb-soft" x="{x:.1f}" y="{bottom + 15:.1f}" text-anchor="middle">'
            f"{escape(given.columns[column])}</text>"
        )
    for row in range(0, rows, max(1, -(-14 // int(high)))):
        y = bottom - high * (row + 0.5) + 4
        yield (
            f'<text class="rb-soft" x="{LEFT - 8}" y="{y:.1f}" text-anchor="end">{escape(given.rows[row])}</text>'
        )
    yield (
        f'<text x="{LEFT + INNER / 2:.1f}" y="{bottom + 33:.1f}" text-anchor="middle">{escape(given.across)}</text>'
        f'<text x="{LEFT - 8}" y="{TOP - 14}" text-anchor="end">{escape(given.down)}</text>'
    )


def _scale(low: float, high: float) -> Iterator[str]:
    if not high > low:
        return
    x = LEFT + INNER + 12
    for at in range(11):
        value = high + (low - high) * at / 10
        colour, strength = _colour(value, low, high)
        kind = "rb-line-fill" if colour == HIGH else "rb-fall-fill"
        yield (
            f'<rect class="{kind}" fill="{colour}" fill-opacity="{strength:.2f}" x="{x}" y="{TOP + 9 * at}" '
            f'width="12" height="9"/>'
        )
    for at, value in ((0, high), (10, low)):
        yield f'<text class="rb-soft" x="{x + 17}" y="{TOP + 9 * at + 8}">{ratio_text(value)}</text>'
