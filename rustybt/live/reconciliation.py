"""What a reconciliation found, and what is to be done about it: differences, actions, and the report of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Self

from rustybt.live.codecs import Json, decode_record, encode_record
from rustybt.live.models import AssetLike, CashEntry, DiscrepancySeverity, FillSnapshot, OrderSnapshot

__all__ = [
    "Action",
    "Adjustment",
    "Alert",
    "ApplyFill",
    "BlockAsset",
    "BookEntry",
    "CashDiscrepancy",
    "CorrectFee",
    "CountExternal",
    "Defer",
    "Discrepancy",
    "FillDiscrepancy",
    "FillDiscrepancyType",
    "Halt",
    "OrderDiscrepancy",
    "OrderDiscrepancyType",
    "PositionDiscrepancy",
    "PositionDiscrepancyType",
    "QueryOrder",
    "ReconciliationReport",
]


class PositionDiscrepancyType(StrEnum):
    """How a position differs."""

    QUANTITY_MISMATCH = "quantity_mismatch"
    MISSING_LOCAL = "missing_local"
    MISSING_BROKER = "missing_broker"
    SIDE_MISMATCH = "side_mismatch"


class FillDiscrepancyType(StrEnum):
    """How a fill differs: one side does not have it, or has it with other terms or another fee."""

    MISSING_LOCAL = "missing_local"
    MISSING_BROKER = "missing_broker"
    TERMS_MISMATCH = "terms_mismatch"
    FEE_MISMATCH = "fee_mismatch"


class OrderDiscrepancyType(StrEnum):
    """How an order differs.

    ``ORPHAN_LOCAL``: open for us, not at the broker. ``UNRESOLVED``: on its way, and not seen at the broker, which
    proves nothing. ``EXTERNAL``: at the broker without an id of ours. ``UNJOURNALLED``: at the broker with an id of
    ours that we never journalled. ``DUPLICATE``: more than one at the broker for one id.
    """

    ORPHAN_LOCAL = "orphan_local"
    UNRESOLVED = "unresolved"
    EXTERNAL = "external"
    UNJOURNALLED = "unjournalled"
    DUPLICATE = "duplicate"
    STATUS_MISMATCH = "status_mismatch"
    FILLED_MISMATCH = "filled_mismatch"
    TERMS_MISMATCH = "terms_mismatch"


@dataclass(frozen=True, slots=True)
class PositionDiscrepancy:
    """A position that differs by more than the fills that we miss.

    Attributes:
        asset: What is held.
        type: How it differs.
        severity: How bad that is.
        local_amount: What we hold, the fills that we miss included.
        broker_amount: What the broker says.
        difference: Broker's less ours, exact.
        percentage: Of the larger of the two, in per cent, at 28 digits.
    """

    asset: AssetLike
    type: PositionDiscrepancyType
    severity: DiscrepancySeverity
    local_amount: Decimal
    broker_amount: Decimal
    difference: Decimal
    percentage: Decimal

    def __str__(self) -> str:
        return (
            f"position {self.asset.symbol}: {self.local_amount} here, {self.broker_amount} at the broker "
            f"({self.type}, {self.difference:+})"
        )


@dataclass(frozen=True, slots=True)
class CashDiscrepancy:
    """Cash that differs by more than the fills and cash entries that we miss.

    Attributes:
        severity: How bad that is; `MINOR` if it is within the tolerance.
        local_cash: What we have.
        broker_cash: What the broker says.
        difference: Broker's less ours, exact.
        explained: The part of it that the missed fills, fees and entries account for.
        unexplained: The rest.
        percentage: The rest, of the larger of the two, in per cent, at 28 digits.
        within_tolerance: Whether the rest is within the tolerance that was set.
    """

    severity: DiscrepancySeverity
    local_cash: Decimal
    broker_cash: Decimal
    difference: Decimal
    explained: Decimal
    unexplained: Decimal
    percentage: Decimal
    within_tolerance: bool

    def __str__(self) -> str:
        return (
            f"cash: {self.local_cash} here, {self.broker_cash} at the broker "
            f"({self.explained:+} explained, {self.unexplained:+} not)"
        )


@dataclass(frozen=True, slots=True)
class FillDiscrepancy:
    """A fill that only one side has, or that the sides tell differently.

    Attributes:
        trade_id: The venue's id of the trade.
        type: How it differs.
        severity: How bad that is.
        local: Ours, or None.
        broker: The broker's, or None.
    """

    trade_id: str
    type: FillDiscrepancyType
    severity: DiscrepancySeverity
    local: FillSnapshot | None
    broker: FillSnapshot | None

    def __str__(self) -> str:
        told = [
            f"{each.amount:+} {each.asset.symbol} at {each.price} {where}"
            for each, where in ((self.local, "here"), (self.broker, "at the broker"))
            if each is not None
        ]
        return f"trade {self.trade_id}: {', '.join(told)} ({self.type})"


@dataclass(frozen=True, slots=True)
class OrderDiscrepancy:
    """An order that only one side has, or that the sides tell differently.

    Attributes:
        order_id: Our id, or the broker's if it has none of ours.
        type: How it differs.
        severity: How bad that is.
        detail: What is here and what is there, in words.
        local: Ours, or None.
        broker: The broker's, or None.
    """

    order_id: str
    type: OrderDiscrepancyType
    severity: DiscrepancySeverity
    detail: str
    local: OrderSnapshot | None
    broker: OrderSnapshot | None

    def __str__(self) -> str:
        return f"order {self.order_id}: {self.detail} ({self.type})"


type Discrepancy = PositionDiscrepancy | CashDiscrepancy | FillDiscrepancy | OrderDiscrepancy


@dataclass(frozen=True, slots=True)
class ApplyFill:
    """Journal a fill that we missed, and apply it by its trade id.

    Attributes:
        fill: As the broker told it.
    """

    fill: FillSnapshot


@dataclass(frozen=True, slots=True)
class CorrectFee:
    """Journal what the fee of a trade was after all, and book the difference: some venues tell it after the trade.

    Attributes:
        fill: As the broker tells it now.
    """

    fill: FillSnapshot


@dataclass(frozen=True, slots=True)
class BookEntry:
    """Journal a line of the venue's cash ledger that we missed, and book it by its id.

    Attributes:
        entry: As the broker told it.
    """

    entry: CashEntry


@dataclass(frozen=True, slots=True)
class QueryOrder:
    """Ask the venue about an order, by our id.

    Attributes:
        order_id: Our id.
        reason: Why.
    """

    order_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CountExternal:
    """Count an order that others sent in the exposure; it is never cancelled.

    Attributes:
        order: As the broker told it.
    """

    order: OrderSnapshot


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Journal a change of our books that no fill accounts for; never an order, never a silent overwrite.

    Attributes:
        kind: ``position`` or ``cash``.
        asset: Of a position; None for cash.
        amount: What is added to ours.
        evidence: What each side said, twice.
        price: At which a position comes or goes; None for cash, and before the books were asked.
    """

    kind: Literal["position", "cash"]
    asset: AssetLike | None
    amount: Decimal
    evidence: str
    price: Decimal | None = None

    def __str__(self) -> str:
        what = "cash" if self.asset is None else f"{self.asset.symbol} at {self.price}"
        return f"{self.amount:+} {what}: {self.evidence}"


@dataclass(frozen=True, slots=True)
class BlockAsset:
    """Take no new risk in an asset until an operator says otherwise.

    Attributes:
        asset: Which.
        reason: Why.
    """

    asset: AssetLike
    reason: str


@dataclass(frozen=True, slots=True)
class Halt:
    """Halt the account: no new risk until an operator says otherwise.

    Attributes:
        reason: Why.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell somebody.

    Attributes:
        severity: How bad it is.
        text: What it is.
    """

    severity: DiscrepancySeverity
    text: str


@dataclass(frozen=True, slots=True)
class Defer:
    """Decide nothing yet: reconcile again soon.

    Attributes:
        reason: What is missing.
        adjusts: Whether an adjustment waits for it; until then no new risk is taken.
    """

    reason: str
    adjusts: bool = False


type Action = (
    ApplyFill
    | CorrectFee
    | BookEntry
    | QueryOrder
    | CountExternal
    | Adjustment
    | BlockAsset
    | Halt
    | Alert
    | Defer
)
"""What is to be done: a closed union. None of them is an order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationReport:
    """What a comparison of our state and the broker's found.

    Attributes:
        timestamp: When it was made, UTC.
        position_discrepancies: Positions that differ, by sid (or symbol).
        cash_discrepancy: How cash differs, or None.
        order_discrepancies: Orders that differ, by id.
        fill_discrepancies: Fills that differ, by trade id.
        missed_entries: Lines of the venue's cash ledger that we did not book.
        unknown: What the broker gave no answer to, with the reason; of that nothing is known, not even that it agrees.
        actions_taken: What was decided; see `rustybt.live.remedies.decide`.
        summary: The counts, in one sentence.
    """

    timestamp: datetime
    position_discrepancies: tuple[PositionDiscrepancy, ...] = ()
    cash_discrepancy: CashDiscrepancy | None = None
    order_discrepancies: tuple[OrderDiscrepancy, ...] = ()
    fill_discrepancies: tuple[FillDiscrepancy, ...] = ()
    missed_entries: tuple[CashEntry, ...] = ()
    unknown: tuple[str, ...] = ()
    actions_taken: tuple[Action, ...] = ()
    summary: str = ""

    def __iter__(self) -> Iterator[Discrepancy]:
        yield from self.position_discrepancies
        if self.cash_discrepancy is not None:
            yield self.cash_discrepancy
        yield from self.order_discrepancies
        yield from self.fill_discrepancies

    @property
    def has_discrepancies(self) -> bool:
        """Whether anything differs, among what the broker answered."""
        return bool(self.total_discrepancy_count())

    @property
    def has_critical_discrepancies(self) -> bool:
        """Whether anything that differs is critical."""
        return self.max_severity is DiscrepancySeverity.CRITICAL

    @property
    def max_severity(self) -> DiscrepancySeverity | None:
        """The worst severity, or None if nothing differs."""
        found = [each.severity for each in self]
        found += [DiscrepancySeverity.MINOR] * bool(self.missed_entries)
        return max(found, default=None)

    @property
    def proven_equal(self) -> bool:
        """Whether the broker answered everything and nothing differs."""
        return not self.unknown and not self.has_discrepancies

    @property
    def waits(self) -> bool:
        """Whether an adjustment waits for another reading."""
        return any(isinstance(each, Defer) and each.adjusts for each in self.actions_taken)

    def total_discrepancy_count(self) -> int:
        """Return how many things differ."""
        return sum(1 for _ in self) + len(self.missed_entries)

    def with_actions(self, actions: tuple[Action, ...]) -> ReconciliationReport:
        """Return the report with what was decided.

        Args:
            actions: What was decided.
        """
        return replace(self, actions_taken=actions)

    def to_dict(self) -> dict[str, Json]:
        """Return the report, JSON-typed; each action carries the name of its kind."""
        values = encode_record(replace(self, actions_taken=()))
        severity = self.max_severity
        values["max_severity"] = None if severity is None else severity.value
        values["actions_taken"] = [
            {"action": type(each).__name__, **encode_record(each)} for each in self.actions_taken
        ]
        return values

    @classmethod
    def of(cls, values: Mapping[str, Json]) -> Self:
        """Return the report that `to_dict` gave, without its actions; assets as `AssetRef`.

        Args:
            values: As another process told them.

        Raises:
            RecordError: If they are no report.
        """
        own = {name: value for name, value in values.items() if name not in ("max_severity", "actions_taken")}
        return decode_record(cls, own)

    def __str__(self) -> str:
        lines = [f"{self.timestamp:%Y-%m-%d %H:%M:%S} UTC  {self.summary}"]
        lines += [f"  {each.severity.value:<8}  {each}" for each in self]
        lines += [
            f"  minor     cash entry {each.entry_id}: {each.kind} {each.amount:+}"
            for each in self.missed_entries
        ]
        lines += [f"  unknown   {each}" for each in self.unknown]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        from rustybt.live.reconciliation_page import page

        return {"text/html": page(self), "text/plain": str(self)}
