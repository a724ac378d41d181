"""The pictures of a study: its best value as it went, every trial across its parameters, what they explain."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawing import INNER, LEFT, WIDTH, Drawing, Panel, heading, opening, value_axis
from rustybt.analytics.drawings import Bars
from rustybt.analytics.figures import percent_text
from rustybt.analytics.scales import compact_text, value_ticks
from rustybt.exceptions import ConfigurationError, StudyError
from rustybt.optimization.sensitivity import sensitivity
from rustybt.optimization.space import Choice

if TYPE_CHECKING:
    import polars as pl

    from rustybt.optimization.space import Dimension
    from rustybt.optimization.study import Study

__all__ = ["StudyPicture", "more_pictures"]

type Floats = NDArray[np.float64]

_LINES, _DOTS = 300, 2_000
_PROGRESS, _ACROSS = (26.0, 170.0), (250.0, 210.0)
_PAD = 40


class StudyPicture(Drawing):
    """The progress of a study's best value, and its trials as lines across the parameters.

    Args:
        study: In any state; without a complete trial the picture says so.
    """

    def __init__(self, study: Study) -> None:
        super().__init__(_drawn(study))


def more_pictures(study: Study) -> list[Drawing]:
    """Return what parameters explain, and the heat map of the two that explain most, as far as there are any.

    Args:
        study: In any state.
    """
    try:
        found = sensitivity(study)
    except (StudyError, ConfigurationError):
        return []  # too few trials are complete
    if len(study.space.names) < 2:
        return []
    shares = found.importance.iter_rows(named=True)
    rows = [(row["parameter"], row["share"], percent_text(row["share"])) for row in shares]
    title = f"What {study.objectives[0].name} depends on"
    bars = Bars(rows, title, "share of its variance that a parameter explains by itself")
    return [bars, found.plot()]


def _drawn(study: Study) -> Iterator[str]:
    objective = study.objectives[0]
    done, wanted = study.progress
    title = f"Study {study.name}: {objective.name} of {done:,} of {wanted:,} trials"
    frame = study.trials
    complete = frame.filter(frame["state"] == "complete") if "state" in frame.columns else frame
    values = complete[objective.name].to_numpy().astype(np.float64) if len(complete) else np.empty(0)
    known = np.isfinite(values)
    if not known.any():
        yield opening(title, "No trial is complete.", 60)
        yield heading(escape(title), f"{len(frame):,} begun, none is complete", 30)
        return
    complete, values = complete.filter(known), values[known]
    best = int(values.argmax() if objective.maximizes else values.argmin())
    described = f"Best is trial {complete['number'][best]} with {objective.name} {values[best]:.4g}."
    yield opening(title, described, _ACROSS[0] + _ACROSS[1] + 24)
    yield from _progress(study, complete["number"].to_numpy(), values, best)
    yield from _across(study, complete, values, best)


def _progress(study: Study, numbers: NDArray[Any], values: Floats, best: int) -> Iterator[str]:
    top, height = _PROGRESS
    objective = study.objectives[0]
    order = np.argsort(numbers)
    found = values[order]
    so_far = np.maximum.accumulate(found) if objective.maximizes else np.minimum.accumulate(found)
    low, high = _ends(values)
    panel = Panel(top=top, height=height, low=low, high=high)
    last = max(study.progress[1] - 1, int(numbers.max()), 1)
    x = LEFT + INNER * numbers[order] / last
    yield heading(
        f"Best {escape(objective.name)} so far", f"{values[best]:.4g} in trial {numbers[best]}", top
    )
    yield from value_axis(panel, value_ticks(panel.low, panel.high, 5), compact_text)
    for at in range(0, len(found), -(-len(found) // _DOTS)):
        yield (
            f'<circle class="rb-line-fill" fill="#1d5fd1" fill-opacity=".35" cx="{x[at]:.1f}" '
            f'cy="{panel.y(found[at]):.1f}" r="2"/>'
        )
    turns = np.flatnonzero(np.diff(so_far, prepend=np.nan) != 0)
    steps = "".join(f"H{x[at]:.1f}V{panel.y(so_far[at]):.1f}" for at in turns[1:].tolist())
    path = f"M{x[0]:.1f} {panel.y(so_far[0]):.1f}{steps}H{x[-1]:.1f}"
    yield f'<path class="rb-mark" stroke="currentColor" fill="none" stroke-width="1.8" d="{path}"/>'
    for tick in (tick for tick in value_ticks(0, last, 8) if tick == round(tick)):
        yield (
            f'<text class="rb-soft" x="{LEFT + INNER * tick / last:.1f}" y="{top + height + 14:.0f}" '
            f'text-anchor="middle">{tick:,.0f}</text>'
        )


def _across(study: Study, complete: pl.DataFrame, values: Floats, best: int) -> Iterator[str]:
    top, height = _ACROSS
    objective, names = study.objectives[0], study.space.names
    places = [_place(study.space.dimensions[name], complete[name].to_list()) for name in names]
    bottom, peak = _ends(values)
    places.append((values - bottom) / (peak - bottom))
    xs = np.linspace(LEFT + _PAD, WIDTH - _PAD, len(places))
    yield heading(
        "Every trial across its parameters", f"the best in bold, trial {complete['number'][best]}", top
    )
    rank = np.argsort(np.argsort(values if objective.maximizes else -values)) / max(len(values) - 1, 1)
    chosen = np.argsort(rank)[-_LINES:].tolist()
    for at in [*(at for at in chosen if at != best), best]:
        points = " ".join(
            f"{x:.1f},{top + 20 + (height - 40) * (1 - place[at]):.1f}"
            for x, place in zip(xs, places, strict=True)
        )
        look = (
            'class="rb-mark" stroke="currentColor" stroke-width="2.6"'
            if at == best
            else f'class="rb-line" stroke="#1d5fd1" stroke-opacity="{0.08 + 0.5 * rank[at] ** 2:.2f}"'
        )
        yield f'<polyline {look} fill="none" points="{points}"/>'
    labels = [_labels(study.space.dimensions[name]) for name in names]
    labels.append((compact_text(bottom), compact_text(peak)))
    for x, name, (low, high) in zip(xs, (*names, objective.name), labels, strict=True):
        yield f'<path class="rb-base" stroke="gray" d="M{x:.1f} {top + 20}v{height - 40}"/>'
        for text, y in ((high, top + 14), (low, top + height - 8)):
            yield f'<text class="rb-soft" x="{x:.1f}" y="{y}" text-anchor="middle">{escape(text)}</text>'
        yield f'<text x="{x:.1f}" y="{top + height + 8}" text-anchor="middle">{escape(name)}</text>'


def _ends(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    pad = (high - low) * 0.06 or abs(high) * 0.05 or 0.1
    return low - pad, high + pad


def _place(dimension: Dimension, given: Sequence[Any]) -> Floats:
    # Where each value stands on its axis, from 0 to 1.
    if isinstance(dimension, Choice):
        options = list(dimension.options)
        return np.array([options.index(value) for value in given]) / max(len(options) - 1, 1)
    found = np.array(given, dtype=np.float64)
    low, high = float(dimension.low), float(dimension.high)
    if dimension.log:
        found, low, high = np.log(found), math.log(low), math.log(high)
    return (found - low) / (high - low) if high > low else np.full(len(found), 0.5)


def _labels(dimension: Dimension) -> tuple[str, str]:
    if isinstance(dimension, Choice):
        return str(dimension.options[0]), str(dimension.options[-1])
    return f"{dimension.low:g}", f"{dimension.high:g}" + (" (log)" if dimension.log else "")
