"""What a strategy may look like, and what it is told when it does not."""

from __future__ import annotations

from datetime import UTC
from decimal import Decimal

import pytest

from rustybt import EODCancel, LimitOrder, StopLimitOrder, TradingAlgorithm, api
from rustybt.exceptions import ConfigurationError, OrderContextError, OrderError, SymbolNotFoundError
from tests.engine.panels import START, panel, run, venue_of

CALLED: list[tuple[str, int]] = []


def strategy_of(**callbacks):
    return type("Made", (TradingAlgorithm,), callbacks)()


@pytest.mark.parametrize(
    "handle_data",
    [
        lambda self, context, data: CALLED.append("both"),
        lambda self, data: CALLED.append(data.current_dt.day),
    ],
)
def test_callbacks_may_leave_out_the_context(handle_data):
    CALLED.clear()
    run(
        panel([[1, 2]]),
        strategy_of(initialize=lambda self: CALLED.append("initialize"), handle_data=handle_data),
    )
    assert CALLED in (["initialize", "both", "both"], ["initialize", 1, 2])


def test_functions_make_a_strategy_too():
    seen = []
    run(panel([[1, 2]]), TradingAlgorithm(lambda context: None, lambda context, data: seen.append(context)))
    assert len(seen) == 2


def test_a_strategy_that_does_nothing_is_refused():
    with pytest.raises(ConfigurationError, match="neither initialize nor handle_data"):
        venue_of(panel([[1]]), TradingAlgorithm())


def test_a_callback_that_wants_too_much_is_refused():
    with pytest.raises(ConfigurationError, match="takes more than it gets"):
        venue_of(panel([[1]]), TradingAlgorithm(handle_data=lambda context, data, extra: None))


def test_before_trading_start_sees_the_day_before():
    seen = []

    def before(self, context, data):
        seen.append((data.current_dt.astimezone(UTC).hour, data.current(self.sid(0), "price")))

    run(panel([[7, 8, 9]]), strategy_of(initialize=lambda self: None, before_trading_start=before))
    assert seen[0][1].is_nan()
    assert [price for _, price in seen[1:]] == [7, 8]


def test_the_account_is_there_to_read():
    def trade(self, context, data):
        if context.portfolio.positions[self.sid(0)].amount == 0:
            self.order(self.sid(0), 10)
        context.last = context.portfolio, context.account

    strategy = strategy_of(initialize=lambda self: None, handle_data=trade)
    venue, hooks = venue_of(panel([[10, 20, 30]]), strategy, capital="1000")
    venue.run(hooks)
    portfolio, account = hooks.context.last
    position = portfolio.positions[strategy.sid(0)]
    assert (position.amount, position.cost_basis, position.last_sale_price) == (10, 20, 30)
    assert (position.market_value, position.unrealised) == (300, 100)
    assert (portfolio.cash, portfolio.portfolio_value, portfolio.pnl) == (800, 1100, 100)
    assert portfolio.returns == Decimal("0.1")
    assert account.leverage == Decimal(300) / Decimal(1100)
    assert len(portfolio.positions) == 1
    assert list(portfolio.current_portfolio_weights.values()) == [account.leverage]


def test_context_keeps_what_it_is_given_and_lends_the_algorithm():
    def start(context):
        context.mine = 3
        context.set_cancel_policy(EODCancel())
        with pytest.raises(AttributeError, match="no attribute 'yours'"):
            _ = context.yours
        with pytest.raises(AttributeError, match="belongs to the run"):
            context.portfolio = 1

    _, hooks = venue_of(panel([[1]]), TradingAlgorithm(start))
    assert hooks.context.mine == 3
    assert "mine" in repr(hooks.context)


def test_styles_and_prices_do_not_mix():
    strategy = strategy_of(initialize=lambda self: None)
    venue_of(panel([[1]]), strategy)
    with pytest.raises(OrderError, match="either the prices or the style"):
        strategy.order(strategy.sid(0), 1, limit_price=2, style=LimitOrder(3))
    assert StopLimitOrder(2, 3).stop_price == 3


def test_open_orders_come_by_asset():
    found = {}

    def trade(self, context, data):
        self.order(self.sid(1), 5, limit_price="0.5")
        self.order(self.sid(0), 1)
        found["all"], found["one"] = self.get_open_orders(), self.get_open_orders(self.sid(1))

    strategy = strategy_of(initialize=lambda self: None, handle_data=trade)
    run(panel([[1], [1]]), strategy)
    assert [asset.sid for asset in found["all"]] == [1, 0]
    assert [order.amount for order in found["one"]] == [5]


def test_recorded_values_are_the_last_of_a_session():
    strategy = strategy_of(
        initialize=lambda self: None,
        handle_data=lambda self, data: self.record(
            "bar", data.visible, price=data.current(self.sid(0), "price")
        ),
    )
    record = run(panel([[1, 2, 3]]), strategy).record_of_run()
    assert record.recorded == {"bar": [1, 2, 3], "price": [1, 2, 3]}


def test_what_a_strategy_may_ask_of_its_run():
    asked = {}

    def start(self):
        asked.update(self.get_environment("*"))
        with pytest.raises(ConfigurationError, match="'weather'"):
            self.get_environment("weather")
        with pytest.raises(SymbolNotFoundError, match="NOPE"):
            self.symbol("NOPE")

    run(panel([[1]]), strategy_of(initialize=start))
    assert (asked["platform"], asked["start"], asked["data_frequency"]) == ("rustybt", START, "daily")


def test_the_functions_need_a_run():
    with pytest.raises(OrderContextError, match="no strategy is running"):
        api.order(None, 1)
    with pytest.raises(OrderContextError, match="needs a run"):
        TradingAlgorithm(lambda context: None).order(None, 1)


def test_the_functions_are_those_of_the_class():
    methods = {name for name in dir(TradingAlgorithm) if not name.startswith("_")}
    functions = {name for name in api.__all__ if name.islower()} - {"date_rules", "time_rules", "running"}
    assert functions <= methods
