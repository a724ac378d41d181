"""What a study says about its parameters: plateaus, responses, pictures."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import minus, title_text
from rustybt.analytics.heat_map import HeatMap, HeatMapPicture
from rustybt.analytics.sheets import Section, Sheet
from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Sensitivity", "StablePoint"]

# A parameter with more values than this is seen in so many ranges of equal count.
BINS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class StablePoint:
    """A trial with its neighbourhood.

    Attributes:
        number: Of the trial.
        parameters: Values by name.
        value: Of the objective.
        neighbours: How many complete ones it has.
        mean: Of the neighbourhood, the point itself included.
        worst: Of the neighbourhood.
        score: Mean less standard deviation; plus it, where less is better.
    """

    number: int
    parameters: Mapping[str, Any]
    value: float
    neighbours: int
    mean: float
    worst: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Sensitivity:
    """How a study's results hang on its parameters.

    Attributes:
        study: Its name.
        objective: What is seen.
        maximizes: Whether more of it is better.
        names: Of the parameters.
        steps: Whether neighbours are one step away in every parameter; else they are the nearest trials.
        needed: Neighbours without which a trial is not judged.
        parameters: Of each trial.
        points: One row a trial: number, parameters, objective, ``neighbours``, ``failed_neighbours``, ``mean``,
            ``spread``, ``worst`` and ``score`` of the neighbourhood; NaN where the trial failed.
        local: What the steps about ``around`` did: ``parameter`` (null for the point itself), ``moved`` by so many
            steps, ``to`` a value, ``value`` of the objective, ``change`` against the point, ``error``; None without.
    """

    study: str
    objective: str
    maximizes: bool
    names: Sequence[str]
    steps: bool
    needed: int
    parameters: Sequence[Mapping[str, Any]]
    points: pl.DataFrame
    local: pl.DataFrame | None = None

    @property
    def best(self) -> StablePoint:
        """The trial with the best value; the earliest of equals."""
        values = self._values * self._sign
        return self._point(int(np.nanargmax(values)))

    @property
    def stable(self) -> StablePoint:
        """The trial with the best score, among those with neighbours enough and none that failed.

        Where every trial has a neighbour that failed, those count as well.
        """
        score = self.points["score"].to_numpy() * self._sign
        enough = self.points["neighbours"].to_numpy() >= self.needed
        whole = self.points["failed_neighbours"].to_numpy() == 0
        for wanted in (enough & whole, enough):
            judged = np.where(wanted, score, math.nan)
            if np.isfinite(judged).any():
                return self._point(int(np.nanargmax(judged)))
        return self.best

    @property
    def importance(self) -> pl.DataFrame:
        """Share of the variance of the objective that each parameter explains by itself, the greatest first.

        The variance between the means of its values (or ranges of them) over the whole variance, from 0 to 1.
        """
        import polars as pl

        whole = float(np.nanvar(self._values))
        shares = []
        for name in self.names:
            frame = self.response(name)
            weight = frame["trials"].to_numpy().astype(np.float64)
            mean = frame["mean"].to_numpy()
            between = float(weight @ (mean - np.nanmean(self._values)) ** 2) / weight.sum()
            shares.append(between / whole if whole > 0 else 0.0)
        frame = pl.DataFrame({"parameter": list(self.names), "share": shares})
        return frame.sort("share", descending=True, maintain_order=True)

    def response(self, name: str, other: str | None = None) -> pl.DataFrame:
        """Return how the objective goes with a parameter, or with two of them, over all values of the others.

        Args:
            name: Of a parameter.
            other: Of another one.

        Returns:
            One row a value (or range of them, shown by its mean) of the parameters: ``trials``, ``mean``, ``median``,
            ``worst`` and ``best`` of the objective, and its ``spread``.

        Raises:
            ConfigurationError: If the study has no such parameter.
        """
        import polars as pl

        keys = [self._known(each) for each in ((name,) if other is None else (name, other))]
        if len(set(keys)) < len(keys):
            raise ConfigurationError(f"parameter {name!r} is there twice: take two different ones")
        columns = {each: self._grouped(each) for each in keys}
        value = pl.col(self.objective)
        worst, best = (value.min(), value.max()) if self.maximizes else (value.max(), value.min())
        return (
            self.points.with_columns(**columns)
            .filter(value.is_finite())
            .group_by(keys)
            .agg(
                trials=pl.len(),
                mean=value.mean(),
                median=value.median(),
                worst=worst,
                best=best,
                spread=value.std(ddof=0),
            )
            .sort(keys)
        )

    def plot(self, across: str | None = None, down: str | None = None) -> HeatMapPicture:
        """Return the heat map of two parameters; by default those that explain most.

        Args:
            across: Parameter from left to right.
            down: Parameter from bottom to top.

        Raises:
            ConfigurationError: If the study has no such parameter, or only one.
        """
        if len(self.names) < 2:
            raise ConfigurationError(
                f"a heat map needs two parameters and the study has {self.names[0]} alone: see "
                f"response({self.names[0]!r})"
            )
        ranked = self.importance["parameter"].to_list()
        across = next(each for each in ranked if each != down) if across is None else self._known(across)
        down = next(each for each in ranked if each != across) if down is None else self._known(down)
        frame = self.response(across, down)
        columns, rows = (sorted(set(frame[each].to_list()), key=_order) for each in (across, down))
        values = np.full((len(rows), len(columns)), np.nan)
        for line in frame.iter_rows(named=True):
            values[rows.index(line[down]), columns.index(line[across])] = line["mean"]
        groups = self._grouped(across).to_list(), self._grouped(down).to_list()
        marks = []
        for word, point in (("best", self.best), ("stable", self.stable)):
            row = self.points["number"].to_list().index(point.number)
            marks.append((rows.index(groups[1][row]), columns.index(groups[0][row]), word))
        if marks[0][:2] == marks[1][:2]:
            marks = [(*marks[0][:2], "best, stable")]
        return HeatMapPicture(
            HeatMap(
                figure=f"Mean {self.objective}",
                across=across,
                down=down,
                columns=[_text(each) for each in columns],
                rows=[_text(each) for each in rows],
                values=values,
                marks=marks,
            )
        )

    def with_local(self, rows: Sequence[Mapping[str, Any]]) -> Sensitivity:
        """Return the same with what steps about a point did.

        Args:
            rows: The point itself first.
        """
        import polars as pl

        schema = {
            "parameter": pl.String,
            "moved": pl.Int64,
            "to": pl.String,
            "value": pl.Float64,
            "error": pl.String,
        }
        frame = pl.DataFrame(rows, schema=schema)
        frame = frame.with_columns(change=pl.col("value") - pl.col("value").first())
        return dataclasses.replace(self, local=frame)

    def __repr__(self) -> str:
        lines = [self._title, *_columns([("", "best", "most stable"), *self._rows]), f"  {self._shares}"]
        if self.local is not None:
            steps = self.local.iter_rows(named=True)
            lines += ["  a step away:", *(f"    {' '.join(_step(step))}" for step in steps)]
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        picture = self.plot().svg if len(self.names) > 1 else ""
        rows = [[_text(cell) for cell in row] for row in self._rows]
        head = ("", "Best", "Most stable")
        sections = [Section(title="", head=head, rows=rows, text_columns=("",), note=self._shares)]
        if self.local is not None:
            head = ("A step away", title_text(self.objective), "Change")
            steps = [_step(row) for row in self.local.iter_rows(named=True)]
            sections.append(Section(title="", head=head, rows=steps, text_columns=head[:1]))
        sheet = Sheet(title=self._title, picture=picture, sections=sections)
        return {"text/html": sheet.html(), "text/plain": repr(self)}

    @property
    def _title(self) -> str:
        about = "within one step in every parameter" if self.steps else "nearest"
        complete = int(np.isfinite(self._values).sum())
        return (
            f"Sensitivity of {self.objective} in study {self.study}: {complete:,} trials, neighbours {about}"
        )

    @property
    def _rows(self) -> list[tuple[str, Any, Any]]:
        best, stable = self.best, self.stable
        return [
            ("trial", best.number, stable.number),
            *((name, best.parameters[name], stable.parameters[name]) for name in self.names),
            (self.objective, best.value, stable.value),
            ("mean about it", best.mean, stable.mean),
            ("worst about it", best.worst, stable.worst),
            ("score", best.score, stable.score),
        ]

    @property
    def _shares(self) -> str:
        shares = ", ".join(f"{name} {share:.0%}" for name, share in self.importance.iter_rows())
        return f"explained by one parameter alone: {shares}"

    @property
    def _values(self) -> NDArray[np.float64]:
        return self.points[self.objective].to_numpy()

    @property
    def _sign(self) -> float:
        return 1.0 if self.maximizes else -1.0

    def _known(self, name: str) -> str:
        if name not in self.names:
            raise ConfigurationError(
                f"study {self.study!r} has no parameter {name!r}: it has {', '.join(self.names)}"
            )
        return name

    def _grouped(self, name: str) -> pl.Series:
        # The values themselves, or the mean of the range that each lies in.
        import polars as pl

        values = self.points[name]
        if not values.dtype.is_numeric() or values.n_unique() <= BINS * 2:
            return values
        given = values.cast(pl.Float64).to_numpy()
        group = (values.rank("ordinal").to_numpy() - 1).astype(np.int64) * BINS // len(given)
        means = np.bincount(group, given) / np.bincount(group)
        return pl.Series(name, means[group])

    def _point(self, row: int) -> StablePoint:
        found = self.points.row(row, named=True)
        return StablePoint(
            number=found["number"],
            parameters=dict(self.parameters[row]),
            value=found[self.objective],
            neighbours=found["neighbours"],
            mean=found["mean"],
            worst=found["worst"],
            score=found["score"],
        )


def _order(value: Any) -> tuple[bool, Any]:
    return value is not None, value


def _text(value: Any) -> str:
    return minus(f"{value:.4g}") if isinstance(value, float) else str(value)


def _columns(lines: Sequence[tuple[Any, Any, Any]]) -> list[str]:
    texts = [[_text(cell) for cell in line] for line in lines]
    first, second, third = (max(len(line[at]) for line in texts) for at in range(3))
    return [f"  {a:<{first}}  {b:>{second}}  {c:>{third}}" for a, b, c in texts]


def _step(row: Mapping[str, Any]) -> tuple[str, str, str]:
    if row["parameter"] is None:
        return "the point itself", _text(row["value"]), ""
    moved = minus(f"{row['parameter']} = {row['to']} ({row['moved']:+d})")
    if row["error"]:
        return moved, row["error"], ""
    return moved, _text(row["value"]), minus(f"{row['change']:+.4g}")
