"""`rustybt console` and `panel serve` in processes of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager

from tests.console.sessions import ROOT
from tests.waits import until


@contextmanager
def console_server(root, *words):
    """Run ``rustybt console`` on the sessions of a folder; gives its address and the process."""
    command = [sys.executable, "-m", "rustybt", "console", "--live-dir", str(root), *words]
    with _process(command, root) as (process, log):
        line = until(
            lambda: re.search(r"http://\S+", log.read_text()) or process.poll() is not None, log.read_text
        )
        assert process.poll() is None, log.read_text()
        yield line.group(), process


@contextmanager
def panel_serve(root, port, *words):
    """Run ``panel serve`` on the app's file."""
    app = ROOT / "rustybt" / "console" / "app.py"
    command = [sys.executable, "-m", "panel", "serve", str(app), "--port", str(port), "--address", "127.0.0.1",
               "--allow-websocket-origin", f"127.0.0.1:{port}", *words]  # fmt: skip
    with _process(command, root) as (process, log):
        until(lambda: "Bokeh app running" in log.read_text() or process.poll() is not None, log.read_text)
        assert process.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}/app", process


@contextmanager
def runners_served(root, data, port, *places):
    """Run ``panel serve`` on the files of both runners; gives the address without the page."""
    files = [str(ROOT / "rustybt" / "console" / f"{name}.py") for name in ("backtests", "studies")]
    command = [sys.executable, "-m", "panel", "serve", *files, "--port", str(port), "--address", "127.0.0.1",
               "--args", *places]  # fmt: skip
    with _process(command, root, RUSTYBT_DATA_DIR=str(data)) as (process, log):
        until(lambda: "/studies" in log.read_text() or process.poll() is not None, log.read_text)
        assert process.poll() is None, log.read_text()
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def _process(command, root, **more):
    log = root.parent / "server.log"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "RUSTYBT_LIVE_DIR": str(root),
        **more,
    }
    with log.open("wb") as told:
        process = subprocess.Popen(command, env=environment, stdout=told, stderr=told)
    try:
        yield process, log
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)
