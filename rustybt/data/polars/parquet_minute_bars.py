"""Minute bars of a bundle as Polars frames."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.data.polars.bar_reader import PolarsBarReader
from rustybt.model.time import datetime_to_ns, day_to_date, ns_to_datetime

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

__all__ = ["PolarsParquetMinuteReader"]


class PolarsParquetMinuteReader(PolarsBarReader):
    """Minute bars, labelled by the end of their minute in UTC; the files are partitioned by month of session."""

    data_frequency = "minute"
    label = "timestamp"

    def _bounds(self, first: date, last: date) -> tuple[datetime, datetime]:
        minutes = self._minutes(first, last)
        return ns_to_datetime(int(minutes[0])), ns_to_datetime(int(minutes[-1]))

    def _axis(self, first: date, last: date) -> pl.Series:
        import polars as pl

        return pl.Series(self.label, self._minutes(first, last)).cast(pl.Datetime("ns", "UTC"))

    def _minutes(self, first: date, last: date) -> NDArray[np.int64]:
        found = self.calendar.minutes_in_range(first, last)
        # A range without a session has no minutes, and bounds that no minute lies between.
        return found if len(found) else np.array([1, 0])

    def _session_of(self, dt: Any) -> date | None:
        if not isinstance(dt, datetime) or dt.tzinfo is None:
            return None
        time = np.array([datetime_to_ns(dt)])
        session = int(self.calendar.session_indices(time)[0])
        if session < 0 or not self.calendar.is_open_on_minute(int(time[0])):
            return None
        return day_to_date(int(self.calendar.sessions[session]))
