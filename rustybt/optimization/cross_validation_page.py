"""A cross-validation as a part of a page: its paths out of sample, and each split's promise beside what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
from rustybt.analytics.figures import percent_text, ratio_text, title_text
from rustybt.analytics.panels import key, pairs, stroke, time_axis
from rustybt.analytics.scales import value_ticks
from rustybt.analytics.sheets import Section, Sheet
from rustybt.finance.metrics.returns import growth

if TYPE_CHECKING:
    from rustybt.optimization.cross_validation import CrossValidation

__all__ = ["page_part", "picture"]

type Floats = NDArray[np.float64]

PATHS_TOP, PATHS_HEIGHT = 60, 190
SPLITS_TOP, SPLITS_HEIGHT = 310, 110
BOTTOM = 440
# Each path has a line of its own up to so many; then three lines stand for all of them.
MOST_PATHS = 8
MOST_SPLITS = 200


def page_part(result: CrossValidation) -> str:
    """Return a cross-validation as HTML.

    Args:
        result: Any.
    """
    head = ("Tested", "Trained", "Purged", "Parameters", "In sample", "Out of sample")
    rows = [
        (
            ", ".join(map(str, each.groups)),
            str(each.trained),
            str(each.purged),
            ", ".join(f"{name}={value!r}" for name, value in each.parameters.items()),
            ratio_text(each.in_sample),
            ratio_text(each.out_of_sample),
        )
        for each in result.splits
    ]
    splits = Section(title="Splits", head=head, rows=rows, text_columns=("Tested", "Parameters"))
    title, *_ = repr(result).splitlines()
    drawn = picture(result).svg
    return Sheet(title=title, figures=list(result.lines()), sections=[splits], picture=drawn).html()


def picture(result: CrossValidation) -> Drawing:
    """Return a cross-validation as a picture.

    Args:
        result: Any.
    """
    return Drawing(_drawn(result))


def _drawn(result: CrossValidation) -> Iterator[str]:
    found = result.sharpes
    described = (
        f"{len(found)} paths with a Sharpe ratio from {ratio_text(found.min())} to {ratio_text(found.max())}; "
        f"{percent_text(result.loss_probability)} of {len(result.splits)} splits below 0 out of sample."
    )
    yield opening(f"{result.name}: paths out of sample, and every split", described, BOTTOM)
    yield from _paths(result)
    yield from _splits(result)


def _paths(result: CrossValidation) -> Iterator[str]:
    gains = np.column_stack([growth(column) for column in result.paths.T]) - 1.0
    lines = _lines(gains)
    low, high = min(0.0, float(gains.min())), max(0.0, float(gains.max()))
    pad = (high - low) * 0.04 or 0.01
    panel = Panel(top=PATHS_TOP, height=PATHS_HEIGHT, low=low - pad, high=high + pad)
    ends = [percent_text(float(each), signed=True) for each in (gains[-1].min(), gains[-1].max())]
    yield heading("Paths out of sample", f"at the end {' to '.join(dict.fromkeys(ends))}", PATHS_TOP - 36)
    yield from key([name for name, _ in lines], PATHS_TOP - 38)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 5), percent_tick)
    if result.sessions is not None:
        times = result.sessions.astype("datetime64[ns]").view(np.int64)
        yield from time_axis(times, [(PATHS_TOP, PATHS_HEIGHT)], PATHS_TOP + PATHS_HEIGHT + 20)
    ground = panel.y(0.0)
    yield f'<path class="rb-base" stroke="gray" d="M{LEFT} {ground:.1f}h{INNER}"/>'
    for number, (_, values) in enumerate(lines):
        line = line_of(panel, values, 0.0)[0]
        yield f'<path {stroke(number)} fill="none" stroke-width="1.4" stroke-linejoin="round" d="{line}"/>'


def _lines(gains: Floats) -> list[tuple[str, Floats]]:
    if gains.shape[1] <= MOST_PATHS:
        return [(f"path {number + 1}", column) for number, column in enumerate(gains.T)]
    levels = (("median of the paths", 0.5), ("lowest", 0.0), ("highest", 1.0))
    return [(name, np.quantile(gains, level, axis=1)) for name, level in levels]


def _splits(result: CrossValidation) -> Iterator[str]:
    # From the worst to the best out of sample; of many, as many as can be told apart, evenly along that order.
    values = sorted(
        ((each.in_sample, each.out_of_sample) for each in result.splits),
        key=lambda pair: (pair[1] == pair[1], pair[1]),
    )
    rows = np.unique(np.linspace(0, len(values) - 1, min(len(values), MOST_SPLITS)).round().astype(np.int64))
    shown = [values[row] for row in rows]
    found = [value for pair in shown for value in pair if np.isfinite(value)]
    low, high = min(0.0, *found, 0.0), max(0.0, *found, 0.0)
    pad = (high - low) * 0.06 or 0.1
    panel = Panel(top=SPLITS_TOP, height=SPLITS_HEIGHT, low=low - pad if low < 0 else 0.0, high=high + pad)
    title = f"{title_text(result.objective)} by split"
    detail = f"in sample (grey) and out of sample, from the worst to the best of {len(values)}"
    yield heading(title, detail, SPLITS_TOP)
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 3), ratio_text)
    wide = INNER / len(shown)
    spans = [(LEFT + wide * place, LEFT + wide * (place + 1)) for place in range(len(shown))]
    yield from pairs(panel, spans, shown)
