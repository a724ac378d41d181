"""The bars of a run that is still to come: a catalog's as history, and behind them a timeline without values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from rustybt.assets.assets import Future
from rustybt.calendars.calendar import NO_BREAK
from rustybt.calendars.exchanges import get_calendar
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.model.bars import MISSING, BarPanel, Frequency
from rustybt.model.time import NANOS_PER_DAY, NANOS_PER_SECOND, date_to_day, day_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.calendars.calendar import TradingCalendar

__all__ = ["DAY_SECONDS", "LivePanel", "frequency_of", "live_panel"]

DAY_SECONDS = 86_400
MOST_MISSING_SESSIONS = 10
"""Sessions that may lie between the end of the history and the start of the run; windows show them without bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePanel:
    """Bars that are known up to a step, and when those after it begin and end.

    Attributes:
        panel: The bars; its ``arriving_from`` is the first step of the run.
        starts_ns: int64[T], when each bar begins, UTC nanoseconds.
        missing: Sessions between the history and the run that have no bars, in days since 1970-01-01.
    """

    panel: BarPanel
    starts_ns: NDArray[np.int64]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Axes:
    sessions: NDArray[np.int32]
    open_ns: NDArray[np.int64]
    close_ns: NDArray[np.int64]
    starts_ns: NDArray[np.int64]
    times_ns: NDArray[np.int64]


def frequency_of(bar_seconds: int) -> Frequency:
    """Return what a run of bars of a length is: a day's bar is one of a session.

    Args:
        bar_seconds: The length.
    """
    return "daily" if bar_seconds == DAY_SECONDS else "minute"


def live_panel(
    assets: Sequence[Asset],
    *,
    calendar: str,
    start_ns: int,
    end: date,
    bar_seconds: int,
    history: BarPanel | None = None,
    scales: tuple[int, int] = (8, 8),
) -> LivePanel:
    """Return the timeline of a run, from the first bar that ends after its start to a horizon.

    Args:
        assets: The columns.
        calendar: Name of the exchange calendar.
        start_ns: UTC nanoseconds.
        end: Last session.
        bar_seconds: Length of a bar; a day's is one a session.
        history: Bars before it, whose columns hold the assets; None for none.
        scales: Decimal places of prices and volumes, if there is no history.

    Raises:
        DateRangeError: If no session is left before the horizon.
        ConfigurationError: If the history ends too long before the start, or has bars of another length.
        AssetNotFoundError: If the history lacks an asset.
    """
    columns = sorted(assets)
    from_day = start_ns // NANOS_PER_DAY - 7
    before = from_day if history is None or not len(history.sessions) else int(history.sessions[-1])
    if date_to_day(end) <= start_ns // NANOS_PER_DAY - 1:
        raise DateRangeError(f"end {end} lies before the start of the run: use a later one")
    sessions = get_calendar(calendar, min(before, from_day), date_to_day(end))
    coming = _bars_of(sessions, bar_seconds)
    ahead = coming.times_ns > start_ns
    if not ahead.any():
        raise DateRangeError(f"calendar {calendar!r} has no bar between the start and {end}: use a later end")
    first = int(sessions.sessions[np.searchsorted(sessions.close_ns, coming.times_ns[ahead][0])])
    run = _cut(coming, ahead, first, None)
    if history is None:
        return _made(columns, run, run, None, frequency_of(bar_seconds), scales)
    return _behind(columns, coming, run, history, bar_seconds)


def _behind(
    columns: list[Asset], coming: _Axes, run: _Axes, history: BarPanel, bar_seconds: int
) -> LivePanel:
    daily = frequency_of(bar_seconds) == "daily"
    if not daily and bar_seconds != 60:
        raise ConfigurationError(
            f"bundle {history.bundle!r} holds minutes and days, not bars of {bar_seconds} s: use bar_resolution 60 or "
            f"{DAY_SECONDS}, or no history"
        )
    first = int(run.sessions[0])
    last = int(history.sessions[-1]) if len(history.sessions) else first - 1
    between = (
        (coming.times_ns <= run.times_ns[0] - 1)
        & (_session_of(coming) > last)
        & (_session_of(coming) < first)
    )
    hole = _cut(coming, between, last + 1, first)
    if len(hole.sessions) > MOST_MISSING_SESSIONS:
        raise ConfigurationError(
            f"bundle {history.bundle!r} ends on {day_to_date(last)}, {len(hole.sessions)} sessions before the run: "
            "ingest it again, or run without history"
        )
    known = _known_axes(history, first, daily=daily)
    return _made(columns, _joined(known, hole, run), run, history, frequency_of(bar_seconds), (0, 0))


def _known_axes(history: BarPanel, before: int, *, daily: bool) -> _Axes:
    sessions = int(np.searchsorted(history.sessions, before))
    steps = int(np.searchsorted(history.step_session, sessions))
    times, opens = history.times_ns[:steps], history.session_open_ns[:sessions]
    starts = opens[history.step_session[:steps]] if daily else times - 60 * NANOS_PER_SECOND
    closes = history.session_close_ns[:sessions]
    return _Axes(history.sessions[:sessions], opens, closes, starts, times)


def _joined(*parts: _Axes) -> _Axes:
    names = ("sessions", "open_ns", "close_ns", "starts_ns", "times_ns")
    return _Axes(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _bars_of(calendar: TradingCalendar, bar_seconds: int) -> _Axes:
    """Every bar of a calendar: aligned to the open, or the end of the break; the last one may be shorter."""
    starts, ends = [], []
    for at in range(len(calendar.sessions)):
        opened, closed = int(calendar.open_ns[at]), int(calendar.close_ns[at])
        pause = int(calendar.break_start_ns[at]), int(calendar.break_end_ns[at])
        parts = [(opened, closed)]
        if pause[0] != NO_BREAK and bar_seconds != DAY_SECONDS:
            parts = [(opened, pause[0]), (pause[1], closed)]
        length = closed - opened if bar_seconds == DAY_SECONDS else bar_seconds * NANOS_PER_SECOND
        for low, high in parts:
            begun = np.arange(low, high, length, dtype=np.int64)
            starts.append(begun)
            ends.append(np.minimum(begun + length, high))
    return _Axes(
        calendar.sessions, calendar.open_ns, calendar.close_ns, np.concatenate(starts), np.concatenate(ends)
    )


def _session_of(axes: _Axes) -> NDArray[np.int32]:
    return axes.sessions[np.searchsorted(axes.close_ns, axes.times_ns)]


def _cut(axes: _Axes, bars: NDArray[np.bool_], first: int, before: int | None) -> _Axes:
    kept = axes.sessions >= first
    if before is not None:
        kept &= axes.sessions < before
    return _Axes(
        axes.sessions[kept],
        axes.open_ns[kept],
        axes.close_ns[kept],
        axes.starts_ns[bars],
        axes.times_ns[bars],
    )


def _made(
    columns: list[Asset],
    axes: _Axes,
    run: _Axes,
    history: BarPanel | None,
    frequency: Frequency,
    scales: tuple[int, int],
) -> LivePanel:
    known = len(axes.times_ns) - len(run.times_ns)
    before = len(axes.sessions) - len(run.sessions)
    of_history = 0 if history is None else int(np.searchsorted(history.sessions, run.sessions[0]))
    whole = BarPanel(
        bundle="live" if history is None else history.bundle,
        version=0 if history is None else history.version,
        sha256="" if history is None else history.sha256,
        frequency=frequency,
        assets=tuple(_living(asset, history, day_to_date(int(run.sessions[-1]))) for asset in columns),
        sessions=axes.sessions,
        session_open_ns=axes.open_ns,
        session_close_ns=axes.close_ns,
        step_session=np.searchsorted(axes.close_ns, axes.times_ns).astype(np.int32),
        times_ns=axes.times_ns,
        price_scale=scales[0] if history is None else history.price_scale,
        volume_scale=scales[1] if history is None else history.volume_scale,
        load=_loader(columns, history, known),
        splits=() if history is None else _of(columns, history.splits),
        dividends=() if history is None else _of(columns, history.dividends),
        arriving_from=known,
    )
    if frequency == "minute":
        days = None if history is None else history.daily
        whole = replace(whole, daily=_days(whole, columns, days, before))
    return LivePanel(
        panel=whole, starts_ns=axes.starts_ns, missing=tuple(axes.sessions[of_history:before].tolist())
    )


def _days(whole: BarPanel, columns: list[Asset], days: BarPanel | None, before: int) -> BarPanel:
    return replace(
        whole,
        frequency="daily",
        step_session=np.arange(len(whole.sessions), dtype=np.int32),
        times_ns=whole.session_close_ns,
        load=_loader(columns, days, before),
        arriving_from=before,
    )


def _loader(columns: list[Asset], history: BarPanel | None, known: int) -> Callable[[str], NDArray[np.int64]]:
    places = [] if history is None else [history.column(asset) for asset in columns]

    def load(name: str) -> NDArray[np.int64]:
        matrix = np.full((known, len(columns)), MISSING, dtype=np.int64)
        if history is not None:
            found = history.field(name)[:known, places]
            matrix[: len(found)] = found
        return matrix

    return load


def _of[T](columns: list[Asset], actions: tuple[T, ...]) -> tuple[T, ...]:
    sids = {asset.sid for asset in columns}
    return tuple(action for action in actions if getattr(action, "sid") in sids)  # noqa: B009 - of either kind


def _living(asset: Asset, history: BarPanel | None, end: date) -> Asset:
    """A bundle says of a living asset that it ends with the data: here it goes on."""
    alive = history is None or date_to_day(asset.end_date) >= int(history.sessions[-1])
    if isinstance(asset, Future) or not alive or asset.end_date >= end:
        return asset
    return replace(asset, end_date=end, auto_close_date=None)
