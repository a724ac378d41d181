"""What a user sets of shadow trading."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite

__all__ = ["ShadowTradingConfig", "hours_to_seconds", "ratio", "threshold", "whole_number"]

MOST_WINDOW_HOURS = 366 * 24

_SWITCHES = ("enabled", "emit_metrics", "track_slippage", "track_latency", "required", "broker_costs")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowTradingConfig:
    """How live is compared with its shadow, and what halts it.

    Numbers may be int, str, Decimal, or float through its shortest repr. Figures named ``_pct`` of signals are
    ratios (``0.05`` is five percent); ``fill_rate_error_pct_max`` is in percentage points, as its metric is.

    Attributes:
        enabled: Whether a shadow runs.
        signal_match_rate_min: Least share of signals that agree, 0 to 1; below it live is halted.
        slippage_error_bps_max: Largest size of actual less expected slippage, in basis points.
        fill_rate_error_pct_max: Largest size of actual less expected fill rate, in percentage points.
        window_hours: Hours of event time that are looked at, above 0 and up to 8,784 (a year): of daily bars, weeks.
        emit_metrics: Whether the figures go to the monitoring.
        signal_tolerance_pct: How far quantity and price of two signals may differ and still agree, a ratio
            from 0 to 0.5.
        max_misalignment_count: How many misalignments in the window halt; None for no such rule. A
            misalignment is a signal of another magnitude, or one that only one side made.
        execution_quality_threshold: Least execution quality, live fill rate over the shadow's, 0 to 1; None
            for no such rule.
        track_slippage: Whether slippage is reported and can halt.
        track_latency: Whether the time from the shadow's signal to live's is reported.
        time_tolerance_ms: How far apart two signals of a tick strategy may be and still be the same one.
        required: Whether the loss of the shadow itself halts; otherwise it warns and stops scaling up.
        broker_costs: Whether the models that a paper broker was given are what is expected; otherwise it is those
            that the strategy asked for, so that a broker that fills worse shows.

    Raises:
        ConfigurationError: If a value cannot be meant.

    Example:
        >>> ShadowTradingConfig(signal_tolerance_pct="0.05", max_misalignment_count=3).window_hours
        Decimal('1')
    """

    enabled: bool = True
    signal_match_rate_min: Decimal = Decimal("0.95")
    slippage_error_bps_max: Decimal = Decimal(50)
    fill_rate_error_pct_max: Decimal = Decimal(20)
    window_hours: Decimal = Decimal(1)
    emit_metrics: bool = True
    signal_tolerance_pct: Decimal = Decimal("0.001")
    max_misalignment_count: int | None = None
    execution_quality_threshold: Decimal | None = None
    track_slippage: bool = True
    track_latency: bool = True
    time_tolerance_ms: int = 100
    required: bool = False
    broker_costs: bool = True

    def __post_init__(self) -> None:
        for name in _SWITCHES:
            if not isinstance(getattr(self, name), bool):
                raise ConfigurationError(f"{name} is {getattr(self, name)!r}: use True or False")
        self._set("signal_match_rate_min", ratio(self.signal_match_rate_min, "signal_match_rate_min"))
        for name in ("slippage_error_bps_max", "fill_rate_error_pct_max"):
            self._set(name, threshold(getattr(self, name), name))
        self._set("window_hours", finite(self.window_hours, "window_hours"))
        hours_to_seconds(self.window_hours)
        self._set(
            "signal_tolerance_pct",
            ratio(self.signal_tolerance_pct, "signal_tolerance_pct", most=Decimal("0.5")),
        )
        if self.max_misalignment_count is not None:
            whole_number(self.max_misalignment_count, "max_misalignment_count", least=1)
        if self.execution_quality_threshold is not None:
            least = ratio(self.execution_quality_threshold, "execution_quality_threshold")
            self._set("execution_quality_threshold", least)
        whole_number(self.time_tolerance_ms, "time_tolerance_ms", least=0)

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)


def ratio(value: float | str | Decimal, name: str, most: Decimal = Decimal(1)) -> Decimal:
    """Return a ratio, refused when it looks like a percentage.

    Args:
        value: An int, str, Decimal or float.
        name: Its name, for the error.
        most: The largest it may be.

    Raises:
        ConfigurationError: If it is below 0 or above ``most``.

    Example:
        >>> ratio("0.95", "signal_match_rate_min")
        Decimal('0.95')
    """
    number = finite(value, name)
    if not 0 <= number <= most:
        raise ConfigurationError(
            f"{name} is {value}: it is a ratio from 0 to {most}, in which five percent is 0.05"
        )
    return number


def threshold(value: float | str | Decimal, name: str) -> Decimal:
    """Return a limit that is 0 or more.

    Args:
        value: An int, str, Decimal or float.
        name: Its name, for the error.

    Raises:
        ConfigurationError: If it is below 0.
    """
    number = finite(value, name)
    if number < 0:
        raise ConfigurationError(f"{name} is {value}: it limits a size, so use 0 or more")
    return number


def whole_number(value: object, name: str, *, least: int) -> int:
    """Return an int that is large enough.

    Args:
        value: What should be an int.
        name: Its name, for the error.
        least: The smallest it may be.

    Raises:
        ConfigurationError: If it is no int, or too small.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigurationError(f"{name} is {value!r}: use a whole number of {least} or more")
    return value


def hours_to_seconds(hours: float | str | Decimal) -> int:
    """Return a window's hours as whole seconds.

    Args:
        hours: Above 0 and up to 8,784.

    Raises:
        ConfigurationError: If it is out of range, or no whole count of seconds.

    Example:
        >>> hours_to_seconds("0.25")
        900
    """
    number = finite(hours, "window_hours")
    if not 0 < number <= MOST_WINDOW_HOURS:
        raise ConfigurationError(f"window_hours is {hours}: use more than 0 and up to {MOST_WINDOW_HOURS}")
    top, bottom = number.as_integer_ratio()
    seconds, rest = divmod(top * 3600, bottom)
    if rest or seconds < 1:
        raise ConfigurationError(f"window_hours is {hours}: use a whole count of seconds, such as 0.25")
    return seconds
