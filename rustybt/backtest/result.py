"""What a backtest leaves behind: frames, key figures, a picture, SQL, a report, a folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from rustybt.backtest import result_curves, result_figures, result_text
from rustybt.backtest.result_research import Research
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics.returns import TRADING_DAYS

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl

    from rustybt.analytics.figures import KeyFigures
    from rustybt.analytics.picture import Picture
    from rustybt.analytics.reports import Block
    from rustybt.backtest.result_curves import Course, Floats
    from rustybt.data.polars.catalog import DataCatalog
    from rustybt.model.records import RunRecord

__all__ = ["BacktestResult"]


class BacktestResult(Research):
    """The result of a run. Nothing is computed before it is asked for, and then only once.

    Args:
        record: The exact columns of the run.
        provenance: Where the run came from: bundle, version, hashes, packages, parameters, seed; a dataclass
            or a mapping.
        benchmark_returns: Simple returns of the benchmark: one a session, or a mapping (or pandas Series) by
            date; None for no benchmark.
        name: The run's name, for titles.
        periods_per_year: Periods in a year, for annual figures; 365 suits a market that never closes.

    Attributes:
        catalog: Where the bundle of the run lies, for what needs its bars; None for ``DataCatalog()``.

    Raises:
        ConfigurationError: If a session has no benchmark return, or one is not finite.
    """

    def __init__(
        self,
        record: RunRecord,
        *,
        provenance: Any,
        benchmark_returns: Any = None,
        name: str = "",
        periods_per_year: float = TRADING_DAYS,
    ) -> None:
        if not periods_per_year > 0:
            raise ConfigurationError(
                f"periods_per_year is {periods_per_year}: it must be above 0, such as 252"
            )
        self.record = record
        self.provenance = provenance
        self.name = name
        self.periods_per_year = float(periods_per_year)
        self.catalog: DataCatalog | None = None
        sessions: Any = record.daily["session"]
        self._connection: duckdb.DuckDBPyConnection | None = None
        self.benchmark_returns: Floats | None = result_curves.benchmark_of(benchmark_returns, sessions)

    @cached_property
    def performance(self) -> pl.DataFrame:
        """One row a session, with zipline's columns and the recorded variables.

        Money is Decimal, ratios are Float64 and null where they are not defined; ``sharpe``, ``alpha``,
        ``max_drawdown`` and their kin are of all sessions to date; times are UTC.
        """
        from rustybt.backtest.result_frames import performance_frame

        return performance_frame(self.record, self.course, self.periods_per_year)

    @cached_property
    def orders(self) -> pl.DataFrame:
        """One row an order in the order they were placed, as it stood at the end."""
        from rustybt.backtest.result_frames import order_frame

        return order_frame(self.record)

    @cached_property
    def transactions(self) -> pl.DataFrame:
        """One row a fill, in the order they happened; ``order_id`` is null for a close at delisting."""
        from rustybt.backtest.result_frames import transaction_frame

        return transaction_frame(self.record)

    @cached_property
    def positions(self) -> pl.DataFrame:
        """One row a session and open position, with its exact value, cost and unrealised profit."""
        from rustybt.backtest.result_frames import position_frame

        return position_frame(self.record)

    @cached_property
    def course(self) -> Course:
        """Value, profit, leverage and returns session by session, as arrays."""
        return result_curves.course_of(self.record, self.benchmark_returns)

    @cached_property
    def summary(self) -> KeyFigures:
        """The key figures: returns, risk, drawdown, trades, costs.

        Raises:
            ConfigurationError: If the run has no session.
        """
        if not len(self):
            raise ConfigurationError("a run without a session has no key figures: choose a longer range")
        return result_figures.key_figures(self.record, self.course, self.periods_per_year)

    def plot(self) -> Picture:
        """Return the picture: equity, drawdown and exposure; it shows itself in a notebook.

        Raises:
            ConfigurationError: If the run has no session.
        """
        from rustybt.analytics.picture import Picture

        if not len(self):
            raise ConfigurationError("a run without a session has no picture: choose a longer range")
        return Picture(result_curves.curves_of(self.record, self.course), self.name)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Ask DuckDB, read-only, of the tables ``performance``, ``orders``, ``transactions``, ``positions``.

        Args:
            query: A select.

        Returns:
            The relation, evaluated when looked at; ``.pl()`` makes a Polars frame of it.

        Raises:
            QueryError: If the query is not one select, or DuckDB refuses it; its message is repeated.
        """
        from rustybt.backtest.result_sql import connect, select

        if self._connection is None:
            frames = (self.performance, self.orders, self.transactions, self.positions)
            names = ("performance", "orders", "transactions", "positions")
            self._connection = connect(dict(zip(names, frames, strict=True)))
        return select(self._connection, query)

    def report(self, path: str | Path) -> Path:
        """Write the tear sheet: one HTML page for the screen and for paper.

        Figures beside the benchmark's, the picture, rolling figures, the distribution of returns with the value at
        risk, months and years, drawdowns, positions, trades, costs, gains by asset, orders, the run card. It holds
        everything it shows, follows the reader's light or dark theme, and needs no network.

        Args:
            path: The file, such as ``"tearsheet.html"``; an earlier one is replaced.

        Returns:
            The file.

        Raises:
            ConfigurationError: If the run has no session.
            ResultError: If the file cannot be written.
        """
        from rustybt.backtest import result_report

        file = Path(path).expanduser()
        if not len(self):
            raise ConfigurationError("a run without a session has no report: choose a longer range")
        result_report.write(file, result_report.report_page(self))
        return file

    def report_blocks(self) -> list[Block]:
        """Return what its report holds beside that of every run: nothing."""
        return []

    def save(self, folder: str | Path) -> Path:
        """Save the result as Parquet and JSON; `load` brings it back exactly.

        An earlier result in the folder is replaced in one step: it holds the old one or the new one, never
        a half, whatever interrupts the writing.

        Args:
            folder: A folder that does not exist, is empty, or holds an earlier result.

        Returns:
            The folder.

        Raises:
            ResultError: If the folder holds other files, a recorded value cannot be saved, or writing fails.
        """
        from rustybt.backtest import result_store

        path = Path(folder).expanduser()
        saved = result_store.Saved(
            record=self.record,
            provenance=result_text.provenance_dict(self.provenance),
            benchmark=self.benchmark_returns,
            name=self.name,
            periods_per_year=self.periods_per_year,
        )
        result_store.save(path, saved)
        return path

    @classmethod
    def load(cls, folder: str | Path) -> Self:
        """Return a result that `save` wrote.

        Args:
            folder: The folder.

        Raises:
            ResultError: If it holds no result, one of another format, or a damaged file, which is named.
        """
        from rustybt.backtest import result_store
        from rustybt.backtest.provenance import Provenance

        saved = result_store.load(Path(folder).expanduser())
        whole = Provenance.is_of(saved.provenance)
        return cls(
            saved.record,
            provenance=Provenance(**saved.provenance) if whole else saved.provenance,
            benchmark_returns=saved.benchmark,
            name=saved.name,
            periods_per_year=saved.periods_per_year,
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return zipline's performance frame: floats, indexed by the session closes, with nested lists.

        ``orders``, ``transactions`` and ``positions`` hold a list of dicts a session, as zipline's do.
        """
        from rustybt.backtest.result_pandas import zipline_frame

        return zipline_frame(self.record, self.performance, self.positions)

    def __repr__(self) -> str:
        return result_text.plain(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": result_text.page_part(self), "text/plain": repr(self)}

    def __len__(self) -> int:
        return len(self.record.daily["session"])

    def __bool__(self) -> bool:
        return True
