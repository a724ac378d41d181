"""The simulated exchange has teeth: small engines of known bad designs are caught, the careful one is not.

The engine here is a model of forty lines, not the product's; it sends orders, may be killed at any await, keeps its
intents and fills in a list that survives (its disk), and recovers by asking.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import BrokerError
from rustybt.live.brokers.messages import Accepted, Filled, OrderIntent, Refused
from rustybt.testing.faults import FaultPlan
from rustybt.testing.simulated_exchange import SimulatedExchange
from rustybt.testing.venue_rules import VenueRules
from rustybt.testing.virtual_time import VirtualClockEventLoop, virtual_loop
from rustybt.testing.world import World

ASSET = Equity(0, "AAA", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
NOT_OURS = ("foreign_order", "unknown_asset", "clock_skew")
MARGIN = 3


@dataclass
class Disk:
    """What a crash leaves."""

    intents: dict[str, OrderIntent] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    fills: dict[str, Filled] = field(default_factory=dict)
    position: Decimal = Decimal(0)


@dataclass
class Design:
    resend: bool = False
    not_found_is_refused: bool = False
    send_first: bool = False
    trust_stream: bool = False
    no_dedupe: bool = False


class Model:
    def __init__(self, world: World, disk: Disk, design: Design, rng: Random) -> None:
        self.exchange, self.disk, self.design, self.rng = SimulatedExchange(world), disk, design, rng
        self.cursor = ""
        self.blocked: dict[str, float] = {}

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        reports = self.exchange.reports()
        self.reader = asyncio.create_task(self.listen(reports))
        await self.patiently(self.exchange.connect)
        now = loop.time()
        self.blocked = {name: now for name in self.disk.intents if name not in self.disk.ended}
        while True:
            await asyncio.sleep(self.rng.random())
            await self.resolve()
            if not self.blocked and self.rng.random() < 0.6:
                await self.send()

    async def patiently(self, call, *arguments):
        while True:
            try:
                return await call(*arguments)
            except BrokerError:
                await asyncio.sleep(0.5)

    async def listen(self, reports) -> None:
        async for report in reports:
            if isinstance(report, Filled):
                self.book(report)

    def book(self, fill: Filled) -> None:
        if fill.trade_id in self.disk.fills and not self.design.no_dedupe:
            return
        self.disk.fills[fill.trade_id] = fill
        self.disk.position += fill.amount

    async def send(self) -> None:
        name = f"o-{len(self.disk.intents)}-{self.rng.randint(0, 10**9)}"
        order = OrderIntent(order_id=name, asset=ASSET, amount=Decimal(self.rng.choice([-7, 5, 9])))
        if not self.design.send_first:
            self.disk.intents[name] = order
        for _ in range(2 if self.design.resend else 1):
            try:
                answer = await self.exchange.submit_order(order)
            except BrokerError:
                self.blocked[name] = asyncio.get_running_loop().time()
                continue
            self.disk.intents[name] = order
            self.disk.ended[name] = "answered" if isinstance(answer, Accepted) else "refused"
            self.blocked.pop(name, None)
            return
        self.disk.intents[name] = order

    async def resolve(self) -> None:
        if not self.design.trust_stream:
            page = await self.patiently(self.exchange.get_fills, self.cursor)
            self.cursor = page.cursor
            for fill in page.fills:
                self.book(fill)
        window = self.exchange.capabilities.receive_window_ns / 1e9 + MARGIN
        for name, sent in tuple(self.blocked.items()):
            order = await self.patiently(self.exchange.get_order, name)
            late = asyncio.get_running_loop().time() > sent + window
            if order is not None:
                self.disk.ended[name] = "answered"
                del self.blocked[name]
            elif late or self.design.not_found_is_refused:
                self.disk.ended[name] = "refused"
                del self.blocked[name]


def violations(world: World, disk: Disk) -> list[str]:
    venue = world.venue
    found = [f"{name} twice" for name in venue.accepted_ids() if len(venue.orders_of(name)) > 1]
    found += [f"{name} without intent" for name in venue.accepted_ids() if name not in disk.intents]
    found += [
        f"{name} is there" for name, end in disk.ended.items() if end == "refused" and venue.orders_of(name)
    ]
    if {fill.trade_id for fill in venue.trades} != set(disk.fills):
        found.append("fills differ")
    if disk.position != venue.positions().get("AAA", Decimal(0)):
        found.append("position differs")
    return found


async def storm(world: World, loop: VirtualClockEventLoop, design: Design, rng: Random) -> Disk:
    disk = Disk()
    for life in range(5):
        loop.kill_at_step(f"engine-{life}", rng.randint(20, 400))
        model = Model(world, disk, design, Random(rng.random()))
        loop.spawn(model.run(), process=f"engine-{life}")
        for _ in range(40):
            world.tick()
            world.trade(ASSET, Decimal(rng.randint(90, 110)), Decimal(rng.randint(0, 30)))
            await asyncio.sleep(rng.random())
        loop.kill(f"engine-{life}")
        model.exchange.abandon()
    world.calm()
    last = Model(world, disk, design, Random(0))
    last.send = lambda: asyncio.sleep(0)
    loop.spawn(last.run(), process="engine-last")
    await asyncio.sleep(120)
    loop.kill("engine-last")
    return disk


def caught(design: Design, seed: int) -> list[str]:
    with virtual_loop() as loop:
        rng = Random(seed)
        plan = FaultPlan.swarm(rng, without=NOT_OURS)
        rules = VenueRules(order_id_rule="unique_while_open")
        world = World([ASSET], clock=loop.now_ns, cash=Decimal(10**9), plan=plan, seed=seed, rules=rules)
        disk = loop.run_until_complete(storm(world, loop, design, rng))
        found = violations(world, disk)
    assert loop.unhandled == []
    return found


def test_the_careful_design_survives_every_storm() -> None:
    assert {seed: found for seed in range(40) if (found := caught(Design(), seed))} == {}


@pytest.mark.parametrize(
    "flaw", ["resend", "not_found_is_refused", "send_first", "trust_stream", "no_dedupe"]
)
def test_a_broken_design_is_caught_within_200_storms(flaw: str) -> None:
    assert any(caught(Design(**{flaw: True}), seed) for seed in range(200))


def test_a_refusal_is_never_taken_back() -> None:
    async def main(loop: VirtualClockEventLoop) -> None:
        world = World([ASSET], clock=loop.now_ns, plan=FaultPlan({"refuse": 0.5}), seed=1)
        exchange = SimulatedExchange(world)
        await exchange.connect()
        world.trade(ASSET, Decimal(100), Decimal(1000))
        for n in range(50):
            answer = await exchange.submit_order(
                OrderIntent(order_id=f"o-{n}", asset=ASSET, amount=Decimal(1))
            )
            await asyncio.sleep(1)
            assert bool(world.venue.orders_of(f"o-{n}")) != isinstance(answer, Refused)

    with virtual_loop() as loop:
        loop.run_until_complete(main(loop))
