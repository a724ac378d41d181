"""The picture of many runs: bands of where they went, and the run they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import INNER, LEFT, Drawing, Panel, heading, opening, value_axis
from rustybt.analytics.figures import money_text
from rustybt.analytics.scales import compact_text, log_ticks, path_of, time_ticks, value_ticks

__all__ = ["Fan", "FanPicture"]

type Floats = NDArray[np.float64]

TOP, HEIGHT = 30, 280
OPACITY = (".14", ".26", ".34", ".4")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """What is drawn, at P points of the runs.

    Attributes:
        levels: Percentiles, increasing, an odd number of them with the median in the middle.
        bands: Their values, float64[len(levels), P].
        run: Value of the run that they were made of, float64[P], or None.
        capital: Value at the start.
        times_ns: Of the points, int64[P], UTC nanoseconds; None where they are numbered.
        unit: Of numbered points, such as ``"round trips"``.
        last: Number of the last point, where they are numbered.
    """

    levels: Sequence[float]
    bands: Floats
    run: Floats | None
    capital: float
    times_ns: NDArray[np.int64] | None = None
    unit: str = ""
    last: int = 0


class FanPicture(Drawing):
    """A drawing of many runs that shows itself in a notebook; ``svg`` is its text.

    Args:
        fan: What is drawn; at least two points.
        name: Title for screen readers.
    """

    def __init__(self, fan: Fan, name: str = "") -> None:
        super().__init__(_drawn(fan, name))


def _panel(fan: Fan) -> Panel:
    shown = [fan.bands] if fan.run is None else [fan.bands, fan.run[None, :]]
    low, high = min(float(each.min()) for each in shown), max(float(each.max()) for each in shown)
    log = low > 0 and high / low > 8.0
    pad = 1.0 if high == low else (high - low) * 0.05
    ends = (low * 0.94, high * 1.06) if log else (low - pad, high + pad)
    return Panel(top=TOP, height=HEIGHT, low=ends[0], high=ends[1], log=log)


def _drawn(fan: Fan, name: str) -> Iterator[str]:
    panel, middle = _panel(fan), len(fan.levels) // 2
    x = LEFT + INNER * np.linspace(0.0, 1.0, fan.bands.shape[1])
    ends = ", ".join(
        f"{level:g} %: {money_text(float(band[-1]))}"
        for level, band in zip(fan.levels, fan.bands, strict=True)
    )
    title = f"{name or 'Monte Carlo'}: where the runs went"
    yield opening(title, f"Percentiles of the final value: {ends}.", TOP + HEIGHT + 26)
    low, high = (f"{level:g} %" for level in (fan.levels[0], fan.levels[-1]))
    least, most = (money_text(float(band[-1])) for band in (fan.bands[0], fan.bands[-1]))
    yield heading("Value", f"{low} to {high} of the runs; at the end {least} to {most}", TOP - 4)
    ticks = log_ticks if panel.log else lambda low, high: value_ticks(low, high, 5)
    yield from value_axis(panel, ticks(panel.low, panel.high), compact_text)
    if panel.low < fan.capital < panel.high:
        yield f'<path class="rb-base" stroke="gray" d="M{LEFT} {float(panel.y(fan.capital)):.1f}h{INNER}"/>'
    yield from _grid(fan)
    for pair in range(middle):
        lower, upper = panel.y(fan.bands[pair]), panel.y(fan.bands[-1 - pair])
        outline = path_of(np.concatenate((x, x[::-1])), np.concatenate((upper, lower[::-1])))
        opacity = OPACITY[min(pair, 3)]
        yield f'<path class="rb-line-fill" fill="#1d5fd1" fill-opacity="{opacity}" d="{outline}Z"/>'
    lines = [("rb-line", "#1d5fd1", 1.7, fan.bands[middle])]
    if fan.run is not None:
        lines.append(("rb-mark", "currentColor", 1.4, fan.run))
    for kind, colour, width, values in lines:
        path = path_of(x, np.asarray(panel.y(values)))
        yield f'<path class="{kind}" stroke="{colour}" fill="none" stroke-width="{width}" d="{path}"/>'
    yield from _legend(has_run=fan.run is not None)


def _grid(fan: Fan) -> Iterator[str]:
    for part, label in _along(fan):
        x = LEFT + INNER * part
        anchor = "start" if part < 0.02 else "end" if part > 0.98 else "middle"
        yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {TOP}v{HEIGHT}"/>'
        yield f'<text class="rb-soft" x="{x:.1f}" y="{TOP + HEIGHT + 17}" text-anchor="{anchor}">{label}</text>'


def _along(fan: Fan) -> Iterator[tuple[float, str]]:
    if fan.times_ns is not None:
        last = max(len(fan.times_ns) - 1, 1)
        yield from ((row / last, label) for row, label in time_ticks(fan.times_ns, 11))
        return
    ticks = [tick for tick in value_ticks(0.0, float(fan.last), 8) if tick == round(tick)]
    for tick in ticks:
        unit = f" {fan.unit}" if tick == ticks[-1] else ""
        yield tick / max(fan.last, 1), f"{tick:g}{unit}"


def _legend(*, has_run: bool) -> Iterator[str]:
    right, y = LEFT + INNER, TOP - 16
    if has_run:
        yield f'<path class="rb-mark" stroke="currentColor" stroke-width="1.4" d="M{right - 66} {y}h18"/>'
        yield f'<text class="rb-soft" x="{right - 44}" y="{y + 4}">this run</text>'
    yield f'<path class="rb-line" stroke="#1d5fd1" stroke-width="1.7" d="M{right - 142} {y}h18"/>'
    yield f'<text class="rb-soft" x="{right - 120}" y="{y + 4}">median</text>'
