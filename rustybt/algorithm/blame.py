"""Whatever a user's code raises, as an error of ours that says what was called."""

from __future__ import annotations

from types import TracebackType

from rustybt.exceptions import RustyBTError

__all__ = ["Blame"]


class Blame:
    """A call of the user's code: an error of ours goes through, any other is named with what was called.

    Args:
        error: Which kind it becomes.
        called: What was called; the words are put together only if it raised.

    Example:
        >>> from rustybt.exceptions import ObjectiveError
        >>> with Blame(ObjectiveError, "objective", "mine"):
        ...     {}["sharp"]
        Traceback (most recent call last):
            ...
        rustybt.exceptions.ObjectiveError: objective mine raised KeyError: 'sharp'
    """

    __slots__ = ("_called", "_error")

    def __init__(self, error: type[RustyBTError], *called: object) -> None:
        self._error, self._called = error, called

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, RustyBTError):
            what = " ".join(map(str, self._called))
            raise self._error(f"{what} raised {type(error).__name__}: {error}") from error
