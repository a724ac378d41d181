"""The breaker of the shadow: each rule at its limit, the latch, the override, and a restart."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import CircuitBreakerError, ConfigurationError
from rustybt.live.circuit_breakers import CircuitBreakerManager, CircuitBreakerState
from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker, CircuitBreakerReason
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.execution_tracker import ExecutionQualityMetrics, ExecutionQualityTracker
from rustybt.live.shadow.signal_validator import SignalAlignmentValidator
from tests.live.shadow.streams import SECOND, T0, bar_signal, fill, signal

MINUTE = 60 * SECOND


def quality(**figures):
    return ExecutionQualityMetrics(
        **{name: Decimal(figure) for name, figure in figures.items()}, executions=1
    )


def alignment(*, exact=0, other=0, missing=0, unexpected=0):
    """What a validator finds of so many signals."""
    validator = SignalAlignmentValidator()
    paired = [bar_signal(n) for n in range(exact + other)]
    live = [*paired[:exact], *(bar_signal(n, 140) for n in range(exact, exact + other))]
    lonely = [bar_signal(f"m{n}") for n in range(missing)]
    validator.compare_signals([*paired, *lonely], [*live, *(bar_signal(f"u{n}") for n in range(unexpected))])
    return validator.alignment()


RULES = [
    ({}, (Decimal("0.95"),), None),
    ({}, (Decimal("0.9499"),), CircuitBreakerReason.SIGNAL_DIVERGENCE),
    ({}, (alignment(exact=19, other=1),), None),
    ({}, (alignment(exact=18, other=1),), CircuitBreakerReason.SIGNAL_DIVERGENCE),
    ({}, (alignment(exact=999, unexpected=1),), CircuitBreakerReason.UNEXPECTED_SIGNAL),
    ({}, (alignment(exact=999, missing=1),), None),
    ({}, (alignment(unexpected=99),), CircuitBreakerReason.UNEXPECTED_SIGNAL),
    ({"max_misalignment_count": 3}, (alignment(exact=999, missing=2),), None),
    (
        {"max_misalignment_count": 3},
        (alignment(exact=999, missing=3),),
        CircuitBreakerReason.MISALIGNMENT_COUNT,
    ),
    ({}, (None, quality(slippage_error_bps=50)), None),
    ({}, (None, quality(slippage_error_bps="50.01")), CircuitBreakerReason.EXECUTION_QUALITY_DEGRADED),
    ({}, (None, quality(slippage_error_bps="-50.01")), CircuitBreakerReason.EXECUTION_QUALITY_DEGRADED),
    ({"slippage_error_bps_max": None}, (None, quality(slippage_error_bps=999)), None),
    ({}, (None, quality(fill_rate_error_pct=-20)), None),
    ({}, (None, quality(fill_rate_error_pct="-20.1")), CircuitBreakerReason.FILL_RATE_MISMATCH),
    ({}, (None, quality(fill_rate_error_pct="20.1")), CircuitBreakerReason.FILL_RATE_MISMATCH),
    (
        {"execution_quality_threshold": "0.90"},
        (None, quality(fill_rate_expected="1", fill_rate_actual="0.9")),
        None,
    ),
    (
        {"execution_quality_threshold": "0.90"},
        (None, quality(fill_rate_expected="1", fill_rate_actual="0.89")),
        CircuitBreakerReason.EXECUTION_QUALITY_DEGRADED,
    ),
    ({}, (None, None), None),
    ({}, (None, ExecutionQualityMetrics()), None),
]


@pytest.mark.parametrize(("options", "figures", "reason"), RULES)
def test_each_rule_trips_beyond_its_limit_only(options, figures, reason):
    breaker = AlignmentCircuitBreaker(**options)
    assert breaker.check_alignment(*figures, time_ns=T0) is (reason is None)
    assert breaker.trip_reason is reason
    assert breaker.is_tripped is (reason is not None)
    assert (breaker.trip is None) is (reason is None)


def test_a_trip_latches_until_it_is_reset():
    breaker = AlignmentCircuitBreaker()
    assert not breaker.check_alignment(Decimal("0.5"), time_ns=T0)
    assert not breaker.check_alignment(Decimal(1), time_ns=T0 + 1)
    assert breaker.get_trip_reason() == (
        "alignment: match rate 0.5 is below 0.95; reset it with an operator and a reason"
    )
    assert (breaker.trip.time_ns, breaker.trip.level) == (T0, Decimal("0.5"))
    with pytest.raises(ConfigurationError, match="operator"):
        breaker.reset("", "why")
    breaker.reset("ann", "found a stale cache")
    assert (breaker.is_tripped, breaker.trip_reason) == (False, None)
    with pytest.raises(CircuitBreakerError, match="only a tripped breaker"):
        breaker.reset("ann", "again")


def test_a_second_reason_does_not_replace_the_first():
    breaker = AlignmentCircuitBreaker()
    breaker.trip_on(CircuitBreakerReason.FILL_RATE_MISMATCH)
    assert breaker.trip_on(CircuitBreakerReason.SHADOW_LOST) is None
    breaker.check_alignment(Decimal(0))
    assert breaker.trip_reason is CircuitBreakerReason.FILL_RATE_MISMATCH
    assert "fill rate mismatch" in breaker.get_trip_reason()


def test_a_reset_starts_to_count_anew_but_not_what_comes_after():
    validator, tracker, breaker = (
        SignalAlignmentValidator(),
        ExecutionQualityTracker(),
        AlignmentCircuitBreaker(),
    )
    breaker.watch(validator, tracker)
    validator.compare_signals([], [signal()])
    tracker.record_execution(fill(1, 10), fill(1, 20), 10)

    def checked():
        return breaker.check_alignment(validator.alignment(), tracker.get_rolling_metrics(), time_ns=T0)

    assert not checked()
    breaker.reset("ann", "it was a test order")
    assert checked()
    validator.compare_signals([], [signal(1)])
    assert not checked()


def test_what_cannot_be_judged_is_not_allowed():
    breaker = AlignmentCircuitBreaker()
    assert not breaker.check_alignment("plenty", time_ns=T0)
    assert "its check raised" in breaker.get_trip_reason()
    assert not AlignmentCircuitBreaker().check_alignment(Decimal("NaN"))
    assert not AlignmentCircuitBreaker().check_alignment(Decimal(95))


def test_unknown_neither_trips_nor_counts_as_good():
    breaker = AlignmentCircuitBreaker()
    assert breaker.check_alignment(None)
    assert not breaker.may_scale_up
    with pytest.raises(CircuitBreakerError, match="no signal was compared yet"):
        breaker.level()
    assert breaker.check_alignment(Decimal(1))
    assert breaker.may_scale_up
    assert breaker.level() == 1


def test_an_override_holds_for_its_minutes_only():
    breaker = AlignmentCircuitBreaker()
    held = breaker.allow_override("ann", "new fee model", 10, time_ns=T0)
    assert (held.until_ns, breaker.override_at(T0)) == (T0 + 10 * MINUTE, held)
    bad = alignment(missing=5)
    assert breaker.check_alignment(bad, quality(slippage_error_bps=99), time_ns=T0 + 10 * MINUTE - 1)
    assert not breaker.may_scale_up
    assert not breaker.check_alignment(bad, time_ns=T0 + 10 * MINUTE)
    assert breaker.trip_reason is CircuitBreakerReason.SIGNAL_DIVERGENCE


@pytest.mark.parametrize("time_ns", [None, T0 - 1])
def test_an_override_holds_at_no_other_time(time_ns):
    breaker = AlignmentCircuitBreaker()
    breaker.allow_override("ann", "new fee model", 10, time_ns=T0)
    assert not breaker.check_alignment(Decimal("0.1"), time_ns=time_ns)


def test_no_override_allows_rogue_orders():
    breaker = AlignmentCircuitBreaker()
    breaker.allow_override("ann", "new fee model", 10, time_ns=T0)
    assert not breaker.check_alignment(alignment(exact=99, unexpected=1), time_ns=T0)


def test_an_override_lifts_no_latch():
    breaker = AlignmentCircuitBreaker()
    breaker.check_alignment(Decimal(0), time_ns=T0)
    breaker.allow_override("ann", "known", 10, time_ns=T0)
    assert not breaker.check_alignment(Decimal(1), time_ns=T0)


@pytest.mark.parametrize(
    "wrong", [("", "r", 1), ("o", " ", 1), ("o", "r", 0), ("o", "r", 1441), ("o", "r", 1.5)]
)
def test_an_override_that_says_too_little_or_too_much_is_refused(wrong):
    breaker = AlignmentCircuitBreaker()
    with pytest.raises(ConfigurationError):
        breaker.allow_override(*wrong, time_ns=T0)
    assert breaker.override_at(T0) is None


def test_the_loss_of_a_shadow_warns_or_halts():
    breaker = AlignmentCircuitBreaker()
    breaker.check_alignment(Decimal(1))
    assert breaker.shadow_lost("ValueError: no") is None
    assert (breaker.is_tripped, breaker.may_scale_up, breaker.lost) == (False, False, "ValueError: no")
    breaker.shadow_found()
    assert breaker.may_scale_up
    required = AlignmentCircuitBreaker(required=True)
    assert (
        required.shadow_lost("ValueError: no", time_ns=T0).reason
        == "the required shadow was lost: ValueError: no"
    )
    required.shadow_found()
    assert required.trip_reason is CircuitBreakerReason.SHADOW_LOST


def test_a_manager_takes_it():
    breaker, told = AlignmentCircuitBreaker(), []
    manager = CircuitBreakerManager([breaker])
    manager.register_event_callback(told.append)
    manager.on_order(T0)
    assert manager.can_trade()
    assert manager.get_status()["breakers"]["alignment"]["level"] is None
    breaker.check_alignment(Decimal("0.9"), time_ns=T0)
    assert not manager.can_trade()
    assert manager.get_status()["breakers"]["alignment"]["level"] == "0.9"
    again = CircuitBreakerManager([AlignmentCircuitBreaker()])
    again.restore(json.loads(json.dumps(manager.state())))
    assert again.get_trip_reasons() == manager.get_trip_reasons()
    manager.reset("ann", "looked at it")
    assert manager.can_trade()
    assert [type(each).__name__ for each in told] == ["BreakerTripped", "BreakerReset"]


def test_a_configuration_makes_it():
    config = ShadowTradingConfig(
        signal_match_rate_min="0.9",
        max_misalignment_count=2,
        execution_quality_threshold="0.8",
        required=True,
    )
    breaker = AlignmentCircuitBreaker.from_config(config, name="shadow")
    assert (breaker.name, breaker.limit) == ("shadow", Decimal("0.9"))
    assert breaker.check_alignment(Decimal("0.9"), quality(slippage_error_bps=50))
    assert not breaker.check_alignment(alignment(exact=99, missing=2))
    careless = AlignmentCircuitBreaker.from_config(ShadowTradingConfig(track_slippage=False))
    assert careless.check_alignment(None, quality(slippage_error_bps=9999))


steps = st.lists(
    st.one_of(
        st.tuples(st.just("check"), st.sampled_from(["1", "0.97", "0.5", None])),
        st.tuples(st.just("override"), st.integers(1, 3)),
        st.tuples(st.just("lost"), st.just("crash")),
        st.tuples(st.just("found"), st.none()),
        st.tuples(st.just("reset"), st.none()),
    ),
    max_size=12,
)


def taken(breaker, step, value, now):
    match step:
        case "check":
            return breaker.check_alignment(None if value is None else Decimal(value), time_ns=now)
        case "override":
            return breaker.allow_override("ann", "known", value, time_ns=now)
        case "lost":
            return breaker.shadow_lost(value, time_ns=now)
        case "found":
            return breaker.shadow_found()
    return breaker.reset("ann", "seen") if breaker.is_tripped else None


@given(steps, st.booleans())
def test_a_restart_at_any_moment_changes_nothing(several, required):
    breaker = AlignmentCircuitBreaker(required=required)
    now = T0
    for step, value in several:
        now += MINUTE
        again = AlignmentCircuitBreaker(required=required)
        again.restore(json.loads(json.dumps(breaker.state())))
        assert taken(again, step, value, now) == taken(breaker, step, value, now)
        assert again.state() == breaker.state()
        assert (again.trip_reason, again.may_scale_up) == (breaker.trip_reason, breaker.may_scale_up)


@given(steps)
def test_nothing_but_a_reset_lifts_a_latch(several):
    breaker = AlignmentCircuitBreaker()
    stood = [breaker.is_tripped]
    for at, (step, value) in enumerate(several):
        taken(breaker, step, value, T0 + at * MINUTE)
        stood.append(breaker.is_tripped)
    for (before, after), (step, _) in zip(pairwise(stood), several, strict=True):
        assert after or not before or step == "reset"


@pytest.mark.parametrize(
    "damage", [{"reason": "whim"}, {"match_rate": "high"}, {"override": {"operator": "ann"}}]
)
def test_a_damaged_state_is_refused(damage):
    breaker = AlignmentCircuitBreaker()
    state = breaker.state()
    state["measure"].update(damage)
    with pytest.raises(CircuitBreakerError, match="verify the journal"):
        breaker.restore(state)
    assert breaker.status is CircuitBreakerState.NORMAL


@pytest.mark.parametrize(
    "wrong",
    [
        {"signal_match_rate_min": 95},
        {"slippage_error_bps_max": -1},
        {"fill_rate_error_pct_max": "x"},
        {"max_misalignment_count": 0},
        {"execution_quality_threshold": 90},
    ],
)
def test_limits_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        AlignmentCircuitBreaker(**wrong)
