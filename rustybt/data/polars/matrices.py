"""Dense matrices of a version's bars, kept as raw files by the version's hash and mapped into memory."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.exceptions import CatalogError
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from rustybt.data.manifest import Manifest, Part
    from rustybt.data.store import BundleStore

__all__ = ["Matrices", "rows_of"]

_BOOT = Path("/proc/sys/kernel/random/boot_id")
# A table of places is used instead of a search while it is not much larger than what it serves.
_MAX_PLACES = 20_000_000


def rows_of(store: BundleStore, manifest: Manifest, table: str) -> list[dict[str, Any]]:
    """Return the rows of a small table of a version.

    Args:
        store: The bundle.
        manifest: The version.
        table: assets, symbols, splits or dividends.

    Raises:
        CatalogError: If a part is missing or damaged.
    """
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    for part in manifest.parts_of(table):
        rows.extend(pq.ParquetFile(store.checked_path(part)).read().to_pylist())
    return rows


class Matrices:
    """The fields of one table of bars as int64[T, A], ``MISSING`` where there is no bar.

    Args:
        store: The bundle.
        manifest: The version.
        table: ``"daily_bars"`` or ``"minute_bars"``.
        sids: Of the columns, increasing.
        axis: int64[T], the time of each row, increasing: days of daily bars, UTC nanoseconds of minute bars.
    """

    def __init__(
        self, store: BundleStore, manifest: Manifest, table: str, sids: Sequence[int], axis: NDArray[np.int64]
    ) -> None:
        self._store = store
        self._parts = manifest.parts_of(table)
        self._table = table
        self._sids = np.array(sids, dtype=np.int64)
        self._axis = axis
        self._folder = store.root / "cache" / manifest.sha256[:16]
        self._places: dict[str, NDArray[np.int64]] = {}

    def field(self, name: str) -> NDArray[np.int64]:
        """Return the matrix of a field, mapped from its file, which is made at first use.

        Args:
            name: open, high, low, close or volume.

        Raises:
            CatalogError: If a part is missing or damaged, or the disk refuses.
        """
        path = self._folder / f"{self._table}-{name}.i64"
        shape = len(self._axis), len(self._sids)
        try:
            if not _is_whole(path, shape[0] * shape[1] * 8):
                self._make(path, self._filled(name))
            return np.memmap(path, dtype=np.int64, mode="r", shape=shape)
        except OSError as error:
            raise CatalogError(f"cannot keep {path}: {error}") from error

    def _make(self, path: Path, matrix: NDArray[np.int64]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        boot = path.parent / "boot"
        if _boot_id() and not boot.exists():
            boot.write_text(_boot_id(), encoding="ascii")
        temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        with temporary.open("wb") as stream:
            matrix.tofile(stream)
            if not _boot_id():
                os.fsync(stream.fileno())
        temporary.replace(path)
        self._sweep()

    def _sweep(self) -> None:
        """Removes the matrices of versions that are no longer kept."""
        manifests = (self._store.readable_manifest(version) for version in self._store.versions())
        kept = {manifest.sha256[:16] for manifest in manifests if manifest is not None}
        for folder in self._folder.parent.iterdir():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _filled(self, name: str) -> NDArray[np.int64]:
        import pyarrow.parquet as pq

        found = np.full(len(self._axis) * len(self._sids), MISSING, dtype=np.int64)
        for part in self._parts:
            places = self._places_of(part)
            column = pq.ParquetFile(self._store.part_path(part)).read(columns=[name])[name]
            found[places] = _integers(column)
        return found.reshape(len(self._axis), len(self._sids))

    def _places_of(self, part: Part) -> NDArray[np.int64]:
        """Where each row of a part lies in the flat matrix; the part is checked when this is first asked."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        known = self._places.get(part.path)
        if known is not None:
            return known
        daily = self._table == "daily_bars"
        label = "date" if daily else "timestamp"
        rows = pq.ParquetFile(self._store.checked_path(part)).read(columns=["sid", label])
        times = rows[label].cast(pa.int32() if daily else pa.int64()).to_numpy().astype(np.int64, copy=False)
        unit = 1 if daily else 60_000_000_000
        steps = _find(self._axis // unit, times // unit)
        places = steps * len(self._sids) + _find(self._sids, rows["sid"].to_numpy())
        self._places[part.path] = places
        return places


def _find(axis: NDArray[np.int64], values: NDArray[Any]) -> NDArray[np.int64]:
    """The index of each value in an increasing axis that holds them all."""
    first, last = int(axis[0]), int(axis[-1])
    if last - first >= _MAX_PLACES:
        return np.searchsorted(axis, values)
    table = np.zeros(last - first + 1, dtype=np.int64)
    table[axis - first] = np.arange(len(axis))
    found: NDArray[np.int64] = table[values - first]
    return found


def _integers(column: Any) -> NDArray[np.int64]:
    """The mantissas of a decimal column, of 64 or 128 bits."""
    import pyarrow as pa

    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = pa.concat_arrays(whole.chunks)
    width = whole.type.byte_width // 8
    values = np.frombuffer(whole.buffers()[1], dtype=np.int64)
    found: NDArray[np.int64] = values[whole.offset * width : (whole.offset + len(whole)) * width : width]
    return found


def _is_whole(path: Path, size: int) -> bool:
    """Whether a file can be trusted: one that was not synced is void after a power cut."""
    try:
        if path.stat().st_size != size:
            return False
        boot = path.parent / "boot"
        if not boot.exists() or boot.read_text(encoding="ascii") == _boot_id():
            return True
    except OSError:
        return False
    shutil.rmtree(path.parent, ignore_errors=True)
    return False


def _boot_id() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""
