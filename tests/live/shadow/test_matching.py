"""The matching is one to one, in order, and the best of all such by brute force."""

from __future__ import annotations

from functools import cache
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from rustybt.live.shadow.matching import match_in_order

REACH = 3


def near(one, other):
    return abs(one[0] - other[0]) <= REACH


def agree(one, other):
    return one[1] == other[1]


def distance(one, other):
    return abs(one[0] - other[0])


def matched(first, second):
    return match_in_order(first, second, near, agree, distance)


def score(first, second, pairs):
    chosen = [(first[i], second[j]) for i, j in pairs]
    return (len(pairs), sum(agree(*each) for each in chosen), -sum(distance(*each) for each in chosen))


def all_in_order(first, second):
    for size in range(min(len(first), len(second)) + 1):
        for left in combinations(range(len(first)), size):
            for right in combinations(range(len(second)), size):
                pairs = list(zip(left, right, strict=True))
                if all(near(first[i], second[j]) for i, j in pairs):
                    yield pairs


def most_pairs_in_any_order(first, second):
    few, many = sorted((first, second), key=len)
    return max(
        sum(near(one, other) for one, other in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )


points = st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ab")), max_size=5).map(sorted)


@given(points, points)
def test_it_is_the_best_that_crosses_nothing(first, second):
    pairs = matched(first, second)
    best = max(score(first, second, each) for each in all_in_order(first, second))
    assert score(first, second, pairs) == best
    assert all(near(first[i], second[j]) for i, j in pairs)
    for side in zip(*pairs, strict=True):
        assert list(side) == sorted(set(side))


@given(points, points)
def test_no_matching_that_crosses_has_more_pairs(first, second):
    assert len(matched(first, second)) == most_pairs_in_any_order(first, second)


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ab"))).map(sorted))
def test_a_stream_is_matched_with_itself(stream):
    assert matched(stream, stream) == [(i, i) for i in range(len(stream))]


def test_one_that_agrees_is_preferred_to_one_that_is_nearer():
    assert matched([(0, "a")], [(0, "b"), (2, "a")]) == [(0, 1)]


def test_a_pair_more_is_preferred_to_one_that_agrees():
    assert matched([(0, "b"), (3, "a")], [(3, "b"), (6, "a")]) == [(0, 0), (1, 1)]
    assert matched([(0, "a"), (3, "b")], [(0, "b"), (6, "b")]) == [(0, 0), (1, 1)]


def test_ten_thousand_equal_signals_cost_no_table():
    calls = 0

    def counted(one, other):
        nonlocal calls
        calls += 1
        return near(one, other)

    stream = [(0, "a")] * 10_000
    assert len(match_in_order(stream, [*stream, (0, "b")], counted, agree, distance)) == 10_000
    assert calls < 30_000


@cache
def longest(first, second):
    """The most pairs in order, written as the textbook recursion."""
    if not first or not second:
        return 0
    skipped = max(longest(first[1:], second), longest(first, second[1:]))
    return max(skipped, 1 + longest(first[1:], second[1:])) if near(first[0], second[0]) else skipped


@given(*[st.lists(st.tuples(st.integers(0, 40), st.sampled_from("ab")), max_size=14).map(sorted)] * 2)
def test_longer_ones_have_the_most_pairs(first, second):
    assert len(matched(first, second)) == longest(tuple(first), tuple(second))
