"""A progress bar for long work, where somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rustybt.data.adapters.base import Progress

__all__ = ["shown"]


@contextmanager
def shown(title: str) -> Iterator[Progress]:
    """Show a bar with rate and remaining time, in a terminal or a notebook; nothing in a log.

    Args:
        title: What is done.

    Yields:
        To be called with parts done, all parts and the last part.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(title, total=None)

        def tell(done: int, total: int, last: str) -> None:
            progress.update(task, completed=done, total=total, description=f"{title} {last}")

        yield tell
