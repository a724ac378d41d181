"""Bars as of a time: what a strategy would have seen then, asked from outside of a run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.engine.bar_view import BarData, native_bars
from rustybt.exceptions import DateRangeError, LookaheadError
from rustybt.model.time import datetime_to_ns, ns_to_datetime

if TYPE_CHECKING:
    from rustybt.algorithm.bar_data import Frames
    from rustybt.assets.assets import Asset
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.model.bars import Frequency

__all__ = ["PolarsDataPortal"]


class PolarsDataPortal:
    """The bars of a bundle as of any time, adjusted for what had happened by then, and never past ``current_dt``.

    Args:
        catalog: Where the bundle lies.
        bundle: Its name.
        frequency: ``"daily"`` or ``"minute"``.
        current_dt: The present, UTC; nothing after it is answered. The end of the bundle by default.
        frames: ``"polars"`` or ``"pandas"``.

    Raises:
        BundleNotFoundError: If there is none of this name.
        UnknownFrequencyError: If it does not hold the frequency.
    """

    def __init__(
        self,
        catalog: DataCatalog,
        bundle: str,
        *,
        frequency: Frequency = "daily",
        current_dt: datetime | None = None,
        frames: Frames = "polars",
    ) -> None:
        self._panel = catalog.load_panel(bundle, frequency=frequency)
        self._view = BarData(self._panel, native_bars(self._panel), frames)
        last = ns_to_datetime(int(self._panel.times_ns[-1]))
        self.current_dt = last if current_dt is None else current_dt

    def get_spot_value(self, assets: Any, field: str, dt: datetime) -> Any:
        """Return a field's latest value as of a time.

        Args:
            assets: One asset, or a list of them.
            field: open, high, low, close, volume, price or last_traded.
            dt: The time, UTC.

        Returns:
            As ``data.current`` in a run.

        Raises:
            LookaheadError: If the time is after ``current_dt``.
            DateRangeError: If it is before the first bar.
        """
        return self._at(dt).current(assets, field)

    def get_history_window(
        self,
        assets: Any,
        end_dt: datetime,
        bar_count: int,
        frequency: str,
        fields: str | Sequence[str] = "price",
    ) -> Any:
        """Return the bars that end with a time, adjusted as of it.

        Args:
            assets: One asset, or a list of them.
            end_dt: The time, UTC.
            bar_count: How many bars.
            frequency: ``"1d"`` or ``"1m"``.
            fields: One field or a list.

        Returns:
            As ``data.history`` in a run.

        Raises:
            LookaheadError: If the time is after ``current_dt``.
            DataNotAvailableError: If the window starts before the bundle's first bar.
        """
        return self._at(end_dt).history(assets, fields, bar_count, frequency)

    def get_last_traded_dt(self, asset: Asset, dt: datetime) -> datetime | None:
        """Return the time of an asset's last bar with a trade, or None before its first.

        Args:
            asset: Of the bundle.
            dt: The time, UTC.

        Raises:
            LookaheadError: If the time is after ``current_dt``.
        """
        found: datetime | None = self._at(dt).current(asset, "last_traded")
        return found

    def view(self, dt: datetime) -> BarData:
        """Return ``data`` as of a time: windows and indicators too. The next question moves it.

        Args:
            dt: The time, UTC.

        Raises:
            LookaheadError: If the time is after ``current_dt``.
        """
        return self._at(dt)

    def _at(self, dt: datetime) -> BarData:
        if dt > self.current_dt:
            raise LookaheadError(
                f"{dt.isoformat()} is after the present, {self.current_dt.astimezone(UTC).isoformat()}: "
                "ask for a time up to it"
            )
        ns = datetime_to_ns(dt)
        visible = int(np.searchsorted(self._panel.times_ns, ns, side="right"))
        if not visible:
            first = ns_to_datetime(int(self._panel.times_ns[0]))
            raise DateRangeError(
                f"{dt.isoformat()}: the first bar of bundle {self._panel.bundle!r} ends at {first.isoformat()}"
            )
        self._view.move_to(visible, int(self._panel.step_session[visible - 1]), ns)
        return self._view
