"""The recorded runs that use only the surface of ours, and how they are run again."""

from __future__ import annotations

import pytest

from rustybt import run_algorithm
from tests.parity import strategies
from tests.parity.recorded import PERF, benchmark_of, functions_of, recording

AUTHORED = ("dev_weekly_rebalance", "dev_dividends", "dev_minute_channel", "dev_minute_slices")
EXAMPLES = ("buyapple", "dual_moving_average", "buy_and_hold")
OFFICIAL = ("buyapple", "dual_moving_average")
RUNS = [
    *(pytest.param(f"authored/{name}", id=name) for name in AUTHORED),
    *(pytest.param(f"examples/example_{name}__dev-wiki-daily", id=f"example-{name}") for name in EXAMPLES),
    *(pytest.param(f"official/official_{name}", id=f"official-{name}") for name in OFFICIAL),
]


def strategy_of(name):
    """The functions of a recorded strategy, by the name of its recording."""
    source = PERF / f"{name}.py"
    if source.exists():
        return functions_of(source)
    return getattr(strategies, name.split("_", 1)[1].split("__")[0])()


def bundle_of(name):
    """The bundle of a recorded run."""
    return "example-data" if name.startswith("official") else recording(name).meta["params"]["bundle"]


def arguments_of(name):
    """What a recorded run was asked for, but for its strategy and its data."""
    recorded = recording(name)
    parameters = recorded.meta["params"]
    return {
        "start": recorded.perf["period_open"].dt.date()[0],
        "end": parameters["end"][:10],
        "capital_base": parameters["capital_base"],
        "data_frequency": parameters.get("data_frequency", "daily"),
        "benchmark_returns": benchmark_of(recorded),
        "frames": "pandas",
    }


def run_recorded(name, catalog_with):
    """Run a recorded strategy from the first recorded session to the recorded end."""
    bundle = bundle_of(name)
    return run_algorithm(
        **strategy_of(name),
        **arguments_of(name),
        bundle=bundle,
        catalog=catalog_with(bundle),
        progress=False,
    )
