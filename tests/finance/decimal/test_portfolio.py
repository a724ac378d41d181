"""The account as strategies read it, against figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rustybt import Future, PerTradeCommission, TradingAlgorithm
from rustybt.exceptions import AssetNotFoundError
from tests.engine.panels import START, panel, run


class Kept(TradingAlgorithm):
    """Buy 10 of one and sell 5 of the other at the first bar, for a fee of 2 each; keep the views."""

    def initialize(self, context):
        self.set_commission(PerTradeCommission(2))
        self.views = context.portfolio, context.account
        self.position = context.portfolio.positions[self.sid(0)]
        self.seen = []

    def handle_data(self, context, data):
        if data.visible == 1:
            self.order(self.sid(0), 10)
            self.order(self.sid(1), -5)
        self.seen.append(self.position.amount)


@pytest.fixture(scope="module")
def held():
    strategy = Kept()
    run(panel([[10, 20, 30], [8, 8, 4]]), strategy, capital="1000")
    return strategy


def test_a_position_is_a_view_of_now(held):
    assert held.seen == [0, 10, 10]
    assert held.position.sid is held.position.asset is held.sid(0)
    assert "amount=10, cost_basis=20.2, last_sale_price=30" in repr(held.position)


def test_a_position_keeps_its_cost(held):
    long, short = (held.views[0].positions[held.sid(sid)] for sid in (0, 1))
    assert (long.amount, long.last_sale_price, long.cost, long.average_price) == (10, 30, 200, 20)
    assert (short.amount, short.last_sale_price, short.cost, short.average_price) == (-5, 4, -40, 8)
    # zipline counts the fee into the cost of a unit: (200 + 2) / 10 and (-40 + 2) / -5.
    assert (long.cost_basis, short.cost_basis) == (Decimal("20.2"), Decimal("7.6"))
    assert (long.market_value, long.unrealised) == (300, 100)
    assert (short.market_value, short.unrealised) == (-20, 20)


def test_a_snapshot_does_not_move(held):
    frozen = held.position.snapshot()
    assert (frozen.amount, frozen.cost, frozen.fees) == (10, 200, 2)
    with pytest.raises(AttributeError):
        frozen.amount = 1


def test_the_portfolio(held):
    portfolio, _ = held.views
    assert (portfolio.starting_cash, portfolio.cash) == (1000, 1000 - 200 + 40 - 4)
    assert portfolio.cash_flow == portfolio.capital_used == -164
    assert (portfolio.positions_value, portfolio.positions_exposure) == (280, 280)
    assert (portfolio.portfolio_value, portfolio.pnl, portfolio.returns) == (1116, 116, Decimal("0.116"))
    assert portfolio.start_date == START
    weights = portfolio.current_portfolio_weights
    assert [asset.sid for asset in weights] == [0, 1]
    assert list(weights.values()) == [
        Decimal("0.2688172043010752688172043011"), Decimal("-0.01792114695340501792114695341"),
    ]  # fmt: skip


def test_the_account(held):
    _, account = held.views
    assert account.net_liquidation == account.equity_with_loan == 1116
    assert account.settled_cash == account.available_funds == account.excess_liquidity == 836
    assert account.regt_equity == 836
    assert (account.total_positions_value, account.total_positions_exposure) == (280, 280)
    assert account.gross_exposure == 320
    assert account.leverage == Decimal("0.2867383512544802867383512545")
    assert account.net_leverage == Decimal("0.2508960573476702508960573477")
    assert account.cushion == Decimal("0.7491039426523297491039426523")
    assert (account.fees, account.realised) == (4, 0)
    assert account.initial_margin_requirement == account.maintenance_margin_requirement == 0
    assert account.buying_power == account.regt_margin == account.day_trades_remaining == Decimal("Infinity")


def test_positions_are_a_mapping(held):
    positions = held.views[0].positions
    assert len(positions) == 2
    assert {asset.sid: position.amount for asset, position in positions.items()} == {0: 10, 1: -5}
    assert held.sid(0) in positions
    assert "AAPL" not in positions
    assert repr(positions).startswith("Positions([Position(Equity(0 [S0]), amount=10")


def test_what_is_not_held_is_empty():
    strategy = Kept()
    venue = run(panel([[1], [1]]), strategy)
    position = strategy.position
    assert strategy.sid(0) not in strategy.views[0].positions
    assert (position.amount, position.cost_basis, position.last_sale_price) == (0, 0, 0)
    assert (position.average_price, position.market_value) == (0, 0)
    assert venue.held_assets() == []


def test_another_bundles_asset_is_refused(held):
    stranger = Future(99, "ESH20", start_date=START, end_date=START)
    with pytest.raises(AssetNotFoundError, match="ESH20"):
        _ = held.views[0].positions[stranger].amount


def test_an_account_worth_nothing_has_no_leverage():
    class Ruined(TradingAlgorithm):
        def handle_data(self, context, data):
            if data.visible == 1:
                self.order(self.sid(0), -10)
            self.account = context.account

    strategy = Ruined()
    run(panel([[10, 10, 20]]), strategy, capital="100")
    assert strategy.account.net_liquidation == 0
    assert strategy.account.leverage.is_nan()
