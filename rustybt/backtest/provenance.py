"""What a result came from: enough to run it again and get the same."""

from __future__ import annotations

import dataclasses
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["Provenance", "charged_by", "model_text", "models_text", "package_versions"]

NAMED = 5
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
        commission: Model that the fills were charged by, whoever set it, and its parameters; where assets have several,
            the first is that of most of them.
        slippage: The same of the slippage.
        trading_calendar: Of the scheduling rules.
        frames: What ``data`` handed out, ``"polars"`` or ``"pandas"``.
        seed: Of ``context.random``.
        parameters: Of the run.
        packages: Versions of what decides the numbers.
        python: Version of Python.
        began: When the run began, ISO 8601 in UTC; "" where nobody looked at a clock.
        seconds: How long it took, or None.
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
    commission: str = ""
    slippage: str = ""
    trading_calendar: str = ""
    frames: str = ""
    seed: int
    parameters: Mapping[str, Any] = field(default_factory=dict)
    packages: Mapping[str, str] = field(default_factory=dict)
    python: str = field(default_factory=platform.python_version)
    began: str = ""
    seconds: float | None = None

    @classmethod
    def is_of(cls, words: Mapping[str, Any]) -> bool:
        """Return whether a provenance can be made of plain values, also those of an earlier version.

        Args:
            words: Values by name.
        """
        known = {each.name: each for each in dataclasses.fields(cls)}
        needed = {
            name
            for name, each in known.items()
            if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
        }
        return needed <= words.keys() <= known.keys()

    def as_dict(self) -> dict[str, Any]:
        """Return the same as a plain dict."""
        return dataclasses.asdict(self)


def charged_by(
    costs: Sequence[tuple[Sequence[Asset] | None, object]], assets: Sequence[Asset]
) -> tuple[str, str]:
    """Return the commission and slippage models that charged a run, as text.

    Args:
        costs: For which assets (None for all of them) and which model, in the order they were set.
        assets: Of the run.
    """
    commission, slippage = (
        models_text([each for each in costs if hasattr(each[1], method)], assets)
        for method in ("calculate", "process_order")
    )
    return commission, slippage


def models_text(choices: Sequence[tuple[Sequence[Asset] | None, object]], assets: Sequence[Asset]) -> str:
    """Return the cost models that count as text.

    Args:
        choices: For which assets (None for all of them) and which model, in the order they were set: the last counts.
        assets: Of the run.
    """
    if not choices:
        return ""
    chosen, model = choices[-1]
    if chosen is None or not assets:
        return model_text(model)
    last: dict[Asset, object] = {}
    for some, each in choices:
        last.update(dict.fromkeys(assets if some is None else some, each))
    symbols: dict[str, list[str]] = {}
    for asset in assets:
        symbols.setdefault(model_text(last[asset]), []).append(asset.symbol)
    first, *others = sorted(symbols, key=lambda text: -len(symbols[text]))
    return "; ".join([first, *(f"{text} for {_some(symbols[text])}" for text in others)])


def _some(symbols: Sequence[str]) -> str:
    more = f" and {len(symbols) - NAMED} more" if len(symbols) > NAMED else ""
    return f"{', '.join(symbols[:NAMED])}{more}"


def model_text(model: object) -> str:
    """Return a cost model as text, with its parameters.

    Args:
        model: A slippage or commission model.
    """
    parameters: tuple[object, ...] = getattr(model, "parameters", tuple)()
    return f"{type(model).__name__}({', '.join(str(value) for value in parameters)})"


def package_versions() -> dict[str, str]:
    """Return the installed versions of what decides the numbers."""
    return dict(_installed())


@cache
def _installed() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
