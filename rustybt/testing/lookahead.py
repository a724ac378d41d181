"""Does a strategy, or the engine under it, look ahead? Replace the future by garbage and compare the past."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.backtest.run import run_algorithm
from rustybt.calendars.exchanges import get_calendar
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, LookaheadError
from rustybt.model.time import datetime_to_ns, day_to_date
from rustybt.optimization.run_differences import first_difference
from rustybt.testing.builders import made_up_bars

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result import BacktestResult
    from rustybt.data.bundles.core import BundleContents

__all__ = ["assert_no_lookahead", "garbled_after"]

PRICES = ("open", "high", "low", "close", "volume")


def garbled_after(contents: BundleContents, moment: datetime, *, seed: int = 0) -> BundleContents:
    """Return a bundle whose bars end as garbage: valid bars, at the same times, that have nothing to do with it.

    A daily bar is garbled when its session closes after the moment. Splits and dividends of sessions that have not
    opened by then are dropped. Assets keep their lives.

    Args:
        contents: The bundle.
        moment: The last time that stays as it is; with a time zone.
        seed: Of the garbage.

    Raises:
        ConfigurationError: If the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ConfigurationError(f"{moment!r} has no time zone: hand in a datetime in UTC")
    opened, closed = _sessions_by(contents, moment)
    return replace(
        contents,
        daily_bars=_garbled(contents, "daily", closed, seed),
        minute_bars=_garbled(contents, "minute", moment, seed + 1),
        splits=tuple(split for split in contents.splits if day_to_date(split.session) <= opened),
        dividends=tuple(paid for paid in contents.dividends if day_to_date(paid.ex_session) <= opened),
    )


def _sessions_by(contents: BundleContents, moment: datetime) -> tuple[date, date]:
    frame = contents.daily_bars if contents.daily_bars is not None else contents.minute_bars
    if frame is None:
        raise ConfigurationError("the bundle holds no bars: there is nothing to garble")
    times = frame["date" if "date" in frame.columns else "timestamp"]
    sessions = get_calendar(contents.calendar, _day(times.min()), _day(times.max()))
    now = datetime_to_ns(moment)
    days = sessions.sessions
    opened, closed = days[sessions.open_ns < now], days[sessions.close_ns <= now]
    last = [day_to_date(int(found[-1])) if len(found) else date.min for found in (opened, closed)]
    return last[0], last[1]


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _garbled(
    contents: BundleContents, frequency: str, last: date | datetime, seed: int
) -> pl.DataFrame | None:
    import polars as pl

    daily = frequency == "daily"
    frame, label = (contents.daily_bars, "date") if daily else (contents.minute_bars, "timestamp")
    if frame is None:
        return None
    key = "sid" if "sid" in frame.columns else "symbol"
    later = frame.filter(pl.col(label) > pl.lit(last))
    if later.is_empty():
        return frame
    names = [str(name) for name in later[key].unique().sort()]
    garbage = made_up_bars(
        names,
        start=_day(later[label].min()),
        end=_day(later[label].max()),
        seed=seed,
        frequency="daily" if daily else "minute",
        calendar=contents.calendar,
    )
    garbage = garbage.with_columns(
        pl.col("symbol").cast(later[key].dtype).alias(key), pl.col(label).cast(later[label].dtype)
    )
    mixed = later.drop(PRICES).join(garbage.select(key, label, *PRICES), on=[key, label], how="inner")
    wide: Any = {name: _wide(frame[name].dtype) for name in PRICES}
    kept = frame.filter(pl.col(label) <= pl.lit(last))
    return pl.concat([kept.cast(wide), mixed.select(frame.columns).cast(wide)]).sort(key, label)


def _wide(dtype: pl.DataType) -> pl.DataType:
    # Room for the column's own values and for cents.
    import polars as pl

    if dtype.is_float():
        return pl.Float64()
    return pl.Decimal(38, max(2, getattr(dtype, "scale", 0) or 0))


def assert_no_lookahead(
    strategy: Callable[[], Mapping[str, Any]],
    contents: BundleContents,
    *,
    moments: Iterable[datetime] = (),
    cuts: int = 4,
    seed: int = 0,
    **run: Any,
) -> int:
    """Run a strategy on a bundle, and again with all data after a moment replaced by garbage: up to it nothing moves.

    Compared are the orders placed by then, the fills, everything recorded and every sum of the account.

    Args:
        strategy: Returns fresh arguments for ``run_algorithm``: ``{"strategy": MyStrategy}``, or zipline's functions.
        contents: The bundle.
        moments: Ends of bars after which to garble, UTC; by default ``cuts`` of them, spread evenly over the run and
            as many again at bars in which the strategy ordered.
        cuts: How many.
        seed: Of the garbage.
        run: More arguments of ``run_algorithm``, such as ``start`` and ``end``.

    Returns:
        The number of orders that were compared.

    Raises:
        LookaheadError: If anything up to the moment is another; the message says what, where and when.
        ConfigurationError: If there is nothing to compare.
    """
    with tempfile.TemporaryDirectory() as folder:
        catalog = DataCatalog(folder)

        def result_on(data: BundleContents) -> BacktestResult:
            catalog.write("lookahead", data)
            return run_algorithm(**strategy(), bundle="lookahead", catalog=catalog, progress=False, **run)

        true = result_on(contents)
        compared = 0
        for turn, moment in enumerate(list(moments) or _moments(true, cuts)):
            other = result_on(garbled_after(contents, moment, seed=seed + 2 * turn))
            compared += _compare(true, other, moment, contents)
    if not compared:
        raise ConfigurationError(
            "the strategy ordered nothing before the moments: choose a longer run, or others"
        )
    return compared


def _moments(result: BacktestResult, cuts: int) -> list[datetime]:
    closes = result.performance["period_close"].to_list()
    placed = result.orders["created"].unique().sort().to_list()
    found: list[datetime] = []
    for times in (closes, placed):
        step = max(1, len(times) // (cuts + 1))
        found += times[step - 1 :: step][:cuts]
    return sorted({moment.astimezone(UTC) for moment in found})


def _compare(true: BacktestResult, other: BacktestResult, moment: datetime, contents: BundleContents) -> int:
    now, (opened, _) = datetime_to_ns(moment), _sessions_by(contents, moment)
    later = [split.sid for split in contents.splits if day_to_date(split.session) > opened]
    found = first_difference(true, other, now, later)
    if found is not None:
        raise LookaheadError(
            f"up to {moment.isoformat()}: {found} with other data after it; look for a value from the future"
        )
    return int((np.asarray(true.record.orders["created_ns"]) <= now).sum())
