"""The book of live orders against a simple model, its exposure, its snapshots, and the proof of absence."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from rustybt.assets import Equity
from rustybt.exceptions import OrderStateError, RecordError, UnknownOrderError
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Filled, OrderIntent, Refused
from rustybt.live.models import AssetRef, FillSnapshot, Known, OrderSnapshot, Unknown
from rustybt.live.order_state import (
    CancelSent,
    IntentJournalled,
    OrderState,
    OutcomeUnknown,
    ResolvedAbsent,
    Sent,
)
from rustybt.live.orders import Exposure, LiveOrders, prove_absent

LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2030, 1, 1)}
ASSETS = {1: Equity(1, "AAPL", **LIFE), 2: Equity(2, "MSFT", **LIFE)}
APPLE, OTHER = ASSETS.values()
D = Decimal


def journalled(order_id="o-1", amount="10", asset=APPLE):
    return IntentJournalled(OrderIntent(order_id=order_id, asset=asset, amount=D(amount)), 1)


def accepted(order_id="o-1", venue="b1"):
    return Accepted(order_id=order_id, broker_order_id=venue, time_ns=3)


def filled(order_id="o-1", trade="t1", amount="4", venue="b1", asset=APPLE):
    return Filled(
        trade_id=trade, order_id=order_id, broker_order_id=venue, asset=asset, symbol=asset.symbol, amount=D(amount),
        price=D(10), fee=D(0), fee_currency="USD", time_ns=4,
    )  # fmt: skip


def cancelled(order_id="o-1", venue="b1", amount="0"):
    return Cancelled(order_id=order_id, broker_order_id=venue, filled=D(amount), reason="asked", time_ns=9)


def book_of(*events):
    book = LiveOrders()
    for event in events:
        book.apply(event)
    return book


def test_orders_are_found_by_both_ids():
    book = book_of(journalled(), Sent("o-1", 2), accepted())
    assert book.get("o-1") is book.by_broker_id("b1")
    assert book.get("o-2") is book.by_broker_id("b2") is None
    assert [each.order_id for each in book] == ["o-1"]
    assert len(book) == 1


def test_a_fill_without_our_id_goes_by_the_venues():
    book = book_of(journalled(), Sent("o-1", 2), accepted())
    done = book.apply(replace(filled(), order_id=""))
    assert done.fill.order_id == "o-1"
    assert book.trade_ids() == {"t1"}
    assert [each.trade_id for each in book.fills()] == ["t1"]


def test_what_is_of_no_order_here_is_refused():
    book = book_of(journalled(), Sent("o-1", 2))
    for event in (accepted("o-9"), replace(filled(venue="b9"), order_id=""), Sent("o-9", 1)):
        with pytest.raises(UnknownOrderError, match="EXTERNAL"):
            book.apply(event)


def test_an_id_of_the_venue_is_of_one_order():
    book = book_of(journalled(), Sent("o-1", 2), accepted(), filled(), journalled("o-2"), Sent("o-2", 2))
    before = book.state()
    for event in (accepted("o-2"), filled("o-2", venue="b2")):
        with pytest.raises(OrderStateError, match=r"is of o-1 and of o-2"):
            book.apply(event)
    assert book.state() == before


def test_exposure_counts_everything_that_may_still_happen():
    book = book_of(
        journalled(),
        journalled("o-2", "7"), Sent("o-2", 2), OutcomeUnknown("o-2", "lost", 5),
        journalled("o-3", "-5"), Sent("o-3", 2), accepted("o-3", "b3"), filled("o-3", "t3", "-2", "b3"),
        journalled("o-4", "3"), Sent("o-4", 2), accepted("o-4", "b4"), CancelSent("o-4", 6),
        journalled("o-5", "9"), Sent("o-5", 2), cancelled("o-5", "b5", "2"),
        journalled("o-6", "100"), Sent("o-6", 2), cancelled("o-6", "b6"),
        journalled("o-7", "50", OTHER),
    )  # fmt: skip
    assert book.exposure(APPLE) == Exposure(D(10 + 7 + 3 + 2), D(-3))
    assert book.exposure(AssetRef(1, "")) == book.exposure(APPLE)
    book.see_external([OrderSnapshot("", APPLE, D(-40), "open", filled=D(-1), broker_order_id="x")])
    assert book.exposure(APPLE) == Exposure(D(22), D(-42))
    assert book.exposures() == {1: Exposure(D(22), D(-42)), 2: Exposure(D(50), D(0))}
    assert [each.order_id for each in book.open()] == ["o-1", "o-2", "o-3", "o-4", "o-7"]
    assert [each.order_id for each in book.in_flight()] == ["o-1", "o-2", "o-4", "o-5", "o-7"]
    assert len(book.external) == 1


def test_the_worst_position_is_of_either_side():
    assert Exposure(D(22), D(-42)).worst(D(5)) == 37
    assert Exposure(D(22), D(-42)).worst(D(15)) == 37
    assert Exposure(D(22), D(-42)).worst(D(-5)) == 47


def test_unknown_blocks_its_asset_until_it_is_resolved():
    lost = book_of(journalled(), Sent("o-1", 2), OutcomeUnknown("o-1", "lost", 5))
    assert [each.order_id for each in lost.unknown()] == ["o-1"]
    assert lost.blocked(APPLE)
    assert not lost.blocked(OTHER)
    for answer in (accepted(), cancelled(), ResolvedAbsent("o-1", "asked", 99), filled(amount="10")):
        book = LiveOrders.restore(lost.state(), ASSETS.__getitem__)
        book.apply(answer)
        assert not book.blocked(APPLE)


def test_a_disputed_order_blocks_its_asset_while_it_is_open():
    refused = Refused(order_id="o-1", code="invalid", evidence="bad lot", time_ns=3)
    book = book_of(journalled(), Sent("o-1", 2), refused)
    assert not book.blocked(APPLE)
    book.apply(filled())
    assert book.blocked(APPLE)
    book.apply(cancelled(amount="4"))
    assert not book.blocked(APPLE)


def test_ended_orders_are_forgotten_and_open_ones_kept():
    book = book_of(
        journalled(), Sent("o-1", 2), filled(amount="10"),
        journalled("o-2"), Sent("o-2", 2), accepted("o-2", "b2"),
        journalled("o-3"), Sent("o-3", 2), cancelled("o-3", "b3", "1"),
        journalled("o-4"), Sent("o-4", 2), cancelled("o-4", "b4"),
    )  # fmt: skip
    assert book.forget(9) == 1  # o-4 changed at 9, o-3 has a fill that was not seen
    assert [each.order_id for each in book] == ["o-2", "o-3", "o-4"]
    assert (book.trade_ids(), book.by_broker_id("b1")) == (frozenset(), None)
    assert book.forget(10) == 1


@pytest.mark.parametrize(
    "state", [{}, {"format": 2, "orders": [], "external": []}, {"format": 1, "orders": {}, "external": []}]
)
def test_a_state_of_another_format_is_refused(state):
    with pytest.raises(RecordError, match="replay the journal"):
        LiveOrders.restore(state)


def test_a_damaged_state_is_refused():
    state = book_of(journalled(), Sent("o-1", 2), accepted(), journalled("o-2"), Sent("o-2", 2)).state()
    state["orders"][1]["broker_order_id"] = "b1"
    with pytest.raises(OrderStateError, match="unique"):
        LiveOrders.restore(state)


NOTHING = {"now_ns": 101, "valid_until_ns": 100, "found": Known(None), "fills": Known(())}
SEEN = OrderSnapshot("o-1", APPLE, D(10), "open")
FILL = FillSnapshot("t1", "o-1", APPLE, D(1), D(1), D(0), 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"now_ns": 100},
        {"valid_until_ns": None},
        {"found": Unknown("time-out")},
        {"found": Known(SEEN)},
        {"fills": Unknown("time-out")},
        {"fills": Known((FILL,))},
    ],
)
def test_absence_needs_every_part_of_its_proof(changes):
    order = book_of(journalled(), Sent("o-1", 2), OutcomeUnknown("o-1", "lost", 5)).get("o-1")
    assert prove_absent(order, **{**NOTHING, **changes}) is None
    proof = prove_absent(order, **{**NOTHING, "fills": Known((replace(FILL, order_id="o-2"),))})
    assert order.apply(proof).order.state is OrderState.REJECTED
    assert "100" in proof.evidence


def test_an_order_that_was_taken_is_never_proven_absent():
    order = book_of(journalled(), Sent("o-1", 2), accepted()).get("o-1")
    assert prove_absent(order, **NOTHING) is None


class Book(RuleBasedStateMachine):
    """A book and a model of plain dicts hear the same; a venue that tells the truth in any order, twice or never."""

    ids = Bundle("ids")

    def __init__(self):
        super().__init__()
        self.book = LiveOrders()
        self.told = []
        self.amounts, self.filled, self.over, self.unsure = {}, {}, {}, set()
        self.trades = 0

    def tell(self, event):
        self.told.append(event)
        return self.book.apply(event)

    @rule(target=ids, size=st.integers(-9, 9).filter(bool), asset=st.sampled_from([APPLE, OTHER]))
    def order(self, size, asset):
        order_id = f"o-{len(self.amounts)}"
        self.tell(journalled(order_id, size, asset))
        self.tell(Sent(order_id, 2))
        self.amounts[order_id], self.filled[order_id] = (asset.sid, size), 0
        return order_id

    @rule(order_id=ids)
    def lose(self, order_id):
        self.tell(OutcomeUnknown(order_id, "lost", 5))
        if order_id not in self.over and not self.filled[order_id] and order_id not in self.book_taken():
            self.unsure.add(order_id)

    def book_taken(self):
        return {event.order_id for event in self.told if isinstance(event, Accepted)}

    @rule(order_id=ids)
    def accept(self, order_id):
        self.tell(accepted(order_id, f"b-{order_id}"))
        self.unsure.discard(order_id)

    @rule(order_id=ids, data=st.data())
    def fill(self, order_id, data):
        sid, amount = self.amounts[order_id]
        rest = abs(amount) - abs(self.filled[order_id])
        if order_id in self.over:
            rest = abs(self.over[order_id]) - abs(self.filled[order_id])
        if rest <= 0:
            return
        size = data.draw(st.integers(1, rest)) * (1 if amount > 0 else -1)
        self.trades += 1
        done = self.tell(filled(order_id, f"t{self.trades}", size, f"b-{order_id}", ASSETS[sid]))
        assert done.fill.amount == size
        self.filled[order_id] += size
        self.unsure.discard(order_id)

    @rule(order_id=ids, data=st.data(), kind=st.sampled_from([Cancelled, Expired]))
    def end(self, order_id, data, kind):
        _, amount = self.amounts[order_id]
        if order_id in self.over or self.filled[order_id] == amount:
            return
        sign = 1 if amount > 0 else -1
        at = sign * data.draw(st.integers(abs(self.filled[order_id]), abs(amount)))
        self.tell(
            kind(order_id=order_id, broker_order_id=f"b-{order_id}", filled=D(at), reason="over", time_ns=9)
        )
        self.over[order_id] = at
        self.unsure.discard(order_id)

    @rule(order_id=ids)
    def cancel(self, order_id):
        self.tell(CancelSent(order_id, 6))

    @rule(data=st.data())
    def tell_a_prefix_again(self, data):
        before = self.book.state()
        for event in self.told[: data.draw(st.integers(0, len(self.told)))]:
            done = self.book.apply(event)
            assert not done.changed
            assert done.fill is None
        assert self.book.state() == before

    @rule()
    def restart(self):
        state = json.loads(json.dumps(self.book.state(), allow_nan=False))
        self.book = LiveOrders.restore(state, ASSETS.__getitem__)
        assert book_of(*self.told).state() == self.book.state() == state

    @invariant()
    def fills_and_exposure_are_the_models(self):
        for sid, asset in ASSETS.items():
            rests = [
                self.over.get(order_id, amount) - self.filled[order_id]
                for order_id, (its, amount) in self.amounts.items()
                if its == sid
            ]
            buys, sells = sum(max(each, 0) for each in rests), sum(min(each, 0) for each in rests)
            assert self.book.exposure(asset) == Exposure(D(buys), D(sells))
            assert self.book.blocked(asset) == any(self.amounts[each][0] == sid for each in self.unsure)
        for order_id, size in self.filled.items():
            assert self.book.get(order_id).filled == size

    @invariant()
    def what_is_open_is_what_nobody_ended(self):
        wanted = {
            order_id
            for order_id, (_, amount) in self.amounts.items()
            if order_id not in self.over and self.filled[order_id] != amount
        }
        assert {each.order_id for each in self.book.open()} == wanted
        assert {each.order_id for each in self.book.unknown()} == self.unsure


TestBook = Book.TestCase
TestBook.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
