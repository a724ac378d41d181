"""Minute bars of a bundle."""

from __future__ import annotations

from rustybt.data.polars.readers import BarReader

__all__ = ["PolarsParquetMinuteReader"]


class PolarsParquetMinuteReader(BarReader):
    """Raw minute bars; times are the UTC ends of the minutes."""

    frequency = "minute"
