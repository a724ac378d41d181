"""The page docs/benchmarks-research.md, written from the numbers of ``make bench-research``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from tests.benchmarks.document import figure, judged_lines, machine, markdown
from tests.benchmarks.peers import PEERS, ROOT
from tests.benchmarks.report import Floor

PAGE = ROOT / "docs" / "benchmarks-research.md"
STUDY = "rustybt, vector mode, `rb.optimize` in one process"
ONE = "rustybt, vector mode, one worker"
TWO = "rustybt, vector mode, two workers"
EVENT = "rustybt, event mode, two workers"
OURS = (STUDY, ONE, TWO, EVENT)
SECOND = "vectorbt, second call"
VECTORS = (*OURS, PEERS["vectorbt"].label, SECOND)
HEAD = ["engine", "runs", "backtests", "median s", "backtests a second", "times ours"]

INTRODUCTION = """\
# Benchmarks of research

Written by `PEERS=all make bench-research`; do not edit. `RUNS=` sets the rounds; without `PEERS` only our own modes are
measured, and printed.

{machine}. {when}. Load before the first run {load:.2f}.

W5 of `../shared/bench`: a crossing of two averages on 5,000 daily bars, fast 5 to 29 and slow 30 to 69, 1,000 pairs;
$1,000,000, no costs, whole shares. Every trial of ours is a whole run of the exact ledger, and every one is kept in the
study's file. Results are identical in all our modes, to the last bit of every objective: {identical}. The pair {pair}
ends with {value}, as with two other engines that fill at the next close: {expected}.

The first row is `rb.optimize` as a user calls it: the search, the runs, the objective and the file. The rows of workers
are timed from the first batch handed in to the last value read, on as many processors as there are workers. The other
engines run their own sweep, or a loop where they have none; slower ones take an evenly spread part of the pairs. The
median of the rounds counts, and "times ours" is the time of one backtest beside one of our first row.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One engine, or one mode of ours: seconds of each of its runs."""

    label: str
    backtests: int = 0
    seconds: Sequence[float] = ()
    error: str = ""

    @property
    def each(self) -> float:
        """Seconds of one backtest, by the median run."""
        return median(self.seconds) / self.backtests


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that a run of the bench found."""

    rows: Sequence[Row]
    identical: bool
    pair: str
    value: str
    expected: str
    load: float
    memory: tuple[float, float] = (0.0, 0.0)
    trials: int = 10_000
    calls: Sequence[list[str]] = field(default_factory=tuple)

    def row(self, label: str) -> Row | None:
        """The row of a label, if it ran."""
        return next((row for row in self.rows if row.label == label and row.seconds), None)


def table(found: Found) -> list[list[str]]:
    """Ours first, then the others by time."""
    ours = found.row(STUDY)
    done = [row for row in found.rows if row.seconds]
    done.sort(key=lambda row: (OURS.index(row.label) if row.label in OURS else len(OURS), row.each))
    lines = [
        [row.label, str(len(row.seconds)), f"{row.backtests:,}", f"{median(row.seconds):.3f}",
         f"{1 / row.each:,.1f}", figure(row.each / ours.each) if ours else ""]
        for row in done
    ]  # fmt: skip
    return lines + [[row.label, "0", "", "failed", row.error, ""] for row in found.rows if not row.seconds]


def floors(found: Found) -> list[Floor]:
    """What issue 4 asks for, as far as what ran can say."""
    study, one, two, event = (found.row(label) for label in OURS)
    judged = []
    if study:
        seconds = median(study.seconds)
        judged.append(Floor("vector mode: seconds of the study in one process", seconds, 0.3, at_most=True))
        judged.append(Floor("vector mode: backtests a second in one process", 1 / study.each, 3_000))
    if one and two:
        judged.append(
            Floor("vector mode: times the backtests of one worker with two", one.each / two.each, 1.8)
        )
    if event:
        judged.append(Floor("event mode: backtests a second with two workers", 1 / event.each, 100))
        others = [row for row in found.rows if row.seconds and row.label not in VECTORS]
        if others:
            best = min(others, key=lambda row: row.each)
            what = f"event mode: times faster than {best.label}, the fastest event-driven"
            judged.append(Floor(what, best.each / event.each, 3))
    vectorbt = found.row(SECOND)
    if study and vectorbt:
        judged.append(
            Floor("vector mode: times faster than vectorbt's second call", vectorbt.each / study.each, 1)
        )
    if found.memory[0]:
        what = f"peak memory after {found.trials:,} trials, times that after 1,000"
        judged.append(Floor(what, found.memory[1] / found.memory[0], 1.1, at_most=True))
    return judged


def page(found: Found) -> str:
    """The whole page."""
    introduction = INTRODUCTION.format(
        machine=machine(),
        when=f"{datetime.now(UTC):%Y-%m-%d}",
        load=found.load,
        identical="yes" if found.identical else "**no**",
        pair=found.pair,
        value=f"{float(found.value):,.2f}",
        expected=f"{float(found.expected):,.2f}",
    )
    parts = [
        introduction,
        "## What is wanted\n\n" + markdown(["", "found", "wanted", ""], judged_lines(floors(found))),
        "## A sweep of 1,000 backtests\n\n" + markdown(HEAD, table(found)),
        f"Peak memory: {found.memory[0]:,.0f} MB after 1,000 trials of vector mode, {found.memory[1]:,.0f} MB after "
        f"{found.trials:,}.\n",
        "## Where the time of a study goes\n\nOne `rb.optimize` of the first row, by function (cProfile, which makes "
        "small calls look dearer than they are).\n\n"
        + markdown(["function", "calls", "own ms", "share %"], list(found.calls)),
    ]
    return "\n".join(parts)
