"""Results against sums in Fractions and against zipline's definitions spelled out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import polars as pl
import pytest

from rustybt.backtest.result import BacktestResult
from rustybt.backtest.result_frames import recorded_series
from rustybt.exceptions import ConfigurationError, QueryError
from rustybt.finance.metrics import returns as metrics
from rustybt.model.ids import execution_id, order_id
from tests.backtest.result_records import Fill, record_of, wandering

MONEY_COLUMNS = [
    "starting_cash", "ending_cash", "starting_value", "ending_value", "starting_exposure", "ending_exposure",
    "capital_used", "portfolio_value", "pnl", "long_value", "short_value", "long_exposure", "short_exposure",
]  # fmt: skip
RATIOS = [
    "returns", "gross_leverage", "net_leverage", "max_leverage", "max_drawdown", "algo_volatility",
    "benchmark_volatility", "sharpe", "sortino", "alpha", "beta", "benchmark_period_return",
    "algorithm_period_return", "treasury_period_return", "excess_return",
]  # fmt: skip
OTHERS = [
    "session",
    "period_open",
    "period_close",
    "period_label",
    "trading_days",
    "longs_count",
    "shorts_count",
]


@pytest.fixture(scope="module")
def result() -> BacktestResult:
    record = wandering()
    benchmark = np.random.default_rng(3).normal(0.0003, 0.01, 300)
    return BacktestResult(
        record, provenance={"bundle": "arrays"}, benchmark_returns=benchmark, name="wandering"
    )


def test_performance_has_zipline_s_columns_and_types(result):
    frame = result.performance
    assert set(frame.columns) == {*MONEY_COLUMNS, *RATIOS, *OTHERS, "signal", "count"}
    assert all(frame.schema[name] == pl.Decimal(38, 8) for name in MONEY_COLUMNS)
    assert all(frame.schema[name] == pl.Float64 for name in RATIOS)
    assert frame.schema["period_close"] == pl.Datetime("ns", "UTC")
    assert frame["trading_days"].to_list() == list(range(1, 301))


def test_the_money_columns_hold_together_exactly(result):
    rows = result.performance.to_dicts()
    cash, value = Decimal(100_000), Decimal(0)
    for row in rows:
        assert (row["starting_cash"], row["starting_value"]) == (cash, value)
        assert row["ending_cash"] - cash == row["capital_used"]
        assert row["portfolio_value"] == row["ending_cash"] + row["ending_value"]
        assert row["pnl"] == row["portfolio_value"] - cash - value
        assert row["ending_value"] == row["long_value"] + row["short_value"] == row["ending_exposure"]
        cash, value = row["ending_cash"], row["ending_value"]
    assert sum(row["pnl"] for row in rows) == rows[-1]["portfolio_value"] - 100_000 == result.summary.pnl


def test_ratios_are_of_all_sessions_to_date(result):
    frame, benchmark = result.performance, result.benchmark_returns
    value = [Fraction(100_000), *(Fraction(value) for value in frame["portfolio_value"].to_list())]
    exact = [float(after / before - 1) for before, after in pairwise(value)]
    assert frame["returns"].to_list() == pytest.approx(exact, rel=1e-12, abs=1e-15)
    for end in (2, 17, 300):
        returns, row = np.array(exact[:end]), frame.row(end - 1, named=True)
        assert row["algo_volatility"] == pytest.approx(metrics.annual_volatility(returns), rel=1e-9)
        assert row["sharpe"] == pytest.approx(metrics.sharpe_ratio(returns), rel=1e-9)
        assert row["sortino"] == pytest.approx(metrics.sortino_ratio(returns), rel=1e-9)
        assert row["max_drawdown"] == pytest.approx(metrics.max_drawdown(returns), rel=1e-9, abs=1e-12)
        assert row["beta"] == pytest.approx(metrics.beta(returns, benchmark[:end]), rel=1e-9)
        assert row["alpha"] == pytest.approx(metrics.alpha(returns, benchmark[:end]), rel=1e-9)
        assert row["algorithm_period_return"] == pytest.approx(float(value[end] / value[0] - 1), rel=1e-9)
    assert frame["sharpe"][0] is None
    assert frame["gross_leverage"].to_list() == pytest.approx(
        [
            float((row["long_value"] - row["short_value"]) / row["portfolio_value"])
            for row in frame.iter_rows(named=True)
        ]
    )
    assert frame["max_leverage"].to_list() == frame["gross_leverage"].cum_max().to_list()


def test_without_a_benchmark_its_columns_are_empty():
    result = BacktestResult(wandering(20), provenance={})
    names = ["alpha", "beta", "benchmark_volatility", "benchmark_period_return"]
    assert result.performance.select(names).null_count().row(0) == (20,) * 4
    assert result.summary.alpha is None


def test_orders_and_transactions_carry_the_ids_of_the_model(result):
    steps, numbers = result.record.orders["step"].tolist(), result.record.orders["n"].tolist()
    expected = [order_id(step, n) for step, n in zip(steps, numbers, strict=True)]
    assert result.orders["id"].to_list() == expected
    assert result.transactions["order_id"].to_list() == expected
    assert result.transactions["id"].to_list() == [
        execution_id(step, n) for step, n in zip(steps, numbers, strict=True)
    ]


def test_an_order_reads_as_it_was(result):
    first = result.orders.row(0, named=True)
    assert first["symbol"] == "A0"
    assert first["sid"] == 0
    assert first["status"] == "filled"
    assert first["limit"] is None
    assert first["reason"] is None
    assert first["amount"] == first["filled"]
    assert first["commission"] == Decimal("1.07")
    assert first["created"] == datetime(2005, 1, 3, 21, tzinfo=UTC)


def test_reasons_and_transactions_without_an_order_are_told_apart():
    record = wandering(20)
    record.order_reasons[2] = "day order"
    record.transactions["order"][1] = -1
    result = BacktestResult(record, provenance={})
    assert result.orders["reason"].to_list()[:4] == [None, None, "day order", None]
    assert result.transactions["order_id"].is_null().to_list()[:3] == [False, True, False]


def test_positions_add_up_to_the_performance_exactly(result):
    by_session = result.positions.group_by("session").agg(pl.col("value").sum()).sort("session")
    held = result.performance.filter(pl.col("session").is_in(by_session["session"].to_list()))
    assert by_session["value"].to_list() == held["ending_value"].to_list()
    for row in result.positions.head(30).iter_rows(named=True):
        assert row["value"] == row["amount"] * row["last_sale_price"]
        assert row["unrealised"] == row["value"] - row["cost"]
        assert row["cost_basis"] == pytest.approx(float((row["cost"] + row["fees"]) / row["amount"]))


def test_round_trips_are_counted_and_won_after_commissions():
    prices = np.array([[1000, 5000], [1100, 5000], [1200, 4000], [1000, 4000], [900, 4500]])
    at = [Fraction(int(cents), 100) for cents in prices[:, 0]]
    other = [Fraction(int(cents), 100) for cents in prices[:, 1]]
    fills = [
        Fill(0, 0, 100, at[0], Fraction(1)),  # opened at 10
        Fill(0, 1, 10, other[0], Fraction(1)),  # never closed
        Fill(1, 0, 100, at[1], Fraction(1)),
        Fill(2, 0, -300, at[2], Fraction(1)),  # closes 200 with a gain of 300, turns to 100 short
        Fill(3, 0, 50, at[3], Fraction(1)),
        Fill(3, 0, 50, at[3], Fraction(400)),  # closes the short; the commission eats its gain
        Fill(4, 0, 7, at[4], Fraction(1)),
    ]
    result = BacktestResult(record_of(prices, fills), provenance={})
    trips = result.summary
    assert trips.trades == 2
    assert trips.win_rate == 0.5
    assert trips.fees == Decimal(406)
    assert trips.transactions == 7


@pytest.mark.parametrize("benchmark", [[0.01] * 3, {date(2005, 1, 3): 0.01}, [0.01] * 19 + [float("nan")]])
def test_a_benchmark_must_cover_every_session(benchmark):
    with pytest.raises(ConfigurationError, match="benchmark_returns"):
        BacktestResult(wandering(20), provenance={}, benchmark_returns=benchmark)


def test_a_benchmark_may_be_given_by_date():
    days = BacktestResult(wandering(20), provenance={}).performance["session"].to_list()
    by_date = {day.isoformat(): index / 1000 for index, day in enumerate(days)} | {"1999-01-04": 9.0}
    result = BacktestResult(wandering(20), provenance={}, benchmark_returns=by_date)
    assert result.benchmark_returns.tolist() == [index / 1000 for index in range(20)]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([None, 1, 2], pl.Int64),
        ([1, 2.5, None], pl.Float64),
        ([True, None, False], pl.Boolean),
        ([Decimal("1.25"), Decimal("0.1"), None], pl.Decimal(38, 2)),
        ([Decimal("1.25"), 2], pl.Float64),
        ([np.float64(1), np.int64(2)], pl.Float64),
        (["a", None], pl.String),
        (["a", 1, (2, 3)], pl.String),
        ([None, None], pl.Null),
    ],
)
def test_recorded_values_become_the_narrowest_fitting_series(values, kind):
    made = recorded_series("x", values)
    assert made.dtype == kind or (kind == pl.Null and made.null_count() == len(values))
    assert made.is_null().to_list() == [value is None for value in values]


def test_a_recorded_name_that_is_taken_gets_a_prefix():
    record = wandering(20)
    record.recorded["returns"] = [1.0] * 20
    assert BacktestResult(record, provenance={}).performance["recorded_returns"].to_list() == [1.0] * 20


def test_a_run_without_trades_has_frames_and_figures():
    result = BacktestResult(record_of(np.full((5, 1), 1000), []), provenance={})
    assert [len(frame) for frame in (result.orders, result.transactions, result.positions)] == [0, 0, 0]
    assert result.summary.total_return == 0.0
    assert result.summary.trades == 0
    assert "\N{EN DASH}" in str(result.summary)


def test_a_result_shows_its_picture_before_its_figures(result):
    bundle = result._repr_mimebundle_()
    html = bundle["text/html"]
    assert 0 < html.index("<svg") < html.index("Sharpe")
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert bundle["text/plain"] == repr(result)
    assert "Sharpe" in repr(result)
    assert "bundle arrays" in repr(result)


def test_sql_sees_the_frames(result):
    total = result.sql("select sum(amount * price) as bought from transactions where amount > 0").pl()
    rows = result.transactions.filter(pl.col("amount") > 0).iter_rows(named=True)
    assert total["bought"][0] == sum(row["amount"] * row["price"] for row in rows)
    joined = result.sql(
        "select count(*) from positions join performance using (session) where value > ending_value * 2"
    )
    assert joined.fetchall()[0][0] >= 0
    assert result.sql("select distinct status from orders").fetchall() == [("filled",)]


@pytest.mark.parametrize(
    "query",
    ["drop table orders", "select 1; select 2", "select * from nothing", "selec", "attach 'x.db'", ""],
)
def test_sql_refuses_what_is_no_select(result, query):
    with pytest.raises(QueryError):
        result.sql(query)


def test_sql_cannot_read_files(result):
    with pytest.raises(QueryError, match="disabled"):
        result.sql("select * from read_text('pyproject.toml')")


def test_to_pandas_has_zipline_s_shape(result):
    frame = result.to_pandas()
    assert set(frame.columns) == {
        *MONEY_COLUMNS, *RATIOS, *OTHERS, "signal", "count", "orders", "transactions", "positions"
    } - {"session"}  # fmt: skip
    assert frame.index.equals(pd.DatetimeIndex(frame["period_close"]))
    assert str(frame.index.tz) == "UTC"
    assert frame["portfolio_value"].dtype == np.float64
    day = frame.iloc[0]
    order, fill, position = (day[name][0] for name in ("orders", "transactions", "positions"))
    assert set(order) == {
        "id", "dt", "created", "amount", "filled", "commission", "reason", "limit", "stop", "sid", "status"
    }  # fmt: skip
    assert set(fill) == {"amount", "dt", "price", "order_id", "sid", "commission"}
    assert set(position) == {"sid", "amount", "cost_basis", "last_sale_price"}
    assert order["id"] == fill["order_id"]
    assert order["status"] == 1
    assert int(position["sid"]) == 0
    assert frame["transactions"].map(len).sum() == len(result.transactions)


def test_an_order_filled_in_parts_stands_in_each_of_its_sessions():
    record = record_of(np.full((4, 1), 1000), [Fill(0, 0, 30, Fraction(10)), Fill(2, 0, 40, Fraction(10))])
    close = record.daily["close_ns"]
    orders = {name: values[:1] for name, values in record.orders.items() if name != "commission"}
    orders |= {"amount": np.array([100]), "filled": np.array([70]), "status": np.array([2], np.int8)}
    orders |= {"changed_ns": close[3:4], "commission": bytes(16)}
    transactions = {**record.transactions, "order": np.array([0, 0])}
    result = BacktestResult(replace(record, orders=orders, transactions=transactions), provenance={})
    days = [[(entry["filled"], entry["status"]) for entry in day] for day in result.to_pandas()["orders"]]
    assert days == [[(30, 0)], [], [(70, 0)], [(70, 2)]]


def test_a_run_of_no_session_says_so():
    record = record_of(np.full((5, 1), 1000), [])
    daily = {name: values[:0] for name, values in record.daily.items()}
    result = BacktestResult(replace(record, daily=daily), provenance={})
    assert "no session" in repr(result)
    assert "no session" in result._repr_mimebundle_()["text/html"]
    assert len(result.performance) == 0
    with pytest.raises(ConfigurationError, match="session"):
        result.plot()
