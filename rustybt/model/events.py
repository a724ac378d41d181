"""What the core is told, one thing at a time: a closed union."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BarClosed", "Event", "SessionClosed", "SessionOpened"]


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session begins: dividends, splits, before_trading_start.

    Attributes:
        session: Its index in the timeline.
        step: Its first bar.
    """

    session: int
    step: int


@dataclass(frozen=True, slots=True)
class BarClosed:
    """A bar has ended: open orders meet it, positions are marked, handle_data runs.

    Attributes:
        step: Its index in the timeline.
    """

    step: int


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """A session has ended: auto-close, cancel policy, the day's record.

    Attributes:
        session: Its index in the timeline.
    """

    session: int


type Event = SessionOpened | BarClosed | SessionClosed
