"""The tables that follow from the journal: which rows a record writes, and that writing.

A record has rows for ``order_audit_log``, ``live_positions``, ``broker_connections`` (each a list) and
``strategy_state`` (one row): what `Journal.append` is given as ``tables``. A row is a dict of columns; what
a column may hold is checked before anything is written. A row of ``live_positions``, ``strategy_state`` or
``broker_connections`` replaces the one of the same key whole, so the tables are a fold over the records and
nothing else.

Columns, required ones first:

- ``order_audit_log``: order_id, event_type (`rustybt.live.tables.AUDIT_EVENTS`), asset_sid; account (""),
  broker_order_id, trade_id, broker_connection_id, event_timestamp (the record's time, UTC nanoseconds),
  event_data (the record's payload). An order's ``intent`` and its ``submitted`` stand once an
  account; so does a trade_id.
- ``live_positions``: asset_sid, amount, cost_basis, last_sale_price, last_sale_date; account (""),
  broker_connection_id, broker_reported_amount, broker_reported_price, reconciliation_status, last_reconciled_at.
- ``strategy_state``: state_data, portfolio_value, cash, positions_snapshot, pending_orders_snapshot;
  custom_state, checkpoint_timestamp (the record's time).
- ``broker_connections``: id, broker_name, connection_type; label (""), base_url, is_active (1),
  last_connected_at (the record's time). Keys are not among them: a journal holds no secret, sealed or not.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal

from rustybt.exceptions import JournalDuplicateError, JournalError
from rustybt.live.journal_records import PROJECTED, JournalRecord, canonical_json, chain

__all__ = ["Projector", "audit_digest"]

_Kind = Literal["text", "int", "decimal", "json"]


@dataclass(frozen=True, slots=True)
class _Column:
    kind: _Kind
    required: bool = False
    default: object = None


_COLUMNS: dict[str, dict[str, _Column]] = {
    "order_audit_log": {
        "order_id": _Column("text", required=True),
        "event_type": _Column("text", required=True),
        "asset_sid": _Column("int", required=True),
        "account": _Column("text", default=""),
        "broker_order_id": _Column("text"),
        "trade_id": _Column("text"),
        "broker_connection_id": _Column("int"),
        "event_timestamp": _Column("int"),
        "event_data": _Column("json"),
    },
    "live_positions": {
        "asset_sid": _Column("int", required=True),
        "amount": _Column("decimal", required=True),
        "cost_basis": _Column("decimal", required=True),
        "last_sale_price": _Column("decimal", required=True),
        "last_sale_date": _Column("int", required=True),
        "account": _Column("text", default=""),
        "broker_connection_id": _Column("int"),
        "broker_reported_amount": _Column("decimal"),
        "broker_reported_price": _Column("decimal"),
        "reconciliation_status": _Column("text"),
        "last_reconciled_at": _Column("int"),
    },
    "strategy_state": {
        "state_data": _Column("json", required=True),
        "portfolio_value": _Column("decimal", required=True),
        "cash": _Column("decimal", required=True),
        "positions_snapshot": _Column("json", required=True),
        "pending_orders_snapshot": _Column("json", required=True),
        "custom_state": _Column("json"),
        "checkpoint_timestamp": _Column("int"),
    },
    "broker_connections": {
        "id": _Column("int", required=True),
        "broker_name": _Column("text", required=True),
        "connection_type": _Column("text", required=True),
        "label": _Column("text", default=""),
        "base_url": _Column("text"),
        "is_active": _Column("int", default=1),
        "last_connected_at": _Column("int"),
    },
}

_KEYS = {
    "live_positions": ("strategy_id", "account", "asset_sid"),
    "strategy_state": ("strategy_id",),
    "broker_connections": ("id",),
}
_AUDIT_COVERED = (
    "id", "seq", "strategy_id", "broker_connection_id", "account", "order_id", "broker_order_id", "trade_id",
    "asset_sid", "event_type", "event_timestamp", "event_data",
)  # fmt: skip


def audit_digest(previous: bytes, row: Mapping[str, object]) -> bytes:
    """Return the digest of a row of ``order_audit_log``, which has a chain of its own.

    Args:
        previous: The digest of the row before, or the journal's genesis.
        row: The row, all columns but the digest.
    """
    return chain(previous, canonical_json({name: row[name] for name in _AUDIT_COVERED}).encode())


class Projector:
    """Writes the rows of records, in the transaction that the records are in.

    Attributes:
        audit: Number and digest of the last row of ``order_audit_log``.
    """

    def __init__(self, connection: sqlite3.Connection, strategy: str, audit: tuple[int, bytes]) -> None:
        self.audit = audit
        self._connection = connection
        self._strategy = strategy

    def write(self, record: JournalRecord) -> None:
        """Write the rows that a record names; all of them or none.

        Args:
            record: The record.

        Raises:
            JournalError: If a row is not as this module says.
            JournalDuplicateError: If an order or a trade stands in the audit log already.
        """
        rows = list(_rows(record))
        before = self.audit
        several = len(rows) > 1  # one that is refused undoes itself
        if several:
            self._connection.execute("SAVEPOINT projection")
        try:
            for table, row in rows:
                self._write_row(record, table, row)
        except sqlite3.IntegrityError as error:
            self.audit = before
            if several:
                self._connection.execute("ROLLBACK TO projection")
                self._connection.execute("RELEASE projection")
            raise _refusal(record, error) from error
        if several:
            self._connection.execute("RELEASE projection")

    def _write_row(self, record: JournalRecord, table: str, row: dict[str, object]) -> None:
        if table == "broker_connections":
            row = {**row, "seq": record.seq, "created_at": record.time_ns, "updated_at": record.time_ns}
        elif table == "order_audit_log":
            row = self._audited({**row, "seq": record.seq, "strategy_id": self._strategy})
        else:
            row = {**row, "seq": record.seq, "strategy_id": self._strategy}
            if table == "live_positions":
                row["updated_at"] = record.time_ns
        self._connection.execute(_insertion(table, tuple(row)), tuple(row.values()))

    def _audited(self, row: dict[str, object]) -> dict[str, object]:
        number, previous = self.audit
        row["id"] = number + 1
        row["digest"] = audit_digest(previous, row)
        self.audit = (number + 1, row["digest"])  # type: ignore[assignment]
        return row


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names of ours
    if table in _KEYS:
        kept = {*_KEYS[table], "created_at"}
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in kept)
        statement += f" ON CONFLICT ({', '.join(_KEYS[table])}) DO UPDATE SET {changes}"
    return statement


def _rows(record: JournalRecord) -> Iterator[tuple[str, dict[str, object]]]:
    unknown = sorted(record.tables.keys() - set(PROJECTED))
    if unknown:
        raise JournalError(
            f"record {record.kind!r} has rows for {unknown[0]!r}: the tables are {', '.join(PROJECTED)}"
        )
    for table in PROJECTED:
        found = record.tables.get(table)
        if found is None:
            continue
        if table == "strategy_state":
            found = [found]
        if not isinstance(found, list):
            raise JournalError(f"{table} of record {record.kind!r} is {found!r}: give a list of rows")
        for index, row in enumerate(found):
            yield table, _row(record, table, row, f"{table}[{index}] of record {record.kind!r}")


def _row(record: JournalRecord, table: str, given: object, where: str) -> dict[str, object]:
    columns = _COLUMNS[table]
    if not isinstance(given, dict):
        raise JournalError(f"{where} is {given!r}: give a dict of columns")
    unknown = sorted(given.keys() - columns.keys())
    if unknown:
        raise JournalError(f"{where} has the unknown column {unknown[0]!r}: it may have {', '.join(columns)}")
    row: dict[str, object] = {}
    for name, column in columns.items():
        value = given.get(name, column.default)
        if value is None and column.required:
            raise JournalError(f"{where} lacks {name}, which it must have")
        row[name] = None if value is None else _cell(value, column.kind, f"{name} of {where}")
    if table == "order_audit_log":
        if row["event_timestamp"] is None:
            row["event_timestamp"] = record.time_ns
        if row["event_data"] is None:
            row["event_data"] = canonical_json(record.payload)
    if table == "strategy_state" and row["checkpoint_timestamp"] is None:
        row["checkpoint_timestamp"] = record.time_ns
    if table == "broker_connections" and row["last_connected_at"] is None:
        row["last_connected_at"] = record.time_ns
    return row


def _cell(value: object, kind: _Kind, where: str) -> object:
    if kind == "json":
        return canonical_json(value, where)
    if kind == "int":
        if type(value) is not int or not -(2**63) <= value < 2**63:
            raise JournalError(f"{where} is {value!r}: give an integer of 64 bits")
        return value
    if not isinstance(value, str):
        raise JournalError(f"{where} is {value!r}: give text")
    if kind == "decimal" and not _is_decimal(value):
        raise JournalError(f"{where} is {value!r}: give a finite decimal number as text")
    return value


def _is_decimal(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _refusal(record: JournalRecord, error: sqlite3.IntegrityError) -> JournalError:
    said = str(error)
    if "duplicate" in said or "idx_audit_log" in said:
        return JournalDuplicateError(
            f"record {record.kind!r} repeats an order or a trade that its account's audit log holds ({said}): "
            "apply each once"
        )
    return JournalError(f"a row of record {record.kind!r} was refused ({said}): {record.tables!r}")
