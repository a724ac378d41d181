"""What the README shows runs as it stands there, and every page it names is there."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, missing_pages, run_of_page

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path):
    told = run_of_page(README, tmp_path)
    assert "BacktestResult DualMovingAverage: 2005-01-03 to 2012-12-31" in told
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_every_page_it_names_is_there():
    assert missing_pages(README, ROOT) == []


def test_every_command_it_names_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make ([a-z-]+)", README, flags=re.MULTILINE):
        assert re.search(rf"^{target}:.*##", makefile, flags=re.MULTILINE), target
