"""The breaker of a connection: after failures in a row it leaves a service alone, then tries it by one probe.

It knows nothing of risk and latches nothing: those are `rustybt.live.circuit_breakers`. What it holds back are
connection attempts and queries, never a cancel, and its probe is a read, never an order.
"""

from __future__ import annotations

from enum import StrEnum

from rustybt.exceptions import ConfigurationError
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["BreakerState", "ConnectionBreaker"]


class BreakerState(StrEnum):
    """Where a connection breaker stands."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class ConnectionBreaker:
    """Counts failures in a row; pure, the caller brings the time.

    CLOSED lets everything pass. ``failure_threshold`` failures in a row open it; after ``recovery_timeout`` it
    is HALF_OPEN and lets one probe at a time pass; ``success_threshold`` probes in a row close it, a failed
    one opens it again.

    Args:
        failure_threshold: Failures in a row that open it.
        recovery_timeout: Seconds from opening to the first probe.
        success_threshold: Probes in a row that close it.

    Raises:
        ConfigurationError: If one of them is not above 0.

    Example:
        >>> breaker = ConnectionBreaker(failure_threshold=1, recovery_timeout=10, success_threshold=1)
        >>> breaker.record_failure(now_ns=0)
        >>> breaker.state(9 * 10**9).value, breaker.state(10 * 10**9).value
        ('open', 'half_open')
    """

    def __init__(
        self, failure_threshold: int = 5, recovery_timeout: float = 60, success_threshold: int = 2
    ) -> None:
        for name, value in (
            ("failure_threshold", failure_threshold),
            ("recovery_timeout", recovery_timeout),
            ("success_threshold", success_threshold),
        ):
            if not 0 < value < float("inf"):
                raise ConfigurationError(f"{name} is {value!r}: use a number above 0")
        self.failure_threshold = failure_threshold
        self.success_threshold = success_threshold
        self._recovery_ns = round(recovery_timeout * NANOS_PER_SECOND)
        self._failures = 0
        self._successes = 0
        self._opened_ns: int | None = None
        self._probing = False

    def state(self, now_ns: int) -> BreakerState:
        """Return where it stands.

        Args:
            now_ns: The present, UTC nanoseconds; monotonic time does as well, if it is used throughout.
        """
        if self._opened_ns is None:
            return BreakerState.CLOSED
        # A clock that went back must not lengthen the wait beyond one recovery from now.
        self._opened_ns = min(self._opened_ns, now_ns)
        recovered = now_ns - self._opened_ns >= self._recovery_ns
        return BreakerState.HALF_OPEN if recovered else BreakerState.OPEN

    def allows(self, now_ns: int) -> bool:
        """Tell whether an attempt may be made, and in HALF_OPEN reserve the probe for the caller.

        Args:
            now_ns: The present, as for `state`.
        """
        state = self.state(now_ns)
        if state is BreakerState.HALF_OPEN and not self._probing:
            self._probing = True
            return True
        return state is BreakerState.CLOSED

    def record_success(self, now_ns: int) -> None:
        """Tell that an attempt worked.

        Args:
            now_ns: The present, as for `state`.
        """
        self._failures = 0
        self._probing = False
        if self.state(now_ns) is not BreakerState.HALF_OPEN:
            return
        self._successes += 1
        if self._successes >= self.success_threshold:
            self._opened_ns = None
            self._successes = 0

    def record_failure(self, now_ns: int) -> None:
        """Tell that an attempt failed.

        Args:
            now_ns: The present, as for `state`.
        """
        state = self.state(now_ns)
        self._failures += 1
        self._successes = 0
        self._probing = False
        if state is BreakerState.HALF_OPEN or (
            state is BreakerState.CLOSED and self._failures >= self.failure_threshold
        ):
            self._opened_ns = now_ns

    def wait_ns(self, now_ns: int) -> int:
        """Return how long attempts are held back from now, in nanoseconds; 0 if they are not.

        Args:
            now_ns: The present, as for `state`.
        """
        if self._opened_ns is None or self.state(now_ns) is not BreakerState.OPEN:
            return 0
        return self._opened_ns + self._recovery_ns - now_ns
