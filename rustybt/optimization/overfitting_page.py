"""What a search proves as a part of a page: how the best trials of one half of the time did in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from rustybt.analytics.drawing import INNER, LEFT, Drawing, Panel, heading, opening, value_axis
from rustybt.analytics.figures import percent_text, ratio_text
from rustybt.analytics.scales import value_ticks
from rustybt.analytics.sheets import Sheet

if TYPE_CHECKING:
    from rustybt.optimization.overfitting_report import OverfittingReport

__all__ = ["page_part", "picture"]

LOGIT_TOP, LOGIT_HEIGHT = 26, 130
POINT_TOP, POINT_HEIGHT = 226, 200
BOTTOM = 452
BINS, REACH = 41, 7.0
POINTS = 1_200


def page_part(report: OverfittingReport) -> str:
    """Return a report as HTML.

    Args:
        report: Any.
    """
    title = f"Overfitting of {report.name}"
    return Sheet(title=title, figures=list(report.lines()), picture=picture(report).svg).html()


def picture(report: OverfittingReport) -> Drawing:
    """Return a report as a picture.

    Args:
        report: Any.
    """
    return Drawing(_drawn(report))


def _drawn(report: OverfittingReport) -> Iterator[str]:
    described = (
        f"Probability of backtest overfitting {percent_text(report.pbo.probability)}, deflated Sharpe "
        f"{percent_text(report.deflated)}."
    )
    yield opening(f"{report.name}: what the choice of the best trial is worth", described, BOTTOM)
    yield from _logits(report)
    yield from _points(report)


def _logits(report: OverfittingReport) -> Iterator[str]:
    logits = np.clip(report.pbo.logits, -REACH, REACH)
    # An odd number of bins, the middle one of which ends at 0: what is not above the middle counts as overfitted.
    edges = np.linspace(-REACH, REACH, BINS)
    counts, _ = np.histogram(-logits, bins=edges)
    shares = counts[::-1] / len(logits)
    panel = Panel(top=LOGIT_TOP, height=LOGIT_HEIGHT, low=0.0, high=float(shares.max()) * 1.06)
    yield heading(
        "Rank of the chosen trial where it was not chosen",
        f"logit; below the middle in {percent_text(report.pbo.probability)} of {len(logits):,} splits",
        LOGIT_TOP,
    )
    yield from value_axis(panel, value_ticks(0.0, panel.high, 3), percent_text)
    wide = INNER / len(shares)
    for place, share in enumerate(shares.tolist()):
        if share:
            worse = 2 * place < len(shares)
            fill = 'class="rb-fall-fill" fill="#c2410c"' if worse else 'class="rb-line-fill" fill="#1d5fd1"'
            y = panel.y(share)
            yield (
                f'<rect {fill} fill-opacity=".75" x="{LEFT + place * wide:.1f}" y="{y:.1f}" width="{wide - 1:.1f}" '
                f'height="{LOGIT_TOP + LOGIT_HEIGHT - y:.1f}"/>'
            )
    yield f'<path class="rb-base" stroke="gray" d="M{LEFT + INNER / 2:.1f} {LOGIT_TOP}v{LOGIT_HEIGHT}"/>'
    for text, x, anchor in (
        ("worst", LEFT, "start"),
        ("middle", LEFT + INNER / 2, "middle"),
        ("best", LEFT + INNER, "end"),
    ):
        y = LOGIT_TOP + LOGIT_HEIGHT + 15
        yield f'<text class="rb-soft" x="{x:.0f}" y="{y}" text-anchor="{anchor}">{text}</text>'


def _points(report: OverfittingReport) -> Iterator[str]:
    inside, outside = report.pbo.in_sample, report.pbo.out_of_sample
    step = max(1, len(inside) // POINTS)
    ends = [
        float(each) for each in (min(inside.min(), 0.0), inside.max(), min(outside.min(), 0.0), outside.max())
    ]
    pads = [(ends[1] - ends[0]) * 0.04 or 0.1, (ends[3] - ends[2]) * 0.04 or 0.1]
    left, right = ends[0] - pads[0], ends[1] + pads[0]
    panel = Panel(top=POINT_TOP, height=POINT_HEIGHT, low=ends[2] - pads[1], high=ends[3] + pads[1])
    yield heading(
        "Sharpe of the chosen trial",
        f"across: where it was chosen; up: where it was not; slope {ratio_text(report.pbo.slope)}",
        POINT_TOP,
    )
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 4), ratio_text)
    for tick in value_ticks(left, right, 8):
        x = LEFT + INNER * (tick - left) / (right - left)
        yield f'<path class="rb-grid" stroke="gray" d="M{x:.1f} {POINT_TOP}v{POINT_HEIGHT}"/>'
        yield f'<text class="rb-soft" x="{x:.1f}" y="{BOTTOM - 8}" text-anchor="middle">{ratio_text(tick)}</text>'
    yield f'<path class="rb-base" stroke="gray" d="M{LEFT} {panel.y(0.0):.1f}h{INNER}"/>'
    across = LEFT + INNER * (inside[::step] - left) / (right - left)
    down = panel.y(outside[::step])
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in zip(across.tolist(), down.tolist(), strict=True))
    yield (
        f'<path class="rb-line" stroke="#1d5fd1" stroke-opacity=".5" stroke-width="3" stroke-linecap="round" '
        f'fill="none" d="{dots}"/>'
    )
