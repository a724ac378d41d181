"""Halts a session from the Jupyter server's own process: it works while a kernel is busy, blocked or gone.

Installing the package enables it. ``POST rustybt/halt`` sets the latch of a session, durably, and tells its engine;
``GET rustybt/`` is a small page with a HALT for every session. Names come in, never paths.
"""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler, JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from rustybt.exceptions import CommandError, ConfigurationError, EngineNotRunningError, JournalError
from rustybt.live.control import ask
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.plan_parts import session_folder

__all__ = ["_jupyter_server_extension_points", "_load_jupyter_server_extension", "folder_of", "sessions"]

_PAGE = Path(__file__).parent / "static" / "halt.html"
_POKE_SECONDS = 5.0
_LOOK_SECONDS = 0.5
_LONGEST = 500
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
    known = sessions()
    if not isinstance(name, str) or name not in known:
        raise ConfigurationError(f"there is no session {name!r}: there are {sorted(known)}")
    return known[name]


class _HaltHandler(APIHandler):
    """Sets the latch of one session."""

    @web.authenticated
    async def post(self) -> None:
        """Halt the session of the body's ``session``; answers when the latch is on the disk."""
        began = time.perf_counter()
        body = self.get_json_body()
        asked: dict[str, Any] = body if isinstance(body, dict) else {}
        reason, operator = (_text(asked.get(name)) for name in ("reason", "operator"))
        try:
            folder = folder_of(asked.get("session"))
            record = HaltRecord(
                reason=reason or "pressed in the console",
                operator=operator or "console",
                time_ns=time.time_ns(),
            )
            loop = asyncio.get_running_loop()
            held = await loop.run_in_executor(_LATCHING, HaltLatch(folder / "HALT").set, record)
        except ConfigurationError as error:
            raise web.HTTPError(404, str(error)) from error
        except JournalError as error:
            raise web.HTTPError(500, str(error)) from error
        self.settings.setdefault("rustybt_pokes", set()).add(poke := asyncio.create_task(_poke(folder, held)))
        poke.add_done_callback(self.settings["rustybt_pokes"].discard)
        took = (time.perf_counter() - began) * 1000
        self.finish({"reason": held.reason, "operator": held.operator, "latch_ms": round(took, 3)})


class _SessionsHandler(APIHandler):
    """Tells where every session stands."""

    @web.authenticated
    async def get(self) -> None:
        """Answer with a list: name, halt, and what the engine says, if one answers in time."""
        known = sessions()
        told = await asyncio.gather(*(asyncio.to_thread(_look, name, path) for name, path in known.items()))
        self.finish(json.dumps({"sessions": told}))


class _PageHandler(JupyterHandler):
    """The page of last resort."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the page; the list is in it, so that it is there at once."""
        held = {name: HaltLatch(path / "HALT").read() for name, path in sessions().items()}
        known = [
            {
                "name": name,
                "halt": None if halt is None else {"reason": halt.reason, "operator": halt.operator},
            }
            for name, halt in held.items()
        ]
        data = json.dumps({"base": url_path_join(self.base_url, "rustybt"), "sessions": known})
        page = _PAGE.read_text(encoding="utf-8").replace("{{data}}", data.replace("<", "\\u003c"))
        # Reading the token also sets the cookie that a POST must repeat.
        page = page.replace("{{xsrf}}", self.xsrf_token.decode())
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(page)


async def _poke(folder: Path, record: HaltRecord) -> None:
    try:
        await asyncio.to_thread(
            ask, folder, "halt", timeout=_POKE_SECONDS, reason=record.reason, operator=record.operator
        )
    except (EngineNotRunningError, CommandError):
        return  # it reads the latch by itself, before every order and when it starts


def _look(name: str, folder: Path) -> dict[str, Any]:
    halt = HaltLatch(folder / "HALT").read()
    told = {
        "name": name,
        "halt": None if halt is None else {"reason": halt.reason, "operator": halt.operator},
    }
    try:
        status = ask(folder, "status", timeout=_LOOK_SECONDS)
    except (EngineNotRunningError, CommandError):
        return told
    return {**told, "state": status.get("state"), "open_orders": len(status.get("open_orders", ()))}


def _text(value: object) -> str:
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "rustybt.widgets.server_extension"}]


def _load_jupyter_server_extension(app: Any) -> None:
    at = url_path_join(app.web_app.settings["base_url"], "rustybt")
    app.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(at, "halt"), _HaltHandler),
            (url_path_join(at, "sessions"), _SessionsHandler),
            (f"{at}/?", _PageHandler),
        ],
    )
