"""What code of others raises on the way of an engine, in words without secrets.

Adapters of brokers and feeds are written by many: whatever they raise, no key may get into a journal, a log, a terminal
or the output of a notebook's cell.
"""

from __future__ import annotations

import traceback
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from rustybt.exceptions import EngineError, RustyBTError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from rustybt.live.brokers.base import BrokerAdapter
    from rustybt.live.redaction import Redactor

__all__ = ["Unsaid", "redactor_of", "unsaid", "words_of"]


def redactor_of(broker: BrokerAdapter, redactor: Redactor) -> Redactor:
    """Return a redactor that knows the secrets of a broker as well.

    Args:
        broker: Of the session.
        redactor: Of what watches it.

    Raises:
        CredentialError: If one is too short to be hidden.
    """
    for secret in broker.secrets():
        redactor.register(secret)
    return redactor


def words_of(error: BaseException, redactor: Redactor) -> str:
    """Return an error in words, without secrets.

    Args:
        error: As it was raised.
        redactor: Knows them.
    """
    return redactor.redact_said(f"{type(error).__name__}: {error}")


def unsaid[T: DataclassInstance](said: T, redactor: Redactor) -> T:
    """Return what a venue answers or reports, without secrets in its words.

    Args:
        said: A message of `rustybt.live.brokers.messages`.
        redactor: Knows them.
    """
    words = {name: text for name in ("evidence", "reason") if (text := getattr(said, name, ""))}
    return (
        replace(said, **{name: redactor.redact_said(text) for name, text in words.items()}) if words else said
    )


class Unsaid:
    """Takes secrets out of what leaves an engine; what has none goes on as it is.

    What has one and is no error of ours becomes an `EngineError`.

    Args:
        redactor: Knows the secrets.
    """

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if not isinstance(error, Exception):
            return
        told = "".join(traceback.format_exception(error))
        if self._redactor.redact_said(told) == told:
            return
        if not isinstance(error, RustyBTError):
            raise EngineError(words_of(error, self._redactor)) from None
        error.args = (self._redactor.redact_said(str(error)),)
        error.__cause__, error.__suppress_context__ = None, True
