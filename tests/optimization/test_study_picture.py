"""A study's pictures, of finished, empty and failed studies."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing

from rustybt.optimization.optimizer import optimize
from rustybt.optimization.space import Choice, Float, Int
from rustybt.optimization.trial_store import TrialStore
from tests.optimization.strategies import Cross

SVG = "{http://www.w3.org/2000/svg}"


def searched(catalog, space, **options):
    return optimize(
        Cross, space=space, start="2010-01-04", end="2010-06-30", catalog=catalog, progress=False,
        background=False, **{"search": "grid", **options},
    )  # fmt: skip


def test_every_trial_and_the_best_are_drawn(catalog):
    study = searched(catalog, {"fast": Int(3, 9, step=3), "slow": Int(20, 40, step=10)}, name="drawn")
    picture = study.plot()
    root = ET.fromstring(picture.svg)
    assert f"trial {study.best.number} with sharpe {study.best_value:.4g}" in root.find(f"{SVG}desc").text
    assert len(root.findall(f"{SVG}circle")) == 9
    lines = root.findall(f"{SVG}polyline")
    assert len(lines) == 9
    assert lines[-1].get("class") == "rb-mark"
    # The colour of losses says nothing of the best.
    assert "rb-fall" not in {each.get("class") for each in root.iter()}
    parameters = study.best_parameters
    points = [float(point.split(",")[1]) for point in lines[-1].get("points").split()]
    assert points[0] == round(270 + 170 * (1 - (parameters["fast"] - 3) / 6), 1)
    html = study._repr_mimebundle_()["text/html"]
    assert html.count("<svg") == 3
    assert "What sharpe depends on" in html


def test_a_study_of_one_choice_is_drawn(catalog):
    study = searched(catalog, {"fast": Choice((3, 5))}, name="one choice")
    assert len(ET.fromstring(study.plot().svg).findall(f"{SVG}polyline")) == 2
    assert study._repr_mimebundle_()["text/html"].count("<svg") == 1


def test_a_study_without_a_complete_trial_says_so(catalog):
    study = searched(
        catalog, {"fast": Float(-2.0, -1.0)}, name="all fail", search="random", trials=2, objective=_broken
    )
    assert "none is complete" in study.plot().svg
    assert study._repr_mimebundle_()["text/html"].count("<svg") == 1


def test_a_study_that_has_only_begun_is_shown(catalog):
    study = searched(
        catalog, {"fast": Int(3, 4), "slow": Float(5.0, 6.0)}, name="only begun", search="random", trials=1
    )
    with closing(
        sqlite3.connect(TrialStore(study.folder).folder / "studies.sqlite", autocommit=True)
    ) as file:
        file.execute("DELETE FROM trials")
    assert study.trials.columns == [
        "number", "state", "fast", "slow", "sharpe", "error", "attempts", "seconds"
    ]  # fmt: skip
    shown = study._repr_mimebundle_()["text/html"]
    assert "0 begun, none is complete" in shown


def _broken(result):
    return float("nan")
