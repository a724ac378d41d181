from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.assets import AssetFinder, Cryptocurrency, Equity, Future, SymbolOwnership
from rustybt.exceptions import (
    AssetNotFoundError,
    ConfigurationError,
    MultipleSymbolsFoundError,
    SymbolNotFoundError,
)

FIRST = date(2000, 1, 1)
LIFE = {"start_date": FIRST, "end_date": date(2009, 12, 31)}


def equity(sid: int, symbol: str, **changes) -> Equity:
    return Equity(sid, symbol, **LIFE | changes)


@pytest.fixture
def finder() -> AssetFinder:
    """FB belonged to sid 1, then to sid 2, which was ABC before; sid 7 is British."""
    assets = [
        equity(7, "VOD", country_code="GB", exchange="LSE"),
        equity(1, "FB", country_code="US", exchange="NYSE"),
        equity(2, "FB", country_code="US", exchange="NYSE"),
        equity(3, "BRK.A", country_code="US", exchange="NASDAQ"),
        equity(4, "BRK.B", country_code="US"),
        equity(5, "VOD", country_code="US"),
        Future(9, "ESH04", root_symbol="ES", **LIFE),
        Cryptocurrency(8, "BTC/USDT", **LIFE),
    ]
    ownerships = [
        SymbolOwnership(date(2000, 1, 1), date(2003, 6, 30), 1, "FB"),
        SymbolOwnership(date(2005, 1, 1), date(2009, 12, 31), 2, "FB"),
        SymbolOwnership(date(2000, 1, 1), date(2004, 12, 31), 2, "ABC"),
    ]
    return AssetFinder(assets, ownerships)


def test_sids_and_what_is_in_it(finder):
    assert finder.sids == (1, 2, 3, 4, 5, 7, 8, 9)
    assert [asset.sid for asset in finder] == list(finder.sids)
    assert len(finder) == 8
    assert finder.equities_sids == (1, 2, 3, 4, 5, 7)
    assert finder.futures_sids == (9,)
    assert finder.cryptocurrencies_sids == (8,)
    assert finder.country_codes == ("", "GB", "US")
    assert finder.equities_sids_for_country_code("GB") == (7,)
    assert finder.equities_sids_for_exchange_name("NYSE") == (1, 2)
    assert 9 in finder
    assert 10 not in finder
    assert equity(1, "FB") in finder
    assert Future(1, "FB", **LIFE) not in finder
    assert finder.group_by_type([9, 1, 8]) == {"equity": {1}, "future": {9}, "cryptocurrency": {8}}
    assert repr(finder) == "AssetFinder(8 assets)"


def test_retrieving_by_sid(finder):
    assert finder.retrieve_asset(3).symbol == "BRK.A"
    assert [asset.sid for asset in finder.retrieve_all([9, 1])] == [9, 1]
    assert finder.retrieve_asset(99, default_none=True) is None
    assert finder.retrieve_all([99, 1], default_none=True) == [None, equity(1, "FB")]
    with pytest.raises(
        AssetNotFoundError, match=r"sid 98, 99; the 8 assets here have 1, 2, 3, 4, 5 and 3 more"
    ):
        finder.retrieve_all([1, 98, 99])


@pytest.mark.parametrize(
    ("symbol", "day", "sid"),
    [
        ("FB", date(2000, 1, 1), 1),
        ("FB", date(2003, 6, 30), 1),
        ("FB", date(2004, 1, 1), 1),  # nobody's: the last owner keeps it
        ("FB", date(2005, 1, 1), 2),
        ("FB", date(2030, 1, 1), 2),
        ("fb", datetime(2005, 1, 1, 15, tzinfo=UTC), 2),
        ("ABC", date(2002, 1, 1), 2),
        ("ABC", None, 2),
        ("BRK_A", date(2002, 1, 1), 3),
        ("btc-usdt", date(2002, 1, 1), 8),
    ],
)
def test_a_symbol_as_of_a_date(finder, symbol, day, sid):
    assert finder.lookup_symbol(symbol, day).sid == sid


def test_a_symbol_before_its_first_owner(finder):
    with pytest.raises(
        SymbolNotFoundError, match=r"'FB' had no owner on 1999-01-01: Equity\(1 \[FB\]\) 2000-01-01"
    ):
        finder.lookup_symbol("FB", date(1999, 1, 1))


def test_an_unknown_symbol_is_answered_with_near_ones(finder):
    with pytest.raises(SymbolNotFoundError, match=r"'BRK.C'.*did you mean BRK.[AB] or BRK.[AB]"):
        finder.lookup_symbol("BRK.C", FIRST)
    with pytest.raises(SymbolNotFoundError, match="look it up with future_symbol"):
        finder.lookup_symbol("ESH04", FIRST)
    with pytest.raises(SymbolNotFoundError, match=r"in country 'GB'; elsewhere it was owned: Equity\(3"):
        finder.lookup_symbol("BRK.A", FIRST, country_code="GB")
    with pytest.raises(ConfigurationError, match="is a NoneType"):
        finder.lookup_symbol(None, FIRST)


def test_an_ambiguous_symbol_names_its_owners(finder):
    with pytest.raises(MultipleSymbolsFoundError, match=r"'FB' had several owners at some time.*name a date"):
        finder.lookup_symbol("FB", None)
    with pytest.raises(MultipleSymbolsFoundError, match=r"'VOD'.*on 2002-01-01.*country_code"):
        finder.lookup_symbol("VOD", date(2002, 1, 1))
    assert finder.lookup_symbol("VOD", None, country_code="GB").sid == 7
    assert finder.lookup_symbol("VOD", date(2002, 1, 1), country_code="US").sid == 5


def test_fuzzy_look_up_drops_the_delimiter(finder):
    with pytest.raises(SymbolNotFoundError):
        finder.lookup_symbol("BRKA", FIRST)
    assert finder.lookup_symbol("BRKA", FIRST, fuzzy=True).sid == 3
    assert [asset.sid for asset in finder.lookup_symbols(["brk/b", "FB"], FIRST, fuzzy=True)] == [4, 1]


def test_spelling_tells_alike_symbols_apart():
    finder = AssetFinder([equity(1, "A.B"), equity(2, "A-B"), equity(3, "AB")])
    assert finder.lookup_symbol("A.B", FIRST).sid == 1
    assert finder.lookup_symbol("A-B", FIRST).sid == 2
    assert finder.lookup_symbol("AB", FIRST, fuzzy=True).sid == 3
    with pytest.raises(MultipleSymbolsFoundError):
        finder.lookup_symbol("A/B", FIRST)


def test_futures_by_symbol(finder):
    assert finder.lookup_future_symbol("esh04").sid == 9
    with pytest.raises(SymbolNotFoundError, match=r"'ESH05' \(did you mean ESH04\?\)"):
        finder.lookup_future_symbol("ESH05")


def test_looking_up_anything(finder):
    asset = finder.retrieve_asset(4)
    assert finder.lookup_generic(asset, FIRST) == (asset, [])
    assert finder.lookup_generic(4, FIRST) == (asset, [])
    assert finder.lookup_generic(np.int64(4), FIRST) == (asset, [])
    assert finder.lookup_generic("BRK.B", FIRST) == (asset, [])
    assert finder.lookup_generic("ESH04", FIRST)[0].sid == 9
    matches, missing = finder.lookup_generic([4, "FB", 77, "nope", asset], FIRST)
    assert ([each.sid for each in matches], missing) == ([4, 1, 4], [77, "nope"])
    for wrong in (4.5, [4.5]):
        with pytest.raises(ConfigurationError, match=r"4\.5"):
            finder.lookup_generic(wrong, FIRST)
    with pytest.raises(AssetNotFoundError):
        finder.lookup_generic(77, FIRST)


def test_lifetimes_are_a_matrix_of_sessions_and_sids():
    finder = AssetFinder(
        [equity(1, "A", start_date=date(1970, 1, 3), end_date=date(1970, 1, 5), country_code="US"),
         equity(2, "B", start_date=date(1970, 1, 1), end_date=date(1970, 1, 2))]
    )  # fmt: skip
    days = np.arange(0, 6, dtype=np.int32)
    assert finder.lifetimes(days).T.tolist() == [
        [False, False, True, True, True, False],
        [True, True, False, False, False, False],
    ]
    assert finder.lifetimes(days, include_start_date=False)[:, 0].tolist() == [
        False,
        False,
        False,
        True,
        True,
        False,
    ]
    assert not finder.lifetimes(days, country_codes=["US"])[:, 1].any()


def test_what_cannot_be_looked_up_later_is_refused():
    with pytest.raises(ConfigurationError, match=r"sid 1 belongs to Equity\(1 \[A\]\) and Equity\(1 \[B\]\)"):
        AssetFinder([equity(1, "A"), equity(1, "B")])
    with pytest.raises(ConfigurationError, match="owned by sid 2, no asset"):
        AssetFinder([equity(1, "A")], [SymbolOwnership(FIRST, FIRST, 2, "A")])
    with pytest.raises(ConfigurationError, match="owned until 1999-12-31, before 2000-01-01"):
        AssetFinder([equity(1, "A")], [SymbolOwnership(FIRST, FIRST - timedelta(1), 1, "A")])


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=8),
    st.integers(-5, 300),
)
def test_the_owner_is_the_one_of_the_day_else_the_last(stretches, offset):
    """The oracle walks the calendar day by day."""
    owner_of_day, periods, day = {}, [], FIRST
    for length, gap, sid in stretches:
        periods.append(SymbolOwnership(day, day + timedelta(length - 1), sid, "X"))
        owner_of_day.update({day + timedelta(n): sid for n in range(length)})
        day += timedelta(length + gap)
    finder = AssetFinder([equity(sid, f"S{sid}") for sid in range(4)], periods[::-1])

    asked = FIRST + timedelta(offset)
    before = [known for known in owner_of_day if known <= asked]
    if before:
        assert finder.lookup_symbol("X", asked).sid == owner_of_day[max(before)]
    else:
        with pytest.raises(SymbolNotFoundError):
            finder.lookup_symbol("X", asked)
