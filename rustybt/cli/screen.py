"""What commands show: progress with the time that is left, and results side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from rustybt.backtest.result import BacktestResult

__all__ = ["progress_of", "show", "summary_table"]


@contextmanager
def progress_of(title: str) -> Iterator[Callable[..., None]]:
    """Show the progress of one piece of work on the standard error.

    Args:
        title: What is done.

    Yields:
        To be called with what is done, all there is to do, and, if wanted, a word for what was done last. From
        the first call on a terminal shows a moving bar with rate and remaining time; a log gets the finished line.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<34}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with ExitStack() as stack:
        bars: Progress | None = None

        def tell(done: int, total: int, last: str = "") -> None:
            nonlocal bars
            if bars is None:
                bars = stack.enter_context(Progress(*columns, console=Console(stderr=True)))
                bars.add_task(title)
            shown = title if done == total else f"{title} {last}".rstrip()
            bars.update(TaskID(0), completed=done, total=total, description=shown)

        yield tell


def summary_table(results: Sequence[BacktestResult]) -> Table:
    """Return the key figures of results side by side.

    Args:
        results: At least one, each of at least one session.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    figures = [dict(result.summary.lines()) for result in results]
    for result in results:
        table.add_column(result.name, justify="right")
    summaries = [result.summary for result in results]
    origins = [result.provenance for result in results]
    table.add_row("Bundle", *(f"{each.bundle}, version {each.version}" for each in origins))
    table.add_row("From", *(each.start.isoformat() for each in summaries))
    table.add_row("To", *(each.end.isoformat() for each in summaries))
    table.add_row("Sessions", *(f"{each.sessions:,}" for each in summaries), end_section=True)
    for title in dict.fromkeys(title for each in figures for title in each):
        table.add_row(title, *(each.get(title, "") for each in figures))
    return table


def show(table: Table) -> None:
    """Print a table on the standard output.

    Args:
        table: Of :func:`summary_table`.
    """
    from rich.console import Console

    Console(highlight=False).print(table)
