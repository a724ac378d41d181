"""Bars by asset and time, raw and as of a time, and never past the present."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from rustybt import BundleContents, DataCatalog, Equity
from rustybt.data.polars.data_portal import PolarsDataPortal
from rustybt.data.polars.parquet_daily_bars import PolarsParquetDailyReader
from rustybt.data.polars.parquet_minute_bars import PolarsParquetMinuteReader
from rustybt.exceptions import (
    DataNotAvailableError,
    DateRangeError,
    LookaheadError,
    UnknownFieldError,
    UnknownFrequencyError,
)
from rustybt.model.bars import Split
from rustybt.model.time import date_to_day

DAYS = [date(2021, 1, 4), date(2021, 1, 5), date(2021, 1, 6)]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    life = {"start_date": DAYS[0], "end_date": DAYS[2]}
    assets = [Equity(0, "AAA", **life), Equity(1, "BBB", **life)]
    closes = {0: ["10.5", "11", "5.25"], 1: ["3.125", None, "4"]}
    rows = [
        {"sid": sid, "date": day, "open": v, "high": v, "low": v, "close": v, "volume": 100 + sid}
        for sid, values in closes.items()
        for day, v in zip(DAYS, values, strict=True)
        if v is not None
    ]
    minutes = [
        {"sid": 0, "timestamp": datetime(2021, 1, day, 14, minute, tzinfo=UTC), "open": o, "high": h, "low": low,
         "close": c, "volume": v}
        for day, minute, o, h, low, c, v in [
            (4, 31, "1.0", "1.5", "0.5", "1.2", 10),
            (4, 33, "1.2", "2.5", "1.1", "2.0", 20),
            (5, 40, "3", "3", "3", "3", 7),
        ]
    ]  # fmt: skip
    splits = [Split(date_to_day(DAYS[2]), 0, 1, 2)]
    found.write("days", BundleContents(assets=assets, daily_bars=pl.DataFrame(rows), splits=splits))
    found.write("minutes", BundleContents(assets=assets[:1], minute_bars=pl.DataFrame(minutes)))
    return found


def test_daily_bars_are_raw(catalog):
    reader = PolarsParquetDailyReader(catalog, "days")
    first, second = reader.asset_finder.retrieve_all([0, 1])
    assert reader.sessions == DAYS
    assert (reader.first_trading_day, reader.last_available_dt) == (DAYS[0], DAYS[2])
    assert reader.get_value(first, DAYS[0], "close") == Decimal("10.5")
    assert reader.get_value(second, DAYS[1], "close").is_nan()
    assert reader.get_value(second, DAYS[1], "volume") == 0
    assert reader.get_last_traded_dt(second, DAYS[1]) == DAYS[0]
    found = reader.load_raw_arrays([second, first], ["close", "volume"], DAYS[0], DAYS[2])
    assert found["close"].columns == ["date", "1", "0"]
    assert found["close"].rows() == [
        (DAYS[0], Decimal("3.125"), Decimal("10.5")),
        (DAYS[1], None, Decimal(11)),
        (DAYS[2], Decimal(4), Decimal("5.25")),
    ]
    assert found["volume"]["1"].to_list() == [101, None, 101]


def test_minute_bars_are_raw_and_make_days(catalog):
    reader = PolarsParquetMinuteReader(catalog, "minutes")
    asset = reader.asset_finder.retrieve_asset(0)
    assert reader.get_value(asset, datetime(2021, 1, 4, 14, 33, tzinfo=UTC), "high") == Decimal("2.5")
    assert reader.get_last_traded_dt(asset, datetime(2021, 1, 4, 20, 0, tzinfo=UTC)).minute == 33
    assert len(reader.sessions) == 2
    panel = catalog.load_panel("minutes", frequency="minute")
    daily = panel.daily
    unit = 10**panel.price_scale
    days = {name: (daily.field(name)[:, 0] / unit).tolist() for name in ("open", "high", "low", "close")}
    assert days == {"open": [1.0, 3.0], "high": [2.5, 3.0], "low": [0.5, 3.0], "close": [2.0, 3.0]}
    assert daily.field("volume")[:, 0].tolist() == [30, 7]


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda r, a: r.get_value(a, date(2021, 1, 9), "close"), DateRangeError, "2021-01-04 to 2021-01-06"),
        (lambda r, a: r.get_value(a, DAYS[0], "vwap"), UnknownFieldError, "vwap"),
        (lambda r, a: r.load_raw_arrays([a], ["close"], DAYS[2], DAYS[0]), DateRangeError, "swap them"),
    ],
)
def test_bars_that_are_not_there_are_refused(catalog, ask, error, says):
    reader = PolarsParquetDailyReader(catalog, "days")
    with pytest.raises(error, match=says):
        ask(reader, reader.asset_finder.retrieve_asset(0))


def test_a_reader_needs_its_frequency(catalog):
    with pytest.raises(UnknownFrequencyError, match="no minute bars"):
        PolarsParquetMinuteReader(catalog, "days")


def test_the_portal_answers_as_of_a_time(catalog):
    portal = PolarsDataPortal("days", catalog=catalog)
    first, second = portal.panel.assets
    before, after = datetime(2021, 1, 5, 21, tzinfo=UTC), datetime(2021, 1, 6, 21, tzinfo=UTC)
    assert portal.get_spot_value(first, "close", before) == 11
    assert portal.get_spot_value(second, "price", before) == Decimal("3.125")
    assert portal.get_history_window(first, before, 2, "1d")["AAA"].to_list() == [Decimal("10.5"), 11]
    assert portal.get_history_window(first, after, 3, "1d")["AAA"].to_list() == [
        Decimal("5.25"),
        Decimal("5.5"),
        Decimal("5.25"),
    ]
    assert portal.get_last_traded_dt(second, before).day == 4
    with pytest.raises(DataNotAvailableError):
        portal.get_history_window(first, before, 3, "1d")
    with pytest.raises(DateRangeError, match="2020-01-01"):
        portal.get_spot_value(first, "close", datetime(2020, 1, 1, tzinfo=UTC))


def test_the_portal_does_not_look_ahead(catalog):
    present = datetime(2021, 1, 5, 21, tzinfo=UTC)
    portal = PolarsDataPortal("days", catalog=catalog, current_dt=present)
    asset = portal.panel.assets[0]
    for ask in (
        lambda dt: portal.get_spot_value(asset, "close", dt),
        lambda dt: portal.get_history_window(asset, dt, 1, "1d"),
        lambda dt: portal.get_last_traded_dt(asset, dt),
    ):
        assert ask(present) is not None
        with pytest.raises(LookaheadError, match="after the present 2021-01-05T21:00:00"):
            ask(datetime(2021, 1, 6, 21, tzinfo=UTC))
