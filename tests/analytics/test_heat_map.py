from __future__ import annotations

import re

import numpy as np
import pytest

from rustybt.analytics.heat_map import HeatMap, HeatMapPicture


def fills(*values):
    """Class and strength of each cell's colour, without those of the scale beside the map."""
    drawn = HeatMapPicture(
        HeatMap(
            figure="sharpe", across="fast", down="slow", columns=[str(at) for at in range(len(values))], rows=["1"],
            values=np.array([values]),
        )
    ).svg  # fmt: skip
    found = re.findall(r'<rect class="rb-(line|fall)-fill"[^>]*fill-opacity="([\d.]+)"[^>]*><title>', drawn)
    return [(kind, float(strength)) for kind, strength in found]


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        ((-1.0, -0.2, 0.2, 1.0), "fall fall line line"),
        ((0.8, 0.9, 1.2), "line line line"),
        ((-2.0, -1.5), "fall fall"),
        ((0.5, 0.5), "line line"),
        ((-0.1, 0.0, 2.0), "fall line line"),
    ],
)
def test_the_colour_of_a_loss_is_that_of_values_below_nothing_alone(values, kinds):
    assert [kind for kind, _ in fills(*values)] == kinds.split()


def test_what_is_farther_from_nothing_is_stronger_and_a_number_stays_readable_on_it():
    for values in ((-1.0, -0.2, 0.4, 3.0), (0.8, 0.9, 1.2), (-3.0, -1.0)):
        strengths = [strength for _, strength in fills(*values)]
        assert np.argsort(strengths).tolist() == np.argsort(np.abs(values)).tolist()
        assert max(strengths) <= 0.6


def test_a_cell_that_nothing_is_known_of_has_no_colour():
    assert len(fills(1.0, np.nan, 2.0)) == 2
