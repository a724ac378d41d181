"""Parts that pictures are drawn from: one style, one width, panels with axes; SVG by hand, for light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.scales import path_of, thinned

__all__ = [
    "DARK_PAGES",
    "INNER",
    "LEFT",
    "LIGHT_PAGES",
    "STYLE",
    "WIDTH",
    "Drawing",
    "Panel",
    "heading",
    "line_of",
    "opening",
    "percent_tick",
    "value_axis",
]

type Floats = NDArray[np.float64]

WIDTH, LEFT, RIGHT = 900, 1, 64
INNER = WIDTH - LEFT - RIGHT
COLUMNS = 412

_LIGHT = "--rb-line:#1d5fd1;--rb-fall:#c2410c;--rb-long:#0f766e;--rb-short:#7c3aed"
_DARK = "--rb-line:#6ea8fe;--rb-fall:#fb923c;--rb-long:#2dd4bf;--rb-short:#b794f6"
DARK_PAGES = (
    '[data-jp-theme-light="false"]',
    '[data-vscode-theme-kind="vscode-dark"]',
    '[data-vscode-theme-kind="vscode-high-contrast"]',
)
LIGHT_PAGES = ('[data-jp-theme-light="true"]', '[data-vscode-theme-kind="vscode-light"]')
STYLE = "".join(
    (
        f".rb-picture{{{_LIGHT}}}",
        f"@media screen and (prefers-color-scheme:dark){{.rb-picture{{{_DARK}}}}}",
        f"{','.join(f'{page} .rb-picture' for page in LIGHT_PAGES)}{{{_LIGHT}}}",
        f"@media screen{{{','.join(f'{page} .rb-picture' for page in DARK_PAGES)}{{{_DARK}}}}}",
        ".rb-picture{display:block;width:100%;max-width:960px;height:auto;overflow:visible}",
        ".rb-picture text{fill:currentColor;font:11px system-ui,-apple-system,'Segoe UI',sans-serif;",
        "font-variant-numeric:tabular-nums}",
        ".rb-picture .rb-title{font-size:12px;font-weight:600}.rb-picture .rb-soft{opacity:.66}",
        ".rb-picture .rb-grid{stroke:currentColor;stroke-opacity:.13;stroke-width:1}",
        ".rb-picture .rb-base{stroke:currentColor;stroke-opacity:.45;stroke-width:1}",
        ".rb-picture .rb-line{stroke:var(--rb-line)}.rb-picture .rb-fall{stroke:var(--rb-fall)}",
        ".rb-picture .rb-long{stroke:var(--rb-long)}.rb-picture .rb-short{stroke:var(--rb-short)}",
        ".rb-picture .rb-line-fill{fill:var(--rb-line)}.rb-picture .rb-fall-fill{fill:var(--rb-fall)}",
        ".rb-picture .rb-long-fill{fill:var(--rb-long)}.rb-picture .rb-short-fill{fill:var(--rb-short)}",
        ".rb-picture .rb-mark{stroke:currentColor}",
        ".rb-picture .rb-other{stroke:currentColor;stroke-opacity:.62}",
    )
)


class Drawing:
    """A picture that shows itself in a notebook.

    Args:
        parts: Of it, the first from `opening`.

    Attributes:
        svg: Its text.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        self.svg = f"{''.join(parts)}</svg>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<{type(self).__name__}, {len(self.svg):,} characters of SVG>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A stretch of a picture with an axis of values.

    Attributes:
        top: In pixels from the top of the picture.
        height: In pixels.
        low: Value at its bottom.
        high: Value at its top.
        log: Whether the axis is logarithmic.
    """

    top: float
    height: float
    low: float
    high: float
    log: bool = False

    def y(self, value: Any) -> Any:
        """Return where a value is, or an array of them, in pixels from the top of the picture."""
        shown = np.log(value) if self.log else value
        low, high = (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)
        part = (shown - low) / (high - low)
        return self.top + self.height * (1.0 - part)


def opening(title: str, described: str, height: float) -> str:
    """Return the beginning of a picture, with its style.

    Args:
        title: For screen readers.
        described: What it shows, in words.
        height: In pixels.
    """
    return (
        f'<svg class="rb-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<desc>{escape(described)}</desc><style>{STYLE}</style>"
    )


def line_of(panel: Panel, values: Floats, base: float) -> tuple[str, str]:
    """Return the path of a line over the width of a panel, and the same closed to a base.

    Args:
        panel: It lies in.
        values: float64[T].
        base: Value that the area is closed to.
    """
    place, thin = thinned(values, COLUMNS)
    x = LEFT + INNER * place
    line = path_of(x, np.asarray(panel.y(np.clip(thin, panel.low, panel.high))))
    ground = panel.y(base)
    return line, f"{line}L{x[-1]:.1f} {ground:.1f}L{x[0]:.1f} {ground:.1f}Z"


def value_axis(panel: Panel, ticks: list[float], text: Callable[[float], str]) -> Iterator[str]:
    """Yield the lines and labels of an axis.

    Args:
        panel: It belongs to.
        ticks: Values.
        text: Gives a value's label.
    """
    for tick in ticks:
        y = panel.y(tick)
        yield f'<path class="rb-grid" stroke="gray" d="M{LEFT} {y:.1f}h{INNER}"/>'
        yield f'<text class="rb-soft" x="{LEFT + INNER + 8}" y="{y + 4:.1f}">{text(tick)}</text>'


def heading(title: str, detail: str, top: float) -> str:
    """Return what stands above a panel.

    Args:
        title: In bold.
        detail: Behind it.
        top: Of the panel.
    """
    return (
        f'<text class="rb-title" x="{LEFT}" y="{top - 8:.0f}">{title}'
        f'<tspan class="rb-soft" font-weight="400" dx="8">{detail}</tspan></text>'
    )


def percent_tick(value: float) -> str:
    """Return a ratio as the label of an axis.

    Example:
        >>> percent_tick(0.25), percent_tick(0.125)
        ('25 %', '12.5 %')
    """
    digits = 0 if abs(value * 100 - round(value * 100)) < 1e-6 else 1
    return f"{value * 100:.{digits}f} %".replace("-", "\N{MINUS SIGN}").replace("\N{MINUS SIGN}0 %", "0 %")
