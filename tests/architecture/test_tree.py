"""The tree is the one of the design: a folder nobody decided on fails here."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.sources import PACKAGE, ROOT, python_files, tracked_files

TOP = {
    "pyproject.toml", "rustybt", "rust", "notebooks", "widgets", "tests", "binder", "docs", "README.md",
    "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile", ".ci", ".github", ".gitignore",
    ".pre-commit-config.yaml", "requirements", "tools",
}  # fmt: skip
MODULES = {"__init__", "__main__", "api", "exceptions"}
HOUSE = {
    "assets", "calendars", "model", "finance", "finance.metrics", "finance.decimal", "pipeline",
    "pipeline.factors", "pipeline.filters", "pipeline.classifiers", "algorithm", "engine", "data",
    "data.polars", "data.adapters", "data.bundles", "backtest", "analytics", "optimization",
    "optimization.search", "optimization.executors", "live", "live.brokers", "live.streaming", "live.shadow",
    "server", "widgets", "console", "cli", "testing",
}  # fmt: skip


def test_the_top_level_is_the_one_laid_down():
    assert {path.relative_to(ROOT).parts[0] for path in tracked_files()} - TOP == set()


def test_every_package_has_a_place_in_the_house():
    folders = {path.parent.relative_to(PACKAGE).as_posix().replace("/", ".") for path in python_files()}
    assert folders - HOUSE - {"."} == set()


def test_no_module_stands_outside_a_package():
    assert {path.stem for path in python_files() if path.parent == PACKAGE} - MODULES == set()


def test_tests_mirror_the_house():
    campaigns = {
        "parity", "conformance", "native", "architecture", "notebooks", "browser", "benchmarks", "simulation",
    }  # fmt: skip
    folders = {
        path.relative_to(ROOT / "tests").parts[0]
        for path in tracked_files()
        if path.is_relative_to(ROOT / "tests") and path.parent != ROOT / "tests"
    }
    assert folders - campaigns - HOUSE == set()


def test_the_changelog_waits_for_the_next_release():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]$", text, flags=re.MULTILINE)


def test_the_layers_contract_names_every_package():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["type"] == "layers")
    named = {name.strip(" ()") for line in layers["layers"] for name in line.split("|")}
    assert {name.split(".")[0] for name in HOUSE} - named == set()
    assert layers["exhaustive"]
