"""Folding a journal: what a session was, rebuilt from its records, each step compared with what was journalled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import OrderStateError, ReplayError, RustyBTError
from rustybt.finance.decimal.context import total
from rustybt.live.brokers.messages import Filled
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.codecs import decode_decimal
from rustybt.live.journal_events import decode_event, decode_order_event, encode_effect
from rustybt.live.order_names import in_core
from rustybt.live.order_state import CancelSent, IntentJournalled, Sent
from rustybt.live.orders import LiveOrders
from rustybt.model.effects import Effect, OrderCancelled, OrderPlaced
from rustybt.model.events import (
    AccountAdjusted,
    BarArrived,
    BarClosed,
    Event,
    FillReported,
    OrderEnded,
    SessionClosed,
    SessionOpened,
)

if TYPE_CHECKING:
    from rustybt.live.breaker_manager import CircuitBreakerManager
    from rustybt.live.journal_records import JournalRecord
    from rustybt.live.risk_gate import RiskGate
    from rustybt.live.strategy_core import StrategyCore

__all__ = ["Refolded", "refold"]

_ZERO = Decimal(0)


@dataclass(slots=True)
class Refolded:
    """What a journal came to.

    Attributes:
        orders: The book.
        taken: Market events so far.
        decided: Whether the session of the market has had a bar.
        steps: Events of the core so far.
        effects: Effects that were compared, and are the same.
        undecided: The bar that arrived and was not decided on, or None.
        unbooked: Fills that are in the book and that the core has not been told of.
        uncharged: Late fees that are in the book and that the core has not been told of.
        owed: Effects of the last event, if the journal does not hold them.
        unhandled: Orders and cancels that the strategy decided and the journal does not hold.
        failure: Why the session failed; "" if it did not.
        failure_told: Whether the journal says so.
        halted: Why it was halted and not resumed; "" if it was not.
        paused: Whether it was paused and not resumed.
        outsiders: Reports that were of no order of ours.
        header: The session's first record.
    """

    orders: LiveOrders = field(default_factory=LiveOrders)
    taken: int = 0
    decided: bool = False
    steps: int = 0
    effects: int = 0
    undecided: int | None = None
    unbooked: list[Filled] = field(default_factory=list)
    uncharged: list[AccountAdjusted] = field(default_factory=list)
    owed: tuple[Effect, ...] = ()
    unhandled: list[Effect] = field(default_factory=list)
    failure: str = ""
    failure_told: bool = False
    halted: str = ""
    paused: bool = False
    outsiders: set[str] = field(default_factory=set)
    header: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Fold:
    core: StrategyCore
    paper: PaperBroker | None
    breakers: CircuitBreakerManager | None
    gate: RiskGate | None
    found: Refolded = field(default_factory=Refolded)
    owed: tuple[Effect, ...] = ()
    placed: dict[str, Effect] = field(default_factory=dict)
    cancelled: dict[str, Effect] = field(default_factory=dict)
    unbooked: dict[str, Filled] = field(default_factory=dict)

    def take(self, record: JournalRecord) -> None:
        payload = dict(record.payload)
        match record.kind:
            case "session":
                self.found.header = payload
            case "event" if not self.found.failure:
                self._event(decode_event(payload), record.seq)
            case "effects" if not self.found.failure:
                self._effects(payload["effects"], record.seq)
            case "order":
                self._order(payload)
            case "rescaled":
                self._rescale(payload)
            case "charged":
                self._charge(payload)
            case "risk":
                self._risk(payload)
            case _:
                self._stand(record.kind, payload)

    def _stand(self, kind: str, payload: dict[str, Any]) -> None:
        found = self.found
        match kind:
            case "failed":
                found.failure, found.failure_told = str(payload["error"]), True
            case "halt":
                found.halted = str(payload["reason"])
            case "pause":
                found.paused = True
            case "resume":
                found.halted, found.paused = "", False
            case "external":
                found.outsiders.add(str(payload["name"]))
            case _:
                pass

    def _event(self, event: Event, seq: int) -> None:
        if self.owed:
            raise ReplayError(
                f"record {seq}: the event before it has effects now ({self.owed[0]}) and had none: the strategy is not "
                "a function of its events, or its code has changed"
            )
        if isinstance(event, SessionOpened | BarArrived | SessionClosed):
            self.found.taken += 1
            self.found.decided = not isinstance(event, SessionOpened)
            if self.paper is not None:
                self.paper.on_market_event(event)
        if isinstance(event, BarClosed) and self.paper is not None:
            deque(self.paper.meet(), maxlen=0)  # its fills were told before, one by one
        if isinstance(event, BarArrived | BarClosed):
            self.found.undecided = event.step if isinstance(event, BarArrived) else None
        if isinstance(event, OrderEnded):
            self.placed.pop(event.order_id, None)
        elif isinstance(event, FillReported):
            self.unbooked.pop(event.trade_id, None)
        elif isinstance(event, AccountAdjusted) and event in self.found.uncharged:
            self.found.uncharged.remove(event)
        venue, adjusts = self.core.venue, isinstance(event, AccountAdjusted)
        before = venue.account()["flows"] if adjusts else _ZERO
        self.owed = self.core.step(event)
        self.found.steps += 1
        self._note(self.owed)
        if self.breakers is not None and (self.found.undecided is None or adjusts):
            flow = total(venue.account()["flows"], before.copy_negate()) if adjusts else _ZERO
            self.breakers.on_value(venue.portfolio_value(), venue.now_ns, venue.session_day, flow=flow)

    def _note(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, OrderPlaced):
                self.placed[effect.order.id] = effect
            elif isinstance(effect, OrderCancelled):
                self.cancelled[effect.order.id] = effect

    def _effects(self, told: list[Any], seq: int) -> None:
        here = [encode_effect(effect) for effect in self.owed]
        if here != told:
            raise ReplayError(
                f"record {seq}: the journal says {told}, the replay did {here}: the strategy is not a function of its "
                "events, or its code has changed"
            )
        self.found.effects += len(here)
        self.owed = ()

    def _order(self, payload: dict[str, Any]) -> None:
        event = decode_order_event(payload, self.core.feed.finder().retrieve_asset)
        try:
            order = self.found.orders.apply(event).order
        except OrderStateError:
            return  # it was heard, could not be, and halted the session
        if isinstance(event, IntentJournalled):
            self.placed.pop(in_core(order.order_id), None)
        elif isinstance(event, Sent) and self.paper is not None:
            self.paper.restore_order(order.intent)
        elif isinstance(event, Filled):
            self.unbooked[event.trade_id] = event
            if self.paper is not None:
                next(iter(self.paper.meet()), None)
        elif isinstance(event, CancelSent):
            self.cancelled.pop(in_core(order.order_id), None)
            if self.paper is not None:
                self.paper.restore_cancel(event.order_id)

    def _charge(self, payload: dict[str, Any]) -> None:
        fee, booked = (decode_decimal(payload[name], name) for name in ("fee", "booked"))
        self.found.orders.charge(payload["trade_id"], fee, payload["currency"])
        if booked:
            self.found.uncharged.append(AccountAdjusted(booked, payload["reason"]))

    def _rescale(self, payload: dict[str, Any]) -> None:
        names = ("limit_price", "stop_price")
        limit, stop = (
            None if payload[name] is None else decode_decimal(payload[name], name) for name in names
        )
        self.found.orders.rescale(
            payload["order_id"], decode_decimal(payload["amount"], "amount"), limit, stop
        )

    def _risk(self, payload: dict[str, Any]) -> None:
        if self.breakers is not None and self.gate is not None:
            self.breakers.restore(payload["breakers"])
            self.gate.restore(payload["gate"])

    def done(self) -> Refolded:
        """What is left over."""
        opened = {in_core(order.order_id) for order in self.found.orders.open()}
        cancels = (
            effect for order, effect in self.cancelled.items() if order in opened or order in self.placed
        )
        self.found.owed, self.found.unbooked = self.owed, list(self.unbooked.values())
        self.found.unhandled = [*self.placed.values(), *cancels]
        return self.found


def refold(
    records: Iterable[JournalRecord],
    core: StrategyCore,
    *,
    paper: PaperBroker | None = None,
    breakers: CircuitBreakerManager | None = None,
    gate: RiskGate | None = None,
    watch: Callable[[JournalRecord, Refolded], object] | None = None,
) -> Refolded:
    """Rebuild a session from its records.

    Args:
        records: Of its journal, from the first.
        core: Initialised, and not stepped yet.
        paper: An account of paper on the same bars, to be rebuilt as well.
        breakers: To be rebuilt as well.
        gate: To be rebuilt as well.
        watch: Called after each record, with what it all came to up to there.

    Returns:
        What it came to.

    Raises:
        ReplayError: If a step has other effects than the journal says.
        RustyBTError: If a step fails that did not fail before.
    """
    fold = _Fold(core, paper, breakers, gate)
    failed_at: RustyBTError | None = None
    for record in records:
        if failed_at is not None and not fold.found.failure and record.kind != "failed":
            raise failed_at
        try:
            fold.take(record)
        except ReplayError:
            raise
        except RustyBTError as error:
            # The same step failed then, and the record that says so comes next.
            failed_at = error
        else:
            if watch is not None:
                watch(record, fold.found)
    if failed_at is not None and not fold.found.failure:
        fold.found.failure = f"{type(failed_at).__name__}: {failed_at}"
    return fold.done()
