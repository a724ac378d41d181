"""The hand-written stubs say what the native module is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_stubs_match_the_module():
    command = [
        sys.executable,
        "-m",
        "mypy.stubtest",
        "rustybt._native",
        "--mypy-config-file",
        "pyproject.toml",
    ]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
