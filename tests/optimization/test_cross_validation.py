"""Purged cross-validation: the choice of each split, its test, and the paths through all of time."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from rustybt import DataCatalog, Int
from rustybt import purged_cv as public
from rustybt.exceptions import ConfigurationError, SampleError, StudyError
from rustybt.finance.metrics.returns import sharpe_ratio, sortino_ratio
from rustybt.optimization.cross_validation import cross_validate, purged_cv
from rustybt.optimization.optimizer import studies
from rustybt.optimization.splits import combinatorial_splits
from tests.optimization.strategies import Fussy, Signals


@pytest.fixture
def folder(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    return catalog


def validated(catalog, strategy=Signals, **options):
    arguments = {
        "space": {"fast": Int(3, 12, step=3), "slow": Int(20, 40, step=10)},
        "search": "grid",
        "start": "2010-01-04",
        "end": "2011-12-30",
        "catalog": catalog,
        "progress": False,
    }
    return purged_cv(strategy, **{**arguments, **options})


@pytest.mark.parametrize(("objective", "figure"), [("sharpe", sharpe_ratio), ("sortino", sortino_ratio)])
def test_each_split_chooses_on_its_training_sessions_and_is_tested_on_the_others(objective, figure):
    returns = np.random.default_rng(3).normal(0, 0.01, (240, 12))
    found = cross_validate(returns, objective=objective, groups=6, tested=2, horizon=5, embargo=3)
    splits = combinatorial_splits(240, 6, 2, horizon=5, embargo=3)
    for one, split in zip(found.splits, splits, strict=True):
        best = max(range(12), key=lambda number: figure(returns[split.train, number]))
        assert (one.trial, one.in_sample) == (best, figure(returns[split.train, best]))
        assert one.out_of_sample == figure(returns[split.test, best])
        assert one.trained + one.purged + len(split.test) == 240
    # Path 2 of the book: (G1, S2), (G2, S6), (G3, S6), (G4, S7), (G5, S8), (G6, S9).
    path = [1, 5, 5, 6, 7, 8]
    expected = [returns[at * 40 : at * 40 + 40, found.splits[split].trial] for at, split in enumerate(path)]
    assert found.paths.shape == (240, 5)
    assert np.array_equal(found.paths[:, 1], np.concatenate(expected))
    assert found.sharpe == pytest.approx(np.mean([sharpe_ratio(column) for column in found.paths.T]))


def test_figures_are_written_as_words():
    found = cross_validate(np.random.default_rng(0).normal(0, 0.01, (200, 3)), objective="total_return")
    assert [title for title, _ in found.lines()][:2] == [
        "Total return in sample",
        "Total return out of sample",
    ]


def test_less_is_better_for_some_figures():
    returns = np.random.default_rng(3).normal(0, 0.01, (240, 3)) * [1, 0.5, 2]
    assert {each.trial for each in cross_validate(returns, objective="volatility").splits} == {1}
    assert {each.trial for each in cross_validate(returns, objective="-volatility").splits} == {2}


def test_on_noise_it_keeps_nothing_and_of_an_edge_it_keeps_it_all():
    returns = np.random.default_rng(3).normal(0, 0.01, (2520, 200))
    assert abs(cross_validate(returns).sharpe) < 0.6
    returns[:, 7] += 0.0013
    found = cross_validate(returns)
    assert {each.trial for each in found.splits} == {7}
    assert found.sharpe == pytest.approx(sharpe_ratio(returns[:, 7]))
    assert found.loss_probability == 0


def test_a_strategy_is_run_once_for_every_trial(folder):
    found = validated(folder, horizon=3, embargo=10)
    assert studies(catalog=folder)["ended"].to_list() == [12]
    assert found.paths.shape == (504, 5)
    assert found.frame.columns == [
        "split", "tested", "trained", "purged", "trial", "fast", "slow", "sharpe_in", "sharpe_out",
    ]  # fmt: skip
    assert found.frame["trained"][0] == 336 - 12
    assert "15 splits of 6 groups, 2 tested, horizon 3, embargo 10" in repr(found)
    assert "<table" in found._repr_mimebundle_()["text/html"]
    event = validated(folder, horizon=3, embargo=10, mode="event", name="event")
    assert event.frame.equals(found.frame)


def drawn(found):
    """The picture as an element, and the texts in it."""
    svg = ET.fromstring(found.plot().svg)
    return svg, [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]


def bars(svg):
    return [float(each.get("height")) for each in svg.iter("{http://www.w3.org/2000/svg}rect")]


def test_the_picture_has_every_path_and_every_split(folder):
    found = validated(folder)
    svg, texts = drawn(found)
    assert svg.get("aria-label") == "Signals: paths out of sample, and every split"
    assert {f"path {number}" for number in range(1, 6)} <= set(texts)
    assert "2011" in texts  # the sessions of the run
    heights = bars(svg)
    assert len(heights) == 2 * 15
    # Height by value is one line: of the same split, and of all.
    pairs = sorted((each.out_of_sample, each.in_sample) for each in found.splits)
    values = [abs(value) for out, inside in pairs for value in (inside, out)]
    assert heights == pytest.approx([value * max(heights) / max(values) for value in values], abs=0.11)
    lowest, highest = (f"{found.sharpes.min():.2f}", f"{found.sharpes.max():.2f}")
    said = svg.find("{http://www.w3.org/2000/svg}desc").text.replace("\N{MINUS SIGN}", "-")
    assert f"Sharpe ratio from {lowest} to {highest}" in said
    assert found.plot().svg in found._repr_mimebundle_()["text/html"]


def test_the_picture_of_many_paths_shows_their_range():
    returns = np.random.default_rng(3).normal(0.0003, 0.01, (400, 30))
    svg, texts = drawn(cross_validate(returns, groups=10, tested=4))
    assert {"median of the paths", "lowest", "highest"} <= set(texts)
    assert not any(text and text.startswith("path ") for text in texts)
    assert len(bars(svg)) == 2 * 200  # of 210 splits
    quiet = cross_validate(np.full((60, 2), [0.01, -0.01]) * np.tile([[1.0], [2.0]], (30, 1)), tested=1)
    assert len(bars(drawn(quiet)[0])) == 2 * 6


def test_k_folds_have_one_path(folder):
    found = validated(folder, groups=4, tested=1, search="random", trials=5)
    assert len(found.splits) == 4
    assert found.paths.shape == (504, 1)
    assert "embargo 0; 1 path\n" in repr(found)


def test_trials_that_failed_are_not_chosen(folder):
    found = validated(folder, Fussy, space={"share": Int(2, 4)}, groups=3, tested=1, end="2010-06-30")
    assert set(found.frame["share"]) <= {2, 4}
    with pytest.raises(StudyError, match=r"no trial of study .* is complete"):
        validated(folder, Fussy, space={"share": Int(3, 3)})


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"search": "bayesian"}, ConfigurationError, "'bayesian' learns from the sessions"),
        (
            {"objective": "turnover"},
            ConfigurationError,
            "objective turnover: cross-validation chooses by one",
        ),
        ({"objective": ["sharpe", "sortino"]}, ConfigurationError, "objective sharpe, sortino"),
        ({"groups": 1}, ConfigurationError, "of 1 groups"),
        ({"background": True}, ConfigurationError, "background cannot be set here: use capital_base"),
        ({"embargo": 900}, SampleError, "nothing is left to train on"),
    ],
)
def test_what_is_refused(folder, options, error, says):
    with pytest.raises(error, match=says):
        validated(folder, **options)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"groups": 2.5}, ConfigurationError, "groups is 2.5: use a whole number"),
        ({"embargo": "10"}, ConfigurationError, "embargo is '10'"),
        ({"groups": 600, "tested": 1}, SampleError, "sessions are fewer than 600 groups"),
        ({"embargo": 600, "groups": 2, "tested": 1}, SampleError, "nothing is left to train on"),
    ],
)
def test_what_cannot_be_split_is_refused_before_any_trial(folder, options, error, says):
    with pytest.raises(error, match=says):
        validated(folder, **options)
    assert not len(studies(catalog=folder))


def test_trials_that_never_traded_cannot_be_chosen():
    with pytest.raises(SampleError, match="no trial has a sharpe"):
        cross_validate(np.zeros((100, 3)))


def test_it_is_public():
    assert public is purged_cv
