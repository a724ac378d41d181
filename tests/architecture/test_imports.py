"""Who may import what from outside the house, and the native module; layers are import-linter's business."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, imports_of, module_of, name_of, python_files, tree_of

CORE = ("exceptions", "assets", "calendars", "model", "finance", "pipeline", "algorithm", "engine")
IMPURE = {
    "asyncio", "threading", "multiprocessing", "concurrent", "time", "random", "secrets", "os", "socket",
    "ssl", "http", "urllib", "urllib3", "httpx", "requests", "aiohttp", "websockets", "sqlite3", "sqlalchemy",
    "duckdb",
}  # fmt: skip
NOTEBOOK = {
    "IPython", "ipykernel", "jupyter_client", "jupyter_server", "jupyterlab", "ipywidgets", "anywidget",
    "traitlets", "comm", "panel", "holoviews", "hvplot", "bokeh", "matplotlib", "plotly", "altair",
    "great_tables",
}  # fmt: skip
SDKS = ("ccxt", "ib_async", "pybit", "hyperliquid", "binance_sdk_spot", "yfinance", "optuna", "ray")
NATIVE_HOMES = ("rustybt.finance.decimal.ledger", "rustybt.engine", "rustybt.data")
WALL_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("uuid", "uuid4"),
}


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def importers(tops: set[str]) -> list[str]:
    """Each ``file:line module`` that imports one of these top-level modules."""
    return [
        f"{name_of(path)}:{line} {module}"
        for path in python_files()
        for line, module in imports_of(path)
        if module.split(".")[0] in tops
    ]


def test_the_core_imports_no_clock_no_chance_and_no_io():
    core = {name_of(path) for path in python_files() if layer_of(path) in CORE}
    assert [found for found in importers(IMPURE) if found.split(":")[0] in core] == []


def test_the_core_reads_no_wall_clock():
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        if layer_of(path) in CORE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in WALL_CLOCK
    ]
    assert found == []


def test_only_widgets_and_console_import_jupyter_and_plotting():
    at_home = ("rustybt/widgets/", "rustybt/console/")
    assert [found for found in importers(NOTEBOOK) if not found.startswith(at_home)] == []


@pytest.mark.parametrize("sdk", SDKS)
def test_a_vendor_package_is_imported_by_one_file_only(sdk):
    assert len({found.split(":")[0] for found in importers({sdk})}) <= 1


def test_the_native_module_has_three_homes():
    found = [
        f"{name_of(path)}:{line}"
        for path in python_files()
        for line, module in imports_of(path)
        if (module == "rustybt._native" or module.startswith("rustybt._native."))
        and not any(
            module_of(path) == home or module_of(path).startswith(f"{home}.") for home in NATIVE_HOMES
        )
    ]
    assert found == []


def test_imports_inside_the_house_are_absolute():
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]
    assert found == []


def test_import_rustybt_loads_nothing_heavy():
    heavy = NOTEBOOK | set(SDKS) | {"pandas", "duckdb", "exchange_calendars", "pyarrow", "sqlalchemy"}
    script = (
        "import json, sys, rustybt; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert heavy.intersection(json.loads(out.stdout)) == set()
