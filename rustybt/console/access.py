"""Who may open a served console, and its HALT that needs no websocket; importing this needs the extra ``viz``."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bokeh.server.auth_provider import AuthProvider
from bokeh.server.views.auth_request_handler import AuthRequestHandler
from tornado.web import RequestHandler

from rustybt.console.attached import AttachedEngine
from rustybt.exceptions import ConfigurationError, JournalError
from rustybt.live.last_state import sessions_in
from rustybt.widgets.halt_page import asked_halt, page_of, told_of

__all__ = ["Door", "halt_routes"]

BASE = "/rustybt"
_REFUSED = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>rustybt</title><link rel="icon" href="data:,">'
    "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:3em auto;"
    "padding:0 1em}</style><h1>This address does not open the console</h1><p>Use the whole address that "
    "<code>rustybt console</code> printed, with its token. To halt a session, in a terminal: "
    "<code>rustybt live halt NAME --reason why</code></p></html>"
)


class Door(AuthProvider):
    """Lets in who comes with the token, and remembers the browser by a cookie of this port.

    Args:
        token: Which the address holds.
        hosts: As which this server is asked for: another name for this machine is a page of a stranger.
    """

    def __init__(self, token: str, hosts: list[str]) -> None:
        self._token = token
        self._hosts = hosts
        super().__init__()

    @property
    def get_user(self) -> None:
        """None: it is asked on the server's loop."""
        return

    @property
    def get_user_async(self) -> Callable[[Any], Awaitable[Any]]:
        """What tells who asks."""
        return self._who

    @property
    def login_url(self) -> str:
        """Where nobody is ever sent: a stranger is refused."""
        return BASE

    async def _who(self, handler: RequestHandler) -> str | None:
        request = handler.request
        if request.host not in self._hosts:
            _refuse(handler)
            return None
        cookie = f"rustybt-console-{request.host.rpartition(':')[2]}"
        if self._knows(handler.get_cookie(cookie, "") or ""):
            return "operator"
        if not self._knows(handler.get_query_argument("token", "")):
            _refuse(handler)
            return None
        handler.set_cookie(cookie, self._token, httponly=True, samesite="Strict", path="/")
        if request.method == "GET" and "upgrade" not in request.headers.get("Connection", "").lower():
            # So that the token stands in no bookmark, and on no screenshot.
            name = handler.get_query_argument("session", "")
            handler.redirect(f"{request.path}?session={name}" if _is_name(name) else request.path)
        return "operator"

    def _knows(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())


def _is_name(name: str) -> bool:
    return bool(name) and all(each.isalnum() or each in "_.-" for each in name) and name.isascii()


def _refuse(handler: RequestHandler) -> None:
    handler.set_status(403)
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    handler.finish(_REFUSED)


def halt_routes(root: Path) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return the routes of the halt page: the one of the Jupyter server, and what it asks for.

    Args:
        root: Where the sessions lie.
    """
    arguments = {"root": root}
    return [
        (f"{BASE}/halt", _HaltHandler, arguments),
        (f"{BASE}/sessions", _SessionsHandler, arguments),
        (f"{BASE}/?", _PageHandler, arguments),
    ]


class _Handler(AuthRequestHandler):
    def initialize(self, root: Path) -> None:
        self.root = root
        self.set_header("Cache-Control", "no-store")

    def folders(self) -> dict[str, Path]:
        return {folder.name: folder for folder in sessions_in(self.root)}

    def tell(self, told: dict[str, Any], status: int = 200) -> None:
        self.set_status(status)
        self.finish(told)


class _HaltHandler(_Handler):
    async def post(self) -> None:
        # A page of another origin can send neither: it would have to ask first, and is not answered.
        origin = self.request.headers.get("Origin", f"http://{self.request.host}")
        kind = self.request.headers.get("Content-Type", "")
        if origin != f"http://{self.request.host}" or not kind.startswith("application/json"):
            self.tell({"message": "a halt is sent by a page of this console"}, 403)
            return
        try:
            asked = json.loads(self.request.body or b"{}")
        except ValueError:
            asked = {}
        asked = asked if isinstance(asked, dict) else {}
        folder = self.folders().get(str(asked.get("session")))
        if folder is None:
            there = ", ".join(self.folders()) or "none"
            self.tell({"message": f"there is no session {asked.get('session')!r}: there is {there}"}, 404)
            return
        engine = AttachedEngine(folder)
        try:
            held = await asyncio.to_thread(engine.halt, *asked_halt(asked))
        except (ConfigurationError, JournalError) as error:
            self.tell({"message": str(error)}, 500)
            return
        self.tell({"reason": held.reason, "operator": held.operator})


class _SessionsHandler(_Handler):
    async def get(self) -> None:
        self.tell({"sessions": await told_of(self.folders())})


class _PageHandler(_Handler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page_of(BASE, self.folders()))
