"""Notebooks as they are stored: run from top to bottom, tidy, and light enough to open at once."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
MOST_BYTES = 300_000


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def notebook(path):
    return nbformat.read(path, as_version=4)


def cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(notebook):
    """Each stored text with its kind."""
    for cell in cells(notebook):
        for output in cell.outputs:
            yield from output.get("data", {}).items()


def test_there_is_a_first_notebook():
    assert NOTEBOOKS[0].name == "01_first_backtest.ipynb"


def test_it_was_run_from_top_to_bottom_without_an_error(notebook):
    code = cells(notebook)
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    kinds = {output.output_type for cell in code for output in cell.outputs}
    assert kinds <= {"execute_result", "display_data"}
    nbformat.validate(notebook)


def test_it_begins_with_a_title(notebook):
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")


def test_it_holds_no_state_of_a_screen(notebook):
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert not [kind for kind, _ in texts(notebook) if "widget" in kind]
    assert [kind for kind, text in texts(notebook) if not text.strip()] == []


def test_it_asks_nothing_of_a_network(notebook):
    html = [text for kind, text in texts(notebook) if kind == "text/html"]
    assert html
    assert [text for text in html if re.search(r"(src|href|url)\s*[=(]\s*['\"]?(https?:)?//", text)] == []
    assert [text for text in html if "<script" in text] == []


def test_every_output_reads_as_text_too(notebook):
    for cell in cells(notebook):
        assert all("text/plain" in output.data for output in cell.outputs)


def test_it_is_light(path):
    assert path.stat().st_size < MOST_BYTES


def test_the_picture_of_a_result_comes_first(notebook):
    for result in [text for kind, text in texts(notebook) if kind == "text/html" and "rb-result" in text]:
        assert 'role="img"' in result
        assert result.index("<svg") < result.index("Total return")


def test_the_readme_names_them_all():
    readme = (NOTEBOOKS[0].parents[1] / "README.md").read_text()
    assert [path.name for path in NOTEBOOKS if f"notebooks/{path.name}" not in readme] == []


def test_the_first_one_shows_a_picture():
    first = nbformat.read(NOTEBOOKS[0], as_version=4)
    assert [text for kind, text in texts(first) if kind == "text/html" and "<svg" in text]


def test_lab_trusts_them_all():
    # JupyterLab takes the pictures out of what it does not trust.
    root = NOTEBOOKS[0].parents[1]
    assert "trust $(NOTEBOOKS)/*.ipynb" in (root / "Makefile").read_text()
    assert "trust notebooks/*.ipynb" in (root / "binder" / "postBuild").read_text()
