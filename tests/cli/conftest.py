from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rustybt import DataCatalog
from rustybt.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory):
    """The folder of a catalog that holds the sample."""
    folder = tmp_path_factory.mktemp("catalog")
    DataCatalog(folder).ingest("sample", progress=lambda *_: None)
    return folder


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """Run ``rustybt`` in this process, in an empty folder; gives (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("RUSTYBT_DATA_DIR", str(tmp_path / "no-data"))
    monkeypatch.setattr(sys, "path", list(sys.path))

    def call(*words):
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def process(tmp_path):
    """Start ``python -m rustybt`` as a process of its own, in an empty folder with an empty home."""
    started = []

    def start(*words):
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path / "home"),
            "COLUMNS": "100",
        }
        environment.pop("RUSTYBT_DATA_DIR", None)
        made = subprocess.Popen(
            [sys.executable, "-m", "rustybt", *(str(word) for word in words)],
            cwd=tmp_path, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(made)
        return made

    yield start
    for each in started:
        if each.poll() is None:
            each.kill()
        each.communicate()
