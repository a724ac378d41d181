"""What the jobs of an engine do, by name; each returns what there is to tell, or raises why it could not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from rustybt.exceptions import EngineError
from rustybt.live.job_plans import STRATEGY
from rustybt.live.session_parts import EngineState
from rustybt.live.session_views import status_of
from rustybt.model.events import JobDue

if TYPE_CHECKING:
    from rustybt.live.job_plans import JobPlan
    from rustybt.live.session import Session

__all__ = ["JobHost", "do_job"]

OPERATOR = "schedule"


class JobHost(Protocol):
    """The engine, as its jobs need it."""

    @property
    def checkpoints(self) -> Any:
        """Take snapshots; None if nothing does."""

    async def reconcile(self) -> None:
        """Compare the account with the broker's."""


async def do_job(plan: JobPlan, due_ns: int, session: Session, host: JobHost) -> str:
    """Do a job once.

    Args:
        plan: Of the job.
        due_ns: When it was due, UTC nanoseconds.
        session: Open.
        host: The engine that runs it.

    Returns:
        What there is to tell of it, in words.

    Raises:
        EngineError: If it could not be done.
        RustyBTError: If what it did failed.
    """
    match plan.job:
        case "reconcile":
            return await _reconcile(session, host)
        case "checkpoint":
            return _checkpoint(host)
        case "pause":
            already = session.paused
            await session.pause(OPERATOR)
            return "it was paused already" if already else "paused"
        case "resume":
            return await _resume(plan, session)
        case "halt":
            await session.halt(f"as scheduled: {plan.name}", OPERATOR)
            return "halted"
        case _ if plan.job == STRATEGY:
            return await _call(plan, due_ns, session)
        case _:
            return _summary(session)


async def _reconcile(session: Session, host: JobHost) -> str:
    await host.reconcile()
    if session.unproven:
        raise EngineError(
            "the account could not be compared: the broker did not answer, or an outcome is not known"
        )
    return "the account was compared"


def _checkpoint(host: JobHost) -> str:
    if host.checkpoints is None:
        raise EngineError("this engine takes no snapshots")
    return f"a snapshot of record {host.checkpoints.take()}"


async def _resume(plan: JobPlan, session: Session) -> str:
    # A schedule ends what a schedule began: a halt, or a pause of somebody's, is ended by somebody.
    if session.state is EngineState.HALTED or session.parts.latch.is_set:
        raise EngineError("the session is halted: an operator resumes it, with a reason")
    if not session.paused:
        return "it was not paused"
    pauses = [record.payload.get("operator") for record in session.parts.journal.read(0, ("pause",))]
    if pauses[-1:] != [OPERATOR]:
        raise EngineError("it was not the schedule that paused the session: whoever did resumes it")
    await session.resume(OPERATOR, f"as scheduled: {plan.name}")
    return "resumed"


async def _call(plan: JobPlan, due_ns: int, session: Session) -> str:
    await session.call_strategy(JobDue(plan.callback, due_ns))
    return f"{plan.callback} was called"


def _summary(session: Session) -> str:
    status = status_of(session)
    return (
        f"{status['state']}; value {status['portfolio_value']}, cash {status['cash']}; "
        f"{len(status['positions'])} positions, {len(status['open_orders'])} open orders, "
        f"{status['orders_submitted']} orders, {status['fills']} fills"
    )
