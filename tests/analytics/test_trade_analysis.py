"""Round trips against a walk through the fills, with splits between the sessions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.analytics.trade_analysis import round_trips

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
            share = Fraction(abs(before), abs(amount)) if turned else Fraction(1)
            cash = Fraction(-amount * price - 1)
            if before == 0:
                running[asset] = [index, Fraction(0)]
            running[asset][1] += cash * share
            if before and (after == 0 or turned):
                trips.append((asset, running[asset][0], index, float(running[asset][1])))
                running[asset] = [index, cash * (1 - share)]
            held[asset] = after
        left |= {(asset, session): held[asset] for asset in range(3)}
    return sorted(trips, key=lambda trip: (trip[0], trip[2])), left


@given(FILLS, st.sets(st.tuples(st.integers(0, 2), st.integers(0, 5)), max_size=3))
def test_trips_are_those_of_a_walk(fills, splits):
    fills = sorted(fills, key=lambda fill: fill[1])
    expected, left = walked(fills, splits)
    asset, session, amount, price = (
        np.array([fill[part] for fill in fills], dtype=np.int64) for part in range(4)
    )
    found = round_trips(
        asset, session, amount, -(amount * price).astype(float), np.ones(len(fills)),
        np.array([left[fill[0], fill[1]] for fill in fills], dtype=np.int64),
    )  # fmt: skip
    assert list(zip(found.column.tolist(), found.opened.tolist(), found.closed.tolist(), strict=True)) == [
        trip[:3] for trip in expected
    ]
    assert found.profit.tolist() == pytest.approx([trip[3] for trip in expected])
