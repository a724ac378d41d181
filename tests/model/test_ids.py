import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.exceptions import ConfigurationError
from rustybt.model.ids import (
    MAX_N,
    MAX_STEP,
    effect_id,
    execution_id,
    order_id,
    parse_id,
    strategy_key,
)

STEPS, COUNTS = st.integers(0, MAX_STEP), st.integers(0, MAX_N)
KEYS = st.just("") | st.text().map(strategy_key)
MAKERS = {"order": order_id, "execution": execution_id, "effect": effect_id}


@given(st.sampled_from(sorted(MAKERS)), STEPS, COUNTS, KEYS)
def test_an_id_is_read_back(kind, step, n, key):
    parts = parse_id(MAKERS[kind](step, n, key))
    assert (parts.kind, parts.step, parts.n, parts.strategy) == (kind, step, n, key)


@given(KEYS, st.lists(st.tuples(STEPS, COUNTS), max_size=20))
def test_ids_of_a_strategy_sort_by_step_and_count(key, pairs):
    assert sorted(order_id(*pair, key) for pair in pairs) == [order_id(*pair, key) for pair in sorted(pairs)]


@given(STEPS, COUNTS, KEYS)
def test_venues_take_an_id(step, n, key):
    assert re.fullmatch(r"[A-Za-z0-9-]{1,36}", order_id(step, n, key))
    assert len(order_id(step, n, key)) == len(order_id(0, 0, key))


def test_kinds_do_not_meet():
    assert len({make(1, 2) for make in MAKERS.values()}) == 3


def test_an_id_is_the_same_in_another_process():
    code = "from rustybt.model.ids import *; print(order_id(7, 1, strategy_key('momentum')))"
    root = Path(__file__).resolve().parents[2]
    seeded = {"PYTHONHASHSEED": "12345"}
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root, env=seeded
    )
    assert out.stdout.strip() == order_id(7, 1, strategy_key("momentum"))


@pytest.mark.parametrize("step_and_n", [(-1, 0), (0, -1), (MAX_STEP + 1, 0), (0, MAX_N + 1)])
def test_a_number_that_does_not_fit_is_refused(step_and_n):
    with pytest.raises(ConfigurationError, match="has no id"):
        order_id(*step_and_n)


def test_a_name_is_no_key():
    with pytest.raises(ConfigurationError, match=r"use strategy_key\(name\)"):
        order_id(0, 0, "momentum")


@pytest.mark.parametrize("text", ["", "o-1-1", "z-000000000000-000000", "o-000000000000-000000 "])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ConfigurationError, match="is no id of rustybt"):
        parse_id(text)
