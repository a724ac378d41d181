"""The gate: what it asks for, what it says, and what a study shows of itself."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from rustybt import DataCatalog, Int, monte_carlo
from rustybt.exceptions import ConfigurationError, SampleError
from rustybt.optimization.independence import chance_of, sharpes
from rustybt.optimization.optimizer import optimize, study
from rustybt.optimization.overfitting import deflated_sharpe
from rustybt.optimization.overfitting_report import measure_overfitting
from rustybt.optimization.pbo import pbo
from rustybt.optimization.promotion import promote
from rustybt.optimization.walk_forward import walk_forward, walk_forward_on
from tests.optimization import gate_calibration
from tests.optimization.gate_calibration import judged
from tests.optimization.made_markets import EDGE, STRENGTH
from tests.optimization.strategies import Signals

NAMES = [
    "deflated Sharpe",
    "PBO",
    "Sharpe",
    "years",
    "walk-forward Sharpe",
    "walk-forward efficiency",
    "Monte Carlo probability of loss",
    "Monte Carlo probability of ruin",
]


class Shown:
    """A simulation that never went wrong."""

    def checks(self, *, loss, ruin):
        return {"probability_of_loss": (0.0, loss, loss >= 0), "probability_of_ruin": (0.0, ruin, ruin >= 0)}


def trials(sessions=2520, edge=0.0015, count=40):
    returns = np.random.default_rng(6).normal(0, 0.01, (sessions, count))
    returns[:, 3] += edge
    return returns


def shown(returns, **bounds):
    days = np.arange(len(returns)).astype("datetime64[D]")
    return promote(
        measure_overfitting(returns),
        walk_forward=walk_forward_on(returns, days, train=250, test=125),
        monte_carlo=Shown(),
        **bounds,
    )


def test_a_result_that_proves_everything_is_promoted():
    found = shown(trials())
    assert [each.name for each in found.criteria] == NAMES
    assert found
    assert found.refused == []
    assert repr(found).startswith("trials: promoted\n  passed   deflated Sharpe: ")
    assert found["PBO"].value == 0


@pytest.mark.parametrize(
    ("returns", "refused"),
    [
        (trials(edge=0), {*NAMES[:3], *NAMES[4:6]}),
        (trials(sessions=700, edge=0.003), {"years"}),
        (trials(edge=0.0005), {"deflated Sharpe", "Sharpe"}),
    ],
    ids=["noise", "short", "weak"],
)
def test_what_is_not_proven_is_refused(returns, refused):
    found = shown(returns)
    assert not found
    assert refused <= {each.name for each in found.refused}
    if refused == {"years"}:
        assert [str(each) for each in found.refused] == [
            "REFUSED  years: 2.78, at least 3.00 (too little has been seen: use more data)"
        ]


def test_bounds_are_the_user_s():
    returns = trials()
    assert shown(returns, sharpe=9)["Sharpe"].passed is False
    assert shown(trials(sessions=700, edge=0.003), years=2)
    tight = {
        "deflated_sharpe": 1.1, "pbo": -1, "sharpe": 9, "years": 99, "walk_forward_sharpe": 9,
        "efficiency": 9, "loss": -1, "ruin": -1,
    }  # fmt: skip
    for number, (name, bound) in enumerate(tight.items()):
        assert [each.name for each in shown(returns, **{name: bound}).refused] == [NAMES[number]]


def test_what_was_not_shown_is_refused_with_what_to_do():
    found = promote(measure_overfitting(trials()))
    assert [each.name for each in found.refused] == NAMES[4:]
    assert math.isnan(found["walk-forward Sharpe"].value)
    text = repr(found)
    assert "trials: not promoted, 4 of 8 refuse" in text
    assert "walk-forward Sharpe: not measured, at least 0.50 (run rb.walk_forward and hand in what it" in text
    page = found._repr_mimebundle_()["text/html"]
    assert page.count("REFUSED") == 4
    assert "run rb.monte_carlo" in page


def test_a_report_is_its_parts():
    returns = trials(edge=0.001)
    found = measure_overfitting(returns, made=400, blocks=8)
    chance = chance_of(returns)
    assert found.independent == chance.independent * 10
    assert found.variance == chance.variance
    assert found.sharpe == pytest.approx(sharpes(returns).max())
    assert found.deflated == deflated_sharpe(returns[:, 3], found.independent, found.variance)
    assert found.deflated_by_count == deflated_sharpe(returns[:, 3], 400, sharpes(returns).var(ddof=1))
    assert found.deflated < measure_overfitting(returns, blocks=8).deflated
    assert found.haircut < found.sharpe
    assert np.array_equal(found.pbo.logits, pbo(returns, 8).logits)
    assert measure_overfitting(returns, chosen=5).sharpe == pytest.approx(sharpes(returns)[5])
    # The track record that is needed is held against what chance gives.
    assert (found.min_track_years < found.track.years) == (found.deflated > 0.95)


def test_a_report_shows_itself():
    found = measure_overfitting(trials())
    text = repr(found)
    assert re.search(r"Overfitting \(PBO\) +0\.0 %", text)
    root = ET.fromstring(found.plot().svg)
    assert root.attrib["aria-label"].startswith("trials: what the choice")
    assert "rb-figures" in found._repr_mimebundle_()["text/html"]
    worthless = measure_overfitting(trials(edge=0))
    ET.fromstring(worthless.plot().svg)
    assert re.search("Track record needed +\N{INFINITY} years", repr(worthless))


@pytest.mark.parametrize(
    ("returns", "says"),
    [
        (np.zeros((100, 1)), "at least 2 trials"),
        (np.full((100, 3), -1.0) + np.arange(100)[:, None], "100 returns, and one of a loss of everything"),
        (np.zeros((100, 3)), "none of 3 trials has returns that vary"),
        (np.random.default_rng(0).normal(0, 0.01, size=(20, 3)), "16 blocks need at least 32 sessions"),
    ],
)
def test_too_little_for_a_report(returns, says):
    with pytest.raises(SampleError, match=says):
        measure_overfitting(returns)


def test_a_study_is_held_against_every_trial_on_its_bundle(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    options = {
        "start": "2009-01-05",
        "end": "2012-12-31",
        "catalog": catalog,
        "progress": False,
        "background": False,
    }
    space = {"fast": Int(2, 20), "slow": Int(30, 200)}
    found = optimize(Signals, space=space, search="random", trials=60, **options)
    alone = found.overfitting()
    assert (alone.measured, alone.made) == (60, 60)
    assert alone.sharpe == pytest.approx(found.best_value)
    optimize(Signals, space=space, search="random", trials=40, seed=3, **options)
    beside = found.overfitting()
    assert (beside.measured, beside.made) == (60, 100)
    assert beside.independent == pytest.approx(alone.independent * 100 / 60)
    assert beside.deflated < alone.deflated
    decision = found.promote(sharpe=0.1)
    assert decision["Sharpe"].passed
    assert not decision
    assert decision.name == study(found.name, catalog=catalog).name


class Fast(Signals):
    fast = 3


def test_proofs_of_another_strategy_or_run_are_refused(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    options = {"start": "2009-01-05", "end": "2011-12-30", "catalog": catalog, "progress": False}
    space = {"fast": Int(2, 8, step=2), "slow": Int(30, 60, step=30)}
    found = optimize(Signals, space=space, search="grid", background=False, **options)
    walked, other = (
        walk_forward(kind, space=space, search="grid", train="1y", test="1y", **options)
        for kind in (Signals, Fast)
    )
    worst = found.trials.filter(found.trials["sharpe"] == found.trials["sharpe"].min())["number"][0]
    best, wrong = (
        monte_carlo(found.backtest(number), "blocks", runs=50, progress=False) for number in (None, worst)
    )
    decision = found.promote(walk_forward=walked, monte_carlo=best, sharpe=0.1)
    assert not any("not measured" in str(each) for each in decision.criteria)
    for given, says in (
        ({"walk_forward": other}, "the walk-forward is of Fast, and study .* of Signals"),
        (
            {"monte_carlo": wrong},
            "the Monte Carlo is of a run that ended with .*, and the best trial of study",
        ),
        ({"walk_forward": best}, "walk_forward is a MonteCarloResult: hand in what rb.walk_forward returns"),
        ({"monte_carlo": walked}, "monte_carlo is a WalkForwardResult"),
        ({"sharp": 1}, "no bound 'sharp': use deflated_sharpe"),
        ({"sharpe": "1"}, "sharpe is '1': use a number"),
    ):
        with pytest.raises(ConfigurationError, match=says):
            found.promote(**given)


def test_of_very_many_trials_some_and_the_best_are_measured(tmp_path, monkeypatch):
    monkeypatch.setattr("rustybt.optimization.overfitting_report.MOST", 20)
    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    options = {
        "start": "2009-01-05",
        "end": "2010-12-31",
        "catalog": catalog,
        "progress": False,
        "background": False,
    }
    space = {"fast": Int(2, 20), "slow": Int(30, 200)}
    found = optimize(Signals, space=space, search="random", trials=61, **options)
    report = found.overfitting()
    assert report.measured in (20, 21)
    assert report.made == 61
    assert report.sharpe == pytest.approx(found.best_value)


def test_the_gate_keeps_noise_out_and_lets_an_edge_in():
    # The short version of gate_calibration, which runs a hundred of each.
    assert not any(gate_calibration.repetition(seed, 0.0) for seed in range(5))
    assert sum(bool(gate_calibration.repetition(seed, STRENGTH)) for seed in range(5)) >= 3


def test_the_planted_edge_is_what_it_says():
    assert gate_calibration.true_sharpes().mean() == pytest.approx(2.0, abs=0.05)
    assert len(EDGE) == 25


def test_an_edge_in_a_tenth_of_the_space_does_not_refuse_itself():
    chance = np.random.default_rng(3)
    returns = chance.normal(0, 0.01, (2520, 1000))
    returns[:, :100] = 0.9 * chance.normal(0, 0.01, (2520, 1)) + math.sqrt(0.19) * returns[:, :100] + 0.00126
    found = measure_overfitting(returns)
    assert found.deflated_by_count < 0.95 < found.deflated


def test_independent_trials_of_noise_are_refused():
    chance = np.random.default_rng(12)
    assert not any(judged(chance.normal(0, 0.01, (2520, 1000)), None, seed) for seed in range(2))
