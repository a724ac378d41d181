"""Signals of live beside the shadow's: matched once each, judged, and counted from both sides."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError, RecordError
from rustybt.live.shadow.divergence import DivergenceReason
from rustybt.live.shadow.signal_validator import AlignmentType, SignalAlignmentValidator
from rustybt.live.shadow.signals import SignalRecord
from tests.live.shadow.streams import AAPL, ASSETS, BTC, HOUR, IBM, MS, SECOND, T0, bar_signal, signal

EXACT, DIRECTION, MAGNITUDE, MISSING, UNEXPECTED = AlignmentType


def compared(backtest, live, **options):
    return SignalAlignmentValidator(**options).compare_signals(backtest, live)


def kinds(backtest, live, **options):
    return [result.alignment_type for result in compared(backtest, live, **options)]


ticks = st.builds(
    signal,
    at=st.integers(0, 30).map(lambda step: step * 20 * MS),
    quantity=st.sampled_from([1, 2, 10, 100, "100.05", 151]),
    side=st.sampled_from(["BUY", "SELL"]),
    asset=st.sampled_from([IBM, AAPL, BTC]),
    price=st.sampled_from([None, "10", "10.005", "11"]),
    order_type=st.sampled_from(["MARKET", "LIMIT"]),
)
bars = st.builds(
    bar_signal,
    decision=st.integers(0, 4),
    quantity=st.sampled_from([1, 2, 10, 100, "100.05", 151]),
    side=st.sampled_from(["BUY", "SELL"]),
    asset=st.sampled_from([IBM, AAPL]),
    at=st.integers(0, 5).map(lambda minute: minute * 60 * SECOND),
    price=st.sampled_from([None, "10", "11"]),
)
streams = st.lists(st.one_of(ticks, bars), max_size=14)


@given(streams)
def test_identical_streams_agree_wholly(stream):
    validator = SignalAlignmentValidator()
    results = validator.compare_signals(stream, list(reversed(stream)))
    assert [result.alignment_type for result in results] == [EXACT] * len(stream)
    assert validator.calculate_match_rate(24) == (1 if stream else None)


@given(streams, streams)
def test_every_signal_is_in_one_result(backtest, live):
    results = compared(backtest, live)
    sides = [
        [result.backtest_signal for result in results if result.backtest_signal],
        [result.live_signal for result in results if result.live_signal],
    ]
    for found, given_ in zip(sides, (backtest, live), strict=True):
        assert sorted(map(repr, found)) == sorted(map(repr, given_))
    for result in results:
        if result.backtest_signal and result.live_signal:
            ours, theirs = result.backtest_signal, result.live_signal
            assert (ours.asset, ours.side, ours.decision_id) == (
                theirs.asset,
                theirs.side,
                theirs.decision_id,
            )
            assert ours.decision_id or abs(ours.timestamp_ns - theirs.timestamp_ns) <= 100 * MS


@given(streams, streams, st.integers())
def test_the_order_in_which_signals_come_changes_nothing(backtest, live, seed):
    shuffled = [list(backtest), list(live)]
    for each in shuffled:
        Random(seed).shuffle(each)
    assert compared(*shuffled) == compared(backtest, live)


@given(streams, st.integers(1, 99))
def test_rogue_live_orders_never_look_perfect(stream, rogues):
    validator = SignalAlignmentValidator()
    validator.compare_signals(stream, [*stream, *(signal(600 * SECOND + i) for i in range(rogues))])
    assert validator.calculate_match_rate(24) < 1
    assert validator.alignment(24).unexpected == rogues


def test_ninety_nine_rogue_live_orders_and_an_idle_shadow():
    validator = SignalAlignmentValidator()
    validator.compare_signals([], [signal(i) for i in range(99)])
    assert validator.calculate_match_rate() == 0


@given(streams, streams)
def test_the_rate_is_what_a_fraction_says(backtest, live):
    validator = SignalAlignmentValidator()
    results = validator.compare_signals(backtest, live)
    rate = validator.calculate_match_rate(24)
    if not results:
        assert rate is None
        return
    exact = sum(result.alignment_type is EXACT for result in results)
    assert abs(Fraction(rate) - Fraction(exact, len(results))) <= Fraction(1, 10**28)
    assert sum(validator.alignment(24).breakdown.values()) == len(results)


@given(streams, streams)
def test_a_stream_settled_bit_by_bit_is_the_whole_compared(backtest, live):
    whole = SignalAlignmentValidator()
    expected = whole.compare_signals(backtest, live)
    bitwise, results = SignalAlignmentValidator(), []
    last = max((each.timestamp_ns for each in [*backtest, *live] if each.decision_id), default=0)
    tagged = [(each.timestamp_ns, bitwise.observe_backtest, each) for each in backtest]
    tagged += [(each.timestamp_ns, bitwise.observe_live, each) for each in live]
    tagged.sort(key=lambda item: item[0])
    for at, observe, each in tagged:
        if at > last:
            results += bitwise.settle(at)
        observe(each)
    results += bitwise.settle()
    assert sorted(map(repr, results)) == sorted(map(repr, expected))
    assert bitwise.waiting == 0
    assert bitwise.alignment(24) == whole.alignment(24)


def test_ticks_match_up_to_the_tolerance_and_no_further():
    assert kinds([signal()], [signal(100 * MS)]) == [EXACT]
    assert kinds([signal()], [signal(-100 * MS)]) == [EXACT]
    assert kinds([signal()], [signal(100 * MS + 1)]) == [MISSING, UNEXPECTED]
    assert kinds([signal()], [signal(5)], time_tolerance_ms=0) == [MISSING, UNEXPECTED]


def test_bars_match_by_decision_whatever_the_time():
    (result,) = compared([bar_signal(7)], [bar_signal(7, at=3 * SECOND)])
    assert (result.alignment_type, result.timestamp_delta_ms) == (EXACT, 3000)
    assert kinds([bar_signal(7)], [bar_signal(8)]) == [MISSING, UNEXPECTED]
    assert kinds([bar_signal(7)], [signal()]) == [UNEXPECTED, MISSING]


def test_two_orders_of_one_decision_match_by_what_they_are():
    backtest = [bar_signal(1, 10), bar_signal(1, 200)]
    live = [bar_signal(1, 200, at=1), bar_signal(1, 10, at=2)]
    assert kinds(backtest, live) == [EXACT, EXACT]


def test_an_order_of_a_decision_is_the_one_it_is_nearest_to():
    for order in (1, -1):
        missing, near = compared([bar_signal(1, 10), bar_signal(1, 100)][::order], [bar_signal(1, 90)])
        assert (missing.alignment_type, missing.backtest_signal.quantity) == (MISSING, 10)
        assert (near.alignment_type, near.quantity_error_pct) == (DIRECTION, 10)
    near, missing = compared([bar_signal(1, 100), bar_signal(1, 300)], [bar_signal(1, 120)])
    assert (near.alignment_type, missing.alignment_type) == (DIRECTION, MISSING)


def test_a_second_live_order_of_one_decision_is_unexpected():
    validator = SignalAlignmentValidator()
    validator.observe_backtest(bar_signal(1))
    validator.observe_live(bar_signal(1, at=MS))
    assert [each.alignment_type for each in validator.settle(T0 + SECOND)] == [EXACT]
    validator.observe_live(bar_signal(1, at=2 * SECOND))
    assert [each.alignment_type for each in validator.settle(T0 + 3 * SECOND)] == [UNEXPECTED]


def test_a_sell_where_the_shadow_bought_is_two_misalignments():
    results = compared([bar_signal(1)], [bar_signal(1, side="SELL")])
    assert {result.alignment_type for result in results} == {MISSING, UNEXPECTED}


@pytest.mark.parametrize(
    ("backtest", "live", "kind", "error"),
    [
        (1000, 1001, EXACT, "0.1"),
        (100_000, 100_101, DIRECTION, "0.101"),
        (100, 101, EXACT, "1"),  # one lot
        (100, 102, DIRECTION, "2"),
        (100, 150, DIRECTION, "50"),
        (100, 151, MAGNITUDE, "51"),
        (100, 49, MAGNITUDE, "51"),
        (1, 2, MAGNITUDE, "100"),  # one lot, and twice the size
    ],
)
def test_bands_of_quantity(backtest, live, kind, error):
    (result,) = compared([signal(quantity=backtest)], [signal(quantity=live)])
    assert (result.alignment_type, result.quantity_error_pct) == (kind, Decimal(error))


def test_a_lot_of_a_coin_is_not_a_coin():
    assert kinds([signal(asset=BTC, quantity=10)], [signal(asset=BTC, quantity=11)]) == [DIRECTION]


@pytest.mark.parametrize(
    ("backtest", "live", "kind", "error"),
    [
        ("100", "100.1", EXACT, "0.1"),
        ("100", "100.2", DIRECTION, "0.2"),
        ("-100", "-100.1", EXACT, "0.1"),
        ("0", "0", EXACT, "0"),
        ("0", "1", DIRECTION, "100"),
        (None, "100", DIRECTION, "100"),
        ("100", None, DIRECTION, "100"),
    ],
)
def test_prices(backtest, live, kind, error):
    (result,) = compared([signal(price=backtest)], [signal(price=live)])
    assert (result.alignment_type, result.price_error_pct) == (kind, Decimal(error))


def test_another_order_type_is_no_exact_match():
    assert kinds([signal()], [signal(order_type="LIMIT")]) == [DIRECTION]


def test_the_tolerance_widens_the_exact_band():
    assert kinds([signal(quantity=100)], [signal(quantity=105)], signal_tolerance_pct="0.05") == [EXACT]
    assert kinds([signal(quantity=100)], [signal(quantity=106)], signal_tolerance_pct="0.05") == [DIRECTION]


def test_nothing_compared_is_unknown():
    validator = SignalAlignmentValidator()
    assert validator.compare_signals([], []) == []
    assert validator.calculate_match_rate() is None
    assert validator.alignment().average_latency_ms is None


def test_the_window_is_of_event_time():
    validator = SignalAlignmentValidator(max_history=10)
    validator.compare_signals([signal(i) for i in range(500)], [])
    assert validator.calculate_match_rate() == 0
    validator.compare_signals([signal(HOUR)], [signal(HOUR)])
    assert validator.calculate_match_rate() == 1
    assert validator.alignment(2).signals == 501
    assert validator.calculate_match_rate(1, T0 + HOUR - SECOND) == 0
    assert validator.calculate_match_rate(1, T0 + 3 * HOUR) is None
    assert len(validator.alignment_history) == 10


def test_what_waits_is_bounded():
    validator = SignalAlignmentValidator(max_pending=8)
    for i in range(1000):
        validator.observe_live(bar_signal(i, at=i * SECOND))
        assert validator.waiting <= 8
    assert validator.alignment(24).unexpected == 992
    busy = SignalAlignmentValidator(max_pending=8)
    for i in range(1000):
        busy.observe_live(signal(i * MS))
    assert busy.waiting <= 8


def test_only_what_is_due_is_settled():
    validator = SignalAlignmentValidator()
    validator.observe_backtest(signal())
    assert validator.settle(T0 + 100 * MS) == []
    validator.observe_live(signal(80 * MS))
    assert validator.settle(T0 + 150 * MS) == []
    validator.observe_backtest(signal(400 * MS))
    assert [each.alignment_type for each in validator.settle(T0 + 300 * MS)] == [EXACT]
    assert validator.waiting == 1
    assert [each.alignment_type for each in validator.settle()] == [MISSING]


def test_latency_is_the_mean_over_pairs():
    validator = SignalAlignmentValidator()
    validator.compare_signals(
        [bar_signal(1), bar_signal(2), bar_signal(3)],
        [bar_signal(1, at=MS), bar_signal(2, at=2 * MS)],
    )
    assert validator.alignment().average_latency_ms == Decimal("1.5")


def test_the_metrics_read_as_documented():
    validator = SignalAlignmentValidator()
    validator.compare_signals([signal(), signal(SECOND)], [signal()])
    assert validator.alignment().to_dict() == {
        "signal_match_rate": "0.5",
        "divergence_breakdown": {
            "EXACT_MATCH": 1,
            "DIRECTION_MATCH": 0,
            "MAGNITUDE_MISMATCH": 0,
            "MISSING_SIGNAL": 1,
            "UNEXPECTED_SIGNAL": 0,
        },
    }


def test_acknowledged_divergence_counts_no_more_but_can_be_read():
    validator = SignalAlignmentValidator()
    validator.compare_signals([signal()], [])
    validator.acknowledge()
    assert validator.calculate_match_rate() is None
    assert len(validator.alignment_history) == 1


@given(streams, streams, streams)
def test_a_restart_changes_nothing(backtest, live, waiting):
    first, second = SignalAlignmentValidator(), SignalAlignmentValidator()
    first.compare_signals(backtest, live)
    for each in waiting:
        first.observe_live(each)
    second.observe_backtest(signal())
    second.restore(json.loads(json.dumps(first.state())), ASSETS.__getitem__)
    assert second.alignment_history == first.alignment_history
    assert second.alignment(24) == first.alignment(24)
    assert second.waiting == first.waiting
    assert second.settle() == first.settle()
    assert second.alignment(24) == first.alignment(24)


REASONS = [
    ([signal()], [signal(quantity=130)], DivergenceReason.STATE_DRIFT),
    ([signal()], [], DivergenceReason.STATE_DRIFT),
    ([signal()], [signal(400 * SECOND)], DivergenceReason.STATE_DRIFT),
    ([signal()], [signal(SECOND, side="SELL")], DivergenceReason.STATE_DRIFT),
    ([signal()], [signal(SECOND)], DivergenceReason.EXECUTION_LATENCY),
    ([signal(SECOND)], [signal()], DivergenceReason.DATA_DELAY),
    ([signal()], [signal(SECOND, received_ns=T0 + 900 * MS)], DivergenceReason.DATA_DELAY),
    ([signal()], [signal(SECOND, received_ns=T0 + 10 * MS)], DivergenceReason.EXECUTION_LATENCY),
    ([bar_signal(1)], [bar_signal(2, at=60 * SECOND)], DivergenceReason.DATA_DELAY),
    ([bar_signal(1)], [bar_signal(1, 130, received_ns=T0 + SECOND)], DivergenceReason.DATA_DELAY),
    ([bar_signal(1)], [bar_signal(1, 130, received_ns=T0 + 100 * MS)], DivergenceReason.STATE_DRIFT),
]


@pytest.mark.parametrize(("backtest", "live", "reason"), REASONS)
def test_reasons_of_divergence(backtest, live, reason):
    validator = SignalAlignmentValidator()
    validator.compare_signals(backtest, live)
    found = validator.divergences(24)
    assert found
    assert {each.reason for each in found} == {reason}


def test_a_divergence_says_what_happened():
    validator = SignalAlignmentValidator()
    validator.compare_signals([signal(), signal(MS, asset=AAPL, price=10)], [signal(SECOND)])
    latest, _, earliest = validator.divergences()
    assert (
        latest.detail
        == "live's MARKET BUY 100 IBM is not in the shadow, but MARKET BUY 100 IBM is, 1,000 ms earlier"
    )
    assert earliest.to_dict()["alignment_type"] == "missing_signal"
    assert json.dumps(latest.to_dict())
    assert validator.divergences(limit=1) == [latest]
    assert validator.divergences(now_ns=T0 + 2 * HOUR) == []


@pytest.mark.parametrize(
    "wrong", [{"side": "HOLD"}, {"quantity": 0}, {"quantity": -1}, {"quantity": "NaN"}, {"price": "x"}]
)
def test_a_signal_that_is_none_is_refused(wrong):
    with pytest.raises(ConfigurationError, match="IBM"):
        SignalRecord(**{"timestamp_ns": 0, "asset": IBM, "side": "BUY", "quantity": 1, **wrong})


@pytest.mark.parametrize(
    "wrong",
    [{"time_tolerance_ms": -1}, {"signal_tolerance_pct": 5}, {"max_pending": 0}, {"max_history": "many"}],
)
def test_settings_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        SignalAlignmentValidator(**wrong)


@pytest.mark.parametrize(
    "damage",
    [
        lambda state: state.pop("pending"),
        lambda state: state["sums"]["rows"][0][1].pop(),
        lambda state: state["sums"]["rows"].append(state["sums"]["rows"][0]),
        lambda state: state["history"][0].pop("alignment_type"),
        lambda state: state["history"][0]["backtest_signal"]["asset"].update(sid=99),
    ],
)
def test_a_damaged_state_is_refused_and_changes_nothing(damage):
    validator, other = SignalAlignmentValidator(), SignalAlignmentValidator()
    validator.compare_signals([signal()], [])
    other.compare_signals([signal()], [signal()])
    state = validator.state()
    damage(state)
    before = other.state()
    with pytest.raises(RecordError, match="verify the journal"):
        other.restore(state, ASSETS.__getitem__)
    assert other.state() == before
