"""What of a reconciliation the session does: it books, counts what is not ours, and halts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.assets.assets import Asset
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import mantissa
from rustybt.live.brokers.messages import Filled
from rustybt.live.journal_audit import position_tables
from rustybt.live.models import DiscrepancySeverity, FillSnapshot, OrderSnapshot, PositionSnapshot
from rustybt.live.reconciler import MOVING
from rustybt.live.reconciliation import (
    Action,
    Adjustment,
    Alert,
    ApplyFill,
    BlockAsset,
    BookEntry,
    CorrectFee,
    CountExternal,
    Halt,
    QueryOrder,
    ReconciliationReport,
)
from rustybt.live.session_views import mark_of
from rustybt.model.events import AccountAdjusted
from rustybt.model.time import datetime_to_ns

if TYPE_CHECKING:
    from rustybt.live.session import Session

__all__ = ["carry_out", "compared_tables", "gravely", "local_state", "made_exact", "unanswered"]

_INT64 = 2**63


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
    met = any(isinstance(each, Halt | BlockAsset | Adjustment) for each in report.actions_taken)
    if not met and not report.waits:
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


def unanswered(report: ReconciliationReport) -> bool:
    """Tell whether the broker left a question without an answer; an account whose fills never rest did answer.

    Args:
        report: Of a comparison.
    """
    return any(MOVING not in each for each in report.unknown)


def made_exact(session: Session, action: Action) -> Action:
    """Return an adjustment as the books can take it, with its price, or a halt that says why they cannot.

    Args:
        session: As it stands.
        action: Any; what is no adjustment stays as it is.
    """
    if not isinstance(action, Adjustment):
        return action
    venue = session.parts.core.venue
    try:
        if action.asset is None:
            mantissa(action.amount, venue.price_scale + venue.quantity_scale, "cash")
            return action
        if action.asset not in venue.panel.assets:
            return Halt(f"{action.evidence}: not booked, {action.asset.symbol} is no asset of this session")
        if (mark := mark_of(venue, action.asset)) is None:  # type: ignore[arg-type]
            return Halt(f"{action.evidence}: not booked, {action.asset.symbol} has no price yet")
        if abs(mantissa(action.amount, venue.quantity_scale, "amount")) >= _INT64:
            return Halt(f"{action.evidence}: not booked, {action.amount} is too large")
    except ConfigurationError as error:
        return Halt(f"{action.evidence}: not booked, since it would not be exact: {error}")
    return replace(action, price=mark.price)


def compared_tables(session: Session, report: ReconciliationReport) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of ``live_positions`` that a comparison writes: what is held, and how it compared.

    Args:
        session: As it stands.
        report: Of its account.
    """
    if any(each.startswith(("positions:", "fills:")) for each in report.unknown):
        return {}
    differs = {each.asset: each for each in report.position_discrepancies}
    venue = session.parts.core.venue
    held = [(PositionSnapshot(row[0], row[1], row[3]), row[2]) for row in venue.positions()]
    tables = position_tables(held, session.now_ns)
    for row, (position, _) in zip(tables.get("live_positions", []), held, strict=True):
        found = differs.get(position.asset)
        row["broker_reported_amount"] = str(position.amount if found is None else found.broker_amount)
        waits = "pending" if report.waits else "mismatch"
        row["reconciliation_status"] = "matched" if found is None else waits
        row["last_reconciled_at"] = datetime_to_ns(report.timestamp)
    return tables


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
            case Adjustment(asset=asset, amount=amount, evidence=evidence, price=price):
                sid = None if asset is None else asset.sid
                await session.adjust(AccountAdjusted(amount, evidence, sid, price))
            case ApplyFill(fill):
                # One that the pulled pages left out, such as a venue's that shows trades late.
                await session.hear(_as_told(fill))
            case CorrectFee(fill):
                await session.correct_fee(fill)
            case BookEntry():
                # No venue tells its cash ledger yet: whoever adds one books its lines by their ids.
                await session.halt(f"{action} is not booked by itself", "reconciliation")
            case Alert(severity, text):
                session.parts.journal.append("alert", {"severity": severity.name, "text": text})
            case _:
                pass
    return [action.order_id for action in report.actions_taken if isinstance(action, QueryOrder)]


def _as_told(fill: FillSnapshot) -> Filled:
    return Filled(
        trade_id=fill.trade_id,
        order_id=fill.order_id,
        broker_order_id=fill.broker_order_id,
        asset=fill.asset if isinstance(fill.asset, Asset) else None,
        symbol=fill.asset.symbol,
        amount=fill.amount,
        price=fill.price,
        fee=fill.commission,
        fee_currency=fill.commission_currency,
        time_ns=fill.time_ns,
    )
