"""Two engines on one account would fill each other's orders into their books: the second one refuses to start."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from rustybt.exceptions import AccountInUseError, JournalLockedError
from rustybt.live.journal_files import HolderLock, create_folder

if TYPE_CHECKING:
    from rustybt.live.brokers.base import AccountIdentity

__all__ = ["AccountLock"]

FOLDER = ".accounts"


class AccountLock:
    """Holds an account while an engine runs on it, against all sessions of the same folder of sessions.

    The operating system frees it when the process dies. What other machines do on an account shows as reports of orders
    that are not ours, which halt.

    Args:
        root: Where sessions lie.
        name: Of the session.
        clock: UTC nanoseconds.
    """

    def __init__(self, root: Path, name: str, clock: Callable[[], int]) -> None:
        self._root, self._name, self._clock = root, name, clock
        self._lock: HolderLock | None = None

    def claim(self, account: AccountIdentity) -> None:
        """Hold an account.

        Args:
            account: As the venue said after the connection was made.

        Raises:
            AccountInUseError: If another session holds it; the message says which.
            JournalError: If the file of the lock cannot be made.
        """
        whose = f"{account.broker}\n{account.environment}\n{account.account_id}"
        folder = self._root / FOLDER
        create_folder(folder)
        try:
            self._lock = HolderLock.acquire(
                folder / sha256(whose.encode()).hexdigest()[:32],
                self._name,
                self._clock(),
                what=f"account {account.account_id} at {account.broker} ({account.environment})",
                way_out="nothing was sent; stop that engine, or give this one an account of its own",
            )
        except JournalLockedError as error:
            raise AccountInUseError(str(error)) from None

    def release(self) -> None:
        """Let go of the account, if it is held."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
