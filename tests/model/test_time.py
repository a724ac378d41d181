from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.model import time


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1)))
def test_days_and_dates_are_inverse(value: date) -> None:
    assert time.day_to_date(time.date_to_day(value)) == value


@given(
    st.datetimes(
        min_value=datetime(1900, 1, 1),  # noqa: DTZ001 - hypothesis takes naive bounds
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    )
)
def test_nanoseconds_and_datetimes_are_inverse(value: datetime) -> None:
    ns = time.datetime_to_ns(value)
    assert ns % 1000 == 0
    assert time.ns_to_datetime(ns) == value


def test_naive_datetimes_are_refused_by_value() -> None:
    with pytest.raises(ValueError, match="2020, 1, 1"):
        time.datetime_to_ns(datetime(2020, 1, 1))  # noqa: DTZ001 - the bad input under test
