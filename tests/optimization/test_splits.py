"""Purged and combinatorial splits, held to the definitions and the figures of the book."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.optimization.splits import backtest_paths, combinatorial_splits, purged_splits


@given(
    sessions=st.integers(40, 120),
    groups=st.integers(2, 6),
    tested=st.integers(1, 3),
    horizon=st.integers(1, 5),
    embargo=st.integers(0, 3),
)
def test_no_training_session_knows_of_a_test(sessions, groups, tested, horizon, embargo):
    # López de Prado (2018), section 7.4: the label of i spans (i, i + horizon]; none may overlap that of a test, and
    # the embargo (snippet 7.3) moves the first one after a test further away. Written out for every pair.
    tested = min(tested, groups - 1)
    try:
        splits = combinatorial_splits(sessions, groups, tested, horizon=horizon, embargo=embargo)
    except SampleError:
        return
    for split in splits:
        test = set(split.test.tolist())
        kept = [
            place
            for place in range(sessions)
            if place not in test
            and not any(
                (each <= place < each + horizon + embargo) or (place < each < place + horizon)
                for each in test
            )
        ]
        assert split.train.tolist() == kept


def test_every_session_is_tested_as_often_as_there_are_paths():
    for groups, tested in ((5, 1), (6, 2), (6, 3), (10, 2)):
        splits = combinatorial_splits(103, groups, tested)
        assert len(splits) == math.comb(groups, tested)
        counts = np.bincount(np.concatenate([each.test for each in splits]))
        # Section 12.4.1: k / N times the number of splits.
        assert (
            set(counts)
            == {math.comb(groups, tested) * tested // groups}
            == {len(backtest_paths(groups, tested))}
        )


def test_the_paths_of_the_book():
    """López de Prado (2018), section 12.4.1, figures 12.1 and 12.2: 6 groups, 2 tested, 15 splits and 5 paths.

    Checked against a quotation of the book at stats.stackexchange.com/questions/443159: the formula of the number of
    paths, 15 and 5, and path 2 as (G1,S2), (G2,S6), (G3,S6), (G4,S7), (G5,S8), (G6,S9). Path 1 is the figure's from
    memory; it follows from the order of the splits.
    """
    paths = backtest_paths(6, 2) + 1
    assert paths.shape == (5, 6)
    assert paths[0].tolist() == [1, 1, 2, 3, 4, 5]
    assert paths[1].tolist() == [2, 6, 6, 7, 8, 9]
    splits = combinatorial_splits(60, 6, 2)
    for path in paths - 1:
        assert all(group in splits[split].groups for group, split in enumerate(path))


def test_folds_are_stretches_of_time():
    splits = purged_splits(11, 3, horizon=2, embargo=1)
    assert [each.test.tolist() for each in splits] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10]]
    assert [each.train.tolist() for each in splits] == [
        [6, 7, 8, 9, 10],
        [0, 1, 2, 10],
        [0, 1, 2, 3, 4, 5, 6],
    ]


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((10, 1, 1, 1, 0), ConfigurationError, "1 of 1 groups"),
        ((10, 3, 3, 1, 0), ConfigurationError, "3 of 3 groups"),
        ((10, 3, 0, 1, 0), ConfigurationError, "0 of 3 groups"),
        ((10, 3, 1, 0, 0), ConfigurationError, "horizon is 0"),
        ((10, 3, 1, 1, -1), ConfigurationError, "embargo -1"),
        ((99, 40, 20, 1, 0), ConfigurationError, "137,846,528,820 splits"),
        ((3, 5, 1, 1, 0), SampleError, "3 sessions are fewer than 5 groups"),
        ((12, 3, 1, 5, 0), SampleError, r"nothing is left to train on when groups \(1,\)"),
    ],
)
def test_what_is_refused(arguments, error, says):
    sessions, groups, tested, horizon, embargo = arguments
    with pytest.raises(error, match=says):
        combinatorial_splits(sessions, groups, tested, horizon=horizon, embargo=embargo)
