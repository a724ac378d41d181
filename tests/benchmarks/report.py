"""Medians, ratios and floors of the runs: as a table to print, as docs/benchmarks.md, as one line of JSON."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from tests.benchmarks.peers import PEERS, PLAIN
from tests.benchmarks.runs import OURS, OURS_PANDAS, Measured

TITLES = {
    "w1": "W1: one asset, 5,000 daily bars, crossing averages",
    "wr": "WR: the same on real bars of AAPL, 2000 to 2013",
    "wr5": "WR5: the best 2 of 5 real stocks, 2012 to 2013",
    "w2": "W2: the best 10 of 50 assets, 504 daily bars",
    "w4": "W4: one asset, 97,740 minute bars, crossing averages",
    "w3": "W3: the best 50 of 500 assets, 2,520 daily bars",
}
# What a strategy written by hand in exact integers ends with, by when its orders are filled.
REFERENCES = {
    "next close": {
        "w1": "4473959.24", "w2": "1231023.39", "w3": "1839804.60", "w4": "956502.03", "wr": "8103688.65",
        "wr5": "1092293.09",
    },
    "same close": {
        "w1": "3497376.35", "w2": "1124618.21", "w3": "1900823.08", "w4": "977221.91", "wr": "5682799.83",
        "wr5": "1155881.38",
    },
}  # fmt: skip
ZIPLINE, VECTORBT = PEERS["zipline"].label, PEERS["vectorbt"].label
EVENT_DRIVEN = [
    PEERS[name].label for name in ("zipline", "backtesting", "backtrader", "nautilus", "bt", "rustybt-0.3.3")
]
FLOORS = {"w1": 100, "w2": 100, "w3": 100, "w4": 60}
PANDAS_FLOOR = 20
FILLS = {peer.label: peer.fills for peer in [PLAIN, *PEERS.values()]}


@dataclass(frozen=True, slots=True)
class Row:
    """One engine on one workload: medians over its runs."""

    workload: str
    label: str
    runs: int
    seconds: float
    fastest: float
    memory: float
    orders: int
    value: str
    right: bool
    warm: float | None
    error: str = ""


def rows(measured: list[Measured]) -> list[Row]:
    """The medians; a job that failed has no seconds and its error."""
    return [_row(each) for each in measured]


def _row(each: Measured) -> Row:
    workload, label = each.job.workload, each.job.label
    if not each.runs:
        return Row(workload, label, 0, float("nan"), float("nan"), 0.0, 0, "", False, None, each.error)

    def numbers(name: str) -> list[float]:
        return [float(str(run[name])) for run in each.runs if name in run]

    seconds, warm = numbers("sim_s"), numbers("warm_s")
    value = f"{numbers('final_value')[0]:.2f}"
    reference = REFERENCES[FILLS.get(label, "next close")][workload]
    return Row(
        workload=workload,
        label=label,
        runs=len(seconds),
        seconds=median(seconds),
        fastest=min(seconds),
        memory=median(numbers("rss_mb")),
        orders=int(numbers("orders")[0]),
        value=value,
        right=value == reference,
        warm=median(warm) if warm else None,
    )


def find(found: list[Row], workload: str, label: str) -> Row | None:
    """The row of an engine on a workload, if it ran."""
    return next((row for row in found if (row.workload, row.label) == (workload, label) and row.runs), None)


def table(found: list[Row], workload: str) -> list[list[str]]:
    """The table of one workload, ours first, then by time; every row as strings."""
    ours = find(found, workload, OURS)
    lines = []
    done = [row for row in found if row.workload == workload and row.runs]
    for row in sorted(done, key=lambda row: (row.label != OURS, row.seconds)):
        times = "1" if row is ours else f"{row.seconds / ours.seconds:,.3g}" if ours else ""
        fills = FILLS.get(row.label, "next close")
        verdict = "exact" if row.right else f"not {float(REFERENCES[fills][workload]):,.2f}"
        lines.append(
            [row.label, str(row.runs), _seconds(row.seconds), times, f"{row.memory:,.0f}", f"{row.orders:,}",
             fills, f"{float(row.value):,.2f}", verdict]
        )  # fmt: skip
        if row.warm is not None:
            again = f"{row.warm / ours.seconds:,.3g}" if ours else ""
            lines.append(["vectorbt, second call", str(row.runs), _seconds(row.warm), again, *[""] * 5])
    failed = [row for row in found if row.workload == workload and not row.runs]
    lines += [[row.label, "0", "failed", "", "", "", "", "", row.error] for row in failed]
    return lines


HEAD = [
    "engine",
    "runs",
    "median s",
    "times ours",
    "peak MB",
    "orders",
    "fills at",
    "final value",
    "against the reference",
]


def _seconds(value: float) -> str:
    return f"{value:.4f}" if value < 1 else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Floor:
    """One bar that the numbers must clear."""

    what: str
    found: float
    wanted: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether it is cleared."""
        return self.found <= self.wanted if self.at_most else self.found >= self.wanted


def floors(found: list[Row]) -> list[Floor]:
    """The floors that the engines that ran allow to judge."""
    judged: list[Floor] = []
    for workload in TITLES:
        ours, zipline = find(found, workload, OURS), find(found, workload, ZIPLINE)
        if not ours:
            continue
        if zipline and workload in FLOORS:
            ratio = zipline.seconds / ours.seconds
            judged.append(Floor(f"{workload}: times faster than zipline-reloaded", ratio, FLOORS[workload]))
            judged.append(
                Floor(f"{workload}: peak MB, at most zipline's", ours.memory, zipline.memory, at_most=True)
            )
        others = [find(found, workload, label) for label in EVENT_DRIVEN]
        event_driven = [row for row in others if row]
        if event_driven:
            best = min(event_driven, key=lambda row: row.seconds)
            judged.append(
                Floor(
                    f"{workload}: times faster than {best.label}, the fastest event-driven",
                    best.seconds / ours.seconds,
                    1,
                )
            )
        vectorbt = find(found, workload, VECTORBT)
        if vectorbt:
            judged.append(
                Floor(
                    f"{workload}: times faster than vectorbt's first call", vectorbt.seconds / ours.seconds, 1
                )
            )
    pandas, zipline = find(found, "w1", OURS_PANDAS), find(found, "w1", ZIPLINE)
    if pandas and zipline:
        ratio = zipline.seconds / pandas.seconds
        judged.append(
            Floor("w1: times faster than zipline with its own script on pandas frames", ratio, PANDAS_FLOOR)
        )
    return judged


def targets(found: list[Row], staged: dict[str, dict[str, float]], fill_ns: float) -> list[Floor]:
    """The next target: what is to come after the floors."""
    judged = []
    for workload in ("w1", "w2"):
        ours, plain = find(found, workload, OURS), find(found, workload, PLAIN.label)
        if ours and plain:
            what = f"{workload}: times the seconds of the same strategy as a bare Python loop"
            judged.append(Floor(what, ours.seconds / plain.seconds, 2, at_most=True))
    judged.append(
        Floor(
            "us a bar, empty strategy, one asset (w4)", staged["w4"]["empty_bar_ns"] / 1e3, 0.1, at_most=True
        )
    )
    judged.append(
        Floor(
            "us a bar, empty strategy, 500 assets (w3)", staged["w3"]["empty_bar_ns"] / 1e3, 0.3, at_most=True
        )
    )
    judged.append(Floor("ns a native fill, order and record included", fill_ns, 25, at_most=True))
    for workload in ("w1", "w4"):
        ours, vectorbt = find(found, workload, OURS), find(found, workload, VECTORBT)
        if ours and vectorbt and vectorbt.warm:
            what = f"{workload}: times the seconds of vectorbt's second call"
            judged.append(Floor(what, ours.seconds / vectorbt.warm, 1, at_most=True))
    return judged


def summary(found: list[Row], judged: list[Floor]) -> dict[str, object]:
    """What the last line says."""
    said: dict[str, object] = {}
    for workload in TITLES:
        ours, zipline = find(found, workload, OURS), find(found, workload, ZIPLINE)
        if ours:
            said[workload] = {
                "rustybt_s": round(ours.seconds, 5),
                **({"zipline_s": round(zipline.seconds, 3)} if zipline else {}),
                **({"ratio": round(zipline.seconds / ours.seconds, 1)} if zipline else {}),
                "final_value": ours.value,
                "exact": ours.right,
            }
    pandas, zipline = find(found, "w1", OURS_PANDAS), find(found, "w1", ZIPLINE)
    if pandas and zipline:
        said["w1_pandas_ratio"] = round(zipline.seconds / pandas.seconds, 1)
    said["floors_met"] = sum(floor.met for floor in judged)
    said["floors_missed"] = [floor.what for floor in judged if not floor.met]
    return said


def wrong(found: list[Row]) -> list[Row]:
    """Rows of ours that do not end with the reference value."""
    return [row for row in found if row.label in (OURS, OURS_PANDAS) and not row.right]
