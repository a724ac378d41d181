"""The manifest of one bundle version: what it holds, in which parts, with which scales and checksums."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, Self

from rustybt.exceptions import CatalogError

__all__ = ["SCHEMA_VERSION", "Manifest", "Part"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file.

    Attributes:
        table: Table that it belongs to, such as ``"daily_bars"``.
        path: Its place below the folder of the bundle, with forward slashes.
        rows: How many rows it has.
        bytes: Its size.
        sha256: Checksum of the file, hexadecimal.
        first: First date in it, ISO 8601, or None where a table has no dates.
        last: Last date in it.
    """

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One published version of a bundle.

    Attributes:
        bundle: Name of the bundle.
        version: 1 for the first, then without gaps.
        parent: The version it was built on, or None.
        calendar: Name of the trading calendar.
        price_scale: Decimal places of every price.
        volume_scale: Decimal places of every volume.
        assets: How many assets it holds.
        created_at: When it was made, ISO 8601, UTC.
        source: Where the data came from: adapter, its options and a fingerprint of both.
        notes: What was changed on the way in, for people.
        parts: Every file of the version.
        schema_version: Version of this layout.
        sha256: Checksum of the manifest file, hexadecimal: it names the data of the whole version.
    """

    bundle: str = ""
    version: int = 0
    parent: int | None = None
    calendar: str
    price_scale: int
    volume_scale: int
    assets: int
    created_at: str
    source: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...]
    schema_version: int = SCHEMA_VERSION
    sha256: str = field(default="", compare=False)

    @classmethod
    def from_bytes(cls, content: bytes, where: str) -> Self:
        """Read a manifest file.

        Args:
            content: The whole file.
            where: What to name in an error.

        Raises:
            CatalogError: If the file is damaged or of a newer layout.
        """
        try:
            values = json.loads(content)
            newer = values["schema_version"] > SCHEMA_VERSION
            if not newer:
                values["parts"] = tuple(Part(**part) for part in values["parts"])
                values["notes"] = tuple(values["notes"])
                return cls(**values, sha256=hashlib.sha256(content).hexdigest())
        except (ValueError, KeyError, TypeError) as error:
            raise CatalogError(
                f"the manifest of {where} is damaged ({error}): open an older version with catalog.as_of or "
                f"ingest again"
            ) from error
        raise CatalogError(
            f"the manifest of {where} has layout {values['schema_version']}, this rustybt reads up to "
            f"{SCHEMA_VERSION}: update rustybt"
        )

    def to_bytes(self) -> bytes:
        """Return the manifest as its file holds it."""
        values = dataclasses.asdict(self)
        del values["sha256"]
        return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode()

    def replace(self, **changes: Any) -> Manifest:
        """Return a copy with other values."""
        return dataclasses.replace(self, **changes)

    def parts_of(self, table: str) -> tuple[Part, ...]:
        """Return the parts of one table."""
        return tuple(part for part in self.parts if part.table == table)

    def holds(self, table: str) -> bool:
        """Return whether the table has any part."""
        return any(part.table == table for part in self.parts)

    def rows(self, table: str) -> int:
        """Return the number of rows of one table."""
        return sum(part.rows for part in self.parts_of(table))

    def coverage(self, table: str) -> tuple[str, str] | None:
        """Return the first and last date of a table, ISO 8601, or None when it is empty."""
        dated = [part for part in self.parts_of(table) if part.first is not None]
        if not dated:
            return None
        return min(part.first or "" for part in dated), max(part.last or "" for part in dated)

    @property
    def bytes(self) -> int:
        """Size of all parts."""
        return sum(part.bytes for part in self.parts)
