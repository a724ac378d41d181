from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from rustybt import DataCatalog, Equity
from rustybt.exceptions import ConfigurationError, ValidationError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day
from tests.data.frames import FIRST_MINUTE, SESSIONS, assets, contents, daily, minutes

DAY = date_to_day(SESSIONS[1])
SATURDAY = date(2020, 1, 11)


@pytest.fixture
def catalog(tmp_path) -> DataCatalog:
    return DataCatalog(tmp_path)


def changed(row: int, **values) -> pl.DataFrame:
    frame = daily().with_row_index()
    for name, value in values.items():
        bad = pl.lit(value, dtype=frame[name].dtype if value is None else None)
        frame = frame.with_columns(
            pl.when(pl.col("index") == row).then(bad).otherwise(pl.col(name)).alias(name)
        )
    return frame.drop("index")


BAD_BARS = [
    ({"open": float("nan")}, "row 1: AAA 2020-01-07: open is null or NaN"),
    ({"close": None}, "row 1: AAA 2020-01-07: close is null or NaN"),
    ({"volume": None}, "row 1: AAA 2020-01-07: volume is null or NaN"),
    ({"open": -1.0}, "row 1: AAA 2020-01-07: open -1 is not above 0"),
    ({"close": 0.0}, "row 1: AAA 2020-01-07: close 0 is not above 0"),
    ({"high": float("inf")}, "row 1: AAA 2020-01-07: high 'inf' is infinite"),
    ({"high": 90.0}, "row 1: AAA 2020-01-07: high 90 is below low, low 100.5"),
    ({"open": 200.0}, "row 1: AAA 2020-01-07: open 200 is outside of low and high, low 100.5, high 101.75"),
    ({"close": 1.0}, "row 1: AAA 2020-01-07: close 1 is outside of low and high"),
    ({"volume": -5}, "row 1: AAA 2020-01-07: volume -5 is negative"),
    ({"date": SATURDAY}, "row 1: AAA 2020-01-11: no session of the calendar"),
    ({"date": None}, "row 1: AAA no time: no session of the calendar"),
    ({"date": date(3020, 1, 6)}, "row 1: AAA 3020-01-06: no session of the calendar"),
    ({"date": SESSIONS[0]}, "row 1: AAA 2020-01-06: the same bar twice, first in row 0"),
    ({"date": date(2020, 1, 3)}, "row 1: AAA 2020-01-03: comes after a later bar of its asset"),
]


@pytest.mark.parametrize(("values", "told"), BAD_BARS)
def test_a_bad_bar_refuses_all_and_writes_nothing(catalog, values, told):
    with pytest.raises(ValidationError) as refused:
        catalog.write("small", contents(daily_bars=changed(1, **values)))
    assert told in str(refused.value)
    assert catalog.names() == []


@pytest.mark.parametrize(("values", "told"), BAD_BARS)
def test_a_bad_bar_goes_into_quarantine_and_the_others_stay(catalog, values, told):
    manifest = catalog.write("small", contents(daily_bars=changed(1, **values)), quarantine=True)
    kept = catalog.sql("select * from small.daily_bars").pl()
    held = catalog.sql("select * from small.quarantine").pl()
    assert kept.height == daily().height - held["row"].n_unique()
    assert told.partition(": ")[2] in " ".join(held["problem"])
    assert f"{held['row'].n_unique()} bars are in quarantine" in manifest.notes
    assert set(held["table"]) == {"daily_bars"}


def test_all_problems_are_counted_and_the_first_ten_shown(catalog):
    bad = daily().with_columns(high=pl.lit(1.0))
    with pytest.raises(
        ValidationError, match=r"daily_bars: 12 problems in 12 bars; nothing was written"
    ) as refused:
        catalog.write("small", contents(daily_bars=bad))
    assert str(refused.value).count("\n  row ") == 10
    assert str(refused.value).endswith("... and 2 more")


def test_nothing_is_published_when_every_bar_is_wrong(catalog):
    bad = daily().with_columns(high=pl.lit(1.0))
    with pytest.raises(
        ValidationError, match="every bar is wrong, the first: AAA 2020-01-06: high 1 is below low"
    ):
        catalog.write("small", contents(daily_bars=bad), quarantine=True)
    assert catalog.names() == []


def test_bars_of_an_asset_may_follow_each_other_in_any_order_of_assets(catalog):
    mixed = daily().sort("date")
    catalog.write("small", contents(daily_bars=mixed))
    assert catalog.sql("select * from small.daily_bars order by sid, date").pl().height == 12


def test_a_minute_outside_of_the_session_is_refused(catalog):
    late = minutes().with_columns(pl.col("timestamp") - timedelta(minutes=1))
    with pytest.raises(ValidationError, match=r"row 0: AAA 2020-01-06T14:30:00: no minute of the calendar"):
        catalog.write("small", contents(minute_bars=late))


def test_minutes_need_a_time_zone(catalog):
    naive = minutes().with_columns(pl.col("timestamp").dt.replace_time_zone(None))
    with pytest.raises(ValidationError, match="with a time zone"):
        catalog.write("small", contents(minute_bars=naive))


def test_bars_may_name_symbols_and_dates_as_text(catalog):
    frame = daily().with_columns(
        symbol=pl.col("sid").replace_strict({1: "AAA", 4: "BBB"}), date=pl.col("date").cast(pl.String)
    )
    catalog.write("small", contents(daily_bars=frame.drop("sid")))
    assert catalog.coverage("small") == (SESSIONS[0], SESSIONS[-1])


def test_bars_of_strangers_are_refused(catalog):
    with pytest.raises(
        ValidationError, match=r"6 bars of sid 4, which is no asset of this bundle, the first in row 6"
    ):
        catalog.write("small", contents(assets=assets()[:1]))


def test_a_symbol_of_two_assets_needs_sids(catalog):
    two = [replace(asset, symbol="AAA") for asset in assets()]
    early = replace(two[0], end_date=SESSIONS[2])
    late = replace(two[1], start_date=SESSIONS[3])
    with pytest.raises(ConfigurationError, match="need the column sid"):
        catalog.write("small", contents(assets=[early, late], daily_bars=daily().rename({"sid": "symbol"})))


@pytest.mark.parametrize(
    ("changes", "error", "told"),
    [
        ({"assets": []}, ConfigurationError, "at least one asset"),
        ({"daily_bars": None}, ConfigurationError, "daily or minute bars"),
        (
            {"daily_bars": daily().drop("sid", "high")},
            ConfigurationError,
            r"no column sid \(or symbol\), high",
        ),
        ({"daily_bars": daily().clear()}, ValidationError, "has no rows"),
        ({"daily_bars": daily().with_columns(date=pl.lit("soon"))}, ValidationError, "holds no dates"),
        ({"calendar": "XNOPE"}, ConfigurationError, "calendar 'XNOPE' is unknown"),
        ({"splits": [Split(DAY, 9, 1, 2)]}, ValidationError, "sid 9 is no asset"),
        ({"splits": [Split(date_to_day(SATURDAY), 1, 1, 2)]}, ValidationError, "2020-01-11 is no session"),
        ({"splits": [Split(DAY, 1, 1, 2), Split(DAY, 1, 1, 3)]}, ValidationError, "splits twice"),
        ({"dividends": [Dividend(DAY, 1, Decimal("1e-13"))]}, ValidationError, "more than 12 decimal places"),
    ],
)
def test_what_cannot_be_a_bundle_is_refused(catalog, changes, error, told):
    with pytest.raises(error, match=told):
        catalog.write("small", contents(**changes))
    assert catalog.names() == []


def test_the_scale_holds_the_finest_price_or_dividend(catalog):
    assert catalog.write("small", contents()).price_scale == 8
    paid = contents(dividends=[Dividend(DAY, 1, Decimal("0.123456789"))])
    assert catalog.write("small", paid).price_scale == 9
    fine = contents(
        daily_bars=daily().with_columns(open=pl.lit("100.0000000001"), low=pl.lit("1"), high=pl.lit(999))
    )
    assert catalog.write("small", fine).price_scale == 10


def test_splits_and_dividends_come_back(catalog):
    splits = [Split(DAY, 4, 2, 3)]
    dividends = [Dividend(DAY, 1, Decimal("0.25"), DAY + 30), Dividend(DAY + 1, 4, Decimal("1.5"))]
    catalog.write("small", contents(splits=splits, dividends=dividends))
    panel = catalog.load_panel("small")
    assert panel.splits == tuple(splits)
    assert panel.dividends == tuple(dividends)


def test_prices_come_back_to_the_last_place(catalog):
    catalog.write("small", contents(minute_bars=minutes()))
    panel = catalog.load_panel("small", frequency="minute")
    step = panel.times_ns.tolist().index(int(FIRST_MINUTE.timestamp()) * 10**9 + 2 * 60 * 10**9)
    assert panel.field("close")[step].tolist() == [102_50000000, 402_50000000]
    assert panel.field("volume")[step].tolist() == [1020, 4020]


def test_a_coin_of_eight_places_and_huge_volumes(catalog):
    coin = Equity(1, "SHIB", start_date=SESSIONS[0], end_date=SESSIONS[-1])
    frame = daily((1,)).with_columns(
        *(
            pl.lit(text).alias(name)
            for name, text in {"open": "0.00000812", "high": "0.00000815", "low": "0.00000809"}.items()
        ),
        close=pl.lit("0.00000811"),
        volume=pl.lit("123456789012345.67"),
    )
    catalog.write("coins", contents(assets=[coin], daily_bars=frame, calendar="24/7"))
    panel = catalog.load_panel("coins")
    assert (panel.price_scale, panel.volume_scale) == (8, 2)
    assert panel.field("volume")[0, 0] == 12_345_678_901_234_567
