"""A bundle's version as the dense bars of a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from rustybt.calendars.exchanges import get_calendar
from rustybt.data.bundles.core import dividends_of, splits_of
from rustybt.data.polars.matrices import Matrices, rows_of
from rustybt.data.resample import sessions_of_minutes
from rustybt.exceptions import DateRangeError, UnknownFrequencyError
from rustybt.model.bars import MISSING, BarPanel, Frequency
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.data.manifest import Manifest
    from rustybt.data.store import BundleStore

__all__ = ["calendar_of", "load_panel", "table_of"]

TABLES = {"daily": "daily_bars", "minute": "minute_bars"}

type _Load = Callable[[str], NDArray[np.int64]]


def table_of(manifest: Manifest, frequency: str) -> str:
    """Return the table of a frequency.

    Args:
        manifest: Of the bundle.
        frequency: ``"daily"`` or ``"minute"``.

    Raises:
        UnknownFrequencyError: If there is no such frequency, or the bundle does not hold it.
    """
    table = TABLES.get(frequency)
    if table is None:
        raise UnknownFrequencyError(f"frequency {frequency!r}: use 'daily' or 'minute'")
    if not manifest.holds(table):
        held = " and ".join(name for name, of in TABLES.items() if manifest.holds(of))
        raise UnknownFrequencyError(
            f"bundle {manifest.bundle!r} holds no {frequency} bars, only {held}: ingest them, or run with {held!r}"
        )
    return table


def calendar_of(manifest: Manifest, table: str) -> TradingCalendar:
    """Return the sessions that a table covers.

    Args:
        manifest: Of the bundle.
        table: ``"daily_bars"`` or ``"minute_bars"``, which the bundle holds.
    """
    first, last = (date.fromisoformat(text) for text in manifest.coverage(table) or ("", ""))
    return get_calendar(manifest.calendar, first, last)


def load_panel(
    store: BundleStore,
    manifest: Manifest,
    assets: tuple[Asset, ...],
    *,
    end: date | None,
    frequency: Frequency,
) -> BarPanel:
    """Return the bars of a version from its first session to ``end``, and nothing after.

    Args:
        store: The bundle.
        manifest: The version.
        assets: The columns, by sid.
        end: Last session; the last one of the bundle by default.
        frequency: ``"daily"`` or ``"minute"``.

    Raises:
        UnknownFrequencyError: If the bundle does not hold the frequency.
        DateRangeError: If ``end`` lies outside of the coverage.
        CatalogError: If a part is missing or damaged.
    """
    table = table_of(manifest, frequency)
    whole = calendar_of(manifest, table)
    count = _count(manifest, table, whole, end)
    sids = [asset.sid for asset in assets]
    if frequency == "daily":
        daily = Matrices(store, manifest, table, sids, whole.sessions.astype(np.int64))
        return _panel(store, manifest, assets, whole, count, daily.field)
    minutes = whole.minutes_in_range(whole.first_session, whole.last_session)
    bars = Matrices(store, manifest, table, sids, minutes)
    sessions = _sessions(store, manifest, sids, whole, minutes, bars)
    inside = _panel(store, manifest, assets, whole, count, sessions)
    return _panel(store, manifest, assets, whole, count, bars.field, minutes, inside)


def _count(manifest: Manifest, table: str, whole: TradingCalendar, end: date | None) -> int:
    if end is None:
        return len(whole.sessions)
    until = end.date() if isinstance(end, datetime) else end
    first, last = manifest.coverage(table) or ("", "")
    if not first <= until.isoformat() <= last:
        raise DateRangeError(
            f"end {until}: bundle {manifest.bundle!r} covers {first} to {last}; choose an end in it"
        )
    return int(np.searchsorted(whole.sessions, date_to_day(until), side="right"))


def _panel(
    store: BundleStore,
    manifest: Manifest,
    assets: tuple[Asset, ...],
    whole: TradingCalendar,
    count: int,
    load: _Load,
    minutes: NDArray[np.int64] | None = None,
    daily: BarPanel | None = None,
) -> BarPanel:
    last = int(whole.sessions[count - 1])
    times, step_session = whole.close_ns, np.arange(len(whole.sessions), dtype=np.int32)
    if minutes is not None:
        times, step_session = minutes, whole.session_indices(minutes)
    steps = int(np.searchsorted(step_session, count))
    splits = splits_of(rows_of(store, manifest, "splits"))
    dividends = dividends_of(rows_of(store, manifest, "dividends"))
    return BarPanel(
        bundle=manifest.bundle,
        version=manifest.version,
        sha256=manifest.sha256,
        frequency="daily" if minutes is None else "minute",
        assets=assets,
        sessions=whole.sessions[:count],
        session_open_ns=whole.open_ns[:count],
        session_close_ns=whole.close_ns[:count],
        step_session=step_session[:steps],
        times_ns=times[:steps],
        price_scale=manifest.price_scale,
        volume_scale=manifest.volume_scale,
        load=lambda field: load(field)[:steps],
        splits=tuple(split for split in splits if split.session <= last),
        dividends=tuple(dividend for dividend in dividends if dividend.ex_session <= last),
        daily=daily,
    )


def _sessions(
    store: BundleStore,
    manifest: Manifest,
    sids: list[int],
    whole: TradingCalendar,
    minutes: NDArray[np.int64],
    bars: Matrices,
) -> _Load:
    """The daily bars over the sessions of a minute panel: the bundle's own, or those that the minutes make."""
    if not manifest.holds("daily_bars"):
        starts = np.searchsorted(whole.session_indices(minutes), np.arange(len(whole.sessions)))
        return lambda name: sessions_of_minutes(name, bars.field(name), bars.field("close"), starts)
    own = calendar_of(manifest, "daily_bars").sessions.astype(np.int64)
    daily = Matrices(store, manifest, "daily_bars", sids, own)
    first, last = (int(np.searchsorted(own, day)) for day in (whole.first_session, whole.last_session + 1))
    before = int(np.searchsorted(whole.sessions, own[first])) if first < last else 0

    def load(name: str) -> NDArray[np.int64]:
        found = daily.field(name)[first:last]
        if len(found) == len(whole.sessions):
            return found
        padded = np.full((len(whole.sessions), len(sids)), MISSING, dtype=np.int64)
        padded[before : before + len(found)] = found
        return padded

    return load
