"""Simulated storms by the seed: `python -m tests.simulation.campaign --seeds 2000`, with figures.

A seed is a market of some minutes, an account at a venue that misbehaves (a swarm: each seed has some of the faults and
not the others), an operator who halts, pauses and resumes, and an engine whose process is killed at any await and any
write, whose disk may be full, whose machine may lose its power within a commit, beside which a second engine may be
started, and which is started again each time. Then the faults stop, and 120 virtual seconds later the session must
stand ARMED with the state of the venue, or HALTED or FAILED with a reason.

The invariants of the reliability study; "risk" is an order that does not only reduce, by the checker's own arithmetic.

| invariant | when it is checked | what must hold |
|---|---|---|
| I1 no duplicate | acceptance, sending, intent; end | one intent, one sending, one order at the venue for each id |
| I2 write-ahead | sending, acceptance | its intent is among the committed records |
| I3 evidence | record of an end; acceptance | the venue's book agrees; nothing that was called refused is taken |
| I4 fills | record of a fill; end | it is a trade of the venue; none is missing; not armed after others traded |
| I5 exactly once | record of a fill, fill told to the core | it is the first of its trade id |
| I6 ledger | turn; end | positions are the sums of the fills told, and with the cash the venue's |
| I7 exact | turn | the cash equals a sum in fractions |
| I8 restart | end | ARMED, or HALTED with a reason; nothing UNKNOWN; open orders are the venue's; no cancel stands |
| I9 halt | admission, sending of risk; end | no latch, halt, pause, breaker stands; halted means no open order |
| I10 UNKNOWN | admission of risk | nothing is UNKNOWN in its asset; the worst case is bounded |
| I11 audit | record; crash; end | it is the next one; a commit is kept whole or not at all; the chain verifies |
| I12 time | market event, turn | all in their order, none twice, none left out, through every crash |
| I13 gate | sending; admission of risk | it was admitted, by its lane; open orders and orders a minute within limits |
| I14 freshness | admission of risk | its mark is young, no lane is down, the account was compared, ARMED |
| I15 one writer | now and then | a second engine gets neither the journal nor the account |
| I16 determinism | tests/simulation/test_campaign.py | a seed is the same in a process with another hash seed |
| I17 isolation | not here | one process is simulated; `make kill-test` kills real kernels and engines |
| I18 secrets | not here | the simulated exchange has none; tests/live/test_redaction.py, test_credentials.py |
| I19 bounded | turn; end | requests under way, tasks of the process, cancels of an order |
| I20 backtest = live | end | a fresh core that is fed the journal has the same effects, orders, positions and cash |
| S1 shadow's market | market event of the shadow | it is the next one that the journal holds, after each crash too |
| S2 shadow's signals | each look; end | they are a backtest's; live, deciding by bars alone, agrees; nothing trips |
| S3 shadow's loss | each look; halt; end | it is lost by its own failure only, which is journalled and halts nothing |

That one flipped bit is found (I11) is tested in tests/live/test_journal_damage.py.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

from tests.simulation.designs import DESIGNS
from tests.simulation.plans import Outcome
from tests.simulation.storm import BARS, run_seed

SHOW_SECONDS = 30
CHECKED = (*(f"I{n}" for n in range(1, 21) if n not in (16, 17, 18)), "S1", "S2", "S3")


@dataclass(slots=True)
class Figures:
    """What many seeds came to."""

    seeds: int = 0
    failed: dict[int, list[str]] = field(default_factory=dict)
    events: int = 0
    steps: int = 0
    hours: float = 0.0
    crashes: int = 0
    cuts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        self.seeds += 1
        if outcome.found:
            self.failed[outcome.seed] = outcome.found
        self.events += outcome.events
        self.steps += outcome.steps
        self.hours += outcome.seconds / 3600
        self.crashes += outcome.crashes["process"]
        self.cuts += outcome.crashes - Counter(process=outcome.crashes["process"])
        self.faults += outcome.faults
        self.checks += outcome.checks
        self.counts += outcome.figures
        self.ends += outcome.ends
        self.exits += outcome.exits

    def told(self, seconds: float) -> Iterator[str]:
        yield (
            f"{self.seeds} seeds, {self.events} records, {self.steps} steps, {self.hours:.1f} virtual hours, "
            f"{self.crashes} crashes, {sum(self.faults.values())} faults, {len(self.failed)} seeds with violations, "
            f"{self.seeds / seconds:.2f} seeds/s, {seconds:.0f} s"
        )
        yield "faults: " + _list(self.faults)
        yield "power cuts within a commit, and what was left of it: " + _list(self.cuts)
        yield "counts: " + _list(self.counts)
        yield "left by themselves: " + _list(self.exits)
        yield "stood at the end: " + _list(Counter({k: n for k, n in self.ends.items() if ":" not in k}))
        yield "halted for: " + _list(Counter({k: n for k, n in self.ends.items() if ":" in k}))
        yield "checks: " + " ".join(f"{name} {self.checks[name]}" for name in CHECKED)


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common()) or "none"


def one(seed: int, *, name: str = "", canary: str = "", bars: int = BARS, hasty: bool = False) -> Outcome:
    """Run a seed of the true engine, or of a broken design.

    Args:
        seed: Of everything.
        name: Of the design; "" for the true one.
        canary: An invariant that is to fail.
        bars: How long the storm lasts.
        hasty: Whether the first violation ends it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of coroutines that were killed before they began
        if not name:
            return run_seed(seed, bars=bars, canary=canary, hasty=hasty)
        design = DESIGNS[name]
        return run_seed(seed, design.made(), bars=bars, patches=design.patches, canary=canary, hasty=hasty)


def outcomes(seeds: Iterable[int], *, jobs: int, name: str = "") -> Iterator[Outcome]:
    """Yield the outcomes of seeds as they come."""
    if jobs == 1:
        yield from (one(seed, name=name) for seed in seeds)
        return
    with get_context("forkserver").Pool(jobs) as pool:
        yield from pool.imap_unordered(partial(one, name=name), seeds)


def caught(name: str, most: int, first: int = 0) -> tuple[int, str] | None:
    """Return the first seed of so many that catches a broken design and what it says, or None."""
    for seed in range(first, first + most):
        found = one(seed, name=name, hasty=True).found
        if found:
            return seed, found[0]
    return None


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _designs(names: Iterable[str], most: int, jobs: int) -> int:
    missed = 0
    names = list(names)
    with get_context("forkserver").Pool(jobs) as pool:
        for name, found in zip(names, pool.imap(partial(caught, most=most), names), strict=True):
            if found is None:
                missed += 1
            told = (
                f"NOT CAUGHT within {most} seeds" if found is None else f"seed {found[0]:3}  {found[1][:110]}"
            )
            _say(f"{name:32} {told}")
    _say(f"{len(names)} designs, {missed} not caught")
    return missed


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Simulate the live engine against a faulty exchange.")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--design", choices=[*DESIGNS, "all"], help="a broken design, or all of them")
    given = parser.parse_args(arguments)
    if given.design == "all":
        return 1 if _designs(DESIGNS, given.seeds, given.jobs) else 0
    figures, began = Figures(), time.monotonic()
    shown = began
    for outcome in outcomes(
        range(given.first, given.first + given.seeds), jobs=given.jobs, name=given.design or ""
    ):
        figures.add(outcome)
        if time.monotonic() - shown >= SHOW_SECONDS:
            shown = time.monotonic()
            _say(f"... {figures.seeds} of {given.seeds} seeds, {len(figures.failed)} with violations")
        for words in outcome.found[:3]:
            _say(f"seed {outcome.seed}: {words}")
        if outcome.found:
            which = f" --design {given.design}" if given.design else ""
            _say(
                f"  again: python -m tests.simulation.campaign --first {outcome.seed} --seeds 1 --jobs 1{which}"
            )
    for line in figures.told(time.monotonic() - began):
        _say(line)
    unchecked = [name for name in CHECKED if not figures.checks[name]]
    if unchecked and given.seeds >= 50:
        _say(f"never checked: {', '.join(unchecked)}")
        return 1
    return 1 if figures.failed else 0


if __name__ == "__main__":
    sys.exit(main())
