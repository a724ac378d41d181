"""Why live and its shadow disagreed, as far as their signals tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from rustybt.live.shadow.signals import (
    NANOS_PER_MS,
    AlignmentResult,
    AlignmentType,
    Side,
    SignalRecord,
)
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["Divergence", "DivergenceReason", "explained"]

LATE_NS = 300 * NANOS_PER_SECOND

type _Alone = dict[tuple[int, Side, AlignmentType], list[SignalRecord]]


class DivergenceReason(Enum):
    """What likely made two engines disagree that were fed the same market."""

    DATA_DELAY = "data_delay"
    EXECUTION_LATENCY = "execution_latency"
    STATE_DRIFT = "state_drift"


@dataclass(frozen=True, slots=True)
class Divergence:
    """A result that is no exact match, with its likely reason.

    Attributes:
        result: The signals and how they differ.
        reason: The likely reason.
        detail: It in words, with the figures.
    """

    result: AlignmentResult
    reason: DivergenceReason
    detail: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {"reason": self.reason.value, "detail": self.detail, **self.result.to_dict()}


def explained(
    results: Iterable[AlignmentResult], wrong: Sequence[AlignmentResult], tolerance_ns: int
) -> list[Divergence]:
    """Return results with their likely reasons.

    A signal that only one side made is late, not lost, where the other side made one of the same asset and
    side alone within five minutes. It is a delay of data when live is known to have received its event later
    than the tolerance after the shadow's, or the two decided on different events, or live was first; otherwise
    of execution. All else is a drift of state: the same input, and another decision.

    Args:
        results: Those to explain.
        wrong: All that are no exact match, to find the late ones in.
        tolerance_ns: Above which a delay is one, in nanoseconds.
    """
    lonely: _Alone = defaultdict(list)
    for result in wrong:
        signal = result.signal
        lonely[signal.asset.sid, signal.side, result.alignment_type].append(signal)
    return [_explained(result, lonely, tolerance_ns) for result in results]


def _explained(result: AlignmentResult, lonely: _Alone, tolerance_ns: int) -> Divergence:
    backtest, live = result.backtest_signal, result.live_signal
    if backtest is not None and live is not None:
        delay = _data_delay(backtest, live)
        if delay is not None and delay > tolerance_ns:
            return Divergence(
                result, DivergenceReason.DATA_DELAY, f"{_pair(backtest, live)}; data came {_ms(delay)} late"
            )
        return Divergence(result, DivergenceReason.STATE_DRIFT, _pair(backtest, live))
    signal = result.signal
    twin = _twin(signal, lonely, missing=live is None)
    which = (
        f"the shadow's {_text(signal)} is not in live"
        if live is None
        else f"live's {_text(signal)} is not in the shadow"
    )
    if twin is None:
        return Divergence(result, DivergenceReason.STATE_DRIFT, which)
    shadows, lives = (signal, twin) if live is None else (twin, signal)
    apart = lives.timestamp_ns - shadows.timestamp_ns
    when = "earlier" if twin.timestamp_ns < signal.timestamp_ns else "later"
    told = f"{which}, but {_text(twin)} is, {_ms(abs(apart))} {when}"
    return Divergence(result, _late(shadows, lives, tolerance_ns), told)


def _late(backtest: SignalRecord, live: SignalRecord, tolerance_ns: int) -> DivergenceReason:
    delay = _data_delay(backtest, live)
    if delay is None:
        other_event = backtest.decision_id != live.decision_id
        delayed = other_event or live.timestamp_ns < backtest.timestamp_ns
    else:
        delayed = abs(delay) > tolerance_ns
    return DivergenceReason.DATA_DELAY if delayed else DivergenceReason.EXECUTION_LATENCY


def _data_delay(backtest: SignalRecord, live: SignalRecord) -> int | None:
    if live.received_ns is None:
        return None
    return live.received_ns - (
        backtest.timestamp_ns if backtest.received_ns is None else backtest.received_ns
    )


def _twin(signal: SignalRecord, lonely: _Alone, *, missing: bool) -> SignalRecord | None:
    kind = AlignmentType.UNEXPECTED_SIGNAL if missing else AlignmentType.MISSING_SIGNAL
    others = lonely.get((signal.asset.sid, signal.side, kind), ())
    near = [
        (abs(each.timestamp_ns - signal.timestamp_ns), each.timestamp_ns, index)
        for index, each in enumerate(others)
    ]
    best = min(near, default=None)
    return others[best[2]] if best is not None and best[0] <= LATE_NS else None


def _pair(backtest: SignalRecord, live: SignalRecord) -> str:
    return f"the shadow's {_text(backtest)} is live's {_text(live)}"


def _text(signal: SignalRecord) -> str:
    price = "" if signal.price is None else f" at {signal.price:f}"
    return f"{signal.order_type} {signal.side} {signal.quantity:f} {signal.asset.symbol}{price}"


def _ms(ns: int) -> str:
    whole, rest = divmod(ns, NANOS_PER_MS)
    return f"{whole:,}{f'.{rest:06d}'.rstrip('0') if rest else ''} ms"
