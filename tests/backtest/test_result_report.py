"""The report is one well-formed page that needs nothing beside it and shows itself in a real browser."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from html.parser import HTMLParser

import numpy as np
import polars as pl
import pytest

from rustybt.analytics.figures import money_text
from rustybt.backtest.asset_gains import asset_gains
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ConfigurationError, ResultError
from tests.backtest.researched import restless
from tests.backtest.result_records import record_of, wandering

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
UNBROKEN = ("svg", "figure", "thead", "tr", ".rb-figures", ".rb-source", ".rb-heat")
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
    assert not nesting.seen & {"link", "img", "iframe", "object"}
    assert page.count("<script>") == 1
    assert "default-src 'none'" in page
    assert re.findall(r"(?:https?:|url\(|@import)[^\"]*", page) == [
        "http://www.w3.org/2000/svg"
    ] * page.count("<svg")
    assert "<b>name</b>" not in page
    assert "&lt;short&gt;" in page
    assert "sha256 abababababab" in page
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["report.html"]


def test_every_page_but_the_first_says_whose_it_is(result, tmp_path):
    page = result.report(tmp_path / "report.html").read_text(encoding="utf-8")
    left, right = re.findall(r'@top-(?:left|right){content:"(.*?)";', page)
    names = [re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), text) for text in (left, right)]
    assert names == ["A <b>name</b> & more", f"{result.summary.start} to {result.summary.end}, 700 sessions"]
    assert "<" not in left
    assert "@page:first{@top-left{content:none}" in page


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install it to check pages")
def test_on_paper_nothing_is_cut_and_what_is_folded_is_named(tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is in the dev extra")
    many = BacktestResult(wandering(700, 3, every=3), provenance={"bundle": "sample"})
    file = many.report(tmp_path / "report.html")
    unbroken = (
        "found => found.length > 0 && found.every(each => getComputedStyle(each).breakInside == 'avoid')"
    )
    shown = "found => [...new Set(found.map(each => getComputedStyle(each).display))]"
    tables = "rows => rows.map(each => [each.tBodies[0].rows.length, getComputedStyle(each).breakInside])"
    folded = """() => [...document.querySelectorAll("details:not([open]) summary")].map(
        each => [each.innerText, getComputedStyle(each, "::after").content, each.checkVisibility()]
    )"""
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        whole = [page.locator(name).evaluate_all(unbroken) for name in UNBROKEN]
        rows = page.locator("table").evaluate_all(tables)
        # Chromium prints a head that holds a button once only, however many pages its table has.
        heads = [page.locator(name).evaluate_all(shown) for name in (".rb-sorter", ".rb-printed")]
        named = page.evaluate(folded)
        browser.close()
    assert all(whole)
    assert heads == [["none"], ["inline"]]
    assert {broken == "avoid" for count, broken in rows if count <= 40} == {True}
    assert {broken == "avoid" for count, broken in rows if count > 40} == {False}
    assert [title.split(" (")[0] for title, *_ in named] == ["Transactions", "Orders"]
    assert {(said, seen) for _, said, seen in named} == {('" folded: not printed"', True)}


def test_it_lists_transactions_and_says_how_many_it_left_out(result, tmp_path):
    many = BacktestResult(wandering(700, 3, every=3), provenance={})
    page = many.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"The first 500 of {len(many.transactions)}" in page
    assert page.count("o-000000000000-000000") == 2
    assert re.search(r"<details><summary><h2>Transactions", page)


def test_a_quiet_run_has_a_report(tmp_path):
    result = BacktestResult(record_of(np.full((5, 1), 1000), []), provenance={})
    page = result.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "never closed a session below" in page
    assert "No position was closed" in page
    assert "5 sessions are fewer than the window of 63" in page
    assert page.count("None.") == 4


def test_a_run_of_one_session_has_a_report(tmp_path):
    result = BacktestResult(record_of(np.full((1, 1), 1000), []), provenance={})
    assert "<h1>Backtest</h1>" in result.report(tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_gains_of_the_assets_sum_to_the_profit_to_the_last_digit(result):
    exact = (Fraction(each.gain) for each in asset_gains(result.record))
    assert sum(exact) == Fraction(result.summary.pnl)
    for each in asset_gains(result.record):
        assert each.gain == each.sold + each.held - each.bought - each.fees


def test_each_section_is_there(result, tmp_path):
    benchmark = BacktestResult(
        result.record,
        provenance={},
        benchmark_returns=np.random.default_rng(2).normal(0, 0.01, len(result)),
    )
    page = benchmark.report(tmp_path / "report.html").read_text(encoding="utf-8")
    titles = re.findall(r"<h2>(.*?)</h2>", page)
    assert [title.split(",")[0].split(" (")[0] for title in titles] == [
        "Summary with benchmark", "Rolling figures", "Distribution of returns and value at risk",
        "Monthly returns in per cent", "Deepest drawdowns", "Year by year: exposure and turnover",
        "Positions at the end", "Trades and holding times", "Costs", "Attribution by asset", "Transactions", "Orders",
    ]  # fmt: skip
    assert ">Beta<" in page
    assert "VaR 95 %" in page


@pytest.mark.parametrize("seed", [0, 1])
def test_its_round_trips_are_those_of_the_result_to_the_cent(seed, tmp_path):
    result = restless(seed, futures=seed)
    closed = result.trades().frame.filter(pl.col("status") != "open").sort("profit", descending=True)
    assert result.summary.dividends
    page = result.report(tmp_path / "report.html").read_text(encoding="utf-8")
    block = page[page.index("Trades and holding times") : page.index("<h2>Costs</h2>")]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr><td.*?</tr>", block)]
    won, lost = closed.filter(pl.col("profit") > 0), closed.filter(pl.col("profit") <= 0).reverse()
    wanted = [*won.head(10).rows(named=True), *lost.head(10).rows(named=True)]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        (row["symbol"], str(row["entry_time"].date()), money_text(row["profit"], signed=True))
        for row in wanted
    ]
    assert money_text(sum(won["profit"]) / len(won), signed=True) in block
    assert "the win rate at the top leaves dividends out" in block


def test_round_trips_that_nobody_can_tell_any_more_are_left_out_with_the_reason(tmp_path):
    gone = BacktestResult(restless(0).record, provenance={})
    page = gone.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Left out: the result does not say what bars" in page


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
        box = page.locator("svg.rb-picture").first.bounding_box()
        texts = page.locator("svg.rb-picture").first.locator("text").all()
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
def test_a_pointer_shows_values_tables_sort_and_paper_is_light(result, tmp_path):
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is in the dev extra")
    file = result.report(tmp_path / "report.html")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="dark", viewport={"width": 1000, "height": 800})
        page.goto(file.as_uri())
        figure = page.locator(".rb-hover").first
        figure.hover(position={"x": 1, "y": 100})
        first = figure.locator(".rb-tip").text_content()
        figure.press("End")
        last = figure.locator(".rb-tip").text_content()
        figure.press("Escape")
        hidden = figure.locator(".rb-tip").is_hidden()
        gains = page.locator("details", has_text="Attribution by asset")
        title = gains.locator("th", has_text="Gain").first
        column = "rows => rows.map(row => row.cells[5].textContent)"
        title.locator("button").click()
        down = gains.locator("tbody tr").evaluate_all(column)
        title.locator("button").press("Enter")
        up = gains.locator("tbody tr").evaluate_all(column)
        sorted_by = title.get_attribute("aria-sort")
        page.emulate_media(media="print", color_scheme="dark")
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        line = page.evaluate("getComputedStyle(document.querySelector('path.rb-line')).stroke")
        sheets = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
        browser.close()
    assert first.splitlines()[0] == str(result.summary.start)
    assert first.splitlines()[1].startswith("Equity  ")
    assert last.splitlines()[0] == str(result.summary.end)
    assert hidden
    money = [float(text.replace(",", "").replace("\N{MINUS SIGN}", "-")) for text in down]
    assert money == sorted(money, reverse=True)
    assert up == down[::-1]
    assert sorted_by == "ascending"
    assert paper == "rgb(255, 255, 255)"
    assert _brightness(line) == 0x1D + 0x5F + 0xD1
    assert 3 <= sheets <= 8


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
