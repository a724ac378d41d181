"""The strategies of the benchmarks on little data: they end with what the same strategy in exact integers ends with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from rustybt import DataCatalog, FixedSlippage, NoCommission, run_algorithm
from rustybt.testing import made_up_contents
from tests.benchmarks.peers import SCRIPTS
from tests.benchmarks.strategies import WORKLOADS, Cross, Rank, zipline_functions

CASH = 1_000_000
RUN = {"start": date(2023, 1, 3), "end": date(2023, 12, 29), "capital_base": CASH, "progress": False}
COSTS = {"commission": NoCommission(), "slippage": FixedSlippage(0)}
WANTED = {"w1": ["S0"], "wr5": [f"S{sid}" for sid in range(6)]}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    """The made-up bars of both workloads."""
    catalog = DataCatalog(tmp_path_factory.mktemp("workloads"))
    for workload, symbols in WANTED.items():
        bars = made_up_contents(symbols, start=RUN["start"], end=RUN["end"], seed=11)
        catalog.write(workload, bars)
    return catalog


@pytest.mark.parametrize("workload", WANTED)
def test_our_strategy_ends_with_the_exact_value(catalog, workload):
    spec = WORKLOADS[workload]
    made = {"sma": Cross, "rank": Rank}[spec["kind"]](spec, WANTED[workload])
    result = run_algorithm(strategy=made, bundle=workload, catalog=catalog, **RUN, **COSTS)
    value, orders = by_hand(catalog, workload)
    assert Fraction(result.performance["portfolio_value"][-1]) == value
    assert result.orders.height == orders > 5


@pytest.mark.parametrize("workload", WANTED)
def test_zipline_s_own_script_ends_with_the_exact_value(catalog, workload):
    if not SCRIPTS.is_dir():
        pytest.skip("the scripts of the benchmarks are not beside this checkout (../shared/bench)")
    initialize, handle_data = zipline_functions(WORKLOADS[workload], WANTED[workload])
    result = run_algorithm(
        initialize=initialize,
        handle_data=handle_data,
        frames="pandas",
        bundle=workload,
        catalog=catalog,
        **RUN,
    )
    value, orders = by_hand(catalog, workload)
    assert Fraction(result.performance["portfolio_value"][-1]) == value
    assert result.orders.height == orders


def by_hand(catalog, workload):
    """The final value and the number of orders of a workload, in Fractions and with no engine."""
    spec = WORKLOADS[workload]
    table = catalog.sql(f"select symbol, date, close from {workload}.daily_bars order by date, symbol").pl()
    symbols = WANTED[workload]
    closes = [
        [Fraction(close) for close in table.filter(table["symbol"] == symbol)["close"]] for symbol in symbols
    ]
    decide = {"sma": crossing, "rank": ranking}[spec["kind"]]
    cash, held, waiting, orders = Fraction(CASH), [0] * len(symbols), {}, 0
    for step in range(len(closes[0])):
        now = [column[step] for column in closes]
        for place, amount in waiting.items():
            cash -= amount * now[place]
            held[place] += amount
        value = cash + sum(amount * price for amount, price in zip(held, now, strict=True))
        targets = decide(spec, [column[: step + 1] for column in closes], held)
        waiting = {}
        for place, share in targets.items():
            amount = whole(value * share / now[place] - held[place])
            if amount:
                waiting[place] = amount
        orders += len(waiting)
    return cash + sum(amount * column[-1] for amount, column in zip(held, closes, strict=True)), orders


def whole(amount):
    """Within 1e-4 of a share that share, else toward zero."""
    near = round(amount)
    return near if abs(amount - near) <= Fraction(1, 10_000) else int(amount)


def crossing(spec, closes, held):
    """Shares of the portfolio by place, for the crossing averages."""
    prices = closes[0]
    if len(prices) < spec["slow"]:
        return {}
    fast = sum(prices[-spec["fast"] :]) / spec["fast"]
    slow = sum(prices[-spec["slow"] :]) / spec["slow"]
    if fast > slow and not held[0]:
        return {0: Fraction(1)}
    return {0: Fraction(0)} if fast < slow and held[0] else {}


def ranking(spec, closes, held):
    """The same, for the assets that rose most; equal returns by place."""
    if len(closes[0]) <= spec["look"]:
        return {}
    rises = [column[-1] / column[-1 - spec["look"]] for column in closes]
    best = sorted(range(len(rises)), key=lambda place: (-rises[place], place))[: spec["top"]]
    gone = {place: Fraction(0) for place, amount in enumerate(held) if amount and place not in best}
    return gone | dict.fromkeys(best, Fraction(1, spec["top"]))
