"""From the frames of a bundle to checked integers: all of them, or those that can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.calendars.exchanges import get_calendar
from rustybt.data.mantissas import MAX_SCALE, Numbers, numbers_of, places_of
from rustybt.data.validation import Problem, RawBars, problems_of, refuse
from rustybt.exceptions import ConfigurationError, DateRangeError, ValidationError
from rustybt.model.bars import FIELDS, MISSING, Dividend, Split
from rustybt.model.time import NANOS_PER_DAY, day_to_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.calendars.calendar import TradingCalendar
    from rustybt.data.bundles.core import BundleContents

__all__ = ["check_actions", "check_tables", "raw_bars"]

DEFAULT_PRICE_SCALE = 8


def raw_bars(contents: BundleContents, assets: Sequence[Asset]) -> tuple[dict[str, RawBars], tuple[int, int]]:
    """Return the bars of a bundle as integers, unchecked, by table, and the scales of prices and volumes.

    Args:
        contents: Of the bundle.
        assets: Of the bundle.

    Raises:
        ConfigurationError: If a frame lacks a column.
        ValidationError: If a frame is empty, has bars of other assets, or columns that cannot be bars.
    """
    frames = {
        name: frame
        for name, frame in (("daily_bars", contents.daily_bars), ("minute_bars", contents.minute_bars))
        if frame is not None
    }
    numbers = {name: _numbers(name, frame) for name, frame in frames.items()}
    columns = [column for table in numbers.values() for column in table.values()]
    volume_scale = max(column.scale for column in columns if column.name == "volume")
    price_scale = max(
        DEFAULT_PRICE_SCALE,
        *(column.scale for column in columns if column.name != "volume"),
        *(_amount_places(dividend) for dividend in contents.dividends),
    )
    found = {}
    for name, frame in frames.items():
        daily = name == "daily_bars"
        table = numbers[name]
        found[name] = RawBars(
            sid=_sids(frame, assets, name),
            time=_times(frame["date" if daily else "timestamp"], daily=daily),
            fields={
                field: column.at(volume_scale if field == "volume" else price_scale)
                for field, column in table.items()
            },
            price_scale=price_scale,
            volume_scale=volume_scale,
            symbols={asset.sid: asset.symbol for asset in assets},
            daily=daily,
            faults={field: column.faults for field, column in table.items()},
            origin=_origin(frame),
        )
    return found, (price_scale, volume_scale)


def check_tables(
    tables: Mapping[str, RawBars], calendar: str, *, quarantine: bool
) -> tuple[dict[str, RawBars], list[dict[str, Any]]]:
    """Return bars without those that cannot be, and a row for each problem of those left out.

    Args:
        tables: By name.
        calendar: Name of the trading calendar.
        quarantine: Leave such bars out, instead of refusing all.

    Raises:
        ValidationError: If a bar cannot be and there is no quarantine, or if none is left.
    """
    kept: dict[str, RawBars] = {}
    rows: list[dict[str, Any]] = []
    for name, bars in tables.items():
        axis, sessions = _axis(bars, calendar)
        good = bars
        if quarantine:
            problems, _ = problems_of(bars, axis)
            rows += [_quarantined(name, bars, problem) for problem in problems]
            good = bars.without([problem.row for problem in problems])
            if not len(good.sid):
                raise ValidationError(f"{name}: every bar is wrong, the first: {problems[0].text}")
        else:
            refuse(bars, axis, name)
        kept[name] = replace(good, sessions=sessions[np.searchsorted(axis, good.time)])
    return kept, rows


def check_actions(
    contents: BundleContents, sids: set[int], tables: Mapping[str, RawBars]
) -> tuple[list[Split], list[Dividend]]:
    """Return splits and dividends by session.

    Args:
        contents: Of the bundle.
        sids: Of its assets.
        tables: Its bars, checked.

    Raises:
        ValidationError: If an action is of no asset or no session between the first and the last bar, or if an
            asset splits twice in a session.
    """
    splits = sorted(contents.splits, key=lambda split: (split.session, split.sid))
    dividends = sorted(contents.dividends, key=lambda dividend: (dividend.ex_session, dividend.sid))
    dated = [(split.session, split) for split in splits]
    actions: list[tuple[int, Split | Dividend]] = [*dated, *((row.ex_session, row) for row in dividends)]
    days = np.concatenate([bars.sessions for bars in tables.values()])
    first, last = int(days.min()), int(days.max())
    sessions = set(get_calendar(contents.calendar, first, last).sessions.tolist())
    for session, action in actions:
        if action.sid not in sids:
            raise ValidationError(f"{action!r}: sid {action.sid} is no asset of this bundle")
        if first <= session <= last and session not in sessions:
            raise ValidationError(
                f"{action!r}: {day_to_date(session)} is no session of calendar {contents.calendar!r}, so that it "
                "would never take effect: move it to the session that it changes"
            )
    keys = [(split.session, split.sid) for split in splits]
    for before, split in zip(keys, splits[1:], strict=False):
        if before == (split.session, split.sid):
            raise ValidationError(f"{split!r}: the asset splits twice in this session; hand in their product")
    return splits, dividends


def _quarantined(table: str, bars: RawBars, problem: Problem) -> dict[str, Any]:
    shown = {field: bars.shown(field, problem.row) for field in FIELDS}
    place = bars.place(problem.row)
    return {"table": table, "row": problem.row, "place": place, "problem": problem.text, **shown}


def _axis(bars: RawBars, calendar: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every session or minute of a calendar around bars, and the session of each."""
    times = bars.time[bars.time != MISSING]
    found = _calendar_around(calendar, times if bars.daily else times // NANOS_PER_DAY)
    sessions = found.sessions.astype(np.int64)
    if bars.daily:
        return sessions, sessions
    minutes = found.minutes_in_range(found.first_session, found.last_session)
    return minutes, sessions[found.session_indices(minutes)]


def _calendar_around(name: str, days: NDArray[np.int64]) -> TradingCalendar:
    usual = get_calendar(name)
    if not len(days):
        return usual
    low, high = int(days.min()) - 1, int(days.max()) + 1
    try:
        return get_calendar(name, low, high)
    except (DateRangeError, OverflowError):
        # What lies beyond the calendar is no session of it, and is told as such.
        low, high = (min(max(day, usual.start), usual.end) for day in (low, high))
        try:
            return usual.between(low, high)
        except DateRangeError:
            return usual


def _numbers(table: str, frame: pl.DataFrame) -> dict[str, Numbers]:
    time = "date" if table == "daily_bars" else "timestamp"
    missing = [name for name in (time, *FIELDS) if name not in frame.columns]
    if not {"sid", "symbol"} & set(frame.columns):
        missing.insert(0, "sid (or symbol)")
    if missing:
        raise ConfigurationError(
            f"{table} have no column {', '.join(missing)}; they have {', '.join(frame.columns)}"
        )
    if frame.is_empty():
        raise ValidationError(f"{table}: the frame has no rows; leave it out, or hand in bars")
    return {name: numbers_of(frame[name]) for name in FIELDS}


def _origin(frame: pl.DataFrame) -> Callable[[int], str] | None:
    if not {"file", "line"} <= set(frame.columns):
        return None
    files, lines = frame["file"], frame["line"]
    return lambda row: f"{files[row]} line {lines[row]}"


def _amount_places(dividend: Dividend) -> int:
    places = places_of(dividend.amount)
    if places > MAX_SCALE:
        raise ValidationError(
            f"{dividend!r}: the amount needs more than {MAX_SCALE} decimal places: round it first"
        )
    return places


def _sids(frame: pl.DataFrame, assets: Sequence[Asset], table: str) -> NDArray[np.int64]:
    import polars as pl

    by_sid = "sid" in frame.columns
    known = {asset.sid if by_sid else asset.symbol: asset.sid for asset in assets}
    if len(known) < len(assets):
        raise ConfigurationError(f"{table}: two assets had the same symbol, so that bars need the column sid")
    given = frame["sid" if by_sid else "symbol"]
    try:
        found = given.replace_strict(known, default=None, return_dtype=pl.Int64)
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"{table}: column {given.name} is {given.dtype}: {error}") from error
    if found.has_nulls():
        unknown = given.filter(found.is_null())
        shown = ", ".join(repr(value) for value in unknown.unique(maintain_order=True).head(10))
        row = int(found.is_null().arg_max() or 0)
        raise ValidationError(
            f"{table}: {unknown.len()} bars of {given.name} {shown}, which is no asset of this bundle, the first in "
            f"row {row}: hand the asset in, or leave its bars out"
        )
    return found.to_numpy()


def _times(series: pl.Series, *, daily: bool) -> NDArray[np.int64]:
    import polars as pl

    try:
        if daily:
            days = series.str.to_date() if series.dtype == pl.String else series.cast(pl.Date)
            found = days.cast(pl.Int32).cast(pl.Int64)
        else:
            if not isinstance(series.dtype, pl.Datetime) or series.dtype.time_zone is None:
                raise ValidationError(
                    f"column {series.name} is {series.dtype}: hand in datetimes with a time zone, such as UTC"
                )
            found = series.dt.epoch("ns")
    except pl.exceptions.PolarsError as error:
        raise ValidationError(f"column {series.name} holds no dates: {error}") from error
    return found.fill_null(MISSING).to_numpy()
