"""Results side by side."""

from __future__ import annotations

import numpy as np
import pytest

import rustybt as rb
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ConfigurationError
from tests.backtest.result_records import wandering


def made(count, seed, **provenance):
    return BacktestResult(wandering(count, seed), provenance=provenance, name="run")


def test_figures_curves_and_differences_stand_side_by_side():
    one = made(300, 1, bundle="sample", parameters={"fast": 5}, packages={"numpy": "2.0"})
    two = made(200, 2, bundle="sample", parameters={"fast": 9}, packages={"numpy": "2.0"})
    both = rb.compare([one, two])
    assert both.names == ["run 1", "run 2"]
    assert both.differences == {"parameters fast": [5, 9]}
    assert len(both.days) == 200
    expected = np.corrcoef(one.course.returns[:200], two.course.returns)[0, 1]
    assert both.correlations == pytest.approx(np.array([[1, expected], [expected, 1]]), rel=1e-12)
    assert both.figures["pnl"].to_list() == [one.summary.pnl, two.summary.pnl]
    text = repr(both)
    apart = f"{two.summary.pnl - one.summary.pnl:+,.2f}".replace("-", "\N{MINUS SIGN}")
    assert apart in text
    html = both._repr_mimebundle_()["text/html"]
    assert html.count("<svg") == 1
    assert "run 2" in both.plot().svg


def test_names_may_be_given_and_equal_runs_differ_in_nothing():
    one = made(50, 1, bundle="sample")
    both = rb.compare({"first": one, "again": one})
    assert both.names == ["first", "again"]
    assert "Nothing: data, code" in repr(both)


def test_what_cannot_be_compared_is_refused():
    one = made(50, 1)
    with pytest.raises(ConfigurationError, match="1 results"):
        rb.compare([one])
    with pytest.raises(ConfigurationError, match="results is a str: hand in a list"):
        rb.compare("one")
    with pytest.raises(ConfigurationError, match="'other' is no result: hand in what"):
        rb.compare([one, "other"])
    other = made(50, 2)
    other.record.daily["session"] = other.record.daily["session"] + 1000
    with pytest.raises(ConfigurationError, match=r"0 sessions in common.*run 1: 2005-01-03 to .*overlap"):
        rb.compare([one, other])
