"""A walk-forward as a part of a page: its growth out of sample, and each window's promise beside what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

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
from rustybt.analytics.figures import percent_text, ratio_text
from rustybt.analytics.panels import pairs
from rustybt.analytics.scales import time_ticks, value_ticks
from rustybt.analytics.sheets import Section, Sheet
from rustybt.finance.metrics.returns import growth

if TYPE_CHECKING:
    from rustybt.optimization.walk_forward_result import WalkForwardResult

__all__ = ["page_part", "picture"]

GROWTH_TOP, GROWTH_HEIGHT = 26, 210
SHARPE_TOP, SHARPE_HEIGHT = 292, 110
BOTTOM = 424


def page_part(result: WalkForwardResult) -> str:
    """Return a walk-forward as HTML.

    Args:
        result: Any.
    """
    head = ("Searched", "Tested", "Parameters", "Sharpe in", "Sharpe out", "Return out")
    rows = [
        (
            f"{each.train[0]} to {each.train[1]}",
            f"{each.test[0]} to {each.test[1]}",
            ", ".join(f"{name}={value!r}" for name, value in each.parameters.items()),
            ratio_text(each.in_sample_sharpe),
            ratio_text(each.out_of_sample_sharpe),
            percent_text(each.out_of_sample_return, signed=True),
        )
        for each in result.windows
    ]
    title, *_ = repr(result).splitlines()
    windows = Section(title="Windows", head=head, rows=rows, text_columns=head[:3])
    figures = list(result.lines())
    return Sheet(title=title, figures=figures, sections=[windows], picture=picture(result).svg).html()


def picture(result: WalkForwardResult) -> Drawing:
    """Return a walk-forward as a picture.

    Args:
        result: Any.
    """
    return Drawing(_drawn(result))


def _drawn(result: WalkForwardResult) -> Iterator[str]:
    described = (
        f"Sharpe {ratio_text(result.in_sample_sharpe)} in sample, {ratio_text(result.sharpe)} out of sample."
    )
    yield opening(f"{result.name}: out of sample, window by window", described, BOTTOM)
    yield from _times(result)
    yield from _growth(result)
    yield from _sharpes(result)


def _times(result: WalkForwardResult) -> Iterator[str]:
    last = max(len(result.sessions) - 1, 1)
    for row, label in time_ticks(result.sessions.astype("datetime64[ns]").view(np.int64), 11):
        x = LEFT + INNER * row / last
        if x < LEFT + INNER - 14:
            yield f'<text class="rb-soft" x="{x:.1f}" y="{BOTTOM - 5}" text-anchor="middle">{label}</text>'


def _growth(result: WalkForwardResult) -> Iterator[str]:
    gains = growth(result.returns) - 1.0
    low, high = min(0.0, float(gains.min())), max(0.0, float(gains.max()))
    pad = (high - low) * 0.04 or 0.01
    panel = Panel(top=GROWTH_TOP, height=GROWTH_HEIGHT, low=low - pad, high=high + pad)
    yield heading("Out of sample", percent_text(float(gains[-1]), signed=True), GROWTH_TOP)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 5), percent_tick)
    for begin, _ in _spans(result):
        yield (
            f'<path class="rb-base" stroke="gray" stroke-dasharray="2 3" '
            f'd="M{begin:.1f} {GROWTH_TOP}v{SHARPE_TOP + SHARPE_HEIGHT - GROWTH_TOP}"/>'
        )
    line, area = line_of(panel, gains, 0.0)
    yield f'<path class="rb-line-fill" fill="#1d5fd1" fill-opacity=".1" d="{area}"/>'
    yield f'<path class="rb-line" stroke="#1d5fd1" fill="none" stroke-width="1.7" stroke-linejoin="round" d="{line}"/>'


def _sharpes(result: WalkForwardResult) -> Iterator[str]:
    shown = [(each.in_sample_sharpe, each.out_of_sample_sharpe) for each in result.windows]
    found = [value for pair in shown for value in pair if np.isfinite(value)]
    low, high = min(0.0, *found, 0.0), max(0.0, *found, 0.1)
    pad = (high - low) * 0.06
    panel = Panel(top=SHARPE_TOP, height=SHARPE_HEIGHT, low=low - pad if low < 0 else 0.0, high=high + pad)
    detail = f"in sample (grey) and out of sample; efficiency {percent_text(result.efficiency)}"
    yield heading("Sharpe by window", detail, SHARPE_TOP)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 3), ratio_text)
    yield from pairs(panel, _spans(result), shown)


def _spans(result: WalkForwardResult) -> list[tuple[float, float]]:
    last = max(len(result.sessions) - 1, 1)
    places = np.searchsorted(result.sessions, [each.test for each in result.windows])
    return [(LEFT + INNER * float(one) / last, LEFT + INNER * float(two) / last) for one, two in places]
