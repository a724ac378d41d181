"""Start-up is recovery: REPLAY the journal, CONNECT, RECONCILE, and only then ARMED; or halted, with the reason."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import BrokerError, EngineError, JournalError
from rustybt.live.asking import answer_of, asked_at, connect_account, fills_of, said_of, valid_until
from rustybt.live.brokers.paper_broker import PaperBroker, PaperMarket
from rustybt.live.brokers.retry import BackoffPolicy
from rustybt.live.checkpoints import SnapshotCheck
from rustybt.live.halt import HaltRecord
from rustybt.live.models import Known
from rustybt.live.order_names import in_core
from rustybt.live.order_state import OrderState, OutcomeUnknown
from rustybt.live.orders import prove_absent
from rustybt.live.reconciling import (
    carry_out,
    compared_tables,
    gravely,
    local_state,
    made_exact,
    unanswered,
)
from rustybt.live.remedies import READINGS_APART
from rustybt.live.replay import Refolded, refold
from rustybt.live.session_parts import EngineState
from rustybt.model.effects import OrderPlaced
from rustybt.model.events import BarClosed, OrderEnded

if TYPE_CHECKING:
    from rustybt.live.journal import Journal
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.reconciler import PositionReconciler
    from rustybt.live.reconciliation import ReconciliationReport
    from rustybt.live.session import Session

__all__ = [
    "catch_up",
    "mend",
    "open_session",
    "reconcile",
    "resolve_unknown",
    "unsettled",
]

MOST_READINGS = 4
"""How often an account is read before it is believed to differ, if it seems to differ otherwise each time."""
_MARKET = ("SessionOpened", "BarClosed", "SessionClosed")


async def open_session(
    session: Session,
    header: dict[str, Any],
    reconciler: PositionReconciler,
    patience: BackoffPolicy | None = None,
) -> Refolded:
    """Bring a session from its journal to where it may trade.

    Args:
        session: New.
        header: What the session is; on a journal with records it must be the same as then.
        reconciler: Of its broker.
        patience: How often to try to connect; None for once.

    Returns:
        What the journal came to.

    Raises:
        EngineError: If the journal is another session's, or the account is not of the kind that was configured.
        ReplayError: If the strategy does other things than it did.
        BrokerError: If there is no connection.
    """
    found = _replay(session, header)
    session.opening = True
    session.change(EngineState.CONNECTING)
    parts = session.parts
    patience = patience or BackoffPolicy(max_retries=0)
    session.currency = (await connect_account(parts.broker, parts.journal, parts.claim, patience)).currency
    _go_on(session, EngineState.CONNECTING, EngineState.RECONCILING)
    if not found.failure:
        await _tell_core(session, found)
        if session.simulated and found.undecided is not None:
            # On its own bars a cancel is known at once, and the strategy hears of it after it has decided.
            await session.decide(found.undecided, found.unhandled)
            found.undecided, found.unhandled = None, []
    for order in session.orders.open():
        if order.state is OrderState.JOURNALLED and session.simulated:
            await session.send_journalled(order)  # paper is remade from the journal: it cannot have got there
        elif order.state in (OrderState.JOURNALLED, OrderState.SENT):
            session.record(
                OutcomeUnknown(order.order_id, "the engine stopped in between", session.parts.clock())
            )
    _latch_again(session, found)
    await session.obey_latch()
    if not await mend(session, reconciler):
        _go_on(session, EngineState.RECONCILING, session.rest(), "the account could not be compared yet")
    session.opening = False
    if not found.failure:
        await _finish(session, found)
    return found


def unsettled(session: Session) -> bool:
    """Tell whether something waits for `mend`: an outcome that is not known, a cancel that stands, a lost lane.

    Args:
        session: As it stands.
    """
    if session.unproven or session.orders.unknown():
        return True
    halted = session.state in (EngineState.HALTED, EngineState.FAILED)
    return any(halted or order.cancel_sent_ns is not None for order in session.orders.open())


async def mend(session: Session, reconciler: PositionReconciler) -> bool:
    """Bring the session up to what the broker knows, and arm it if nothing else forbids that.

    It pulls the fills, asks about orders of unknown fate, asks again for cancels that stand, and compares the account.
    Call it at intervals, when a lane is back, and every few seconds while `unsettled`; it may be repeated for ever.

    Args:
        session: Connected.
        reconciler: Of its broker.

    Returns:
        Whether the broker answered; if not, the session takes no new risk until it does.
    """
    lapses = session.lapses
    try:
        await catch_up(session)
        await resolve_unknown(session)
        await session.cancel_again()
        report = await reconcile(session, reconciler)
    except BrokerError as error:
        session.parts.journal.append("unmended", {"error": session.parts.words_of(error)})
        session.doubt("the broker did not answer, and is asked again")
        return False
    except JournalError as error:
        await session.fail(error)
        raise
    if unanswered(report):
        session.doubt("the broker did not answer everything, and is asked again")
    if report.unknown or report.waits or session.down or session.lapses != lapses:
        return False  # what was pulled before a lane came back may lack what it lost
    session.arm("the account was compared")
    return True


def _replay(session: Session, header: dict[str, Any]) -> Refolded:
    parts = session.parts
    core, paper = parts.core, parts.broker if isinstance(parts.broker, PaperBroker) else None
    core.initialize()
    if paper is not None:
        paper.open_market(
            PaperMarket(
                panel=core.feed.panel(),
                start=core.feed.start,
                calendar_sessions=core.calendar_sessions,
                costs=core.venue.costs,
            )
        )
    if parts.journal.head[0] == 0:
        parts.journal.append("session", header, durable=True)
        return Refolded(header=header)
    # Before anything is folded: on other data every step would differ, and the reason would be lost.
    _same_session(parts.journal, header)
    check = SnapshotCheck(session)

    def look(record: JournalRecord, found: Refolded) -> None:
        check.look(record, found)
        if record.kind == "event" and record.payload["type"] in _MARKET and not found.failure:
            parts.on_change("market")

    found = refold(
        parts.journal.read(),
        core,
        paper=paper,
        breakers=parts.breakers,
        gate=parts.gate,
        watch=look,
    )
    session.orders, session.taken = found.orders, found.taken
    session.paused, session.outsiders = found.paused, found.outsiders
    found.halted = found.halted or check.differs
    _note_snapshots(parts.journal, check)
    if found.failure:
        session.failure, session.state = found.failure, EngineState.FAILED
        if not found.failure_told:
            parts.journal.append("failed", {"error": found.failure}, durable=True)
        return found
    if found.decided:
        session.decided.set()
    if found.owed:
        session.note_effects(found.owed)
    session.change(EngineState.REPLAYING, f"{found.steps} events")
    return found


def _note_snapshots(journal: Journal, check: SnapshotCheck) -> None:
    for text in check.told:
        told = {"code": "snapshot", "text": text, "alert": "snapshot_passed_over"}
        journal.append("notice", told, durable=True)
    if check.differs:  # which halts, and is told as a halt
        journal.append("notice", {"code": "snapshot", "text": check.differs}, durable=True)


def _same_session(journal: Journal, header: dict[str, Any]) -> None:
    if journal.archived:
        raise EngineError(
            f"records 1 to {journal.archived} of the journal {journal.path} were archived, and a start replays them "
            "all: this session is over, start one in a folder of its own"
        )
    known = next((dict(record.payload) for record in journal.read(0, ("session",))), {})
    differs = sorted(name for name in {*header, *known} if header.get(name) != known.get(name))
    if differs:
        told = "; ".join(f"{name}: {known.get(name)!r}, now {header.get(name)!r}" for name in differs)
        raise EngineError(
            f"the journal {journal.path} is of another session ({told}): start it as it was, or give the new one "
            "a folder of its own"
        )


def _latch_again(session: Session, found: Refolded) -> None:
    # The process may have died between what tripped and its latch; and a latch file is easily lost.
    breakers, latch = session.parts.breakers, session.parts.latch
    if latch.is_set:
        return
    reason = found.failure or found.halted or "; ".join(breakers.get_trip_reasons())
    if reason or not breakers.can_trade():
        time_ns = session.parts.clock()
        latch.set(HaltRecord(reason=reason or "a circuit breaker stands", operator="engine", time_ns=time_ns))


async def _tell_core(session: Session, found: Refolded) -> None:
    session.rescale_orders()
    for fill in found.unbooked:
        await session.advance(session.fill_event(fill))
    for fee in found.uncharged:
        await session.adjust(fee)
    opened = {order.id for order in session.parts.core.venue.open_orders()}
    for order in tuple(session.orders):  # what the strategy answers may be new orders
        ours = in_core(order.order_id)
        if ours in opened and not order.open and order.state is not OrderState.FILLED:
            refused = order.state is OrderState.REJECTED
            await session.advance(
                OrderEnded(ours, order.evidence[-1].text or order.state.value, refused=refused)
            )


def _go_on(session: Session, since: EngineState, to: EngineState, why: str = "") -> None:
    # A halt that came meanwhile stays.
    if session.state is since:
        session.change(to, why)


async def catch_up(session: Session) -> int:
    """Pull the fills that the session has not heard of and book them; how many there were.

    Args:
        session: Connected.

    Raises:
        BrokerError: If the broker did not answer.
    """
    found = 0
    while True:
        page = await answer_of(session.parts.broker.get_fills(session.cursor))
        for fill in page.fills:
            if not session.orders.holds(fill):
                await session.hear(fill)
                found += 1
        session.cursor = page.cursor
        if page.complete:
            return found


async def resolve_unknown(session: Session) -> None:
    """Ask what became of every order of which nobody knows; what is proven absent has ended.

    Args:
        session: Connected, and caught up with its fills.
    """
    broker = session.parts.broker
    for order in session.orders.unknown():
        try:
            asked_ns = await asked_at(broker, session.parts.clock)
            if await _ask_about(session, order.order_id):
                continue
            fills = await fills_of(broker)
        except BrokerError as error:
            session.parts.journal.append("unresolved", {"order_id": order.order_id, "error": str(error)})
            continue
        now = session.orders.get(order.order_id)
        if now is None or now.state is not OrderState.UNKNOWN:
            continue  # it was heard of while we asked
        proof = prove_absent(
            now,
            now_ns=asked_ns,
            valid_until_ns=valid_until(now, broker),
            found=Known(None),
            fills=Known(fills),
        )
        if proof is not None:
            await session.prove(proof)


async def _ask_about(session: Session, order_id: str) -> bool:
    found = await answer_of(session.parts.broker.get_order(order_id))
    if found is None:
        return False
    for said in said_of(found):
        await session.hear(said)
    return True


async def reconcile(session: Session, reconciler: PositionReconciler) -> ReconciliationReport:
    """Compare the account with the broker's, journal what was found, and halt if that is decided.

    Args:
        session: Connected.
        reconciler: Of its broker.

    Raises:
        BrokerError: If the broker did not answer about an order.
    """
    report = await _compare(session, reconciler)
    grave = {} if session.simulated else gravely(report)
    doubted, lapses = False, session.lapses
    for _ in range(MOST_READINGS - 1):
        if not grave:
            break
        # An answer may be a moment old: what is wrong is wrong twice. No new risk is taken meanwhile.
        doubted = session.doubt("the account seems to differ, it is read again") or doubted
        await asyncio.sleep(READINGS_APART.total_seconds())
        report = await _compare(session, reconciler)
        before, grave = grave, gravely(report)
        if before.keys() & grave.keys() and not report.waits:
            break
    for order_id in await carry_out(session, report):
        # Ours stands and theirs does not: its end was told and not heard.
        await _ask_about(session, order_id)
    if doubted and not report.unknown and not report.waits and not session.down and session.lapses == lapses:
        session.arm("the account was read again, and does not differ")
    session.parts.on_change("reconciled")
    return report


async def _compare(session: Session, reconciler: PositionReconciler) -> ReconciliationReport:
    positions, cash, orders = local_state(session)
    report = await reconciler.reconcile_all(
        positions,
        cash,
        orders,
        local_fills=session.orders.fills(),
        in_flight=[order.order_id for order in session.orders.in_flight()],
        orders_now=lambda: [order.snapshot() for order in session.orders],
        currency=session.currency,
        resolve=partial(made_exact, session),
    )
    tables = compared_tables(session, report)
    session.parts.journal.append("reconciled", {"report": report.to_dict()}, durable=True, tables=tables)
    return report


async def _finish(session: Session, found: Refolded) -> None:
    if session.simulated:
        await session.send_again(found.unhandled)
    else:
        for effect in found.unhandled:
            if isinstance(effect, OrderPlaced):
                await session.withhold(effect.order.id, "the engine restarted before it was sent")
            else:
                await session.send_again([effect])
        await session.send_again([])  # what was decided while the session came up
    if found.undecided is not None:
        await session.advance(BarClosed(found.undecided))
        session.decided.set()
