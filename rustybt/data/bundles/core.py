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
from rustybt.calendars.exchanges import get_calendar
from rustybt.data.manifest import Manifest, Part
from rustybt.data.mantissas import mantissas_of, scale_of
from rustybt.data.store import BundleStore, BundleWriter
from rustybt.data.validation import PRICES, RawBars, check_bars
from rustybt.exceptions import ConfigurationError, DateRangeError, ValidationError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day, day_to_date

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset

__all__ = ["BundleContents", "write_bundle"]

DEFAULT_PRICE_SCALE = 8
NANOS_PER_DAY = 86_400_000_000_000


@dataclass(frozen=True, kw_only=True)
class BundleContents:
    """Everything that a version of a bundle holds.

    Attributes:
        assets: Of the bundle.
        daily_bars: Polars frame with sid or symbol, date, open, high, low, close, volume; or None.
        minute_bars: The same with ``timestamp`` (UTC, end of the minute) instead of date; or None.
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


def write_bundle(store: BundleStore, contents: BundleContents) -> Manifest:
    """Write the next version of a bundle and publish it.

    Args:
        store: The bundle.
        contents: What it shall hold.

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
    scales = _scales(contents)
    daily = _checked(contents.daily_bars, assets, "date", scales, contents.calendar)
    minute = _checked(contents.minute_bars, assets, "timestamp", scales, contents.calendar)
    actions = _actions(contents, {asset.sid for asset in assets})
    finder = AssetFinder(assets, tuple(contents.symbols))
    with store.begin() as writer:
        parts = [
            *_write_bars(writer, "daily_bars", daily, "year"),
            *_write_bars(writer, "minute_bars", minute, "month"),
            *_write_assets(writer, finder, assets),
            *_write_actions(writer, *actions),
        ]
        manifest = Manifest(
            calendar=contents.calendar,
            price_scale=scales[0],
            volume_scale=scales[1],
            assets=len(assets),
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            source=dict(contents.source or {}),
            notes=contents.notes,
            parts=tuple(parts),
        )
        return writer.publish(manifest)


def _scales(contents: BundleContents) -> tuple[int, int]:
    frames = [frame for frame in (contents.daily_bars, contents.minute_bars) if frame is not None]
    for frame in frames:
        missing = {*PRICES, "volume"} - set(frame.columns)
        if missing:
            raise ConfigurationError(
                f"bars have no column {', '.join(sorted(missing))}; they have {', '.join(frame.columns)}"
            )
    price = max(scale_of(frame[name]) for frame in frames for name in PRICES)
    return max(DEFAULT_PRICE_SCALE, price), max(scale_of(frame["volume"]) for frame in frames)


def _checked(
    frame: pl.DataFrame | None, assets: list[Asset], time: str, scales: tuple[int, int], calendar: str
) -> RawBars | None:
    if frame is None:
        return None
    if frame.is_empty():
        raise ValidationError("bars: the frame has no rows")
    bars = _raw_bars(frame, assets, time, scales)
    check_bars(bars, _axis(bars, time, calendar), "session" if time == "date" else "minute")
    return bars


def _raw_bars(frame: pl.DataFrame, assets: list[Asset], time: str, scales: tuple[int, int]) -> RawBars:
    if time not in frame.columns or not {"sid", "symbol"} & set(frame.columns):
        raise ConfigurationError(
            f"bars need the columns {time} and sid or symbol; they have {', '.join(frame.columns)}"
        )
    fields = {name: mantissas_of(frame[name], scales[0]) for name in PRICES}
    fields["volume"] = mantissas_of(frame["volume"], scales[1])
    return RawBars(
        sid=_sids(frame, assets),
        time=_times(frame[time], daily=time == "date"),
        fields=fields,
        price_scale=scales[0],
        volume_scale=scales[1],
        symbols={asset.sid: asset.symbol for asset in assets},
    )


def _sids(frame: pl.DataFrame, assets: list[Asset]) -> NDArray[np.int64]:
    if "sid" in frame.columns:
        found = frame["sid"].to_numpy().astype(np.int64)
        unknown = set(np.unique(found).tolist()) - {asset.sid for asset in assets}
    else:
        by_symbol = {asset.symbol: asset.sid for asset in assets}
        unknown = set(frame["symbol"].unique().to_list()) - set(by_symbol)
        found = np.array([by_symbol.get(symbol, -1) for symbol in frame["symbol"]], dtype=np.int64)
    if unknown:
        raise ValidationError(f"bars of {sorted(unknown)[:10]}, which are no assets of this bundle")
    return found


def _times(series: pl.Series, *, daily: bool) -> NDArray[np.int64]:
    import polars as pl

    try:
        if daily:
            return series.cast(pl.Date).cast(pl.Int32).to_numpy().astype(np.int64)
        if not isinstance(series.dtype, pl.Datetime) or series.dtype.time_zone is None:
            raise ValidationError(
                f"timestamp is {series.dtype}: hand in datetimes with a time zone, such as UTC"
            )
        return series.dt.convert_time_zone("UTC").dt.epoch("ns").to_numpy().astype(np.int64)
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"column {series.name} is no date: {error}") from error


def _axis(bars: RawBars, time: str, calendar: str) -> NDArray[np.int64]:
    unit = 1 if time == "date" else NANOS_PER_DAY
    first, last = int(bars.time.min()) // unit, int(bars.time.max()) // unit
    try:
        found = get_calendar(calendar, day_to_date(first - 1), day_to_date(last + 1))
    except (DateRangeError, OverflowError) as error:
        raise ValidationError(
            f"bars from {first} to {last} (days) lie beyond the calendar: {error}"
        ) from error
    if time == "date":
        return found.sessions.astype(np.int64)
    return found.minutes_in_range(found.sessions[0], found.sessions[-1])


def _actions(contents: BundleContents, sids: set[int]) -> tuple[list[Split], list[Dividend]]:
    splits = sorted(contents.splits, key=lambda split: (split.session, split.sid))
    dividends = sorted(contents.dividends, key=lambda dividend: (dividend.ex_session, dividend.sid))
    actions: list[Split | Dividend] = [*splits, *dividends]
    for action in actions:
        if action.sid not in sids:
            raise ValidationError(f"{action!r}: sid {action.sid} is no asset of this bundle")
    return splits, dividends


def _write_bars(writer: BundleWriter, table: str, bars: RawBars | None, period: str) -> list[Part]:
    import pyarrow as pa

    if bars is None:
        return []
    order = np.lexsort((bars.time, bars.sid))
    daily = table == "daily_bars"
    days = bars.time if daily else bars.time // NANOS_PER_DAY
    unit = "datetime64[Y]" if period == "year" else "datetime64[M]"
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
            "date" if daily else "timestamp": label,
            **{name: _decimals(bars.fields[name][rows], bars.price_scale) for name in PRICES},
            "volume": _decimals(bars.fields["volume"][rows], bars.volume_scale),
        }
        first, last = (day_to_date(int(day)).isoformat() for day in (days[rows].min(), days[rows].max()))
        name = f"{period}={value}"
        parts.append(writer.write(table, pa.table(columns), partition=name, first=first, last=last))
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
