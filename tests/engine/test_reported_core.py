"""A core whose orders are filled elsewhere does what a backtest does, when the venue elsewhere is the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rustybt import FixedBasisPointsSlippage, PerShareCommission, TradingAlgorithm
from rustybt.engine.clock import events_of
from rustybt.engine.core import TradingCore
from rustybt.exceptions import ConfigurationError, RustyBTError, UnknownOrderError
from rustybt.model.effects import OrderCancelled, OrderPlaced, OrderRejected
from rustybt.model.events import BarArrived, BarClosed, FillReported, OrderEnded, SessionOpened
from rustybt.model.ports import Hooks
from tests.engine.panels import panel, venue_of
from tests.engine.test_core import Restless, columns_of, market


class Told(TradingAlgorithm):
    """Buys ten once, and keeps what it hears."""

    def __init__(self):
        super().__init__()
        self.told = []

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        if not context.portfolio.positions and not self.get_open_orders():
            self.order(self.asset, 10)

    def on_order_fill(self, context, order, transaction):
        self.told.append(("fill", order.id, transaction.price))

    def on_order_cancel(self, context, order):
        self.told.append(("cancel", order.id))

    def on_order_reject(self, context, order, reason):
        self.told.append(("reject", order.id, reason))


class Costs(TradingAlgorithm):
    """The costs of `Restless`, and nothing else of it."""

    def initialize(self, context):
        self.set_slippage(FixedBasisPointsSlippage())
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))

    def handle_data(self, context, data):
        """Do nothing."""


class Exchange:
    """A second account on the same bars, which fills what the first one orders."""

    def __init__(self, bars):
        self.venue, _ = venue_of(bars, Costs())
        self.names = {}

    def step(self, event):
        before = self.venue.fill_count
        TradingCore(self.venue, Hooks(context=None)).step(event)
        fills = [self.venue.fill_at(row) for row in range(before, self.venue.fill_count)]
        return [
            FillReported(self.names[fill.order_id], f"t{row}", fill.amount, fill.price, fill.commission)
            for row, fill in enumerate(fills, before)
        ]

    def take(self, effect):
        order = effect.order
        if isinstance(effect, OrderPlaced):
            self.names[self.venue.order(order.asset, order.amount, order.limit, order.stop)] = order.id
        elif isinstance(effect, OrderCancelled):
            theirs = next(name for name, ours in self.names.items() if ours == order.id)
            self.venue.cancel_order(theirs)


def test_orders_that_a_venue_fills_give_the_same_run():
    looped, hooks = venue_of(market(), Restless())
    looped.run(hooks)
    ours, hooks = venue_of(market(), Restless())
    core, exchange = TradingCore(ours, hooks, reported=True), Exchange(market())
    for event in events_of(ours.timeline):
        if isinstance(event, BarClosed):
            core.step(BarArrived(event.step))
        for report in exchange.step(event):
            core.step(report)
        for effect in core.step(event):
            if not hasattr(effect, "transaction"):
                exchange.take(effect)
    (one, recorded), (two, same) = columns_of(looped), columns_of(ours)
    assert recorded == same
    for left, right in zip(one, two, strict=True):
        assert {name: bytes(column) for name, column in left.items()} == {
            name: bytes(column) for name, column in right.items()
        }
    assert looped.fill_count > 50


def one_order(strategy):
    venue, hooks = venue_of(panel([[10, 11, 12]]), strategy)
    core = TradingCore(venue, hooks, reported=True)
    core.step(SessionOpened(0, 0))
    core.step(BarArrived(0))
    (placed,) = core.step(BarClosed(0))
    return core, venue, placed.order


def test_a_strategy_hears_of_fills_refusals_and_cancels():
    strategy = Told()
    core, venue, order = one_order(strategy)
    core.step(FillReported(order.id, "t1", Decimal(4), Decimal("10.5"), Decimal("0.25")))
    assert (venue.amount(order.asset), venue.cash()) == (4, Decimal("99957.75"))
    (effect,) = core.step(OrderEnded(order.id, "margin call", refused=True))
    assert effect == OrderRejected(venue.get_order(order.id))
    assert strategy.told == [("fill", order.id, Decimal("10.5")), ("reject", order.id, "margin call")]
    assert core.step(OrderEnded(order.id, "again", refused=True)) == ()


def test_a_fill_after_a_cancel_counts():
    strategy = Told()
    core, venue, order = one_order(strategy)
    assert core.step(OrderEnded(order.id, "by the venue", refused=False)) == (
        OrderCancelled(venue.get_order(order.id)),
    )
    core.step(FillReported(order.id, "t1", Decimal(10), Decimal(10), Decimal(0)))
    assert [kind for kind, *_ in strategy.told] == ["cancel", "fill"]
    assert venue.amount(order.asset) == 10
    venue.check()


@pytest.mark.parametrize(
    ("report", "error", "says"),
    [
        (
            lambda order: FillReported("o-000000000009-000000", "t", Decimal(1), Decimal(1), Decimal(0)),
            UnknownOrderError,
            "000009",
        ),
        (lambda order: FillReported(order, "t", Decimal(11), Decimal(1), Decimal(0)), RustyBTError, "11"),
        (
            lambda order: FillReported(order, "t", Decimal("0.5"), Decimal(1), Decimal(0)),
            ConfigurationError,
            "0.5",
        ),
        (
            lambda order: FillReported(order, "t", Decimal(1), Decimal("NaN"), Decimal(0)),
            ConfigurationError,
            "NaN",
        ),
        (lambda order: BarArrived(3), ConfigurationError, "bar 3"),
    ],
)
def test_a_report_that_cannot_be_changes_nothing(report, error, says):
    core, venue, order = one_order(Told())
    with pytest.raises(error, match=says):
        core.step(report(order.id))
    assert (venue.fill_count, venue.cash()) == (0, 100_000)


def test_a_core_that_fills_its_orders_takes_no_reports():
    venue, hooks = venue_of(panel([[10, 11]]), Told())
    with pytest.raises(ConfigurationError, match="reported=True"):
        TradingCore(venue, hooks).step(BarArrived(0))


def test_a_cancel_is_told_with_the_venues_words():
    class Why(Told):
        def on_order_cancel(self, context, order, reason):
            self.told.append((order.id, order.reason, reason))

    strategy = Why()
    core, _, order = one_order(strategy)
    core.step(OrderEnded(order.id, "self-trade prevention", refused=False))
    assert strategy.told == [(order.id, "cancelled by the venue", "self-trade prevention")]
