"""A strategy by its place, a file or a module: what it defines, and which of its lines is to blame for an error."""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from rustybt.algorithm.algorithm import CALLBACKS, TradingAlgorithm
from rustybt.algorithm.blame import Blame
from rustybt.exceptions import ConfigurationError, RustyBTError, StrategyError

__all__ = ["UserCode", "blamed", "place_of", "strategy_at", "strategy_of"]

MODULE = "rustybt_strategy"
WAY_OUT = (
    "write it to a file of its own, in a notebook with %%writefile strategy.py as the first line of its cell, and "
    "import it from there"
)

# Of strategies of zipline's functions, which no class tells of.
_PLACES: WeakKeyDictionary[TradingAlgorithm, str] = WeakKeyDictionary()
# Of classes of files, which are all run as one module: only the last one run is there.
_FILES: WeakKeyDictionary[type[TradingAlgorithm], str] = WeakKeyDictionary()


def strategy_of(file: Path) -> dict[str, Any]:
    """Run a file and return the strategy that it defines.

    Args:
        file: Python source; its folder is searched by its imports, as if Python itself ran it.

    Returns:
        Arguments of ``run_algorithm``: ``strategy``, or zipline's functions by name.

    Raises:
        ConfigurationError: If it is no Python, or defines no strategy or several.
        StrategyError: If it raised; the message names the line.
    """
    names = vars(_module(file))
    classes = _classes(names)
    if len(classes) > 1:
        found = ", ".join(sorted(classes))
        raise ConfigurationError(f"{file} defines several strategies ({found}): keep one")
    if classes:
        return {"strategy": next(iter(classes.values()))}
    functions = {name: names[name] for name in CALLBACKS if callable(names.get(name))}
    if not functions.keys() & {"initialize", "handle_data"}:
        raise ConfigurationError(
            f"{file} defines no strategy: write a subclass of TradingAlgorithm, or initialize(context) and "
            "handle_data(context, data)"
        )
    return functions


def strategy_at(place: str, folder: Path) -> TradingAlgorithm:
    """Return a new strategy from where it is defined.

    Args:
        place: ``file.py``, ``file.py:Class`` or ``package.module:Class``.
        folder: Where a relative file is looked for.

    Raises:
        ConfigurationError: If there is no such file, module or strategy, or its class wants arguments.
        StrategyError: If the file raised.
    """
    path, _, name = place.rpartition(":") if not place.endswith(".py") else (place, "", "")
    if path.endswith(".py"):
        return _from_file(folder / Path(path).expanduser(), name)
    if not path or not name.isidentifier():
        raise ConfigurationError(
            f"strategy {place!r} is no place of one: write file.py, file.py:Class or package.module:Class"
        )
    try:
        found = getattr(import_module(path), name, None)
    except ImportError as error:
        raise ConfigurationError(f"strategy {place!r} cannot be imported: {error}") from error
    if not (isinstance(found, type) and issubclass(found, TradingAlgorithm)):
        raise ConfigurationError(f"strategy {place!r} is no subclass of TradingAlgorithm")
    return _made(found, place)


def place_of(strategy: TradingAlgorithm) -> str:
    """Return where another process finds the class of a strategy: ``file.py:Class`` or ``package.module:Class``.

    Args:
        strategy: As its class makes it without arguments.

    Raises:
        ConfigurationError: If another process cannot find it, or would make another one; with the way out.
    """
    if strategy in _PLACES:
        return _PLACES[strategy]
    kind = type(strategy)
    if "<locals>" in kind.__qualname__ or kind.__module__ == "__main__":
        raise ConfigurationError(
            f"{kind.__name__} is defined in {kind.__module__}, where another process cannot find it: {WAY_OUT}"
        )
    if not _alike(vars(strategy), vars(_made(kind, kind.__name__))):
        raise ConfigurationError(
            f"this {kind.__name__} was made with arguments, or changed since, and another process would make it "
            "without: hand them over in parameters=, and read context.parameters"
        )
    if kind in _FILES:
        return _FILES[kind]
    home = sys.modules.get(kind.__module__)
    if getattr(home, kind.__qualname__, None) is not kind:
        raise ConfigurationError(
            f"{kind.__module__} holds no {kind.__qualname__} at its top, or another class of this name, and another "
            f"process would not find this one: define it there with a class statement, or {WAY_OUT}"
        )
    file = inspect.getsourcefile(kind)
    if file is None or not Path(file).is_file():
        raise ConfigurationError(f"{kind.__name__} has no file that another process could read: {WAY_OUT}")
    if "." not in kind.__module__:
        return f"{Path(file).resolve()}:{kind.__qualname__}"
    return f"{kind.__module__}:{kind.__qualname__}"


@contextmanager
def blamed(file: Path) -> Iterator[None]:
    """Name the line of a strategy file in the error of a run.

    Args:
        file: Of the strategy.

    Raises:
        StrategyError: Instead of one without the line.
    """
    try:
        yield
    except StrategyError as error:
        cause = error.__cause__
        line = "" if cause is None else _line(cause, file)
        raise StrategyError(f"{line}{error}") from cause


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return one.keys() == other.keys() and all(_equal(value, other[name]) for name, value in one.items())


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)


def _classes(names: dict[str, Any]) -> dict[str, type[TradingAlgorithm]]:
    return {
        name: value
        for name, value in names.items()
        if isinstance(value, type) and issubclass(value, TradingAlgorithm) and value.__module__ == MODULE
    }


def _from_file(file: Path, name: str) -> TradingAlgorithm:
    if not name:
        given = strategy_of(file)
        if "strategy" in given:
            return _made(given["strategy"], str(file))
        made = TradingAlgorithm(**given)
        _PLACES[made] = str(file.resolve())
        return made
    classes = _classes(vars(_module(file)))
    if name not in classes:
        there = ", ".join(sorted(classes)) or "none"
        raise ConfigurationError(f"{file} defines no strategy {name!r}: there is {there}")
    return _made(classes[name], str(file))


def _made(kind: type[TradingAlgorithm], place: str) -> TradingAlgorithm:
    with Blame(StrategyError, f"{place}: {kind.__name__}.__init__ without arguments"):
        try:
            return kind()
        except TypeError as error:
            raise ConfigurationError(
                f"{place}: {kind.__name__} cannot be made without arguments ({error}): give them in parameters, and "
                "read context.parameters"
            ) from error


def _module(file: Path) -> ModuleType:
    try:
        code = compile(file.read_text(encoding="utf-8"), str(file), "exec")
    except (SyntaxError, ValueError) as error:
        raise ConfigurationError(f"{file} is no Python: {error}") from error
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from error
    module = ModuleType(MODULE)
    module.__file__ = str(file)
    sys.modules[MODULE] = module
    sys.path.insert(0, str(file.resolve().parent))
    with UserCode(file):
        exec(code, vars(module))  # noqa: S102 - running the user's file is the command
    for name, kind in _classes(vars(module)).items():
        _FILES.setdefault(kind, f"{file.resolve()}:{name}")
    return module


class UserCode:
    """Code of the user's: whatever it raises is an error of ours that names the line.

    Args:
        file: Where the code is.
        error: Of which kind.
    """

    def __init__(self, file: Path, error: type[RustyBTError] = StrategyError) -> None:
        self._file, self._error = file, error

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, RustyBTError):
            line = _line(error, self._file) or f"{self._file}: "
            raise self._error(f"{line}{type(error).__name__}: {error}") from error


def _line(error: BaseException, file: Path) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == str(file)]
    return f"{file}, line {own[-1].lineno}: " if own else ""
