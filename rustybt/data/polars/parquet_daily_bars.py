"""Daily bars of a bundle as Polars frames."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rustybt.data.polars.bar_reader import PolarsBarReader

if TYPE_CHECKING:
    import polars as pl

__all__ = ["PolarsParquetDailyReader"]


class PolarsParquetDailyReader(PolarsBarReader):
    """Daily bars, labelled by their session; the files are partitioned by year."""

    data_frequency = "daily"
    label = "date"

    def _bounds(self, first: date, last: date) -> tuple[date, date]:
        return first, last

    def _axis(self, first: date, last: date) -> pl.Series:
        import polars as pl

        return pl.Series(self.label, self.calendar.sessions_in_range(first, last)).cast(pl.Date)

    def _session_of(self, dt: Any) -> date | None:
        first, last = self.coverage
        if not isinstance(dt, date) or isinstance(dt, datetime) or not first <= dt <= last:
            return None
        return dt if self.calendar.is_session(dt) else None
