"""What a walk-forward came to: its windows, and the returns that nobody had seen when they were chosen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import percent_text, ratio_text
from rustybt.finance.metrics.returns import TRADING_DAYS, annual_return, max_drawdown, sharpe_ratio
from rustybt.optimization.trials import parameter_columns

if TYPE_CHECKING:
    import polars as pl

    from rustybt.analytics.drawing import Drawing
    from rustybt.optimization.trials import Parameters

__all__ = ["TestedWindow", "WalkForwardResult"]

type Floats = NDArray[np.float64]

OWN_COLUMNS = (
    "window",
    "train_start",
    "train_end",
    "test_start",
    "test_end",
    "sharpe_in",
    "sharpe_out",
    "return_out",
    "trials",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedWindow:
    """One search, and the test of what it found.

    Attributes:
        train: First and last session that was searched on.
        test: First and last session that was tested on.
        parameters: That the search found best.
        in_sample: The objective where it was searched.
        out_of_sample: The objective where it was tested; NaN if there is none, as with no trade.
        in_sample_sharpe: Annual Sharpe ratio where it was searched.
        out_of_sample_sharpe: Annual Sharpe ratio where it was tested.
        out_of_sample_return: Compound return where it was tested.
        trials: How many were made.
    """

    train: tuple[np.datetime64, np.datetime64]
    test: tuple[np.datetime64, np.datetime64]
    parameters: Parameters
    in_sample: float
    out_of_sample: float
    in_sample_sharpe: float
    out_of_sample_sharpe: float
    out_of_sample_return: float
    trials: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WalkForwardResult:
    """A walk-forward; it shows itself in a notebook.

    Attributes:
        name: Of the strategy.
        objective: That every search went by.
        anchored: Whether every search began at the first session.
        windows: One after the other.
        sessions: Of the stitched test windows, datetime64[D][S].
        returns: Simple returns out of sample, stitched to one series, float64[S]; each window begins in cash.
        periods: Sessions in a year.
    """

    name: str
    objective: str
    anchored: bool
    windows: Sequence[TestedWindow]
    sessions: NDArray[np.datetime64]
    returns: Floats
    periods: float = TRADING_DAYS

    @property
    def sharpe(self) -> float:
        """Annual Sharpe ratio out of sample."""
        return sharpe_ratio(self.returns, periods=self.periods)

    @property
    def annual_return(self) -> float:
        """Compound annual growth rate out of sample."""
        return annual_return(self.returns, self.periods)

    @property
    def max_drawdown(self) -> float:
        """Deepest drawdown out of sample, 0 or negative."""
        return max_drawdown(self.returns)

    @property
    def in_sample_sharpe(self) -> float:
        """Mean of the windows' Sharpe ratios where they were searched."""
        return float(np.mean([each.in_sample_sharpe for each in self.windows]))

    @property
    def efficiency(self) -> float:
        """How much of what the searches promised was kept; NaN if they promised nothing.

        Pardo (2008), The Evaluation and Optimization of Trading Strategies, chapter 11, who divides annual profits and
        asks for at least 0.5; here it is Sharpe ratios that are divided, out of sample by in sample, so that a wild
        window weighs no more than a calm one.
        """
        promised = self.in_sample_sharpe
        return self.sharpe / promised if promised > 0 else math.nan

    @property
    def trials(self) -> int:
        """How many were made in all windows."""
        return sum(each.trials for each in self.windows)

    @property
    def frame(self) -> pl.DataFrame:
        """One row a window: dates, each parameter, objective and Sharpe ratio in and out of sample, return, trials."""
        import polars as pl

        rows = [
            {
                "window": number,
                "train_start": each.train[0].item(),
                "train_end": each.train[1].item(),
                "test_start": each.test[0].item(),
                "test_end": each.test[1].item(),
                **parameter_columns(each.parameters, OWN_COLUMNS),
                f"{self.objective}_in": each.in_sample,
                f"{self.objective}_out": each.out_of_sample,
                "sharpe_in": each.in_sample_sharpe,
                "sharpe_out": each.out_of_sample_sharpe,
                "return_out": each.out_of_sample_return,
                "trials": each.trials,
            }
            for number, each in enumerate(self.windows)
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield what a person reads first: each figure's title and its text."""
        earned = sum(each.out_of_sample_return > 0 for each in self.windows)
        yield "Sharpe in sample", ratio_text(self.in_sample_sharpe)
        yield "Sharpe out of sample", ratio_text(self.sharpe)
        yield "Efficiency", percent_text(self.efficiency)
        yield "Annual return", percent_text(self.annual_return, signed=True)
        yield "Max drawdown", percent_text(self.max_drawdown)
        yield "Windows with a gain", f"{earned} of {len(self.windows)}"
        yield "Trials", f"{self.trials:,}"

    def plot(self) -> Drawing:
        """Return a picture: growth out of sample, and the Sharpe ratio of each window in and out of sample."""
        from rustybt.optimization.walk_forward_page import picture

        return picture(self)

    def __repr__(self) -> str:
        way = "anchored" if self.anchored else "rolling"
        earned = sum(each.out_of_sample_return > 0 for each in self.windows)
        lines = [
            f"Walk-forward of {self.name}: {len(self.windows)} windows, {way}, {self.trials:,} trials; tested from "
            f"{self.sessions[0]} to {self.sessions[-1]}",
            f"  Sharpe {ratio_text(self.in_sample_sharpe)} in sample, {ratio_text(self.sharpe)} out of sample: "
            f"efficiency {percent_text(self.efficiency)}",
            f"  out of sample {percent_text(self.annual_return, signed=True)} a year, max drawdown "
            f"{percent_text(self.max_drawdown)}, {earned} of {len(self.windows)} windows with a gain",
        ]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        from rustybt.optimization.walk_forward_page import page_part

        return {"text/html": page_part(self), "text/plain": repr(self)}
