"""Our own interpreter as a child: it finds what this one imports, and an interrupt of a notebook is not its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["start_python"]


def start_python(
    arguments: Sequence[str], log: Path, *, environment: Mapping[str, str] | None = None, piped: bool = False
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own.

    Args:
        arguments: Of the interpreter, such as ``["-m", "rustybt"]``.
        log: A file of mode 0600, made anew, for the standard error; and for the standard output if that is not piped.
        environment: Its variables; those of this process by default.
        piped: Whether this process writes its standard input and reads its standard output; else it has no input.

    Raises:
        OSError: If no process can be started, or the log cannot be written.
    """
    paths = [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 - "" is the working folder
    given = os.environ if environment is None else environment
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as told:
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, *arguments],
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=subprocess.PIPE if piped else told,
            stderr=told,
            env={**given, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))},
            start_new_session=True,
        )
