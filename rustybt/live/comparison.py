"""The comparison of our state with the broker's: pure, exact, by trade id first.

Fills are compared first. A fill that the broker has and we do not is one that we missed, and explains its share of the
positions and of the cash; what is left after that is compared in exact units and to the cent. An answer that did not
come is not an empty answer: what depends on it is not compared, and the report says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rustybt.assets.assets import Asset, Future
from rustybt.exceptions import ReconciliationError
from rustybt.finance.decimal.context import divide, product, total
from rustybt.live.models import (
    Answer,
    AssetLike,
    CashEntry,
    DiscrepancySeverity,
    FillSnapshot,
    Known,
    OrderSnapshot,
    PositionSnapshot,
    Unknown,
    asset_key,
)
from rustybt.live.order_comparison import compare_orders
from rustybt.live.reconciliation import (
    CashDiscrepancy,
    FillDiscrepancy,
    FillDiscrepancyType,
    OrderDiscrepancy,
    PositionDiscrepancy,
    PositionDiscrepancyType,
    ReconciliationReport,
)
from rustybt.model.time import ns_to_datetime

__all__ = ["BrokerState", "LocalState", "compare"]

_ZERO = Decimal(0)
_NONE: Known[tuple[CashEntry, ...]] = Known(())
_MODERATE_FROM = Decimal(1)
_CRITICAL_ABOVE = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalState:
    """What we think that the account holds.

    Attributes:
        positions: Ours; of one asset they are added up.
        cash: Ours, in the account's currency.
        orders: Ours: those that may be open, and those that ended since the broker's fills begin.
        fills: Those that were applied; None if they are not to be compared.
        entries: Lines of the venue's cash ledger that were booked.
        currency: The account's; a fee in another one did not change this cash.
    """

    positions: tuple[PositionSnapshot, ...]
    cash: Decimal
    orders: tuple[OrderSnapshot, ...] = ()
    fills: tuple[FillSnapshot, ...] | None = None
    entries: tuple[CashEntry, ...] = ()
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerState:
    """What the broker said that the account holds.

    Attributes:
        positions: Every one; of one asset they are added up.
        cash: In the account's currency.
        orders: Every open one; ended ones may be among them.
        fills: Every one from ``fills_from_ns`` on.
        entries: Lines of its cash ledger that are not fills; an empty answer if the venue keeps none.
        fills_from_ns: Where its fills and entries begin, UTC nanoseconds; ours of before are not missed.
    """

    positions: Answer[tuple[PositionSnapshot, ...]]
    cash: Answer[Decimal]
    orders: Answer[tuple[OrderSnapshot, ...]]
    fills: Answer[tuple[FillSnapshot, ...]]
    entries: Answer[tuple[CashEntry, ...]] = _NONE
    fills_from_ns: int = 0


def compare(
    local: LocalState, broker: BrokerState, *, time_ns: int, cash_tolerance_pct: Decimal = _ZERO
) -> ReconciliationReport:
    """Return how our state and the broker's differ; nothing differs if and only if they are equal.

    Args:
        local: Our state.
        broker: The broker's.
        time_ns: Time of the report, UTC nanoseconds.
        cash_tolerance_pct: Part of the broker's cash (0.01 is one per cent) up to which an unexplained difference is
            MINOR; it is reported all the same.

    Raises:
        ReconciliationError: If the tolerance is none, or a side holds two fills or entries of one id that differ.
    """
    if not cash_tolerance_pct.is_finite() or not 0 <= cash_tolerance_pct < 1:
        raise ReconciliationError(f"cash_tolerance_pct is {cash_tolerance_pct}: use a part from 0 to below 1")
    fills = tuple(_compare_fills(local, broker))
    missed = tuple(each.broker for each in fills if each.local is None and each.broker is not None)
    entries = _missed_entries(local, broker)
    positions: tuple[PositionDiscrepancy, ...] = ()
    orders: tuple[OrderDiscrepancy, ...] = ()
    cash = None
    # Without the broker's fills nobody can tell what explains a difference of positions or cash.
    told = local.fills is None or isinstance(broker.fills, Known)
    if told and isinstance(broker.positions, Known):
        positions = tuple(_compare_positions(local.positions, broker.positions.value, missed))
    if told and isinstance(broker.entries, Known) and isinstance(broker.cash, Known):
        explained = _explained(fills, entries, local.currency)
        cash = _compare_cash(local.cash, broker.cash.value, explained, cash_tolerance_pct)
    if isinstance(broker.orders, Known):
        orders = tuple(compare_orders(local.orders, broker.orders.value, missed))
    report = ReconciliationReport(
        timestamp=ns_to_datetime(time_ns),
        position_discrepancies=positions,
        cash_discrepancy=cash,
        order_discrepancies=orders,
        fill_discrepancies=fills,
        missed_entries=entries,
        unknown=tuple(_unknown(local, broker)),
    )
    return replace(report, summary=_summary(report))


def _unknown(local: LocalState, broker: BrokerState) -> Iterator[str]:
    asked: dict[str, Answer[Any]]
    asked = {
        "positions": broker.positions,
        "cash": broker.cash,
        "orders": broker.orders,
        "entries": broker.entries,
    }
    if local.fills is not None:
        asked["fills"] = broker.fills
    for name, answer in asked.items():
        if isinstance(answer, Unknown):
            yield f"{name}: {answer.reason}"


def _compare_fills(local: LocalState, broker: BrokerState) -> Iterator[FillDiscrepancy]:
    if local.fills is None or not isinstance(broker.fills, Known):
        return
    ours, theirs = _by_trade(local.fills, "ours"), _by_trade(broker.fills.value, "the broker's")
    for trade_id in sorted(ours.keys() | theirs.keys()):
        here, there = ours.get(trade_id), theirs.get(trade_id)
        if there is None and here is not None and here.time_ns < broker.fills_from_ns:
            continue
        if (kind := _fill_difference(here, there)) is not None:
            yield FillDiscrepancy(trade_id, kind, _FILL_SEVERITY[kind], here, there)


_FILL_SEVERITY = {
    FillDiscrepancyType.MISSING_LOCAL: DiscrepancySeverity.MINOR,
    FillDiscrepancyType.FEE_MISMATCH: DiscrepancySeverity.MINOR,
    FillDiscrepancyType.MISSING_BROKER: DiscrepancySeverity.CRITICAL,
    FillDiscrepancyType.TERMS_MISMATCH: DiscrepancySeverity.CRITICAL,
}


def _fill_difference(here: FillSnapshot | None, there: FillSnapshot | None) -> FillDiscrepancyType | None:
    if here is None:
        return FillDiscrepancyType.MISSING_LOCAL
    if there is None:
        return FillDiscrepancyType.MISSING_BROKER
    if _terms(here) != _terms(there) or (there.order_id and here.order_id != there.order_id):
        return FillDiscrepancyType.TERMS_MISMATCH
    if (here.commission, here.commission_currency) != (there.commission, there.commission_currency):
        return FillDiscrepancyType.FEE_MISMATCH
    return None


def _terms(fill: FillSnapshot) -> tuple[object, ...]:
    return asset_key(fill.asset), fill.amount, fill.price


def _by_trade(fills: Iterable[FillSnapshot], whose: str) -> dict[str, FillSnapshot]:
    found: dict[str, FillSnapshot] = {}
    for each in fills:
        if found.setdefault(each.trade_id, each) != each:
            raise ReconciliationError(
                f"two of {whose} fills have trade id {each.trade_id}: {found[each.trade_id]} and {each}; trade ids "
                "must be unique in the account"
            )
    return found


def _missed_entries(local: LocalState, broker: BrokerState) -> tuple[CashEntry, ...]:
    if not isinstance(broker.entries, Known):
        return ()
    booked = {each.entry_id for each in local.entries}
    missed = {each.entry_id: each for each in broker.entries.value if each.entry_id not in booked}
    return tuple(missed[entry_id] for entry_id in sorted(missed))


def _compare_positions(
    local: Iterable[PositionSnapshot], broker: Iterable[PositionSnapshot], missed: Iterable[FillSnapshot]
) -> Iterator[PositionDiscrepancy]:
    assets: dict[int | str, AssetLike] = {}
    ours: defaultdict[int | str, Decimal] = defaultdict(Decimal)
    theirs: defaultdict[int | str, Decimal] = defaultdict(Decimal)
    for side, held in ((theirs, broker), (ours, local), (ours, missed)):
        for each in held:
            key = asset_key(each.asset)
            assets.setdefault(key, each.asset)
            side[key] = total(side[key], each.amount)
    for key in sorted(assets, key=lambda each: (isinstance(each, str), each)):
        if ours[key] != theirs[key]:
            yield _position_discrepancy(assets[key], ours[key], theirs[key])


def _position_discrepancy(asset: AssetLike, ours: Decimal, theirs: Decimal) -> PositionDiscrepancy:
    difference = total(theirs, ours.copy_negate())
    larger = max(abs(ours), abs(theirs))
    severity = DiscrepancySeverity.CRITICAL
    if not ours:
        kind = PositionDiscrepancyType.MISSING_LOCAL
    elif not theirs:
        kind = PositionDiscrepancyType.MISSING_BROKER
    elif (ours > 0) != (theirs > 0):
        kind = PositionDiscrepancyType.SIDE_MISMATCH
    else:
        kind = PositionDiscrepancyType.QUANTITY_MISMATCH
        severity = _severity(difference, larger)
    return PositionDiscrepancy(
        asset, kind, severity, ours, theirs, difference, _percentage(difference, larger)
    )


def _severity(difference: Decimal, larger: Decimal) -> DiscrepancySeverity:
    hundredfold = product(abs(difference), Decimal(100))
    if hundredfold < product(larger, _MODERATE_FROM):
        return DiscrepancySeverity.MINOR
    if hundredfold > product(larger, _CRITICAL_ABOVE):
        return DiscrepancySeverity.CRITICAL
    return DiscrepancySeverity.MODERATE


def _percentage(difference: Decimal, larger: Decimal) -> Decimal:
    return divide(product(abs(difference), Decimal(100)), larger)


def _explained(fills: Iterable[FillDiscrepancy], entries: Iterable[CashEntry], currency: str) -> Decimal:
    parts = [each.amount for each in entries]
    for each in fills:
        if each.type is FillDiscrepancyType.MISSING_LOCAL and each.broker is not None:
            parts.append(_notional(each.broker).copy_negate())
            parts.append(_fee(each.broker, currency).copy_negate())
        elif (
            each.type is FillDiscrepancyType.FEE_MISMATCH
            and each.broker is not None
            and each.local is not None
        ):
            parts += [_fee(each.local, currency), _fee(each.broker, currency).copy_negate()]
    return total(*parts)


def _notional(fill: FillSnapshot) -> Decimal:
    if isinstance(fill.asset, Future):
        return _ZERO  # a future moves cash by its variation margin, which the venue's cash ledger lists
    multiplier = fill.asset.price_multiplier if isinstance(fill.asset, Asset) else Decimal(1)
    return product(fill.amount, fill.price, multiplier)


def _fee(fill: FillSnapshot, currency: str) -> Decimal:
    return fill.commission if fill.commission_currency in ("", currency) or not currency else _ZERO


def _compare_cash(
    local: Decimal, broker: Decimal, explained: Decimal, tolerance_pct: Decimal
) -> CashDiscrepancy | None:
    difference = total(broker, local.copy_negate())
    unexplained = total(difference, explained.copy_negate())
    if not unexplained:
        return None
    larger = max(abs(total(local, explained)), abs(broker))
    within = abs(unexplained) <= product(abs(broker), tolerance_pct)
    return CashDiscrepancy(
        DiscrepancySeverity.MINOR if within else _severity(unexplained, larger),
        local,
        broker,
        difference,
        explained,
        unexplained,
        _percentage(unexplained, larger),
        within,
    )


def _summary(report: ReconciliationReport) -> str:
    silent = f" No answer about {len(report.unknown)}: {'; '.join(report.unknown)}." if report.unknown else ""
    if not report.has_discrepancies:
        return ("Nothing differs." if not silent else "Nothing that was answered differs.") + silent
    critical = sum(each.severity is DiscrepancySeverity.CRITICAL for each in report)
    counts = (
        (len(report.position_discrepancies), "positions"),
        (int(report.cash_discrepancy is not None), "cash"),
        (len(report.order_discrepancies), "orders"),
        (len(report.fill_discrepancies), "fills"),
        (len(report.missed_entries), "cash entries"),
    )
    told = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f"{report.total_discrepancy_count()} differ: {told}. Critical: {critical}.{silent}"
