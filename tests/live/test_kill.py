"""A few rounds of `make kill-test`: kill -9 of a real engine loses nothing, and does nothing twice."""

from __future__ import annotations

from tests.live.kill_rounds import campaign


def test_three_kills_change_nothing():
    figures = campaign(3, seed=11)
    assert figures.kills == 3
    assert figures.orders > 500
    assert (figures.duplicates, figures.lost, figures.wrong) == (0, 0, [])
