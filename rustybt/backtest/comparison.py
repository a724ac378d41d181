"""Several results side by side: figures, equity curves, correlation of returns, and what they differ in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawings import TimeLines, Track
from rustybt.analytics.figures import money_text, percent_text, ratio_text, title_text
from rustybt.analytics.relative import correlation
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest.result_text import provenance_dict
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics.returns import growth
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result import BacktestResult

__all__ = ["Comparison", "compare"]

_NONE = "\N{EN DASH}"
_PERCENT = ("total_return", "annual_return", "volatility", "max_drawdown", "exposure", "win_rate")
_RATIO = ("sharpe", "sortino", "calmar", "turnover")
_MONEY = ("pnl", "fees", "final_value")
_COUNT = ("transactions", "trades")
# As the key figures of each result call them.
_TITLES = {"pnl": "Profit", "turnover": "Turnover a year", "transactions": "Fills", "trades": "Round trips"}
_MOST = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Comparison(Shown):
    """Results side by side; figures are each of its own sessions, curves and correlations of the common ones.

    Attributes:
        names: Of the results, each its own.
        results: In the same order; the first is what the others are compared with.
        days: Common sessions, int32[S], days since 1970-01-01.
        returns: Of the common sessions, float64[S, N].
    """

    names: Sequence[str]
    results: Sequence[BacktestResult]
    days: NDArray[np.int32]
    returns: NDArray[np.float64]

    @property
    def figures(self) -> pl.DataFrame:
        """One row a result: its name and every key figure."""
        import polars as pl

        rows = [
            {"name": name, **result.summary.to_dict()}
            for name, result in zip(self.names, self.results, strict=True)
        ]
        return pl.DataFrame(rows, infer_schema_length=None)

    @property
    def correlations(self) -> NDArray[np.float64]:
        """Of the returns in the common sessions, float64[N, N]; NaN where they do not vary."""
        columns = self.returns.T
        return np.array([[correlation(one, other) for other in columns] for one in columns])

    @property
    def differences(self) -> dict[str, list[Any]]:
        """What the results differ in, by name of the provenance: one value a result, None where it has none."""
        known = [
            dict(_flat(_without_packages(provenance_dict(result.provenance)))) for result in self.results
        ]
        names = dict.fromkeys(name for each in known for name in each)
        found = {name: [each.get(name) for each in known] for name in names}
        return {name: values for name, values in found.items() if any(value != values[0] for value in values)}

    def plot(self) -> TimeLines:
        """Return the picture: growth of 1 over the common sessions."""
        times = self.days.astype(np.int64) * (86_400 * 10**9)
        lines = [
            (name, np.asarray(growth(column)))
            for name, column in zip(self.names, self.returns.T, strict=True)
        ]
        track = Track(title="Growth of 1", lines=lines, height=240, base=1.0, log=True)
        ends = "; ".join(f"{name} {ratio_text(float(values[-1]))}" for name, values in lines)
        return TimeLines(times, [track], f"Equity of {len(lines)} results", ends)

    def sheet(self) -> Sheet:
        """Return what is shown."""
        first, last = (day_to_date(int(self.days[at])) for at in (0, -1))
        return Sheet(
            title=f"Comparison of {len(self.names)} results",
            lead=f"{len(self.days):,} common sessions, {first} to {last}; differences are from {self.names[0]}",
            sections=[self._figure_section(), self._correlation_section(), self._difference_section()],
            picture=self.plot().svg,
        )

    def _figure_section(self) -> Section:
        rows = []
        summaries = [result.summary for result in self.results]
        for name in (*_PERCENT, *_RATIO, *_MONEY, *_COUNT):
            values = [getattr(summary, name) for summary in summaries]
            cells = [_figure(name, values[0])]
            for value in values[1:]:
                cells += [_figure(name, value), _apart(name, value, values[0])]
            rows.append((_TITLES.get(name, title_text(name)), *cells))
        head = ["Figure", self.names[0]]
        for name in self.names[1:]:
            head += [name, f"\N{GREEK CAPITAL LETTER DELTA} {name}"]
        return Section(title="Figures", head=head, rows=rows, text_columns=["Figure"])

    def _correlation_section(self) -> Section:
        rows = [
            (name, *(ratio_text(float(value)) for value in row))
            for name, row in zip(self.names, self.correlations, strict=True)
        ]
        return Section(
            title="Correlation of returns", head=["Result", *self.names], rows=rows, text_columns=["Result"]
        )

    def _difference_section(self) -> Section:
        rows = [
            (name, *(_NONE if value in ("", None) else _short(value) for value in values))
            for name, values in self.differences.items()
        ]
        note = "" if rows else "Nothing: data, code, dates, costs and parameters are the same."
        head = ["What", *self.names]
        return Section(title="What they differ in", head=head, rows=rows, text_columns=head, note=note)


def compare(results: Sequence[BacktestResult] | Mapping[str, BacktestResult]) -> Comparison:
    """Put results side by side.

    Args:
        results: At least two, or by name; those without a name of their own are numbered. The first is what the
            others are compared with.

    Raises:
        ConfigurationError: If there are fewer than two, too many, or they have fewer than two sessions in common.
    """
    from rustybt.backtest.result import BacktestResult

    if not isinstance(results, Sequence | Mapping) or isinstance(results, str):
        raise ConfigurationError(
            f"results is a {type(results).__name__}: hand in a list of them, or a dict by name"
        )
    given = list(results.values()) if isinstance(results, Mapping) else list(results)
    for one in given:
        if not isinstance(one, BacktestResult):
            raise ConfigurationError(
                f"{one!r:.80} is no result: hand in what rb.run_algorithm or .backtest() returns"
            )
    if not 2 <= len(given) <= _MOST:
        raise ConfigurationError(f"{len(given)} results cannot be compared: hand in 2 to {_MOST} of them")
    names = list(results) if isinstance(results, Mapping) else _names([result.name for result in given])
    sessions = [cast("NDArray[np.int32]", result.record.daily["session"]) for result in given]
    common = sessions[0]
    for each in sessions[1:]:
        common = np.intersect1d(common, each)
    if len(common) < 2:
        spans = ", ".join(_span(name, each) for name, each in zip(names, sessions, strict=True))
        raise ConfigurationError(
            f"the results have {len(common)} sessions in common, and a comparison needs 2 ({spans}): run them over "
            "dates that overlap"
        )
    columns = [
        result.course.returns[np.searchsorted(own, common)]
        for result, own in zip(given, sessions, strict=True)
    ]
    return Comparison(names=names, results=given, days=common, returns=np.column_stack(columns))


def _names(found: Sequence[str]) -> list[str]:
    return [
        f"{name or 'Result'} {number}" if not name or found.count(name) > 1 else name
        for number, name in enumerate(found, 1)
    ]


def _span(name: str, days: NDArray[np.int32]) -> str:
    if not len(days):
        return f"{name}: none"
    return f"{name}: {day_to_date(int(days[0]))} to {day_to_date(int(days[-1]))}"


def _figure(name: str, value: Any) -> str:
    if name in _MONEY:
        return money_text(value)
    if name in _COUNT:
        return f"{value:,}"
    return percent_text(value) if name in _PERCENT else ratio_text(value)


def _apart(name: str, value: Any, first: Any) -> str:
    difference = value - first
    if name in _MONEY:
        return money_text(cast("Decimal", difference), signed=True)
    if name in _COUNT:
        return f"{difference:+,}".replace("-", "\N{MINUS SIGN}")
    if math.isnan(difference):
        return _NONE
    if name in _PERCENT:
        return percent_text(difference, signed=True)
    return ("+" if difference > 0 else "") + ratio_text(difference)


def _without_packages(known: dict[str, Any]) -> dict[str, Any]:
    # A rebuilt environment is one difference among many names: it stands last. No two runs are made at one time.
    apart = ("packages", "began", "seconds")
    return {name: value for name, value in known.items() if name not in apart} | {
        "package": known.get("packages", {})
    }


def _flat(known: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in known.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", value


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 44 else f"{text[:12]}\N{HORIZONTAL ELLIPSIS}"
