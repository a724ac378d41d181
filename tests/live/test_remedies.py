"""What is decided about a report: by strategy, only at rest, and never an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import get_args

import pytest

from rustybt.live.models import (
    AssetRef,
    CashEntry,
    DiscrepancySeverity,
    FillSnapshot,
    OrderSnapshot,
    ReconciliationStrategy,
)
from rustybt.live.reconciliation import (
    Action,
    Adjustment,
    Alert,
    ApplyFill,
    BlockAsset,
    BookEntry,
    CashDiscrepancy,
    CountExternal,
    Defer,
    FillDiscrepancy,
    FillDiscrepancyType,
    Halt,
    OrderDiscrepancy,
    OrderDiscrepancyType,
    PositionDiscrepancy,
    PositionDiscrepancyType,
    QueryOrder,
    ReconciliationReport,
)
from rustybt.live.remedies import decide, steady_since

D = Decimal
MINOR, MODERATE, CRITICAL = DiscrepancySeverity
WARN, SYNC, HALT = ReconciliationStrategy
NOON = datetime(2024, 1, 2, 12, tzinfo=UTC)
APPLE = AssetRef(1, "AAPL")
FILL = FillSnapshot("t1", "o1", APPLE, D(5), D(10), D(1), 7)
ORDER = OrderSnapshot("o1", APPLE, D(10), "open", broker_order_id="b1")
ENTRY = CashEntry("e1", "funding", D("-0.5"), 7)


def position(severity=MINOR, difference="1"):
    kind = PositionDiscrepancyType.QUANTITY_MISMATCH
    return PositionDiscrepancy(
        APPLE, kind, severity, D(1000), D(1000) + D(difference), D(difference), D("0.1")
    )


def cash(severity=MINOR):
    return CashDiscrepancy(severity, D(1000), D(990), D(-10), D(-7), D(-3), D("0.3"), False)


def trade(kind, severity=MINOR):
    here = None if kind == "missing_local" else FILL
    there = None if kind == "missing_broker" else FILL
    return FillDiscrepancy("t1", FillDiscrepancyType(kind), severity, here, there)


def order(kind, severity=MODERATE):
    here = None if kind in ("external", "unjournalled") else ORDER
    there = None if kind in ("orphan_local", "unresolved") else ORDER
    return OrderDiscrepancy("o1", OrderDiscrepancyType(kind), severity, "detail", here, there)


def report(*, seconds=0, **found):
    return ReconciliationReport(timestamp=NOON + timedelta(seconds=seconds), **found)


def kinds(actions):
    return [type(each) for each in actions]


@pytest.mark.parametrize("strategy", ReconciliationStrategy)
def test_nothing_is_done_about_nothing(strategy):
    assert decide(report(), strategy) == ()


@pytest.mark.parametrize("strategy", ReconciliationStrategy)
def test_what_was_missed_is_applied_by_its_id_and_orders_are_asked_about(strategy):
    found = report(
        fill_discrepancies=(trade("missing_local"),),
        missed_entries=(ENTRY,),
        order_discrepancies=(order("unresolved"), order("external")),
    )
    actions = decide(found, strategy)
    assert actions == (
        ApplyFill(FILL),
        BookEntry(ENTRY),
        QueryOrder("o1", "detail"),
        CountExternal(ORDER),
        Alert(MODERATE, str(order("external"))),
    )


def test_warn_only_tells_of_everything_and_stops_nothing():
    found = report(
        position_discrepancies=(position(CRITICAL),),
        cash_discrepancy=cash(CRITICAL),
        fill_discrepancies=(trade("missing_broker", CRITICAL),),
        order_discrepancies=(order("unjournalled", CRITICAL),),
    )
    assert set(kinds(decide(found, WARN))) == {Alert, CountExternal}
    assert kinds(decide(found, WARN)).count(Alert) == 4


def test_halt_halts_on_what_is_critical_and_blocks_the_asset_of_any_unit():
    minor = decide(report(position_discrepancies=(position(),), cash_discrepancy=cash()), HALT)
    assert kinds(minor) == [Alert, Alert, BlockAsset]
    critical = decide(report(position_discrepancies=(position(CRITICAL),)), HALT)
    assert kinds(critical) == [Alert, BlockAsset, Halt]
    assert "AAPL" in critical[-1].reason
    for found in (
        {"cash_discrepancy": cash(CRITICAL)},
        {"fill_discrepancies": (trade("missing_broker", CRITICAL),)},
        {"order_discrepancies": (order("duplicate", CRITICAL),)},
    ):
        assert Halt in kinds(decide(report(**found), HALT))


DRIFT = {"position_discrepancies": (position(),), "cash_discrepancy": cash()}


def synced(found, **options):
    return [each for each in decide(found, SYNC, **options) if not isinstance(each, Alert)]


def test_sync_adjusts_by_the_exact_difference_when_all_is_at_rest():
    earlier, now = report(**DRIFT), report(seconds=2, **DRIFT)
    actions = synced(now, previous=earlier)
    assert kinds(actions) == [Adjustment, Adjustment]
    assert (actions[0].kind, actions[0].asset, actions[0].amount) == ("position", APPLE, 1)
    assert (actions[1].kind, actions[1].asset, actions[1].amount) == ("cash", None, -3)
    assert "read twice" in actions[0].evidence


@pytest.mark.parametrize(
    ("changes", "options", "reason"),
    [
        ({}, {"in_flight": ["o2", "o1"]}, "o1, o2"),
        ({"fill_discrepancies": (trade("missing_local"),)}, {}, "fills"),
        ({"missed_entries": (ENTRY,)}, {}, "cash entries"),
        ({"unknown": ("orders: down",)}, {}, "did not answer"),
        ({}, {"previous": None}, "second reading"),
        ({}, {"previous": report(seconds=1, **DRIFT)}, "second reading"),
        (
            {},
            {"previous": report(position_discrepancies=(position(difference="2"),))},
            "did not find the same",
        ),
        ({}, {"previous": report(position_discrepancies=(position(),))}, "did not find the same"),
    ],
)
def test_sync_defers_until_all_is_at_rest(changes, options, reason):
    now = report(seconds=2, **{**DRIFT, **changes})
    actions = synced(now, **{"previous": report(**DRIFT), **options})
    deferred = [each for each in actions if isinstance(each, Defer)]
    assert not any(isinstance(each, Adjustment) for each in actions)
    assert reason in deferred[0].reason
    assert deferred[0].adjusts


@pytest.mark.parametrize(
    "found",
    [
        {"position_discrepancies": (position(CRITICAL),)},
        {"position_discrepancies": (position(),), "cash_discrepancy": cash(CRITICAL)},
    ],
)
def test_sync_halts_on_what_is_critical_at_once(found):
    actions = synced(report(seconds=2, **found), previous=report(**found))
    assert kinds(actions) == [Halt]
    assert "too much" in actions[0].reason


def test_what_is_found_at_rest_is_steady_since_the_first_such_report():
    first = steady_since(report(**DRIFT), (), None)
    assert first == report(**DRIFT)
    assert steady_since(report(seconds=9, **DRIFT), (), first) is first
    other = report(seconds=9, position_discrepancies=(position(difference="2"),))
    assert steady_since(other, (), first) is other
    for moving in ({"unknown": ("cash: down",)}, {"missed_entries": (ENTRY,)}):
        assert steady_since(report(**DRIFT, **moving), (), first) is None
    assert steady_since(report(**DRIFT), ["o1"], first) is None


def test_sync_halts_on_what_no_adjustment_can_mend():
    for found in (
        {"fill_discrepancies": (trade("terms_mismatch", CRITICAL),)},
        {"order_discrepancies": (order("unjournalled", CRITICAL),)},
    ):
        now = report(seconds=2, **DRIFT, **found)
        actions = synced(now, previous=replace(now, timestamp=NOON))
        assert kinds(actions)[-1] is Halt
        assert Adjustment not in kinds(actions)


@pytest.mark.parametrize("strategy", ReconciliationStrategy)
def test_no_answer_means_again(strategy):
    (action,) = decide(report(unknown=("positions: no answer",)), strategy)
    assert action == Defer("no answer about positions: no answer")


def test_no_action_is_an_order():
    names = {each.__name__ for each in get_args(Action.__value__)}
    assert names == {
        "Adjustment", "Alert", "ApplyFill", "BlockAsset", "BookEntry", "CorrectFee", "CountExternal", "Defer", "Halt",
        "QueryOrder",
    }  # fmt: skip
