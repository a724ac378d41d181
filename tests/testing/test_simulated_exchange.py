from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import (
    BrokerConnectionError,
    BrokerError,
    BrokerMaintenanceError,
    BrokerRateLimitError,
    BrokerTimeoutError,
    ConfigurationError,
)
from rustybt.live.brokers.messages import Accepted, Filled, OrderIntent, Refused, Rejected
from rustybt.testing.faults import FAULTS, FaultPlan, Faults
from rustybt.testing.simulated_exchange import SimulatedExchange
from rustybt.testing.venue_rules import VenueRules
from rustybt.testing.virtual_time import VirtualClockEventLoop, virtual_loop
from rustybt.testing.world import World

ASSETS = [
    Equity(n, symbol, start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
    for n, symbol in enumerate(["AAA", "BBB"])
]
START = 1_700_000_000_000_000_000
ROOT = Path(__file__).parents[2]


def intent(order_id: str, amount: int = 10, **more: object) -> OrderIntent:
    return OrderIntent(order_id=order_id, asset=ASSETS[0], amount=Decimal(amount), **more)


async def hammer(world: World, loop: VirtualClockEventLoop, ticks: int) -> Counter[str]:
    """Trade at random, send each order once, and count how each submit ended."""
    rng = Random(world.faults.rng.random())
    exchange = SimulatedExchange(world)
    heard: list[object] = []

    async def listen() -> None:
        async for report in exchange.reports():
            heard.append(report)

    listener = asyncio.create_task(listen())
    ends: Counter[str] = Counter()
    while True:
        try:
            await exchange.connect()
            break
        except BrokerError:
            await asyncio.sleep(1)
    for n in range(ticks):
        world.tick()
        world.trade(
            rng.choice(ASSETS), Decimal(rng.randint(9_000, 11_000)) / 100, Decimal(rng.randint(0, 40))
        )
        await asyncio.sleep(rng.random())
        name = rng.choice(["submit", "cancel", "read"])
        try:
            if name == "submit":
                answer = await exchange.submit_order(intent(f"o-{n}", rng.choice([-20, -5, 5, 20])))
                ends[type(answer).__name__] += 1
            elif name == "cancel":
                await exchange.cancel_order(f"o-{rng.randint(0, n)}")
            else:
                await exchange.get_fills()
                await exchange.get_positions()
                await exchange.get_account_info()
        except BrokerError as error:
            ends[type(error).__name__] += 1
    world.calm()
    await asyncio.sleep(120)
    assert exchange.is_connected
    await exchange.disconnect()
    await listener
    ends["reports"] = len(heard)
    return ends


def run(
    seed: int, plan: FaultPlan, ticks: int = 200, rules: VenueRules | None = None
) -> tuple[World, Counter[str]]:
    with virtual_loop(start_ns=START) as loop:
        world = World(ASSETS, clock=loop.now_ns, plan=plan, seed=seed, rules=rules)
        ends = loop.run_until_complete(hammer(world, loop, ticks))
    assert loop.unhandled == []
    return world, ends


def check_truth(world: World) -> None:
    """The venue's own books add up, whatever was lost on the way."""
    venue = world.venue
    cash, held = Decimal(1_000_000), Counter[str]()
    for fill in venue.trades:
        cash -= fill.amount * fill.price + fill.fee
        held[fill.symbol] += fill.amount
    assert venue.cash() == cash
    assert venue.positions() == {symbol: amount for symbol, amount in held.items() if amount}
    assert len({fill.trade_id for fill in venue.trades}) == len(venue.trades)
    for order in venue.all_orders():
        fills = [fill.amount for fill in venue.trades if fill.broker_order_id == order.broker_order_id]
        assert sum(fills, Decimal(0)) == order.filled
        assert abs(order.filled) <= abs(order.amount)
    for order_id in venue.accepted_ids():
        assert len(venue.orders_of(order_id)) == 1


def test_without_faults_every_order_is_answered_and_every_report_arrives() -> None:
    world, ends = run(1, FaultPlan())
    check_truth(world)
    assert world.faults.counts == {}
    assert set(ends) <= {"Accepted", "Refused", "reports"}
    assert ends["reports"] >= ends["Accepted"] + len(world.venue.trades)
    assert world.wires[0].lost_reports == 0


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_strikes_and_is_counted(name: str) -> None:
    world, _ = run(3, FaultPlan({name: min(1.0, max(FAULTS[name] * 10, 0.1))}), ticks=120)
    assert world.faults.counts[name] > 0
    assert set(world.faults.counts) == {name}
    check_truth(world)


@pytest.mark.parametrize("seed", range(12))
def test_a_swarm_breaks_everything_but_the_truth(seed: int) -> None:
    world, ends = run(seed, FaultPlan.swarm(Random(seed)))
    check_truth(world)
    assert ends["reports"] > 0


def test_a_swarm_finds_every_end_of_a_submit() -> None:
    ends: Counter[str] = Counter()
    for seed in range(6):
        _, some = run(seed, FaultPlan.swarm(Random(seed), share=0.8))
        ends += some
    wanted = {"Accepted", "Refused", "BrokerTimeoutError", "BrokerConnectionError", "BrokerMaintenanceError"}
    assert wanted <= set(ends)


SCRIPT = """
import sys
sys.path.insert(0, "tests/testing")
from random import Random
from test_simulated_exchange import run
from rustybt.testing.faults import FaultPlan
for seed in range(5):
    world, ends = run(seed, FaultPlan.swarm(Random(seed)))
    print(world.trace.count, world.trace.digest(), sorted(ends.items()), sorted(world.faults.counts.items()))
"""


def test_the_same_seed_is_the_same_run_in_another_process_with_another_hash_seed() -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "4242")
    ]
    assert runs[0].count("\n") == 5
    assert runs[0] == runs[1]
    assert len(set(runs[0].split("\n"))) == 6


def only(name: str, coroutine, **more: object) -> World:
    with virtual_loop(start_ns=START) as loop:
        world = World(ASSETS, clock=loop.now_ns, plan=FaultPlan({name: 1.0} if name else {}), **more)
        world.faults.active = False

        async def main() -> None:
            exchange = SimulatedExchange(world)
            reports = exchange.reports()
            await exchange.connect()
            world.trade(ASSETS[0], Decimal(100), Decimal(1000))
            world.faults.active = True
            await coroutine(world, exchange, reports)

        loop.run_until_complete(main())
    assert loop.unhandled == []
    return world


def test_a_lost_answer_leaves_an_accepted_order() -> None:
    async def main(world, exchange, reports) -> None:
        with pytest.raises(BrokerTimeoutError, match="unknown"):
            await exchange.submit_order(intent("o-1"))
        world.calm()
        order = await exchange.get_order("o-1")
        assert order is not None
        assert order.status == "filled"
        assert order.asset is ASSETS[0]

    assert only("drop_answer", main).venue.accepted_ids() == ("o-1",)


def test_a_lost_request_leaves_none() -> None:
    async def main(world, exchange, reports) -> None:
        with pytest.raises(BrokerTimeoutError):
            await exchange.submit_order(intent("o-1"))
        world.calm()
        assert await exchange.get_order("o-1") is None

    assert only("drop_request", main).venue.accepted_ids() == ()


def test_a_request_that_was_sent_too_long_ago_is_refused_by_the_venue() -> None:
    async def main(world, exchange, reports) -> None:
        late = [await _outcome(exchange, f"o-{n}") for n in range(40)]
        world.calm()
        await asyncio.sleep(60)
        assert late.count("BrokerTimeoutError") > 10
        window = exchange.capabilities.receive_window_ns
        for n in range(40):
            for order in world.venue.orders_of(f"o-{n}"):
                assert order.created_ns - START < 40 * window
        assert 0 < len(world.venue.accepted_ids()) < 40

    only("slow_request", main)


async def _outcome(exchange: SimulatedExchange, order_id: str) -> str:
    try:
        return type(await exchange.submit_order(intent(order_id))).__name__
    except BrokerError as error:
        return type(error).__name__


def test_too_many_requests_refuse_an_order_and_fail_a_read() -> None:
    async def main(world, exchange, reports) -> None:
        answer = await exchange.submit_order(intent("o-1"))
        assert isinstance(answer, Refused)
        assert answer.code == "rate_limited"
        assert "429" in answer.evidence
        with pytest.raises(BrokerRateLimitError):
            await exchange.get_positions()
        with pytest.raises(BrokerRateLimitError):
            await exchange.cancel_order("o-1")

    assert only("rate_limited", main).venue.accepted_ids() == ()


def test_a_failing_server_did_it_or_did_it_not() -> None:
    async def main(world, exchange, reports) -> None:
        for n in range(30):
            with pytest.raises(BrokerMaintenanceError, match="503"):
                await exchange.submit_order(intent(f"o-{n}"))

    assert 5 < len(only("server_error", main).venue.accepted_ids()) < 25


def test_a_late_rejection_follows_an_acceptance() -> None:
    async def main(world, exchange, reports) -> None:
        assert isinstance(await exchange.submit_order(intent("o-1")), Accepted)
        assert isinstance(await anext(reports), Accepted)
        assert isinstance(await anext(reports), Rejected)
        order = await exchange.get_order("o-1")
        assert order is not None
        assert order.status == "rejected"

    only("late_reject", main)


def test_a_fill_can_come_twice_with_one_trade_id() -> None:
    async def main(world, exchange, reports) -> None:
        await exchange.submit_order(intent("o-1"))
        heard = [await anext(reports) for _ in range(4)]
        fills = [report for report in heard if isinstance(report, Filled)]
        assert len(fills) == 2
        assert fills[0] == fills[1]
        assert (await exchange.get_fills()).fills == (fills[0],)

    only("duplicate_report", main)


def test_a_cut_lane_fails_what_is_on_its_way_and_comes_back() -> None:
    async def main(world, exchange, reports) -> None:
        task = asyncio.create_task(exchange.submit_order(intent("o-1")))
        await asyncio.sleep(0)
        world.tick()
        world.faults.active = False
        with pytest.raises(BrokerConnectionError, match="unknown"):
            await task
        assert not exchange.is_connected
        with pytest.raises(BrokerConnectionError, match="down"):
            await exchange.get_time_ns()
        assert type(await anext(reports)).__name__ == "Disconnected"
        await asyncio.sleep(30)
        assert exchange.is_connected
        assert await exchange.get_time_ns() > START
        assert type(await anext(reports)).__name__ in ("Accepted", "Reconnected")

    only("disconnect_orders", main)


def test_a_venue_lies_about_balances_and_stops() -> None:
    async def main(world, exchange, reports) -> None:
        world.faults.active = False
        await exchange.submit_order(intent("o-1"))
        told = set()
        for _ in range(20):
            world.faults.active = True
            world.tick()
            world.faults.active = False
            positions = {each.symbol: each.amount for each in await exchange.get_positions()}
            told.add(tuple(sorted(positions.items())))
            assert (await exchange.get_fills()).fills[0].amount == 10
        assert (("AAA", Decimal(-10)),) in told
        assert () in told
        world.calm()
        assert [each.amount for each in await exchange.get_positions()] == [10]

    only("lie_balances", main)


def test_what_was_accepted_may_be_invisible_for_a_while() -> None:
    async def main(world, exchange, reports) -> None:
        world.tick()
        world.faults.active = False
        assert isinstance(await exchange.submit_order(intent("o-1")), Accepted)
        assert await exchange.get_order("o-1") is None
        assert (await exchange.get_fills()).fills == ()
        await asyncio.sleep(1.1)
        assert await exchange.get_order("o-1") is not None
        assert len((await exchange.get_fills()).fills) == 1

    only("stale_reads", main)


def test_an_asset_we_do_not_know_comes_without_one() -> None:
    async def main(world, exchange, reports) -> None:
        world.tick()
        world.faults.active = False
        (position,) = await exchange.get_positions()
        assert position.asset is None
        assert position.symbol == "UNKNOWN1"
        (fill,) = (await exchange.get_fills()).fills
        assert (fill.asset, fill.order_id) == (None, "")

    only("unknown_asset", main)


def test_a_skewed_venue_refuses_our_stamp_or_takes_it_longer() -> None:
    async def main(world, exchange, reports) -> None:
        outcomes = Counter()
        for n in range(30):
            world.faults.active = True
            world.tick()
            world.faults.active = False
            answer = await exchange.submit_order(intent(f"o-{n}"))
            skew = await exchange.get_time_ns() - world.clock()
            assert abs(skew) < 6_000_000_000
            outcomes[answer.code if isinstance(answer, Refused) else "accepted"] += 1
        assert outcomes["stale_request"] > 0
        assert outcomes["accepted"] > 0

    only("clock_skew", main)


def test_an_id_is_taken_again_after_its_order_has_ended_where_the_rule_says_so() -> None:
    async def main(world, exchange, reports) -> None:
        assert isinstance(await exchange.submit_order(intent("o-1")), Accepted)
        again = await exchange.submit_order(intent("o-1"))
        assert isinstance(
            again, Accepted if world.venue.rules.order_id_rule == "unique_while_open" else Refused
        )

    world = only("", main, rules=VenueRules(order_id_rule="unique_while_open"))
    assert len(world.venue.orders_of("o-1")) == 2
    world = only("", main)
    assert len(world.venue.orders_of("o-1")) == 1


def test_an_order_outlives_the_process_that_sent_it() -> None:
    with virtual_loop(start_ns=START) as loop:
        world = World(ASSETS, clock=loop.now_ns)

        async def engine() -> None:
            exchange = SimulatedExchange(world)
            await exchange.connect()
            await exchange.submit_order(intent("o-1"))

        async def main() -> None:
            world.trade(ASSETS[0], Decimal(100), Decimal(5))
            loop.spawn(engine(), process="engine-1")
            while world.wires == [] or world.wires[0].sent["submit"] == 0:
                await asyncio.sleep(0.001)
            loop.kill("engine-1")
            assert world.venue.accepted_ids() == ()
            await asyncio.sleep(1)
            assert world.venue.accepted_ids() == ("o-1",)
            second = SimulatedExchange(world)
            await second.connect()
            order = await second.get_order("o-1")
            assert order is not None
            assert order.filled == 5

        loop.run_until_complete(main())


def test_a_dead_man_cancels_what_is_open() -> None:
    async def main(world, exchange, reports) -> None:
        await exchange.submit_order(intent("o-1", order_type="limit", limit_price=Decimal(50)))
        await exchange.arm_dead_man(10_000_000_000)
        await asyncio.sleep(8)
        await exchange.arm_dead_man(10_000_000_000)
        await asyncio.sleep(8)
        world.tick()
        assert len(await exchange.get_open_orders()) == 1
        await asyncio.sleep(8)
        world.tick()
        assert await exchange.get_open_orders() == ()

    only("", main)


def test_a_plan_of_what_is_no_fault_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no fault"):
        FaultPlan({"gremlins": 0.5})
    with pytest.raises(ConfigurationError, match="use 0 to 1"):
        FaultPlan({"drop_report": 2.0})


def test_a_swarm_leaves_out_what_it_is_told_to() -> None:
    plan = FaultPlan.swarm(Random(5), share=1.0, without=["lie_balances"])
    assert set(plan.chances) == set(FAULTS) - {"lie_balances"}
    faults = Faults(plan, Random(5))
    assert not any(faults.strikes("lie_balances") for _ in range(1000))


def test_an_answer_to_a_killed_process_is_nobodys_failure() -> None:
    with virtual_loop(start_ns=START) as loop:
        world = World(ASSETS, clock=loop.now_ns)
        exchange = SimulatedExchange(world)

        async def engine() -> None:
            await exchange.connect()
            await exchange.get_fills()

        async def main() -> None:
            loop.spawn(engine(), process="engine-1")
            while world.wires[0].sent["get_fills"] == 0:
                await asyncio.sleep(0.001)
            loop.kill("engine-1")
            exchange.abandon()
            world.wires[0].cut("orders", 1_000_000_000)
            await asyncio.sleep(10)

        loop.run_until_complete(main())
    gc.collect()
    assert loop.unhandled == []
