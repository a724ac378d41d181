from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import ConformanceError
from rustybt.live.brokers.messages import Accepted, Filled
from rustybt.testing.broker_bench import BrokerBench, Print
from rustybt.testing.broker_conformance import CHECKS, run_check
from rustybt.testing.faults import FaultPlan
from rustybt.testing.simulated_exchange import SimulatedExchange
from rustybt.testing.venue_rules import VenueRules
from rustybt.testing.world import World

LIFE = {"start_date": date(2000, 1, 3), "end_date": date(2030, 1, 1)}
ASSETS = [Equity(0, "AAA", **LIFE), Equity(1, "BBB", **LIFE)]
STRANGER = Equity(9, "ZZZ", **LIFE)


class ExchangeBench(BrokerBench):
    adapter_type = SimulatedExchange

    def __init__(self, plan: FaultPlan | None = None, rules: VenueRules | None = None) -> None:
        self.world = World(ASSETS, clock=asyncio.get_running_loop().now_ns, plan=plan, rules=rules)
        super().__init__(self.adapter_type(self.world, page_size=2), ASSETS, STRANGER)

    async def print(self, tick: Print) -> None:
        for asset in ASSETS:
            self.world.trade(asset, tick.price, tick.volume)
        await asyncio.sleep(1)

    async def end_session(self) -> None:
        self.world.venue.end_session()
        await asyncio.sleep(1)


def test_there_are_enough_checks_and_each_has_its_name() -> None:
    assert len(CHECKS) >= 25
    assert len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_simulated_exchange_conforms_with_faults_off(check) -> None:
    applied = run_check(check, ExchangeBench)
    assert applied == (check.name != "a sale of what is not held is refused")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_venue_with_other_rules_conforms_too(check) -> None:
    rules = VenueRules(order_id_rule="unique_while_open", short_selling=False, fee_rate=Decimal(0))
    applied = run_check(check, lambda: ExchangeBench(rules=rules))
    assert applied == (check.name != "a position may be short and may turn")


class Resending(SimulatedExchange):
    """Retries a submit, as the sources do."""

    async def submit_order(self, intent):
        first = await super().submit_order(intent)
        await super().submit_order(intent)
        return first


class Optimistic(SimulatedExchange):
    """Says yes to everything."""

    async def submit_order(self, intent):
        answer = await super().submit_order(intent)
        return Accepted(order_id=intent.order_id, broker_order_id="V0", time_ns=answer.time_ns)


class Forgetful(SimulatedExchange):
    """Forgets where a page of fills began."""

    async def get_fills(self, since=""):
        return await super().get_fills("")


class Floating(SimulatedExchange):
    """Lets a float in."""

    async def get_fills(self, since=""):
        from dataclasses import replace

        page = await super().get_fills(since)
        return replace(page, fills=tuple(replace(fill, price=float(fill.price)) for fill in page.fills))


class Twice(SimulatedExchange):
    """Reports fills under a trade id of its own."""

    def _hear(self, report):
        from dataclasses import replace

        super()._hear(replace(report, trade_id="again") if isinstance(report, Filled) else report)


class Unsigned(SimulatedExchange):
    """Loses the sign of an order."""

    async def get_order(self, order_id):
        from dataclasses import replace

        order = await super().get_order(order_id)
        return order and replace(order, amount=abs(order.amount))


class Impolite(SimulatedExchange):
    """Answers although it is not connected."""

    def _check_connected(self, what):
        pass


class Wrong(SimulatedExchange):
    """Is another account than it was configured for."""

    async def connect(self):
        from dataclasses import replace

        return replace(await super().connect(), environment="live")


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (Optimistic, "an order of an unknown asset is refused"),
        (Optimistic, "an id whose order is open is refused"),
        (Forgetful, "a cursor gives what came after it"),
        (Floating, "every number is a finite Decimal"),
        (Twice, "both lanes tell of the same fills"),
        (Unsigned, "a sale's amount is negative"),
        (Impolite, "without a connection every call says so"),
        (Wrong, "connecting tells whose account it is"),
    ],
)
def test_a_broken_adapter_is_caught(broken, rule) -> None:
    class Bench(ExchangeBench):
        adapter_type = broken

    (check,) = [check for check in CHECKS if check.name == rule]
    with pytest.raises(ConformanceError):
        run_check(check, Bench)


def test_an_adapter_that_resends_is_caught_where_the_venue_lets_it() -> None:
    class Bench(ExchangeBench):
        adapter_type = Resending

        def __init__(self) -> None:
            super().__init__(rules=VenueRules(order_id_rule="unique_while_open"))

    caught = 0
    for check in CHECKS:
        try:
            run_check(check, Bench)
        except (ConformanceError, ValueError):
            caught += 1
    assert caught >= 5
