"""Assets to rows and back: plain dicts that fit `rustybt.assets.asset_db_schema`, for any store to keep.

Every function is pure. A row holds every column of its table, in order, with None where the asset's type has
no such attribute; Decimals become strings, so that no store can round them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any

from rustybt.assets.asset_db_schema import ASSETS, SYMBOLS, Table
from rustybt.assets.asset_finder import AssetFinder, SymbolOwnership
from rustybt.assets.assets import Asset
from rustybt.exceptions import ConfigurationError

__all__ = ["asset_rows", "assets_from_rows", "symbol_rows"]


def asset_rows(assets: Iterable[Asset]) -> list[dict[str, Any]]:
    """Return a row of the table ``assets`` for each asset, sorted by sid.

    Args:
        assets: Assets of any type.

    Example:
        >>> from datetime import date
        >>> from rustybt.assets import Equity
        >>> row = asset_rows([Equity(0, "AAPL", start_date=date(2000, 1, 3), end_date=date(2013, 3, 1))])[0]
        >>> row["symbol"], row["tick_size"], row["root_symbol"]
        ('AAPL', '0.01', None)
    """
    rows = []
    for asset in assets:
        values = asset.to_dict()
        rows.append({name: _storable(values.get(name)) for name in ASSETS.column_names})
    return sorted(rows, key=itemgetter(*ASSETS.key))


def symbol_rows(source: AssetFinder | Iterable[SymbolOwnership]) -> list[dict[str, Any]]:
    """Return a row of the table ``symbols`` for each ownership of a symbol, sorted by sid and date.

    Args:
        source: A finder (all its ownerships), or ownerships.
    """
    ownerships = source.symbol_ownerships if isinstance(source, AssetFinder) else source
    rows = [{name: getattr(each, name) for name in SYMBOLS.column_names} for each in ownerships]
    return sorted(rows, key=itemgetter(*SYMBOLS.key))


def assets_from_rows(
    rows: Iterable[Mapping[str, Any]], symbols: Iterable[Mapping[str, Any]] = ()
) -> AssetFinder:
    """Return the finder over stored rows.

    Args:
        rows: Rows of the table ``assets``; dates may be ISO strings.
        symbols: Rows of the table ``symbols``; an asset without any has its own symbol for its whole life.

    Raises:
        ConfigurationError: If a row lacks a column, or its values cannot be an asset.
    """
    assets: list[Asset] = []
    for row in rows:
        _check_columns(row, ASSETS)
        assets.append(Asset.from_dict(row))
    ownerships = []
    for row in symbols:
        _check_columns(row, SYMBOLS)
        ownerships.append(SymbolOwnership(**{name: row[name] for name in SYMBOLS.column_names}))
    return AssetFinder(assets, ownerships)


def _storable(value: object) -> object:
    return format(value, "f") if isinstance(value, Decimal) else value


def _check_columns(row: Mapping[str, Any], table: Table) -> None:
    missing = [
        column.name for column in table.columns if not column.nullable and row.get(column.name) is None
    ]
    if missing:
        raise ConfigurationError(
            f"a row of table {table.name!r} has no {', '.join(missing)}: got {dict(row)!r}; ingest it again"
        )
