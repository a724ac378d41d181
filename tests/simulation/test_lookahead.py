"""Nothing looks ahead: with garbage for a future, every strategy that we show decides the same until then."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import rustybt
from rustybt import DataCatalog, FixedSlippage, NoCommission, TradingAlgorithm
from rustybt.cli.demo_strategies import CrossSectionalMomentum, DualMovingAverage
from rustybt.exceptions import LookaheadError
from rustybt.testing import assert_no_lookahead, contents_of, made_up_contents
from tests.benchmarks.peers import SCRIPTS
from tests.benchmarks.strategies import WORKLOADS, Cross, Rank, zipline_functions
from tests.parity.recorded import FIXTURES, contents
from tests.parity.runs import RUNS, arguments_of, bundle_of, strategy_of

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
COSTLESS = {"commission": NoCommission(), "slippage": FixedSlippage(0)}
YEAR = {"start": date(2023, 1, 3), "end": date(2023, 12, 29)}
DAYS = {"start": date(2023, 3, 1), "end": date(2023, 3, 3)}


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The embedded bundle."""
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return contents_of(catalog, "sample")


@cache
def notebook_strategies():
    """The strategies that the notebooks define, by notebook."""
    found = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "rb.TradingAlgorithm)" in source:
                namespace = {"rb": rustybt}
                exec(compile(source, path.name, "exec"), namespace)
                found |= {
                    f"{path.stem}-{name}": made
                    for name, made in namespace.items()
                    if isinstance(made, type) and issubclass(made, TradingAlgorithm)
                }
    return found


@pytest.mark.parametrize("strategy", [DualMovingAverage, CrossSectionalMomentum])
def test_the_strategies_of_the_demo(sample, strategy):
    run = {"start": "2005-01-03", "end": "2012-12-31"}
    assert assert_no_lookahead(lambda: {"strategy": strategy}, sample, cuts=3, **run) > 10


@pytest.mark.parametrize("name", notebook_strategies())
def test_the_strategies_of_the_notebooks(sample, name):
    made = notebook_strategies()[name]
    run = {"start": "2005-01-03", "end": "2012-12-31"}
    assert assert_no_lookahead(lambda: {"strategy": made}, sample, cuts=3, **run) > 10


@pytest.mark.parametrize("name", RUNS)
def test_the_strategies_of_zipline(name):
    if not FIXTURES.is_dir():
        pytest.skip("the recorded zipline runs are not beside this checkout (../shared/fixtures)")
    bars = contents(bundle_of(name))
    assert assert_no_lookahead(lambda: strategy_of(name), bars, cuts=2, **arguments_of(name)) > 0


@pytest.mark.parametrize("workload", ["w1", "w2", "w4"])
def test_the_strategies_of_the_benchmarks(workload):
    spec, symbols, bars, run = made_up_workload(workload)
    made = {"sma": Cross, "rank": Rank}[spec["kind"]]
    compared = assert_no_lookahead(lambda: {"strategy": made(spec, symbols)}, bars, cuts=3, **run, **COSTLESS)
    assert compared > 10


@pytest.mark.parametrize("workload", ["w1", "w2", "w4"])
def test_the_strategies_of_the_benchmarks_on_pandas(workload):
    if not SCRIPTS.is_dir():
        pytest.skip("the scripts of the benchmarks are not beside this checkout (../shared/bench)")
    spec, symbols, bars, run = made_up_workload(workload)

    def functions():
        initialize, handle_data = zipline_functions(spec, symbols)
        return {"initialize": initialize, "handle_data": handle_data}

    assert assert_no_lookahead(functions, bars, cuts=2, frames="pandas", **run) > 10


def made_up_workload(workload):
    """A workload's strategy on little made-up data: its parameters, symbols, bundle and arguments of the run."""
    spec = WORKLOADS[workload]
    symbols = ["S0"] if spec["kind"] == "sma" else [f"S{sid}" for sid in range(15)]
    if spec.get("minute"):
        run = {**DAYS, "data_frequency": "minute"}
        return spec, symbols, made_up_contents(symbols, **DAYS, frequency="minute", seed=4), run
    return spec, symbols, made_up_contents(symbols, **YEAR, seed=3), YEAR


class MovesTime(TradingAlgorithm):
    """Tries to move its data to a bar that has not happened."""

    def initialize(self, context):
        self.asset = self.symbol("AAA")

    def handle_data(self, context, data):
        data.move_to(data.visible + 5, data.session_index + 5, data.now_ns)


class MovesTimeFromWithin(MovesTime):
    """The same, past the view and at the native bars themselves."""

    def handle_data(self, context, data):
        data._bars.advance(data.visible + 5, data.session_index + 5, data.now_ns)


@pytest.mark.parametrize("strategy", [MovesTime, MovesTimeFromWithin])
def test_access_past_the_simulation_time_raises(tmp_path, strategy):
    catalog = DataCatalog(tmp_path)
    catalog.write("made-up", made_up_contents(["AAA"], **YEAR))
    with pytest.raises(LookaheadError, match="bar"):
        rustybt.run_algorithm(strategy=strategy, bundle="made-up", catalog=catalog, progress=False, **YEAR)


def test_a_fill_that_cannot_be_is_an_error_and_no_panic(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.write("made-up", made_up_contents(["AAA"], **YEAR))

    class Sells(TradingAlgorithm):
        def initialize(self, context):
            self.asset = self.symbol("AAA")

        def handle_data(self, context, data):
            self.order(self.asset, -1)

    with pytest.raises(rustybt.RustyBTError, match="bar 1 "):
        rustybt.run_algorithm(
            strategy=Sells,
            bundle="made-up",
            catalog=catalog,
            slippage=FixedSlippage(1000),
            progress=False,
            **YEAR,
        )
