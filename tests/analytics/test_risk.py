"""Returns by month and drawdowns, against recorded empyrical values and a walk through the sessions."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.analytics.risk import deepest_drawdowns, monthly_returns

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "empyrical" / "computed"


@pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded empyrical cases lie in ../shared, which is not here"
)
@pytest.mark.parametrize("series", ["AAPL", "IBM"])
def test_months_are_the_recorded_ones(series):
    with (FIXTURES / f"returns_{series}.csv").open(encoding="utf-8") as lines:
        rows = [(date.fromisoformat(row["date"]), float(row["return"])) for row in csv.DictReader(lines)]
    years = monthly_returns([day for day, _ in rows], np.array([value for _, value in rows]))
    recorded = json.loads((FIXTURES / "expected_metrics.json").read_text())["results"][series][
        "aggregate_monthly"
    ]
    found = {
        f"({year.year}, {month})": value
        for year in years
        for month, value in enumerate(year.months, 1)
        if value is not None
    }
    assert found == pytest.approx(recorded, rel=1e-9)


def test_an_account_back_at_its_peak_to_the_cent_has_recovered():
    draws = np.random.default_rng(0)
    for _ in range(100):
        cents = [10_000_000, *draws.integers(5_000_000, 9_999_999, 3).tolist(), 10_000_000, 10_000_000]
        returns = np.array([(after - before) / before for before, after in pairwise(cents)])
        days = [date(2020, 2, 26) + timedelta(days=number) for number in range(len(returns))]
        (fall,) = deepest_drawdowns(days, returns)
        assert (fall.recovered, fall.sessions) == (date(2020, 2, 29), 3)


CHANGES = [Fraction(each) for each in ("-1/2", "-1/3", "-1/10", "0", "1/10", "1/9", "1/4", "1/2", "1")]


@given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=40))
def test_drawdowns_are_those_of_a_walk(values):
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(len(values))]
    falls = deepest_drawdowns(days, np.array([float(value) for value in values]), count=100)
    value = peak = Fraction(1)
    below = 0
    for day, change in zip(days, values, strict=True):
        value *= 1 + change
        peak = max(peak, value)
        under = value < peak
        below += under
        inside = [fall for fall in falls if (fall.peak or date.min) < day < (fall.recovered or date.max)]
        assert len(inside) == under
        if under:
            assert inside[0].depth <= float(value / peak - 1) + 1e-12
            assert inside[0].valley != day or inside[0].depth == pytest.approx(float(value / peak - 1))
    assert sum(fall.sessions for fall in falls) == below
    assert [fall.depth for fall in falls] == sorted(fall.depth for fall in falls)
