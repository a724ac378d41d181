"""What commands share: their settings, and the options that more than one of them has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

__all__ = ["FOLDER", "Settings", "data_dir_option", "session_at", "traceback_option"]

FOLDER = click.Path(file_okay=False, path_type=Path)


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
    """Give a command ``--traceback``, which shows where an error came from.

    Args:
        command: The function of the command.
    """
    option = click.option(
        "--traceback",
        is_flag=True,
        expose_value=False,
        callback=_keep_traceback,
        help="Show the whole traceback of an error.",
    )
    return option(command)


def data_dir_option[F: Callable[..., Any]](command: F) -> F:
    """Give a command ``--data-dir``, the folder of the catalog.

    Args:
        command: The function of the command.
    """
    option = click.option(
        "--data-dir",
        type=FOLDER,
        envvar="RUSTYBT_DATA_DIR",
        show_envvar=True,
        help="Folder of the catalog.  [default: ~/.rustybt/data]",
    )
    return option(command)


def session_at(name: str, live_dir: Path | None) -> Path:
    """Return the folder of a session that there is.

    Args:
        name: Of the session.
        live_dir: Where sessions lie; RUSTYBT_LIVE_DIR or ~/.rustybt/live by default.

    Raises:
        ConfigurationError: If there is no such session; it names those that there are.
    """
    from rustybt.exceptions import ConfigurationError
    from rustybt.live.last_state import sessions_in
    from rustybt.live.plan_parts import session_folder

    folder = session_folder(name, live_dir)
    if not folder.is_dir():
        there = ", ".join(each.name for each in sessions_in(folder.parent)) or "none"
        raise ConfigurationError(f"there is no session {name!r} in {folder.parent}: there is {there}")
    return folder
