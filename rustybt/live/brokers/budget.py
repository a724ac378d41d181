"""The budget of requests that a broker allows, with a part of it that only cancels and queries may spend."""

from __future__ import annotations

from rustybt.exceptions import ConfigurationError

__all__ = ["RequestBudget"]


class RequestBudget:
    """A bucket of tokens that fills evenly; pure and in whole numbers, the caller brings the time.

    New orders leave the reserve alone, so that what halts trading is never refused for want of budget.

    Args:
        requests: Tokens in a full bucket.
        window_ns: How long an empty one takes to fill.
        reserve: Tokens that only ``urgent`` requests may take; at least a fifth of the bucket by default.

    Raises:
        ConfigurationError: If a number cannot work.

    Example:
        >>> budget = RequestBudget(requests=5, window_ns=5 * 10**9, reserve=1)
        >>> [budget.take(0) for _ in range(5)], budget.take(0, urgent=True), budget.take(0, urgent=True)
        ([True, True, True, True, False], True, False)
        >>> budget.wait_ns(0), budget.wait_ns(0, urgent=True)
        (2000000000, 1000000000)
    """

    def __init__(self, requests: int, window_ns: int, *, reserve: int | None = None) -> None:
        if requests < 1 or window_ns < 1:
            raise ConfigurationError(f"{requests} requests in {window_ns} ns: use whole numbers above 0")
        self.requests = requests
        self.window_ns = window_ns
        self.reserve = -(-requests // 5) if reserve is None else reserve
        if not 0 <= self.reserve < requests and requests > 1:
            raise ConfigurationError(f"reserve is {self.reserve} of {requests}: use 0 to {requests - 1}")
        # One token is window_ns units, so that a nanosecond brings `requests` of them and nothing is rounded.
        self._units = requests * window_ns
        self._at_ns: int | None = None

    def take(self, now_ns: int, *, urgent: bool = False, tokens: int = 1) -> bool:
        """Take what a request costs, if it is there.

        Args:
            now_ns: The present, UTC nanoseconds; one that went back brings nothing.
            urgent: Whether it is a cancel, a reduce-only order or a query, which may take the reserve.
            tokens: What it costs.
        """
        if self.wait_ns(now_ns, urgent=urgent, tokens=tokens):
            return False
        self._units -= tokens * self.window_ns
        return True

    def wait_ns(self, now_ns: int, *, urgent: bool = False, tokens: int = 1) -> int:
        """Return how long until a request could be paid; 0 for now.

        Args:
            now_ns: The present, UTC nanoseconds.
            urgent: As of `take`.
            tokens: As of `take`.

        Raises:
            ConfigurationError: If no wait would ever be long enough.
        """
        self._fill(now_ns)
        kept = 0 if urgent else self.reserve
        if tokens + kept > self.requests:
            raise ConfigurationError(
                f"{tokens} tokens beside a reserve of {kept} do not fit into {self.requests}"
            )
        missing = (tokens + kept) * self.window_ns - self._units
        return max(0, -(-missing // self.requests))

    def exhaust(self, now_ns: int, retry_after_ns: int) -> None:
        """Take the venue's word that nothing may be asked for a while, as with a Retry-After.

        Args:
            now_ns: The present, UTC nanoseconds.
            retry_after_ns: How long.
        """
        self._fill(now_ns)
        # In debt: one whole token is there again when the time is over.
        self._units = min(self._units, self.window_ns - retry_after_ns * self.requests)

    def _fill(self, now_ns: int) -> None:
        if self._at_ns is not None and now_ns > self._at_ns:
            gained = (now_ns - self._at_ns) * self.requests
            self._units = min(self.requests * self.window_ns, self._units + gained)
        self._at_ns = now_ns if self._at_ns is None else max(self._at_ns, now_ns)
