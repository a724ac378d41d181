import pickle
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.assets import Asset, Cryptocurrency, Equity, Future
from rustybt.exceptions import ConfigurationError

LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2013, 3, 1)}


def some_assets():
    life = st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), min_size=2, max_size=2).map(sorted)
    places = st.integers(0, 12)
    shared = {
        "sid": st.integers(0, 2**63 - 1),
        "symbol": st.text("ABC./", min_size=1),
        "start_date": life.map(lambda ends: ends[0]),
        "end_date": st.dates(date(2040, 1, 1), date(2050, 1, 1)),
        "auto_close_date": st.none() | st.dates(),
        "exchange": st.sampled_from(["", "NYSE"]),
    }
    equities = st.builds(Equity, **shared, tick_size=st.decimals("0.0001", 10, places=4))
    futures = st.builds(
        Future, **shared, multiplier=st.decimals(1, 1000, places=2), root_symbol=st.text("ES")
    )
    coins = st.builds(Cryptocurrency, **shared, precision_price=places, precision_amount=places)
    return equities | futures | coins


@given(some_assets())
def test_an_asset_survives_its_dict(asset):
    again = Asset.from_dict(asset.to_dict())
    assert again == asset
    assert again.to_dict() == asset.to_dict()
    assert type(again) is type(asset)


@given(some_assets())
def test_a_dict_of_strings_is_enough(asset):
    as_text = {
        name: str(value) if isinstance(value, date | Decimal) else value
        for name, value in asset.to_dict().items()
    }
    assert Asset.from_dict(as_text).to_dict() == asset.to_dict()


@given(some_assets(), some_assets())
def test_equality_is_sid_and_type(left, right):
    assert (left == right) == (left.sid == right.sid and type(left) is type(right))
    if left == right:
        assert hash(left) == hash(right)


def test_an_asset_is_frozen_sorts_by_sid_and_is_its_sid_as_a_number():
    aapl, msft = Equity(24, "AAPL", **LIFE), Equity(3, "MSFT", **LIFE)
    with pytest.raises(AttributeError):
        aapl.symbol = "X"
    with pytest.raises((AttributeError, TypeError)):
        aapl.nonsense = 1
    assert sorted([aapl, msft]) == [msft, aapl]
    assert int(aapl) == 24
    assert list(range(30))[aapl] == 24
    assert repr(aapl) == str(aapl) == "Equity(24 [AAPL])"
    assert aapl != 24
    assert pickle.loads(pickle.dumps(aapl)) == aapl


def test_numbers_become_decimals_through_their_shortest_repr():
    assert Equity(1, "A", tick_size=0.05, **LIFE).tick_size == Decimal("0.05")
    assert Equity(
        1, "A", start_date="2000-01-03", end_date=datetime(2013, 3, 1, tzinfo=UTC)
    ).end_date == date(2013, 3, 1)


def test_a_future_has_one_multiplier():
    es = Future(1, "ESH04", multiplier=Decimal(50), root_symbol="ES", **LIFE)
    assert es.price_multiplier == es.multiplier == 50
    assert Future(1, "ESH04", price_multiplier=Decimal(50), **LIFE).multiplier == 50
    with pytest.raises(ConfigurationError, match="mean the same thing"):
        Future(1, "ESH04", price_multiplier=Decimal(50), multiplier=Decimal(20), **LIFE)


def test_a_cryptocurrency_takes_tick_and_lot_from_its_precisions():
    btc = Cryptocurrency(1, "BTC/USDT", precision_price=2, precision_amount=5, **LIFE)
    assert (btc.tick_size, btc.lot_size, btc.quantity_scale) == (Decimal("0.01"), Decimal("0.00001"), 8)
    assert Cryptocurrency(1, "X/Y", precision_amount=12, **LIFE).quantity_scale == 12


def test_a_session_is_in_the_life_of_an_asset_on_both_ends():
    asset = Equity(1, "A", **LIFE)
    assert asset.is_alive_for_session(date(2000, 1, 3))
    assert asset.is_alive_for_session(date(2013, 3, 1))
    assert not asset.is_alive_for_session(date(2013, 3, 2))
    assert asset.is_alive_for_session((date(2005, 1, 3) - date(1970, 1, 1)).days)
    assert not asset.is_alive_for_session(datetime(1999, 1, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sid": -1}, "sid -1"),
        ({"sid": True}, "sid True"),
        ({"symbol": " "}, "symbol ' ' of sid 1 is empty"),
        ({"end_date": date(1999, 1, 1)}, "ends on 1999-01-01, before it starts"),
        ({"end_date": "soon"}, "end_date of .* is 'soon'"),
        ({"tick_size": Decimal(0)}, "tick_size Decimal"),
        ({"lot_size": "many"}, "lot_size 'many'"),
        ({"lot_size": Decimal("0.1")}, "needs more decimals than quantity_scale 0"),
        ({"quantity_scale": 13}, "quantity_scale 13"),
    ],
)
def test_what_cannot_be_an_asset_is_refused(changes, message):
    with pytest.raises(ConfigurationError, match=message):
        Equity(**{"sid": 1, "symbol": "A", **LIFE} | changes)


def test_a_dict_that_does_not_fit_is_refused():
    with pytest.raises(ConfigurationError, match="asset_type 'bond'"):
        Asset.from_dict({"asset_type": "bond"})
    with pytest.raises(ConfigurationError, match="asset_type 'future'"):
        Equity.from_dict({"asset_type": "future"})
    with pytest.raises(ConfigurationError, match=r"Equity needs \['end_date'"):
        Equity.from_dict({"sid": 1})
    with pytest.raises(ConfigurationError, match=r"has no attribute \['colour'\]"):
        Equity.from_dict({"sid": 1, "symbol": "A", "colour": "red", **LIFE})
