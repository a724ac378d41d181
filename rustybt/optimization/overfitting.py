"""What a Sharpe ratio is worth after a search: the best of many trials is good by chance alone.

Every Sharpe ratio here is annual, as ``summary.sharpe`` is; the papers' formulas, which are per period, are applied
inside. Literature:

- Bailey and López de Prado (2012), The Sharpe Ratio Efficient Frontier, Journal of Risk 15(2).
- Bailey and López de Prado (2014), The Deflated Sharpe Ratio, Journal of Portfolio Management 40(5).
- Bailey, Borwein, López de Prado and Zhu (2014), Pseudo-Mathematics and Financial Charlatanism, Notices of the
  AMS 61(5).
- Harvey and Liu (2015), Backtesting, Journal of Portfolio Management 42(1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.finance.metrics.returns import TRADING_DAYS, sharpe_ratio

__all__ = [
    "Track",
    "deflated_sharpe",
    "expected_max_sharpe",
    "haircut_sharpe",
    "min_backtest_length",
    "min_track_record_length",
    "probabilistic_sharpe",
]

type Floats = NDArray[np.float64]

EULER = 0.5772156649015329
NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What the statistics need to know of a track record.

    Attributes:
        sharpe: Annual.
        sessions: Number of returns.
        skewness: Of the returns; 0 of normal ones.
        kurtosis: Of the returns; 3 of normal ones.
        periods: Sessions in a year.
    """

    sharpe: float
    sessions: int
    skewness: float = 0.0
    kurtosis: float = 3.0
    periods: float = TRADING_DAYS

    def __post_init__(self) -> None:
        if self.sessions < 2 or not math.isfinite(self.sharpe):
            raise SampleError(
                f"{self.sessions} returns with a Sharpe ratio of {self.sharpe:g} say nothing: the statistics need at "
                "least 2 that differ, without NaN"
            )

    @classmethod
    def of(cls, returns: Floats, periods: float = TRADING_DAYS) -> Self:
        """Measure returns.

        Args:
            returns: Simple returns, one a session, float64[S].
            periods: Sessions in a year.

        Raises:
            SampleError: If there are fewer than 2, they do not vary, or one is not finite.
        """
        if len(returns) < 2 or not np.isfinite(returns).all() or (returns == returns[0]).all():
            raise SampleError(
                f"{len(returns)} returns: a Sharpe ratio needs at least 2 that are finite and differ"
            )
        if (returns <= -1.0).any():
            raise SampleError(
                f"{len(returns)} returns, and one of a loss of everything: of what is left there is no Sharpe ratio"
            )
        apart = returns - returns.mean()
        variance = float((apart**2).mean())
        return cls(
            sharpe=sharpe_ratio(returns, periods=periods),
            sessions=len(returns),
            skewness=float((apart**3).mean()) / variance**1.5,
            kurtosis=float((apart**4).mean()) / variance**2,
            periods=periods,
        )

    @property
    def years(self) -> float:
        """How long it is."""
        return self.sessions / self.periods

    @property
    def spread(self) -> float:
        """Standard deviation of one return's share in the estimate of the Sharpe ratio; 1 at a ratio of 0."""
        ratio = self.sharpe / math.sqrt(self.periods)
        # Sample moments keep it above 0: kurtosis is at least 1 + skewness squared.
        return math.sqrt(1.0 - self.skewness * ratio + (self.kurtosis - 1.0) / 4.0 * ratio * ratio)


type TrackLike = Track | Floats


def probabilistic_sharpe(track: TrackLike, benchmark: float = 0.0) -> float:
    """Return the probability that the true Sharpe ratio is above a benchmark (Bailey and López de Prado, 2012, eq. 11).

    Args:
        track: Returns, float64[S], or their measures.
        benchmark: Annual Sharpe ratio.

    Raises:
        SampleError: If the returns say nothing.

    Example:
        >>> monthly = Track(sharpe=0.458 * 12**0.5, sessions=24, skewness=-2.448, kurtosis=10.164, periods=12)
        >>> round(probabilistic_sharpe(monthly), 3)
        0.913
    """
    track = _track(track)
    return NORMAL.cdf(
        (track.sharpe - benchmark) * math.sqrt((track.sessions - 1) / track.periods) / track.spread
    )


def min_track_record_length(track: TrackLike, benchmark: float = 0.0, confidence: float = 0.95) -> float:
    """Return how many sessions it takes to hold a Sharpe ratio for above a benchmark (the same paper, eq. 13).

    Args:
        track: Returns, float64[S], or their measures; how many there are does not matter.
        benchmark: Annual Sharpe ratio.
        confidence: Probability that it is.

    Returns:
        Sessions, not rounded; infinite if the Sharpe ratio is not above the benchmark.

    Raises:
        SampleError: If the returns say nothing.
        ConfigurationError: If the confidence is not between 0 and 1.

    Example:
        >>> round(min_track_record_length(Track(sharpe=2.0, sessions=2), benchmark=1.0) / 252, 2)
        2.73
    """
    if not 0 < confidence < 1:
        raise ConfigurationError(f"confidence is {confidence}: use a number between 0 and 1, such as 0.95")
    track = _track(track)
    above = (track.sharpe - benchmark) / math.sqrt(track.periods)
    return 1.0 + (track.spread * NORMAL.inv_cdf(confidence) / above) ** 2 if above > 0 else math.inf


def expected_max_sharpe(trials: float, variance: float) -> float:
    """Return the Sharpe ratio to be expected of the best of independent trials that are all worth nothing.

    Bailey and López de Prado (2014), eq. 1, an approximation from above: 1.57 for 10 trials of variance 1, where the
    exact figure is 1.54 (Tippett, 1925).

    Args:
        trials: Number of independent trials, at least 1.
        variance: Of the trials' annual Sharpe ratios.

    Raises:
        SampleError: If there are fewer trials, or the variance is negative or NaN.

    Example:
        >>> round(expected_max_sharpe(10, 1.0), 2)
        1.57
    """
    if not (trials >= 1 and variance >= 0):
        raise SampleError(
            f"{trials:g} trials whose Sharpe ratios have the variance {variance:g}: at least 1, and 0"
        )
    return math.sqrt(variance) * _highest_of(trials)


def deflated_sharpe(track: TrackLike, trials: float, variance: float) -> float:
    """Return the probability that the best trial's true Sharpe ratio is above what chance gives the best of so many.

    Bailey and López de Prado (2014), eq. 2: the probabilistic Sharpe ratio against :func:`expected_max_sharpe`.

    Args:
        track: Returns of the best trial, float64[S], or their measures.
        trials: Number of independent trials that were made, at least 1.
        variance: Of the trials' annual Sharpe ratios.

    Raises:
        SampleError: If the returns say nothing, there are fewer trials, or the variance is negative or NaN.

    Example:
        >>> paper = Track(sharpe=2.5, sessions=1250, skewness=-3.0, kurtosis=10.0, periods=250)
        >>> round(deflated_sharpe(paper, trials=100, variance=0.5), 4)
        0.9004
    """
    return probabilistic_sharpe(track, expected_max_sharpe(trials, variance))


def min_backtest_length(trials: float, sharpe: float = 1.0) -> float:
    """Return the years of data below which the best of so many worthless trials is expected to reach a Sharpe ratio.

    Bailey, Borwein, López de Prado and Zhu (2014), theorem 2.

    Args:
        trials: Number of independent trials, at least 1.
        sharpe: Annual, above 0.

    Raises:
        SampleError: If there are fewer trials.
        ConfigurationError: If the Sharpe ratio is not above 0.

    Example:
        >>> round(min_backtest_length(45), 1)
        5.0
    """
    if not sharpe > 0:
        raise ConfigurationError(f"sharpe is {sharpe}: use one above 0")
    return (expected_max_sharpe(trials, 1.0) / sharpe) ** 2


def haircut_sharpe(track: TrackLike, trials: float) -> float:
    """Return the Sharpe ratio that would be as significant as this one, had it been the only trial.

    Harvey and Liu (2015), eq. 4: the p-value of the best of independent trials is 1 - (1 - p)^trials. A ratio below 0
    is returned as it is.

    Args:
        track: Returns of the best trial, float64[S], or their measures.
        trials: Number of independent trials that were made, at least 1.

    Raises:
        SampleError: If the returns say nothing, or there are fewer trials.

    Example:
        >>> twenty_years = Track(sharpe=0.75, sessions=240, periods=12)
        >>> round(haircut_sharpe(twenty_years, trials=200), 2)
        0.32
    """
    track = _track(track)
    if not trials >= 1:
        raise SampleError(f"{trials:g} trials: at least 1")
    if track.sharpe <= 0:
        return track.sharpe
    root = math.sqrt(track.years)
    alone = math.erfc(track.sharpe * root / math.sqrt(2.0))
    if alone < 1e-300:
        return track.sharpe
    # By logarithms: 1 - p is 1 to the last bit long before p is 0.
    among = -math.expm1(trials * math.log1p(-alone))
    return -NORMAL.inv_cdf(among / 2.0) / root if among < 1.0 else 0.0


def _highest_of(trials: float) -> float:
    if trials <= 1:
        return 0.0
    first, second = (-NORMAL.inv_cdf(tail / trials) for tail in (1.0, math.exp(-1.0)))
    # Between 1 and 2 trials the approximation falls below the mean.
    return max(0.0, (1.0 - EULER) * first + EULER * second)


def _track(given: TrackLike) -> Track:
    return given if isinstance(given, Track) else Track.of(np.asarray(given, dtype=np.float64))
