"""Files that only their owner may read, written whole and durably, and names that are safe in a path."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

from rustybt.data.durable_files import publish
from rustybt.exceptions import ConfigurationError, CredentialError, RustyBTError

__all__ = [
    "check_private",
    "create_private",
    "create_private_folder",
    "path_under",
    "read_private",
    "slug",
    "write_file",
    "write_private",
]

NAME = re.compile(r"[a-z0-9_-]{1,64}")
OTHERS = 0o077


def slug(name: str) -> str:
    """A name that is safe as part of a file name.

    Args:
        name: Letters, digits, ``_`` and ``-``; capitals become small.

    Raises:
        ConfigurationError: If another character is in it, or it is empty or longer than 64.

    Example:
        >>> slug("My-Strategy_2")
        'my-strategy_2'
    """
    small = name.lower()
    if not NAME.fullmatch(small):
        raise ConfigurationError(
            f"{name!r} cannot be part of a file name; use 1 to 64 letters, digits, '_' and '-', and no others"
        )
    return small


def path_under(folder: Path, name: str, suffix: str = "") -> Path:
    """The path of a named file in a folder, which cannot lie outside of it.

    Args:
        folder: Where the file belongs.
        name: A name for :func:`slug`.
        suffix: What follows it, such as ``.log``.

    Raises:
        ConfigurationError: If the name is unsafe, or the path is a symbolic link.
    """
    path = folder.resolve() / f"{slug(name)}{suffix}"
    if path.is_symlink():
        raise ConfigurationError(f"{path} is a symbolic link; remove it, or choose another folder")
    return path


def check_private(
    path: Path, refused: type[RustyBTError] = CredentialError, *, missing: bool = False
) -> None:
    """Refuse a file that others could read, write or have put there.

    Args:
        path: The file.
        refused: What is raised.
        missing: Whether it need not exist.

    Raises:
        RustyBTError: If it is no plain file, is not owned by this user, or its mode gives others anything.
    """
    try:
        found = path.lstat()
    except FileNotFoundError as error:
        if not missing:
            raise refused(f"{path}: {error.strerror}") from None
        return
    except OSError as error:
        raise refused(f"{path} cannot be looked at: {error.strerror}") from error
    _check(path, found, refused)


def create_private(path: Path, refused: type[RustyBTError] = CredentialError) -> None:
    """Make an empty file of mode 0600 unless it is there; then check it.

    Args:
        path: The file; its folder is made with mode 0700 if need be.
        refused: What is raised.

    Raises:
        RustyBTError: If it cannot be made, or is open to others.
    """
    create_private_folder(path.parent, refused)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | _NO_FOLLOW, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise refused(f"{path} cannot be made: {error.strerror}") from error
    check_private(path, refused)


def create_private_folder(folder: Path, refused: type[RustyBTError] = CredentialError) -> None:
    """Make a folder of mode 0700 unless it is there.

    Args:
        folder: The folder; those above it are made too.
        refused: What is raised.

    Raises:
        RustyBTError: If that fails.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise refused(f"the folder {folder} cannot be made: {error.strerror}") from error


def read_private(path: Path, *, most: int = 65_536) -> bytes:
    """The content of a file of mode 0600 that belongs to this user.

    Args:
        path: The file.
        most: Bytes that it may hold.

    Raises:
        CredentialError: If it cannot be read, is open to others, or is larger.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    except OSError as error:
        raise CredentialError(f"{path} cannot be opened: {error.strerror}") from None
    with os.fdopen(descriptor, "rb") as file:
        _check(path, os.fstat(descriptor), CredentialError)
        content = file.read(most + 1)
    if len(content) > most:
        raise CredentialError(f"{path} holds more than {most} bytes; is it the right file?")
    return content


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file of mode 0600 whole or not at all, and durably.

    Args:
        path: The file; its folder is made with mode 0700 if need be.
        content: All of it.
        replace: Whether a file that is there may be replaced.

    Raises:
        CredentialError: If the file is there and may not be replaced, or cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(path, content, replace=replace)
    except FileExistsError:
        raise CredentialError(
            f"{path} is there already and is not overwritten; choose another path"
        ) from None
    except OSError as error:
        raise CredentialError(f"{path} cannot be written: {error.strerror}") from None


def write_file(path: Path, data: bytes, *, keep: Path | None = None, replace: bool = True) -> None:
    """Write a file whole or not at all: beside it, fsync, rename, fsync the folder; mode 0600.

    Args:
        path: Where, in a folder that exists.
        data: Its content.
        keep: The name that what was there gets, if it is to stay.
        replace: Whether what was there may be replaced.

    Raises:
        FileExistsError: If something is there and may not be replaced.
        OSError: If the disk refuses; what was there is then under its own name or under the other.
    """
    # mkstemp makes its file with mode 0600, whatever the umask.
    descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(made)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        if keep is not None and path.exists():
            path.replace(keep)
        publish(beside, path, replace=replace)
    finally:
        beside.unlink(missing_ok=True)


_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def _check(path: Path, found: os.stat_result, refused: type[RustyBTError]) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise refused(f"{path} is no plain file (a link, a folder or a device): give the file itself")
    if hasattr(os, "geteuid"):
        if found.st_uid != os.geteuid():
            raise refused(f"{path} belongs to user {found.st_uid}, not to {os.geteuid()}: run as its owner")
        mode = stat.S_IMODE(found.st_mode)
        if mode & OTHERS:
            raise refused(f"{path} has mode {mode:04o}, so others could read it: chmod 600 {path}")
