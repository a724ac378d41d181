from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rustybt import CSVAdapter, DataCatalog
from rustybt.exceptions import ConfigurationError, DataNotAvailableError, ValidationError
from rustybt.model.bars import Dividend, Split
from rustybt.model.time import date_to_day

HEADER = "date,open,high,low,close,volume"
ROWS = ["2020-01-06,10.10,10.50,10.00,10.20,1000", "2020-01-07,10.20,10.60,10.10,10.3,1100"]
DAY = date_to_day(date(2020, 1, 7))


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "Prices"


@pytest.fixture
def catalog(tmp_path) -> DataCatalog:
    return DataCatalog(tmp_path / "catalog")


def test_a_folder_of_files_becomes_a_bundle_of_its_name(folder, catalog):
    write(folder, "AAA.csv", HEADER, *ROWS)
    write(folder, "bbb.csv", HEADER, ROWS[1])
    manifest = catalog.ingest("csv", folder=folder)
    assert (manifest.bundle, manifest.assets, manifest.rows("daily_bars")) == ("prices", 2, 3)
    finder = catalog.asset_finder("prices")
    asset = finder.lookup_symbol("BBB", as_of_date=None)
    assert (asset.start_date, asset.end_date) == (date(2020, 1, 7), date(2020, 1, 7))
    closes = catalog.sql("select close from prices.daily_bars order by symbol, date").pl()["close"].to_list()
    assert closes == [Decimal("10.20"), Decimal("10.3"), Decimal("10.3")]


def test_unchanged_files_give_nothing_to_do_and_changed_ones_a_version(folder, catalog, capsys):
    path = write(folder, "AAA.csv", HEADER, ROWS[0])
    first = catalog.ingest("csv", folder=folder)
    capsys.readouterr()
    assert catalog.ingest("csv", folder=folder).version == first.version
    assert "prices: nothing to do, version 1 holds this data" in capsys.readouterr().out
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    assert catalog.ingest("csv", folder=folder).version == 2


def test_splits_and_dividends_are_columns_as_in_zipline(folder, catalog):
    write(
        folder,
        "daily/AAA.csv",
        HEADER.upper() + ",Dividend,Split",
        ROWS[0] + ",0.0,1.0",
        ROWS[1] + ",0.25,1.5",
    )
    catalog.ingest("csv", folder=folder)
    panel = catalog.load_panel("prices")
    assert panel.splits == (Split(DAY, 0, 2, 3),)
    assert panel.dividends == (Dividend(DAY, 0, Decimal("0.25")),)


def test_minutes_lie_in_a_folder_of_their_own(folder, catalog):
    # The first column of zipline's files has no name; a time without an offset is UTC.
    lines = ["2020-01-06 14:31:00,10,11,9,10,5", "2020-01-06 14:32:00,10,12,9,11,7"]
    write(folder, "minute/AAA.csv", ",open,high,low,close,volume", *lines)
    write(folder, "notes.csv", "nothing to do with it")
    manifest = catalog.ingest("csv", folder=folder)
    assert manifest.rows("minute_bars") == 2
    assert not manifest.holds("daily_bars")
    panel = catalog.load_panel("prices", frequency="minute")
    assert panel.daily.field("high").tolist() == [[12_00000000]]
    assert panel.daily.field("volume").tolist() == [[12]]


def test_times_may_have_offsets(folder, catalog):
    write(
        folder,
        "minute/AAA.csv",
        "timestamp,open,high,low,close,volume",
        "2020-01-06T09:31:00-05:00,10,11,9,10,5",
    )
    catalog.ingest("csv", folder=folder)
    panel = catalog.load_panel("prices", frequency="minute")
    assert panel.field("close")[0, 0] == 10_00000000


def test_the_last_minute_of_a_day_belongs_to_it_round_the_clock(folder, catalog):
    header = "timestamp,open,high,low,close,volume"
    write(
        folder,
        "minute/BTC.csv",
        header,
        "2020-01-05T23:59:00Z,10,11,9,10,5",
        "2020-01-06T00:00:00Z,10,11,9,10,5",
    )
    catalog.ingest("csv", folder=folder, calendar="24/7")
    assert catalog.coverage("prices", "minute") == (date(2020, 1, 5), date(2020, 1, 5))
    panel = catalog.load_panel("prices", frequency="minute")
    assert panel.shape == (1440, 1)
    assert panel.field("close")[-1, 0] == 10_00000000
    assert panel.assets[0].end_date == date(2020, 1, 5)


@pytest.mark.parametrize(
    ("lines", "error", "told"),
    [
        (
            [HEADER, ROWS[0], "2020-01-07,1,2,3,1,5"],
            ValidationError,
            "AAA.csv line 3: AAA 2020-01-07: high 2 is below",
        ),
        (
            [HEADER, "2020-01-06,x,2,1,1,5"],
            ValidationError,
            "AAA.csv line 2: AAA 2020-01-06: open 'x' is no number",
        ),
        ([HEADER, "2020-01-06,,2,1,1,5"], ValidationError, "line 2: AAA 2020-01-06: open is null or NaN"),
        (
            [HEADER, ROWS[0], ROWS[0]],
            ValidationError,
            "line 3: .* the same bar twice, first in AAA.csv line 2",
        ),
        ([HEADER, ROWS[1], ROWS[0]], ValidationError, "line 3: AAA 2020-01-06: comes after a later bar"),
        ([HEADER, "06.01.2020,1,2,1,1,5"], ValidationError, r"AAA.csv line 2: date '06.01.2020' is none"),
        ([HEADER, ROWS[0] + ",9,9,9"], ValidationError, "AAA.csv cannot be read as CSV"),
        ([HEADER], ValidationError, "hold no rows"),
        (
            ["date,open,high,low,close", "2020-01-06,1,2,1,1"],
            ConfigurationError,
            "AAA.csv has no column volume",
        ),
        ([HEADER + ",Volume", ROWS[0] + ",1"], ConfigurationError, "AAA.csv has a column twice"),
        ([HEADER + ",split", ROWS[0] + ",two"], ValidationError, "AAA.csv line 2: split 'two' is no number"),
        ([HEADER + ",split", ROWS[0] + ",-2"], ValidationError, "must be above 0"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(folder, catalog, lines, error, told):
    write(folder, "AAA.csv", *lines)
    with pytest.raises(error, match=told):
        catalog.ingest("csv", folder=folder)
    assert catalog.names() == []


def test_a_repaired_file_is_read_again(folder, catalog):
    write(folder, "AAA.csv", HEADER, "2020-01-06,1,2,3,1,5")
    with pytest.raises(ValidationError):
        catalog.ingest("csv", folder=folder)
    write(folder, "AAA.csv", HEADER, ROWS[0])
    assert catalog.ingest("csv", folder=folder).version == 1


def test_bad_lines_go_into_quarantine(folder, catalog):
    write(folder, "AAA.csv", HEADER, ROWS[0], "2020-01-07,1,2,3,1,5")
    catalog.ingest("csv", folder=folder, quarantine=True)
    rows = catalog.sql("select place, low, problem from prices.quarantine").fetchall()
    assert rows == [
        ("AAA.csv line 3", "3", "AAA 2020-01-07: high 2 is below low, low 3"),
    ]


def test_a_folder_without_files_is_refused(folder):
    with pytest.raises(DataNotAvailableError, match=r"holds no \.csv file"):
        CSVAdapter(folder)


def test_two_files_of_a_symbol_are_refused(folder):
    write(folder, "AAA.csv", HEADER, ROWS[0])
    write(folder, "aaa.csv", HEADER, ROWS[0])
    with pytest.raises(ConfigurationError, match="same symbol"):
        CSVAdapter(folder)
