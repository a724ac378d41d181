"""Lookahead is found in any strategy, with its bar, asset and value; honest ones pass."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

import numpy as np
import pytest

from rustybt import (
    FixedBasisPointsSlippage,
    PerShareCommission,
    SignalAlgorithm,
    TradingAlgorithm,
)
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.run import run_on
from rustybt.exceptions import ConfigurationError, LookaheadError, RunInterruptedError, StrategyError
from rustybt.model.bars import MISSING, Dividend, Split
from rustybt.model.records import DAILY_MONEY
from rustybt.model.time import date_to_day
from rustybt.optimization.altered_bars import first_step, garbled_after, until
from rustybt.optimization.lookahead import check_lookahead
from rustybt.optimization.recursion import check_stability
from rustybt.optimization.run_differences import first_difference
from tests.backtest.test_vector import market_of
from tests.engine.panels import START, panel
from tests.optimization.strategies import Cross, Reader, Signals

YEAR = {"start": "2010-01-04", "end": "2010-12-31", "progress": False}
LONG = {"start": "2004-06-01", "end": "2006-12-29", "progress": False}  # with splits and dividends


class Prophet(TradingAlgorithm):
    """Looks one bar ahead, in the panel under its data."""

    ahead = 1

    def initialize(self, context):
        self.asset = self.symbol("IBM")

    def handle_data(self, context, data):
        closes = data._panel.field("close")[:, data._panel.column(self.asset)]
        now = data.visible - 1
        later = min(now + self.ahead, len(closes) - 1)
        self.order_target(self.asset, 100 if closes[later] > closes[now] else 0)


class Rare(Prophet):
    """Looks ahead on one day in a hundred."""

    def handle_data(self, context, data):
        if data.visible % 100 == 31:
            super().handle_data(context, data)


class Recorder(TradingAlgorithm):
    """Orders nothing; what it records is the mean of all bars, the coming ones too."""

    def initialize(self, context):
        self.asset = self.symbol("IBM")

    def handle_data(self, context, data):
        closes = data._panel.field("close")[:, data._panel.column(self.asset)]
        self.record(price=data.current(self.asset, "close"), level=float(closes[closes != MISSING].mean()))


class Shifted(SignalAlgorithm):
    """The return of tomorrow, read from the wrong end of an array."""

    def initialize(self, context):
        self.assets = [self.symbol("IBM")]

    def targets(self, bars):
        close = bars.values(self.assets[0])
        return np.append(close[1:] > close[:-1], False).astype(float)


class Scaled(SignalAlgorithm):
    """Prices over the highest of all bars."""

    def initialize(self, context):
        self.assets = [self.symbol("IBM"), self.symbol("AAPL")]

    def targets(self, bars):
        closes = np.column_stack([bars.values(asset) for asset in self.assets])
        return np.round(closes / np.nanmax(closes, axis=0), 2) / 2


class Fragile(Cross):
    """Refuses prices that it does not believe."""

    def handle_data(self, context, data):
        if abs(data.returns(self.asset, 1)) > 0.3:
            raise ValueError("what is that?")
        super().handle_data(context, data)


class Ending(TradingAlgorithm):
    """Sells on the last day: it knows when the run ends."""

    def initialize(self, context):
        self.asset = self.symbol("IBM")
        self.last = self.sim_end = None

    def handle_data(self, context, data):
        over = data.visible == len(data._panel.times_ns)
        self.order_target(self.asset, 0 if over else 100)


@pytest.mark.parametrize("strategy", [Cross, Signals])
def test_honest_strategies_pass(catalog, strategy):
    report = check_lookahead(strategy, catalog=catalog, **LONG)
    assert report.passed, report
    assert report
    assert report.orders > 10
    assert len(report.cuts) >= 4
    assert "no lookahead found" in repr(report)
    report.require()


@pytest.mark.parametrize("ahead", [1, 5])
def test_a_strategy_that_looks_ahead_is_found_with_bar_and_asset(catalog, ahead):
    report = check_lookahead(Prophet, catalog=catalog, parameters={"ahead": ahead}, **YEAR)
    assert not report
    first = report.first
    assert first.difference.name == "IBM"
    assert first.difference.what == "order"
    assert first.difference.time <= first.cut
    assert first.difference.expected != first.difference.found
    assert {each.how for each in report.findings} == {"garbage", "removed"}
    with pytest.raises(LookaheadError, match=r"Prophet looks ahead: order IBM at 2010-.* UTC: .*, but "):
        report.require()


def test_one_who_looks_ahead_rarely_is_cut_where_it_ordered(catalog):
    report = check_lookahead(Rare, catalog=catalog, cuts=3, **YEAR)
    assert not report
    assert report.first.cut == report.first.difference.time


def test_what_is_recorded_is_held_to_the_present_too(catalog):
    report = check_lookahead(Recorder, catalog=catalog, cuts=1, **YEAR)
    assert [each.difference.what for each in report.findings] == ["recorded", "recorded"]
    first = report.first.difference
    assert (first.name, first.time.date().isoformat()) == ("level", "2010-01-04")
    assert report.recorded == ("price", "level")


@pytest.mark.parametrize("strategy", [Shifted, Scaled])
def test_a_signal_from_the_future_is_found_in_vector_mode_and_against_event_mode(catalog, strategy):
    report = check_lookahead(strategy, catalog=catalog, cuts=2, **YEAR)
    assert not report.passed
    ways = {each.how for each in report.findings}
    assert "modes" in ways
    assert ways & {"garbage", "removed"}


def test_a_strategy_that_knows_its_end_is_found_by_bars_that_are_removed(catalog):
    report = check_lookahead(Ending, catalog=catalog, cuts=2, **YEAR)
    assert {each.how for each in report.findings} == {"removed"}
    assert report.first.difference.time == report.first.cut


def test_a_run_that_raises_on_garbage_proves_nothing(catalog):
    report = check_lookahead(Fragile, catalog=catalog, cuts=1, **YEAR)
    assert report.passed
    assert report.failed >= 1
    assert "more runs raised" in repr(report)


def test_garbage_is_bars_and_leaves_the_past(market):
    step = first_step(market) + 100
    other = garbled_after(market, step, np.random.default_rng(3))
    true, made = market.panel, other.panel
    fields = {name: made.field(name) for name in ("open", "high", "low", "close", "volume")}
    for name, values in fields.items():
        assert np.array_equal(values[: step + 1], true.field(name)[: step + 1])
        assert np.array_equal(values == MISSING, true.field(name) == MISSING)
    assert (fields["high"] >= np.maximum(fields["open"], fields["close"])).all()
    assert (fields["low"] <= np.minimum(fields["open"], fields["close"])).all()
    there = fields["close"] != MISSING
    assert (fields["low"][there] > 0).all()
    assert (fields["close"] != true.field("close"))[step + 1 :][there[step + 1 :]].mean() > 0.99
    cut = until(market, step)
    assert cut.panel.shape[0] == step + 1
    assert np.array_equal(cut.panel.field("open"), true.field("open")[: step + 1])
    assert cut.end < market.end
    opened = int(true.sessions[int(true.step_session[step])])
    assert all(each.ex_session <= opened for each in (*other.panel.dividends, *cut.panel.dividends))


def test_minutes_are_cut_within_a_session(tmp_path):
    from rustybt import DataCatalog
    from rustybt.testing import made_up_contents

    catalog = DataCatalog(tmp_path)
    catalog.write(
        "minutes",
        made_up_contents(["IBM"], start=date(2023, 3, 1), end=date(2023, 3, 8), frequency="minute"),
    )
    options = {"bundle": "minutes", "catalog": catalog, "data_frequency": "minute", "progress": False}
    report = check_lookahead(Prophet, cuts=2, **options)
    assert "order" in {each.difference.what for each in report.findings}
    assert any(cut.hour != 21 for cut in report.cuts)
    ending = check_lookahead(Ending, cuts=2, **options)
    assert {each.how for each in ending.findings} == {"removed"}
    assert all(each.cut.hour == 21 for each in ending.findings)


class Waiting(TradingAlgorithm):
    """Buys at a limit that only a split brings about, and some at once."""

    def initialize(self, context):
        self.asset, self.done = self.sid(0), False

    def handle_data(self, context, data):
        if not self.done:
            self.done = True
            self.order(self.asset, 10)
            self.order(self.asset, 7, limit_price=60.0)


def test_splits_and_dividends_after_a_cut_are_no_lookahead():
    day = date_to_day(START)
    market = market_of(
        panel(
            [[100.0] * 15 + [50.0] * 15],
            splits=[Split(day + 15, 0, 1, 2)],
            dividends=[Dividend(day + 12, 0, Decimal("1.5")), Dividend(day + 20, 0, Decimal(1))],
        )
    )
    true = run_on(market, Waiting)
    for step in range(6, 29):
        now = int(market.panel.times_ns[step])
        garbled = garbled_after(market, step, np.random.default_rng(step))
        for other in (until(market, step), garbled):
            later = [0] if step < 15 else []
            assert first_difference(true, run_on(other, Waiting), now, later) is None, step
            assert len(other.panel.splits) == (step >= 15)
            assert len(other.panel.dividends) == (step >= 12) + (step >= 20)
    early = run_on(until(market, 10), Waiting)
    assert first_difference(true, early, int(market.panel.times_ns[10])).what == "order"


def test_each_difference_is_named(market):
    def run(share=1):
        return run_on(market, Reader, parameters={"share": share})

    true, last = run(), int(market.panel.times_ns[-1])
    assert first_difference(true, run(), last) is None
    made = market_of(panel([[100.0] * 30]))
    cheap, dear = (run_on(made, Waiting, commission=PerShareCommission(cost)) for cost in (0, 1))
    dearer = first_difference(cheap, dear, int(made.panel.times_ns[-1]))
    assert (dearer.what, dearer.name) == ("account", "cash")
    assert dearer.expected - dearer.found == 10
    slip = run_on(made, Waiting, commission=PerShareCommission(0), slippage=FixedBasisPointsSlippage(50, 1))
    slipped = first_difference(cheap, slip, int(made.panel.times_ns[-1]))
    assert (slipped.what, slipped.name) == ("fill", "S0")
    half = first_difference(true, run(share=0.5), last)
    assert (half.what, half.name) == ("order", "IBM")
    assert "order IBM at 2010-01-04" in str(half)
    nothing = first_difference(true, run(share=0), last)
    assert (nothing.what, nothing.found) == ("order", None)
    assert "but nothing" in str(nothing)


@pytest.mark.parametrize("name", DAILY_MONEY)
def test_every_sum_of_the_account_is_compared(market, name):
    true = run_on(market, Reader, parameters={"share": 1})
    daily = dict(true.record.daily)
    changed = bytearray(daily[name])
    changed[16 * 7] ^= 1
    other = BacktestResult(replace(true.record, daily=daily | {name: bytes(changed)}), provenance={})
    closes = true.record.daily["close_ns"]
    assert first_difference(true, other, int(closes[6])) is None
    found = first_difference(true, other, int(closes[7]))
    assert (found.what, found.name) == ("account", name)


class Grown(Reader):
    """Keeps state on its class, where the next run finds it."""

    seen = 0
    bought: ClassVar[list[int]] = []

    def handle_data(self, context, data):
        Grown.seen += 1
        Grown.bought.append(1)
        self.order_target(self.asset, len(self.bought) % 5)


class Chance(Reader):
    """Draws from what no seed fixes."""

    def handle_data(self, context, data):
        self.order_target(self.asset, int.from_bytes(os.urandom(2)))


class Remembers(Reader):
    """Keeps on its class what is the same every time: no harm."""

    found: ClassVar[dict[int, int]] = {}

    def handle_data(self, context, data):
        share = self.found.setdefault(data.visible, data.visible % 2)
        self.order_target_percent(self.asset, share)


@pytest.mark.parametrize("check", [check_lookahead, check_stability])
def test_what_a_run_leaves_for_the_next_one_is_named(catalog, check):
    with pytest.raises(
        StrategyError, match=r"Grown does something else .* same bars \(order IBM .*seen, bought of"
    ):
        check(Grown, catalog=catalog, **YEAR)
    with pytest.raises(
        StrategyError, match=r"no attribute of its class changed; .* draw from context\.random"
    ):
        check(Chance, catalog=catalog, **YEAR)
    assert check(Remembers, catalog=catalog, **YEAR) is not None


def test_an_interrupt_leaves_the_report_so_far(catalog):
    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="interrupted after 3 runs") as caught:
        check_lookahead(Cross, catalog=catalog, **{**YEAR, "progress": stop})
    assert caught.value.partial.runs == 3


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"cuts": 0}, "cuts is 0"),
        ({"strategy": Cross()}, "not an instance"),
        ({"strategy": Reader, "parameters": {"share": 0}}, "orders and records nothing"),
        ({"catalog": "here"}, "catalog is 'here'"),
        ({"parameters": [1]}, r"parameters is \[1\]: use values by name"),
        ({"parameters": {1: 2}}, r"parameters is \{1: 2\}"),
    ],
)
def test_what_is_refused(catalog, options, says):
    options = {"catalog": catalog, **YEAR, **options}
    with pytest.raises(ConfigurationError, match=says):
        check_lookahead(options.pop("strategy", Cross), **options)


def test_a_run_of_one_session_has_no_future_to_change(catalog):
    with pytest.raises(ConfigurationError, match="no bar with another one after it"):
        check_lookahead(Reader, start="2011-12-30", end="2011-12-30", catalog=catalog, progress=False)


def test_by_default_the_whole_bundle_is_checked(catalog):
    report = check_lookahead(Signals, catalog=catalog, cuts=1, progress=False)
    assert report.passed
