"""The public names: each resolves, says what it is, and tells what a caller needs to know."""

from __future__ import annotations

import ast
import importlib
import json
import re
import subprocess
import sys

import pytest

import rustybt
from tests.architecture.sources import PACKAGE, module_of, name_of, python_files, tree_of

MOST_NAMES = 56
SECTIONS = ("Args", "Returns", "Yields", "Raises", "Attributes", "Example", "Examples")


def test_every_public_name_resolves_to_what_its_home_holds():
    for name in rustybt.__all__:
        found = getattr(rustybt, name)
        if name in rustybt._PACKAGES:
            assert found is importlib.import_module(f"rustybt.{name}")
        elif name != "__version__":
            home = importlib.import_module(rustybt._HOME_OF[name])
            assert found is getattr(home, name), name


def test_public_names_are_sorted_few_and_once():
    names = rustybt.__all__
    assert len(names) <= MOST_NAMES
    assert len(set(names)) == len(names)
    assert set(dir(rustybt)) == set(names)
    assert set(names) == {*rustybt._HOME_OF, *rustybt._PACKAGES, "__version__"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'rustybt' has no attribute 'nonsense'"):
        rustybt.nonsense  # noqa: B018 - looking it up is the test


def test_type_checkers_see_the_same_names():
    tree = tree_of(PACKAGE / "__init__.py")
    block = next(
        node
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    )
    seen = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == {**rustybt._HOME_OF, **dict.fromkeys(rustybt._PACKAGES, "rustybt")}


def test_a_public_name_brings_only_its_own():
    # What a strategy file imports first loads no catalog, no pandas and no result.
    script = (
        "import json, sys; from rustybt import Equity, RustyBTError; print(json.dumps(sorted(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    loaded = set(json.loads(out.stdout))
    assert not loaded & {"pandas", "duckdb", "polars", "rustybt.data", "rustybt.backtest", "rustybt._native"}


def test_every_module_says_what_it_is():
    bare = [name_of(path) for path in python_files() if not ast.get_docstring(tree_of(path))]
    assert bare == []


def test_every_listed_name_exists():
    wrong = []
    for path in python_files():
        module = importlib.import_module(module_of(path)) if path.name != "__main__.py" else None
        wrong += [
            f"{name_of(path)} {name}" for name in getattr(module, "__all__", ()) if not hasattr(module, name)
        ]
    assert wrong == []


def test_a_module_lists_what_it_defines_for_others():
    unlisted = [
        f"{name_of(path)} {name}"
        for path in python_files()
        for name, node in public(tree_of(path))
        if "." not in name and name not in listed(tree_of(path))
    ]
    assert unlisted == []


def listed(tree):
    """The names in a module's ``__all__``."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            getattr(each, "id", "") == "__all__" for each in node.targets
        ):
            return set(ast.literal_eval(node.value))
    return set()


def test_every_public_class_and_function_has_a_docstring():
    bare = [
        f"{name_of(path)}:{node.lineno} {name}"
        for path in python_files()
        for name, node in public(tree_of(path))
        if not (ast.get_docstring(node) or inherited(node))
    ]
    assert bare == []


def test_docstrings_have_google_sections():
    wrong = [
        f"{name_of(path)}:{node.lineno} {name}: {problem}"
        for path in python_files()
        for name, node in public(tree_of(path))
        for problem in problems_of(node)
    ]
    assert wrong == []


def public(tree):
    """Each public class, function and method of public classes, with its name."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, node
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) and not member.name.startswith(
                    "_"
                ):
                    yield f"{node.name}.{member.name}", member
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node.name, node


def inherited(node):
    """Whether a method overrides one that is documented, or is a setter, or an overload."""
    marks = {ast.unparse(each).split(".")[-1] for each in getattr(node, "decorator_list", [])}
    return bool(marks & {"override", "overload", "setter"})


def problems_of(node):
    text = ast.get_docstring(node) or ""
    first = text.splitlines()[0] if text else ""
    if first and not first.endswith((".", "?", "!", ":")):
        yield f"the first line is no sentence: {first!r}"
    if re.search(r"^\s*:(param|returns?|raises)\b", text, flags=re.MULTILINE) or re.search(
        r"^(Parameters|Returns)\n-+$", text, flags=re.MULTILINE
    ):
        yield "the sections are not Google's"
    if isinstance(node, ast.ClassDef) or "Args:" not in text:
        return
    section = re.split(rf"^(?:{'|'.join(SECTIONS)}):$", text.split("Args:\n", 1)[1], flags=re.MULTILINE)[0]
    told = set(re.findall(r"^    \*{0,2}(\w+)(?: \(.*\))?:", section, flags=re.MULTILINE))
    arguments = node.args
    taken = {each.arg for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    taken |= {each.arg for each in (arguments.vararg, arguments.kwarg) if each is not None}
    for name in sorted(told - taken):
        yield f"Args tells of {name}, which it does not take"
    for name in sorted(taken - told - {"self", "cls"}):
        yield f"Args leaves out {name}"
