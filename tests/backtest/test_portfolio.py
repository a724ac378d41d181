"""Several strategies on one account: each on its own share of it, and the shares are the account."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest

from rustybt import (
    DataCatalog,
    EODCancel,
    Equity,
    NoCommission,
    NoSlippage,
    PerShareCommission,
    TradingAlgorithm,
    date_rules,
    run_algorithm,
)
from rustybt.analytics.figures import money_text
from rustybt.backtest.portfolio import compare_allocations, run_portfolio
from rustybt.backtest.portfolio_result import PortfolioResult
from rustybt.exceptions import (
    AllocationError,
    ConfigurationError,
    OrderError,
    RunInterruptedError,
    StrategyError,
    UnknownOrderError,
)
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day
from rustybt.testing.builders import made_up_contents

START, END = date(2023, 1, 3), date(2023, 12, 29)
LEAVES = date(2023, 9, 1)


def day(month, number):
    return date_to_day(date(2023, month, number))


SPLITS = (
    Split(day(3, 6), 0, 1, 2),
    Split(day(4, 11), 1, 3, 1),
    Split(day(5, 9), 0, 2, 3),
    Split(day(5, 9), 1, 7, 3),
)
DIVIDENDS = (
    Dividend(day(3, 20), 0, Decimal("0.37"), day(4, 14)),
    Dividend(day(5, 9), 1, Decimal("1.13"), None),
    Dividend(day(8, 15), 1, Decimal("0.51"), day(8, 17)),
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    contents = made_up_contents(splits=SPLITS, dividends=DIVIDENDS)
    lives = {"start_date": START, "end_date": END}
    ends = lives | {"end_date": LEAVES, "auto_close_date": LEAVES}
    assets = [Equity(0, "AAA", **lives), Equity(1, "BBB", **lives), Equity(2, "CCC", **ends)]
    left = (pl.col("symbol") != "CCC") | (pl.col("date") <= LEAVES)
    found.write("made-up", replace(contents, assets=assets, daily_bars=contents.daily_bars.filter(left)))
    found.write("minutes", made_up_contents(end=date(2023, 1, 6), frequency="minute"))
    return found


class Shared(TradingAlgorithm):
    """Any share of one asset, now and then another one."""

    symbol_name, share, other = "AAA", 0.9, 0.7

    def initialize(self, context):
        self.asset, self.bars = self.symbol(self.symbol_name), 0

    def handle_data(self, context, data):
        self.bars += 1
        if data.can_trade(self.asset) and self.bars % 7 == 1:
            self.order_target_percent(self.asset, self.share if self.bars % 2 else self.other)


class Short(Shared):
    share, other = -0.6, -0.3


class Holds(Shared):
    def handle_data(self, context, data):
        if not context.portfolio.positions and data.can_trade(self.asset):
            self.order_target_percent(self.asset, 0.9)


class Everything(TradingAlgorithm):
    """Every way to order, so that each is held to the strategy alone."""

    def initialize(self, context):
        self.assets = self.symbols("AAA", "BBB", "CCC")
        self.schedule_function(self.weekly, date_rules.week_start())
        self.bars, self.heard = 0, []

    def weekly(self, context, data):
        self.order_target_value(self.assets[1], context.portfolio.portfolio_value / 3)
        self.record(cash=context.portfolio.cash, weights=len(context.portfolio.current_portfolio_weights))

    def handle_data(self, context, data):
        self.bars += 1
        first, second, third = self.assets
        price = data.current(first, "price")
        ways = [
            lambda: self.order(first, 13),
            lambda: self.order_percent(first, "0.0712345678901234567"),
            lambda: self.order_target(second, 41),
            lambda: self.order_target_percent(first, 1 / 3),
            lambda: self.order_value(second, -1234.56789),
            lambda: self.order_target_percent(second, 0),
            lambda: self.order_target_value(first, 0),
            lambda: self.order(second, -20, limit_price=price * 2),
            lambda: self.order_bracket(
                first, 10, take_profit=float(price) * 1.02, stop_loss=float(price) * 0.98
            ),
            lambda: self.order(first, 5, time_in_force="day"),
            lambda: self.order_target(second, context.portfolio.positions[second].amount),
            lambda: [self.cancel_order(each) for each in self.get_open_orders(second)],
        ]
        if data.can_trade(third):
            ways.append(lambda: self.order_target_percent(third, 0.1))
        ways[context.random.integers(len(ways))]()

    def on_order_fill(self, context, order, transaction):
        self.heard.append((order.id, transaction.amount, context.portfolio.cash))


class Raises(Holds):
    def handle_data(self, context, data):
        raise ZeroDivisionError("of no use")


def options(catalog, **changes):
    given = {"start": START, "end": END, "bundle": "made-up", "catalog": catalog, "progress": False}
    return given | changes


@pytest.mark.parametrize("strategy", [Shared, Short, Everything])
def test_a_portfolio_of_one_is_the_strategy_alone_order_by_order(catalog, strategy):
    alone, member = strategy(), strategy()
    left = run_algorithm(strategy=alone, **options(catalog, seed=7))
    right = run_portfolio({"only": member}, **options(catalog, seed=7))
    assert len(left.transactions) > 2
    for frame in ("orders", "transactions", "positions"):
        assert getattr(left, frame).equals(getattr(right, frame)), frame
    assert left.course.returns.tolist() == right.course.returns.tolist()
    assert right.sleeves["only"].returns == pytest.approx(left.course.returns, abs=1e-12)
    assert right.sleeves["only"].orders.equals(right.orders)
    assert getattr(alone, "heard", None) == getattr(member, "heard", None)
    recorded = {f"only.{name}": values for name, values in left.record.recorded.items()}
    assert recorded.items() <= right.record.recorded.items()


def test_a_portfolio_of_one_is_the_strategy_alone_on_minutes_too(catalog):
    dates = {"start": START, "end": date(2023, 1, 6), "bundle": "minutes", "data_frequency": "minute"}
    left = run_algorithm(strategy=Shared, **options(catalog, **dates))
    right = run_portfolio({"only": Shared}, **options(catalog, rebalance="daily", **dates))
    assert len(left.transactions) > 2
    assert left.transactions.equals(right.transactions)
    assert right.sleeves["only"].returns == pytest.approx(left.course.returns, abs=1e-12)


MEMBERS = {
    "long": Shared,
    "short": Short,
    "back": (Short, {"symbol_name": "BBB"}),
    "leaves": (Holds, {"symbol_name": "CCC"}),
    "against": (Short, {"symbol_name": "CCC", "share": -0.9, "other": -0.9}),
}


@pytest.mark.parametrize("allocation", ["equal", "inverse_volatility", "drawdown_limited", "kelly_fraction"])
@pytest.mark.parametrize("scale_positions", [True, False])
def test_sleeves_sum_to_the_account_through_splits_dividends_fees_and_transfers(
    catalog, allocation, scale_positions
):
    result = run_portfolio(
        MEMBERS,
        allocation=allocation,
        rebalance="weekly",
        window=15,
        scale_positions=scale_positions,
        commission=PerShareCommission("0.0037", "1.01"),
        **options(catalog),
    )
    sleeves = result.sleeves.values()
    sums = [sum(each) for each in zip(*(each.values for each in sleeves), result.reserve, strict=True)]
    assert sums == result.performance["portfolio_value"].to_list()
    assert sum(sleeve.pnl for sleeve in sleeves) == result.summary.pnl
    start = sum(sleeve.start for sleeve in sleeves) + sum(sleeve.paid_in[-1] for sleeve in sleeves)
    assert start + result.reserve[-1] == 100_000
    assert any(sleeve.paid_in[-1] for sleeve in sleeves)
    placed = [order for sleeve in sleeves for order in sleeve.order_ids]
    assert sorted(placed) == sorted(result.orders["id"].to_list())
    assert len(set(placed)) == len(placed)


def replayed(sleeve, result, panel):
    """A sleeve's value at each session by fractions, from its fills, the closes and the corporate actions."""
    held, cash, values = defaultdict(Fraction), Fraction(sleeve.start), []
    fills = sleeve.transactions.with_columns(pl.col("dt").dt.date().alias("day"))
    owed, sids = [], {asset.symbol: asset.sid for asset in panel.assets}
    closes = panel.field("close")
    last = {}
    for row, session in enumerate(panel.sessions.tolist()):
        for each in DIVIDENDS:
            if each.ex_session == session:
                owed.append((each.pay_session or session, held[each.sid] * Fraction(each.amount)))
        cash += sum(money for paid, money in owed if paid <= session)
        owed = [each for each in owed if each[0] > session]
        for each in SPLITS:
            if each.session == session:
                held[each.sid] *= Fraction(each.denominator, each.numerator)
        today = date.fromordinal(date(1970, 1, 1).toordinal() + session)
        for fill in fills.filter(pl.col("day") == today).iter_rows(named=True):
            held[sids[fill["symbol"]]] += Fraction(fill["amount"])
            cash -= Fraction(fill["amount"]) * Fraction(fill["price"]) + Fraction(fill["commission"])
        for column, asset in enumerate(panel.assets):
            if closes[row, column] > 0:
                last[asset.sid] = Fraction(int(closes[row, column]), 10**panel.price_scale)
        paid_in = Fraction(sleeve.paid_in[row])
        values.append(cash + paid_in + sum(held[sid] * last[sid] for sid in held))
    return values


def test_each_sleeve_is_what_its_fills_and_corporate_actions_make_of_it(catalog):
    panel = catalog.load_panel("made-up")
    members = {name: MEMBERS[name] for name in ("long", "short", "back")}
    result = run_portfolio(
        members, rebalance="weekly", commission=PerShareCommission("0.0037"), **options(catalog)
    )
    for name, sleeve in result.sleeves.items():
        by_fractions = replayed(sleeve, result, panel)
        difference = [
            abs(float(left - Fraction(right)))
            for left, right in zip(by_fractions, sleeve.values, strict=True)
        ]
        split = panel.sessions.tolist().index(SPLITS[1].session)
        assert len(sleeve.transactions) > 20, name
        if name != "back":
            split = panel.sessions.tolist().index(SPLITS[2].session)
        assert max(difference[:split]) == 0, name  # exact until a fraction of a share is paid out
        assert max(difference) < 200, name  # then within the way of the price of one or two


def test_the_two_halves_of_nothing_do_not_live_on_when_their_asset_leaves(catalog):
    class Half(Shared):
        side = 1

        def handle_data(self, context, data):
            self.seen = context.portfolio.positions[self.asset].amount
            if self.get_datetime().date() == date(2023, 8, 1):
                self.order(self.asset, 100 * self.side)

    up, down = Half(), Half()
    down.side = -1
    up.symbol_name = down.symbol_name = "CCC"
    result = run_portfolio(
        {"up": up, "down": down}, rebalance="never", **options(catalog, commission=NoCommission())
    )
    assert up.seen == down.seen == 0
    assert result.positions.is_empty()
    assert result.sleeves["up"].pnl + result.sleeves["down"].pnl == result.summary.pnl
    assert result.sleeves["up"].pnl != 0


def test_positions_follow_the_money_but_those_that_were_just_decided_on(catalog):
    given = options(
        catalog, start="2023-01-03", end="2023-03-03", slippage=NoSlippage(), commission=NoCommission()
    )
    members = {"keeps": Holds, "decides": (Shared, {"symbol_name": "BBB"})}
    result = run_portfolio(members, allocation={"keeps": 0.5, "decides": 0.5}, **given)
    keeps = result.sleeves["keeps"]
    paid = np.diff([float(each) for each in keeps.paid_in])
    assert (
        keeps.frame["session"].to_numpy()[1:][paid != 0].astype("datetime64[M]").astype(str).tolist()
    ) == [
        "2023-02",
        "2023-03",
    ]
    ordered = keeps.orders["created"].dt.date().to_list()
    assert [each.isoformat() for each in ordered] == ["2023-01-03", "2023-02-01", "2023-03-01"]
    still = run_portfolio(members, allocation={"keeps": 0.5, "decides": 0.5}, scale_positions=False, **given)
    assert len(still.sleeves["keeps"].orders) == 1
    assert still.sleeves["keeps"].paid_in != keeps.paid_in
    shares = [float(each) for each in (keeps.shares[0], keeps.shares[-1])]
    assert shares == pytest.approx([0.5, 0.5], abs=0.05)


def test_fixed_weights_keep_cash_out_and_functions_see_returns(catalog):
    members = {"one": Holds, "two": (Holds, {"symbol_name": "BBB"})}
    fixed = run_portfolio(members, allocation={"one": 0.25, "two": 0.25, "cash": 0.5}, **options(catalog))
    assert fixed.sleeves["one"].start == 25_000
    assert fixed.reserve[0] == 50_000
    seen = []

    def mine(returns):
        seen.append(returns.shape)
        return [0.1, 0.6]

    found = run_portfolio(members, allocation=mine, window=30, **options(catalog))
    assert seen[0] == (30, 2)
    assert found.sleeves["two"].shares[-1] == pytest.approx(0.6, abs=0.03)
    assert found.provenance.parameters["allocation"] == "mine"


def test_a_strategy_without_returns_yet_keeps_an_equal_share(catalog):
    class Never(Holds):
        def handle_data(self, context, data):
            return

    members = {"one": Holds, "two": (Holds, {"symbol_name": "BBB"}), "none": Never}
    result = run_portfolio(members, allocation="risk_parity", window=20, **options(catalog))
    assert result.sleeves["none"].shares[-1] == pytest.approx(1 / 3, abs=0.03)


def test_the_result_shows_its_sleeves_and_comes_back_from_disk(catalog, tmp_path):
    members = {"long": Shared, "short": (Short, {"symbol_name": "BBB"})}
    result = run_portfolio(members, **options(catalog))
    assert "long" in repr(result)
    assert "account" in repr(result)
    page = result._repr_mimebundle_()["text/html"]
    assert page.count("<svg") == 2
    assert "rb-sleeves" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    sheet = result.report(tmp_path / "sheet.html").read_text(encoding="utf-8")
    strategies = sheet[sheet.index("<h2>Strategies</h2>") : sheet.index("<h2>Rolling figures")]
    assert result.plot_sleeves().svg in strategies
    assert all(f">{name}</td>" in strategies for name in ("long", "short", "account"))
    assert money_text(result.sleeves["long"].pnl, signed=True) in strategies
    comparison = result.comparison
    assert comparison["strategy"].to_list() == ["long", "short", "account"]
    assert comparison["pnl"][:2].sum() == comparison["pnl"][2]
    assert comparison["share"][:2].sum() == pytest.approx(1.0)
    assert result.correlations["long"][0] == pytest.approx(1.0)
    assert result.sleeves["long"].frame.columns == ["session", "value", "paid_in", "returns", "share"]
    assert "SleeveResult('short'" in repr(result.sleeves["short"])
    again = PortfolioResult.load(result.save(tmp_path / "kept"))
    assert {name: each.values for name, each in again.sleeves.items()} == {
        name: each.values for name, each in result.sleeves.items()
    }
    assert again.sleeves["short"].orders.equals(result.sleeves["short"].orders)


def test_the_account_s_trades_are_told_from_the_bars_of_its_own_catalog(catalog):
    result = run_portfolio({"long": Shared, "short": (Short, {"symbol_name": "BBB"})}, **options(catalog))
    assert result.summary.dividends
    frame = result.trades().frame
    assert frame["profit"].sum() == result.summary.pnl
    assert frame["mae"].null_count() == 0
    card = result.card
    said = "The code could not be compared: hand the classes of long, short to card.changes(strategy=...)."
    assert card.changes().unknown == (said,)
    unchanged, other = (card.changes(strategy=[Shared, each]) for each in (Short, Holds))
    assert (list(unchanged), unchanged.unknown) == ([], ())
    assert [change.what for change in other] == ["code"]


def test_every_strategy_of_many_has_its_name_in_the_picture(catalog):
    names = [f"strategy {number}" for number in range(9)]
    result = run_portfolio(dict.fromkeys(names, Holds), **options(catalog, end="2023-02-01"))
    svg = ET.fromstring(result.plot_sleeves().svg)
    texts = [each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert all(any(text.startswith(name) for text in texts) for name in names)
    assert "account" in texts
    # A pattern of rows that do not run into each other: four columns, sixteen pixels apart.
    rows = [
        (float(each.get("x")), float(each.get("y")))
        for each in svg.iter("{http://www.w3.org/2000/svg}text")
        if each.text.startswith(("strategy", "account"))
    ]
    assert len(set(rows)) == 10
    assert {y for _, y in rows} == {34, 50, 66}


def test_the_code_of_every_member_is_in_the_provenance(catalog):
    given = options(catalog, end="2023-02-01")
    codes = {
        run_portfolio({"a": first, "b": second}, **given).provenance.code
        for first, second in ((Holds, Short), (Holds, Shared), (Shared, Short))
    }
    assert len(codes) == 3


def test_allocations_are_compared_on_the_same_bars(catalog):
    members = {"long": Shared, "short": (Short, {"symbol_name": "BBB"})}
    given = options(catalog)
    del given["progress"]
    frame = compare_allocations(members, allocations=["equal", "inverse_volatility"], window=20, **given)
    assert frame["allocation"].to_list() == ["equal", "inverse_volatility"]
    single = run_portfolio(members, allocation="inverse_volatility", window=20, **options(catalog))
    assert frame["final_value"][1] == single.summary.final_value
    assert frame.select("share.long", "share.short").sum_horizontal().to_list() == pytest.approx([1.0, 1.0])


def test_members_are_told_of_their_own_orders_only(catalog):
    class Listens(Shared):
        def initialize(self, context):
            super().initialize(context)
            self.heard, self.placed = set(), []

        def handle_data(self, context, data):
            self.placed.append(self.order(self.asset, 1))
            with pytest.raises(UnknownOrderError, match="none of"):
                self.get_order("nobody's")
            assert {order.id for order in self.get_open_orders(self.asset)} <= set(self.placed)

        def on_order_fill(self, context, order, transaction):
            self.heard.add(order.id)

    one, two = Listens(), Listens()
    run_portfolio({"one": one, "two": two}, **options(catalog, end="2023-01-31"))
    assert one.heard == set(one.placed[:-1])
    assert two.heard == set(two.placed[:-1])
    assert not one.heard & two.heard


def test_the_sleeves_sum_to_the_account_at_every_fill(catalog):
    class Checks(Shared):
        checked = 0

        def on_order_fill(self, context, order, transaction):
            self._port._book.check()
            self.checked += 1

    one, two = Checks(), Checks()
    two.share, two.other = -0.4, 0.2
    run_portfolio({"one": one, "two": two}, **options(catalog))
    assert one.checked > 10
    assert two.checked > 10


def test_a_position_that_was_decided_on_is_not_scaled_too(catalog):
    class Daily(Shared):
        def handle_data(self, context, data):
            self.order_target_percent(self.asset, 0.5)

    members = {"daily": Daily, "other": (Holds, {"symbol_name": "BBB"})}
    result = run_portfolio(members, rebalance="weekly", **options(catalog))
    assert result.sleeves["daily"].paid_in[-1]
    created = result.sleeves["daily"].orders["created"].to_list()
    assert len(created) == len(set(created)) > 50


def test_a_member_that_raises_stops_the_run_and_is_named(catalog):
    with pytest.raises(StrategyError, match=r"^member 'bad': .*ZeroDivisionError.*of no use") as caught:
        run_portfolio({"good": Holds, "bad": Raises}, **options(catalog))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_an_interrupted_run_keeps_what_there_is(catalog):
    class Interrupts(Shared):
        def handle_data(self, context, data):
            super().handle_data(context, data)
            if self.bars == 20:
                raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError) as caught:
        run_portfolio({"one": Shared, "two": Interrupts}, **options(catalog))
    assert len(caught.value.partial.sleeves["one"].values) == 19


class Costs(Holds):
    model = None

    def initialize(self, context):
        super().initialize(context)
        if self.model is not None:
            self.set_commission(self.model)


def test_costs_belong_to_the_account(catalog):
    given = options(catalog, end="2023-02-01")
    members = {"free": (Costs, {"model": NoCommission()}), "dear": Costs}
    with pytest.raises(ConfigurationError, match="'free' and 'dear' set other commission models for AAA"):
        run_portfolio(members, **given)
    both = {name: (Costs, {"model": PerShareCommission("0.5")}) for name in ("one", "two")}
    assert run_portfolio(both, **given).summary.fees > 100
    assert run_portfolio(members, commission=NoCommission(), **given).summary.fees == 0
    assert run_portfolio(both, commission=NoCommission(), **given).summary.fees == 0


def test_so_does_the_cancel_policy(catalog):
    class Cancels(Holds):
        def initialize(self, context):
            super().initialize(context)
            self.set_cancel_policy(EODCancel())

    with pytest.raises(ConfigurationError, match="cancel policy"):
        run_portfolio({"one": Cancels, "two": Holds}, **options(catalog))
    run_portfolio({"one": Cancels, "two": Cancels}, **options(catalog, end="2023-02-01"))


def test_an_amount_that_is_none_is_refused_as_ever(catalog):
    class Odd(Holds):
        def handle_data(self, context, data):
            with pytest.raises(OrderError, match="cannot order nan of"):
                self.order_target_percent(self.asset, float("nan"))
            with pytest.raises(OrderError, match="'many'"):
                self.order_target(self.asset, "many")

    run_portfolio({"one": Odd}, **options(catalog, end="2023-01-10"))


@pytest.mark.parametrize(
    ("members", "changes", "error", "says"),
    [
        ({}, {}, ConfigurationError, "strategies by name"),
        ([Holds], {}, ConfigurationError, "strategies by name"),
        ({"a": 5}, {}, ConfigurationError, "member 'a' is 5"),
        ({"a": (Holds, 5)}, {}, ConfigurationError, "member 'a'"),
        ({"a.b": Holds}, {}, ConfigurationError, "without dots"),
        ({"cash": Holds}, {}, ConfigurationError, "other than cash"),
        ({"a": Holds}, {"allocation": "best"}, ConfigurationError, "'best' is unknown: use one of equal"),
        ({"a": Holds}, {"allocation": 5}, ConfigurationError, "allocation is 5"),
        ({"a": Holds}, {"allocation": {"a": 0.5}}, AllocationError, "sum to 0.5: they must sum to 1"),
        ({"a": Holds}, {"allocation": {"a": 1.5}}, AllocationError, "sum to 1.5"),
        ({"a": Holds}, {"allocation": {"b": 1.0}}, AllocationError, "one for each of a"),
        ({"a": Holds}, {"allocation": {"a": "x"}}, AllocationError, "give numbers"),
        ({"a": Holds}, {"allocation": {"a": 2.0, "cash": -1.0}}, AllocationError, "above 0"),
        ({"a": Holds}, {"allocation": lambda _: [2.0], "window": 5}, AllocationError, "sum to 2"),
        ({"a": Holds}, {"allocation": lambda _: [], "window": 5}, AllocationError, "give 1 finite numbers"),
        (
            {"a": Holds},
            {"allocation": "risk_parity", "window": 500},
            AllocationError,
            "looks at 500 sessions",
        ),
        (
            {"a": Holds},
            {"allocation": lambda _: {}["mine"], "window": 5},
            AllocationError,
            "the allocation raised KeyError: 'mine'",
        ),
        ({"a": Holds}, {"rebalance": "hourly"}, ConfigurationError, "use one of daily"),
        ({"a": Holds}, {"window": 1}, ConfigurationError, "window is 1"),
        ({"a": Holds}, {"capital_base": "0.00000001"}, AllocationError, "without money"),
    ],
)
def test_what_cannot_be_a_portfolio_is_refused(catalog, members, changes, error, says):
    if changes.get("capital_base"):
        members = {"a": Holds, "b": Short}
    with pytest.raises(error, match=says):
        run_portfolio(members, **options(catalog, **changes))


def test_one_object_cannot_be_two_members(catalog):
    one = Holds()
    with pytest.raises(ConfigurationError, match="there twice"):
        run_portfolio({"a": one, "b": one}, **options(catalog))
