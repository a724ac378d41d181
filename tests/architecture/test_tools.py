"""What `make` says on a machine that lacks something: one line with what to install."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.architecture.sources import ROOT

NEED = ROOT / "tools" / "need"


@pytest.fixture
def machine(tmp_path):
    """Make a machine of a few tools: a mapping of name to what its ``--version`` prints, or an exit code."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "sed", "sort", "head", "printf", "grep"):
        found = next(path for path in ("/bin", "/usr/bin") if os.access(f"{path}/{name}", os.X_OK))
        (folder / name).symlink_to(f"{found}/{name}")

    def make(**tools):
        for name, answer in tools.items():
            path = folder / name
            path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {0 if answer[-1].isdigit() else 1}\n")
            path.chmod(0o755)
        return folder

    return make


def need(folder, *words):
    run = subprocess.run(
        [NEED, *words], env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )
    assert run.stdout == ""
    return run.returncode, run.stderr


def test_a_missing_tool(machine):
    code, said = need(machine(), "cargo", "1.85")
    assert code == 1
    assert said.startswith("cargo was not found: install Rust 1.85 or newer")
    assert said.count("\n") == 1


def test_an_old_tool(machine):
    code, said = need(machine(cargo="cargo 1.63.0"), "cargo", "1.85")
    assert code == 1
    assert said.startswith("cargo 1.63.0 is too old: install Rust 1.85 or newer")
    assert said.count("\n") == 1


def test_a_tool_that_does_not_run(machine):
    code, said = need(machine(cargo="error: no default toolchain is configured"), "cargo", "1.85")
    assert code == 1
    assert said.startswith("cargo is there but does not run (error: no default toolchain is configured)")
    assert said.count("\n") == 1


@pytest.mark.parametrize("version", ["1.85.0", "1.85.1", "1.95.0", "2.0.0"])
def test_a_tool_that_fits(machine, version):
    assert need(machine(cargo=f"cargo {version}"), "cargo", "1.85") == (0, "")


def test_a_machine_without_python():
    run = subprocess.run(
        [ROOT / "tools" / "find-python"],
        env={"PATH": "/nowhere", "HOME": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "No Python 3.12" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_every_script_of_tools_runs_as_it_stands():
    scripts = [path for path in (ROOT / "tools").iterdir() if path.is_file()]
    assert [path.name for path in scripts if not os.access(path, os.X_OK)] == []
    shells = [
        path for path in [*scripts, ROOT / ".ci" / "run", ROOT / "binder" / "postBuild"] if is_shell(path)
    ]
    assert len(shells) > 4
    for path in shells:
        interpreter = path.read_text(encoding="utf-8").split("\n", 1)[0].split("/")[-1].split()[-1]
        subprocess.run([interpreter, "-n", path], check=True)


def is_shell(path):
    return path.read_text(encoding="utf-8").split("\n", 1)[0].endswith("sh")
