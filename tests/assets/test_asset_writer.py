from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.assets import AssetFinder, Cryptocurrency, Equity, Future, SymbolOwnership
from rustybt.assets.asset_db_schema import ASSETS, SYMBOLS, TABLES
from rustybt.assets.asset_writer import asset_rows, assets_from_rows, symbol_rows
from rustybt.exceptions import ConfigurationError
from tests.assets.test_assets import LIFE, some_assets

POLARS = {"int": pl.Int64, "str": pl.String, "date": pl.Date, "bool": pl.Boolean}


@given(st.lists(some_assets(), max_size=5, unique_by=lambda asset: asset.sid))
def test_assets_survive_a_store(assets):
    finder = AssetFinder(assets)
    stored = {}
    for table, rows in zip(TABLES, (asset_rows(finder), symbol_rows(finder)), strict=True):
        schema = {column.name: POLARS[column.type] for column in table.columns}
        stored[table.name] = pl.DataFrame(rows, schema=schema, orient="row").to_dicts()
    again = assets_from_rows(stored["assets"], stored["symbols"])
    assert [asset.to_dict() for asset in again] == [asset.to_dict() for asset in finder]
    assert again.symbol_ownerships == finder.symbol_ownerships


def test_every_attribute_of_every_type_has_a_column():

    for kind in (Cryptocurrency, Equity, Future):
        assert kind(1, "A", **LIFE).to_dict().keys() <= set(ASSETS.column_names)


def test_dates_of_a_store_without_dates_are_read():
    rows = [row | {"start_date": "2001-01-01"} for row in asset_rows(AssetFinder([_equity()]))]
    symbols = [{"sid": 1, "symbol": "OLD", "start_date": "2001-01-01", "end_date": "2002-01-01"}]
    finder = assets_from_rows(rows, symbols)
    assert finder.symbol_ownerships == (SymbolOwnership(date(2001, 1, 1), date(2002, 1, 1), 1, "OLD"),)


def test_a_row_without_a_column_is_refused():
    row = asset_rows([_equity()])[0]
    with pytest.raises(ConfigurationError, match="table 'assets' has no tick_size"):
        assets_from_rows([row | {"tick_size": None}])
    with pytest.raises(ConfigurationError, match="table 'symbols' has no start_date, end_date"):
        assets_from_rows([row], [{"sid": 1, "symbol": "A"}])


def test_keys_are_columns():
    assert all(set(table.key) <= set(table.column_names) for table in (ASSETS, SYMBOLS))


def _equity():

    return Equity(1, "A", **LIFE)
