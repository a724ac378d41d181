"""What a result says of its source: the same code, the same hash; other code, another."""

from __future__ import annotations

import linecache
from datetime import date
from decimal import Decimal

from rustybt import Equity, FixedSlippage, Future, NoSlippage, PerShareCommission, TradingAlgorithm
from rustybt.backtest.provenance import Provenance, model_text, models_text, package_versions
from rustybt.backtest.source_code import code_hash
from rustybt.finance.decimal.slippage import SlippageModel


class Base(TradingAlgorithm):
    def handle_data(self, context, data):
        self.record(length=self.length)


class Short(Base):
    length = 5


class Long(Base):
    length = 50


def test_code_is_what_is_written():
    assert code_hash(Short) == code_hash(Short)
    assert len({code_hash(Short), code_hash(Long), code_hash(Base), code_hash(Base.handle_data)}) == 4
    assert code_hash(None, Base.handle_data) == code_hash(Base.handle_data, None)


def of_a_cell(length):
    """A class as a notebook makes it: its module has no file, its functions have their lines."""
    text = f"class Cell(Base):\n    length = {length}\n    def initialize(self):\n        pass\n"
    name = f"<cell {length}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    space = {"Base": Base, "__name__": "a_module_without_a_file"}
    exec(compile(text, name, "exec"), space)
    return space["Cell"]


def test_a_notebooks_code_counts_with_its_values():
    assert code_hash(of_a_cell(5)) == code_hash(of_a_cell(5)) != code_hash(of_a_cell(50))


def test_what_has_no_source_has_no_hash():
    assert code_hash(None) == code_hash(len) == code_hash(TradingAlgorithm) == ""


def test_models_are_told_with_their_parameters():
    class Own(SlippageModel):
        pass

    assert model_text(PerShareCommission(Decimal("0.0075"), 1)) == "PerShareCommission(0.0075, 1)"
    assert [model_text(model) for model in (NoSlippage(), Own(), object())] == [
        "NoSlippage()",
        "Own()",
        "object()",
    ]


def test_models_are_told_by_asset_where_they_differ():
    lives = {"start_date": date(2020, 1, 1), "end_date": date(2020, 12, 31)}
    assets = [Equity(sid, f"S{sid}", **lives) for sid in range(8)] + [Future(8, "ES", **lives)]
    free, dear = NoSlippage(), FixedSlippage("0.1")
    both = "NoSlippage(); FixedSlippage(0.1) for ES"
    assert models_text([], assets) == ""
    assert models_text([(None, free), (None, dear)], assets) == "FixedSlippage(0.1)"
    assert models_text([(None, free), (assets[8:], dear)], assets) == both
    assert models_text([(None, dear), (assets[:8], free)], assets) == both
    assert models_text([(None, dear), (assets, free)], assets) == "NoSlippage()"
    assert models_text([(None, dear), (assets[:6], free)], assets) == (
        "NoSlippage(); FixedSlippage(0.1) for S6, S7, ES"
    )
    most = [(None, free), (assets[1:8], dear)]
    assert models_text(most, assets) == "FixedSlippage(0.1); NoSlippage() for S0, ES"
    many = [*assets, *(Equity(9 + sid, f"T{sid}", **lives) for sid in range(9))]
    assert models_text([(None, free), (assets[:8], dear)], many).endswith("for S0, S1, S2, S3, S4 and 3 more")


def test_a_provenance_of_an_earlier_version_is_one():
    words = {
        "bundle": "sample", "version": 1, "sha256": "", "code": "", "strategy": "S", "start": "", "end": "",
        "data_frequency": "daily", "capital_base": "1", "seed": 0,
    }  # fmt: skip
    assert Provenance.is_of(words)
    assert (Provenance(**words).began, Provenance(**words).seconds) == ("", None)
    assert not Provenance.is_of({**words, "mood": 1})
    assert not Provenance.is_of({"bundle": "sample"})


def test_versions_of_what_decides_the_numbers():
    assert {"polars", "numpy"} <= package_versions().keys()
