"""Files and functions stay small, and no drawer collects what has no home."""

from __future__ import annotations

import ast

from tests.architecture.sources import name_of, python_files, tracked_files, tree_of

MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 50
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "shared", "lib", "tools"}


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    docstring = ast.get_docstring(node, clean=False)
    return (node.end_lineno or 0) - node.lineno + 1 - (docstring.count("\n") + 1 if docstring else 0)


def test_files_are_short():
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in long.items() if lines > MAX_FILE_LINES} == {}


def test_rust_files_are_short():
    rust = [path for path in tracked_files() if path.suffix == ".rs"]
    long = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in rust}
    assert {name: lines for name, lines in long.items() if lines > MAX_FILE_LINES} == {}


def test_functions_are_short():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} has {body_lines(node)} lines"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_no_module_is_a_drawer():
    names = {part.removesuffix(".py"): name_of(path) for path in python_files() for part in path.parts}
    assert {name: where for name, where in names.items() if name in DRAWERS} == {}


def test_no_except_is_blind():
    blind = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"})
    ]
    assert blind == []
