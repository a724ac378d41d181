"""Round trips against a walk through the fills, with splits between the sessions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rustybt.analytics.trade_analysis import round_trips

# In which a share of a fee has halves to round.
FEE = 3
KINDS = (np.int64, object)
FILLS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(-4, 4).filter(bool), st.integers(1, 9)),
    max_size=30,
)


def walked(fills, splits):
    """Closed trips as (asset, opened, closed, profit), and what is held after each session."""
    held, trips, running, left = {}, [], {}, {}
    for session in range(6):
        for asset in range(3):
            held[asset] = held.get(asset, 0) * (2 if (asset, session) in splits else 1)
        for index, (asset, of, amount, price) in enumerate(fills):
            if of != session:
                continue
            before, after = held[asset], held[asset] + amount
            turned = before * after < 0
            # Python rounds a fraction to the nearest integer, ties to even.
            paid = round(Fraction(FEE * abs(before), abs(amount))) if turned else FEE
            if before == 0:
                running[asset] = [index, 0]
            running[asset][1] += (before if turned else -amount) * price - paid
            if before and (after == 0 or turned):
                trips.append((asset, running[asset][0], index, running[asset][1]))
                running[asset] = [index, -after * price - (FEE - paid)]
            held[asset] = after
        left |= {(asset, session): held[asset] for asset in range(3)}
    return sorted(trips, key=lambda trip: (trip[0], trip[2])), left


@given(FILLS, st.sets(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=3), st.sampled_from(KINDS))
def test_trips_are_those_of_a_walk(fills, splits, kind):
    fills = sorted(fills, key=lambda fill: fill[1])
    expected, left = walked(fills, splits)
    asset, session, amount, price = (
        np.array([fill[part] for fill in fills], dtype=np.int64) for part in range(4)
    )
    found = round_trips(
        asset, session, amount, (amount * price).astype(kind), np.full(len(fills), FEE, dtype=kind),
        np.array([left[fill[0], fill[1]] for fill in fills], dtype=np.int64),
    )  # fmt: skip
    assert list(zip(found.column.tolist(), found.opened.tolist(), found.closed.tolist(), strict=True)) == [
        trip[:3] for trip in expected
    ]
    assert found.profit.tolist() == [trip[3] for trip in expected]


def test_profits_that_64_bits_do_not_hold_are_exact_too():
    much, many = 10**19 + 7, np.array([3, -5, 2], dtype=np.int64)
    spent = np.array([3 * much, -5 * (much + 1), 2 * much], dtype=object)
    where, held = np.zeros(3, dtype=np.int64), np.array([3, -2, 0], dtype=np.int64)
    found = round_trips(where, np.arange(3), many, spent, np.array([0, 7, 0], dtype=object), held)
    assert found.profit.tolist() == [3 - 4, 2 - 3]
