"""The card of a run: where its numbers came from, and whether data, code or packages have changed since."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest.provenance import package_versions
from rustybt.backtest.source_code import code_hash
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import RustyBTError

__all__ = ["Change", "Changes", "RunCard"]

_SHORT = 12


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is no longer as the run saw it.

    Attributes:
        what: ``"data"``, ``"code"``, ``"python"`` or the name of a package.
        then: What the run saw.
        now: What is there now.
    """

    what: str
    then: str
    now: str

    def __str__(self) -> str:
        return f"{self.what} changed since the run: it was {self.then} and is {self.now} now"


@dataclass(frozen=True, slots=True, repr=False)
class Changes(Shown):
    """What has changed since a run; false if nothing has.

    Attributes:
        found: What has changed.
        unknown: What could not be compared, and why.
    """

    found: tuple[Change, ...]
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.found)

    def sheet(self) -> Sheet:
        """Return what is shown."""
        lead = "" if self.found else "Nothing that was compared has changed since the run."
        return Sheet(title="Changes since the run", lead=lead, notes=[*map(str, self.found), *self.unknown])


class RunCard(Shown):
    """Where a result came from; it shows itself, with a warning for what has changed since.

    Args:
        known: The provenance, plain values by name.
        catalog: Where the bundle lies; None for ``DataCatalog()``.
    """

    __slots__ = ("_catalog", "known")

    def __init__(self, known: Mapping[str, Any], catalog: DataCatalog | None = None) -> None:
        self.known, self._catalog = dict(known), catalog

    def __getitem__(self, name: str) -> Any:
        return self.known[name]

    def changes(
        self, catalog: DataCatalog | None = None, strategy: type | Sequence[type] | None = None
    ) -> Changes:
        """Compare the run with the newest version of its bundle, its class as it is now, and what is installed.

        Args:
            catalog: Where the bundle lies; that of the run by default.
            strategy: The class now, or those of a portfolio's members in their order; by default the one of its name in
                the notebook or script that asks.
        """
        found, unknown = [], []
        for change in (self._data(catalog or self._catalog), self._code(strategy)):
            if isinstance(change, str):
                unknown.append(change)
            elif change is not None:
                found.append(change)
        return Changes((*found, *self._packages()), tuple(unknown))

    def sheet(self) -> Sheet:
        """Return what is shown."""
        changes = self.changes()
        warnings = [f"Warning: {change}" for change in changes]
        rows = list(_rows(self.known))
        section = Section(title="", head=("What", "Value"), rows=rows, text_columns=("What", "Value"))
        return Sheet(
            title=f"Run card {self.known.get('strategy', '')}".rstrip(),
            lead="; ".join(warnings),
            sections=[section] if rows else [],
            notes=[*changes.unknown, *([] if rows else ["The result does not say where it came from."])],
        )

    def _data(self, catalog: DataCatalog | None) -> Change | str | None:
        bundle, sha256 = self.known.get("bundle"), self.known.get("sha256")
        if not bundle or not sha256:
            return "The data could not be compared: the run names no bundle."
        place = DataCatalog() if catalog is None else DataCatalog(catalog.path)
        try:
            newest = place.manifest(str(bundle))
        except RustyBTError as error:
            return f"The data could not be compared: {error}"
        if newest.sha256 == sha256:
            return None
        then = f"{bundle} version {self.known.get('version')} ({str(sha256)[:_SHORT]})"
        return Change("data", then, f"version {newest.version} ({newest.sha256[:_SHORT]})")

    def _code(self, strategy: type | Sequence[type] | None) -> Change | str | None:
        then, name = str(self.known.get("code") or ""), str(self.known.get("strategy") or "")
        found = strategy or getattr(sys.modules.get("__main__"), name or "-", None)
        given = found if isinstance(found, list | tuple) else (found,)
        kinds = [kind for kind in given if isinstance(kind, type)]
        if not then or not kinds:
            members = dict(self.known.get("parameters") or {}).get("members")
            what = f"classes of {', '.join(members)}" if members else f"class {name}"
            return f"The code could not be compared: hand the {what} to card.changes(strategy=...)."
        now = code_hash(*kinds)
        if not now:
            names = ", ".join(kind.__name__ for kind in kinds)
            return f"The code could not be compared: the source of {names} cannot be read."
        return None if now == then else Change("code", then[:_SHORT], now[:_SHORT])

    def _packages(self) -> Iterator[Change]:
        then = dict(self.known.get("packages") or {})
        now = package_versions()
        if self.known.get("python"):
            then, now = {"python": self.known["python"], **then}, {"python": platform.python_version(), **now}
        for name, version in then.items():
            if now.get(name, "") != version:
                yield Change(name, str(version), now.get(name) or "not installed")


def _rows(known: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in known.items():
        if isinstance(value, Mapping):
            yield from _rows(value, f"{prefix}{name} ")
        elif value not in ("", None):
            yield f"{prefix}{name}", str(value)
