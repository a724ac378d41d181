"""A bundle on disk: immutable Parquet parts under manifest versions that are published by compare-and-swap.

A reader takes one manifest and sees exactly the parts that it names, whatever writers do. A writer makes new
parts under names of its own, syncs them, and publishes the next manifest with ``os.link``, which fails when
another writer was first. A crash at any point leaves the newest manifest whole; what the dead writer left
behind is swept by the next one.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from rustybt.data.durable_files import publish, sync_folder, synced
from rustybt.data.manifest import Manifest, Part
from rustybt.exceptions import BundleNotFoundError, CatalogError, ConfigurationError, IngestConflictError

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

__all__ = ["KEPT_VERSIONS", "BundleStore", "BundleWriter", "check_bundle_name"]

KEPT_VERSIONS = 20
ROW_GROUP = 131_072

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RESERVED = frozenset({"main", "temp", "system", "information_schema", "pg_catalog"})
_MANIFEST_FILE = re.compile(r"(\d{8})\.json")
_PART_FILE = re.compile(r"([0-9a-f]{12})-\d+\.parquet")


def check_bundle_name(name: str) -> str:
    """Return a bundle name, refused when it cannot be a folder and an SQL schema at once.

    Args:
        name: Lower-case letters, digits, ``-`` and ``_``.

    Raises:
        ConfigurationError: If the name is anything else.

    Example:
        >>> check_bundle_name("us-equities")
        'us-equities'
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise ConfigurationError(
            f"bundle name {name!r}: use 1 to 64 lower-case letters, digits, '-' or '_', starting with a "
            f"letter or digit, and none of {', '.join(sorted(_RESERVED))}"
        )
    return name


class BundleStore:
    """The versions and parts of one bundle.

    Args:
        root: Folder of the bundle; it need not exist.
        name: Name of the bundle.
    """

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.name = check_bundle_name(name)

    def __repr__(self) -> str:
        return f"BundleStore({self.name!r}, versions={self.versions()})"

    @property
    def manifest_folder(self) -> Path:
        """Where the manifests lie, one file a version."""
        return self.root / "manifests"

    def versions(self) -> list[int]:
        """Return the kept versions, oldest first; empty when nothing was ever published."""
        try:
            names = [path.name for path in self.manifest_folder.iterdir()]
        except FileNotFoundError:
            return []
        return sorted(int(found[1]) for name in names if (found := _MANIFEST_FILE.fullmatch(name)))

    def newest_version(self) -> int | None:
        """Return the newest published version, or None; ``CURRENT`` is only a hint on the way there."""
        try:
            version = int((self.root / "CURRENT").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            version = 0
        if version < 1 or not self._manifest_path(version).exists():
            versions = self.versions()
            return versions[-1] if versions else None
        while self._manifest_path(version + 1).exists():
            version += 1
        return version

    def manifest(self, version: int | None = None) -> Manifest:
        """Return a kept manifest.

        Args:
            version: The version; None is the newest.

        Raises:
            BundleNotFoundError: If the bundle has no such version.
            CatalogError: If the manifest file is damaged.
        """
        wanted = self.newest_version() if version is None else version
        if wanted is None:
            raise BundleNotFoundError(
                f"bundle {self.name!r} holds nothing yet: ingest it with catalog.ingest({self.name!r}, ...)"
            )
        try:
            content = self._manifest_path(wanted).read_bytes()
        except FileNotFoundError:
            raise BundleNotFoundError(
                f"bundle {self.name!r} keeps no version {wanted}; it keeps {self.versions()}"
            ) from None
        return Manifest.from_bytes(content, where=f"bundle {self.name!r}, version {wanted}")

    def readable_manifest(self, version: int) -> Manifest | None:
        """Return a kept manifest, or None when its file is damaged or gone.

        Args:
            version: The version.
        """
        try:
            return self.manifest(version)
        except CatalogError:
            return None

    def part_path(self, part: Part) -> Path:
        """Return the file of a part.

        Raises:
            CatalogError: If the file is gone.
        """
        path = self.root / part.path
        if not path.exists():
            raise CatalogError(
                f"bundle {self.name!r}: part {part.path} is missing; ingest the bundle again or open another "
                f"version of {self.versions()} with catalog.as_of"
            )
        return path

    def checked_path(self, part: Part) -> Path:
        """Return the file of a part after comparing its size and checksum with the manifest.

        Raises:
            CatalogError: If the file is gone or differs.
        """
        path = self.part_path(part)
        if path.stat().st_size != part.bytes or _sha256_of(path) != part.sha256:
            raise CatalogError(
                f"bundle {self.name!r}: part {part.path} differs from its checksum {part.sha256[:12]}; ingest the "
                f"bundle again or open another version of {self.versions()} with catalog.as_of"
            )
        return path

    def verify(self, manifest: Manifest) -> None:
        """Compare size and checksum of every part with the manifest.

        Raises:
            CatalogError: If a part is missing or differs; the message names it.
        """
        for part in manifest.parts:
            self.checked_path(part)

    def begin(self) -> BundleWriter:
        """Return a writer of the next version, to be used as a context manager."""
        return BundleWriter(self)

    def sweep(self, keep: int = KEPT_VERSIONS) -> int:
        """Delete manifests beyond the newest ``keep`` and every file that no manifest and no writer needs.

        Args:
            keep: How many versions stay readable; at least 1.

        Returns:
            How many part files were deleted.

        Raises:
            ConfigurationError: If ``keep`` is below 1.
        """
        if keep < 1:
            raise ConfigurationError(f"keep={keep}: at least 1 version must stay")
        for version in self.versions()[:-keep]:
            self._manifest_path(version).unlink(missing_ok=True)
        # The order matters: a writer that is dead now had published, if ever, before the manifests are read.
        found = [(path, _PART_FILE.fullmatch(path.name)) for path in self.root.glob("parts/**/*.parquet")]
        dead = {match[1] for _, match in found if match and self._writer_is_dead(match[1])}
        try:
            named = {part.path for version in self.versions() for part in self._parts_of(version)}
        except CatalogError:
            return 0  # a kept manifest is damaged: what it needs is not known
        orphans = [
            path
            for path, match in found
            if match and match[1] in dead and path.relative_to(self.root).as_posix() not in named
        ]
        for path in orphans:
            path.unlink(missing_ok=True)
        self._sweep_temporary_files()
        return len(orphans)

    def _parts_of(self, version: int) -> tuple[Part, ...]:
        try:
            return self.manifest(version).parts
        except BundleNotFoundError:
            return ()  # pruned by another writer a moment ago

    def _sweep_temporary_files(self) -> None:
        for path in [*self.root.glob("parts/**/.tmp-*"), *self.manifest_folder.glob(".tmp-*")]:
            if self._writer_is_dead(path.name.removeprefix(".tmp-")[:12]):
                path.unlink(missing_ok=True)

    def _writer_is_dead(self, token: str) -> bool:
        path = self.root / "writers" / token
        try:
            lock = path.open("rb")
        except FileNotFoundError:
            return True
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            path.unlink(missing_ok=True)
            return True

    def _manifest_path(self, version: int) -> Path:
        return self.manifest_folder / f"{version:08d}.json"


class BundleWriter:
    """Writes the parts of one new version and publishes them at once, or not at all.

    Args:
        store: The bundle to write.
    """

    def __init__(self, store: BundleStore) -> None:
        self._store = store
        self._token = secrets.token_hex(6)
        self._lock: IO[bytes] | None = None
        self._written: list[Path] = []
        self._folders: set[Path] = set()
        self._newest: int | None = None
        self.parent: Manifest | None = None

    def __enter__(self) -> Self:
        try:
            for folder in ("writers", "manifests", "parts"):
                (self._store.root / folder).mkdir(parents=True, exist_ok=True)
            self._lock = self._taken_lock()
        except OSError as error:
            raise CatalogError(f"cannot write bundle {self._store.name!r}: {error}") from error
        self._newest = self._store.newest_version()
        self.parent = None if self._newest is None else self._store.readable_manifest(self._newest)
        return self

    def _taken_lock(self) -> IO[bytes]:
        while True:
            path = self._store.root / "writers" / self._token
            lock = path.open("xb")
            fcntl.flock(lock, fcntl.LOCK_EX)
            if path.exists():
                return lock
            # A sweep found it before it was locked, and took its writer for dead.
            lock.close()
            self._token = secrets.token_hex(6)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for path in self._written:
                path.unlink(missing_ok=True)
        (self._store.root / "writers" / self._token).unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()

    def write(
        self,
        table: str,
        rows: pa.Table,
        *,
        partition: str = "",
        first: str | None = None,
        last: str | None = None,
        encodings: Mapping[str, str] | None = None,
    ) -> Part:
        """Write one immutable Parquet part, or name the parent's when it is the same byte for byte.

        Args:
            table: Table that the part belongs to, such as ``"daily_bars"``.
            rows: Arrow table; ``decimal64`` columns are stored as physical INT64.
            partition: Hive path below the table, such as ``"year=2024"``.
            first: First date in the part, ISO 8601.
            last: Last date in the part, ISO 8601.
            encodings: Parquet encoding of columns that shall not be dictionary-encoded.

        Raises:
            CatalogError: If the disk refuses.
        """
        folder = self._store.root / "parts" / table / partition
        temporary = folder / f".tmp-{self._token}"
        path = folder / f"{self._token}-{len(self._written)}.parquet"
        try:
            self._make_folder(folder)
            self._written.append(temporary)
            _write_parquet(rows, temporary, encodings or {})
            digest, size = _sha256_of(temporary), temporary.stat().st_size
            same = self._part_of_parent(table, partition, digest)
            if same is not None:
                temporary.unlink()
                return same
            self._written.append(path)
            temporary.rename(path)
        except OSError as error:
            raise CatalogError(f"cannot write a part of bundle {self._store.name!r}: {error}") from error
        relative = path.relative_to(self._store.root).as_posix()
        return Part(
            table=table, path=relative, rows=rows.num_rows, bytes=size, sha256=digest, first=first, last=last
        )

    def publish(self, contents: Manifest, keep: int = KEPT_VERSIONS) -> Manifest:
        """Publish the next version by compare-and-swap and return it as it stands on disk.

        Args:
            contents: The manifest; its bundle, version and parent are filled in here.
            keep: How many versions stay readable.

        Raises:
            IngestConflictError: If another writer published this version first; nothing was changed.
            CatalogError: If the disk refuses.
        """
        manifest = contents.replace(
            bundle=self._store.name, version=(self._newest or 0) + 1, parent=self._newest
        )
        content = manifest.to_bytes()
        temporary = self._store.manifest_folder / f".tmp-{self._token}"
        path = self._store.manifest_folder / f"{manifest.version:08d}.json"
        try:
            for folder in sorted(self._folders):
                sync_folder(folder)
            temporary.write_bytes(content)
            try:
                publish(temporary, path, replace=False)
            except FileExistsError:
                raise IngestConflictError(
                    f"bundle {self._store.name!r}: another writer published version {manifest.version} first; "
                    f"nothing was changed, ingest again to build on it"
                ) from None
            finally:
                temporary.unlink()
            self._written.clear()
            self._point_current_at(manifest.version)
        except OSError as error:
            raise CatalogError(f"cannot publish bundle {self._store.name!r}: {error}") from error
        self._store.sweep(keep)
        return Manifest.from_bytes(content, where=path.name)

    def _point_current_at(self, version: int) -> None:
        temporary = self._store.root / f".tmp-{self._token}"
        temporary.write_bytes(b"%d\n" % version)
        publish(temporary, self._store.root / "CURRENT")

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        root = self._store.root
        self._folders.update(path for path in (folder, *folder.parents) if path.is_relative_to(root))

    def _part_of_parent(self, table: str, partition: str, digest: str) -> Part | None:
        if self.parent is None:
            return None
        folder = f"parts/{table}/{partition}".rstrip("/")
        for part in self.parent.parts:
            if part.sha256 == digest and part.table == table and part.path.rpartition("/")[0] == folder:
                return part
        return None


def _write_parquet(rows: pa.Table, path: Path, encodings: Mapping[str, str]) -> None:
    import pyarrow.parquet as pq

    with synced(path) as stream:
        pq.write_table(
            rows,
            stream,
            row_group_size=ROW_GROUP,
            compression="zstd",
            compression_level=3,
            use_dictionary=[name for name in rows.column_names if name not in encodings],
            column_encoding=dict(encodings) or None,
            store_decimal_as_integer=True,
        )


def _sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
