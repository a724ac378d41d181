"""The runners in a browser: under ``panel serve``, light and dark, with no network."""

from __future__ import annotations

import socket

import pytest

from rustybt import DataCatalog
from rustybt.console.live_app import served_token
from tests.browser.accessibility import AXE, faults
from tests.console.servers import runners_served

pytest.importorskip("panel", reason="the runners outside of a notebook need the extra viz")
GROUND = {"light": (255, 255, 255), "dark": (0x14, 0x17, 0x1B)}


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
    run.wait_for(timeout=30_000)
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
    page.get_by_role("table", name="Compared runs").wait_for(timeout=30_000)
    page.get_by_role("region", name="Result").or_(page.locator(".rb-shown svg")).first.wait_for(
        timeout=30_000
    )
    assert is_of(colours_of(page.locator(".rb-console"), f"backtests-{scheme}"), scheme)
    assert grave(page) == []
    page.reload()
    page.get_by_role("button", name=f"Show run {before + 2}").wait_for(timeout=30_000)
    assert page.get_by_label("fast").input_value() == "12"
    page.get_by_label("fast").fill("many")
    page.get_by_role("button", name="Run backtest").click()
    page.get_by_text("fast is 'many': write a whole number").wait_for(timeout=30_000)
    assert page.left_the_machine == []


def test_a_study_is_started_stopped_resumed_and_there_after_a_reload(served, page_of, colours_of, scheme):
    page = page_of(scheme, 1150, 1000)
    page.goto(served("studies"))
    start = page.get_by_role("button", name="Start study")
    start.wait_for(timeout=30_000)
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
    page.get_by_text("This address does not open the runner").wait_for(timeout=30_000)
    assert page.locator(".rb-console").count() == 0
