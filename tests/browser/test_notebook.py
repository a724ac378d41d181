"""The first notebook in JupyterLab: its stored picture, and run from top to bottom; light and dark, with no network."""

from __future__ import annotations

import json

import pytest

from tests.browser.lab_server import ROOT, serving

FIRST = ROOT / "notebooks" / "01_first_backtest.ipynb"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# The equity line and the drawdown of rustybt/analytics/picture.py.
LINE = {"light": (0x1D, 0x5F, 0xD1), "dark": (0x6E, 0xA8, 0xFE)}
FALL = {"light": (0xC2, 0x41, 0x0C), "dark": (0xFB, 0x92, 0x3C)}
# Not awaited: a cell that hangs is to fail by its time limit.
RUN_ALL = '() => { window.jupyterapp.commands.execute("notebook:run-all-cells"); }'


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """The notebook as it is stored, trusted as `make lab` and Binder trust it."""
    with serving(tmp_path_factory.mktemp("stored"), FIRST, trusted=True) as lab:
        yield lab


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The notebook without outputs."""
    notebook = json.loads(FIRST.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    notebook["metadata"].pop("widgets", None)
    path = tmp_path_factory.mktemp("stripped") / "first.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with serving(tmp_path_factory.mktemp("empty"), path, trusted=False) as lab:
        yield lab


def drawn(page, colours_of, scheme):
    """Hold the picture to what a person sees of it."""
    picture = page.locator(".jp-OutputArea-output svg[role=img]").first
    picture.wait_for(state="visible", timeout=60_000)
    box = picture.bounding_box()
    assert box["width"] > 600
    assert box["height"] > 300
    for _ in range(20):  # a page that is still being laid out shows a part of it
        seen = colours_of(picture, f"picture-{scheme}")
        line = seen.get(LINE[scheme], 0)
        fall = sum(number for colour, number in seen.items() if near(colour, FALL[scheme]))
        if min(line, fall) > 300:
            break
        page.wait_for_timeout(500)
    assert line > 300
    assert fall > 300
    dark_ground = sum(max(seen, key=seen.get)) < 384
    assert dark_ground == (scheme == "dark")


def rested(page):
    """Wait until the kernel is there and has nothing to do."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)


def near(colour, other):
    return all(abs(one - two) < 24 for one, two in zip(colour, other, strict=True))


# The theme is JupyterLab's own: it wins over the system's, which is the other one here.
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stored_picture_is_drawn(stored, page_of, colours_of, tmp_path, scheme):
    stored.choose_theme(THEMES[scheme])
    page = page_of("dark" if scheme == "light" else "light", 1300, 2400)
    page.goto(stored.url)
    drawn(page, colours_of, scheme)
    page.screenshot(path=tmp_path / f"stored-{scheme}.png")
    assert page.locator(".jp-OutputArea-output", has_text="Max drawdown").count() > 0
    assert page.left_the_machine == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notebook_runs_from_top_to_bottom(empty, page_of, colours_of, tmp_path, scheme):
    empty.choose_theme(THEMES[scheme])
    page = page_of(scheme, 1300, 2400)
    page.goto(empty.url)
    rested(page)
    assert page.locator(".jp-OutputArea-output svg[role=img]").count() == 0
    page.evaluate(RUN_ALL)
    drawn(page, colours_of, scheme)
    rested(page)
    page.screenshot(path=tmp_path / f"run-{scheme}.png")
    assert page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert page.left_the_machine == []
