"""zipline's recorded runs, reproduced: the same orders, fills and dates, and the same value every day."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.parity.recorded import recording
from tests.parity.runs import RUNS

MONEY = (
    "portfolio_value", "ending_cash", "ending_value", "starting_cash", "starting_value", "capital_used", "pnl",
    "long_value", "short_value", "long_exposure", "short_exposure", "starting_exposure", "ending_exposure",
)  # fmt: skip
RATIOS = (
    "returns", "gross_leverage", "net_leverage", "max_leverage", "max_drawdown", "algorithm_period_return",
    "algo_volatility", "sharpe", "sortino", "alpha", "beta", "benchmark_period_return", "benchmark_volatility",
    "treasury_period_return", "excess_return",
)  # fmt: skip
ROOTS = ("algo_volatility", "benchmark_volatility", "sharpe", "sortino")
"""Annual figures that grow with the root of the sessions of a year."""

YEAR = 252


@pytest.mark.parametrize("name", RUNS)
def test_the_days_are_the_same(rerun, name):
    assert rerun(name).performance["period_close"].to_list() == recording(name).perf["period_close"].to_list()


@pytest.mark.parametrize("name", RUNS)
def test_the_fills_are_the_same(rerun, name):
    wanted = (
        recording(name).transactions.select(_time("dt"), "sid", "amount", "price").sort("dt", "sid", "amount")
    )
    found = rerun(name).transactions.select(
        pl.col("dt").dt.epoch("s"), pl.col("sid").cast(pl.Int64), pl.col("amount").cast(pl.Int64),
        pl.col("price").cast(pl.Float64),
    ).sort("dt", "sid", "amount")  # fmt: skip
    for column in ("dt", "sid", "amount"):
        assert found[column].to_list() == wanted[column].to_list(), column
    np.testing.assert_allclose(found["price"], wanted["price"], rtol=1e-9)


@pytest.mark.parametrize("name", RUNS)
def test_the_orders_are_the_same(rerun, name):
    last = recording(name).orders.with_columns(_time("created")).group_by("id", maintain_order=True).last()
    found = rerun(name).orders
    wanted = last.sort("created", "sid", "amount")
    found = found.with_columns(
        pl.col("created").dt.epoch("s"), pl.col("sid").cast(pl.Int64), pl.col("amount").cast(pl.Int64)
    ).sort("created", "sid", "amount")
    for column in ("created", "sid", "amount"):
        assert found[column].to_list() == wanted[column].to_list(), column
    assert found["filled"].cast(pl.Int64).to_list() == wanted["filled"].to_list()
    assert [_number(status) for status in found["status"]] == wanted["status"].to_list()
    # A fee is rounded once, to the eight places of money; zipline keeps its float noise.
    np.testing.assert_allclose(
        found["commission"].cast(pl.Float64), wanted["commission"], rtol=1e-9, atol=5.1e-9
    )
    for price in ("limit", "stop"):
        _same_floats(found[price], wanted[price], 1e-9)


@pytest.mark.parametrize("name", RUNS)
def test_the_money_is_the_same_every_day(rerun, name):
    found, wanted = rerun(name).performance, recording(name).perf
    scale = float(wanted["portfolio_value"].abs().max())
    for column in MONEY:
        # zipline counts dividends into the cash a session starts with, and so not into its profit: ours are profit.
        moved = {"starting_cash": -_dividends_paid(rerun(name)), "pnl": _dividends_paid(rerun(name))}.get(
            column, 0.0
        )
        np.testing.assert_allclose(
            found[column].cast(pl.Float64),
            wanted[column] + moved,
            rtol=1e-9,
            atol=1e-9 * scale,
            err_msg=column,
        )


@pytest.mark.parametrize("name", RUNS)
def test_the_ratios_are_the_same_every_day(rerun, name):
    found, wanted = rerun(name).performance, recording(name).perf
    days = 365 if "channel" in name else YEAR  # of the recorded bundles, only its never closes
    for column in RATIOS:
        _same_floats(found[column], _of_a_year(wanted[column], days), 1e-6)
    for column in ("longs_count", "shorts_count"):
        assert found[column].to_list() == wanted[column].to_list(), column


def _of_a_year(wanted, days):
    # zipline takes a year for 252 sessions, also of a market that never closes.
    if days == YEAR or wanted.name not in (*ROOTS, "alpha"):
        return wanted
    if wanted.name == "alpha":
        return ((1 + wanted) ** (days / YEAR) - 1).rename(wanted.name)
    return wanted * (days / YEAR) ** 0.5


def _dividends_paid(result):
    """Of each session, by what the ledger recorded."""
    record = result.record
    summed = np.frombuffer(record.daily["dividends"], dtype="<i8")[::2] / 10.0**record.money_scale
    return np.diff(summed, prepend=0.0)


def _time(column):
    return pl.col(column).str.slice(0, 19).str.to_datetime("%Y-%m-%dT%H:%M:%S").dt.epoch("s").alias(column)


def _number(status):
    return ("open", "filled", "cancelled", "rejected", "held").index(status)


def _same_floats(found, wanted, tolerance):
    def floats(series):
        return series.cast(pl.Float64).fill_null(float("nan")).to_numpy()

    np.testing.assert_allclose(
        floats(found), floats(wanted), rtol=tolerance, atol=tolerance, equal_nan=True, err_msg=found.name
    )
