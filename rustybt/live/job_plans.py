"""What an engine's schedule holds: its own jobs by name and functions of its strategy, each with when it is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Self

from rustybt.exceptions import SchedulerError
from rustybt.live.scheduler import TradingScheduler

if TYPE_CHECKING:
    from rustybt.algorithm.algorithm import TradingAlgorithm
    from rustybt.live.schedule_jobs import ScheduleRecord

__all__ = ["ENGINE_JOBS", "STRATEGY", "JobPlan", "SchedulePlan"]

STRATEGY: Final = "strategy"
ENGINE_JOBS: Final = ("reconcile", "checkpoint", "report", "heartbeat", "pause", "resume", "halt")
_LATE: Final = ("pause", "halt")
"""What stops risk is made up for after a downtime, whatever its age; the rest is told as missed."""

_OPTIONS: Final = (
    "cron", "seconds", "minutes", "hours", "days", "run_date", "exchange", "offset_minutes", "timezone",
    "misfire_grace_time", "missed",
)  # fmt: skip
_KEYS: Final = ("calendar", "timezone", "misfire_grace_time", "jobs")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPlan:
    """A job of the engine's, or a function of its strategy, and when it is due.

    Attributes:
        name: Its own; a restart knows it again by that.
        job: One of `ENGINE_JOBS`, or ``"strategy"``.
        callback: The method of the strategy, ``callback(context, data)``; "" for a job of the engine's.
        trigger: As in `rustybt.live.scheduler.TradingScheduler.add_job`.
        options: As there, those that were given.
    """

    name: str
    job: str
    callback: str = ""
    trigger: str = "cron"
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """Return a job from how ``live.yaml`` names it.

        Args:
            given: ``job`` or ``callback``, ``trigger``, ``name`` and the trigger's options.

        Raises:
            SchedulerError: If it names none, or has other keys.
        """
        options = dict(given)
        callback = str(options.pop("callback", ""))
        job = str(options.pop("job", STRATEGY if callback else ""))
        if job not in (*ENGINE_JOBS, STRATEGY) or (job == STRATEGY) is not bool(callback):
            raise SchedulerError(
                f"job {job!r}, callback {callback!r}: name a job of {', '.join(ENGINE_JOBS)}, or the callback of the "
                "strategy alone"
            )
        name, trigger = str(options.pop("name", callback or job)), str(options.pop("trigger", "cron"))
        if excess := _excess(options, _OPTIONS):
            raise SchedulerError(f"job {name!r} has no {excess}: it takes {', '.join(_OPTIONS)}")
        if job in _LATE:
            options.setdefault("missed", "run_late")
        return cls(name=name, job=job, callback=callback, trigger=trigger, options=options)

    def to_dict(self) -> dict[str, Any]:
        """Return it as `of` takes it, JSON-typed."""
        what = {"callback": self.callback} if self.callback else {"job": self.job}
        plain = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in self.options.items()
        }
        return {"name": self.name, **what, "trigger": self.trigger, **plain}

    def add_to(self, scheduler: TradingScheduler) -> None:
        """Schedule it.

        Args:
            scheduler: The engine's.

        Raises:
            SchedulerError: If the options do not fit the trigger, or the name is taken.
        """
        options = dict(self.options)
        if isinstance(moment := options.get("run_date"), str):
            try:
                options["run_date"] = datetime.fromisoformat(moment)
            except ValueError:
                raise SchedulerError(f"run_date is {moment!r}: use ISO 8601, with a time zone") from None
        try:
            scheduler.add_job(_nothing, self.trigger, callback_name=self.name, **options)
        except SchedulerError as error:
            raise SchedulerError(f"job {self.name!r}: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePlan:
    """The schedule of an engine. It goes by the engine's clock: in a replay that is the present's, not the market's.

    Attributes:
        calendar: Name of the exchange calendar of market jobs that name none.
        timezone: IANA name of the zone of cron expressions; by default the calendar's, else UTC.
        misfire_grace_time: Seconds that a job may be late.
        jobs: In the order they were given.
    """

    calendar: str | None = None
    timezone: str | None = None
    misfire_grace_time: float = 60
    jobs: tuple[JobPlan, ...] = ()

    @classmethod
    def of(cls, given: Self | Mapping[str, Any] | None) -> Self:
        """Return a schedule from how ``live.yaml`` describes it.

        Args:
            given: ``calendar``, ``timezone``, ``misfire_grace_time`` and ``jobs``; a schedule; None for an empty one.

        Raises:
            SchedulerError: If a job cannot be, or a key is none.

        Example:
            >>> plan = SchedulePlan.of({"calendar": "NYSE", "jobs": [{"job": "pause", "trigger": "market_close"}]})
            >>> plan.jobs[0].name, plan.jobs[0].options
            ('pause', {'missed': 'run_late'})
        """
        if isinstance(given, cls):
            return given
        if given is None:
            return cls()
        if not isinstance(given, Mapping) or (excess := _excess(given, _KEYS)):
            told = excess if isinstance(given, Mapping) else repr(given)
            raise SchedulerError(f"a schedule has no {told}: it takes {', '.join(_KEYS)}")
        jobs = given.get("jobs", ())
        if not isinstance(jobs, list | tuple) or not all(isinstance(job, Mapping) for job in jobs):
            raise SchedulerError(f"jobs is {jobs!r}: give a list of jobs, each with its job and its trigger")
        plan = cls(**{**given, "jobs": tuple(JobPlan.of(job) for job in jobs)})
        plan.scheduler(time.time_ns, _nothing)
        return plan

    def to_dict(self) -> dict[str, Any] | None:
        """Return it as `of` takes it, JSON-typed; None for an empty one."""
        if self == SchedulePlan():
            return None
        return {
            "calendar": self.calendar,
            "timezone": self.timezone,
            "misfire_grace_time": self.misfire_grace_time,
            "jobs": [job.to_dict() for job in self.jobs],
        }

    def adding(self, job: Mapping[str, Any]) -> SchedulePlan:
        """Return it with one more job; one that is given no name gets one that is free.

        Args:
            job: As in `JobPlan.of`.

        Raises:
            SchedulerError: If it cannot be, or its name is taken.
        """
        new = JobPlan.of(job)
        if "name" not in job:
            taken, number = {each.name for each in self.jobs}, 1
            while new.name in taken:
                number += 1
                new = replace(new, name=f"{job.get('callback') or job['job']}-{number}")
        plan = replace(self, jobs=(*self.jobs, new))
        plan.scheduler(time.time_ns, _nothing)
        return plan

    def check_callbacks(self, strategy: TradingAlgorithm) -> None:
        """Refuse callbacks that a strategy does not have.

        Args:
            strategy: Of the engine.

        Raises:
            SchedulerError: If there is one.
        """
        for job in self.jobs:
            if job.callback and (
                job.callback.startswith("_") or not callable(getattr(strategy, job.callback, None))
            ):
                raise SchedulerError(
                    f"job {job.name!r}: {type(strategy).__name__} has no function {job.callback!r}: define "
                    f"{job.callback}(self, context, data)"
                )

    def scheduler(
        self, clock: Callable[[], int], emit: Callable[[ScheduleRecord], object]
    ) -> TradingScheduler:
        """Return a scheduler of the jobs.

        Args:
            clock: UTC nanoseconds.
            emit: Takes what is due or was missed.

        Raises:
            SchedulerError: If a job cannot be.
        """
        made = TradingScheduler(
            calendar=self.calendar,
            timezone=self.timezone,
            misfire_grace_time=self.misfire_grace_time,
            clock=clock,
            emit=emit,
        )
        for job in self.jobs:
            job.add_to(made)
        return made


def _excess(given: Mapping[Any, Any], takes: Collection[str]) -> str:
    return ", ".join(sorted(str(key) for key in given if key not in takes))  # a key of YAML may be a number


def _nothing(*_: object) -> None:
    pass
