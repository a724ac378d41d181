"""What every command shares: its settings, and the options that more than one command has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

__all__ = ["Settings", "data_dir_option", "traceback_option"]


@dataclass(slots=True)
class Settings:
    """How the whole command behaves.

    Attributes:
        traceback: Whether an error is shown with its traceback.
    """

    traceback: bool = False


def _keep_traceback(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted:
        context.ensure_object(Settings).traceback = True


def traceback_option[F: Callable[..., Any]](command: F) -> F:
    """Give a command ``--traceback``, which shows where an error came from."""
    option = click.option(
        "--traceback",
        is_flag=True,
        expose_value=False,
        callback=_keep_traceback,
        help="Show where an error came from.",
    )
    return option(command)


def data_dir_option[F: Callable[..., Any]](command: F) -> F:
    """Give a command ``--data-dir``, the directory of the catalog."""
    option = click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="RUSTYBT_DATA_DIR",
        show_envvar=True,
        help="The catalog's directory.  [default: ~/.rustybt/data]",
    )
    return option(command)
