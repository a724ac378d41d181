"""A trading calendar: sessions as days, opens and closes as UTC nanoseconds.

Sessions are int32 days since 1970-01-01. Minutes are labelled by their end, as bars are: the first minute of
a session is its open plus one minute and the last one its close; a break has none (its start is the end of
the last minute before it).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, DateRangeError

__all__ = ["NO_BREAK", "Session", "TradingCalendar", "to_date", "to_day"]

NO_BREAK = -(2**63)
NANOS_PER_MINUTE = 60_000_000_000

Session = int | date
"""A session or day as callers may give it: days since 1970-01-01, or a date."""

Direction = Literal["next", "previous", "none"]

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_UNSET = -(2**31)


def to_day(session: Session) -> int:
    """Return the days since 1970-01-01 of a session, given so or as a date.

    Example:
        >>> to_day(date(1970, 1, 2)), to_day(1)
        (1, 1)
    """
    return session.toordinal() - _EPOCH_DAY if isinstance(session, date) else int(session)


def to_date(session: Session) -> date:
    """Return the date of a session, given as days since 1970-01-01 or as a date.

    Example:
        >>> to_date(1)
        datetime.date(1970, 1, 2)
    """
    if isinstance(session, datetime):
        return session.date()
    return session if isinstance(session, date) else date.fromordinal(_EPOCH_DAY + session)


@dataclass(frozen=True, eq=False, kw_only=True)
class TradingCalendar:
    """The sessions of a market in a range of days.

    A question about a day outside of the range raises `DateRangeError`: the calendar does not guess.

    Attributes:
        name: The calendar's name, such as ``"XNYS"``.
        tz: IANA name of the exchange's time zone; everything here is UTC all the same.
        sessions: int32[S], days since 1970-01-01, increasing.
        open_ns: int64[S], UTC nanoseconds.
        close_ns: int64[S], UTC nanoseconds.
        break_start_ns: int64[S], UTC nanoseconds, `NO_BREAK` where a session has none.
        break_end_ns: int64[S], UTC nanoseconds, `NO_BREAK` where a session has none.
        early_closes: int32[E], the sessions that close earlier than was normal at the time.
        start: First day of the range, in days since 1970-01-01; the first session if left out.
        end: Last day of the range, in days since 1970-01-01; the last session if left out.
    """

    name: str
    tz: str
    sessions: NDArray[np.int32]
    open_ns: NDArray[np.int64]
    close_ns: NDArray[np.int64]
    break_start_ns: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    break_end_ns: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    early_closes: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    start: int = _UNSET
    end: int = _UNSET

    def __post_init__(self) -> None:
        if not len(self.break_start_ns):
            none = np.full(len(self.sessions), NO_BREAK, dtype=np.int64)
            object.__setattr__(self, "break_start_ns", none)
            object.__setattr__(self, "break_end_ns", none)
        _check(self)
        if self.start == _UNSET:
            object.__setattr__(self, "start", self.first_session)
        if self.end == _UNSET:
            object.__setattr__(self, "end", self.last_session)

    def __len__(self) -> int:
        return len(self.sessions)

    def __repr__(self) -> str:
        first, last = to_date(self.first_session), to_date(self.last_session)
        return f"TradingCalendar({self.name}: {len(self)} sessions, {first} to {last})"

    @property
    def first_session(self) -> int:
        """The first session, in days since 1970-01-01."""
        return int(self.sessions[0])

    @property
    def last_session(self) -> int:
        """The last session, in days since 1970-01-01."""
        return int(self.sessions[-1])

    @property
    def has_breaks(self) -> bool:
        """Whether any session has a break."""
        return bool(np.any(self.break_start_ns != NO_BREAK))

    def is_session(self, day: Session) -> bool:
        """Tell whether the market opens on a day.

        Args:
            day: A date, or days since 1970-01-01.

        Raises:
            DateRangeError: If the day lies outside of the calendar's range.
        """
        wanted = self._known(day)
        at = int(np.searchsorted(self.sessions, wanted))
        return at < len(self.sessions) and int(self.sessions[at]) == wanted

    def session_index(self, session: Session) -> int:
        """Return the place of a session in `sessions`.

        Raises:
            DateRangeError: If the day is no session; the message names the sessions around it.
        """
        wanted = self._known(session)
        at = int(np.searchsorted(self.sessions, wanted))
        if at == len(self.sessions) or int(self.sessions[at]) != wanted:
            around = [str(to_date(day)) for day in self.sessions[max(at - 1, 0) : at + 1].tolist()]
            raise DateRangeError(
                f"{to_date(wanted)} is no session of {self!r}: the sessions around it are "
                f"{' and '.join(around)}"
            )
        return at

    def next_session(self, day: Session) -> int:
        """Return the first session after a day, in days since 1970-01-01.

        Raises:
            DateRangeError: If the calendar has no session after it.
        """
        return self._session_at(
            int(np.searchsorted(self.sessions, self._known(day), side="right")), day, "after"
        )

    def previous_session(self, day: Session) -> int:
        """Return the last session before a day, in days since 1970-01-01.

        Raises:
            DateRangeError: If the calendar has no session before it.
        """
        return self._session_at(int(np.searchsorted(self.sessions, self._known(day))) - 1, day, "before")

    def date_to_session(self, day: Session, direction: Direction = "next") -> int:
        """Return the session of a day, or the one next to it if the market is closed.

        Args:
            day: A date, or days since 1970-01-01.
            direction: Which session a day without one gives: the ``next``, the ``previous``, or ``none``.

        Raises:
            DateRangeError: If there is no such session.
        """
        _check_direction(direction)
        if direction == "none" or self.is_session(day):
            return int(self.sessions[self.session_index(day)])
        return self.next_session(day) if direction == "next" else self.previous_session(day)

    def session_distance(self, start: Session, end: Session) -> int:
        """Return how many sessions there are from one to another: 0 for the same, negative backwards.

        Raises:
            DateRangeError: If one of the two is no session.
        """
        return self.session_index(end) - self.session_index(start)

    def sessions_in_range(self, start: Session, end: Session) -> NDArray[np.int32]:
        """Return the sessions between two days, both included: int32, maybe empty.

        Raises:
            DateRangeError: If the days are reversed or reach outside of the calendar's range.
        """
        return self.sessions[self._slice(start, end)]

    def between(self, start: Session, end: Session) -> TradingCalendar:
        """Return the calendar of the sessions between two days, both included; the arrays are shared.

        Raises:
            DateRangeError: If the days are reversed, reach outside the calendar, or have no session between.
        """
        part = self._slice(start, end)
        if part.start == part.stop:
            raise DateRangeError(f"{self!r} has no session from {to_date(start)} to {to_date(end)}")
        sessions = self.sessions[part]
        early = np.searchsorted(self.early_closes, (sessions[0], sessions[-1] + 1))
        return TradingCalendar(
            name=self.name,
            tz=self.tz,
            sessions=sessions,
            open_ns=self.open_ns[part],
            close_ns=self.close_ns[part],
            break_start_ns=self.break_start_ns[part],
            break_end_ns=self.break_end_ns[part],
            early_closes=self.early_closes[early[0] : early[1]],
            start=to_day(start),
            end=to_day(end),
        )

    def session_open(self, session: Session) -> int:
        """Return when a session opens, in UTC nanoseconds."""
        return int(self.open_ns[self.session_index(session)])

    def session_close(self, session: Session) -> int:
        """Return when a session closes, in UTC nanoseconds."""
        return int(self.close_ns[self.session_index(session)])

    def is_early_close(self, session: Session) -> bool:
        """Tell whether a session closes earlier than was normal at the time.

        Raises:
            DateRangeError: If the day is no session.
        """
        day = int(self.sessions[self.session_index(session)])
        at = int(np.searchsorted(self.early_closes, day))
        return at < len(self.early_closes) and int(self.early_closes[at]) == day

    def minutes_for_session(self, session: Session) -> NDArray[np.int64]:
        """Return the ends of a session's minutes: int64, UTC nanoseconds."""
        at = self.session_index(session)
        return self._minutes(slice(at, at + 1))

    def minutes_in_range(self, start: Session, end: Session) -> NDArray[np.int64]:
        """Return the ends of all minutes of the sessions between two days: int64, UTC nanoseconds.

        Args:
            start: The first day, included.
            end: The last day, included.

        Raises:
            DateRangeError: If the days are reversed or reach outside of the calendar's range.
        """
        return self._minutes(self._slice(start, end))

    def minutes_per_session(self) -> NDArray[np.int64]:
        """Return how many minutes each session has: int64[S]."""
        pauses = np.where(self.break_start_ns == NO_BREAK, 0, self.break_end_ns - self.break_start_ns)
        counts: NDArray[np.int64] = (self.close_ns - self.open_ns - pauses) // NANOS_PER_MINUTE
        return counts

    def is_open_on_minute(self, minute_ns: int, *, ignore_breaks: bool = False) -> bool:
        """Tell whether the market is open in the minute that ends at a time.

        Args:
            minute_ns: End of the minute (or any time after the open), UTC nanoseconds.
            ignore_breaks: Count a break as open.
        """
        at = int(np.searchsorted(self.close_ns, minute_ns))
        if at == len(self.close_ns) or minute_ns <= self.open_ns[at]:
            return False
        return ignore_breaks or not self.break_start_ns[at] < minute_ns <= self.break_end_ns[at]

    def minute_to_session(self, minute_ns: int, direction: Direction = "next") -> int:
        """Return the session of a minute, in days since 1970-01-01; a break belongs to its session.

        Args:
            minute_ns: End of the minute, UTC nanoseconds.
            direction: Which session a minute without one gives: the ``next``, the ``previous``, or ``none``.

        Raises:
            DateRangeError: If there is no such session.
        """
        _check_direction(direction)
        at = int(np.searchsorted(self.close_ns, minute_ns))
        inside = at < len(self.close_ns) and minute_ns > self.open_ns[at]
        if inside or (direction == "next" and at < len(self.close_ns)):
            return int(self.sessions[at])
        if direction == "previous" and at > 0:
            return int(self.sessions[at - 1])
        when = np.datetime64(minute_ns, "ns")
        raise DateRangeError(
            f"{when} UTC lies in no session of {self!r}, and direction {direction!r} gives none: "
            "ask for another direction or a wider calendar"
        )

    def session_indices(self, times_ns: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the place in `sessions` of the session each bar belongs to.

        Args:
            times_ns: int64[T], the ends of bars, UTC nanoseconds.

        Returns:
            int32[T]; -1 for a bar that ends outside of every session (a break belongs to its session).
        """
        at = np.searchsorted(self.close_ns, times_ns)
        opens = self.open_ns[np.minimum(at, len(self.open_ns) - 1)]
        inside = (at < len(self.close_ns)) & (times_ns > opens)
        return np.where(inside, at, -1).astype(np.int32)

    def _session_at(self, at: int, day: Session, side: str) -> int:
        if not 0 <= at < len(self.sessions):
            raise DateRangeError(
                f"{self!r} has no session {side} {to_date(day)}: get the calendar of a wider range"
            )
        return int(self.sessions[at])

    def _slice(self, start: Session, end: Session) -> slice:
        first, last = to_day(start), to_day(end)
        if last < first:
            raise DateRangeError(f"the range {to_date(start)} to {to_date(end)} is reversed: swap the dates")
        self._known(first)
        self._known(last)
        return slice(
            int(np.searchsorted(self.sessions, first)),
            int(np.searchsorted(self.sessions, last, side="right")),
        )

    def _known(self, session: Session) -> int:
        day = to_day(session)
        if not self.start <= day <= self.end:
            raise DateRangeError(
                f"{to_date(day)} lies outside of calendar {self.name!r} here, which covers "
                f"{to_date(self.start)} to {to_date(self.end)}: get the calendar of a wider range"
            )
        return day

    def _minutes(self, part: slice) -> NDArray[np.int64]:
        starts, ends = self.open_ns[part], self.close_ns[part]
        if self.has_breaks:
            breaks = self.break_start_ns[part], self.break_end_ns[part]
            paused = breaks[0] != NO_BREAK
            starts = _interleave(starts, breaks[1], paused)
            ends = _interleave(np.where(paused, breaks[0], ends), ends, paused)
        counts = (ends - starts) // NANOS_PER_MINUTE
        before = np.cumsum(counts) - counts
        steps = np.arange(1, int(counts.sum()) + 1, dtype=np.int64) - np.repeat(before, counts)
        minutes: NDArray[np.int64] = np.repeat(starts, counts) + steps * NANOS_PER_MINUTE
        return minutes


def _interleave(
    first: NDArray[np.int64], second: NDArray[np.int64], keep_second: NDArray[np.bool_]
) -> NDArray[np.int64]:
    both = np.stack([first, second], axis=1).ravel()
    keep = np.stack([np.ones_like(keep_second), keep_second], axis=1).ravel()
    return both[keep]


def _check_direction(direction: str) -> None:
    if direction not in {"next", "previous", "none"}:
        raise ConfigurationError(f"direction {direction!r} is not one of: next, previous, none")


def _check(calendar: TradingCalendar) -> None:
    count = len(calendar.sessions)
    arrays = ("open_ns", "close_ns", "break_start_ns", "break_end_ns")
    if not count or any(len(getattr(calendar, name)) != count for name in arrays):
        raise ConfigurationError(
            f"calendar {calendar.name!r} needs one open, close and break for each session, and one session"
        )
    for name in ("sessions", *arrays, "early_closes"):
        array = getattr(calendar, name).view()
        array.flags.writeable = False
        object.__setattr__(calendar, name, array)
    ordered = np.all(np.diff(calendar.sessions) > 0) and np.all(np.diff(calendar.close_ns) > 0)
    if not ordered or np.any(calendar.close_ns <= calendar.open_ns):
        raise ConfigurationError(
            f"calendar {calendar.name!r}: sessions must increase and close after they open"
        )
