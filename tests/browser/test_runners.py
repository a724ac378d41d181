"""The runners in a browser: under ``panel serve`` and in JupyterLab, light and dark, with no network."""

from __future__ import annotations

import json
import socket

import pytest

from rustybt import BacktestResult, DataCatalog
from rustybt.console.live_app import served_token
from tests.browser.accessibility import AXE, faults
from tests.browser.lab_server import serving
from tests.browser.live_console import run_cell
from tests.console.servers import runners_served

pytest.importorskip("panel", reason="the runners outside of a notebook need the extra viz")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
GROUND = {"light": (255, 255, 255), "dark": (0x14, 0x17, 0x1B)}
CELL = """
import rustybt as rb
from rustybt import SignalAlgorithm
import numpy as np
catalog = rb.DataCatalog()
catalog.ingest("sample", progress=lambda *_: None)

class Cross(SignalAlgorithm):
    fast, slow = 10, 30
    def initialize(self, context):
        self.assets = [self.symbol("AAPL")]
    def targets(self, bars):
        fast, slow = (bars.sma(self.assets[0], each) for each in (self.fast, self.slow))
        return np.where(fast > slow, 1.0, 0.0)

rb.optimize(Cross, space={"fast": rb.Int(2, 40), "slow": rb.Int(10, 90)}, search="random", trials=400,
            start="2005-01-03", end="2012-12-31", name="lab")
"""


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    root = tmp_path_factory.mktemp("served")
    live, data = root / "live", root / "data"
    live.mkdir()
    DataCatalog(data).ingest("sample")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = ("tests.optimization.strategies:Cross", "tests.optimization.strategies:Signals")
    with runners_served(live, data, port, *places) as (address, _):
        yield lambda name: f"{address}/{name}?token={served_token(live)}"


def grave(page, selector="html"):
    return faults(page, selector) if AXE.is_file() else []


def is_of(seen, scheme):
    return max(seen, key=seen.get) == GROUND[scheme]


def test_a_backtest_is_run_compared_and_there_after_a_reload(served, page_of, colours_of, scheme):
    page = page_of(scheme, 1150, 1000)
    page.goto(served("backtests"))
    run = page.get_by_role("button", name="Run backtest")
    run.wait_for(timeout=60_000)
    assert page.get_by_text("Strategy from a file or module").is_hidden()
    before = page.locator("td.rb-state-cell").count()
    for fast in ("5", "12"):
        page.get_by_label("fast").fill(fast)
        run.click()
    page.wait_for_function(
        "count => [...document.querySelectorAll('*')].flatMap(each => each.shadowRoot ? "
        "[...each.shadowRoot.querySelectorAll('td.rb-state-cell')] : [])"
        ".filter(each => each.textContent.includes('complete')).length == count",
        arg=before + 2,
        timeout=60_000,
    )
    for number in (before + 1, before + 2):
        page.get_by_role("checkbox", name=f"Compare run {number}").check()
    page.get_by_role("table", name="Compared runs").wait_for(timeout=60_000)
    page.get_by_role("region", name="Result").or_(page.locator(".rb-shown svg")).first.wait_for(
        timeout=60_000
    )
    assert is_of(colours_of(page.locator(".rb-console"), f"backtests-{scheme}"), scheme)
    assert grave(page) == []
    page.reload()
    page.get_by_role("button", name=f"Show run {before + 2}").wait_for(timeout=60_000)
    assert page.get_by_label("fast").input_value() == "12"
    page.get_by_label("fast").fill("many")
    page.get_by_role("button", name="Run backtest").click()
    page.get_by_text("fast is 'many': write a whole number").wait_for(timeout=60_000)
    assert page.left_the_machine == []


def test_a_study_is_started_stopped_resumed_and_there_after_a_reload(served, page_of, colours_of, scheme):
    page = page_of(scheme, 1150, 1000)
    page.goto(served("studies"))
    start = page.get_by_role("button", name="Start study")
    start.wait_for(timeout=60_000)
    page.get_by_label("Strategy").first.select_option(label="Cross")
    page.get_by_label("Search").select_option("random")
    page.get_by_label("Trials").first.fill("600")
    page.get_by_label("Name of the study").fill(f"page-{scheme}")
    start.click()
    page.locator(".rb-state", has_text="running").wait_for(timeout=60_000)
    page.get_by_text("Best so far: trial").wait_for(timeout=60_000)
    page.get_by_role("button", name="Stop").click()
    page.locator(".rb-state", has_text="stopped").wait_for(timeout=60_000)
    assert grave(page) == []
    page.reload()
    page.get_by_role("button", name="Resume").click(timeout=60_000)
    page.locator(".rb-state", has_text="running").wait_for(timeout=60_000)
    page.get_by_role("button", name="Stop").click()
    page.locator(".rb-state", has_text="stopped").wait_for(timeout=60_000)
    assert is_of(colours_of(page.locator(".rb-console"), f"studies-{scheme}"), scheme)
    assert page.left_the_machine == []


def test_without_the_token_there_is_no_runner(served, page_of):
    page = page_of()
    page.goto(served("backtests").partition("?")[0])
    page.get_by_text("This address does not open the runner").wait_for(timeout=60_000)
    assert page.locator(".rb-console").count() == 0


def cell(number, source):
    return {
        "cell_type": "code", "id": f"cell-{number}", "metadata": {}, "source": source, "outputs": [],
        "execution_count": None,
    }  # fmt: skip


def search_by_hand(page, colours_of, scheme):
    run_cell(page, 2)
    runner = page.locator(".rb-runner").last
    start = runner.get_by_role("button", name="Start study")
    start.wait_for(timeout=60_000)
    runner.get_by_label("Trials").first.fill("40")
    runner.get_by_label("Search").select_option("random")
    runner.get_by_label("Runs in").select_option("inline")
    runner.get_by_label("Name of the study").fill("by hand")
    start.click()
    runner.locator(".rb-state", has_text="complete").wait_for(timeout=240_000)
    runner.get_by_text("40 of 40 trials").wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    assert is_of(colours_of(runner, f"lab-search-{scheme}"), scheme)
    assert grave(page, ".rb-runner") == []


def test_a_study_and_a_runner_in_a_notebook(page_of, colours_of, tmp_path_factory, scheme):
    notebook = tmp_path_factory.mktemp("notebook") / "research.ipynb"
    cells = [cell(0, CELL), cell(1, "rb.runner()"), cell(2, "rb.optimization_runner()")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    with serving(tmp_path_factory.mktemp("lab"), notebook, trusted=False) as lab:
        lab.choose_theme(THEMES[scheme])
        page = page_of("dark" if scheme == "light" else "light", 1300, 1900)  # JupyterLab's theme wins
        page.goto(lab.url)
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
        run_cell(page, 0)
        study = page.locator(".rb-study")
        study.locator(".rb-state", has_text="complete").wait_for(timeout=240_000)
        study.get_by_text("Best so far: trial").wait_for(timeout=60_000)
        page.wait_for_timeout(500)
        assert is_of(colours_of(study, f"lab-study-{scheme}"), scheme)
        assert grave(page, ".rb-study") == []
        run_cell(page, 1)
        runner = page.locator(".rb-runner")
        runner.get_by_role("button", name="Run backtest").click(timeout=60_000)
        runner.locator(".rb-state-cell", has_text="complete").wait_for(timeout=60_000)
        runner.get_by_role("button", name="Save run 1").click()
        runner.locator(".rb-state-cell", has_text="saved in").wait_for(timeout=60_000)
        assert len(BacktestResult.load(lab.folder / "results" / "Cross-1")) > 1_000
        assert grave(page, ".rb-runner") == []
        table = runner.get_by_role("region", name="Table of runs")
        assert table.evaluate("each => each.scrollWidth - each.clientWidth") <= 0
        colours_of(runner, f"lab-runner-{scheme}")
        search_by_hand(page, colours_of, scheme)
        assert page.left_the_machine == []
