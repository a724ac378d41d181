"""A run's parameters, and which of them its strategy looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["TakenParameters"]


class TakenParameters(dict[str, Any]):
    """Parameters by name that know which of them were read, so that a misspelt one is found.

    Args:
        values: By name.

    Attributes:
        read: Names that were looked up; all of them, once they were gone through.

    Example:
        >>> given = TakenParameters({"fast": 5, "slwo": 20})
        >>> given["fast"], given.get("slow", 30)
        (5, 30)
        >>> sorted(given.keys() - given.read)
        ['slwo']
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.read.add(str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        self.read.update(super().keys())
        return super().__iter__()

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default; either way the name was read."""
        self.read.add(name)
        return super().get(name, default)

    def pop(self, name: str, *default: Any) -> Any:
        """Take a value out; the name was read."""
        self.read.add(name)
        return super().pop(name, *default)

    def items(self) -> Any:
        """Return names and values; all of them were read."""
        self.read.update(super().keys())
        return super().items()

    def values(self) -> Any:
        """Return the values; all of them were read."""
        self.read.update(super().keys())
        return super().values()
