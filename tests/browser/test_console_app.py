"""The console in a browser without a notebook: a real server, a real engine in a process of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from rustybt.console.live_app import served_token
from rustybt.live.control import ask
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import JournalReader
from tests.browser.accessibility import faults, needs_axe
from tests.browser.live_console import press
from tests.console.servers import console_server, panel_serve
from tests.console.sessions import make_catalog, running, state
from tests.waits import until

pytest.importorskip("panel", reason="the console outside of a notebook needs the extra viz")
LINE = {"light": (0x1D, 0x5F, 0xD1), "dark": (0x6E, 0xA8, 0xFE)}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("catalog"))


def opened(page, address, says="ARMED"):
    """Open the page, and return its console when it says where the session stands."""
    page.goto(address)
    console = page.locator(".rb-console")
    console.locator(".rb-state", has_text=says).wait_for(timeout=60_000)
    return console


def market(console):
    return console.locator(".rb-tile", has_text="Market time").inner_text()


def request(address, method="GET", path="/", body=None, **headers):
    """Ask the server without a browser; gives the status, the text and the cookies."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=10)
    try:
        connection.request(
            method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def cookie_of(address):
    found = urlsplit(address)
    status, _, headers = request(address, path=f"/?{found.query}")
    assert status == 302
    assert headers["Location"] == "/"
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    return headers["Set-Cookie"].split(";")[0]


def sides_since_the_halt(folder):
    """Of the orders that left."""
    with JournalReader.open(folder / "journal.db") as journal:
        halted = max(record.seq for record in journal.read(kinds=("halt",)))
        rows = journal.sql(
            "SELECT event_data FROM order_audit_log WHERE event_type = 'submitted' AND seq > ?", (halted,)
        )
    return [json.loads(row["event_data"])["side"] for row in rows]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_console_is_drawn_and_streams(catalog, tmp_path, page_of, colours_of, scheme):
    with (
        running(tmp_path, catalog) as (folder, _),
        console_server(folder.parent, "--attach", "rotation") as (at, _),
    ):
        page = page_of(scheme, 1300, 1200)
        console = opened(page, at)
        assert "token" not in page.url
        assert page.title().startswith("rotation")
        console.locator("td", has_text="limit").first.wait_for(timeout=60_000)
        before = market(console)
        until(lambda: page.wait_for_timeout(100) or market(console) != before)
        seen = colours_of(console, f"console-{scheme}")
        assert seen.get(LINE[scheme], 0) > 150
        assert (sum(max(seen, key=seen.get)) < 384) == (scheme == "dark")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
        page.screenshot(path=tmp_path / f"page-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1300
        assert page.left_the_machine == []


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(catalog, tmp_path, page_of, scheme):
    with running(tmp_path, catalog) as (folder, process), console_server(folder.parent) as (at, _):
        page = page_of(scheme, 1300, 1200)
        page.goto(at)
        page.get_by_role("link", name="rotation").wait_for(timeout=60_000)
        assert faults(page) == []
        page.screenshot(path=tmp_path / f"list-{scheme}.png")
        console = opened(page, f"{page.url}?session=rotation")
        console.locator("td", has_text="limit").first.wait_for(timeout=60_000)
        assert faults(page) == []
        press(console)
        console.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)
        assert faults(page) == []
        assert "Jupyter" not in console.inner_text()
        page.screenshot(path=tmp_path / f"halted-{scheme}.png", full_page=True)
        process.kill()
        page.get_by_text("No engine runs this session").wait_for(timeout=60_000)
        assert faults(page) == []
        page.goto(f"{at.split('/?')[0]}/rustybt/")
        page.get_by_text("no engine answers").wait_for(timeout=60_000)
        assert faults(page) == []


def test_halt_halts_the_engine_and_an_operator_resumes_it(catalog, tmp_path, page_of):
    with (
        running(tmp_path, catalog) as (folder, _),
        console_server(folder.parent, "-a", "rotation") as (at, _),
    ):
        page, second = page_of(width=1300), page_of(width=1300)
        console = opened(page, at)
        other = opened(second, at)
        until(lambda: ask(folder, "status")["open_orders"])
        assert press(console)["ack"] < 2000
        assert HaltLatch(folder / "HALT").read().reason == "pressed in the console"
        until(lambda: state(folder) == "HALTED")
        until(lambda: not ask(folder, "status")["open_orders"])
        for each in (console, other):
            each.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)
        time.sleep(1)
        assert set(sides_since_the_halt(folder)) <= {"sell"}  # what reduces risk may leave
        sent = ask(folder, "status")["orders_submitted"]
        page.reload()
        console.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)
        page.screenshot(path=tmp_path / "halted.png", full_page=True)
        console.get_by_label("Operator").first.fill("ada")
        console.get_by_label("Reason").first.fill("looked at it")
        console.get_by_role("button", name="Resume trading").click()
        until(lambda: state(folder) == "ARMED")
        console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
        until(lambda: ask(folder, "status")["orders_submitted"] > sent)


def test_halt_stays_in_sight_and_a_stretch_of_the_chart_stays_chosen(catalog, tmp_path, page_of):
    with (
        running(tmp_path, catalog) as (folder, _),
        console_server(folder.parent, "-a", "rotation") as (at, _),
    ):
        page = page_of(width=900, height=500)
        console = opened(page, at)
        edge = page.get_by_role("region", name="HALT of rotation")
        assert edge.count() == 0
        chart = console.locator(".u-over").first
        until(lambda: page.wait_for_timeout(100) or len(ask(folder, "points", after=0)["points"]) > 60)
        box = chart.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
        page.mouse.up()
        whole = console.get_by_role("button", name="Show all")
        whole.wait_for(timeout=60_000)
        before = market(console)
        until(lambda: page.wait_for_timeout(100) or market(console) != before)
        assert whole.is_visible()
        whole.click()
        whole.wait_for(state="hidden", timeout=60_000)

        console.get_by_label("Filter events by words").scroll_into_view_if_needed()
        press_here = edge.get_by_role("button", name="HALT rotation")
        press_here.wait_for(timeout=60_000)
        page.screenshot(path=tmp_path / "edge.png")
        press_here.focus()
        page.keyboard.press("Space")
        until(lambda: state(folder) == "HALTED")
        edge.get_by_text("HALTED after").wait_for(timeout=60_000)
        assert HaltLatch(folder / "HALT").is_set
        edge.get_by_role("button", name="Show console").click()
        edge.wait_for(state="detached", timeout=60_000)
        assert console.get_by_role("button", name="HALT", exact=True).is_visible()


def test_a_hanging_engine_is_said_to_hang_and_its_halt_is_latched(catalog, tmp_path, page_of):
    with (
        running(tmp_path, catalog) as (folder, process),
        console_server(folder.parent, "-a", "rotation") as (at, _),
    ):
        page = page_of(width=1300)
        console = opened(page, at)
        os.kill(process.pid, signal.SIGSTOP)
        console.locator(".rb-tile", has_text="STALL").wait_for(timeout=60_000)
        assert press(console)["ack"] < 1000
        assert HaltLatch(folder / "HALT").is_set
        os.kill(process.pid, signal.SIGCONT)
        until(lambda: state(folder) == "HALTED")


def test_of_a_killed_engine_the_page_says_so_and_halt_holds(catalog, tmp_path, page_of):
    with (
        running(tmp_path, catalog) as (folder, process),
        console_server(folder.parent, "-a", "rotation") as (at, _),
    ):
        page = page_of("dark", 1300, 1200)
        console = opened(page, at)
        until(lambda: ask(folder, "status")["positions"])
        process.kill()
        process.wait()
        notice = page.get_by_text("No engine runs this session")
        notice.wait_for(timeout=60_000)
        console.locator(".rb-state", has_text="NOT RUNNING").wait_for(timeout=60_000)
        assert console.locator("table[aria-label=Positions] tbody tr").count() > 0
        page.screenshot(path=tmp_path / "killed.png", full_page=True)
        press(console)
        assert HaltLatch(folder / "HALT").is_set
        console.locator(".rb-state", has_text="HALTED").wait_for(timeout=60_000)
        assert page.left_the_machine == []


def test_a_console_that_is_opened_when_the_engine_has_ended_draws_its_values(
    catalog, tmp_path, page_of, colours_of
):
    with running(tmp_path, catalog) as (folder, process):
        with JournalReader.open(folder / "journal.db") as journal:
            until(lambda: len(list(journal.read(kinds=("values",)))) > 3)
        process.kill()
        process.wait()
        with console_server(folder.parent, "-a", "rotation") as (at, _):
            page = page_of("light", 1300, 1200)
            console = opened(page, at, says="NOT RUNNING")
            console.locator(".rb-legend-equity", has_text=",").wait_for(timeout=60_000)
            value = console.locator(".rb-legend-equity").inner_text().split()[-1]
            console.locator(".rb-tile", has_text="Equity").filter(has_text=value).wait_for(timeout=60_000)
            assert colours_of(console, "ended").get(LINE["light"], 0) > 150
            page.screenshot(path=tmp_path / "ended.png", full_page=True)


def test_a_page_whose_server_is_gone_says_so(catalog, tmp_path, page_of):
    with running(tmp_path, catalog) as (folder, _):
        with console_server(folder.parent, "-a", "rotation") as (at, server):
            page = page_of(width=1300)
            opened(page, at)
            last_resort = page.context.new_page()
            last_resort.goto(f"{page.url}rustybt/")
            last_resort.get_by_text("engine ARMED").wait_for(timeout=60_000)
            server.send_signal(signal.SIGINT)
            assert server.wait(20) == 0
        last_resort.get_by_text("This server has not answered for").wait_for(timeout=60_000)
        page.get_by_text("This page has heard nothing from its server").wait_for(timeout=60_000)
        assert "rustybt live halt rotation" in page.get_by_role("alert").first.inner_text()
        assert state(folder) == "ARMED"  # closing a console stops no engine


def test_all_sessions_are_listed_and_one_is_chosen(catalog, tmp_path, page_of):
    with running(tmp_path, catalog) as (folder, _):
        idle = folder.parent / "idle"
        idle.mkdir()
        HaltLatch(idle / "HALT").path.write_text(
            json.dumps({"reason": "<b>why</b>", "operator": "ada", "time_ns": 1})
        )
        with console_server(folder.parent) as (at, _):
            page = page_of(width=1300)
            page.goto(at)
            row = page.locator("tr", has_text="rotation")
            row.get_by_text("ARMED").wait_for(timeout=60_000)
            assert "<b>why</b> (ada)" in page.locator("tr", has_text="idle").inner_text()
            page.screenshot(path=tmp_path / "list.png")
            page.get_by_role("link", name="rotation").click()
            page.locator(".rb-console .rb-state", has_text="ARMED").wait_for(timeout=60_000)
            page.goto(f"{page.url.split('?')[0]}?session=nobody")
            page.get_by_text("there is no session 'nobody'").wait_for(timeout=60_000)

            page.get_by_role("link", name="halt page").click()
            page.get_by_role("button", name="HALT rotation").click()
            until(lambda: state(folder) == "HALTED")
            page.get_by_text("rotation: HALT is latched").wait_for(timeout=60_000)
            assert page.left_the_machine == []


def test_who_has_no_token_is_refused(catalog, tmp_path, page_of):
    with (
        running(tmp_path, catalog) as (folder, _),
        console_server(folder.parent, "-a", "rotation") as (at, _),
    ):
        token = parse_qs(urlsplit(at).query)["token"][0]
        page = page_of()
        for wrong in (at.split("?")[0], at.replace(token, token[:-2]), f"{at.split('?')[0]}?token=\u00e9"):
            assert page.goto(wrong).status == 403
            assert page.get_by_text("does not open the console").is_visible()
            assert page.locator(".rb-console").count() == 0
        # The cookie of another console is none of this one.
        known, host = cookie_of(at), urlsplit(at).netloc
        assert known.endswith(token)
        stranger = known.replace(token, token[::-1])
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
                   "Sec_WebSocket_Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}  # fmt: skip
        post = {"body": '{"session": "rotation"}', "Content_Type": "application/json"}
        assert request(at, Cookie=known)[0] == 200
        assert request(at, Cookie=stranger)[0] == 403
        assert request(at, Cookie=known, Host="evil.example")[0] == 403
        for path in ("/ws", "/autoload.js", "/metadata", "/rustybt/", "/rustybt/sessions"):
            assert request(at, path=path, Cookie=stranger, **(upgrade if path == "/ws" else {}))[0] == 403
        assert request(at, path="/ws", Cookie=known, Origin="http://evil.example", **upgrade)[0] == 403
        for wrong in ({"Cookie": stranger}, {"Cookie": known, "Origin": "http://127.0.0.1:1"},
                      {"Cookie": known, "Content_Type": "text/plain"}, {}):  # fmt: skip
            assert request(at, "POST", "/rustybt/halt", **{**post, **wrong})[0] == 403
        assert not HaltLatch(folder / "HALT").is_set
        status, text, _ = request(
            at, "POST", "/rustybt/halt", Cookie=known, **{**post, "body": '{"session": "no"}'}
        )
        assert (status, "there is rotation" in text) == (404, True)
        assert request(at, "POST", "/rustybt/halt", Cookie=known, **{**post, "body": "["})[0] == 404
        status, text, _ = request(at, "POST", "/rustybt/halt", Cookie=known, Origin=f"http://{host}", **post)
        assert (status, json.loads(text)["operator"]) == (200, "console")
        assert HaltLatch(folder / "HALT").is_set
        assert not answers(_own_address(), urlsplit(at).port)


def answers(host, port):
    try:
        with socket.create_connection((host, port), timeout=2):
            return True
    except OSError:
        return False


def _own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing
        return probe.getsockname()[0]


def test_panel_serve_opens_with_the_token_of_the_owner(catalog, tmp_path, page_of):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with running(tmp_path, catalog) as (folder, _), panel_serve(folder.parent, port) as (at, _):
        page = page_of(width=1300)
        for address in (at, f"{at}?token=wrong", f"{at}?session=rotation&token="):
            page.goto(address)
            page.get_by_text("This address does not open the console").wait_for(timeout=60_000)
            assert page.locator(".rb-console, .rb-list").count() == 0
        token = folder.parent / ".console-token"
        assert token.stat().st_mode & 0o777 == 0o600
        assert token.read_text() == served_token(folder.parent)
        strange = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13",
                   "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Origin": "http://evil.example"}  # fmt: skip
        assert request(at, path=f"/app/ws?token={token.read_text()}", **strange)[0] == 403
        page.goto(f"{at}?token={token.read_text()}")
        page.get_by_role("link", name="rotation").click()
        console = page.locator(".rb-console")
        console.locator(".rb-state", has_text="ARMED").wait_for(timeout=60_000)
        press(console)
        until(lambda: state(folder) == "HALTED")
        assert page.left_the_machine == []
