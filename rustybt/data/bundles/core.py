"""From frames to a published version of a bundle: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.assets.asset_finder import AssetFinder, SymbolOwnership
from rustybt.assets.asset_writer import asset_rows, symbol_rows
from rustybt.data.bundles.checks import check_actions, check_tables, raw_bars
from rustybt.data.manifest import Manifest, Part
from rustybt.data.store import BundleStore, BundleWriter
from rustybt.data.validation import PRICES, RawBars
from rustybt.exceptions import ConfigurationError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day, day_to_date

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset

__all__ = ["BundleContents", "dividends_of", "splits_of", "write_bundle"]


@dataclass(frozen=True, kw_only=True)
class BundleContents:
    """Everything that a version of a bundle holds.

    Attributes:
        assets: Of the bundle.
        daily_bars: Polars frame with sid or symbol, date, open, high, low, close, volume; or None.
        minute_bars: The same with ``timestamp`` (UTC, end of the minute) instead of date; or None. Frames that also
            have ``file`` and ``line`` are named by them in errors, instead of by row.
        splits: In any order.
        dividends: In any order.
        symbols: Who owned which symbol when; each asset its own for its whole life by default.
        calendar: Name of the trading calendar.
        source: Where the data came from, for the manifest.
        notes: What was changed on the way in, for people.
    """

    assets: Iterable[Asset]
    daily_bars: pl.DataFrame | None = None
    minute_bars: pl.DataFrame | None = None
    splits: Iterable[Split] = ()
    dividends: Iterable[Dividend] = ()
    symbols: Iterable[SymbolOwnership] = ()
    calendar: str = "XNYS"
    source: Mapping[str, Any] | None = None
    notes: tuple[str, ...] = ()


def write_bundle(store: BundleStore, contents: BundleContents, *, quarantine: bool = False) -> Manifest:
    """Write the next version of a bundle and publish it.

    Args:
        store: The bundle.
        contents: What it shall hold.
        quarantine: Leave bars out that cannot be, and keep them with their problems in the table ``quarantine``,
            instead of refusing all.

    Returns:
        The manifest as published.

    Raises:
        ValidationError: If bars or corporate actions cannot be; every problem with its row, nothing is written.
        ConfigurationError: If there are no assets or no bars, or columns are missing.
        IngestConflictError: If another writer was first.
        CatalogError: If the disk refuses.
    """
    assets = sorted(contents.assets, key=lambda asset: asset.sid)
    if not assets or (contents.daily_bars is None and contents.minute_bars is None):
        raise ConfigurationError(
            f"bundle {store.name!r}: hand in at least one asset and daily or minute bars"
        )
    finder = AssetFinder(assets, tuple(contents.symbols))
    bars, scales = raw_bars(contents, assets)
    kept, rows = check_tables(bars, contents.calendar, quarantine=quarantine)
    actions = check_actions(contents, {asset.sid for asset in assets}, kept)
    notes = contents.notes
    if rows:
        notes = (*notes, f"{len({(row['table'], row['row']) for row in rows})} bars are in quarantine")
    with store.begin() as writer:
        parts = [part for table, found in kept.items() for part in _write_bars(writer, table, found)]
        parts += _write_assets(writer, finder, assets)
        parts += _write_actions(writer, *actions)
        if rows:
            parts.append(_write_quarantine(writer, rows))
        manifest = Manifest(
            calendar=contents.calendar,
            price_scale=scales[0],
            volume_scale=scales[1],
            assets=len(assets),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            source=dict(contents.source or {}),
            notes=notes,
            parts=tuple(parts),
        )
        return writer.publish(manifest)


def _write_bars(writer: BundleWriter, table: str, bars: RawBars) -> list[Part]:
    import pyarrow as pa

    order = np.lexsort((bars.time, bars.sid))
    daily = bars.daily
    days = bars.sessions
    period, unit = ("year", "datetime64[Y]") if daily else ("month", "datetime64[M]")
    time = "date" if daily else "timestamp"
    periods = days.astype("datetime64[D]").astype(unit)
    parts = []
    for value in np.unique(periods):
        rows = order[periods[order] == value]
        label = (
            pa.array(bars.time[rows].astype(np.int32), pa.date32())
            if daily
            else pa.array(bars.time[rows], pa.timestamp("ns", "UTC"))
        )
        columns = {
            "sid": pa.array(bars.sid[rows].astype(np.int32)),
            time: label,
            **{name: _decimals(bars.fields[name][rows], bars.price_scale) for name in PRICES},
            "volume": _decimals(bars.fields["volume"][rows], bars.volume_scale),
        }
        first, last = (day_to_date(int(day)).isoformat() for day in (days[rows].min(), days[rows].max()))
        name = f"{period}={value}"
        parts.append(
            writer.write(
                table,
                pa.table(columns),
                partition=name,
                first=first,
                last=last,
                encodings={time: "DELTA_BINARY_PACKED"},
            )
        )
    return parts


def _decimals(values: NDArray[np.int64], scale: int) -> Any:
    import pyarrow as pa

    values = np.ascontiguousarray(values)
    return pa.Array.from_buffers(pa.decimal64(18, scale), len(values), [None, pa.py_buffer(values)])


def _write_assets(writer: BundleWriter, finder: AssetFinder, assets: list[Asset]) -> list[Part]:
    import pyarrow as pa

    symbols = symbol_rows(finder)
    return [
        writer.write("assets", pa.Table.from_pylist(asset_rows(assets))),
        writer.write("symbols", pa.Table.from_pylist(symbols)),
    ]


def _write_actions(writer: BundleWriter, splits: list[Split], dividends: list[Dividend]) -> list[Part]:
    import pyarrow as pa

    split_rows = {
        "sid": pa.array([split.sid for split in splits], pa.int32()),
        "date": pa.array([split.session for split in splits], pa.int32()).cast(pa.date32()),
        "numerator": pa.array([split.numerator for split in splits], pa.int64()),
        "denominator": pa.array([split.denominator for split in splits], pa.int64()),
    }
    dividend_rows = {
        "sid": pa.array([dividend.sid for dividend in dividends], pa.int32()),
        "ex_date": pa.array([dividend.ex_session for dividend in dividends], pa.int32()).cast(pa.date32()),
        "pay_date": pa.array([dividend.pay_session for dividend in dividends], pa.int32()).cast(pa.date32()),
        "amount": pa.array([dividend.amount for dividend in dividends], pa.decimal128(38, 12)),
    }
    return [
        writer.write("splits", pa.table(split_rows)),
        writer.write("dividends", pa.table(dividend_rows)),
    ]


def _write_quarantine(writer: BundleWriter, rows: list[dict[str, Any]]) -> Part:
    import pyarrow as pa

    return writer.write("quarantine", pa.Table.from_pylist(rows))


def splits_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Split, ...]:
    """Return the splits of stored rows."""
    return tuple(
        Split(date_to_day(row["date"]), row["sid"], row["numerator"], row["denominator"]) for row in rows
    )


def dividends_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Dividend, ...]:
    """Return the dividends of stored rows."""

    def day(value: date | None) -> int | None:
        return None if value is None else date_to_day(value)

    return tuple(
        Dividend(date_to_day(row["ex_date"]), row["sid"], Decimal(row["amount"]), day(row["pay_date"]))
        for row in rows
    )
