from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.live.streaming.connection_breaker import BreakerState, ConnectionBreaker

SECOND = 10**9


def test_it_opens_after_failures_in_a_row_and_closes_by_probes():
    breaker = ConnectionBreaker(failure_threshold=3, recovery_timeout=10, success_threshold=2)
    breaker.record_failure(0)
    breaker.record_failure(0)
    breaker.record_success(0)
    for _ in range(3):
        assert breaker.allows(SECOND)
        breaker.record_failure(SECOND)
    assert breaker.state(SECOND) is BreakerState.OPEN
    assert not breaker.allows(10 * SECOND)
    assert breaker.wait_ns(4 * SECOND) == 7 * SECOND
    assert breaker.allows(11 * SECOND)
    assert not breaker.allows(11 * SECOND)  # one probe at a time
    breaker.record_success(11 * SECOND)
    assert breaker.state(11 * SECOND) is BreakerState.HALF_OPEN
    assert breaker.allows(12 * SECOND)
    breaker.record_success(12 * SECOND)
    assert breaker.state(12 * SECOND) is BreakerState.CLOSED
    assert breaker.wait_ns(12 * SECOND) == 0


def test_a_failed_probe_opens_it_again():
    breaker = ConnectionBreaker(failure_threshold=1, recovery_timeout=10)
    breaker.record_failure(0)
    assert breaker.allows(10 * SECOND)
    breaker.record_failure(10 * SECOND)
    assert breaker.state(19 * SECOND) is BreakerState.OPEN
    assert breaker.state(20 * SECOND) is BreakerState.HALF_OPEN


def test_a_clock_that_goes_back_does_not_hold_it_open_for_long():
    breaker = ConnectionBreaker(failure_threshold=1, recovery_timeout=10)
    breaker.record_failure(1_000 * SECOND)
    assert breaker.wait_ns(0) == 10 * SECOND
    assert breaker.allows(10 * SECOND)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=40))
def test_it_is_never_closed_with_too_many_failures_in_a_row(steps):
    breaker = ConnectionBreaker(failure_threshold=3, recovery_timeout=7, success_threshold=2)
    now, failures, successes, opened = 0, 0, 0, None
    for worked, wait in steps:
        now += wait * SECOND
        allowed = breaker.allows(now)
        assert allowed == (opened is None or now - opened >= 7 * SECOND)
        if not allowed:
            continue
        (breaker.record_success if worked else breaker.record_failure)(now)
        if worked:
            failures, successes = 0, successes + 1 if opened is not None else 0
            if successes == 2:
                opened, successes = None, 0
        else:
            failures, successes = failures + 1, 0
            if opened is not None or failures >= 3:
                opened = now
        assert (breaker.state(now) is BreakerState.CLOSED) == (opened is None)


@pytest.mark.parametrize(
    "change", [{"failure_threshold": 0}, {"recovery_timeout": -1}, {"success_threshold": float("nan")}]
)
def test_what_cannot_work_is_refused(change):
    with pytest.raises(ConfigurationError, match=next(iter(change))):
        ConnectionBreaker(**change)
