"""Splits of time into what is trained on and what is tested on, without what would tell one of the other.

López de Prado (2018), Advances in Financial Machine Learning, chapters 7 (purging and embargo) and 12 (combinatorial
purged cross-validation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rustybt.exceptions import ConfigurationError, SampleError

__all__ = ["Split", "backtest_paths", "combinatorial_splits", "purged_splits"]

type Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Split:
    """One way to train and test.

    Attributes:
        groups: Numbers of the groups that are tested.
        train: Places of the sessions to train on, int64, increasing.
        test: Places of the sessions to test on, int64, increasing.
    """

    groups: tuple[int, ...]
    train: Places
    test: Places


def purged_splits(sessions: int, folds: int = 5, *, horizon: int = 1, embargo: int = 0) -> list[Split]:
    """Test each of some stretches of time once, and train on the others.

    Args:
        sessions: How many there are.
        folds: How many stretches, of the same length but for one session.
        horizon: Sessions until the outcome of a decision is known; training sessions whose outcome would overlap that
            of a test are left out (purged). 1 leaves none out.
        embargo: Sessions after each test that are left out as well, since returns remember.

    Raises:
        SampleError: If a split has nothing to train or test on.
        ConfigurationError: If an argument cannot be.

    Example:
        >>> [(each.test.tolist(), each.train.tolist()) for each in purged_splits(6, 3, horizon=2, embargo=1)][1]
        ([2, 3], [0])
    """
    return combinatorial_splits(sessions, folds, 1, horizon=horizon, embargo=embargo)


def combinatorial_splits(
    sessions: int, groups: int = 6, tested: int = 2, *, horizon: int = 1, embargo: int = 0
) -> list[Split]:
    """Test every combination of so many groups of sessions, and train on the others.

    Args:
        sessions: How many there are.
        groups: How many stretches of time, of the same length but for one session.
        tested: How many of them each split tests.
        horizon: As in :func:`purged_splits`.
        embargo: As in :func:`purged_splits`.

    Returns:
        The splits, in the order of their tested groups.

    Raises:
        SampleError: If a split has nothing to train or test on.
        ConfigurationError: If an argument cannot be.

    Example:
        >>> len(combinatorial_splits(120, 6, 2))
        15
    """
    _check(groups, tested, horizon, embargo)
    if sessions < groups:
        raise SampleError(
            f"{sessions} sessions are fewer than {groups} groups: use fewer groups, or more sessions"
        )
    edges = np.cumsum([0, *(len(part) for part in np.array_split(np.empty(sessions), groups))])
    found = []
    for chosen in combinations(range(groups), tested):
        test, apart = np.zeros(sessions, dtype=bool), np.zeros(sessions, dtype=bool)
        for group in chosen:
            begin, end = int(edges[group]), int(edges[group + 1])
            test[begin:end] = True
            apart[max(0, begin - horizon + 1) : end + horizon - 1 + embargo] = True
        train = np.flatnonzero(~apart)
        if not len(train):
            raise SampleError(
                f"nothing is left to train on when groups {chosen} of {sessions} sessions are tested with a horizon of "
                f"{horizon} and an embargo of {embargo}: make them smaller, or use more sessions"
            )
        found.append(Split(groups=chosen, train=train, test=np.flatnonzero(test)))
    return found


def backtest_paths(groups: int, tested: int) -> Places:
    """Return which split tests each group on each path through all of time.

    Every group is tested by as many splits as there are paths; path by path, the next one of them is taken.

    Args:
        groups: As in :func:`combinatorial_splits`.
        tested: As in :func:`combinatorial_splits`.

    Returns:
        Numbers of splits, int64[paths, groups].

    Raises:
        ConfigurationError: If an argument cannot be.

    Example:
        >>> backtest_paths(4, 2).tolist()
        [[0, 0, 1, 2], [1, 3, 3, 4], [2, 4, 5, 5]]
    """
    _check(groups, tested, 1, 0)
    paths = math.comb(groups - 1, tested - 1)
    found = np.empty((paths, groups), dtype=np.int64)
    for group in range(groups):
        found[:, group] = [
            number for number, chosen in enumerate(combinations(range(groups), tested)) if group in chosen
        ]
    return found


def _check(groups: int, tested: int, horizon: int, embargo: int) -> None:
    for name, value in (("groups", groups), ("tested", tested), ("horizon", horizon), ("embargo", embargo)):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ConfigurationError(f"{name} is {value!r}: use a whole number")
    if groups < 2 or not 1 <= tested < groups:
        raise ConfigurationError(
            f"{tested} of {groups} groups are tested: use at least 2 groups, and test at least 1 but not all of them"
        )
    if horizon < 1 or embargo < 0:
        raise ConfigurationError(
            f"horizon is {horizon} and embargo {embargo}: use sessions, at least 1 and 0"
        )
    if math.comb(groups, tested) > 100_000:
        raise ConfigurationError(
            f"{tested} of {groups} groups are {math.comb(groups, tested):,} splits: use fewer groups"
        )
