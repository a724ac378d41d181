"""The picture of a portfolio's shares: growth of every strategy, and how the account was shared between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import (
    DARK_PAGES,
    INNER,
    LEFT,
    LIGHT_PAGES,
    Drawing,
    Panel,
    heading,
    line_of,
    opening,
    percent_tick,
    value_axis,
)
from rustybt.analytics.figures import percent_text
from rustybt.analytics.scales import time_ticks, value_ticks
from rustybt.finance.metrics.returns import growth

__all__ = ["SleeveCurves", "SleevePicture"]

type Floats = NDArray[np.float64]

TOPS = {"growth": 44, "shares": 44 + 220 + 34}
HEIGHTS = {"growth": 220, "shares": 110}
KEY, KEYS = 16, 4
BOTTOM = TOPS["shares"] + HEIGHTS["shares"] + 22
COLOURS = (
    ("#1d5fd1", "#6ea8fe"),
    ("#c2410c", "#fb923c"),
    ("#0f766e", "#2dd4bf"),
    ("#7c3aed", "#b794f6"),
    ("#a16207", "#facc15"),
    ("#be185d", "#f472b6"),
    ("#475569", "#94a3b8"),
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SleeveCurves:
    """What is drawn, one value a session.

    Attributes:
        times_ns: Ends of the sessions, int64[T], UTC nanoseconds.
        returns: Simple returns of every strategy, float64[T], by name.
        shares: Value over the account's, float64[T], by name.
        whole: Simple returns of the account, float64[T].
    """

    times_ns: NDArray[np.int64]
    returns: Mapping[str, Floats]
    shares: Mapping[str, Floats]
    whole: Floats


class SleevePicture(Drawing):
    """Growth and shares.

    Args:
        curves: What is drawn; at least one session and one strategy.
        name: Title for screen readers.
    """

    def __init__(self, curves: SleeveCurves, name: str = "") -> None:
        super().__init__(_drawn(curves, name))


def _drawn(curves: SleeveCurves, name: str) -> Iterator[str]:
    title = f"{name or 'Portfolio'}: growth and shares of its strategies"
    ends = {each: float(growth(returns)[-1]) - 1.0 for each, returns in curves.returns.items()}
    told = ", ".join(f"{each} {percent_text(end, signed=True)}" for each, end in ends.items())
    more = KEY * (len(ends) // KEYS)  # rows of the key beyond the first, with the account's entry
    yield opening(title, f"{told}.", BOTTOM + more)
    yield f'<g class="rb-sleeves"><style>{_style(len(curves.returns))}</style>'
    yield f'<text class="rb-title" x="{LEFT}" y="14">Growth of one unit</text>'
    yield from _legend(ends)
    yield f'<g transform="translate(0 {more})">'
    yield from _time_axis(curves.times_ns)
    yield from _growth(curves)
    yield from _shares(curves)
    yield "</g></g>"


def _style(count: int) -> str:
    def colours(theme: int) -> str:
        return ";".join(f"--rb-s{place}:{COLOURS[place % len(COLOURS)][theme]}" for place in range(count))

    classes = "".join(
        f".rb-sleeves .rb-s{place}{{stroke:var(--rb-s{place})}}.rb-sleeves .rb-a{place}{{fill:var(--rb-s{place})}}"
        for place in range(count)
    )
    return "".join(
        (
            f".rb-sleeves{{{colours(0)}}}",
            f"@media screen and (prefers-color-scheme:dark){{.rb-sleeves{{{colours(1)}}}}}",
            f"{','.join(f'{page} .rb-sleeves' for page in LIGHT_PAGES)}{{{colours(0)}}}",
            f"@media screen{{{','.join(f'{page} .rb-sleeves' for page in DARK_PAGES)}{{{colours(1)}}}}}",
            classes,
        )
    )


def _time_axis(times_ns: NDArray[np.int64]) -> Iterator[str]:
    last = max(len(times_ns) - 1, 1)
    for row, label in time_ticks(times_ns, 11):
        x = LEFT + INNER * row / last
        for panel, top in TOPS.items():
            yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {top}v{HEIGHTS[panel]}"/>'
        if x < LEFT + INNER - 14:
            yield f'<text class="rb-soft" x="{x:.1f}" y="{BOTTOM - 5}" text-anchor="middle">{label}</text>'


def _growth(curves: SleeveCurves) -> Iterator[str]:
    lines = {name: growth(returns) for name, returns in curves.returns.items()}
    whole = growth(curves.whole)
    values = np.concatenate([whole, *lines.values(), np.ones(1)])
    low, high = float(values.min()), float(values.max())
    pad = (high - low) * 0.04 or 0.01
    panel = Panel(top=TOPS["growth"], height=HEIGHTS["growth"], low=low - pad, high=high + pad)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 5), "{:.2f}".format)
    line, _ = line_of(panel, whole, panel.low)
    yield f'<path class="rb-other" stroke="gray" fill="none" stroke-width="1.4" stroke-dasharray="5 3" d="{line}"/>'
    for place, values in enumerate(lines.values()):
        line, _ = line_of(panel, values, panel.low)
        yield (
            f'<path class="rb-s{place}" stroke="{COLOURS[place % len(COLOURS)][0]}" fill="none" stroke-width="1.6" '
            f'stroke-linejoin="round" d="{line}"/>'
        )


def _shares(curves: SleeveCurves) -> Iterator[str]:
    panel = Panel(top=TOPS["shares"], height=HEIGHTS["shares"], low=0.0, high=1.0)
    yield heading("Share of the account", "what is not shared is cash", panel.top)
    yield from value_axis(panel, [0.0, 0.5, 1.0], percent_tick)
    # Each lies on those below it: the highest stack first, and what covers it after.
    roofs = np.cumsum([np.clip(share, 0.0, 1.0) for share in curves.shares.values()], axis=0)
    for place in reversed(range(len(roofs))):
        _, area = line_of(panel, np.clip(roofs[place], 0.0, 1.0), 0.0)
        yield f'<path class="rb-a{place}" fill="{COLOURS[place % len(COLOURS)][0]}" d="{area}"/>'


def _legend(ends: Mapping[str, float]) -> Iterator[str]:
    entries = [
        (
            f'class="rb-s{place}" stroke="{COLOURS[place % len(COLOURS)][0]}"',
            f"{name} {percent_text(end, signed=True)}",
        )
        for place, (name, end) in enumerate(ends.items())
    ]
    for number, (stroke, text) in enumerate(
        [*entries, ('class="rb-other" stroke="gray" stroke-dasharray="5 3"', "account")]
    ):
        x, y = LEFT + number % KEYS * (INNER / KEYS), 30 + KEY * (number // KEYS)
        short = text if len(text) <= 30 else f"{text[:29]}\N{HORIZONTAL ELLIPSIS}"
        yield f'<path {stroke} stroke-width="2" d="M{x:.0f} {y}h18"/>'
        yield f'<text class="rb-soft" x="{x + 22:.0f}" y="{y + 4}">{escape(short)}</text>'
