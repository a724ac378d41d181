"""A private name that nothing mentions is dead."""

from __future__ import annotations

import ast
import re
from collections import Counter

from tests.architecture.sources import name_of, python_files, tracked_files, tree_of


def is_private(name: str) -> bool:
    # A name that ends in an underscore is called by others, such as Jupyter's _repr_mimebundle_.
    return name.startswith("_") and not name.endswith("_")


def definitions(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from ((target.id, target.lineno) for target in targets if isinstance(target, ast.Name))


def mentions(tree: ast.Module) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            found[node.id] += 1
        elif isinstance(node, ast.Attribute):
            found[node.attr] += 1
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found[node.value] += 1
    return found


def test_every_private_name_is_used():
    used: Counter[str] = Counter()
    for path in python_files():
        used += mentions(tree_of(path))
    for path in tracked_files():
        if path.suffix == ".rs":  # the native core calls some by name
            used.update(re.findall(r'"(_\w+)"', path.read_text(encoding="utf-8")))
    dead = [
        f"{name_of(path)}:{line} {name}"
        for path in python_files()
        for name, line in definitions(tree_of(path))
        if is_private(name) and not used[name]
    ]
    assert dead == []
