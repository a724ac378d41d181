"""The shell of a market data WebSocket: it connects, asks, listens, and says what it could not deliver.

A subclass knows the venue: it builds the messages that ask for something and parses those that come. Everything
else is here: reconnecting with full jitter, asking again afterwards, silence of the connection and of single
subscriptions, a breaker, a bounded queue, and a `StreamGap` for every time of which data may be missing.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import itertools
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import StreamConnectionError, StreamError, SubscriptionError
from rustybt.live.streaming.connection_breaker import BreakerState, ConnectionBreaker
from rustybt.live.streaming.inbox import Inbox
from rustybt.live.streaming.models import (
    ConnectionState,
    OHLCVBar,
    StreamConfig,
    StreamEvent,
    StreamEventKind,
    StreamGap,
    StreamItem,
    Subscription,
    TickData,
)
from rustybt.live.streaming.subscriptions import names_of, pairs_of
from rustybt.live.streaming.wire import check_url, host_of, open_connection, shown
from rustybt.model.time import NANOS_PER_SECOND

if TYPE_CHECKING:
    from rustybt.live.streaming.subscriptions import names_of, pairs_of
from rustybt.live.streaming.wire import Connection

__all__ = ["BaseWebSocketAdapter", "backoff_seconds"]

# What a damaged message makes of a parser that trusts its shape.
_MISREAD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_BATCH = 256
_SHORTEST_WAIT = 0.001
_CHANCE = SystemRandom()


def backoff_seconds(attempt: int, config: StreamConfig, draw: float) -> float:
    """Return how long to wait before a reconnect: full jitter below 1, 2, 4, 8, 16 seconds by default.

    Args:
        attempt: 1 for the first.
        config: Of the stream.
        draw: A random number from 0 to 1.

    Example:
        >>> [backoff_seconds(attempt, StreamConfig(), 1.0) for attempt in (1, 2, 3, 4, 5, 1000)]
        [1.0, 2.0, 4.0, 8.0, 16.0, 16.0]
    """
    doublings = min(attempt - 1, 60)
    return draw * min(config.reconnect_delay * 2.0**doublings, config.reconnect_max_delay)


class BaseWebSocketAdapter(ABC):
    """A stream of market data from one address.

    Ticks and bars go to callbacks in the order they came, through a bounded queue; a callback may be a
    coroutine function. An error that a callback raises ends the stream and is raised by `wait`.

    Args:
        url: ``wss://``; ``ws://`` only to this machine.
        config: How it behaves.
        on_tick: Called with every tick.
        on_bar: Called with every bar that the venue closed itself.
        on_gap: Called with every time of which data may be missing, before data of later times.
        on_event: Called with what happens to the stream.
        is_due: Whether a subscription should bring data at a time (UTC nanoseconds); always, by default. A
            closed market is not a dead stream.
        clock: Gives the present, UTC nanoseconds.
        draw: Gives a random number from 0 to 1, for the waits.

    Raises:
        ConfigurationError: If the address cannot be used.
    """

    def __init__(
        self,
        url: str,
        config: StreamConfig | None = None,
        on_tick: Callable[[TickData], object] | None = None,
        *,
        on_bar: Callable[[OHLCVBar], object] | None = None,
        on_gap: Callable[[StreamGap], object] | None = None,
        on_event: Callable[[StreamEvent], object] | None = None,
        is_due: Callable[[Subscription, int], bool] | None = None,
        clock: Callable[[], int] = time.time_ns,
        draw: Callable[[], float] = _CHANCE.random,
    ) -> None:
        check_url(url)
        self.url = url
        self.config = config or StreamConfig()
        self._on_tick, self._on_bar, self._on_gap, self._on_event = on_tick, on_bar, on_gap, on_event
        self._is_due = is_due
        self._clock, self._draw = clock, draw
        self.breaker = ConnectionBreaker(
            self.config.circuit_breaker_threshold, self.config.circuit_breaker_recovery
        )
        self._state = ConnectionState.DISCONNECTED
        self._subscriptions: dict[Subscription, float] = {}
        self._heard: dict[str, float] = {}
        self._asked: frozenset[Subscription] = frozenset()
        self._asked_again: dict[Subscription, float] = {}
        self._inbox = Inbox(self.config.queue_size)
        self._filled = asyncio.Event()
        self._connection: Connection | None = None
        self._standby: Connection | None = None
        self._first: str | bytes | None = None
        self._runner: asyncio.Task[None] | None = None
        self._attempt = 0
        self._last_message_ns = 0
        self._broken_since: dict[str, int] = {}

    @abstractmethod
    def parse_message(self, raw: str | bytes) -> Iterable[StreamItem]:
        """Return what a message holds: nothing for an acknowledgement, bars only when they are closed.

        Args:
            raw: As it came; `decode_json` reads it exactly.

        Raises:
            ParseError: If it cannot be understood.
            SubscriptionError: If it refuses a subscription.
        """

    @abstractmethod
    def _build_subscription_message(self, subscriptions: list[Subscription]) -> str | bytes: ...

    @abstractmethod
    def _build_unsubscription_message(self, subscriptions: list[Subscription]) -> str | bytes: ...

    def subscription_of(self, item: StreamItem) -> Subscription | None:  # noqa: ARG002 - subclasses look at it
        """Return what brought an item, so that the others of its symbol are watched apart; None for any of them.

        Args:
            item: A tick or a bar.
        """
        return None

    def attach(
        self,
        *,
        on_tick: Callable[[TickData], object] | None = None,
        on_bar: Callable[[OHLCVBar], object] | None = None,
        on_gap: Callable[[StreamGap], object] | None = None,
        on_event: Callable[[StreamEvent], object] | None = None,
    ) -> None:
        """Deliver to these callbacks instead of those it was made with.

        Args:
            on_tick: Called with every tick.
            on_bar: Called with every bar that the venue closed itself.
            on_gap: Called with every time of which data may be missing.
            on_event: Called with what happens to the stream.

        Raises:
            StreamError: If it is connected.
        """
        if self._runner is not None and not self._runner.done():
            raise StreamError(f"the stream of {host_of(self.url)} delivers already: disconnect it first")
        self._on_tick, self._on_bar, self._on_gap, self._on_event = on_tick, on_bar, on_gap, on_event

    @property
    def state(self) -> ConnectionState:
        """Where the connection stands."""
        return self._state

    @property
    def subscriptions(self) -> frozenset[Subscription]:
        """What the stream was asked for, connected or not."""
        return frozenset(self._subscriptions)

    async def connect(self) -> None:
        """Connect, ask for what was subscribed before, and listen until `disconnect`.

        Raises:
            StreamError: If it is connected already.
            StreamConnectionError: If the first attempt fails: later ones are made by the stream itself.
            MissingExtraError: If the package for it is not installed.
        """
        if self._runner is not None and not self._runner.done():
            raise StreamError(f"the stream of {host_of(self.url)} is connected already: disconnect it first")
        self._move(ConnectionState.CONNECTING, "first attempt")
        connection = None
        try:
            connection = await open_connection(self.url, self.config)
        finally:
            if connection is None:
                self._move(ConnectionState.DISCONNECTED, "the first attempt failed")
        self._attempt = 0
        self._last_message_ns = self._clock()
        self._runner = asyncio.get_running_loop().create_task(self._run(connection), name="rustybt-stream")

    async def disconnect(self) -> None:
        """Close the connection and stop; what was subscribed is remembered for the next `connect`."""
        if self._runner is None:
            return
        self._runner.cancel()
        await asyncio.wait([self._runner])

    async def reconnect(self) -> None:
        """Give up the present connection and make a new one."""
        if self._connection is not None:
            await self._connection.close()

    async def wait(self) -> None:
        """Wait until the stream ends, and raise what ended it, unless that was `disconnect`.

        Raises:
            StreamConnectionError: If it gave up connecting again.
        """
        if self._runner is not None:
            await asyncio.wait([self._runner])
            if not self._runner.cancelled():
                self._runner.result()

    async def subscribe(self, symbols: Iterable[str], channels: Iterable[str]) -> None:
        """Ask for every channel of every symbol, now if connected and after every reconnect.

        Args:
            symbols: The venue's names.
            channels: Such as ``"trade"``.

        Raises:
            SubscriptionError: If a name is empty.
        """
        wanted = [each for each in pairs_of(symbols, channels) if each not in self._subscriptions]
        now = asyncio.get_running_loop().time()
        self._subscriptions.update(dict.fromkeys(wanted, now))
        if wanted and self._connection is not None:
            # A connection that has just ended is the reader's business: it asks again on the next one.
            with contextlib.suppress(StreamConnectionError):
                await self._connection.send(self._build_subscription_message(wanted))

    async def unsubscribe(self, symbols: Iterable[str], channels: Iterable[str]) -> None:
        """Stop asking for every channel of every symbol.

        Args:
            symbols: The venue's names.
            channels: Such as ``"trade"``.

        Raises:
            SubscriptionError: If a name is empty.
        """
        known = [each for each in pairs_of(symbols, channels) if each in self._subscriptions]
        for each in known:
            del self._subscriptions[each]
        if known and self._connection is not None:
            with contextlib.suppress(StreamConnectionError):
                await self._connection.send(self._build_unsubscription_message(known))

    async def _run(self, connection: Connection) -> None:
        dispatcher = asyncio.get_running_loop().create_task(self._dispatch(), name="rustybt-stream-dispatch")
        try:
            while True:
                reason = await self._serve(connection, dispatcher)
                if self._standby is None:
                    if self._attempt:
                        # It was made anew and brought nothing that could be read.
                        self._fail()
                    self._break(reason)
                    self._standby = await self._connect_again(reason, dispatcher)
                connection = self._standby
        finally:
            dispatcher.cancel()
            await asyncio.wait([dispatcher])
            if self._standby is not None:
                await self._standby.close()
                self._standby = None
            self._move(ConnectionState.DISCONNECTED, "the stream has ended")
            self._break("the stream has ended")

    async def _serve(self, connection: Connection, dispatcher: asyncio.Task[None]) -> str:
        """Listen until the connection ends, and say why; with a successor standing by there is no gap."""
        create_task = asyncio.get_running_loop().create_task
        self._connection, self._standby = connection, None
        reader = create_task(self._read(connection), name="rustybt-stream-read")
        watcher = create_task(self._watch(), name="rustybt-stream-watch")
        try:
            await asyncio.wait((reader, watcher, dispatcher), return_when=asyncio.FIRST_COMPLETED)
            if dispatcher.done():
                dispatcher.result()
            return watcher.result() if watcher.done() else reader.result()
        finally:
            self._connection = None
            reader.cancel()
            watcher.cancel()
            await asyncio.gather(reader, watcher, return_exceptions=True)
            await connection.close()

    async def _connect_again(self, reason: str, dispatcher: asyncio.Task[None]) -> Connection:
        limit = self.config.reconnect_attempts
        self._move(ConnectionState.RECONNECTING, reason)
        while limit is None or self._attempt < limit:
            wait = backoff_seconds(self._attempt + 1, self.config, self._draw())
            held_back = self.breaker.wait_ns(self._clock()) / NANOS_PER_SECOND
            await asyncio.wait([dispatcher], timeout=max(wait, held_back, _SHORTEST_WAIT))
            if dispatcher.done():
                dispatcher.result()
            if not self.breaker.allows(self._clock()):
                continue
            self._attempt += 1
            try:
                return await open_connection(self.url, self.config)
            except StreamConnectionError as error:
                reason = str(error)
                self._tell("attempt_failed", f"attempt {self._attempt}: {reason}")
                self._fail()
        raise StreamConnectionError(f"gave up after {limit} attempts: {reason}")

    async def _read(self, connection: Connection) -> str:
        try:
            if self._first is None:
                await self._ask(connection)
            elif missing := sorted(self._subscriptions.keys() - self._asked):
                await connection.send(self._build_subscription_message(missing))
            self._move(ConnectionState.CONNECTED, host_of(self.url))
            self._mend()
            for number in itertools.count(1):
                raw = self._first if self._first is not None else await connection.recv()
                self._first = None
                problem = self._take(raw)
                if problem is not None:
                    return problem
                if number % _BATCH == 0:
                    await asyncio.sleep(0)
        except StreamConnectionError as error:
            return str(error)
        return "never"

    async def _ask(self, connection: Connection) -> None:
        self._asked = frozenset(self._subscriptions)
        if self._asked:
            now = asyncio.get_running_loop().time()
            self._subscriptions = dict.fromkeys(self._subscriptions, now)
            await connection.send(self._build_subscription_message(sorted(self._asked)))

    def _take(self, raw: str | bytes) -> str | None:
        now_ns, before_ns = self._clock(), self._last_message_ns
        self._last_message_ns = now_ns
        try:
            items = list(self.parse_message(raw))
        except SubscriptionError as error:
            self._tell("refused", str(error))
            return None
        except (StreamError, *_MISREAD) as error:
            self._tell("parse_error", f"{type(error).__name__}: {error}: {shown(raw)}")
            for symbol in self._symbols():
                self._tell_gap(StreamGap(symbol, before_ns, now_ns, "a message could not be read"))
            return self._fail()
        self.breaker.record_success(now_ns)
        self._attempt = 0
        for item in items:
            self._hear(item, now_ns)
            self._inbox.put(item)
        if items:
            self._filled.set()
        return None

    def _fail(self) -> str | None:
        now_ns = self._clock()
        self.breaker.record_failure(now_ns)
        if self.breaker.state(now_ns) is not BreakerState.OPEN:
            return None
        seconds = self.breaker.wait_ns(now_ns) / NANOS_PER_SECOND
        detail = f"{self.breaker.failure_threshold} errors in a row: the next attempt in {seconds:.0f} s"
        self._tell("breaker_open", detail)
        return detail

    def _hear(self, item: StreamItem, now_ns: int) -> None:
        since_ns = self._broken_since.pop(item.symbol, None)
        if since_ns is not None:
            self._tell_gap(StreamGap(item.symbol, since_ns, now_ns, "the connection was lost"))
        now = asyncio.get_running_loop().time()
        exact = self.subscription_of(item)
        if exact is None:
            self._heard[item.symbol] = now
        elif exact in self._subscriptions:
            self._subscriptions[exact] = now

    async def _watch(self) -> str:
        """Look after silence and age; returns when the connection has to go."""
        config, time_of = self.config, asyncio.get_running_loop().time
        limits = [each for each in (config.liveness_timeout, config.max_connection_age) if each is not None]
        step = min([config.heartbeat_interval, *(limit / 4 for limit in limits)])
        born = time_of()
        while True:
            await asyncio.sleep(step)
            problem = await self._look_for_silence()
            if problem is not None:
                return problem
            if config.max_connection_age is not None and time_of() - born > config.max_connection_age:
                if await self._renew():
                    return "it was old"
                born += config.max_connection_age / 4

    async def _look_for_silence(self) -> str | None:
        limit, now, now_ns = self.config.liveness_timeout, asyncio.get_running_loop().time(), self._clock()
        if limit is None:
            return None
        silent: list[Subscription] = []
        again: list[Subscription] = []
        for each, asked_or_heard in self._subscriptions.items():
            heard = max(asked_or_heard, self._heard.get(each.symbol, asked_or_heard))
            if self._is_due is not None and not self._is_due(each, now_ns):
                self._subscriptions[each] = now
            elif now - heard > limit:
                (again if self._asked_again.get(each) == heard else silent).append(each)
        if again:
            self._tell("silent", f"{names_of(again)} stayed silent after being asked for again")
            return f"{names_of(again)} is silent"
        if silent and self._connection is not None:
            self._tell("silent", f"{names_of(silent)} brought nothing for {limit} s: asked for again")
            self._subscriptions.update(dict.fromkeys(silent, now))
            self._asked_again.update(dict.fromkeys(silent, now))
            try:
                await self._connection.send(self._build_subscription_message(silent))
            except StreamConnectionError as error:
                return str(error)
        return None

    async def _renew(self) -> bool:
        """Open a second connection and wait for its first word, while the first one still delivers."""
        fresh = None
        try:
            async with asyncio.timeout(self.config.connect_timeout * 2):
                fresh = await open_connection(self.url, self.config)
                await self._ask(fresh)
                first = await fresh.recv()
        except (StreamConnectionError, TimeoutError) as error:
            self._tell("renewal_failed", str(error) or "no word from the new connection")
            return False
        else:
            self._standby, self._first, fresh = fresh, first, None
        finally:
            if fresh is not None:
                await fresh.close()
        self._tell("renewed", host_of(self.url))
        return True

    async def _dispatch(self) -> None:
        while True:
            await self._filled.wait()
            self._filled.clear()
            taken = 0
            while (item := self._inbox.pop()) is not None:
                for gap in self._inbox.losses():
                    self._tell_gap(gap)
                callback: Callable[[Any], object] | None = (
                    self._on_tick if isinstance(item, TickData) else self._on_bar
                )
                result = callback(item) if callback is not None else None
                if inspect.isawaitable(result):
                    await result
                taken += 1
                if taken % _BATCH == 0:
                    await asyncio.sleep(0)

    def _break(self, reason: str) -> None:
        """Tell at once that data are missing from the last message on, with no end yet."""
        self._first = None
        for symbol in self._symbols():
            since_ns = self._broken_since.setdefault(symbol, self._last_message_ns)
            self._tell_gap(StreamGap(symbol, since_ns, None, reason))

    def _mend(self) -> None:
        """Tell that data flow again; the first item of each symbol will tell it once more, for its own time."""
        now_ns = self._clock()
        for symbol, since_ns in self._broken_since.items():
            self._tell_gap(StreamGap(symbol, since_ns, now_ns, "the connection was lost"))

    def _symbols(self) -> list[str]:
        return sorted({each.symbol for each in self._subscriptions})

    def _move(self, state: ConnectionState, detail: str) -> None:
        if state is not self._state:
            self._state = state
            self._tell(state.value, detail)

    def _tell(self, kind: StreamEventKind, detail: str) -> None:
        if self._on_event is not None:
            self._on_event(StreamEvent(kind, self._clock(), detail))

    def _tell_gap(self, gap: StreamGap) -> None:
        if self._on_gap is not None:
            self._on_gap(gap)
