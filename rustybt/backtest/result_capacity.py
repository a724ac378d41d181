"""How much of the market's volume a run took, and with which capital it would take too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest.result_costs import bars_at_fills
from rustybt.exceptions import ConfigurationError
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result_book import Book
    from rustybt.model.bars import BarPanel

__all__ = ["Capacity"]

SHARES = (0.0, 0.01, 0.05, 0.1, 0.25, 0.5)
ASSUMED = (
    "Amounts are taken to grow with the capital, and prices not to move by it: what it would cost to take more of the "
    "volume is the slippage model's to say."
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Capacity(Shown):
    """The part of each bar's volume that the run took; all fills of an asset in a bar count together.

    Attributes:
        book: The run.
        panel: Its bars.
        limit: Share of a bar's volume that is not to be passed.

    Raises:
        ConfigurationError: If the limit is not above 0 and at most 1, or the run made no trade.
    """

    book: Book
    panel: BarPanel
    limit: float

    def __post_init__(self) -> None:
        if isinstance(self.limit, bool) or not isinstance(self.limit, int | float) or not 0 < self.limit <= 1:
            raise ConfigurationError(
                f"limit is {self.limit!r}: use a share of the volume above 0, such as 0.1"
            )
        if not self.book.fills:
            raise ConfigurationError("the run made no trade: it has no capacity to speak of")

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row an asset and bar with fills.

        ``participation`` is the amount over the bar's volume, null where the bar has none; ``capital`` the capital with
        which it would reach the limit.
        """
        import polars as pl

        record, fills = self.book.record, self.book.record.transactions
        volume = bars_at_fills(self.book, self.panel, "volume")
        columns = np.asarray(fills["column"])
        factors = np.array([float(factor) for factor in self.book.multipliers])[columns]
        amount = np.abs(np.asarray(fills["amount"]).astype(np.float64)) / 10.0**record.quantity_scale
        price = np.asarray(fills["price"]).astype(np.float64) / 10.0**record.price_scale
        known = (volume != MISSING) & (volume > 0)
        assets = [record.assets[column] for column in columns.tolist()]
        one = pl.DataFrame(
            [
                pl.Series("dt", np.asarray(fills["time_ns"])).cast(pl.Datetime("ns", "UTC")),
                pl.Series("symbol", [asset.symbol for asset in assets]),
                pl.Series("sid", [asset.sid for asset in assets]),
                pl.Series("amount", amount),
                pl.Series("value", amount * price * factors),
                pl.Series(
                    "volume",
                    np.where(known, volume / 10.0**self.panel.volume_scale, np.nan),
                    nan_to_null=True,
                ),
            ]
        )
        asked = one.filter(np.asarray(fills["order"]) >= 0)
        found = asked.group_by("dt", "symbol", "sid", maintain_order=True).agg(
            pl.col("amount", "value").sum(), pl.col("volume").first()
        )
        capital = float(record.capital_base)
        share = found.with_columns((pl.col("amount") / pl.col("volume")).alias("participation"))
        return share.with_columns((capital * self.limit / pl.col("participation")).alias("capital"))

    @property
    def largest(self) -> float:
        """The largest share of a bar's volume that was taken; NaN if no bar has a volume."""
        found = self.frame["participation"].max()
        return float("nan") if found is None else float(found)  # type: ignore[arg-type]

    @property
    def capital(self) -> float:
        """The capital with which the first fill would pass the limit; NaN if no bar has a volume."""
        found = self.frame["capital"].min()
        return float("nan") if found is None else float(found)  # type: ignore[arg-type]

    @cached_property
    def shares(self) -> pl.DataFrame:
        """One row a share of the traded value: the ``capital`` beyond which more than that share passes the limit."""
        import polars as pl

        known = self.frame.drop_nulls("participation").sort("capital")
        capital, value = known["capital"].to_numpy(), known["value"].to_numpy()
        reached = np.cumsum(value) / value.sum() if len(value) else value
        rows = [(share, _beyond(capital, reached, share)) for share in SHARES]
        return pl.DataFrame(rows, schema={"share": pl.Float64, "capital": pl.Float64}, orient="row")

    @cached_property
    def by_asset(self) -> pl.DataFrame:
        """One row an asset: bars with fills, median and largest participation, least capital at the limit, by that."""
        import polars as pl

        return (
            self.frame.group_by("symbol", "sid", maintain_order=True)
            .agg(
                pl.len().cast(pl.Int64).alias("bars"),
                pl.col("participation").median().alias("median"),
                pl.col("participation").max().alias("largest"),
                pl.col("capital").min(),
            )
            .sort("capital", nulls_last=True)
        )

    def sheet(self) -> Sheet:
        """Return what is shown."""
        median = self.frame["participation"].median()
        unknown = self.frame["participation"].null_count()
        figures = [
            ("Capital of the run", money_text(self.book.record.capital_base)),
            ("Capital at the limit", _money(self.capital)),
            ("Limit", percent_text(self.limit)),
            ("Largest share taken", _share(self.largest)),
            ("Median share taken", _share(median)),
        ]
        passed = [(percent_text(share), _money(capital)) for share, capital in self.shares.rows()]
        rows = [
            (symbol, f"{bars:,}", _share(middle), _share(largest), _money(capital))
            for symbol, _, bars, middle, largest, capital in self.by_asset.rows()
        ]
        head = ("Asset", "Bars", "Median share", "Largest share", "Capital at the limit")
        return Sheet(
            title="Capacity",
            figures=figures,
            sections=[
                Section(title="Capital beyond which the limit is passed by more than a share of the trading",
                        head=("Share of the value", "Capital"), rows=passed),
                Section(title="By asset", head=head, rows=rows, text_columns=["Asset"]),
            ],
            notes=[ASSUMED, *([f"{unknown:,} bars with fills have no volume and are left out."] if unknown else [])],
        )  # fmt: skip


def _beyond(
    capital: NDArray[np.float64], reached: Sequence[float] | NDArray[np.float64], share: float
) -> float | None:
    place = int(np.searchsorted(reached, share + 1e-12, side="right"))
    return float(capital[place]) if place < len(capital) else None


def _money(value: float | None) -> str:
    return "\N{EN DASH}" if value is None or np.isnan(value) else money_text(value)


def _share(value: object) -> str:
    if not isinstance(value, float) or np.isnan(value):
        return "\N{EN DASH}"
    return f"{value * 100:.3g} %"
