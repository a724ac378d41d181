"""HALT from a real Jupyter server: who may, for which names, and what is on the disk afterwards."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from rustybt.live.control import ControlServer
from rustybt.live.halt import HaltLatch
from tests.widgets.jupyter_server import serving

NAMES = ("momentum", "idle")


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    live = tmp_path_factory.mktemp("around") / "live"
    live.mkdir()
    for name in NAMES:
        (live / name).mkdir()
        (live / name / "journal.db").touch()
    (live / "no-session").mkdir()
    outside = live.parent / "outside"
    outside.mkdir()
    (outside / "journal.db").touch()
    (live / "linked").symlink_to(outside)
    return live


@pytest.fixture(scope="module")
def server(live, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("server"), live) as browser_of:
        yield browser_of


@pytest.fixture
def latch(live):
    latch = HaltLatch(live / "momentum" / "HALT")
    yield latch
    latch.clear(latch.mark)


def press(browser, name="momentum", **values):
    headers = {"Content-Type": "application/json", "X-XSRFToken": browser.xsrf}
    status, text = browser.post("rustybt/halt", {"session": name, **values}, headers)
    return status, json.loads(text)


class Engine(threading.Thread):
    """Answers commands as an engine does, and keeps them."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.heard, self._folder, self._ready = [], folder, threading.Event()
        self._loop = asyncio.new_event_loop()

    def __enter__(self):
        self.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end.set)
        self.join(10)
        self._loop.close()

    def run(self):
        self._loop.run_until_complete(self._serve())

    async def _serve(self):
        self._end = asyncio.Event()
        control = ControlServer(self._folder, self._hear)
        await control.start()
        self._ready.set()
        await self._end.wait()
        await control.close()

    async def _hear(self, command, arguments):
        self.heard.append((command, dict(arguments)))
        return {"state": "ARMED", "open_orders": [{}, {}]}


def test_a_press_latches_and_tells_the_engine(server, live, latch):
    with Engine(live / "momentum") as engine:
        status, told = press(server(), operator="me", reason="odd prices")
        assert (status, told["operator"], told["reason"]) == (200, "me", "odd prices")
        assert told["latch_ms"] < 1000
        held = latch.read()
        assert (held.operator, held.reason) == ("me", "odd prices")
        for _ in range(200):
            if engine.heard:
                break
            time.sleep(0.02)
        assert engine.heard == [("halt", {"operator": "me", "reason": "odd prices"})]


@contextmanager
def line_of(browser, **options):
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)
    address = browser.url.replace("http:", "ws:") + "rustybt/line"
    with connect(address, additional_headers={"Cookie": cookies}, open_timeout=10, **options) as line:
        yield line


def ask_line(line, **values):
    line.send(json.dumps(values))
    return json.loads(line.recv(timeout=10))


def test_a_line_latches_and_tells_the_engine_and_lives_on(server, live, latch):
    browser = server()
    with Engine(live / "momentum") as engine, line_of(browser, origin=browser.url.split("/some")[0]) as line:
        assert "there is no session" in ask_line(line, id="a", session="../outside")["message"]
        told = ask_line(line, id="b", session="momentum", operator="me", reason="odd prices" * 30)
        assert (told["id"], told["operator"]) == ("b", "me")
        held = latch.read()
        assert (held.operator, held.reason) == ("me", "odd prices" * 30)
        line.ping().wait(10)
        for _ in range(200):
            if engine.heard:
                break
            time.sleep(0.02)
        assert engine.heard == [("halt", {"operator": "me", "reason": "odd prices" * 30})]
    assert browser.get("rustybt/sessions")[0] == 200


@pytest.mark.parametrize("text", ["[]", "{", "x" * 5000])
def test_a_line_on_which_nonsense_comes_halts_nothing_and_harms_no_other(server, latch, text):
    browser = server()
    with line_of(browser) as other:
        with line_of(browser) as line, suppress(ConnectionClosed):
            line.send(text)
            assert "there is no session" in line.recv(timeout=10)
        assert not latch.is_set
        assert ask_line(other, session="momentum")["operator"] == "console"


def test_a_line_is_for_pages_of_this_server_alone(server, latch):
    # Who is not logged in is led to the login, and gets a page.
    for browser, origin, status in ((server(known=False), None, 200), (server(), "http://evil.example", 403)):
        with pytest.raises(InvalidStatus) as refused, line_of(browser, origin=origin) as line:
            line.send(json.dumps({"session": "momentum"}))
        assert refused.value.response.status_code == status
    assert server().get("rustybt/line")[0] == 400
    assert not latch.is_set


def test_an_engine_that_does_not_answer_delays_no_press(server, live, latch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = live / "momentum" / "control.json"
        address.write_text(json.dumps({"port": silent.getsockname()[1], "token": "x"}))
        browser = server()
        began = time.monotonic()
        assert {press(browser)[0] for _ in range(40)} == {200}
        assert time.monotonic() - began < 4
        address.unlink()


def test_a_press_needs_no_engine_and_no_words(server, latch):
    assert press(server())[0] == 200
    assert latch.read().operator == "console"
    status, told = press(server(), operator=5, reason="later")
    assert (status, told["reason"]) == (200, "pressed in the console")


def test_many_presses_at_once_hold_one_latch(server, latch):
    browser = server()
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda at: press(browser, operator=f"op{at}"), range(24)))
    assert {status for status, _ in told} == {200}
    assert {answer["operator"] for _, answer in told} == {latch.read().operator}
    assert [path.name for path in latch.path.parent.iterdir() if path.name.startswith("HALT.")] == []


@pytest.mark.parametrize(
    "name",
    [
        "nobody",
        "no-session",
        "linked",
        "..",
        ".",
        "",
        "../outside",
        "momentum/../idle",
        "/etc",
        5,
        None,
        ["momentum"],
    ],
)
def test_only_names_of_sessions_are_taken(server, live, latch, name):
    status, told = press(server(), name)
    assert status == 404
    assert "there is no session" in told["message"]
    assert not latch.is_set
    assert not list(live.parent.rglob("HALT"))


def test_a_press_without_the_token_of_the_page_is_refused(server, latch):
    browser = server()
    assert (
        browser.post("rustybt/halt", {"session": "momentum"}, {"Content-Type": "application/json"})[0] == 403
    )
    assert not latch.is_set


def test_a_stranger_is_refused(server, latch):
    stranger = server(known=False)
    assert press(stranger)[0] == 403
    assert stranger.get("rustybt/sessions")[0] == 403
    assert "momentum" not in stranger.get("rustybt/")[1]
    assert not latch.is_set


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"momentum"'])
def test_a_body_that_is_none_is_refused(server, latch, body):
    browser = server()
    headers = {"Content-Type": "application/json", "X-XSRFToken": browser.xsrf}
    assert browser.post("rustybt/halt", body, headers)[0] in (400, 404)
    assert not latch.is_set


def test_the_page_lists_the_sessions_and_what_their_engines_say(server, live, latch):
    browser = server()
    press(browser, operator="<b>me</b>")
    status, page = browser.get("rustybt/")
    assert status == 200
    assert all(name in page for name in NAMES)
    assert "linked" not in page
    assert "<b>me" not in page
    assert "new WebSocket" in page
    assert '"line": true' in page
    with Engine(live / "idle"):
        told = json.loads(browser.get("rustybt/sessions")[1])["sessions"]
    since = told[1]["halt"].pop("time_ns")
    assert since == latch.read().time_ns
    assert told == [
        {"name": "idle", "halt": None, "state": "ARMED", "open_orders": 2},
        {"name": "momentum", "halt": {"reason": "pressed in the console", "operator": "<b>me</b>"}},
    ]


def test_the_installed_package_enables_it():
    installed = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_server_config.d" / "rustybt.json"
    if not installed.exists():
        pytest.skip("the package in this environment was installed before it had the extension: make setup")
    assert json.loads(installed.read_text())["ServerApp"]["jpserver_extensions"] == {
        "rustybt.widgets.server_extension": True
    }
