"""What must hold at the end of a storm, when the faults are over and the session has had its time."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from rustybt.exceptions import RustyBTError
from rustybt.live.journal import JournalRecord, verify_journal
from rustybt.live.replay import refold
from rustybt.testing.virtual_time import _process
from tests.simulation.plans import LIES, NOT_OURS
from tests.simulation.shadows import judge_shadow


def judge(storm) -> None:
    """Hold a world whose faults are over to what must hold at the end."""
    truth, outcome, life = storm.truth, storm.outcome, storm.life
    claim = truth.claim
    session = life.session if life is not None else None
    alive = life is not None and life.opened and life.ended is None and not storm.loop.is_killed(life.name)
    claim("I8", alive, "no engine stands:", None if life is None else life.ended)
    if not alive:
        outcome.ends["none"] += 1
        return
    state = session.state.value
    outcome.ends[state] += 1
    honest = not {*NOT_OURS, *LIES} & storm.plan.faults.chances.keys()
    for kind, said in truth.records:
        if kind == "halt":
            by = said["operator"]
            outcome.figures[f"halt by {by}"] += 1
            outcome.figures["halt without cause"] += honest and by == "reconciliation"
    halt = session.parts.latch.read()
    reason = session.failure or (halt.reason if halt else "")
    if state in ("HALTED", "FAILED"):
        outcome.ends[f"{state}: {' '.join(reason.split()[:4])}"] += 1
    claim("I8", state == "ARMED" or (state in ("HALTED", "FAILED") and reason), "it stands", state, reason)
    claim("I9", state != "ARMED" or (halt is None and session.parts.breakers.can_trade()), "armed, halted")
    claim("I9", not truth.book.latched or state != "ARMED", "armed, and its journal says halted")
    _judge_orders(storm, session, state)
    _judge_journal(storm, session, state)
    if life.shadow is not None:
        judge_shadow(storm, life)


def _judge_orders(storm, session, state: str) -> None:
    claim, venue = storm.truth.claim, storm.world.venue
    ours = {each for each in venue.accepted_ids() if each}
    theirs = {each.trade_id for each in venue.trades if each.order_id in ours}
    mine = set(session.orders.trade_ids())
    claim("I4", mine == theirs, "lost", sorted(theirs - mine)[:3], "invented", sorted(mine - theirs)[:3])
    claim(
        "I8",
        not session.orders.unknown(),
        "unknown",
        [each.order_id for each in session.orders.unknown()],
    )
    here = {each.order_id for each in session.orders.open()}
    there = {each.order_id for each in venue.open_orders() if each.order_id}
    claim("I8", here == there, "open here", sorted(here - there), "open there", sorted(there - here))
    standing = there & storm.truth.book.cancels
    claim("I8", not standing, "cancelled, and open are", sorted(standing))
    if state in ("HALTED", "FAILED"):
        claim("I9", not there, "halted, and open are", sorted(there))
    for order_id in ours:
        claim("I1", len(venue.orders_of(order_id)) == 1, order_id, "accepted twice")
    foreign = [each for each in venue.trades if each.order_id not in ours]
    if foreign:
        claim("I4", state != "ARMED", "armed, although others traded")
    for order_id, count in storm.truth.cancels.items():
        claim("I19", count <= 60, order_id, "cancelled", count, "times")
    tasks = [each for each in storm.loop._living() if each.get_context().get(_process) == storm.life.name]
    claim("I19", len(tasks) <= 12, "tasks", len(tasks))
    core = session.parts.core.venue
    if state == "FAILED":
        return
    core.check()
    own = [each for each in venue.trades if each.order_id in ours]
    cash = Fraction(storm.plan.capital) - sum(
        Fraction(each.amount) * Fraction(each.price) + Fraction(each.fee) for each in own
    )
    claim("I6", Fraction(core.cash()) == cash, "cash", core.cash(), "the venue's", float(cash))
    claim("I6", bool(foreign) or core.cash() == venue.cash(), "cash", core.cash(), "venue", venue.cash())
    held: Counter[str] = Counter()
    for each in own:
        held[each.symbol] += each.amount
    positions = {row[0].symbol: row[1] for row in core.positions() if row[1]}
    claim("I6", positions == {s: a for s, a in held.items() if a}, positions, dict(held))


def _judge_journal(storm, session, state: str) -> None:
    claim, journal = storm.truth.claim, session.parts.journal
    if journal.failed:
        return
    journal.flush()
    storm.head = journal.head[1]
    records: list[JournalRecord] = []
    try:
        claim(
            "I11",
            verify_journal(journal.path, each=records.append).head_seq == len(records),
            "another head",
        )
    except RustyBTError as error:
        claim("I11", False, "the journal does not verify:", error)
    claim("I11", [r.seq for r in records] == list(range(1, len(records) + 1)), "records are missing")
    same = [(each.kind, dict(each.payload)) for each in records] == storm.truth.records
    claim("I11", same, "the journal is not what was written")
    core = storm.core()
    core.initialize()
    try:
        found = refold(records, core, breakers=storm.plan.breakers(), gate=None)
    except RustyBTError as error:
        claim("I20", False, "the journal cannot be replayed:", error)
        return
    claim(
        "I20",
        found.orders.state()["orders"] == session.orders.state()["orders"],
        "a replay has other orders",
    )
    if state != "FAILED":
        claim("I20", core.venue.cash() == session.parts.core.venue.cash(), "a replay has other cash")
        claim(
            "I20",
            list(core.venue.positions()) == list(session.parts.core.venue.positions()),
            "a replay has other positions",
        )
    storm.outcome.events += len(records)
