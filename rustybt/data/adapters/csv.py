"""Bars in text files: one ``<SYMBOL>.csv`` an asset, as zipline's ``csvdir`` lays them out."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.assets.assets import Equity
from rustybt.data.bundles.core import BundleContents
from rustybt.exceptions import ConfigurationError, DataNotAvailableError, ValidationError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    import polars as pl

    from rustybt.data.adapters.base import Progress

__all__ = ["CSVAdapter"]

PRICES = ("open", "high", "low", "close", "volume")


class CSVAdapter:
    """Bars of a folder of CSV files.

    Files lie in the folder itself (daily), or in its subfolders ``daily`` and ``minute``. Columns are date (or
    timestamp, with an offset, for minutes), open, high, low, close, volume, and if wanted ``split`` (as zipline:
    2 for two new shares for one) and ``dividend``; their case does not matter. Prices are read as text, exactly.

    Args:
        folder: Where the files lie.
        calendar: Name of the trading calendar.
        name: Name of the bundle; the folder's by default.

    Raises:
        DataNotAvailableError: If the folder holds no CSV file.
    """

    def __init__(self, folder: str | Path, calendar: str = "XNYS", name: str | None = None) -> None:
        self.folder = Path(folder).expanduser()
        self.calendar = calendar
        self.name = (name or self.folder.name).lower()
        self._files = {kind: sorted(self._place(kind).glob("*.csv")) for kind in ("daily", "minute")}
        if not any(self._files.values()):
            raise DataNotAvailableError(
                f"{self.folder} holds no .csv file, nor do its folders daily and minute"
            )

    def _place(self, kind: str) -> Path:
        below = self.folder / kind
        return self.folder if kind == "daily" and not below.is_dir() else below

    def fingerprint(self) -> dict[str, Any]:
        """Return the checksum of all files and what else decides the bundle."""
        digest = hashlib.sha256()
        for kind, paths in self._files.items():
            for path in paths:
                digest.update(f"{kind}/{path.name}\0".encode())
                digest.update(path.read_bytes())
        return {"adapter": "csv", "calendar": self.calendar, "sha256": digest.hexdigest()}

    def fetch(self, progress: Progress) -> BundleContents:
        """Return the bars, splits and dividends of every file.

        Args:
            progress: Called after each file.

        Raises:
            ValidationError: If a file cannot be read as bars; the message names it.
        """
        import polars as pl

        symbols = sorted({path.stem.upper() for paths in self._files.values() for path in paths})
        sids = {symbol: sid for sid, symbol in enumerate(symbols)}
        total, done = sum(map(len, self._files.values())), 0
        frames: dict[str, list[pl.DataFrame]] = {"daily": [], "minute": []}
        for kind, paths in self._files.items():
            for path in paths:
                frames[kind].append(_read(path, kind, sids[path.stem.upper()]))
                done += 1
                progress(done, total, path.stem)
        bars = {kind: pl.concat(found, how="diagonal") if found else None for kind, found in frames.items()}
        splits, dividends = _actions(bars["daily"])
        return BundleContents(
            assets=[_asset(symbol, sid, bars) for symbol, sid in sids.items()],
            daily_bars=bars["daily"],
            minute_bars=bars["minute"],
            splits=splits,
            dividends=dividends,
            calendar=self.calendar,
        )


def _read(path: Path, kind: str, sid: int) -> pl.DataFrame:
    import polars as pl

    try:
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ValidationError(f"{path.name} cannot be read as CSV: {error}") from error
    frame = frame.rename({name: name.strip().lower() for name in frame.columns})
    label = "date" if kind == "daily" else "timestamp"
    if label not in frame.columns and frame.columns:
        frame = frame.rename({"date" if "date" in frame.columns else frame.columns[0]: label})
    missing = [name for name in PRICES if name not in frame.columns]
    if missing:
        raise ConfigurationError(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(frame.columns)}"
        )
    try:
        times = (
            frame[label].str.slice(0, 10).str.to_date()
            if kind == "daily"
            else frame[label].str.to_datetime(time_unit="ns", time_zone="UTC")
        )
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"{path.name}: column {label} holds no {label}s: {error}") from error
    extra = [name for name in ("split", "dividend") if name in frame.columns]
    chosen = frame.select(*PRICES, *extra)
    return chosen.with_columns(times.alias(label), pl.lit(sid, pl.Int64).alias("sid"))


def _actions(bars: pl.DataFrame | None) -> tuple[list[Split], list[Dividend]]:
    splits: list[Split] = []
    dividends: list[Dividend] = []
    if bars is None:
        return splits, dividends
    for row in bars.select("sid", "date", *({"split", "dividend"} & set(bars.columns))).to_dicts():
        day = date_to_day(row["date"])
        ratio = Decimal(row.get("split") or 1)
        if ratio != 1:
            numerator, denominator = ratio.as_integer_ratio()
            splits.append(Split(day, row["sid"], denominator, numerator))
        amount = Decimal(row.get("dividend") or 0)
        if amount:
            dividends.append(Dividend(day, row["sid"], amount))
    return splits, dividends


def _asset(symbol: str, sid: int, bars: dict[str, pl.DataFrame | None]) -> Equity:
    import polars as pl

    days: list[date] = []
    for frame, label in ((bars["daily"], "date"), (bars["minute"], "timestamp")):
        if frame is not None:
            own = frame.filter(pl.col("sid") == sid)[label].cast(pl.Date)
            days += [day for day in (own.min(), own.max()) if isinstance(day, date)]
    return Equity(sid, symbol, start_date=min(days), end_date=max(days), first_traded=min(days))
