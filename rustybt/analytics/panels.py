"""Lines of several names in one picture, the key that tells them apart, the axis of time, and bars in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import INNER, LEFT, Panel
from rustybt.analytics.scales import time_ticks

__all__ = ["COLOURS", "key", "pairs", "stroke", "time_axis"]

COLOURS = ("#1d5fd1", "#c2410c", "#0f766e", "#7c3aed")
"""Of lines on light paper: blue, orange, teal, violet; told apart by those who see red and green alike."""

_NAMES = ("line", "fall", "long", "short")
_DASHES = ("", "6 3", "2 2", "9 3 2 3")
_BAR = 0.34


def time_axis(
    times_ns: NDArray[np.int64], spans: Sequence[tuple[float, float]], bottom: float
) -> Iterator[str]:
    """Yield the marks of time: a line through each panel, and a label at the bottom.

    Args:
        times_ns: int64[T], UTC nanoseconds.
        spans: Top and height of each panel.
        bottom: Lower edge of the picture.
    """
    last = max(len(times_ns) - 1, 1)
    for row, label in time_ticks(times_ns, 11):
        x = LEFT + INNER * row / last
        for top, height in spans:
            yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {top:.0f}v{height:g}"/>'
        if x < LEFT + INNER - 14:
            yield f'<text class="rb-soft" x="{x:.1f}" y="{bottom - 5:.0f}" text-anchor="middle">{label}</text>'


def stroke(number: int) -> str:
    """Return the attributes of the line of that number: four colours, and dashes where they come again."""
    colour, dash = number % len(COLOURS), _DASHES[number // len(COLOURS) % len(_DASHES)]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'class="rb-{_NAMES[colour]}" stroke="{COLOURS[colour]}"{dashed}'


def key(names: Sequence[str], top: float) -> Iterator[str]:
    """Yield which line is which, in columns.

    Args:
        names: Of the lines, by number.
        top: Upper edge of the key; each row of it takes 16 pixels.
    """
    for number, name in enumerate(names):
        x, y = LEFT + (number % 4) * (INNER / 4), top + 16 * (number // 4) + 8
        short = name if len(name) <= 30 else f"{name[:29]}\N{HORIZONTAL ELLIPSIS}"
        yield f'<path {stroke(number)} stroke-width="1.8" d="M{x:.0f} {y:.0f}h20"/>'
        yield f'<text class="rb-soft" x="{x + 26:.0f}" y="{y + 4:.0f}">{escape(short)}</text>'


def pairs(
    panel: Panel, spans: Sequence[tuple[float, float]], values: Sequence[tuple[float, float]]
) -> Iterator[str]:
    """Yield two bars in each span: what was promised in grey, beside it what came of it, by its sign.

    Args:
        panel: They stand in; 0 is in its range.
        spans: Left and right edge of each, in pixels.
        values: Two for each; what is not finite has no bar.
    """
    ground = panel.y(0.0)
    for (begin, end), pair in zip(spans, values, strict=True):
        wide = (end - begin) * _BAR
        for place, value in enumerate(pair):
            if not np.isfinite(value):
                continue
            x = (begin + end) / 2.0 + (place - 1) * wide
            y, height = min(panel.y(value), ground), abs(panel.y(value) - ground)
            fill = 'fill="gray" fill-opacity=".45"'
            if place:
                kind, colour = ("line", COLOURS[0]) if value >= 0 else ("fall", COLOURS[1])
                fill = f'class="rb-{kind}-fill" fill="{colour}"'
            yield f'<rect {fill} x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height:.1f}"/>'
    yield f'<path class="rb-base" stroke="gray" d="M{LEFT} {ground:.1f}h{INNER}"/>'
