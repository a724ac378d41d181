"""The cost models in Python, the same ones in Rust, and zipline's formulas in floats: all three agree."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt import (
    Equity,
    FixedBasisPointsSlippage,
    FixedSlippage,
    NoCommission,
    NoSlippage,
    PerDollarCommission,
    PerShareCommission,
    PerTradeCommission,
    TradingAlgorithm,
    VolumeShareSlippage,
)
from rustybt.exceptions import ConfigurationError, LiquidityExceeded
from rustybt.model.orders import Order, OrderStatus
from tests.engine.panels import panel, run

ASSET = Equity(0, "S0", start_date=date(2020, 1, 1), end_date=date(2020, 1, 9))
NOW = datetime(2020, 1, 2, 21, tzinfo=UTC)


def order_of(amount, filled=0, limit=None, commission=0):
    return Order(
        id="o", asset=ASSET, amount=Decimal(amount), filled=Decimal(filled), commission=Decimal(commission),
        limit=limit, stop=None, created=NOW, dt=NOW, status=OrderStatus.OPEN,
    )  # fmt: skip


def bar(close, volume):
    values = {"close": Decimal(close), "volume": volume}
    return SimpleNamespace(current=lambda asset, field: values[field])


@given(
    st.integers(1, 10**6), st.integers(1, 10**5), st.integers(1, 5000), st.booleans(), st.integers(0, 2000)
)
def test_volume_share_is_ziplines_formula(cents, volume, amount, sells, taken):
    close = cents / 100
    amount = -amount if sells else amount
    model = VolumeShareSlippage()
    model.volume_for_bar = Decimal(taken)
    left = 0.025 * volume - taken
    if left < 1:
        with pytest.raises(LiquidityExceeded):
            model.process_order(bar(cents / Decimal(100), volume), order_of(amount))
        return
    price, filled = model.process_order(bar(Decimal(cents) / 100, volume), order_of(amount))
    wanted = int(min(round(left, 9), abs(amount)))
    share = min((taken + wanted) / volume, 0.025)
    assert filled == math.copysign(wanted, amount)
    assert float(price) == pytest.approx(close + share**2 * math.copysign(0.1, amount) * close, rel=1e-12)


class Once(TradingAlgorithm):
    """Place one order with the models given."""

    def __init__(self, slippage, commission, amount):
        super().__init__()
        self.models, self.amount = (slippage, commission), amount

    def initialize(self):
        self.set_slippage(self.models[0])
        self.set_commission(self.models[1])
        self.placed = False

    def handle_data(self, data):
        if not self.placed:
            self.order(self.sid(0), self.amount)
            self.placed = True


def in_python(model):
    """The same model as a subclass, which runs in Python."""
    return type(f"Own{type(model).__name__}", (type(model),), {})(*model.parameters())


SLIPPAGE = [
    NoSlippage(),
    FixedSlippage("0.03"),
    FixedBasisPointsSlippage(7, "0.05"),
    VolumeShareSlippage("0.03", "0.2"),
]
COMMISSION = [
    NoCommission(), PerShareCommission("0.0075", 1), PerTradeCommission("2.5"), PerDollarCommission("0.0015"),
]  # fmt: skip


@pytest.mark.parametrize("slippage", SLIPPAGE, ids=lambda model: type(model).__name__)
@pytest.mark.parametrize("commission", COMMISSION, ids=lambda model: type(model).__name__)
@settings(max_examples=12, deadline=None)
@given(
    prices=st.lists(st.integers(100, 10**6), min_size=4, max_size=6),
    volumes=st.lists(st.integers(0, 3000), min_size=6, max_size=6),
    amount=st.integers(1, 500) | st.integers(-500, -1),
)
def test_rust_and_python_charge_the_same(slippage, commission, prices, volumes, amount):
    market = panel([[Decimal(price) / 100 for price in prices]], volumes=[volumes[: len(prices)]])
    native = run(market, Once(slippage, commission, amount))
    python = run(market, Once(in_python(slippage), in_python(commission), amount))
    assert native.fill_count == python.fill_count
    for row in range(native.fill_count):
        one, two = native.fill_at(row), python.fill_at(row)
        assert (one.amount, one.dt) == (two.amount, two.dt)
        # Python's own quotient has 28 digits before it is rounded to the eight of the price.
        assert abs(one.price - two.price) <= Decimal("1e-8")
        assert abs(one.commission - two.commission) <= Decimal("1e-5")


@pytest.mark.parametrize(
    "make",
    [
        lambda: FixedSlippage(-1),
        lambda: VolumeShareSlippage(volume_limit=0),
        lambda: FixedBasisPointsSlippage(volume_limit=0),
        lambda: FixedBasisPointsSlippage(float("nan")),
        lambda: PerShareCommission("free"),
        lambda: PerTradeCommission(-2),
        lambda: PerDollarCommission(float("inf")),
    ],
)
def test_costs_that_cannot_be_are_refused(make):
    with pytest.raises(ConfigurationError):
        make()


def test_an_order_pays_its_minimum_once():
    model = PerShareCommission("0.01", 1)
    fill = SimpleNamespace(amount=Decimal(60), price=Decimal(10))
    assert model.calculate(order_of(200), fill) == 1
    assert model.calculate(order_of(200, 60, commission=1), fill) == Decimal("0.20")
