"""``python -m tests.optimization.gate_calibration [REPETITIONS]``: how often the promotion gate errs.

Every repetition is a market of ten years of daily bars of its own, and a thousand backtests on it. Without an edge at
least 95 of 100 must be refused; with one region of the space of a true annual Sharpe ratio of 2 at least 80 must pass.
It prints its figures, and ends with 1 if either fails.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from rustybt import BacktestResult
from rustybt.optimization.independence import sharpes
from rustybt.optimization.monte_carlo import monte_carlo
from rustybt.optimization.overfitting_report import measure_overfitting
from rustybt.optimization.promotion import PromotionDecision, promote
from rustybt.optimization.walk_forward import walk_forward_on
from tests.optimization.made_markets import (
    DELAY,
    EDGE,
    HISTORY,
    POINTS,
    STRENGTH,
    all_trials,
    market_of_returns,
    result_of,
    returns_with_edge,
)

SESSIONS = 2_520
TRAIN, TEST = 756, 252
RUNS = 1_000


def judged(returns: np.ndarray, result: BacktestResult | None, seed: int) -> PromotionDecision:
    """What the gate says of the best of all trials, whose result it is."""
    report = measure_overfitting(returns, name=f"market {seed}")
    days = np.datetime64("2000-03-21") + np.arange(len(returns))
    walked = walk_forward_on(returns, days, train=TRAIN, test=TEST)
    simulated = (
        None if result is None else monte_carlo(result, "blocks", runs=RUNS, seed=seed, progress=False)
    )
    return promote(report, walk_forward=walked, monte_carlo=simulated)


def repetition(seed: int, strength: float) -> PromotionDecision:
    """One market, its thousand backtests, and the verdict."""
    chance = np.random.default_rng((20, seed))
    market = market_of_returns(returns_with_edge(chance, HISTORY + SESSIONS, strength))
    returns = all_trials(market)
    best = POINTS[int(sharpes(returns).argmax())]
    return judged(returns, result_of(market, best), seed)


def true_sharpes(days: int = 400_000) -> np.ndarray:
    """Annual Sharpe ratio of each point of the edge, over sixteen centuries."""
    returns = returns_with_edge(np.random.default_rng(99), days, STRENGTH)
    level = np.concatenate([[0.0], np.cumsum(returns)])
    day = np.arange(HISTORY, days)
    found = []
    for lag, span in EDGE:
        last = day - DELAY - lag + 1
        found.append(np.sign(level[last] - level[last - span]) * returns[HISTORY:])
    return sharpes(np.column_stack(found))


def told(name: str, decisions: list[PromotionDecision]) -> int:
    """Print what the gate said; how many passed."""
    passed = sum(map(bool, decisions))
    refused = Counter(each.name for decision in decisions for each in decision.refused)
    alone = Counter(decision.refused[0].name for decision in decisions if len(decision.refused) == 1)
    print(f"{name}: {len(decisions)} markets, {passed} promoted, {len(decisions) - passed} refused")
    for each in decisions[0].criteria:
        values = np.array([decision[each.name].value for decision in decisions])
        print(
            f"  {each.name:<32} refuses {refused[each.name]:>3}, alone {alone[each.name]:>3}; "
            f"median {np.nanmedian(values):.3f} (5 % {np.nanquantile(values, 0.05):.3f}, "
            f"95 % {np.nanquantile(values, 0.95):.3f}), bound {each.bound:g}"
        )
    return passed


def main(repetitions: int = 100) -> int:
    begun = time.monotonic()
    edge = true_sharpes()
    print(
        f"planted edge: {len(EDGE)} of 1,000 points, true Sharpe ratio {edge.mean():.2f} "
        f"({edge.min():.2f} to {edge.max():.2f})"
    )
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        noise = list(pool.map(repetition, range(repetitions), [0.0] * repetitions))
        found = list(pool.map(repetition, range(repetitions), [STRENGTH] * repetitions))
    refused = repetitions - told("pure noise", noise)
    passed = told("planted edge", found)
    print(f"{time.monotonic() - begun:.0f} s")
    return int(refused < 0.95 * repetitions or passed < 0.80 * repetitions)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
