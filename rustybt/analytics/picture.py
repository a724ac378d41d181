"""The picture of a run: equity, drawdown and exposure as one SVG, drawn without a plotting library.

It carries its own style, follows the light or dark theme of the page it stands in (JupyterLab, a saved
notebook, a report) and asks nothing of the network.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text
from rustybt.analytics.scales import compact_text, log_ticks, path_of, thinned, time_ticks, value_ticks

__all__ = ["Curves", "Picture"]

type Floats = NDArray[np.float64]

_WIDTH, _LEFT, _RIGHT = 900, 1, 64
_INNER = _WIDTH - _LEFT - _RIGHT
_COLUMNS = 412
_TOP, _GAP = 26, 34
_HEIGHTS = {"equity": 230, "drawdown": 88, "exposure": 88}

_LIGHT = "--rb-line:#1d5fd1;--rb-fall:#c2410c;--rb-long:#0f766e;--rb-short:#7c3aed"
_DARK = "--rb-line:#6ea8fe;--rb-fall:#fb923c;--rb-long:#2dd4bf;--rb-short:#b794f6"
_DARK_PAGES = (
    '[data-jp-theme-light="false"]',
    '[data-vscode-theme-kind="vscode-dark"]',
    '[data-vscode-theme-kind="vscode-high-contrast"]',
)
_LIGHT_PAGES = ('[data-jp-theme-light="true"]', '[data-vscode-theme-kind="vscode-light"]')
STYLE = "".join(
    (
        f".rb-picture{{{_LIGHT}}}",
        f"@media(prefers-color-scheme:dark){{.rb-picture{{{_DARK}}}}}",
        f"{','.join(f'{page} .rb-picture' for page in _LIGHT_PAGES)}{{{_LIGHT}}}",
        f"{','.join(f'{page} .rb-picture' for page in _DARK_PAGES)}{{{_DARK}}}",
        ".rb-picture{display:block;width:100%;max-width:960px;height:auto;overflow:visible}",
        ".rb-picture text{fill:currentColor;font:11px system-ui,-apple-system,'Segoe UI',sans-serif;",
        "font-variant-numeric:tabular-nums}",
        ".rb-picture .rb-title{font-size:12px;font-weight:600}.rb-picture .rb-soft{opacity:.66}",
        ".rb-picture .rb-grid{stroke:currentColor;stroke-opacity:.13;stroke-width:1}",
        ".rb-picture .rb-base{stroke:currentColor;stroke-opacity:.45;stroke-width:1}",
        ".rb-picture .rb-line{stroke:var(--rb-line)}.rb-picture .rb-fall{stroke:var(--rb-fall)}",
        ".rb-picture .rb-line-fill{fill:var(--rb-line)}.rb-picture .rb-fall-fill{fill:var(--rb-fall)}",
        ".rb-picture .rb-long-fill{fill:var(--rb-long)}.rb-picture .rb-short-fill{fill:var(--rb-short)}",
        ".rb-picture .rb-other{stroke:currentColor;stroke-opacity:.62}",
    )
)


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


class Picture:
    """A drawing that shows itself in a notebook; ``svg`` is its text.

    Args:
        curves: What is drawn; at least one session.
        name: Title for screen readers.
    """

    def __init__(self, curves: Curves, name: str = "") -> None:
        self.svg = "".join(_drawn(curves, name))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Picture, {len(self.svg):,} characters of SVG>"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    top: float
    height: float
    low: float
    high: float
    log: bool = False

    def y(self, value: Any) -> Any:
        shown = np.log(value) if self.log else value
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        part = (shown - low) / (high - low)
        return self.top + self.height * (1.0 - part)


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
    yield (
        f'<svg class="rb-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom:.0f}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<desc>From {money_text(curves.capital)} to {money_text(float(curves.equity[-1]))} ({change}); "
        f"deepest drawdown {percent_text(float(curves.drawdown.min()))}.</desc><style>{STYLE}</style>"
    )
    yield from _time_axis(curves, tops, bottom)
    yield from _equity(curves, tops["equity"])
    yield from _drawdown(curves, tops["drawdown"])
    yield from _exposure(curves, tops["exposure"])
    yield "</svg>"


def _time_axis(curves: Curves, tops: dict[str, float], bottom: float) -> Iterator[str]:
    last = max(len(curves.times_ns) - 1, 1)
    for row, label in time_ticks(curves.times_ns, 11):
        x = _LEFT + _INNER * row / last
        for panel, top in tops.items():
            yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {top:.0f}v{_HEIGHTS[panel]}"/>'
        if x < _LEFT + _INNER - 14:
            yield f'<text class="rb-soft" x="{x:.1f}" y="{bottom - 5:.0f}" text-anchor="middle">{label}</text>'


def _equity(curves: Curves, top: float) -> Iterator[str]:
    shown = [curves.equity] if curves.benchmark is None else [curves.equity, curves.benchmark]
    low = min(curves.capital, *(float(line.min()) for line in shown))
    high = max(curves.capital, *(float(line.max()) for line in shown))
    log = low > 0 and high / low > 8
    pad = 1.04 if log else (high - low) * 0.04 or abs(high) * 0.01 or 1.0
    low, high = (low / pad, high * pad) if log else (low - pad, high + pad)
    panel = _Panel(top=top, height=_HEIGHTS["equity"], low=low, high=high, log=log)
    yield _heading("Equity" + (" (log scale)" if log else ""), compact_text(float(curves.equity[-1])), top)
    yield from _legend(top, has_benchmark=curves.benchmark is not None)
    yield from _value_axis(panel, log_ticks(low, high) if log else value_ticks(low, high, 5), compact_text)
    base = panel.y(curves.capital)
    yield f'<path class="rb-base" stroke="gray" stroke-dasharray="2 3" d="M{_LEFT} {base:.1f}h{_INNER}"/>'
    if curves.benchmark is not None:
        line = _line(panel, curves.benchmark, panel.low)[0]
        yield f'<path class="rb-other" stroke="gray" fill="none" stroke-width="1.2" stroke-dasharray="5 3" d="{line}"/>'
    line, area = _line(panel, curves.equity, panel.low)
    yield f'<path class="rb-line-fill" fill="#1d5fd1" fill-opacity=".1" d="{area}"/>'
    yield (
        f'<path class="rb-line" stroke="#1d5fd1" fill="none" stroke-width="1.7" stroke-linejoin="round" d="{line}"/>'
    )
    end = panel.y(float(curves.equity[-1]))
    at = _LEFT + (_INNER if len(curves.equity) > 1 else _INNER / 2)
    yield f'<circle class="rb-line-fill" fill="#1d5fd1" cx="{at}" cy="{end:.1f}" r="3"/>'


def _drawdown(curves: Curves, top: float) -> Iterator[str]:
    deepest = float(curves.drawdown.min())
    panel = _Panel(top=top, height=_HEIGHTS["drawdown"], low=min(deepest * 1.12, -1e-4), high=0.0)
    yield _heading("Drawdown", f"deepest {percent_text(deepest)}", top)
    yield from _value_axis(panel, value_ticks(panel.low, 0.0, 3), _percent)
    line, area = _line(panel, curves.drawdown, 0.0)
    yield f'<path class="rb-fall-fill" fill="#c2410c" fill-opacity=".22" d="{area}"/>'
    yield f'<path class="rb-fall" stroke="#c2410c" fill="none" stroke-width="1.1" d="{line}"/>'
    if deepest < 0:
        row = int(curves.drawdown.argmin())
        x = _LEFT + _INNER * row / max(len(curves.drawdown) - 1, 1)
        yield f'<circle class="rb-fall-fill" fill="#c2410c" cx="{x:.1f}" cy="{panel.y(deepest):.1f}" r="3"/>'


def _exposure(curves: Curves, top: float) -> Iterator[str]:
    long, short = _bounded(curves.long), _bounded(curves.short)
    high, low = max(float(long.max()), 0.0), min(float(short.min()), 0.0)
    high = max(high, 1.0) if high > 0.75 else high
    pad = max(high - low, 0.1) * 0.06
    panel = _Panel(top=top, height=_HEIGHTS["exposure"], low=low - pad if low else 0.0, high=high + pad)
    parts = f"long {percent_text(float(long.mean()))}" + (
        f", short {percent_text(-float(short.mean()))}" if low else ""
    )
    yield _heading("Exposure", f"mean {parts}", top)
    yield from _value_axis(panel, value_ticks(panel.low, panel.high, 4), _percent)
    for side, colour, values in (("long", "#0f766e", long), ("short", "#7c3aed", short)):
        if values.any():
            area = _line(panel, values, 0.0)[1]
            yield f'<path class="rb-{side}-fill" fill="{colour}" fill-opacity=".45" d="{area}"/>'
    yield f'<path class="rb-base" stroke="gray" d="M{_LEFT} {panel.y(0.0):.1f}h{_INNER}"/>'


def _line(panel: _Panel, values: Floats, base: float) -> tuple[str, str]:
    # The line, and the same closed to a base.
    place, thin = thinned(values, _COLUMNS)
    x = _LEFT + _INNER * place
    line = path_of(x, np.asarray(panel.y(np.clip(thin, panel.low, panel.high))))
    ground = panel.y(base)
    return line, f"{line}L{x[-1]:.1f} {ground:.1f}L{x[0]:.1f} {ground:.1f}Z"


def _value_axis(panel: _Panel, ticks: list[float], text: Callable[[float], str]) -> Iterator[str]:
    for tick in ticks:
        y = panel.y(tick)
        yield f'<path class="rb-grid" stroke="gray" d="M{_LEFT} {y:.1f}h{_INNER}"/>'
        yield f'<text class="rb-soft" x="{_LEFT + _INNER + 8}" y="{y + 4:.1f}">{text(tick)}</text>'


def _heading(title: str, detail: str, top: float) -> str:
    return (
        f'<text class="rb-title" x="{_LEFT}" y="{top - 8:.0f}">{title}'
        f'<tspan class="rb-soft" font-weight="400" dx="8">{detail}</tspan></text>'
    )


def _legend(top: float, *, has_benchmark: bool) -> Iterator[str]:
    if not has_benchmark:
        return
    right, y = _LEFT + _INNER, top - 12
    yield f'<path class="rb-line" stroke="#1d5fd1" stroke-width="1.7" d="M{right - 156} {y:.0f}h18"/>'
    yield f'<text class="rb-soft" x="{right - 134}" y="{y + 4:.0f}">strategy</text>'
    yield (
        f'<path class="rb-other" stroke="gray" stroke-width="1.2" stroke-dasharray="5 3" '
        f'd="M{right - 82} {y:.0f}h18"/>'
    )
    yield f'<text class="rb-soft" x="{right - 60}" y="{y + 4:.0f}">benchmark</text>'


def _percent(value: float) -> str:
    digits = 0 if abs(value * 100 - round(value * 100)) < 1e-6 else 1
    return f"{value * 100:.{digits}f} %".replace("-", "\N{MINUS SIGN}").replace("\N{MINUS SIGN}0 %", "0 %")


def _bounded(values: Floats) -> Floats:
    # An account that was lost has no finite exposure; the panel would show nothing else.
    return np.clip(np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0), -20.0, 20.0)
