"""The tables in which assets are stored: names and column types as data.

The core does no I/O. A store (the bundles keep Parquet tables ``assets`` and ``symbols``) creates its files
or tables from what stands here, fills them with the rows of `rustybt.assets.asset_writer`, and gives the rows
back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ASSETS", "SCHEMA_VERSION", "SYMBOLS", "TABLES", "Column", "ColumnType", "Table"]

SCHEMA_VERSION = 1

ColumnType = Literal["int", "str", "date", "bool"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: The column's name.
        type: ``int`` (64 bits), ``str``, ``date`` or ``bool``. Decimals are stored as ``str``, exactly.
        nullable: Whether the column may hold nulls.
    """

    name: str
    type: ColumnType
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: The table's name.
        columns: The columns in their order.
        key: The columns that tell rows apart, in the order the rows are sorted by.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(column.name for column in self.columns)


ASSETS = Table(
    name="assets",
    columns=(
        Column("sid", "int"),
        Column("asset_type", "str"),
        Column("symbol", "str"),
        Column("asset_name", "str"),
        Column("exchange", "str"),
        Column("country_code", "str"),
        Column("start_date", "date"),
        Column("end_date", "date"),
        Column("first_traded", "date", nullable=True),
        Column("auto_close_date", "date", nullable=True),
        Column("tick_size", "str"),
        Column("lot_size", "str"),
        Column("price_multiplier", "str"),
        Column("quantity_scale", "int"),
        Column("root_symbol", "str", nullable=True),
        Column("expiration_date", "date", nullable=True),
        Column("notice_date", "date", nullable=True),
        Column("multiplier", "str", nullable=True),
        Column("base_currency", "str", nullable=True),
        Column("quote_currency", "str", nullable=True),
        Column("precision_price", "int", nullable=True),
        Column("precision_amount", "int", nullable=True),
        Column("trading_enabled", "bool", nullable=True),
        Column("margin_enabled", "bool", nullable=True),
    ),
    key=("sid",),
)

SYMBOLS = Table(
    name="symbols",
    columns=(
        Column("sid", "int"),
        Column("symbol", "str"),
        Column("start_date", "date"),
        Column("end_date", "date"),
    ),
    key=("sid", "start_date", "end_date", "symbol"),
)

TABLES = (ASSETS, SYMBOLS)
