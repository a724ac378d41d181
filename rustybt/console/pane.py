"""The widgets of the notebook as components of Panel; importing this needs the extra ``viz``."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import panel as pn
import param
from panel.custom import JSComponent

from rustybt.console.served import Consoles, Page, ServedConsole, ServedView
from rustybt.exceptions import CommandError

__all__ = ["ConsolePane", "Pane", "RunnerPane"]

_HOST = Path(__file__).parent / "host.js"


class _Shown(Protocol):
    def hear(self, content: dict[str, Any]) -> None: ...


class Pane(JSComponent):
    """Shows a widget on one page: the module that draws it is the notebook's.

    Args:
        source: That module.
        advice: What to do when the page hears nothing any more.
    """

    source = param.String()
    advice = param.String()

    _esm = _HOST.read_text(encoding="utf-8")

    def __init__(self, source: str, advice: str, **options: Any) -> None:
        super().__init__(source=source, advice=advice, **options)  # type: ignore[no-untyped-call]
        self._widget: _Shown | None = None
        self._document = pn.state.curdoc
        self._page = Page(self._deliver, self._missed)
        self.on_msg(self._heard)
        if self._document is not None and self._document.session_context is not None:
            pn.state.on_session_destroyed(self.leave)

    def leave(self, *_: object) -> None:
        """Stop showing: the page is closed."""
        self._widget = None
        self._part()

    def _join(self) -> _Shown:
        raise NotImplementedError

    def _part(self) -> None:
        raise NotImplementedError

    def _deliver(self, batch: dict[str, Any]) -> None:
        # The only call of a document that another thread may make.
        if self._document is not None:
            self._document.add_next_tick_callback(partial(self._send_msg, batch))

    def _missed(self) -> None:
        if self._widget is not None:
            self._widget.hear({"kind": "hello"})

    def _heard(self, event: Any) -> None:
        match event.data:
            case {"method": "open"}:
                self._page.taken()
                self._widget = self._join()
            case {"method": "taken"}:
                self._page.taken()
            case {"method": "custom", "content": str(content)} if self._widget is not None:
                asked = json.loads(content)
                if isinstance(asked, dict):
                    self._widget.hear(asked)
            case _:
                raise CommandError(f"a page sent {str(event.data)[:80]!r}, which is no message of a widget")


class ConsolePane(Pane):
    """Shows the console of one session.

    Args:
        folder: Of the session.
        consoles: Of the server.
    """

    def __init__(self, folder: Path, consoles: Consoles, **options: Any) -> None:
        advice = (
            "Start rustybt console again and open its new address. HALT in a terminal: rustybt live halt "
            f"{folder.name}"
        )
        self._folder, self._consoles = folder, consoles
        super().__init__(str(ServedConsole._esm), advice, **options)  # noqa: SLF001 - anywidget's name

    def _join(self) -> _Shown:
        return self._consoles.join(self._folder, self._page)

    def _part(self) -> None:
        self._consoles.leave(self._folder, self._page)


class RunnerPane(Pane):
    """Shows a runner of the server, which goes on when the page is closed.

    Args:
        runner: Of the server.
    """

    def __init__(self, runner: ServedView, **options: Any) -> None:
        self._runner = runner
        super().__init__(str(runner._esm), "Start panel serve again, and reload the page.", **options)  # noqa: SLF001

    def _join(self) -> _Shown:
        self._runner.join(self._page)
        return self._runner

    def _part(self) -> None:
        self._runner.leave(self._page)
