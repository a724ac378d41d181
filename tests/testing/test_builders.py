from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl
import pytest

from rustybt import DataCatalog
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.model.bars import Split
from rustybt.model.time import date_to_day
from rustybt.testing import contents_of, garbled_after, made_up_bars, made_up_contents

WEEK = {"start": date(2024, 1, 2), "end": date(2024, 1, 8)}


def test_the_same_seed_gives_the_same_bars_and_another_one_others():
    once, again = (made_up_bars(["A", "B"], **WEEK, seed=1) for _ in range(2))
    assert once.equals(again)
    assert not once.equals(made_up_bars(["A", "B"], **WEEK, seed=2))


def test_bars_are_valid_and_at_every_session():
    bars = made_up_bars(["A", "B"], **WEEK)
    assert bars["date"].unique().to_list() == [date(2024, 1, day) for day in (2, 3, 4, 5, 8)]
    assert bars.filter(
        (pl.col("high") < pl.max_horizontal("open", "close"))
        | (pl.col("low") > pl.min_horizontal("open", "close"))
        | (pl.col("low") <= 0)
    ).is_empty()
    assert all(price == price.quantize(Decimal("0.01")) for price in bars["close"])


def test_minutes_end_with_the_session():
    bars = made_up_bars(["A"], start=date(2024, 1, 2), end=date(2024, 1, 2), frequency="minute")
    assert bars.height == 390
    assert bars["timestamp"][0] == datetime(2024, 1, 2, 14, 31, tzinfo=UTC)
    assert bars["timestamp"][-1] == datetime(2024, 1, 2, 21, 0, tzinfo=UTC)


def test_bars_may_be_missing_but_not_the_first_and_the_last():
    bars = made_up_bars(["A"], start=date(2024, 1, 2), end=date(2024, 12, 31), missing=0.5)
    assert 80 < bars.height < 170
    assert (bars["date"][0], bars["date"][-1]) == (date(2024, 1, 2), date(2024, 12, 31))


def test_what_cannot_be_made_up_is_refused():
    with pytest.raises(ConfigurationError, match="0 symbols"):
        made_up_bars([], **WEEK)
    with pytest.raises(ConfigurationError, match=r"1\.5 of the bars"):
        made_up_bars(["A"], **WEEK, missing=1.5)
    with pytest.raises(DateRangeError, match="no session"):
        made_up_bars(["A"], start=date(2024, 1, 6), end=date(2024, 1, 7))


def test_a_bundle_comes_back_as_it_was_written(tmp_path):
    split = Split(date_to_day(date(2024, 1, 4)), 0, 1, 2)
    written = made_up_contents(["A", "B"], **WEEK, splits=[split])
    catalog = DataCatalog(tmp_path)
    catalog.write("made-up", written)
    read = contents_of(catalog, "made-up")
    assert [asset.symbol for asset in read.assets] == ["A", "B"]
    assert read.splits == (split,)
    columns = ["date", "open", "high", "low", "close", "volume"]
    for name in ("A", "B"):
        ours = read.daily_bars.filter(pl.col("sid") == "AB".index(name)).select(columns)
        theirs = written.daily_bars.filter(pl.col("symbol") == name).select(columns)
        assert [tuple(map(str, row)) for row in ours.cast(pl.String).rows()] != []
        for one, other in zip(ours.rows(), theirs.rows(), strict=True):
            assert list(one) == list(other)


def test_garbage_begins_after_the_moment():
    whole = made_up_contents(["A"], **WEEK, splits=[Split(date_to_day(date(2024, 1, 8)), 0, 1, 2)])
    moment = datetime(2024, 1, 4, 21, 0, tzinfo=UTC)
    garbled = garbled_after(whole, moment)
    columns = ["open", "high", "low", "close", "volume"]
    before, after = (
        [
            frame.filter((pl.col("date") <= date(2024, 1, 4)) == past).select(columns).rows()
            for frame in (whole.daily_bars, garbled.daily_bars)
        ]
        for past in (True, False)
    )
    assert before[0] == before[1]
    assert len(after[0]) == len(after[1]) == 2
    assert not set(after[0]) & set(after[1])
    assert garbled.splits == ()
    assert garbled_after(whole, datetime(2024, 1, 8, 14, 31, tzinfo=UTC)).splits == whole.splits
    with pytest.raises(ConfigurationError, match="no time zone"):
        garbled_after(whole, moment.replace(tzinfo=None))


def test_a_day_that_is_not_over_is_garbage():
    whole = made_up_contents(["A"], **WEEK)
    garbled = garbled_after(whole, datetime(2024, 1, 4, 20, 59, tzinfo=UTC))
    same = [
        one == other
        for one, other in zip(whole.daily_bars["close"], garbled.daily_bars["close"], strict=True)
    ]
    assert same == [True, True, False, False, False]
