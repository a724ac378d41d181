"""What goes to JSON comes back exactly, and what cannot is refused by name."""

from __future__ import annotations

import json
import math
import pickle
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import IntEnum

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.assets import Equity
from rustybt.exceptions import AssetNotFoundError, RecordError
from rustybt.live.brokers.base import AccountInfo
from rustybt.live.brokers.messages import Filled, OrderIntent
from rustybt.live.codecs import (
    decode,
    decode_asset,
    decode_datetime,
    decode_decimal,
    decode_record,
    encode,
    encode_datetime,
    encode_record,
)
from rustybt.live.models import (
    AssetRef,
    CashEntry,
    FillSnapshot,
    OrderSnapshot,
    PositionSnapshot,
    ReconciliationStrategy,
)

APPLE = Equity(1, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
ASSETS = {1: APPLE}.__getitem__

FINITE = st.decimals(allow_nan=False, allow_infinity=False)
TIMES = st.datetimes(timezones=st.just(UTC))
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.floats(allow_nan=False),
    FINITE,
    st.dates(),
    TIMES,
    st.just(APPLE),
)
KEYS = st.one_of(st.text(), st.sampled_from(["$decimal", "$dict", "$", "a"]))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
    ),
    max_leaves=12,
)


def through_json(value):
    return json.loads(json.dumps(value, allow_nan=False))


def same(one, other):
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return str(one) == str(other)  # a Decimal with all its places


def floats_in(value):
    if isinstance(value, dict):
        return any(map(floats_in, value.values()))
    return any(map(floats_in, value)) if isinstance(value, list) else isinstance(value, float)


@given(value=VALUES)
def test_any_value_comes_back_of_its_type_and_exactly(value):
    written = through_json(encode(value))
    assert not floats_in(written)
    assert same(decode(written, ASSETS), value)


def test_a_nan_comes_back():
    assert math.isnan(decode(encode(float("nan"))))
    assert decode(encode(Decimal("NaN"))).is_nan()
    assert decode(encode(float("-inf"))) == -math.inf


class Number(IntEnum):
    ONE = 1


@dataclass
class Odd:
    x: int = 1


@pytest.mark.parametrize(
    "value",
    [b"x", {1, 2}, object(), Odd(), Number.ONE, {1: 2}, pd.Series([1]), datetime(2024, 1, 2), 1j],  # noqa: DTZ001
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_come_back_is_refused_by_its_place(value):
    with pytest.raises(RecordError, match=r"(?s)context\['kept'\]\[1\]|naive datetime"):
        encode({"kept": [1, value]}, "context")


@pytest.mark.parametrize(
    "value",
    [
        1.5, {"$unknown": 1}, {"$decimal": "x"}, {"$decimal": 1.5}, {"$float": "x"}, {"$date": "2024-13-01"},
        {"$decimal": "1", "more": 1}, {"$datetime": "2024-01-02"}, {"$asset": {"sid": "1"}}, {"$tuple": 3},
        {"$dict": [1]}, {"$date": 3}, {"$tuple": "ab"}, {"$dict": {"a": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_damage_is_refused(value):
    with pytest.raises(RecordError):
        decode([value])


def test_a_pickle_is_refused():
    with pytest.raises(RecordError):
        decode(pickle.dumps({"a": 1}))


def test_times_are_written_in_utc_and_never_cut():
    tokyo = datetime(2024, 1, 2, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    assert encode_datetime(tokyo) == "2024-01-02T00:30:00+00:00"
    assert decode_datetime(encode_datetime(tokyo)) == tokyo
    with pytest.raises(RecordError, match="microsecond"):
        encode_datetime(pd.Timestamp(1, tz="UTC"))
    for text in ("2024-01-02T00:30:00", "soon", None):
        with pytest.raises(RecordError):
            decode_datetime(text)


@pytest.mark.parametrize("text", ["", "1,5", "NaN", "Infinity", 1.5, None, 3])
def test_a_decimal_is_a_text_of_a_finite_number(text):
    with pytest.raises(RecordError, match="price"):
        decode_decimal(text, "price")


def test_an_asset_comes_back_as_itself_or_by_name():
    assert decode(encode(APPLE), ASSETS) is APPLE
    assert decode(encode(APPLE)) == AssetRef(1, "AAPL")
    assert decode(encode(AssetRef(None, "X")), ASSETS) == AssetRef(None, "X")

    def nobody(sid):
        raise AssetNotFoundError(sid)

    for resolve in ({}.__getitem__, nobody):
        with pytest.raises(RecordError, match="sid 1 "):
            decode_asset({"sid": 1, "symbol": "AAPL"}, resolve)
    for values in ({"sid": True, "symbol": "A"}, {"sid": 1}, "AAPL", None):
        with pytest.raises(RecordError, match="no asset"):
            decode_asset(values)


INTENT = OrderIntent(
    order_id="o-1", asset=APPLE, amount=Decimal("-5.50"), order_type="limit", limit_price=Decimal("1E+2")
)
FILL = Filled(
    trade_id="t", order_id="o-1", broker_order_id="b", asset=None, symbol="X", amount=Decimal(1), price=Decimal("0.10"),
    fee=Decimal("-0.01"), fee_currency="BNB", time_ns=2**62,
)  # fmt: skip
RECORDS = [
    PositionSnapshot(APPLE, Decimal("-1.00"), Decimal("-0.0000000010")),
    OrderSnapshot("o", APPLE, Decimal(5), "accepted", Decimal(1), Decimal("9.9"), None, "b", reduce_only=True),
    FillSnapshot("t", "o", APPLE, Decimal(5), Decimal(1), Decimal(0), 1, "b", "USD"),
    CashEntry("e", "funding", Decimal("-0.5"), 5),
    INTENT,
    FILL,
    AccountInfo(
        currency="USD", cash=Decimal(1), portfolio_value=Decimal(2), buying_power=Decimal(3),
        balances={"BTC": Decimal("0.1")}
    ),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_exactly(record):
    written = through_json(encode_record(record))
    assert not floats_in(written)
    back = decode_record(type(record), written, ASSETS)
    assert back == record
    assert repr(back) == repr(record)


def test_a_record_without_a_finder_has_references():
    assert decode_record(PositionSnapshot, encode_record(RECORDS[0])).asset == AssetRef(1, "AAPL")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colour": 1}, "no field"),
        ({"order_id": None}, "must be str"),
        ({"amount": 5}, "written as a string"),
        ({"amount": "many"}, "amount"),
        ({"order_type": "peg"}, "must be one of"),
        ({"reduce_only": 1}, "must be bool"),
        ({"created_ns": True}, "must be int"),
        ({"amount": "0"}, "other than 0"),
        ({"asset": "AAPL"}, "no asset"),
    ],
)
def test_a_damaged_record_is_refused_by_field(changes, message):
    with pytest.raises(RecordError, match=message):
        decode_record(OrderIntent, {**encode_record(INTENT), **changes}, ASSETS)


def test_a_field_that_is_missing_is_named_unless_it_has_a_default():
    written = encode_record(INTENT)
    assert (
        decode_record(OrderIntent, {k: v for k, v in written.items() if k != "stop_price"}, ASSETS) == INTENT
    )
    with pytest.raises(RecordError, match=r"needs .*amount"):
        decode_record(OrderIntent, {k: v for k, v in written.items() if k != "amount"}, ASSETS)
    with pytest.raises(RecordError, match="must be an object"):
        decode_record(OrderIntent, ["o-1"], ASSETS)


@dataclass(frozen=True)
class Settings:
    strategy: ReconciliationStrategy
    since: datetime
    parts: tuple[CashEntry, ...] = ()


@dataclass(frozen=True)
class Loose:
    what: object


def test_enums_times_and_nested_records_come_back():
    settings = Settings(ReconciliationStrategy.WARN_ONLY, datetime(2024, 1, 2, tzinfo=UTC), (RECORDS[3],))
    written = through_json(encode_record(settings))
    assert decode_record(Settings, written) == settings
    for changes in ({"strategy": "sync_to_local"}, {"parts": 3}, {"since": "2024"}):
        with pytest.raises(RecordError):
            decode_record(Settings, {**written, **changes})


def test_a_record_of_what_json_lacks_is_refused():
    for value in (1.5, b"x", {1}, Loose(object())):
        with pytest.raises(RecordError, match=r"Loose\.what"):
            encode_record(Loose(value))
