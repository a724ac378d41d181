"""The picture of many runs: bands of where they went, and the run they were made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import STYLE
from rustybt.analytics.figures import money_text
from rustybt.analytics.scales import compact_text, log_ticks, path_of, time_ticks, value_ticks

__all__ = ["Fan", "FanPicture"]

type Floats = NDArray[np.float64]

_WIDTH, _LEFT, _RIGHT, _TOP, _HEIGHT = 900, 1, 64, 30, 280
_INNER = _WIDTH - _LEFT - _RIGHT
_OPACITY = (".14", ".26", ".34", ".4")


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


class FanPicture:
    """A drawing that shows itself in a notebook; ``svg`` is its text.

    Args:
        fan: What is drawn; at least two points.
        name: Title for screen readers.
    """

    def __init__(self, fan: Fan, name: str = "") -> None:
        self.svg = "".join(_drawn(fan, name))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<FanPicture, {len(self.svg):,} characters of SVG>"


class _Axis:
    def __init__(self, fan: Fan) -> None:
        shown = [fan.bands] if fan.run is None else [fan.bands, fan.run[None, :]]
        low = min(float(each.min()) for each in shown)
        high = max(float(each.max()) for each in shown)
        self.log = low > 0 and high / low > 8.0
        pad = 1.0 if high == low else (high - low) * 0.05
        self.low, self.high = (low * 0.94, high * 1.06) if self.log else (low - pad, high + pad)

    def y(self, values: Any) -> Any:
        low, high = (np.log(self.low), np.log(self.high)) if self.log else (self.low, self.high)
        part = ((np.log(values) if self.log else np.asarray(values)) - low) / (high - low)
        return _TOP + _HEIGHT * (1.0 - part)

    def ticks(self) -> list[float]:
        return log_ticks(self.low, self.high) if self.log else value_ticks(self.low, self.high, 5)


def _drawn(fan: Fan, name: str) -> Iterator[str]:
    axis, middle = _Axis(fan), len(fan.levels) // 2
    x = _LEFT + _INNER * np.linspace(0.0, 1.0, fan.bands.shape[1])
    title = f"{name or 'Monte Carlo'}: where the runs went"
    ends = ", ".join(
        f"{level:g} %: {money_text(float(band[-1]))}"
        for level, band in zip(fan.levels, fan.bands, strict=True)
    )
    yield (
        f'<svg class="rb-picture" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {_WIDTH} {_TOP + _HEIGHT + 26}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title><desc>Percentiles of the final value: {escape(ends)}.</desc>"
        f"<style>{STYLE}</style>"
    )
    yield f'<text class="rb-title" x="{_LEFT}" y="{_TOP - 12}">{_heading(fan)}</text>'
    yield from _grid(fan, axis)
    for pair in range(middle):
        lower, upper = axis.y(fan.bands[pair]), axis.y(fan.bands[-1 - pair])
        outline = path_of(np.concatenate((x, x[::-1])), np.concatenate((upper, lower[::-1])))
        yield (
            f'<path class="rb-line-fill" fill="#1d5fd1" fill-opacity="{_OPACITY[min(pair, 3)]}" d="{outline}Z"/>'
        )
    yield (
        f'<path class="rb-line" stroke="#1d5fd1" fill="none" stroke-width="1.7" '
        f'd="{path_of(x, np.asarray(axis.y(fan.bands[middle])))}"/>'
    )
    if fan.run is not None:
        yield (
            f'<path class="rb-fall" stroke="#c2410c" fill="none" stroke-width="1.4" '
            f'd="{path_of(x, np.asarray(axis.y(fan.run)))}"/>'
        )
    yield from _legend(has_run=fan.run is not None)
    yield "</svg>"


def _heading(fan: Fan) -> str:
    low, high = fan.levels[0], fan.levels[-1]
    return (
        f'Value<tspan class="rb-soft" font-weight="400" dx="8">{low:g} % to {high:g} % of the runs; at the end '
        f"{money_text(float(fan.bands[0, -1]))} to {money_text(float(fan.bands[-1, -1]))}</tspan>"
    )


def _grid(fan: Fan, axis: _Axis) -> Iterator[str]:
    for tick in axis.ticks():
        y = float(axis.y(tick))
        yield f'<path class="rb-grid" stroke="gray" d="M{_LEFT} {y:.1f}h{_INNER}"/>'
        yield f'<text class="rb-soft" x="{_LEFT + _INNER + 8}" y="{y + 4:.1f}">{compact_text(tick)}</text>'
    if axis.low < fan.capital < axis.high:
        yield f'<path class="rb-base" stroke="gray" d="M{_LEFT} {float(axis.y(fan.capital)):.1f}h{_INNER}"/>'
    bottom = _TOP + _HEIGHT
    for part, label in _along(fan):
        x = _LEFT + _INNER * part
        anchor = "start" if part < 0.02 else "end" if part > 0.98 else "middle"
        yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {_TOP}v{_HEIGHT}"/>'
        yield f'<text class="rb-soft" x="{x:.1f}" y="{bottom + 17}" text-anchor="{anchor}">{label}</text>'


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
    right, y = _LEFT + _INNER, _TOP - 16
    if has_run:
        yield f'<path class="rb-fall" stroke="#c2410c" stroke-width="1.4" d="M{right - 66} {y}h18"/>'
        yield f'<text class="rb-soft" x="{right - 44}" y="{y + 4}">this run</text>'
    yield f'<path class="rb-line" stroke="#1d5fd1" stroke-width="1.7" d="M{right - 142} {y}h18"/>'
    yield f'<text class="rb-soft" x="{right - 120}" y="{y + 4}">median</text>'
