"""The page about research runs as it stands there, from top to bottom."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.architecture.sources import ROOT

PAGE = (ROOT / "docs" / "research.md").read_text(encoding="utf-8")


def test_its_code_runs_from_top_to_bottom(tmp_path):
    script = tmp_path / "page.py"
    script.write_text("\n".join(re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)), encoding="utf-8")
    environment = {**os.environ, "RUSTYBT_DATA_DIR": str(tmp_path / "data"), "RUSTYBT_PROGRESS": "0"}
    run = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "deflated Sharpe" in run.stdout
    assert (tmp_path / "tearsheet.html").stat().st_size > 10_000


def test_every_page_it_names_is_there():
    pages = [page for page in re.findall(r"\]\(([^)#]+)\)", PAGE) if not page.startswith("http")]
    assert [page for page in pages if not (ROOT / "docs" / page).exists()] == []
