"""Walk-forward: each window searched on its own past, tested on what came next, and kept as a study."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import numpy as np
import pytest

from rustybt import DataCatalog, Int, run_algorithm
from rustybt import walk_forward as public
from rustybt.exceptions import ConfigurationError, SampleError, StrategyError, StudyError
from rustybt.finance.metrics.returns import sharpe_ratio
from rustybt.optimization.optimizer import studies
from rustybt.optimization.walk_forward import walk_forward, walk_forward_on
from tests.optimization.strategies import Cross, Fussy, Reader, Signals

SPACE = {"fast": Int(3, 12, step=3), "slow": Int(20, 40, step=10)}


@pytest.fixture
def folder(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.ingest("sample")
    return catalog


def walked(catalog, strategy=Cross, **options):
    arguments = {
        "space": SPACE,
        "search": "grid",
        "train": "1y",
        "test": "6m",
        "start": "2009-01-02",
        "end": "2011-06-30",
        "catalog": catalog,
        "progress": False,
    }
    return walk_forward(strategy, **{**arguments, **options})


def by_hand(catalog, parameters, start, end):
    return run_algorithm(
        strategy=Cross, parameters=parameters, start=start, end=end, catalog=catalog, progress=False
    )


def test_each_window_is_searched_on_its_past_and_tested_on_what_came_next(folder):
    found = walked(folder)
    windows = found.frame
    assert windows["test_start"].to_list() == [date(2010, 1, 4), date(2010, 7, 2), date(2011, 1, 3)]
    assert windows["train_end"].to_list() == [date(2009, 12, 31), date(2010, 7, 1), date(2010, 12, 31)]
    assert windows["trials"].to_list() == [12] * 3
    parts = []
    for window in windows.iter_rows(named=True):
        grid = [{"fast": fast, "slow": slow} for fast in (3, 6, 9, 12) for slow in (20, 30, 40)]
        runs = [by_hand(folder, each, window["train_start"], window["train_end"]) for each in grid]
        best = max(range(12), key=lambda number: runs[number].summary.sharpe)
        assert {"fast": window["fast"], "slow": window["slow"]} == grid[best]
        assert window["sharpe_in"] == runs[best].summary.sharpe
        tested = by_hand(folder, grid[best], window["test_start"], window["test_end"])
        assert window["sharpe_out"] == tested.summary.sharpe
        assert window["return_out"] == tested.summary.total_return
        parts.append(tested.course.returns)
    assert np.array_equal(found.returns, np.concatenate(parts))
    assert len(found.sessions) == len(found.returns)
    assert found.sharpe == sharpe_ratio(found.returns)
    assert found.efficiency == pytest.approx(found.sharpe / windows["sharpe_in"].mean())


class Mean(Signals):
    """Its parameter is named as a column of the frame."""

    window = 20

    def targets(self, bars):
        asset = self.assets[0]
        return np.where(bars.values(asset) > bars.sma(asset, self.window), 1.0, 0.0)


def test_a_parameter_named_as_a_column_has_one_of_its_own(folder):
    found = walked(folder, Mean, space={"window": Int(10, 20, step=10)})
    assert found.frame["window"].to_list() == [0, 1, 2]
    assert found.frame["parameter_window"].to_list() == [each.parameters["window"] for each in found.windows]


def test_anchored_windows_begin_at_the_start(folder):
    found = walked(folder, Signals, anchored=True)
    assert set(found.frame["train_start"]) == {date(2009, 1, 2)}
    assert "anchored" in repr(found)


def test_the_same_call_runs_nothing_again_and_all_trials_count(folder):
    first = walked(folder, Signals)
    made = studies(catalog=folder)
    again = walked(folder, Signals)
    assert np.array_equal(first.returns, again.returns)
    assert studies(catalog=folder).equals(made)
    assert made["ended"].to_list() == [12] * 3
    assert first.trials == 36


def test_processes_and_both_modes_find_the_same(folder):
    vector = walked(folder, Signals)
    for options in ({"mode": "event"}, {"executor": "processes", "workers": 2}):
        other = walked(DataCatalog(folder.path), Signals, **options, seed=1)
        assert other.frame.equals(vector.frame)
        assert np.array_equal(other.returns, vector.returns)


def test_a_window_without_a_trade_out_of_sample_has_no_sharpe(folder):
    def ends(result):
        return -abs(float(result.summary.final_value) - 100_000)

    found = walked(folder, Reader, space={"share": Int(0, 1)}, objective=[ends, "total_return"])
    assert set(found.frame["share"]) == {0}
    assert found.frame["sharpe_out"].is_nan().all()
    assert found.objective == "ends"
    assert np.isnan(found.efficiency)
    ET.fromstring(found.plot().svg)
    found = walked(folder, Reader, space={"share": Int(0, 1)}, objective="-sharpe")
    assert found.frame["sharpe_in"].is_nan().sum() == 0


def test_progress_is_told_over_all_windows(folder):
    told = []
    walked(folder, Signals, progress=lambda done, wanted: told.append((done, wanted)))
    assert told[-1] == (36, 36)
    assert [each for each, _ in told] == sorted(each for each, _ in told)


def test_what_is_refused(folder):
    with pytest.raises(
        SampleError, match="129 sessions from 2009-01-02 to 2009-07-08 are fewer than one window"
    ):
        walked(folder, end="2009-07-08", train=100, test=30)
    with pytest.raises(SampleError, match="the first window has 252 sessions to search on and 1 to test on"):
        walked(folder, test=1)
    for name, value in (("name", "mine"), ("background", True)):
        with pytest.raises(ConfigurationError, match=f"{name} cannot be set here: use capital_base"):
            walked(folder, **{name: value})
    with pytest.raises(ConfigurationError, match="train is 'long'"):
        walked(folder, train="long")
    with pytest.raises(StudyError, match="three is too many"):
        walked(folder, Fussy, space={"share": Int(3, 3)})


def test_a_strategy_that_raises_out_of_sample_says_so(folder):
    with pytest.raises(StrategyError, match="the year is over"):
        walked(folder, Untested, space={"share": Int(1, 2)})


class Untested(Reader):
    def handle_data(self, context, data):
        if self.get_datetime().year == 2010:
            raise ZeroDivisionError("the year is over")
        super().handle_data(context, data)


def test_trials_that_ran_over_the_whole_time_are_walked_through():
    chance = np.random.default_rng(5)
    returns = chance.normal(0, 0.01, (300, 4))
    returns[:150, 1] += 0.01
    returns[150:, 2] += 0.01
    days = np.arange("2020-01-01", "2020-10-27", dtype="datetime64[D]")
    found = walk_forward_on(returns, days, train=100, test=50)
    assert found.frame["trial"].to_list() == [1, 1, 2, 2]
    expected = [returns[100:150, 1], returns[150:200, 1], returns[200:250, 2], returns[250:, 2]]
    assert np.array_equal(found.returns, np.concatenate(expected))
    named = walk_forward_on(returns, days, train=100, test=50, parameters=[{"a": n} for n in range(4)])
    assert named.frame["a"].to_list() == [1, 1, 2, 2]
    with pytest.raises(SampleError, match="299 sessions for returns"):
        walk_forward_on(returns, days[1:], train=100, test=50)


def test_it_shows_itself(folder):
    found = walked(folder, Signals)
    text = repr(found)
    assert (
        "Walk-forward of Signals: 3 windows, rolling, 36 trials; tested from 2010-01-04 to 2011-06-30" in text
    )
    assert "efficiency" in text
    page = found._repr_mimebundle_()["text/html"]
    assert page.count("<tr>") == 4
    assert "fast=" in page
    root = ET.fromstring(found.plot().svg)
    assert len([each for each in root.iter() if each.tag.endswith("rect")]) == 6


def test_it_is_public():
    assert public is walk_forward
