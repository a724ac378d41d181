"""The states of a live order: a pure fold over what was journalled (`rustybt.live.orders` keeps them all).

| state | means | ended |
|---|---|---|
| CREATED | decided, not durable: nothing may be sent | |
| JOURNALLED | its intent is durable | |
| SENT | its request left, once | |
| UNKNOWN | nobody knows whether the venue took it; no new risk in its asset | |
| ACCEPTED | the venue has it | |
| PARTIALLY_FILLED | and filled a part | |
| FILLED | all of it was filled | yes |
| CANCELLED, EXPIRED | the venue said that it is over | yes |
| REJECTED | the venue said that it never took it, or its absence was proven | yes |

`TRANSITIONS` is the whole table. No time-out ends an order, and none rejects it: only what the venue said does. A
request to cancel is a flag, since the order may still be filled. A fill counts once by its trade id in every state;
one that comes late (after a cancel) or against what was said (after a refusal) counts as well, and is noted.

Every event may come again, and a prefix of the events may be applied again: nothing changes. A second send is no
repetition but an error, and so is a second venue order for one id of ours, or a fill above what was ordered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from rustybt.exceptions import OrderStateError, OverfillError
from rustybt.finance.decimal.context import divide, product, total
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Filled, OrderIntent, Refused, Rejected
from rustybt.live.models import FillSnapshot, OrderSnapshot, asset_key

__all__ = [
    "ENDED",
    "OF_CANCELS",
    "TRANSITIONS",
    "Applied",
    "CancelSent",
    "Evidence",
    "IntentJournalled",
    "LiveOrder",
    "OrderEvent",
    "OrderState",
    "OutcomeUnknown",
    "ResolvedAbsent",
    "Sent",
]

_ZERO = Decimal(0)


class OrderState(StrEnum):
    """Where a live order is; the module's table says what each means."""

    CREATED = "created"
    JOURNALLED = "journalled"
    SENT = "sent"
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    PARTIALLY_FILLED = "partially_filled"
    FILLED = "filled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    EXPIRED = "expired"


ENDED = frozenset({OrderState.FILLED, OrderState.CANCELLED, OrderState.REJECTED, OrderState.EXPIRED})


@dataclass(frozen=True, slots=True)
class IntentJournalled:
    """The intent is durable.

    Attributes:
        intent: What is to be sent.
        time_ns: When, by our clock.
    """

    intent: OrderIntent
    time_ns: int

    @property
    def order_id(self) -> str:
        """Our id."""
        return self.intent.order_id


@dataclass(frozen=True, slots=True)
class Sent:
    """The request was handed to the broker adapter: journalled before that, and never twice.

    Attributes:
        order_id: Our id.
        time_ns: When, by our clock.
    """

    order_id: str
    time_ns: int


@dataclass(frozen=True, slots=True)
class CancelSent:
    """We asked, or are about to ask, the venue to cancel.

    Attributes:
        order_id: Our id.
        time_ns: When, by our clock.
    """

    order_id: str
    time_ns: int


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """No answer came: a time-out, a broken lane, a crash in between.

    Attributes:
        order_id: Our id.
        reason: What is known of it.
        time_ns: When we gave up waiting, by our clock.
    """

    order_id: str
    reason: str
    time_ns: int


@dataclass(frozen=True, slots=True)
class ResolvedAbsent:
    """The venue does not have the order, cannot get it any more, and has no fill of it.

    Attributes:
        order_id: Our id.
        evidence: What was asked, when, and what the venue said (see `rustybt.live.orders.prove_absent`).
        time_ns: When, by our clock.
    """

    order_id: str
    evidence: str
    time_ns: int


type OrderEvent = (
    IntentJournalled
    | Sent
    | CancelSent
    | OutcomeUnknown
    | ResolvedAbsent
    | Accepted
    | Refused
    | Rejected
    | Filled
    | Cancelled
    | Expired
)
"""What can happen to a live order: a closed union. The last six are the venue's own words."""

_S = OrderState
_OPEN: Mapping[type, OrderState] = {
    Accepted: _S.ACCEPTED,
    Refused: _S.REJECTED,
    Rejected: _S.REJECTED,
    ResolvedAbsent: _S.REJECTED,
    Filled: _S.PARTIALLY_FILLED,
    Cancelled: _S.CANCELLED,
    Expired: _S.EXPIRED,
}
TRANSITIONS: Mapping[OrderState, Mapping[type, OrderState]] = {
    _S.CREATED: {IntentJournalled: _S.JOURNALLED},
    _S.JOURNALLED: {**_OPEN, Sent: _S.SENT, OutcomeUnknown: _S.UNKNOWN},
    _S.SENT: {**_OPEN, OutcomeUnknown: _S.UNKNOWN},
    _S.UNKNOWN: _OPEN,
    # Taken, even filled in part, and then thrown out is something that venues do; absent after that contradicts it.
    _S.ACCEPTED: {
        Rejected: _S.REJECTED,
        Filled: _S.PARTIALLY_FILLED,
        Cancelled: _S.CANCELLED,
        Expired: _S.EXPIRED,
    },
    _S.PARTIALLY_FILLED: {Rejected: _S.CANCELLED, Cancelled: _S.CANCELLED, Expired: _S.EXPIRED},
    _S.FILLED: {},
    # A fill that completes an order makes it FILLED in every state; one that does not leaves it ended.
    _S.CANCELLED: {},
    _S.EXPIRED: {},
    # "It never took it" was wrong: the order lives, and counts in full, until the venue says that it is over.
    _S.REJECTED: {Accepted: _S.ACCEPTED, Filled: _S.PARTIALLY_FILLED},
}
"""The next state by state and event; an event that is not there leaves the state as it is (CREATED refuses it)."""

OF_CANCELS = ("already_done", "not_found")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an order is where it is: the first event of each kind, every change of state, every late fill.

    Attributes:
        event: Name of the event's class.
        state: State after it.
        text: What the venue said, or what we know.
        time_ns: Time of the event.
    """

    event: str
    state: OrderState
    text: str
    time_ns: int


@dataclass(frozen=True, slots=True)
class LiveOrder:
    """A live order at one moment.

    Attributes:
        intent: What was ordered.
        state: Where it is.
        sent_ns: When its request left, or None.
        cancel_sent_ns: When a cancel was first asked for, or None.
        broker_order_id: The venue's id, "" while not known.
        acknowledged: Whether the venue ever showed that it took the order.
        disputed: Whether the venue took or filled it after it had been refused.
        fills: Every fill, by trade id.
        filled: Signed quantity of the fills.
        notional: Sum of amount times price of the fills, exact.
        venue_filled: Largest signed quantity that the venue said was filled when it ended the order.
        evidence: Why it is where it is.
        changed_ns: Time of the last event that changed it.
    """

    intent: OrderIntent
    state: OrderState = OrderState.CREATED
    sent_ns: int | None = None
    cancel_sent_ns: int | None = None
    broker_order_id: str = ""
    acknowledged: bool = False
    disputed: bool = False
    fills: Mapping[str, FillSnapshot] = field(default_factory=dict)
    filled: Decimal = _ZERO
    notional: Decimal = _ZERO
    venue_filled: Decimal = _ZERO
    evidence: tuple[Evidence, ...] = ()
    changed_ns: int = 0

    @property
    def order_id(self) -> str:
        """Our id."""
        return self.intent.order_id

    @property
    def open(self) -> bool:
        """Whether it may still be filled, as far as the venue said; UNKNOWN is open."""
        return self.state not in ENDED

    @property
    def average(self) -> Fraction | None:
        """Average price of the fills, exact; None before the first."""
        return Fraction(self.notional) / Fraction(self.filled) if self.filled else None

    @property
    def average_price(self) -> Decimal | None:
        """Average price of the fills at 28 digits; None before the first."""
        return divide(self.notional, self.filled) if self.filled else None

    @property
    def exposed(self) -> Decimal:
        """Signed quantity that may still arrive at worst: the open rest, or fills told of but not seen."""
        bound = self.intent.amount if self.open else self.venue_filled
        rest = total(bound, self.filled.copy_negate())
        return rest if (rest > 0) == self.intent.is_buy else _ZERO

    @property
    def contradictions(self) -> tuple[Evidence, ...]:
        """The evidence that does not fit together, such as a fill after a refusal."""
        return tuple(each for each in self.evidence if each.text.startswith(_CONTRADICTS))

    def snapshot(self) -> OrderSnapshot:
        """Return the order as checkpoints and reconciliation see it."""
        intent = self.intent
        return OrderSnapshot(
            order_id=intent.order_id,
            asset=intent.asset,
            amount=intent.amount,
            status=self.state.value,
            filled=self.filled,
            limit=intent.limit_price,
            stop=intent.stop_price,
            broker_order_id=self.broker_order_id,
            reduce_only=intent.reduce_only,
        )

    def apply(self, event: OrderEvent) -> Applied:
        """Return the order after an event.

        Args:
            event: What happened; the same one may come again.

        Raises:
            OrderStateError: If the event cannot happen: it comes before the intent is durable, is a second send, is
                about another order or intent, or is of a second venue order. Nothing was changed.
            OverfillError: If the fills are more than was ordered. Nothing was changed.
        """
        if event.order_id not in ("", self.order_id):
            raise OrderStateError(f"{event!r} is not about order {self.order_id}")
        if isinstance(event, IntentJournalled):
            return self._journalled(event)
        if self.state is OrderState.CREATED:
            raise OrderStateError(
                f"{event!r} came before the intent of {self.order_id} was durable: journal it before anything is sent"
            )
        if isinstance(event, Sent):
            return self._sent(event)
        if isinstance(event, CancelSent):
            if self.cancel_sent_ns is not None:
                return Applied(self)
            return self._moved(event, self.state, "", cancel_sent_ns=event.time_ns)
        if isinstance(event, Filled):
            return self._filled(event)
        return self._told(event)

    def _journalled(self, event: IntentJournalled) -> Applied:
        if event.intent != self.intent:
            raise OrderStateError(
                f"id {self.order_id} is taken: it stands for {self.intent}, not {event.intent}"
            )
        if self.state is not OrderState.CREATED:
            return Applied(self)
        return self._moved(event, OrderState.JOURNALLED, "")

    def _sent(self, event: Sent) -> Applied:
        if self.sent_ns == event.time_ns:
            return Applied(self)
        if self.state is not OrderState.JOURNALLED:
            raise OrderStateError(
                f"order {self.order_id} is {self.state} and was sent at {self.sent_ns}: an order is never sent "
                f"again, and this one would be at {event.time_ns}; ask the venue about it"
            )
        return self._moved(event, OrderState.SENT, "", sent_ns=event.time_ns)

    def _told(
        self, event: OutcomeUnknown | ResolvedAbsent | Accepted | Refused | Rejected | Cancelled | Expired
    ) -> Applied:
        changes: dict[str, Any] = {}
        # A rejection with the venue's id is of an order that it had: its acceptance may be heard later.
        if isinstance(event, Accepted | Cancelled | Expired) or (
            isinstance(event, Rejected) and event.broker_order_id
        ):
            changes = {"acknowledged": True, "broker_order_id": self._broker_id(event.broker_order_id)}
        if isinstance(event, Cancelled | Expired):
            changes["venue_filled"] = self._venue_filled(event.filled)
        state = self._next(event)
        if state is OrderState.ACCEPTED and self.state is OrderState.REJECTED:
            changes["disputed"] = True
        return self._moved(event, state, self._contradiction(event), **changes)

    def _next(self, event: OrderEvent) -> OrderState:
        kind = type(event)
        if isinstance(event, Refused):
            if event.code in OF_CANCELS:
                return self.state
            if event.code == "duplicate_id":
                kind = OutcomeUnknown  # the venue has an order of this id, so this refusal is none of it
        if kind is Rejected and self.disputed:
            return self.state
        if kind is Accepted and self.state is OrderState.REJECTED and self.acknowledged:
            return self.state
        return TRANSITIONS[self.state].get(kind, self.state)

    def _contradiction(self, event: OrderEvent) -> str:
        taken = self.acknowledged or bool(self.fills)
        if isinstance(event, ResolvedAbsent) and taken:
            return "absent after it was taken"
        if isinstance(event, Refused) and taken and event.code not in OF_CANCELS:
            return "refused after it was taken"
        if isinstance(event, Rejected) and (self.fills or self.disputed):
            return "rejected after it was filled or taken"
        if isinstance(event, Accepted) and self.state is OrderState.REJECTED and not taken:
            return "taken after it was refused"
        return ""

    def _filled(self, event: Filled) -> Applied:
        known = self.fills.get(event.trade_id)
        if known is not None:
            if (known.amount, known.price) != (event.amount, event.price):
                raise OrderStateError(
                    f"trade {event.trade_id} of {self.order_id} was {known}, now it is {event}"
                )
            return Applied(self)
        fill = self._fill_of(event)
        filled = total(self.filled, fill.amount)
        complete = filled == self.intent.amount
        state = OrderState.FILLED if complete else TRANSITIONS[self.state].get(Filled, self.state)
        late = f"filled after it was {self.state}" if self.state in ENDED else ""
        return self._moved(
            event,
            state,
            late,
            fill=fill,
            fills={**self.fills, event.trade_id: fill},
            filled=filled,
            notional=total(self.notional, product(fill.amount, fill.price)),
            acknowledged=True,
            broker_order_id=self._broker_id(event.broker_order_id),
            disputed=self.disputed or self.state is OrderState.REJECTED,
        )

    def _fill_of(self, event: Filled) -> FillSnapshot:
        amount, asset = self.intent.amount, self.intent.asset
        if event.asset is not None and asset_key(event.asset) != asset_key(asset):
            raise OrderStateError(
                f"trade {event.trade_id} is of {event.asset}, but {self.order_id} is of {asset}"
            )
        if not event.amount or (event.amount > 0) != (amount > 0):
            raise OrderStateError(
                f"trade {event.trade_id} of {event.amount} cannot fill {self.order_id} of {amount}"
            )
        if abs(total(self.filled, event.amount)) > abs(amount):
            raise OverfillError(
                f"trade {event.trade_id} of {event.amount} overfills {self.order_id}: {self.filled} of {amount} was "
                "filled; book the trade from the journal, and halt its asset"
            )
        return FillSnapshot(
            trade_id=event.trade_id,
            order_id=self.order_id,
            asset=asset,
            amount=event.amount,
            price=event.price,
            commission=event.fee,
            time_ns=event.time_ns,
            broker_order_id=event.broker_order_id,
            commission_currency=event.fee_currency,
        )

    def _broker_id(self, said: str) -> str:
        if said and self.broker_order_id and said != self.broker_order_id:
            raise OrderStateError(
                f"order {self.order_id} is {self.broker_order_id} at the venue, and now {said} as well: it has two "
                "orders of ours for one intent; halt, and cancel one of them"
            )
        return self.broker_order_id or said

    def _venue_filled(self, said: Decimal) -> Decimal:
        amount = self.intent.amount
        if abs(said) > abs(amount) or (said and (said > 0) != (amount > 0)):
            raise OverfillError(
                f"the venue says that {said} of {self.order_id} was filled, which is of {amount}"
            )
        return max(self.venue_filled, said, key=abs)

    def _moved(
        self,
        event: OrderEvent,
        state: OrderState,
        doubt: str,
        fill: FillSnapshot | None = None,
        **changes: Any,
    ) -> Applied:
        name = type(event).__name__
        late_fill = fill is not None and self.state in ENDED
        if state is not self.state or late_fill or all(name != each.event for each in self.evidence):
            text = f"{_CONTRADICTS}{doubt}: {_words(event)}" if doubt else _words(event)
            changes["evidence"] = (*self.evidence, Evidence(name, state, text, event.time_ns))
        else:
            doubt = ""
        if state is self.state and all(getattr(self, each) == value for each, value in changes.items()):
            return Applied(self)
        now = replace(self, state=state, changed_ns=event.time_ns, **changes)
        return Applied(now, changed=True, fill=fill, contradiction=doubt)


_CONTRADICTS = "contradiction: "


@dataclass(frozen=True, slots=True)
class Applied:
    """What an event did to an order.

    Attributes:
        order: The order after it.
        changed: Whether it changed anything; an event that comes again does not.
        fill: The fill, if it is one that was not applied before: book it once, now.
        contradiction: What does not fit what was known, "" if nothing: tell somebody, and ask the venue.
    """

    order: LiveOrder
    changed: bool = False
    fill: FillSnapshot | None = None
    contradiction: str = ""


def _words(event: OrderEvent) -> str:
    for name in ("evidence", "reason"):
        if text := getattr(event, name, ""):
            return f"{getattr(event, 'code', '')} {text}".strip()
    return ""
