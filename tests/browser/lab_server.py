"""JupyterLab on loopback, with an empty home and one notebook."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Lab:
    """A running server.

    Attributes:
        folder: What it serves.
        url: Where it serves.
    """

    def __init__(self, folder, url):
        self.folder, self.url = folder, url

    def choose_theme(self, name):
        """Use a theme from the next page on."""
        _settings(self.folder, "themes", {"theme": name})


@contextmanager
def serving(folder, notebook, *, trusted):
    """Serve a notebook from a folder.

    Args:
        folder: An empty one.
        notebook: Path of the notebook; a copy of it is served.
        trusted: Whether its stored outputs are drawn as they are.
    """
    (folder / notebook.name).write_bytes(notebook.read_bytes())
    config = ROOT / "widgets" / "install-data" / "data" / "etc" / "jupyter"  # what the package installs
    environment = {
        **os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "JUPYTER_DATA_DIR": str(folder / "jupyter"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "RUSTYBT_DATA_DIR": str(folder / "data"),
        "JUPYTER_CONFIG_PATH": str(config),
    }  # fmt: skip
    _settings(folder, "notification", {"fetchNews": "false", "checkForUpdates": False})
    if trusted:
        trust = [sys.executable, "-m", "jupyter", "trust", str(folder / notebook.name)]
        subprocess.run(trust, env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root",
        "--IdentityProvider.token=", "--ServerApp.password=", f"--ServerApp.root_dir={folder}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None",
        "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/lab"
            _wait(url, server, folder / "log")
            yield Lab(folder, f"{url}/tree/{notebook.name}")
        finally:
            server.terminate()
            _await_end(server)


def _await_end(server):
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        # Jupyter's own, without our extension too: it stops its loop under a page's request for files, whose threads
        # (anyio's) nobody ends then. That ours keep no server is held by tests/widgets/test_server_end.py.
        server.kill()
        server.wait()


def _settings(folder, plugin, values):
    path = folder / "settings" / "@jupyterlab" / "apputils-extension" / f"{plugin}.jupyterlab-settings"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(values))


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
