"""``data`` as strategies get it: the frames of the algorithm layer on the native view of the bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

import rustybt._native as _native
from rustybt.algorithm.bar_data import BarDataFrames, Frames
from rustybt.exceptions import LookaheadError, ValidationError
from rustybt.model.bars import FIELDS, MISSING, BarPanel
from rustybt.model.events import BarRow
from rustybt.model.time import date_to_day

__all__ = ["BarData", "NativeBars", "life_of", "native_bars"]

type NativeBars = _native.Bars
"""Bars in native memory; nothing of them can be read but through a view."""


def native_bars(panel: BarPanel) -> _native.Bars:
    """Return the bars of a panel in native memory.

    Args:
        panel: The bars of a run.

    Raises:
        LedgerOverflowError: If an adjusted price does not fit.
    """
    sessions = panel.sessions.tolist()
    place = {day: index for index, day in enumerate(sessions)}
    columns = {asset.sid: column for column, asset in enumerate(panel.assets)}
    splits = [
        (place[split.session], columns[split.sid], split.numerator, split.denominator)
        for split in sorted(panel.splits, key=lambda split: split.session)
        if split.session in place and split.sid in columns
    ]
    scale = panel.price_scale
    dividends = [
        (
            place[dividend.ex_session],
            columns[dividend.sid],
            round(dividend.amount.scaleb(scale)),
            dividend.ex_session if dividend.pay_session is None else dividend.pay_session,
        )
        for dividend in sorted(panel.dividends, key=lambda dividend: dividend.ex_session)
        if dividend.ex_session in place and dividend.sid in columns
    ]
    return _native.Bars(
        assets=panel.assets,
        axes={
            "sessions": panel.sessions,
            "open_ns": panel.session_open_ns,
            "close_ns": panel.session_close_ns,
            "step_session": panel.step_session,
            "times_ns": panel.times_ns,
        },
        close=panel.field("close"),
        volume=panel.field("volume"),
        load=panel.field,
        price_scale=panel.price_scale,
        volume_scale=panel.volume_scale,
        splits=splits,
        dividends=dividends,
        lives=[(date_to_day(asset.start_date), date_to_day(_last_day(asset))) for asset in panel.assets],
    )


def _last_day(asset: Any) -> date:
    closes = asset.auto_close_date
    last: date = asset.end_date
    return last if closes is None else min(last, closes)


class BarData(BarDataFrames, _native.BarView):
    """What a strategy sees of the market, up to the present.

    Args:
        panel: The bars of the run.
        bars: The same in native memory, which the simulation moves.
        frames: ``"polars"``, or ``"pandas"`` for zipline's shapes and floats.
        days: The panel's daily bars in native memory with a present of their own; made anew by default.
    """

    def __new__(
        cls,
        panel: BarPanel,
        bars: _native.Bars,
        frames: Frames = "polars",
        days: _native.Bars | None = None,
    ) -> BarData:
        """Make the native view."""
        if frames == "pandas":
            import_module("pandas")  # now, rather than in the first bar
        view = super().__new__(cls, bars, as_float=frames == "pandas")
        view._panel, view._frames, view._bars = panel, frames, bars
        view._daily = None
        view._windows, view._label_cache, view._courses = {}, {}, {}
        if panel.daily is not None:
            view._daily = cls(panel.daily, native_bars(panel.daily) if days is None else days, frames)
        return view

    _bars: _native.Bars

    def move_to(self, visible: int, session: int, time_ns: int) -> None:
        """Move the present of a view that no simulation moves.

        Args:
            visible: Bars that may be read.
            session: Index of the current session.
            time_ns: UTC nanoseconds.

        Raises:
            LookaheadError: If a simulation moves it.
            ConfigurationError: If there are fewer bars or sessions.
        """
        self._bars.advance(visible, session, time_ns)

    def put(self, step: int, rows: Sequence[BarRow]) -> None:
        """Put the bars of a step that arrives, before it can be seen.

        Args:
            step: Its index in the timeline; those before it that were not put stay without bars.
            rows: Values of the assets that have them; none for a panel whose bars are known beforehand.

        Raises:
            LookaheadError: If the step was put before, may have been seen, or belongs to the known bars.
            AssetNotFoundError: If the panel does not hold an asset.
            ValidationError: If a row is no sid with five mantissas, or an asset has two.
        """
        if rows:
            self.put_values(step, _matrix(self._panel, step, rows))

    def put_values(self, step: int, values: NDArray[np.int64]) -> None:
        """Put the bars of a step that arrives; as `put`, of all assets at once.

        Args:
            step: Its index in the timeline.
            values: int64[5, A] of open, high, low, close and volume, C-contiguous; ``MISSING`` where there is no bar.

        Raises:
            LookaheadError: If the step was put before, may have been seen, or belongs to the known bars.
        """
        self._bars.put(step, values)

    def arrives(self, step: int) -> bool:
        """Return whether the bars of a step are not known beforehand.

        Args:
            step: Its index in the timeline.
        """
        return step >= self._panel.known_steps

    def close_day(self, session: int) -> None:
        """Let the bars of a session that has ended be a day of the daily view, if that one arrives as well.

        Args:
            session: Its index in the timeline; the present is in it.

        Raises:
            LookaheadError: If the present is in another session.
        """
        daily = self._daily
        if daily is None or not daily.arrives(session):
            return
        if session != self.session_index:
            raise LookaheadError(
                f"session {session} cannot be closed: the present is in {self.session_index}"
            )
        assets = list(self._panel.assets)
        daily.put_values(session, np.concatenate([self._day_so_far(assets, field) for field in FIELDS]))


def _matrix(panel: BarPanel, step: int, rows: Sequence[BarRow]) -> NDArray[np.int64]:
    matrix = np.full((len(FIELDS), len(panel.assets)), MISSING, dtype=np.int64)
    seen = set()
    for sid, *values in rows:
        if (
            sid in seen
            or len(values) != len(FIELDS)
            or not all(MISSING < value < -MISSING for value in values)
        ):
            raise ValidationError(
                f"bar {step} of sid {sid} is {values}: use one row an asset, of {', '.join(FIELDS)} in int64"
            )
        seen.add(sid)
        matrix[:, panel.column(sid)] = values
    return matrix


def life_of(asset: Any) -> tuple[int, int, int]:
    """Return the first and last day an asset trades and the day its positions are closed, since 1970-01-01."""
    closes = asset.auto_close_date
    return (
        date_to_day(asset.start_date),
        date_to_day(asset.end_date),
        2**31 - 1 if closes is None else date_to_day(closes),
    )
