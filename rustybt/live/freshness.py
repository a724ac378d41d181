"""Whether data can be traded on: how old they are by the exchange's calendar, what is missing, what has to be fetched.

A closed market is not a stale feed, and an open one is not fresh before its first data of the session. Ages go by
the time of the data, not of their arrival: a feed that delivers punctually what happened an hour ago is stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rustybt.calendars.calendar import NO_BREAK
from rustybt.exceptions import ConfigurationError
from rustybt.model.time import NANOS_PER_SECOND, ns_to_datetime

if TYPE_CHECKING:
    from rustybt.calendars.calendar import TradingCalendar

__all__ = ["BackfillRequest", "FeedMonitor", "FeedNotice", "FeedStatus", "NoticeKind"]

_ALWAYS = -(2**63)

type NoticeKind = Literal["stale", "recovered", "gap", "late", "ahead"]
"""What is told of a feed."""


class FeedStatus(StrEnum):
    """What an asset's data are good for; only `FRESH` allows new risk.

    `FRESH`: open, and young enough. `WAITING`: open, nothing yet since the open, but not for long. `STALE`: open,
    and nothing for too long. `GAP`: data are missing that have not been fetched. `CLOSED`: the market is.
    """

    FRESH = "fresh"
    WAITING = "waiting"
    STALE = "stale"
    GAP = "gap"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FeedNotice:
    """Something to journal, and to raise an alarm on if it is ``stale``, ``gap`` or ``ahead``.

    Attributes:
        kind: What.
        sid: Of the asset.
        symbol: Of the asset.
        at_ns: When it was noticed, UTC nanoseconds.
        detail: In words.
    """

    kind: NoticeKind
    sid: int
    symbol: str
    at_ns: int
    detail: str


@dataclass(frozen=True, slots=True)
class BackfillRequest:
    """A time of which an asset's data have to be fetched.

    Attributes:
        sid: Of the asset.
        symbol: Of the asset.
        start_ns: Up to which everything is there, UTC nanoseconds.
        end_ns: From which everything is there again, UTC nanoseconds.
        reason: Why.
        asked_ns: When it was found missing, UTC nanoseconds.
    """

    sid: int
    symbol: str
    start_ns: int
    end_ns: int
    reason: str
    asked_ns: int


@dataclass(slots=True)
class _Watched:
    sid: int
    symbol: str
    calendar: TradingCalendar | None
    max_age_ns: int
    period_ns: int | None
    since_ns: int
    last_ns: int | None = None
    stale: bool = False
    broken_ns: int | None = None
    requests: list[BackfillRequest] = field(default_factory=list)


class FeedMonitor:
    """Watches the data of assets; pure, the caller brings times and asks.

    Args:
        max_age_seconds: Age at which data of an open market are stale.
        max_ahead_seconds: Data stamped further in the future are told and not believed.
        max_lag_seconds: Data that arrive later than that are told as late.

    Raises:
        ConfigurationError: If a limit is not above 0.

    Example:
        >>> monitor = FeedMonitor(max_age_seconds=60)
        >>> now = 1_700_000_000 * 10**9
        >>> monitor.watch(7, "BTC", since_ns=now)
        >>> monitor.observe(7, now, received_ns=now)
        ()
        >>> [monitor.status(7, now + seconds * 10**9).value for seconds in (60, 61)]
        ['fresh', 'stale']
    """

    def __init__(
        self, *, max_age_seconds: float = 300, max_ahead_seconds: float = 5, max_lag_seconds: float = 60
    ) -> None:
        self._max_age_ns = _limit_ns("max_age_seconds", max_age_seconds)
        self._max_ahead_ns = _limit_ns("max_ahead_seconds", max_ahead_seconds)
        self._max_lag_ns = _limit_ns("max_lag_seconds", max_lag_seconds)
        self._assets: dict[int, _Watched] = {}

    def watch(
        self,
        sid: int,
        symbol: str,
        calendar: TradingCalendar | None = None,
        *,
        since_ns: int,
        max_age_seconds: float | None = None,
        period_seconds: float | None = None,
    ) -> None:
        """Begin to watch an asset; one that is watched goes on with what is known of it.

        Args:
            sid: Of the asset.
            symbol: Of the asset.
            calendar: Of its exchange; None if it never closes.
            since_ns: The present, UTC nanoseconds: nothing is due before it.
            max_age_seconds: Its own limit; by default the monitor's.
            period_seconds: Of a feed with one bar for every such time that the market is open, so that a
                missing one is noticed; None for trades, and for bars that are left out when nothing traded.

        Raises:
            ConfigurationError: If a limit is not above 0.
        """
        age_ns = (
            self._max_age_ns if max_age_seconds is None else _limit_ns("max_age_seconds", max_age_seconds)
        )
        period_ns = None if period_seconds is None else _limit_ns("period_seconds", period_seconds)
        known = self._assets.get(sid)
        self._assets[sid] = watched = _Watched(sid, symbol, calendar, age_ns, period_ns, since_ns)
        if known is not None:
            watched.last_ns, watched.broken_ns, watched.requests = (
                known.last_ns,
                known.broken_ns,
                known.requests,
            )

    def observe(self, sid: int, time_ns: int, received_ns: int) -> tuple[FeedNotice, ...]:
        """Take note of data.

        Args:
            sid: Of the asset.
            time_ns: The data's own time, UTC nanoseconds; a bar's is its end.
            received_ns: When they came, UTC nanoseconds.

        Returns:
            What is to be told of them.

        Raises:
            ConfigurationError: If the asset is not watched.
        """
        watched = self._watched(sid)
        if time_ns > received_ns + self._max_ahead_ns:
            detail = f"stamped {_seconds(time_ns - received_ns)} ahead of the clock: not believed"
            return (_notice("ahead", watched, received_ns, detail),)
        notices = list(self._disorder(watched, time_ns, received_ns))
        watched.last_ns = time_ns if watched.last_ns is None else max(time_ns, watched.last_ns)
        if watched.stale and self.status(sid, received_ns) is not FeedStatus.STALE:
            watched.stale = False
            notices.append(_notice("recovered", watched, received_ns, "data are young enough again"))
        return tuple(notices)

    def interrupted(
        self, sid: int, start_ns: int, end_ns: int | None, reason: str, now_ns: int
    ) -> tuple[FeedNotice, ...]:
        """Tell that data of a time may be missing, as a stream's gaps do.

        Args:
            sid: Of the asset.
            start_ns: Up to which everything was there, UTC nanoseconds.
            end_ns: When it was again, UTC nanoseconds; None while it is not.
            reason: Why.
            now_ns: The present, UTC nanoseconds.

        Raises:
            ConfigurationError: If the asset is not watched.
        """
        watched = self._watched(sid)
        if end_ns is None:
            watched.broken_ns = min(start_ns, start_ns if watched.broken_ns is None else watched.broken_ns)
            return (_notice("gap", watched, now_ns, f"interrupted: {reason}"),)
        if watched.broken_ns is not None:
            start_ns, watched.broken_ns = min(start_ns, watched.broken_ns), None
        return (self._request(watched, start_ns, max(start_ns, end_ns), reason, now_ns),)

    def resume(self, now_ns: int) -> tuple[FeedNotice, ...]:
        """Ask for everything since the last data that are known, as after a restart.

        Args:
            now_ns: The present, UTC nanoseconds.
        """
        notices = []
        for watched in self._assets.values():
            start_ns = watched.last_ns if watched.broken_ns is None else watched.broken_ns
            watched.broken_ns = None
            if start_ns is not None and start_ns < now_ns:
                notices.append(self._request(watched, start_ns, now_ns, "restart", now_ns))
        return tuple(notices)

    def status(self, sid: int, now_ns: int) -> FeedStatus:
        """Return what an asset's data are good for.

        Args:
            sid: Of the asset.
            now_ns: The present, UTC nanoseconds.

        Raises:
            ConfigurationError: If the asset is not watched.
        """
        watched = self._watched(sid)
        known_ns = watched.since_ns if watched.last_ns is None else watched.last_ns
        opened_ns = _open_since(watched.calendar, now_ns, known_ns)
        status = FeedStatus.CLOSED
        if opened_ns is not None:
            last_ns = watched.last_ns
            fresh = last_ns is not None and last_ns > opened_ns
            reference_ns = last_ns if fresh and last_ns is not None else max(opened_ns, watched.since_ns)
            if now_ns - reference_ns > watched.max_age_ns:
                return FeedStatus.STALE
            status = FeedStatus.FRESH if fresh else FeedStatus.WAITING
        if watched.requests or watched.broken_ns is not None:
            return FeedStatus.GAP
        return status

    def age_ns(self, sid: int, now_ns: int) -> int | None:
        """Return how old an asset's newest data are, nanoseconds; None before there are any.

        Args:
            sid: Of the asset.
            now_ns: The present, UTC nanoseconds.

        Raises:
            ConfigurationError: If the asset is not watched.
        """
        last_ns = self._watched(sid).last_ns
        return None if last_ns is None else max(now_ns - last_ns, 0)

    def check(self, now_ns: int) -> tuple[FeedNotice, ...]:
        """Tell which assets have become stale since the last call, each once until it recovers.

        Args:
            now_ns: The present, UTC nanoseconds.
        """
        notices = []
        for sid, watched in self._assets.items():
            if not watched.stale and self.status(sid, now_ns) is FeedStatus.STALE:
                watched.stale = True
                last = (
                    "never any data"
                    if watched.last_ns is None
                    else f"last data of {ns_to_datetime(watched.last_ns)}"
                )
                notices.append(_notice("stale", watched, now_ns, f"{last}, while the market is open"))
        return tuple(notices)

    def requests(self) -> tuple[BackfillRequest, ...]:
        """Return what has to be fetched, by asset and time."""
        return tuple(each for sid in sorted(self._assets) for each in self._assets[sid].requests)

    def filled(self, sid: int, start_ns: int, end_ns: int) -> None:
        """Tell that data of a time were fetched; what a request asks for beyond it stays asked for.

        Args:
            sid: Of the asset.
            start_ns: Start of what was fetched, UTC nanoseconds.
            end_ns: End of what was fetched, UTC nanoseconds.

        Raises:
            ConfigurationError: If the asset is not watched.
        """
        watched = self._watched(sid)
        left = []
        for each in watched.requests:
            if end_ns < each.start_ns or start_ns > each.end_ns:
                left.append(each)
                continue
            for low, high in ((each.start_ns, start_ns), (end_ns, each.end_ns)):
                if low < high:
                    left.append(BackfillRequest(sid, each.symbol, low, high, each.reason, each.asked_ns))
        watched.requests = left

    def state(self) -> dict[str, object]:
        """Return what must survive a restart, JSON-typed: by sid, the last time and what has to be fetched."""
        return {
            str(sid): {
                "last_ns": watched.last_ns,
                "broken_ns": watched.broken_ns,
                "requests": [asdict(each) for each in watched.requests],
            }
            for sid, watched in sorted(self._assets.items())
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up a state for the assets that are watched; call `resume` next.

        Args:
            state: As `state` returned it.

        Raises:
            ConfigurationError: If it is no such state.
        """
        try:
            for sid, watched in self._assets.items():
                entry = state.get(str(sid))
                if entry is not None:
                    watched.last_ns, watched.broken_ns = entry["last_ns"], entry["broken_ns"]
                    watched.requests = [BackfillRequest(**each) for each in entry["requests"]]
        except (AttributeError, KeyError, TypeError) as error:
            raise ConfigurationError(
                f"{state!r} is no state of a feed monitor ({error!r}): use what state() gave"
            ) from None

    def _watched(self, sid: int) -> _Watched:
        try:
            return self._assets[sid]
        except KeyError:
            raise ConfigurationError(f"no feed of sid {sid!r} is watched: call watch() first") from None

    def _disorder(self, watched: _Watched, time_ns: int, received_ns: int) -> Iterator[FeedNotice]:
        last_ns = watched.last_ns
        if last_ns is not None and watched.period_ns is not None:
            missing_ns = _missing_bar(watched.calendar, last_ns, time_ns, watched.period_ns)
            if missing_ns is not None:
                reason = f"no bar of {ns_to_datetime(missing_ns)}"
                yield self._request(watched, last_ns, time_ns, reason, received_ns)
        if last_ns is not None and time_ns < last_ns:
            yield _notice(
                "late", watched, received_ns, f"{_seconds(last_ns - time_ns)} older than what came before"
            )
        elif received_ns - time_ns > self._max_lag_ns:
            yield _notice("late", watched, received_ns, f"{_seconds(received_ns - time_ns)} under way")

    @staticmethod
    def _request(watched: _Watched, start_ns: int, end_ns: int, reason: str, now_ns: int) -> FeedNotice:
        """Ask for a time, together with what is asked for already and touches it."""
        apart = [each for each in watched.requests if each.end_ns < start_ns or end_ns < each.start_ns]
        joined = [each for each in watched.requests if each not in apart]
        request = BackfillRequest(
            sid=watched.sid,
            symbol=watched.symbol,
            start_ns=min([start_ns, *(each.start_ns for each in joined)]),
            end_ns=max([end_ns, *(each.end_ns for each in joined)]),
            reason=joined[0].reason if joined else reason,
            asked_ns=joined[0].asked_ns if joined else now_ns,
        )
        watched.requests = sorted([*apart, request], key=lambda each: each.start_ns)
        return _notice("gap", watched, now_ns, f"{_seconds(end_ns - start_ns)} may be missing: {reason}")


def _open_since(calendar: TradingCalendar | None, now_ns: int, known_ns: int) -> int | None:
    """Since when the market is open, None if it is closed; what a calendar does not cover counts as open.

    Sessions that follow each other without a pause count as one, back to a time of interest.
    """
    if calendar is None or not int(calendar.open_ns[0]) <= now_ns < int(calendar.close_ns[-1]):
        return _ALWAYS
    at = int(np.searchsorted(calendar.close_ns, now_ns, side="right"))
    opened_ns = int(calendar.open_ns[at])
    break_start_ns, break_end_ns = int(calendar.break_start_ns[at]), int(calendar.break_end_ns[at])
    if now_ns < opened_ns or (break_start_ns != NO_BREAK and break_start_ns <= now_ns < break_end_ns):
        return None
    if break_start_ns != NO_BREAK and now_ns >= break_end_ns:
        return break_end_ns
    while at and known_ns <= opened_ns and int(calendar.close_ns[at - 1]) == opened_ns:
        at -= 1
        opened_ns = int(calendar.open_ns[at])
    return opened_ns


def _missing_bar(calendar: TradingCalendar | None, last_ns: int, time_ns: int, period_ns: int) -> int | None:
    """The end of the first bar that should have come between two."""
    expected_ns = last_ns + period_ns
    while expected_ns < time_ns:
        if calendar is None or calendar.is_open_on_minute(expected_ns):
            return expected_ns
        at = int(np.searchsorted(calendar.close_ns, expected_ns))
        if at == len(calendar.close_ns):
            return None
        # Closed, or in a break: on to the first bar after it.
        opened_ns, break_end_ns = int(calendar.open_ns[at]), int(calendar.break_end_ns[at])
        expected_ns = (opened_ns if expected_ns <= opened_ns else break_end_ns) + period_ns
    return None


def _limit_ns(name: str, seconds: float) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < float("inf"):
        raise ConfigurationError(f"{name} is {seconds!r}: use seconds above 0")
    return round(seconds * NANOS_PER_SECOND)


def _notice(kind: NoticeKind, watched: _Watched, at_ns: int, detail: str) -> FeedNotice:
    return FeedNotice(kind, watched.sid, watched.symbol, at_ns, detail)


def _seconds(duration_ns: int) -> str:
    return f"{duration_ns / NANOS_PER_SECOND:.3f} s"
