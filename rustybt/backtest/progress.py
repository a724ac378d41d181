"""The progress of a run, where somebody looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

__all__ = ["Progress", "ProgressOption", "in_kernel", "shown"]

type Progress = Callable[[int, int], object]
"""Called with the bars done and all bars."""

type ProgressOption = Progress | bool | None
"""The caller's own; True for a bar, False for none, None for a bar where somebody looks.

Nobody does where the environment's ``RUSTYBT_PROGRESS`` is 0, as in a notebook that runs in a batch.
"""

# A run shorter than this is over before a bar would help.
DELAY_SECONDS = 0.5


@contextmanager
def shown(title: str, progress: ProgressOption, unit: str = "bars") -> Iterator[Progress | None]:
    """Give a run something to tell its progress to.

    Args:
        title: What runs.
        progress: The caller's own; True for a bar, False for none, None for a bar where somebody looks.
        unit: What is counted.

    Yields:
        What to call, or None.
    """
    if callable(progress):
        yield progress
    elif progress is False or (progress is None and not _somebody_looks()):
        yield None
    else:
        with _Bar(title, unit) as bar:
            yield bar


def in_kernel() -> bool:
    """Return whether this is the kernel of a notebook; that ipykernel is imported does not make it one."""
    shell = sys.modules.get("IPython.core.getipython")
    return shell is not None and hasattr(shell.get_ipython(), "kernel")


def _somebody_looks() -> bool:
    return os.environ.get("RUSTYBT_PROGRESS") != "0" and (sys.stderr.isatty() or in_kernel())


class _Bar:
    """A rich bar that appears once a run takes longer than a glance."""

    def __init__(self, title: str, unit: str) -> None:
        self._title, self._unit = title, unit

    def __enter__(self) -> _Bar:
        import time

        self._clock = time.monotonic
        self._begun = self._clock()
        self._live: RichProgress | None = None
        return self

    def __call__(self, done: int, total: int) -> None:
        if self._live is None and self._clock() - self._begun > DELAY_SECONDS:
            self._live = self._start(total)
        if self._live is not None:
            rate = done / max(self._clock() - self._begun, 1e-9)
            self._live.update(self._task, completed=done, rate=f"{rate:,.0f} {self._unit}/s")

    def _start(self, total: int) -> RichProgress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        live = Progress(*columns, console=Console(stderr=True), transient=True)
        live.start()
        self._task = live.add_task(self._title, total=total, rate="")
        return live

    def __exit__(self, *_: object) -> None:
        if self._live is not None:
            self._live.stop()
