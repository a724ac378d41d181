"""What a strategy may look like, and what it is told when it does not."""

from __future__ import annotations

import inspect
from datetime import UTC
from decimal import Decimal

import pytest

from rustybt import EODCancel, LimitOrder, NoSlippage, StopLimitOrder, TradingAlgorithm, api, date_rules
from rustybt.algorithm.schedule import calendars
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


@pytest.mark.parametrize(
    ("callbacks", "says"),
    [
        ({"handle_data": lambda self, context, data, extra: None}, "handle_data.*takes more than it gets"),
        (
            {"analyze": lambda self, context, perf, extra: None},
            "analyze.*takes more than it gets: context, perf",
        ),
        ({"on_order_fill": lambda self, a, b, c, d: None}, "on_order_fill.*takes more than it gets"),
        ({"analyze": lambda self, *, where: None}, "analyze.where. takes more"),
        ({"before_trading_start": 5}, "before_trading_start is 5: use a function of context, data"),
    ],
)
def test_a_callback_that_wants_too_much_is_refused_before_the_run(callbacks, says):
    with pytest.raises(ConfigurationError, match=says):
        venue_of(panel([[1]]), strategy_of(initialize=lambda self: None, **callbacks))


@pytest.mark.parametrize(
    "on_order_fill",
    [
        lambda self, context, order, transaction: CALLED.append((order.id, transaction.amount)),
        lambda self, order, transaction: CALLED.append((order.id, transaction.amount)),
        lambda self, *all_of_it: CALLED.append((all_of_it[1].id, all_of_it[2].amount)),
    ],
)
def test_hooks_may_leave_out_the_context_too(on_order_fill):
    CALLED.clear()

    def trade(self, data):
        if data.visible == 1:
            self.order(self.sid(0), 3)

    run(panel([[1, 2]]), strategy_of(handle_data=trade, on_order_fill=on_order_fill))
    assert CALLED == [("o-000000000000-000000", 3)]


def test_a_hook_may_take_nothing_or_only_the_context():
    kept = []

    def trade(self, data):
        if data.visible == 1:
            self.cancel_order(self.get_order(self.order(self.sid(0), 3)))

    run(
        panel([[1, 2]]),
        strategy_of(handle_data=trade, on_order_cancel=lambda self, context: kept.append(context.account)),
    )
    run(panel([[1, 2]]), strategy_of(handle_data=trade, on_order_cancel=lambda self: kept.append(None)))
    assert len(kept) == 2


BY_STRATEGY = "cancelled by the strategy"


@pytest.mark.parametrize(
    ("hook", "heard"),
    [
        (lambda self, context, order: (context.account is not None, order.reason), (True, BY_STRATEGY)),
        (lambda self, ctx, cancelled: (ctx.account is not None, cancelled.reason), (True, BY_STRATEGY)),
        (lambda self, context, order, reason: (order.amount, reason), (3, BY_STRATEGY)),
        (lambda self, one, two, three: (two.amount, three), (3, BY_STRATEGY)),
        (lambda self, order, reason: (order.amount, reason), (3, BY_STRATEGY)),
        (lambda self, reason: reason, BY_STRATEGY),
        (lambda self, order: order.amount, 3),
        (lambda self, context, *rest: (rest[0].amount, *rest[1:]), (3, BY_STRATEGY)),
    ],
)
def test_a_cancel_is_told_with_its_reason_or_without_by_the_hooks_signature(hook, heard):
    kept = []

    def trade(self, data):
        if data.visible == 1:
            self.cancel_order(self.get_order(self.order(self.sid(0), 3)))

    def hears(*given):
        kept.append(hook(*given))

    hears.__signature__ = inspect.signature(hook)
    run(panel([[1, 2]]), strategy_of(handle_data=trade, on_order_cancel=hears))
    assert kept == [heard]


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda s: s.set_cancel_policy(EODCancel), ConfigurationError, r"use EODCancel\(\) or NeverCancel"),
        (lambda s: s.set_benchmark("SPY"), ConfigurationError, "benchmark 'SPY'"),
        (lambda s: s.set_slippage(NoSlippage), ConfigurationError, "NoSlippage is a class"),
        (lambda s: s.set_commission(us_futures=NoSlippage), ConfigurationError, "NoSlippage is a class"),
        (lambda s: s.set_symbol_lookup_date("soon"), ConfigurationError, "look-up date 'soon'"),
        (lambda s: s.schedule_function(None), ConfigurationError, "the scheduled function is None"),
        (lambda s: s.schedule_function(print, calendar="MARS"), ConfigurationError, "'MARS'"),
        (lambda s: s.order(s.sid(0), 1), OrderContextError, "cannot be placed in initialize"),
    ],
)
def test_what_cannot_be_set_is_refused(call, error, says):
    with pytest.raises(error, match=says):
        venue_of(panel([[1]]), strategy_of(initialize=call))


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda s: s.set_cancel_policy(EODCancel()), OrderContextError, "call it in initialize"),
        (lambda s: s.set_benchmark(s.sid(0)), OrderContextError, "call it in initialize"),
        (lambda s: s.set_slippage(NoSlippage()), OrderContextError, "in initialize"),
        (lambda s: s.cancel_order(None), OrderError, "cannot cancel None"),
        (lambda s: s.order(s.sid(0), 1, style=LimitOrder), OrderError, r"did you mean LimitOrder\(...\)"),
        (lambda s: s.order_target(s.sid(0), 1, style=5), OrderError, "style=5 is no order style"),
    ],
)
def test_what_a_bar_is_too_late_for_or_cannot_take(call, error, says):
    with pytest.raises(error, match=says):
        run(panel([[1]]), strategy_of(handle_data=lambda self, context, data: call(self)))


def test_a_second_run_of_the_same_strategy_starts_anew():
    def start(self):
        found.append((self.benchmark, self.symbol("S0")))
        self.set_benchmark(self.sid(0))
        self.set_symbol_lookup_date("2020-01-01")

    found = []
    strategy = strategy_of(initialize=start)
    run(panel([[1]]), strategy)
    run(panel([[1]]), strategy)
    assert found[0] == found[1]
    assert found[0][0] is None


def test_functions_scheduled_by_default_run_once_a_session():
    seen = []

    def start(self):
        self.schedule_function(lambda context, data: seen.append(data.visible))
        self.schedule_function(
            lambda data: seen.append(-data.visible), date_rules.week_end(), calendar=calendars.US_EQUITIES
        )

    run(panel([[1] * 4]), strategy_of(initialize=start))  # Wednesday, New Year, to Saturday

    assert seen == [1, 2, 3, -3, 4]


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
    functions = {name for name in api.__all__ if name.islower()} - {"calendars", "date_rules", "time_rules"}
    assert functions <= methods
