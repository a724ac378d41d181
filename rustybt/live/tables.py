"""The SQLite schema of the live state: the journal and the tables that are projections of it.

Every table is STRICT, times are integers in UTC nanoseconds, money and quantities are Decimal as text,
documents are canonical JSON. What is append-only is so by trigger, which guards against accident; against
intent there is the hash chain and the head that is kept elsewhere.

``order_audit_log``, ``live_positions``, ``strategy_state`` and ``broker_connections`` are written only in the
transaction of the record that changes them (see `rustybt.live.journal_projections`).
"""

from __future__ import annotations

import sqlite3

__all__ = ["APPLICATION_ID", "AUDIT_EVENTS", "SCHEMA", "SCHEMA_VERSION", "create_schema", "schema_of"]

APPLICATION_ID = 0x52425431
"""What `PRAGMA application_id` of a journal says ("RBT1")."""

SCHEMA_VERSION = 1
"""What `PRAGMA user_version` of a journal of this version says."""

AUDIT_EVENTS = (
    "intent", "submitted", "accepted", "unknown", "held", "triggered", "partially_filled", "filled",
    "cancel_requested", "canceled", "replaced", "expired", "rejected", "adjusted",
)  # fmt: skip
"""What may happen to an order, as ``order_audit_log.event_type`` names it."""

_DIGEST = "digest BLOB NOT NULL CHECK (length(digest) = 32)"
_AUDIT_EVENTS = ", ".join(f"'{event}'" for event in AUDIT_EVENTS)

SCHEMA: tuple[str, ...] = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE epochs (
        epoch INTEGER PRIMARY KEY CHECK (epoch > 0),
        opened_ns INTEGER NOT NULL,
        pid INTEGER NOT NULL,
        host TEXT NOT NULL,
        after_seq INTEGER NOT NULL,
        after_digest TEXT NOT NULL,
        {_DIGEST}
    ) STRICT""",
    f"""CREATE TABLE archives (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        first_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
        last_digest TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        archived_ns INTEGER NOT NULL,
        {_DIGEST}
    ) STRICT""",
    f"""CREATE TABLE journal (
        seq INTEGER PRIMARY KEY CHECK (seq > 0),
        epoch INTEGER NOT NULL REFERENCES epochs(epoch),
        kind TEXT NOT NULL,
        time_ns INTEGER NOT NULL,
        payload TEXT NOT NULL,
        {_DIGEST}
    ) STRICT""",
    "CREATE INDEX idx_journal_kind ON journal(kind, seq)",
    f"""CREATE TABLE head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        seq INTEGER NOT NULL,
        {_DIGEST}
    ) STRICT""",
    f"""CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        seq INTEGER NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        time_ns INTEGER NOT NULL,
        state TEXT NOT NULL,
        chain_digest BLOB NOT NULL CHECK (length(chain_digest) = 32),
        {_DIGEST},
        UNIQUE (name, seq)
    ) STRICT""",
    """CREATE TABLE broker_connections (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        seq INTEGER NOT NULL,
        broker_name TEXT NOT NULL,
        connection_type TEXT NOT NULL CHECK (connection_type IN ('live', 'paper', 'testnet')),
        label TEXT NOT NULL,
        api_key_encrypted BLOB,
        api_secret_encrypted BLOB,
        additional_credentials_encrypted BLOB,
        base_url TEXT,
        is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        last_connected_at INTEGER,
        UNIQUE (broker_name, connection_type, label)
    ) STRICT""",
    """CREATE TABLE live_positions (
        id INTEGER PRIMARY KEY,
        seq INTEGER NOT NULL,
        strategy_id TEXT NOT NULL,
        broker_connection_id INTEGER REFERENCES broker_connections(id),
        account TEXT NOT NULL,
        asset_sid INTEGER NOT NULL,
        amount TEXT NOT NULL,
        cost_basis TEXT NOT NULL,
        last_sale_price TEXT NOT NULL,
        last_sale_date INTEGER NOT NULL,
        broker_reported_amount TEXT,
        broker_reported_price TEXT,
        reconciliation_status TEXT CHECK (reconciliation_status IN ('matched', 'mismatch', 'pending')),
        last_reconciled_at INTEGER,
        updated_at INTEGER NOT NULL,
        UNIQUE (strategy_id, account, asset_sid)
    ) STRICT""",
    "CREATE INDEX idx_live_positions_strategy ON live_positions(strategy_id)",
    "CREATE INDEX idx_live_positions_asset ON live_positions(asset_sid)",
    f"""CREATE TABLE order_audit_log (
        id INTEGER PRIMARY KEY CHECK (id > 0),
        seq INTEGER NOT NULL,
        strategy_id TEXT NOT NULL,
        broker_connection_id INTEGER REFERENCES broker_connections(id),
        account TEXT NOT NULL,
        order_id TEXT NOT NULL,
        broker_order_id TEXT,
        trade_id TEXT,
        asset_sid INTEGER NOT NULL,
        event_type TEXT NOT NULL CHECK (event_type IN ({_AUDIT_EVENTS})),
        event_timestamp INTEGER NOT NULL,
        event_data TEXT NOT NULL,
        {_DIGEST}
    ) STRICT""",
    "CREATE INDEX idx_audit_log_order ON order_audit_log(order_id)",
    "CREATE INDEX idx_audit_log_timestamp ON order_audit_log(event_timestamp)",
    "CREATE INDEX idx_audit_log_strategy ON order_audit_log(strategy_id)",
    """CREATE UNIQUE INDEX idx_audit_log_once ON order_audit_log(account, order_id, event_type)
        WHERE event_type IN ('intent', 'submitted')""",
    """CREATE UNIQUE INDEX idx_audit_log_trade ON order_audit_log(account, trade_id)
        WHERE trade_id IS NOT NULL""",
    """CREATE TABLE strategy_state (
        id INTEGER PRIMARY KEY,
        seq INTEGER NOT NULL,
        strategy_id TEXT NOT NULL UNIQUE,
        state_data TEXT NOT NULL,
        checkpoint_timestamp INTEGER NOT NULL,
        portfolio_value TEXT NOT NULL,
        cash TEXT NOT NULL,
        positions_snapshot TEXT NOT NULL,
        pending_orders_snapshot TEXT NOT NULL,
        custom_state TEXT
    ) STRICT""",
    "CREATE INDEX idx_strategy_state_timestamp ON strategy_state(checkpoint_timestamp DESC)",
    # A REPLACE deletes without firing the triggers of DELETE: the row that it would replace is looked for first.
    """CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal
        WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
        BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
    """CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END""",
    """CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        WHEN OLD.seq > coalesce((SELECT max(last_seq) FROM archives), 0)
        BEGIN SELECT RAISE(ABORT, 'journal is append-only until archived'); END""",
    """CREATE TRIGGER audit_no_replace BEFORE INSERT ON order_audit_log
        WHEN EXISTS (SELECT 1 FROM order_audit_log WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'order_audit_log is append-only'); END""",
    """CREATE TRIGGER audit_one_order BEFORE INSERT ON order_audit_log
        WHEN NEW.event_type IN ('intent', 'submitted') AND EXISTS (
            SELECT 1 FROM order_audit_log
            WHERE account = NEW.account AND order_id = NEW.order_id AND event_type = NEW.event_type
            AND event_type IN ('intent', 'submitted'))
        BEGIN SELECT RAISE(ABORT, 'duplicate order'); END""",
    """CREATE TRIGGER audit_one_trade BEFORE INSERT ON order_audit_log
        WHEN NEW.trade_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM order_audit_log
            WHERE account = NEW.account AND trade_id = NEW.trade_id AND trade_id IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'duplicate trade'); END""",
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON order_audit_log
        BEGIN SELECT RAISE(ABORT, 'order_audit_log is append-only'); END""",
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON order_audit_log
        BEGIN SELECT RAISE(ABORT, 'order_audit_log is append-only'); END""",
    """CREATE TRIGGER epochs_no_update BEFORE UPDATE ON epochs
        BEGIN SELECT RAISE(ABORT, 'epochs is append-only'); END""",
    """CREATE TRIGGER epochs_no_delete BEFORE DELETE ON epochs
        BEGIN SELECT RAISE(ABORT, 'epochs is append-only'); END""",
    """CREATE TRIGGER archives_no_update BEFORE UPDATE ON archives
        BEGIN SELECT RAISE(ABORT, 'archives is append-only'); END""",
    """CREATE TRIGGER archives_no_delete BEFORE DELETE ON archives
        BEGIN SELECT RAISE(ABORT, 'archives is append-only'); END""",
)
"""The statements that make an empty journal."""


def create_schema(connection: sqlite3.Connection) -> None:
    """Make the tables, indexes and triggers, and mark the file as a journal of this version.

    Args:
        connection: An empty database, in a transaction that the caller commits.
    """
    for statement in SCHEMA:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the statement behind each table, index and trigger of a database, by name."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {str(name): str(sql) for name, sql in rows}
