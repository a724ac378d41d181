"""Where the time of a run goes, stage by stage: ``python -m tests.benchmarks.stages CATALOG``.

Prints one JSON line: for each workload the seconds of opening the bundle, of the loop with an empty strategy, of the
loop with the workload's strategy and of the result's frames, and the cost of an empty bar and of one fill.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from statistics import median

from rustybt import BacktestResult, DataCatalog, FixedSlippage, NoCommission, TradingAlgorithm
from rustybt.algorithm.algorithm import RunSettings
from rustybt.algorithm.context import running
from rustybt.backtest.provenance import Provenance
from rustybt.engine.simulated_venue import SimulatedVenue
from tests.benchmarks.engine import CASH
from tests.benchmarks.peers import say
from tests.benchmarks.strategies import WORKLOADS, Cross, Empty, Rank

TURNS = 5


class Stage:
    """A workload whose loop can be walked again and again in one process."""

    def __init__(self, catalog: DataCatalog, workload: str) -> None:
        self.spec = WORKLOADS[workload]
        self.frequency = "minute" if self.spec.get("minute") else "daily"
        self.start, self.end = catalog.coverage(workload, self.frequency)
        self.finder = catalog.asset_finder(workload)
        self.symbols = sorted(asset.symbol for asset in self.finder)
        begun = time.perf_counter()
        self.panel = catalog.load_panel(workload, end=self.end, frequency=self.frequency)
        self.venue()
        self.open_s = time.perf_counter() - begun

    def venue(self) -> SimulatedVenue:
        """A fresh account at the first bar."""
        venue = SimulatedVenue(self.panel, start=self.start, capital_base=Decimal(CASH))
        venue.set_commission(None, NoCommission())
        venue.set_slippage(None, FixedSlippage(0))
        return venue

    def walk(self, strategy: TradingAlgorithm) -> tuple[float, float]:
        """Seconds of the loop, and of the frames of its result."""
        venue = self.venue()
        settings = RunSettings(
            finder=self.finder,
            start=self.start,
            end=self.end,
            data_frequency=self.frequency,
            capital_base=str(CASH),
        )
        hooks = strategy.attach(venue, settings)
        with running(strategy):
            venue.call_strategy("initialize", strategy.call_initialize, hooks.context)
            begun = time.perf_counter()
            venue.run(hooks)
            walked = time.perf_counter()
            result = BacktestResult(venue.record_of_run(), provenance=_provenance(self), name="stages")
            assert all(
                frame is not None for frame in (result.performance, result.orders, result.transactions)
            )
        return walked - begun, time.perf_counter() - walked

    def strategy(self) -> TradingAlgorithm:
        """The workload's strategy."""
        return {"sma": Cross, "rank": Rank}[str(self.spec["kind"])](self.spec, self.symbols)


class EveryBar(TradingAlgorithm):
    """Buy one share of each asset in the first bar, sell it in the next and so on, and note the time between two bars.

    Args:
        assets: What to trade.
        once: Whether to stop after the first bar, and hold.
    """

    def __init__(self, assets, *, once=False):
        super().__init__()
        self.assets, self.once = assets, once
        self.left, self.side = 0, 1
        self.gaps = []

    def initialize(self, context):
        pass

    def handle_data(self, context, data):
        if self.left:
            self.gaps.append(time.perf_counter_ns() - self.left)
        for asset in self.assets:
            self.order(asset, self.side)
        if self.once:
            self.assets = []
        self.side = -self.side
        self.left = time.perf_counter_ns()


def _provenance(stage: Stage) -> Provenance:
    panel = stage.panel
    return Provenance(
        bundle=panel.bundle, version=panel.version, sha256=panel.sha256, code="", strategy="stages",
        start=str(stage.start), end=str(stage.end), data_frequency=stage.frequency, capital_base=str(CASH),
        seed=0, parameters={}, packages={},
    )  # fmt: skip


def stages(stage: Stage) -> dict[str, float]:
    """Median seconds of each stage."""
    empty = [stage.walk(Empty(stage.spec, stage.symbols)) for _ in range(TURNS)]
    whole = [stage.walk(stage.strategy()) for _ in range(TURNS)]
    return {
        "open_s": stage.open_s,
        "empty_loop_s": median(loop for loop, _ in empty),
        "loop_s": median(loop for loop, _ in whole),
        "frames_s": median(frames for _, frames in whole),
        "bars": len(stage.panel.times_ns),
        "empty_bar_ns": median(loop for loop, _ in empty) * 1e9 / len(stage.panel.times_ns),
    }


def fill_ns(stage: Stage) -> float:
    """Nanoseconds of one native fill: order matched, ledger changed, fill recorded.

    From the end of a callback that ordered to the next one, less the time between bars in which nothing fills; the
    shares that are bought are held every other bar, where they are marked and recorded, so half of that is taken off
    too.
    """

    def gap(strategy: EveryBar) -> float:
        stage.walk(strategy)
        pairs = zip(strategy.gaps[2::2], strategy.gaps[3::2], strict=False)
        return median(bought + sold for bought, sold in pairs) / 2

    assets = list(stage.finder)
    trading, holding, idle = (
        median(gap(made()) for _ in range(TURNS))
        for made in (lambda: EveryBar(assets), lambda: EveryBar(assets, once=True), lambda: EveryBar([]))
    )
    return (trading - (holding + idle) / 2) / len(assets)


def main() -> None:
    """Measure every workload and print."""
    catalog = DataCatalog(sys.argv[1])
    found: dict[str, object] = {}
    for workload in ("w1", "w2", "w4", "w3"):
        stage = Stage(catalog, workload)
        found[workload] = stages(stage)
        if workload == "w3":
            found["fill_ns"] = fill_ns(stage)
    say(json.dumps(found))


if __name__ == "__main__":
    main()
