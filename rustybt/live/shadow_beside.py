"""What every shadow beside a session is to it, wherever the shadow runs: watched, judged, and noted when it is lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from rustybt.live.session_parts import EngineState

if TYPE_CHECKING:
    from rustybt.live.session import Session
    from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker
    from rustybt.live.shadow.report import ShadowReport

__all__ = ["ShadowBeside"]


class ShadowBeside(ABC):
    """Keeps a shadow up with live, and halts live when its breaker says so.

    Args:
        breaker: That judges; one of the session's.

    Attributes:
        compared: How live stood beside its shadow when they were last compared.
    """

    def __init__(self, breaker: AlignmentCircuitBreaker) -> None:
        self.compared: ShadowReport | None = None
        self._breaker = breaker
        self._told_of_loss = False

    @property
    @abstractmethod
    def lost(self) -> str:
        """Why there is no shadow any more; empty while there is one."""

    @abstractmethod
    async def work(self, session: Session) -> None:
        """Follow live until cancelled.

        Args:
            session: Of live.
        """

    @abstractmethod
    async def finish(self, session: Session) -> None:
        """Follow live to its end, settle what waits for a counterpart, and compare for the last time.

        Args:
            session: Of live, that has ended.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of what the shadow runs in."""

    async def _judged(self, session: Session, *, allowed: bool) -> None:
        if self.lost and not self._told_of_loss:
            self._told_of_loss = True
            await session.note_lost_shadow(self.lost)
        if not allowed and session.state is not EngineState.HALTED:
            await session.halt(self._breaker.get_trip_reason() or "the shadow was left", "alignment")
