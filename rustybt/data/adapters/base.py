"""What a source of market data is: something that can be fetched whole, and say what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from rustybt.data.bundles.core import BundleContents

__all__ = ["BaseDataAdapter", "Progress"]

type Progress = Callable[[int, int, str], None]
"""Called with the parts done, all parts, and what was done last."""


class BaseDataAdapter(Protocol):
    """A source of market data."""

    @property
    def name(self) -> str:
        """Name of the bundle it fills unless told otherwise."""

    def fingerprint(self) -> dict[str, Any]:
        """Return what identifies the data, JSON-typed: the same fingerprint means nothing to do."""

    def fetch(self, progress: Progress) -> BundleContents:
        """Return everything that it holds.

        Args:
            progress: Called after each part.

        Raises:
            DataError: If the source is missing or wrong.
        """
