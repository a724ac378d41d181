"""What a result came from: enough to run it again and get the same."""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

__all__ = ["Provenance", "code_hash", "package_versions"]

PACKAGES = ("rustybt", "polars", "numpy", "duckdb", "pyarrow", "exchange-calendars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a result came from.

    Attributes:
        bundle: Name of the bundle.
        version: Of the bundle.
        sha256: Hash of that version's manifest.
        code: Hash of the strategy's source, or "" where it cannot be read.
        strategy: Its name.
        start: First session, ISO 8601.
        end: Last session, ISO 8601.
        data_frequency: ``"daily"`` or ``"minute"``.
        capital_base: Cash at the start.
        seed: Of ``context.random``.
        parameters: Of the run.
        packages: Versions of what decides the numbers.
        python: Version of Python.
    """

    bundle: str
    version: int
    sha256: str
    code: str
    strategy: str
    start: str
    end: str
    data_frequency: str
    capital_base: str
    seed: int
    parameters: Mapping[str, Any] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    python: str = field(default_factory=platform.python_version)

    def as_dict(self) -> dict[str, Any]:
        """Return the same as a plain dict."""
        return dataclasses.asdict(self)


def code_hash(*parts: Callable[..., object] | type | None) -> str:
    """Return a hash of the source of functions or classes.

    Args:
        parts: Functions or classes; None and what has no source counts as nothing.
    """
    sources = [source for part in parts if part is not None for source in _sources(part)]
    return hashlib.sha256("\0".join(sources).encode()).hexdigest() if sources else ""


def _sources(part: Callable[..., object] | type) -> list[str]:
    """The text of a function, or of every function of a class: that much is known in a notebook too."""
    if not isinstance(part, type):
        try:
            return [inspect.getsource(part)]
        except (OSError, TypeError):
            return []
    own = [value for _, value in sorted(vars(part).items()) if inspect.isfunction(value)]
    return [source for function in own for source in _sources(function)]


def package_versions() -> dict[str, str]:
    """Return the installed versions of what decides the numbers."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
