"""The report is one well-formed page that needs nothing beside it and shows itself in a real browser."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest

from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ConfigurationError, ResultError
from tests.backtest.result_records import record_of, wandering

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
VOID = {"meta", "br", "path", "circle"}


class Nesting(HTMLParser):
    """Checks that every element that is opened is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.open += [] if tag in VOID else [tag]

    def handle_startendtag(self, tag, attrs):
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def result() -> BacktestResult:
    source = {
        "bundle": "sample",
        "version": 2,
        "sha256": "ab" * 32,
        "parameters": {"<short>": 100, "seed": None},
    }
    return BacktestResult(wandering(700, 3), provenance=source, name="A <b>name</b> & more")


def test_the_page_is_whole_and_stands_alone(result, tmp_path):
    page = result.report(tmp_path / "made" / "report.html").read_text(encoding="utf-8")
    nesting = Nesting()
    nesting.feed(page)
    assert nesting.open == []
    assert {"svg", "table", "dl", "style"} <= nesting.seen
    assert not nesting.seen & {"script", "link", "img", "iframe", "object"}
    assert re.findall(r"(?:https?:|url\(|@import)[^\"]*", page) == ["http://www.w3.org/2000/svg"]
    assert "<b>name</b>" not in page
    assert "&lt;short&gt;" in page
    assert "sha256 abababababab" in page
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["report.html"]


def test_it_lists_transactions_and_says_how_many_it_left_out(result, tmp_path):
    many = BacktestResult(wandering(700, 3, every=3), provenance={})
    page = many.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"The first 500 of {len(many.transactions)}" in page
    assert page.count("o-000000000000-000000") == 2


def test_a_quiet_run_has_a_report(tmp_path):
    result = BacktestResult(record_of(np.full((5, 1), 1000), []), provenance={})
    page = result.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "never closed a session below" in page
    assert page.count("None.") == 2


def test_a_run_of_no_session_has_none(tmp_path):
    record = record_of(np.full((5, 1), 1000), [])
    for name in record.daily:
        record.daily[name] = record.daily[name][:0]
    with pytest.raises(ConfigurationError, match="session"):
        BacktestResult(record, provenance={}).report(tmp_path / "report.html")


def test_a_place_that_cannot_be_written_is_named(result, tmp_path):
    (tmp_path / "report.html").mkdir()
    with pytest.raises(ResultError, match=r"report\.html"):
        result.report(tmp_path / "report.html")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install it to check pages")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_it_in_both_themes_without_a_request(result, tmp_path, scheme):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is in the dev extra")
    file = result.report(tmp_path / "report.html")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme, viewport={"width": 1000, "height": 800})
        requests, complaints = [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(file.as_uri())
        box = page.locator("svg.rb-picture").bounding_box()
        texts = page.locator("svg.rb-picture text").all()
        inside = [text.bounding_box() for text in texts]
        ink, paper = page.evaluate(
            "[getComputedStyle(document.querySelector('svg text')).fill,"
            " getComputedStyle(document.body).backgroundColor]"
        )
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert requests == [file.as_uri()]
    assert complaints == []
    assert box["width"] > 800
    assert all(
        box["x"] - 1 <= each["x"] and each["x"] + each["width"] <= box["x"] + box["width"] + 1
        for each in inside
    )
    assert wide <= 1000
    assert (_brightness(ink) > _brightness(paper)) == (scheme == "dark")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install it to check pages")
def test_a_notebook_s_theme_wins_over_that_of_the_system(result):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is in the dev extra")
    colours = {}
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme)
            for light in ("true", "false"):
                html = result._repr_mimebundle_()["text/html"]
                page.set_content(f'<body data-jp-theme-light="{light}">{html}</body>')
                line = "getComputedStyle(document.querySelector('path.rb-line')).stroke"
                colours[scheme, light] = page.evaluate(line)
        browser.close()
    assert colours["light", "true"] == colours["dark", "true"]
    assert colours["light", "false"] == colours["dark", "false"]
    assert _brightness(colours["dark", "false"]) > _brightness(colours["dark", "true"])


def _brightness(colour: str) -> int:
    return sum(int(part) for part in re.findall(r"\d+", colour)[:3])
