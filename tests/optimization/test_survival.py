"""A sweep outlives its workers and its driver."""

from __future__ import annotations

import pytest

from rustybt import Choice
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.trial_store import TrialStore
from tests.optimization import sweep_survival
from tests.optimization.strategies import Deadly


def test_a_sweep_whose_workers_and_drivers_are_killed_loses_and_repeats_nothing(capsys):
    assert sweep_survival.main(150, 8, seed=3) == 0
    said = capsys.readouterr().out
    assert "0 trials lost, 0 trials repeated, 0 trials changed" in said


def deadly(catalog, folder, deaths, name="deadly"):
    """A study of three trials, the second of which kills its worker so many times."""
    return optimize(
        Deadly,
        space={"fast": Choice([2, 3, 4]), "folder": Choice([str(folder)]), "deaths": Choice([deaths])},
        search="grid",
        start="2010-01-04",
        end="2010-03-31",
        catalog=catalog,
        name=name,
        executor="processes",
        workers=1,
        progress=False,
        background=False,
    )


@pytest.mark.parametrize(
    ("deaths", "states"), [(2, ["complete"] * 3), (3, ["complete", "failed", "complete"])]
)
def test_a_trial_that_kills_its_worker_is_given_up_the_third_time(catalog, tmp_path, deaths, states):
    trials = deadly(catalog, tmp_path, deaths, f"{deaths} deaths").trials
    assert trials["state"].to_list() == states
    assert trials["attempts"][1] == 3
    if deaths == 3:
        assert "its worker died of signal 9" in trials["error"][1]
        assert "(begun 3 times)" in trials["error"][1]


def test_what_drivers_began_that_were_killed_does_not_count_against_a_trial(catalog, tmp_path):
    study = deadly(catalog, tmp_path, 0)
    with TrialStore(study.folder) as store:
        row = store.study(study.name)
        again = {"fast": 3, "folder": str(tmp_path), "deaths": 3}
        for _ in range(5):
            store.begin(row.id, [(3, again)])
        store.change(row.id, wanted=4, state="stopped")
    study.resume()
    study.wait(timeout=120)
    assert study.trials["state"].to_list() == ["complete"] * 4
    assert study.trials["attempts"][3] == 5 + 1 + 2
