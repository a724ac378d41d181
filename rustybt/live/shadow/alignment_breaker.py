"""The circuit breaker that halts live when it strays from its shadow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol

from rustybt.exceptions import CircuitBreakerError, ConfigurationError
from rustybt.live.breaker_base import BreakerTripped, CircuitBreaker, CircuitBreakerState, named
from rustybt.live.codecs import decode_record, encode_record
from rustybt.live.fail_closed import FailClosed
from rustybt.live.shadow.config import ShadowTradingConfig, ratio, threshold, whole_number
from rustybt.live.shadow.execution_tracker import ExecutionQualityMetrics
from rustybt.live.shadow.signal_validator import SignalAlignment
from rustybt.model.time import NANOS_PER_SECOND

__all__ = ["Acknowledges", "AlignmentCircuitBreaker", "AlignmentOverride", "CircuitBreakerReason"]

MOST_OVERRIDE_MINUTES = 24 * 60


class CircuitBreakerReason(Enum):
    """Which rule halts live.

    The first three are the field's. `UNEXPECTED_SIGNAL` is one live order that the shadow never made,
    `MISALIGNMENT_COUNT` too many misalignments whatever the rate, `SHADOW_LOST` the end of a required shadow.
    """

    SIGNAL_DIVERGENCE = "signal_divergence"
    EXECUTION_QUALITY_DEGRADED = "execution_quality_degraded"
    FILL_RATE_MISMATCH = "fill_rate_mismatch"
    UNEXPECTED_SIGNAL = "unexpected_signal"
    MISALIGNMENT_COUNT = "misalignment_count"
    SHADOW_LOST = "shadow_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentOverride:
    """Someone has acknowledged a divergence: for a time it does not halt.

    Attributes:
        breaker: Name of the breaker.
        operator: Who.
        reason: Why.
        from_ns: From when, UTC nanoseconds.
        until_ns: Until when; at this time it halts again.
    """

    breaker: str
    operator: str
    reason: str
    from_ns: int
    until_ns: int


class Acknowledges(Protocol):
    """What counts evidence, and starts anew when someone has looked at it."""

    def acknowledge(self) -> None:
        """Start to count anew."""


class AlignmentCircuitBreaker(CircuitBreaker):
    """Trips when live strays from its shadow: in its signals, its slippage or its fills.

    One live order that the shadow never made trips it at once, whatever the rate, and no override holds it back.
    A figure that is not known neither trips it nor counts as good: `may_scale_up` says whether all is proven.

    Args:
        signal_match_rate_min: Below this share of signals that agree it trips, a ratio.
        slippage_error_bps_max: Beyond this size of slippage error it trips, in basis points; None for no such rule.
        fill_rate_error_pct_max: Beyond this size of fill rate error it trips, in percentage points.
        max_misalignment_count: At this many misalignments in the window it trips; None for no such rule.
        execution_quality_threshold: Below this execution quality it trips, a ratio; None for no such rule.
        required: Whether the loss of the shadow trips it.
        name: What it is called.

    Raises:
        ConfigurationError: If a limit cannot be meant.

    Example:
        >>> breaker = AlignmentCircuitBreaker()
        >>> breaker.check_alignment(Decimal("0.94"))
        False
        >>> breaker.get_trip_reason()
        'alignment: match rate 0.94 is below 0.95; reset it with an operator and a reason'
    """

    kind = "alignment"

    def __init__(
        self,
        signal_match_rate_min: Decimal | str | float = "0.95",
        slippage_error_bps_max: Decimal | str | float | None = 50,
        fill_rate_error_pct_max: Decimal | str | float = 20,
        *,
        max_misalignment_count: int | None = None,
        execution_quality_threshold: Decimal | str | float | None = None,
        required: bool = False,
        name: str = "alignment",
    ) -> None:
        least = ratio(signal_match_rate_min, "signal_match_rate_min")
        super().__init__(name=name, limit=least, unit="fraction")
        self._most_slippage = (
            None
            if slippage_error_bps_max is None
            else threshold(slippage_error_bps_max, "slippage_error_bps_max")
        )
        self._most_fill_error = threshold(fill_rate_error_pct_max, "fill_rate_error_pct_max")
        self._most_misaligned = (
            None
            if max_misalignment_count is None
            else whole_number(max_misalignment_count, "max_misalignment_count", least=1)
        )
        self._least_quality = (
            None
            if execution_quality_threshold is None
            else ratio(execution_quality_threshold, "execution_quality_threshold")
        )
        self._required = required
        self._evidence: tuple[Acknowledges, ...] = ()
        self._match_rate: Decimal | None = None
        self._reason: CircuitBreakerReason | None = None
        self._override: AlignmentOverride | None = None
        self._lost = ""

    @classmethod
    def from_config(cls, config: ShadowTradingConfig, *, name: str = "alignment") -> AlignmentCircuitBreaker:
        """Return the breaker that a configuration asks for.

        Args:
            config: Of the shadow.
            name: What it is called.
        """
        return cls(
            config.signal_match_rate_min,
            config.slippage_error_bps_max if config.track_slippage else None,
            config.fill_rate_error_pct_max,
            max_misalignment_count=config.max_misalignment_count,
            execution_quality_threshold=config.execution_quality_threshold,
            required=config.required,
            name=name,
        )

    @property
    def trip_reason(self) -> CircuitBreakerReason | None:
        """Which rule has tripped it; None if none has."""
        return self._reason

    @property
    def lost(self) -> str:
        """Why there is no shadow any more; empty while there is one."""
        return self._lost

    @property
    def may_scale_up(self) -> bool:
        """Whether more risk is backed by a shadow that runs and agrees; what is not known backs nothing."""
        known = self._match_rate is not None and self._match_rate >= self._limit
        return known and not self._lost and self.status is CircuitBreakerState.NORMAL

    def level(self, now_ns: int | None = None) -> Decimal:  # noqa: ARG002 - of the last check
        """Return the match rate of the last check, as a fraction.

        Args:
            now_ns: Without effect.

        Raises:
            CircuitBreakerError: If no signal was compared yet: then it is not known.
        """
        if self._match_rate is None:
            raise CircuitBreakerError(f"{self._name}: no signal was compared yet, the match rate is unknown")
        return self._match_rate

    def watch(self, *evidence: Acknowledges) -> None:
        """Have what counts the evidence start anew at a reset, so that old evidence does not trip it again.

        Args:
            evidence: The validator and the tracker whose figures are checked.
        """
        self._evidence = evidence

    def check_alignment(
        self,
        signal_match_rate: SignalAlignment | Decimal | None,
        execution_quality: ExecutionQualityMetrics | None = None,
        *,
        time_ns: int | None = None,
    ) -> bool:
        """Judge the figures of a window, and trip if one is beyond its limit.

        Args:
            signal_match_rate: The validator's ``alignment()``, whose counts are judged too; or a rate alone.
            execution_quality: The tracker's metrics.
            time_ns: Event time, UTC nanoseconds; without it no override holds.

        Returns:
            Whether trading is allowed.
        """
        found: tuple[CircuitBreakerReason, str] | None = None
        with FailClosed() as guard:
            found = self._judged(signal_match_rate, execution_quality, time_ns)
        if guard.error is not None:
            self.fail(guard.error, time_ns)
        elif found is not None:
            self.trip_on(*found, time_ns=time_ns)
        return self.status is CircuitBreakerState.NORMAL

    def trip_on(
        self, reason: CircuitBreakerReason, detail: str = "", *, time_ns: int | None = None
    ) -> BreakerTripped | None:
        """Trip. To trip again changes nothing: the first reason stands.

        Args:
            reason: The rule.
            detail: It in words, with the figures.
            time_ns: When, UTC nanoseconds; None to let the journal's time hold.

        Returns:
            The trip, or None if it was tripped already.
        """
        if self.is_tripped:
            return None
        self._reason = reason
        return self._latch(CircuitBreakerState.TRIPPED, detail or reason.value.replace("_", " "), time_ns)

    def shadow_lost(self, error: str, *, time_ns: int | None = None) -> BreakerTripped | None:
        """Take note that the shadow itself has failed: nothing more may be scaled up, and it trips if required.

        Args:
            error: What it failed with.
            time_ns: When, UTC nanoseconds.

        Returns:
            The trip, if this trips it.
        """
        self._lost = named(error, "error of a shadow")
        if not self._required:
            return None
        return self.trip_on(
            CircuitBreakerReason.SHADOW_LOST, f"the required shadow was lost: {error}", time_ns=time_ns
        )

    def shadow_found(self) -> None:
        """Take note that a shadow runs again; a latch stays."""
        self._lost = ""

    def allow_override(self, operator: str, reason: str, minutes: int, *, time_ns: int) -> AlignmentOverride:
        """Acknowledge divergence: for some minutes it does not trip, but for orders that the shadow never made.

        It lifts no latch; `reset` does. A later override takes the place of an earlier one.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            minutes: For how long, 1 to 1440.
            time_ns: From when, UTC nanoseconds of event time.

        Returns:
            What was allowed: for the journal.

        Raises:
            ConfigurationError: If operator or reason is empty, or the minutes are no such number.
        """
        if whole_number(minutes, "minutes", least=1) > MOST_OVERRIDE_MINUTES:
            raise ConfigurationError(
                f"minutes is {minutes}: an override holds {MOST_OVERRIDE_MINUTES} at most; renew it instead"
            )
        self._override = AlignmentOverride(
            breaker=self._name,
            operator=named(operator, "operator of an override"),
            reason=named(reason, "reason of an override"),
            from_ns=time_ns,
            until_ns=time_ns + minutes * 60 * NANOS_PER_SECOND,
        )
        return self._override

    def override_at(self, time_ns: int | None) -> AlignmentOverride | None:
        """Return the override that holds at a time; None if none does.

        Args:
            time_ns: Event time, UTC nanoseconds; None is at no time.
        """
        held = self._override
        if held is None or time_ns is None or not held.from_ns <= time_ns < held.until_ns:
            return None
        return held

    def _judged(
        self,
        signals: SignalAlignment | Decimal | None,
        execution: ExecutionQualityMetrics | None,
        time_ns: int | None,
    ) -> tuple[CircuitBreakerReason, str] | None:
        counts = signals if isinstance(signals, SignalAlignment) else None
        rate = counts.match_rate if counts is not None else signals
        self._match_rate = None if rate is None else ratio(rate, "match rate")  # type: ignore[arg-type]
        if counts is not None and counts.unexpected:
            told = f"live orders that the shadow never made: {counts.unexpected}"
            return CircuitBreakerReason.UNEXPECTED_SIGNAL, told
        if self.override_at(time_ns) is not None:
            return None
        return self._judged_signals(counts) or self._judged_execution(execution)

    def _judged_signals(self, counts: SignalAlignment | None) -> tuple[CircuitBreakerReason, str] | None:
        if self._match_rate is not None and self._match_rate < self._limit:
            told = f"match rate {self._match_rate} is below {self._limit}"
            return CircuitBreakerReason.SIGNAL_DIVERGENCE, told
        most = self._most_misaligned
        if counts is not None and most is not None and counts.misalignments >= most:
            told = f"{counts.misalignments} misalignments reach the limit of {most}"
            return CircuitBreakerReason.MISALIGNMENT_COUNT, told
        return None

    def _judged_execution(
        self, execution: ExecutionQualityMetrics | None
    ) -> tuple[CircuitBreakerReason, str] | None:
        if execution is None:
            return None
        error, most = execution.slippage_error_bps, self._most_slippage
        if error is not None and most is not None and error.copy_abs() > most:
            told = f"slippage error {error} bps is beyond {most}"
            return CircuitBreakerReason.EXECUTION_QUALITY_DEGRADED, told
        error, most = execution.fill_rate_error_pct, self._most_fill_error
        if error is not None and error.copy_abs() > most:
            return CircuitBreakerReason.FILL_RATE_MISMATCH, f"fill rate error {error} pp is beyond {most}"
        quality, least = execution.execution_quality, self._least_quality
        if quality is not None and least is not None and quality < least:
            told = f"execution quality {quality} is below {least}"
            return CircuitBreakerReason.EXECUTION_QUALITY_DEGRADED, told
        return None

    def _forget(self) -> str:
        told = f"signals and executions are counted anew; the match rate was {self._match_rate}"
        for each in self._evidence:
            each.acknowledge()
        self._match_rate = self._reason = None
        return told

    def _measured(self) -> dict[str, Any]:
        return {
            "match_rate": None if self._match_rate is None else str(self._match_rate),
            "reason": None if self._reason is None else self._reason.value,
            "override": None if self._override is None else encode_record(self._override),
            "lost": self._lost,
        }

    def _remeasure(self, measure: Mapping[str, Any]) -> None:
        rate, reason, held = measure["match_rate"], measure["reason"], measure["override"]
        match_rate = None if rate is None else ratio(rate, "match rate")
        known = None if reason is None else CircuitBreakerReason(reason)
        override = None if held is None else decode_record(AlignmentOverride, held)
        self._match_rate, self._reason, self._override = match_rate, known, override
        self._lost = str(measure["lost"])
