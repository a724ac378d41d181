"""The frame of a run in zipline's shape: what every session knew of its orders, fills and positions."""

from __future__ import annotations

import math

import pytest

from tests.parity.recorded import first_splits, recording
from tests.parity.runs import RUNS, bundle_of

STANDARD = {
    "period_open", "period_close", "period_label", "date", "trading_days", "longs_count", "shorts_count", "returns",
    "pnl", "capital_used", "portfolio_value", "gross_leverage", "net_leverage", "max_leverage", "max_drawdown",
    "algorithm_period_return", "algo_volatility", "sharpe", "sortino", "alpha", "beta", "benchmark_period_return",
    "benchmark_volatility", "treasury_period_return", "excess_return", "starting_cash", "ending_cash",
    "starting_value", "ending_value", "starting_exposure", "ending_exposure", "long_value", "short_value",
    "long_exposure", "short_exposure",
}  # fmt: skip
# zipline rounds what history adjusts to three decimals, so a mean of it is off by half of one at most.
HISTORY = {"short_mavg": 5e-4, "long_mavg": 5e-4}
# zipline blanks the last minute of a 24/7 session, which bears the next date, out of the last window.
BLANKED = {("authored/dev_minute_channel", "mean30"): 1}


@pytest.fixture(scope="session")
def frame_of(rerun):
    """The frame of a run, once."""
    frames = {}

    def frame(name):
        if name not in frames:
            frames[name] = rerun(name).to_pandas()
        return frames[name]

    return frame


@pytest.mark.parametrize("name", RUNS)
def test_every_session_holds_the_same_positions(frame_of, name):
    wanted = recording(name).positions.sort("perf_date", "sid")
    found = rows(frame_of(name), "positions")
    found.sort(key=lambda row: (row["day"], row["sid"]))
    assert [(row["day"], row["sid"], row["amount"]) for row in found] == [
        (row["perf_date"][:10], row["sid"], row["amount"]) for row in wanted.to_dicts()
    ]
    split = first_splits(bundle_of(name))
    for ours, zipline in zip(found, wanted.to_dicts(), strict=True):
        # At a split zipline rounds the cost of a share to the cent; ours stays exact.
        rounded = 5e-3 if ours["day"] >= split.get(ours["sid"], "9999") else 0.0
        same(ours["cost_basis"], zipline["cost_basis"], f"cost_basis of {ours}", absolute=rounded)
        same(ours["last_sale_price"], zipline["last_sale_price"], f"last_sale_price of {ours}")


@pytest.mark.parametrize("name", RUNS)
def test_every_session_tells_the_same_of_its_orders(frame_of, name):
    wanted = recording(name).orders.to_dicts()
    found = rows(frame_of(name), "orders")
    numbers = matched(found, wanted)
    by_session = {(row["day"], numbers[row["id"]]): row for row in found}
    # An order that waits over a split shows its new amount from the start; zipline's from the split on.
    last = {row["id"]: row["perf_date"] for row in wanted}
    assert sorted(by_session) == sorted((row["perf_date"][:10], row["id"]) for row in wanted)
    for zipline in wanted:
        ours = by_session[zipline["perf_date"][:10], zipline["id"]]
        settled = ("amount",) if zipline["perf_date"] == last[zipline["id"]] else ()
        for column in ("filled", "status", "sid", *settled):
            assert ours[column] == zipline[column], (column, zipline)
        for column in ("created", "dt"):
            assert str(ours[column])[:19] == zipline[column][:19].replace("T", " "), (column, zipline)
        same(ours["commission"], zipline["commission"], f"commission of {zipline}", absolute=5.1e-9)


@pytest.mark.parametrize("name", RUNS)
def test_every_fill_is_of_the_same_order(frame_of, name):
    wanted = recording(name).transactions.to_dicts()
    orders = recording(name).orders.to_dicts()
    numbers = matched(rows(frame_of(name), "orders"), orders)
    found = [
        (str(row["dt"])[:19], row["sid"], row["amount"], numbers.get(row["order_id"], ""))
        for row in rows(frame_of(name), "transactions")
    ]
    # A close at delisting is of no order; zipline makes up an id that none of its orders has.
    known = {row["id"] for row in orders}
    assert sorted(found) == sorted(
        (
            row["dt"][:19].replace("T", " "),
            row["sid"],
            row["amount"],
            row["order_id"] if row["order_id"] in known else "",
        )
        for row in wanted
    )


@pytest.mark.parametrize("name", RUNS)
def test_what_was_recorded_is_the_same(frame_of, name):
    wanted = recording(name).perf
    for column in sorted(set(wanted.columns) - STANDARD):
        tolerance = HISTORY.get(column, 0.0)
        differ = 0
        for ours, zipline in zip(frame_of(name)[column].tolist(), wanted[column].to_list(), strict=True):
            if ours is None or ours != ours:
                assert zipline is None or zipline != zipline, column
            else:
                differ += not math.isclose(ours, zipline, rel_tol=1e-9, abs_tol=tolerance)
        assert differ == BLANKED.get((name, column), 0), column


@pytest.mark.parametrize("name", RUNS)
def test_the_columns_are_there(frame_of, name):
    wanted = set(recording(name).perf.columns) - {"date"} | {"orders", "transactions", "positions"}
    assert wanted - set(frame_of(name).columns) == set()


def rows(frame, column):
    """The entries of a column of lists, each with the date of its session's close and the sid as a number."""
    closes = frame["period_close"].dt.strftime("%Y-%m-%d")
    return [
        {**row, "day": day, "sid": int(row["sid"])}
        for day, entries in zip(closes, frame[column], strict=True)
        for row in entries
    ]


def matched(found, wanted):
    """zipline's number of each of our order ids: both placed the same orders, told apart by what they asked for."""

    def placed(orders):
        last = {row["id"]: row for row in orders}
        return sorted(
            (
                str(row["created"])[:19].replace("T", " "),
                row["sid"],
                row["amount"],
                float(row["limit"] or 0),
                float(row["stop"] or 0),
                name,
            )
            for name, row in last.items()
        )

    ours, zipline = placed(found), placed(wanted)
    assert [row[:3] for row in ours] == [row[:3] for row in zipline]
    return {row[-1]: other[-1] for row, other in zip(ours, zipline, strict=True)}


def same(ours, zipline, what, absolute=0.0):
    """Equal to nine digits, as floats are."""
    close = math.isclose(ours, zipline, rel_tol=1e-9, abs_tol=absolute)
    assert close, f"{what}: ours {ours!r}, zipline {zipline!r}"
