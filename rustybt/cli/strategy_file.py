"""A strategy in a file: what it defines, and which of its lines is to blame for an error."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from rustybt.algorithm.algorithm import CALLBACKS, TradingAlgorithm
from rustybt.exceptions import ConfigurationError, RustyBTError, StrategyError

__all__ = ["blamed", "strategy_of"]

MODULE = "rustybt_strategy"


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
    classes = [
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, TradingAlgorithm) and value.__module__ == MODULE
    ]
    if len(classes) > 1:
        found = ", ".join(sorted(each.__name__ for each in classes))
        raise ConfigurationError(f"{file} defines several strategies ({found}): keep one")
    if classes:
        return {"strategy": classes[0]}
    functions = {name: names[name] for name in CALLBACKS if callable(names.get(name))}
    if not functions.keys() & {"initialize", "handle_data"}:
        raise ConfigurationError(
            f"{file} defines no strategy: write a subclass of TradingAlgorithm, or initialize(context) and "
            "handle_data(context, data)"
        )
    return functions


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
    with _Owned(file):
        exec(code, vars(module))  # noqa: S102 - running the user's file is the command
    return module


class _Owned:
    """Code of the user's: whatever it raises is an error of the strategy."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, RustyBTError):
            line = _line(error, self._file) or f"{self._file}: "
            raise StrategyError(f"{line}{type(error).__name__}: {error}") from error


def _line(error: BaseException, file: Path) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == str(file)]
    return f"{file}, line {own[-1].lineno}: " if own else ""
