"""What the readers of daily and minute bars have in common: a version of a bundle as Polars frames."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar

from rustybt.data.polars.panels import calendar_of, table_of
from rustybt.exceptions import DateRangeError, UnknownFieldError
from rustybt.model.bars import FIELDS, Frequency
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    import polars as pl

    from rustybt.assets.assets import Asset
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.data.polars.catalog import DataCatalog

__all__ = ["PolarsBarReader"]


class PolarsBarReader(ABC):
    """Bars of one frequency of one version of a bundle: unadjusted, exact, read when asked for.

    The version is the one that the catalog reads when the reader is made; later ingests do not change it.

    Args:
        catalog: Of the bundle.
        bundle: Its name.

    Raises:
        BundleNotFoundError: If there is no such bundle.
        UnknownFrequencyError: If the bundle does not hold the frequency.
    """

    data_frequency: ClassVar[Frequency]
    label: ClassVar[str]

    def __init__(self, catalog: DataCatalog, bundle: str) -> None:
        self.manifest = catalog.manifest(bundle)
        self.asset_finder = catalog.asset_finder(bundle)
        self._table = table_of(self.manifest, self.data_frequency)
        self._store = catalog.store(bundle)
        self.calendar: TradingCalendar = calendar_of(self.manifest, self._table)

    def __repr__(self) -> str:
        first, last = self.coverage
        name, version = self.manifest.bundle, self.manifest.version
        return f"{type(self).__name__}({name!r}, version {version}: {first} to {last})"

    @property
    def coverage(self) -> tuple[date, date]:
        """The first and last session with bars."""
        first, last = self.manifest.coverage(self._table) or ("", "")
        return date.fromisoformat(first), date.fromisoformat(last)

    @property
    def sessions(self) -> list[date]:
        """The sessions of the calendar from the first to the last with bars."""
        return [day_to_date(day) for day in self.calendar.sessions.tolist()]

    @property
    def first_trading_day(self) -> date:
        """The first session."""
        return self.sessions[0]

    @property
    def last_available_dt(self) -> Any:
        """The label of the calendar's last bar: a date of daily bars, a UTC datetime of minute bars."""
        return self._bounds(*self.coverage)[1]

    def scan(self, start: date | None = None, end: date | None = None) -> pl.LazyFrame:
        """Return bars lazily, sorted by sid and time; only the files of the range are opened.

        Args:
            start: First session; the first one of the bundle by default.
            end: Last session, included; the last one of the bundle by default.

        Returns:
            Columns sid, date or timestamp (UTC, end of the minute), open, high, low, close, volume; the last five
            are Decimals.

        Raises:
            DateRangeError: If the range is reversed or lies outside of the coverage.
            CatalogError: If a part is missing.
        """
        import polars as pl

        first, last = self._range(start, end)
        low, high = first.isoformat(), last.isoformat()
        files = [
            self._store.part_path(part)
            for part in self.manifest.parts_of(self._table)
            if (part.first or "") <= high and low <= (part.last or "")
        ]
        if not files:
            files = [self._store.part_path(self.manifest.parts_of(self._table)[0])]
        inside = pl.col(self.label).is_between(*self._bounds(first, last))
        return pl.scan_parquet(files, hive_partitioning=False).filter(inside).sort("sid", self.label)

    def load_raw_arrays(
        self,
        sids: Iterable[Asset | int],
        fields: Sequence[str] = FIELDS,
        start_date: date | None = None,
        end_date: date | None = None,
    ) -> dict[str, pl.DataFrame]:
        """Return one wide frame a field: a row for every session or minute, a column for every sid.

        Args:
            sids: Assets or sids; they are the names of the columns.
            fields: Of open, high, low, close, volume.
            start_date: First session; the first one of the bundle by default.
            end_date: Last session, included; the last one of the bundle by default.

        Returns:
            Frames by field, of date or timestamp and Decimal columns; null where there is no bar.

        Raises:
            UnknownFieldError: If a field does not exist.
            AssetNotFoundError: If the bundle has no such asset.
            DateRangeError: If the range is reversed or lies outside of the coverage.
        """
        import polars as pl

        for field in fields:
            _check_field(field)
        wanted = [self.asset_finder.retrieve_asset(int(sid)).sid for sid in sids]
        first, last = self._range(start_date, end_date)
        bars = self.scan(first, last).filter(pl.col("sid").is_in(wanted)).collect()
        axis = pl.DataFrame({self.label: self._axis(first, last)}).cast({self.label: bars.schema[self.label]})
        return {field: self._wide(axis, bars, wanted, field) for field in fields}

    def _wide(self, axis: pl.DataFrame, bars: pl.DataFrame, sids: list[int], field: str) -> pl.DataFrame:
        import polars as pl

        wide = bars.pivot(on="sid", index=self.label, values=field)
        absent = [
            pl.lit(None, dtype=bars.schema[field]).alias(str(sid))
            for sid in sids
            if str(sid) not in wide.columns
        ]
        ordered = wide.with_columns(absent).select(self.label, *map(str, sids))
        return axis.join(ordered, on=self.label, how="left", maintain_order="left")

    def get_value(self, sid: Asset | int, dt: Any, field: str) -> Decimal:
        """Return one field of one bar.

        Args:
            sid: An asset or sid.
            dt: The session (a date), or the end of the minute (an aware datetime).
            field: open, high, low, close or volume.

        Returns:
            The value; NaN where the asset has no bar, and 0 for its volume.

        Raises:
            DateRangeError: If ``dt`` is no session or minute of the bundle.
            UnknownFieldError: If the field does not exist.
            AssetNotFoundError: If the bundle has no such asset.
        """
        import polars as pl

        _check_field(field)
        asset = self.asset_finder.retrieve_asset(int(sid))
        session = self._session_of(dt)
        if session is None:
            raise DateRangeError(
                f"{dt} is no {self.data_frequency} bar of bundle {self.manifest.bundle!r}, which covers "
                f"{self.coverage[0]} to {self.coverage[1]}: ask for one of its calendar {self.calendar.name!r}"
            )
        rows = self.scan(session, session).filter((pl.col("sid") == asset.sid) & (pl.col(self.label) == dt))
        found = rows.select(field).collect()[field]
        if len(found):
            return Decimal(found[0])
        return Decimal(0) if field == "volume" else Decimal("NaN")

    def get_last_traded_dt(self, asset: Asset | int, dt: Any) -> Any:
        """Return when an asset last traded, or None if it had not yet.

        Args:
            asset: An asset or sid.
            dt: The session (a date), or the end of the minute (an aware datetime), up to which to look.

        Returns:
            A date of daily bars, a UTC datetime of minute bars.
        """
        import polars as pl

        sid = self.asset_finder.retrieve_asset(int(asset)).sid
        traded = (pl.col("sid") == sid) & (pl.col("volume") > 0) & (pl.col(self.label) <= dt)
        return self.scan().filter(traded).select(pl.col(self.label).max()).collect().item()

    def _range(self, start: date | None, end: date | None) -> tuple[date, date]:
        covered = self.coverage
        first = covered[0] if start is None else _day(start)
        last = covered[1] if end is None else _day(end)
        if first > last:
            raise DateRangeError(f"start {first} is after end {last}: swap them")
        if first < covered[0] or last > covered[1]:
            raise DateRangeError(
                f"{first} to {last}: bundle {self.manifest.bundle!r} covers {covered[0]} to {covered[1]}; "
                "choose dates in it, or ingest more"
            )
        return first, last

    @abstractmethod
    def _bounds(self, first: date, last: date) -> tuple[Any, Any]:
        """The first and last label of a range of days."""

    @abstractmethod
    def _axis(self, first: date, last: date) -> pl.Series:
        """Every label of a range of days."""

    @abstractmethod
    def _session_of(self, dt: Any) -> date | None:
        """The session of a label, or None if there is no such label."""


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _check_field(field: str) -> None:
    if field not in FIELDS:
        near = get_close_matches(str(field), FIELDS, n=1)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        raise UnknownFieldError(f"field {field!r}: take one of {', '.join(FIELDS)}{hint}")
