from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rustybt import DataCatalog, Equity
from rustybt.exceptions import (
    AssetNotFoundError,
    BundleNotFoundError,
    CatalogError,
    ConfigurationError,
    DateRangeError,
    QueryError,
    UnknownFrequencyError,
)
from rustybt.model.bars import FIELDS, MISSING, Dividend, Split
from rustybt.model.time import date_to_day
from tests.data.frames import SESSIONS, assets, contents, daily, minutes

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def catalog(tmp_path) -> DataCatalog:
    catalog = DataCatalog(tmp_path / "it's a catalog")
    catalog.write("small", contents())
    return catalog


class Pages:
    """A source of two pages, whose second one fails as often as it is told."""

    name = "paged"

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.asked: list[str] = []

    def fingerprint(self):
        return {"adapter": "pages"}

    def pages(self):
        return ("1", "4")

    def read(self, page):
        self.asked.append(page)
        if page == "4" and self.failures:
            self.failures -= 1
            raise KeyboardInterrupt
        return daily((int(page),))

    def assemble(self, frames):
        return contents(daily_bars=pl.concat(frames.values()))


def test_the_folder_is_the_environments_or_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("RUSTYBT_DATA_DIR", str(tmp_path / "data"))
    assert DataCatalog().path == tmp_path / "data"
    monkeypatch.delenv("RUSTYBT_DATA_DIR")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert DataCatalog().path == tmp_path / ".rustybt" / "data"
    assert DataCatalog("~/other").path == tmp_path / "other"


def test_an_interrupted_ingest_goes_on_with_the_missing_pages(tmp_path):
    catalog, source = DataCatalog(tmp_path), Pages(failures=1)
    told = []
    with pytest.raises(KeyboardInterrupt):
        catalog.ingest(source, progress=lambda *at: told.append(at))
    assert catalog.names() == []
    catalog.ingest(source, progress=lambda *at: told.append(at))
    assert source.asked == ["1", "4", "4"]
    assert told == [(1, 2, "1"), (1, 2, "1"), (2, 2, "4")]
    assert catalog.load_panel("paged").shape == (6, 2)
    assert not (tmp_path / "paged" / "staging").exists()


def test_an_ingest_that_was_killed_goes_on_too(tmp_path):
    code = (
        "import os, sys; from rustybt import DataCatalog; from tests.data.polars.test_catalog import Pages\n"
        "class Dying(Pages):\n"
        "    def read(self, page): os.kill(os.getpid(), 9) if page == '4' else None; return super().read(page)\n"
        "DataCatalog(sys.argv[1]).ingest(Dying())"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, check=False)
    assert killed.returncode == -9
    catalog, source = DataCatalog(tmp_path), Pages()
    assert catalog.names() == []
    catalog.ingest(source)
    assert source.asked == ["4"]


def test_a_page_that_was_torn_is_read_again(tmp_path):
    catalog, source = DataCatalog(tmp_path), Pages(failures=1)
    with pytest.raises(KeyboardInterrupt):
        catalog.ingest(source)
    for page in tmp_path.glob("paged/staging/*/*.arrow"):
        page.write_bytes(bytes(page.stat().st_size))
    catalog.ingest(source)
    assert source.asked == ["1", "4", "1", "4"]


def test_an_unchanged_source_gives_nothing_to_do(tmp_path, capsys):
    catalog = DataCatalog(tmp_path)
    first = catalog.ingest(Pages())
    source = Pages()
    assert catalog.ingest(source) == first
    assert source.asked == []
    assert capsys.readouterr().out.strip().endswith("paged: nothing to do, version 1 holds this data")


def test_a_catalog_shows_its_bundles(catalog):
    row = catalog.bundles().row(0, named=True)
    assert row["bundle"] == "small"
    assert (row["first"], row["last"], row["assets"], row["rows"], row["version"]) == (
        *(SESSIONS[0], SESSIONS[-1]),
        2,
        12,
        1,
    )
    assert row["bytes"] == sum(path.stat().st_size for path in catalog.path.glob("small/parts/**/*.parquet"))
    assert "small   XNYS      daily      2020-01-06  2020-01-13  2" in repr(catalog)
    html = catalog._repr_html_()
    assert "<td" in html
    assert "http" not in html
    assert "currentColor" in html


def test_an_empty_catalog_says_how_to_fill_it(tmp_path):
    catalog = DataCatalog(tmp_path / "<none>")
    assert "catalog.ingest('sample')" in repr(catalog)
    assert "&lt;none&gt;" in catalog._repr_html_()
    assert catalog.bundles().height == 0
    with pytest.raises(BundleNotFoundError, match=r"bundle 'sample' is not in .*\(none yet\): ingest it"):
        catalog.load_panel("sample")


def test_an_unknown_bundle_names_those_there_are(catalog):
    with pytest.raises(BundleNotFoundError, match=r"bundle 'smal' is not in .*\(small\)"):
        catalog.manifest("smal")


def test_an_unknown_frequency_names_those_there_are(catalog):
    with pytest.raises(UnknownFrequencyError, match="frequency 'hourly': use 'daily' or 'minute'"):
        catalog.load_panel("small", frequency="hourly")
    with pytest.raises(UnknownFrequencyError, match="bundle 'small' holds no minute bars, only daily"):
        catalog.coverage("small", "minute")


def test_a_panel_ends_where_it_is_told_and_knows_nothing_after(tmp_path):
    catalog = DataCatalog(tmp_path)
    days = [date_to_day(day) for day in SESSIONS]
    splits = [Split(day, 1, 1, 2) for day in days]
    dividends = [Dividend(day, 4, Decimal(1)) for day in days]
    catalog.write("small", contents(splits=splits, dividends=dividends))
    panel = catalog.load_panel("small", end=SESSIONS[2])
    assert panel.shape == (3, 2)
    assert panel.sessions.tolist() == days[:3]
    assert all(panel.field(name).shape == (3, 2) for name in FIELDS)
    assert panel.splits == tuple(splits[:3])
    assert panel.dividends == tuple(dividends[:3])
    # A day without a session ends with the session before it.
    assert catalog.load_panel("small", end=datetime(2020, 1, 12, 5, tzinfo=UTC)).shape == (5, 2)


@pytest.mark.parametrize("end", [date(2020, 1, 5), date(2020, 1, 14)])
def test_an_end_outside_of_the_coverage_is_refused(catalog, end):
    with pytest.raises(DateRangeError, match=f"end {end}: bundle 'small' covers 2020-01-06 to 2020-01-13"):
        catalog.load_panel("small", end=end)


def test_a_session_without_a_bar_is_missing(tmp_path):
    catalog = DataCatalog(tmp_path)
    frame = daily().filter((pl.col("sid") == 1) | (pl.col("date") != SESSIONS[2]))
    catalog.write("small", contents(daily_bars=frame))
    panel = catalog.load_panel("small")
    assert (panel.field("close")[:, 1] == MISSING).tolist() == [False, False, True, False, False, False]
    assert not (panel.field("close")[:, 0] == MISSING).any()


def test_minutes_bring_the_daily_bars_of_their_sessions(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.write("both", contents(minute_bars=minutes()))
    panel = catalog.load_panel("both", frequency="minute")
    assert panel.shape == (390, 2)
    assert panel.daily.field("close").tolist() == [[100_50000000, 400_50000000]]
    # The daily panel of the same bundle has its own, longer axis.
    assert catalog.load_panel("both").shape == (6, 2)


def test_minutes_that_reach_past_the_daily_bars_miss_them(tmp_path):
    catalog = DataCatalog(tmp_path)
    late = daily().filter(pl.col("date") > SESSIONS[0])
    catalog.write(
        "both",
        contents(daily_bars=late, minute_bars=minutes(391 + 5).filter(pl.col("timestamp").dt.hour() < 21)),
    )
    panel = catalog.load_panel("both", frequency="minute")
    assert panel.daily.field("close").tolist() == [[MISSING, MISSING]]


def test_minutes_make_daily_bars_where_there_are_none(tmp_path):
    catalog = DataCatalog(tmp_path)
    catalog.write("minutes", contents(daily_bars=None, minute_bars=minutes()))
    inside = catalog.load_panel("minutes", frequency="minute").daily
    found = {name: inside.field(name)[0].tolist() for name in FIELDS}
    assert found == {
        "open": [100_25000000, 400_25000000],
        "high": [104_75000000, 404_75000000],
        "low": [99_50000000, 399_50000000],
        "close": [104_50000000, 404_50000000],
        "volume": [5100, 20100],
    }


def test_cached_matrices_are_used_again_and_made_anew_when_they_are_torn(catalog):
    close = catalog.load_panel("small").field("close").tolist()
    (path,) = catalog.path.glob("small/cache/*/daily_bars-close.i64")
    before = path.stat().st_ino
    assert catalog.load_panel("small").field("close").tolist() == close
    assert path.stat().st_ino == before
    path.write_bytes(path.read_bytes()[:-8])
    assert catalog.load_panel("small").field("close").tolist() == close


def test_cached_matrices_of_another_boot_are_not_trusted(catalog):
    close = catalog.load_panel("small").field("close").tolist()
    (path,) = catalog.path.glob("small/cache/*/daily_bars-close.i64")
    if not (path.parent / "boot").exists():
        pytest.skip("this system tells no boot: its files are synced instead")
    (path.parent / "boot").write_text("another", encoding="ascii")
    path.write_bytes(bytes(path.stat().st_size))
    assert catalog.load_panel("small").field("close").tolist() == close


def test_matrices_cannot_be_written_through_a_panel(catalog):
    close = catalog.load_panel("small").field("close")
    with pytest.raises(ValueError, match="read-only"):
        close[0, 0] = 1


PRICES = st.decimals(min_value="0.0001", max_value=10**5, places=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(PRICES, st.integers(0, 10**9)), min_size=6, max_size=6))
def test_what_is_written_comes_back(tmp_path, rows):
    catalog = DataCatalog(tmp_path)
    prices = [price for price, _ in rows]
    frame = pl.DataFrame(
        {
            "sid": [1] * 6,
            "date": SESSIONS,
            **dict.fromkeys(FIELDS[:4], prices),
            "volume": [volume for _, volume in rows],
        },
        schema_overrides=dict.fromkeys(FIELDS[:4], pl.Decimal(20, 4)),
    )
    catalog.write("small", contents(assets=assets()[:1], daily_bars=frame))
    panel = catalog.load_panel("small")
    assert [
        Decimal(each).scaleb(-panel.price_scale) for each in panel.field("close")[:, 0].tolist()
    ] == prices
    found = catalog.sql("select open, volume from small.daily_bars order by date").pl()
    assert found["open"].to_list() == prices
    assert found["volume"].to_list() == [volume for _, volume in rows]


def test_sql_gives_decimals_dates_and_symbols(catalog):
    found = catalog.sql(
        "select symbol, date, close from small.daily_bars where sid = 4 order by date limit 1"
    ).pl()
    assert found.row(0) == ("BBB", SESSIONS[0], Decimal("400.5"))
    assert found.schema["close"] == pl.Decimal(18, 8)
    assert catalog.sql("select symbol from small.assets order by sid").fetchall() == [("AAA",), ("BBB",)]
    for table in ("splits", "dividends", "symbols"):
        assert catalog.sql(f"select * from small.{table}").columns


def test_sql_sees_what_was_ingested_since(catalog):
    assert catalog.sql("select count(*) from small.daily_bars").fetchall() == [(12,)]
    DataCatalog(catalog.path).write("small", contents(daily_bars=daily((1,))))
    assert catalog.sql("select count(*) from small.daily_bars").fetchall() == [(6,)]
    assert catalog.as_of(1).sql("select count(*) from small.daily_bars").fetchall() == [(12,)]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("drop view small.daily_bars", "not one select: the catalog is read-only"),
        ("insert into small.assets select * from small.assets", "not one select"),
        ("copy small.assets to 'stolen.csv'", "not one select"),
        ("select 1; select 2", "not one select"),
        ("", "not one select"),
        ("set enable_external_access = true", "not one select"),
        ("select * from small.nothing", "nothing does not exist"),
        ("select * from read_csv('/etc/hostname')", "disabled by configuration"),
        ("select * from catalog", "catalog does not exist"),
        ("selec 1", "syntax error"),
    ],
)
def test_sql_reads_the_catalog_and_nothing_else(catalog, query, told):
    with pytest.raises(QueryError, match=told):
        catalog.sql(query)
    assert not Path("stolen.csv").exists()


def test_the_finder_knows_the_assets_of_a_version(catalog):
    coin = Equity(9, "CCC", start_date=SESSIONS[0], end_date=SESSIONS[-1])
    catalog.write("small", contents(assets=[*assets(), coin]))
    assert catalog.asset_finder("small").lookup_symbol("CCC", as_of_date=None) == coin
    with pytest.raises(AssetNotFoundError):
        catalog.as_of(1).asset_finder("small").lookup_symbol("CCC", as_of_date=None)


def test_a_bundle_needs_a_name_that_can_be_a_schema(catalog):
    with pytest.raises(ConfigurationError, match="lower-case letters"):
        catalog.write("Small Caps", contents())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_catalog_that_cannot_be_written_says_so(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CatalogError, match="cannot write bundle"):
        DataCatalog(tmp_path).write("small", contents())
