"""The comparison of our orders with the broker's: orphans of both sides, states, filled amounts and terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rustybt.finance.decimal.context import total
from rustybt.live.models import DiscrepancySeverity, FillSnapshot, OrderSnapshot, asset_key
from rustybt.live.reconciliation import OrderDiscrepancy, OrderDiscrepancyType

__all__ = ["compare_orders", "on_its_way"]

_ON_ITS_WAY = frozenset({"created", "journalled", "sent", "unknown"})
_OPEN = frozenset({"accepted", "partially_filled", "pending", "open", "partial"})
_MINOR, _MODERATE, _CRITICAL = DiscrepancySeverity
_ZERO = Decimal(0)
_NONE: Sequence[OrderSnapshot] = ()
_TERMS = ("amount", "limit", "stop", "reduce_only")


def on_its_way(order: OrderSnapshot) -> bool:
    """Tell whether nobody knows yet whether the venue took an order of ours.

    Args:
        order: An order as we see it.
    """
    return order.status in _ON_ITS_WAY


def compare_orders(
    local: Iterable[OrderSnapshot], broker: Iterable[OrderSnapshot], missed: Iterable[FillSnapshot]
) -> Iterator[OrderDiscrepancy]:
    """Yield how orders differ, ours first, by id.

    Args:
        local: Ours: those that may be open, and those that ended of late.
        broker: The broker's: every open one; ended ones may be among them.
        missed: Fills that the broker has and we do not; they explain a filled amount.
    """
    ours = {each.order_id: each for each in local}
    by_broker_id = {each.broker_order_id: each.order_id for each in ours.values() if each.broker_order_id}
    theirs: defaultdict[str, list[OrderSnapshot]] = defaultdict(list)
    strangers = []
    for each in broker:
        order_id = each.order_id or by_broker_id.get(each.broker_order_id, "")
        if order_id:
            theirs[order_id].append(each)
        else:
            strangers.append(each)
    rests: defaultdict[str, list[Decimal]] = defaultdict(list)
    for fill in missed:
        rests[fill.order_id or by_broker_id.get(fill.broker_order_id, "")].append(fill.amount)
    for order_id in sorted(ours.keys() | theirs.keys()):
        missed_here = total(*rests[order_id]) if order_id in rests else _ZERO
        yield from _one(order_id, ours.get(order_id), theirs.get(order_id, _NONE), missed_here)
    for each in sorted(strangers, key=lambda order: order.broker_order_id):
        if not _ended(each):
            detail = f"{each.amount:+} {each.asset.symbol} that was not sent by us"
            kind = OrderDiscrepancyType.EXTERNAL
            yield OrderDiscrepancy(each.broker_order_id, kind, _MODERATE, detail, None, each)


def _one(
    order_id: str, here: OrderSnapshot | None, there: Sequence[OrderSnapshot], missed: Decimal
) -> Iterator[OrderDiscrepancy]:
    if len(there) > 1:
        ids = ", ".join(sorted(each.broker_order_id for each in there))
        detail = f"{len(there)} orders at the broker for one id: {ids}"
        yield OrderDiscrepancy(order_id, OrderDiscrepancyType.DUPLICATE, _CRITICAL, detail, here, there[0])
    elif here is None:
        detail = f"{there[0].status} at the broker under an id of ours that was never journalled"
        yield OrderDiscrepancy(order_id, OrderDiscrepancyType.UNJOURNALLED, _CRITICAL, detail, None, there[0])
    elif not there:
        yield from _absent(order_id, here, missed)
    else:
        for kind, severity, detail in _differences(here, there[0], missed):
            yield OrderDiscrepancy(order_id, kind, severity, detail, here, there[0])


def _absent(order_id: str, here: OrderSnapshot, missed: Decimal) -> Iterator[OrderDiscrepancy]:
    if missed and total(here.filled, missed) == here.amount:
        return  # the fills that we missed completed it
    if on_its_way(here):
        detail = f"{here.status} here, not seen at the broker, which proves nothing"
        yield OrderDiscrepancy(order_id, OrderDiscrepancyType.UNRESOLVED, _MODERATE, detail, here, None)
    elif not _ended(here):
        detail = f"{here.status} here, not open at the broker"
        yield OrderDiscrepancy(order_id, OrderDiscrepancyType.ORPHAN_LOCAL, _MODERATE, detail, here, None)


def _differences(
    here: OrderSnapshot, there: OrderSnapshot, missed: Decimal
) -> Iterator[tuple[OrderDiscrepancyType, DiscrepancySeverity, str]]:
    if asset_key(here.asset) != asset_key(there.asset):
        detail = f"of {here.asset.symbol} here, of {there.asset.symbol} at the broker"
        yield OrderDiscrepancyType.TERMS_MISMATCH, _CRITICAL, detail
    for name in _TERMS:
        mine, its = getattr(here, name), getattr(there, name)
        if mine != its:
            severity = _CRITICAL if name == "amount" else _MODERATE
            yield OrderDiscrepancyType.TERMS_MISMATCH, severity, f"{name} {mine} here, {its} at the broker"
    if here.broker_order_id and there.broker_order_id and here.broker_order_id != there.broker_order_id:
        detail = f"{here.broker_order_id} here, {there.broker_order_id} at the broker"
        yield OrderDiscrepancyType.TERMS_MISMATCH, _CRITICAL, detail
    filled = total(here.filled, missed)
    if filled != there.filled:
        detail = f"{filled} filled here, {there.filled} at the broker"
        yield OrderDiscrepancyType.FILLED_MISMATCH, _MODERATE, detail
    if _phase(here) != _phase(there):
        # An order that is whole by its fills cannot fill again: the broker's list is late. Any other must not live on.
        lives_on = _ended(here) and not _ended(there) and here.filled != here.amount
        severity = _CRITICAL if lives_on else _MODERATE
        detail = f"{here.status} here, {there.status} at the broker"
        yield OrderDiscrepancyType.STATUS_MISMATCH, severity, detail


def _phase(order: OrderSnapshot) -> str:
    if order.status in _ON_ITS_WAY:
        return "on its way"
    return "open" if order.status in _OPEN else order.status


def _ended(order: OrderSnapshot) -> bool:
    return order.status not in _ON_ITS_WAY and order.status not in _OPEN
