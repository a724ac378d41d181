"""A reconciliation report as HTML: the verdict, then a table of what differs and one of what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from rustybt.analytics.tables import table

if TYPE_CHECKING:
    from rustybt.live.reconciliation import Action, ReconciliationReport

__all__ = ["page"]

_STYLE = (
    ".rb-reconciliation{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;color:inherit}"
    ".rb-reconciliation h4{font-size:13px;font-weight:600;margin:10px 0 2px}"
    ".rb-reconciliation p{margin:2px 0}"
    ".rb-reconciliation .rb-scroll{overflow-x:auto}"
    ".rb-reconciliation table{border-collapse:collapse;font-variant-numeric:tabular-nums}"
    ".rb-reconciliation th,.rb-reconciliation td{text-align:right;padding:3px 10px 3px 0;white-space:nowrap;"
    "border-top:1px solid color-mix(in srgb,currentColor 14%,transparent)}"
    ".rb-reconciliation .rb-text{text-align:left}"
)
_TITLES = ("Severity", "What", "Kind", "Here", "At the broker", "Difference")
_TEXTS = ("Severity", "What", "Kind", "Decision", "Why")


def page(report: ReconciliationReport) -> str:
    """Return a report as HTML that stands alone: no script, nothing loaded.

    Args:
        report: What to show.
    """
    parts = [f"<p><b>{escape(report.summary)}</b></p><p>{report.timestamp:%Y-%m-%d %H:%M:%S} UTC</p>"]
    if rows := list(_rows(report)):
        parts.append(table(_TITLES, rows, text_columns=_TEXTS))
    if report.unknown:
        items = "".join(f"<li>{escape(each)}</li>" for each in report.unknown)
        parts.append(f"<h4>No answer</h4><ul>{items}</ul>")
    if report.actions_taken:
        decided = [(type(each).__name__, _why(each)) for each in report.actions_taken]
        parts.append(f"<h4>Decided</h4>{table(('Decision', 'Why'), decided, text_columns=_TEXTS)}")
    return f'<div class="rb-reconciliation"><style>{_STYLE}</style>{"".join(parts)}</div>'


def _rows(report: ReconciliationReport) -> Iterator[tuple[str, ...]]:
    for each in report.position_discrepancies:
        numbers = (each.local_amount, each.broker_amount)
        yield _row(each.severity.value, each.asset.symbol, each.type, *numbers, f"{each.difference:+}")
    if (cash := report.cash_discrepancy) is not None:
        rest = f"{cash.unexplained:+} unexplained"
        yield _row(cash.severity.value, "cash", "", cash.local_cash, cash.broker_cash, rest)
    for order in report.order_discrepancies:
        ours, theirs = (each.status if each else "none" for each in (order.local, order.broker))
        yield _row(order.severity.value, f"order {order.order_id}", order.type, ours, theirs, order.detail)
    for fill in report.fill_discrepancies:
        here, there = (
            f"{each.amount:+} at {each.price}" if each else "none" for each in (fill.local, fill.broker)
        )
        yield _row(fill.severity.value, f"trade {fill.trade_id}", fill.type, here, there, "")
    for entry in report.missed_entries:
        yield _row("minor", f"cash entry {entry.entry_id}", entry.kind, "none", f"{entry.amount:+}", "")


def _row(*cells: object) -> tuple[str, ...]:
    return tuple(str(each) for each in cells)


def _why(action: Action) -> str:
    for name in ("reason", "text", "evidence", "fill", "entry", "order"):
        if (value := getattr(action, name, None)) is not None:
            return str(value)
    return ""
