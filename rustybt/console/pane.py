"""The console as a component of Panel; importing this needs the extra ``viz``."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import panel as pn
import param
from panel.custom import JSComponent

from rustybt.console.served import Consoles, Page, ServedConsole
from rustybt.exceptions import CommandError

__all__ = ["ConsolePane"]

_HOST = Path(__file__).parent / "host.js"


class ConsolePane(JSComponent):
    """Shows the console of one session on one page: the module that draws it is the notebook's.

    Args:
        folder: Of the session.
        consoles: Of the server.
    """

    source = param.String()
    session = param.String()

    _esm = _HOST.read_text(encoding="utf-8")

    def __init__(self, folder: Path, consoles: Consoles, **options: Any) -> None:
        super().__init__(source=str(ServedConsole._esm), session=folder.name, **options)  # type: ignore[no-untyped-call]  # noqa: SLF001 - anywidget's name
        self._folder, self._consoles = folder, consoles
        self._console: ServedConsole | None = None
        self._document = pn.state.curdoc
        self._page = Page(self._deliver, self._missed)
        self.on_msg(self._heard)

    def leave(self, *_: object) -> None:
        """Stop showing: the page is closed."""
        self._console = None
        self._consoles.leave(self._folder, self._page)

    def _deliver(self, batch: dict[str, Any]) -> None:
        # The only call of a document that another thread may make.
        if self._document is not None:
            self._document.add_next_tick_callback(partial(self._send_msg, batch))

    def _missed(self) -> None:
        if self._console is not None:
            self._console.hear({"kind": "hello"})

    def _heard(self, event: Any) -> None:
        match event.data:
            case {"method": "open"}:
                self._page.taken()
                self._console = self._consoles.join(self._folder, self._page)
            case {"method": "taken"}:
                self._page.taken()
            case {"method": "custom", "content": str(content)} if self._console is not None:
                asked = json.loads(content)
                if isinstance(asked, dict):
                    self._console.hear(asked)
            case _:
                raise CommandError(f"a page sent {str(event.data)[:80]!r}, which is no message of a console")
