"""One call from a strategy to a result: what it refuses at the door, what it keeps, how it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rustybt import DataCatalog, NoCommission, NoSlippage, TradingAlgorithm, run_algorithm
from rustybt.api import get_datetime, order, symbol
from rustybt.exceptions import (
    BundleNotFoundError,
    ConfigurationError,
    DataNotAvailableError,
    DateRangeError,
    RunInterruptedError,
    StrategyError,
    SymbolNotFoundError,
    UnknownFrequencyError,
)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.ingest("sample")
    return found


class Hold(TradingAlgorithm):
    def initialize(self, context):
        self.asset = self.symbol("IBM")
        self.set_benchmark(self.asset)

    def handle_data(self, context, data):
        self.order_target_percent(self.asset, 1)


def run(catalog, **changes):
    arguments = {
        "strategy": Hold,
        "start": "2010-01-04",
        "end": "2010-03-31",
        "catalog": catalog,
        "progress": False,
    }
    return run_algorithm(**{**arguments, **changes})


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"start": "2011-01-03", "end": "2010-01-04"}, DateRangeError, "2011-01-03 is after end 2010-01-04"),
        ({"start": "1999-01-04"}, DateRangeError, "covers 2000-03-01 to 2013-03-01"),
        ({"end": "2030-01-04"}, DateRangeError, "covers 2000-03-01 to 2013-03-01"),
        ({"start": "soon"}, DateRangeError, "'soon'"),
        ({"capital_base": 0}, ConfigurationError, "capital_base is 0"),
        ({"capital_base": float("nan")}, ConfigurationError, "nan"),
        ({"bundle": "quandl"}, BundleNotFoundError, "'quandl' is not in .*sample"),
        ({"data_frequency": "minute"}, UnknownFrequencyError, "holds no minute bars, only daily"),
        ({"data_frequency": "weekly"}, UnknownFrequencyError, "'weekly'"),
        ({"frames": "arrow"}, ConfigurationError, "'arrow'"),
        ({"strategy": None}, ConfigurationError, "nothing to run"),
        ({"strategy": 5}, ConfigurationError, "no TradingAlgorithm"),
        ({"handle_data": lambda context, data: None}, ConfigurationError, "hand in one of them"),
        ({"benchmark_returns": [0.0]}, ConfigurationError, "1 returns for 61 sessions"),
        ({"trading_calendar": "MARS"}, ConfigurationError, "MARS"),
        ({"seed": -1}, ConfigurationError, "seed is -1"),
        ({"seed": "x"}, ConfigurationError, "seed is 'x'"),
        ({"commission": NoCommission}, ConfigurationError, "NoCommission is a class"),
        ({"slippage": 5}, ConfigurationError, "5 is no cost model"),
        ({"strategy": dict}, ConfigurationError, "no TradingAlgorithm"),
    ],
)
def test_what_cannot_run_is_refused(catalog, changes, error, says):
    with pytest.raises(error, match=says):
        run(catalog, **changes)


def test_a_catalog_is_no_path():
    with pytest.raises(ConfigurationError, match=r"use DataCatalog\('data'\)"):
        run("data")


def test_an_unknown_symbol_names_near_ones(catalog):
    class Typo(TradingAlgorithm):
        def initialize(self):
            self.symbol("APPL")

    with pytest.raises(SymbolNotFoundError, match="AAPL"):
        run(catalog, strategy=Typo)


def test_a_strategy_that_raises_is_told_where(catalog):
    class Late(TradingAlgorithm):
        def handle_data(self, data):
            if data.current_session == date(2010, 1, 8):
                raise KeyError("x")

    with pytest.raises(
        StrategyError, match=r"handle_data failed at bar \d+ \(2010-01-08T21:00:00\+00:00\): KeyError"
    ) as caught:
        run(catalog, strategy=Late)
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_interrupt_keeps_what_was_done(catalog):
    class Stopped(Hold):
        def handle_data(self, context, data):
            super().handle_data(context, data)
            if data.current_session == date(2010, 2, 1):
                raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 19 sessions") as caught:
        run(catalog, strategy=Stopped)
    partial = caught.value.partial
    assert partial.performance.height == 19
    assert partial.transactions.height > 0


def test_a_strategy_that_needs_arguments_is_handed_in_made(catalog):
    class Wide(Hold):
        def __init__(self, share):
            super().__init__()
            self.share = share

    with pytest.raises(ConfigurationError, match=r"Wide cannot be made without arguments.*share"):
        run(catalog, strategy=Wide)
    assert run(catalog, strategy=Wide(0.5)).performance.height == 61


def test_an_interrupt_before_the_first_bar_leaves_an_empty_result(catalog):
    class Stopped(TradingAlgorithm):
        def initialize(self):
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 0 sessions") as caught:
        run(catalog, strategy=Stopped)
    assert caught.value.partial.performance.height == 0
    assert "no session" in repr(caught.value.partial)


def test_an_interrupt_in_analyze_leaves_the_whole_result(catalog):
    class Stopped(Hold):
        def analyze(self, perf):
            raise KeyboardInterrupt

    with pytest.raises(RunInterruptedError, match="after 61 sessions") as caught:
        run(catalog, strategy=Stopped)
    assert caught.value.partial.performance.equals(run(catalog).performance)


def test_analyze_gets_the_performance(catalog):
    class Keeps(Hold):
        def analyze(self, perf):
            self.kept = perf

    strategy = Keeps()
    assert run(catalog, strategy=strategy).performance.equals(strategy.kept)


def test_chance_comes_from_the_seed(catalog):
    class Drawn(TradingAlgorithm):
        def handle_data(self, context, data):
            self.record(drawn=float(context.random.random()))

    one, two, other = (run(catalog, strategy=Drawn, seed=seed).performance["drawn"] for seed in (7, 7, 8))
    assert one.to_list() == two.to_list() != other.to_list()


def test_a_result_knows_where_it_came_from(catalog):
    before = datetime.now(UTC).replace(microsecond=0)
    result = run(catalog, parameters={"window": 5}, seed=7)
    manifest = catalog.manifest("sample")
    known = result.provenance
    assert (known.bundle, known.version, known.sha256) == ("sample", manifest.version, manifest.sha256)
    assert (known.strategy, known.seed, dict(known.parameters)) == ("Hold", 7, {"window": 5})
    assert len(known.code) == 64
    assert known.commission == "PerShareCommission(0.001, 0)"
    assert known.slippage == "FixedBasisPointsSlippage(5, 0.1)"
    assert (known.trading_calendar, known.frames, known.capital_base) == ("XNYS", "polars", "100000")
    assert "polars" in known.packages
    assert before <= datetime.fromisoformat(known.began) <= datetime.now(UTC)
    assert 0 < known.seconds < 600


def test_the_same_run_gives_the_same_result(catalog):
    one, two = run(catalog), run(catalog)
    assert one.performance.equals(two.performance)
    assert one.orders.equals(two.orders)
    assert one.transactions.equals(two.transactions)


def test_ziplines_functions_run(catalog):
    ended = []

    def initialize(context):
        context.asset = symbol("MSFT")

    def handle_data(context, data):
        if get_datetime().month == 1:
            order(context.asset, 1)

    result = run(
        catalog, strategy=None, initialize=initialize, handle_data=handle_data,
        analyze=lambda context, perf: ended.append((len(perf), perf["ending_value"].iloc[-1])),
        commission=NoCommission(), slippage=NoSlippage(), frames="pandas",
    )  # fmt: skip
    assert ended == [(61, float(result.performance["ending_value"][-1]))]
    assert result.orders.height == 19
    assert result.orders["commission"].sum() == 0


def test_progress_is_told_to_the_end(catalog):
    told = []
    run(catalog, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (61, 61)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_benchmark_that_starts_with_the_run_counts_from_its_open(catalog):
    result = run(catalog, start="2000-03-01", end="2000-03-31")
    bars = catalog.sql(
        "select open, close from sample.daily_bars where symbol = 'IBM' and date <= '2000-03-31' order by date"
    ).pl()
    assert result.performance["benchmark_period_return"][-1] == pytest.approx(
        float(bars["close"][-1]) / float(bars["open"][0]) - 1, rel=1e-12
    )


def test_a_benchmark_that_starts_later_is_refused_before_the_first_bar(catalog):
    class Early(TradingAlgorithm):
        def initialize(self):
            self.set_benchmark(self.symbol("GOOG"))

        def handle_data(self):
            raise AssertionError("a bar was stepped")

    with pytest.raises(DataNotAvailableError, match=r"GOOG.*trades from 2004-08-19.*starts on 2004-01-02"):
        run(catalog, strategy=Early, start="2004-01-02", end="2004-12-31")


def test_a_benchmark_is_the_return_of_holding_it(catalog):
    result = run(catalog)
    closes = catalog.sql(
        "select close from sample.daily_bars where symbol = 'IBM' "
        "and date between '2009-12-31' and '2010-03-31' order by date"
    ).pl()
    closes = [float(value) for value in closes["close"]]
    assert result.performance["benchmark_period_return"][-1] == pytest.approx(
        closes[-1] / closes[0] - 1, rel=1e-12
    )
