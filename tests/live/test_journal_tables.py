"""The tables that follow from the records: order_audit_log, live_positions, strategy_state, broker_connections."""

from __future__ import annotations

import sqlite3

import pytest

from rustybt.exceptions import JournalCorruptError, JournalDuplicateError, JournalError
from rustybt.live.journal import JournalReader, verify_journal
from tests.live.journals import CREATED, audit, fill_journal, open_journal, position, put, state


@pytest.fixture
def path(tmp_path):
    return tmp_path / "j"


@pytest.fixture
def journal(path):
    with open_journal(path) as journal:
        yield journal


def rows(journal, statement, *parameters):
    journal.flush()
    return journal.sql(statement, parameters)


def test_orders_are_audited_in_the_transaction_of_their_record(journal):
    put(journal, "order", {"side": "buy", "limit": "10.5", "order_audit_log": [audit("o-1", "intent")]})
    filled = audit("o-1", "filled", trade_id="t-1", event_timestamp=77, event_data={"fill_price": "10.5"})
    put(journal, "fill", {"order_audit_log": [filled]})
    first, second = rows(journal, "SELECT * FROM order_audit_log ORDER BY id")
    assert first["digest"] != second["digest"]
    del first["digest"], second["digest"]
    assert first == {
        "id": 1, "seq": 1, "strategy_id": "momentum", "broker_connection_id": None, "account": "",
        "order_id": "o-1", "broker_order_id": None, "trade_id": None, "asset_sid": 7, "event_type": "intent",
        "event_timestamp": CREATED + 1, "event_data": '{"limit":"10.5","side":"buy"}',
    }  # fmt: skip
    assert (second["id"], second["seq"], second["event_timestamp"]) == (2, 2, 77)


def test_the_query_of_the_documentation_runs_in_nanoseconds(journal):
    for n in range(5):
        told = audit(
            f"o-{n}", "filled", event_timestamp=n, event_data={"fill_price": f"{n}.5", "filled_amount": "3"}
        )
        put(journal, "fill", {"order_audit_log": [told]})
    found = rows(
        journal,
        """SELECT event_timestamp, event_type, json_extract(event_data, '$.fill_price') AS fill_price
        FROM order_audit_log WHERE asset_sid = ? AND event_timestamp BETWEEN 1 AND 2
        AND event_type = 'filled' ORDER BY event_timestamp""",
        7,
    )
    assert found == [
        {"event_timestamp": 1, "event_type": "filled", "fill_price": "1.5"},
        {"event_timestamp": 2, "event_type": "filled", "fill_price": "2.5"},
    ]


@pytest.mark.parametrize(
    "again",
    [
        audit("o-1", "intent"),
        audit("o-1", "submitted"),
        audit("o-9", "partially_filled", trade_id="t-1"),
    ],
)
def test_an_order_and_a_trade_stand_once(journal, again):
    for each in (audit("o-1", "intent"), audit("o-1", "submitted"), audit("o-1", "filled", trade_id="t-1")):
        put(journal, "told", {"order_audit_log": [each]})
    with pytest.raises(JournalDuplicateError, match="apply each once"):
        put(journal, "again", {"order_audit_log": [audit("o-5", "accepted"), again]})
    assert journal.failed == ""
    assert journal.head[0] == 3
    assert put(journal, "again", {"order_audit_log": [{**again, "account": "second"}]}, durable=True) == 4
    assert len(rows(journal, "SELECT id FROM order_audit_log")) == 4
    verify_journal(journal.path)


def test_the_audit_log_cannot_be_changed(journal):
    put(
        journal, "told", {"order_audit_log": [audit("o-1", "intent"), audit("o-1", "filled", trade_id="t-1")]}
    )
    journal.flush()
    columns = (
        "seq, strategy_id, broker_connection_id, account, order_id, broker_order_id, trade_id, asset_sid"
    )
    for statement in (
        "UPDATE order_audit_log SET order_id = 'o-2'",
        "DELETE FROM order_audit_log WHERE id = 2",
        "REPLACE INTO order_audit_log SELECT * FROM order_audit_log",
    ):
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|duplicate"):
            journal._connection.execute(statement)
    for number in (1, 2):
        with pytest.raises(sqlite3.IntegrityError, match="duplicate"):
            journal._connection.execute(
                f"REPLACE INTO order_audit_log SELECT 9, {columns}, event_type, event_timestamp, event_data, "
                f"digest FROM order_audit_log WHERE id = {number}"
            )
    assert len(rows(journal, "SELECT id FROM order_audit_log")) == 2


def test_a_position_has_one_row(journal):
    put(
        journal,
        "fill",
        {"live_positions": [position(7, "1"), position(8, "2"), position(7, "3", account="b")]},
    )
    told = position(
        7, "-1.50", broker_reported_amount="-1.5", reconciliation_status="matched", last_reconciled_at=9
    )
    put(journal, "fill", {"live_positions": [told]})
    found = rows(
        journal,
        "SELECT asset_sid, account, amount, reconciliation_status, seq FROM live_positions ORDER BY 1, 2",
    )
    assert [tuple(row.values()) for row in found] == [
        (7, "", "-1.50", "matched", 2),
        (7, "b", "3", None, 1),
        (8, "", "2", None, 1),
    ]


def test_a_strategy_has_one_state(journal):
    put(journal, "checkpoint", {"strategy_state": state("5")})
    put(
        journal,
        "checkpoint",
        {"strategy_state": {**state("6"), "custom_state": {"fast": 3}, "checkpoint_timestamp": 4}},
    )
    (found,) = rows(journal, "SELECT * FROM strategy_state")
    assert found["cash"] == "6"
    assert found["state_data"] == '{"cash":"6"}'
    assert found["custom_state"] == '{"fast":3}'
    assert found["checkpoint_timestamp"] == 4
    assert found["pending_orders_snapshot"] == '[{"order_id":"o-1"}]'


def test_connections_and_what_refers_to_them(journal):
    with pytest.raises(JournalError, match="FOREIGN KEY"):
        put(journal, "fill", {"live_positions": [position(7, "1", broker_connection_id=1)]}, durable=True)
    told = {"id": 1, "broker_name": "binance", "connection_type": "testnet"}
    put(
        journal,
        "connected",
        {"broker_connections": [told], "live_positions": [position(7, "1", broker_connection_id=1)]},
    )
    put(
        journal,
        "connected",
        {"broker_connections": [{**told, "label": "b", "is_active": 0, "last_connected_at": 8}]},
    )
    (found,) = rows(
        journal, "SELECT label, is_active, created_at, updated_at, api_key_encrypted FROM broker_connections"
    )
    assert (found["label"], found["is_active"], found["api_key_encrypted"]) == ("b", 0, None)
    assert found["created_at"] < found["updated_at"]
    with pytest.raises(JournalError, match="UNIQUE"):
        put(journal, "connected", {"broker_connections": [{**told, "id": 2, "label": "b"}]})
    verify_journal(journal.path)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"order_audit_log": {}}, r"order_audit_log of record 'bad' is \{\}: give a list"),
        ({"live_positions": ["x"]}, r"live_positions\[0\] of record 'bad' is 'x': give a dict"),
        ({"strategy_state": []}, r"strategy_state\[0\] of record 'bad' is \[\]: give a dict"),
        ({"order_audit_log": [{"event_type": "filled", "asset_sid": 7}]}, "lacks order_id"),
        ({"order_audit_log": [audit("o-1", "exploded")]}, "CHECK"),
        (
            {"order_audit_log": [audit("o-1", "filled", colour="red")]},
            "unknown column 'colour': it may have order_id",
        ),
        ({"order_audit_log": [audit(1, "filled")]}, r"order_id of .* is 1: give text"),
        ({"live_positions": [position("7", "1")]}, r"asset_sid of .* is '7': give an integer"),
        ({"live_positions": [position(True, "1")]}, "is True: give an integer"),
        ({"live_positions": [position(2**63, "1")]}, "integer of 64 bits"),
        ({"live_positions": [position(7, "many")]}, r"amount of .* is 'many': give a finite decimal"),
        ({"live_positions": [position(7, "NaN")]}, "finite decimal"),
        ({"live_positions": [position(7, "1", reconciliation_status="odd")]}, "CHECK"),
        ({"broker_connections": [{"id": 1, "broker_name": "x", "connection_type": "real"}]}, "CHECK"),
        ({"broker_connections": [{"id": 1, "broker_name": "x", "api_key_encrypted": "k"}]}, "unknown column"),
    ],
)
def test_a_row_that_is_wrong_is_refused_and_nothing_is_written(journal, payload, said):
    good = {"live_positions": [position(3, "1")]} if "live_positions" not in payload else {}
    with pytest.raises(JournalError, match=said):
        put(journal, "bad", {**good, **payload})
    assert journal.failed == ""
    assert put(journal, "good", {"order_audit_log": [audit("o-1", "intent")]}, durable=True) == 1
    assert rows(journal, "SELECT * FROM live_positions") == []
    assert verify_journal(journal.path).audit_rows == 1


def test_a_table_is_no_part_of_what_is_said(journal):
    with pytest.raises(
        JournalError, match="has the key 'live_positions': give the rows of a table as tables="
    ):
        journal.append("bad", {"live_positions": []})
    with pytest.raises(JournalError, match="has rows for 'journal': the tables are broker_connections"):
        journal.append("bad", {}, tables={"journal": []})
    rows = {"live_positions": [position(7, "1")]}
    journal.append("fill", {"price": "1"}, tables=rows)
    (record,) = journal.read()
    assert record.payload == {"price": "1"}
    assert record.tables == rows


def test_users_query_and_do_not_write(path, journal):
    fill_journal(journal)
    with JournalReader.open(path) as reader:
        assert reader.sql("SELECT count(*) AS n FROM order_audit_log") == [{"n": 8}]
        for look in (reader, journal):
            for statement in (
                "DELETE FROM live_positions",
                "SELECT * FROM nonsense",
                "ATTACH 'x' AS y; SELECT 1",
            ):
                with pytest.raises(JournalError, match="failed"):
                    look.sql(statement)


def tamper(path, statement, *, without_triggers=True):
    """Change a journal as somebody would who has the file and a tool."""
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA ignore_check_constraints = ON")
        triggers = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if without_triggers:
            for name, _ in triggers:
                other.execute(f"DROP TRIGGER {name}")
        other.execute(statement)
        if without_triggers:
            for _, sql in triggers:
                other.execute(sql)
    other.close()


@pytest.mark.parametrize(
    ("statement", "seq", "said"),
    [
        (
            "UPDATE journal SET payload = replace(payload, '101.5', '101.6') WHERE seq = 6",
            6,
            "fit its digest",
        ),
        ("UPDATE journal SET kind = 'bars' WHERE seq = 4", 4, "fit its digest"),
        ("UPDATE journal SET time_ns = time_ns + 1 WHERE seq = 5", 5, "fit its digest"),
        ("UPDATE journal SET seq = 99 WHERE seq = 3", None, "head says"),
        ("DELETE FROM journal WHERE seq = 5", 5, "record 5 of the journal .* is missing"),
        ("DELETE FROM journal WHERE seq > 10", 11, "ends at record 10, but its head says 12"),
        ("UPDATE head SET seq = 11", None, "head says 11"),
        ("UPDATE meta SET value = 'carry' WHERE key = 'strategy'", None, "epochs"),
        ("UPDATE epochs SET pid = pid + 1", None, "epochs"),
        ("DELETE FROM epochs WHERE epoch = 1", None, "epochs"),
        ("UPDATE order_audit_log SET order_id = 'o-x' WHERE id = 3", None, "order_audit_log"),
        ("DELETE FROM order_audit_log WHERE id = 8", None, "order_audit_log"),
        ("UPDATE live_positions SET amount = '4.0' WHERE account = ''", None, "live_positions"),
        ("DELETE FROM live_positions WHERE account = ''", None, "live_positions"),
        ("UPDATE strategy_state SET cash = '9999'", None, "strategy_state"),
        ("DROP INDEX idx_audit_log_trade", None, "idx_audit_log_trade"),
        ("CREATE TABLE more (x)", None, "more"),
        ("INSERT INTO archives VALUES (1, 1, 2, 'aa', 'f', 'bb', 3, zeroblob(32))", None, "archives"),
    ],
)
def test_what_is_changed_behind_its_back_is_found(path, statement, seq, said):
    with open_journal(path) as journal:
        fill_journal(journal)
    with open_journal(path):
        pass
    tamper(path, statement)
    with pytest.raises(JournalCorruptError, match=said) as caught:
        verify_journal(path)
    if seq is not None:
        assert caught.value.seq == seq
    with pytest.raises(JournalCorruptError):
        open_journal(path)


def test_dropping_the_triggers_is_noticed(path):
    with open_journal(path) as journal:
        fill_journal(journal)
    with sqlite3.connect(path) as other:
        other.execute("DROP TRIGGER audit_no_delete")
    other.close()
    with pytest.raises(JournalCorruptError, match="audit_no_delete of the journal"):
        open_journal(path)
