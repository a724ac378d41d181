"""The notebook's widgets without a notebook: one of each for a server, however many pages show it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import anywidget

from rustybt.console.attached import AttachedEngine
from rustybt.widgets.console import LiveConsole
from rustybt.widgets.view import View

__all__ = ["Consoles", "Page", "ServedConsole", "ServedView"]

MOST_MESSAGES = 64

type Message = tuple[dict[str, Any], list[bytes]]


class Page:
    """What one page is told: one batch at a time, so that a page that sleeps holds nothing up and nothing piles up.

    Args:
        deliver: Takes a batch to the page, from any thread: ``state`` and ``messages`` as JSON, and the ``buffers`` of
            the messages, one after the other.
        missed: Called when messages were dropped, for what a page needs to be whole again.
    """

    def __init__(self, deliver: Callable[[dict[str, Any]], None], missed: Callable[[], None]) -> None:
        self._deliver, self._missed = deliver, missed
        self._lock = Lock()
        self._state: dict[str, Any] = {}
        self._messages: deque[Message] = deque()
        self._dropped = False
        self._waiting = False

    def show(self, state: dict[str, Any]) -> None:
        """Change what the page shows; of several values of a trait the last one counts.

        Args:
            state: Traits by name, JSON-typed.
        """
        with self._lock:
            self._state |= state
            batch = self._next()
        self._send(batch)

    def tell(self, content: dict[str, Any], buffers: Sequence[bytes]) -> None:
        """Send the page a message.

        Args:
            content: JSON-typed.
            buffers: Bytes that come with it.
        """
        with self._lock:
            if len(self._messages) >= MOST_MESSAGES:
                # Answers to commands stay; points and events are asked for again.
                self._messages = deque(each for each in self._messages if "id" in each[0])
                self._dropped = True
            if not self._dropped or "id" in content:
                self._messages.append((content, [bytes(each) for each in buffers]))
            batch = self._next()
        self._send(batch)

    def taken(self) -> None:
        """Note that the page has drawn the batch: the next may go."""
        with self._lock:
            self._waiting = False
            missed, self._dropped = self._dropped, False
            batch = self._next()
        self._send(batch)
        if missed:
            self._missed()

    def _next(self) -> dict[str, Any] | None:
        if self._waiting or not (self._state or self._messages):
            return None
        self._waiting = True
        state, messages = self._state, list(self._messages)
        self._state, self._messages = {}, deque()
        return {
            "state": json.dumps(state),
            "messages": json.dumps(
                [{"content": content, "buffers": len(held)} for content, held in messages]
            ),
            "buffers": [each for _, held in messages for each in held],
        }

    def _send(self, batch: dict[str, Any] | None) -> None:
        if batch is not None:
            self._deliver(batch)


class ServedView(View):
    """A widget whose front ends are pages of a server, not of a notebook.

    Args:
        arguments: Of the widget.
        options: Of the widget.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._pages: frozenset[Page] = frozenset()
        self._answering = ThreadPoolExecutor(1, "rustybt-served-view")
        super().__init__(*arguments, **options)
        own = set(self.trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names())
        self._own = sorted(name for name in own if not name.startswith("_"))
        self.observe(self._changed, names=self._own)

    def send(self, content: dict[str, Any], buffers: Sequence[bytes] | None = None) -> None:
        """Send a message to every page.

        Args:
            content: JSON-typed.
            buffers: Bytes that come with it.
        """
        for page in self._pages:
            page.tell(content, buffers or ())

    def join(self, page: Page) -> None:
        """Show a page all there is, and keep it up to date.

        Args:
            page: Which has just opened.
        """
        self._pages |= {page}
        page.show({name: getattr(self, name) for name in self._own})

    def leave(self, page: Page) -> bool:
        """Forget a page.

        Args:
            page: Which was closed.

        Returns:
            Whether no page is left.
        """
        self._pages -= {page}
        return not self._pages

    def hear(self, content: dict[str, Any]) -> None:
        """Do what a page asks for, without holding up the caller.

        Args:
            content: The message.
        """
        if self.alive:
            self._answering.submit(self._handle_custom_msg, content, [])

    def close(self) -> None:
        """Stop looking and listening."""
        super().close()
        self._answering.shutdown(wait=False, cancel_futures=True)

    def _changed(self, change: Any) -> None:
        for page in self._pages:
            page.show({change["name"]: change["new"]})


class ServedConsole(ServedView, LiveConsole):
    """The live console of a server."""

    def hear(self, content: dict[str, Any]) -> None:
        """Do what a page asks for, without holding up the caller; a HALT waits for no other page or command.

        Args:
            content: The message.
        """
        if content.get("kind") == "halt":
            Thread(
                target=self._handle_custom_msg, args=(content, []), name="rustybt-halt", daemon=True
            ).start()
        else:
            super().hear(content)


class Consoles:
    """The consoles of a server: one for each session that a page shows, none for the others."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[Path, ServedConsole] = {}

    def join(self, folder: Path, page: Page) -> ServedConsole:
        """Show a session on a page.

        Args:
            folder: Of the session.
            page: Which has just opened.
        """
        with self._lock:
            console = self._open.get(folder)
            if console is None:
                console = self._open[folder] = ServedConsole(AttachedEngine(folder))
            console.join(page)
            return console

    def leave(self, folder: Path, page: Page) -> None:
        """Forget a page; a console that nobody looks at is closed.

        Args:
            folder: Of the session.
            page: Which was closed.
        """
        with self._lock:
            console = self._open.get(folder)
            if console is None or not console.leave(page):
                return
            del self._open[folder]
        # It waits for a look at an engine that may hang.
        Thread(target=console.close, name="rustybt-close", daemon=True).start()
