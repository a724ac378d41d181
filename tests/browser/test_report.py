"""A report, opened from the disk: it stands alone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from rustybt import DataCatalog, run_algorithm
from rustybt.cli.demo_strategies import CrossSectionalMomentum

AXE = Path(__file__).resolve().parents[2] / "widgets" / "node_modules" / "axe-core" / "axe.min.js"
LINE = {"light": (0x1D, 0x5F, 0xD1), "dark": (0x6E, 0xA8, 0xFE)}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    catalog = DataCatalog(folder / "data")
    catalog.ingest("sample", progress=lambda *_: None)
    result = run_algorithm(
        strategy=CrossSectionalMomentum, start="2010-01-04", end="2012-12-31", catalog=catalog, progress=False
    )
    return result.report(folder / "report.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_stands_alone(report, page_of, colours_of, tmp_path, scheme):
    page = page_of(scheme)
    page.goto(report.as_uri())
    picture = page.locator("svg[role=img]").first
    assert picture.bounding_box()["width"] > 600
    seen = colours_of(picture)
    assert seen.get(LINE[scheme], 0) > 300
    assert (sum(max(seen, key=seen.get)) < 384) == (scheme == "dark")
    page.screenshot(path=tmp_path / f"report-{scheme}.png", full_page=True)
    assert page.left_the_machine == []


def test_a_report_fits_a_narrow_window(report, page_of):
    page = page_of("light", 390, 844)
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # Pictures keep a size that can be read, and are scrolled in their own place.
    assert page.locator("svg[role=img]").first.bounding_box()["width"] >= 680


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in widgets/node_modules: make widgets")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(report, page_of, scheme):
    page = page_of(scheme)
    page.goto(report.as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    faults = "async () => (await axe.run()).violations.map(fault => [fault.id, fault.nodes[0].html])"
    assert page.evaluate(faults) == []
