"""Parts of an engine that ``live.yaml`` names by where they are made, such as a feed: ``package.module:function``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

from rustybt.backtest.strategy_file import UserCode
from rustybt.exceptions import ConfigurationError

__all__ = ["factory_at", "made_by", "origin_of"]

# So that another process can be told how to make the same part.
_ORIGINS: WeakKeyDictionary[object, tuple[str, dict[str, Any]]] = WeakKeyDictionary()


def factory_at(place: str) -> Callable[..., Any]:
    """Return a factory from where it is defined.

    Args:
        place: ``package.module:function`` or ``file.py:function``; a file's folder is searched by its imports.

    Raises:
        ConfigurationError: If there is no such module or function, or it cannot be imported.

    Example:
        >>> factory_at("decimal:Decimal")("1.5")
        Decimal('1.5')
    """
    path, _, name = place.rpartition(":")
    if not path or not name.isidentifier():
        raise ConfigurationError(
            f"{place!r} is no place of a factory: write package.module:function or file.py:function"
        )
    found = getattr(_module(path), name, None)
    if not callable(found):
        raise ConfigurationError(f"{place!r}: {path} has no function {name!r}")
    return found  # type: ignore[no-any-return]


def made_by(place: str, options: Mapping[str, Any], *given: object) -> Any:
    """Return what a factory makes.

    Args:
        place: As in `factory_at`.
        options: Its arguments, by name.
        *given: Arguments before them, which any process has by itself, such as the feed's assets for a broker.

    Raises:
        ConfigurationError: If there is no such factory, it does not take the options, or it raised.
        RustyBTError: As the factory raised it.
    """
    factory = factory_at(place)
    try:
        inspect.signature(factory).bind(*given, **options)
    except TypeError as error:
        raise ConfigurationError(
            f"{place!r} does not take {', '.join(options) or 'nothing'}: {error}"
        ) from None
    except ValueError:
        pass  # nothing is known of its arguments
    home = sys.modules.get(getattr(factory, "__module__", ""))
    with UserCode(Path(getattr(home, "__file__", None) or place), ConfigurationError):
        made = factory(*given, **options)
    with suppress(TypeError):  # not everything can be remembered
        _ORIGINS[made] = (_whole(place), dict(options))
    return made


def origin_of(part: object) -> tuple[str, dict[str, Any]] | None:
    """Return the place and the options that `made_by` made a part of; None if it did not.

    Args:
        part: Such as a feed.
    """
    try:
        return _ORIGINS.get(part)
    except TypeError:
        return None  # not everything can be remembered


def _whole(place: str) -> str:
    path, colon, name = place.rpartition(":")
    return f"{Path(path).expanduser().resolve()}{colon}{name}" if path.endswith(".py") else place


def _module(path: str) -> ModuleType:
    if not path.endswith(".py"):
        try:
            return import_module(path)
        except ImportError as error:
            raise ConfigurationError(f"module {path!r} cannot be imported: {error}") from error
    file = Path(path).expanduser().resolve()
    if not file.is_file():
        raise ConfigurationError(f"there is no file {file}")
    sys.path.insert(0, str(file.parent))
    name = f"rustybt_factory_{file.stem}"
    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ConfigurationError(f"{file} is no Python module")
    module = sys.modules[name] = module_from_spec(spec)
    with UserCode(file, ConfigurationError):
        spec.loader.exec_module(module)
    return module
