"""The engine in simulated storms: the true one holds, broken ones are caught, and what is checked can fail.

What fits into a minute and a half on two cores runs here; `make simulate SEEDS=2000` runs more.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.campaign import CHECKED, Figures, caught, one
from tests.simulation.designs import DESIGNS

ROOT = Path(__file__).parents[2]
BLOCKS, SEEDS_OF_A_BLOCK = 10, 15
TRIES = 12


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_invariant_breaks_in_any_storm(block):
    figures = Figures()
    for seed in range(block * SEEDS_OF_A_BLOCK, (block + 1) * SEEDS_OF_A_BLOCK):
        figures.add(one(seed))
    assert figures.failed == {}
    assert figures.crashes > SEEDS_OF_A_BLOCK
    assert sum(figures.faults.values()) > 20 * SEEDS_OF_A_BLOCK
