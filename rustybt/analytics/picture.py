"""The picture of a run: equity, drawdown and exposure as one SVG, drawn without a plotting library.

It carries its own style, follows the light or dark theme of the page it stands in (JupyterLab, a saved
notebook, a report) and asks nothing of the network.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import (
    INNER,
    LEFT,
    Drawing,
    Panel,
    heading,
    line_of,
    opening,
    percent_tick,
    value_axis,
)
from rustybt.analytics.figures import money_text, percent_text
from rustybt.analytics.scales import compact_text, log_ticks, time_ticks, value_ticks

__all__ = ["Curves", "Picture"]

type Floats = NDArray[np.float64]

_TOP, _GAP = 26, 34
_HEIGHTS = {"equity": 230, "drawdown": 88, "exposure": 88}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curves:
    """What is drawn, one value a session.

    Attributes:
        times_ns: Ends of the sessions, int64[T], UTC nanoseconds.
        equity: Value of the portfolio, float64[T].
        drawdown: Distance below the peak so far as a ratio, float64[T], 0 or negative.
        long: Value held long over the portfolio, float64[T].
        short: Value held short over the portfolio, float64[T], 0 or negative.
        capital: Value at the start.
        benchmark: What the capital would have become in the benchmark, float64[T], or None.
    """

    times_ns: NDArray[np.int64]
    equity: Floats
    drawdown: Floats
    long: Floats
    short: Floats
    capital: float
    benchmark: Floats | None = None


class Picture(Drawing):
    """A drawing of a run that shows itself in a notebook; ``svg`` is its text.

    Args:
        curves: What is drawn; at least one session.
        name: Title for screen readers.
    """

    def __init__(self, curves: Curves, name: str = "") -> None:
        super().__init__(_drawn(curves, name))


def _drawn(curves: Curves, name: str) -> Iterator[str]:
    tops, bottom = {}, float(_TOP)
    for panel, height in _HEIGHTS.items():
        tops[panel] = bottom
        bottom += height + _GAP
    bottom += 22 - _GAP
    title = f"{name or 'Backtest'}: equity, drawdown and exposure"
    change = (
        percent_text(float(curves.equity[-1]) / curves.capital - 1.0, signed=True) if curves.capital else ""
    )
    described = (
        f"From {money_text(curves.capital)} to {money_text(float(curves.equity[-1]))} ({change}); "
        f"deepest drawdown {percent_text(float(curves.drawdown.min()))}."
    )
    yield opening(title, described, bottom)
    yield from _time_axis(curves, tops, bottom)
    yield from _equity(curves, tops["equity"])
    yield from _drawdown(curves, tops["drawdown"])
    yield from _exposure(curves, tops["exposure"])


def _time_axis(curves: Curves, tops: dict[str, float], bottom: float) -> Iterator[str]:
    last = max(len(curves.times_ns) - 1, 1)
    for row, label in time_ticks(curves.times_ns, 11):
        x = LEFT + INNER * row / last
        for panel, top in tops.items():
            yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {top:.0f}v{_HEIGHTS[panel]}"/>'
        if x < LEFT + INNER - 14:
            yield f'<text class="rb-soft" x="{x:.1f}" y="{bottom - 5:.0f}" text-anchor="middle">{label}</text>'


def _equity(curves: Curves, top: float) -> Iterator[str]:
    shown = [curves.equity] if curves.benchmark is None else [curves.equity, curves.benchmark]
    low = min(curves.capital, *(float(line.min()) for line in shown))
    high = max(curves.capital, *(float(line.max()) for line in shown))
    log = low > 0 and high / low > 8
    pad = 1.04 if log else (high - low) * 0.04 or abs(high) * 0.01 or 1.0
    low, high = (low / pad, high * pad) if log else (low - pad, high + pad)
    panel = Panel(top=top, height=_HEIGHTS["equity"], low=low, high=high, log=log)
    yield heading("Equity" + (" (log scale)" if log else ""), compact_text(float(curves.equity[-1])), top)
    yield from _legend(top, has_benchmark=curves.benchmark is not None)
    yield from value_axis(panel, log_ticks(low, high) if log else value_ticks(low, high, 5), compact_text)
    base = panel.y(curves.capital)
    yield f'<path class="rb-base" stroke="gray" stroke-dasharray="2 3" d="M{LEFT} {base:.1f}h{INNER}"/>'
    if curves.benchmark is not None:
        line = line_of(panel, curves.benchmark, panel.low)[0]
        yield f'<path class="rb-other" stroke="gray" fill="none" stroke-width="1.2" stroke-dasharray="5 3" d="{line}"/>'
    line, area = line_of(panel, curves.equity, panel.low)
    yield f'<path class="rb-line-fill" fill="#1d5fd1" fill-opacity=".1" d="{area}"/>'
    yield (
        f'<path class="rb-line" stroke="#1d5fd1" fill="none" stroke-width="1.7" stroke-linejoin="round" d="{line}"/>'
    )
    end = panel.y(float(curves.equity[-1]))
    at = LEFT + (INNER if len(curves.equity) > 1 else INNER / 2)
    yield f'<circle class="rb-line-fill" fill="#1d5fd1" cx="{at}" cy="{end:.1f}" r="3"/>'


def _drawdown(curves: Curves, top: float) -> Iterator[str]:
    deepest = float(curves.drawdown.min())
    panel = Panel(top=top, height=_HEIGHTS["drawdown"], low=min(deepest * 1.12, -1e-4), high=0.0)
    yield heading("Drawdown", f"deepest {percent_text(deepest)}", top)
    yield from value_axis(panel, value_ticks(panel.low, 0.0, 3), percent_tick)
    line, area = line_of(panel, curves.drawdown, 0.0)
    yield f'<path class="rb-fall-fill" fill="#c2410c" fill-opacity=".22" d="{area}"/>'
    yield f'<path class="rb-fall" stroke="#c2410c" fill="none" stroke-width="1.1" d="{line}"/>'
    if deepest < 0:
        row = int(curves.drawdown.argmin())
        x = LEFT + INNER * row / max(len(curves.drawdown) - 1, 1)
        yield f'<circle class="rb-fall-fill" fill="#c2410c" cx="{x:.1f}" cy="{panel.y(deepest):.1f}" r="3"/>'


def _exposure(curves: Curves, top: float) -> Iterator[str]:
    long, short = _bounded(curves.long), _bounded(curves.short)
    high, low = max(float(long.max()), 0.0), min(float(short.min()), 0.0)
    high = max(high, 1.0) if high > 0.75 else high
    pad = max(high - low, 0.1) * 0.06
    panel = Panel(top=top, height=_HEIGHTS["exposure"], low=low - pad if low else 0.0, high=high + pad)
    parts = f"long {percent_text(float(long.mean()))}" + (
        f", short {percent_text(-float(short.mean()))}" if low else ""
    )
    yield heading("Exposure", f"mean {parts}", top)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 4), percent_tick)
    for side, colour, values in (("long", "#0f766e", long), ("short", "#7c3aed", short)):
        if values.any():
            area = line_of(panel, values, 0.0)[1]
            yield f'<path class="rb-{side}-fill" fill="{colour}" fill-opacity=".45" d="{area}"/>'
    yield f'<path class="rb-base" stroke="gray" d="M{LEFT} {panel.y(0.0):.1f}h{INNER}"/>'


def _legend(top: float, *, has_benchmark: bool) -> Iterator[str]:
    if not has_benchmark:
        return
    right, y = LEFT + INNER, top - 12
    yield f'<path class="rb-line" stroke="#1d5fd1" stroke-width="1.7" d="M{right - 156} {y:.0f}h18"/>'
    yield f'<text class="rb-soft" x="{right - 134}" y="{y + 4:.0f}">strategy</text>'
    yield (
        f'<path class="rb-other" stroke="gray" stroke-width="1.2" stroke-dasharray="5 3" '
        f'd="M{right - 82} {y:.0f}h18"/>'
    )
    yield f'<text class="rb-soft" x="{right - 60}" y="{y + 4:.0f}">benchmark</text>'


def _bounded(values: Floats) -> Floats:
    # An account that was lost has no finite exposure; the panel would show nothing else.
    return np.clip(np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0), -20.0, 20.0)
