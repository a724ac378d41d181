"""Files that only their owner may read, and names that are safe in a path."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

from rustybt.exceptions import ConfigurationError, CredentialError

__all__ = ["check_private", "create_private", "path_under", "read_private", "slug", "write_private"]

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


def check_private(path: Path) -> None:
    """Refuse a file that others could read, write or have put there.

    Args:
        path: The file.

    Raises:
        CredentialError: If it is no regular file, is not owned by this user, or its mode gives others anything.
    """
    try:
        found = path.lstat()
    except OSError as error:
        raise CredentialError(f"{path}: {error.strerror}") from None
    _check(path, found)


def create_private(path: Path) -> None:
    """Make an empty file of mode 0600 unless it is there; then check it.

    Args:
        path: The file; its folder is made with mode 0700 if need be.

    Raises:
        CredentialError: If it cannot be made, or is open to others.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_FOLLOW, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise CredentialError(f"{path} cannot be made: {error.strerror}") from None
    check_private(path)


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
        _check(path, os.fstat(descriptor))
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
        # mkstemp makes its file with mode 0600, whatever the umask.
        descriptor, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(made)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            _publish(temporary, path, replace=replace)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except FileExistsError:
        raise CredentialError(
            f"{path} is there already and is not overwritten; choose another path"
        ) from None
    except OSError as error:
        raise CredentialError(f"{path} cannot be written: {error.strerror}") from None


_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def _check(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise CredentialError(f"{path} is not a regular file")
    if hasattr(os, "geteuid"):
        if found.st_uid != os.geteuid():
            raise CredentialError(
                f"{path} belongs to user {found.st_uid}, not to user {os.geteuid()} who runs this"
            )
        mode = stat.S_IMODE(found.st_mode)
        if mode & OTHERS:
            raise CredentialError(f"{path} has mode {mode:04o}, open to others; run: chmod 600 {path}")


def _publish(temporary: Path, path: Path, *, replace: bool) -> None:
    if replace:
        temporary.replace(path)
    else:
        # A hard link, unlike a rename, fails when the name is taken.
        os.link(temporary, path)


def _sync_folder(folder: Path) -> None:
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
