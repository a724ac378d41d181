"""The states of a live order: the table, evidence, fills by trade id, and repetition that changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.assets import Equity
from rustybt.exceptions import OrderStateError, OverfillError
from rustybt.live.brokers.messages import Accepted, Cancelled, Expired, Filled, OrderIntent, Refused, Rejected
from rustybt.live.codecs import decode_record, encode_record
from rustybt.live.order_state import (
    ENDED,
    TRANSITIONS,
    CancelSent,
    IntentJournalled,
    LiveOrder,
    OrderState,
    OutcomeUnknown,
    ResolvedAbsent,
    Sent,
)

ASSET = Equity(1, "AAPL", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
OTHER = Equity(2, "MSFT", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
ID = "o-000000000007-000000"
S = OrderState


def intent(amount="10", **changes):
    return OrderIntent(order_id=ID, asset=ASSET, amount=Decimal(amount), **changes)


def fill(trade="t1", amount="4", price="10.25", **changes):
    values = {
        "trade_id": trade,
        "order_id": ID,
        "broker_order_id": "b1",
        "asset": ASSET,
        "symbol": "AAPL",
        "amount": Decimal(amount),
        "price": Decimal(price),
        "fee": Decimal("0.01"),
        "fee_currency": "USD",
        "time_ns": 50,
    }
    return Filled(**{**values, **changes})


JOURNALLED = IntentJournalled(intent(), 1)
SENT = Sent(ID, 2)
CANCEL = CancelSent(ID, 20)
LOST = OutcomeUnknown(ID, "no answer in 5 s", 7)
ABSENT = ResolvedAbsent(ID, "order query and trades, after the window", 9_000)
ACCEPTED = Accepted(order_id=ID, broker_order_id="b1", time_ns=5)
REFUSED = Refused(order_id=ID, code="insufficient_funds", evidence="-2010: balance", time_ns=6)
REJECTED = Rejected(order_id=ID, broker_order_id="b1", code="other", evidence="201: margin", time_ns=8)
CANCELLED = Cancelled(order_id=ID, broker_order_id="b1", filled=Decimal(0), reason="by user", time_ns=30)
EXPIRED = Expired(order_id=ID, broker_order_id="b1", filled=Decimal(0), reason="day over", time_ns=31)
PART = fill()
REST = fill("t2", "6", "10.35", time_ns=60)
EVENTS = (JOURNALLED, SENT, CANCEL, LOST, ABSENT, ACCEPTED, REFUSED, REJECTED, CANCELLED, EXPIRED, PART, REST)


def after(*events, order=None):
    order = order or LiveOrder(intent())
    for event in events:
        order = order.apply(event).order
    return order


REACH = {
    S.CREATED: (),
    S.JOURNALLED: (JOURNALLED,),
    S.SENT: (JOURNALLED, SENT),
    S.UNKNOWN: (JOURNALLED, SENT, LOST),
    S.ACCEPTED: (JOURNALLED, SENT, ACCEPTED),
    S.PARTIALLY_FILLED: (JOURNALLED, SENT, ACCEPTED, PART),
    S.FILLED: (JOURNALLED, SENT, ACCEPTED, PART, REST),
    S.CANCELLED: (JOURNALLED, SENT, ACCEPTED, CANCELLED),
    S.EXPIRED: (JOURNALLED, SENT, ACCEPTED, EXPIRED),
    S.REJECTED: (JOURNALLED, SENT, REFUSED),
}

# Written out by hand, state by event; "." stays, "!" is refused. It shares nothing with the product's table.
WANTED = """
                  journalled sent  cancel lost absent accepted refused rejected cancelled expired part rest
created           JOURNALLED !     !      !    !      !        !       !        !         !       !    !
journalled        .          SENT  .      UNKNOWN REJECTED ACCEPTED REJECTED REJECTED CANCELLED EXPIRED PARTIALLY_FILLED PARTIALLY_FILLED
sent              .          .     .      UNKNOWN REJECTED ACCEPTED REJECTED REJECTED CANCELLED EXPIRED PARTIALLY_FILLED PARTIALLY_FILLED
unknown           .          .     .      .    REJECTED ACCEPTED REJECTED REJECTED CANCELLED EXPIRED PARTIALLY_FILLED PARTIALLY_FILLED
accepted          .          .     .      .    .      .        .       REJECTED CANCELLED EXPIRED PARTIALLY_FILLED PARTIALLY_FILLED
partially_filled  .          .     .      .    .      .        .       CANCELLED CANCELLED EXPIRED .    FILLED
filled            .          .     .      .    .      .        .       .        .         .       .    .
cancelled         .          .     .      .    .      .        .       .        .         .       .    .
expired           .          .     .      .    .      .        .       .        .         .       .    .
rejected          .          .     .      .    .      ACCEPTED .       .        .         .       PARTIALLY_FILLED PARTIALLY_FILLED
"""  # noqa: E501
ROWS = [line.split() for line in WANTED.strip().splitlines()[1:]]
PAIRS = [(S(row[0]), event, cell) for row in ROWS for event, cell in zip(EVENTS, row[1:], strict=True)]


@pytest.mark.parametrize(("state", "event", "wanted"), PAIRS)
def test_every_state_and_event(state, event, wanted):
    order = after(*REACH[state])
    assert order.state is state
    if wanted == "!":
        with pytest.raises(OrderStateError, match="before the intent"):
            order.apply(event)
    else:
        assert order.apply(event).order.state is (state if wanted == "." else S[wanted])


def test_the_table_is_closed_and_leaves_no_ended_state_but_for_evidence():
    assert set(TRANSITIONS) == set(S)
    assert {state for state in ENDED if TRANSITIONS[state]} == {S.REJECTED}
    assert set(TRANSITIONS[S.REJECTED]) == {Accepted, Filled}


def test_a_time_out_never_rejects():
    order = after(JOURNALLED, SENT, LOST, replace(LOST, time_ns=70), replace(LOST, time_ns=90))
    assert order.state is S.UNKNOWN
    assert order.open
    assert order.exposed == 10


def test_a_second_send_is_refused_wherever_the_order_is():
    for state, events in REACH.items():
        if state not in (S.CREATED, S.JOURNALLED):
            with pytest.raises(OrderStateError, match="never sent again"):
                after(*events, Sent(ID, 99))


def test_a_refusal_of_a_used_id_is_no_refusal_of_the_order():
    order = after(JOURNALLED, SENT, replace(REFUSED, code="duplicate_id"))
    assert order.state is S.UNKNOWN


def test_a_refused_cancel_says_nothing_of_the_order():
    for code in ("already_done", "not_found"):
        assert after(JOURNALLED, SENT, CANCEL, replace(REFUSED, code=code)).state is S.SENT


def test_a_cancel_is_a_flag_and_the_order_may_fill():
    order = after(JOURNALLED, SENT, ACCEPTED, CANCEL, PART, REST)
    assert (order.state, order.cancel_sent_ns, order.filled) == (S.FILLED, 20, 10)


def test_a_fill_after_a_cancel_counts_and_is_noted():
    late = after(JOURNALLED, SENT, ACCEPTED, CANCELLED).apply(PART)
    assert late.order.state is S.CANCELLED
    assert late.order.filled == 4
    assert late.fill.trade_id == "t1"
    assert late.contradiction == "filled after it was cancelled"
    assert late.order.apply(REST).order.state is S.FILLED


def test_every_late_fill_is_told_of_and_kept_as_evidence():
    order = after(JOURNALLED, SENT, ACCEPTED, PART, CANCELLED)
    for trade in ("t2", "t3"):
        done = order.apply(fill(trade, "1"))
        assert done.contradiction == "filled after it was cancelled"
        order = done.order
    assert [each.text for each in order.contradictions] == [
        "contradiction: filled after it was cancelled: "
    ] * 2


def test_a_fill_before_the_acceptance_counts():
    order = after(JOURNALLED, SENT, PART)
    assert (order.state, order.broker_order_id) == (S.PARTIALLY_FILLED, "b1")
    assert after(ACCEPTED, order=order).state is S.PARTIALLY_FILLED


def test_a_fill_after_a_refusal_opens_the_order_again():
    done = after(JOURNALLED, SENT, REFUSED).apply(PART)
    assert done.order.state is S.PARTIALLY_FILLED
    assert done.order.disputed
    assert done.order.exposed == 6
    assert [each.event for each in done.order.contradictions] == ["Filled"]
    assert after(replace(REJECTED, time_ns=99), order=done.order).open


def test_what_is_taken_after_a_refusal_lives_until_the_venue_ends_it():
    order = after(JOURNALLED, SENT, REFUSED, ACCEPTED, replace(REJECTED, time_ns=99), REFUSED)
    assert order.state is S.ACCEPTED
    assert order.disputed
    assert after(CANCELLED, order=order).state is S.CANCELLED


def test_an_acceptance_that_was_known_does_not_open_a_rejected_order():
    order = after(JOURNALLED, SENT, ACCEPTED, REJECTED, replace(ACCEPTED, time_ns=99))
    assert order.state is S.REJECTED


def test_a_fill_counts_once():
    first = after(JOURNALLED, SENT).apply(PART)
    again = first.order.apply(replace(PART, time_ns=99))
    assert first.fill is not None
    assert (again.changed, again.fill, again.order) == (False, None, first.order)


def test_a_trade_that_changed_is_an_error():
    with pytest.raises(OrderStateError, match="trade t1"):
        after(JOURNALLED, SENT, PART, fill(price="10.26"))


@pytest.mark.parametrize("start", [S.PARTIALLY_FILLED, S.CANCELLED, S.FILLED])
def test_an_overfill_is_an_error(start):
    order = after(*REACH[start])
    with pytest.raises(OverfillError, match="overfills"):
        order.apply(fill("t9", "11"))


def test_fills_of_another_side_or_asset_are_errors():
    with pytest.raises(OrderStateError, match="cannot fill"):
        after(JOURNALLED, SENT, fill(amount="-4"))
    with pytest.raises(OrderStateError, match="MSFT"):
        after(JOURNALLED, SENT, fill(asset=OTHER))


def test_a_second_venue_order_is_an_error():
    with pytest.raises(OrderStateError, match="two orders of ours for one intent"):
        after(JOURNALLED, SENT, ACCEPTED, replace(ACCEPTED, broker_order_id="b2"))


def test_an_id_stands_for_one_intent():
    with pytest.raises(OrderStateError, match="is taken"):
        after(JOURNALLED, IntentJournalled(intent("11"), 1))


def test_fills_that_the_venue_told_of_stay_exposed_until_they_are_seen():
    order = after(JOURNALLED, SENT, ACCEPTED, replace(CANCELLED, filled=Decimal(4)))
    assert (order.state, order.exposed) == (S.CANCELLED, 4)
    assert after(EXPIRED, order=order).exposed == 4
    assert after(PART, order=order).exposed == 0
    with pytest.raises(OverfillError):
        after(JOURNALLED, SENT, replace(CANCELLED, filled=Decimal(11)))
    with pytest.raises(OverfillError):
        after(JOURNALLED, SENT, replace(CANCELLED, filled=Decimal(-1)))


def test_no_order_ends_without_evidence():
    for state, events in REACH.items():
        order = after(*events)
        if state in ENDED:
            assert order.evidence[-1].state is state
            assert order.evidence[-1].event in {"Filled", "Cancelled", "Expired", "Refused"}


# Beyond the 28 digits of the usual context, so that a sum or a product that follows it is not exact.
BIG = 10**20


@given(
    parts=st.lists(st.tuples(st.integers(1, BIG), st.integers(-BIG, BIG)), min_size=1, max_size=12),
    tail=st.integers(1, 99),
)
def test_sums_and_averages_are_exact(parts, tail):
    parts = [*parts, (BIG**2 + tail, BIG + tail)]
    ordered = Decimal(f"{sum(size for size, _ in parts)}E-8")
    order = after(IntentJournalled(intent(str(ordered)), 1), order=LiveOrder(intent(str(ordered))))
    for n, (size, price) in enumerate(parts):
        order = order.apply(fill(f"t{n}", f"{size}E-8", f"{price}E-5")).order
    worth = sum(Fraction(size, 10**8) * Fraction(price, 10**5) for size, price in parts)
    assert Fraction(order.filled) == Fraction(sum(size for size, _ in parts), 10**8)
    assert Fraction(order.notional) == worth
    assert order.average == worth / Fraction(order.filled)
    assert order.state is S.FILLED


LATER = st.integers(40, 60)
STORY = st.lists(
    st.one_of(
        st.sampled_from(EVENTS),
        st.builds(lambda event, time: replace(event, time_ns=time), st.sampled_from(EVENTS[3:]), LATER),
        st.builds(fill, st.sampled_from(["t1", "t2", "t3"]), st.just("2"), st.just("10")),
    ),
    max_size=14,
)


def tell(story):
    """Apply what can be applied; give the order and the events that were not refused."""
    order, told = LiveOrder(intent()), []
    for event in story:
        try:
            order = order.apply(event).order
        except OrderStateError:
            continue
        told.append(event)
    return order, told


@settings(max_examples=500)
@given(story=STORY, data=st.data())
def test_a_prefix_that_is_applied_again_changes_nothing(story, data):
    order, told = tell(story)
    again = data.draw(st.integers(0, len(told)))
    for event in told[:again]:
        done = order.apply(event)
        assert (done.changed, done.fill, done.order) == (False, None, order), event


@settings(max_examples=500)
@given(story=STORY)
def test_an_order_follows_a_simple_model(story):
    order, told = LiveOrder(intent()), []
    fills: dict[str, Decimal] = {}
    ended = False
    for event in story:
        before = order
        try:
            done = order.apply(event)
        except OrderStateError:
            assert order == before
            continue
        told.append(event)
        order = done.order
        if isinstance(event, Filled):
            assert (done.fill is None) == (event.trade_id in fills)
            fills.setdefault(event.trade_id, event.amount)
        assert order.filled == sum(fills.values())
        assert set(order.fills) == set(fills)
        assert (order.state is S.FILLED) == (order.filled == 10)
        said = {type(each) for each in told}
        if order.state in ENDED:
            assert said & {Cancelled, Expired, Refused, Rejected, ResolvedAbsent} or order.filled == 10
        if said <= {IntentJournalled, Sent, CancelSent, OutcomeUnknown}:
            assert order.open
        if fills and order.state is not S.FILLED:
            assert order.state in (S.PARTIALLY_FILLED, S.CANCELLED, S.EXPIRED, S.REJECTED)
        if said & {Cancelled, Expired}:
            ended = ended or order.state in (S.CANCELLED, S.EXPIRED, S.FILLED, S.REJECTED)
        if ended:
            assert not order.open or order.disputed
        assert order.exposed + order.filled <= 10


@given(story=STORY)
def test_an_order_survives_json(story):
    order, _ = tell(story)
    text = json.dumps(encode_record(order), allow_nan=False)
    assert decode_record(LiveOrder, json.loads(text), {1: ASSET}.__getitem__) == order
