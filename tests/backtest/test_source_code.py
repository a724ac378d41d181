"""The hash of a strategy's code: another when anything of the user's that it calls is another."""

from __future__ import annotations

import importlib
import sys

import pytest

from rustybt.backtest.source_code import code_hash

STRATEGY = """
import numpy as np
from rustybt import TradingAlgorithm
import {helpers}
from {helpers} import wanted

SPAN = 5
WINDOW = 20
LAG = 3
SEEN = []

def signal(value):
    return double(value) > SPAN

def double(value):
    return 2 * value

def apart():
    return 1

def named(function):
    return function

class Trend(TradingAlgorithm):
    fast = WINDOW

    class Limits:
        lag = LAG

    @named
    def most(self, share=SPAN + LAG):
        return share

    def handle_data(self, context, data):
        SEEN.append(1)
        if signal(np.float64(1)) and wanted() and {helpers}.allowed():
            pass
"""
HELPERS = """
def wanted():
    return True

def allowed():
    return True
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes the two modules anew, and returns the hash of the strategy in them."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(strategy=STRATEGY, helpers=HELPERS):
        (tmp_path / "a_trend.py").write_text(strategy.format(helpers="its_helpers"))
        (tmp_path / "its_helpers.py").write_text(helpers)
        importlib.invalidate_caches()
        for name in ("a_trend", "its_helpers"):
            sys.modules.pop(name, None)
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
        return code_hash(importlib.import_module("a_trend").Trend)

    yield write
    for name in ("a_trend", "its_helpers"):
        sys.modules.pop(name, None)


def test_what_a_strategy_calls_counts(written):
    first = written()
    assert written() == first
    others = [
        written(STRATEGY.replace("2 * value", "3 * value")),
        written(STRATEGY.replace("SPAN = 5", "SPAN = 6")),
        written(helpers=HELPERS.replace("True", "False", 1)),
        written(helpers=HELPERS.replace("allowed():\n    return True", "allowed():\n    return False")),
    ]
    assert len({first, *others}) == 5


def test_what_the_body_of_a_class_names_counts(written):
    first = written()
    others = [
        written(STRATEGY.replace("WINDOW = 20", "WINDOW = 30")),
        written(STRATEGY.replace("LAG = 3", "LAG = 4")),
        written(STRATEGY.replace("return function", "return lambda *given: 1")),
    ]
    assert len({first, *others}) == 4
    # The class itself may change as it runs: what is written stays.
    kind = sys.modules["a_trend"].Trend
    before = code_hash(kind)
    kind.fast = 99
    assert code_hash(kind) == before
    # Nor does it matter what its module is called.
    vars(sys.modules["a_trend"])["__name__"] = "another"
    assert code_hash(kind) == before


def test_a_class_is_what_a_function_made_it_with():
    def made(window):
        class Made:
            fast = window

        return Made

    assert code_hash(made(5)) == code_hash(made(5)) != code_hash(made(6))


def test_defaults_count():
    def limited(most):
        def within(given, limit=most, *, low=most - 1):
            return low < given < limit

        return within

    assert code_hash(limited(5)) == code_hash(limited(5)) != code_hash(limited(6))


def test_what_it_does_not_call_and_what_changes_as_it_runs_does_not_count(written):
    first = written()
    assert written(STRATEGY.replace("return 1", "return 2")) == first
    assert written(STRATEGY.replace("SEEN = []", "SEEN = [1, 2]")) == first


def test_a_lambda_is_what_it_does_and_not_the_line_it_stands_in():
    one, trials = lambda given: given["fast"] < 5, 100
    same, more = lambda given: given["fast"] < 5, 200
    other = lambda given: given["fast"] < 6  # noqa: E731 - it is about lambdas
    assert trials < more
    assert code_hash(one) == code_hash(same) != code_hash(other)


def test_what_a_function_was_defined_with_counts():
    def limited(most):
        return lambda given: given["fast"] < most

    assert code_hash(limited(5)) == code_hash(limited(5)) != code_hash(limited(6))


def test_functions_that_call_each_other_have_an_end():
    def even(number):
        return number == 0 or odd(number - 1)

    def odd(number):
        return number != 0 and even(number - 1)

    assert code_hash(even) != code_hash(odd)
