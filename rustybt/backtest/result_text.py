"""How a result shows itself: the picture and key figures as HTML, and plain text."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text
from rustybt.analytics.tables import STYLE, figure_grid

if TYPE_CHECKING:
    from rustybt.backtest.result import BacktestResult

__all__ = ["origin", "page_part", "period", "plain", "provenance_dict"]

_BARS = "▁▂▃▄▅▆▇█"


def plain(result: BacktestResult) -> str:
    """Return a result as text of a few lines."""
    title = " ".join(part for part in ("BacktestResult", result.name) if part)
    if not len(result):
        return f"{title}: no session"
    figures = result.summary
    gain = f"{money_text(figures.capital_base)} \N{RIGHTWARDS ARROW} {money_text(figures.final_value)}"
    lines = [
        f"{title}: {period(result)}",
        f"  {_sparkline(result.course.worth)}  {gain} ({percent_text(figures.total_return, signed=True)})",
        *(f"  {line}" for line in str(figures).splitlines()),
    ]
    return "\n".join([*lines, f"  {origin(result)}"] if origin(result) else lines)


def page_part(result: BacktestResult) -> str:
    """Return a result as HTML for a notebook: the picture first, then the key figures."""
    if not len(result):
        return f"<p>{escape(plain(result))}</p>"
    small = "font:12px system-ui,sans-serif;opacity:.66;margin:2px 0 8px"
    name = (
        f'<div style="font:600 15px system-ui,sans-serif">{escape(result.name)}</div>' if result.name else ""
    )
    source = f'<div style="{small}">{escape(origin(result))}</div>' if origin(result) else ""
    return (
        f'<div class="rb-result"><style>{STYLE}</style>{name}<div style="{small}">{escape(period(result))}</div>'
        f"{result.plot().svg}{figure_grid(result.summary.lines())}{source}</div>"
    )


def period(result: BacktestResult) -> str:
    """Return the sessions a result covers, as text."""
    figures = result.summary
    count = f"{figures.sessions:,} session{'s' if figures.sessions != 1 else ''}"
    return f"{figures.start} to {figures.end}, {count}"


def origin(result: BacktestResult) -> str:
    """Return the bundle a result came from, as text; empty if it is not known."""
    known = provenance_dict(result.provenance)
    if not known.get("bundle"):
        return ""
    parts = [f"bundle {known['bundle']}"]
    parts += [f"version {known['version']}"] if known.get("version") is not None else []
    parts += [f"sha256 {str(known['sha256'])[:12]}"] if known.get("sha256") else []
    parts += [f"code {str(known['code'])[:12]}"] if known.get("code") else []
    return ", ".join(parts)


def provenance_dict(provenance: Any) -> dict[str, Any]:
    """Return a provenance, a dataclass or a mapping, as a dict."""
    if dataclasses.is_dataclass(provenance) and not isinstance(provenance, type):
        return dataclasses.asdict(provenance)
    return dict(provenance) if isinstance(provenance, Mapping) else {}


def _sparkline(values: NDArray[np.float64], width: int = 24) -> str:
    rows = np.linspace(0, len(values) - 1, min(width, len(values))).astype(np.int64)
    shown = values[rows]
    low, span = float(shown.min()), float(shown.max() - shown.min())
    levels = np.zeros(len(shown)) if not span > 0 else (shown - low) / span * (len(_BARS) - 1)
    return "".join(_BARS[int(level)] for level in np.round(levels))
