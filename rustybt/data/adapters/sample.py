"""The embedded default: real daily bars of five US equities, shipped in a package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.assets.assets import Equity
from rustybt.data.bundles.core import BundleContents
from rustybt.exceptions import MissingExtraError, ValidationError
from rustybt.model.bars import Split
from rustybt.model.time import date_to_day

if TYPE_CHECKING:
    import polars as pl

__all__ = ["SampleAdapter"]

NAMES = {
    "AAPL": ("Apple Inc.", "NASDAQ"),
    "FB": ("Facebook Inc.", "NASDAQ"),
    "GOOG": ("Google Inc.", "NASDAQ"),
    "IBM": ("International Business Machines Corp.", "NYSE"),
    "MSFT": ("Microsoft Corp.", "NASDAQ"),
}
SPLIT_RATIOS = ((1, 2), (1, 3), (1, 4), (2, 3))
# No dividend of these five takes a fifth off the price in one session.
LARGEST_SPLIT_STEP = 0.8
CLOSE_TO = 0.02


class SampleAdapter:
    """Daily bars of AAPL, FB, GOOG, IBM and MSFT from 2000 to 2013, of ``bokeh_sampledata``.

    Prices are as traded. Splits are read off the steps of the file's adjusted close, whose factor moves by their
    ratio. Dividends move it too, but the file is too coarse for exact amounts: they are left out.
    """

    name = "sample"

    def fingerprint(self) -> dict[str, Any]:
        """Return the checksum of the file.

        Raises:
            MissingExtraError: If the package is not installed.
        """
        digest = hashlib.sha256(_file().read_bytes()).hexdigest()
        return {"adapter": "sample", "layout": 1, "sha256": digest}

    def pages(self) -> Sequence[str]:
        """Return one page: the file is small."""
        return ("stocks",)

    def read(self, page: str) -> pl.DataFrame:
        """Return the rows of the file; numbers as text, exactly.

        Args:
            page: The only one.

        Raises:
            MissingExtraError: If the package is not installed.
        """
        import polars as pl

        frame = pl.read_csv(_file(), infer_schema=False)
        frame = frame.rename({name: name.lower().replace(" ", "_") for name in frame.columns})
        frame = frame.rename({"ticker": "symbol"}).with_columns(
            pl.col("date").str.to_date(),
            pl.lit(page).alias("file"),
            pl.int_range(2, pl.len() + 2).alias("line"),
        )
        return frame.sort("symbol", "date")

    def assemble(self, frames: Mapping[str, pl.DataFrame]) -> BundleContents:
        """Return the bars and splits.

        Args:
            frames: The page.
        """
        import polars as pl

        (frame,) = frames.values()
        assets, splits = [], []
        for sid, symbol in enumerate(NAMES):
            rows = frame.filter(pl.col("symbol") == symbol)
            assets.append(_asset(sid, symbol, rows))
            splits += _splits(sid, rows)
        return BundleContents(
            assets=assets,
            daily_bars=frame.drop("adj_close"),
            splits=splits,
            calendar="XNYS",
            notes=(
                "prices as traded; splits are read off the steps of the adjusted close; dividends are left out, since "
                "the file's adjusted close gives them only to about a percent",
            ),
        )


def _file() -> Path:
    spec = find_spec("bokeh_sampledata")
    if spec is None or spec.origin is None:
        raise MissingExtraError(
            "the sample data is not installed: pip install 'rustybt[sample]' (package bokeh_sampledata)"
        )
    return Path(spec.origin).parent / "_data" / "stocks.csv.gz"


def _asset(sid: int, symbol: str, rows: pl.DataFrame) -> Equity:
    first, last = rows["date"][0], rows["date"][-1]
    name, exchange = NAMES[symbol]
    return Equity(
        sid,
        symbol,
        start_date=_day(first),
        end_date=_day(last),
        first_traded=_day(first),
        asset_name=name,
        exchange=exchange,
        country_code="US",
    )


def _day(value: Any) -> date:
    found: date = value
    return found


def _splits(sid: int, rows: pl.DataFrame) -> list[Split]:
    close, adjusted = (rows[name].cast(float).to_numpy() for name in ("close", "adj_close"))
    factor = adjusted / close
    step = factor[:-1] / factor[1:]
    splits = []
    for at in np.flatnonzero(step < LARGEST_SPLIT_STEP).tolist():
        ratio = next(
            (pair for pair in SPLIT_RATIOS if abs(step[at] * pair[1] / pair[0] - 1) < CLOSE_TO), None
        )
        if ratio is None:
            raise ValidationError(
                f"{rows['symbol'][0]} {rows['date'][at + 1]}: the adjusted close moves by {step[at]}"
            )
        splits.append(Split(date_to_day(rows["date"][at + 1]), sid, *ratio))
    return splits
