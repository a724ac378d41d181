"""The engine in simulated storms: the true one holds, broken ones are caught, and what is checked can fail.

What fits into a minute and a half on two cores runs here: 300 seeds of the true engine, 180 of them of half the length,
and up to 12 of each broken design. `make simulate SEEDS=2000` runs more, all of full length;
`make simulate SEEDS=200 DESIGN=all` gives every design its 200.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.campaign import CHECKED, Figures, caught, one
from tests.simulation.designs import DESIGNS
from tests.simulation.storm import BARS

ROOT = Path(__file__).parents[2]
BLOCKS, LONG_BLOCKS, SEEDS_OF_A_BLOCK = 30, 12, 10
TRIES = 12
FIRST = {
    "cancels_once": 22,
    "counts_are_forgotten": 45,
    "halt_cancels_nothing": 22,
    "late_fills_dropped": 8,
    "lost_shadow_halts": 26,
    "lost_shadow_is_silent": 26,
    "not_found_for_three_seconds": 11,
    "not_found_means_rejected": 11,
    "outsiders_ignored": 31,
    "pauses_are_forgotten": 13,
}
"""The seed to begin with, of the designs that need a rarer storm; from 0 on each of them is caught within 200."""


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_invariant_breaks_in_any_storm(block):
    figures = Figures()
    for seed in range(block * SEEDS_OF_A_BLOCK, (block + 1) * SEEDS_OF_A_BLOCK):
        figures.add(one(seed, bars=BARS if block < LONG_BLOCKS else BARS // 2))
    assert figures.failed == {}
    part = 1 if block < LONG_BLOCKS else 2
    assert figures.crashes > SEEDS_OF_A_BLOCK // part
    assert sum(figures.faults.values()) > 20 * SEEDS_OF_A_BLOCK // part
    assert figures.hours > SEEDS_OF_A_BLOCK * 0.16 / part


@pytest.mark.parametrize("name", sorted(DESIGNS))
def test_a_broken_design_is_caught(name):
    assert caught(name, TRIES, FIRST.get(name, 0)) is not None, DESIGNS[name].what


def test_there_are_enough_broken_designs():
    assert len(DESIGNS) >= 25
    assert DESIGNS.keys() >= FIRST.keys()


@pytest.mark.parametrize("name", CHECKED)
def test_a_canary_is_heard(name):
    told = (one(seed, canary=name, bars=25, hasty=True).found for seed in range(40))
    assert any(found and found[0].startswith(f"{name}: a canary") for found in told)


SCRIPT = """
from tests.simulation.campaign import one
for seed in range(4):
    outcome = one(seed, bars=30)
    print(outcome.digest, outcome.steps, outcome.found, sorted(outcome.faults.items()))
"""


def test_a_seed_is_the_same_in_a_process_with_another_hash_seed():
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
    assert runs[0].count("\n") == 4
    assert runs[0] == runs[1]
