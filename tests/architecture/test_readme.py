"""What the README shows runs as it stands there, and every page it names is there."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.architecture.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path):
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    environment = {**os.environ, "RUSTYBT_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", example],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "BacktestResult DualMovingAverage: 2005-01-03 to 2012-12-31" in run.stdout
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_every_page_it_names_is_there():
    pages = [page for page in re.findall(r"\]\(([^)#]+)\)", README) if not page.startswith("http")]
    assert [page for page in pages if not (ROOT / page).exists()] == []


def test_every_command_it_names_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make ([a-z-]+)", README, flags=re.MULTILINE):
        assert re.search(rf"^{target}:.*##", makefile, flags=re.MULTILINE), target
