"""Executions of live beside the shadow's: held to a model in fractions, and defined where figures are not."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.live.shadow.execution_tracker import ExecutionQualityMetrics, ExecutionQualityTracker
from tests.live.shadow.streams import AAPL, BTC, ES, HOUR, IBM, SECOND, T0, fill


def measured(*executions, **more):
    tracker = ExecutionQualityTracker()
    for each in executions:
        tracker.record_execution(*each)
    return tracker.get_rolling_metrics(**more)


def model(orders):
    """The figures as fractions: each order is (asset, signal price, ordered, shadow's fills, live's fills)."""

    def slippage(side):
        worse = base = Fraction(0)
        for asset, signal, _, *sides in orders:
            for amount, price, _ in sides[side]:
                if signal:
                    unit = Fraction(asset.price_multiplier)
                    worse += Fraction(amount) * (Fraction(price) - Fraction(signal)) * unit
                    base += abs(Fraction(amount) * Fraction(signal)) * unit
        return 10_000 * worse / base if base else None

    def weight(order):
        asset, signal, _, backtest, live = order
        prices = [Fraction(signal), *(Fraction(price) for _, price, _ in [*live, *backtest])]
        return abs(next((price for price in prices if price), Fraction(0))) * Fraction(asset.price_multiplier)

    def rate(side):
        ordered = sum(abs(Fraction(order[2])) * weight(order) for order in orders)
        filled = sum(abs(Fraction(a)) * weight(order) for order in orders for a, _, _ in order[3 + side])
        return Fraction(filled) / ordered if ordered else None

    fees = [sum(Fraction(fee) for order in orders for _, _, fee in order[3 + side]) for side in (0, 1)]
    slippages, rates = [slippage(side) for side in (0, 1)], [rate(side) for side in (0, 1)]
    return {
        "expected_slippage_bps": slippages[0],
        "actual_slippage_bps": slippages[1],
        "slippage_error_bps": None if None in slippages else slippages[1] - slippages[0],
        "fill_rate_expected": rates[0],
        "fill_rate_actual": rates[1],
        "fill_rate_error_pct": None if None in rates else 100 * (rates[1] - rates[0]),
        "commission_expected": fees[0],
        "commission_actual": fees[1],
        "commission_error_pct": 100 * (fees[1] - fees[0]) / fees[0] if fees[0] else (None if fees[1] else 0),
    }


prices = st.one_of(
    st.just(Decimal(0)), st.decimals("-500", "500", places=4).filter(lambda price: abs(price) > 1)
)
fees = st.one_of(st.just(Decimal(0)), st.decimals("-1", "9", places=3))


@st.composite
def orders(draw):
    side = draw(st.sampled_from([1, -1]))
    amounts = st.decimals("0.001", "900", places=3).map(lambda amount: side * amount)
    fills = st.lists(st.tuples(amounts, prices, fees), max_size=3)
    backtest, live = draw(fills), draw(fills)
    asset = draw(st.sampled_from([IBM, AAPL, BTC, ES]))
    return asset, draw(prices), draw(st.decimals("1", "3000", places=3)), backtest, live


@given(st.lists(orders(), min_size=1, max_size=6))
def test_every_figure_is_that_of_the_model_in_fractions(several):
    tracker = ExecutionQualityTracker()
    for asset, signal, ordered, *sides in several:
        fills = [[fill(*each, asset=asset) for each in side] for side in sides]
        tracker.record_execution(*fills, signal, ordered, asset=asset, time_ns=T0)
    with localcontext() as context:
        context.prec = 3
        metrics = tracker.get_rolling_metrics()
    for name, expected in model(several).items():
        found = getattr(metrics, name)
        assert (found is None) == (expected is None), name
        if expected is not None:
            assert abs(Fraction(found) - expected) <= abs(expected) / 10**27, name
    assert metrics.executions == len(several)


def test_a_buy_that_costs_more_and_a_sell_that_brings_less_are_worse():
    assert measured((fill(100, 10), fill(100, "10.01"), 10)).slippage_error_bps == 10
    assert measured((fill(-100, 10), fill(-100, "9.99"), 10)).slippage_error_bps == 10
    assert measured((fill(-100, 10), fill(-100, "10.01"), 10)).slippage_error_bps == -10


def test_the_documented_figures():
    metrics = measured((fill(95, "100.05", "12.50"), fill(93, "100.07", "13.20"), 100, 100))
    assert (metrics.expected_slippage_bps, metrics.actual_slippage_bps) == (5, 7)
    assert (metrics.fill_rate_expected, metrics.fill_rate_actual) == (Decimal("0.95"), Decimal("0.93"))
    assert metrics.fill_rate_error_pct == -2
    assert metrics.commission_error_pct == Decimal("5.6")
    assert metrics.execution_quality == Decimal("0.9789473684210526315789473684")


def test_a_large_order_weighs_more_than_a_small_one():
    small = (fill(1, 10), fill(1, 11), 10)
    large = (fill(999, 10), fill(999, 10), 10)
    assert measured(small, large).actual_slippage_bps == 1


def test_nothing_is_known_of_no_execution():
    metrics = measured()
    assert metrics == ExecutionQualityMetrics()
    assert metrics.execution_quality is None
    assert metrics.to_dict()["slippage_error_bps"] is None


def test_commission_that_was_not_expected_has_no_percentage():
    assert measured((fill(1, 10), fill(1, 10), 10)).commission_error_pct == 0
    assert measured((fill(1, 10), fill(1, 10, 2), 10)).commission_error_pct is None
    assert measured((fill(1, 10, 2), fill(1, 10), 10)).commission_error_pct == -100


def test_a_price_of_zero_has_no_slippage_but_a_fill_rate():
    metrics = measured((fill(10, 2), fill(5, 2), 0))
    assert (metrics.actual_slippage_bps, metrics.slippage_error_bps) == (None, None)
    assert metrics.fill_rate_actual == Decimal("0.5")
    worthless = measured((fill(10, 0), fill(5, 0), 0))
    assert (worthless.fill_rate_actual, worthless.execution_quality) == (None, None)


def test_an_order_without_slippage_does_not_dilute_the_others():
    assert (
        measured((fill(10, 10), fill(10, 11), 10), (fill(90, 10), fill(90, 10), 0)).actual_slippage_bps
        == 1000
    )


def test_a_negative_price_is_a_price():
    assert measured((fill(1, -10), fill(1, "-9.99"), -10)).actual_slippage_bps == 10


def test_an_order_that_live_did_not_fill_counts():
    metrics = measured((fill(10, 5), None, 5, 10))
    assert (metrics.fill_rate_error_pct, metrics.execution_quality) == (-100, 0)
    assert metrics.slippage_error_bps is None


def test_an_order_that_neither_filled_needs_to_be_told_of():
    tracker = ExecutionQualityTracker()
    with pytest.raises(ConfigurationError, match="give signal_quantity, asset and time_ns"):
        tracker.record_execution(None, None, 5, 10)
    tracker.record_execution(None, [], 5, -10, asset=ES, time_ns=T0)
    metrics = tracker.get_rolling_metrics()
    assert (metrics.fill_rate_expected, metrics.fill_rate_error_pct, metrics.execution_quality) == (0, 0, 1)


def test_partial_fills_are_one_execution():
    parts = [fill(40, 10, 1), fill(60, "10.10", 1)]
    assert measured((fill(100, 10, 2), parts, 10)) == measured((fill(100, 10, 2), fill(100, "10.06", 2), 10))


@pytest.mark.parametrize("other", [fill(-1, 10), fill(1, 10, asset=AAPL)])
def test_fills_of_several_orders_are_refused(other):
    with pytest.raises(ConfigurationError, match="record one order at a time"):
        ExecutionQualityTracker().record_execution(fill(1, 10), other, 10)


def test_the_window_is_of_event_time_and_not_of_a_hundred_fills():
    tracker = ExecutionQualityTracker()
    for _ in range(300):
        tracker.record_execution(fill(1, 10), fill(1, 11), 10)
    tracker.record_execution(fill(1, 10, at=HOUR - SECOND), fill(1, 10, at=HOUR - SECOND), 10)
    assert tracker.get_rolling_metrics().executions == 301
    tracker.record_execution(fill(1, 10, at=HOUR), fill(1, 10, at=HOUR), 10)
    assert tracker.get_rolling_metrics().slippage_error_bps == 0
    assert tracker.get_rolling_metrics(2).executions == 302
    assert tracker.get_rolling_metrics(1, T0 + 3 * HOUR) == ExecutionQualityMetrics()


def test_a_restart_changes_nothing_and_an_acknowledgement_clears():
    first, second = ExecutionQualityTracker(), ExecutionQualityTracker()
    first.record_execution(fill(3, "10.01", "0.1"), fill(3, "10.02"), 10)
    second.restore(json.loads(json.dumps(first.state())))
    assert second.get_rolling_metrics() == first.get_rolling_metrics() != ExecutionQualityMetrics()
    second.acknowledge()
    assert second.get_rolling_metrics() == ExecutionQualityMetrics()
