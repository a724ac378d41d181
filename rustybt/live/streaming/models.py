"""What a stream brings: ticks and closed bars in exact decimals, stamped in UTC nanoseconds.

A kline is a bar, never a tick: its volume grows until it closes, and summing it would count trades many times.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from rustybt.exceptions import ConfigurationError, ValidationError
from rustybt.finance.decimal.context import finite
from rustybt.model.time import NANOS_PER_DAY

__all__ = [
    "ConnectionState",
    "OHLCVBar",
    "StreamConfig",
    "StreamEvent",
    "StreamEventKind",
    "StreamGap",
    "StreamItem",
    "Subscription",
    "TickData",
    "TickSide",
    "check_resolution",
]

# A sum of numbers this far apart is still exact in the thousand digits of `finance.decimal.context.total`.
_MOST_PLACES = 100
# int64 nanoseconds end in 2262; a stamp in seconds or milliseconds falls far below the first of these.
_FIRST_NS = 3_000 * NANOS_PER_DAY
_LAST_NS = 2**63 - 1
_SECONDS_PER_DAY = 86_400


class TickSide(StrEnum):
    """Who took the liquidity of a trade."""

    BUY = "buy"
    SELL = "sell"
    UNKNOWN = "unknown"


class ConnectionState(StrEnum):
    """Where a stream's connection stands."""

    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    RECONNECTING = "reconnecting"


@dataclass(frozen=True, slots=True)
class TickData:
    """One trade.

    Numbers given as int, str or float become Decimals exactly, a float through its shortest repr.

    Attributes:
        symbol: The venue's name of what was traded.
        timestamp: When the trade happened, UTC nanoseconds.
        price: Of the trade; below 0 is legal (oil has been).
        volume: Of the trade, not below 0.
        side: Who took liquidity.
        trade_id: The venue's id of the trade, where it gives one: duplicates are told by it.

    Raises:
        ValidationError: If a value is missing, not finite, out of range, or stamped in another unit.

    Example:
        >>> TickData("BTCUSDT", 1_700_000_000_000_000_000, 37000.5, "0.25").price
        Decimal('37000.5')
    """

    symbol: str
    timestamp: int
    price: Decimal
    volume: Decimal
    side: TickSide = TickSide.UNKNOWN
    trade_id: str | None = None

    def __post_init__(self) -> None:
        place = f"tick of {self.symbol!r}"
        _check_symbol(self.symbol, "tick")
        _check_stamp(self.timestamp, place)
        object.__setattr__(self, "price", _number(self.price, "price", place))
        object.__setattr__(self, "volume", _volume(self.volume, place))


@dataclass(frozen=True, slots=True)
class OHLCVBar:
    """One closed bar, labelled by its end.

    Attributes:
        symbol: The venue's name of what was traded.
        timestamp: End of the bar, UTC nanoseconds: it holds the trades before that and none at it.
        open: Price of the first trade.
        high: Highest price.
        low: Lowest price.
        close: Price of the last trade.
        volume: Sum of the trades' volumes.
        complete: Whether the stream was whole all the time; a bar that lacks trades has to be fetched again.

    Raises:
        ValidationError: If a value is missing, not finite or out of range, or the prices contradict each other.

    Example:
        >>> OHLCVBar("BTCUSDT", 1_700_000_040_000_000_000, "1", "3", "1", "2", "0.5").high
        Decimal('3')
    """

    symbol: str
    timestamp: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    complete: bool = True

    def __post_init__(self) -> None:
        place = f"bar of {self.symbol!r}"
        _check_symbol(self.symbol, "bar")
        _check_stamp(self.timestamp, place)
        for name in ("open", "high", "low", "close"):
            object.__setattr__(self, name, _number(getattr(self, name), name, place))
        object.__setattr__(self, "volume", _volume(self.volume, place))
        if not self.low <= min(self.open, self.close) <= max(self.open, self.close) <= self.high:
            raise ValidationError(
                f"{place} at {self.timestamp}: open {self.open}, high {self.high}, low {self.low}, close "
                f"{self.close} contradict each other: the message was misread or is damaged"
            )


type StreamItem = TickData | OHLCVBar
"""What a message of a stream is parsed to."""


@dataclass(frozen=True, slots=True, order=True)
class Subscription:
    """One thing that a stream was asked for.

    Attributes:
        symbol: The venue's name of it.
        channel: Such as ``"trade"`` or ``"kline_1m"``.
    """

    symbol: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamConfig:
    """How a stream behaves. Durations are seconds.

    Attributes:
        bar_resolution: Length of the bars made of ticks; a divisor of a day.
        heartbeat_interval: Time between pings.
        heartbeat_timeout: Without an answer for that long the connection counts as dead and is made anew.
        reconnect_attempts: Failed attempts in a row until the stream gives up; None for never.
        reconnect_delay: The first wait before connecting again is drawn between 0 and this; it doubles.
        reconnect_max_delay: The longest wait.
        circuit_breaker_threshold: Errors in a row that open the connection breaker.
        circuit_breaker_recovery: How long the breaker then stays open.
        connect_timeout: Longest wait for the handshake.
        liveness_timeout: A subscription that is silent for that long while data is due is asked for again,
            and the connection made anew if that does not help; None to leave that to the feed monitor.
        max_message_bytes: A longer message ends the connection.
        queue_size: Items that wait for a slow consumer; beyond it the newest tick of a symbol takes the place
            of the one before, and the loss is reported.
        max_connection_age: Age at which a second connection takes over; None for never. Some venues cut
            every connection after 24 hours.

    Raises:
        ConfigurationError: If a value cannot work.
    """

    bar_resolution: int = 60
    heartbeat_interval: float = 30
    heartbeat_timeout: float = 60
    reconnect_attempts: int | None = None
    reconnect_delay: float = 1
    reconnect_max_delay: float = 16
    circuit_breaker_threshold: int = 10
    circuit_breaker_recovery: float = 30
    connect_timeout: float = 10
    liveness_timeout: float | None = None
    max_message_bytes: int = 1 << 20
    queue_size: int = 10_000
    max_connection_age: float | None = None

    def __post_init__(self) -> None:
        check_resolution(self.bar_resolution)
        for name in (
            "heartbeat_interval", "heartbeat_timeout", "reconnect_delay", "reconnect_max_delay",
            "circuit_breaker_threshold", "circuit_breaker_recovery", "connect_timeout", "max_message_bytes",
            "queue_size",
        ):  # fmt: skip
            _check_positive(name, getattr(self, name))
        for name in ("reconnect_attempts", "liveness_timeout", "max_connection_age"):
            if getattr(self, name) is not None:
                _check_positive(name, getattr(self, name))
        if self.reconnect_max_delay < self.reconnect_delay:
            raise ConfigurationError(
                f"reconnect_max_delay {self.reconnect_max_delay} is below reconnect_delay "
                f"{self.reconnect_delay}: raise it"
            )


type StreamEventKind = Literal[
    "connecting", "connected", "reconnecting", "disconnected", "attempt_failed", "breaker_open", "parse_error",
    "refused", "silent", "renewed", "renewal_failed",
]  # fmt: skip
"""What happens to a stream."""


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """Something that happened to a stream, for the journal, the console and alarms.

    Attributes:
        kind: What.
        at_ns: When, UTC nanoseconds.
        detail: In words; it holds no secret.
    """

    kind: StreamEventKind
    at_ns: int
    detail: str


@dataclass(frozen=True, slots=True)
class StreamGap:
    """A time of which a symbol's data may be missing: bars that it touches have to be fetched again.

    Attributes:
        symbol: Whose data.
        start_ns: The last time everything was there, UTC nanoseconds.
        end_ns: When it was again, UTC nanoseconds; None while it is not.
        reason: Why.
        lost: How many items are known to be lost; 0 if that is not known.
    """

    symbol: str
    start_ns: int
    end_ns: int | None
    reason: str
    lost: int = 0


def check_resolution(seconds: int) -> None:
    """Refuse a length of bars that does not divide a day, since its bars could not be aligned.

    Args:
        seconds: The length.

    Raises:
        ConfigurationError: If it is no whole divisor of a day.
    """
    if not isinstance(seconds, int) or seconds <= 0 or _SECONDS_PER_DAY % seconds:
        raise ConfigurationError(
            f"bar_resolution {seconds!r}: use whole seconds that divide a day, such as 60, 300 or 3600"
        )


def _check_positive(name: str, value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ConfigurationError(f"{name} is {value!r}: use a number above 0")


def _check_symbol(symbol: object, what: str) -> None:
    if not isinstance(symbol, str) or not symbol:
        raise ValidationError(f"{what} of symbol {symbol!r}: it needs the venue's name of what was traded")


def _check_stamp(stamp: object, place: str) -> None:
    if isinstance(stamp, bool) or not isinstance(stamp, int):
        raise ValidationError(
            f"{place} has timestamp {stamp!r}: use int UTC nanoseconds (rustybt.model.time.datetime_to_ns)"
        )
    if not _FIRST_NS <= stamp <= _LAST_NS:
        raise ValidationError(f"{place} has timestamp {stamp}: those are no nanoseconds since 1970-01-01 UTC")


def _number(value: object, name: str, place: str) -> Decimal:
    if type(value) is Decimal and value.is_finite():
        number = value
    elif isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        try:
            number = finite(value, name)
        except ConfigurationError as error:
            raise ValidationError(f"{place}: {error}") from None
    else:
        raise ValidationError(f"{place}: {name} is {value!r}: use a Decimal")
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and max(number.adjusted(), -exponent) <= _MOST_PLACES:
        return number
    raise ValidationError(
        f"{place}: {name} {number!r} has more than {_MOST_PLACES} places: no market has that"
    )


def _volume(value: object, place: str) -> Decimal:
    volume = _number(value, "volume", place)
    if volume < 0:
        raise ValidationError(f"{place}: volume {volume} is below 0: the side of a trade is told by `side`")
    return volume
