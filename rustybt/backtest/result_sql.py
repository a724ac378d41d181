"""SQL over the frames of a result, by DuckDB in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rustybt.exceptions import QueryError

if TYPE_CHECKING:
    import duckdb
    import polars as pl

__all__ = ["connect", "select"]


def connect(frames: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """Return a database in memory in which each frame is a table.

    Args:
        frames: Frames by the names of their tables; they are not copied.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    for name, frame in frames.items():
        connection.register(name, frame.to_arrow())
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def select(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation:
    """Return the relation of a select.

    Args:
        connection: From `connect`.
        query: A select.

    Raises:
        QueryError: If it is not one select, or DuckDB refuses it.
    """
    import duckdb

    try:
        statements = connection.extract_statements(query)
        if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
            raise QueryError(
                f"{query!r} is not one select: a result is read-only; its tables are performance, orders, "
                "transactions and positions"
            )
        return connection.sql(query)
    except duckdb.Error as error:
        raise QueryError(f"SQL {query!r}: {error}") from error
