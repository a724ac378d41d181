"""How live stands beside its shadow, as a report that shows itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import ConfigurationError, RecordError
from rustybt.finance.decimal.context import CONTEXT, NAN, divide, finite, product, total
from rustybt.live.codecs import decode_decimal, decode_record, encode_record
from rustybt.live.shadow.divergence import Divergence
from rustybt.live.shadow.execution_tracker import ExecutionQualityMetrics
from rustybt.live.shadow.figures import ShadowFigures, decode_divergences
from rustybt.live.shadow.report_text import page_part, plain
from rustybt.live.shadow.signal_validator import SignalAlignment
from rustybt.model.time import ns_to_datetime

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rustybt.live.codecs import Resolver
    from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker
    from rustybt.live.shadow.config import ShadowTradingConfig

__all__ = ["PerformanceDeviation", "ShadowReport", "ShadowStatus", "shadow_report"]

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_PLACES = Decimal("0.0001")
_MOST_DIGITS = 20


class ShadowStatus(Enum):
    """What there is to say of a shadow, in one word."""

    OFF = "off"
    WAITING = "waiting"
    ALIGNED = "aligned"
    DIVERGED = "diverged"
    OVERRIDDEN = "overridden"
    HALTED = "halted"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class PerformanceDeviation:
    """The returns of live and of its shadow since they started together.

    Attributes:
        live_return: Live's, as a ratio.
        backtest_return: The shadow's.

    Example:
        >>> PerformanceDeviation.between(100, 110, 100, "111").deviation_pct
        Decimal('-1.00')
    """

    live_return: Decimal
    backtest_return: Decimal

    @classmethod
    def between(
        cls,
        live_start: float | str | Decimal,
        live_now: float | str | Decimal,
        backtest_start: float | str | Decimal,
        backtest_now: float | str | Decimal,
    ) -> PerformanceDeviation:
        """Return the deviation of two portfolios from their values.

        Args:
            live_start: Live's value when the shadow started, above 0.
            live_now: Live's value now, without deposits and withdrawals since.
            backtest_start: The shadow's value when it started, above 0.
            backtest_now: The shadow's value now.

        Raises:
            ConfigurationError: If a value at the start is not above 0.
        """
        return cls(
            _return(live_start, live_now, "live_start"),
            _return(backtest_start, backtest_now, "backtest_start"),
        )

    @property
    def deviation_pct(self) -> Decimal:
        """Live's return less the shadow's, in percentage points."""
        return product(total(self.live_return, self.backtest_return.copy_negate()), _HUNDRED)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        return {
            "live_return": str(self.live_return),
            "backtest_return": str(self.backtest_return),
            "deviation_pct": str(self.deviation_pct),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowReport:
    """How live stands beside its shadow. In a notebook it shows itself; ``print`` gives plain text.

    The four figures that are numbers in any case are NaN where they are not known.

    Attributes:
        status: In one word.
        why: Why the status is so, in a sentence; empty where the word says all.
        as_of_ns: Event time it was made at, UTC nanoseconds.
        window_hours: Hours of event time that are looked at.
        alignment: Signals.
        execution: Execution; its slippage is left out where it is not tracked.
        performance: Returns, or None if they are not known.
        divergences: What did not agree, the latest first.
        track_latency: Whether latency is shown.
        track_slippage: Whether slippage is shown.
    """

    status: ShadowStatus
    as_of_ns: int
    window_hours: Decimal
    alignment: SignalAlignment
    execution: ExecutionQualityMetrics
    why: str = ""
    performance: PerformanceDeviation | None = None
    divergences: tuple[Divergence, ...] = ()
    track_latency: bool = True
    track_slippage: bool = True

    @property
    def alignment_rate(self) -> Decimal:
        """Share of signals that agree exactly, 0 to 1."""
        return _known(self.alignment.match_rate)

    @property
    def execution_quality(self) -> Decimal:
        """Live's fill rate over the shadow's, 0 to 1."""
        return _known(self.execution.execution_quality)

    @property
    def avg_slippage_bps(self) -> Decimal:
        """Live's slippage in basis points to four places, against us when positive; ``execution`` has all digits."""
        return _short(_known(self.execution.actual_slippage_bps if self.track_slippage else None))

    @property
    def avg_latency_ms(self) -> Decimal:
        """Mean time from the shadow's signal to live's, in milliseconds to four places."""
        return _short(_known(self.alignment.average_latency_ms if self.track_latency else None))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON's types; what is not known is None."""
        latency = self.alignment.average_latency_ms if self.track_latency else None
        execution = self.execution.to_dict()
        if not self.track_slippage:
            execution.update({name: None for name in execution if "slippage" in name})
        return {
            "status": self.status.value,
            "why": self.why,
            "as_of_ns": self.as_of_ns,
            "window_hours": str(self.window_hours),
            "signal_alignment": self.alignment.to_dict(),
            "average_latency_ms": None if latency is None else str(latency),
            "execution_quality": execution,
            "performance": self.performance and self.performance.to_dict(),
            "divergences": [each.to_dict() for each in self.divergences],
        }

    def told(self) -> dict[str, Any]:
        """Return all of it as JSON's types, for `of_told` in another process."""
        figures = ShadowFigures(now_ns=self.as_of_ns, alignment=self.alignment, execution=self.execution)
        rest = {name: getattr(self, name) for name in ("why", "track_latency", "track_slippage")}
        return {
            **figures.to_dict(),
            **rest,
            "status": self.status.value,
            "window_hours": str(self.window_hours),
            "performance": None if self.performance is None else encode_record(self.performance),
            "divergences": [encode_record(each) for each in self.divergences],
        }

    @classmethod
    def of_told(cls, values: Mapping[str, Any], find_asset: Resolver) -> ShadowReport:
        """Return the report that `told` was called on.

        Args:
            values: What it returned.
            find_asset: Gives the asset of a sid.

        Raises:
            RecordError: If it is none.
        """
        figures, performance = ShadowFigures.of_dict(values), values.get("performance")
        try:
            return cls(
                status=ShadowStatus(values["status"]),
                why=values["why"],
                as_of_ns=figures.now_ns,
                window_hours=decode_decimal(values["window_hours"], "window_hours"),
                alignment=figures.alignment,
                execution=figures.execution,
                performance=None if performance is None else decode_record(PerformanceDeviation, performance),
                divergences=decode_divergences(values["divergences"], find_asset),
                track_latency=values["track_latency"],
                track_slippage=values["track_slippage"],
            )
        except (KeyError, ValueError) as error:
            raise RecordError(f"{values!r} is no report of a shadow: {error!r}") from error

    def __repr__(self) -> str:
        return plain(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": page_part(self), "text/plain": repr(self)}


def shadow_report(
    config: ShadowTradingConfig,
    figures: ShadowFigures,
    breaker: AlignmentCircuitBreaker,
    *,
    performance: PerformanceDeviation | None = None,
    divergences: tuple[Divergence, ...] = (),
) -> ShadowReport:
    """Return the report of a shadow as it stands.

    Args:
        config: What was asked for.
        figures: What the shadow knows.
        breaker: That judges them.
        performance: Returns, if known.
        divergences: What did not agree, the latest first.
    """
    status, why = _status(config, figures.alignment, breaker, figures.now_ns)
    return ShadowReport(
        status=status,
        why=why,
        as_of_ns=figures.now_ns,
        window_hours=config.window_hours,
        alignment=figures.alignment,
        execution=figures.execution,
        performance=performance,
        divergences=divergences,
        track_latency=config.track_latency,
        track_slippage=config.track_slippage,
    )


def _status(
    config: ShadowTradingConfig, alignment: SignalAlignment, breaker: AlignmentCircuitBreaker, now_ns: int
) -> tuple[ShadowStatus, str]:
    if not config.enabled:
        return ShadowStatus.OFF, ""
    if breaker.is_tripped:
        return ShadowStatus.HALTED, breaker.get_trip_reason() or ""
    if breaker.lost:
        return ShadowStatus.LOST, breaker.lost
    if held := breaker.override_at(now_ns):
        until = f"{ns_to_datetime(held.until_ns):%Y-%m-%d %H:%M:%S} UTC"
        return ShadowStatus.OVERRIDDEN, f"by {held.operator} until {until}: {held.reason}"
    if alignment.match_rate is None:
        return ShadowStatus.WAITING, ""
    if alignment.misalignments or alignment.match_rate < config.signal_match_rate_min:
        wrong = f"{alignment.misalignments:,} of {alignment.signals:,} signals misaligned"
        return ShadowStatus.DIVERGED, f"{wrong}; the limits are not reached"
    return ShadowStatus.ALIGNED, ""


def _known(number: Decimal | None) -> Decimal:
    return NAN if number is None else number


def _short(number: Decimal) -> Decimal:
    if number.is_nan() or number.adjusted() > _MOST_DIGITS:
        return number
    return CONTEXT.quantize(number, _PLACES)


def _return(start: float | str | Decimal, now: float | str | Decimal, name: str) -> Decimal:
    first = finite(start, name)
    if first <= 0:
        raise ConfigurationError(f"{name} is {start}: a return needs a value above 0 to start from")
    return total(divide(finite(now, name.replace("start", "now")), first), _ONE.copy_negate())
