"""The Python side of the runners: what there is to choose, runs that are watched, stopped and saved, studies."""

from __future__ import annotations

import comm
import pytest

from rustybt import BacktestResult, DataCatalog, NoCommission, TradingAlgorithm, run_algorithm
from rustybt.exceptions import CommandError, ConfigurationError, ResultError, SearchSpaceError
from rustybt.optimization.space import Choice, Float, Int
from rustybt.widgets.backtest_runner import BacktestRunner
from rustybt.widgets.optimization_runner import OptimizationRunner, space_of
from rustybt.widgets.run_choices import Choices
from rustybt.widgets.runners import optimization_runner, runner
from tests.optimization.strategies import Cross, Signals
from tests.waits import until
from tests.widgets.engines import Wire

FIELDS = {
    "strategy": "Cross", "bundle": "sample", "start": "2010-01-04", "end": "2010-12-31", "capital": "50000",
    "frequency": "daily", "parameters": {"fast": "5", "slow": "20", "symbol_name": "IBM"},
}  # fmt: skip


class Flagged(TradingAlgorithm):
    share, long_only, levels = 0.5, True, [1, 2]


class Raises(TradingAlgorithm):
    def handle_data(self, context, data):
        raise ZeroDivisionError("by zero")


NAMES = {"Cross": Cross, "Flagged": Flagged, "Raises": Raises, "Signals": Signals, "_Hidden": Cross,
         "TradingAlgorithm": TradingAlgorithm, "number": 3}  # fmt: skip


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.ingest("sample")
    return found


@pytest.fixture
def choices(catalog):
    return Choices(catalog, lambda: NAMES)


@pytest.fixture
def opened(monkeypatch):
    monkeypatch.setattr(comm, "create_comm", Wire)
    monkeypatch.setattr(Wire, "open_wires", [])
    made = []

    def open_widget(kind, choices, **options):
        made.append(kind(choices, **{"seconds": 0.005, **options}))
        return made[-1], Wire.open_wires[-1]

    yield open_widget
    for each in made:
        each.close()


def answer(wire, **content):
    """Ask, and wait for the answer: what it says, or the refusal."""
    wire.say(**content, id="mine")

    def answered():
        found = [each for kind in ("done", "refused") for each, _ in wire.messages(kind)]
        return [each for each in found if each["id"] == "mine"]

    found = until(answered)[-1]
    wire.sent = [each for each in wire.sent if each[1].get("content", {}).get("id") != "mine"]
    return found


def test_what_there_is_to_choose(choices):
    told = choices.told()
    assert [each["key"] for each in told["strategies"]] == ["Cross", "Flagged", "Raises", "Signals"]
    assert told["strategies"][0]["parameters"] == [
        {"name": "fast", "kind": "int", "default": 10},
        {"name": "slow", "kind": "int", "default": 30},
        {"name": "symbol_name", "kind": "text", "default": "AAPL"},
    ]
    assert told["strategies"][1]["parameters"] == [
        {"name": "share", "kind": "float", "default": 0.5},
        {"name": "long_only", "kind": "flag", "default": True},
    ]
    (bundle,) = told["bundles"]
    assert (bundle["name"], bundle["first"], bundle["last"]) == ("sample", "2000-03-01", "2013-03-01")


def test_a_strategy_of_a_file_is_added_and_read_anew_for_each_run(catalog, tmp_path):
    file = tmp_path / "mine.py"
    source = "from rustybt import TradingAlgorithm\nclass Mine(TradingAlgorithm):\n    window = {}\n"
    file.write_text(source.format(10))
    choices = Choices(catalog, dict)
    key = choices.add(str(file))
    wish = {**FIELDS, "strategy": key, "parameters": {}}
    assert choices.wish(wish).strategy.window == 10
    file.write_text(source.format(11))
    assert choices.wish(wish).strategy.window == 11
    with pytest.raises(CommandError, match="its server was started with"):
        Choices(catalog, dict, [str(file)], takes_places=False).add("elsewhere.py")
    file.write_text("def handle_data(context, data): pass")
    with pytest.raises(ConfigurationError, match="takes subclasses"):
        choices.add(str(file))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"strategy": "Gone"}, "no strategy 'Gone'"),
        ({"start": ""}, "start is missing"),
        ({"parameters": {"fast": "ten"}}, "fast is 'ten': write a whole number"),
        ({"strategy": "Flagged", "parameters": {"share": "half"}}, "share is 'half': write a number"),
    ],
)
def test_a_wish_that_cannot_be(choices, changed, says):
    with pytest.raises(ConfigurationError, match=says):
        choices.wish({**FIELDS, **changed})


def test_a_run_is_the_one_that_run_algorithm_makes_and_is_saved(choices, catalog, opened, tmp_path):
    made, wire = opened(BacktestRunner, choices, folder=tmp_path / "results")
    with pytest.raises(ResultError, match="no run has ended"):
        _ = made.result
    assert answer(wire, kind="run", **FIELDS)["run"] == 1
    until(lambda: made.runs and made.runs[0]["state"] == "complete")
    expected = run_algorithm(
        strategy=Cross, start="2010-01-04", end="2010-12-31", catalog=catalog, capital_base=50_000, progress=False,
        parameters={"fast": 5, "slow": 20, "symbol_name": "IBM"},
    )  # fmt: skip
    assert made.result.performance.equals(expected.performance)
    assert made.runs[0]["figures"]["sharpe"] == expected.summary.sharpe
    assert made.last["parameters"] == FIELDS["parameters"]
    assert "<svg" in answer(wire, kind="show", run=1)["html"]
    (curve,) = answer(wire, kind="curves", runs=[1])["curves"]
    assert len(curve["times"]) == len(curve["worth"]) == len(expected)
    assert "use letters" in answer(wire, kind="save", run=1, name="../away")["message"]
    answer(wire, kind="save", run=1, name="first")
    assert BacktestResult.load(tmp_path / "results" / "first").summary == expected.summary
    until(lambda: made.runs[0]["saved"].endswith("first"))
    answer(wire, kind="forget", run=1)
    until(lambda: made.runs == [])
    assert "no run 1 any more" in answer(wire, kind="show", run=1)["message"]


def test_a_run_that_fails_says_why_and_the_next_goes_on(choices, opened):
    made, wire = opened(BacktestRunner, choices)
    answer(wire, kind="run", **{**FIELDS, "strategy": "Raises", "parameters": {}})
    answer(wire, kind="run", **{**FIELDS, "start": "1990-01-02"})
    answer(wire, kind="run", **FIELDS)
    until(lambda: len(made.runs) == 3 and made.runs[2]["state"] == "complete")
    assert [each["state"] for each in made.runs] == ["failed", "failed", "complete"]
    assert "by zero" in made.runs[0]["error"]
    assert "1990" in made.runs[1]["error"]
    assert list(made.results) == [3]


def test_a_run_that_is_stopped_keeps_what_was_done_and_one_that_waits_never_begins(catalog, opened):
    import threading

    going, held = threading.Event(), threading.Event()

    class Slow(TradingAlgorithm):
        def initialize(self, context):
            self.set_commission(NoCommission())
            context.bars = 0

        def handle_data(self, context, data):
            context.bars += 1
            if context.bars == 300:
                going.set()
                held.wait(20)

    made, wire = opened(BacktestRunner, Choices(catalog, lambda: {"Slow": Slow}))
    fields = {**FIELDS, "strategy": "Slow", "parameters": {}, "start": "2000-03-01", "end": "2012-12-31"}
    answer(wire, kind="run", **fields)
    answer(wire, kind="run", **fields)
    going.wait(20)
    until(lambda: [each["state"] for each in made.runs] == ["running", "waiting"])
    answer(wire, kind="stop", run=2)
    answer(wire, kind="stop", run=1)
    held.set()
    until(lambda: [each["state"] for each in made.runs] == ["stopped", "stopped"])
    assert 0 < len(made.result) < 3_000
    assert list(made.results) == [1]


def test_the_space_of_a_form(choices):
    wish = choices.wish(FIELDS)
    assert space_of({"fast": {"kind": "int", "low": "2", "high": "9", "step": ""}}, wish) == {
        "fast": Int(2, 9)
    }
    assert space_of({"share": {"kind": "float", "low": "0.1", "high": "1", "log": True}}, wish) == {
        "share": Float(0.1, 1, log=True)
    }
    assert space_of({"flag": {"kind": "flag"}}, wish) == {"flag": Choice([False, True])}
    assert space_of({"name": {"kind": "text", "options": "AAPL, IBM"}}, wish) == {
        "name": Choice(["AAPL", "IBM"])
    }
    with pytest.raises(SearchSpaceError, match="tick at least one"):
        space_of({}, wish)
    with pytest.raises(ConfigurationError, match="fast: low is 'two'"):
        space_of({"fast": {"kind": "int", "low": "two", "high": "9"}}, wish)


def test_a_study_is_started_shown_and_found_again(choices, opened):
    made, wire = opened(OptimizationRunner, choices)
    space = {
        "fast": {"kind": "int", "low": "2", "high": "6"},
        "slow": {"kind": "int", "low": "10", "high": "12"},
    }
    start = {
        **FIELDS, "kind": "start", "strategy": "Signals", "space": space, "objective": "sharpe", "search": "grid",
        "trials": "", "executor": "inline", "name": "formed",
    }  # fmt: skip
    assert "message" not in answer(wire, **start)
    until(lambda: made.status.get("state") == "complete")
    assert (made.status["ended"], made.plan["name"], made.study.name) == (15, "formed", "formed")
    assert made.last["space"] == space
    until(lambda: [each["name"] for each in made.choices["studies"]] == ["formed"])
    other, wire = opened(OptimizationRunner, choices)
    assert "no study was started" in answer(wire, kind="stop")["message"]
    answer(wire, kind="open", name="formed")
    until(lambda: other.status.get("ended") == 15)
    assert other.status["best"] == made.status["best"]
    refused = answer(wire, **{**start, "end": "2010-11-30"})
    assert "was made with other end" in refused["message"]


def test_there_is_one_runner_of_each_kind(catalog, opened):
    one, other = runner(catalog), optimization_runner(catalog)
    assert runner() is one
    assert optimization_runner() is other
    one.close()
    assert runner(catalog) is not one
    for each in (runner(), other):
        each.close()
