from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rustybt import DataCatalog
from rustybt.data.polars.data_portal import PolarsDataPortal
from rustybt.exceptions import (
    BundleNotFoundError,
    ConfigurationError,
    DataNotAvailableError,
    DateRangeError,
    LookaheadError,
    UnknownFieldError,
    UnknownFrequencyError,
)
from rustybt.model.bars import Split
from rustybt.model.time import date_to_day
from tests.data.frames import FIRST_MINUTE, SESSIONS, contents, daily, minutes

GAP = SESSIONS[2]
CLOSE = datetime(2020, 1, 8, 21, tzinfo=UTC)
DAYS = [date_to_day(day) for day in SESSIONS]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> DataCatalog:
    catalog = DataCatalog(tmp_path_factory.mktemp("catalog"))
    holed = daily().filter((pl.col("sid") == 1) | (pl.col("date") != GAP))
    splits = [Split(DAYS[3], 1, 1, 3)]
    catalog.write("small", contents(daily_bars=holed, minute_bars=minutes(), splits=splits))
    return catalog


@pytest.fixture
def portal(catalog) -> PolarsDataPortal:
    return PolarsDataPortal("small", catalog=catalog)


@pytest.fixture
def pair(portal):
    return [portal.asset_finder.retrieve_asset(sid) for sid in (1, 4)]


@pytest.mark.parametrize("dt", [GAP, datetime(2020, 1, 8), CLOSE, CLOSE + timedelta(hours=3)])  # noqa: DTZ001
def test_a_session_and_any_time_after_its_close_see_its_bar(portal, pair, dt):
    assert portal.get_spot_value(pair[0], "close", dt) == Decimal("102.5")


def test_before_the_close_the_bar_is_not_there(portal, pair):
    assert portal.get_spot_value(pair[0], "close", CLOSE - timedelta(seconds=1)) == Decimal("101.5")


def test_a_list_gives_a_series_of_decimals(portal, pair):
    found = portal.get_spot_value(pair, "close", GAP)
    assert found.to_list() == [Decimal("102.5"), None]
    assert found.dtype == pl.Decimal(38, 8)
    assert portal.get_spot_value(pair, "price", GAP).to_list() == [Decimal("102.5"), Decimal("401.5")]
    assert portal.get_spot_value(pair, "volume", GAP).to_list() == [1020, 0]
    closes = [datetime(2020, 1, day, 21, tzinfo=UTC) for day in (8, 7)]
    assert portal.get_spot_value(pair, "last_traded", GAP).to_list() == closes
    assert portal.get_last_traded_dt(pair[1], GAP) == closes[1]


def test_history_is_adjusted_as_of_its_end(portal, pair):
    before = portal.get_history_window(pair, GAP, 2, "1d", "close")
    assert before["AAA"].to_list() == [Decimal("101.5"), Decimal("102.5")]
    assert before["BBB"].to_list() == [Decimal("401.5"), None]
    after = portal.get_history_window(pair, SESSIONS[3], 3, "1d", "close")
    assert after["date"].to_list() == SESSIONS[1:4]
    assert after["AAA"].to_list() == [Decimal("33.83333333"), Decimal("34.16666667"), Decimal("103.5")]


def test_a_value_looks_different_from_after_a_split(portal, pair):
    assert portal.get_adjusted_value(pair[0], "close", GAP, GAP) == Decimal("102.5")
    assert portal.get_adjusted_value(pair[0], "close", GAP, SESSIONS[4]) == Decimal("34.16666667")
    assert portal.get_adjusted_value(pair[0], "volume", GAP, SESSIONS[4]) == 3060
    assert portal.get_adjusted_value(pair[1], "close", GAP, SESSIONS[4]) is None
    assert portal.get_splits(pair, SESSIONS[3]) == [Split(DAYS[3], 1, 1, 3)]
    assert portal.get_splits(pair, SESSIONS[4]) == portal.get_splits(pair[1:], SESSIONS[3]) == []
    with pytest.raises(DateRangeError, match="lies before"):
        portal.get_adjusted_value(pair[0], "close", SESSIONS[4], GAP)


RATIOS = st.tuples(st.integers(1, 60), st.integers(1, 60))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.integers(1, 5), RATIOS, min_size=1))
def test_adjusted_values_are_the_exact_product_rounded_once(tmp_path, ratios):
    catalog = DataCatalog(tmp_path)
    splits = [Split(DAYS[at], 1, *ratio) for at, ratio in ratios.items()]
    catalog.write("split", contents(splits=splits))
    portal = PolarsDataPortal("split", catalog=catalog)
    asset = portal.asset_finder.retrieve_asset(1)
    for last in range(6):
        found = portal.get_history_window(asset, SESSIONS[last], last + 1, "1d", "close")["AAA"].to_list()
        for at, value in enumerate(found):
            exact = Fraction(1005 + 10 * at, 10)
            for session, (numerator, denominator) in ratios.items():
                if at < session <= last:
                    exact *= Fraction(numerator, denominator)
            assert abs(Fraction(value) - exact) <= Fraction(1, 2 * 10**8)
            if exact.denominator in (1, 2, 4, 5, 8, 10):
                assert value == (Decimal(exact.numerator) / exact.denominator).quantize(
                    Decimal("1e-8"), ROUND_HALF_EVEN
                )


def test_nothing_after_the_current_dt_is_told(portal, pair):
    portal.current_dt = CLOSE
    assert portal.get_spot_value(pair[0], "close", GAP) == Decimal("102.5")
    for ask in (
        lambda: portal.get_spot_value(pair[0], "close", SESSIONS[3]),
        lambda: portal.get_spot_value(pair[0], "close", CLOSE + timedelta(microseconds=1)),
        lambda: portal.get_history_window(pair, SESSIONS[3], 1, "1d", "close"),
        lambda: portal.get_adjusted_value(pair[0], "close", GAP, SESSIONS[3]),
        lambda: portal.get_splits(pair, SESSIONS[3]),
        lambda: portal.get_last_traded_dt(pair[0], SESSIONS[3]),
    ):
        with pytest.raises(LookaheadError, match="lies after the present 2020-01-08T21:00:00"):
            ask()
    assert PolarsDataPortal("small", catalog=portal.catalog, current_dt=CLOSE).current_dt == CLOSE
    with pytest.raises(LookaheadError):
        portal.view(SESSIONS[3])
    portal.current_dt = None
    assert portal.get_spot_value(pair[0], "close", SESSIONS[3]) == Decimal("103.5")


def test_windows_and_indicators_as_of_a_time(portal, pair):
    assert portal.view(GAP).sma(pair[0], 2, exact=True) == Decimal("102")
    assert portal.view(SESSIONS[1]).sma(pair[0], 2, exact=True) == Decimal("101")


def test_pandas_shapes_for_who_wants_them(catalog, pair):
    portal = PolarsDataPortal("small", catalog=catalog, frames="pandas")
    assert portal.get_spot_value(pair, "close", SESSIONS[1]).tolist() == [101.5, 401.5]
    assert portal.get_history_window(pair, SESSIONS[1], 2, "1d").shape == (2, 2)


def test_minutes_and_the_day_so_far(catalog, pair):
    portal = PolarsDataPortal("small", "minute", catalog=catalog)
    third = FIRST_MINUTE + timedelta(minutes=2)
    assert portal.get_spot_value(pair[0], "close", third) == Decimal("102.5")
    window = portal.get_history_window(pair, third, 2, "1m", "close")
    assert window["timestamp"].to_list() == [third - timedelta(minutes=1), third]
    day = portal.get_history_window(pair, third, 1, "1d", ["high", "volume"])
    assert day.rows() == [
        ("AAA", SESSIONS[0], Decimal("102.75"), 3030),
        ("BBB", SESSIONS[0], Decimal("402.75"), 12030),
    ]


@pytest.mark.parametrize(
    ("dt", "error", "told"),
    [
        (date(2020, 1, 3), DateRangeError, "2020-01-03: bundle 'small' covers 2020-01-06 to 2020-01-13"),
        (date(2020, 1, 14), DateRangeError, "covers"),
        (datetime(2020, 1, 14, 9, tzinfo=UTC), DateRangeError, "covers"),
        (
            datetime(2020, 1, 6, 15, tzinfo=UTC),
            DateRangeError,
            "the first does at 2020-01-06T21:00:00",
        ),
        (datetime(2020, 1, 8, 9), ConfigurationError, "has no time zone"),  # noqa: DTZ001
    ],
)
def test_a_time_without_data_is_refused(portal, pair, dt, error, told):
    with pytest.raises(error, match=told):
        portal.get_spot_value(pair[0], "close", dt)


def test_what_the_portal_does_not_have_is_refused(portal, pair, catalog):
    with pytest.raises(UnknownFieldError):
        portal.get_spot_value(pair[0], "clse", GAP)
    with pytest.raises(UnknownFrequencyError):
        portal.get_history_window(pair, GAP, 1, "1m", "close")
    with pytest.raises(DataNotAvailableError, match="history of 9 bars"):
        portal.get_history_window(pair, GAP, 9, "1d", "close")
    with pytest.raises(ConfigurationError, match="this portal has daily bars; make one with"):
        portal.get_spot_value(pair[0], "close", GAP, "minute")
    with pytest.raises(ConfigurationError, match="has no time zone"):
        portal.current_dt = datetime(2020, 1, 8)  # noqa: DTZ001
    with pytest.raises(BundleNotFoundError):
        PolarsDataPortal("nope", catalog=catalog)
    assert repr(portal) == "PolarsDataPortal('small', 'daily': 2020-01-06 to 2020-01-13)"
