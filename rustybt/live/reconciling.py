"""What of a reconciliation the session does: it books what it missed, counts what is not ours, and halts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.live.models import OrderSnapshot, PositionSnapshot
from rustybt.live.reconciliation import (
    Adjustment,
    Alert,
    BlockAsset,
    BookEntry,
    CountExternal,
    Halt,
    QueryOrder,
    ReconciliationReport,
)

if TYPE_CHECKING:
    from rustybt.live.session import Session

__all__ = ["carry_out", "local_state"]


def local_state(session: Session) -> tuple[list[PositionSnapshot], Decimal, list[OrderSnapshot]]:
    """Return positions, cash and orders as the session's books have them.

    Args:
        session: As it stands.
    """
    venue = session.parts.core.venue
    positions = [PositionSnapshot(asset, amount, cost) for asset, amount, _, cost, _ in venue.positions()]
    return positions, venue.cash(), [order.snapshot() for order in session.orders]


async def carry_out(session: Session, report: ReconciliationReport) -> list[str]:
    """Do what a reconciliation decided, apart from reading on.

    Args:
        session: Connected.
        report: With its actions.

    Returns:
        The orders that the broker is to be asked about.
    """
    if not any(each.startswith("orders:") for each in report.unknown):
        session.orders.see_external(
            [action.order for action in report.actions_taken if isinstance(action, CountExternal)]
        )
    for action in report.actions_taken:
        match action:
            case Halt(reason):
                await session.halt(reason, "reconciliation")
            case BlockAsset(asset, reason):
                await session.halt(f"{asset}: {reason}", "reconciliation")
            case Adjustment() | BookEntry():
                # Books are changed by what the core is told; until it can be told this, a person decides.
                await session.halt(f"{action} is not booked by itself", "reconciliation")
            case Alert(severity, text):
                session.parts.journal.append("alert", {"severity": severity.name, "text": text})
            case _:
                pass
    return [action.order_id for action in report.actions_taken if isinstance(action, QueryOrder)]
