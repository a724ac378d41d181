"""Bars in text files: one ``<SYMBOL>.csv`` an asset, as zipline's ``csvdir`` lays them out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.assets.assets import Equity
from rustybt.calendars.exchanges import get_calendar
from rustybt.data.bundles.core import BundleContents
from rustybt.data.mantissas import numbers_of
from rustybt.exceptions import ConfigurationError, DataNotAvailableError, DateRangeError, ValidationError
from rustybt.model.bars import FIELDS, Dividend, Split
from rustybt.model.time import date_to_day, datetime_to_ns, day_to_date

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CSVAdapter"]

KINDS = ("daily", "minute")
LABELS = {"daily": "date", "minute": "timestamp"}


class CSVAdapter:
    """Bars of a folder of CSV files.

    Files lie in the folder itself (daily), or in its subfolders ``daily`` and ``minute``. Columns are date (or
    timestamp for minutes: the end of the minute, with an offset, else UTC), open, high, low, close, volume, and if
    wanted ``split`` (as zipline: 2 for two new shares for one) and ``dividend``; their case and order do not matter.
    Numbers are read as text, exactly.

    Args:
        folder: Where the files lie.
        calendar: Name of the trading calendar.
        name: Name of the bundle; the folder's by default.

    Raises:
        DataNotAvailableError: If the folder holds no CSV file.
        ConfigurationError: If two files are of the same symbol.
    """

    def __init__(self, folder: str | Path, calendar: str = "XNYS", name: str | None = None) -> None:
        self.folder = Path(folder).expanduser()
        self.calendar = calendar
        self.name = (name or self.folder.resolve().name).lower()
        self._files: dict[str, Path] = {}
        for kind in KINDS:
            for path in sorted(self._place(kind).glob("*.csv")):
                page = f"{kind}/{path.stem.upper()}"
                if page in self._files:
                    raise ConfigurationError(
                        f"{self._files[page].name} and {path.name} are of the same symbol: leave one of them"
                    )
                self._files[page] = path
        if not self._files:
            raise DataNotAvailableError(
                f"{self.folder} holds no .csv file, nor do its folders daily and minute"
            )
        symbols = sorted({page.partition("/")[2] for page in self._files})
        self._sids = {symbol: sid for sid, symbol in enumerate(symbols)}

    def _place(self, kind: str) -> Path:
        below = self.folder / kind
        return (
            below if kind == "minute" or any((self.folder / each).is_dir() for each in KINDS) else self.folder
        )

    def fingerprint(self) -> dict[str, Any]:
        """Return the checksum of all files and what else decides the bundle."""
        digest = hashlib.sha256()
        for page, path in self._files.items():
            content = path.read_bytes()
            digest.update(f"{page} {len(content)}\n".encode())
            digest.update(content)
        return {"adapter": "csv", "layout": 1, "calendar": self.calendar, "sha256": digest.hexdigest()}

    def pages(self) -> Sequence[str]:
        """Return one page a file."""
        return list(self._files)

    def read(self, page: str) -> pl.DataFrame:
        """Return the rows of a file as text, but for their times.

        Args:
            page: One of :meth:`pages`.

        Raises:
            ValidationError: If the file cannot be read as CSV, or a date is none; the message names file and line.
            ConfigurationError: If a column is missing.
        """
        import polars as pl

        path, (kind, _, symbol) = self._files[page], page.partition("/")
        try:
            frame = pl.read_csv(path, infer_schema=False)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise ValidationError(f"{path.name} cannot be read as CSV: {error}") from error
        frame = _named(frame, path, LABELS[kind])
        return frame.with_columns(
            _times(frame[LABELS[kind]], kind, path),
            pl.lit(self._sids[symbol], pl.Int64).alias("sid"),
            pl.lit(path.relative_to(self.folder).as_posix()).alias("file"),
            # The first line is the header.
            pl.int_range(2, pl.len() + 2).alias("line"),
        )

    def assemble(self, frames: Mapping[str, pl.DataFrame]) -> BundleContents:
        """Return the bars, splits and dividends of every file.

        Args:
            frames: Of :meth:`read`.

        Raises:
            ValidationError: If a split or dividend is no number.
        """
        import polars as pl

        bars: dict[str, pl.DataFrame] = {}
        for kind in KINDS:
            found = [frame for page, frame in frames.items() if page.startswith(kind) and len(frame)]
            if found:
                bars[kind] = pl.concat(found, how="diagonal").with_columns(
                    pl.col("file").cast(pl.Categorical)
                )
        if not bars:
            raise ValidationError(f"{self.folder}: its {len(frames)} files hold no rows")
        days = pl.concat(_days(frame, kind, self.calendar) for kind, frame in bars.items())
        lives = days.group_by("sid").agg(
            pl.col("date").min().alias("first"), pl.col("date").max().alias("last")
        )
        symbols = {sid: symbol for symbol, sid in self._sids.items()}
        splits, dividends = _actions(*next(iter(bars.items())), self.calendar)
        return BundleContents(
            assets=[_asset(sid, symbols[sid], first, last) for sid, first, last in lives.sort("sid").rows()],
            daily_bars=bars.get("daily"),
            minute_bars=bars.get("minute"),
            splits=splits,
            dividends=dividends,
            calendar=self.calendar,
        )


def _asset(sid: int, symbol: str, first: date, last: date) -> Equity:
    return Equity(sid, symbol, start_date=first, end_date=last, first_traded=first)


def _named(frame: pl.DataFrame, path: Path, label: str) -> pl.DataFrame:
    names = [name.strip().lower() for name in frame.columns]
    if len(set(names)) < len(names):
        raise ConfigurationError(f"{path.name} has a column twice: {', '.join(names)}")
    frame.columns = names
    if label not in names:
        # zipline's files leave the name of their first column open.
        frame = frame.rename({"date" if "date" in names else names[0]: label})
    missing = [name for name in FIELDS if name not in frame.columns]
    if missing:
        raise ConfigurationError(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(frame.columns)}"
        )
    return frame.select(label, *FIELDS, *(name for name in ("split", "dividend") if name in frame.columns))


def _times(series: pl.Series, kind: str, path: Path) -> pl.Series:
    import polars as pl

    texts = series.str.strip_chars()
    try:
        if kind == "daily":
            found = texts.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        else:
            found = texts.str.to_datetime(time_unit="ns", time_zone="UTC", strict=False)
    except pl.exceptions.ComputeError:
        found = pl.Series(series.name, [None] * len(series), dtype=pl.Date)
    wrong = found.is_null()
    if wrong.any():
        row = wrong.arg_max() or 0
        raise ValidationError(
            f"{path.name} line {row + 2}: {series.name} {series[row]!r} is none ({wrong.sum()} such lines); write "
            + ("2020-01-31" if kind == "daily" else "2020-01-31T14:31:00+00:00")
        )
    return found


def _days(frame: pl.DataFrame, kind: str, calendar: str) -> pl.DataFrame:
    """The first and last session of each asset."""
    import polars as pl

    label = LABELS[kind]
    ends = frame.group_by("sid").agg(pl.col(label).min().alias("low"), pl.col(label).max().alias("high"))
    rows = [(sid, _session(end, calendar)) for sid, *both in ends.rows() for end in both]
    return pl.DataFrame(rows, schema={"sid": pl.Int64, "date": pl.Date}, orient="row")


def _session(time: Any, calendar: str) -> date:
    if type(time) is date:
        return time
    day = date_to_day(time.date())
    try:
        return day_to_date(get_calendar(calendar, day - 8, day + 8).minute_to_session(datetime_to_ns(time)))
    except DateRangeError:
        return day_to_date(day)  # no minute of the calendar: told with the bars


def _actions(kind: str, bars: pl.DataFrame, calendar: str) -> tuple[list[Split], list[Dividend]]:
    splits: list[Split] = []
    dividends: list[Dividend] = []
    for name in ("split", "dividend"):
        if name not in bars.columns:
            continue
        numbers = numbers_of(bars[name])
        for row, fault in numbers.faults.items():
            raise ValidationError(f"{bars['file'][row]} line {bars['line'][row]}: {name} {fault}")
        one = 10**numbers.scale
        for row, mantissa in enumerate(numbers.values.tolist()):
            if mantissa == 0 or (name == "split" and mantissa == one):
                continue
            sid, session = bars["sid"][row], date_to_day(_session(bars[LABELS[kind]][row], calendar))
            if name == "split":
                numerator, denominator = Decimal(mantissa).scaleb(-numbers.scale).as_integer_ratio()
                splits.append(Split(session, sid, denominator, numerator))
            else:
                dividends.append(Dividend(session, sid, Decimal(mantissa).scaleb(-numbers.scale).normalize()))
    return splits, dividends
