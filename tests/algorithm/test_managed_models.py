"""Managed orders against plain models in fractions, on bars of chance."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import FixedBasisPointsSlippage, LimitOrder, StopOrder
from rustybt.model.bars import Split
from tests.algorithm.managed import Script
from tests.engine.panels import START, panel, run

FIRST = int(panel([[1]]).sessions[0])
CENTS = st.integers(500, 1500).map(lambda cents: cents / 100)
CLOSES = st.lists(st.one_of(CENTS, CENTS, CENTS, st.none()), min_size=4, max_size=25)
VOLUMES = st.integers(0, 12)


def exact(number):
    return Fraction(str(number))


def played(closes, volumes, steps, splits=()):
    def thin(strategy):
        strategy.set_slippage(FixedBasisPointsSlippage(0, volume_limit=1))

    strategy = Script(steps, thin if volumes else None)
    bars = panel([closes], volumes=None if volumes is None else [volumes], splits=splits)
    return strategy, run(bars, strategy)


def step_of(time):
    return (time.date() - START).days


@given(
    CLOSES,
    st.integers(0, 2),
    st.sampled_from([-7, 7]),
    st.one_of(
        st.integers(1, 400).map(lambda cents: (cents / 100, False)),
        st.integers(1, 60).map(lambda p: (p / 100, True)),
    ),
)
@settings(max_examples=150, deadline=None)
def test_a_trailing_stop_is_a_recomputation_from_all_closes(closes, placed, amount, distance):
    trail, relative = distance
    named = {"trail_percent" if relative else "trail_amount": trail}
    steps = {placed: lambda s: s.order_trailing_stop(s.asset, amount, **named)}
    _, venue = played(closes, None, steps)
    found = [step_of(venue.order_at(row).created) for row in range(venue.order_count)]
    assert found == touched_at(closes, placed, amount, exact(trail), relative)


def touched_at(closes, placed, amount, trail, relative):
    """The first bar whose close is beyond the stop of the closes before it, recomputed from the beginning each time."""
    for step in range(placed + 1, len(closes)):
        before = [exact(close) for close in closes[placed:step] if close is not None]
        if closes[step] is None or not before:
            continue
        best = min(before) if amount > 0 else max(before)
        away = best * trail if relative else trail
        close = exact(closes[step])
        if close >= best + away if amount > 0 else close <= best - away:
            return [step]
    return []


@given(CLOSES, st.integers(1, 400), st.integers(1, 400), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_bracket_that_fills_whole_is_its_plain_model(closes, above, below, buys):
    closes = [10, *closes]
    high, low = 10 + above / 100, 10 - below / 100
    side = 1 if buys else -1
    profit, loss = (high, low) if buys else (low, high)
    steps = {0: lambda s: s.order_bracket(s.asset, 5 * side, take_profit=profit, stop_loss=loss)}
    _, venue = played(closes, None, steps)
    fills = [
        (step_of(fill.dt), fill.amount, fill.price) for fill in map(venue.fill_at, range(venue.fill_count))
    ]
    traded = [step for step in range(1, len(closes)) if closes[step] is not None]
    model = [(step, 5 * side, exact(closes[step])) for step in traded[:1]]
    out = [step for step in traded[1:] if not exact(low) < exact(closes[step]) < exact(high)]
    model += [(step, -5 * side, exact(closes[step])) for step in out[:1]]
    assert [(step, int(amount), Fraction(price)) for step, amount, price in fills] == model


@st.composite
def thin_markets(draw):
    closes = [10, *draw(CLOSES)]
    volumes = draw(st.lists(VOLUMES, min_size=len(closes), max_size=len(closes)))
    return closes, volumes


@given(
    thin_markets(), st.integers(1, 20), st.integers(1, 300), st.integers(1, 300), st.booleans(), st.booleans()
)
@settings(max_examples=200, deadline=None)
def test_a_bracket_never_exits_more_than_was_filled(bars, amount, above, below, buys, limited):
    side = 1 if buys else -1
    high, low = 10 + above / 100, 10 - below / 100
    profit, loss = (high, low) if buys else (low, high)
    limit = 10 if limited else None
    place = {
        0: lambda s: s.order_bracket(
            s.asset, amount * side, limit_price=limit, take_profit=profit, stop_loss=loss
        )
    }
    strategy, venue = played(*bars, place)
    held = 0
    for fill in map(venue.fill_at, range(venue.fill_count)):
        held += int(fill.amount) * side
        assert 0 <= held <= amount
    for kind in ("limit", "stop"):
        rests = sum(
            abs(order.open_amount)
            for order in venue.open_orders()
            if getattr(order, kind) is not None and order.direction == -side
        )
        assert rests <= held
    told = strategy.get_managed_order("m-000000")
    assert (abs(told.left), told.open) == (held, bool(held) or any(venue.open_orders()))


UPPER = {1: StopOrder(11), -1: LimitOrder(11)}
LOWER = {1: LimitOrder(9), -1: StopOrder(9)}
SIDES = st.sampled_from([-1, 1])
SPLITS = st.sampled_from([(), (Split(FIRST + 2, 0, 1, 2),), (Split(FIRST + 2, 0, 3, 2),)])


@given(
    thin_markets(),
    st.tuples(st.integers(1, 20), SIDES),
    st.tuples(st.integers(1, 20), SIDES),
    SPLITS,
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_two_orders_never_fill_more_than_one(bars, upper, lower, splits, cancels):
    wanted = [(amount * side, styles[side]) for (amount, side), styles in ((upper, UPPER), (lower, LOWER))]
    steps = {0: lambda s: s.order_oco(s.asset, *wanted)}
    if cancels:
        steps[4] = lambda s: [s.cancel_order(each) for each in s.get_open_orders(s.asset)[:1]]
    strategy, venue = played(*bars, steps, splits)
    book = strategy._managed
    shares = {
        id(leg): Fraction(abs(amount))
        for leg, (amount, _) in zip(book.get("m-000000").legs, wanted, strict=True)
    }
    gone = Fraction(0)
    for fill in map(venue.fill_at, range(venue.fill_count)):
        after = any(step_of(fill.dt) >= split.session - FIRST for split in splits)
        ratio = Fraction(splits[0].denominator, splits[0].numerator) if after else Fraction(1)
        _, leg, _ = book.desk.children[fill.order_id]
        gone += abs(Fraction(fill.amount)) / (shares[id(leg)] * ratio)
    assert gone <= 1
