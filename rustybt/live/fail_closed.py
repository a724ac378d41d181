"""The one place where whatever a check raises is caught, since what follows is a refusal."""

from __future__ import annotations

from types import TracebackType

__all__ = ["FailClosed"]


class FailClosed:
    """Keeps the error of a block instead of raising it: whoever uses it must refuse when there is one.

    What is no ``Exception``, such as an interrupt, goes on.

    Attributes:
        error: What the block raised, or None.

    Example:
        >>> with FailClosed() as guard:
        ...     _ = 1 / 0
        >>> guard.told
        'ZeroDivisionError: division by zero'
    """

    def __init__(self) -> None:
        self.error: Exception | None = None

    @property
    def told(self) -> str:
        """The error in words; "" if there is none."""
        return "" if self.error is None else f"{type(self.error).__name__}: {self.error}"

    def __enter__(self) -> FailClosed:
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.error = error
        return True
