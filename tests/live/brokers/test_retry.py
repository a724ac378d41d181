from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import (
    BrokerError,
    BrokerMaintenanceError,
    BrokerRateLimitError,
    BrokerTimeoutError,
    ConfigurationError,
)
from rustybt.live.brokers.base import BrokerAdapter
from rustybt.live.brokers.retry import RETRYABLE, BackoffPolicy, retry_read
from rustybt.testing.scripted_broker import ScriptedBroker
from rustybt.testing.virtual_time import run_virtual


def ask(script, method="get_positions", *arguments, policy=None):
    broker = ScriptedBroker(script)

    async def main():
        loop = asyncio.get_running_loop()
        try:
            answer = await retry_read(
                broker, method, *arguments, sleep=asyncio.sleep, draw=lambda: 0.0, policy=policy
            )
        except BrokerError as error:
            answer = error
        return answer, loop.now_ns() / 1e9

    return *run_virtual(main()), broker


def test_a_read_is_asked_again_after_growing_waits() -> None:
    failures = [BrokerTimeoutError("t"), BrokerMaintenanceError("m"), BrokerRateLimitError("r")]
    answer, seconds, broker = ask({"get_positions": [*failures, ()]})
    assert (answer, seconds, len(broker.calls)) == ((), 7.0, 4)


def test_the_last_failure_is_raised() -> None:
    failures = [BrokerTimeoutError(str(n)) for n in range(3)]
    answer, seconds, broker = ask(
        {"get_fills": failures}, "get_fills", "c", policy=BackoffPolicy(max_retries=2)
    )
    assert answer is failures[2]
    assert broker.asked("get_fills") == [("c",)] * 3
    assert seconds == 3.0


def test_what_will_not_pass_is_raised_at_once() -> None:
    answer, seconds, broker = ask({"get_positions": [BrokerError("no such account")]})
    assert str(answer) == "no such account"
    assert (seconds, len(broker.calls)) == (0.0, 1)


@pytest.mark.parametrize("method", ["submit_order", "disconnect", "reports", "nonsense"])
def test_an_order_is_never_sent_again(method: str) -> None:
    with pytest.raises(ConfigurationError, match="never called again"):
        ask({}, method)


def test_what_may_be_asked_again_is_every_method_but_the_order() -> None:
    methods = {name for name in BrokerAdapter.__abstractmethods__ if callable(getattr(BrokerAdapter, name))}
    assert methods - RETRYABLE == {"submit_order", "disconnect", "reports"}


@given(
    retry=st.integers(0, 10_000),
    draw=st.floats(0, 1),
    base=st.floats(0, 10),
    jitter=st.floats(0, 1),
)
def test_a_wait_is_within_its_bounds(retry: int, draw: float, base: float, jitter: float) -> None:
    policy = BackoffPolicy(base_delay=base, max_delay=16.0, jitter=jitter)
    assert 0 <= policy.delay(retry, draw=draw) <= 16.0
    assert policy.delay(retry, draw=0.0) <= policy.delay(retry + 1, draw=0.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_retries": -1},
        {"base_delay": 20.0},
        {"max_delay": float("inf")},
        {"jitter": 1.5},
        {"base_delay": -1.0},
    ],
)
def test_a_policy_that_cannot_work_is_refused(wrong) -> None:
    with pytest.raises(ConfigurationError):
        BackoffPolicy(**wrong)
