from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.live.brokers.budget import RequestBudget


@given(
    requests=st.integers(2, 20),
    window=st.integers(1, 10**10),
    steps=st.lists(st.tuples(st.integers(0, 10**10), st.booleans()), max_size=60),
)
def test_it_is_a_bucket_of_exact_fractions(requests: int, window: int, steps: list[tuple[int, bool]]) -> None:
    budget = RequestBudget(requests, window)
    tokens, now = Fraction(requests), 0
    budget.take(0, urgent=True)
    tokens -= 1
    for wait, urgent in steps:
        now += wait
        tokens = min(Fraction(requests), tokens + Fraction(wait * requests, window))
        kept = 0 if urgent else budget.reserve
        payable = tokens >= 1 + kept
        if requests >= 1 + kept:
            assert (budget.wait_ns(now, urgent=urgent) == 0) == payable
            assert budget.take(now, urgent=urgent) == payable
            tokens -= payable


def test_orders_leave_the_reserve_to_cancels() -> None:
    budget = RequestBudget(10, 10_000)
    assert budget.reserve == 2
    assert sum(budget.take(0) for _ in range(20)) == 8
    assert sum(budget.take(0, urgent=True) for _ in range(20)) == 2
    assert budget.wait_ns(0) == 3_000
    assert not budget.take(2_999)
    assert budget.take(3_000)


def test_the_venues_word_counts_more_than_our_count() -> None:
    budget = RequestBudget(10, 10_000)
    budget.exhaust(0, 60_000)
    assert budget.wait_ns(0, urgent=True) == 60_000
    assert not budget.take(59_999, urgent=True)
    assert budget.take(60_000, urgent=True)


def test_a_clock_that_goes_back_brings_nothing() -> None:
    budget = RequestBudget(2, 1_000, reserve=0)
    assert budget.take(5_000)
    assert budget.take(5_000)
    assert not budget.take(0)
    assert not budget.take(5_100)
    assert budget.take(5_500)


@pytest.mark.parametrize(
    ("requests", "window", "reserve"), [(0, 1, None), (1, 0, None), (5, 1, 5), (5, 1, -1)]
)
def test_a_budget_that_cannot_work_is_refused(requests, window, reserve) -> None:
    with pytest.raises(ConfigurationError):
        RequestBudget(requests, window, reserve=reserve)


def test_what_can_never_be_paid_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="do not fit"):
        RequestBudget(5, 1_000).take(0, tokens=6)
