"""The functions that a run of ours spends its time in, from cProfile in a fresh process."""

from __future__ import annotations

import pstats
import subprocess
from pathlib import Path

from tests.benchmarks.peers import CACHE, ROOT
from tests.benchmarks.runs import our_command

WORKLOADS = ("w1", "w2", "w4", "w3")


def profiled(workload: str, mode: str = "native", most: int = 8) -> list[list[str]]:
    """The functions with the most time of their own: name, calls, milliseconds, share of the whole in percent."""
    dump = CACHE / f"{workload}-{mode}.profile"
    command = [*our_command(workload, mode), "--profile", str(dump)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return dearest(pstats.Stats(str(dump)), most)


def dearest(profile: pstats.Stats, most: int) -> list[list[str]]:
    """The same of a profile that is there."""
    stats = profile.stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in stats.values())
    found = sorted(stats.items(), key=lambda item: -item[1][2])[:most]
    return [
        [_name(*place), f"{calls:,}", f"{own * 1e3:.1f}", f"{own / whole * 100:.0f}"]
        for place, (_, calls, own, _, _) in found
    ]


def _name(file: str, line: int, function: str) -> str:
    if file == "~":
        return f"`{function.strip('<>')}`"
    path = Path(file)
    parts = path.parts
    for top in ("site-packages", ROOT.name):
        if top in parts:
            return f"`{'/'.join(parts[parts.index(top) + 1 :])}:{function}`"
    return f"`{path.name}:{function}`"
