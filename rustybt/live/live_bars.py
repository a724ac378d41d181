"""Closed bars of streams, brought onto the timeline of a run: each one's place, and what is done with it.

A bar that fits goes into the row of its step. What comes for a step whose row was handed out is late; what comes a
second time is a duplicate, or a conflict if it says something else: the first one stands, unless it was known to
lack trades. What comes out of order is sorted in. Nothing else changes a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import mantissa, total

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.live_panel import LivePanel
    from rustybt.live.streaming.models import OHLCVBar
    from rustybt.model.events import BarRow

__all__ = ["BarAssembler", "ClosedStep", "Placed"]

_MOST = 2**63 - 1


class Placed(StrEnum):
    """What became of a bar."""

    TAKEN = "taken"
    MENDED = "mended"
    LATE = "late"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    OUTSIDE = "outside"
    UNFIT = "unfit"


@dataclass(frozen=True, slots=True)
class ClosedStep:
    """The row of a step.

    Attributes:
        rows: Values of the assets that traded, by sid.
        incomplete: Sids whose bar lacks trades.
        unfit: Sids whose volumes do not fit together, and the reason.
    """

    rows: tuple[BarRow, ...]
    incomplete: frozenset[int]
    unfit: dict[int, str] = field(default_factory=dict)


class BarAssembler:
    """Collects the bars of a run's steps.

    Args:
        live: The timeline.
        first: First step that was not handed out yet.
    """

    def __init__(self, live: LivePanel, first: int) -> None:
        self._live, self._panel = live, live.panel
        self._times = live.panel.times_ns
        self._next = first
        self._parts: dict[int, dict[int, dict[int, OHLCVBar]]] = {}

    @property
    def next(self) -> int:
        """The first step whose row was not handed out."""
        return self._next

    def span(self, step: int) -> tuple[int, int]:
        """Return when a step's bar begins and ends, UTC nanoseconds.

        Args:
            step: Its index in the timeline.
        """
        return int(self._live.starts_ns[step]), int(self._times[step])

    def take(self, asset: Asset, bar: OHLCVBar) -> Placed:
        """Put a bar into its step.

        Args:
            asset: Whose it is.
            bar: As long as a step or shorter, labelled by its end.
        """
        step = int(np.searchsorted(self._times, bar.timestamp))
        if step >= len(self._times) or bar.timestamp <= self.span(step)[0] or step < self._panel.known_steps:
            return Placed.OUTSIDE
        if step < self._next:
            return Placed.LATE
        if self._unfit(asset, bar):
            return Placed.UNFIT
        parts = self._parts.setdefault(step, {}).setdefault(asset.sid, {})
        known = parts.get(bar.timestamp)
        if known is None or (bar.complete and not known.complete):
            parts[bar.timestamp] = bar
            return Placed.TAKEN if known is None else Placed.MENDED
        return Placed.DUPLICATE if _values(known) == _values(bar) else Placed.CONFLICT

    def close(self, step: int) -> ClosedStep:
        """Return the row of a step, and of those before it that nobody asked for none any more.

        Args:
            step: The next one, or one after it.
        """
        self._next = max(self._next, step + 1)
        found = self._parts.pop(step, {})
        self._parts = {later: parts for later, parts in self._parts.items() if later > step}
        rows, unfit = [], {}
        for sid, parts in sorted(found.items()):
            row = self._row(sid, [bar for _, bar in sorted(parts.items())])
            if row[-1] > _MOST:
                unfit[sid] = f"the volume {row[-1]} of bar {step} does not fit 64 bits"
                continue
            rows.append(row)
        incomplete = {sid for sid, parts in found.items() if not all(bar.complete for bar in parts.values())}
        return ClosedStep(tuple(rows), frozenset(incomplete | unfit.keys()), unfit)

    def _row(self, sid: int, bars: list[OHLCVBar]) -> BarRow:
        scale = self._panel.price_scale
        volume = total(*(bar.volume for bar in bars))
        return (
            sid,
            mantissa(bars[0].open, scale, "open"),
            mantissa(max(bar.high for bar in bars), scale, "high"),
            mantissa(min(bar.low for bar in bars), scale, "low"),
            mantissa(bars[-1].close, scale, "close"),
            mantissa(volume, self._panel.volume_scale, "volume"),
        )

    def _unfit(self, asset: Asset, bar: OHLCVBar) -> bool:
        try:
            _, *values = self._row(asset.sid, [bar])
        except ConfigurationError:
            return True
        return any(abs(value) > _MOST for value in values)


def _values(bar: OHLCVBar) -> tuple[object, ...]:
    return bar.open, bar.high, bar.low, bar.close, bar.volume
