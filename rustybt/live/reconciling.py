"""What of a reconciliation the session does: it books what it missed, counts what is not ours, and halts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.live.models import DiscrepancySeverity, OrderSnapshot, PositionSnapshot
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

__all__ = ["carry_out", "gravely", "local_state"]


def local_state(session: Session) -> tuple[list[PositionSnapshot], Decimal, list[OrderSnapshot]]:
    """Return positions, cash and orders as the session's books have them.

    Args:
        session: As it stands.
    """
    venue = session.parts.core.venue
    positions = [PositionSnapshot(asset, amount, cost) for asset, amount, _, cost, _ in venue.positions()]
    return positions, venue.cash(), [order.snapshot() for order in session.orders]


def gravely(report: ReconciliationReport) -> dict[str, str]:
    """Return what of a report halts the session, by what is the same in a second reading of the same fault.

    Args:
        report: With its actions.
    """
    if not any(isinstance(each, Halt | BlockAsset | Adjustment) for each in report.actions_taken):
        return {}
    found = {f"{each.asset} {each.difference}": str(each) for each in report.position_discrepancies}
    if report.cash_discrepancy is not None:
        found[f"cash {report.cash_discrepancy.unexplained}"] = str(report.cash_discrepancy)
    critical = DiscrepancySeverity.CRITICAL
    found |= {
        f"{each.type} {each.order_id}": str(each)
        for each in report.order_discrepancies
        if each.severity is critical
    }
    found |= {
        f"{each.type} {each.trade_id}": str(each)
        for each in report.fill_discrepancies
        if each.severity is critical
    }
    return found


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
