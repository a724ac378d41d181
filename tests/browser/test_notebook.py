"""The first notebook in JupyterLab, and a report on its own: the picture is drawn, light and dark, with no network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from rustybt import DataCatalog, run_algorithm
from rustybt.cli.demo_strategies import CrossSectionalMomentum

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on loopback, with the notebook as it is stored."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "first.ipynb").write_bytes((ROOT / "notebooks" / "01_first_backtest.ipynb").read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root",
        "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None",
    ]  # fmt: skip
    environment = {
        **os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "JUPYTER_DATA_DIR": str(folder / "jupyter"),
    }  # fmt: skip
    # JupyterLab draws stored HTML of trusted notebooks only, as `make lab` and Binder make it.
    trust = [sys.executable, "-m", "jupyter", "trust", str(folder / "first.ipynb")]
    subprocess.run(trust, env=environment, check=True, capture_output=True)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}/lab", server, folder / "log")
            yield f"http://127.0.0.1:{port}/lab/tree/first.ipynb"
        finally:
            server.terminate()
            server.wait(30)


def _wait(url, server, log):
    for _ in range(240):
        if server.poll() is not None:
            pytest.fail(f"JupyterLab ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail("JupyterLab did not start within a minute")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stored_picture_is_drawn_in_jupyterlab(lab, page_of, scheme):
    page = page_of(scheme, 1300, 1800)
    page.goto(lab)
    picture = page.locator(".jp-OutputArea svg[role=img]").first
    picture.wait_for(state="visible", timeout=60_000)
    box = picture.bounding_box()
    assert box["width"] > 400
    assert box["height"] > 200
    assert page.locator(".jp-OutputArea", has_text="Max drawdown").count() > 0
    assert page.left_the_machine == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_stands_alone(page_of, tmp_path, scheme):
    catalog = DataCatalog(tmp_path / "data")
    catalog.ingest("sample")
    result = run_algorithm(
        strategy=CrossSectionalMomentum, start="2010-01-04", end="2012-12-31", catalog=catalog, progress=False
    )
    path = result.report(tmp_path / "report.html")
    page = page_of(scheme)
    page.goto(path.as_uri())
    box = page.locator("svg").first.bounding_box()
    assert box["width"] > 400
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = sum(int(part) for part in background.strip("rgba()").split(",")[:3])
    assert (bright < 384) == (scheme == "dark")
    assert page.left_the_machine == []
