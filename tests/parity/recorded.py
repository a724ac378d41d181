"""zipline's recordings: its bundles as ours, its strategies on our functions, its results as frames."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import polars as pl

from rustybt import BundleContents, DataCatalog, Equity
from rustybt.finance.decimal import commission, slippage
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day, day_to_date

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures"
PERF = FIXTURES / "zipline-perf"
NEVER = date_to_day(date(9999, 12, 31))
PRICES = ("open", "high", "low", "close")

ZIPLINE_FINANCE = {
    "commission": SimpleNamespace(
        PerShare=commission.PerShareCommission,
        PerTrade=commission.PerTradeCommission,
        PerDollar=commission.PerDollarCommission,
    ),
    "slippage": SimpleNamespace(
        FixedSlippage=slippage.FixedSlippage,
        FixedBasisPointsSlippage=slippage.FixedBasisPointsSlippage,
        VolumeShareSlippage=slippage.VolumeShareSlippage,
    ),
}


def ingest(catalog: DataCatalog, name: str) -> None:
    """Write one of zipline's bundles into a catalog."""
    catalog.write(name, contents(name))


@cache
def contents(name: str) -> BundleContents:
    """One of zipline's bundles, as zipline reads it back."""
    truth = _truth(name)
    daily = _bars(truth / "daily_bars.parquet", "session", "date", pl.Date)
    minute_path = truth / "minute_bars.parquet"
    minute = (
        _bars(minute_path, "minute", "timestamp", pl.Datetime("ns", "UTC")) if minute_path.exists() else None
    )
    first = dict(daily.group_by("sid").agg(pl.col("date").min()).rows())
    rows = json.loads((truth / "assets.json").read_text())
    return BundleContents(
        assets=[_asset(row, first) for row in rows if row["sid"] in first],
        daily_bars=daily,
        minute_bars=minute,
        splits=_splits(truth / "adj_splits.csv"),
        dividends=_dividends(truth / "adj_dividend_payouts.csv"),
        calendar="24/7" if "btc" in name else "XNYS",
    )


def first_splits(name: str) -> dict[int, str]:
    """The first session, ISO 8601, on which each sid of a bundle splits."""
    first: dict[int, str] = {}
    for split in _splits(_truth(name) / "adj_splits.csv"):
        day = str(day_to_date(split.session))
        first[split.sid] = min(day, first.get(split.sid, day))
    return first


def _truth(name: str) -> Path:
    if name == "example-data":
        return FIXTURES / "zipline-example-data" / "truth"
    return FIXTURES / "zipline-bundles" / name / "truth"


def _bars(path: Path, label: str, name: str, kind: pl.DataType | type[pl.DataType]) -> pl.DataFrame:
    frame = pl.read_parquet(path).filter(pl.col("close").is_not_nan() & pl.col("close").is_not_null())
    frame = frame.with_columns(
        # zipline keeps three decimals in integers: what it reads back is those, as floats.
        *(pl.col(price).round(3) for price in PRICES),
        pl.col(label).cast(kind).alias(name),
        pl.col("volume").cast(pl.Int64),
    )
    # A few recorded highs and lows leave out their open or close; only the open and the close are traded at.
    return frame.with_columns(high=pl.max_horizontal(*PRICES), low=pl.min_horizontal(*PRICES)).sort(
        "sid", name
    )


def _asset(row: dict[str, object], first: dict[int, date]) -> Equity:
    def day(name: str) -> date:
        return date.fromisoformat(str(row[name])[:10])

    return Equity(
        int(str(row["sid"])),
        str(row["symbol"]),
        start_date=min(day("start_date"), first[int(str(row["sid"]))]),
        end_date=day("end_date"),
        auto_close_date=day("auto_close_date"),
        tick_size=Decimal("0.01"),
    )


def _splits(path: Path) -> list[Split]:
    if not path.exists():
        return []
    return [
        Split(date_to_day(date.fromisoformat(row["effective_date"][:10])), row["sid"], *_ratio(row["ratio"]))
        for row in pl.read_csv(path).to_dicts()
    ]


def _ratio(value: float) -> tuple[int, int]:
    exact = Fraction(value).limit_denominator(1000)
    return exact.numerator, exact.denominator


def _dividends(path: Path) -> list[Dividend]:
    if not path.exists():
        return []
    found = []
    for row in pl.read_csv(path).to_dicts():
        paid = row["pay_date"]
        # Where zipline's bundle knows no pay date it never pays.
        day = NEVER if paid in (None, "NaT", "") else date_to_day(date.fromisoformat(paid[:10]))
        ex = date_to_day(date.fromisoformat(row["ex_date"][:10]))
        found.append(Dividend(ex, row["sid"], Decimal(repr(row["amount"])), day))
    return found


@cache
def recording(name: str) -> SimpleNamespace:
    """One recorded run: its meta data and its frames."""
    frames = {
        kind: pl.read_parquet(PERF / f"{name}.{kind}.parquet")
        for kind in ("perf", "orders", "transactions", "positions")
    }
    return SimpleNamespace(meta=json.loads((PERF / f"{name}.meta.json").read_text()), **frames)


def benchmark_of(recorded: SimpleNamespace) -> list[float]:
    """The benchmark's returns of a recorded run, one a session."""
    days = recorded.perf["period_open"].dt.date()
    if recorded.meta["benchmark"] == "zero":
        return [0.0] * len(days)
    spy = pl.read_csv(FIXTURES / "zipline-example-data" / "SPY_benchmark.csv")
    by_day = dict(zip(spy["date"].str.slice(0, 10).str.to_date(), spy["return"], strict=True))
    return [by_day[day] for day in days]


def functions_of(path: Path) -> dict[str, object]:
    """The functions of a recorded strategy, on our API."""
    source = path.read_text().replace("from zipline.api import", "from rustybt.api import")
    source = source.replace("from zipline.finance import commission, slippage\n", "")
    namespace: dict[str, object] = dict(ZIPLINE_FINANCE)
    exec(compile(source, str(path), "exec"), namespace)
    return {name: namespace[name] for name in ("initialize", "handle_data") if name in namespace}
