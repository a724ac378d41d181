"""Jobs of a schedule: what is due or was missed by a given time, as records. Pure, the scheduler brings the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Literal, TypedDict

from rustybt.calendars.calendar import TradingCalendar
from rustybt.calendars.exchanges import get_calendar
from rustybt.exceptions import ConfigurationError, SchedulerError
from rustybt.live.triggers import (
    CronTrigger,
    DateTrigger,
    IntervalTrigger,
    SessionTrigger,
    Trigger,
    time_zone,
)
from rustybt.model.time import NANOS_PER_SECOND, datetime_to_ns

__all__ = [
    "Job",
    "JobEnded",
    "JobInfo",
    "MissedPolicy",
    "MissedTrigger",
    "ScheduleRecord",
    "ScheduledTriggerEvent",
    "calendar_of",
    "grace_ns_of",
    "trigger_of",
]

type MissedPolicy = Literal["skip", "run_late"]
"""What becomes of a job that is found due later than the grace time: reported only, or run once all the same."""

_NANOS_PER_MINUTE = 60 * NANOS_PER_SECOND
_MICROSECOND = timedelta(microseconds=1)
# A year of minutes that was missed is told in parts.
_MOST_DUE = 100_000

_MARKET = frozenset({"exchange", "offset_minutes", "timezone"})
_INTERVAL = frozenset({"seconds", "minutes", "hours", "days"})
_OPTIONS: Mapping[str, frozenset[str]] = {
    "cron": frozenset({"cron", "timezone", "exchange"}),
    "interval": _INTERVAL | {"timezone"},
    "date": frozenset({"run_date", "timezone"}),
    "market_open": _MARKET,
    "market_close": _MARKET,
    "pre_market": _MARKET,
    "after_hours": _MARKET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledTriggerEvent:
    """A job is due.

    Attributes:
        job_id: Of the job.
        callback_name: Of the function to run.
        trigger_type: What made it due.
        scheduled_ns: When it was due, UTC nanoseconds.
        actual_ns: When that was noticed, UTC nanoseconds.
        merged: How many earlier times, due since the last run, this one stands for.
        late: Whether it comes after the grace time, since its policy is ``run_late``.
    """

    job_id: str
    callback_name: str
    trigger_type: str
    scheduled_ns: int
    actual_ns: int
    merged: int = 0
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedTrigger:
    """A job was due and found too late. It is worth an alarm.

    Attributes:
        job_id: Of the job.
        callback_name: Of its function.
        trigger_type: What made it due.
        first_ns: The first time it was missed, UTC nanoseconds.
        last_ns: The last time, UTC nanoseconds.
        count: How often.
        actual_ns: When that was noticed, UTC nanoseconds.
        policy: ``skip``, or ``run_late``: then a late `ScheduledTriggerEvent` follows.
    """

    job_id: str
    callback_name: str
    trigger_type: str
    first_ns: int
    last_ns: int
    count: int
    actual_ns: int
    policy: MissedPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class JobEnded:
    """A job that repeats can be due no more, since nothing is known of the time ahead. It is worth an alarm.

    Attributes:
        job_id: Of the job.
        callback_name: Of its function.
        actual_ns: When that was noticed, UTC nanoseconds.
        reason: Why.
    """

    job_id: str
    callback_name: str
    actual_ns: int
    reason: str


type ScheduleRecord = ScheduledTriggerEvent | MissedTrigger | JobEnded
"""What a scheduler emits."""


class JobInfo(TypedDict):
    """One line of `TradingScheduler.list_jobs`."""

    job_id: str
    callback_name: str
    trigger: str
    next_run_time: datetime | None
    enabled: bool


@dataclass(slots=True, eq=False)
class Job:
    """A function and when it is due.

    Attributes:
        job_id: Its id, which is its callback's name too.
        callback: The function.
        kind: What makes it due.
        trigger: When.
        tz: In which its times are shown.
        grace_ns: How late it may be, nanoseconds.
        missed: What becomes of it when it is later.
        done_ns: The time up to which it was told, UTC nanoseconds.
        enabled: Whether it is told at all.
        ended: Whether nothing is known of when it is due next.
    """

    job_id: str
    callback: Callable[..., object]
    kind: str
    trigger: Trigger
    tz: tzinfo
    grace_ns: int
    missed: MissedPolicy
    done_ns: int
    enabled: bool = True
    ended: bool = False

    def next_ns(self) -> int | None:
        """Return when it is due next, UTC nanoseconds; None for never. A job that ends is due to say so."""
        if self.ended or not self.enabled:
            return None
        try:
            return self.trigger.next_after(self.done_ns)
        except SchedulerError:
            return self.done_ns

    def records(self, now_ns: int) -> Iterator[ScheduleRecord]:
        """Tell what is due by a time and has not been told, without taking note of it.

        Args:
            now_ns: The present, UTC nanoseconds.
        """
        if self.ended or not self.enabled:
            return
        due, reason = self._due(now_ns)
        missed = [at_ns for at_ns in due if at_ns < now_ns - self.grace_ns]
        if missed:
            yield MissedTrigger(
                job_id=self.job_id,
                callback_name=self.job_id,
                trigger_type=self.kind,
                first_ns=missed[0],
                last_ns=missed[-1],
                count=len(missed),
                actual_ns=now_ns,
                policy=self.missed,
            )
        late = len(missed) == len(due)
        if due and not (late and self.missed == "skip"):
            yield ScheduledTriggerEvent(
                job_id=self.job_id,
                callback_name=self.job_id,
                trigger_type=self.kind,
                scheduled_ns=due[-1],
                actual_ns=now_ns,
                merged=len(due) - 1 - (len(missed) if self.missed == "skip" else 0),
                late=late,
            )
        if reason and not due:
            yield JobEnded(job_id=self.job_id, callback_name=self.job_id, actual_ns=now_ns, reason=reason)

    def _due(self, now_ns: int) -> tuple[list[int], str]:
        due: list[int] = []
        at_ns = self.done_ns
        while len(due) < _MOST_DUE:
            try:
                following = self.trigger.next_after(at_ns)
            except SchedulerError as error:
                return due, str(error)
            if following is None or following > now_ns:
                break
            at_ns = following
            due.append(at_ns)
        return due, ""


def calendar_of(exchange: TradingCalendar | str) -> TradingCalendar:
    """Return the calendar of an exchange, given so or by name.

    Args:
        exchange: A calendar, or a name of `rustybt.calendars.calendar_names`.

    Raises:
        SchedulerError: If there is none of that name.
    """
    if isinstance(exchange, TradingCalendar):
        return exchange
    try:
        return get_calendar(exchange)
    except ConfigurationError as error:
        raise SchedulerError(f"exchange {exchange!r}: {error}") from None


def grace_ns_of(seconds: float) -> int:
    """Return a grace time in nanoseconds.

    Args:
        seconds: The grace time, not below 0.

    Raises:
        SchedulerError: If it is none.
    """
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < float("inf"):
        raise SchedulerError(f"misfire_grace_time is {seconds!r}: use seconds, 0 or more")
    return round(seconds * NANOS_PER_SECOND)


def trigger_of(
    kind: str, options: Mapping[str, Any], calendar: TradingCalendar | None, tz: tzinfo | None
) -> tuple[Trigger, tzinfo]:
    """Return a trigger and the time zone in which its times are shown.

    Args:
        kind: What makes a job due, see `rustybt.live.scheduler.TradingScheduler.add_job`.
        options: What was given of its options.
        calendar: The scheduler's, for market jobs that name no exchange.
        tz: The scheduler's time zone, if it was given one.

    Raises:
        SchedulerError: If the options do not fit the kind.
    """
    if kind not in _OPTIONS:
        raise SchedulerError(f"trigger {kind!r} is unknown: use one of {', '.join(_OPTIONS)}")
    if excess := sorted(options.keys() - _OPTIONS[kind]):
        raise SchedulerError(
            f"a job of trigger {kind!r} takes no {', '.join(excess)}: it takes {', '.join(sorted(_OPTIONS[kind]))}"
        )
    zone = time_zone(options["timezone"]) if "timezone" in options else tz
    exchange = calendar_of(options["exchange"]) if "exchange" in options else None
    if kind == "cron":
        return _cron(options, exchange, zone or _zone_of(exchange or calendar))
    if kind == "interval":
        return IntervalTrigger(_interval_ns(options)), zone or _zone_of(calendar)
    if kind == "date":
        return DateTrigger(_date_ns(options)), zone or _zone_of(calendar)
    market = exchange or calendar
    if market is None:
        raise SchedulerError(
            f"a job of trigger {kind!r} needs an exchange, such as exchange='NYSE' or '24/7'"
        )
    offset_ns = _offset_ns(kind, options.get("offset_minutes", 0))
    anchor: Literal["open", "close"] = "open" if kind in ("market_open", "pre_market") else "close"
    return SessionTrigger(market, anchor, offset_ns), zone or _zone_of(market)


def _zone_of(calendar: TradingCalendar | None) -> tzinfo:
    return UTC if calendar is None else time_zone(calendar.tz)


def _cron(
    options: Mapping[str, Any], exchange: TradingCalendar | None, zone: tzinfo
) -> tuple[Trigger, tzinfo]:
    if "cron" not in options:
        raise SchedulerError("a job of trigger 'cron' needs cron=, such as cron='30 9 * * MON-FRI'")
    return CronTrigger(options["cron"], zone, exchange), zone


def _interval_ns(options: Mapping[str, Any]) -> int:
    parts = {name: options[name] for name in _INTERVAL & options.keys()}
    try:
        every = timedelta(**parts)
    except (OverflowError, TypeError, ValueError):
        every = timedelta()
    if every <= timedelta():
        raise SchedulerError(
            f"an interval of {parts or 'nothing'}: give minutes=, hours= or the like, above 0"
        )
    return every // _MICROSECOND * 1000


def _date_ns(options: Mapping[str, Any]) -> int:
    when = options.get("run_date")
    if not isinstance(when, datetime) or when.tzinfo is None:
        raise SchedulerError(f"run_date is {when!r}: give a datetime with a time zone, such as datetime.UTC")
    return datetime_to_ns(when)


def _offset_ns(kind: str, minutes: object) -> int:
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise SchedulerError(f"offset_minutes is {minutes!r}: use whole minutes")
    if (kind == "pre_market" and minutes >= 0) or (kind == "after_hours" and minutes <= 0):
        side = (
            "before the open: use one below 0" if kind == "pre_market" else "after the close: use one above 0"
        )
        raise SchedulerError(f"offset_minutes is {minutes}, but {kind} is {side}")
    return minutes * _NANOS_PER_MINUTE
