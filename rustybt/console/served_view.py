"""The notebook's runners without a notebook: one of each for a server, however many pages show it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anywidget

from rustybt.console.served import Page
from rustybt.widgets.backtest_runner import BacktestRunner
from rustybt.widgets.optimization_runner import OptimizationRunner
from rustybt.widgets.run_choices import Choices
from rustybt.widgets.view import View

__all__ = ["ServedBacktests", "ServedStudies", "ServedView"]

BEAT_SECONDS = 0.5


class ServedView(View):
    """A widget whose front ends are pages of a server; it goes on when the last of them is closed.

    Args:
        arguments: Of the widget.
        options: Of the widget.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._pages: frozenset[Page] = frozenset()
        self._beat_at = 0.0
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

    def look(self) -> None:
        """Look as the widget does, and let the pages know that the server is there."""
        super().look()
        now = time.monotonic()
        if now - self._beat_at >= BEAT_SECONDS:
            self._beat_at = now
            for page in self._pages:
                page.show({"beat": {"at": now}})

    def join(self, page: Page) -> None:
        """Show a page all there is, and keep it up to date.

        Args:
            page: Which has just opened.
        """
        self._pages |= {page}
        page.show({name: getattr(self, name) for name in self._own})

    def leave(self, page: Page) -> None:
        """Forget a page.

        Args:
            page: Which was closed.
        """
        self._pages -= {page}

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


class ServedBacktests(ServedView, BacktestRunner):
    """The backtest runner of a server.

    Args:
        choices: What there is to choose from.
        options: As in :class:`BacktestRunner`.
    """

    def __init__(self, choices: Choices, **options: Any) -> None:
        super().__init__(choices, **options)


class ServedStudies(ServedView, OptimizationRunner):
    """The optimisation runner of a server.

    Args:
        choices: What there is to choose from.
        options: As in :class:`OptimizationRunner`.
    """

    def __init__(self, choices: Choices, **options: Any) -> None:
        super().__init__(choices, **options)
