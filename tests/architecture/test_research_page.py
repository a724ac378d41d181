"""The page about research runs as it stands there, from top to bottom."""

from __future__ import annotations

from tests.architecture.sources import ROOT, missing_pages, run_of_page

DOCS = ROOT / "docs"
PAGE = (DOCS / "research.md").read_text(encoding="utf-8")


def test_its_code_runs_from_top_to_bottom(tmp_path):
    assert "deflated Sharpe" in run_of_page(PAGE, tmp_path)
    assert (tmp_path / "tearsheet.html").stat().st_size > 10_000


def test_every_page_it_names_is_there():
    assert missing_pages(PAGE, DOCS) == []
