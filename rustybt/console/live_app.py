"""The live console as an app of Panel: of one session, or of those of a machine to choose from."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rustybt.console.attached import AttachedEngine
from rustybt.console.document import KEPT_IN, argument, dress, knows, refusal
from rustybt.console.served import Consoles
from rustybt.console.session_list import table_of
from rustybt.exceptions import ConfigurationError, CredentialError, MissingExtraError
from rustybt.live.last_state import sessions_in
from rustybt.live.plan_parts import session_folder
from rustybt.live.private_files import read_private, write_private

if TYPE_CHECKING:
    from panel.viewable import Viewable

__all__ = ["LiveApp", "serve", "served_token"]

ADDRESS = "127.0.0.1"
LIST_MILLISECONDS = 2000
TITLE = "rustybt console"
_HALTS = " To halt a session, in a terminal: <code>rustybt live halt NAME --reason why</code>"


class LiveApp:
    """The app: `page` makes each page that is opened.

    Args:
        name: Of the session to show; None for those under ``root``, of which ``?session=NAME`` chooses one.
        root: Where sessions lie; see `session_folder`.
        base_url: Path under which the server halts without a websocket; "" if it does not.
        token: Which an address must hold as ``token``; "" if the server itself asks who comes.

    Raises:
        ConfigurationError: If there is no session of the name; those that exist are named.
        MissingExtraError: If Panel is not installed.
    """

    def __init__(
        self, name: str | None = None, root: Path | str | None = None, *, base_url: str = "", token: str = ""
    ) -> None:
        if find_spec("panel") is None:
            raise MissingExtraError("a console outside of a notebook needs Panel: pip install 'rustybt[viz]'")
        self.root = session_folder("any", root).parent
        self.name = name if name is None else self._folder(name).name
        self._base_url, self._token = base_url, token
        self._consoles = Consoles()
        self._engines: dict[Path, AttachedEngine] = {}
        self._lock = Lock()

    def page(self) -> Viewable:
        """Return what the page of this moment's document shows."""
        dress(TITLE, self._base_url)
        if self._token and not knows(self._token):
            return refusal("console", _HALTS)
        name = self.name or argument("session")
        if not name:
            return self._list()
        try:
            folder = self._folder(name)
        except ConfigurationError as error:
            return self._list(str(error))
        dress(f"{name} \u00b7 {TITLE}", self._base_url)
        from rustybt.console.pane import ConsolePane

        return ConsolePane(folder, self._consoles, sizing_mode="stretch_width")

    def _list(self, error: str = "") -> Viewable:
        import panel as pn

        halt_page = f"{self._base_url}rustybt/" if self._base_url else ""
        shown = pn.pane.HTML(sizing_mode="stretch_width")  # type: ignore[no-untyped-call]

        async def look() -> None:
            import asyncio

            sessions = await asyncio.to_thread(self._sessions)
            shown.object = table_of(sessions, str(self.root), halt_page, error, token=self._token)

        # An engine that hangs is waited for, and nobody else shall wait with this page.
        pn.state.onload(look)
        pn.state.add_periodic_callback(look, period=LIST_MILLISECONDS)  # type: ignore[arg-type]
        return shown

    def _sessions(self) -> list[dict[str, Any]]:
        folders = list(sessions_in(self.root))
        with self._lock:
            self._engines = {
                folder: self._engines.get(folder) or AttachedEngine(folder) for folder in folders
            }
            engines = list(self._engines.values())
        return [engine.get_status() for engine in engines]

    def _folder(self, name: str) -> Path:
        folders = {folder.name: folder for folder in sessions_in(self.root)}
        if name not in folders:
            there = ", ".join(folders) or "none"
            raise ConfigurationError(f"there is no session {name!r} in {self.root}: there is {there}")
        return folders[name]


def served_token(root: Path | str | None = None) -> str:
    """Return the token of the consoles under ``panel serve``: it lies beside the sessions, for their owner to read.

    Args:
        root: Where sessions lie; see `session_folder`.

    Raises:
        CredentialError: If its file cannot be made, or is open to others.
    """
    path = session_folder("any", root).parent / KEPT_IN
    if not path.exists():
        try:
            write_private(path, secrets.token_urlsafe(32).encode())
        except CredentialError:
            if not path.exists():  # it is there if another page was quicker
                raise
    return read_private(path).decode()


def serve(
    name: str | None = None,
    root: Path | str | None = None,
    *,
    port: int = 0,
    ready: Callable[[str], None],
) -> None:
    """Serve the console on this machine's own address until it is interrupted.

    Args:
        name: Of the session; None for all to choose from.
        root: Where sessions lie; see `session_folder`.
        port: To listen on; 0 for a free one.
        ready: Called with the address, which holds the token, once a browser may come.

    Raises:
        ConfigurationError: If there is no such session, or the port cannot be listened on.
        MissingExtraError: If Panel is not installed.
    """
    app = LiveApp(name, root, base_url="/")
    import panel as pn
    from bokeh.settings import settings

    from rustybt.console.access import Door, halt_routes

    token, hosts = secrets.token_urlsafe(32), list[str]()
    try:
        server = pn.io.server.get_server(
            {"/": app.page}, port=port, address=ADDRESS, auth_provider=Door(token, hosts),
            extra_patterns=halt_routes(app.root),
        )  # fmt: skip
    except OSError as error:
        raise ConfigurationError(
            f"port {port} of {ADDRESS} cannot be listened on ({error}): give another"
        ) from error
    hosts += [f"{ADDRESS}:{server.port}", f"localhost:{server.port}"]
    settings.allowed_ws_origin = hosts
    server.start()
    server.io_loop.add_callback(partial(ready, f"http://{ADDRESS}:{server.port}/?token={quote(token)}"))
    with suppress(KeyboardInterrupt):
        server.io_loop.start()
    server.stop()
