from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from rustybt.exceptions import ConfigurationError, ValidationError
from rustybt.live.streaming.models import OHLCVBar, StreamConfig, Subscription, TickData, TickSide

NOW = 1_700_000_000 * 10**9


def test_numbers_are_exact_decimals():
    tick = TickData("BTC", NOW, 0.1, "2.50")
    assert (tick.price, tick.volume, tick.side) == (Decimal("0.1"), Decimal("2.50"), TickSide.UNKNOWN)
    assert TickData("CL", NOW, Decimal("-37.63"), 1).price == Decimal("-37.63")
    with pytest.raises(AttributeError):
        tick.price = Decimal(1)


@pytest.mark.parametrize(
    "change",
    [
        {"symbol": ""}, {"symbol": None}, {"timestamp": datetime(2024, 1, 1, tzinfo=UTC)}, {"timestamp": True},
        {"timestamp": 1_700_000_000}, {"timestamp": 1_700_000_000_000}, {"timestamp": 2**63}, {"timestamp": 1e18},
        {"price": "NaN"}, {"price": Decimal("Infinity")}, {"price": None}, {"price": "1e500"}, {"price": "1e-500"},
        {"price": "abc"}, {"price": True}, {"volume": "-1"}, {"volume": float("nan")}, {"volume": []},
    ],
)  # fmt: skip
def test_what_no_market_says_is_refused_by_name(change):
    good = {"symbol": "BTC", "timestamp": NOW, "price": "1", "volume": "1"}
    with pytest.raises(ValidationError, match=r"tick of|symbol"):
        TickData(**(good | change))


def test_a_bar_that_contradicts_itself_is_refused():
    OHLCVBar("BTC", NOW, 2, 3, 1, 2, 0)
    for prices in [(4, 3, 1, 2), (2, 3, 1, 4), (0, 3, 1, 2), (2, 3, 1, 0), (2, 1, 3, 2)]:
        with pytest.raises(ValidationError, match="contradict"):
            OHLCVBar("BTC", NOW, *prices, 1)


def test_the_defaults_are_those_of_the_ruling():
    config = StreamConfig()
    assert (config.bar_resolution, config.heartbeat_interval, config.heartbeat_timeout) == (60, 30, 60)
    assert (config.reconnect_attempts, config.reconnect_delay, config.reconnect_max_delay) == (None, 1, 16)
    assert config.circuit_breaker_threshold == 10


@pytest.mark.parametrize(
    "change",
    [
        {"heartbeat_interval": 0}, {"reconnect_attempts": 0}, {"reconnect_delay": float("nan")}, {"queue_size": -1},
        {"reconnect_max_delay": 0.5}, {"bar_resolution": 7}, {"max_message_bytes": True}, {"liveness_timeout": "5"},
    ],
)  # fmt: skip
def test_a_configuration_that_cannot_work_is_refused(change):
    with pytest.raises(ConfigurationError, match=next(iter(change))):
        StreamConfig(**change)


def test_subscriptions_sort():
    assert sorted([Subscription("B", "a"), Subscription("A", "b")])[0].symbol == "A"
