from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import polars as pl
import pytest

from rustybt import DataCatalog
from rustybt.data.polars.parquet_daily_bars import PolarsParquetDailyReader
from rustybt.data.polars.parquet_minute_bars import PolarsParquetMinuteReader
from rustybt.exceptions import (
    AssetNotFoundError,
    BundleNotFoundError,
    DateRangeError,
    UnknownFieldError,
    UnknownFrequencyError,
)
from tests.data.frames import FIRST_MINUTE, SESSIONS, bars, contents, daily, minutes

GAP = SESSIONS[2]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> DataCatalog:
    catalog = DataCatalog(tmp_path_factory.mktemp("catalog"))
    holed = daily().filter((pl.col("sid") == 1) | (pl.col("date") != GAP))
    catalog.write("small", contents(daily_bars=holed, minute_bars=minutes()))
    return catalog


@pytest.fixture(scope="module")
def reader(catalog) -> PolarsParquetDailyReader:
    return PolarsParquetDailyReader(catalog, "small")


@pytest.fixture(scope="module")
def minute_reader(catalog) -> PolarsParquetMinuteReader:
    return PolarsParquetMinuteReader(catalog, "small")


def test_a_scan_is_lazy_exact_and_sorted(reader):
    lazy = reader.scan(SESSIONS[1], SESSIONS[2])
    assert isinstance(lazy, pl.LazyFrame)
    found = lazy.collect()
    assert found["date"].to_list() == [SESSIONS[1], SESSIONS[2], SESSIONS[1]]
    assert found.schema["close"] == pl.Decimal(18, 8)
    assert found["close"].to_list() == [Decimal("101.5"), Decimal("102.5"), Decimal("401.5")]


def test_only_the_files_of_the_range_are_opened(tmp_path):
    catalog = DataCatalog(tmp_path)
    years = bars("date", [date(2018, 12, 31), date(2019, 1, 2), date(2020, 1, 2)])
    catalog.write("years", contents(daily_bars=years))
    reader = PolarsParquetDailyReader(catalog, "years")
    for part in reader.manifest.parts_of("daily_bars"):
        if "year=2019" not in part.path:
            (tmp_path / "years" / part.path).write_bytes(b"torn")
    assert reader.scan(date(2019, 1, 2), date(2019, 12, 31)).collect().height == 2


def test_raw_arrays_have_a_row_a_session_and_a_column_a_sid(reader):
    found = reader.load_raw_arrays([4, 1], ["close", "volume"], SESSIONS[1], SESSIONS[3])
    assert list(found) == ["close", "volume"]
    assert found["close"].columns == ["date", "4", "1"]
    assert found["close"]["date"].to_list() == SESSIONS[1:4]
    assert found["close"]["4"].to_list() == [Decimal("401.5"), None, Decimal("403.5")]
    assert found["volume"]["1"].to_list() == [1010, 1020, 1030]


def test_an_asset_without_any_bar_in_the_range_has_an_empty_column(reader):
    found = reader.load_raw_arrays([4], ["open"], GAP, GAP)["open"]
    assert found.rows() == [(GAP, None)]
    assert found.schema["4"] == pl.Decimal(18, 8)


def test_values_of_bars_and_of_gaps(reader):
    assert reader.get_value(1, SESSIONS[0], "high") == Decimal("100.75")
    assert reader.get_value(4, GAP, "close").is_nan()
    assert reader.get_value(4, GAP, "volume") == 0


@pytest.mark.parametrize("when", [date(2020, 1, 11), date(2020, 1, 3), datetime(2020, 1, 6, 21, tzinfo=UTC)])
def test_a_value_of_no_session_is_refused(reader, when):
    with pytest.raises(DateRangeError, match="is no daily bar of bundle 'small'"):
        reader.get_value(1, when, "close")


def test_the_last_trade_up_to_a_session(reader):
    assert reader.get_last_traded_dt(4, GAP) == SESSIONS[1]
    assert reader.get_last_traded_dt(1, date(2030, 1, 1)) == SESSIONS[-1]
    assert reader.get_last_traded_dt(1, date(2000, 1, 1)) is None


def test_a_reader_knows_its_calendar(reader, minute_reader):
    assert reader.sessions == SESSIONS
    assert (reader.first_trading_day, reader.last_available_dt) == (SESSIONS[0], SESSIONS[-1])
    assert minute_reader.sessions == SESSIONS[:1]
    assert minute_reader.last_available_dt == datetime(2020, 1, 6, 21, tzinfo=UTC)


def test_a_reader_keeps_its_version(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.write("small", contents())
    reader = PolarsParquetDailyReader(catalog, "small")
    catalog.write("small", contents(daily_bars=daily((1,))))
    assert reader.scan().collect().height == 12
    assert "version 1: 2020-01-06 to 2020-01-13" in repr(reader)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (SESSIONS[2], SESSIONS[1], "start 2020-01-08 is after end 2020-01-07: swap them"),
        (date(2019, 1, 1), None, "2019-01-01 to 2020-01-13: bundle 'small' covers 2020-01-06 to 2020-01-13"),
        (None, date(2021, 1, 1), "bundle 'small' covers"),
    ],
)
def test_a_range_that_is_reversed_or_outside_is_refused(reader, start, end, told):
    with pytest.raises(DateRangeError, match=told):
        reader.scan(start, end)


def test_what_a_bundle_does_not_have_is_refused(catalog, reader, tmp_path):
    with pytest.raises(UnknownFieldError, match=r"field 'clse': take one of .* \(did you mean 'close'\?\)"):
        reader.load_raw_arrays([1], ["clse"])
    with pytest.raises(AssetNotFoundError):
        reader.get_value(7, SESSIONS[0], "close")
    with pytest.raises(BundleNotFoundError):
        PolarsParquetDailyReader(catalog, "nope")
    other = DataCatalog(tmp_path)
    other.write("days", contents())
    with pytest.raises(UnknownFrequencyError):
        PolarsParquetMinuteReader(other, "days")


def test_minutes_are_read_by_session_and_by_minute(minute_reader):
    assert minute_reader.scan(SESSIONS[0], SESSIONS[0]).collect().height == 10
    third = FIRST_MINUTE + timedelta(minutes=2)
    assert minute_reader.get_value(4, third, "close") == Decimal("402.5")
    assert minute_reader.get_value(4, FIRST_MINUTE + timedelta(minutes=9), "close").is_nan()
    assert minute_reader.get_last_traded_dt(1, third + timedelta(seconds=30)) == third
    wide = minute_reader.load_raw_arrays([1], ["close"])["close"]
    assert wide.height == 390
    assert wide["timestamp"][0] == FIRST_MINUTE
    assert wide["1"].drop_nulls().to_list() == [Decimal(f"{100 + step}.5") for step in range(5)]


@pytest.mark.parametrize(
    "when", [SESSIONS[0], FIRST_MINUTE - timedelta(minutes=1), FIRST_MINUTE.replace(tzinfo=None)]
)
def test_a_value_of_no_minute_is_refused(minute_reader, when):
    with pytest.raises(DateRangeError, match="is no minute bar"):
        minute_reader.get_value(1, when, "close")
