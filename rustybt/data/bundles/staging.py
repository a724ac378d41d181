"""Pages that were read before an ingest was interrupted, kept until it is done."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import time
from typing import TYPE_CHECKING, Any

from rustybt.exceptions import CatalogError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import polars as pl

    from rustybt.data.adapters.base import BaseDataAdapter, Progress

__all__ = ["Staging"]

KEPT_SECONDS = 14 * 86_400


class Staging:
    """The pages of one source on their way into one bundle.

    Args:
        root: Folder of the bundle; it need not exist.
        fingerprint: Of the source: pages of another one are never taken for its own.
    """

    def __init__(self, root: Path, fingerprint: Mapping[str, Any]) -> None:
        key = hashlib.sha256(json.dumps(fingerprint, sort_keys=True, default=str).encode()).hexdigest()
        self.folder = root / "staging" / key[:24]

    def pages_of(self, adapter: BaseDataAdapter, progress: Progress) -> dict[str, pl.DataFrame]:
        """Return every page of a source: those kept from before, and the others read and kept.

        Args:
            adapter: The source.
            progress: Called after each page.

        Raises:
            DataError: If a page cannot be read; the ones before it are kept.
            CatalogError: If the disk refuses.
        """
        pages = adapter.pages()
        frames: dict[str, pl.DataFrame] = {}
        for done, page in enumerate(pages, 1):
            frame = self._kept(page)
            if frame is None:
                frame = adapter.read(page)
                self._keep(page, frame)
            frames[page] = frame
            progress(done, len(pages), page)
        return frames

    def clear(self) -> None:
        """Forget the pages, and those of ingests that nobody went on with for two weeks."""
        shutil.rmtree(self.folder, ignore_errors=True)
        parent = self.folder.parent
        for other in parent.iterdir() if parent.is_dir() else ():
            if time.time() - other.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(other, ignore_errors=True)
        try:
            parent.rmdir()
        except OSError:
            return  # another ingest is under way in it, or it was never made

    def _path(self, page: str) -> Path:
        return self.folder / f"{hashlib.sha256(page.encode()).hexdigest()[:24]}.arrow"

    def _kept(self, page: str) -> pl.DataFrame | None:
        import polars as pl

        try:
            return pl.read_ipc(self._path(page).read_bytes())
        except (FileNotFoundError, pl.exceptions.PolarsError):
            return None  # never read, or torn by a power cut: read it again

    def _keep(self, page: str, frame: pl.DataFrame) -> None:
        path = self._path(page)
        temporary = path.with_name(f".{secrets.token_hex(6)}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            frame.write_ipc(temporary, compression="zstd")
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise CatalogError(f"cannot keep page {page!r} in {self.folder}: {error}") from error
