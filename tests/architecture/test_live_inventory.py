"""The page that says where each requirement of the live side lives: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOMES = (ROOT / "rustybt" / "live", ROOT / "rustybt", ROOT, ROOT / "notebooks")
NAMES = sorted(
    set(re.findall(r"`([^`]+)`", (ROOT / "docs" / "live-inventory.md").read_text(encoding="utf-8")))
)
FILES = [name for name in NAMES if re.fullmatch(r"[\w/.-]+\.(py|ipynb|md)", name)]
PLACES = re.compile(r"([\w/]+)\.(\w+)(?:\.\w+)?(?:\(.*\))?")


def placed(name):
    """The module that a name such as ``shadow/report.ShadowReport`` is said to be in, and what is in it."""
    found = PLACES.fullmatch(name)
    for home in HOMES[:2] if found else ():
        file = home / f"{found[1]}.py"
        if file.is_file():
            return file, found[2]
    return None


def test_there_is_something_to_look_for():
    assert len(FILES) > 30
    assert sum(placed(name) is not None for name in NAMES) > 40


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_there(name):
    assert any((home / name).is_file() for home in HOMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in FILES and placed(name)])
def test_each_name_is_in_its_module(name):
    file, what = placed(name)
    text = file.read_text(encoding="utf-8")
    assert re.search(rf"^\s*(async def|def|class) {what}\b|^\s*{what}\b.*[:=]", text, flags=re.MULTILINE)
