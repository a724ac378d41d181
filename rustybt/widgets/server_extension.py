"""Halts a session from the Jupyter server's own process: it works while a kernel is busy, blocked or gone.

Installing the package enables it. ``POST rustybt/halt`` sets the latch of a session, durably, and tells its engine;
``rustybt/line`` is a WebSocket for the same, which waits for nothing that the server is busy with; ``GET rustybt/`` is
a small page with a HALT for every session. Names come in, never paths.
"""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.iostream import SSLIOStream

from rustybt.exceptions import CommandError, ConfigurationError, EngineNotRunningError, JournalError
from rustybt.live.control import ask, halt_session
from rustybt.live.halt import HaltRecord
from rustybt.live.plan_parts import session_folder
from rustybt.widgets.halt_line import HaltLines, handshake
from rustybt.widgets.halt_page import asked_halt, page_of, told_of

__all__ = ["_jupyter_server_extension_points", "_load_jupyter_server_extension", "folder_of", "sessions"]

_POKE_SECONDS = 5.0
# Of its own: engines that do not answer may hold every thread of the loop's for seconds.
_LATCHING = ThreadPoolExecutor(4, "rustybt-halt")


def sessions() -> dict[str, Path]:
    """Return the folders of all sessions under the live folder, by name; links and other folders are none."""
    root = session_folder("any").parent
    if not root.is_dir():
        return {}
    found = {path.name: path for path in sorted(root.iterdir()) if path.is_dir() and not path.is_symlink()}
    return {name: path for name, path in found.items() if (path / "journal.db").is_file()}


def folder_of(name: object) -> Path:
    """Return the folder of a session that exists.

    Args:
        name: As a browser sent it.

    Raises:
        ConfigurationError: If there is no session of this name.
    """
    # Only the one folder is looked at: a press waits for this.
    path = session_folder("any").parent / name if isinstance(name, str) else None
    if path is None or path.name != name or path.is_symlink() or not (path / "journal.db").is_file():
        raise ConfigurationError(f"there is no session {name!r}: there are {sorted(sessions())}")
    return path


def _latch(asked: dict[str, Any]) -> tuple[Path, HaltRecord]:
    folder = folder_of(asked.get("session"))
    reason, operator = asked_halt(asked)
    record = HaltRecord(reason=reason, operator=operator, time_ns=time.time_ns())
    return folder, halt_session(folder, record)


def _halted(asked: dict[str, Any]) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        folder, held = _latch(asked)
    except (ConfigurationError, JournalError) as error:
        return {"id": asked.get("id"), "message": str(error)}
    _tell_engine(folder, held)
    return {"id": asked.get("id"), **_told(held, began)}


def _told(held: HaltRecord, began: float) -> dict[str, Any]:
    took = (time.perf_counter() - began) * 1000
    return {"reason": held.reason, "operator": held.operator, "latch_ms": round(took, 3)}


_LINES = HaltLines(_halted)


class _HaltHandler(APIHandler):
    """Sets the latch of one session."""

    @web.authenticated
    async def post(self) -> None:
        """Halt the session of the body's ``session``; answers when the latch is on the disk."""
        began = time.perf_counter()
        body = self.get_json_body()
        asked: dict[str, Any] = body if isinstance(body, dict) else {}
        loop = asyncio.get_running_loop()
        try:
            folder, held = await loop.run_in_executor(_LATCHING, _latch, asked)
        except ConfigurationError as error:
            raise web.HTTPError(404, str(error)) from error
        except JournalError as error:
            raise web.HTTPError(500, str(error)) from error
        _tell_engine(folder, held)
        self.finish(_told(held, began))


class _LineHandler(JupyterHandler):
    """Opens a line, and hands it to a thread of its own."""

    @web.authenticated
    async def get(self) -> None:
        """Take the socket from the server, if it is a page of this server that asks."""
        headers = self.request.headers
        key = headers.get("Sec-WebSocket-Key", "")
        if headers.get("Upgrade", "").lower() != "websocket" or not key:
            raise web.HTTPError(400, "a line is a WebSocket")
        if not self.check_origin():
            raise web.HTTPError(403, "a line is opened by a page of this server")
        if _LINES.full or isinstance(getattr(self.request.connection, "stream", None), SSLIOStream):
            raise web.HTTPError(503, "no line: there is POST rustybt/halt")
        stream = self.detach()
        await stream.write(handshake(key))
        connection = stream.socket.dup()
        stream.close()
        _LINES.serve(connection)


class _SessionsHandler(APIHandler):
    """Tells where every session stands."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with a list: name, halt, and what the engine says, if one answers in time."""
        self.finish(json.dumps({"sessions": await told_of(sessions())}))


class _PageHandler(JupyterHandler):
    """The page of last resort."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the page; the list is in it, so that it is there at once."""
        # Reading the token also sets the cookie that a POST must repeat.
        xsrf = self.xsrf_token.decode()
        page = page_of(url_path_join(self.base_url, "rustybt"), sessions(), line=True, xsrf=xsrf)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(page)


def _tell_engine(folder: Path, record: HaltRecord) -> None:
    # In no executor: a server that ends waits for what is in one, and an engine that is silent takes its time.
    thread = Thread(target=_poke, args=(folder, record), name="rustybt-poke", daemon=True)
    # A server that ends may start none any more: the latch is on the disk, and its press is answered nonetheless.
    with suppress(RuntimeError):
        thread.start()


def _poke(folder: Path, record: HaltRecord) -> None:
    # What it says does not matter: it reads the latch by itself, before every order and when it starts.
    with suppress(EngineNotRunningError, CommandError):
        ask(folder, "halt", timeout=_POKE_SECONDS, reason=record.reason, operator=record.operator)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "rustybt.widgets.server_extension"}]


def _load_jupyter_server_extension(app: Any) -> None:
    at = url_path_join(app.web_app.settings["base_url"], "rustybt")
    app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(at, "halt"), _HaltHandler),
            (url_path_join(at, "line"), _LineHandler),
            (url_path_join(at, "sessions"), _SessionsHandler),
            (f"{at}/?", _PageHandler),
        ],
    )
