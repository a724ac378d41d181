"""Settings: both of the sources' examples, and what cannot be meant."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest

from rustybt.exceptions import ConfigurationError
from rustybt.live.shadow.config import ShadowTradingConfig, hours_to_seconds


def test_both_documented_examples():
    first = ShadowTradingConfig(
        enabled=True,
        signal_match_rate_min=Decimal("0.95"),
        slippage_error_bps_max=Decimal("50"),
        fill_rate_error_pct_max=Decimal("20"),
        window_hours=1,
        emit_metrics=True,
    )
    assert first == ShadowTradingConfig()
    second = ShadowTradingConfig(
        enabled=True,
        signal_tolerance_pct=Decimal("0.05"),
        max_misalignment_count=3,
        execution_quality_threshold=Decimal("0.90"),
        track_slippage=True,
        track_latency=True,
    )
    assert (second.max_misalignment_count, second.signal_match_rate_min) == (3, Decimal("0.95"))


def test_it_is_frozen():
    with pytest.raises(FrozenInstanceError):
        ShadowTradingConfig().enabled = False


def test_a_float_counts_as_it_reads():
    assert ShadowTradingConfig(signal_match_rate_min=0.1).signal_match_rate_min == Decimal("0.1")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("enabled", "yes"),
        ("required", 1),
        ("signal_match_rate_min", 95),
        ("signal_match_rate_min", "-0.1"),
        ("slippage_error_bps_max", -1),
        ("slippage_error_bps_max", "NaN"),
        ("fill_rate_error_pct_max", "twenty"),
        ("window_hours", 0),
        ("window_hours", 8785),
        ("window_hours", "0.0001"),
        ("signal_tolerance_pct", 5),
        ("signal_tolerance_pct", "0.51"),
        ("max_misalignment_count", 0),
        ("max_misalignment_count", 2.0),
        ("max_misalignment_count", True),
        ("execution_quality_threshold", 90),
        ("time_tolerance_ms", -1),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name, value):
    with pytest.raises(ConfigurationError, match=f"{name} is"):
        ShadowTradingConfig(**{name: value})


def test_hours_are_exact_seconds():
    assert [hours_to_seconds(hours) for hours in (1, "0.25", 24, Decimal("0.5"))] == [3600, 900, 86_400, 1800]
