"""What a runner offers to choose from, and what it makes of the choice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.parameters import declared
from rustybt.algorithm.signals import SignalAlgorithm
from rustybt.backtest.strategy_file import strategy_at
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import CommandError, ConfigurationError

__all__ = ["Choices", "Wish", "notebook_names", "typed"]

_BASES = (TradingAlgorithm, SignalAlgorithm)
_KINDS = {bool: "flag", int: "int", float: "float", str: "text"}

type Names = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a user chose for a run or a study.

    Attributes:
        strategy: The class.
        title: Of the class, as it was chosen.
        bundle: Its name.
        start: First session, ISO 8601.
        end: Last session, ISO 8601.
        capital: Cash at the start, as it was written.
        frequency: ``"daily"`` or ``"minute"``.
        parameters: Values by name, of the types of their defaults.
    """

    strategy: type[TradingAlgorithm]
    title: str
    bundle: str
    start: str
    end: str
    capital: str
    frequency: Any
    parameters: Mapping[str, Any] = field(default_factory=dict)


def notebook_names() -> Mapping[str, Any]:
    """Return the names of the notebook that this process is the kernel of; none elsewhere."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return {}
    shell = get_ipython()
    return {} if shell is None else shell.user_ns


class Choices:
    """Strategies and bundles to choose from.

    Args:
        catalog: Where bundles lie; ``DataCatalog()`` by default.
        names: Gives the names among which strategies are looked for, anew each time.
        places: Strategies by ``file.py``, ``file.py:Class`` or ``package.module:Class``.
        takes_places: Whether `add` takes more of them: whoever may name a file may run what it holds.

    Raises:
        ConfigurationError: If there is no strategy at one of the places.
        StrategyError: If a file raised.
    """

    def __init__(
        self,
        catalog: DataCatalog | None = None,
        names: Names = notebook_names,
        places: Sequence[str] = (),
        *,
        takes_places: bool = True,
    ) -> None:
        self.catalog = DataCatalog() if catalog is None else catalog
        self.takes_places = takes_places
        self._names = names
        self._places: dict[str, type[TradingAlgorithm]] = {}
        for place in places:
            self._load(place)

    def add(self, place: str) -> str:
        """Offer the strategy of a file or module, too.

        Args:
            place: As in the class.

        Returns:
            Its key.

        Raises:
            ConfigurationError: If there is none.
            StrategyError: If the file raised.
            CommandError: If no more are taken.
        """
        if not self.takes_places:
            raise CommandError("this page runs only the strategies that its server was started with")
        self._load(place)
        return place

    def told(self) -> dict[str, Any]:
        """Return everything there is to choose from, JSON-typed."""
        kinds = self._kinds()
        rows = self.catalog.bundles().rows(named=True)
        return {
            "strategies": [
                {"key": key, "title": _title(key, kinds), "parameters": _fields(kind)}
                for key, kind in kinds.items()
            ],
            "bundles": [
                {
                    "name": row["bundle"],
                    "first": str(row["first"]),
                    "last": str(row["last"]),
                    "frequencies": row["frequency"].split(", "),
                    "assets": row["assets"],
                }
                for row in rows
                if row["first"] is not None
            ],
            "takes_places": self.takes_places,
        }

    def wish(self, content: Mapping[str, Any]) -> Wish:
        """Return what a message asks for.

        Args:
            content: ``strategy``, ``bundle``, ``start``, ``end``, ``capital``, ``frequency`` and ``parameters``.

        Raises:
            ConfigurationError: If a choice is missing, or a parameter is not of its type.
            StrategyError: If the file of the strategy raises by now.
        """
        key = str(content.get("strategy") or "")
        if key in self._places:
            self._load(key)  # as the file is now
        kinds = self._kinds()
        kind = kinds.get(key)
        if kind is None:
            raise ConfigurationError(
                f"there is no strategy {key!r}: choose one, or run the cell that defines it"
            )
        for name in ("bundle", "start", "end", "capital"):
            if not content.get(name):
                raise ConfigurationError(f"{name} is missing: fill it in")
        given = content.get("parameters")
        given = given if isinstance(given, dict) else {}
        known = {each["name"]: each["kind"] for each in _fields(kind)}
        return Wish(
            strategy=kind,
            title=_title(key, kinds),
            bundle=str(content["bundle"]),
            start=str(content["start"]),
            end=str(content["end"]),
            capital=str(content["capital"]),
            frequency=str(content.get("frequency") or "daily"),
            parameters={
                name: typed(name, value, known[name]) for name, value in given.items() if name in known
            },
        )

    def _load(self, place: str) -> None:
        kind = type(strategy_at(place, Path.cwd()))
        if kind is TradingAlgorithm:
            raise ConfigurationError(
                f"{place} defines functions: a runner takes subclasses of TradingAlgorithm, whose parameters it reads"
            )
        self._places[place] = kind

    def _kinds(self) -> dict[str, type[TradingAlgorithm]]:
        found = {
            name: value
            for name, value in list(self._names().items())
            if isinstance(value, type)
            and issubclass(value, TradingAlgorithm)
            and value not in _BASES
            and not name.startswith("_")
        }
        return found | self._places


def typed(name: str, value: object, kind: str) -> Any:
    """Return a value of a form as its parameter takes it.

    Args:
        name: Of the parameter.
        value: As the form holds it.
        kind: ``"flag"``, ``"int"``, ``"float"`` or ``"text"``.

    Raises:
        ConfigurationError: If it is none.

    Example:
        >>> typed("fast", "10", "int")
        10
    """
    try:
        match kind:
            case "flag":
                return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")
            case "int":
                return int(str(value))
            case "float":
                return float(str(value))
            case _:
                return str(value)
    except ValueError:
        what = "a whole number" if kind == "int" else "a number"
        raise ConfigurationError(f"{name} is {value!r}: write {what}") from None


def _title(key: str, kinds: Mapping[str, type[TradingAlgorithm]]) -> str:
    name = kinds[key].__name__
    alone = sum(kind.__name__ == name for kind in kinds.values()) == 1
    return name if alone or key == name else f"{name} ({key})"


def _fields(kind: type[TradingAlgorithm]) -> list[dict[str, Any]]:
    found = []
    arguments = inspect.signature(kind.__init__).parameters
    for name in declared(kind):
        argument = arguments.get(name)
        default = inspect.getattr_static(kind, name, None) if argument is None else argument.default
        if type(default) in _KINDS:
            found.append({"name": name, "kind": _KINDS[type(default)], "default": default})
    order = [*arguments, *(name for each in reversed(kind.__mro__) for name in vars(each))]
    return sorted(found, key=lambda each: order.index(each["name"]))
