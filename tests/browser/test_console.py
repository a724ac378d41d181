"""The live console in JupyterLab: light and dark, with no network; and HALT while the kernel is busy."""

from __future__ import annotations

import pytest

from rustybt.live.halt import HaltLatch
from tests.browser.accessibility import faults, needs_axe
from tests.browser.lab_server import serving
from tests.browser.live_console import (
    cell_of,
    folder_of,
    opened,
    press,
    resume,
    run_cell,
    runs,
    until_halted,
    write_notebook,
)

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
EQUITY = {"light": (0x1D, 0x5F, 0xD1), "dark": (0x6E, 0xA8, 0xFE)}


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture
def lab(tmp_path_factory):
    notebook = write_notebook(tmp_path_factory.mktemp("notebook") / "live.ipynb", seconds=8, shadow=False)
    with serving(tmp_path_factory.mktemp("lab"), notebook, trusted=False) as lab:
        yield lab


def started(page, place):
    """Run a cell, and wait until it does."""
    run_cell(page, place)
    for _ in range(100):
        if runs(page, place):
            return
        page.wait_for_timeout(100)
    pytest.fail("the cell did not start within ten seconds")


def test_it_is_drawn_halts_and_resumes(lab, page_of, colours_of, tmp_path, scheme):
    lab.choose_theme(THEMES[scheme])
    page = page_of(
        "dark" if scheme == "light" else "light", 1400, 1700
    )  # JupyterLab's theme wins over the system's
    console = opened(page, lab)
    console.locator("canvas").first.wait_for(timeout=60_000)
    console.locator("section[aria-label='Positions'] td").first.wait_for(timeout=60_000)
    for _ in range(20):
        seen = colours_of(console, f"console-{scheme}")
        if seen.get(EQUITY[scheme], 0) > 300:
            break
        page.wait_for_timeout(500)
    assert seen.get(EQUITY[scheme], 0) > 300
    assert (sum(max(seen, key=seen.get)) < 384) == (scheme == "dark")

    told = press(console)
    assert told["ack"] < 2000
    until_halted(console)
    assert "HALTED after" in console.locator(".rb-said").inner_text()
    assert console.locator(".rb-said").get_attribute("aria-live") == "assertive"
    assert HaltLatch(folder_of(lab) / "HALT").read().reason == "pressed in the console"
    console.screenshot(path=tmp_path / f"halted-{scheme}.png")

    # The keys of a form are not commands on the cell: "dd" would delete it.
    page.keyboard.type("add")
    console.locator("form.rb-stopped").get_by_label("Reason").fill("odd prices")
    page.keyboard.press("Enter")
    console.get_by_text("The reason is in the journal.").wait_for(timeout=60_000)
    console.locator(".rb-told", has_text="add: odd prices").wait_for(timeout=60_000)
    console.locator(".rb-state", has_text="HALTED").wait_for()
    console.get_by_role("button", name="Resume trading").click()
    console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
    assert "Trading again" in console.locator(".rb-said").inner_text()
    assert page.left_the_machine == []


@needs_axe
def test_axe_finds_no_serious_fault(lab, page_of, scheme):
    lab.choose_theme(THEMES[scheme])
    page = page_of(scheme, 1400, 1700)
    console = opened(page, lab)
    console.locator("section[aria-label='Positions'] td").first.wait_for(timeout=60_000)
    assert faults(page, ".rb-console") == []
    press(console)
    until_halted(console)
    assert faults(page, ".rb-console") == []
    last_resort = page_of(scheme, 900, 500)
    last_resort.goto(lab.url.split("/lab")[0] + "/rustybt/")
    last_resort.get_by_text("engine HALTED").wait_for(timeout=60_000)
    assert faults(last_resort, "main") == []


def test_halt_by_keyboard_alone(lab, page_of):
    page = page_of("light", 1400, 1700)
    console = opened(page, lab)
    console.get_by_role("link", name="Halt page").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    console.locator("form.rb-stopped[data-ack]").wait_for(timeout=60_000)
    until_halted(console)


def test_halt_while_cells_run(lab, page_of):
    page = page_of("light", 1400, 1700)
    console = opened(page, lab)
    for name in ("sleep", "python"):
        started(page, cell_of(name))
        told = press(console)
        assert told["ack"] < 2000, name
        until_halted(console)  # the engine has halted, and the console shows it, while the cell still runs
        assert runs(page, cell_of(name))
        assert console.locator("form.rb-stopped").get_attribute("data-kernel") is not None
        resume(lab)
        console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)


def test_the_page_is_reloaded_in_the_middle_of_a_cell(lab, page_of, tmp_path):
    page = page_of("light", 1400, 1700)
    opened(page, lab)
    started(page, cell_of("python"))
    page.evaluate(
        '() => window.jupyterapp.commands.execute("docmanager:save")'
    )  # a reload shows what was saved
    page.reload()
    last_resort = page_of("dark", 900, 500)
    last_resort.goto(lab.url.split("/lab")[0] + "/rustybt/")
    last_resort.get_by_text("engine ARMED").wait_for(timeout=60_000)
    last_resort.get_by_role("button", name="HALT Rotation").click()
    last_resort.locator("output[data-ack]").wait_for(timeout=60_000)
    assert float(last_resort.locator("output").get_attribute("data-ack")) < 2000
    last_resort.get_by_text("Halted by halt page").wait_for(timeout=60_000)
    last_resort.screenshot(path=tmp_path / "halt-page.png")
    assert HaltLatch(folder_of(lab) / "HALT").read().operator == "halt page"
    # When the cell has ended, the console is there again and shows the truth.
    console = page.locator(".rb-console").first
    console.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)
    console.locator(".rb-legend-equity", has_text=",").wait_for(timeout=60_000)
    assert page.left_the_machine == last_resort.left_the_machine == []
