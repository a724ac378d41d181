"""Least squares with the errors of its coefficients: what of the returns a set of factors explains."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError

__all__ = ["Regression", "regression"]

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """A linear model of returns; the first coefficient is alpha, in one session.

    Attributes:
        names: ``"alpha"``, then the factors.
        coefficients: Alpha and the betas.
        errors: Their standard errors.
        t_values: Coefficients over errors; infinite or NaN where nothing is left unexplained.
        r_squared: Share of the variance that is explained; NaN if the returns do not vary.
        residual: Standard deviation of what is left, in one session.
        observations: Sessions.
        lags: Of the errors of Newey and West, 0 for ordinary ones.
    """

    names: Sequence[str]
    coefficients: Sequence[float]
    errors: Sequence[float]
    t_values: Sequence[float]
    r_squared: float
    residual: float
    observations: int
    lags: int


def regression(returns: Floats, factors: Floats, names: Sequence[str], lags: int = 0) -> Regression:
    """Explain returns by factors, by ordinary least squares with an intercept.

    Errors are the ordinary ones (``s^2 (X'X)^-1``), or with ``lags`` those of Newey and West (1987), which hold with
    volatility that comes and goes and returns that depend on those before (Bartlett's weights, no small-sample factor).

    Args:
        returns: Simple returns, float64[T].
        factors: Returns of the factors, float64[T, K].
        names: Of the factors.
        lags: Sessions over which errors may hang together.

    Raises:
        ConfigurationError: If there are too few sessions, a value is not finite, or a factor is made of the others.
    """
    count, width = factors.shape
    if count < width + 2:
        raise ConfigurationError(
            f"a regression on {width} factor{'s' if width != 1 else ''} needs at least {width + 2} sessions, and there "
            f"are {count}: choose a longer range or fewer factors"
        )
    if not 0 <= lags < count:
        raise ConfigurationError(f"lags is {lags}: use 0 to {count - 1}")
    for name, column in zip(("the returns", *names), (returns, *factors.T), strict=True):
        bad = np.flatnonzero(~np.isfinite(column))
        if len(bad):
            raise ConfigurationError(
                f"{name} in session {int(bad[0])} is {column[bad[0]]}: fill it in, or leave it out"
            )
    design = np.column_stack([np.ones(count), factors])
    scale = np.sqrt((design * design).sum(axis=0))
    if not scale.all() or np.linalg.matrix_rank(design / scale) < width + 1:
        raise ConfigurationError(
            f"the factors {', '.join(names)} are not independent: one does not vary, or is made of the others"
        )
    q, r = np.linalg.qr(design / scale)
    coefficients = np.linalg.solve(r, q.T @ returns) / scale
    left = returns - design @ coefficients
    inverse = np.linalg.inv(r)
    bread = (inverse @ inverse.T) / np.outer(scale, scale)
    freedom = count - width - 1
    variance = float(left @ left) / freedom
    spread = bread * variance if not lags else bread @ _meat(design, left, lags) @ bread
    errors = np.sqrt(np.diag(spread))
    apart = returns - returns.mean()
    varied = float(apart @ apart)
    with np.errstate(divide="ignore", invalid="ignore"):
        t_values = coefficients / errors
    return Regression(
        names=("alpha", *names),
        coefficients=coefficients.tolist(),
        errors=errors.tolist(),
        t_values=t_values.tolist(),
        r_squared=1.0 - float(left @ left) / varied if varied > 0 else math.nan,
        residual=math.sqrt(variance),
        observations=count,
        lags=lags,
    )


def _meat(design: Floats, left: Floats, lags: int) -> Floats:
    scores = design * left[:, None]
    total = scores.T @ scores
    for lag in range(1, lags + 1):
        shifted = scores[lag:].T @ scores[:-lag]
        total += (1.0 - lag / (lags + 1.0)) * (shifted + shifted.T)
    return np.asarray(total, dtype=np.float64)
