"""How far the timeline of a live feed goes, and when it is told that its end is near.

A session ends with its timeline, which was settled when it began: whoever relies on it has to know that before.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from rustybt.model.time import NANOS_PER_DAY, day_to_date, ns_to_datetime

__all__ = ["ENDING", "Horizon", "default_end"]

ENDING: Final = "ending"
"""The kind of the notice."""
LEADS = (1, 7)
"""Days before the end."""
DAYS_OF_SECONDS, MOST_DAYS = 30, 366
"""A timeline holds an entry of every bar to come: bars of seconds are bounded by what that takes."""


def default_end(start_ns: int, bar_seconds: int) -> date:
    """Return the last day of a feed whose end nobody chose: a year ahead, less for bars of under 13 seconds.

    Args:
        start_ns: When the run begins, UTC nanoseconds.
        bar_seconds: Length of a bar.

    Example:
        >>> start_ns = 1_700_000_000 * 10**9
        >>> [default_end(start_ns, seconds).isoformat() for seconds in (1, 60)]
        ['2023-12-14', '2024-11-14']
    """
    return day_to_date(start_ns // NANOS_PER_DAY + min(DAYS_OF_SECONDS * bar_seconds, MOST_DAYS))


class Horizon:
    """The end of a timeline, told a week and a day ahead; of one that is shorter than that from its start, not.

    Args:
        start_ns: Of the run, UTC nanoseconds.
        end_ns: Of its last bar, UTC nanoseconds.

    Example:
        >>> day_ns = 86_400 * 10**9
        >>> horizon = Horizon(0, 30 * day_ns)
        >>> [bool(horizon.due(days * day_ns)) for days in (22, 23, 24, 29, 30)]
        [False, True, False, True, False]
    """

    def __init__(self, start_ns: int, end_ns: int) -> None:
        self._end_ns = end_ns
        self._leads = [days for days in LEADS if start_ns < end_ns - days * NANOS_PER_DAY]

    def due(self, now_ns: int) -> str:
        """Return what is to be told now, in words, each time once; "" if nothing is.

        Args:
            now_ns: The present, UTC nanoseconds.
        """
        reached = [days for days in self._leads if now_ns >= self._end_ns - days * NANOS_PER_DAY]
        self._leads = [days for days in self._leads if days not in reached]
        if not reached:
            return ""
        return (
            f"the feed ends at {ns_to_datetime(self._end_ns):%Y-%m-%d %H:%M} UTC, and this session with it: what is "
            "open then stays open, and nobody looks after it; begin one of another name, with a later end"
        )
