"""Scheduled functions of a live session: what is due is told as an event, once, and what was missed as well.

The scheduler runs nothing itself: it emits a `ScheduledTriggerEvent`, which is journalled and stepped like any
other event, and whoever steps it looks the function up by `TradingScheduler.callback`. So a function that raises is
the engine's business, and the scheduler goes on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from rustybt.exceptions import SchedulerError
from rustybt.live.schedule_jobs import (
    Job,
    JobEnded,
    JobInfo,
    MissedPolicy,
    MissedTrigger,
    ScheduledTriggerEvent,
    ScheduleRecord,
    calendar_of,
    grace_ns_of,
    trigger_of,
)
from rustybt.live.triggers import DateTrigger, time_zone
from rustybt.model.time import NANOS_PER_SECOND, ns_to_datetime

if TYPE_CHECKING:
    from datetime import datetime

    from rustybt.calendars.calendar import TradingCalendar

__all__ = ["TradingScheduler"]

type Emit = Callable[[ScheduleRecord], object]

# The wall clock may jump and a machine may sleep: nothing waits longer than this without looking at it.
_LONGEST_SLEEP = 5.0
_SHORTEST_SLEEP = 0.001
_LONG_AGO = -(2**63)


class _Queue(Protocol):
    def put_nowait(self, item: Any) -> None: ...


class TradingScheduler:
    """Tells when jobs are due, by the wall clock, an exchange's sessions, an interval or a date.

    A job found due within its grace time is told once, whatever it missed in between; one found later is told
    as a `MissedTrigger`. Nothing is skipped without a record, except while its job is disabled. Times already told
    are part of `state`, so that a restart neither repeats nor forgets one.

    Args:
        calendar: The exchange of market jobs that name none: a calendar, or a name of
            `rustybt.calendars.calendar_names`.
        misfire_grace_time: Seconds that a job may be late.
        timezone: IANA name of the zone of cron expressions; by default the calendar's, else UTC.
        clock: Gives the present, UTC nanoseconds.
        emit: Takes each record, in order; it is the way to the journal. A record it raises on is told again.
        event_queue: Anything with ``put_nowait``, in place of ``emit``.

    Raises:
        SchedulerError: If a parameter cannot work.

    Example:
        >>> now = 1_700_000_000 * 10**9
        >>> told = []
        >>> scheduler = TradingScheduler(clock=lambda: now, emit=told.append)
        >>> scheduler.add_job(print, "interval", minutes=15, callback_name="signals")
        'signals'
        >>> now += 100 * 10**9
        >>> [(event.callback_name, event.scheduled_ns % (900 * 10**9)) for event in scheduler.poll()]
        [('signals', 0)]
    """

    def __init__(
        self,
        *,
        calendar: TradingCalendar | str | None = None,
        misfire_grace_time: float = 60,
        timezone: str | None = None,
        clock: Callable[[], int] = time.time_ns,
        emit: Emit | None = None,
        event_queue: _Queue | None = None,
    ) -> None:
        if (emit is None) == (event_queue is None):
            raise SchedulerError("give emit= or event_queue=: what is due has to be told to someone")
        self._emit: Emit = emit if emit is not None else event_queue.put_nowait  # type: ignore[union-attr]
        self._clock = clock
        self._grace_ns = grace_ns_of(misfire_grace_time)
        self._calendar = None if calendar is None else calendar_of(calendar)
        self._tz = None if timezone is None else time_zone(timezone)
        self._jobs: dict[str, Job] = {}
        self._restored: dict[str, tuple[int, bool]] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add_job(
        self,
        callback: Callable[..., object],
        trigger: str = "cron",
        *,
        cron: str | None = None,
        seconds: float | None = None,
        minutes: float | None = None,
        hours: float | None = None,
        days: float | None = None,
        run_date: datetime | None = None,
        exchange: TradingCalendar | str | None = None,
        offset_minutes: int | None = None,
        timezone: str | None = None,
        callback_name: str | None = None,
        misfire_grace_time: float | None = None,
        missed: MissedPolicy = "skip",
    ) -> str:
        """Schedule a function.

        Args:
            callback: What to run.
            trigger: ``cron``, ``interval``, ``date``, ``market_open``, ``market_close``, ``pre_market`` or
                ``after_hours``.
            cron: Five fields, see `rustybt.live.triggers.CronTrigger`.
            seconds: Of an interval, which lies on a grid from midnight UTC on 1970-01-01.
            minutes: Of an interval.
            hours: Of an interval.
            days: Of an interval, of 24 hours each.
            run_date: When, once; with a time zone.
            exchange: Of a market job, by default the scheduler's; of a cron job, to run on its sessions only.
            offset_minutes: Minutes after the open or close; negative before.
            timezone: IANA name of the zone of a cron expression; of others, in which `list_jobs` shows times.
            callback_name: The job's id, the same after every restart; by default the function's name.
            misfire_grace_time: Seconds this job may be late; by default the scheduler's.
            missed: What becomes of it when it is found later than that.

        Returns:
            The job's id.

        Raises:
            SchedulerError: If the options do not fit the trigger, or the name is taken.
        """
        if missed not in ("skip", "run_late"):
            raise SchedulerError(f"missed is {missed!r}: use 'skip' or 'run_late'")
        given = {
            "cron": cron, "seconds": seconds, "minutes": minutes, "hours": hours, "days": days,
            "run_date": run_date, "exchange": exchange, "offset_minutes": offset_minutes, "timezone": timezone,
        }  # fmt: skip
        options = {name: value for name, value in given.items() if value is not None}
        grace_ns = self._grace_ns if misfire_grace_time is None else grace_ns_of(misfire_grace_time)
        due, tz = trigger_of(trigger, options, self._calendar, self._tz)
        done_ns = self._clock()
        if isinstance(due, DateTrigger):
            # A date that has just passed is late, and one long passed was missed: both are told.
            done_ns = min(done_ns, due.at_ns - 1)
        due.next_after(done_ns)
        job_id = self._name_for(callback, trigger, callback_name)
        job = Job(job_id, callback, trigger, due, tz, grace_ns, missed, done_ns)
        self._jobs[job.job_id] = job
        self._take_up(job)
        self._wake.set()
        return job.job_id

    def schedule_market_open(
        self,
        callback: Callable[..., object],
        exchange: TradingCalendar | str | None = None,
        timezone: str | None = None,
        **options: Any,
    ) -> str:
        """Schedule a function at every open of an exchange.

        Args:
            callback: What to run.
            exchange: Whose; by default the scheduler's.
            timezone: In which `list_jobs` shows its times; by default the exchange's.
            options: ``offset_minutes``, ``callback_name``, ``misfire_grace_time``, ``missed``: see `add_job`.
        """
        return self.add_job(callback, "market_open", exchange=exchange, timezone=timezone, **options)

    def schedule_market_close(
        self,
        callback: Callable[..., object],
        exchange: TradingCalendar | str | None = None,
        timezone: str | None = None,
        **options: Any,
    ) -> str:
        """Schedule a function at every close of an exchange, on half days at their own close.

        Args:
            callback: What to run.
            exchange: Whose; by default the scheduler's.
            timezone: In which `list_jobs` shows its times; by default the exchange's.
            options: ``offset_minutes``, ``callback_name``, ``misfire_grace_time``, ``missed``: see `add_job`.
        """
        return self.add_job(callback, "market_close", exchange=exchange, timezone=timezone, **options)

    def schedule_pre_market(
        self,
        callback: Callable[..., object],
        exchange: TradingCalendar | str | None = None,
        offset_minutes: int = -30,
        **options: Any,
    ) -> str:
        """Schedule a function some time before every open.

        Args:
            callback: What to run.
            exchange: Whose; by default the scheduler's.
            offset_minutes: Minutes from the open, below 0.
            options: ``timezone``, ``callback_name``, ``misfire_grace_time``, ``missed``: see `add_job`.
        """
        return self.add_job(
            callback, "pre_market", exchange=exchange, offset_minutes=offset_minutes, **options
        )

    def schedule_after_hours(
        self,
        callback: Callable[..., object],
        exchange: TradingCalendar | str | None = None,
        offset_minutes: int = 30,
        **options: Any,
    ) -> str:
        """Schedule a function some time after every close.

        Args:
            callback: What to run.
            exchange: Whose; by default the scheduler's.
            offset_minutes: Minutes from the close, above 0.
            options: ``timezone``, ``callback_name``, ``misfire_grace_time``, ``missed``: see `add_job`.
        """
        return self.add_job(
            callback, "after_hours", exchange=exchange, offset_minutes=offset_minutes, **options
        )

    def disable_callback(self, callback_name: str) -> None:
        """Stop telling of a job, without forgetting it; what comes due meanwhile is let pass.

        Args:
            callback_name: Its name.

        Raises:
            SchedulerError: If there is no such job.
        """
        self._job(callback_name).enabled = False

    def enable_callback(self, callback_name: str) -> None:
        """Tell of a disabled job again, from now on.

        Args:
            callback_name: Its name.

        Raises:
            SchedulerError: If there is no such job.
        """
        job = self._job(callback_name)
        if not job.enabled:
            job.enabled = True
            job.done_ns = max(job.done_ns, self._clock())
            self._wake.set()

    def remove_job(self, job_id: str) -> None:
        """Forget a job.

        Args:
            job_id: Its id.

        Raises:
            SchedulerError: If there is no such job.
        """
        del self._jobs[self._job(job_id).job_id]

    def callback(self, callback_name: str) -> Callable[..., object]:
        """Return the function of a job, for whoever steps its event.

        Args:
            callback_name: Of the event.

        Raises:
            SchedulerError: If there is no such job.
        """
        return self._job(callback_name).callback

    def list_jobs(self) -> list[JobInfo]:
        """Return the jobs that are still to run, next first; disabled ones, which have no next time, last."""
        rows = [(job.next_ns(), job) for job in self._jobs.values() if not job.ended]
        rows.sort(key=lambda row: (row[0] is None, row[0] or 0))
        return [
            JobInfo(
                job_id=job.job_id,
                callback_name=job.job_id,
                trigger=job.kind,
                next_run_time=None if due is None else ns_to_datetime(due).astimezone(job.tz),
                enabled=job.enabled,
            )
            for due, job in rows
            if due is not None or not job.enabled
        ]

    def next_due_ns(self) -> int | None:
        """Return when the next job is due, UTC nanoseconds; in the past if it has not been told yet."""
        return min((due for job in self._jobs.values() if (due := job.next_ns()) is not None), default=None)

    def poll(self) -> tuple[ScheduleRecord, ...]:
        """Emit what is due or was missed, in order of time, then of registration; the runner calls this.

        Returns:
            The records that were emitted.
        """
        now_ns = self._clock()
        found = [record for job in self._jobs.values() for record in job.records(now_ns)]
        found.sort(key=_time_of)
        told = []
        for record in found:
            job = self._jobs.get(record.job_id)
            if job is None or not job.enabled:
                continue
            self._emit(record)
            self.apply(record)
            told.append(record)
        return tuple(told)

    def apply(self, record: ScheduleRecord) -> None:
        """Take up what was told, now or in a journal that is read again.

        Args:
            record: As it was emitted.
        """
        job = self._jobs.get(record.job_id)
        done_ns, enabled = self._restored.get(record.job_id, (_LONG_AGO, True))
        if isinstance(record, ScheduledTriggerEvent):
            done_ns = max(done_ns, record.scheduled_ns)
        elif isinstance(record, MissedTrigger) and record.policy == "skip":
            done_ns = max(done_ns, record.last_ns)
        elif isinstance(record, JobEnded) and job is not None:
            job.ended = True
        if job is None:
            self._restored[record.job_id] = (done_ns, enabled)
        else:
            job.done_ns = max(job.done_ns, done_ns)

    def state(self) -> dict[str, object]:
        """Return what must survive a restart, JSON-typed: by job, the time told last and whether it is enabled."""
        known = self._restored | {job.job_id: (job.done_ns, job.enabled) for job in self._jobs.values()}
        return {
            "jobs": {
                job_id: {"done_ns": done_ns, "enabled": enabled}
                for job_id, (done_ns, enabled) in sorted(known.items())
            }
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up a state, before or after the jobs are added: what came due since then is told by the next poll.

        Args:
            state: As `state` returned it.

        Raises:
            SchedulerError: If it is no such state.
        """
        try:
            jobs = {
                str(job_id): (int(entry["done_ns"]), bool(entry["enabled"]))
                for job_id, entry in state["jobs"].items()
            }
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise SchedulerError(
                f"{state!r} is no state of a scheduler ({error!r}): use what state() gave"
            ) from None
        self._restored = jobs
        for job in self._jobs.values():
            self._take_up(job)
        self._wake.set()

    def start(self) -> None:
        """Begin to tell what is due, in a task of the running loop; `wait` raises what ends it.

        Raises:
            SchedulerError: If no loop is running, or the scheduler runs already.
        """
        if self._task is not None and not self._task.done():
            raise SchedulerError("the scheduler runs already: shut it down first")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SchedulerError(
                "no event loop is running: call start() in a coroutine, or poll() by hand"
            ) from None
        self._task = loop.create_task(self.run(), name="rustybt-scheduler")

    async def wait(self) -> None:
        """Wait until `shutdown`, and raise what went wrong, such as an ``emit`` that failed."""
        if self._task is not None:
            await asyncio.wait([self._task])
            if not self._task.cancelled():
                self._task.result()

    def shutdown(self) -> None:
        """Stop telling; jobs and state stay."""
        if self._task is not None:
            self._task.cancel()

    async def run(self) -> None:
        """Tell what is due until cancelled; ends with the first error of ``emit``."""
        while True:
            self._wake.clear()
            self.poll()
            due_ns = self.next_due_ns()
            seconds = _LONGEST_SLEEP if due_ns is None else (due_ns - self._clock()) / NANOS_PER_SECOND
            try:
                await asyncio.wait_for(self._wake.wait(), min(max(seconds, _SHORTEST_SLEEP), _LONGEST_SLEEP))
            except TimeoutError:
                continue

    def _job(self, job_id: str) -> Job:
        try:
            return self._jobs[job_id]
        except KeyError:
            known = ", ".join(self._jobs) or "none"
            raise SchedulerError(f"there is no job {job_id!r}; there are: {known}") from None

    def _name_for(self, callback: Callable[..., object], kind: str, given: str | None) -> str:
        if not callable(callback):
            raise SchedulerError(f"callback is {callback!r}: give a function")
        if given is not None:
            if not given or given in self._jobs:
                raise SchedulerError(f"callback_name {given!r} is empty or taken: each job has its own")
            return given
        name = getattr(callback, "__name__", "<lambda>")
        base = kind if name == "<lambda>" else name
        # The same program gives the same names in the same order, so that a restart knows its jobs again.
        number, job_id = 1, base
        while job_id in self._jobs:
            number += 1
            job_id = f"{base}-{number}"
        return job_id

    def _take_up(self, job: Job) -> None:
        restored = self._restored.pop(job.job_id, None)
        if restored is not None:
            job.done_ns, job.enabled = restored


def _time_of(record: ScheduleRecord) -> int:
    if isinstance(record, ScheduledTriggerEvent):
        return record.scheduled_ns
    return record.last_ns if isinstance(record, MissedTrigger) else record.actual_ns
