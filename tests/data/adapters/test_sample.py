from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from rustybt import DataCatalog
from rustybt.data.adapters.registry import adapter_of
from rustybt.exceptions import ConfigurationError, MissingExtraError
from rustybt.model.time import day_to_date


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> DataCatalog:
    catalog = DataCatalog(tmp_path_factory.mktemp("catalog"))
    catalog.ingest("sample")
    return catalog


def test_it_holds_five_equities_as_traded(catalog):
    assert [asset.symbol for asset in catalog.asset_finder("sample")] == ["AAPL", "FB", "GOOG", "IBM", "MSFT"]
    assert catalog.coverage("sample") == (date(2000, 3, 1), date(2013, 3, 1))
    close = catalog.sql(
        "select close from sample.daily_bars where symbol = 'FB' and date = '2012-05-18'"
    ).fetchall()
    # Facebook's first day: offered at 38.
    assert close == [(Decimal("38.2318"),)]


def test_its_splits_are_those_that_happened(catalog):
    panel = catalog.load_panel("sample")
    symbols = {asset.sid: asset.symbol for asset in panel.assets}
    found = {
        (symbols[split.sid], day_to_date(split.session), Fraction(split.denominator, split.numerator))
        for split in panel.splits
    }
    assert found == {
        ("AAPL", date(2000, 6, 21), Fraction(2)),
        ("AAPL", date(2005, 2, 28), Fraction(2)),
        ("MSFT", date(2003, 2, 18), Fraction(2)),
    }


def test_the_manifest_says_what_was_left_out(catalog):
    manifest = catalog.manifest("sample")
    assert "dividends are left out" in manifest.notes[0]
    assert manifest.source["adapter"] == "sample"


def test_without_the_package_the_command_to_install_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "bokeh_sampledata", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'rustybt\[sample\]'"):
        adapter_of("sample").fingerprint()


@pytest.mark.parametrize(
    ("name", "options", "told"),
    [
        ("quandl", {}, "source 'quandl' is unknown: use one of csv, sample"),
        ("csv", {}, "missing 1 required positional argument: 'folder'"),
        ("sample", {"folder": "x"}, r"adapter 'sample' with \['folder'\]"),
    ],
)
def test_an_unknown_source_or_option_is_refused(name, options, told):
    with pytest.raises(ConfigurationError, match=told):
        adapter_of(name, **options)
