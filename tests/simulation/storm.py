"""One seed: a market, a venue, the weather, an engine that dies and comes back, and what must hold at the end."""

from __future__ import annotations

import asyncio
import gc
import logging
import tempfile
import warnings
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from random import Random

from rustybt.exceptions import RustyBTError
from rustybt.live.feeds import market_events
from rustybt.live.journal import JournalReader
from rustybt.live.session_parts import EngineState
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.testing.virtual_time import virtual_loop
from rustybt.testing.world import World
from tests.simulation.intruders import open_same_account, open_same_journal
from tests.simulation.lives import Life, Parts
from tests.simulation.markets import TICKS_OF_A_BAR, Market, MarketFeed
from tests.simulation.plans import Outcome, Plan
from tests.simulation.truth import Truth
from tests.simulation.verdicts import judge

START_NS = 1_700_000_000_000_000_000
CALM = 120
BARS = 80
MEMORY = Path("/dev/shm")


class Storm:
    """A seed on its way."""

    def __init__(self, seed: int, loop, folder: Path, parts: Parts, bars: int) -> None:
        self.rng = Random(seed)
        self.chance = Random(seed + 1_000_000)
        self.power = Random(seed + 3_000_000)
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
        self.hasty = False
        self.intruders = 0
        self.operator: list[tuple[float, str]] = []

    def core(self):
        choices = RunChoices(capital_base=Decimal(self.plan.capital), arena="live", seed=self.plan.seed)
        return self.parts.core(self.strategy(), MarketFeed(self.market), choices, reported=True)

    def shadow_core(self, strategy):
        choices = RunChoices(capital_base=Decimal(self.plan.capital), arena="shadow", seed=self.plan.seed)
        return StrategyCore(strategy, MarketFeed(self.market), choices, reported=False)

    def strategy(self):
        made = self.parts.blind if self.plan.shadowed else self.parts.strategy
        return made(bars=self.plan.bars, fails_at=self.plan.fails_at)

    def shadow_strategy(self):
        strategy = self.strategy()
        strategy.fails_at = self.plan.shadow_fails_at or self.plan.fails_at
        return strategy

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
            if self.hasty and self.truth.found:
                self._bury(self.life, kill=True)
                return
        self._calm()
        for tick in range(CALM):
            await self._second(self.market.ticks - 1, moving=tick < CALM - 30)
        judge(self)
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
                if self.calm_since is None and self.rng.random() < 0.004:
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
        if self.plan.shadowed:
            life.shadow_core = self.shadow_core(self.shadow_strategy())
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
            self._lose(life)
        if life.exchange is not None:
            life.exchange.abandon()
        if life.account is not None:
            life.account.release()

    def _lose(self, life: Life) -> None:
        journal, kept = life.journal, None
        cut = life.disk is not None and not journal._closed and not journal.failed
        if cut and self.loop.is_killed(life.name) and self.power.random() < 0.5:
            self.outcome.crashes[f"power {life.disk.cut_power(journal, self.power)}"] += 1
            with JournalReader.open(journal.path) as left:
                kept = left.head[0]
        else:
            journal.abandon()
        self.truth.lost(kept)

    def _second_engine(self, life: Life) -> None:
        if life.opened and self.power.random() < 0.5:
            self.intruders += 1
            told = open_same_account(self, life, self.intruders)
            self.loop.spawn(told, process=f"second-{self.intruders}")
        elif life.journal is not None:
            open_same_journal(self)

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
    seed: int,
    parts: Parts | None = None,
    *,
    bars: int = BARS,
    patches=(),
    canary: str = "",
    hasty: bool = False,
) -> Outcome:
    """Run a seed to its end.

    Args:
        seed: Of everything.
        parts: A design; the true one by default.
        bars: How long the storm lasts.
        patches: Module, name and value of what a design replaces besides.
        canary: An invariant whose third check is to fail, whatever it finds.
        hasty: Whether the first violation ends it.
    """
    quiet = logging.root.manager.disable
    gc.freeze()
    logging.disable(logging.CRITICAL)
    try:
        with _patched(patches):
            return _run(seed, parts or Parts(), bars, canary, hasty=hasty)
    finally:
        with warnings.catch_warnings():
            # A process that was killed leaves what it had begun: that is no fault of whoever is tested next.
            warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
            gc.collect()
        gc.unfreeze()
        logging.disable(quiet)


def _run(seed: int, parts: Parts, bars: int, canary: str, *, hasty: bool) -> Outcome:
    where = MEMORY if MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="rustybt-storm-", dir=where) as folder,
        virtual_loop(start_ns=START_NS) as loop,
    ):
        Path(folder).chmod(0o700)
        storm = Storm(seed, loop, Path(folder), parts, bars)
        storm.truth.canary, storm.hasty = canary, hasty
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
