"""One run of ours in a fresh process: ``python -m tests.benchmarks.engine w1 DATA CATALOG [native|pandas|empty]``.

Prints one JSON line. What is timed begins with the engine's call of ``initialize`` and ends with the frames of
performance, orders and transactions in hand.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import polars as pl

from rustybt import BundleContents, DataCatalog, Equity, FixedSlippage, NoCommission, run_algorithm
from tests.benchmarks.strategies import WORKLOADS, Cross, Empty, Rank, zipline_functions

CASH = 1_000_000


def ingest(catalog: DataCatalog, data: Path, workload: str) -> None:
    """Write the workload's bars as a bundle."""
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


def run(data: Path, catalog: DataCatalog, workload: str, mode: str) -> dict[str, object]:
    """Run a workload once and say what it took."""
    spec = WORKLOADS[workload]
    frequency = "minute" if spec.get("minute") else "daily"
    if workload not in catalog.names():
        ingest(catalog, data, workload)
    start, end = catalog.coverage(workload, frequency)
    symbols = sorted(asset.symbol for asset in catalog.asset_finder(workload))
    begun = {}
    arguments: dict[str, object] = {}
    if mode == "pandas":
        initialize, handle_data = zipline_functions(spec, symbols)

        def marked(context):
            begun["at"] = time.perf_counter()
            initialize(context)

        arguments = {"initialize": marked, "handle_data": handle_data, "frames": "pandas"}
    else:
        base = Empty if mode == "empty" else {"sma": Cross, "rank": Rank}[str(spec["kind"])]

        class Marked(base):
            def initialize(self, context):
                begun["at"] = time.perf_counter()
                if base is not Empty:
                    super().initialize(context)

        arguments = {"strategy": Marked(spec, symbols)}
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
    seconds = time.perf_counter() - begun["at"]
    return {
        "peer": "rustybt",
        "workload": workload,
        "mode": mode,
        "sim_s": seconds,
        "final_value": float(frames[0]["portfolio_value"][-1]),
        "orders": frames[1].height,
        "steps": len(result.record.daily["session"]) if frequency == "daily" else None,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    workload, data, store, *rest = sys.argv[1:]
    print(json.dumps(run(Path(data), DataCatalog(store), workload, rest[0] if rest else "native")))
