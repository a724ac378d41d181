"""What a study's best result is worth, with every trial that was made held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import percent_text, ratio_text
from rustybt.exceptions import SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.optimization.independence import chance_of, sharpes
from rustybt.optimization.overfitting import (
    Track,
    deflated_sharpe,
    expected_max_sharpe,
    haircut_sharpe,
    min_backtest_length,
    min_track_record_length,
    probabilistic_sharpe,
)
from rustybt.optimization.pbo import PBO, pbo

if TYPE_CHECKING:
    from rustybt.analytics.drawing import Drawing
    from rustybt.optimization.study import Study

__all__ = ["OverfittingReport", "measure_overfitting", "overfitting_of"]

MOST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OverfittingReport:
    """How far a result may be chance; it shows itself in a notebook.

    Attributes:
        name: Of what was tried.
        track: Of the chosen trial.
        measured: Trials whose returns were looked at.
        made: Trials that were ever begun on the bundle.
        independent: How many independent trials they amount to.
        variance: Of a trial's annual Sharpe ratio, had it been worth nothing.
        spread: Variance of the annual Sharpe ratios that the trials have.
        pbo: Cross-validation of the choice.
    """

    name: str
    track: Track
    measured: int
    made: int
    independent: float
    variance: float
    spread: float
    pbo: PBO

    @property
    def sharpe(self) -> float:
        """Annual Sharpe ratio of the chosen trial."""
        return self.track.sharpe

    @property
    def expected_max(self) -> float:
        """Sharpe ratio that the best of so many trials has by chance."""
        return expected_max_sharpe(self.independent, self.variance)

    @property
    def probabilistic(self) -> float:
        """Probability that the true Sharpe ratio is above 0, had there been no other trial."""
        return probabilistic_sharpe(self.track)

    @property
    def deflated(self) -> float:
        """Probability that the true Sharpe ratio is above what chance gives the best of so many."""
        return deflated_sharpe(self.track, self.independent, self.variance)

    @property
    def deflated_by_count(self) -> float:
        """The same, had every trial been independent and the variance that of their Sharpe ratios, as in the paper.

        Too strict where trials are alike, or an edge that is there makes the variance.
        """
        return deflated_sharpe(self.track, self.made, self.spread)

    @property
    def haircut(self) -> float:
        """The Sharpe ratio that would be as significant, had there been no other trial."""
        return haircut_sharpe(self.track, self.independent)

    @property
    def min_track_years(self) -> float:
        """Years it takes to hold the Sharpe ratio for above what chance gives, with 95 %; infinite if it is not."""
        return min_track_record_length(self.track, self.expected_max) / self.track.periods

    @property
    def min_backtest_years(self) -> float:
        """Years of data below which so many worthless trials are expected to reach a Sharpe ratio of 1."""
        return min_backtest_length(self.independent)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield each figure's title and its text."""
        yield "Sharpe of the best", ratio_text(self.sharpe)
        yield "Trials made", f"{self.made:,}"
        yield "Independent ones", f"{self.independent:,.0f}"
        yield "Sharpe by chance", ratio_text(self.expected_max)
        yield "Probabilistic Sharpe", percent_text(self.probabilistic)
        yield "Deflated Sharpe", percent_text(self.deflated)
        yield "Deflated, all independent", percent_text(self.deflated_by_count)
        yield "Haircut Sharpe", ratio_text(self.haircut)
        yield "Years of data", f"{self.track.years:.1f}"
        yield "Track record needed", f"{ratio_text(self.min_track_years)} years"
        yield "Backtest needed", f"{ratio_text(self.min_backtest_years)} years"
        yield "Overfitting (PBO)", percent_text(self.pbo.probability)
        yield "Loss out of sample", percent_text(self.pbo.loss_probability)
        yield "Degradation", ratio_text(self.pbo.slope)

    def __repr__(self) -> str:
        lines = list(self.lines())
        wide = max(len(title) for title, _ in lines)
        right = max(len(text) for _, text in lines)
        rows = [f"  {title:<{wide}}  {text:>{right}}" for title, text in lines]
        return "\n".join([f"Overfitting of {self.name}", *rows])

    def plot(self) -> Drawing:
        """Return a picture: ranks and Sharpe ratios of the chosen trials where they were not chosen."""
        from rustybt.optimization.overfitting_page import picture

        return picture(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        from rustybt.optimization.overfitting_page import page_part

        return {"text/html": page_part(self), "text/plain": repr(self)}


def measure_overfitting(
    returns: NDArray[np.float64],
    *,
    chosen: int | None = None,
    made: int | None = None,
    blocks: int = 16,
    seed: int = 0,
    name: str = "trials",
    periods: float = TRADING_DAYS,
) -> OverfittingReport:
    """Hold a chosen trial against all that were tried.

    How many independent trials they amount to is measured on those that are here
    (:func:`rustybt.optimization.independence.chance_of`), and multiplied by the trials made for each of them: those
    that are not here are taken to be as much alike.

    Args:
        returns: Simple returns of trials, float64[S, N].
        chosen: Number of the trial; None for the one of the highest Sharpe ratio.
        made: Trials that were really made; None for those that are here.
        blocks: As in :func:`rustybt.optimization.pbo.pbo`.
        seed: As in :func:`rustybt.optimization.independence.chance_of`.
        name: Of what was tried.
        periods: Sessions in a year.

    Raises:
        SampleError: If there are too few trials or sessions, or the chosen trial's returns do not vary.
    """
    if returns.ndim != 2 or returns.shape[1] < 2:
        raise SampleError(
            f"returns of the shape {returns.shape}: the statistics of a search need at least 2 trials, one a column"
        )
    best = int(sharpes(returns).argmax()) if chosen is None else chosen
    found = chance_of(returns, seed=seed, periods=periods)
    here = returns.shape[1]
    total = max(here, made or 0)
    return OverfittingReport(
        name=name,
        track=Track.of(returns[:, best], periods),
        measured=here,
        made=total,
        independent=found.independent * total / here,
        variance=found.variance,
        spread=float(sharpes(returns, periods).var(ddof=1)),
        pbo=pbo(returns, blocks, periods),
    )


def overfitting_of(study: Study, *, blocks: int = 16) -> OverfittingReport:
    """Hold a study's best trial against every trial that was ever made on its bundle.

    Of a study of more than 2,000 complete trials, 2,000 at the same distance from each other and the best are measured.

    Args:
        study: Some of its trials are complete.
        blocks: As in :func:`measure_overfitting`.

    Raises:
        SampleError: If there are too few trials or sessions.
        StudyError: If no trial is complete, or returns must be found again and the study is only looked at.
    """
    best = study.best.number
    numbers = [trial.number for trial in study.complete]
    if len(numbers) > MOST:
        kept = {numbers[place] for place in np.linspace(0, len(numbers) - 1, MOST).astype(int).tolist()}
        numbers = sorted(kept | {best})
    return measure_overfitting(
        study.returns(numbers),
        chosen=numbers.index(best),
        made=study.trials_made,
        blocks=blocks,
        name=study.name,
        periods=study.periods_per_year,
    )
