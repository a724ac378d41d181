"""What a Monte Carlo study says: distributions, probabilities, percentiles, and whether they pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.fan import Fan, FanPicture
from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.sheets import Section, Sheet
from rustybt.exceptions import ConfigurationError
from rustybt.optimization.path_figures import FIGURES, interval_of_share, rank_interval

if TYPE_CHECKING:
    import polars as pl

    from rustybt.optimization.path_figures import Paths

__all__ = ["MonteCarloResult", "Probability", "fall_of"]

LEVELS = (5.0, 25.0, 50.0, 75.0, 95.0)
TEXTS = dict(zip(FIGURES, (money_text, percent_text, ratio_text, percent_text), strict=True))
TITLES = dict(zip(FIGURES, ("Final value", "Annual return", "Sharpe", "Max drawdown"), strict=True))


@dataclass(frozen=True, slots=True)
class Probability:
    """How often something happened, and between which bounds its probability lies.

    Attributes:
        value: Share of the runs.
        low: Lower bound of the confidence interval.
        high: Upper bound of the confidence interval.
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{percent_text(self.value)} ({percent_text(self.low)} to {percent_text(self.high)})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class MonteCarloResult:
    """Many runs that could have been, beside the one that was.

    Attributes:
        name: Of the run.
        method: ``"trades"``, ``"blocks"`` or ``"noise"``.
        how: The method with its settings, in words.
        seed: Of the chance.
        paths: Figures of every run, and its value at some points.
        original: The same figures of the run that they were made of.
        course: Its value at the same points, float64[P].
        capital: Value at the start.
        ruin: Fall from a peak that counts as ruin, from 0 to 1.
        confidence: Of every interval, such as 0.95.
        times_ns: Of the points, int64[P], UTC nanoseconds; None where they are numbered.
    """

    name: str
    method: str
    how: str
    seed: int
    paths: Paths
    original: Mapping[str, float]
    course: NDArray[np.float64]
    capital: float
    ruin: float
    confidence: float = 0.95
    times_ns: NDArray[np.int64] | None = None

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.paths.values)

    @property
    def frame(self) -> pl.DataFrame:
        """One row a run: its number, final value, annual return, Sharpe ratio, deepest drawdown."""
        import polars as pl

        return pl.DataFrame({"run": np.arange(self.runs), **self.paths.figures})

    def percentile(self, figure: str, level: float) -> float:
        """Return the value of a figure that so many per cent of the runs do not exceed.

        Args:
            figure: ``"final_value"``, ``"annual_return"``, ``"sharpe"`` or ``"max_drawdown"``.
            level: From 0 to 100.

        Raises:
            ConfigurationError: If there is no such figure or level.
        """
        return float(np.quantile(self._ordered(figure), _share(level)))

    def percentiles(self, levels: Sequence[float] = LEVELS) -> pl.DataFrame:
        """Return percentiles with their confidence intervals, by figure and level.

        An interval holds the percentile that endlessly many runs would have with the confidence asked for, whatever
        the distribution.

        Args:
            levels: From 0 to 100.

        Returns:
            Columns ``figure``, ``level``, ``value``, ``low``, ``high`` and ``run``, the figure of the run itself.

        Raises:
            ConfigurationError: If there is no such level.
        """
        import polars as pl

        rows = []
        for figure in FIGURES:
            ordered = self._ordered(figure)
            for level in levels:
                low, high = rank_interval(ordered, _share(level), self._z)
                value = float(np.quantile(ordered, _share(level)))
                rows.append((figure, float(level), value, low, high, self.original[figure]))
        names = ["figure", "level", "value", "low", "high", "run"]
        return pl.DataFrame(rows, schema=names, orient="row")

    @property
    def probability_of_loss(self) -> Probability:
        """How many runs end with less than they began with."""
        return self._share_of(self.paths.figures["final_value"] < self.capital)

    @property
    def probability_of_ruin(self) -> Probability:
        """How many runs fall from a peak as far as `ruin`."""
        return self.probability_of_drawdown(self.ruin)

    def probability_of_drawdown(self, size: float) -> Probability:
        """Return how many runs fall from a peak so far.

        Args:
            size: Such as 0.2 for a fifth.

        Raises:
            ConfigurationError: If it is not above 0, and up to 1.
        """
        return self._share_of(self.paths.figures["max_drawdown"] <= -fall_of(size, "size"))

    def checks(
        self, *, loss: float = 0.05, ruin: float = 0.01, sharpe: float | None = None, level: float = 5.0
    ) -> dict[str, tuple[float, float, bool]]:
        """Return each criterion with its value, its bound and whether it holds.

        A probability is held to its bound by the upper end of its confidence interval: too few runs do not pass.

        Args:
            loss: Greatest probability of a loss.
            ruin: Greatest probability of ruin.
            sharpe: Smallest Sharpe ratio at the percentile ``level``; None asks for none.
            level: From 0 to 100.

        Raises:
            ConfigurationError: If there is no such level.
        """
        values = {
            "probability_of_loss": (self.probability_of_loss.high, loss),
            "probability_of_ruin": (self.probability_of_ruin.high, ruin),
        }
        found = {name: (value, bound, value <= bound) for name, (value, bound) in values.items()}
        if sharpe is not None:
            value = self.percentile("sharpe", level)
            found[f"sharpe at {level:g} %"] = (value, sharpe, value >= sharpe)
        return found

    def passes(
        self, *, loss: float = 0.05, ruin: float = 0.01, sharpe: float | None = None, level: float = 5.0
    ) -> bool:
        """Return whether every criterion of `checks` holds; its arguments."""
        return all(
            holds for *_, holds in self.checks(loss=loss, ruin=ruin, sharpe=sharpe, level=level).values()
        )

    def plot(self) -> FanPicture:
        """Return the picture: bands of where the runs went, and the run itself; it shows itself in a notebook."""
        fan = Fan(
            levels=LEVELS,
            bands=np.quantile(self.paths.values, np.array(LEVELS) / 100.0, axis=0),
            run=self.course,
            capital=self.capital,
            times_ns=self.times_ns,
            unit="round trips",
            last=int(self.paths.place[-1]),
        )
        return FanPicture(fan, f"{self.name}, {self.how}")

    def __repr__(self) -> str:
        lines = [self._heads, *self._lines()]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self._heads))]
        texts = (
            f"  {line[0]:<{widths[0]}}"
            + "".join(f"  {cell:>{wide}}" for cell, wide in zip(line[1:], widths[1:], strict=True))
            for line in lines
        )
        return "\n".join([self._title, *texts, *(f"  {line}" for line in self._chances())])

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        figures = Section(title="", head=self._heads, rows=self._lines(), text_columns=("",))
        sheet = Sheet(title=self._title, picture=self.plot().svg, sections=[figures], notes=self._chances())
        return {"text/html": sheet.html(), "text/plain": repr(self)}

    @property
    def _title(self) -> str:
        return f"Monte Carlo of {self.name or 'a run'}: {self.runs:,} runs, {self.how}, seed {self.seed}"

    @property
    def _heads(self) -> list[str]:
        return ["", *(f"{level:g} %" for level in LEVELS), "the run"]

    def _lines(self) -> list[list[str]]:
        return [
            [
                TITLES[figure],
                *(TEXTS[figure](self.percentile(figure, level)) for level in LEVELS),
                TEXTS[figure](self.original[figure]),
            ]
            for figure in FIGURES
        ]

    def _chances(self) -> list[str]:
        return [
            f"Probability of a loss: {self.probability_of_loss}",
            f"Probability of falling {percent_text(self.ruin)} from a peak: {self.probability_of_ruin}",
        ]

    @property
    def _z(self) -> float:
        return NormalDist().inv_cdf(0.5 + self.confidence / 2.0)

    def _share_of(self, happened: NDArray[np.bool_]) -> Probability:
        low, high = interval_of_share(int(happened.sum()), self.runs, self._z)
        return Probability(float(happened.mean()), low, high)

    def _ordered(self, figure: str) -> NDArray[np.float64]:
        found = self.paths.figures.get(figure)
        if found is None:
            raise ConfigurationError(f"figure {figure!r} is unknown: use one of {', '.join(FIGURES)}")
        # What is not defined in a run, such as the Sharpe ratio of equal returns, is left out.
        known = np.sort(found[np.isfinite(found)])
        return known if len(known) else np.array([np.nan])


def _share(level: float) -> float:
    if isinstance(level, bool) or not isinstance(level, int | float) or not 0 <= level <= 100:
        raise ConfigurationError(f"level is {level!r}: use a percentage from 0 to 100")
    return level / 100.0


def fall_of(size: float, name: str) -> float:
    """Return a fall from a peak as a share of it.

    Args:
        size: As given.
        name: Of the argument.

    Raises:
        ConfigurationError: If it is not above 0, and up to 1.
    """
    if isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size <= 1:
        raise ConfigurationError(f"{name} is {size!r}: use a share above 0 and up to 1, such as 0.5")
    return float(size)
