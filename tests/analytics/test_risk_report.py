"""The risk report: what it holds, how it shows itself, what it refuses."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date, timedelta

import numpy as np
import pytest

from rustybt.analytics.drawing import INNER, LEFT
from rustybt.analytics.risk_report import RiskOptions, risk_report
from rustybt.exceptions import ConfigurationError


def days(count):
    return [date(2020, 1, 1) + timedelta(days=number) for number in range(count)]


def report_of(returns, benchmark=None, **options):
    return risk_report(
        days(len(returns)), np.asarray(returns, dtype=float), benchmark, RiskOptions(**options)
    )


def test_drawdowns_are_those_of_pyfolio():
    # pyfolio's own test: prices 100, 120, 100, 80, 70, 110, 180, 150 fall by 41.67 and by 16.67 per cent.
    prices = np.array([100, 120, 100, 80, 70, 110, 180, 150.0])
    returns = np.concatenate(([0.0], prices[1:] / prices[:-1] - 1))
    first, second = report_of(returns).drawdowns.rows(named=True)
    at = days(8)
    assert first["depth"] == pytest.approx(-50 / 120)
    assert (first["peak"], first["valley"], first["recovered"]) == (at[1], at[4], at[6])
    assert (first["sessions"], first["sessions_to_valley"], first["sessions_to_recover"]) == (4, 3, 2)
    assert second["depth"] == pytest.approx(-30 / 180)
    assert (second["peak"], second["valley"], second["recovered"]) == (at[6], at[7], None)
    assert second["sessions_to_recover"] is None


def test_it_shows_itself():
    random = np.random.default_rng(2)
    returns = random.normal(0.0005, 0.01, 300)
    found = report_of(returns, returns * 0.5, window=21, horizon=5)
    assert found.rolling.columns == ["session", "volatility", "sharpe", "beta"]
    assert found.rolling["beta"].null_count() == 20
    assert found.rolling["beta"][-1] == pytest.approx(2.0)
    assert found.tail_frame.height == 8
    shown = found._repr_mimebundle_()
    for text in ("Monte Carlo", "CVaR 0.99", "losses over 5 sessions", "Rolling figures, 21 sessions"):
        assert text in shown["text/plain"]
        assert text in shown["text/html"]
    assert found.value_at_risk("cornish-fisher", 0.99).method == "Cornish-Fisher"
    with pytest.raises(ConfigurationError, match=r"no value at risk of 'normal' at 0\.9"):
        found.value_at_risk("normal", 0.9)


def test_rolling_figures_have_a_picture():
    random = np.random.default_rng(2)
    returns = random.normal(0.0005, 0.01, 300)
    found = report_of(returns, returns / 2, window=21)
    svg = ET.fromstring(found.plot().svg)
    texts = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert svg.get("aria-label") == "Rolling figures, 21 sessions"
    assert {"Sharpe", "Volatility, annual", "Beta", "Jul"} <= set(texts)
    assert found.plot().svg in found._repr_mimebundle_()["text/html"]
    assert "Beta" not in report_of(returns, window=21).plot().svg
    # The lines begin where a window is full: at the 21st of 300 sessions.
    lines = [
        path.get("d") for path in svg.iter("{http://www.w3.org/2000/svg}path") if path.get("fill") == "none"
    ]
    assert [float(line[1:].split()[0]) for line in lines] == pytest.approx(
        [LEFT + INNER * 20 / 299] * 3, abs=0.06
    )


def test_a_window_that_is_longer_than_the_run_is_said():
    found = report_of([0.01, -0.01, 0.02])
    assert found.rolling["sharpe"].null_count() == 3
    assert "fewer than the window of 63" in repr(found)
    assert "<svg" not in found._repr_mimebundle_()["text/html"]
    with pytest.raises(
        ConfigurationError, match="3 sessions are fewer than the window of 63: choose a shorter"
    ):
        found.plot()


def test_returns_that_do_not_vary_have_no_ratio():
    found = report_of(np.zeros(30), window=5)
    assert found.drawdowns.is_empty()
    assert "the returns do not vary" in repr(found)
    assert "No session closed below" in repr(found)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"levels": (95,)}, "levels"),
        ({"levels": ()}, "levels"),
        ({"levels": 0.95}, "levels is 0.95"),
        ({"levels": "0.95"}, "levels is '0.95'"),
        ({"levels": ("0.95",)}, "levels is"),
        ({"horizon": 0}, "horizon is 0"),
        ({"window": 1}, "window is 1"),
        ({"paths": 1.5}, "paths is 1.5"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_options_that_cannot_be_are_refused(options, says):
    with pytest.raises(ConfigurationError, match=says):
        report_of([0.1, 0.2], **options)


def test_too_few_sessions_are_refused():
    with pytest.raises(ConfigurationError, match="at least 2 sessions, and there are 1"):
        report_of([0.1])
    with pytest.raises(ConfigurationError, match="at least 11 sessions, and there are 5"):
        report_of([0.1] * 5, horizon=10)
