"""What ``data`` answers: exact, adjusted as of now, and never ahead of it."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.engine.bar_view import BarData, native_bars
from rustybt.exceptions import ConfigurationError, DataNotAvailableError, UnknownFieldError
from rustybt.model.bars import MISSING, Split
from tests.engine.panels import UNIT, panel


def view_of(bars, visible, session=None, frames="polars"):
    native = native_bars(bars)
    view = BarData(bars, native, frames)
    view.move_to(visible, visible - 1 if session is None else session, 0)
    return view


def closes(most=40):
    price = st.integers(1, 10**7).map(lambda cents: Decimal(cents) / 100)
    return st.lists(st.one_of(price, st.none()), min_size=1, max_size=most)


def filled(values, split_at=None, ratio=Fraction(1)):
    """Each value or the one before it, as mantissas; carried over a split it is adjusted."""
    last, out = None, []
    for at, value in enumerate(values):
        if at == split_at and last is not None:
            last = half_even(last * ratio)
        last = last if value is None else int(value * UNIT)
        out.append(last)
    return out


def half_even(value: Fraction) -> int:
    return round(value)  # Python rounds a Fraction half to even


def nearest(value: Fraction) -> float:
    return value.numerator / value.denominator  # int by int division is correctly rounded


@settings(max_examples=150, deadline=None)
@given(closes(), st.integers(1, 12), st.data())
def test_rolling_figures_equal_fractions_at_every_bar(values, window, data):
    split_at = data.draw(st.none() | st.integers(1, max(1, len(values) - 1)))
    numerator, denominator = data.draw(st.tuples(st.integers(1, 5), st.integers(1, 5)))
    bars = panel([values])
    splits = [] if split_at is None or split_at >= len(values) else [
        Split(int(bars.sessions[split_at]), 0, numerator, denominator)
    ]  # fmt: skip
    bars = panel([values], splits=splits)
    view = view_of(bars, 1)
    asset = bars.assets[0]
    ratio = Fraction(numerator, denominator)
    factor = Fraction(round(ratio * 10**18), 10**18)
    plain = filled(values, split_at if splits else None, ratio)
    for visible in range(1, len(values) + 1):
        view.move_to(visible, visible - 1, 0)
        now = [
            value
            if value is None or not splits or not (at < split_at <= visible - 1)
            else half_even(value * factor)
            for at, value in enumerate(plain[:visible])
        ]
        part = now[-window:]
        whole = len(part) == window and None not in part
        found = {kind: getattr(view, kind)(asset, window) for kind in ("sma", "max", "min", "std")}
        if not whole:
            assert all(math.isnan(value) for value in found.values())
            continue
        exact = [Fraction(value, UNIT) for value in part]
        mean = sum(exact) / window
        assert found["sma"] == nearest(mean)
        assert found["max"] == nearest(max(exact))
        assert found["min"] == nearest(min(exact))
        assert view.sma(asset, window, exact=True) == +(Decimal(mean.numerator) / Decimal(mean.denominator))
        if window > 1:
            variance = sum((value - mean) ** 2 for value in exact) / (window - 1)
            assert found["std"] == pytest.approx(math.sqrt(variance), rel=1e-12, abs=1e-12)
        if visible > window and now[-1 - window] is not None:
            wanted = Fraction(now[-1], now[-1 - window]) - 1 if now[-1 - window] else None
            if wanted is not None:
                assert view.returns(asset, window) == nearest(wanted)


def test_equal_averages_are_equal_floats():
    view = view_of(panel([["0.1", "0.2", "0.3", "0.2", "0.2", "0.2"]]), 6)
    asset = view._panel.assets[0]
    assert view.sma(asset, 3) == view.sma(asset, 6) == 0.2


def test_an_exponential_average_follows_its_recursion():
    values = [10, 11, 13, 12, 15, 14]
    view = view_of(panel([values]), 6)
    average = Fraction(10 + 11 + 13, 3)
    for value in values[3:]:
        average += Fraction(2, 4) * (value - average)
    assert view.ema(view._panel.assets[0], 3) == pytest.approx(float(average), rel=1e-14)


def test_many_assets_give_an_array():
    bars = panel([[1, 2, 4], [10, 10, 5]])
    view = view_of(bars, 3)
    np.testing.assert_array_equal(view.returns(list(bars.assets), 2), [3.0, -0.5])
    np.testing.assert_array_equal(view.sma(bars.assets, 1), [4.0, 5.0])


def test_a_window_is_read_only_and_its_base_leads_nowhere():
    bars = panel([[1, 2, 3, 99], [4, 5, 6, 99]])
    view = view_of(bars, 3)
    one = view.window(bars.assets[0], 2)
    both = view.window(list(bars.assets), 3)
    turned = view.window(list(reversed(bars.assets)), 3)
    exact = view.window(bars.assets[0], 2, dtype="mantissa")
    np.testing.assert_array_equal(one, [2, 3])
    np.testing.assert_array_equal(both, [[1, 4], [2, 5], [3, 6]])
    np.testing.assert_array_equal(turned, [[4, 1], [5, 2], [6, 3]])
    np.testing.assert_array_equal(exact, [2 * UNIT, 3 * UNIT])
    for array in (
        one,
        both,
        turned,
        exact,
        view.floats(bars.assets[1], 3),
        view.mantissas(bars.assets, 3, "close"),
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
        base = array
        while isinstance(base, np.ndarray):
            assert 99 not in base
            assert 99 * UNIT not in base
            base = base.base
        # Not even a way to move the present: what keeps the values alive can do nothing.
        assert set(dir(base)) <= set(dir(object())) | {"__module__"}


def test_a_window_is_adjusted_as_of_now():
    bars = panel([[10, 10, 5, 5]])
    bars = panel([[10, 10, 5, 5]], splits=[Split(int(bars.sessions[2]), 0, 1, 2)])
    asset = bars.assets[0]
    np.testing.assert_array_equal(view_of(bars, 2).window(asset, 2), [10, 10])
    np.testing.assert_array_equal(view_of(bars, 3).window(asset, 3), [5, 5, 5])
    mantissas = view_of(bars, 3).window(asset, 5, dtype="mantissa")
    assert mantissas.tolist() == [MISSING, MISSING, 5 * UNIT, 5 * UNIT, 5 * UNIT]


def test_current_values_and_missing_bars():
    bars = panel([[10, None], ["2.5", "3.5"]])
    view = view_of(bars, 2)
    first, second = bars.assets
    assert view.current(first, "price") == 10
    assert view.current(first, "close").is_nan()
    assert view.current(first, "volume") == 0
    assert view.current(bars.assets, "price") == {first: 10, second: Decimal("3.5")}
    assert view.can_trade(first)
    assert view.is_stale([first, second]) == {first: True, second: False}
    assert view.current(first, "last_traded").day == 1


def test_history_is_a_frame_of_decimals():
    bars = panel([[10, None, 12], ["2.5", "3.5", "4.125"]])
    view = view_of(bars, 3)
    frame = view.history(list(bars.assets), "price", 2, "1d")
    assert frame.columns == ["date", "S0", "S1"]
    assert frame["S0"].to_list() == [10, 12]
    assert frame["S1"].to_list() == [Decimal("3.5"), Decimal("4.125")]
    assert frame.schema["S0"] == pl.Decimal(38, 8)
    assert view.history(bars.assets[0], "close", 2)["S0"].to_list() == [None, 12]
    assert view.history(bars.assets[0], "close", 1, dtype="float")["S0"].to_list() == [12.0]


def test_history_in_pandas_has_ziplines_shapes():
    bars = panel([[10, 11, 12], [4, 5, 6]])
    view = view_of(bars, 3, frames="pandas")
    one = view.history(bars.assets[0], "price", 2, "1d")
    assert one.name is bars.assets[0]
    assert [str(day.date()) for day in one.index] == ["2020-01-02", "2020-01-03"]
    assert one.tolist() == [11.0, 12.0]
    both = view.history(list(bars.assets), "price", 2, "1d")
    assert both.columns.tolist() == list(bars.assets)
    fields = view.history(bars.assets[0], ["open", "close"], 2, "1d")
    assert fields.columns.tolist() == ["open", "close"]


@pytest.mark.parametrize(
    ("ask", "error", "says"),
    [
        (lambda v, a: v.history(a, "price", 5, "1d"), DataNotAvailableError, "5 bars"),
        (lambda v, a: v.current(a, "bid"), UnknownFieldError, "bid"),
        (lambda v, a: v.window(a, 0), ConfigurationError, "window 0: use"),
        (lambda v, a: v.sma(a, -3), ConfigurationError, "-3"),
        (lambda v, a: v.move_to(9, 0, 0), ConfigurationError, "9 visible bars"),
    ],
)
def test_questions_that_have_no_answer_are_refused(ask, error, says):
    bars = panel([[1, 2, 3]])
    with pytest.raises(error, match=says):
        ask(view_of(bars, 2), bars.assets[0])
