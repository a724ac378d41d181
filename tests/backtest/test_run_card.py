"""The card of a run says where it came from, and what has changed since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rustybt import (
    DataCatalog,
    PerShareCommission,
    TradingAlgorithm,
    VolumeShareSlippage,
    compare,
    run_algorithm,
    run_portfolio,
)
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.run_card import RunCard
from tests.backtest.result_records import wandering


class Buyer(TradingAlgorithm):
    def handle_data(self, context, data):
        self.order(self.symbol("AAPL"), 1)


class Other(TradingAlgorithm):
    def handle_data(self, context, data):
        self.order(self.symbol("AAPL"), 2)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    found = DataCatalog(tmp_path_factory.mktemp("card"))
    found.ingest("sample", progress=lambda *_: None)
    return found


@pytest.fixture(scope="module")
def result(catalog):
    return run_algorithm(
        strategy=Buyer, start="2010-01-04", end="2010-01-15", catalog=catalog, progress=False
    )


def test_nothing_has_changed_right_after_the_run(result, catalog):
    changes = result.card.changes(catalog, Buyer)
    assert (list(changes), changes.unknown, bool(changes)) == ([], (), False)
    assert "Nothing" in repr(changes)


def test_other_code_data_and_packages_are_told(result, catalog):
    known = {**result.card.known, "sha256": "0" * 64, "packages": {"numpy": "0.1"}, "python": "3.1"}
    card = RunCard(known, catalog)
    changes = card.changes(strategy=Other)
    assert [change.what for change in changes] == ["data", "code", "python", "numpy"]
    shown = repr(card)
    assert "Warning: data changed since the run: it was sample version 1 (000000000000)" in shown
    assert "hand the class Buyer" in shown
    assert "Warning: numpy" in card._repr_mimebundle_()["text/html"]


class Charged(Buyer):
    def initialize(self, context):
        self.set_commission(PerShareCommission("0.005", min_trade_cost=1))
        self.set_slippage(us_equities=VolumeShareSlippage())


@pytest.mark.parametrize("make", [run_algorithm, run_portfolio])
def test_the_card_names_the_costs_that_the_strategy_set(catalog, make, tmp_path):
    days = {"start": "2010-01-04", "end": "2010-01-15", "catalog": catalog, "progress": False}
    members = {"strategy": Charged} if make is run_algorithm else {"members": {"one": Charged}}
    result = make(**members, commission=None, **days)
    assert result.card["commission"] == "PerShareCommission(0.005, 1)"
    assert result.card["slippage"].startswith("VolumeShareSlippage(")
    shown = repr(result.card)
    assert "PerShareCommission(0.001, 0)" not in shown
    assert result.card["began"] in shown
    assert "seconds" in shown
    page = result.report(tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Slippage is in the prices of the fills, by VolumeShareSlippage(" in page


def test_when_runs_were_made_is_no_difference_between_them(result, catalog):
    again = run_algorithm(
        strategy=Buyer, start="2010-01-04", end="2010-01-15", catalog=catalog, progress=False
    )
    again.provenance = replace(again.provenance, began="2030-01-01T00:00:00+00:00", seconds=7.0)
    assert compare({"one": result, "two": again}).differences == {}


def test_what_cannot_be_compared_is_said(result, tmp_path):
    unknown = result.card.changes(DataCatalog(tmp_path)).unknown
    assert "is not in" in unknown[0]
    card = BacktestResult(wandering(), provenance={}).card
    assert "does not say where" in repr(card)
    assert len(card.changes().unknown) == 2
