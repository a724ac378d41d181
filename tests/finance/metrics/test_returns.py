"""Figures of merit against values that empyrical-reloaded gave for the same series, and against Fractions."""

from __future__ import annotations

import csv
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from rustybt.finance.metrics import returns as metrics

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "empyrical" / "computed"
recorded = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the recorded empyrical cases lie in ../shared, which is not here"
)
SERIES = ["AAPL", "IBM", "AAPL_2008", "AAPL_2008_nan", "flat", "single", "pos_only"]
OF_RETURNS = {
    "cum_returns_final": metrics.total_return,
    "annual_return": metrics.annual_return,
    "cagr": metrics.annual_return,
    "annual_volatility": metrics.annual_volatility,
    "sharpe_ratio": metrics.sharpe_ratio,
    "sharpe_ratio_rf_1bp": lambda r: metrics.sharpe_ratio(r, risk_free=0.0001),
    "sharpe_ratio_ann_365": lambda r: metrics.sharpe_ratio(r, periods=365),
    "sortino_ratio": metrics.sortino_ratio,
    "sortino_ratio_req_5bp": lambda r: metrics.sortino_ratio(r, required=0.0005),
    "downside_risk": metrics.downside_risk,
    "calmar_ratio": metrics.calmar_ratio,
    "max_drawdown": metrics.max_drawdown,
}


def number(value: object) -> float:
    return float(str(value).lower().replace("+", ""))


def column(name: str) -> np.ndarray:
    with (FIXTURES / name).open(encoding="utf-8") as lines:
        return np.array([float(row["return"] or "nan") for row in csv.DictReader(lines)])


def expected(series: str) -> dict[str, object]:
    return json.loads((FIXTURES / "expected_metrics.json").read_text(encoding="utf-8"))["results"][series]


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-12, nan_ok=True)


@recorded
@pytest.mark.parametrize("series", SERIES)
@pytest.mark.parametrize("name", OF_RETURNS)
def test_a_figure_is_the_recorded_one(series, name):
    got = OF_RETURNS[name](column(f"returns_{series}.csv"))
    assert got == near(number(expected(series)[name]))


@recorded
@pytest.mark.parametrize("series", SERIES)
def test_alpha_and_beta_are_the_recorded_ones(series):
    own, benchmark = column(f"returns_{series}.csv"), column(f"benchmark_{series}.csv")
    assert metrics.beta(own, benchmark) == near(number(expected(series)["beta"]))
    assert metrics.alpha(own, benchmark) == near(number(expected(series)["alpha"]))


@recorded
def test_small_cases_at_the_edge_are_the_recorded_ones():
    evidence = json.loads((FIXTURES / "edge_case_metrics.json").read_text(encoding="utf-8"))
    checked = 0
    for entry in evidence["results"]:
        if entry["metric"] in OF_RETURNS and entry["case"] in evidence["input_cases"]:
            series = np.array(
                [number(value) for value in evidence["input_cases"][entry["case"]]], dtype=float
            )
            assert OF_RETURNS[entry["metric"]](series) == near(number(entry["value"])), entry
            checked += 1
    assert checked >= 25


def test_drawdowns_are_exact_to_the_last_digits():
    returns = np.array([0.25, -0.5, 0.125, 1.0, -0.75])
    value = peak = Fraction(1)
    for period, part in zip(returns, metrics.drawdowns(returns), strict=True):
        value *= 1 + Fraction(period)
        peak = max(peak, value)
        assert part == pytest.approx(float(value / peak - 1), rel=1e-15)


def test_a_total_loss_is_a_return_of_minus_one():
    assert metrics.annual_return(np.array([0.1, -1.0, 0.0])) == -1.0
    assert metrics.max_drawdown(np.array([0.1, -1.0, 0.0])) == -1.0


def test_of_what_is_below_nothing_there_are_no_ratios():
    # What was short three times its worth, and fell below 0: a loss of what is below 0 counts as a gain.
    broke = np.array([0.01, -2.5, 0.4, 0.3, 0.2, 0.5])
    assert broke.mean() < 0 < broke[2:].mean()
    for ratio in (metrics.sharpe_ratio, metrics.sortino_ratio):
        assert math.isnan(ratio(broke))
        assert math.isnan(ratio(np.array([0.01, -1.0, 0.0])))
        assert math.isfinite(ratio(np.array([0.01, -0.99, 0.1])))


def test_no_returns_have_no_figures():
    nothing = np.array([])
    for name, figure in OF_RETURNS.items():
        assert math.isnan(figure(nothing)), name
    assert math.isnan(metrics.alpha(nothing, nothing))
