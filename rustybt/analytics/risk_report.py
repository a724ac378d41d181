"""The risk of a series of returns: its tails, its shape, its drawdowns, and how all of it moved."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics import tails
from rustybt.analytics.drawing import percent_tick
from rustybt.analytics.drawings import TimeLines, Track
from rustybt.analytics.figures import minus, percent_text, ratio_text
from rustybt.analytics.risk import Drawdown, deepest_drawdowns
from rustybt.analytics.rolling import rolling_beta, rolling_sharpe, rolling_volatility
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.analytics.tails import Tail
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics import returns as metrics

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RiskOptions", "RiskReport", "risk_report"]

type Floats = NDArray[np.float64]

_NONE = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOptions:
    """How risk is measured.

    Attributes:
        levels: Shares of periods that are better than the value at risk.
        horizon: Sessions that a loss may take.
        window: Sessions of the rolling figures.
        paths: Of the Monte Carlo.
        seed: Of its draws.
        drawdowns: How many of the deepest.
        periods: Periods in a year.

    Raises:
        ConfigurationError: If one of them cannot be.
    """

    levels: Sequence[float] = (0.95, 0.99)
    horizon: int = 1
    window: int = 63
    paths: int = 10_000
    seed: int = 0
    drawdowns: int = 10
    periods: float = metrics.TRADING_DAYS

    def __post_init__(self) -> None:
        several = isinstance(self.levels, Sequence) and not isinstance(self.levels, str)
        if not several or not self.levels or not all(_is_level(level) for level in self.levels):
            raise ConfigurationError(
                f"levels is {self.levels!r}: use shares above 0.5 and below 1, such as 0.95"
            )
        for name, least in (("horizon", 1), ("window", 2), ("paths", 1), ("seed", 0), ("drawdowns", 0)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < least:
                raise ConfigurationError(f"{name} is {value!r}: use a whole number from {least} on")


def _is_level(value: object) -> bool:
    return isinstance(value, float) and 0.5 < value < 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class RiskReport(Shown):
    """The risk of a series of returns. A loss is negative; NaN or None where a figure is not defined.

    Attributes:
        tails: One for each method and level.
        deepest: The deepest drawdowns.
        figures: Volatility, downside risk, skewness, excess kurtosis, tail ratio, omega, stability, best and worst
            session, by name.
        sessions: The sessions, S of them.
        volatility: Rolling, annual, float64[S]; NaN before a window is full.
        sharpe: The same of the Sharpe ratio.
        beta: The same of the beta, or None without a benchmark.
        options: How it was measured.
    """

    tails: Sequence[Tail]
    deepest: Sequence[Drawdown]
    figures: dict[str, float]
    sessions: Sequence[date]
    volatility: Floats
    sharpe: Floats
    beta: Floats | None
    options: RiskOptions

    def value_at_risk(self, method: str = "historical", level: float = 0.95) -> Tail:
        """Return the tail of one method and level.

        Args:
            method: ``"historical"``, ``"normal"``, ``"Cornish-Fisher"`` or ``"Monte Carlo"``.
            level: One of those that were measured.

        Raises:
            ConfigurationError: If it was not measured.
        """
        for tail in self.tails:
            if tail.method.lower() == method.lower() and math.isclose(tail.level, level):
                return tail
        known = ", ".join(dict.fromkeys(repr(tail.method) for tail in self.tails))
        raise ConfigurationError(
            f"no value at risk of {method!r} at {level}: methods are {known}, levels {list(self.options.levels)}"
        )

    @property
    def tail_frame(self) -> pl.DataFrame:
        """One row a method and level: ``value_at_risk``, ``shortfall``, ``reason`` where they are null."""
        import polars as pl

        names = ("method", "level", "value_at_risk", "shortfall", "reason")
        kinds = (pl.String, pl.Float64, pl.Float64, pl.Float64, pl.String)
        rows = [tuple(getattr(tail, name) for name in names) for tail in self.tails]
        return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")

    @property
    def drawdowns(self) -> pl.DataFrame:
        """One row a drawdown, deepest first; ``recovered`` and ``sessions_to_recover`` are null if it never did."""
        import polars as pl

        rows = [
            (fall.depth, fall.peak, fall.valley, fall.recovered, fall.sessions, fall.to_valley, _back(fall))
            for fall in self.deepest
        ]
        schema = {
            "depth": pl.Float64, "peak": pl.Date, "valley": pl.Date, "recovered": pl.Date, "sessions": pl.Int64,
            "sessions_to_valley": pl.Int64, "sessions_to_recover": pl.Int64,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=schema, orient="row")

    @property
    def rolling(self) -> pl.DataFrame:
        """One row a session: ``volatility``, ``sharpe``, with a benchmark ``beta``; null before a window is full."""
        import polars as pl

        columns = {"volatility": self.volatility, "sharpe": self.sharpe, "beta": self.beta}
        found = [
            pl.Series(name, values, nan_to_null=True)
            for name, values in columns.items()
            if values is not None
        ]
        return pl.DataFrame([pl.Series("session", self.sessions, dtype=pl.Date), *found])

    def plot(self) -> TimeLines:
        """Return the picture of the rolling figures; it shows itself in a notebook.

        Raises:
            ConfigurationError: If there are fewer sessions than the window.
        """
        window = self.options.window
        if window > len(self.sessions):
            raise ConfigurationError(_too_short(self))
        tracks = [
            Track(title="Sharpe", lines=[("Sharpe", self.sharpe)], base=0.0),
            Track(title="Volatility, annual", lines=[("Volatility", self.volatility)], text=percent_tick),
        ]
        if self.beta is not None:
            tracks.append(Track(title="Beta", lines=[("Beta", self.beta)], base=1.0))
        names = ", ".join(track.title for track in tracks)
        times = np.array(self.sessions, dtype="datetime64[D]").astype("datetime64[ns]").view(np.int64)
        title = f"Rolling figures, {window} sessions"
        return TimeLines(times, tracks, title, f"{names}, each of the last {window} sessions.")

    def sheet(self) -> Sheet:
        """Return what is shown."""
        horizon = self.options.horizon
        drawn = self.options.window <= len(self.sessions)
        return Sheet(
            title="Risk",
            lead=f"{self.sessions[0]} to {self.sessions[-1]}, {len(self.sessions):,} sessions; losses over "
            f"{horizon} session{'s' if horizon > 1 else ''}",
            figures=list(_figure_texts(self.figures)),
            sections=[_tail_section(self.tails), _fall_section(self.deepest), *_rolling_sections(self)],
            notes=sorted({f"{tail.method}: {tail.reason}" for tail in self.tails if tail.reason}),
            picture=self.plot().svg if drawn else "",
        )


def risk_report(
    sessions: Sequence[date], returns: Floats, benchmark: Floats | None, options: RiskOptions
) -> RiskReport:
    """Measure the risk of a series of returns.

    Args:
        sessions: The sessions, increasing, S of them.
        returns: Simple returns, float64[S].
        benchmark: Those of the benchmark, float64[S], or None.
        options: How to measure.

    Raises:
        ConfigurationError: If a return is not finite, or there are fewer than two horizons of sessions.
    """
    found = tails.finite_returns(returns, max(2, options.horizon + 1), "risk")
    other = None if benchmark is None else tails.finite_returns(benchmark, 2, "risk of the benchmark")
    measured = [_tail(method, found, level, options) for level in options.levels for method in tails.METHODS]
    return RiskReport(
        tails=measured,
        deepest=deepest_drawdowns(sessions, found, options.drawdowns),
        figures=_figures(found, options.periods),
        sessions=sessions,
        volatility=rolling_volatility(found, options.window, options.periods),
        sharpe=rolling_sharpe(found, options.window, options.periods),
        beta=None if other is None else rolling_beta(found, other, options.window),
        options=options,
    )


def _tail(method: Callable[..., Tail], returns: Floats, level: float, options: RiskOptions) -> Tail:
    if method is tails.bootstrapped:
        return tails.bootstrapped(returns, level, options.horizon, paths=options.paths, seed=options.seed)
    return method(returns, level, options.horizon)


def _figures(returns: Floats, periods: float) -> dict[str, float]:
    return {
        "volatility": metrics.annual_volatility(returns, periods),
        "downside_risk": metrics.downside_risk(returns, periods=periods),
        "max_drawdown": metrics.max_drawdown(returns),
        "skewness": tails.skewness(returns),
        "kurtosis": tails.kurtosis(returns),
        "tail_ratio": tails.tail_ratio(returns),
        "omega": tails.omega_ratio(returns),
        "stability": tails.stability(returns),
        "best": float(returns.max()),
        "worst": float(returns.min()),
    }


def _figure_texts(figures: dict[str, float]) -> Iterator[tuple[str, str]]:
    percents = {
        "volatility": "Volatility", "downside_risk": "Downside risk", "max_drawdown": "Max drawdown",
        "best": "Best session", "worst": "Worst session",
    }  # fmt: skip
    ratios = {
        "skewness": "Skewness", "kurtosis": "Excess kurtosis", "tail_ratio": "Tail ratio", "omega": "Omega",
        "stability": "Stability (R\N{SUPERSCRIPT TWO})",
    }  # fmt: skip
    for name, value in figures.items():
        yield (percents[name], percent_text(value)) if name in percents else (ratios[name], ratio_text(value))


def _tail_section(found: Sequence[Tail]) -> Section:
    levels = list(dict.fromkeys(tail.level for tail in found))
    texts: dict[str, list[str]] = {}
    for tail in found:
        texts.setdefault(tail.method, []).extend((_fine(tail.value_at_risk), _fine(tail.shortfall)))
    head = [f"{name} {level:.4g}" for level in levels for name in ("VaR", "CVaR")]
    rows = [[method, *cells] for method, cells in texts.items()]
    return Section(
        title="Value at risk and expected shortfall",
        head=["Method", *head],
        rows=rows,
        text_columns=["Method"],
    )


def _fall_section(falls: Sequence[Drawdown]) -> Section:
    rows = [
        (
            percent_text(fall.depth),
            str(fall.peak or "start"),
            str(fall.valley),
            str(fall.recovered or "not yet"),
            f"{fall.to_valley:,}",
            _NONE if fall.recovered is None else f"{_back(fall):,}",
        )
        for fall in falls
    ]
    head = ("Depth", "Peak", "Valley", "Recovered", "Sessions down", "Sessions back")
    note = "" if falls else "No session closed below an earlier one."
    return Section(title="Deepest drawdowns", head=head, rows=rows, note=note)


def _rolling_sections(report: RiskReport) -> Iterator[Section]:
    window = report.options.window
    if window > len(report.sessions):
        yield Section(title="Rolling figures", head=("Figure",), rows=(), note=_too_short(report))
        return
    columns = {"Volatility": report.volatility, "Sharpe": report.sharpe, "Beta": report.beta}
    rows = []
    for title, values in columns.items():
        known = [] if values is None else [value for value in values.tolist() if not math.isnan(value)]
        text = percent_text if title == "Volatility" else ratio_text
        if known:
            rows.append(
                (title, text(known[-1]), text(min(known)), text(float(np.median(known))), text(max(known)))
            )
    head = ("Figure", "Last", "Lowest", "Median", "Highest")
    yield Section(
        title=f"Rolling figures, {window} sessions", head=head, rows=rows, text_columns=["Figure"],
        note="The frame .rolling has one row a session.",
    )  # fmt: skip


def _too_short(report: RiskReport) -> str:
    return (
        f"{len(report.sessions)} sessions are fewer than the window of {report.options.window}: choose a shorter "
        "window."
    )


def _back(fall: Drawdown) -> int | None:
    return None if fall.recovered is None else fall.sessions - fall.to_valley + 1


def _fine(value: float | None) -> str:
    return _NONE if value is None else minus(f"{value * 100:,.2f} %")
