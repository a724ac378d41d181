"""One door to the bars of a bundle, as of any time: prices now, history before now, never what comes after."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.data.polars.catalog import DataCatalog
from rustybt.engine.bar_view import BarData, native_bars
from rustybt.exceptions import ConfigurationError, DateRangeError, LookaheadError
from rustybt.model.bars import MISSING
from rustybt.model.time import date_to_day, datetime_to_ns, day_to_date, ns_to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rustybt.algorithm.bar_data import Frames
    from rustybt.assets.assets import Asset
    from rustybt.model.bars import Frequency, Split

__all__ = ["PolarsDataPortal"]


class PolarsDataPortal:
    """The data of a bundle as of any time in it, in the words of zipline's portal.

    It answers as ``data`` does in a strategy, by the same native code. A time is a date or a naive midnight (the
    session, with its close), or an aware datetime (what has ended by then).

    Args:
        bundle_name: Of the bundle.
        data_frequency: ``"daily"`` or ``"minute"``.
        catalog: Where the bundle lies; the default one if None.
        current_dt: The present: nothing after it is told. An aware datetime; None for no limit.
        frames: ``"polars"``, or ``"pandas"`` for zipline's shapes and floats.

    Raises:
        BundleNotFoundError: If there is no such bundle.
        UnknownFrequencyError: If the bundle does not hold the frequency.
    """

    def __init__(
        self,
        bundle_name: str,
        data_frequency: Frequency = "daily",
        *,
        catalog: DataCatalog | None = None,
        current_dt: datetime | None = None,
        frames: Frames = "polars",
    ) -> None:
        self.catalog = DataCatalog() if catalog is None else catalog
        self.panel = self.catalog.load_panel(bundle_name, frequency=data_frequency)
        self.asset_finder = self.catalog.asset_finder(bundle_name)
        self.current_dt = current_dt
        self._frames = frames
        self._view = BarData(self.panel, native_bars(self.panel), frames)

    def __repr__(self) -> str:
        first, last = self._coverage
        return f"PolarsDataPortal({self.panel.bundle!r}, {self.panel.frequency!r}: {first} to {last})"

    @property
    def current_dt(self) -> datetime | None:
        """Nothing after it is told; an aware datetime, or None for no limit."""
        return self._current_dt

    @current_dt.setter
    def current_dt(self, value: datetime | None) -> None:
        if value is not None and value.tzinfo is None:
            raise ConfigurationError(f"{value} has no time zone: attach one, such as datetime.UTC")
        self._current_dt = value

    def view(self, dt: date) -> BarData:
        """Return ``data`` as of a time: windows and indicators too. The next question moves it.

        Args:
            dt: The time.

        Raises:
            LookaheadError: If ``dt`` lies after the present.
            DateRangeError: If the bundle does not cover it, or no bar has ended by then.
        """
        self._move_to(dt, None)
        return self._view

    def get_spot_value(
        self,
        assets: Asset | Sequence[Asset],
        field: str,
        dt: date,
        data_frequency: Frequency | None = None,
    ) -> Any:
        """Return a field of assets as of a time.

        Args:
            assets: One asset, or a list of them.
            field: open, high, low, close, volume, price (the last known close, adjusted for splits since), or
                last_traded.
            dt: The time.
            data_frequency: The portal's, if given.

        Returns:
            A Decimal (NaN where there is none; 0 for volume) of one asset, a Decimal Series (null where there is
            none) of a list; datetimes for ``last_traded``.

        Raises:
            UnknownFieldError: If the field does not exist.
            LookaheadError: If ``dt`` lies after the present.
            DateRangeError: If the bundle does not cover it.
        """
        self._move_to(dt, data_frequency)
        if self._frames == "pandas" or not isinstance(assets, list | tuple):
            return self._view.current(assets, field)
        import polars as pl

        values = [self._view.current(asset, field) for asset in assets]
        if field == "last_traded":
            return pl.Series(field, values, dtype=pl.Datetime("us", "UTC"))
        scale = self.panel.volume_scale if field == "volume" else self.panel.price_scale
        return pl.Series(
            field, [None if value.is_nan() else value for value in values], dtype=pl.Decimal(38, scale)
        )

    def get_history_window(
        self,
        assets: Asset | Sequence[Asset],
        end_dt: date,
        bar_count: int,
        frequency: str,
        field: str | Sequence[str] = "price",
        data_frequency: Frequency | None = None,
    ) -> Any:
        """Return the last bars up to a time, adjusted as of it for splits and dividends.

        Args:
            assets: One asset, or a list of them.
            end_dt: The time.
            bar_count: Bars.
            frequency: ``"1d"``, or ``"1m"`` of minutes.
            field: One of open, high, low, close, volume, price; or a list.
            data_frequency: The portal's, if given.

        Returns:
            As ``data.history``: date or timestamp, and a Decimal column a symbol (of a list of fields: one a field).

        Raises:
            DataNotAvailableError: If the window starts before the bundle's first bar.
            LookaheadError: If ``end_dt`` lies after the present.
            DateRangeError: If the bundle does not cover it.
        """
        self._move_to(end_dt, data_frequency)
        return self._view.history(assets, field, bar_count, frequency)

    def get_adjusted_value(
        self,
        asset: Asset,
        field: str,
        dt: date,
        perspective_dt: date,
        data_frequency: Frequency | None = None,
    ) -> Decimal | None:
        """Return what a value of one time looks like from a later one, after the splits and dividends between.

        Args:
            asset: The asset.
            field: open, high, low, close, volume or price.
            dt: The time of the value.
            perspective_dt: The time to look from, at or after ``dt``.
            data_frequency: The portal's, if given.

        Returns:
            The value; None where there is none, 0 for its volume.

        Raises:
            DateRangeError: If the perspective lies before the value.
            LookaheadError: If it lies after the present.
        """
        first = self._move_to(dt, data_frequency)
        last = self._move_to(perspective_dt, data_frequency)
        if last < first:
            raise DateRangeError(f"perspective {perspective_dt} lies before {dt}: swap them")
        n = last - first + 1
        mantissa = int(self._view.mantissas([asset], n, field)[0, 0])
        if mantissa == MISSING:
            return Decimal(0) if field == "volume" else None
        scale = self.panel.volume_scale if field == "volume" else self.panel.price_scale
        return Decimal(mantissa).scaleb(-scale)

    def get_splits(self, assets: Sequence[Asset], dt: date) -> list[Split]:
        """Return the splits of assets that take effect in the session of a time.

        Args:
            assets: The assets.
            dt: The time.

        Raises:
            LookaheadError: If ``dt`` lies after the present.
        """
        visible = self._move_to(dt, None)
        session = int(self.panel.sessions[self.panel.step_session[visible - 1]])
        sids = {asset.sid for asset in assets}
        return [split for split in self.panel.splits if split.session == session and split.sid in sids]

    def get_last_traded_dt(
        self, asset: Asset, dt: date, data_frequency: Frequency | None = None
    ) -> datetime | None:
        """Return the end of the last bar in which an asset traded, up to a time; None before its first.

        Args:
            asset: The asset.
            dt: The time.
            data_frequency: The portal's, if given.
        """
        self._move_to(dt, data_frequency)
        found: datetime | None = self._view.current(asset, "last_traded")
        return found

    @property
    def _coverage(self) -> tuple[date, date]:
        return day_to_date(int(self.panel.sessions[0])), day_to_date(int(self.panel.sessions[-1]))

    def _move_to(self, dt: date, data_frequency: Frequency | None) -> int:
        """Moves the present to a time; returns how many bars have ended by then."""
        if data_frequency not in (None, self.panel.frequency):
            raise ConfigurationError(
                f"data_frequency {data_frequency!r}: this portal has {self.panel.frequency} bars; make one with "
                f"PolarsDataPortal({self.panel.bundle!r}, {data_frequency!r})"
            )
        now = self._time_of(dt)
        limit = self._current_dt
        if limit is not None and now > datetime_to_ns(limit):
            raise LookaheadError(f"{dt} lies after the present {limit.isoformat()}: ask for one up to it")
        visible = int(np.searchsorted(self.panel.times_ns, now, side="right"))
        if not visible:
            raise DateRangeError(
                f"{dt}: no bar of bundle {self.panel.bundle!r} has ended by then, the first does at "
                f"{ns_to_datetime(int(self.panel.times_ns[0])).isoformat()}"
            )
        self._view.move_to(visible, int(self.panel.step_session[visible - 1]), now)
        return visible

    def _time_of(self, dt: date) -> int:
        first, last = self._coverage
        if isinstance(dt, datetime) and dt.tzinfo is not None:
            now = datetime_to_ns(dt)
            day = last if now <= self.panel.session_close_ns[-1] else ns_to_datetime(now).date()
        elif isinstance(dt, datetime) and dt.time() != time():
            raise ConfigurationError(f"{dt} has no time zone: attach one, such as datetime.UTC")
        else:
            day = dt.date() if isinstance(dt, datetime) else dt
            ended = int(np.searchsorted(self.panel.sessions, date_to_day(day), side="right"))
            now = int(self.panel.session_close_ns[max(ended, 1) - 1])
        if not first <= day <= last:
            raise DateRangeError(
                f"{dt}: bundle {self.panel.bundle!r} covers {first} to {last}; choose a time in it, or ingest more"
            )
        return now
