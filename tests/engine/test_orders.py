"""What an order becomes: when it fills, at which price, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from rustybt import FixedSlippage, PerShareCommission, TradingAlgorithm, VolumeShareSlippage
from rustybt.exceptions import (
    AssetNotFoundError,
    CannotOrderDelistedAssetError,
    ConfigurationError,
    OrderContextError,
    OrderError,
    StrategyError,
    UnknownOrderError,
)
from rustybt.finance.decimal.commission import CommissionModel
from rustybt.finance.decimal.slippage import SlippageModel
from rustybt.model.bars import Dividend, Split
from rustybt.model.orders import OrderStatus
from tests.engine.panels import START, panel, run


class On(TradingAlgorithm):
    """Do things at chosen bars: a scripted strategy."""

    def __init__(self, setup=None, **at):
        super().__init__()
        self.setup, self.at, self.bar, self.seen = setup, at, -1, []

    def initialize(self, context):
        self.asset = self.sid(0)
        if self.setup:
            self.setup(self)

    def handle_data(self, context, data):
        self.bar += 1
        act = self.at.get(f"bar{self.bar}")
        if act:
            act(self, data)


def fills(venue):
    return [
        (int(venue.fill_at(n).amount), venue.fill_at(n).price, venue.fill_at(n).dt.day)
        for n in range(venue.fill_count)
    ]


def test_a_market_order_fills_at_the_next_close():
    venue = run(panel([[10, 11, 12]]), On(bar0=lambda s, d: s.order(s.asset, 5)))
    assert fills(venue) == [(5, Decimal(11), 2)]
    assert venue.cash() == Decimal(100_000) - 55
    assert venue.portfolio_value() == Decimal(100_000) + 5


def test_a_limit_order_waits_for_its_price():
    venue = run(panel([[10, 11, 9, 8]]), On(bar0=lambda s, d: s.order(s.asset, 5, limit_price="9.5")))
    assert fills(venue) == [(5, Decimal(9), 3)]


def test_a_stop_order_waits_for_its_price():
    venue = run(panel([[10, 10, 8, 7]]), On(bar0=lambda s, d: s.order(s.asset, -5, stop_price=9)))
    assert fills(venue) == [(-5, Decimal(8), 3)]


def test_a_stop_limit_order_becomes_a_limit_order():
    act = On(bar0=lambda s, d: s.order(s.asset, 5, limit_price="10.5", stop_price=11))
    venue = run(panel([[10, 12, 11, 10, 9]]), act)
    assert fills(venue) == [(5, Decimal(10), 4)]


def test_an_order_waits_while_the_asset_does_not_trade():
    venue = run(panel([[10, None, 12]]), On(bar0=lambda s, d: s.order(s.asset, 5)))
    assert fills(venue) == [(5, Decimal(12), 3)]


def test_prices_go_to_the_passive_side_of_the_tick():
    orders = []

    def place(strategy, data):
        for amount, side in ((1, "limit_price"), (-1, "limit_price"), (1, "stop_price"), (-1, "stop_price")):
            found = strategy.get_order(strategy.order(strategy.asset, amount, **{side: "9.017"}))
            orders.append(found.limit or found.stop)

    run(panel([[10, 10]]), On(bar0=place))
    assert orders == [Decimal("9.01"), Decimal("9.02"), Decimal("9.02"), Decimal("9.01")]


def test_volume_share_fills_over_several_bars_with_its_impact():
    def setup(strategy):
        strategy.set_slippage(VolumeShareSlippage("0.025", "0.1"))
        strategy.set_commission(PerShareCommission("0.01", min_trade_cost=1))

    volumes = [[1000, 1000, 1000, 1000]]
    venue = run(panel([[10, 10, 10, 10]], volumes=volumes), On(setup, bar0=lambda s, d: s.order(s.asset, 60)))
    # 25 of 1,000 shares is a share of 0.025: the impact is 0.025^2 x 0.1 x 10 = 0.000625
    assert fills(venue) == [
        (25, Decimal("10.000625"), 2),
        (25, Decimal("10.000625"), 3),
        (10, Decimal("10.0001"), 4),
    ]
    assert [venue.fill_at(n).commission for n in range(3)] == [1, 0, 0]


def test_fixed_slippage_is_half_the_spread_against_the_order():
    def setup(strategy):
        strategy.set_slippage(FixedSlippage("0.5"))

    act = On(setup, bar0=lambda s, d: s.order(s.asset, 2), bar1=lambda s, d: s.order(s.asset, -2))
    assert [fill[1] for fill in fills(run(panel([[10, 10, 10]]), act))] == [Decimal("10.25"), Decimal("9.75")]


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda s, d: s.order(s.asset, 0), OrderError, "order for 0"),
        (lambda s, d: s.order(s.asset, float("nan")), OrderError, "nan"),
        (lambda s, d: s.order(s.asset, float("inf")), OrderError, "inf"),
        (lambda s, d: s.order(s.asset, "ten"), OrderError, "'ten'"),
        (lambda s, d: s.order(s.asset, 1, limit_price=0), OrderError, "limit price 0"),
        (lambda s, d: s.order(s.asset, 1, stop_price=-1), OrderError, "stop price -1"),
        (lambda s, d: s.order("AAPL", 1), AssetNotFoundError, "'AAPL'"),
        (lambda s, d: s.cancel_order("o-1"), UnknownOrderError, "o-1"),
        (lambda s, d: d.current(s.asset, "vwap"), Exception, "vwap"),
        (lambda s, d: d.sma(s.asset, 0), ConfigurationError, "window 0"),
        (lambda s, d: d.history(s.asset, "close", 3, "1d"), Exception, "from 2020-01-01"),
        (lambda s, d: d.history(s.asset, "close", 1, "5m"), Exception, "'5m'"),
        (lambda s, d: 1 / 0, StrategyError, "handle_data failed at bar 1"),
    ],
)  # fmt: skip
def test_what_a_strategy_may_not_do_stops_the_run(call, error, says):
    with pytest.raises(error) as caught:
        run(panel([[10, 11, 12]]), On(bar1=call))
    text = str(caught.value) + "".join(getattr(caught.value, "__notes__", []))
    assert says in text
    assert "2020-01-02" in text


def test_an_order_for_a_delisted_asset_is_refused_with_its_dates():
    lives = [(START, START + timedelta(days=1))]
    with pytest.raises(CannotOrderDelistedAssetError, match="trades from 2020-01-01 to 2020-01-02"):
        run(panel([[10, 11, None]], lives=lives), On(bar2=lambda s, d: s.order(s.asset, 1)))


def test_ordering_in_initialize_is_refused():
    with pytest.raises(OrderContextError, match="cannot be placed in initialize"):
        run(panel([[10, 11]]), On(lambda s: s.order(s.asset, 1)))


def test_targets_that_are_held_are_no_order():
    placed = []
    act = On(
        bar0=lambda s, d: placed.append(s.order_target_percent(s.asset, "0.5")),
        bar1=lambda s, d: placed.append(s.order_target(s.asset, 5000)),
    )
    venue = run(panel([[10, 10, 10]]), act)
    assert placed == ["o-000000000000-000000", None]
    assert venue.amount(act.asset) == 5000


@pytest.mark.parametrize(("percent", "shares"), [(1, 14_285), (0.1, 1_428), ("0.00007", 1), (-0.5, -7_142)])
def test_a_percentage_is_cut_to_whole_shares(percent, shares):
    venue = run(panel([[7, 7]]), On(bar0=lambda s, d: s.order_percent(s.asset, percent)))
    assert fills(venue) == [(shares, Decimal(7), 2)]


def test_a_split_moves_positions_and_open_orders():
    splits = [Split(panel([[1]]).sessions[0] + 2, 0, 1, 2)]

    def place(strategy, data):
        strategy.order(strategy.asset, 3)

    def wait(strategy, data):
        strategy.order(strategy.asset, 7, limit_price=4)

    act = On(bar0=place, bar1=wait)
    venue = run(panel([[10, 10, 5, 1]], splits=splits), act)
    # 3 shares become 6, and 7 shares at 4 become 14 at 2
    assert fills(venue) == [(3, Decimal(10), 2), (14, Decimal(1), 4)]
    assert venue.amount(act.asset) == 20


def test_dividends_are_earned_before_the_ex_session_and_paid_on_their_day():
    first = int(panel([[1]]).sessions[0])
    dividends = [Dividend(first + 2, 0, Decimal("0.25"), first + 3)]
    act = On(bar0=lambda s, d: s.order(s.asset, 100))
    venue = run(panel([[10, 10, 10, 10]], dividends=dividends), act)
    assert venue.account()["dividends"] == 25
    assert venue.cash() == Decimal(100_000) - 1000 + 25


class Tenth(SlippageModel):
    """A user's model: a tenth of what is open, a cent above the close."""

    def process_order(self, data, order):
        return data.current(order.asset, "close") + Decimal("0.01"), order.open_amount / 10


class Flat(CommissionModel):
    """A user's model: two for the first fill."""

    def calculate(self, order, transaction):
        return Decimal(0) if order.commission else Decimal(2)


def test_models_of_the_users_run_through_the_same_matching():
    def setup(strategy):
        strategy.set_slippage(Tenth())
        strategy.set_commission(Flat())

    venue = run(panel([[10, 10, 10]]), On(setup, bar0=lambda s, d: s.order(s.asset, 100)))
    assert fills(venue) == [(10, Decimal("10.01"), 2), (9, Decimal("10.01"), 3)]
    assert venue.account()["fees"] == 2


class Greedy(SlippageModel):
    def process_order(self, data, order):
        return Decimal(10), order.amount * 2


def test_a_model_that_fills_too_much_stops_the_run():
    with pytest.raises(StrategyError, match="at most the open amount"):
        run(panel([[10, 10]]), On(lambda s: s.set_slippage(Greedy()), bar0=lambda s, d: s.order(s.asset, 5)))


class Hooked(On):
    def on_order_fill(self, context, order, transaction):
        self.seen.append(("fill", order.status, transaction.amount))
        if len(self.seen) == 1:
            self.order(self.asset, -2)

    def on_order_cancel(self, context, order):
        self.seen.append(("cancel", order.status, order.reason))


def test_hooks_fire_in_a_backtest_and_may_order():
    def cancel(strategy, data):
        strategy.cancel_order(strategy.order(strategy.asset, 1, limit_price=1))

    act = Hooked(bar0=lambda s, d: s.order(s.asset, 2), bar1=cancel)
    venue = run(panel([[10, 10, 10]]), act)
    assert act.seen == [
        ("fill", OrderStatus.FILLED, 2),
        ("cancel", OrderStatus.CANCELLED, "cancelled by the strategy"),
        ("fill", OrderStatus.FILLED, -2),
    ]
    assert venue.amount(act.asset) == 0


def test_capital_of_nothing_is_refused():
    with pytest.raises(ConfigurationError, match="capital_base 0"):
        run(panel([[10, 10]]), On(), capital="0")
