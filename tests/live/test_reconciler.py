"""The reconciler against a broker that answers, is silent, lies, pages, and fills while it is being read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import (
    BrokerConnectionError,
    BrokerMaintenanceError,
    ConfigurationError,
    ReconciliationError,
)
from rustybt.live.brokers.base import (
    AccountIdentity,
    AccountInfo,
    BrokerAdapter,
    BrokerCapabilities,
    BrokerOrder,
    BrokerPosition,
    FillPage,
)
from rustybt.live.brokers.messages import Filled
from rustybt.live.models import (
    AssetRef,
    DiscrepancySeverity,
    FillSnapshot,
    OrderSnapshot,
    PositionSnapshot,
    ReconciliationStrategy,
    Unknown,
)
from rustybt.live.reconciler import PositionReconciler, fill_snapshot
from rustybt.live.reconciliation import Adjustment, ApplyFill, Defer, Halt

LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2030, 1, 1)}
APPLE, OTHER = Equity(1, "AAPL", **LIFE), Equity(2, "MSFT", **LIFE)
D = Decimal
SECOND = 1_000_000_000


def filled(trade, amount="5", **changes):
    values = {
        "trade_id": trade, "order_id": "o1", "broker_order_id": "b1", "asset": APPLE, "symbol": "AAPL",
        "amount": D(amount), "price": D(10), "fee": D(1), "fee_currency": "USD", "time_ns": 100,
    }  # fmt: skip
    return Filled(**{**values, **changes})


def placed(order_id="o1", broker_order_id="b1", amount="10", **changes):
    values = {
        "order_id": order_id, "broker_order_id": broker_order_id, "asset": APPLE, "symbol": "AAPL",
        "amount": D(amount), "filled": D(0), "order_type": "market", "limit_price": None, "stop_price": None,
        "time_in_force": "gtc", "reduce_only": False, "status": "open", "created_ns": 1, "updated_ns": 1,
    }  # fmt: skip
    return BrokerOrder(**{**values, **changes})


class ScriptedAccount(BrokerAdapter):
    """A broker of one account whose state a test writes; it takes no order."""

    name = "scripted"
    environment = "live"

    def __init__(self):
        self.positions, self.cash, self.orders, self.fills = [], D(1000), [], []
        self.page = 100
        self.fails = {}
        self.silent = set()
        self.on_read = lambda: None
        self.asked = []

    capabilities = BrokerCapabilities(
        order_types=frozenset(), times_in_force=frozenset(), order_id_rule="unique_for_ever", reduce_only=True,
        receive_window_ns=None,
    )  # fmt: skip
    is_connected = True

    async def _answer(self, name):
        self.asked.append(name)
        await asyncio.sleep(0)
        if name in self.silent:
            await asyncio.Event().wait()
        if name in self.fails:
            raise self.fails[name]

    async def connect(self):
        return AccountIdentity(
            broker="scripted", account_id="1", environment="live", currency="USD", time_ns=0
        )

    async def disconnect(self):
        raise AssertionError("reconciliation does not disconnect")

    async def submit_order(self, intent):
        raise AssertionError("reconciliation sends no order")

    async def cancel_order(self, order_id):
        raise AssertionError("reconciliation cancels nothing")

    async def get_order(self, order_id):
        raise AssertionError("the engine asks about orders")

    async def get_open_orders(self):
        await self._answer("orders")
        return tuple(self.orders)

    async def get_positions(self):
        await self._answer("positions")
        found = tuple(self.positions)
        self.on_read()
        return found

    async def get_account_info(self):
        await self._answer("account")
        return AccountInfo(currency="USD", cash=self.cash, portfolio_value=self.cash, buying_power=self.cash)

    async def get_fills(self, since=""):
        await self._answer("fills")
        start = int(since or 0)
        end = min(start + self.page, len(self.fills))
        return FillPage(fills=tuple(self.fills[start:end]), cursor=str(end), complete=end == len(self.fills))

    async def get_time_ns(self):
        return 0

    def reports(self) -> AsyncIterator:
        raise AssertionError("reconciliation reads no reports")


def reconciler(broker, *args, **options):
    ticks = iter(range(10 * SECOND, 1000 * SECOND, SECOND))
    return PositionReconciler(
        broker, *args, clock=lambda: next(ticks), **{"timeout_seconds": 0.05, **options}
    )


def reconcile(broker, *, strategy=None, positions=(), cash="1000", orders=(), **options):
    return asyncio.run(reconciler(broker, strategy).reconcile_all(positions, D(cash), orders, **options))


def holds(amount, asset=APPLE):
    return BrokerPosition(asset=asset, symbol=asset.symbol, amount=D(amount))


def test_equal_states_are_proven_equal():
    broker = ScriptedAccount()
    broker.positions, broker.fills = [holds(5)], [filled("t1")]
    broker.orders = [placed(filled=D(5), status="partial")]
    ours = OrderSnapshot("o1", APPLE, D(10), "partially_filled", filled=D(5), broker_order_id="b1")
    report = reconcile(
        broker,
        positions=[PositionSnapshot(APPLE, D(5))],
        orders=[ours],
        local_fills=[fill_snapshot(filled("t1"))],
        currency="USD",
    )
    assert report.proven_equal, str(report)
    assert report.actions_taken == ()


def test_the_documented_example():
    broker = ScriptedAccount()
    broker.positions, broker.cash = [holds(100), holds(-50, OTHER)], D(10050)
    broker.orders = [placed("order1", amount="50")]

    async def example():
        made = PositionReconciler(
            broker_adapter=broker,
            reconciliation_strategy=ReconciliationStrategy.WARN_ONLY,
            cash_tolerance_pct=0.01,
        )
        return await made.reconcile_all(
            local_positions=[
                PositionSnapshot(asset=APPLE, amount=Decimal(100), cost_basis=Decimal(5000)),
                PositionSnapshot(asset=OTHER, amount=Decimal(-50), cost_basis=Decimal(-2500)),
            ],
            local_cash=Decimal(10000),
            local_orders=[
                OrderSnapshot(order_id="order1", asset=APPLE, amount=Decimal(50), status="pending")
            ],
        )

    report = asyncio.run(example())
    assert report.max_severity is DiscrepancySeverity.MINOR
    assert report.cash_discrepancy.within_tolerance
    assert report.total_discrepancy_count() == 1


@pytest.mark.parametrize("name", ["positions", "account", "orders", "fills"])
@pytest.mark.parametrize("how", ["silent", "down"])
def test_silence_and_errors_are_unknown_and_never_empty(name, how):
    broker = ScriptedAccount()
    broker.positions = [holds(5)]
    if how == "silent":
        broker.silent = {name}
    else:
        broker.fails = {name: BrokerMaintenanceError("503")}
    report = reconcile(broker, local_fills=[], orders=[], positions=[PositionSnapshot(APPLE, D(5))])
    what = {"account": "cash"}.get(name, name)
    assert [each.split(":")[0] for each in report.unknown] == [what]
    assert not report.has_discrepancies
    assert not report.proven_equal
    assert isinstance(report.actions_taken[-1], Defer)


def test_a_defect_of_an_adapter_is_no_answer_of_a_broker():
    broker = ScriptedAccount()
    broker.fails = {"positions": KeyError("asset")}
    report = reconcile(broker)
    assert report.unknown == ("positions: KeyError: 'asset'",)
    assert isinstance(report.actions_taken[-1], Defer)


def test_fills_are_read_to_the_last_page_from_the_cursor():
    broker = ScriptedAccount()
    broker.page = 2
    broker.fills = [filled(f"t{n}", time_ns=n) for n in range(7)]
    broker.positions, broker.cash = [holds(25)], D(1000 - 5 * 51)
    report = reconcile(broker, local_fills=[], fills_since="2", fills_from_ns=2)
    assert [each.fill.trade_id for each in report.actions_taken if isinstance(each, ApplyFill)] == [
        "t2", "t3", "t4", "t5", "t6",
    ]  # fmt: skip
    assert not report.position_discrepancies
    assert report.cash_discrepancy is None


def test_a_fill_between_two_readings_is_read_again():
    broker = ScriptedAccount()

    def fill_once():
        if not broker.fills:
            broker.fills = [filled("t1")]
            broker.positions, broker.cash = [holds(5)], D(949)

    broker.on_read = fill_once
    report = reconcile(broker, local_fills=[])
    assert broker.asked.count("positions") == 2
    assert not report.position_discrepancies
    assert [each.trade_id for each in report.fill_discrepancies] == ["t1"]


def test_a_reading_that_never_rests_is_unknown():
    broker = ScriptedAccount()
    broker.on_read = lambda: broker.fills.append(filled(f"t{len(broker.fills)}"))
    report = reconcile(broker, local_fills=[])
    assert {each.split(":")[0] for each in report.unknown} == {"positions", "cash", "orders"}
    assert all("readings" in each for each in report.unknown)


def test_orders_that_changed_while_the_broker_was_read_are_left_out():
    broker = ScriptedAccount()
    broker.orders = [placed("new", "b7"), placed("old", "b8"), placed("", "b9")]
    before = [OrderSnapshot("old", APPLE, D(10), "accepted", broker_order_id="b8")]
    now = [
        replace(before[0], status="cancelled"),
        OrderSnapshot("new", APPLE, D(10), "sent"),
        OrderSnapshot("mine", APPLE, D(10), "accepted", broker_order_id="b9"),
    ]
    report = reconcile(broker, orders=before, orders_now=lambda: now)
    assert report.proven_equal
    assert reconcile(broker, orders=before).has_critical_discrepancies
    broker.orders = []
    assert reconcile(broker, orders=before, orders_now=list).proven_equal  # it ended, and nobody lists it
    assert reconcile(broker, orders=before, orders_now=lambda: before).has_discrepancies
    broker.silent = {"orders"}
    assert len(reconcile(broker, orders=before, orders_now=lambda: now).unknown) == 1


def test_an_asset_that_we_do_not_know_is_compared_by_its_symbol():
    broker = ScriptedAccount()
    broker.positions = [BrokerPosition(asset=None, symbol="NEWCOIN", amount=D(3), cost_basis=D(2))]
    report = reconcile(broker)
    (found,) = report.position_discrepancies
    assert found.asset == AssetRef(None, "NEWCOIN")
    assert isinstance(report.actions_taken[-1], Halt)


def test_a_live_broker_halts_and_a_paper_broker_warns_unless_told_otherwise():
    broker = ScriptedAccount()
    assert PositionReconciler(broker).strategy is ReconciliationStrategy.HALT_AND_ALERT
    broker.environment = "paper"
    assert PositionReconciler(broker).strategy is ReconciliationStrategy.WARN_ONLY


def test_sync_adjusts_at_the_second_equal_reading_and_not_in_flight():
    broker = ScriptedAccount()
    broker.positions = [holds(705)]
    made = reconciler(broker, ReconciliationStrategy.SYNC_TO_BROKER)
    ours = [PositionSnapshot(APPLE, D(700))]
    sent = [OrderSnapshot("o1", OTHER, D(1), "sent")]

    async def story():
        return [await made.reconcile_all(ours, D(1000), orders) for orders in ([], [], [], sent, [], [], [])]

    kinds = [{type(each) for each in report.actions_taken} for report in asyncio.run(story())]
    assert [Adjustment in each for each in kinds] == [
        False,
        False,
        True,
        False,
        False,
        False,
        True,
    ]  # 1 s apart is too near
    assert [Defer in each for each in kinds] == [True, True, False, True, True, True, False]


def test_strategy_and_tolerance_change_while_it_runs():
    broker = ScriptedAccount()
    broker.cash = D(1005)
    made = reconciler(broker)
    made.set_strategy(ReconciliationStrategy.WARN_ONLY)
    made.set_cash_tolerance("0.01")
    report = asyncio.run(made.reconcile_all([], D(1000), []))
    assert report.cash_discrepancy.within_tolerance
    assert made.last_report is report
    with pytest.raises(ReconciliationError, match="WARN_ONLY, SYNC_TO_BROKER, HALT_AND_ALERT"):
        made.set_strategy("sync_to_local")
    for wrong in ("-0.1", 1):
        with pytest.raises(ReconciliationError, match="cash_tolerance_pct"):
            made.set_cash_tolerance(wrong)
    with pytest.raises(ConfigurationError, match="cash_tolerance_pct"):
        made.set_cash_tolerance("much")


def test_entries_of_the_venue_are_booked_or_unknown():
    broker = ScriptedAccount()
    report = reconcile(broker, broker_entries=Unknown("no ledger lane"))
    assert report.unknown == ("entries: no ledger lane",)


def test_a_lost_lane_in_the_middle_of_pages_is_unknown():
    broker = ScriptedAccount()
    broker.page = 1
    broker.fills = [filled("t1"), filled("t2")]
    read = broker.get_fills

    async def breaks(since=""):
        if since == "1":
            raise BrokerConnectionError("reset by peer")
        return await read(since)

    broker.get_fills = breaks
    report = reconcile(broker, local_fills=[FillSnapshot("t9", "o1", APPLE, D(1), D(1), D(0), 1)])
    assert report.unknown == ("fills: BrokerConnectionError: reset by peer",)
    assert not report.fill_discrepancies
