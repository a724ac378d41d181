"""The end of a Jupyter server: it waits for no engine, and a press while it ends is answered."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest
from websockets.sync.client import connect

from rustybt.live.halt import HaltLatch
from tests.widgets.jupyter_server import ROOT, serving

# An ask that takes longer than any patience: a server that waits for it does not end.
PATIENT_ASKS = (
    "-c",
    "from jupyter_server.serverapp import main\n"
    "from rustybt.widgets import server_extension\n"
    "server_extension._POKE_SECONDS = 3600\n"
    "main()",
)
# The main thread has ended, and the interpreter waits for the last that is no daemon.
WHILE_IT_ENDS = """
import json, threading
from rustybt.widgets import server_extension

def press():
    threading.main_thread().join()
    print(json.dumps(server_extension._halted({"id": 1, "session": "momentum"})))

threading.Thread(target=press).start()
"""


@pytest.fixture
def live(tmp_path):
    (tmp_path / "live" / "momentum").mkdir(parents=True)
    (tmp_path / "live" / "momentum" / "journal.db").touch()
    return tmp_path / "live"


@pytest.fixture
def silent(live):
    """An engine that takes what it is asked, and does not answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(60)
        address = {"port": listening.getsockname()[1], "token": "any", "pid": os.getpid()}
        (live / "momentum" / "control.json").write_text(json.dumps(address))
        yield listening


def test_a_server_ends_with_a_line_open_and_asks_that_no_engine_answers(tmp_path, live, silent):
    (folder := tmp_path / "server").mkdir()
    # The server is to end first, and by itself: what serves waits for that, and kills nothing.
    with ExitStack() as open_beyond, serving(folder, live, start=PATIENT_ASKS) as browser_of:
        browser = browser_of()
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
        address = browser.url.replace("http:", "ws:") + "rustybt/line"
        line = open_beyond.enter_context(
            connect(address, additional_headers={"Cookie": cookies}, open_timeout=60)
        )
        line.send(json.dumps({"id": "a", "session": "momentum"}))
        assert json.loads(line.recv(timeout=60))["id"] == "a"
        headers = {"Content-Type": "application/json", "X-XSRFToken": browser.xsrf}
        assert browser.post("rustybt/halt", {"session": "momentum"}, headers)[0] == 200
        for _ in range(2):
            open_beyond.enter_context(silent.accept()[0])


def test_a_press_by_a_line_while_the_server_ends_is_latched_and_answered(live):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RUSTYBT_LIVE_DIR": str(live)}
    ended = subprocess.run(
        [sys.executable, "-c", WHILE_IT_ENDS], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["operator"] == HaltLatch(live / "momentum" / "HALT").read().operator
