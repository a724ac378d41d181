"""The records of the live side: exact numbers, identities, order of severities."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import ConfigurationError, RecordError
from rustybt.live.models import (
    AssetRef,
    CashEntry,
    DiscrepancySeverity,
    FillSnapshot,
    OrderSnapshot,
    PositionSnapshot,
    asset_key,
)

APPLE = Equity(1, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
LIVE = Path(__file__).parents[2] / "rustybt" / "live"
PURE = (
    "models", "codecs", "order_state", "orders", "reconciliation", "comparison", "order_comparison", "remedies",
)  # fmt: skip
IMPURE = {
    "asyncio", "threading", "multiprocessing", "concurrent", "time", "random", "secrets", "os", "socket", "http",
    "urllib", "sqlite3", "duckdb", "pickle",
}  # fmt: skip


@pytest.mark.parametrize("amount", ["0.1", 0.1, Decimal("0.1")])
def test_numbers_become_exact_decimals(amount):
    position = PositionSnapshot(APPLE, amount, 7)
    assert (position.amount, position.cost_basis) == (Decimal("0.1"), Decimal(7))
    assert type(position.cost_basis) is Decimal


@pytest.mark.parametrize("amount", ["NaN", float("inf"), Decimal("-Infinity"), "ten", [1]])
def test_numbers_that_are_none_are_refused_by_name(amount):
    with pytest.raises(ConfigurationError, match=r"PositionSnapshot\.amount"):
        PositionSnapshot(APPLE, amount)


def test_a_fill_has_an_id_and_a_size():
    for trade_id, amount in (("", 1), ("t1", 0)):
        with pytest.raises(RecordError, match="an id and an amount"):
            FillSnapshot(trade_id, "o1", APPLE, amount, 10, 0, 1)


def test_a_cash_entry_has_an_id():
    with pytest.raises(RecordError, match="booked twice"):
        CashEntry("", "funding", 1, 1)


def test_the_rest_of_an_order():
    assert OrderSnapshot("o", APPLE, -10, "accepted", filled=-4).remaining == -6


def test_an_asset_is_known_by_its_sid_or_else_by_its_symbol():
    assert asset_key(APPLE) == asset_key(AssetRef(1, "APPL.OLD")) == 1
    assert asset_key(AssetRef(None, "X")) == "X"


def test_severities_compare_with_nothing_else():
    with pytest.raises(TypeError):
        assert DiscrepancySeverity.MINOR < "moderate"


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_imports_no_clock_no_thread_no_file(name):
    tree = ast.parse((LIVE / f"{name}.py").read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not imported & IMPURE


def test_the_pure_modules_load_no_event_loop():
    script = f"import sys; {'; '.join(f'import rustybt.live.{name}' for name in PURE)}; print('asyncio' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=LIVE.parents[1]
    )
    assert ran.stdout.strip() == "False"
