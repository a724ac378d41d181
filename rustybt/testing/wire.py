"""The lanes between one client and a simulated venue, where requests, answers and reports get lost.

What has been sent travels in a context of its own: it arrives although the process that sent it was killed meanwhile.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from contextvars import Context
from typing import TYPE_CHECKING, Any, Literal

from rustybt.exceptions import (
    BrokerConnectionError,
    BrokerError,
    BrokerMaintenanceError,
    BrokerRateLimitError,
    BrokerTimeoutError,
)
from rustybt.live.brokers.messages import Disconnected, Reconnected

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import BrokerReport
    from rustybt.testing.faults import Faults
    from rustybt.testing.venue import Venue
    from rustybt.testing.virtual_time import Trace

__all__ = ["Lane", "Wire"]

type Lane = Literal["orders", "reports"]

_NEVER = 1 << 63
NANOS = 1_000_000_000
MILLI = 1_000_000


class Wire:
    """Lanes that lose, delay, repeat and reorder what they carry, as often as the faults say.

    Args:
        venue: At the other end.
        faults: What goes wrong.
        clock: The true time, UTC nanoseconds, of the loop that this runs in.
        latency_ns: Shortest and longest time of one way.
        timeout_ns: How long the client waits for an answer.
        trace: Where what happens is noted, or None.

    Attributes:
        sent: Requests that left, by kind.
        lost_reports: Reports that no fault of their own lost: the lane was down, or silent.
    """

    sent: Counter[str]
    lost_reports: int

    def __init__(
        self,
        venue: Venue,
        faults: Faults,
        *,
        clock: Callable[[], int],
        latency_ns: tuple[int, int] = (5 * MILLI, 50 * MILLI),
        timeout_ns: int = 2 * NANOS,
        trace: Trace | None = None,
    ) -> None:
        self.sent = Counter()
        self.lost_reports = 0
        self._venue = venue
        self._faults = faults
        self._clock = clock
        self._latency = latency_ns
        self._timeout_ns = timeout_ns
        self._trace = trace
        self._context = Context()
        self._pending: dict[asyncio.Future[Any], str] = {}
        self._down_until: dict[Lane, int] = {}
        self._stream: deque[BrokerReport] = deque()
        self._silent_until = 0
        self._last_arrival = 0
        self._sink: Callable[[BrokerReport], None] | None = None
        self._leave: Callable[[], None] | None = None

    # The client's side.

    def open(self, sink: Callable[[BrokerReport], None]) -> None:
        """Carry reports to a sink from now on."""
        self.close()
        self._sink = sink
        self._leave = self._venue.listen(self._carry)

    def close(self) -> None:
        """Carry no more reports; what was sent to the venue still arrives."""
        if self._leave is not None:
            self._leave()
        self._leave = self._sink = None

    def is_up(self, lane: Lane) -> bool:
        """Tell whether a lane is up."""
        return lane not in self._down_until

    async def ask[T](self, kind: str, action: Callable[[], T]) -> T:
        """Send a request, once, and wait for its answer.

        Args:
            kind: Of the request, for counts and messages.
            action: What it does at the venue, when and if it arrives.

        Raises:
            BrokerTimeoutError: If no answer came in time, whether or not the request arrived.
            BrokerConnectionError: If the lane is down, broke, or carried nonsense.
            BrokerMaintenanceError: If the venue answered that it failed, whether or not it did.
            BrokerRateLimitError: If the venue answered that it did nothing, for there were too many requests.
        """
        self.sent[kind] += 1
        self._note("send", kind)
        if not self.is_up("orders"):
            raise BrokerConnectionError(f"{kind}: the lane of orders is down: ask again later")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._pending[future] = kind
        if not self._faults.strikes("drop_request"):
            slow = self._faults.strikes("slow_request")
            extra = self._faults.between(0, 2 * self._venue.rules.receive_window_ns) if slow else 0
            self._later(self._way() + extra, self._arrive, future, kind, action)
        try:
            async with asyncio.timeout(self._timeout_ns / NANOS):
                return await future
        except TimeoutError as error:
            if isinstance(error, BrokerError):
                raise
            raise BrokerTimeoutError(
                f"{kind}: no answer within {self._timeout_ns} ns: whether the venue has it is unknown"
            ) from None
        finally:
            self._pending.pop(future, None)

    # The weather's side.

    def cut(self, lane: Lane, for_ns: int) -> None:
        """Take a lane down for some time; the client notices at once, and it comes back by itself.

        Args:
            lane: ``orders`` or ``reports``.
            for_ns: How long.
        """
        was_up = self.is_up(lane)
        self._down_until[lane] = max(self._down_until.get(lane, 0), self._clock() + for_ns)
        self._note("cut", lane, for_ns)
        if lane == "orders":
            for future, kind in tuple(self._pending.items()):
                self._break(future, f"{kind}: connection reset: whether the venue has it is unknown")
        if was_up:
            self._hand(Disconnected(lane=lane, reason="connection reset"))
        self._later(for_ns, self._rise, lane)

    def silence(self, for_ns: int) -> None:
        """Let the lane of reports carry nothing for some time, while it looks connected."""
        self._silent_until = max(self._silent_until, self._clock() + for_ns)
        self._note("silence", for_ns)

    # On the way.

    def _arrive(self, future: asyncio.Future[Any], kind: str, action: Callable[[], Any]) -> None:
        faults = self._faults
        if not self.is_up("orders"):
            self._note("lost", kind)
            return
        answer: Any
        if faults.strikes("rate_limited"):
            answer = BrokerRateLimitError(f"{kind}: HTTP 429: too many requests; nothing was done")
        elif faults.strikes("server_error"):
            if faults.between(0, 1):
                action()
            answer = BrokerMaintenanceError(f"{kind}: HTTP 503: whether it was done is unknown")
        else:
            answer = action()
        self._note("arrive", kind, _word(answer))
        if faults.strikes("drop_answer"):
            return
        if faults.strikes("garbled_answer"):
            answer = BrokerConnectionError(
                f"{kind}: the answer makes no sense: whether it was done is unknown"
            )
        slow = faults.between(0, 2 * self._timeout_ns) if faults.strikes("slow_answer") else 0
        self._later(self._way() + slow, self._answer, future, answer)

    def _answer(self, future: asyncio.Future[Any], answer: Any) -> None:
        if future.done() or not self.is_up("orders"):
            return
        if isinstance(answer, Exception):
            _fail(future, answer)
        else:
            future.set_result(answer)

    def _break(self, future: asyncio.Future[Any], why: str) -> None:
        if not future.done():
            _fail(future, BrokerConnectionError(why))

    def _carry(self, report: BrokerReport) -> None:
        faults = self._faults
        self._note("report", report)
        if not self.is_up("reports") or self._clock() < self._silent_until:
            self.lost_reports += 1
            return
        if faults.strikes("drop_report"):
            return
        copies = 2 if faults.strikes("duplicate_report") else 1
        for _ in range(copies):
            if faults.strikes("reorder_report"):
                self._later(self._way() + faults.between(0, 5 * NANOS), self._hand_if_up, report)
            else:
                self._queue(report)

    def _queue(self, report: BrokerReport) -> None:
        faults, now = self._faults, self._clock()
        extra = faults.between(0, 5 * NANOS) if faults.strikes("delay_report") else 0
        # A stream keeps its order: whatever holds one up holds up all that follow.
        self._last_arrival = max(self._last_arrival, now + self._way() + extra)
        self._stream.append(report)
        self._later(self._last_arrival - now, self._next)

    def _next(self) -> None:
        self._hand_if_up(self._stream.popleft())

    def _hand_if_up(self, report: BrokerReport) -> None:
        if self.is_up("reports"):
            self._hand(report)
        else:
            self.lost_reports += 1

    def _hand(self, report: BrokerReport) -> None:
        if self._sink is not None:
            self._sink(report)

    def _rise(self, lane: Lane) -> None:
        # A timer may run a nanosecond early; one that a longer outage has overtaken leaves the lane down.
        if self._down_until.get(lane, _NEVER) <= self._clock() + MILLI:
            del self._down_until[lane]
            self._hand(Reconnected(lane=lane))

    def _way(self) -> int:
        return self._faults.between(*self._latency)

    def _later(self, delay_ns: int, callback: Callable[..., None], *args: Any) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(delay_ns / NANOS, callback, *args, context=self._context)

    def _note(self, *words: object) -> None:
        if self._trace is not None:
            self._trace.note(self._clock(), *words)


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    future.set_exception(error)
    # Who asked may have been killed: that nobody hears the answer is then no failure of the simulation.
    future.exception()


def _word(answer: object) -> str:
    return type(answer).__name__
