"""The order of events in a backtest, from its timeline alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rustybt.model.events import BarClosed, Event, SessionClosed, SessionOpened

if TYPE_CHECKING:
    from rustybt.model.ports import Timeline

__all__ = ["events_of"]


def events_of(timeline: Timeline) -> Iterator[Event]:
    """Yield the events of a run in their order.

    Args:
        timeline: Its bars and sessions.
    """
    current = -1
    for step in range(timeline.first_step, len(timeline.times_ns)):
        session = int(timeline.step_session[step])
        if session != current:
            if current >= 0:
                yield SessionClosed(current)
            yield SessionOpened(session, step)
            current = session
        yield BarClosed(step)
    if current >= 0:
        yield SessionClosed(current)
