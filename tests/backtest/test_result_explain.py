"""Each cent explained: the events of every day sum to its profit, whatever happened, and say what it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rustybt import DataCatalog, Future, NoSlippage, TradingAlgorithm, run_algorithm
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import (
    AssetNotFoundError,
    ConfigurationError,
    ConservationError,
    DataNotAvailableError,
    DateRangeError,
)
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day
from tests.backtest.researched import restless, result_on
from tests.data.frames import SESSIONS, contents
from tests.engine.panels import START, panel

FIRST = date_to_day(START)


class Buys(TradingAlgorithm):
    amount = 101

    def handle_data(self, context, data):
        if not context.portfolio.positions:
            self.order(self.sid(0), self.amount)


class Waits(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


def kinds(explanation):
    return [(row["event"], row["pnl"]) for row in explanation.events.rows(named=True)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("options", [{}, {"futures": 2}, {"minutes": 4, "futures": 1}])
def test_every_day_is_explained_to_the_last_digit(seed, options):
    result = restless(seed, **options)
    days = result.performance.select("session", "pnl").rows()
    assert any(pnl for _, pnl in days)
    for day, pnl in days:
        found = result.explain(day)
        assert found.total == found.expected == pnl
        assert sum(found.events["pnl"].to_list(), Decimal(0)) == pnl
        assert found.events["dt"].is_sorted()
    whole = result.explain()
    assert set(whole.by_kind) >= {"mark", "fill", "commission", "dividend", "split", "cash in lieu"}
    assert sum(whole.by_kind.values()) == whole.total == result.summary.pnl


@pytest.mark.parametrize("seed", [0, 3])
def test_assets_and_trades_share_out_the_whole(seed):
    result = restless(seed, futures=1)
    assets = [result.explain(asset=asset) for asset in result.record.assets]
    assert sum(each.total for each in assets) == result.summary.pnl
    trades = [result.explain(trade=number) for number in range(len(result._book.numbers))]
    assert sum(each.total for each in trades) == result.summary.pnl
    assert len({each.events["symbol"][0] for each in trades}) == 4
    both = result.explain("2020-01-20", asset="S0")
    assert both.events["session"].unique().to_list() == [date(2020, 1, 20)]
    assert both.total == sum(
        (row["pnl"] for row in result.explain("2020-01-20").events.rows(named=True) if row["symbol"] == "S0"),
        Decimal(0),
    )


@pytest.mark.parametrize("seed", [1, 4])
def test_an_asset_makes_what_its_cash_and_its_end_are_worth(seed):
    # An oracle of its own: cash of the fills, their fees, dividends on what was held, the last value; no splits.
    result = restless(seed, futures=1, actions=False)
    for asset in result.record.assets:
        fills = [row for row in result.transactions.rows(named=True) if row["sid"] == asset.sid]
        cash = sum(-Fraction(row["amount"]) * Fraction(row["price"]) for row in fills) * int(
            asset.price_multiplier
        )
        fees = sum(Fraction(row["commission"]) for row in fills)
        last = result.positions.filter(session=result.performance["session"][-1], sid=asset.sid)
        value = sum(Fraction(each) for each in last["value"].to_list())
        assert Fraction(result.explain(asset=asset).total) == cash - fees + value


def test_a_split_pays_a_fraction_at_its_cost_and_a_dividend_is_owed_by_whoever_is_short():
    bars = panel(
        [[10, 10, 12, 6, 7]],
        splits=[Split(FIRST + 3, 0, 2, 3)],
        dividends=[Dividend(FIRST + 2, 0, Decimal("0.25"), FIRST + 4)],
    )
    result = result_on(bars, type("Short", (Buys,), {"amount": -101})(), costs=False)
    # 101 short at 10: 151.5 short after the split; half a share was sold at 10 x 2/3.
    assert kinds(result.explain("2020-01-02")) == [("fill", 0)]
    assert kinds(result.explain("2020-01-03")) == [("mark", -202)]
    split, lieu, mark = result.explain("2020-01-04").events.rows(named=True)
    assert (split["event"], split["pnl"], split["price_after"]) == ("split", 1212 - 151 * 8, Decimal(8))
    assert split["what"] == "\N{MINUS SIGN}101 at 12 became \N{MINUS SIGN}151 at 8"
    assert (lieu["event"], lieu["pnl"]) == ("cash in lieu", Decimal("-3.33333333"))
    assert (mark["event"], mark["pnl"]) == ("mark", 302)
    assert kinds(result.explain("2020-01-05")) == [("dividend", Decimal("-25.25")), ("mark", -151)]
    assert "0.25 a share on \N{MINUS SIGN}101 held before 2020-01-03" in repr(result.explain("2020-01-05"))


def test_splits_that_take_each_other_back_are_explained_too():
    bars = panel([[10, 10, 11, 6, 6, 12, 13]], splits=[Split(FIRST + 3, 0, 1, 2), Split(FIRST + 5, 0, 2, 1)])
    result = result_on(bars, type("Even", (Buys,), {"amount": 100})(), costs=False)
    assert [result.explain(day).total for day in result.performance["session"]] == [0, 0, 100, 100, 0, 0, 100]
    assert kinds(result.explain("2020-01-04")) == [("split", 0), ("mark", 100)]
    assert result.explain().total == result.explain(trade=0).total == result.summary.pnl == 300
    assert result.trades().frame["quantity"].to_list() == [200]


def test_futures_are_marked_times_their_size():
    bars = panel([[100, 101, 99, 103]])
    lives = {"start_date": START, "end_date": date(2020, 1, 4)}
    object.__setattr__(bars, "assets", (Future(0, "ES", multiplier=50, **lives),))
    result = result_on(bars, type("Two", (Buys,), {"amount": 2})(), costs=False)
    assert [result.explain(day).total for day in ("2020-01-02", "2020-01-03", "2020-01-04")] == [0, -200, 400]


def test_a_turn_ends_one_trade_and_begins_the_next():
    class Turns(TradingAlgorithm):
        def handle_data(self, context, data):
            amount = {0: 100, 1: -150, 3: 50}.get(len(context.portfolio.positions) and self.day, 100)
            self.day = getattr(self, "day", 0) + 1
            if self.day in (1, 2, 4):
                self.order(self.sid(0), amount)

    result = result_on(panel([[10, 10, 11, 12, 9, 9]]), Turns(), costs=True)
    first, second = result.explain(trade=0), result.explain(trade=1)
    assert first.events.filter(event="fill")["amount"].to_list() == [100, -100]
    assert second.events.filter(event="fill")["amount"].to_list()[0] == -50
    fees = [-each.by_kind["commission"] for each in (first, second)]
    assert sum(fees) == result.transactions["commission"].sum()


def test_nothing_traded_is_explained_by_nothing():
    result = result_on(panel([[10, 11, 12]]), Waits())
    assert result.explain("2020-01-02").total == 0
    assert result.explain().events.is_empty()
    assert "0 events" in repr(result.explain())
    with pytest.raises(ConfigurationError, match="the run has no trades"):
        result.explain(trade=0)


def test_what_is_not_there_is_refused():
    result = restless(2)
    with pytest.raises(
        DateRangeError, match="2021-01-01 is no session of the run, which goes from 2020-01-01"
    ):
        result.explain("2021-01-01")
    with pytest.raises(DateRangeError, match="day is 'monday'"):
        result.explain("monday")
    with pytest.raises(ConfigurationError, match=r"trade -1 does not exist: the run has trades 0 to"):
        result.explain(trade=-1)
    with pytest.raises(AssetNotFoundError, match="'XYZ' is not in the run: it has S0, S1, S2"):
        result.explain(asset="XYZ")
    column = result.explain(trade=0).events["symbol"][0]
    other = "S1" if column != "S1" else "S2"
    with pytest.raises(ConfigurationError, match=f"trade 0 is in {column}, not in {other}"):
        result.explain(trade=0, asset=other)


def test_a_record_that_does_not_add_up_is_not_explained_away():
    result = restless(5)
    result._book.pnl[20] += 1
    with pytest.raises(ConservationError, match="2020-01-21"):
        result.explain("2020-01-21")


class HoldsIBM(TradingAlgorithm):
    def handle_data(self, context, data):
        if not context.portfolio.positions:
            self.order(self.symbol("AAPL"), 101)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("data"))
    found.ingest("sample")
    return found


@pytest.fixture(scope="module")
def across_a_split(catalog):
    return run_algorithm(
        strategy=HoldsIBM, start="2005-02-01", end="2005-03-31", catalog=catalog, progress=False
    )


def test_the_bars_of_the_run_are_opened_again(across_a_split):
    split = across_a_split.explain("2005-02-28").events.row(0, named=True)
    assert (split["event"], split["amount"], split["symbol"]) == ("split", 101, "AAPL")
    assert across_a_split.bars.sha256 == across_a_split.provenance.sha256


def test_a_loaded_result_finds_its_bars_or_says_how(across_a_split, catalog, tmp_path, monkeypatch):
    across_a_split.save(tmp_path / "kept")
    loaded = BacktestResult.load(tmp_path / "kept")
    monkeypatch.setenv("RUSTYBT_DATA_DIR", str(tmp_path / "empty"))
    with pytest.raises(DataNotAvailableError, match=r"bars of the run are gone.*set result\.catalog"):
        loaded.explain("2005-02-28")
    loaded.catalog = catalog
    assert loaded.explain().total == across_a_split.summary.pnl


def test_the_version_of_the_run_is_opened_not_the_newest(tmp_path):
    class Buys50(TradingAlgorithm):
        def handle_data(self, context, data):
            if not context.portfolio.positions:
                self.order(self.symbol("AAA"), 50)

    found = DataCatalog(tmp_path)
    found.write("days", contents(splits=[Split(date_to_day(SESSIONS[3]), 1, 1, 2)]))
    result = run_algorithm(
        strategy=Buys50, start=SESSIONS[0], end=SESSIONS[-1], bundle="days", catalog=found, progress=False,
        slippage=NoSlippage(),
    )  # fmt: skip
    found.write("days", contents(splits=[Split(date_to_day(SESSIONS[3]), 1, 1, 5)]))
    split = result.explain(SESSIONS[3]).events.row(0, named=True)
    assert (split["amount"], split["what"]) == (50, "50 at 102.50 became 100 at 51.25")
    assert result.bars.version == 1
    assert result.trades().frame["profit"].sum() == result.summary.pnl


def test_other_data_under_the_same_version_is_refused(across_a_split, catalog, tmp_path):
    across_a_split.save(tmp_path / "kept")
    loaded = BacktestResult.load(tmp_path / "kept")
    loaded.catalog = catalog
    loaded.provenance = {**loaded.provenance.as_dict(), "sha256": "f" * 64}
    with pytest.raises(DataNotAvailableError, match="holds other data than the run saw"):
        loaded.explain("2005-02-28")
    loaded.provenance = {"bundle": "sample"}
    with pytest.raises(DataNotAvailableError, match="no version, sha256, data_frequency in its provenance"):
        loaded.explain("2005-02-28")


def test_a_run_that_explains_itself_needs_no_bars(catalog):
    result = run_algorithm(
        strategy=HoldsIBM, start="2006-02-01", end="2006-03-31", catalog=catalog, progress=False
    )
    result.provenance = {}
    assert result.explain().total == result.summary.pnl
