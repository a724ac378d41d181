"""Pictures of a report: lines over time in panels, the distribution of returns, bars beside names."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import (
    INNER,
    LEFT,
    WIDTH,
    Drawing,
    Panel,
    heading,
    line_of,
    opening,
    percent_tick,
    value_axis,
)
from rustybt.analytics.figures import ratio_text
from rustybt.analytics.panels import key, stroke, time_axis
from rustybt.analytics.scales import log_ticks, path_of, value_ticks

__all__ = ["Bars", "Distribution", "Mark", "TimeLines", "Track"]

type Floats = NDArray[np.float64]

_KEY = 16
_BINS = 61


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Track:
    """Lines that share a panel.

    Attributes:
        title: Of the panel.
        lines: Names and values, float64[T], NaN where there is nothing to draw.
        text: Makes labels of values.
        height: Of the panel, pixels.
        base: Value of a reference line, or None.
        log: Whether a logarithmic axis suits lines that span more than a factor of eight.
    """

    title: str
    lines: Sequence[tuple[str, Floats]]
    text: Callable[[float], str] = ratio_text
    height: int = 96
    base: float | None = None
    log: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that a distribution is marked at."""

    title: str
    value: float


class TimeLines(Drawing):
    """Lines over time, in panels one above the other.

    Args:
        times_ns: int64[T], UTC nanoseconds.
        tracks: The panels, from top to bottom.
        title: Of the picture.
        description: What it shows, in a sentence.
    """

    def __init__(
        self, times_ns: NDArray[np.int64], tracks: Sequence[Track], title: str, description: str
    ) -> None:
        super().__init__(_time_lines(times_ns, tracks, title, description))


class Distribution(Drawing):
    """How often returns were how large.

    Args:
        returns: Finite values, float64[T], at least one.
        marks: Values to mark, such as the value at risk.
        title: Of the picture.
    """

    def __init__(self, returns: Floats, marks: Sequence[Mark], title: str) -> None:
        super().__init__(_distribution(returns, marks, title))


class Bars(Drawing):
    """One bar a name, to the right of 0 or to the left.

    Args:
        rows: Names, values and their texts.
        title: Of the picture.
        note: Soft, beside the title.
    """

    def __init__(self, rows: Sequence[tuple[str, float, str]], title: str, note: str = "") -> None:
        super().__init__(_bars(rows, title, note))


def _time_lines(
    times_ns: NDArray[np.int64], tracks: Sequence[Track], title: str, description: str
) -> Iterator[str]:
    spans, below = [], 0.0
    for track in tracks:
        top = below + 26 + (_KEY * -(-len(track.lines) // 4) if len(track.lines) > 1 else 0)
        spans.append((top, float(track.height)))
        below = top + track.height + 8
    bottom = below + 14
    yield opening(title, description, bottom)
    yield from time_axis(times_ns, spans, bottom)
    for track, (top, _) in zip(tracks, spans, strict=True):
        yield from _track(track, top)


def _track(track: Track, top: float) -> Iterator[str]:
    names = [name for name, _ in track.lines]
    several = len(names) > 1
    last = track.lines[0][1][-1] if len(track.lines[0][1]) else math.nan
    detail = "" if several or not math.isfinite(last) else f"last {track.text(float(last))}"
    rows = _KEY * -(-len(names) // 4) if several else 0
    yield heading(escape(track.title), escape(detail), top - rows)
    if several:
        yield from key(names, top - rows - 2)
    panel = _panel_of(track, top)
    ticks = log_ticks(panel.low, panel.high) if panel.log else value_ticks(panel.low, panel.high, 4)
    yield from value_axis(panel, ticks, track.text)
    if track.base is not None and panel.low <= track.base <= panel.high:
        yield (
            f'<path class="rb-base" stroke="gray" stroke-dasharray="2 3" '
            f'd="M{LEFT} {panel.y(track.base):.1f}h{INNER}"/>'
        )
    for number, (_, values) in enumerate(track.lines):
        yield from _broken_line(panel, values, stroke(number))


def _panel_of(track: Track, top: float) -> Panel:
    known = np.concatenate([values[np.isfinite(values)] for _, values in track.lines])
    if not len(known):
        return Panel(top=top, height=track.height, low=0.0, high=1.0)
    low, high = float(known.min()), float(known.max())
    if track.base is not None:
        low, high = min(low, track.base), max(high, track.base)
    log = track.log and low > 0 and high / low > 8
    pad = 1.04 if log else (high - low) * 0.06 or abs(high) * 0.05 or 0.1
    low, high = (low / pad, high * pad) if log else (low - pad, high + pad)
    return Panel(top=top, height=track.height, low=low, high=high, log=log)


def _broken_line(panel: Panel, values: Floats, attributes: str) -> Iterator[str]:
    # Drawn piece by piece where values are missing.
    known = np.concatenate(([False], np.isfinite(values), [False]))
    edges = np.flatnonzero(np.diff(known.astype(np.int8)))
    last = max(len(values) - 1, 1)
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if start == 0 and end == len(values):
            path = line_of(panel, values, panel.low)[0]
        else:
            rows = np.arange(start, end)
            if len(rows) > 1600:
                rows = rows[:: len(rows) // 800]
            path = path_of(LEFT + INNER * rows / last, np.asarray(panel.y(values[rows])))
        yield f'<path {attributes} fill="none" stroke-width="1.4" stroke-linejoin="round" d="{path}"/>'


def _distribution(returns: Floats, marks: Sequence[Mark], title: str) -> Iterator[str]:
    reach = _reach(returns, marks)
    edges = np.linspace(-reach, reach, _BINS + 1)
    counts = np.histogram(np.clip(returns, -reach, reach), edges)[0]
    panel = Panel(top=44.0, height=180.0, low=0.0, high=float(counts.max()) * 1.06 or 1.0)
    outside = int((np.abs(returns) > reach).sum())
    said = f"; {outside:,} beyond the edge are in the outermost bars" if outside else ""
    marked = ", ".join(f"{mark.title} {_fine(mark.value)}" for mark in marks)
    yield opening(title, f"{len(returns):,} sessions; {marked}{said}.", 250)
    yield heading(escape(title), f"{len(returns):,} sessions{said}", 24)
    yield from value_axis(panel, value_ticks(0.0, panel.high, 4), lambda value: f"{value:,.0f}")
    width = INNER / _BINS
    for number, count in enumerate(counts.tolist()):
        if count:
            below = edges[number] + edges[number + 1] < 0
            kind, colour = ("fall", "#c2410c") if below else ("line", "#1d5fd1")
            y = panel.y(float(count))
            low, high = _fine(float(edges[number])), _fine(float(edges[number + 1]))
            x = LEFT + number * width + 0.6
            yield (
                f'<rect class="rb-{kind}-fill" fill="{colour}" fill-opacity=".62" x="{x:.1f}" '
                f'y="{y:.1f}" width="{width - 1.2:.1f}" height="{panel.top + panel.height - y:.1f}">'
                f"<title>{low} to {high}: {count:,} sessions</title></rect>"
            )
    for tick in value_ticks(-reach, reach, 8):
        x = LEFT + INNER * (tick + reach) / (2 * reach)
        yield f'<text class="rb-soft" x="{x:.1f}" y="242" text-anchor="middle">{percent_tick(tick)}</text>'
    yield from _marks(marks, reach, panel)


def _reach(returns: Floats, marks: Sequence[Mark]) -> float:
    # Rare extremes must not press all others into a few bars.
    wide = float(np.quantile(np.abs(returns), 0.998)) * 1.15
    known = [abs(mark.value) * 1.5 for mark in marks if math.isfinite(mark.value)]
    return max(wide, *known, 1e-6) if known else max(wide, 1e-6)


def _marks(marks: Sequence[Mark], reach: float, panel: Panel) -> Iterator[str]:
    # Each line begins at its label, lower the further left: no label is crossed by another's line.
    ordered = sorted(marks, key=lambda each: -each.value)
    for number, mark in enumerate(ordered):
        x = LEFT + INNER * (mark.value + reach) / (2 * reach)
        y = panel.top + 15 * number
        yield (
            f'<path class="rb-base" stroke="gray" stroke-dasharray="4 3" '
            f'd="M{x:.1f} {y - 2:.0f}V{panel.top + panel.height:.0f}"/>'
            f'<text x="{x - 5:.1f}" y="{y + 8:.0f}" text-anchor="end">{escape(mark.title)} {_fine(mark.value)}</text>'
        )


def _bars(rows: Sequence[tuple[str, float, str]], title: str, note: str) -> Iterator[str]:
    height = 34 + 22 * len(rows)
    yield opening(title, "; ".join(f"{name}: {text}" for name, _, text in rows) or "Nothing to show.", height)
    yield heading(escape(title), escape(note), 24)
    low = min(0.0, *(value for _, value, _ in rows)) if rows else 0.0
    high = max(0.0, *(value for _, value, _ in rows)) if rows else 0.0
    span, left = (high - low) or 1.0, 150
    inner = WIDTH - left - 150
    zero = left + inner * -low / span
    for number, (name, value, text) in enumerate(rows):
        y, size = 32 + 22 * number, inner * abs(value) / span
        kind, colour = ("fall", "#c2410c") if value < 0 else ("line", "#1d5fd1")
        x = zero - size if value < 0 else zero
        short = name if len(name) <= 22 else f"{name[:21]}\N{HORIZONTAL ELLIPSIS}"
        yield f'<text x="{LEFT}" y="{y + 12}">{escape(short)}</text>'
        yield (
            f'<rect class="rb-{kind}-fill" fill="{colour}" fill-opacity=".75" x="{x:.1f}" y="{y}" '
            f'width="{max(size, 0.5):.1f}" height="15"/>'
        )
        yield f'<text class="rb-soft" x="{WIDTH - 140}" y="{y + 12}">{escape(text)}</text>'
    yield f'<path class="rb-base" stroke="gray" d="M{zero:.1f} 28v{max(height - 32, 1)}"/>'


def _fine(value: float) -> str:
    return f"{value * 100:.2f} %".replace("-", "\N{MINUS SIGN}")
