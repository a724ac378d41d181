"""What is to be done about a reconciliation report: pure decisions, none of which is an order.

| found | WARN_ONLY | SYNC_TO_BROKER | HALT_AND_ALERT |
|---|---|---|---|
| a fill or a cash entry that we missed | applied by its id | the same | the same |
| a trade's fee that is told otherwise by now | the difference is booked | the same | the same |
| an order of unknown or lost fate | asked about | the same | the same |
| an EXTERNAL order | counted in the exposure | the same | the same |
| a position or cash, unexplained | alert | booked when at rest; halt if critical | asset blocked; halt if critical |
| a fill or an order that contradicts our journal | alert | halt | halt |

Booked means: our books take in the difference as a deposit or a withdrawal, in exact units, as an event of the journal;
where that cannot be exact (an asset that is not ours, one without a price), the session halts and says so.

At rest means: no order is on its way, every fill was applied, the broker answered everything, and an earlier reading at
least two seconds before found the same. Until then the decision is deferred.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from rustybt.live.models import DiscrepancySeverity, ReconciliationStrategy
from rustybt.live.reconciliation import (
    Action,
    Adjustment,
    Alert,
    ApplyFill,
    BlockAsset,
    BookEntry,
    CashDiscrepancy,
    CorrectFee,
    CountExternal,
    Defer,
    Discrepancy,
    FillDiscrepancy,
    FillDiscrepancyType,
    Halt,
    OrderDiscrepancy,
    OrderDiscrepancyType,
    PositionDiscrepancy,
    QueryOrder,
    ReconciliationReport,
)

__all__ = ["READINGS_APART", "decide", "steady_since"]

READINGS_APART = timedelta(seconds=2)
_TO_ASK = (
    OrderDiscrepancyType.ORPHAN_LOCAL,
    OrderDiscrepancyType.UNRESOLVED,
    OrderDiscrepancyType.STATUS_MISMATCH,
    OrderDiscrepancyType.FILLED_MISMATCH,
)
_CRITICAL = DiscrepancySeverity.CRITICAL


def decide(
    report: ReconciliationReport,
    strategy: ReconciliationStrategy,
    *,
    in_flight: Collection[str] = (),
    previous: ReconciliationReport | None = None,
) -> tuple[Action, ...]:
    """Return what is to be done about a report.

    Args:
        report: What was found.
        strategy: How differences that nothing explains are met.
        in_flight: Ids of the orders that something is under way for.
        previous: The first report since which the same was found at rest (see `steady_since`), or None.
    """
    actions = [*_routine(report), *_alerts(report)]
    if strategy is ReconciliationStrategy.SYNC_TO_BROKER:
        actions += _sync(report, in_flight, previous)
    elif strategy is ReconciliationStrategy.HALT_AND_ALERT:
        actions += _halt(report)
    if report.unknown:
        actions.append(Defer(f"no answer about {'; '.join(report.unknown)}"))
    return tuple(actions)


def steady_since(
    report: ReconciliationReport, in_flight: Collection[str], previous: ReconciliationReport | None
) -> ReconciliationReport | None:
    """Return the first report since which the same was found at rest, or None if nothing is at rest.

    Args:
        report: The latest report.
        in_flight: Ids of the orders that something was under way for.
        previous: What this returned for the report before.
    """
    if _motion(report, in_flight):
        return None
    return previous if previous is not None and _same(report, previous) else report


def _routine(report: ReconciliationReport) -> Iterator[Action]:
    for fill in report.fill_discrepancies:
        if fill.type is FillDiscrepancyType.MISSING_LOCAL and fill.broker is not None:
            yield ApplyFill(fill.broker)
        elif fill.type is FillDiscrepancyType.FEE_MISMATCH and fill.broker is not None:
            yield CorrectFee(fill.broker)
    yield from (BookEntry(each) for each in report.missed_entries)
    asked = {each.order_id: each for each in reversed(report.order_discrepancies) if each.type in _TO_ASK}
    yield from (QueryOrder(order_id, asked[order_id].detail) for order_id in sorted(asked))
    for order in report.order_discrepancies:
        if order.local is None and order.broker is not None:
            yield CountExternal(order.broker)


def _alerts(report: ReconciliationReport) -> Iterator[Action]:
    for each in report:
        if not _is_routine(each):
            yield Alert(each.severity, str(each))


def _is_routine(each: Discrepancy) -> bool:
    if isinstance(each, FillDiscrepancy):
        return each.type in (FillDiscrepancyType.MISSING_LOCAL, FillDiscrepancyType.FEE_MISMATCH)
    if isinstance(each, OrderDiscrepancy):
        return each.type in _TO_ASK and each.severity is not _CRITICAL
    return False


def _sync(
    report: ReconciliationReport, in_flight: Collection[str], previous: ReconciliationReport | None
) -> Iterator[Action]:
    wrong = list(_contradictions(report))
    if wrong:
        yield Halt(f"no adjustment can mend this: {'; '.join(str(each) for each in wrong)}")
        return
    if grave := [str(each) for each in _unexplained(report) if each.severity is _CRITICAL]:
        yield Halt(f"too much to be booked by itself: {'; '.join(grave)}")
        return
    if not any(_unexplained(report)):
        return
    if reason := _unrest(report, in_flight, previous):
        yield Defer(reason, adjusts=True)
        return
    told = f"read twice, at {previous.timestamp if previous else ''} and {report.timestamp}"
    for position in report.position_discrepancies:
        yield Adjustment("position", position.asset, position.difference, f"{position}; {told}")
    if (cash := report.cash_discrepancy) is not None:
        yield Adjustment("cash", None, cash.unexplained, f"{cash}; {told}")


def _unexplained(report: ReconciliationReport) -> Iterator[PositionDiscrepancy | CashDiscrepancy]:
    yield from report.position_discrepancies
    if report.cash_discrepancy is not None:
        yield report.cash_discrepancy


def _unrest(
    report: ReconciliationReport, in_flight: Collection[str], previous: ReconciliationReport | None
) -> str:
    if reason := _motion(report, in_flight):
        return reason
    if previous is None or report.timestamp - previous.timestamp < READINGS_APART:
        return f"a second reading, {READINGS_APART.seconds} s apart, is to find the same"
    return "" if _same(report, previous) else "two readings in a row did not find the same"


def _motion(report: ReconciliationReport, in_flight: Collection[str]) -> str:
    if in_flight:
        return f"orders are on their way: {', '.join(sorted(in_flight))}"
    if any(each.type is FillDiscrepancyType.MISSING_LOCAL for each in report.fill_discrepancies):
        return "fills that were missed are to be applied first"
    if report.missed_entries:
        return "cash entries that were missed are to be booked first"
    if report.unknown:
        return "the broker did not answer everything"
    return ""


def _same(one: ReconciliationReport, other: ReconciliationReport) -> bool:
    found = (one.position_discrepancies, one.cash_discrepancy)
    return found == (other.position_discrepancies, other.cash_discrepancy)


def _halt(report: ReconciliationReport) -> Iterator[Action]:
    critical = [str(each) for each in report if each.severity is _CRITICAL]
    for position in report.position_discrepancies:
        yield BlockAsset(position.asset, str(position))
    if critical:
        yield Halt("; ".join(critical))


def _contradictions(report: ReconciliationReport) -> Iterator[Discrepancy]:
    yield from (each for each in report.fill_discrepancies if each.severity is _CRITICAL)
    yield from (each for each in report.order_discrepancies if each.severity is _CRITICAL)
