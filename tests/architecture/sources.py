"""What the architecture tests read: the tracked files of the repository and their syntax trees."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "rustybt"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git tracks and that still exists."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


@cache
def python_files() -> tuple[Path, ...]:
    """The tracked Python files of the product."""
    return tuple(path for path in tracked_files() if path.suffix == ".py" and path.is_relative_to(PACKAGE))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """``rustybt/model/time.py`` as it reads in a message."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """The dotted name of a file of the product."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Each absolute module name that a file imports, anywhere in it, with its line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def run_of_page(page: str, folder: Path) -> str:
    """Run the Python code of a page from top to bottom, with a catalog of its own, and return what it printed."""
    script = folder / "page.py"
    script.write_text("\n".join(re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)), encoding="utf-8")
    told = {"RUSTYBT_DATA_DIR": str(folder / "data"), "RUSTYBT_PROGRESS": "0", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def missing_pages(page: str, folder: Path) -> list[str]:
    """What a page in a folder links to and is not there."""
    named = (each for each in re.findall(r"\]\(([^)#]+)\)", page) if not each.startswith("http"))
    return [each for each in named if not (folder / each).exists()]
