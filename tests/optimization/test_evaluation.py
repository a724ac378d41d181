"""One trial: what it measures, and what becomes of one that fails."""

from __future__ import annotations

import dataclasses
import gc
import math
import weakref
from decimal import Decimal

import numpy as np
import pytest

from rustybt import run_algorithm
from rustybt.algorithm.parameters import declared, made_with
from rustybt.backtest.vector import SignalMarket
from rustybt.exceptions import ConfigurationError, ObjectiveError, ParameterError
from rustybt.optimization.evaluation import Evaluator
from rustybt.optimization.objectives import Objective, objectives_of
from rustybt.optimization.trials import TrialState
from tests.optimization.strategies import Argued, Borrowed, Cross, Fussy, Reader, Signals


def evaluator(market, strategy=Cross, objective="sharpe"):
    return Evaluator(
        strategy=strategy,
        market=market,
        objectives=objectives_of(objective),
        capital_base=Decimal(100_000),
    )


def test_a_trial_is_the_run_that_a_user_would_make(market, catalog):
    found = evaluator(market).evaluate({"fast": 5, "slow": 20})
    expected = run_algorithm(
        strategy=Cross,
        parameters={"fast": 5, "slow": 20},
        start="2010-01-04",
        end="2011-12-30",
        catalog=catalog,
        progress=False,
    )
    assert found.state is TrialState.COMPLETE
    assert found.values == (expected.summary.sharpe,)
    assert np.array_equal(found.returns, expected.course.returns)
    assert found.figures["final_value"] == float(expected.summary.final_value)
    other = evaluator(market).evaluate({"fast": 10, "slow": 30})
    assert other.values != found.values


def test_arguments_and_attributes_are_the_same_parameters(market):
    by_attribute = evaluator(market, Cross).evaluate({"fast": 7, "slow": 40})
    by_argument = evaluator(market, Argued).evaluate({"fast": 7, "slow": 40})
    assert by_attribute.values == by_argument.values


def test_what_a_strategy_reads_from_its_context_is_taken(market):
    half = evaluator(market, Reader, "volatility").evaluate({"share": 0.5})
    whole = evaluator(market, Reader, "volatility").evaluate({"share": 1})
    assert half.values[0] == pytest.approx(whole.values[0] / 2, rel=0.05)


@pytest.mark.parametrize("strategy", [Cross, Reader])
def test_a_parameter_that_nobody_takes_stops_the_study(market, strategy):
    with pytest.raises(ParameterError, match=f"{strategy.__name__} does not take slwo"):
        evaluator(market, strategy).evaluate({"slwo": 5})


def test_a_strategy_that_raises_is_a_failed_trial_with_its_error(market):
    found = evaluator(market, Fussy).evaluate({"share": 3})
    assert (found.state, found.values, len(found.returns)) == (TrialState.FAILED, (), 0)
    assert "StrategyError: initialize failed" in found.error
    assert "three is too many" in found.error


def test_an_objective_without_a_number_is_a_failed_trial(market):
    nothing = evaluator(market, Reader, ["sharpe"]).evaluate({"share": 0})
    assert nothing.state is TrialState.FAILED
    assert "sharpe is NaN" in nothing.error


class Picky(Cross):
    """Refuses some of its arguments, as a class of the user's may."""

    def __init__(self, fast=10, slow=30):
        super().__init__()
        if fast >= slow:
            raise ValueError("fast must be below slow")
        self.fast, self.slow = fast, slow


def test_an_init_that_raises_for_some_parameters_is_a_failed_trial(market):
    trials = evaluator(market, Picky)
    assert trials.evaluate({"fast": 5, "slow": 20}).state is TrialState.COMPLETE
    found = trials.evaluate({"fast": 20, "slow": 5})
    assert found.state is TrialState.FAILED
    assert (
        "Picky.__init__ with {'fast': 20, 'slow': 5} raised ValueError: fast must be below slow"
        in found.error
    )


def test_an_objective_that_raises_or_is_infinite_is_a_failed_trial(market):
    def inverse(result):
        return 1 / (result.summary.trades - result.summary.trades)

    raised = evaluator(market, Cross, [inverse]).evaluate({})
    assert raised.state is TrialState.FAILED
    assert "objective inverse raised ZeroDivisionError: division by zero" in raised.error
    endless = evaluator(market, Cross, [Objective("mine", "maximize", lambda result: math.inf)]).evaluate({})
    assert endless.state is TrialState.FAILED
    assert "objective mine is infinite" in endless.error


def test_a_run_that_lost_everything_has_no_sharpe(market):
    found = evaluator(market, Borrowed).evaluate({"share": -8})
    assert found.state is TrialState.FAILED
    assert "objective sharpe is NaN" in found.error
    money = evaluator(market, Borrowed, ["final_value"]).evaluate({"share": -8})
    assert money.values[0] < 0


def test_objectives_by_function(market):
    def ulcer(result):
        return float(np.sqrt(np.mean(np.square(result.summary.max_drawdown))))

    found = evaluator(market, Cross, [Objective("ulcer", "minimize", ulcer), "-turnover"]).evaluate({})
    assert found.values[0] == pytest.approx(-found.figures["max_drawdown"])
    assert found.values[1] == found.figures["turnover"]
    with pytest.raises(ObjectiveError, match="is 'good': return a number"):
        Objective("mine", "maximize", lambda result: "good").value(None)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("sharp", "'sharp' is unknown: use .*sharpe"),
        ([], "name at least one"),
        (["sharpe", "sharpe"], "each of them once"),
        (3, "iterable|objective 3"),
    ],
)
def test_objectives_that_are_none(given, says):
    with pytest.raises(ConfigurationError, match=says):
        objectives_of(given)


def test_what_a_strategy_declares():
    assert declared(Cross) == {"fast", "slow", "symbol_name"}
    assert declared(Argued) == {"fast", "slow", "symbol_name"}
    assert declared(Reader) == set()
    assert made_with(Argued, {"fast": 3, "other": 1}).fast == 3
    with pytest.raises(ConfigurationError, match="'handle_data' is a method"):
        made_with(Cross, {"handle_data": 3})


@pytest.mark.parametrize("mode", ["vector", "event"])
def test_a_trial_leaves_nothing_behind_that_only_the_collector_finds(market, mode):
    made = weakref.WeakSet()

    class Followed(Signals):
        def initialize(self, context):
            super().initialize(context)
            made.add(self)

    trials = evaluator(market, Followed)
    if mode == "vector":
        trials = dataclasses.replace(trials, signals=SignalMarket(market))
    gc.collect()
    gc.disable()
    try:
        assert all(trials.evaluate({"fast": fast}).values for fast in (3, 5))
        assert not made
    finally:
        gc.enable()


def test_chance_is_there_when_it_is_asked_for_and_is_the_run_s(market):
    drawn = []

    class Draws(Reader):
        def initialize(self, context):
            super().initialize(context)
            drawn.append((context.random.random(), context.random is context.random))

    for seed in (7, 7, 8):
        dataclasses.replace(evaluator(market, Draws), seed=seed).run({})
    first = np.random.default_rng(7).random()
    assert drawn == [(first, True), (first, True), (np.random.default_rng(8).random(), True)]
