"""What the readers of daily and of minute bars have in common: raw bars by asset and time, from one version."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from rustybt.exceptions import ConfigurationError, DataNotAvailableError, DateRangeError
from rustybt.model.bars import MISSING
from rustybt.model.time import date_to_day, datetime_to_ns, day_to_date, ns_to_datetime

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.model.bars import BarPanel, Frequency

__all__ = ["BarReader", "Label"]

type Label = date | datetime
"""A session of daily bars, or the UTC end of a minute."""

NAN = Decimal("NaN")


class BarReader:
    """Raw bars of one frequency of a bundle, unadjusted, as the catalog sees it now.

    Args:
        catalog: Where the bundle lies.
        bundle: Its name.

    Raises:
        BundleNotFoundError: If there is none of this name.
        UnknownFrequencyError: If it does not hold the frequency.
    """

    frequency: ClassVar[Frequency] = "daily"

    def __init__(self, catalog: DataCatalog, bundle: str) -> None:
        self.panel: BarPanel = catalog.load_panel(bundle, frequency=self.frequency)

    def __repr__(self) -> str:
        steps, assets = self.panel.shape
        return f"{type(self).__name__}({self.panel.bundle!r}: {steps:,} bars of {assets} assets)"

    @cached_property
    def sessions(self) -> list[date]:
        """The sessions of the calendar from the first to the last with bars."""
        return [day_to_date(day) for day in self.panel.sessions.tolist()]

    @property
    def first_trading_day(self) -> date:
        """The first session."""
        return self.sessions[0]

    @property
    def last_available_dt(self) -> Label:
        """The time of the last bar."""
        return self._label(self.panel.shape[0] - 1)

    def get_value(self, asset: Asset, dt: Label, field: str) -> Decimal:
        """Return one field of one bar, unadjusted.

        Args:
            asset: Of the bundle.
            dt: The session, or the UTC end of the minute.
            field: open, high, low, close or volume.

        Returns:
            The value; NaN where there is no bar, 0 for its volume.

        Raises:
            DateRangeError: If there is no bar of this time in the calendar.
            UnknownFieldError: If the field does not exist.
            AssetNotFoundError: If the asset is not of the bundle.
        """
        mantissa = int(self.panel.field(field)[self._step(dt), self.panel.column(asset)])
        if mantissa == MISSING:
            return Decimal(0) if field == "volume" else NAN
        return Decimal(mantissa).scaleb(-self._scale(field))

    def get_last_traded_dt(self, asset: Asset, dt: Label) -> Label:
        """Return the time of an asset's last bar with a trade, up to a time.

        Args:
            asset: Of the bundle.
            dt: The session, or the UTC end of the minute.

        Raises:
            DataNotAvailableError: If it had not traded yet.
        """
        upto, column = self._step(dt) + 1, self.panel.column(asset)
        close, volume = (self.panel.field(name)[:upto, column] for name in ("close", "volume"))
        traded = np.flatnonzero((close != MISSING) & (volume > 0))
        if not len(traded):
            raise DataNotAvailableError(f"{asset!r} had not traded by {dt}: its first bar comes later")
        return self._label(int(traded[-1]))

    def load_raw_arrays(
        self,
        fields: Sequence[str],
        start: Label,
        end: Label,
        assets: Sequence[Asset],
        dtype: Literal["float", "mantissa"] = "float",
    ) -> list[NDArray[Any]]:
        """Return the bars of a range as one array a field.

        Args:
            fields: open, high, low, close, volume.
            start: First session or minute.
            end: Last session or minute.
            assets: The columns.
            dtype: ``"float"``, or ``"mantissa"`` for the exact integers.

        Returns:
            float64 or int64 arrays [bars, assets]; NaN (volume: 0) or -2**63 where there is no bar.

        Raises:
            DateRangeError: If the range is reversed or outside of the coverage.
        """
        first, last = self._step(start), self._step(end)
        if first > last:
            raise DateRangeError(f"start {start} is after end {end}: swap them")
        if dtype not in ("float", "mantissa"):
            raise ConfigurationError(f"dtype {dtype!r}: use 'float' or 'mantissa'")
        columns = [self.panel.column(asset) for asset in assets]
        blocks = [self.panel.field(name)[first : last + 1][:, columns] for name in fields]
        if dtype == "mantissa":
            return list(blocks)
        return [self._floats(name, block) for name, block in zip(fields, blocks, strict=True)]

    def _floats(self, field: str, block: NDArray[np.int64]) -> NDArray[np.float64]:
        absent = 0.0 if field == "volume" else np.nan
        return np.where(block == MISSING, absent, block / 10.0 ** self._scale(field))

    def _scale(self, field: str) -> int:
        return self.panel.volume_scale if field == "volume" else self.panel.price_scale

    def _step(self, dt: Label) -> int:
        labels, wanted = self._axis(dt)
        step = bisect_right(labels, wanted) - 1
        if step < 0 or labels[step] != wanted:
            raise DateRangeError(
                f"{dt} is no {self.frequency} bar of bundle {self.panel.bundle!r}, which covers "
                f"{self._label(0)} to {self.last_available_dt}"
            )
        return step

    def _axis(self, dt: Label) -> tuple[list[int], int]:
        if self.frequency == "daily":
            return self._days, date_to_day(dt)
        if not isinstance(dt, datetime):
            raise DateRangeError(f"{dt!r} is a date: ask minute bars for a datetime with a time zone")
        return self._times, datetime_to_ns(dt)

    @cached_property
    def _days(self) -> list[int]:
        days: list[int] = self.panel.sessions.tolist()
        return days

    @cached_property
    def _times(self) -> list[int]:
        times: list[int] = self.panel.times_ns.tolist()
        return times

    def _label(self, step: int) -> Label:
        if self.frequency == "daily":
            return day_to_date(self._days[step])
        return ns_to_datetime(self._times[step])
