"""The market of a backtest: a bundle's bars over its days, opened once for as many runs as you like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.schedule import calendar_around
from rustybt.calendars.exchanges import sessions_a_year
from rustybt.data.polars.catalog import DataCatalog
from rustybt.engine.bar_view import NativeBars, native_bars
from rustybt.engine.simulated_venue import Terms
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    from rustybt.assets.asset_finder import AssetFinder
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.model.bars import BarPanel, Frequency

__all__ = ["Day", "Market", "days_of"]

type Day = str | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What a run trades on; many runs, one after the other or side by side, may share it.

    Attributes:
        bundle: Its name.
        start: First session of a run.
        end: Last session of a run.
        frequency: ``"daily"`` or ``"minute"``.
        panel: The bars up to the end; those before the start are history.
        calendar: Of the scheduling rules.
        finder: The bundle's assets.
        bars: The panel in native memory; every run has its own present on it.
        catalog: Where the bundle lies, or None.
        periods_per_year: Sessions of the bundle's calendar in a year, for annual figures.
        days: The panel's daily bars in native memory, beside minutes; None without them.
        terms: What every account on it has in common.

    Raises:
        DateRangeError: If the panel has no session from the start on.
    """

    bundle: str
    start: date
    end: date
    frequency: Frequency
    panel: BarPanel
    calendar: TradingCalendar
    finder: AssetFinder
    bars: NativeBars
    catalog: DataCatalog | None = None
    periods_per_year: float = TRADING_DAYS
    days: NativeBars | None = field(init=False, repr=False)
    terms: Terms = field(init=False, repr=False)

    def __post_init__(self) -> None:
        daily = self.panel.daily
        object.__setattr__(self, "days", None if daily is None else native_bars(daily))
        object.__setattr__(self, "terms", Terms.of(self.panel, self.start, self.calendar.sessions))

    @classmethod
    def open(
        cls,
        bundle: str,
        start: Day,
        end: Day,
        *,
        catalog: DataCatalog | None = None,
        data_frequency: Frequency = "daily",
        trading_calendar: str | None = None,
    ) -> Self:
        """Open the bars of a bundle.

        Args:
            bundle: Its name.
            start: First session, a date or ISO 8601; a day without a session means the next one.
            end: Last session, a date or ISO 8601.
            catalog: Where it lies; ``DataCatalog()`` by default.
            data_frequency: ``"daily"`` or ``"minute"``.
            trading_calendar: Of the scheduling rules; the bundle's by default.

        Raises:
            ConfigurationError: If the catalog is none, or there is no such calendar.
            BundleNotFoundError: If there is no such bundle.
            DateRangeError: If the dates are reversed or outside of the bundle's coverage.
            UnknownFrequencyError: If the bundle does not hold the frequency.
        """
        catalog = DataCatalog() if catalog is None else catalog
        first, last = days_of(bundle, start, end, catalog=catalog, data_frequency=data_frequency)
        own = catalog.manifest(bundle).calendar
        name = own if trading_calendar is None else trading_calendar
        panel = catalog.load_panel(bundle, end=last, frequency=data_frequency)
        return cls(
            bundle=bundle,
            start=first,
            end=last,
            frequency=data_frequency,
            panel=panel,
            calendar=calendar_around(name, *catalog.coverage(bundle, data_frequency)),
            finder=catalog.asset_finder(bundle),
            bars=native_bars(panel),
            catalog=catalog,
            periods_per_year=sessions_a_year(own),
        )

    def day_bars(self) -> NativeBars | None:
        """Return the daily bars beside minutes for one more run, with a present of their own; None without them."""
        return None if self.days is None else self.days.again()

    @property
    def sessions(self) -> NDArray[np.datetime64]:
        """The sessions of a run, datetime64[D][S], increasing."""
        days = self.panel.sessions
        return days[int(np.searchsorted(days, date_to_day(self.start))) :].astype("datetime64[D]")


def days_of(
    bundle: str, start: Day, end: Day, *, catalog: DataCatalog, data_frequency: Frequency = "daily"
) -> tuple[date, date]:
    """Return the days of a run, checked; no bar is read.

    Args:
        bundle: Its name.
        start: First session, a date or ISO 8601.
        end: Last session, a date or ISO 8601.
        catalog: Where it lies.
        data_frequency: ``"daily"`` or ``"minute"``.

    Raises:
        ConfigurationError: If the catalog is none.
        BundleNotFoundError: If there is no such bundle.
        DateRangeError: If the dates are reversed or outside of the bundle's coverage.
        UnknownFrequencyError: If the bundle does not hold the frequency.
    """
    first, last = _dates(start, end)
    if not isinstance(catalog, DataCatalog):
        raise ConfigurationError(f"catalog is {catalog!r}: use DataCatalog({catalog!r})")
    covered = catalog.coverage(bundle, data_frequency)
    if not covered[0] <= first or not last <= covered[1]:
        raise DateRangeError(
            f"{first} to {last}: bundle {bundle!r} covers {covered[0]} to {covered[1]}; "
            "choose dates in it, or ingest more"
        )
    return first, last


def _dates(start: Day, end: Day) -> tuple[date, date]:
    first, last = _date(start, "start"), _date(end, "end")
    if first > last:
        raise DateRangeError(f"start {first} is after end {last}: swap them")
    return first, last


def _date(value: Day, what: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise DateRangeError(f"{what} is {value!r}: use a date such as '2005-01-03'") from None
