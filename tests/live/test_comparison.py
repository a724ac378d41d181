"""The comparison with a broker: empty if and only if the states are equal, and every difference found exactly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rustybt.assets import Equity, Future
from rustybt.exceptions import ReconciliationError
from rustybt.live.comparison import BrokerState, LocalState, compare
from rustybt.live.models import (
    AssetRef,
    CashEntry,
    DiscrepancySeverity,
    FillSnapshot,
    Known,
    OrderSnapshot,
    PositionSnapshot,
    Unknown,
)

LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2030, 1, 1)}
ASSETS = [Equity(1, "AAPL", **LIFE), Equity(2, "MSFT", **LIFE), Equity(3, "SHIB", **LIFE)]
A, B, C = ASSETS
FUTURE = Future(9, "ESZ24", root_symbol="ES", multiplier=Decimal(50), **LIFE)
MINOR, MODERATE, CRITICAL = DiscrepancySeverity
D = Decimal


def fill(trade="t1", asset=A, amount="5", price="10", commission="1", time_ns=100, order="o1", **changes):
    return FillSnapshot(trade, order, asset, D(amount), D(price), D(commission), time_ns, **changes)


def order(order_id="o1", asset=A, amount="10", status="accepted", broker="b1", **changes):
    return OrderSnapshot(order_id, asset, D(amount), status, broker_order_id=broker, **changes)


def agreed(positions=(), cash="1000", orders=(), fills=(), entries=()):
    local = LocalState(
        positions=tuple(positions),
        cash=D(cash),
        orders=tuple(orders),
        fills=tuple(fills),
        entries=tuple(entries),
    )
    broker = BrokerState(
        positions=Known(tuple(positions)),
        cash=Known(D(cash)),
        orders=Known(tuple(replace(each, status="open") for each in orders)),
        fills=Known(tuple(fills)),
        entries=Known(tuple(entries)),
    )
    return local, broker


def held(asset, amount):
    return PositionSnapshot(asset, D(amount))


def report_of(local, broker, **options):
    return compare(local, broker, time_ns=1_700_000_000_000_000_000, **options)


EXACT = st.decimals(min_value=-(10**9), max_value=10**9, places=8)
SIZES = EXACT.filter(bool)
POSITIONS = st.dictionaries(st.sampled_from(ASSETS), SIZES, max_size=3).map(
    lambda sizes: tuple(PositionSnapshot(asset, size) for asset, size in sizes.items())
)
FILLS = st.lists(
    st.builds(fill, st.integers(0, 10**6).map("t{}".format), st.sampled_from(ASSETS), SIZES, EXACT, EXACT),
    unique_by=lambda each: each.trade_id,
    max_size=5,
)
ENTRIES = st.lists(
    st.builds(
        CashEntry, st.integers(0, 10**6).map("e{}".format), st.just("funding"), EXACT, st.integers(0, 10**6)
    ),
    unique_by=lambda each: each.entry_id,
    max_size=5,
)
ORDERS = st.lists(
    st.builds(order, st.integers(0, 10**6).map("o{}".format), st.sampled_from(ASSETS), SIZES),
    unique_by=lambda each: each.order_id,
    max_size=4,
).map(lambda orders: [replace(each, broker_order_id=f"b{n}") for n, each in enumerate(orders)])
STATES = st.builds(agreed, POSITIONS, EXACT, ORDERS, FILLS, ENTRIES)


@given(state=STATES)
def test_equal_states_do_not_differ(state):
    report = report_of(*state)
    assert report.proven_equal, str(report)
    assert (report.has_discrepancies, report.max_severity, report.total_discrepancy_count()) == (
        False,
        None,
        0,
    )
    assert report.summary == "Nothing differs."


@given(state=STATES, asset=st.sampled_from(ASSETS), change=SIZES)
def test_one_unit_anywhere_is_found_with_its_exact_size(state, asset, change):
    local, broker = state
    positions = (*broker.positions.value, PositionSnapshot(asset, change))
    report = report_of(local, replace(broker, positions=Known(positions)))
    (found,) = report.position_discrepancies
    assert (found.asset, found.difference) == (asset, change)
    assert report.total_discrepancy_count() == 1
    ours = next((each.amount for each in local.positions if each.asset == asset), D(0))
    larger = max(abs(Fraction(ours)), abs(Fraction(ours) + Fraction(change)))
    part = abs(Fraction(change)) / larger
    if not ours:
        wanted, severity = "missing_local", CRITICAL
    elif ours + change == 0:
        wanted, severity = "missing_broker", CRITICAL
    elif (ours > 0) != (ours + change > 0):
        wanted, severity = "side_mismatch", CRITICAL
    else:
        wanted = "quantity_mismatch"
        severity = MINOR if part < Fraction(1, 100) else CRITICAL if part > Fraction(5, 100) else MODERATE
    assert (found.type, found.severity) == (wanted, severity)


@given(state=STATES, change=SIZES)
def test_one_cent_is_found(state, change):
    local, broker = state
    report = report_of(local, replace(broker, cash=Known(broker.cash.value + change)))
    found = report.cash_discrepancy
    assert (found.difference, found.explained, found.unexplained) == (change, 0, change)
    assert not found.within_tolerance
    assert report.total_discrepancy_count() == 1


@given(state=STATES, missed=FILLS, data=st.data())
def test_fills_that_we_missed_explain_positions_and_cash(state, missed, data):
    local, broker = state
    known = {each.trade_id for each in local.fills}
    missed = [each for each in missed if each.trade_id not in known]
    positions = (*broker.positions.value, *(PositionSnapshot(each.asset, each.amount) for each in missed))
    cash = Fraction(broker.cash.value) - sum(
        Fraction(each.amount) * Fraction(each.price) + Fraction(each.commission) for each in missed
    )
    exact = D(f"{int(cash * 10**16)}E-16")
    fills = data.draw(st.permutations([*broker.fills.value, *missed]))
    orders = tuple(
        replace(each, order_id="x" + each.order_id) for each in local.orders
    )  # no fill is of these
    local, broker = (
        replace(local, orders=orders),
        replace(
            broker,
            positions=Known(positions),
            cash=Known(exact),
            fills=Known(tuple(fills)),
            orders=Known(tuple(replace(each, status="open") for each in orders)),
        ),
    )
    report = report_of(local, broker)
    assert {each.trade_id for each in report.fill_discrepancies} == {each.trade_id for each in missed}
    assert all(each.type == "missing_local" for each in report.fill_discrepancies)
    assert report.total_discrepancy_count() == len(missed)


@given(state=STATES, missed=ENTRIES)
def test_entries_that_we_missed_explain_cash(state, missed):
    local, broker = state
    missed = [each for each in missed if each.entry_id not in {one.entry_id for one in local.entries}]
    told = Known((*broker.entries.value, *missed))
    cash = Known(broker.cash.value + sum(each.amount for each in missed))
    report = report_of(local, replace(broker, entries=told, cash=cash))
    assert set(report.missed_entries) == set(missed)
    assert report.cash_discrepancy is None
    assert report.total_discrepancy_count() == len(missed)


INJECTED = {
    "fill missing_broker critical": lambda here, there: (replace(here, fills=(fill("mine"),)), there),
    "fill terms_mismatch critical": lambda here, there: (
        replace(here, fills=(fill("t"),)),
        replace(there, fills=Known((fill("t", price="11"),))),
    ),
    "fill fee_mismatch minor": lambda here, there: (
        replace(here, fills=(fill("t"),)),
        replace(there, fills=Known((fill("t", commission="3"),)), cash=Known(there.cash.value - 2)),
    ),
    "order orphan_local moderate": lambda here, there: (replace(here, orders=(order(),)), there),
    "order unresolved moderate": lambda here, there: (
        replace(here, orders=(order(status="unknown"),)),
        there,
    ),
    "order external moderate": lambda here, there: (here, replace(there, orders=Known((order(""),)))),
    "order unjournalled critical": lambda here, there: (here, replace(there, orders=Known((order(),)))),
    "order duplicate critical": lambda here, there: (
        replace(here, orders=(order(),)),
        replace(there, orders=Known((order(), order(broker="b2")))),
    ),
    "order status_mismatch critical": lambda here, there: (
        replace(here, orders=(order(status="cancelled"),)),
        replace(there, orders=Known((order(status="open"),))),
    ),
    "order status_mismatch moderate": lambda here, there: (
        replace(here, orders=(order(status="sent"),)),
        replace(there, orders=Known((order(status="open"),))),
    ),
    "order status_mismatch moderate, of one that is whole": lambda here, there: (
        replace(here, orders=(order(status="filled", filled=D(10)),)),
        replace(there, orders=Known((order(status="partial", filled=D(10)),))),
    ),
    "order filled_mismatch moderate": lambda here, there: (
        replace(here, orders=(order(),)),
        replace(there, orders=Known((order(filled=D(1)),))),
    ),
    "order terms_mismatch critical": lambda here, there: (
        replace(here, orders=(order(),)),
        replace(there, orders=Known((order(amount="11"),))),
    ),
    "order terms_mismatch moderate": lambda here, there: (
        replace(here, orders=(order(limit=D(10)),)),
        replace(there, orders=Known((order(),))),
    ),
}


@pytest.mark.parametrize("name", INJECTED)
def test_every_kind_of_difference_is_found_and_nothing_else(name):
    what, kind, severity = name.split(",")[0].split()
    report = report_of(*INJECTED[name](*agreed([held(A, 10)])))
    (found,) = report
    assert type(found).__name__ == f"{what.title()}Discrepancy"
    assert (found.type, found.severity.value) == (kind, severity)
    assert report.has_critical_discrepancies == (severity == "critical")
    assert kind in str(report)


def test_an_order_of_other_terms_differs_in_asset_venue_order_and_flag():
    local, broker = agreed()
    for other in (order(asset=B), order(broker="b9"), order(reduce_only=True), order(stop=D(3))):
        report = report_of(replace(local, orders=(order(),)), replace(broker, orders=Known((other,))))
        assert [each.type for each in report] == ["terms_mismatch"]


def test_an_order_that_the_missed_fills_completed_is_no_orphan():
    local, broker = agreed(orders=[order()])
    missed = (fill("t1", amount="4"), fill("t2", amount="6"))
    broker = replace(
        broker,
        orders=Known(()),
        fills=Known(missed),
        positions=Known((held(A, 10),)),
        cash=Known(D(898)),
    )
    assert [type(each).__name__ for each in report_of(local, broker)] == ["FillDiscrepancy"] * 2
    part = replace(
        broker,
        fills=Known(missed[:1]),
        positions=Known((held(A, 4),)),
        cash=Known(D(959)),
        orders=Known((order(filled=D(4)),)),
    )
    assert [type(each).__name__ for each in report_of(local, part)] == ["FillDiscrepancy"]


def test_orders_that_ended_on_both_sides_or_were_never_ours_do_not_differ():
    local, broker = agreed()
    for status in ("filled", "cancelled", "rejected", "expired"):
        told = Known((order("", status=status),))
        assert report_of(local, replace(broker, orders=told)).proven_equal
        ended = replace(local, orders=(order(status=status),))
        assert report_of(ended, replace(broker, orders=Known((order(status=status),)))).proven_equal
        assert report_of(ended, broker).proven_equal


def test_an_order_is_known_by_the_brokers_id_as_well():
    local, broker = agreed(orders=[order()])
    assert report_of(local, replace(broker, orders=Known((order("", status="open"),)))).proven_equal


@pytest.mark.parametrize("name", ["positions", "cash", "orders", "fills", "entries"])
def test_an_answer_that_did_not_come_is_not_an_empty_one(name):
    local, broker = agreed(
        [held(A, 10)], orders=[order()], fills=[fill()], entries=[CashEntry("e", "fee", 1, 5)]
    )
    report = report_of(local, replace(broker, **{name: Unknown("no answer within 10 s")}))
    assert report.unknown == (f"{name}: no answer within 10 s",)
    assert not report.has_discrepancies
    assert not report.proven_equal
    assert "No answer" in report.summary


def test_without_the_brokers_fills_nothing_that_they_may_explain_is_a_difference():
    local, broker = agreed([held(A, 10)], fills=[fill()])
    broker = replace(broker, fills=Unknown("down"), positions=Known(()), cash=Known(D(0)))
    assert not report_of(local, broker).has_discrepancies
    assert report_of(replace(local, fills=None), broker).total_discrepancy_count() == 2


def test_our_fills_of_before_the_brokers_begin_are_not_missed():
    local, broker = agreed(fills=[fill("old", time_ns=99), fill("new", time_ns=100)])
    report = report_of(local, replace(broker, fills=Known(()), fills_from_ns=100))
    assert [each.trade_id for each in report.fill_discrepancies] == ["new"]


@pytest.mark.parametrize(
    ("broker_amount", "severity"),
    [("1009", MINOR), ("1010.2", MODERATE), ("1052", MODERATE), ("1053", CRITICAL), ("100000", CRITICAL)],
)
def test_the_bands_of_severity(broker_amount, severity):
    local, broker = agreed([held(A, 1000)])
    report = report_of(local, replace(broker, positions=Known((held(A, broker_amount),))))
    assert report.max_severity is severity
    assert report.position_discrepancies[0].percentage.quantize(D("0.01")) > 0


def test_the_ends_of_the_bands_are_exact():
    for theirs, severity in (("100", MODERATE), ("99.99999999", MODERATE)):
        local, broker = agreed([held(A, "99")])
        report = report_of(local, replace(broker, positions=Known((held(A, theirs),))))
        wanted = severity if theirs == "100" else MINOR
        assert report.max_severity is wanted
    local, broker = agreed([held(A, "95")])
    assert report_of(local, replace(broker, positions=Known((held(A, "100"),)))).max_severity is MODERATE


def test_a_hundredth_of_a_coin_is_a_difference():
    coin = AssetRef(None, "NEWCOIN")
    local, broker = agreed([held(coin, "1.00")])
    report = report_of(local, replace(broker, positions=Known((held(coin, "1.01"),))))
    assert report.position_discrepancies[0].difference == D("0.01")


def test_positions_of_one_asset_are_added_up_and_zero_is_none():
    local, broker = agreed([held(A, 10), held(B, 0)])
    both = Known((held(A, 14), held(A, -4), held(C, 0)))
    assert report_of(local, replace(broker, positions=both)).proven_equal


def test_cash_within_the_tolerance_is_minor_and_told_all_the_same():
    local, broker = agreed(cash="1000")
    for cash, within in (("1010.10", True), ("1010.11", False), ("990.10", True), ("990.09", False)):
        report = report_of(local, replace(broker, cash=Known(D(cash))), cash_tolerance_pct=D("0.01"))
        assert report.cash_discrepancy.within_tolerance == within
        assert report.cash_discrepancy.severity is (MINOR if within else report.cash_discrepancy.severity)
        assert report.has_discrepancies


def test_fees_in_another_currency_and_futures_move_no_cash():
    local, broker = agreed()
    local = replace(local, currency="USD")
    told = (
        fill("t1", commission="7", commission_currency="BNB"),
        fill("t2", asset=FUTURE, amount="1", price="5000", commission="2", commission_currency="USD"),
    )
    broker = replace(
        broker,
        fills=Known(told),
        positions=Known((held(A, 5), held(FUTURE, 1))),
        cash=Known(D(1000 - 50 - 2)),
    )
    report = report_of(local, broker)
    assert report.cash_discrepancy is None
    assert not report.position_discrepancies


def test_two_fills_of_one_id_are_refused():
    local, broker = agreed(fills=[fill(), fill()])
    assert report_of(local, broker).proven_equal
    with pytest.raises(ReconciliationError, match="trade id t1"):
        report_of(replace(local, fills=(fill(), fill(price="11"))), broker)


@pytest.mark.parametrize("tolerance", ["-0.01", "1", "NaN"])
def test_a_tolerance_is_a_part(tolerance):
    with pytest.raises(ReconciliationError, match="cash_tolerance_pct"):
        report_of(*agreed(), cash_tolerance_pct=D(tolerance))


def essence(positions, cash, orders, fills):
    sums = {}
    for each in positions:
        sums[each.asset.sid] = sums.get(each.asset.sid, 0) + Fraction(each.amount)
    ids = {each.order_id: replace(each, status="") for each in orders}
    return (
        {sid: held for sid, held in sums.items() if held},
        Fraction(cash),
        ids,
        {each.trade_id: each for each in fills},
    )


@settings(max_examples=150)
@given(mine=STATES, theirs=STATES, data=st.data())
def test_a_report_is_empty_if_and_only_if_the_states_are_equal(mine, theirs, data):
    local, same = mine
    _, other = theirs
    taken = data.draw(st.sets(st.sampled_from(["positions", "cash", "orders", "fills"])))
    broker = replace(same, **{name: getattr(other, name) for name in taken})
    ours = essence(local.positions, local.cash, local.orders, local.fills)
    its = essence(broker.positions.value, broker.cash.value, broker.orders.value, broker.fills.value)
    assert report_of(local, broker).proven_equal == (ours == its)
