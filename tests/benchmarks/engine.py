"""One run of ours in a fresh process: ``python -m tests.benchmarks.engine w1 DATA CATALOG [--mode ...]``.

Prints one JSON line. What is timed begins with the engine's call of ``initialize`` and ends with the frames of
performance, orders and transactions in hand, as for zipline from the call of ``initialize`` to its performance frame.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import resource
import time
from pathlib import Path

import polars as pl

from rustybt import BundleContents, DataCatalog, Equity, FixedSlippage, NoCommission, run_algorithm
from tests.benchmarks.peers import say
from tests.benchmarks.strategies import WORKLOADS, Cross, Empty, Rank, zipline_functions

CASH = 1_000_000
MODES = ("native", "pandas", "empty")


def ingest(catalog: DataCatalog, data: Path, workload: str) -> None:
    """Write the workload's bars as a bundle, and read it once, as the other stores are made before the runs."""
    frame = pl.read_parquet(data / f"{workload}.parquet")
    minute = bool(WORKLOADS[workload].get("minute"))
    days = frame["date"].cast(pl.Date)
    frame = frame.with_columns(
        pl.col("date").dt.replace_time_zone("UTC").alias("timestamp") if minute else days.alias("date")
    ).sort("symbol", "timestamp" if minute else "date")
    life = {"start_date": days.min(), "end_date": days.max()}
    assets = [Equity(sid, name, **life) for sid, name in enumerate(sorted(frame["symbol"].unique()))]
    bars = {"minute_bars" if minute else "daily_bars": frame}
    catalog.write(workload, BundleContents(assets=assets, **bars))
    panel = catalog.load_panel(workload, frequency="minute" if minute else "daily")
    for field in ("close", "volume"):
        panel.field(field)


def run(catalog: DataCatalog, workload: str, mode: str, profile: Path | None = None) -> dict[str, object]:
    """Run a workload once and say what it took."""
    spec = WORKLOADS[workload]
    frequency = "minute" if spec.get("minute") else "daily"
    start, end = catalog.coverage(workload, frequency)
    begun = {}
    profiler = cProfile.Profile() if profile else None
    symbols = sorted(asset.symbol for asset in catalog.asset_finder(workload))
    arguments = _strategy(spec, symbols, mode, begun, profiler)
    called = time.perf_counter()
    result = run_algorithm(
        **arguments,
        start=start,
        end=end,
        bundle=workload,
        catalog=catalog,
        capital_base=CASH,
        data_frequency=frequency,
        commission=NoCommission(),
        slippage=FixedSlippage(0),
        progress=False,
    )
    frames = (result.performance, result.orders, result.transactions)
    seconds, used = time.perf_counter() - begun["at"], time.process_time() - begun["cpu"]
    if profiler:
        profiler.disable()
        profiler.dump_stats(profile)
    return {
        "peer": "rustybt",
        "workload": workload,
        "mode": mode,
        "setup_s": begun["at"] - called,
        "sim_s": seconds,
        "sim_cpu_s": used,
        "final_value": str(frames[0]["portfolio_value"][-1]),
        "orders": frames[1].height,
        "fills": frames[2].height,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _strategy(
    spec: dict[str, object],
    symbols: list[str],
    mode: str,
    begun: dict[str, float],
    profiler: cProfile.Profile | None,
) -> dict[str, object]:
    """The strategy as arguments of ``run_algorithm``; it notes in ``begun`` when it is initialised."""

    def start() -> None:
        if profiler:
            profiler.enable()
        begun["cpu"] = time.process_time()
        begun["at"] = time.perf_counter()

    if mode == "pandas":
        initialize, handle_data = zipline_functions(spec, symbols)

        def marked(context):
            start()
            initialize(context)

        return {"initialize": marked, "handle_data": handle_data, "frames": "pandas"}
    base = Empty if mode == "empty" else {"sma": Cross, "rank": Rank}[str(spec["kind"])]

    class Marked(base):
        def initialize(self, context):
            start()
            super().initialize(context)

    return {"strategy": Marked(spec, symbols)}


def main() -> None:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("data", type=Path)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("--mode", choices=MODES, default="native")
    parser.add_argument("--ingest", action="store_true", help="only write the bundle")
    parser.add_argument("--profile", type=Path, help="write a cProfile dump of the run")
    given = parser.parse_args()
    catalog = DataCatalog(given.catalog)
    if given.ingest:
        ingest(catalog, given.data, given.workload)
    else:
        say(json.dumps(run(catalog, given.workload, given.mode, given.profile)))


if __name__ == "__main__":
    main()
