from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from rustybt import DataCatalog
from rustybt.data.manifest import Manifest
from rustybt.data.store import BundleStore, check_bundle_name
from rustybt.exceptions import BundleNotFoundError, CatalogError, ConfigurationError, IngestConflictError
from tests.data.frames import contents, daily

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def catalog(tmp_path) -> DataCatalog:
    return DataCatalog(tmp_path / "catalog")


def version(catalog: DataCatalog, price: float) -> Manifest:
    """Writes a version whose every close tells its number."""
    frame = daily().with_columns(open=price, high=price, low=price, close=price)
    return catalog.write("small", contents(daily_bars=frame))


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


WRITER = """
import sys
from rustybt import DataCatalog
from rustybt.exceptions import IngestConflictError
from tests.data.frames import contents, daily
catalog, lost = DataCatalog(sys.argv[1]), 0
print("ready", flush=True)
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    price = float(number)
    bars = contents(daily_bars=daily().with_columns(open=price, high=price, low=price, close=price))
    while True:
        try:
            catalog.write("small", bars)
            break
        except IngestConflictError:
            lost += 1
print(lost, flush=True)
"""

READER = """
import sys
from pathlib import Path
from rustybt import DataCatalog
catalog = DataCatalog(sys.argv[1])
print("ready", flush=True)
seen = set()
while not Path(sys.argv[2]).exists():
    closes = catalog.sql("select min(close), max(close), count(*) from small.daily_bars").fetchall()[0]
    panel = catalog.load_panel("small").field("close")
    assert closes[0] == closes[1] and closes[2] == 12, closes
    assert (panel == panel[0, 0]).all(), panel
    seen.add(closes[0])
print(len(seen), flush=True)
"""


def test_versions_follow_each_other_and_name_their_parent(catalog):
    manifests = [version(catalog, price) for price in (1.0, 2.0, 3.0)]
    assert [manifest.version for manifest in manifests] == [1, 2, 3]
    assert [manifest.parent for manifest in manifests] == [None, 1, 2]
    assert len({manifest.sha256 for manifest in manifests}) == 3


def test_a_part_that_did_not_change_is_shared_with_the_parent(catalog):
    first, second = version(catalog, 1.0), version(catalog, 2.0)
    assert first.parts_of("assets") == second.parts_of("assets")
    assert first.parts_of("daily_bars") != second.parts_of("daily_bars")


def test_an_old_version_stays_readable_until_it_is_swept(catalog):
    for price in range(1, 23):
        version(catalog, float(price))
    kept = catalog.store("small").versions()
    assert kept == list(range(3, 23))
    assert catalog.as_of({"small": 3}).load_panel("small").field("close")[0, 0] == 3_00000000
    with pytest.raises(BundleNotFoundError, match=r"keeps no version 2; it keeps \[3, 4, "):
        catalog.as_of({"small": 2})
    named = {part.path for number in kept for part in catalog.store("small").manifest(number).parts}
    root = catalog.path / "small"
    assert {path.relative_to(root).as_posix() for path in root.glob("parts/**/*.parquet")} == named


def test_the_writer_that_comes_second_is_told_and_leaves_nothing(catalog):
    version(catalog, 1.0)
    store = catalog.store("small")
    files = set(store.root.rglob("*"))

    def come_second() -> None:
        with store.begin() as late:
            part = late.write("assets", pl.DataFrame({"a": [1]}).to_arrow())
            late.publish(version(catalog, 2.0).replace(parts=(part,)))

    with pytest.raises(IngestConflictError, match="another writer published version 2 first"):
        come_second()
    between = store.manifest(2)
    assert store.manifest() == between
    assert {path for path in set(store.root.rglob("*")) - files if path.suffix == ".parquet"} == {
        store.root / part.path for part in between.parts_of("daily_bars")
    }
    assert list((store.root / "writers").iterdir()) == []


def test_two_processes_race_and_a_third_reads_whole_versions_only(catalog, tmp_path):
    version(catalog, 1000.0)
    done = tmp_path / "done"
    reader = start(READER, catalog.path, done)
    writers = [start(WRITER, catalog.path, first, first + 12) for first in (1, 101)]
    outputs = [writer.communicate(timeout=120)[0] for writer in writers]
    done.touch()
    seen = int(reader.communicate(timeout=60)[0].split()[1])
    assert [process.returncode for process in (*writers, reader)] == [0, 0, 0]
    assert [output.split()[0] for output in outputs] == ["ready", "ready"]
    assert catalog.store("small").newest_version() == 25
    assert seen >= 1


def test_a_writer_that_is_killed_leaves_the_newest_version_whole(catalog):
    version(catalog, 1000.0)
    store = catalog.store("small")
    for delay in (0.0, 0.01, 0.03, 0.06, 0.1):
        writer = start(WRITER, catalog.path, 1, 10_000)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        newest = DataCatalog(catalog.path).manifest("small")
        store.verify(newest)
        close = catalog.load_panel("small").field("close")
        assert (close == close[0, 0]).all()
    version(catalog, 2000.0)
    store.sweep(keep=1)
    left = {
        path.relative_to(store.root).as_posix() for path in store.root.glob("parts/**/*") if path.is_file()
    }
    assert left == {part.path for part in store.manifest().parts}
    assert list((store.root / "writers").iterdir()) == []


def test_a_damaged_part_is_named_and_not_read(catalog):
    manifest = version(catalog, 1.0)
    store = catalog.store("small")
    path = store.root / manifest.parts_of("daily_bars")[0].path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(CatalogError, match=r"part parts/daily_bars/year=2020/.* differs from its checksum"):
        store.verify(manifest)
    with pytest.raises(CatalogError, match="differs from its checksum"):
        catalog.load_panel("small").field("close")
    path.unlink()
    with pytest.raises(
        CatalogError, match=r"is missing; ingest the bundle again or open another version of \[1\]"
    ):
        catalog.load_panel("small").field("close")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"schema_version": 1}', b'{"schema_version": "x"}', b"\xff"]
)
def test_a_damaged_manifest_is_named(catalog, content):
    version(catalog, 1.0)
    (catalog.path / "small" / "manifests" / "00000002.json").write_bytes(content)
    with pytest.raises(CatalogError, match="the manifest of bundle 'small', version 2 is damaged"):
        catalog.manifest("small")
    old = catalog.as_of({"small": 1})
    assert old.manifest("small").version == 1
    assert old.sql("select count(*) from small.daily_bars").fetchall() == [(12,)]
    assert "small   ?" in repr(catalog)
    assert version(catalog, 3.0).version == 3
    assert catalog.load_panel("small").field("close")[0, 0] == 3_00000000


def test_a_manifest_of_a_newer_rustybt_is_not_guessed_at(catalog):
    version(catalog, 1.0)
    (catalog.path / "small" / "manifests" / "00000002.json").write_bytes(b'{"schema_version": 99}')
    with pytest.raises(CatalogError, match="has layout 99, this rustybt reads up to 1: update rustybt"):
        catalog.manifest("small")


@pytest.mark.parametrize("hint", ["", "x", "0", "7", "1"])
def test_the_pointer_to_the_newest_version_is_a_hint_only(catalog, hint):
    for price in (1.0, 2.0, 3.0):
        version(catalog, price)
    (catalog.path / "small" / "CURRENT").write_text(hint, encoding="ascii")
    assert catalog.manifest("small").version == 3


def test_what_cannot_be_written_is_told(tmp_path):
    (tmp_path / "small").write_text("a file where the folder should be", encoding="ascii")
    with pytest.raises(CatalogError, match="cannot write bundle 'small'"):
        version(DataCatalog(tmp_path), 1.0)


@pytest.mark.parametrize("name", ["", "A", "../up", "a b", "main", "-x", "x" * 65, "a/b", "a\n"])
def test_a_name_that_cannot_be_a_folder_and_a_schema_is_refused(name):
    with pytest.raises(ConfigurationError, match="use 1 to 64 lower-case letters"):
        check_bundle_name(name)


def test_a_sweep_keeps_at_least_one_version(tmp_path):
    with pytest.raises(ConfigurationError, match="at least 1 version"):
        BundleStore(tmp_path, "small").sweep(keep=0)
