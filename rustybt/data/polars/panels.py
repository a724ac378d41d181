"""Dense matrices of a bundle's version, kept as raw files by the version's hash."""

from __future__ import annotations

import os
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.calendars.exchanges import get_calendar
from rustybt.data.bundles.core import dividends_of, splits_of
from rustybt.data.resample import sessions_of_minutes
from rustybt.exceptions import DateRangeError, UnknownFrequencyError
from rustybt.model.bars import MISSING, BarPanel, Frequency
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.data.manifest import Manifest
    from rustybt.data.store import BundleStore

__all__ = ["load_panel", "rows_of", "table_of"]

TABLES = {"daily": "daily_bars", "minute": "minute_bars"}


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


def load_panel(
    store: BundleStore,
    manifest: Manifest,
    cache: Path,
    assets: tuple[Asset, ...],
    *,
    end: date | None,
    frequency: Frequency,
) -> BarPanel:
    """Return the bars of a version from its first session to ``end``, and nothing after.

    Args:
        store: The bundle.
        manifest: The version.
        cache: Folder for the matrices.
        assets: The columns, by sid.
        end: Last session; the last one of the bundle by default.
        frequency: ``"daily"`` or ``"minute"``.

    Raises:
        UnknownFrequencyError: If the bundle does not hold the frequency.
        DateRangeError: If ``end`` lies outside of the coverage.
        CatalogError: If a part is missing.
    """
    table = table_of(manifest, frequency)
    first, last = (date.fromisoformat(text) for text in manifest.coverage(table) or ("", ""))
    until = last if end is None else end
    if not first <= until <= last:
        raise DateRangeError(
            f"end {until}: bundle {manifest.bundle!r} covers {first} to {last}; choose an end in it"
        )
    whole = get_calendar(manifest.calendar, first, last)
    count = int(np.searchsorted(whole.sessions, date_to_day(until), side="right"))
    times, step_session = _steps(whole, frequency)
    steps = int(np.searchsorted(step_session, count))
    axis = _labels(whole.sessions, times, frequency)
    matrix = partial(_matrix, store, manifest, cache, table, assets, axis)
    actions = {name: rows_of(store, manifest, name) for name in ("splits", "dividends")}
    daily = None
    if frequency == "minute":
        daily = _daily_panel(store, manifest, cache, assets, whole, count, step_session, matrix)
    day = date_to_day(until)
    return BarPanel(
        bundle=manifest.bundle,
        version=manifest.version,
        sha256=manifest.sha256,
        frequency=frequency,
        assets=assets,
        sessions=whole.sessions[:count],
        session_open_ns=whole.open_ns[:count],
        session_close_ns=whole.close_ns[:count],
        step_session=step_session[:steps],
        times_ns=times[:steps],
        price_scale=manifest.price_scale,
        volume_scale=manifest.volume_scale,
        load=lambda field: matrix(field)[:steps],
        splits=tuple(split for split in splits_of(actions["splits"]) if split.session <= day),
        dividends=tuple(row for row in dividends_of(actions["dividends"]) if row.ex_session <= day),
        daily=daily,
    )


def _steps(whole: TradingCalendar, frequency: Frequency) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    if frequency == "daily":
        return whole.close_ns, np.arange(len(whole.sessions), dtype=np.int32)
    times = whole.minutes_in_range(whole.sessions[0], whole.sessions[-1])
    return times, whole.session_indices(times).astype(np.int32)


def _labels(sessions: NDArray[np.int32], times: NDArray[np.int64], frequency: Frequency) -> NDArray[np.int64]:
    return sessions.astype(np.int64) if frequency == "daily" else times


def _daily_panel(
    store: BundleStore,
    manifest: Manifest,
    cache: Path,
    assets: tuple[Asset, ...],
    whole: TradingCalendar,
    count: int,
    step_session: NDArray[np.int32],
    minutes: partial[NDArray[np.int64]],
) -> BarPanel:
    starts = np.searchsorted(step_session, np.arange(len(whole.sessions)))

    def load(field: str) -> NDArray[np.int64]:
        if manifest.holds("daily_bars"):
            axis = whole.sessions.astype(np.int64)
            return _matrix(store, manifest, cache, "daily_bars", assets, axis, field)[:count]
        return sessions_of_minutes(field, minutes(field), minutes("close"), starts)[:count]

    actions = {name: rows_of(store, manifest, name) for name in ("splits", "dividends")}
    last = int(whole.sessions[count - 1])
    return BarPanel(
        bundle=manifest.bundle,
        version=manifest.version,
        sha256=manifest.sha256,
        frequency="daily",
        assets=assets,
        sessions=whole.sessions[:count],
        session_open_ns=whole.open_ns[:count],
        session_close_ns=whole.close_ns[:count],
        step_session=np.arange(count, dtype=np.int32),
        times_ns=whole.close_ns[:count],
        price_scale=manifest.price_scale,
        volume_scale=manifest.volume_scale,
        load=load,
        splits=tuple(split for split in splits_of(actions["splits"]) if split.session <= last),
        dividends=tuple(row for row in dividends_of(actions["dividends"]) if row.ex_session <= last),
    )


def rows_of(store: BundleStore, manifest: Manifest, table: str) -> list[dict[str, Any]]:
    """Return the rows of a small table of a version.

    Args:
        store: The bundle.
        manifest: The version.
        table: assets, symbols, splits or dividends.

    Raises:
        CatalogError: If a part is missing.
    """
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for part in manifest.parts_of(table):
        rows.extend(pq.ParquetFile(store.part_path(part)).read().to_pylist())
    return rows


def _matrix(
    store: BundleStore,
    manifest: Manifest,
    cache: Path,
    table: str,
    assets: tuple[Asset, ...],
    axis: NDArray[np.int64],
    field: str,
) -> NDArray[np.int64]:
    """The matrix of one field, mapped from its file, which is made at first use."""
    path = cache / manifest.sha256[:16] / f"{table}-{field}.i64"
    shape = (len(axis), len(assets))
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}-{os.getpid()}")
        _filled(store, manifest, table, assets, axis, field).tofile(temporary)
        temporary.replace(path)
    return np.memmap(path, dtype=np.int64, mode="r", shape=shape)


def _filled(
    store: BundleStore,
    manifest: Manifest,
    table: str,
    assets: tuple[Asset, ...],
    axis: NDArray[np.int64],
    field: str,
) -> NDArray[np.int64]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    label = "date" if table == "daily_bars" else "timestamp"
    sids = np.array([asset.sid for asset in assets], dtype=np.int64)
    found = np.full((len(axis), len(assets)), MISSING, dtype=np.int64)
    for part in manifest.parts_of(table):
        rows = pq.ParquetFile(store.part_path(part)).read(columns=["sid", label, field])
        kind = pa.int32() if label == "date" else pa.int64()
        times = rows[label].cast(kind).to_numpy()
        steps = np.searchsorted(axis, times)
        columns = np.searchsorted(sids, rows["sid"].to_numpy())
        found[steps, columns] = _integers(rows[field])
    return found


def _integers(column: object) -> NDArray[np.int64]:
    import pyarrow as pa

    whole = column.combine_chunks()  # type: ignore[attr-defined]
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks)
    width = whole.type.byte_width // 8
    values = np.frombuffer(whole.buffers()[1], dtype=np.int64)
    found: NDArray[np.int64] = values[whole.offset * width : (whole.offset + len(whole)) * width : width]
    return found
