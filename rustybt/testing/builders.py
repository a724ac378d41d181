"""Bars and bundles that are made up: the same for the same seed, on every machine, and like no market."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from rustybt.assets.assets import Equity
from rustybt.calendars.exchanges import get_calendar
from rustybt.data.bundles.core import BundleContents
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.model.bars import Dividend, Frequency, Split

__all__ = ["contents_of", "made_up_bars", "made_up_contents"]

# A bar moves by up to this many basis points, evenly: about as restless as a stock.
STEPS = {"daily": 200, "minute": 10}
LOWEST, HIGHEST = 100, 100_000_000  # cents


def made_up_bars(
    symbols: Sequence[str],
    *,
    start: date,
    end: date,
    seed: int = 0,
    frequency: Frequency = "daily",
    calendar: str = "XNYS",
    missing: float = 0.0,
) -> pl.DataFrame:
    """Return bars of a random walk in whole cents.

    The walk is made of integers drawn from PCG64, whose stream is fixed: no float decides a price.

    Args:
        symbols: One walk each.
        start: First session, or the day before it.
        end: Last session, or the day after it.
        seed: Of all of it.
        frequency: ``"daily"`` or ``"minute"``.
        calendar: Name of the trading calendar.
        missing: Share of bars that are left out, 0 to 1; the first and the last of a symbol never are.

    Returns:
        A Polars frame, by symbol and time: ``symbol``; ``date`` (Date), or ``timestamp`` (Datetime UTC, end of the
        minute); ``open``, ``high``, ``low``, ``close`` (Decimal with two places); ``volume`` (Int64).

    Raises:
        ConfigurationError: If there is no symbol, or ``missing`` is not within 0 to 1.
        DateRangeError: If the calendar has no session in the range.

    Example:
        >>> bars = made_up_bars(["A"], start=date(2024, 1, 2), end=date(2024, 1, 4), seed=7)
        >>> bars.height, str(bars["close"][0])
        (3, '163.98')
    """
    if not symbols or not 0 <= missing <= 1:
        raise ConfigurationError(
            f"{len(symbols)} symbols with {missing} of the bars missing: hand in one symbol or more, and 0 to 1"
        )
    times = _times(start, end, frequency, calendar)
    draws = _draws(seed, len(times) * len(symbols) * 6 + len(symbols)).astype(np.int64)
    first, rest = draws[: len(symbols)], draws[len(symbols) :].reshape(6, len(times), len(symbols))
    fields = _walk(first, rest, STEPS[frequency])
    kept = rest[5] % 1_000_000 >= int(missing * 1_000_000)
    kept[[0, -1]] = True
    return _frame(symbols, times, fields, kept, frequency)


def _times(start: date, end: date, frequency: Frequency, calendar: str) -> NDArray[np.int64]:
    sessions = get_calendar(calendar, start, end)
    if not len(sessions.sessions):
        raise DateRangeError(f"{start} to {end}: calendar {calendar!r} has no session there")
    if frequency == "daily":
        days: NDArray[np.int64] = sessions.sessions.astype(np.int64)
        return days
    return sessions.minutes_in_range(sessions.sessions[0], sessions.sessions[-1])


def _draws(seed: int, count: int) -> NDArray[np.uint64]:
    raw: NDArray[np.uint64] = np.random.PCG64(seed).random_raw(count)
    return raw >> np.uint64(33)


def _walk(first: NDArray[np.int64], rest: NDArray[np.int64], step: int) -> dict[str, NDArray[np.int64]]:
    close = np.empty(rest.shape[1:], dtype=np.int64)
    opened = np.empty_like(close)
    before = 2_000 + first % 18_000
    for row in range(len(close)):
        opened[row] = _moved(before, rest[0, row], step // 4)
        before = _moved(opened[row], rest[1, row], step)
        close[row] = before
    top, bottom = np.maximum(opened, close), np.minimum(opened, close)
    return {
        "open": opened,
        "high": top + top * (rest[2] % (step // 2)) // 10_000,
        "low": np.maximum(bottom - bottom * (rest[3] % (step // 2)) // 10_000, 1),
        "close": close,
        "volume": 1_000 + rest[4] % 10_000_000,
    }


def _moved(price: NDArray[np.int64], draw: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    moved: NDArray[np.int64] = np.clip(
        price * (10_000 + draw % (2 * step + 1) - step) // 10_000, LOWEST, HIGHEST
    )
    return moved


def _frame(
    symbols: Sequence[str],
    times: NDArray[np.int64],
    fields: dict[str, NDArray[np.int64]],
    kept: NDArray[np.bool_],
    frequency: Frequency,
) -> pl.DataFrame:
    import polars as pl

    label = pl.Series("time", np.tile(times, len(symbols)))
    named = (
        label.cast(pl.Int32).cast(pl.Date).alias("date")
        if frequency == "daily"
        else label.cast(pl.Datetime("ns", "UTC")).alias("timestamp")
    )
    volume = fields.pop("volume").T.ravel()
    cents = pl.lit(Decimal("0.01"))
    return (
        pl.DataFrame(
            [
                pl.Series("symbol", np.repeat(np.array(symbols, dtype=object), len(times)), dtype=pl.String),
                named,
                *(pl.Series(name, values.T.ravel()) for name, values in fields.items()),
                pl.Series("volume", volume),
            ]
        )
        .with_columns(
            (pl.col(name).cast(pl.Decimal(18, 0)) * cents).cast(pl.Decimal(18, 2)) for name in fields
        )
        .filter(pl.Series(kept.T.ravel()))
    )


def made_up_contents(
    symbols: Sequence[str] = ("AAA", "BBB", "CCC"),
    *,
    start: date = date(2023, 1, 3),
    end: date = date(2023, 12, 29),
    seed: int = 0,
    frequency: Frequency = "daily",
    calendar: str = "XNYS",
    missing: float = 0.0,
    splits: Sequence[Split] = (),
    dividends: Sequence[Dividend] = (),
) -> BundleContents:
    """Return a made-up bundle: equities with sids 0, 1, ... and their bars, ready for ``DataCatalog.write``.

    Args:
        symbols: Of the assets.
        start: First session.
        end: Last session.
        seed: Of the bars.
        frequency: ``"daily"`` or ``"minute"``.
        calendar: Name of the trading calendar.
        missing: Share of bars that are left out; as in :func:`made_up_bars`.
        splits: Corporate actions, as they are: the walk does not step with them.
        dividends: The same.

    Raises:
        ConfigurationError: As :func:`made_up_bars`.
        DateRangeError: As :func:`made_up_bars`.
    """
    bars = made_up_bars(
        symbols, start=start, end=end, seed=seed, frequency=frequency, calendar=calendar, missing=missing
    )
    days = _times(start, end, "daily", calendar)
    first, last = day_to_date(int(days[0])), day_to_date(int(days[-1]))
    return BundleContents(
        assets=[Equity(sid, symbol, start_date=first, end_date=last) for sid, symbol in enumerate(symbols)],
        daily_bars=bars if frequency == "daily" else None,
        minute_bars=bars if frequency == "minute" else None,
        splits=tuple(splits),
        dividends=tuple(dividends),
        calendar=calendar,
        source={"adapter": "made up", "seed": seed},
    )


def contents_of(catalog: DataCatalog, bundle: str) -> BundleContents:
    """Return what a bundle holds, as frames that could be written again.

    Args:
        catalog: Where it lies.
        bundle: Its name.

    Raises:
        BundleNotFoundError: If there is none of this name.
    """
    manifest = catalog.manifest(bundle)
    frames = {
        table: catalog.sql(f'select * from "{bundle}".{table} order by sid, {label}').pl()  # noqa: S608
        for table, label in (("daily_bars", "date"), ("minute_bars", "timestamp"))
        if manifest.holds(table)
    }
    panel = catalog.load_panel(bundle, frequency="daily" if manifest.holds("daily_bars") else "minute")
    assets: tuple[Asset, ...] = panel.assets
    return BundleContents(
        assets=assets,
        daily_bars=frames.get("daily_bars"),
        minute_bars=frames.get("minute_bars"),
        splits=panel.splits,
        dividends=panel.dividends,
        calendar=manifest.calendar,
    )
