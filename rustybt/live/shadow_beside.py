"""What every shadow beside a session is to it, wherever the shadow runs: watched, judged, and noted when it is lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from rustybt.live.session_parts import EngineState

if TYPE_CHECKING:
    from rustybt.live.session import Session
    from rustybt.live.shadow.engine import ShadowBacktestEngine
    from rustybt.live.shadow.report import ShadowReport

__all__ = ["ShadowBeside"]


class ShadowBeside(ABC):
    """Keeps a shadow up with live, and halts live when its breaker says so.

    Args:
        shadow: Its breaker, one of the session's, judges.

    Attributes:
        compared: How live stood beside its shadow when they were last compared.
    """

    def __init__(self, shadow: ShadowBacktestEngine) -> None:
        self.compared: ShadowReport | None = None
        self._breaker, self._emits = shadow.breaker, shadow.config.emit_metrics
        self._told_of_loss = False

    @property
    def monitored(self) -> dict[str, Any] | None:
        """What the monitoring is told, JSON-typed: empty before anything was compared, None if it is told nothing."""
        if not self._emits:
            return None
        if self.compared is None:
            return {}
        return {
            "status": self.compared.status.value,
            "signal_alignment": self.compared.alignment.to_dict(),
            "execution_quality": self.compared.execution.to_dict(),
        }

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
