"""One seed: a market, a venue, the weather, an engine that dies and comes back, and what must hold at the end."""

from __future__ import annotations

import asyncio
import gc
import logging
import tempfile
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

from rustybt.exceptions import JournalError, JournalLockedError, RustyBTError
from rustybt.live.feeds import market_events
from rustybt.live.journal import Journal, JournalRecord, verify_journal
from rustybt.live.replay import refold
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.session_parts import EngineState
from rustybt.live.strategy_core import RunChoices
from rustybt.testing.faults import FaultPlan
from rustybt.testing.venue_rules import VenueRules
from rustybt.testing.virtual_time import _process, virtual_loop
from rustybt.testing.world import World
from tests.simulation.lives import Life, Parts, breakers_of
from tests.simulation.markets import TICKS_OF_A_BAR, Market, MarketFeed
from tests.simulation.truth import Truth

START_NS = 1_700_000_000_000_000_000
CALM = 120
BARS = 80
NOT_OURS = ("foreign_order", "unknown_asset")
LIES = ("lie_balances",)
DAY = 86_400_000_000_000
MEMORY = Path("/dev/shm")


@dataclass(slots=True, kw_only=True)
class Plan:
    """What a seed decided before its storm."""

    seed: int
    bars: int
    capital: int
    limits: RiskLimits
    measures: tuple
    faults: FaultPlan
    fails_at: int | None
    rules: VenueRules

    def breakers(self):
        return breakers_of(self.measures)

    @classmethod
    def of(cls, seed: int, rng: Random, bars: int) -> Plan:
        without = [] if rng.random() < 0.08 else [*NOT_OURS]
        without += [] if rng.random() < 0.3 else [*LIES]
        return cls(
            seed=seed,
            bars=bars,
            capital=1_000_000,
            limits=RiskLimits(
                default_max_position=Decimal(rng.choice([100, 200, 400])),
                max_open_orders=rng.choice([6, 12]),
                max_orders_per_minute=rng.choice([2, 4, 8]),
                max_data_age_ns=DAY + DAY // 2,
            ),
            measures=(
                Decimal(rng.choice(["0.01", "0.2", "0.5"])),
                rng.choice([5, 12, 50]),
                rng.choice([5, 40, 40]),
            ),
            faults=FaultPlan.swarm(rng, without=without),
            fails_at=rng.randrange(5, bars) if rng.random() < 0.04 else None,
            rules=VenueRules(order_id_rule=rng.choice(["unique_for_ever", "unique_while_open"])),
        )


@dataclass(slots=True)
class Outcome:
    """What a seed came to."""

    seed: int
    found: list[str] = field(default_factory=list)
    events: int = 0
    steps: int = 0
    seconds: float = 0.0
    crashes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    digest: str = ""


class Storm:
    """A seed on its way."""

    def __init__(self, seed: int, loop, folder: Path, parts: Parts, bars: int) -> None:
        self.rng = Random(seed)
        self.chance = Random(seed + 1_000_000)
        self.plan = Plan.of(seed, self.rng, bars)
        self.loop, self.folder, self.parts = loop, folder, parts
        self.market = Market(self.rng, bars=bars)
        self.world = World(
            self.market.assets,
            clock=loop.now_ns,
            cash=Decimal(self.plan.capital),
            plan=self.plan.faults,
            seed=seed,
            rules=self.plan.rules,
        )
        self.outcome = Outcome(seed)
        core = self.core()
        self.truth = Truth(
            self.world,
            self.plan.capital,
            self.plan.limits,
            [
                (type(each).__name__, getattr(each, "session", None), getattr(each, "step", None))
                for each in market_events(core.venue.timeline)
            ],
            self._mark_ns,
        )
        self.times = [int(each) for each in core.venue.timeline.times_ns]
        self.lives: list[Life] = []
        self.calm_since: int | None = None
        self.restart_at: float | None = 0.0
        self.head = ""
        self.operator: list[tuple[float, str]] = []

    def core(self):
        choices = RunChoices(capital_base=Decimal(self.plan.capital), arena="live", seed=self.plan.seed)
        return self.parts.core(self.strategy(), MarketFeed(self.market), choices, reported=True)

    def strategy(self):
        return self.parts.strategy(bars=self.plan.bars, fails_at=self.plan.fails_at)

    def _mark_ns(self, sid: int, now_ns: int) -> int:
        closes = self.market.closes[sid]
        marks = [
            time
            for time, close in zip(self.times, closes, strict=True)
            if close is not None and time <= now_ns
        ]
        return marks[-1] if marks else 0

    @property
    def life(self) -> Life | None:
        return self.lives[-1] if self.lives else None

    @property
    def session(self):
        return self.life.session if self.life is not None else None

    # The seconds of the world.

    async def main(self) -> None:
        for tick in range(self.market.ticks):
            await self._second(tick)
        self._calm()
        for tick in range(CALM):
            await self._second(self.market.ticks - 1, moving=tick < CALM - 30)
        await self._judge()
        self._bury(self.life, kill=True)

    async def _second(self, tick: int, *, moving: bool = True) -> None:
        if self.calm_since is None:
            self.world.tick()
        for asset, path in zip(self.market.assets, self.market.paths, strict=True):
            if moving and self.rng.random() < 0.6:
                self.world.trade(asset, path[tick], Decimal(self.rng.randint(0, 60)))
        if self.calm_since is None and tick % TICKS_OF_A_BAR == TICKS_OF_A_BAR - 1:
            self.market.grow()
        self._supervise()
        self._operate()
        await asyncio.sleep(1)

    def _calm(self) -> None:
        self.world.calm()
        self.calm_since = self.loop.now_ns()
        for life in self.lives:
            life.dies_at_write = life.full_at_write = None
            life.outside = 0.0
            self.loop._doomed.pop(life.name, None)
        self.operator = [(self.loop.time() + 20, "resume_pause")]
        if self.rng.random() < 0.15:
            self.operator.append((self.loop.time() + 1, "halt"))

    def _supervise(self) -> None:
        now, life = self.loop.time(), self.life
        if life is not None and self.restart_at is None:
            if self.loop.is_killed(life.name):
                self.outcome.crashes["process"] += 1
                self._bury(life)
            elif life.ended is not None:
                self.outcome.exits[life.ended.split(":")[0]] += 1
                if len(self.lives) > 400:
                    self.truth.claim("I8", False, "it never starts:", life.ended)
                self._bury(life, kill=True)
            else:
                if self.calm_since is None and self.rng.random() < 0.002:
                    self._second_engine(life)
                return
            self.restart_at = now + (1 if self.calm_since else self.rng.choice([0, 1, 3, 15]))
        if self.restart_at is not None and now >= self.restart_at:
            self._start()

    def _start(self) -> None:
        self.restart_at = None
        name = f"engine-{len(self.lives)}"
        life = Life(
            name,
            self.loop,
            self.world,
            self.truth,
            self.folder,
            MarketFeed(self.market),
            self.strategy(),
            self.plan,
            self.parts,
        )
        life.chance = self.chance
        if self.calm_since is None:
            life.outside = 0.01
            match self.rng.choice(["step", "step", "write", "write", "early", "none"]):
                case "step":
                    self.loop.kill_at_step(name, self.rng.randrange(50, 1500))
                case "early":
                    self.loop.kill_at_step(name, self.rng.randrange(1, 80))
                case "write":
                    life.dies_at_write = self.rng.randrange(1, 700)
                case "none":
                    if self.rng.random() < 0.1:
                        life.full_at_write = self.rng.randrange(1, 1000)
        self.lives.append(life)
        self.outcome.figures["lives"] += 1
        self.loop.spawn(life.run(), process=name)

    def _bury(self, life: Life | None, *, kill: bool = False) -> None:
        if kill:
            self.loop.kill(life.name)
        if life.journal is not None:
            life.journal.abandon()
            self.truth.lost()
        if life.exchange is not None:
            life.exchange.abandon()

    def _second_engine(self, life: Life) -> None:
        if life.journal is None:
            return
        try:
            second = Journal.open(self.folder / "journal.db", strategy="test", clock=self.loop.now_ns)
        except JournalLockedError:
            self.truth.claim("I15", True)
            return
        except JournalError:
            return  # the database itself was busy
        second.close()
        self.truth.claim("I15", False, "a second engine opened the journal")

    def _operate(self) -> None:
        life, now = self.life, self.loop.time()
        if life is None or not life.opened or life.ended or self.loop.is_killed(life.name):
            return
        session = life.session
        due = [name for at, name in self.operator if at <= now]
        self.operator = [(at, name) for at, name in self.operator if at > now]
        if self.calm_since is None:
            draw = self.rng.random()
            if draw < 0.003:
                due.append("halt")
            elif draw < 0.006:
                due.append("pause")
            halted = session.state in (EngineState.HALTED, EngineState.PAUSED)
            if halted and self.rng.random() < 0.05:
                due.append("resume")
        for name in due:
            self.outcome.figures[f"operator {name}"] += 1
            self.loop.spawn(self._command(session, name), process=life.name)

    async def _command(self, session, name: str) -> None:
        try:
            match name:
                case "halt":
                    await session.halt("enough for today", "operator")
                case "pause":
                    await session.pause()
                case "resume":
                    if session.parts.breakers.any_tripped():
                        await session.reset_breakers("operator", "looked at it")
                    await session.resume("operator", "looked at it")
                case "resume_pause":
                    if session.state is EngineState.PAUSED:
                        await session.resume("operator", "looked at it")
        except RustyBTError:
            self.outcome.figures["commands refused"] += 1

    # What must hold at the end.

    async def _judge(self) -> None:
        truth, outcome, life = self.truth, self.outcome, self.life
        claim = truth.claim
        session = life.session if life is not None else None
        alive = life is not None and life.opened and life.ended is None and not self.loop.is_killed(life.name)
        claim("I8", alive, "no engine stands:", None if life is None else life.ended)
        if not alive:
            outcome.ends["none"] += 1
            return
        state = session.state.value
        outcome.ends[state] += 1
        honest = not {*NOT_OURS, *LIES} & self.plan.faults.chances.keys()
        for kind, said in truth.records:
            if kind == "halt":
                by = said["operator"]
                outcome.figures[f"halt by {by}"] += 1
                outcome.figures["halt without cause"] += honest and by == "reconciliation"
        halt = session.parts.latch.read()
        reason = session.failure or (halt.reason if halt else "")
        if state in ("HALTED", "FAILED"):
            outcome.ends[f"{state}: {' '.join(reason.split()[:4])}"] += 1
        claim(
            "I8", state == "ARMED" or (state in ("HALTED", "FAILED") and reason), "it stands", state, reason
        )
        claim(
            "I9", state != "ARMED" or (halt is None and session.parts.breakers.can_trade()), "armed, halted"
        )
        claim("I9", not truth.book.latched or state != "ARMED", "armed, and its journal says halted")
        self._judge_orders(session, state)
        self._judge_journal(session, state)

    def _judge_orders(self, session, state: str) -> None:
        claim, venue = self.truth.claim, self.world.venue
        ours = {each for each in venue.accepted_ids() if each}
        theirs = {each.trade_id for each in venue.trades if each.order_id in ours}
        mine = set(session.orders.trade_ids())
        claim("I4", mine == theirs, "lost", sorted(theirs - mine)[:3], "invented", sorted(mine - theirs)[:3])
        claim(
            "I8",
            not session.orders.unknown(),
            "unknown",
            [each.order_id for each in session.orders.unknown()],
        )
        here = {each.order_id for each in session.orders.open()}
        there = {each.order_id for each in venue.open_orders() if each.order_id}
        claim("I8", here == there, "open here", sorted(here - there), "open there", sorted(there - here))
        standing = there & self.truth.book.cancels
        claim("I8", not standing, "cancelled, and open are", sorted(standing))
        if state in ("HALTED", "FAILED"):
            claim("I9", not there, "halted, and open are", sorted(there))
        for order_id in ours:
            claim("I1", len(venue.orders_of(order_id)) == 1, order_id, "accepted twice")
        foreign = [each for each in venue.trades if each.order_id not in ours]
        if foreign:
            claim("I4", state != "ARMED", "armed, although others traded")
        for order_id, count in self.truth.cancels.items():
            claim("I19", count <= 60, order_id, "cancelled", count, "times")
        tasks = [each for each in self.loop._living() if each.get_context().get(_process) == self.life.name]
        claim("I19", len(tasks) <= 12, "tasks", len(tasks))
        core = session.parts.core.venue
        if state == "FAILED":
            return
        core.check()
        own = [each for each in venue.trades if each.order_id in ours]
        cash = Fraction(self.plan.capital) - sum(
            Fraction(each.amount) * Fraction(each.price) + Fraction(each.fee) for each in own
        )
        claim("I6", Fraction(core.cash()) == cash, "cash", core.cash(), "the venue's", float(cash))
        claim("I6", bool(foreign) or core.cash() == venue.cash(), "cash", core.cash(), "venue", venue.cash())
        held: Counter[str] = Counter()
        for each in own:
            held[each.symbol] += each.amount
        positions = {row[0].symbol: row[1] for row in core.positions() if row[1]}
        claim("I6", positions == {s: a for s, a in held.items() if a}, positions, dict(held))

    def _judge_journal(self, session, state: str) -> None:
        claim, journal = self.truth.claim, session.parts.journal
        if journal.failed:
            return
        journal.flush()
        self.head = journal.head[1]
        records: list[JournalRecord] = []
        try:
            claim(
                "I11",
                verify_journal(journal.path, each=records.append).head_seq == len(records),
                "another head",
            )
        except RustyBTError as error:
            claim("I11", False, "the journal does not verify:", error)
        claim("I11", [r.seq for r in records] == list(range(1, len(records) + 1)), "records are missing")
        same = [(each.kind, dict(each.payload)) for each in records] == self.truth.records
        claim("I11", same, "the journal is not what was written")
        core = self.core()
        core.initialize()
        try:
            found = refold(records, core, breakers=self.plan.breakers(), gate=None)
        except RustyBTError as error:
            claim("I20", False, "the journal cannot be replayed:", error)
            return
        claim(
            "I20",
            found.orders.state()["orders"] == session.orders.state()["orders"],
            "a replay has other orders",
        )
        if state != "FAILED":
            claim("I20", core.venue.cash() == session.parts.core.venue.cash(), "a replay has other cash")
            claim(
                "I20",
                list(core.venue.positions()) == list(session.parts.core.venue.positions()),
                "a replay has other positions",
            )
        self.outcome.events += len(records)


@contextmanager
def _patched(patches):
    before = [(module, name, getattr(module, name)) for module, name, _ in patches]
    try:
        for module, name, value in patches:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def run_seed(
    seed: int, parts: Parts | None = None, *, bars: int = BARS, patches=(), canary: str = ""
) -> Outcome:
    """Run a seed to its end.

    Args:
        seed: Of everything.
        parts: A design; the true one by default.
        bars: How long the storm lasts.
        patches: Module, name and value of what a design replaces besides.
        canary: An invariant whose third check is to fail, whatever it finds.
    """
    quiet = logging.root.manager.disable
    gc.freeze()
    logging.disable(logging.CRITICAL)
    try:
        with _patched(patches):
            return _run(seed, parts or Parts(), bars, canary)
    finally:
        with warnings.catch_warnings():
            # A process that was killed leaves what it had begun: that is no fault of whoever is tested next.
            warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
            gc.collect()
        gc.unfreeze()
        logging.disable(quiet)


def _run(seed: int, parts: Parts, bars: int, canary: str) -> Outcome:
    where = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder, virtual_loop(start_ns=START_NS) as loop:
        Path(folder).chmod(0o700)
        storm = Storm(seed, loop, Path(folder), parts, bars)
        storm.truth.canary = canary
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(storm.main())
        finally:
            asyncio.set_event_loop(None)
            loop._hear_failures()
        outcome = storm.outcome
        outcome.found = storm.truth.found
        outcome.checks = storm.truth.checks
        outcome.faults = storm.world.faults.counts
        outcome.seconds = loop.time()
        outcome.steps = sum(loop.steps.values())
        outcome.digest = f"{storm.world.trace.digest()} {storm.head}"
        outcome.figures["orders"] = len(storm.world.venue.all_orders())
        outcome.figures["trades"] = len(storm.world.venue.trades)
        outcome.figures["cancels"] = sum(storm.truth.cancels.values())
        for context in loop.unhandled[:3]:
            storm.truth.claim("I8", False, "unheard:", context.get("message"), repr(context.get("exception")))
    return outcome
