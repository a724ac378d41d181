"""Asking a broker again: reads and cancels only, after a growing wait, and never an order.

An order whose answer was lost may have been accepted, so that a second one is a second order; `RETRYABLE` therefore
does not hold `submit_order`, and `retry_read` refuses it by name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rustybt.exceptions import (
    BrokerConnectionError,
    BrokerRateLimitError,
    BrokerTimeoutError,
    ConfigurationError,
)

if TYPE_CHECKING:
    from rustybt.live.brokers.base import BrokerAdapter

__all__ = ["RETRYABLE", "BackoffPolicy", "retry_read"]

RETRYABLE = frozenset(
    {
        "arm_dead_man",
        "cancel_order",
        "connect",
        "get_account_info",
        "get_fills",
        "get_open_orders",
        "get_order",
        "get_positions",
        "get_time_ns",
    }
)
"""The methods of a broker that may be called again."""

_TRANSIENT = (BrokerConnectionError, BrokerTimeoutError, BrokerRateLimitError)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackoffPolicy:
    """How often to ask again, and how long to wait before.

    Attributes:
        max_retries: Attempts after the first.
        base_delay: Seconds before the first of them; each next waits twice as long.
        max_delay: Longest wait, in seconds.
        jitter: Share by which a wait is shortened at most, so that many clients do not come back at once.

    Raises:
        ConfigurationError: If a number cannot work.

    Example:
        >>> policy = BackoffPolicy(max_retries=5, base_delay=1.0, max_delay=16.0)
        >>> [policy.delay(retry, draw=0.0) for retry in range(6)]
        [1.0, 2.0, 4.0, 8.0, 16.0, 16.0]
    """

    max_retries: int = 5
    base_delay: float = 1.0
    max_delay: float = 16.0
    jitter: float = 0.25

    def __post_init__(self) -> None:
        if self.max_retries < 0:
            raise ConfigurationError(f"max_retries is {self.max_retries}: use 0 or more")
        if not 0 <= self.base_delay <= self.max_delay < float("inf"):
            raise ConfigurationError(
                f"base_delay {self.base_delay}, max_delay {self.max_delay}: use seconds, the first at most the second"
            )
        if not 0 <= self.jitter <= 1:
            raise ConfigurationError(f"jitter is {self.jitter}: use a share from 0 to 1")

    def delay(self, retry: int, *, draw: float) -> float:
        """Return the wait before a retry, in seconds.

        Args:
            retry: Its number, from 0.
            draw: A number from 0 to 1; 0 for the longest wait.
        """
        # Beyond 2**60 every base has reached the longest wait; a float power would overflow.
        longest = min(self.max_delay, self.base_delay * 2.0 ** min(retry, 60))
        return longest * (1 - self.jitter * draw)


async def retry_read[T](
    adapter: BrokerAdapter,
    method: str,
    *arguments: object,
    sleep: Callable[[float], Awaitable[object]],
    draw: Callable[[], float],
    policy: BackoffPolicy | None = None,
) -> T:
    """Call a method of a broker until it answers or the policy is at its end.

    Args:
        adapter: The broker.
        method: One of `RETRYABLE`.
        arguments: Its arguments.
        sleep: Waits some seconds, such as ``asyncio.sleep``.
        draw: Gives numbers from 0 to 1, for the jitter.
        policy: How often and how long.

    Returns:
        The answer.

    Raises:
        ConfigurationError: If the method is `submit_order`, or none that may be called again.
        BrokerError: The last failure, if it is one that may pass; any other at once.
    """
    if method not in RETRYABLE:
        raise ConfigurationError(
            f"{method!r} is never called again: use one of {', '.join(sorted(RETRYABLE))}"
        )
    call: Callable[..., Awaitable[T]] = getattr(adapter, method)
    policy = policy or BackoffPolicy()
    for retry in range(policy.max_retries):
        try:
            return await call(*arguments)
        except _TRANSIENT:
            await sleep(policy.delay(retry, draw=draw()))
    return await call(*arguments)
