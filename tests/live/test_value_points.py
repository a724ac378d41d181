"""What is kept of the points of a long run, and what a console makes of it that fetches them by their places."""

from __future__ import annotations

import itertools
import random

from rustybt.live.value_points import MOST_POINTS, OLDER, RECENT, ValuePoints


def filled(count):
    points = ValuePoints()
    for number in range(count):
        points.add((number, float(number), 0.0))
    return points


def test_all_points_of_a_short_run_are_kept():
    assert [number for number, _, _ in filled(MOST_POINTS).after(0)] == list(range(MOST_POINTS))


def test_a_long_run_is_thinned_evenly_and_keeps_its_ends():
    for count in (MOST_POINTS + 1, 54_321, 300_000):
        kept = [number for number, _, _ in filled(count).after(0)]
        assert (kept[0], kept[-1]) == (0, count - 1)
        assert len(kept) <= MOST_POINTS
        assert kept[-RECENT:] == list(range(count - RECENT, count))
        older = [number for number in kept if number < kept[-1] - MOST_POINTS]
        strides = {two - one for one, two in itertools.pairwise(older)}
        assert len(strides) <= 1
        assert not older or OLDER // 2 - MOST_POINTS // min(strides) <= len(older) <= OLDER


def test_whoever_fetches_by_places_notices_a_thinning():
    points, chance, known, fetched_anew, count = ValuePoints(), random.Random(4), [], 0, 0
    while count < 60_000:
        for _ in range(chance.randrange(1, 3_000)):
            points.add((count, 0.0, 0.0))
            count += 1
        found = points.after(max(len(known) - 1, 0))  # as the console does
        if known and (not found or found[0] != known[-1]):
            known, fetched_anew = points.after(0), fetched_anew + 1
        else:
            known = [*known[:-1], *found]
        assert known == points.after(0)
    assert fetched_anew > 5
