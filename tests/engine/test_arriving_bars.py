"""Bars that arrive row by row are the bars of a fixed panel: same answers, orders, fills and money."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import FixedBasisPointsSlippage, PerShareCommission, TradingAlgorithm
from rustybt.engine.bar_view import BarData, native_bars
from rustybt.engine.clock import events_of
from rustybt.engine.core import TradingCore
from rustybt.exceptions import AssetNotFoundError, LedgerError, LookaheadError, ValidationError
from rustybt.model.bars import FIELDS, MISSING, BarPanel, Dividend, Split
from rustybt.model.events import BarClosed
from rustybt.model.time import NANOS_PER_DAY
from tests.engine.panels import UNIT, panel, venue_of

OPEN_NS, MINUTE_NS = 52_200 * 10**9, 60 * 10**9


class Curious(TradingAlgorithm):
    """Asks everything there is to ask in each bar, and orders by its seed."""

    def __init__(self):
        super().__init__()
        self.answers = []

    def initialize(self, context):
        self.set_slippage(FixedBasisPointsSlippage())
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        self.assets = [self.sid(sid) for sid in range(3)]

    def before_trading_start(self, context, data):
        self.ask(data, min(2, data.visible))

    def handle_data(self, context, data):
        self.ask(data, min(4, data.visible))
        asset = self.assets[int(context.random.integers(3))]
        kind = context.random.integers(4)
        if kind == 0:
            self.order(asset, int(context.random.integers(-20, 50)) or 1)
        elif kind == 1 and data.can_trade(asset):
            self.order_target_percent(asset, round(float(context.random.uniform(-0.3, 0.6)), 3))
        self.record(value=context.portfolio.portfolio_value)

    def ask(self, data, n):
        assets = self.assets
        told = [str(data.can_trade(assets)), str(data.is_stale(assets))]
        for field in (*FIELDS, "price"):
            told += [str(data.current(asset, field)) for asset in assets]
            told += [data.mantissas(assets, n, field).tobytes()] if n else []
        for field in FIELDS:
            for window in (1, 3, 30):
                told.append(data.window(assets, window, field).tobytes())
                told.append(data.window(assets[1], window, field, dtype="mantissa").tobytes())
                told += [ask(assets, window, field).tobytes() for ask in (data.sma, data.ema, data.std)]
                told += [ask(assets, window, field).tobytes() for ask in (data.max, data.min, data.returns)]
        told += [str(data.current(asset, "last_traded")) for asset in assets]
        if n:
            told.append(str(data.history(assets, ["close", "volume"], n, self.frequency).rows()))
        if data.session_index > 1:
            told.append(str(data.history(assets, list(FIELDS), 2, "1d").rows()))
            told.append(str(data.history(assets, "price", 2, "1d").rows()))
        self.answers.append(told)

    frequency = "1d"


class ByMinute(Curious):
    frequency = "1m"


def fields_of(seed, steps):
    chance = np.random.default_rng(seed)
    close = chance.integers(10 * UNIT, 60 * UNIT, (steps, 3)).astype(np.int64)
    low = close - chance.integers(0, UNIT, close.shape)
    high = close + chance.integers(0, UNIT, close.shape)
    opened = chance.integers(low, high + 1)
    volume = chance.integers(0, 100_000, close.shape)
    gone = chance.random(close.shape) < chance.choice([0, 0.2, 0.7])
    fields = dict(zip(FIELDS, (opened, high, low, close, volume), strict=True))
    for values in fields.values():
        values[gone] = MISSING
    return fields


def actions_of(seed, sessions):
    chance = random.Random(seed)
    first = int(sessions[0])
    days = [first + chance.randrange(len(sessions)) for _ in range(6)]
    splits = [Split(day, chance.randrange(3), *chance.choice([(1, 2), (2, 3), (3, 1)])) for day in days[:3]]
    dividends = [
        Dividend(day, chance.randrange(3), Decimal(chance.randrange(1, 9)), day + 1) for day in days[3:]
    ]
    return {"splits": tuple({(s.session, s.sid): s for s in splits}.values()), "dividends": tuple(dividends)}


def daily_panel(seed, days=14):
    made = panel([[1] * days] * 3)
    fields = fields_of(seed, days)
    return BarPanel.from_arrays(made.assets, made.sessions, fields, **actions_of(seed, made.sessions))


def minute_panel(seed, days=4, minutes=5):
    made = panel([[1] * days] * 3)
    midnight = made.sessions.astype(np.int64) * NANOS_PER_DAY
    times = (midnight[:, None] + OPEN_NS + MINUTE_NS * np.arange(1, minutes + 1)).ravel()
    fields, actions = fields_of(seed, days * minutes), actions_of(seed, made.sessions)
    by_day = {name: values.reshape(days, minutes, 3) for name, values in fields.items()}
    daily = {name: np.empty((days, 3), dtype=np.int64) for name in FIELDS}
    for day in range(days):
        for column in range(3):
            traded = [at for at in range(minutes) if by_day["close"][day, at, column] != MISSING]
            bars = {name: [int(by_day[name][day, at, column]) for at in traded] for name in FIELDS}
            daily["volume"][day, column] = sum(bars["volume"])
            for name, pick in (("open", 0), ("close", -1)):
                daily[name][day, column] = bars[name][pick] if traded else MISSING
            daily["high"][day, column] = max(bars["high"], default=MISSING)
            daily["low"][day, column] = min(bars["low"], default=MISSING)
    axes = {
        "session_open_ns": midnight + OPEN_NS,
        "session_close_ns": midnight + OPEN_NS + minutes * MINUTE_NS,
    }
    days_panel = BarPanel.from_arrays(made.assets, made.sessions, daily, **axes, **actions)
    return BarPanel.from_arrays(
        made.assets, made.sessions, fields, times_ns=times, daily=days_panel, **axes, **actions
    )


def arriving(whole, first):
    """The same panel, whose bars are not known from a step on."""
    known = {name: whole.field(name)[:first] for name in FIELDS}
    daily = whole.daily
    if daily is not None:
        session = int(whole.step_session[first]) if first < len(whole.times_ns) else len(whole.sessions)
        daily = arriving(daily, session)
    return replace(whole, load=known.__getitem__, arriving_from=first, daily=daily)


def rows_of(whole, step):
    matrix = np.array([whole.field(name)[step] for name in FIELDS])
    rows = ((asset.sid, *matrix[:, at].tolist()) for at, asset in enumerate(whole.assets))
    return tuple(row for row in rows if row[4] != MISSING)


def stepped(bars, whole, strategy):
    venue, hooks = venue_of(bars, strategy)
    core = TradingCore(venue, hooks)
    for event in events_of(venue.timeline):
        if isinstance(event, BarClosed) and event.step >= bars.known_steps:
            venue.bar_data.put(event.step, rows_of(whole, event.step))
        core.step(event)
    venue.check()
    return venue


def same(one, two):
    for name in ("daily", "orders", "transactions", "positions"):
        left, right = getattr(one.record_of_run(), name), getattr(two.record_of_run(), name)
        assert left.keys() == right.keys()
        assert all(bytes(left[column]) == bytes(right[column]) for column in left)
    assert one.record_of_run().recorded == two.record_of_run().recorded


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), first=st.integers(0, 14))
def test_days_that_arrive_are_the_fixed_days(seed, first):
    whole = daily_panel(seed)
    known, told = Curious(), Curious()
    same(stepped(whole, whole, known), stepped(arriving(whole, first), whole, told))
    assert known.answers == told.answers


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), first_session=st.integers(0, 4))
def test_minutes_that_arrive_are_the_fixed_minutes_and_days(seed, first_session):
    whole = minute_panel(seed)
    known, told = ByMinute(), ByMinute()
    same(
        stepped(whole, whole, known),
        stepped(arriving(whole, first_session * 5), whole, told),
    )
    assert known.answers == told.answers


def test_some_of_these_runs_trade_over_corporate_actions():
    venues = [stepped(daily_panel(seed), daily_panel(seed), Curious()) for seed in range(4)]
    assert sum(venue.fill_count for venue in venues) > 10
    assert all(venue.panel.splits and venue.panel.dividends for venue in venues)


def bars_of(first=2, days=6):
    whole = daily_panel(1, days)
    shown = arriving(whole, first)
    bars = native_bars(shown)
    return whole, BarData(shown, bars), bars


def test_a_bar_is_put_once_and_in_order():
    whole, view, _ = bars_of()
    view.put(3, rows_of(whole, 3))
    for step in (2, 3):
        with pytest.raises(LookaheadError, match=f"bar {step} cannot be put.* is 4"):
            view.put(step, ((0, 1, 1, 1, 1, 1),))
    view.move_to(4, 3, 0)
    assert set(view.mantissas(list(whole.assets), 2, "close")[0].tolist()) == {MISSING}
    assert view.mantissas(list(whole.assets), 1, "close").tolist() == whole.field("close")[3:4].tolist()


def test_what_may_have_been_seen_does_not_change():
    whole, view, _ = bars_of()
    view.move_to(4, 3, 0)
    before = view.mantissas(list(whole.assets), 4, "price").tobytes()
    for step in (0, 1, 2, 3):
        with pytest.raises(LookaheadError, match=f"bar {step} cannot be put"):
            view.put(step, rows_of(whole, 4) or ((0, 1, 1, 1, 1, 1),))
    assert view.mantissas(list(whole.assets), 4, "price").tobytes() == before
    with pytest.raises(LookaheadError, match="bar 6 cannot be put"):
        view.put(6, ((0, 1, 1, 1, 1, 1),))


def test_bars_that_are_all_known_take_no_other():
    whole = daily_panel(1)
    view = BarData(whole, native_bars(whole))
    view.put(5, ())
    with pytest.raises(LookaheadError, match="bar 5 cannot be put"):
        view.put(5, ((0, 1, 1, 1, 1, 1),))


def test_a_window_into_what_arrives_is_a_copy_that_stays():
    whole, view, _ = bars_of()
    view.move_to(2, 1, 0)
    before = view.window(list(whole.assets), 2)
    kept = before.copy()
    view.put(2, ((0, 5 * UNIT, 5 * UNIT, 5 * UNIT, 5 * UNIT, 1),))
    view.move_to(3, 2, 0)
    after = view.window(whole.assets[0], 3)
    assert after[-1] == 5.0
    assert np.array_equal(before, kept, equal_nan=True)
    assert not after.flags.writeable


@pytest.mark.parametrize(
    "rows",
    [
        ((0, 1, 1, 1, 1),),
        ((0, 1, 1, 1, 1, 1), (0, 1, 1, 1, 1, 1)),
        ((0, 1, 2**63, 1, 1, 1),),
        ((0, 1, 1, 1, MISSING, 1),),
    ],
)
def test_a_row_that_is_none_is_refused(rows):
    _, view, _ = bars_of()
    with pytest.raises(ValidationError, match="bar 2 of sid 0"):
        view.put(2, rows)


def test_a_row_of_an_unknown_asset_is_refused():
    _, view, _ = bars_of()
    with pytest.raises(AssetNotFoundError, match="9"):
        view.put(2, ((9, 1, 1, 1, 1, 1),))


def test_a_row_of_another_width_is_refused():
    _, _, bars = bars_of()
    for shape in ((5, 2), (4, 3)):
        with pytest.raises(LedgerError, match="size of a matrix of bars"):
            bars.put(2, np.ones(shape, dtype=np.int64))


def test_a_panel_has_no_more_known_steps_than_steps():
    whole = daily_panel(1)
    with pytest.raises(ValidationError, match="arriving_from is 15 of 14 steps"):
        replace(whole, arriving_from=15)
    with pytest.raises(ValidationError, match="it must be"):
        native_bars(replace(whole, arriving_from=3))


def test_a_day_is_closed_in_its_session():
    whole = minute_panel(1)
    shown = arriving(whole, 5)
    view = BarData(shown, native_bars(shown))
    view.move_to(5, 1, 0)
    with pytest.raises(LookaheadError, match="session 2 cannot be closed: the present is in 1"):
        view.close_day(2)
