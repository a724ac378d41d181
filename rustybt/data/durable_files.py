"""Files that a power cut leaves whole: what they hold is brought to the disk, then their names are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["publish", "sync_folder", "synced"]

_CLOSED = getattr(os, "O_CLOEXEC", 0)


@contextmanager
def synced(path: Path) -> Iterator[IO[bytes]]:
    """Open a file to be written anew; what was written is on the disk at the end.

    Args:
        path: The file.

    Raises:
        OSError: If the disk refuses.
    """
    with path.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())


def publish(beside: Path, path: Path, *, replace: bool = True) -> None:
    """Bring a file to the disk and give it the name under which it counts.

    Args:
        beside: The file, in the same folder.
        path: Its name to be.
        replace: Whether what was there may be replaced.

    Raises:
        FileExistsError: If something is there and may not be replaced.
        OSError: If the disk refuses.
    """
    descriptor = os.open(beside, os.O_RDONLY | _CLOSED)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if replace:
        beside.replace(path)
    else:
        # A hard link, unlike a rename, fails when the name is taken.
        os.link(beside, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk.

    Args:
        folder: The folder.

    Raises:
        OSError: If the disk refuses.
    """
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _CLOSED)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
