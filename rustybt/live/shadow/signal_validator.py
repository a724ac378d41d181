"""Whether live makes the signals that its shadow makes: matched one to one, and counted from both sides."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import RecordError
from rustybt.finance.decimal.context import divide, total
from rustybt.live.codecs import decode_record, encode_record
from rustybt.live.shadow.config import hours_to_seconds, ratio, whole_number
from rustybt.live.shadow.divergence import Divergence, explained
from rustybt.live.shadow.matching import match_in_order
from rustybt.live.shadow.signals import (
    NANOS_PER_MS,
    AlignmentResult,
    AlignmentType,
    Side,
    SignalRecord,
    aligned,
    alone,
    paired,
)
from rustybt.live.shadow.window import RollingSums
from rustybt.model.time import NANOS_PER_SECOND

if TYPE_CHECKING:
    from rustybt.live.codecs import Resolver

__all__ = [
    "AlignmentResult",
    "AlignmentType",
    "SignalAlignment",
    "SignalAlignmentValidator",
    "SignalRecord",
]

_TYPES = tuple(AlignmentType)
_MISALIGNED = (
    AlignmentType.MAGNITUDE_MISMATCH,
    AlignmentType.MISSING_SIGNAL,
    AlignmentType.UNEXPECTED_SIGNAL,
)

type _Key = tuple[int, Side, str | None]
type _Group = tuple[list[SignalRecord], list[SignalRecord]]


@dataclass(frozen=True, slots=True)
class SignalAlignment:
    """How live and its shadow agreed over a window.

    Attributes:
        match_rate: Share of signals that agree exactly, of those that either side made; None if there were none.
        breakdown: How many of each type.
        average_latency_ms: Mean of live's time less the shadow's over matched signals; None if there were none.
    """

    match_rate: Decimal | None
    breakdown: Mapping[AlignmentType, int]
    average_latency_ms: Decimal | None

    @property
    def signals(self) -> int:
        """How many were compared; a matched pair counts once."""
        return sum(self.breakdown.values())

    @property
    def misalignments(self) -> int:
        """How many were of another magnitude, or made by one side only."""
        return sum(self.breakdown[kind] for kind in _MISALIGNED)

    @property
    def unexpected(self) -> int:
        """How many live made and the shadow did not."""
        return self.breakdown[AlignmentType.UNEXPECTED_SIGNAL]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {
            "signal_match_rate": None if self.match_rate is None else str(self.match_rate),
            "divergence_breakdown": {kind.name: self.breakdown[kind] for kind in _TYPES},
        }


class SignalAlignmentValidator:
    """Compares the signals of live with those of its shadow.

    Signals with a decision id are matched by it; those without, of a tick strategy, by time. Both only within
    one asset and side: a sell where the shadow bought is one signal missing and one unexpected. Use
    `compare_signals` for two whole lists, or `observe_backtest`, `observe_live` and `settle` for streams.

    Args:
        time_tolerance_ms: How far apart two signals without a decision id may be and still be the same one.
        signal_tolerance_pct: How far quantity and price may differ and still agree, a ratio from 0 to 0.5.
        max_history: Results that are kept for drill-down; counts are kept for 24 hours whatever their number.
        max_pending: Signals that may wait for their counterpart; beyond, the oldest are settled as they are.

    Raises:
        ConfigurationError: If a value cannot be meant.
    """

    def __init__(
        self,
        time_tolerance_ms: int = 100,
        *,
        signal_tolerance_pct: float | str | Decimal = Decimal("0.001"),
        max_history: int = 10_000,
        max_pending: int = 512,
    ) -> None:
        self.time_tolerance_ms = whole_number(time_tolerance_ms, "time_tolerance_ms", least=0)
        self.signal_tolerance_pct = ratio(signal_tolerance_pct, "signal_tolerance_pct", most=Decimal("0.5"))
        self._tolerance_ns = time_tolerance_ms * NANOS_PER_MS
        self._max_pending = whole_number(max_pending, "max_pending", least=2)
        self._history: deque[AlignmentResult] = deque(
            maxlen=whole_number(max_history, "max_history", least=1)
        )
        self._sums = RollingSums(len(_TYPES) + 2)
        self._pending: dict[_Key, _Group] = {}
        self._waiting = 0

    @property
    def alignment_history(self) -> tuple[AlignmentResult, ...]:
        """The latest results, oldest first."""
        return tuple(self._history)

    @property
    def waiting(self) -> int:
        """How many observed signals are not settled yet."""
        return self._waiting

    def compare_signals(
        self, backtest_signals: Iterable[SignalRecord], live_signals: Iterable[SignalRecord]
    ) -> list[AlignmentResult]:
        """Match two whole lists of signals and count the outcome.

        Args:
            backtest_signals: The shadow's, in any order.
            live_signals: Live's, in any order.

        Returns:
            One result a pair and one a signal that is alone, by time; the same for every order of the lists.
        """
        groups: dict[_Key, _Group] = {}
        for place, signals in enumerate((backtest_signals, live_signals)):
            for signal in signals:
                groups.setdefault(_key(signal), ([], []))[place].append(signal)
        return self._count(result for key, group in groups.items() for result in self._match(key, group))

    def observe_backtest(self, signal: SignalRecord) -> None:
        """Take in a signal of the shadow, to be settled later.

        Args:
            signal: It.
        """
        self._observe(signal, 0)

    def observe_live(self, signal: SignalRecord) -> None:
        """Take in a signal of live, to be settled later.

        Args:
            signal: It.
        """
        self._observe(signal, 1)

    def settle(self, through_ns: int | None = None) -> list[AlignmentResult]:
        """Match the observed signals that can find no other counterpart any more, and count the outcome.

        Args:
            through_ns: Event time that both sides have passed: signals older than it by more than the time
                tolerance are due. None settles all, as at the end of a session.

        Returns:
            The results, by time.
        """
        results: list[AlignmentResult] = []
        for key in list(self._pending):
            for part in self._parts(key, self._pending[key]):
                if through_ns is None or _times(part)[-1] + self._tolerance_ns < through_ns:
                    results += self._take(key, part)
        return self._count(results)

    def calculate_match_rate(
        self, window_hours: float | str | Decimal = 1, now_ns: int | None = None
    ) -> Decimal | None:
        """Return the share of signals that agree exactly, of all that either side made.

        Args:
            window_hours: Hours of event time.
            now_ns: The window's end, UTC nanoseconds; None for the latest event.

        Returns:
            0 to 1, or None if there was no signal: that nothing is known to be wrong is not that it is right.
        """
        return self.alignment(window_hours, now_ns).match_rate

    def alignment(
        self, window_hours: float | str | Decimal = 1, now_ns: int | None = None
    ) -> SignalAlignment:
        """Return the rate, the counts and the latency of a window.

        Args:
            window_hours: Hours of event time.
            now_ns: The window's end, UTC nanoseconds; None for the latest event.
        """
        *counts, latency_ns, pairs = (
            int(number) for number in self._sums.sums(hours_to_seconds(window_hours), now_ns)
        )
        signals = sum(counts)
        breakdown = dict(zip(_TYPES, counts, strict=True))
        exact = breakdown[AlignmentType.EXACT_MATCH]
        return SignalAlignment(
            divide(Decimal(exact), Decimal(signals)) if signals else None,
            breakdown,
            divide(Decimal(latency_ns), Decimal(pairs * NANOS_PER_MS)) if pairs else None,
        )

    def divergences(
        self, window_hours: float | str | Decimal = 1, now_ns: int | None = None, limit: int = 100
    ) -> list[Divergence]:
        """Return what did not agree, with the likely reason, the latest first.

        Args:
            window_hours: Hours of event time.
            now_ns: The window's end, UTC nanoseconds; None for the latest event.
            limit: How many at most.
        """
        last = (now_ns if now_ns is not None else (self._sums.latest_ns or 0)) // NANOS_PER_SECOND
        first = last - hours_to_seconds(window_hours) + 1
        wrong = [result for result in self._history if result.alignment_type is not AlignmentType.EXACT_MATCH]
        seen = [each for each in wrong if first <= each.event_time_ns // NANOS_PER_SECOND <= last]
        seen.sort(key=_order, reverse=True)
        return explained(seen[:limit], wrong, self._tolerance_ns)

    def acknowledge(self) -> None:
        """Start to count anew, as after a reset of the breaker; the history stays for drill-down."""
        self._sums.clear()

    def state(self) -> dict[str, Any]:
        """Return all that must survive a restart, as JSON's types."""
        waiting = [
            [encode_record(signal) for group in self._pending.values() for signal in group[place]]
            for place in (0, 1)
        ]
        return {
            "sums": self._sums.state(),
            "history": [result.to_dict() for result in self._history],
            "pending": waiting,
        }

    def restore(self, state: Mapping[str, Any], find_asset: Resolver) -> None:
        """Take on what `state` returned.

        Args:
            state: That.
            find_asset: Gives the asset of a sid.

        Raises:
            RecordError: If it is damaged; then nothing is changed.
        """
        sums = RollingSums(len(_TYPES) + 2)
        try:
            sums.restore(state["sums"])
            history = [decode_record(AlignmentResult, each, find_asset) for each in state["history"]]
            backtest, live = (
                [decode_record(SignalRecord, each, find_asset) for each in side] for side in state["pending"]
            )
        except (KeyError, TypeError, ValueError) as error:
            raise RecordError(
                f"the state of the signal validator is damaged ({error!r}): verify the journal"
            ) from error
        self._sums, self._waiting = sums, 0
        self._history.clear()
        self._history.extend(history)
        self._pending.clear()
        for place, signals in enumerate((backtest, live)):
            for signal in signals:
                self._observe(signal, place)

    def _observe(self, signal: SignalRecord, place: int) -> None:
        self._pending.setdefault(_key(signal), ([], []))[place].append(signal)
        self._waiting += 1
        while self._waiting > self._max_pending:
            oldest = min(self._pending, key=lambda key: (_times(self._pending[key])[0], _sortable(key)))
            self._count(self._take(oldest, self._pending[oldest]))

    def _take(self, key: _Key, part: _Group) -> list[AlignmentResult]:
        taken = {id(signal) for signals in part for signal in signals}
        left = tuple([each for each in signals if id(each) not in taken] for signals in self._pending[key])
        self._waiting -= len(part[0]) + len(part[1])
        if any(left):
            self._pending[key] = (left[0], left[1])
        else:
            del self._pending[key]
        return self._match(key, part)

    def _match(self, key: _Key, group: _Group) -> list[AlignmentResult]:
        return [result for part in self._parts(key, group) for result in self._match_part(key, part)]

    def _parts(self, key: _Key, group: _Group) -> Iterator[_Group]:
        """Yield the signals that can be matched with each other: those of one decision, or near in time."""
        if key[2] is not None:
            yield group
            return
        times = _times(group)
        ends = [one for one, other in pairwise(times) if other - one > self._tolerance_ns]
        after = times[0] - 1
        for end in [*ends, times[-1]]:
            backtest, live = ([each for each in side if after < each.timestamp_ns <= end] for side in group)
            yield backtest, live
            after = end

    def _match_part(self, key: _Key, part: _Group) -> Iterator[AlignmentResult]:
        by_time = key[2] is None
        backtest, live = (sorted(signals, key=_by_time if by_time else _by_content) for signals in part)
        tolerance = self.signal_tolerance_pct
        pairs = match_in_order(
            backtest,
            live,
            self._near if by_time else _always,
            lambda one, other: aligned(one, other, tolerance) is AlignmentType.EXACT_MATCH,
            _time_apart if by_time else _quantity_apart,
        )
        yield from (paired(backtest[i], live[j], tolerance) for i, j in pairs)
        first, second = {i for i, _ in pairs}, {j for _, j in pairs}
        yield from (alone(backtest=each) for i, each in enumerate(backtest) if i not in first)
        yield from (alone(live=each) for j, each in enumerate(live) if j not in second)

    def _near(self, one: SignalRecord, other: SignalRecord) -> bool:
        return abs(one.timestamp_ns - other.timestamp_ns) <= self._tolerance_ns

    def _count(self, results: Iterable[AlignmentResult]) -> list[AlignmentResult]:
        ordered = sorted(results, key=_order)
        for result in ordered:
            row = [int(result.alignment_type is kind) for kind in _TYPES]
            latency = [0, 0]
            if result.backtest_signal is not None and result.live_signal is not None:
                latency = [result.live_signal.timestamp_ns - result.backtest_signal.timestamp_ns, 1]
            self._sums.add(result.event_time_ns, [*row, *latency])
            self._history.append(result)
        return ordered


def _key(signal: SignalRecord) -> _Key:
    return signal.asset.sid, signal.side, signal.decision_id


def _sortable(key: _Key) -> tuple[int, str, str]:
    return key[0], key[1], key[2] or ""


def _times(group: _Group) -> list[int]:
    return sorted(signal.timestamp_ns for signals in group for signal in signals)


def _by_content(signal: SignalRecord) -> tuple[Any, ...]:
    price = Decimal(0) if signal.price is None else signal.price
    received = -1 if signal.received_ns is None else signal.received_ns
    return (signal.quantity, signal.price is None, price, signal.order_type, signal.timestamp_ns, received)


def _by_time(signal: SignalRecord) -> tuple[Any, ...]:
    return (signal.timestamp_ns, *_by_content(signal))


def _order(result: AlignmentResult) -> tuple[Any, ...]:
    signal = result.signal
    kind = _TYPES.index(result.alignment_type)
    return (signal.timestamp_ns, *_sortable(_key(signal)), *_by_content(signal), kind)


def _always(one: SignalRecord, other: SignalRecord) -> bool:  # noqa: ARG001
    return True


def _time_apart(one: SignalRecord, other: SignalRecord) -> int:
    return abs(one.timestamp_ns - other.timestamp_ns)


def _quantity_apart(one: SignalRecord, other: SignalRecord) -> Decimal:
    return total(one.quantity, other.quantity.copy_negate()).copy_abs()
