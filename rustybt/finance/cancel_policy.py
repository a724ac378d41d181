"""When open orders are cancelled without being asked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CancelPolicy", "EODCancel", "NeverCancel"]


@dataclass(frozen=True, slots=True)
class CancelPolicy:
    """Base of the cancel policies.

    Attributes:
        at_session_end: Whether what is open is cancelled at the end of each session.
    """

    at_session_end: bool = False


@dataclass(frozen=True, slots=True, init=False)
class NeverCancel(CancelPolicy):
    """Orders stay open until they are filled or cancelled: the default, as in zipline."""

    def __init__(self) -> None:
        CancelPolicy.__init__(self)


@dataclass(frozen=True, slots=True, init=False)
class EODCancel(CancelPolicy):
    """Cancel what is open at the end of each session."""

    def __init__(self) -> None:
        CancelPolicy.__init__(self, at_session_end=True)
