"""A few rounds of `make kill-test`: kill -9 of a real engine loses nothing, and does nothing twice."""

from __future__ import annotations

from tests.live.exchange_rounds import exchange_campaign
from tests.live.kill_rounds import campaign


def test_three_kills_change_nothing():
    figures = campaign(3, seed=11)
    assert figures.kills == 3
    assert figures.orders > 500
    assert (figures.duplicates, figures.lost, figures.wrong) == (0, 0, [])


def test_three_kills_on_an_exchange_that_goes_on_change_nothing():
    figures = exchange_campaign(3, seed=5, speed=4_000_000)
    assert figures.kills == 3
    assert (figures.orders > 30, figures.fills > 30, sum(figures.faults.values()) > 10) == (True, True, True)
    assert (figures.duplicates, figures.lost, figures.wrong) == (0, 0, [])
