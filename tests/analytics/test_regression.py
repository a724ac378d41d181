"""Least squares: certified values, recorded factor models, and what is refused."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from rustybt.analytics.regression import regression
from rustybt.exceptions import ConfigurationError

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "pyfolio" / "tests" / "test_data"

# NIST, Statistical Reference Datasets, Norris: y and x.
NORRIS = """0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3 449.1 448.6 778.9
777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5 10.8 11.6 557.7 556.0 228.3 228.1
998.0 995.8 888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8 339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0
10.2 11.1 117.6 118.3 228.9 229.2 668.4 669.1 449.2 448.9 0.2 0.5"""


def test_coefficients_and_errors_are_the_certified_ones():
    values = np.array(NORRIS.split(), dtype=float).reshape(-1, 2)
    found = regression(values[:, 0], values[:, 1:], ["x"])
    assert found.observations == 36
    assert found.coefficients == pytest.approx([-0.262323073774029, 1.00211681802045], rel=1e-10)
    assert found.errors == pytest.approx([0.232818234301152, 0.429796848199937e-03], rel=1e-10)
    assert found.residual == pytest.approx(0.884796396144373, rel=1e-10)
    assert found.r_squared == pytest.approx(0.999993745883712, rel=1e-12)
    assert found.t_values == pytest.approx(np.divide(found.coefficients, found.errors))


@pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded pyfolio tables lie in ../shared, which is not here"
)
def test_loadings_of_one_are_found_in_pyfolios_tables():
    with (FIXTURES / "factor_returns.csv").open(encoding="utf-8") as lines:
        factors = {row[0]: [float(cell) for cell in row[1:]] for row in list(csv.reader(lines))[1:]}
    with (FIXTURES / "returns.csv").open(encoding="utf-8") as lines:
        returns = {row[0]: float(row[1]) for row in csv.reader(lines)}
    days = sorted(factors.keys() & returns.keys())
    assert len(days) > 500
    found = regression(
        np.array([returns[day] for day in days]),
        np.array([factors[day] for day in days]),
        ["materials", "financials"],
    )
    assert found.coefficients == pytest.approx([0, 1, 1], abs=1e-9)
    assert found.r_squared == pytest.approx(1)


def test_errors_of_newey_and_west_are_their_double_sum():
    random = np.random.default_rng(4)
    factor = random.normal(0, 0.01, (80, 2))
    returns = factor @ [0.5, -0.2] + random.normal(0, 0.01, 80)
    found = regression(returns, factor, ["a", "b"], lags=3)
    design = np.column_stack([np.ones(80), factor])
    left = returns - design @ found.coefficients
    meat = sum(
        max(0.0, 1 - abs(s - t) / 4) * left[s] * left[t] * np.outer(design[s], design[t])
        for s in range(80)
        for t in range(80)
    )
    bread = np.linalg.inv(design.T @ design)
    assert found.errors == pytest.approx(np.sqrt(np.diag(bread @ meat @ bread)), rel=1e-9)
    assert found.coefficients == pytest.approx(regression(returns, factor, ["a", "b"]).coefficients)


def test_returns_that_do_not_vary_have_no_r_squared():
    assert math.isnan(regression(np.zeros(9), np.arange(9.0)[:, None], ["x"]).r_squared)


@pytest.mark.parametrize(
    ("returns", "factors", "says"),
    [
        (np.ones(3), np.ones((3, 2)), "2 factors needs at least 4 sessions, and there are 3"),
        (np.arange(9.0), np.ones((9, 1)), "not independent"),
        (np.arange(9.0), np.column_stack([np.arange(9.0) ** 2, 2 * np.arange(9.0) ** 2]), "not independent"),
        (np.arange(9.0), np.zeros((9, 1)), "not independent"),
        (np.append(np.arange(8.0), np.nan), np.arange(9.0)[:, None], "the returns in session 8 is nan"),
        (np.arange(9.0), np.append(np.arange(8.0), np.inf)[:, None], "f0 in session 8 is inf"),
    ],
)
def test_what_cannot_be_regressed_is_refused(returns, factors, says):
    with pytest.raises(ConfigurationError, match=says):
        regression(returns, factors, [f"f{at}" for at in range(factors.shape[1])])


def test_lags_that_are_more_than_the_sessions_are_refused():
    with pytest.raises(ConfigurationError, match="lags is 9: use 0 to 8"):
        regression(np.arange(9.0), np.arange(9.0)[:, None] ** 2, ["x"], lags=9)
