"""A second engine in a storm: on the same journal, or with a journal of its own on the same account."""

from __future__ import annotations

from rustybt.exceptions import AccountInUseError, BrokerError, JournalError, JournalLockedError, RustyBTError
from rustybt.live.account_lock import AccountLock
from rustybt.live.halt import HaltLatch
from rustybt.live.journal import Journal
from rustybt.live.order_names import OrderNames
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.recovery import open_session
from rustybt.live.risk_gate import RiskGate
from rustybt.live.session import Session
from rustybt.live.session_parts import SessionParts
from rustybt.testing.simulated_exchange import SimulatedExchange


def open_same_journal(storm) -> None:
    """Open the journal of an engine that lives."""
    try:
        second = Journal.open(storm.folder / "journal.db", strategy="test", clock=storm.loop.now_ns)
    except JournalLockedError:
        storm.truth.claim("I15", True)
        return
    except JournalError:
        return  # the database itself was busy
    second.close()
    storm.truth.claim("I15", False, "a second engine opened the journal")


async def open_same_account(storm, life, number: int) -> None:
    """Start a session in a folder of its own on the account of an engine that lives; it has to send nothing."""
    clock = storm.loop.now_ns
    folder = storm.folder / f"second-{number}"
    journal = Journal.open(folder / "journal.db", strategy="second", clock=clock)
    account = AccountLock(storm.folder, "second", clock)
    broker = SimulatedExchange(storm.world)
    session = Session(
        SessionParts(
            core=storm.core(),
            broker=broker,
            journal=journal,
            latch=HaltLatch(folder / "HALT"),
            gate=RiskGate(storm.plan.limits),
            breakers=storm.plan.breakers(),
            names=OrderNames("fedcba98"),
            clock=clock,
            claim=account.claim,
        )
    )
    try:
        await open_session(session, {"strategy": "second"}, PositionReconciler(broker, clock=clock))
    except AccountInUseError:
        storm.truth.claim("I15", True)
        storm.outcome.figures["second engine refused"] += 1
    except (BrokerError, JournalError):
        storm.outcome.figures["second engine did not connect"] += 1
    except RustyBTError as error:
        storm.truth.claim("I15", False, "a second engine got onto the account, and ended by", error)
    else:
        alone = life.ended is not None or storm.loop.is_killed(life.name)
        storm.truth.claim("I15", alone, "a second engine is on the account:", session.state.value)
    finally:
        session.outbox.stop()
        account.release()
        journal.close()
        broker.abandon()
