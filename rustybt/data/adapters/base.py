"""What a source of market data is: pages that can be read one by one, and what they make together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars as pl

    from rustybt.data.bundles.core import BundleContents

__all__ = ["BaseDataAdapter", "Progress"]

type Progress = Callable[[int, int, str], None]
"""Called with the pages done, all pages, and the one done last."""


class BaseDataAdapter(Protocol):
    """A source of market data.

    An ingest keeps every page that was read until the bundle is published: one that was interrupted goes on with
    the pages that are missing.
    """

    @property
    def name(self) -> str:
        """Name of the bundle it fills unless told otherwise."""

    def fingerprint(self) -> dict[str, Any]:
        """Return what identifies the data, JSON-typed: the same fingerprint means nothing to do."""

    def pages(self) -> Sequence[str]:
        """Return the names of the pages, in order, such as one a file or a symbol."""

    def read(self, page: str) -> pl.DataFrame:
        """Return one page as a frame of any shape that :meth:`assemble` understands.

        Args:
            page: One of :meth:`pages`.

        Raises:
            DataError: If the source is missing or wrong.
        """

    def assemble(self, frames: Mapping[str, pl.DataFrame]) -> BundleContents:
        """Return the contents of the bundle.

        Args:
            frames: Every page, by name.

        Raises:
            DataError: If the pages cannot be a bundle.
        """
