"""Small bundles for tests: two assets, a few sessions, prices with a pattern that can be told apart."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import polars as pl

from rustybt import BundleContents, Equity

# Monday to Friday and the Monday after.
SESSIONS = [date(2020, 1, day) for day in (6, 7, 8, 9, 10, 13)]
FIRST_MINUTE = datetime(2020, 1, 6, 14, 31, tzinfo=UTC)


def assets() -> list[Equity]:
    return [
        Equity(sid, symbol, start_date=SESSIONS[0], end_date=SESSIONS[-1])
        for sid, symbol in ((1, "AAA"), (4, "BBB"))
    ]


def bars(label: str, times: list, sids: tuple[int, ...] = (1, 4)) -> pl.DataFrame:
    rows = [(sid, time, 100 * sid + step) for sid in sids for step, time in enumerate(times)]
    return pl.DataFrame(
        {
            "sid": [row[0] for row in rows],
            label: [row[1] for row in rows],
            "open": [row[2] + 0.25 for row in rows],
            "high": [row[2] + 0.75 for row in rows],
            "low": [row[2] - 0.5 for row in rows],
            "close": [row[2] + 0.5 for row in rows],
            "volume": [10 * row[2] for row in rows],
        }
    )


def daily(sids: tuple[int, ...] = (1, 4)) -> pl.DataFrame:
    return bars("date", SESSIONS, sids)


def minutes(count: int = 5) -> pl.DataFrame:
    return bars("timestamp", [FIRST_MINUTE + timedelta(minutes=at) for at in range(count)])


def contents(**changes) -> BundleContents:
    return BundleContents(**{"assets": assets(), "daily_bars": daily(), **changes})
