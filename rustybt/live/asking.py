"""What is asked of a broker's account, by an engine that comes up and by a watchdog whose engine is dead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import (
    AccountInUseError,
    BrokerConnectionError,
    BrokerTimeoutError,
    EngineError,
    RustyBTError,
)
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Rejected
from rustybt.live.brokers.retry import BackoffPolicy, retry_read
from rustybt.live.fail_closed import FailClosed
from rustybt.live.reconciler import fill_snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rustybt.live.brokers.base import AccountIdentity, BrokerAdapter, BrokerOrder
    from rustybt.live.brokers.messages import Filled
    from rustybt.live.journal import Journal
    from rustybt.live.models import FillSnapshot
    from rustybt.live.order_state import LiveOrder

__all__ = ["answer_of", "asked_at", "connect_account", "fills_of", "said_of", "valid_until"]

ANSWER_SECONDS = 10.0

SKEW_NS = 12_000_000_000
"""How far a venue's clock may go back or forth between our sending and our asking, and a margin."""


async def answer_of[T](question: Awaitable[T]) -> T:
    """Return what a broker answers to a question.

    Args:
        question: A call of an adapter's, such as ``broker.get_fills(cursor)``.

    Raises:
        BrokerError: If it did not answer within ten seconds, or its adapter fell over the answer.
    """
    with FailClosed() as guard:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await question
    if isinstance(guard.error, RustyBTError):
        raise guard.error
    if isinstance(guard.error, TimeoutError):
        raise BrokerTimeoutError(f"no answer within {ANSWER_SECONDS:g} s") from guard.error
    raise BrokerConnectionError(f"its adapter fell over the answer: {guard.told}") from guard.error


async def connect_account(
    broker: BrokerAdapter,
    journal: Journal,
    claim: Callable[[AccountIdentity], object],
    patience: BackoffPolicy,
) -> AccountIdentity:
    """Connect, and make sure that the account is the journal's, and nobody else's here.

    Args:
        broker: Of the session.
        journal: Of the session; it is told.
        claim: Called with the account; raises if another session is on it.
        patience: How often to try to connect.

    Returns:
        Whose account it is.

    Raises:
        EngineError: If the account is not of the kind that was configured, or not the journal's.
        AccountInUseError: As ``claim``.
        BrokerError: If there is no connection.
    """
    identity: AccountIdentity = await retry_read(
        broker, "connect", sleep=asyncio.sleep, draw=lambda: 0.0, policy=patience
    )
    if identity.environment != broker.environment:
        raise EngineError(
            f"{broker.name}: account {identity.account_id} is {identity.environment}, configured is "
            f"{broker.environment}: nothing was sent; check the credentials and the port"
        )
    try:
        claim(identity)
    except AccountInUseError as error:
        journal.append("notice", {"code": "account", "text": str(error)}, durable=True)
        raise
    told = {
        "broker": identity.broker,
        "account": identity.account_id,
        "environment": identity.environment,
        "currency": identity.currency,
    }
    known = next((dict(record.payload) for record in journal.read(0, ("connected",))), told)
    if known != told:
        raise EngineError(
            f"the journal is of account {known['account']} at {known['broker']} ({known['environment']}, "
            f"{known['currency']}), and this is {told['account']} at {told['broker']} ({told['environment']}, "
            f"{told['currency']}): nothing was sent; check the credentials, or start a session of another name"
        )
    row = {
        "id": 1,  # a journal is of one account
        "broker_name": identity.broker,
        "connection_type": identity.environment,
        "label": identity.account_id,
    }
    journal.append("connected", told, tables={"broker_connections": [row]}, durable=True)
    return identity


async def asked_at(broker: BrokerAdapter, clock: Callable[[], int]) -> int:
    """Return when a question that is asked now is asked at the earliest, by the clock of `valid_until`.

    Args:
        broker: Connected.
        clock: Ours, UTC nanoseconds.

    Raises:
        BrokerError: If the broker did not answer.
    """
    # The venue takes a request by its own clock, which need not be ours.
    asked_ns = clock()
    if not broker.capabilities.receive_window_ns:
        return asked_ns
    return min(asked_ns, await answer_of(broker.get_time_ns()))


def valid_until(order: LiveOrder, broker: BrokerAdapter) -> int | None:
    """Return the time after which a venue cannot take an order any more, with a margin; None if there is none.

    Args:
        order: Whose request may have left.
        broker: Of the venue.
    """
    window = broker.capabilities.receive_window_ns
    if window is None:
        return None
    left_ns = order.changed_ns if order.sent_ns is None else order.sent_ns
    return left_ns + window + (SKEW_NS if window else 0)


def said_of(found: BrokerOrder) -> tuple[Accepted | Cancelled | Expired | Rejected, ...]:
    """Return what a venue says of an order as the reports that it would have sent.

    Args:
        found: As the venue sees it; its fills are told by themselves.
    """
    order_id, broker_id, time_ns = found.order_id, found.broker_order_id, found.updated_ns
    taken = Accepted(order_id=order_id, broker_order_id=broker_id, time_ns=found.created_ns)
    ended: dict[str, Any] = {
        "order_id": order_id,
        "broker_order_id": broker_id,
        "filled": found.filled,
        "time_ns": time_ns,
    }
    if found.status == "cancelled":
        return (taken, Cancelled(**ended, reason="cancelled, as the venue says"))
    if found.status == "expired":
        return (taken, Expired(**ended, reason="expired, as the venue says"))
    if found.status == "rejected":
        words = "rejected, as the venue says"
        rejected = Rejected(
            order_id=order_id, broker_order_id=broker_id, code="other", evidence=words, time_ns=time_ns
        )
        return (taken, rejected)
    return (taken,)


async def fills_of(broker: BrokerAdapter) -> tuple[FillSnapshot, ...]:
    """Return every fill of the account that the venue keeps.

    Args:
        broker: Connected.

    Raises:
        BrokerError: If the broker did not answer.
    """
    fills: list[Filled] = []
    since = ""
    while True:
        page = await answer_of(broker.get_fills(since))
        fills += page.fills
        if page.complete:
            return tuple(fill_snapshot(fill) for fill in fills)
        since = page.cursor
