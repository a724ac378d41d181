"""The catalog: bundles in a folder, in versions that never change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.assets.asset_writer import assets_from_rows
from rustybt.data.adapters.base import BaseDataAdapter, Progress
from rustybt.data.adapters.registry import adapter_of
from rustybt.data.bundles.core import BundleContents, write_bundle
from rustybt.data.bundles.staging import Staging
from rustybt.data.polars.matrices import rows_of
from rustybt.data.polars.panels import load_panel, table_of
from rustybt.data.polars.tables import as_html, as_text
from rustybt.data.store import BundleStore
from rustybt.exceptions import BundleNotFoundError, DateRangeError, QueryError, ValidationError

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from rustybt.assets.asset_finder import AssetFinder
    from rustybt.data.manifest import Manifest
    from rustybt.model.bars import BarPanel, Frequency

__all__ = ["DataCatalog"]

DATA_DIR = "RUSTYBT_DATA_DIR"
DEFAULT_DIR = "~/.rustybt/data"
VIEWS = ("assets", "symbols", "daily_bars", "minute_bars", "splits", "dividends", "quarantine")


class DataCatalog:
    """Bundles of market data in a folder.

    Every ingest makes a new version of a bundle; earlier ones stay readable. What is read is the newest version,
    or the one that :meth:`as_of` chose.

    Args:
        path: The folder; ``~`` is expanded. By default the environment's ``RUSTYBT_DATA_DIR``, else
            ``~/.rustybt/data``. It is made at the first ingest.

    Example:
        >>> import tempfile
        >>> DataCatalog(tempfile.mkdtemp()).bundles().height
        0
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = Path(path or os.environ.get(DATA_DIR) or DEFAULT_DIR).expanduser()
        self._versions: dict[str, int] = {}
        self._database: tuple[dict[str, str], duckdb.DuckDBPyConnection] | None = None

    def store(self, name: str) -> BundleStore:
        """Return where a bundle lies, whether it exists or not.

        Args:
            name: Of the bundle.

        Raises:
            ConfigurationError: If the name cannot be one.
        """
        return BundleStore(self.path / name, name)

    def names(self) -> list[str]:
        """Return the names of the bundles, sorted."""
        if not self.path.is_dir():
            return []
        return sorted(folder.name for folder in self.path.iterdir() if (folder / "manifests").is_dir())

    def manifest(self, bundle: str) -> Manifest:
        """Return what a bundle holds.

        Args:
            bundle: Its name.

        Raises:
            BundleNotFoundError: If there is none of this name; the message names those there are.
        """
        return self._known(bundle).manifest(self._versions.get(bundle))

    def _known(self, bundle: str) -> BundleStore:
        if bundle not in self.names():
            known = ", ".join(self.names()) or "none yet"
            raise BundleNotFoundError(
                f"bundle {bundle!r} is not in {self.path} ({known}): ingest it with catalog.ingest({bundle!r}), "
                "or another source"
            )
        return self.store(bundle)

    def ingest(
        self,
        source: str | BaseDataAdapter,
        *,
        name: str | None = None,
        progress: Progress | None = None,
        quarantine: bool = False,
        **options: Any,
    ) -> Manifest:
        """Fetch a source into a new version of a bundle; nothing to do when the newest holds just that.

        Args:
            source: ``"sample"``, ``"csv"``, or an adapter.
            name: Of the bundle; the adapter's by default.
            progress: Called with parts done, all parts and the last part; a progress bar by default.
            quarantine: Leave bars out that cannot be, and keep them in the table ``quarantine``, instead of
                refusing all.
            options: Of the adapter, such as ``folder=`` of ``"csv"``.

        Returns:
            The manifest that the bundle has now.

        Raises:
            ValidationError: If the data is wrong; nothing was written.
            ConfigurationError: If the source or an option is unknown.
            MissingExtraError: If a package is not installed.
        """
        adapter = adapter_of(source, **options) if isinstance(source, str) else source
        store = self.store(name or adapter.name)
        fingerprint = adapter.fingerprint()
        newest = store.newest_version()
        held = None if newest is None else store.readable_manifest(newest)
        if held is not None and held.source == fingerprint:
            print(f"{store.name}: nothing to do, version {newest} holds this data")  # noqa: T201 - said to users
            return held
        staging = Staging(store.root, fingerprint)
        if progress is not None:
            frames = staging.pages_of(adapter, progress)
        else:
            from rustybt.data.progress import shown

            with shown(f"Ingesting {store.name}") as bar:
                frames = staging.pages_of(adapter, bar)
        try:
            contents = replace(adapter.assemble(frames), source=fingerprint)
            manifest = write_bundle(store, contents, quarantine=quarantine)
        except ValidationError:
            staging.clear()  # the source may have been repaired when it is asked again
            raise
        staging.clear()
        return manifest

    def write(self, name: str, contents: BundleContents, *, quarantine: bool = False) -> Manifest:
        """Write frames of your own as the next version of a bundle.

        Args:
            name: Of the bundle.
            contents: Its assets, bars, splits and dividends.
            quarantine: Leave bars out that cannot be, and keep them in the table ``quarantine``, instead of
                refusing all.

        Raises:
            ValidationError: If bars or corporate actions cannot be; nothing was written.
        """
        source = contents.source or {"adapter": "frames"}
        return write_bundle(self.store(name), replace(contents, source=source), quarantine=quarantine)

    def as_of(self, versions: Mapping[str, int] | int) -> DataCatalog:
        """Return a catalog that reads kept versions.

        Args:
            versions: Version by bundle, and other bundles stay at their newest; or one version of all bundles.

        Raises:
            BundleNotFoundError: If a bundle does not keep a version.
        """
        wanted = dict.fromkeys(self.names(), versions) if isinstance(versions, int) else versions
        other = DataCatalog(self.path)
        for bundle, version in wanted.items():
            self._known(bundle).manifest(version)
            other._versions[bundle] = version
        return other

    def bundles(self) -> pl.DataFrame:
        """Return one row a bundle: calendar, coverage, assets, rows, size in bytes, version, when it was made.

        A bundle whose manifest is damaged has only its name.
        """
        import polars as pl

        rows = [_summary(name, self._readable(name)) for name in self.names()]
        schema = {
            "bundle": pl.String, "calendar": pl.String, "frequency": pl.String, "first": pl.Date,
            "last": pl.Date, "assets": pl.Int64, "rows": pl.Int64, "bytes": pl.Int64, "version": pl.Int64,
            "created_at": pl.String,
        }  # fmt: skip
        return pl.DataFrame(rows, schema=schema)

    def asset_finder(self, bundle: str) -> AssetFinder:
        """Return the assets of a bundle.

        Args:
            bundle: Its name.

        Raises:
            BundleNotFoundError: If there is none of this name.
        """
        manifest = self.manifest(bundle)
        return _finder(self.path, bundle, manifest.sha256, manifest.version)

    def coverage(self, bundle: str, frequency: str = "daily") -> tuple[date, date]:
        """Return the first and last date with bars.

        Args:
            bundle: Its name.
            frequency: ``"daily"`` or ``"minute"``.

        Raises:
            UnknownFrequencyError: If the bundle does not hold the frequency.
        """
        manifest = self.manifest(bundle)
        found = manifest.coverage(table_of(manifest, frequency))
        if found is None:
            raise DateRangeError(f"bundle {bundle!r} has no {frequency} bars")
        return date.fromisoformat(found[0]), date.fromisoformat(found[1])

    def load_panel(self, bundle: str, *, end: date | None = None, frequency: Frequency = "daily") -> BarPanel:
        """Return the dense bars of a bundle from its first session to ``end``.

        Args:
            bundle: Its name.
            end: Last session; the last one of the bundle by default.
            frequency: ``"daily"`` or ``"minute"``.

        Raises:
            BundleNotFoundError: If there is none of this name.
            UnknownFrequencyError: If it does not hold the frequency.
            DateRangeError: If ``end`` lies outside of its coverage.
        """
        manifest = self.manifest(bundle)
        assets = tuple(sorted(_finder(self.path, bundle, manifest.sha256, manifest.version)))
        return load_panel(self.store(bundle), manifest, assets, end=end, frequency=frequency)

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Ask DuckDB, read-only, of the tables ``<bundle>.daily_bars``, ``minute_bars``, ``assets``, ``splits``, ...

        Args:
            query: A select.

        Returns:
            The relation, evaluated when looked at; ``.pl()`` makes a Polars frame of it.

        Raises:
            QueryError: If it is not one select, or DuckDB refuses it; its message is repeated.
        """
        import duckdb

        try:
            connection = self._connection()
            statements = connection.extract_statements(query)
            if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
                raise QueryError(f"{query!r} is not one select: the catalog is read-only")
            return connection.sql(query)
        except duckdb.Error as error:
            raise QueryError(f"SQL {query!r}: {error}") from error

    def _readable(self, name: str) -> Manifest | None:
        version = self._versions.get(name) or self.store(name).newest_version()
        return None if version is None else self.store(name).readable_manifest(version)

    def _connection(self) -> duckdb.DuckDBPyConnection:
        found = {name: self._readable(name) for name in self.names()}
        manifests = {name: manifest for name, manifest in found.items() if manifest is not None}
        versions = {name: manifest.sha256 for name, manifest in manifests.items()}
        if self._database is None or self._database[0] != versions:
            self._database = versions, self._connect(manifests)
        return self._database[1]

    def _connect(self, manifests: Mapping[str, Manifest]) -> duckdb.DuckDBPyConnection:
        import duckdb

        connection = duckdb.connect(":memory:")
        folders = []
        for name, manifest in manifests.items():
            store = self.store(name)
            folders.append(str(store.root / "parts") + "/")
            connection.execute(f'create schema "{name}"')
            for table in VIEWS:
                files = [str(store.part_path(part)) for part in manifest.parts_of(table)]
                if files:
                    connection.execute(_view(name, table, files))
        connection.execute(f"set allowed_directories = [{', '.join(map(_literal, folders))}]")
        connection.execute("set python_enable_replacements = false")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection

    def __repr__(self) -> str:
        return f"DataCatalog({str(self.path)!r})\n{as_text(self.bundles())}"

    def _repr_html_(self) -> str:
        return as_html(self.bundles(), f"Catalog {self.path}")


@lru_cache(maxsize=32)
def _finder(path: Path, bundle: str, sha256: str, version: int) -> AssetFinder:  # noqa: ARG001 - part of the key
    store = BundleStore(path / bundle, bundle)
    manifest = store.manifest(version)
    return assets_from_rows(rows_of(store, manifest, "assets"), rows_of(store, manifest, "symbols"))


def _view(bundle: str, table: str, files: list[str]) -> str:
    # The names are checked when a bundle is written, and paths are quoted: no text of a user's gets in here.
    source = f"read_parquet([{', '.join(map(_literal, files))}], hive_partitioning = false)"
    view = f'create view "{bundle}".{table} as'
    if table in ("assets", "symbols", "quarantine"):
        return f"{view} select * from {source}"  # noqa: S608
    return f'{view} select assets.symbol, rows.* from {source} rows join "{bundle}".assets using (sid)'  # noqa: S608


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _summary(name: str, manifest: Manifest | None) -> dict[str, Any]:
    if manifest is None:
        return {"bundle": name}
    tables = [("daily", "daily_bars"), ("minute", "minute_bars")]
    held = [(label, table) for label, table in tables if manifest.holds(table)]
    spans = [span for _, table in held if (span := manifest.coverage(table))]
    return {
        "bundle": name,
        "calendar": manifest.calendar,
        "frequency": ", ".join(label for label, _ in held),
        "first": date.fromisoformat(min(span[0] for span in spans)),
        "last": date.fromisoformat(max(span[1] for span in spans)),
        "assets": manifest.assets,
        "rows": sum(manifest.rows(table) for _, table in held),
        "bytes": manifest.bytes,
        "version": manifest.version,
        "created_at": manifest.created_at,
    }
