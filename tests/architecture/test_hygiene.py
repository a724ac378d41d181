"""Nothing tracked names the machine it was written on, or where its packages came from."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, name_of, tracked_files

# Written in pieces, so that this file does not hold what it forbids.
MACHINE_PATHS = ["/" + "work/", "/" + "root/", "/" + "home/[a-z]+/", "/" + "tmp/"]
REGISTRY_HOSTS = [
    "pypi" + r"\.org", "pythonhosted" + r"\.org", "crates" + r"\.io/", "registry" + r"\.npmjs",
    "npmjs" + r"\.org", "proxy" + r"\.golang", "deb" + r"\.debian", "https?://" + r"\S+/simple\b",
]  # fmt: skip
BINARY = {".png", ".ico", ".woff2", ".parquet", ".gz", ".zip"}


def lines_with(patterns: list[str]) -> list[str]:
    wanted = re.compile("|".join(patterns))
    return [
        f"{name_of(path)}:{number}"
        for path in tracked_files()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def test_no_path_of_a_machine():
    assert lines_with(MACHINE_PATHS) == []


def test_no_host_of_a_package_registry():
    assert lines_with(REGISTRY_HOSTS) == []


def test_requirements_are_pinned_and_hashed():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        loose = [block for block in blocks if "==" not in block or "--hash=sha256:" not in block]
        assert loose == [], path.name
