"""From a strategy and a space to a study: every search, resuming, bad input."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import numpy as np
import pytest

from rustybt import FixedSlippage, SignalAlgorithm
from rustybt.backtest.strategy_file import place_of, strategy_at
from rustybt.exceptions import (
    ConfigurationError,
    MissingExtraError,
    ParameterError,
    SearchSpaceError,
    StudyConflictError,
    StudyError,
)
from rustybt.optimization.executors.inline import InlineExecutor
from rustybt.optimization.objectives import Objective
from rustybt.optimization.optimizer import optimize, studies, study
from rustybt.optimization.space import Choice, Float, Int, Space
from tests.optimization.strategies import Cross, Fussy, Reader, Signals

SPACE = {"fast": Int(3, 12, step=3), "slow": Int(20, 40, step=10)}

Other = type("Fabricated", (Cross,), {"__module__": __name__})


class Kinds:
    class Inner(Cross):
        pass


@pytest.fixture
def folder(tmp_path):
    from rustybt import DataCatalog

    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    return catalog


def searched(catalog, strategy=Cross, **options):
    arguments = {
        "space": SPACE,
        "search": "grid",
        "start": "2010-01-04",
        "end": "2010-12-31",
        "catalog": catalog,
        "progress": False,
        "background": False,
    }
    return optimize(strategy, **{**arguments, **options})


def test_a_grid_finds_the_best_of_all_points(folder):
    found = searched(folder)
    trials = found.trials
    assert found.state == "complete"
    assert found.progress == (12, 12)
    assert trials["number"].to_list() == list(range(12))
    assert list(zip(trials["fast"], trials["slow"], strict=True))[:4] == [(3, 20), (3, 30), (3, 40), (6, 20)]
    assert found.best_value == max(trials["sharpe"])
    again = found.backtest()
    assert again.summary.sharpe == found.best_value
    assert again.provenance.parameters == found.best_parameters
    assert np.array_equal(found.returns([found.best.number])[:, 0], again.course.returns)
    assert "complete, 12 of 12 trials" in repr(found)
    assert found.trials_made == 12


@pytest.mark.parametrize("search", ["random", "bayesian", "genetic", "cma-es"])
def test_every_search_is_repeatable_and_stays_in_its_space(folder, tmp_path, search):
    space = {"fast": Int(2, 15), "slow": Float(16, 60, step=1)}
    first = searched(folder, Signals, space=space, search=search, trials=20, name="one")
    second = searched(folder, Signals, space=space, search=search, trials=20, name="two")
    keep = ["number", "fast", "slow", "sharpe"]
    assert first.trials.select(keep).equals(second.trials.select(keep))
    assert len(first.trials.unique(["fast", "slow"])) == 20
    for trial in first.trials.iter_rows(named=True):
        Space(space).check({"fast": trial["fast"], "slow": trial["slow"]})


def test_a_bayesian_search_beats_chance_on_a_smooth_objective(folder):
    def near(result):
        given = result.provenance.parameters
        return -((given["share"] - 0.37) ** 2)

    options = {"space": {"share": Float(0, 1)}, "objective": near, "trials": 40, "end": "2010-01-29"}
    bayesian = searched(folder, Reader, search="bayesian", **options)
    by_chance = searched(folder, Reader, search="random", **options)
    assert abs(bayesian.best_parameters["share"] - 0.37) < 0.02
    assert bayesian.best_value > by_chance.best_value


def test_vector_and_event_mode_and_processes_find_the_same(folder):
    studies_made = [
        searched(folder, Signals, name=f"{mode} {executor}", mode=mode, executor=executor, workers=2)
        for mode, executor in [
            ("vector", "inline"),
            ("event", "inline"),
            ("vector", "processes"),
            ("event", "processes"),
        ]
    ]
    first, *others = (each.trials.select("number", "fast", "slow", "sharpe") for each in studies_made)
    assert all(other.equals(first) for other in others)
    returns = studies_made[0].returns()
    assert returns.shape == (252, 12)
    assert np.array_equal(returns, studies_made[3].returns())


def test_several_objectives_have_a_front(folder):
    found = searched(folder, Signals, objective=["sharpe", "volatility"])
    assert [each.direction for each in found.objectives] == ["maximize", "minimize"]
    values = [trial.values for trial in found.front]
    assert values
    for sharpe, volatility in values:
        trials = found.trials.iter_rows(named=True)
        assert not any(each["sharpe"] > sharpe and each["volatility"] < volatility for each in trials)


def test_a_constraint_is_held(folder):
    space = {"fast": Int(10, 30, step=10), "slow": Int(10, 30, step=10)}
    for search in ("grid", "random", "bayesian"):
        found = searched(
            folder,
            space=space,
            search=search,
            trials=3,
            constraint=lambda p: p["fast"] < p["slow"],
            name=search,
        )
        assert found.progress[0] == 3
        assert all(fast < slow for fast, slow in zip(found.trials["fast"], found.trials["slow"], strict=True))


def test_a_constraint_counts_also_beside_a_space_that_was_made(folder):
    found = searched(folder, space=Space(SPACE), constraint=lambda p: p["fast"] < 5)
    assert set(found.trials["fast"]) == {3}


def test_another_constraint_is_another_study(folder):
    def narrow(given):
        return given["fast"] < 5

    def wide(given):
        return given["fast"] < 9

    first, second, none = (searched(folder, constraint=each) for each in (narrow, wide, None))
    assert len({first.name, second.name, none.name}) == 3
    assert sorted(second.trials["fast"]) == [3, 3, 3, 6, 6, 6]
    searched(folder, constraint=narrow, name="mine")
    for other in (wide, None):
        with pytest.raises(StudyConflictError, match="made with other constraint"):
            searched(folder, constraint=other, name="mine")


def test_a_study_without_a_complete_trial_says_what_the_last_one_failed_of(folder):
    found = searched(folder, objective=lambda result: {}["mine"])
    assert "12 failed, 0 pruned\n  the last: objective <lambda> raised KeyError: 'mine'" in repr(found)


def test_a_parameter_named_as_a_figure_keeps_its_column(folder):
    class Volatile(Cross):
        volatility = 0.1

    found = searched(folder, Volatile, space={"volatility": Float(0.1, 0.3, step=0.1)})
    assert found.trials["volatility"].to_list() == [0.1, 0.2, 0.3]


def test_numbers_of_numpy_s_are_numbers(folder):
    space = {
        "fast": Choice(list(np.arange(3, 6))),
        "slow": Int(np.int64(20), np.int64(30), step=np.int64(10)),
    }
    found = searched(folder, space=space)
    assert sorted(found.trials["fast"]) == [3, 3, 4, 4, 5, 5]
    assert json.dumps(Space({"x": Float(np.float32(0.5), np.int64(2))}).to_json())


def test_a_space_that_is_used_up_ends_the_study(folder):
    found = searched(folder, space={"fast": Choice([3, 5])}, search="random", trials=50)
    assert found.state == "complete"
    assert sorted(found.trials["fast"]) == [3, 5]


def test_a_trial_that_fails_is_kept_with_its_error_and_the_study_goes_on(folder):
    found = searched(folder, Fussy, space={"share": Int(1, 4)})
    states = dict(zip(found.trials["share"], found.trials["state"], strict=True))
    assert states == {1: "complete", 2: "complete", 3: "failed", 4: "complete"}
    assert "three is too many" in found.trials.filter(found.trials["share"] == 3)["error"][0]


@pytest.mark.parametrize("executor", ["inline", "processes"])
def test_trials_that_are_poor_at_half_time_are_pruned_in_both_modes_alike(folder, executor):
    made = {
        mode: searched(
            folder, Signals, mode=mode, prune={0.5: 0.4}, name=f"{mode} pruned", executor=executor, workers=1
        )
        for mode in ("event", "vector")
    }
    whole = searched(folder, Signals, name="whole")
    keep = ["number", "fast", "slow", "state", "sharpe", "error"]
    pruned = made["event"].trials.select(keep)
    assert pruned.equals(made["vector"].trials.select(keep))
    half = {
        number: Objective("sharpe").value_of(returns[:126])
        for number, returns in enumerate(whole.returns().T)
    }
    states = {number: "pruned" if value < 0.4 else "complete" for number, value in half.items()}
    assert dict(zip(pruned["number"], pruned["state"], strict=True)) == states
    assert {"pruned", "complete"} == set(states.values())
    assert "after 50% of the run: bound 0.4" in pruned.filter(pruned["state"] == "pruned")["error"][0]
    assert made["event"].trials_made == 36


def test_the_same_call_goes_on_with_the_same_study(folder):
    first = searched(folder, Signals, search="random", trials=4)
    second = searched(folder, Signals, search="random", trials=9)
    assert first.name == second.name
    assert second.progress == (9, 9)
    assert second.trials["attempts"].to_list() == [1] * 9
    assert studies(catalog=folder)["ended"].to_list() == [9]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"end": "2010-11-30"}, "other end"),
        ({"strategy": Signals}, "other strategy, .*code|other .*strategy"),
        ({"space": {"fast": Int(3, 6)}}, "other space"),
        ({"objective": "sortino"}, "other objectives"),
        ({"seed": 3}, "other seed"),
        ({"capital_base": 5000}, "other capital_base"),
    ],
)
def test_other_settings_under_a_name_are_refused_by_name(folder, change, says):
    searched(folder, space={"fast": Int(3, 4)}, name="mine")
    options = {"space": {"fast": Int(3, 4)}, "name": "mine", **change}
    with pytest.raises(StudyConflictError, match=says):
        searched(folder, options.pop("strategy", Cross), **options)


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"space": {}}, SearchSpaceError, "name at least one parameter"),
        ({"space": {"fast": 3}}, SearchSpaceError, "use Int, Float or Choice"),
        ({"space": {"fast": Float(0, 1)}}, SearchSpaceError, "give it a step"),
        ({"constraint": lambda p: False}, SearchSpaceError, "no point of the space"),
        ({"constraint": lambda p: False, "search": "random"}, SearchSpaceError, "none of 10,000 points"),
        ({"objective": "sharp"}, ConfigurationError, "'sharp' is unknown"),
        ({"search": "brute"}, ConfigurationError, "search 'brute' is unknown: use one of grid"),
        (
            {"search": "cma-es", "objective": ["sharpe", "sortino"]},
            ConfigurationError,
            "there are 2 objectives",
        ),
        (
            {"search": "cma-es", "space": {"a": Choice([1]), "b": Int(1, 2)}},
            ConfigurationError,
            "a has no order",
        ),
        ({"executor": "threads"}, ConfigurationError, "executor 'threads' is unknown"),
        ({"executor": "processes", "workers": 0}, ConfigurationError, "workers is 0"),
        ({"timeout": 5}, ConfigurationError, "use 'processes'"),
        ({"commission": 0.01}, ConfigurationError, "commission is 0.01: hand in a model"),
        ({"slippage": FixedSlippage}, ConfigurationError, "slippage is .*FixedSlippage.*: hand in a model"),
        ({"space": {"handle_data": Int(1, 2)}}, SearchSpaceError, "handle_data is a method of Cross"),
        ({"executor": None}, ConfigurationError, "executor None is unknown"),
        ({"executor": 5}, ConfigurationError, "executor 5 is unknown"),
        ({"executor": "processes", "workers": "2"}, ConfigurationError, "workers is '2'"),
        ({"executor": "processes", "timeout": "3"}, ConfigurationError, "timeout is '3'"),
        ({"search": ["grid"]}, ConfigurationError, r"search \['grid'\] is unknown"),
        ({"seed": -1}, ConfigurationError, "seed is -1"),
        ({"seed": 1.5}, ConfigurationError, "seed is 1.5"),
        ({"name": 5}, ConfigurationError, "name is 5"),
        ({"name": " "}, ConfigurationError, "name is ' '"),
        ({"prune": 0.5}, ConfigurationError, "prune is 0.5: use bounds by the part of the run"),
        ({"prune": {"half": 0}}, ConfigurationError, "prune has 'half': 0"),
        ({"constraint": "fast < slow"}, SearchSpaceError, "constraint is 'fast < slow': use a function"),
        (
            {"constraint": lambda p: p["fats"] < 9},
            SearchSpaceError,
            r"the constraint, asked about \{'fast': 3, 'slow': 20\} raised KeyError: 'fats'",
        ),
        (
            {"space": Space(SPACE, lambda p: True), "constraint": lambda p: False},
            SearchSpaceError,
            "the space has a constraint, and another one was given",
        ),
        (
            {"space": {"fast": Int(1, 10**6), "slow": Int(1, 10**6)}},
            SearchSpaceError,
            "a grid of 1,000,000,000,000 points",
        ),
        ({"space": {"state": Int(1, 2)}}, SearchSpaceError, "parameter state has the name of"),
        ({"space": {"sharpe": Int(1, 2)}}, SearchSpaceError, "parameter sharpe has the name of"),
        ({"trials": 0}, ConfigurationError, "trials is 0"),
        ({"prune": {2: 0.0}}, ConfigurationError, "prune has 2: 0.0"),
        ({"prune": {0.5: 0.0}, "objective": "trades"}, ConfigurationError, "trades is none"),
        ({"mode": "fast"}, ConfigurationError, "mode is 'fast'"),
        ({"mode": "vector"}, ConfigurationError, "Cross cannot run in vector mode"),
        ({"strategy": Cross()}, ConfigurationError, "not an instance"),
        ({"space": {"fsat": Int(3, 4)}}, ParameterError, "Cross does not take fsat"),
        ({"space": {"fsat": Int(3, 4)}, "executor": "processes"}, ParameterError, "Cross does not take fsat"),
    ],
)
def test_what_is_refused(folder, options, error, says):
    options = dict(options)
    with pytest.raises(error, match=says):
        searched(folder, options.pop("strategy", Cross), **options)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Int(5, 3), r"Int\(5, 3\) is empty"),
        (lambda: Int(1, 3, step=0), "step is 0"),
        (lambda: Int(1.5, 3), "low is 1.5, no whole number"),
        (lambda: Int(0, 3, log=True), "no logarithm of 0"),
        (lambda: Float(0, float("nan")), "high is nan"),
        (lambda: Float(1, 9, step=2, log=True), "do not go together"),
        (lambda: Choice([]), "at least one option"),
        (lambda: Choice([1, 1]), "twice"),
        (lambda: Choice([object()]), "no number, text"),
        (lambda: Space({"not a name": Int(1, 2)}), "no name of a parameter"),
    ],
)
def test_dimensions_that_contradict_themselves(make, says):
    with pytest.raises(SearchSpaceError, match=says):
        make()


def test_a_study_that_failed_says_why_and_goes_on_when_mended(folder):
    with pytest.raises(ParameterError):
        searched(folder, space={"fsat": Int(3, 4)}, name="mine")
    seen = study("mine", catalog=folder)
    assert seen.state == "failed"
    assert "ParameterError: Cross does not take fsat" in repr(seen)
    with pytest.raises(StudyError, match="no trial of study 'mine' is complete"):
        _ = seen.best


def test_a_study_in_the_background_is_watched_stopped_and_resumed_from_elsewhere(folder):
    begun = searched(
        folder,
        Signals,
        search="random",
        trials=4000,
        mode="event",
        background=True,
        space={"fast": Int(2, 9000)},
    )
    seen = study(begun.name, catalog=folder)
    while seen.progress[0] < 3:
        assert seen.state == "running"
        time.sleep(0.01)
    again = {"search": "random", "trials": 4000, "mode": "event", "space": {"fast": Int(2, 9000)}}
    with pytest.raises(StudyConflictError, match="driven by this process already"):
        searched(folder, Signals, **again)
    # The cell is run again while it goes on: it finds the study that it began.
    assert searched(folder, Signals, background=True, **again).state == "running"
    seen.stop()
    begun.wait(timeout=20)
    done = seen.progress[0]
    assert seen.state == "stopped"
    assert 3 <= done < 4000
    seen.resume(trials=done + 5)
    seen.wait(timeout=60)
    assert seen.state == "complete"
    assert seen.progress == (done + 5, done + 5)
    assert seen.trials["number"].to_list() == list(range(done + 5))


MINE = """
from tests.optimization.strategies import Cross

class Mine(Cross):
    fast = 5
"""

RESUMED = """
import sys
from rustybt import DataCatalog
from rustybt.optimization.optimizer import study

found = study("mine", catalog=DataCatalog(sys.argv[1]))
found.resume(trials=9)
print(found.wait().state, found.can_go_on)
"""


def test_a_study_that_another_process_made_goes_on_where_its_strategy_can_be_imported(folder):
    searched(folder, search="random", trials=4, name="mine", executor="processes", workers=1)
    command = [sys.executable, "-c", RESUMED, str(folder.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "complete True\n", done.stderr
    whole = searched(folder, search="random", trials=9, name="whole")
    keep = ["number", "state", "fast", "slow", "sharpe", "attempts"]
    assert study("mine", catalog=folder).trials.select(keep).equals(whole.trials.select(keep))


def test_a_study_that_cannot_go_on_by_itself_says_why_and_how(folder):
    class Cell(Cross):
        pass

    def mine(result):
        return 1.0

    given = {
        "its objective mine": {"objective": mine},
        "its constraint": {"constraint": lambda p: p["fast"] < p["slow"]},
        "its executor": {"executor": InlineExecutor()},
        "its strategy": {"strategy": Cell},
    }
    for what, options in given.items():
        searched(folder, options.pop("strategy", Cross), name=what, **options)
        found = study(what, catalog=folder)
        assert not found.can_go_on
        with pytest.raises(StudyError, match=f"since {what} could not be kept with it: call rb.optimize"):
            found.resume()


def test_a_strategy_that_is_gone_or_changed_does_not_go_on(folder, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(MINE)
    searched(folder, type(strategy_at(f"{file}:Mine", tmp_path)), name="mine")
    assert study("mine", catalog=folder).backtest(0).summary.sessions == 252
    file.write_text(MINE.replace("5", "6"))
    with pytest.raises(StudyConflictError, match="Mine has other code than when its study was made"):
        study("mine", catalog=folder).resume()
    file.unlink()
    with pytest.raises(
        StudyError, match=r"only looked at here: .*mine\.py cannot be read: .* call rb.optimize"
    ):
        study("mine", catalog=folder).resume()


def test_an_unknown_study_names_those_there_are(folder):
    searched(folder, space={"fast": Int(3, 4)}, name="mine")
    with pytest.raises(StudyError, match=r"no study 'yours' .* there is mine"):
        study("yours", catalog=folder)


def test_a_search_without_its_library_says_how_to_install_it(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'rustybt\[research\]'"):
        searched(folder, search="bayesian")


def test_a_space_as_words_and_back():
    space = Space({"a": Int(1, 9, step=2), "b": Float(0.1, 1, log=True), "c": Choice(["x", 2, None])})
    again = Space.from_json(json.loads(json.dumps(space.to_json())))
    assert again.to_json() == space.to_json()
    assert again.digest == space.digest
    random = np.random.default_rng(1)
    for _ in range(200):
        again.check(space.sample(random))


DEFINED_HERE = """
import sys
from rustybt import DataCatalog, TradingAlgorithm
from rustybt.optimization.executors.inline import InlineExecutor
from rustybt.optimization.objectives import Objective
from rustybt.optimization.optimizer import optimize
from rustybt.optimization.space import Int

class Cell(TradingAlgorithm):
    lot = 1
    def initialize(self, context):
        self.asset = self.symbol("AAPL")
    def handle_data(self, context, data):
        self.order_target(self.asset, self.lot)

found = optimize(
    Cell, space={"lot": Int(1, 4)}, search="grid", objective="total_return", start="2010-01-04", end="2010-03-31",
    catalog=DataCatalog(sys.argv[1]), executor="processes", workers=2, progress=False,
)
print(found.state, found.best_parameters)
"""


def test_a_class_of_a_notebook_s_cell_reaches_the_workers(folder):
    done = subprocess.run(
        [sys.executable, "-c", DEFINED_HERE, str(folder.path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout == "complete {'lot': 4}\n", done.stderr


def test_a_class_that_its_module_does_not_hold_goes_to_workers_by_value(folder):
    for kind in (Other, Kinds.Inner):
        found = searched(
            folder, kind, space={"fast": Int(3, 4)}, executor="processes", workers=1, name=kind.__name__
        )
        assert found.trials["state"].to_list() == ["complete"] * 2
        seen = study(kind.__name__, catalog=folder)
        assert not seen.can_go_on
        with pytest.raises(
            StudyError, match=r"since its strategy could not be kept with it: call rb.optimize"
        ):
            seen.resume()
        with pytest.raises(ConfigurationError, match=f"holds no .*{kind.__name__} at its top"):
            place_of(kind())


LEFT_RUNNING = """
import sys
from rustybt import DataCatalog, Int
from rustybt.optimization.optimizer import optimize
from tests.optimization.strategies import Signals

found = optimize(
    Signals, space={"fast": Int(2, 9000)}, search="random", trials=4000, mode="event", start="2010-01-04",
    end="2010-12-31", catalog=DataCatalog(sys.argv[1]), executor=sys.argv[2], workers=1, background=True,
    name=sys.argv[3], progress=False,
)
while found.progress[0] < 3:
    pass
"""


@pytest.mark.parametrize("executor", ["inline", "processes"])
def test_a_script_may_end_while_its_study_goes_on(folder, executor):
    for name in ("one", "two", "three"):  # it did not crash every time
        done = subprocess.run(
            [sys.executable, "-c", LEFT_RUNNING, str(folder.path), executor, name],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        left = study(name, catalog=folder)
        assert (left.state, left.reason) == ("stopped", "")


def test_signals_are_public():
    assert issubclass(Signals, SignalAlgorithm)
