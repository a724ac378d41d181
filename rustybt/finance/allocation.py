"""How capital is shared between strategies: weights from their returns.

Every allocator is a pure function of simple returns, float64 of shape [T, N], the latest last, one column a strategy;
it gives float64[N], each at least 0, of a sum of at most 1. What is left of 1 stays in cash.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import AllocationError

__all__ = [
    "ALLOCATORS",
    "Allocator",
    "checked_weights",
    "drawdown_limited",
    "equal",
    "equal_risk_contribution",
    "inverse_volatility",
    "kelly_fraction",
    "kelly_weights",
    "risk_parity",
]

type Floats = NDArray[np.float64]
type Allocator = Callable[[Floats], Floats]
"""Weights float64[N] from returns float64[T, N]."""

STEPS = 500
SWEEPS = 10_000
CLOSE = 1e-13
SURE = 0.95 * (3.0 - math.sqrt(5.0)) / 2.0
"""Below this Newton decrement the full step converges quadratically (Spinu, 2013)."""
SUM_TOLERANCE = 1e-9


def equal(returns: Floats) -> Floats:
    """Give every strategy the same.

    Args:
        returns: Simple returns, float64[T, N]; any T.

    Example:
        >>> equal(np.zeros((0, 4))).tolist()
        [0.25, 0.25, 0.25, 0.25]
    """
    count = _matrix(returns, 0).shape[1]
    return np.full(count, 1.0 / count)


def inverse_volatility(returns: Floats) -> Floats:
    """Give every strategy a share that falls with its volatility: 1/s over the sum of all 1/s.

    Args:
        returns: Simple returns, float64[T, N].

    Raises:
        AllocationError: If there are fewer than two returns, or a column does not vary.

    Example:
        >>> inverse_volatility(np.array([[0.01, 0.03], [-0.01, -0.03]])).round(12).tolist()
        [0.75, 0.25]
    """
    inverse = 1.0 / _deviations(_matrix(returns, 2))
    return np.asarray(inverse / inverse.sum())


def risk_parity(returns: Floats) -> Floats:
    """Let every strategy contribute the same to the variance of the whole.

    Args:
        returns: Simple returns, float64[T, N].

    Raises:
        AllocationError: If there are fewer than two returns, a column does not vary, or no weights do it.
    """
    found = _matrix(returns, 2)
    _deviations(found)
    return equal_risk_contribution(_covariance(found))


def equal_risk_contribution(covariance: Floats, budgets: Sequence[float] | None = None) -> Floats:
    """Return the long-only weights whose contributions to risk, w (Cw) / w'Cw, are as budgeted.

    Maillard, Roncalli and Teiletche, "The properties of equally weighted risk contribution portfolios" (2010), show
    that they exist once; they are found by the damped Newton iteration of Spinu, "An algorithm for computing risk
    parity weights" (2013), on 1/2 x'Cx - b' log x, of which the weights are the minimum over its sum.

    Args:
        covariance: Of the returns, float64[N, N].
        budgets: Share of the risk that each may have, above 0; equal by default.

    Returns:
        float64[N], of sum 1.

    Raises:
        AllocationError: If the matrix is no covariance, a budget is not above 0, or a mixture without risk exists.

    Example:
        >>> equal_risk_contribution(np.diag([0.01, 0.04])).round(6).tolist()
        [0.666667, 0.333333]
    """
    deviations = _checked_deviations(covariance)
    count = len(deviations)
    budget = np.full(count, 1.0) if budgets is None else np.asarray(budgets, np.float64)
    if budget.shape != (count,) or not np.isfinite(budget).all() or not (budget > 0).all():
        raise AllocationError(f"risk budgets {budgets!r}: give {count} numbers above 0")
    budget = budget / budget.min()  # self-concordant from 1 on
    correlation = covariance / np.outer(deviations, deviations)
    if not correlation.sum() > 1e-12:
        raise AllocationError(
            "these strategies cancel each other out: no weights share a risk that is not there"
        )
    x = np.full(count, math.sqrt(budget.sum() / correlation.sum()))
    for _ in range(STEPS):
        slope = correlation @ x - budget / x
        step = np.linalg.solve(correlation + np.diag(budget / x**2), slope)
        decrement = math.sqrt(max(float(slope @ step), 0.0))
        x = x - (step if decrement <= SURE else step / (1.0 + decrement))
        if decrement < CLOSE * math.sqrt(float(budget.sum())):
            weights = x / deviations
            return np.asarray(weights / weights.sum())
    raise AllocationError(
        "risk parity did not converge: strategies that cancel each other out almost exactly have no stable weights"
    )


def kelly_fraction(returns: Floats, *, fraction: float = 0.5, cap: float = 1.0) -> Floats:
    """Give every strategy a fraction of what makes the whole grow fastest, as measured; the rest stays in cash.

    Args:
        returns: Simple returns, float64[T, N], over those of cash.
        fraction: Of the full Kelly weights: what is measured is never sure, and half of them gives three quarters of
            the growth for half of the risk (Thorp, 2006).
        cap: Most that all weights together may be, up to 1; above it they are scaled down alike.

    Raises:
        AllocationError: If there are no more returns than strategies, a column does not vary, or an argument is out
            of its range.
    """
    if not 0 < fraction <= 1 or not 0 < cap <= 1:
        raise AllocationError(f"fraction is {fraction!r} and cap {cap!r}: use numbers above 0, up to 1")
    found = _matrix(returns, 2)
    if len(found) <= found.shape[1]:
        raise AllocationError(
            f"{len(found)} returns of {found.shape[1]} strategies say nothing of how they move together: use a longer "
            "window"
        )
    _deviations(found)
    weights = fraction * kelly_weights(found.mean(axis=0), _covariance(found))
    total = float(weights.sum())
    return np.asarray(weights if total <= cap else weights * (cap / total))


def kelly_weights(mean: Floats, covariance: Floats) -> Floats:
    """Return the long-only weights of the fastest growth: the largest of w'm - 1/2 w'Cw.

    Without the sign they are C^-1 m (Thorp, "The Kelly criterion in blackjack, sports betting, and the stock market",
    2006, section 7); with it they are found by descent along one weight after the other, which converges as the
    problem is convex.

    Args:
        mean: Mean excess return of a period, float64[N].
        covariance: Of the returns of a period, float64[N, N].

    Returns:
        float64[N], each at least 0; they may be above 1.

    Raises:
        AllocationError: If the matrix is no covariance, or two strategies are the same.

    Example:
        >>> kelly_weights(np.array([0.11 - 0.06]), np.array([[0.15**2]])).round(2).tolist()  # Thorp's example
        [2.22]
    """
    deviations = _checked_deviations(covariance)
    if mean.shape != deviations.shape or not np.isfinite(mean).all():
        raise AllocationError(
            f"{mean.shape} means for {len(deviations)} strategies: give one finite mean each"
        )
    correlation, edge = covariance / np.outer(deviations, deviations), mean / deviations
    x = np.zeros(len(edge))
    for _ in range(SWEEPS):
        before = x.copy()
        for place in range(len(x)):
            rest = edge[place] - correlation[place] @ x + x[place]
            x[place] = max(rest, 0.0)
        if np.abs(x - before).max(initial=0.0) <= CLOSE * max(1.0, np.abs(x).max(initial=0.0)):
            return np.asarray(x / deviations)
    raise AllocationError("Kelly weights did not converge: two of the strategies do the same; leave one out")


def drawdown_limited(returns: Floats, *, limit: float = 0.2, base: Allocator = equal) -> Floats:
    """Scale every strategy's share down with its current drawdown: all of it at a peak, nothing at the limit.

    The share falls with what is left above the floor of (1 - limit) of the peak, as in Grossman and Zhou, "Optimal
    investment strategies for controlling drawdowns" (1993). What is taken away stays in cash; a strategy that has
    reached its limit stays out, also if its prices came back before anybody looked.

    Args:
        returns: Simple returns, float64[T, N], since the start.
        limit: Drawdown, above 0 and up to 1.
        base: The shares without a drawdown.

    Raises:
        AllocationError: If the limit is out of its range, or as `base` does.

    Example:
        >>> drawdown_limited(np.array([[0.1, -0.1], [0.1, 0.0]]), limit=0.2).round(4).tolist()
        [0.5, 0.2778]
    """
    if not 0 < limit <= 1:
        raise AllocationError(f"limit is {limit!r}: use a drawdown above 0, up to 1")
    found = _matrix(returns, 0)
    worth = np.vstack([np.ones(found.shape[1]), np.cumprod(1.0 + found, axis=0)])
    fallen = worth / np.maximum.accumulate(worth, axis=0)
    left, floor = fallen[-1], 1.0 - limit
    kept, alive = np.zeros(len(left)), (fallen > floor).all(axis=0)
    kept[alive] = (left[alive] - floor) / (left[alive] * (1.0 - floor))
    return np.asarray(checked_weights(base(found), found.shape[1]) * kept)


ALLOCATORS: dict[str, Allocator] = {
    "equal": equal,
    "inverse_volatility": inverse_volatility,
    "risk_parity": risk_parity,
    "kelly_fraction": kelly_fraction,
    "drawdown_limited": drawdown_limited,
}
"""By the name that a user gives."""


def checked_weights(weights: object, count: int) -> Floats:
    """Return what an allocator gave as float64[N].

    Args:
        weights: As it gave them.
        count: Number of strategies.

    Raises:
        AllocationError: If they are not one finite number each from 0 on, of a sum of at most 1.

    Example:
        >>> checked_weights([0.5, 0.25], 2).tolist()
        [0.5, 0.25]
    """
    try:
        found = np.asarray(weights, np.float64)
    except (TypeError, ValueError):
        raise AllocationError(f"the weights are {weights!r}: give {count} numbers") from None
    if found.shape != (count,) or not np.isfinite(found).all() or not (found >= 0).all():
        raise AllocationError(f"the weights are {weights!r}: give {count} finite numbers from 0 on")
    if found.sum() > 1.0 + SUM_TOLERANCE:
        raise AllocationError(
            f"the weights sum to {found.sum():.12g}: at most 1 can be shared; scale them down"
        )
    return found


def _matrix(returns: Floats, least: int) -> Floats:
    found = np.asarray(returns, np.float64)
    if found.ndim != 2 or not found.shape[1]:
        raise AllocationError(
            f"returns of shape {found.shape}: give one row a period and one column a strategy"
        )
    if len(found) < least:
        raise AllocationError(f"{len(found)} returns are too few: at least {least} are needed")
    if not np.isfinite(found).all():
        raise AllocationError("a return is not finite: leave out the periods before every strategy began")
    return found


def _covariance(returns: Floats) -> Floats:
    return np.atleast_2d(np.cov(returns, rowvar=False))


def _deviations(returns: Floats) -> Floats:
    found = returns.std(axis=0, ddof=1)
    flat = np.flatnonzero(~(found > 1e-15))
    if len(flat):
        raise AllocationError(f"the returns in column {flat[0]} do not vary: it has no risk to weigh it by")
    return np.asarray(found)


def _checked_deviations(covariance: Floats) -> Floats:
    shape = covariance.shape
    if len(shape) != 2 or shape[0] != shape[1] or not shape[0] or not np.isfinite(covariance).all():
        raise AllocationError(f"a covariance of shape {shape}: give finite numbers, float64[N, N]")
    variances = np.diag(covariance)
    if not (variances > 0).all() or not np.allclose(covariance, covariance.T):
        raise AllocationError("this is no covariance: it must be symmetric, with variances above 0")
    return np.asarray(np.sqrt(variances))
