"""What a portfolio of strategies leaves behind: the result of the account, and of each share of it."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.sleeve_picture import SleeveCurves, SleevePicture
from rustybt.analytics.tables import table
from rustybt.backtest import result_text
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import total
from rustybt.finance.metrics.returns import (
    annual_return,
    annual_volatility,
    max_drawdown,
    sharpe_ratio,
    total_return,
)

if TYPE_CHECKING:
    import polars as pl

    from rustybt.analytics.reports import Block

__all__ = ["PortfolioResult", "SleeveResult"]

type Floats = NDArray[np.float64]

HEAD = (
    "Strategy",
    "Share at the end",
    "Total return",
    "Annual return",
    "Volatility",
    "Sharpe",
    "Max drawdown",
    "Profit",
)

STYLE = (
    ".rb-strategies table{border-collapse:collapse;margin:14px 0 18px;color:inherit;"
    "font:13px system-ui,-apple-system,'Segoe UI',sans-serif;font-variant-numeric:tabular-nums}"
    ".rb-strategies th,.rb-strategies td{padding:4px 10px;text-align:right;white-space:nowrap;"
    "border-bottom:1px solid color-mix(in srgb,currentColor 14%,transparent)}"
    ".rb-strategies .rb-text{text-align:left}.rb-strategies tbody tr:last-child{font-weight:600}"
)


class SleeveResult:
    """What became of one strategy's share of the account.

    Args:
        name: Of the strategy.
        whole: Result of the account.

    Attributes:
        name: Of the strategy.
        values: Its cash and positions at the end of each session, exactly.
        paid_in: Cash that it was given since the start less what was taken, at the end of each session, exactly.
        returns: Simple returns, one a session, float64[S]; money given or taken is no return.
        order_ids: Of its orders, in the order they were placed.
    """

    def __init__(self, name: str, whole: PortfolioResult) -> None:
        recorded = whole.record.recorded
        self.name, self._whole = name, whole
        self.values = cast("list[Decimal]", list(recorded[f"sleeve.{name}.value"]))
        self.paid_in = cast("list[Decimal]", list(recorded[f"sleeve.{name}.paid_in"]))
        self.returns: Floats = np.array(recorded[f"sleeve.{name}.returns"], np.float64)
        self.order_ids = [
            order for day in recorded[f"sleeve.{name}.orders"] for order in cast("list[str]", day)
        ]
        self.start = cast("list[Decimal]", recorded[f"sleeve.{name}.start"])[0]

    @property
    def value(self) -> Decimal:
        """What it is worth at the end, exactly."""
        return self.values[-1]

    @property
    def pnl(self) -> Decimal:
        """Its profit, exactly: those of all sleeves sum to the account's."""
        return total(self.values[-1], self.start.copy_negate(), self.paid_in[-1].copy_negate())

    @property
    def shares(self) -> Floats:
        """Its value over the account's, at the end of each session, float64[S]."""
        worth = self._whole.course.worth
        values = np.array([float(value) for value in self.values])
        shared: Floats = np.divide(values, worth, out=np.zeros_like(values), where=worth != 0)
        return shared

    @property
    def figures(self) -> dict[str, float]:
        """``total_return``, ``annual_return``, ``volatility``, ``sharpe`` and ``max_drawdown``, as of a result."""
        periods = self._whole.periods_per_year
        return {
            "total_return": total_return(self.returns),
            "annual_return": annual_return(self.returns, periods),
            "volatility": annual_volatility(self.returns, periods),
            "sharpe": sharpe_ratio(self.returns, periods=periods),
            "max_drawdown": max_drawdown(self.returns),
        }

    @property
    def orders(self) -> pl.DataFrame:
        """Its rows of the account's ``orders``."""
        import polars as pl

        return self._whole.orders.filter(pl.col("id").is_in(self.order_ids))

    @property
    def transactions(self) -> pl.DataFrame:
        """Its rows of the account's ``transactions``; a close at delisting is nobody's."""
        import polars as pl

        return self._whole.transactions.filter(pl.col("order_id").is_in(self.order_ids))

    @property
    def frame(self) -> pl.DataFrame:
        """One row a session: ``session``, ``value`` and ``paid_in`` exact, ``returns``, ``share``."""
        import polars as pl

        days = pl.Series("session", self._whole.record.daily["session"]).cast(pl.Date)
        places = self._whole.record.money_scale
        money = pl.Decimal(38, places)
        return pl.DataFrame(
            [
                days,
                pl.Series("value", self.values, dtype=money),
                pl.Series("paid_in", self.paid_in, dtype=money),
                pl.Series("returns", self.returns),
                pl.Series("share", self.shares),
            ]
        )

    def __repr__(self) -> str:
        figures = self.figures
        return (
            f"SleeveResult({self.name!r}, value={money_text(self.value)}, pnl={money_text(self.pnl, signed=True)}, "
            f"returns={percent_text(figures['total_return'], signed=True)}, sharpe={ratio_text(figures['sharpe'])})"
        )


class PortfolioResult(BacktestResult):
    """The result of an account that several strategies share: all of :class:`BacktestResult`, and ``sleeves``."""

    @cached_property
    def sleeves(self) -> dict[str, SleeveResult]:
        """What became of each strategy, by name; empty for a run without a session."""
        if not len(self):
            return {}
        parts = [name.split(".") for name in self.record.recorded if name.startswith("sleeve.")]
        return {name: SleeveResult(name, self) for _, name, what in parts if what == "start"}

    @property
    def reserve(self) -> list[Decimal]:
        """Cash that no strategy had, at the end of each session, exactly."""
        values = cast("list[Decimal]", self.record.recorded["reserve"])
        return list(values)

    @property
    def comparison(self) -> pl.DataFrame:
        """One row a strategy and one for the account: share at the end, figures, profit and its share of the whole."""
        import polars as pl

        profit = self.summary.pnl
        rows: list[dict[str, Any]] = [
            {"strategy": name, "share": float(sleeve.shares[-1])}
            | sleeve.figures
            | {"pnl": sleeve.pnl, "pnl_share": float(sleeve.pnl / profit) if profit else None}
            for name, sleeve in self.sleeves.items()
        ]
        figures = {name: getattr(self.summary, name) for name in rows[0] if hasattr(self.summary, name)}
        rows.append({"strategy": "account", "share": 1.0} | figures | {"pnl_share": 1.0 if profit else None})
        money = pl.Decimal(38, self.record.money_scale)
        return pl.DataFrame(rows, schema_overrides={"pnl": money, "pnl_share": pl.Float64})

    @property
    def correlations(self) -> pl.DataFrame:
        """How the strategies' returns move together: one row and one column a strategy; NaN where one does not vary."""
        import polars as pl

        names = list(self.sleeves)
        columns = np.vstack([self.sleeves[name].returns for name in names])
        with np.errstate(invalid="ignore", divide="ignore"):
            found = np.atleast_2d(np.corrcoef(columns))
        return pl.DataFrame({"strategy": names} | {name: found[:, place] for place, name in enumerate(names)})

    def plot_sleeves(self) -> SleevePicture:
        """Return the picture of the shares: what each strategy made of one unit, and how the account was shared.

        Raises:
            ConfigurationError: If the run has no session.
        """
        if not len(self):
            raise ConfigurationError("a run without a session has no picture: choose a longer range")
        times = cast("NDArray[np.int64]", np.asarray(self.record.daily["close_ns"]))
        return SleevePicture(
            SleeveCurves(
                times_ns=times,
                returns={name: sleeve.returns for name, sleeve in self.sleeves.items()},
                shares={name: sleeve.shares for name, sleeve in self.sleeves.items()},
                whole=self.course.returns,
            ),
            self.name,
        )

    def report_blocks(self) -> list[Block]:
        """Return the strategies for the report: figures of each share, and their picture."""
        from rustybt.analytics.reports import Block, sortable

        shares = sortable(table(HEAD, self._rows(), text_columns=HEAD[:1]))
        return [Block(title="Strategies", body=f"{shares}{self.plot_sleeves().svg}")]

    def _rows(self) -> list[tuple[str, ...]]:
        return [
            (
                row["strategy"],
                percent_text(row["share"]),
                percent_text(row["total_return"], signed=True),
                percent_text(row["annual_return"], signed=True),
                percent_text(row["volatility"]),
                ratio_text(row["sharpe"]),
                percent_text(row["max_drawdown"]),
                money_text(row["pnl"], signed=True),
            )
            for row in self.comparison.iter_rows(named=True)
        ]

    def __repr__(self) -> str:
        if not self.sleeves:
            return result_text.plain(self)
        lines = [HEAD, *self._rows()]
        wide = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
        texts = [
            "  ".join(
                cell.ljust(width) if not place else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(line, wide, strict=True))
            )
            for line in lines
        ]
        return "\n".join([result_text.plain(self), "", *(f"  {text}" for text in texts)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        shown = super()._repr_mimebundle_(include, exclude)
        if self.sleeves:
            shown["text/html"] += (
                f"{table(HEAD, self._rows(), text_columns=HEAD[:1])}{self.plot_sleeves().svg}"
            )
        return shown
