"""Vector mode: trade by trade the run that is stepped bar by bar, whatever the data and the targets."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import (
    FixedBasisPointsSlippage,
    NoCommission,
    NoSlippage,
    PerShareCommission,
    VolumeShareSlippage,
)
from rustybt.algorithm.signals import SignalAlgorithm, SignalBars
from rustybt.assets.asset_finder import AssetFinder
from rustybt.backtest.market import Market
from rustybt.backtest.run import returns_on, run_on
from rustybt.backtest.vector import SignalMarket
from rustybt.calendars.exchanges import get_calendar
from rustybt.engine.bar_view import native_bars
from rustybt.exceptions import ConfigurationError, StrategyError
from rustybt.finance.decimal.slippage import SlippageModel
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day
from tests.engine.panels import START, panel


def market_of(made, history=5):
    first, days = START + timedelta(days=history), len(made.sessions)
    return Market(
        bundle="made",
        start=first,
        end=START + timedelta(days=days - 1),
        frequency="daily",
        panel=made,
        calendar=get_calendar("24/7"),
        finder=AssetFinder(made.assets),
        bars=native_bars(made),
    )


class Cross(SignalAlgorithm):
    """Long while the fast mean is above the slow one, short half below."""

    fast, slow = 2, 5
    count = 1

    def initialize(self, context):
        self.assets = [self.sid(sid) for sid in range(self.count)]

    def targets(self, bars):
        columns = []
        for asset in self.assets:
            fast, slow = bars.sma(asset, self.fast), bars.sma(asset, self.slow)
            columns.append(
                np.where(fast > slow, 1 / self.count, np.where(fast < slow, -0.5 / self.count, np.nan))
            )
        return np.column_stack(columns)


class Often(Cross):
    rebalance = "every_bar"


class Breakout(Cross):
    """Looks at prices, and not only at figures."""

    def targets(self, bars):
        asset = self.assets[0]
        price, top = bars.values(asset), bars.max(asset, self.slow)
        mean = np.convolve(price, np.ones(3) / 3)[: len(price)]
        return np.where(price >= top, 0.75, np.where(price < mean, 0.0, np.nan))


def same(market, strategy, **options):
    """Both modes of a strategy, held to each other; the event mode's result."""
    stepped = run_on(market, strategy, **options)
    signals = SignalMarket(market)
    at_once = run_on(market, strategy, signals=signals, **options)
    assert stepped.orders.equals(at_once.orders)
    assert stepped.transactions.equals(at_once.transactions)
    assert stepped.positions.equals(at_once.positions)
    assert stepped.performance.equals(at_once.performance)
    brief = returns_on(market, strategy, signals, **options)
    assert np.array_equal(brief, stepped.course.returns)
    return stepped


def walk(seed, days=80, assets=1):
    chance = np.random.default_rng(seed)
    steps = chance.integers(-3, 4, (assets, days)).cumsum(axis=1)
    return [[float(max(5, 40 + step)) for step in column] for column in steps]


@pytest.mark.parametrize("strategy", [Cross, Often, Breakout])
@pytest.mark.parametrize(
    "costs",
    [
        {"commission": NoCommission(), "slippage": NoSlippage()},
        {"commission": PerShareCommission("0.01", "1"), "slippage": FixedBasisPointsSlippage("5", "0.1")},
        {"slippage": VolumeShareSlippage("0.0005", "0.1")},
    ],
    ids=["free", "costs", "partial fills"],
)
def test_both_modes_are_the_same_run(strategy, costs):
    found = same(market_of(panel(walk(1))), strategy, **costs)
    assert len(found.transactions) > 5


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), fast=st.integers(1, 4), slow=st.integers(3, 9), count=st.integers(1, 3))
def test_both_modes_are_the_same_run_for_any_prices(seed, fast, slow, count):
    chance = np.random.default_rng(seed)
    closes = walk(seed, 60, count)
    for column in closes:  # bars that are missing
        for day in chance.integers(0, 60, 4):
            column[day] = None
    same(
        market_of(panel(closes)),
        Often if seed % 2 else Cross,
        parameters={"fast": fast, "slow": slow, "count": count},
        slippage=FixedBasisPointsSlippage("5", "0.1"),
    )


def test_both_modes_see_splits_and_dividends_as_of_the_bar():
    day = date_to_day(START)
    made = panel(
        walk(3),
        splits=[Split(day + 30, 0, 1, 2), Split(day + 55, 0, 3, 1)],
        dividends=[Dividend(day + 20, 0, Decimal("1.5")), Dividend(day + 42, 0, Decimal("0.7"))],
    )
    for strategy in (Cross, Often, Breakout):
        found = same(market_of(made), strategy)
        assert len(found.transactions) > 3


def test_what_lives_shorter_than_the_run_is_left_alone_outside_of_its_life():
    day = timedelta(days=1)
    lives = [(START, START + 79 * day), (START + 20 * day, START + 60 * day)]
    closes = walk(4, assets=2)
    closes[1][:20] = [None] * 20
    closes[1][61:] = [None] * 19
    found = same(market_of(panel(closes, lives=lives)), Often, parameters={"count": 2})
    traded = found.transactions.filter(found.transactions["sid"] == 1)
    assert len(traded) > 3


def test_minute_like_bars_without_history_start_with_what_is_there():
    same(market_of(panel(walk(5)), history=0), Cross)


def test_a_figure_over_time_is_what_data_answered_at_each_bar():
    made = panel(walk(6), splits=[Split(date_to_day(START) + 30, 0, 1, 2)])
    heard = []

    class Ear(Cross):
        def targets(self, bars):
            asset = self.assets[0]
            figures = [bars.sma(asset, 4), bars.ema(asset, 4), bars.std(asset, 4), bars.min(asset, 4)]
            self.over_time = np.column_stack([*figures, bars.returns(asset, 4)])
            return np.full(len(bars), np.nan)

        def handle_data(self, context, data):
            super().handle_data(context, data)
            asset = self.assets[0]
            now = [data.sma(asset, 4), data.ema(asset, 4), data.std(asset, 4), data.min(asset, 4)]
            heard.append((np.array([*now, data.returns(asset, 4)]), self.over_time[-1]))

    run_on(market_of(made), Ear)
    assert len(heard) == 75
    assert all(np.array_equal(now, then, equal_nan=True) for now, then in heard)


@pytest.mark.parametrize("every", [1, 3])
def test_what_is_kept_of_a_figure_is_what_it_would_be_if_it_were_asked_for_anew(every):
    day = date_to_day(START)
    made = panel(
        walk(6), splits=[Split(day + 30, 0, 1, 2)], dividends=[Dividend(day + 42, 0, Decimal("0.7"))]
    )
    compared = []

    class Ear(Cross):
        def handle_data(self, context, data):
            if data.visible % every:
                return
            for kind in ("sma", "ema", "std", "max", "min", "returns"):
                kept = getattr(SignalBars(data), kind)(self.assets[0], 4)
                anew = data.over_time(self.assets[0], kind, 4, "close")
                compared.append(np.array_equal(kept, anew, equal_nan=True) and not kept.flags.writeable)

    run_on(market_of(made), Ear)
    assert len(compared) == 75 // every * 6
    assert all(compared)


class Short(Breakout):
    """Says how much it needs, and is handed no more."""

    bars_needed = 3
    handed = ()

    def targets(self, bars):
        self.handed = (*self.handed, len(bars))
        assert {len(bars.values(self.assets[0])), len(bars.ema(self.assets[0], 4))} == {len(bars)}
        return super().targets(bars)


@pytest.mark.parametrize("actions", [False, True])
def test_a_strategy_that_says_how_many_bars_it_needs_is_handed_those_and_does_the_same(actions):
    day = date_to_day(START)
    changed = {
        "splits": [Split(day + 30, 0, 1, 2)],
        "dividends": [Dividend(day + 42, 0, Decimal("0.7"))],
    }
    market = market_of(panel(walk(6), **(changed if actions else {})))
    strategy = Short()
    stepped = run_on(market, strategy)
    assert strategy.handed == (3,) * 75
    assert len(stepped.transactions) > 5
    assert stepped.transactions.equals(run_on(market, Breakout).transactions)
    same(market, Short)


def test_saying_too_few_bars_shows_as_a_difference_between_the_modes():
    market = market_of(panel(walk(6)))
    hasty = type("Hasty", (Breakout,), {"bars_needed": 2})
    stepped, at_once = run_on(market, hasty), run_on(market, hasty, signals=SignalMarket(market))
    assert not stepped.transactions.equals(at_once.transactions)


class Peeks(Cross):
    """Buys before it rises: what only an array can do."""

    def targets(self, bars):
        price = bars.values(self.assets[0])
        return np.append(np.where(np.diff(price) > 0, 1.0, 0.0), 0.0)


def test_a_look_ahead_shows_as_a_difference_between_the_modes():
    market = market_of(panel(walk(7)))
    stepped = run_on(market, Peeks)
    at_once = run_on(market, Peeks, signals=SignalMarket(market))
    assert len(stepped.transactions) == 0
    assert len(at_once.transactions) > 5


class Own(SlippageModel):
    def process_order(self, data, order):
        return data.current(order.asset, "close"), order.open_amount


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"targets": lambda self, bars: np.ones(3)}, r"shape \(3, 1\) of 80 bars and 1 assets"),
        ({"targets": lambda self, bars: np.full(len(bars), np.inf)}, "infinite at bar 0"),
        ({"targets": lambda self, bars: "long"}, "targets gave str"),
        ({"initialize": lambda self, context: None}, "trades nothing: set self.assets"),
        ({"assets": "S0", "initialize": lambda self, context: None}, r"assets has 'S0': set it to a list"),
        ({"initialize": lambda self, context: setattr(self, "assets", self.sid(0))}, "assets has Equity"),
        ({"initialize": lambda self, context: setattr(self, "assets", ["S0"])}, "assets has 'S0'"),
        ({"initialize": lambda self, context: setattr(self, "assets", [self.sid(0)] * 2)}, "an asset twice"),
        ({"bars_needed": 0}, "bars_needed is 0: use a number of bars from 1 on, or None for all"),
        ({"bars_needed": 2.5}, "bars_needed is 2.5"),
        ({"rebalance": "daily"}, "rebalance is 'daily': use 'on_change' or 'every_bar'"),
        ({"handle_data": lambda self, context, data: None}, "defines handle_data, which vector mode"),
        ({"on_order_fill": lambda self, context, order, fill: None}, "defines on_order_fill"),
    ],
)
def test_what_vector_mode_refuses(change, says):
    market = market_of(panel(walk(1)))
    with pytest.raises(ConfigurationError, match=says):
        run_on(market, type("Wrong", (Cross,), change), signals=SignalMarket(market))


def test_models_and_schedules_that_need_python_are_left_to_event_mode():
    market = market_of(panel(walk(1)))
    with pytest.raises(ConfigurationError, match="cost model of your own decides in Python"):
        run_on(market, Cross, signals=SignalMarket(market), slippage=Own())

    class Scheduled(Cross):
        def initialize(self, context):
            super().initialize(context)
            self.schedule_function(lambda context, data: None)

    with pytest.raises(ConfigurationError, match="a function was scheduled"):
        run_on(market, Scheduled, signals=SignalMarket(market))


def test_a_strategy_without_targets_says_so():
    market = market_of(panel(walk(1)))

    class Nothing(SignalAlgorithm):
        def initialize(self, context):
            self.assets = [self.sid(0)]

    class Broken(Cross):
        def targets(self, bars):
            return bars.values(self.assets[0])[len(bars)]

    for signals in (None, SignalMarket(market)):
        with pytest.raises(ConfigurationError, match="Nothing defines no targets"):
            run_on(market, Nothing, signals=signals)
        with pytest.raises(StrategyError, match="IndexError"):
            run_on(market, Broken, signals=signals)
