"""A Jupyter server on loopback, with our extension as the package installs it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / "widgets" / "install-data" / "data" / "etc" / "jupyter"


class Browser:
    """Keeps cookies, as a browser does."""

    def __init__(self, url, token):
        self.url, self.token = url, token
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path):
        return self._ask(urllib.request.Request(self.url + path))

    def post(self, path, body, headers=None):
        data = json.dumps(body).encode() if not isinstance(body, bytes) else body
        request = urllib.request.Request(self.url + path, data=data, headers=headers or {}, method="POST")
        return self._ask(request)

    @property
    def xsrf(self):
        return next((cookie.value for cookie in self.cookies if cookie.name == "_xsrf"), "")

    def _ask(self, request):
        try:
            with self._opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@contextmanager
def serving(folder, live, *, base="/some/base/", token="secret", start=("-m", "jupyter_server")):
    """Serve; yields what makes a browser that is logged in, or not.

    Args:
        folder: An empty one.
        live: Where sessions lie.
        base: Of the server's addresses.
        token: Of the server.
        start: What Python is given to start one.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "HOME": str(folder), "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_PATH": str(INSTALLED),
        "JUPYTER_DATA_DIR": str(folder), "JUPYTER_CONFIG_DIR": str(folder), "RUSTYBT_LIVE_DIR": str(live),
    }  # fmt: skip
    command = [
        sys.executable, *start, "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root",
        f"--ServerApp.base_url={base}", f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}{base}"
            _wait(url, server, folder / "log")
            yield lambda *, known=True: _browser(url, token if known else "")
        finally:
            server.terminate()
            try:
                server.wait(60)
            finally:
                server.kill()
                server.wait()


def _browser(url, token):
    browser = Browser(url, token)
    browser.get(f"rustybt/?token={token}" if token else "login")
    return browser


def _wait(url, server, log):
    for _ in range(240):
        if server.poll() is not None:
            raise AssertionError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(f"{url}login", timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not start within a minute")
