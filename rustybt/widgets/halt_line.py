"""A line that a page keeps open for HALT: a WebSocket in a thread of its own, which waits for no loop of the server.

The server's loop authenticates whoever opens a line and hands over the socket. What then comes by it is answered here,
also while that loop is busy: JupyterLab takes it for tenths of a second at a time when a page is loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from typing import Any

from rustybt.live.priority import raise_this_thread

__all__ = ["HaltLines", "handshake"]

MOST_LINES = 64
PING_SECONDS = 20.0
LATE_PINGS = 3
SWITCH_SECONDS = 0.0002
_USUAL_SWITCH = sys.getswitchinterval()
_LONGEST = 4096
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA

type Answer = Callable[[dict[str, Any]], dict[str, Any]]


def handshake(key: str) -> bytes:
    """Return the server's side of a WebSocket's handshake (RFC 6455).

    Args:
        key: The client's ``Sec-WebSocket-Key``.

    Example:
        >>> handshake("dGhlIHNhbXBsZSBub25jZQ==").split()[-1]
        b's3pPLMBiTxaQ9kYGzzhZRbK+xOo='
    """
    accept = base64.b64encode(hashlib.sha1((key + _GUID).encode(), usedforsecurity=False).digest()).decode()
    lines = ("HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade")
    return "\r\n".join((*lines, f"Sec-WebSocket-Accept: {accept}", "", "")).encode()


class HaltLines:
    """The lines of a server, a thread for each.

    Args:
        answer: Takes a message and returns its answer, both JSON objects; called in the line's thread.
        most: How many lines there may be at once.
    """

    def __init__(self, answer: Answer, most: int = MOST_LINES) -> None:
        self._answer, self._most = answer, most
        self._lock = Lock()
        self._open = 0

    @property
    def full(self) -> bool:
        """Whether no more lines are taken: a page then has its POST alone."""
        return self._open >= self._most

    def serve(self, connection: socket.socket) -> None:
        """Answer what comes by a line until it is closed; returns at once.

        Args:
            connection: After the handshake.
        """
        with self._lock:
            self._open += 1
        Thread(target=self._live, args=(connection,), name="rustybt-halt-line", daemon=True).start()

    def _live(self, connection: socket.socket) -> None:
        raise_this_thread()
        try:
            # Whatever is wrong with a line: it ends, and its page opens another.
            with connection, suppress(OSError, EOFError, ValueError):
                connection.settimeout(PING_SECONDS)
                self._talk(connection)
        finally:
            with self._lock:
                self._open -= 1

    def _talk(self, connection: socket.socket) -> None:
        while True:
            kind, data = _next_frame(connection)
            if kind == _TEXT:
                asked = json.loads(data)
                with _quick_turns():
                    told = self._answer(asked if isinstance(asked, dict) else {})
                    connection.sendall(_frame(_TEXT, json.dumps(told).encode()))
            elif kind == _PING:
                connection.sendall(_frame(_PONG, data))
            elif kind == _CLOSE:
                connection.sendall(_frame(_CLOSE, data[:2]))
                return
            elif kind != _PONG:
                raise ValueError(f"a line has no frames of kind {kind}")


@contextmanager
def _quick_turns() -> Iterator[None]:
    # To write a latch takes a dozen calls of the system, and after each of them a busy loop would keep the interpreter
    # for 5 ms more.
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(_USUAL_SWITCH)


def _next_frame(connection: socket.socket) -> tuple[int, bytes]:
    head = _first_bytes(connection)
    length = head[1] & 0x7F
    if length == 126:
        length = int.from_bytes(_exactly(connection, 2))
    # Of a browser every frame is whole and masked, and nothing that is asked here is long.
    if head[0] & 0xF0 != 0x80 or not head[1] & 0x80 or length > _LONGEST:
        raise ValueError("a frame in parts, without a mask, or too long")
    mask = _exactly(connection, 4)
    data = _exactly(connection, length)
    return head[0] & 0x0F, bytes(each ^ mask[at % 4] for at, each in enumerate(data))


def _first_bytes(connection: socket.socket) -> bytes:
    for _ in range(LATE_PINGS):
        try:
            return _exactly(connection, 2)
        except TimeoutError:
            # What lies between closes a line that is silent; and a page that is gone does not answer.
            connection.sendall(_frame(_PING, b""))
    raise EOFError("the page does not answer")


def _exactly(connection: socket.socket, count: int) -> bytes:
    found = bytearray()
    while len(found) < count:
        part = connection.recv(count - len(found))
        if not part:
            raise EOFError("the page hung up")
        found += part
    return bytes(found)


def _frame(kind: int, data: bytes) -> bytes:
    size = bytes([len(data)]) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2)
    return bytes([0x80 | kind]) + size + data
