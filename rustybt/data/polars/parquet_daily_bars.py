"""Daily bars of a bundle."""

from __future__ import annotations

from rustybt.data.polars.readers import BarReader

__all__ = ["PolarsParquetDailyReader"]


class PolarsParquetDailyReader(BarReader):
    """Raw daily bars; times are sessions, as dates."""

    frequency = "daily"
