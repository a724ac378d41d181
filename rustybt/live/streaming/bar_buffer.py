"""Ticks to bars, exactly: aligned to the clock, labelled by their end, and never made up.

A bar holds the trades from its start up to, not including, its end. It is closed by the first tick of a later
period or by the timer (`BarBuffer.close_until`), whichever comes first; what arrives for it afterwards is late,
counted and reported, and changes nothing. A period without trades has no bar.

Bars in the making are not meant to survive a restart: the trades of the outage are missing in them, and a
fetched bar takes their place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from rustybt.exceptions import ValidationError
from rustybt.finance.decimal.context import total
from rustybt.live.streaming.models import OHLCVBar, TickData, check_resolution
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["BarBuffer", "RefusalReason", "RefusedTick", "TickCounts"]

_NEVER = -(2**63)


class RefusalReason(StrEnum):
    """Why a tick entered no bar."""

    LATE = "late"
    DUPLICATE = "duplicate"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class RefusedTick:
    """A tick that entered no bar.

    Attributes:
        tick: The tick.
        reason: Why.
        closed_until_ns: End of what was closed for its symbol at the time, UTC nanoseconds.
    """

    tick: TickData
    reason: RefusalReason
    closed_until_ns: int


@dataclass(frozen=True, slots=True)
class TickCounts:
    """What became of the ticks.

    Attributes:
        taken: In a bar, closed or in the making.
        late: Of a period that was already closed.
        duplicate: With a trade id that was seen before.
        ahead: Stamped too far in the future.
        bars: Bars closed.
    """

    taken: int = 0
    late: int = 0
    duplicate: int = 0
    ahead: int = 0
    bars: int = 0


@dataclass(slots=True)
class _Making:
    """A bar in the making; open and close go by the trades' times, arrival breaks ties."""

    end_ns: int
    first: TickData
    last: TickData
    high: Decimal
    low: Decimal
    volume: Decimal
    trade_ids: set[str] = field(default_factory=set)

    def take(self, tick: TickData) -> None:
        if tick.timestamp < self.first.timestamp:
            self.first = tick
        if tick.timestamp >= self.last.timestamp:
            self.last = tick
        self.high = max(self.high, tick.price)
        self.low = min(self.low, tick.price)
        self.volume = total(self.volume, tick.volume)


class BarBuffer:
    """Makes bars of ticks, for any number of symbols.

    Args:
        bar_resolution: Length of the bars in seconds; a divisor of a day.
        on_bar_complete: Called with every closed bar, in order.
        on_refused: Called with every tick that enters no bar, for the alarm.
        since_ns: When the stream began, UTC nanoseconds: a bar that starts before lacks trades and is marked
            so. None if the stream was there all the time.
        max_ahead_seconds: A tick further ahead of `add_tick`'s ``now_ns`` is refused: it would close bars
            whose trades are still to come.

    Raises:
        ConfigurationError: If the resolution does not divide a day.

    Example:
        >>> minute = 60 * 10**9
        >>> buffer = BarBuffer(bar_resolution=60)
        >>> start = 28_000_000 * minute
        >>> buffer.add_tick(TickData("BTCUSDT", start + 15 * 10**9, "50000.00", "1.5"))
        >>> bar = buffer.add_tick(TickData("BTCUSDT", start + 65 * 10**9, "50500.00", "2.0"))
        >>> bar.timestamp - start == minute, bar.close, bar.volume
        (True, Decimal('50000.00'), Decimal('1.5'))
    """

    def __init__(
        self,
        bar_resolution: int = 60,
        on_bar_complete: Callable[[OHLCVBar], object] | None = None,
        *,
        on_refused: Callable[[RefusedTick], object] | None = None,
        since_ns: int | None = None,
        max_ahead_seconds: float = 5,
    ) -> None:
        check_resolution(bar_resolution)
        self.bar_resolution = bar_resolution
        self._length_ns = bar_resolution * NANOS_PER_SECOND
        self._ahead_ns = round(max_ahead_seconds * NANOS_PER_SECOND)
        self._on_bar = on_bar_complete
        self._on_refused = on_refused
        self._making: dict[str, _Making] = {}
        self._closed: dict[str, int] = {}
        self._closed_ids: dict[str, set[str]] = {}
        self._closed_all = _NEVER
        self._holes: dict[str | None, list[tuple[int, int]]] = {}
        self._broken: dict[str | None, int] = {}
        if since_ns is not None:
            self._holes[None] = [(_NEVER, since_ns)]
        self._counts = dict.fromkeys(("taken", "late", "duplicate", "ahead", "bars"), 0)

    @property
    def counts(self) -> TickCounts:
        """What became of the ticks so far."""
        return TickCounts(**self._counts)

    def add_tick(self, tick: TickData, now_ns: int | None = None) -> OHLCVBar | None:
        """Take a trade.

        Args:
            tick: The trade.
            now_ns: The present, UTC nanoseconds, to refuse trades of the future; None to believe every stamp.

        Returns:
            The bar of its symbol that the trade closed, if it did.

        Raises:
            ValidationError: If it is no tick.
        """
        if not isinstance(tick, TickData):
            raise ValidationError(
                f"{tick!r} is no TickData: a kline's volume is a running sum, hand its closed bar on as it is"
            )
        making = self._making.get(tick.symbol)
        refusal = self._refusal(tick, making, now_ns)
        if refusal is not None:
            self._refuse(tick, refusal)
            return None
        self._counts["taken"] += 1
        end_ns = self._end_of(tick.timestamp)
        if making is not None and end_ns == making.end_ns:
            making.take(tick)
            self._remember(making, tick)
            return None
        self._making[tick.symbol] = fresh = _Making(end_ns, tick, tick, tick.price, tick.price, tick.volume)
        self._remember(fresh, tick)
        return self._close(making) if making is not None else None

    def close_until(self, now_ns: int) -> tuple[OHLCVBar, ...]:
        """Close every bar that has ended; the timer calls this.

        A trade takes a while to arrive. A caller who wants to wait for it passes a time that lies that while
        back: ``close_until(clock() - 500_000_000)``.

        Args:
            now_ns: Periods that end at or before it are over, UTC nanoseconds; going back changes nothing.

        Returns:
            The bars closed, by end, then symbol.
        """
        self._closed_all = max(self._closed_all, now_ns // self._length_ns * self._length_ns)
        due = sorted(
            (making.end_ns, symbol)
            for symbol, making in self._making.items()
            if making.end_ns <= self._closed_all
        )
        bars = tuple(self._close(self._making.pop(symbol)) for _, symbol in due)
        self._forget_holes()
        return bars

    def next_close_ns(self) -> int | None:
        """Return when the next bar in the making ends, UTC nanoseconds; None if there is none."""
        return min((making.end_ns for making in self._making.values()), default=None)

    def interrupt(self, start_ns: int, end_ns: int | None, symbol: str | None = None) -> None:
        """Tell that trades of a time are missing: bars that it touches will be marked incomplete.

        Bars that were closed before this is told are past marking: whoever keeps them has to fetch them again.

        Args:
            start_ns: When the stream broke, UTC nanoseconds.
            end_ns: When it was whole again, UTC nanoseconds; None while it is not, to be told later.
            symbol: Whose trades; None for all.

        Raises:
            ValidationError: If the time is reversed.
        """
        if end_ns is None:
            self._broken[symbol] = min(start_ns, self._broken.get(symbol, start_ns))
            return
        if end_ns < start_ns:
            raise ValidationError(f"an interruption from {start_ns} to {end_ns} is reversed: swap the two")
        start_ns = min(start_ns, self._broken.pop(symbol, start_ns))
        holes = self._holes.setdefault(symbol, [])
        # Two holes less than a bar apart touch the same bars as one: their number stays bounded.
        if holes and holes[-1][0] <= start_ns < holes[-1][1] + self._length_ns:
            holes[-1] = (holes[-1][0], max(holes[-1][1], end_ns))
        else:
            holes.append((start_ns, end_ns))

    def _end_of(self, stamp_ns: int) -> int:
        return (stamp_ns // self._length_ns + 1) * self._length_ns

    def _closed_until(self, symbol: str) -> int:
        return max(self._closed.get(symbol, _NEVER), self._closed_all)

    def _refusal(self, tick: TickData, making: _Making | None, now_ns: int | None) -> RefusalReason | None:
        if tick.trade_id is not None and (
            (making is not None and tick.trade_id in making.trade_ids)
            or tick.trade_id in self._closed_ids.get(tick.symbol, ())
        ):
            return RefusalReason.DUPLICATE
        opened = making.end_ns - self._length_ns if making is not None else _NEVER
        if tick.timestamp < max(self._closed_until(tick.symbol), opened):
            return RefusalReason.LATE
        if now_ns is not None and tick.timestamp > now_ns + self._ahead_ns:
            return RefusalReason.AHEAD
        return None

    def _refuse(self, tick: TickData, reason: RefusalReason) -> None:
        self._counts[reason.value] += 1
        if self._on_refused is not None:
            self._on_refused(RefusedTick(tick, reason, self._closed_until(tick.symbol)))

    @staticmethod
    def _remember(making: _Making, tick: TickData) -> None:
        if tick.trade_id is not None:
            making.trade_ids.add(tick.trade_id)

    def _close(self, making: _Making) -> OHLCVBar:
        symbol = making.first.symbol
        bar = OHLCVBar(
            symbol=symbol,
            timestamp=making.end_ns,
            open=making.first.price,
            high=making.high,
            low=making.low,
            close=making.last.price,
            volume=making.volume,
            complete=not self._has_hole(symbol, making.end_ns),
        )
        self._closed[symbol] = making.end_ns
        # A venue repeats its last trades after a reconnect: those of one bar back are still known as such.
        self._closed_ids[symbol] = making.trade_ids
        self._counts["bars"] += 1
        if self._on_bar is not None:
            self._on_bar(bar)
        return bar

    def _has_hole(self, symbol: str, end_ns: int) -> bool:
        start_ns = end_ns - self._length_ns
        if any(self._broken.get(whose, end_ns) < end_ns for whose in (None, symbol)):
            return True
        return any(
            start < end_ns and start_ns < end
            for whose in (None, symbol)
            for start, end in self._holes.get(whose, ())
        )

    def _forget_holes(self) -> None:
        starts = [making.end_ns - self._length_ns for making in self._making.values()]
        oldest = min([self._closed_all, *starts])
        kept = {whose: [hole for hole in holes if hole[1] > oldest] for whose, holes in self._holes.items()}
        self._holes = {whose: holes for whose, holes in kept.items() if holes}
