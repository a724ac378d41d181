"""What a shadow knows of live beside it: the figures that are judged, and those that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import RecordError
from rustybt.live.codecs import decode_decimal, decode_record, encode_record
from rustybt.live.shadow.divergence import Divergence
from rustybt.live.shadow.execution_tracker import ExecutionQualityMetrics
from rustybt.live.shadow.signal_validator import SignalAlignment
from rustybt.live.shadow.signals import AlignmentType

if TYPE_CHECKING:
    from rustybt.live.codecs import Resolver
    from rustybt.live.shadow.alignment_breaker import AlignmentCircuitBreaker

__all__ = ["ShadowFigures", "decode_divergences"]


def _nothing() -> SignalAlignment:
    return SignalAlignment(None, dict.fromkeys(AlignmentType, 0), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowFigures:
    """How live stands beside its shadow, in numbers.

    Attributes:
        now_ns: Event time they were taken at, UTC nanoseconds.
        alignment: Signals of the window.
        execution: Execution of the window.
    """

    now_ns: int = 0
    alignment: SignalAlignment = field(default_factory=_nothing)
    execution: ExecutionQualityMetrics = field(default_factory=ExecutionQualityMetrics)

    def judged_by(self, breaker: AlignmentCircuitBreaker) -> bool:
        """Have a breaker judge them; whether live may go on trading.

        Args:
            breaker: Trips if they are beyond its limits.
        """
        if breaker.lost:
            breaker.shadow_found()  # the one before a restart was lost, and this one has told it all again
        return breaker.check_alignment(self.alignment, self.execution, time_ns=self.now_ns)

    def to_dict(self) -> dict[str, Any]:
        """Return them as JSON's types, for `of_dict`."""
        rate, latency = self.alignment.match_rate, self.alignment.average_latency_ms
        return {
            "now_ns": self.now_ns,
            "alignment": {
                "match_rate": None if rate is None else str(rate),
                "breakdown": {kind.value: count for kind, count in self.alignment.breakdown.items()},
                "average_latency_ms": None if latency is None else str(latency),
            },
            "execution": encode_record(self.execution),
        }

    @classmethod
    def of_dict(cls, values: Mapping[str, Any]) -> ShadowFigures:
        """Return the figures that `to_dict` gave.

        Args:
            values: That; other keys are of others.

        Raises:
            RecordError: If they are none.
        """
        try:
            told, now_ns = values["alignment"], values["now_ns"]
            rate, latency = told["match_rate"], told["average_latency_ms"]
            breakdown = {kind: told["breakdown"][kind.value] for kind in AlignmentType}
            if any(type(number) is not int for number in (now_ns, *breakdown.values())):
                raise RecordError(
                    f"{values!r} are no figures of a shadow: counts and times are whole numbers"
                )
            alignment = SignalAlignment(
                None if rate is None else decode_decimal(rate, "match_rate"),
                breakdown,
                None if latency is None else decode_decimal(latency, "average_latency_ms"),
            )
            execution = decode_record(ExecutionQualityMetrics, values["execution"])
        except (KeyError, TypeError) as error:
            raise RecordError(f"{values!r} are no figures of a shadow: {error!r}") from error
        return cls(now_ns=now_ns, alignment=alignment, execution=execution)


def decode_divergences(told: object, find_asset: Resolver) -> tuple[Divergence, ...]:
    """Return the divergences that `encode_record` was given, one by one.

    Args:
        told: What it returned.
        find_asset: Gives the asset of a sid.

    Raises:
        RecordError: If they are none.
    """
    if not isinstance(told, list):
        raise RecordError(f"{told!r} are no divergences: they are a list")
    return tuple(decode_record(Divergence, each, find_asset) for each in told)
