"""Binder's steps, run as Binder runs them: in an environment that has nothing yet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_steps_stop_at_the_first_error():
    assert "\nset -e\n" in (ROOT / "binder" / "postBuild").read_text()


@pytest.mark.skipif(
    shutil.which("cargo") is None, reason="cargo is not installed: the native core cannot be built"
)
def test_post_build_makes_a_working_environment(tmp_path):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    checkout = tmp_path / "checkout"
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (checkout / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, checkout / name)
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    variables = {
        **os.environ,
        "PATH": f"{environment / 'bin'}:{os.environ['PATH']}",
        "VIRTUAL_ENV": str(environment),
    }
    variables.pop("PYTHONPATH", None)
    subprocess.run(["bash", "binder/postBuild"], cwd=checkout, env=variables, check=True, timeout=900)
    script = "import rustybt, rustybt._native; print(rustybt.__file__)"
    command = [environment / "bin" / "python", "-c", script]
    found = subprocess.run(command, cwd=tmp_path, env=variables, capture_output=True, text=True, check=True)
    assert str(environment) in found.stdout
    assert (environment / "bin" / "jupyter-lab").exists()
    assert sys.version_info >= (3, 12)
