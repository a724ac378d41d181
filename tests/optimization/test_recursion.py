"""Whether a strategy hangs on its start: state that never forgets, warm-up that is too short, positions."""

from __future__ import annotations

from datetime import date

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import ConfigurationError, DateRangeError, RunInterruptedError
from rustybt.optimization.recursion import check_stability
from tests.optimization.strategies import Cross, Signals, Sloped

TWO_YEARS = {"start": "2010-01-04", "end": "2011-12-30", "progress": False}


class Averages(TradingAlgorithm):
    """Records a mean of history, an average of its own that fades, and one that never forgets."""

    window, fade = 30, 0.5

    def initialize(self, context):
        self.asset = self.symbol("IBM")
        self.faded = self.total = None
        self.count = 0

    def handle_data(self, context, data):
        price = float(data.current(self.asset, "close"))
        self.faded = price if self.faded is None else self.faded + self.fade * (price - self.faded)
        self.total = price if self.total is None else self.total + price
        self.count += 1
        self.record(mean=data.sma(self.asset, self.window), faded=self.faded, forever=self.total / self.count)


class Fading(Averages):
    def record(self, *names, **values):
        values.pop("forever")
        super().record(*names, **values)


def found(catalog, strategy, **options):
    return check_stability(strategy, catalog=catalog, **{**TWO_YEARS, **options})


def test_an_average_that_never_forgets_is_named(catalog):
    report = found(catalog, Averages)
    assert not report
    assert report.needed is None
    never = {each.name for each in report.dependences if each.needed is None}
    assert never == {"forever"}
    assert "hangs on its start: forever never the same" in repr(report)
    assert len({each.start for each in report.dependences}) == 4
    assert report.starts[0] == date(2010, 1, 4)


def test_a_fading_average_needs_as_many_sessions_as_it_takes_to_fade(catalog):
    report = found(catalog, Fading)
    assert report.passed
    # Half of an error is left after each session: some 1e-1 of the price falls below 1e-6 of it within 20.
    assert 5 <= report.needed <= 20
    assert {each.name for each in report.dependences} == {"faded"}
    slower = found(catalog, Fading, parameters={"fade": 0.2})
    assert slower.needed > 2 * report.needed
    assert not found(catalog, Fading, allowed=3).passed
    assert found(catalog, Fading, allowed=20).passed
    assert report.frame["needed"].max() == report.needed


@pytest.mark.parametrize("history", [0, 10, 29, 40])
def test_a_window_needs_the_history_that_it_looks_back(catalog, history):
    report = found(catalog, Averages, history=history)
    needed = {each.needed for each in report.dependences if each.name == "mean"}
    # A window of 30 is full in the session number 30 - history, from 1 on.
    assert needed == ({29 - history} if history < 29 else set())


def test_positions_converge_with_the_first_signal_after_the_start(catalog):
    report = found(catalog, Signals)
    assert report.passed, report
    assert all(each.kind == "position" for each in report.dependences)
    assert "AAPL" in report.values
    steady = found(catalog, Cross, starts=1)
    assert steady.passed
    assert steady.needed <= 2


def test_a_strategy_that_keeps_what_it_bought_first_never_converges(catalog):
    class Hoarder(Cross):
        def handle_data(self, context, data):
            if not context.portfolio.positions:
                self.order_target(self.asset, 100)

    report = found(catalog, Hoarder, capital_base=50_000)
    assert report.needed is None
    assert [each.name for each in report.dependences] == ["AAPL"] * len(report.dependences)


def test_an_interrupt_leaves_the_runs_that_were_made(catalog):
    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 2 of 5 runs") as caught:
        found(catalog, Averages, progress=stop)
    assert len(caught.value.partial.starts) == 2


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"starts": 0}, ConfigurationError, "starts is 0"),
        ({"history": -1}, ConfigurationError, "history is -1"),
        ({"allowed": 1.5}, ConfigurationError, "allowed is 1.5"),
        ({"tolerance": 1}, ConfigurationError, "tolerance is 1"),
        ({"end": "2010-01-20"}, ConfigurationError, "has 12 sessions: too few for 4 later starts"),
        ({"start": "1990-01-01"}, DateRangeError, "covers 2000-"),
        ({"strategy": Cross()}, ConfigurationError, "not an instance"),
        (
            {"strategy": Sloped},
            ConfigurationError,
            "Sloped holds and records nothing: there is nothing to compare",
        ),
        ({"parameters": [1]}, ConfigurationError, r"parameters is \[1\]: use values by name"),
    ],
)
def test_what_is_refused(catalog, options, error, says):
    options = dict(options)
    with pytest.raises(error, match=says):
        found(catalog, options.pop("strategy", Cross), **options)
