"""The jobs of an engine at work: what is due is journalled, done once, and its outcome journalled.

Two kinds of records: ``schedule`` is what the scheduler told, with its state before that; ``job`` is what became of it.
A run that a crash left open is done again while it is within its grace time, or told as missed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import RustyBTError
from rustybt.live.codecs import decode_record, encode_record
from rustybt.live.job_actions import do_job
from rustybt.live.job_plans import STRATEGY
from rustybt.live.schedule_jobs import JobEnded, MissedTrigger, ScheduledTriggerEvent, grace_ns_of
from rustybt.live.session_parts import EngineState
from rustybt.model.time import ns_to_datetime

if TYPE_CHECKING:
    from rustybt.live.job_actions import JobHost
    from rustybt.live.job_plans import SchedulePlan
    from rustybt.live.schedule_jobs import ScheduleRecord
    from rustybt.live.session import Session

__all__ = ["EngineJobs"]

_RECORDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (ScheduledTriggerEvent, MissedTrigger, JobEnded)
}
BESIDE = ("reconcile",)
"""Jobs that wait for a broker, and so for nobody else. The others are done one after the other, by time; functions of
the strategy, which may wait for a bar, among themselves."""


class EngineJobs:
    """Runs the jobs of one life of an engine.

    Args:
        plan: What is due when.
        session: Open: its journal was replayed.
        host: The engine.

    Raises:
        SchedulerError: If a job cannot be.
        JournalError: If the journal cannot be read.
    """

    def __init__(self, plan: SchedulePlan, session: Session, host: JobHost) -> None:
        self._session, self._host = session, host
        self._journal, self._clock = session.parts.journal, session.parts.clock
        self._plans = {job.name: job for job in plan.jobs}
        self._grace_ns = {
            job.name: grace_ns_of(job.options.get("misfire_grace_time", plan.misfire_grace_time))
            for job in plan.jobs
        }
        self._scheduler = plan.scheduler(self._clock, self._told)
        self._last: dict[str, dict[str, Any]] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._ended: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()
        self._in_order, self._calls = asyncio.Lock(), asyncio.Lock()
        self._open: dict[str, tuple[int, ScheduledTriggerEvent]] = {}
        if plan.jobs:
            self._restore()

    async def run(self) -> None:
        """Tell and do what is due until cancelled; ends with the first error that ends the engine."""
        if not self._plans:
            await asyncio.Event().wait()
        loop = asyncio.get_running_loop()
        telling = loop.create_task(self._scheduler.run(), name="rustybt-scheduler")
        telling.add_done_callback(self._ended.put_nowait)
        try:
            self._journal.append("schedule", {"state": self._scheduler.state(), "told": None})
            self._finish_open()
            while True:
                (await self._ended.get()).result()
        finally:
            tasks = [telling, *self._running.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def rows(self) -> list[dict[str, Any]]:
        """Return what a console shows of the jobs, JSON-typed: name, job, trigger, when next, and the last outcome."""
        known = {each["job_id"]: each for each in self._scheduler.list_jobs()}
        rows = []
        for name, plan in self._plans.items():
            due = known[name]["next_run_time"] if name in known else None
            rows.append(
                {
                    "name": name,
                    "job": plan.callback or plan.job,
                    "trigger": plan.trigger,
                    "next": None if due is None else due.isoformat(),
                    "running": name in self._running,
                    "last": self._last.get(name),
                }
            )
        return rows

    def _told(self, record: ScheduleRecord) -> None:
        told = {"type": type(record).__name__, **encode_record(record)}
        self._journal.append("schedule", {"state": self._scheduler.state(), "told": told})
        match record:
            case ScheduledTriggerEvent():
                self._begin(record)
            case MissedTrigger():
                since, last = (ns_to_datetime(at).isoformat() for at in (record.first_ns, record.last_ns))
                when = last if record.count == 1 else f"{record.count} times from {since} to {last}"
                late = "; it is done now" if record.policy == "run_late" else ""
                self._note(record.job_id, record.last_ns, "missed", f"it was due {when}{late}")
            case JobEnded():
                self._note(record.job_id, record.actual_ns, "ended", record.reason)

    def _begin(self, event: ScheduledTriggerEvent) -> None:
        if event.job_id in self._running:
            self._note(event.job_id, event.scheduled_ns, "failed", "the run before it has not ended yet")
            return
        task = asyncio.get_running_loop().create_task(self._do(event), name=f"rustybt-job-{event.job_id}")
        self._running[event.job_id] = task
        task.add_done_callback(lambda done: self._end(event.job_id, done))

    def _end(self, name: str, done: asyncio.Task[None]) -> None:
        if self._running.get(name) is done:
            del self._running[name]
        if not done.cancelled():
            self._ended.put_nowait(done)

    async def _do(self, event: ScheduledTriggerEvent) -> None:
        name = event.job_id
        try:
            job = self._plans[name].job
            if job in BESIDE:
                text = await self._act(event)
            else:
                async with self._calls if job == STRATEGY else self._in_order:
                    text = await self._act(event)
        except (RustyBTError, OSError) as error:
            if self._session.state is EngineState.FAILED:
                raise
            self._running.pop(name)
            self._note(name, event.scheduled_ns, "failed", f"{type(error).__name__}: {error}")
        else:
            self._running.pop(name)
            self._note(name, event.scheduled_ns, "done", text)

    async def _act(self, event: ScheduledTriggerEvent) -> str:
        return await do_job(self._plans[event.job_id], event.scheduled_ns, self._session, self._host)

    def _note(self, name: str, scheduled_ns: int, outcome: str, text: str) -> None:
        plan = self._plans.get(name)
        payload = {
            "name": name,
            "job": "" if plan is None else plan.job,
            "scheduled_ns": scheduled_ns,
            "outcome": outcome,
            "text": text,
        }
        self._journal.append("job", payload)
        self._take_note(payload, self._clock())
        self._session.parts.on_change("job")

    def _take_note(self, payload: dict[str, Any], time_ns: int) -> None:
        name = payload["name"]
        self._last[name] = {"outcome": payload["outcome"], "text": payload["text"], "time_ns": time_ns}
        known = self._open.get(name)
        if known is not None and known[1].scheduled_ns == payload["scheduled_ns"]:
            del self._open[name]

    def _restore(self) -> None:
        state: dict[str, Any] | None = None
        told: ScheduleRecord | None = None
        for record in self._journal.read(0, ("schedule", "job")):
            payload = dict(record.payload)
            if record.kind == "job":
                self._take_note(payload, record.time_ns)
            else:
                state, told = payload["state"], _record_of(payload["told"])
                if isinstance(told, ScheduledTriggerEvent):
                    self._open[told.job_id] = (record.seq, told)
        if state is not None:
            self._scheduler.restore(state)
        if told is not None:
            self._scheduler.apply(told)

    def _finish_open(self) -> None:
        now_ns = self._clock()
        for seq, event in list(self._open.values()):
            plan = self._plans.get(event.job_id)
            if plan is not None and plan.job == STRATEGY and self._was_called(seq, plan.callback, event):
                self._note(
                    event.job_id, event.scheduled_ns, "done", f"{plan.callback} was called before the restart"
                )
                continue
            late = plan is not None and plan.options.get("missed") == "run_late"
            if plan is not None and (late or now_ns - event.scheduled_ns <= self._grace_ns[event.job_id]):
                self._begin(event)
            else:
                self._note(event.job_id, event.scheduled_ns, "missed", "the engine ended before it was done")

    def _was_called(self, seq: int, callback: str, event: ScheduledTriggerEvent) -> bool:
        wanted = {"type": "JobDue", "name": callback, "due_ns": event.scheduled_ns}
        return any(dict(record.payload) == wanted for record in self._journal.read(seq, ("event",)))


def _record_of(told: dict[str, Any] | None) -> ScheduleRecord | None:
    if told is None:
        return None
    record: ScheduleRecord = decode_record(
        _RECORDS[told["type"]], {name: value for name, value in told.items() if name != "type"}, None
    )
    return record
