"""The gate between a search and money: what a result must prove before it is promoted to paper and live."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.sheets import Section, Sheet
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics.returns import total_return
from rustybt.optimization.walk_forward_result import WalkForwardResult

if TYPE_CHECKING:
    from rustybt.optimization.overfitting_report import OverfittingReport
    from rustybt.optimization.study import Study

__all__ = ["Criterion", "PromotionDecision", "Simulated", "promote", "promoted"]

BOUNDS = (
    "deflated_sharpe",
    "pbo",
    "sharpe",
    "years",
    "walk_forward_sharpe",
    "efficiency",
    "loss",
    "ruin",
)
# As a share of the value: two ways to add up the same returns.
CLOSE = 1e-6


class Simulated(Protocol):
    """What the gate asks of a Monte Carlo simulation."""

    def checks(self, *, loss: float, ruin: float) -> Mapping[str, tuple[float, float, bool]]:
        """Return each probability by name: its value, its bound, whether it holds.

        Args:
            loss: Greatest probability of a loss.
            ruin: Greatest probability of ruin.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that a result must prove.

    Attributes:
        name: Of what is measured.
        value: Measured; NaN if it was not.
        bound: That it must reach, or must not exceed.
        at_least: Whether it must reach it.
        why: What it guards against, or what to do where it was not measured.
        percent: Whether it is read in per cent.
    """

    name: str
    value: float
    bound: float
    at_least: bool
    why: str
    percent: bool = False

    @property
    def passed(self) -> bool:
        """Whether it is proven; what was not measured is not."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def words(self) -> tuple[str, str, str]:
        """Whether it is passed, what was measured, and what was asked for."""
        text = percent_text if self.percent else ratio_text
        found = "not measured" if math.isnan(self.value) else text(self.value)
        way = "at least" if self.at_least else "at most"
        return "passed" if self.passed else "REFUSED", found, f"{way} {text(self.bound)}"

    def __str__(self) -> str:
        verdict, found, asked = self.words
        line = f"{verdict:<7}  {self.name}: {found}, {asked}"
        return line if self.passed else f"{line} ({self.why})"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionDecision:
    """Whether a result may go on to paper and live, and why; it shows itself in a notebook.

    Attributes:
        name: Of what was to be promoted.
        criteria: Every one.
    """

    name: str
    criteria: Sequence[Criterion]

    @property
    def passed(self) -> bool:
        """Whether every criterion is."""
        return all(each.passed for each in self.criteria)

    @property
    def refused(self) -> list[Criterion]:
        """Those that are not."""
        return [each for each in self.criteria if not each.passed]

    def __bool__(self) -> bool:
        return self.passed

    def __getitem__(self, name: str) -> Criterion:
        return next(each for each in self.criteria if each.name == name)

    @property
    def verdict(self) -> str:
        """The decision in a line."""
        refused = f"not promoted, {len(self.refused)} of {len(self.criteria)} refuse"
        return f"{self.name}: {'promoted' if self.passed else refused}"

    def __repr__(self) -> str:
        return "\n".join([self.verdict, *(f"  {each}" for each in self.criteria)])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        head = ("", "Criterion", "Measured", "Asked for", "Why")
        rows = [
            (each.words[0], each.name, *each.words[1:], "" if each.passed else each.why)
            for each in self.criteria
        ]
        criteria = Section(title="", head=head, rows=rows, text_columns=("", "Criterion", "Why"))
        return {"text/html": Sheet(title=self.verdict, sections=[criteria]).html(), "text/plain": repr(self)}


def promote(
    report: OverfittingReport,
    *,
    walk_forward: WalkForwardResult | None = None,
    monte_carlo: Simulated | None = None,
    deflated_sharpe: float = 0.95,
    pbo: float = 0.2,
    sharpe: float = 1.0,
    years: float = 3.0,
    walk_forward_sharpe: float = 0.5,
    efficiency: float = 0.4,
    loss: float = 0.05,
    ruin: float = 0.01,
) -> PromotionDecision:
    """Decide whether a result is promoted; what was not shown does not pass.

    Args:
        report: Of the search that found it, with all trials that were made.
        walk_forward: The same search, walked forward; None if it was not.
        monte_carlo: The result, simulated; None if it was not.
        deflated_sharpe: Least probability that the Sharpe ratio is more than chance gives the best of so many trials.
        pbo: Greatest probability of backtest overfitting.
        sharpe: Least annual Sharpe ratio.
        years: Least length of the data.
        walk_forward_sharpe: Least annual Sharpe ratio out of sample.
        efficiency: Least part of the Sharpe ratio in sample that is kept out of sample. Pardo (2008) asks for 0.5, and
            0.4 is a choice of our own: in sample is the highest of many trials, so that of a true edge of 2 among a
            thousand, found on three years, 0.6 is kept in the median. Of 100 such markets 90 pass at 0.4 and 78 at 0.5;
            noise is refused by the other criteria.
        loss: Greatest probability of a loss in the simulation.
        ruin: Greatest probability of ruin in the simulation.
    """
    criteria = [
        *_of_report(report, deflated_sharpe, pbo, sharpe, years),
        *_of_walk_forward(walk_forward, walk_forward_sharpe, efficiency),
        *_of_simulation(monte_carlo, loss, ruin),
    ]
    return PromotionDecision(name=report.name, criteria=criteria)


def promoted(
    study: Study,
    walk_forward: WalkForwardResult | None,
    monte_carlo: Simulated | None,
    bounds: Mapping[str, float],
) -> PromotionDecision:
    """Decide whether the best trial of a study is promoted, on proofs that are of its strategy and of that trial.

    Args:
        study: Some of its trials are complete.
        walk_forward: As in :func:`promote`.
        monte_carlo: As in :func:`promote`.
        bounds: As in :func:`promote`.

    Raises:
        ConfigurationError: If there is no such bound, or what was handed in is of another strategy or run.
        SampleError: As in `Study.overfitting`.
        StudyError: As in `Study.overfitting`.
    """
    for name, bound in bounds.items():
        if name not in BOUNDS:
            raise ConfigurationError(f"there is no bound {name!r}: use {', '.join(BOUNDS)}")
        if isinstance(bound, bool) or not isinstance(bound, int | float) or bound != bound:
            raise ConfigurationError(f"{name} is {bound!r}: use a number")
    _check_walk_forward(study, walk_forward)
    _check_simulation(study, monte_carlo)
    return promote(study.overfitting(), walk_forward=walk_forward, monte_carlo=monte_carlo, **bounds)


def _check_walk_forward(study: Study, found: object) -> None:
    if found is None:
        return
    if not isinstance(found, WalkForwardResult):
        raise ConfigurationError(
            f"walk_forward is a {type(found).__name__}: hand in what rb.walk_forward returns"
        )
    strategy = study.identity["strategy"]
    if found.name != strategy:
        raise ConfigurationError(
            f"the walk-forward is of {found.name}, and study {study.name!r} of {strategy}: it proves nothing of it"
        )


def _check_simulation(study: Study, found: object) -> None:
    if found is None:
        return
    if not callable(getattr(found, "checks", None)):
        raise ConfigurationError(
            f"monte_carlo is a {type(found).__name__}: hand in what rb.monte_carlo returns"
        )
    original = getattr(found, "original", None)
    if original is None:
        return
    best, capital = study.best, float(study.identity["capital_base"])
    final = capital * (1.0 + total_return(study.returns([best.number])[:, 0]))
    if not math.isclose(final, original["final_value"], rel_tol=CLOSE):
        raise ConfigurationError(
            f"the Monte Carlo is of a run that ended with {money_text(original['final_value'])}, and the best trial of "
            f"study {study.name!r}, number {best.number}, with {money_text(final)}: draw rb.monte_carlo("
            "study.backtest(), ...)"
        )


def _of_report(
    report: OverfittingReport, deflated_sharpe: float, pbo: float, sharpe: float, years: float
) -> list[Criterion]:
    return [
        Criterion(
            name="deflated Sharpe",
            value=report.deflated,
            bound=deflated_sharpe,
            at_least=True,
            percent=True,
            why=f"{report.made:,} trials, {report.independent:,.0f} of them independent, reach a Sharpe ratio of "
            f"{ratio_text(report.expected_max)} by chance",
        ),
        Criterion(
            name="PBO",
            value=report.pbo.probability,
            bound=pbo,
            at_least=False,
            percent=True,
            why="what is best in one half of the time too often fails in the other",
        ),
        Criterion(
            name="Sharpe", value=report.sharpe, bound=sharpe, at_least=True, why="too little for its risk"
        ),
        Criterion(
            name="years",
            value=report.track.years,
            bound=years,
            at_least=True,
            why="too little has been seen: use more data",
        ),
    ]


def _of_walk_forward(found: WalkForwardResult | None, sharpe: float, efficiency: float) -> list[Criterion]:
    return [
        Criterion(
            name="walk-forward Sharpe",
            value=math.nan if found is None else found.sharpe,
            bound=sharpe,
            at_least=True,
            why=_why(found, "chosen on the past, it earned too little after", "rb.walk_forward"),
        ),
        Criterion(
            name="walk-forward efficiency",
            value=math.nan if found is None else found.efficiency,
            bound=efficiency,
            at_least=True,
            percent=True,
            why=_why(found, "too little is kept of what the search promised", "rb.walk_forward"),
        ),
    ]


def _of_simulation(found: Simulated | None, loss: float, ruin: float) -> list[Criterion]:
    unknown = {"probability_of_loss": (math.nan, loss, False), "probability_of_ruin": (math.nan, ruin, False)}
    checks = unknown if found is None else found.checks(loss=loss, ruin=ruin)
    return [
        Criterion(
            name=f"Monte Carlo {name.replace('_', ' ')}",
            value=value,
            bound=bound,
            at_least=False,
            percent=True,
            why=_why(found, "it could have gone wrong too easily", "rb.monte_carlo"),
        )
        for name, (value, bound, _) in checks.items()
    ]


def _why(shown: object, reason: str, call: str) -> str:
    return f"run {call} and hand in what it returns" if shown is None else reason
