"""What a strategy sees of the market: ``data``, up to the present and not past it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rustybt.algorithm.pandas_windows import PandasWindows
from rustybt.exceptions import ConfigurationError, DataNotAvailableError, UnknownFrequencyError
from rustybt.model.bars import MISSING
from rustybt.model.time import NANOS_PER_DAY, day_to_date, ns_to_datetime

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.model.bars import BarPanel

__all__ = ["BarDataFrames", "Frames"]

Frames = Literal["polars", "pandas"]
_FREQUENCIES = ("1d", "1m")


class BarDataFrames:
    """The questions of ``data`` that are answered with frames, on top of a native view of the bars.

    It is completed by the engine, whose native view has the questions that need no frame (``current``,
    ``can_trade``, ``is_stale``, ``window`` and the indicators) and hands the others what they are made of.
    """

    _panel: BarPanel
    _frames: Frames
    _daily: Any
    _windows: dict[str, PandasWindows]
    _label_cache: dict[str, NDArray[np.int64]]
    _courses: dict[tuple[str, Asset, int, str], tuple[NDArray[np.float64], int]]

    if TYPE_CHECKING:
        visible: int
        session_index: int
        now_ns: int

        value: Callable[[Asset, str], Any]
        mantissas: Callable[[Any, int, str], NDArray[np.int64]]
        floats: Callable[..., NDArray[np.float64]]
        window: Callable[..., NDArray[np.float64]]
        over_time: Callable[[Asset, str, int, str], NDArray[np.float64]]
        last_traded_step: Callable[[Asset], int | None]

    @property
    def current_dt(self) -> Any:
        """The simulation time, UTC: a datetime, or a ``pandas.Timestamp`` with ``frames="pandas"``."""
        return self._moment(self.now_ns)

    @property
    def current_session(self) -> date:
        """The date of the current session."""
        return day_to_date(int(self._panel.sessions[self.session_index]))

    def _current_values(self, assets: Any, fields: Any) -> Any:
        many = _many(assets)
        if type(fields) is str:
            if many is None:
                return self._scalar(assets, fields)
            return self._series({asset: self._scalar(asset, fields) for asset in many}, fields)
        if many is None:
            return self._series({field: self._scalar(assets, field) for field in fields}, None)
        columns = {field: [self._scalar(asset, field) for asset in many] for field in fields}
        if self._frames == "pandas":
            import pandas as pd

            return pd.DataFrame(columns, index=many)
        import polars as pl

        return pl.DataFrame({"symbol": [asset.symbol for asset in many], **columns}, strict=False)

    def _scalar(self, asset: Asset, field: str) -> Any:
        if field == "last_traded":
            step = self.last_traded_step(asset)
            return None if step is None else self._moment(int(self._panel.times_ns[step]))
        return self.value(asset, field)

    def _series(self, values: dict[Any, Any], name: str | None) -> Any:
        if self._frames != "pandas":
            return values
        import pandas as pd

        return pd.Series(values, name=name)

    def _moment(self, ns: int) -> Any:
        if self._frames == "pandas":
            import pandas as pd

            return pd.Timestamp(ns, tz="UTC")
        return ns_to_datetime(ns)

    def history(
        self,
        assets: Any,
        fields: Any = "price",
        bar_count: int = 1,
        frequency: str = "1d",
        *,
        dtype: Literal["decimal", "float"] = "decimal",
    ) -> Any:
        """Return the last bars of assets, adjusted as of now for splits and dividends.

        Args:
            assets: One asset, or a list of them.
            fields: One of open, high, low, close, volume, price; or a list.
            bar_count: Bars, the current one included.
            frequency: ``"1d"``, or ``"1m"`` in a run of minutes. There ``"1d"`` ends with the day so far.
            dtype: Of the Polars columns: exact Decimals, or Float64.

        Returns:
            A Polars frame with ``date`` (daily) or ``timestamp`` (UTC) and one column a symbol; for a list of
            fields one column a field, with ``symbol`` first. With ``frames="pandas"`` zipline's shapes: a Series
            for one asset and field, a DataFrame by asset or by field, else one with a (date, asset) index.

        Raises:
            UnknownFrequencyError: If the frequency is neither, or minutes are asked of a daily run.
            DataNotAvailableError: If the window starts before the bundle's first bar.
            ConfigurationError: If ``bar_count`` is below 1.
        """
        start, end, labels = self._span(bar_count, frequency)
        native = frequency == "1m" or self._panel.frequency == "daily"
        if self._frames == "pandas" and native and type(fields) is str and fields != "volume":
            return self._pandas_values(assets, fields, start, end, frequency)
        times = labels[start:end]
        many = _many(assets)
        listed = [assets] if many is None else many
        names = list(fields) if isinstance(fields, list | tuple) else [fields]
        blocks = {name: self._block(listed, bar_count, name, frequency) for name in names}
        if self._frames == "pandas":
            return self._pandas(blocks, times, assets, fields, frequency)
        return self._polars(blocks, times, listed, fields, dtype, frequency)

    def _pandas_values(self, assets: Any, field: str, start: int, end: int, frequency: str) -> Any:
        windows = self._windows.get(frequency)
        if windows is None:
            windows = PandasWindows(self._labels(frequency), None if frequency == "1d" else "UTC")
            self._windows[frequency] = windows
        values = self.floats(assets, end - start, field)
        many = _many(assets)
        if many is not None:
            return windows.frame(values, start, many)
        return windows.series(values, start, assets)

    def course(self, asset: Asset, kind: str, window: int, field: str) -> NDArray[np.float64]:
        """Return a figure as it was at every bar so far; no bar changes the ones before it, so each is asked for once.

        Args:
            asset: Of the run.
            kind: sma, ema, std, max, min or returns.
            window: Bars, the current one included.
            field: open, high, low, close or volume.

        Returns:
            Read-only float64[bars so far]; NaN before the window is full.

        Raises:
            ConfigurationError: If the window is not from 1 to 1,000,000.
            UnknownFieldError: If the field does not exist.
            AssetNotFoundError: If the asset is not of this run.
        """
        key, bars = (kind, asset, window, field), self.visible
        found = self._courses.get(key)
        values, known = (np.empty(len(self._panel.times_ns)), 0) if found is None else found
        if known == bars - 1 and known:
            values[known] = getattr(self, kind)(asset, window, field)
        elif known < bars:
            values[:bars] = self.over_time(asset, kind, window, field)
        self._courses[key] = values, max(known, bars)
        shown = values[:bars]
        shown.flags.writeable = False
        return shown

    def _labels(self, frequency: str) -> NDArray[np.int64]:
        found = self._label_cache.get(frequency)
        if found is None:
            panel = self._panel
            found = panel.times_ns if frequency == "1m" else panel.sessions.astype(np.int64) * NANOS_PER_DAY
            self._label_cache[frequency] = found
        return found

    def _span(self, bar_count: int, frequency: str) -> tuple[int, int, NDArray[np.int64]]:
        if frequency not in _FREQUENCIES:
            raise UnknownFrequencyError(f"frequency {frequency!r}: use '1d' or '1m'")
        if bar_count < 1:
            raise ConfigurationError(f"bar_count {bar_count}: use 1 or more")
        daily = self._panel.frequency == "daily"
        if frequency == "1m" and daily:
            raise UnknownFrequencyError(
                "frequency '1m': this run has daily bars; use data_frequency='minute'"
            )
        end = self.visible if daily or frequency == "1m" else self.session_index + 1
        if bar_count > end:
            first = day_to_date(int(self._panel.sessions[0]))
            raise DataNotAvailableError(
                f"history of {bar_count} bars at {ns_to_datetime(self.now_ns).isoformat()}: bundle "
                f"{self._panel.bundle!r} has {end} up to then, from {first} on; ask for fewer or start later"
            )
        return end - bar_count, end, self._labels(frequency)

    def _block(self, assets: list[Asset], n: int, field: str, frequency: str) -> NDArray[np.int64]:
        if frequency == "1m" or self._panel.frequency == "daily":
            return self.mantissas(assets, n, field)
        today = self._day_so_far(assets, field)
        if n == 1:
            return today
        daily = self._past_days()
        past = daily.mantissas(assets, n - 1, field)
        if field == "price":
            today = np.where(today == MISSING, past[-1:], today)
        return np.concatenate([past, today])

    def _past_days(self) -> Any:
        if self._daily is None:
            raise DataNotAvailableError(
                f"bundle {self._panel.bundle!r} has no daily bars for history(..., '1d')"
            )
        self._daily.move_to(self.session_index, self.session_index, self.now_ns)
        return self._daily

    def _day_so_far(self, assets: list[Asset], field: str) -> NDArray[np.int64]:
        first = int(np.searchsorted(self._panel.step_session, self.session_index))
        n = self.visible - first
        if n < 1:
            return np.full((1, len(assets)), 0 if field == "volume" else MISSING, dtype=np.int64)
        bars = self.mantissas(assets, n, "close" if field == "price" else field)
        return np.array([[_merged(column, field) for column in bars.T]], dtype=np.int64)

    def _polars(
        self,
        blocks: dict[str, NDArray[np.int64]],
        times: NDArray[np.int64],
        assets: list[Asset],
        fields: Any,
        dtype: str,
        frequency: str,
    ) -> Any:
        import polars as pl

        label = (
            pl.Series("date", times // NANOS_PER_DAY).cast(pl.Int32).cast(pl.Date)
            if frequency == "1d"
            else pl.Series("timestamp", times).cast(pl.Datetime("ns", "UTC"))
        )
        if isinstance(fields, str):
            columns = [
                self._column(blocks[fields][:, place], fields, asset.symbol, dtype)
                for place, asset in enumerate(assets)
            ]
            return pl.DataFrame([label, *columns])
        frames = [
            pl.DataFrame(
                [
                    pl.Series("symbol", [asset.symbol] * len(times)),
                    label,
                    *(self._column(block[:, place], name, name, dtype) for name, block in blocks.items()),
                ]
            )
            for place, asset in enumerate(assets)
        ]
        return pl.concat(frames)

    def _column(self, values: NDArray[np.int64], field: str, name: str, dtype: str) -> Any:
        import polars as pl

        scale = self._scale(field)
        if dtype == "float":
            return pl.Series(name, _as_floats(values, scale, field))
        missing = values == MISSING
        kept = np.where(missing, 0, values)
        series = pl.Series(name, kept).cast(pl.Decimal(38, 0))
        exact = pl.Series(name, [Decimal(int(v)).scaleb(-scale) for v in kept], dtype=pl.Decimal(38, scale))
        series = exact if scale else series
        if field == "volume" or not missing.any():
            return series
        return series.zip_with(pl.Series(~missing), pl.Series(name, [None] * len(kept), dtype=series.dtype))

    def _scale(self, field: str) -> int:
        return self._panel.volume_scale if field == "volume" else self._panel.price_scale

    def _pandas(
        self,
        blocks: dict[str, NDArray[np.int64]],
        times: NDArray[np.int64],
        assets: Any,
        fields: Any,
        frequency: str,
    ) -> Any:
        import pandas as pd

        index = pd.DatetimeIndex(times, tz=None if frequency == "1d" else "UTC")
        floats = {name: _as_floats(block, self._scale(name), name) for name, block in blocks.items()}
        many = _many(assets)
        if isinstance(fields, str):
            if many is None:
                return pd.Series(floats[fields][:, 0], index=index, name=assets)
            return pd.DataFrame(floats[fields], index=index, columns=many)
        if many is None:
            return pd.DataFrame({name: values[:, 0] for name, values in floats.items()}, index=index)
        rows = pd.MultiIndex.from_product([index, many], names=["date", "asset"])
        return pd.DataFrame({name: values.ravel() for name, values in floats.items()}, index=rows)


def _many(assets: Any) -> list[Any] | None:
    if hasattr(assets, "sid") or isinstance(assets, str) or not isinstance(assets, Iterable):
        return None
    return list(assets)


def _merged(column: NDArray[np.int64], field: str) -> int:
    present = column[column != MISSING]
    if field == "volume":
        return int(present.sum())
    if not len(present):
        return MISSING
    if field == "open":
        return int(present[0])
    if field in ("high", "low"):
        return int(present.max() if field == "high" else present.min())
    return int(present[-1])


def _as_floats(values: NDArray[np.int64], scale: int, field: str) -> NDArray[np.float64]:
    # Below 2**53 both the mantissa and the power of ten are exact, so that the quotient is the nearest float.
    floats = values / float(10**scale)
    missing = values == MISSING
    if missing.any():
        floats[missing] = 0.0 if field == "volume" else np.nan
    return floats
