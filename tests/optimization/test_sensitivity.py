"""Plateaus beside peaks, on grids and on points of chance; responses; steps that are run and counted."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from rustybt.exceptions import ConfigurationError, RunInterruptedError, SearchSpaceError, StudyError
from rustybt.optimization.neighbourhoods import neighbourhoods_of
from rustybt.optimization.optimizer import optimize, study
from rustybt.optimization.sensitivity import perturbed, sensitivity
from rustybt.optimization.space import Choice, Float, Int, Space
from tests.optimization.strategies import Fussy, Signals, Sloped

SPACE = {"x": Int(0, 6), "y": Int(0, 6)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from rustybt import DataCatalog

    found = DataCatalog(tmp_path_factory.mktemp("studies"))
    found.ingest("sample")
    return found


def height(result):
    """A high peak alone at (1, 1), and a lower plateau about (4, 4)."""
    x, y = (result.provenance.parameters[name] for name in ("x", "y"))
    peak = 5.0 if (x, y) == (1, 1) else 0.0
    return peak + max(0.0, 3.0 - 0.5 * max(abs(x - 4), abs(y - 4)))


def depth(result):
    return -height(result)


def searched(folder, strategy=Sloped, **options):
    arguments = {
        "space": SPACE,
        "search": "grid",
        "objective": height,
        "start": "2010-01-04",
        "end": "2010-01-29",
        "catalog": folder,
        "progress": False,
        "background": False,
    }
    return optimize(strategy, **{**arguments, **options})


@pytest.fixture(scope="module")
def grid(folder):
    return searched(folder, name="grid")


def test_neighbourhoods_on_a_grid_by_hand():
    points = [{"x": x, "y": y} for x, y in itertools.product(range(3), range(3))]
    values = np.arange(9.0)
    values[8] = np.nan
    found = neighbourhoods_of(
        {"x": Int(0, 2), "y": Int(0, 2)}, {name: [each[name] for each in points] for name in "xy"}, values
    )
    assert found.steps
    assert found.needed == 3
    assert found.neighbours.tolist() == [3, 5, 3, 5, 7, 4, 3, 4, 3]
    assert found.failed.tolist() == [0, 0, 0, 0, 1, 1, 0, 1, 0]
    assert found.mean[0] == np.mean([0, 1, 3, 4])
    assert found.mean[4] == np.mean(range(8))
    assert found.spread[0] == pytest.approx(np.std([0, 1, 3, 4]))
    assert found.least[5] == 1
    assert math.isnan(found.mean[8])


def test_any_two_options_are_next_to_each_other():
    options, numbers = ["a", "b", "c", "d"], [10, 20, 30]
    points = list(itertools.product(options, numbers))
    found = neighbourhoods_of(
        {"kind": Choice(options), "size": Int(10, 30)},
        {"kind": [kind for kind, _ in points], "size": [size for _, size in points]},
        np.zeros(12),
    )
    assert found.neighbours.tolist() == [7, 11, 7] * 4  # 4 options by 2 or 3 sizes, without itself


def test_points_of_chance_have_the_nearest_as_neighbours():
    random = np.random.default_rng(1)
    x, y = random.uniform(0, 10, 200), np.exp(random.uniform(0, 5, 200))
    values = random.normal(size=200)
    found = neighbourhoods_of(
        {"x": Float(0, 10), "y": Float(1, math.exp(5), log=True)}, {"x": list(x), "y": list(y)}, values
    )
    assert not found.steps
    places = np.column_stack((x / 10, np.log(y) / 5))
    for row in (0, 63, 64, 199):
        near = np.argsort(((places - places[row]) ** 2).sum(axis=1))[:5]
        assert found.mean[row] == pytest.approx(values[near].mean())
        assert found.least[row] == values[near].min()
    assert set(found.neighbours) == {4}


def test_another_option_is_a_whole_range_away():
    random = np.random.default_rng(2)
    kind, x, values = random.integers(3, size=15), random.uniform(0, 1, 15), random.normal(size=15)
    y = random.uniform(0, 1, 15)
    found = neighbourhoods_of(
        {"kind": Choice(["a", "b", "c"]), "x": Float(0, 1), "y": Float(0, 1)},
        {"kind": ["abc"[each] for each in kind], "x": list(x), "y": list(y)},
        values,
    )
    for row in range(15):
        square = (x - x[row]) ** 2 + (y - y[row]) ** 2 + (kind != kind[row])
        near = np.argsort(square)[:7]
        assert found.mean[row] == pytest.approx(values[near].mean())


def test_the_plateau_is_found_beside_the_peak(grid):
    found = sensitivity(grid)
    assert found.best.parameters == {"x": 1, "y": 1}
    assert found.stable.parameters == {"x": 4, "y": 4}
    assert found.stable.mean == pytest.approx((3.0 + 8 * 2.5) / 9)
    assert found.stable.worst == 2.5
    assert found.best.worst < found.stable.worst
    assert found.steps
    text = repr(found)
    assert "most stable" in text
    assert "neighbours within one step in every parameter" in text


def test_where_less_is_better_all_is_turned_round(folder, grid):
    turned = sensitivity(searched(folder, objective=_minimized(), name="turned"))
    same = sensitivity(grid)
    assert not turned.maximizes
    assert turned.stable.parameters == same.stable.parameters
    assert turned.stable.score == pytest.approx(-same.stable.score)
    assert turned.stable.worst == -same.stable.worst
    assert turned.best.value == -same.best.value


def _minimized():
    from rustybt.optimization.objectives import Objective

    return Objective("depth", "minimize", depth)


def test_points_of_chance_find_the_plateau_too(folder):
    space = {"x": Float(0, 6), "y": Float(0, 6)}
    found = sensitivity(searched(folder, space=space, search="random", trials=150))
    assert not found.steps
    assert all(abs(value - 4) <= 1 for value in found.stable.parameters.values())
    assert "neighbours nearest" in repr(found)
    assert found.response("x").height == 12
    assert found.plot().svg.count("<rect") > 50


def test_responses_and_what_explains_them(folder):
    def slope(result):
        given = result.provenance.parameters
        return 2.0 * given["x"] + (0.5 if given["y"] == 3 else 0.0)

    found = sensitivity(searched(folder, objective=slope, name="slope"))
    frame = found.response("x")
    assert frame["x"].to_list() == list(range(7))
    assert frame["trials"].to_list() == [7] * 7
    assert frame["mean"].to_list() == pytest.approx([2 * x + 0.5 / 7 for x in range(7)])
    assert (frame["worst"][2], frame["best"][2]) == (4.0, 4.5)
    assert found.response("x", "y").height == 49
    shares = dict(found.importance.iter_rows())
    whole = np.var([2 * x + 0.5 * (y == 3) for x in range(7) for y in range(7)])
    assert shares["x"] == pytest.approx(np.var([2 * x for x in range(7)]) / whole)
    assert sum(shares.values()) == pytest.approx(1.0)
    page = found._repr_mimebundle_()["text/html"]
    assert page.count("<rect") >= 49
    assert page.index("Most stable") < page.index("mean about it")
    assert "<pre" not in page  # its columns stand in a table


def test_steps_away_are_run_and_counted(folder):
    made = searched(folder, Signals, objective="total_return", end="2010-06-30", space={
        "fast": Int(4, 12, step=4), "slow": Int(20, 60, step=20)}, name="steps")  # fmt: skip
    before = made.trials_made
    around = {"fast": 8, "slow": 40}
    known = sensitivity(made, around=around, progress=False)
    assert made.trials_made == before  # the study had all of them
    assert known.local["moved"].to_list() == [0, -1, 1, -1, 1]
    assert known.local["to"].to_list() == [None, "4", "12", "20", "60"]
    page = known._repr_mimebundle_()["text/html"]
    assert "fast = 4 (\N{MINUS SIGN}1)</td>" in page
    assert "Total return</th>" in page
    values = {(row["fast"], row["slow"]): row["total_return"] for row in made.trials.iter_rows(named=True)}
    expected = [values[point] for point in [(8, 40), (4, 40), (12, 40), (8, 20), (8, 60)]]
    assert known.local["value"].to_list() == expected
    assert known.local["change"].to_list() == [value - expected[0] for value in expected]
    few = searched(folder, Signals, objective="total_return", end="2010-06-30", space={
        "fast": Int(4, 12), "slow": Int(20, 60)}, search="random", trials=3, name="few")  # fmt: skip
    before = few.trials_made
    local = sensitivity(few, around=around, steps=2, progress=False).local
    assert local.height == 9
    assert few.trials_made == before + 9
    assert local["value"][0] == values[8, 40]
    assert "a step away:" in repr(sensitivity(few, around=few.best_parameters, progress=False))


def test_points_a_step_away():
    space = Space(
        {
            "a": Int(0, 9, step=3),
            "b": Float(0, 1),
            "c": Choice(["x", "y", None]),
            "d": Float(1, 16, log=True),
        },
        lambda p: p["a"] < 6,
    )
    found = list(perturbed(space, {"a": 3, "b": 0.5, "c": "y", "d": 4.0}, 1))
    assert [(name, away) for name, away, _ in found] == [
        ("a", -1), ("b", -1), ("b", 1), ("c", -1), ("c", 1), ("d", -1), ("d", 1),
    ]  # fmt: skip
    assert [point["b"] for name, _, point in found if name == "b"] == pytest.approx([0.45, 0.55])
    assert [point["d"] for name, _, point in found if name == "d"] == pytest.approx(
        [4 / 16**0.05, 4 * 16**0.05]
    )


def test_a_neighbour_that_failed_speaks_against_a_point(folder):
    made = searched(
        folder,
        Fussy,
        space={"share": Int(1, 9)},
        objective=lambda result: -abs(result.provenance.parameters["share"] - 4),
    )
    found = sensitivity(made)
    failed = dict(zip(found.points["share"], found.points["failed_neighbours"], strict=True))
    assert failed == {1: 0, 2: 1, 3: 0, 4: 1, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0}
    # The best and its one neighbour left score -1; the first whole neighbourhood is that of 5.
    assert found.best.parameters["share"] == 4
    assert found.stable.parameters["share"] == 5
    assert math.isnan(found.points["score"][2])
    with pytest.raises(ConfigurationError, match=r"a heat map needs two .* response\('share'\)"):
        found.plot()


def test_an_interrupt_leaves_the_steps_that_were_made(folder, grid):
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 2 of 5 steps") as caught:
        sensitivity(grid, around={"x": 4, "y": 4}, progress=stop)
    assert caught.value.partial.local.height == 2


def test_what_is_refused(folder, grid):
    with pytest.raises(ConfigurationError, match="no objective 'sharpe': it has height"):
        sensitivity(grid, objective="sharpe")
    with pytest.raises(ConfigurationError, match="steps is 0"):
        sensitivity(grid, steps=0)
    with pytest.raises(ConfigurationError, match="study is 'grid': hand in a study"):
        sensitivity("grid")
    with pytest.raises(SearchSpaceError, match="x = 9 is not in"):
        sensitivity(grid, around={"x": 9, "y": 0})
    with pytest.raises(ConfigurationError, match="no parameter 'z': it has x, y"):
        sensitivity(grid).response("z")
    with pytest.raises(ConfigurationError, match="'x' is there twice"):
        sensitivity(grid).response("x", "x")
    with pytest.raises(StudyError, match="only looked at here"):
        sensitivity(_looked_at(folder), around={"x": 5, "y": 6}, progress=False)


def _looked_at(folder):
    searched(folder, search="random", trials=4, name="seen")
    return study("seen", catalog=folder)


@pytest.mark.parametrize(("space", "complete"), [({"share": Int(3, 3)}, 0), ({"share": Int(2, 3)}, 1)])
def test_a_study_without_enough_complete_trials_says_so(folder, space, complete):
    made = searched(folder, Fussy, space=space, objective="total_return")
    with pytest.raises(StudyError, match=f"has {complete} complete trials .* plateaus need 3 at least"):
        sensitivity(made)
