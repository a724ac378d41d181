"""The line that a page keeps open for HALT, over a pair of sockets: frames as a browser sends them (RFC 6455)."""

from __future__ import annotations

import json
import socket
import sys
from contextlib import suppress
from threading import current_thread

import pytest

from rustybt.widgets.halt_line import HaltLines
from tests.live.places import ORDINARY, granted, place
from tests.waits import until

MASK = b"\x01\x02\x03\x04"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


def masked(kind, data):
    return (
        bytes([0x80 | kind, 0x80 | len(data)]) + MASK + bytes(b ^ MASK[at % 4] for at, b in enumerate(data))
    )


@pytest.fixture
def line():
    """The page's end of a line that answers with what was asked, and by whom."""

    def answer(asked):
        thread = current_thread()
        return {
            "asked": asked,
            "by": thread.name,
            "place": place(thread.native_id) if sys.platform == "linux" else None,
        }

    page, server = socket.socketpair()
    lines = HaltLines(answer, most=1)
    page.settimeout(60)
    with page:
        lines.serve(server)
        assert lines.full
        yield page
    until(lambda: not lines.full)


def frame(page):
    """The next frame of the server's: its kind and data."""
    head = page.recv(2)
    length = head[1]
    if length == 126:
        length = int.from_bytes(page.recv(2))
    return head[0] & 0xF, page.recv(length)


def test_it_answers_in_a_thread_of_its_own(line):
    line.sendall(masked(TEXT, b'{"session": "Rotation"}'))
    kind, data = frame(line)
    told = json.loads(data)
    assert kind == TEXT
    assert told["asked"] == {"session": "Rotation"}
    assert told["by"] == "rustybt-halt-line"
    if sys.platform == "linux" and granted():
        assert tuple(told["place"]) != ORDINARY


def test_it_goes_on_after_a_ping_and_ends_with_a_close(line):
    line.sendall(masked(PING, b"there?"))
    assert frame(line) == (PONG, b"there?")
    line.sendall(masked(TEXT, b"[]"))
    assert json.loads(frame(line)[1])["asked"] == {}
    line.sendall(masked(CLOSE, b"\x03\xe8"))
    assert frame(line) == (CLOSE, b"\x03\xe8")
    assert line.recv(1) == b""


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(bytes([0x80 | TEXT, 2]) + b"{}", id="without a mask"),
        pytest.param(bytes([TEXT, 0x82]) + MASK + b"{}", id="in parts"),
        pytest.param(bytes([0x80 | TEXT, 0x80 | 126]) + (5000).to_bytes(2) + MASK, id="too long"),
        pytest.param(masked(TEXT, b"{"), id="no JSON"),
        pytest.param(masked(2, b"{}"), id="binary"),
    ],
)
def test_what_no_page_sends_ends_it(line, wrong):
    line.sendall(wrong)
    with suppress(ConnectionResetError):  # it hung up before it had read it all
        assert line.recv(1) == b""
